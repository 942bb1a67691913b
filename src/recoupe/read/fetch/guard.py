"""Which network addresses may be connected to: public ones, and those that the user allows.

A name is resolved here, every address of it is judged, and the connection is made to an address that was
judged; a name that resolves otherwise a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from recoupe.errors import FetchError


class Private(FetchError):
    """A host that is at no public address."""


Resolver = Callable[[str, int], Iterable[str]]

# IPv6 ranges that carry an IPv4 address: NAT64 (RFC 6052) in the last 32 bits.
_NAT64 = IPv6Network("64:ff9b::/96")
# Special ranges of IANA's registries that Python 3.11 does not count among the private ones.
_SPECIAL = tuple(
    map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "2001::/23", "5f00::/16"))
)


def _resolve(host: str, port: int) -> list[str]:
    """The addresses of a name as the system resolves it, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet, and not loopback, private, link-local, shared
    (CGNAT), multicast, reserved, or an IPv6 form of such an IPv4 address."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in _NAT64:
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            found = inner
        elif found.is_site_local:
            return False
    if any(found.version == each.version and found in each for each in _SPECIAL):
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


@dataclass(frozen=True)
class Guard:
    """The rule. ``allow``: host names, addresses or networks that may be private; ``everything``: all may."""

    allow: tuple[str, ...] = ()
    everything: bool = False
    resolve: Resolver = _resolve

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses of ``host`` that may be connected to; raises ``Private`` where there is none,
        and ``FetchError`` where the name cannot be resolved."""
        try:
            found = list(self.resolve(host, port))
        except (OSError, UnicodeError) as error:
            told = getattr(error, "strerror", None) or error
            raise FetchError(f"its host name cannot be resolved ({told})", again=True) from None
        good = [address for address in found if self._allowed(host, address)]
        if not good:
            told = found[0] if found else "no address"
            raise Private(
                f"its host is at a private or reserved address ({told}), which is not connected to unless "
                "you allow it (--allow-private)"
            )
        return good

    def _allowed(self, host: str, address: str) -> bool:
        return self.everything or is_public(address) or any(_names(a, host, address) for a in self.allow)


def _names(allowed: str, host: str, address: str) -> bool:
    """Whether an entry of ``allow`` names this host, address, or the network it is in."""
    if allowed.lower() == host:
        return True
    try:
        return ip_address(address.partition("%")[0]) in ip_network(allowed)
    except (ValueError, TypeError):
        return False
