"""Web addresses: written in one way, so that one page has one address, and told apart from paths."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from recoupe.errors import FetchError

# What newsletters, feeds and networks add to an address and the page does not depend on.
_TRACKING = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign|custom\d?|link\w*|format|bbc\w*|ptr_name)|mtm_\w+|pk_\w+|hsa_\w+"
    r"|xtor|fbclid|gclid|dclid|msclkid|yclid|igshid|twclid|mc_[ce]id|_hs(?:enc|mi)|ns_\w+|wt_mc|cmpid)",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}
# RFC 3986: characters that stand in a path or query as they are; a % is one of them when it escapes.
_SAFE = "!$&'()*+,;=:@/-._~%?[]|"
LONGEST = 4_000


def is_address(path: object) -> bool:
    """Whether what was given in place of a file's path is a web address."""
    return isinstance(path, str) and re.match(r"https?://", path, re.IGNORECASE) is not None


def clean(written: str, base: str | None = None) -> str:
    """The address in its one form: host in lower case, no credentials, fragment, usual port or trackers.

    ``base``: the address of the page it stands in, for relative ones. Raises ``FetchError`` where it is
    no http or https address.
    """
    given = re.sub(r"[\t\r\n]", "", written).strip()
    try:
        parts = urlsplit(urljoin(base, given) if base else given)
        host, port, scheme = parts.hostname or "", parts.port, parts.scheme.lower()
    except ValueError:
        raise FetchError(f"{written[:200]}: is no web address; correct it") from None
    if scheme not in _PORTS or not host or "\\" in parts.netloc or len(given) > LONGEST:
        raise FetchError(f"{written[:200]}: is no http:// or https:// address; give one")
    name = f"[{host}]" if ":" in host else _ascii(host, written)
    query = "&".join(
        pair for pair in parts.query.split("&") if pair and not _TRACKING.fullmatch(pair.split("=", 1)[0])
    )
    where = name if port in (None, _PORTS[scheme]) else f"{name}:{port}"
    return urlunsplit((scheme, where, _escaped(parts.path) or "/", _escaped(query), ""))


def key(url: str) -> str:
    """What makes two addresses one page: a clean address without http or https."""
    return url.partition("://")[2]


def origin(url: str) -> str:
    """``https://host:port``, to which robots.txt and the pause between requests belong."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _escaped(part: str) -> str:
    lone = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", part)
    return quote(lone, safe=_SAFE)


def _ascii(host: str, written: str) -> str:
    try:
        name = host.rstrip(".") if host.isascii() else host.rstrip(".").encode("idna").decode()
    except UnicodeError:
        name = ""
    if not re.fullmatch(r"[a-z0-9_.-]{1,253}", name):
        raise FetchError(f"{written[:200]}: its host is no host name; correct it")
    return name
