"""This library as a node, and the nodes it trusts."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection

from recoupe.errors import NodeError
from recoupe.share.exchange.canonical import canonical
from recoupe.share.exchange.harmless import harm
from recoupe.share.exchange.keys import Card, Key, checked_name, needs_passphrase, read_card
from recoupe.share.exchange.marks import HERE
from recoupe.store import exchange as kept
from recoupe.store.audit import record as log
from recoupe.store.chain import now
from recoupe.store.exchange import Partner
from recoupe.store.people import NAMED

if TYPE_CHECKING:
    from recoupe.store import Library


def key_path(library: Path) -> Path:
    """Where the keys of a library's node lie: beside it, never in it, so that a copy carries none."""
    given = os.environ.get("RECOUPE_KEY")
    return Path(given) if given else library.with_name(f"{library.name}.key")


def init(library: Library, name: str, passphrase: str = "") -> Card:
    """Make this library a node; raises :class:`~recoupe.errors.NodeError` where it is one already."""
    with library.reading() as connection:
        if known := kept.own_node(connection):
            raise NodeError(f"{library.path}: is the node {known} already; recoupe node show prints its card")
    key = Key.new(name)
    # Keys first: a library that says it is a node without having its keys could not be mended.
    key.save(key_path(library.path), passphrase)
    with library.writing() as connection:
        kept.set_own(connection, key.node, canonical(key.card).decode())
    return key.card


def load_key(library: Library, passphrase: str | None = None) -> Key:
    """The keys of this library's node; raises :class:`~recoupe.errors.NodeError`."""
    path = key_path(library.path)
    key = Key.load(path, passphrase if passphrase is not None else os.environ.get("RECOUPE_PASSPHRASE", ""))
    with library.reading() as connection:
        known = kept.own_node(connection)
    if known and known != key.node:
        raise NodeError(f"{path}: holds the keys of {key.node}, the library is {known}; find its own file")
    if not known:
        # Cut off between the two steps of init, or a library begun anew with the keys of the one before.
        with library.writing() as connection:
            kept.set_own(connection, key.node, canonical(key.card).decode())
    return key


def asks_passphrase(library: Library) -> bool:
    """Whether the keys are sealed by a passphrase that is not in the environment."""
    return "RECOUPE_PASSPHRASE" not in os.environ and needs_passphrase(key_path(library.path))


def own_card(library: Library) -> Card:
    """The public card of this library's node."""
    with library.reading() as connection:
        raw = kept.own_card(connection)
    if raw is None:
        raise NodeError(
            f"{library.path}: is no node yet; recoupe node init --library {library.path} makes it one"
        )
    return msgspec.json.decode(raw, type=Card)


def trust(
    library: Library,
    raw: bytes,
    where: str,
    *,
    name: str = "",
    groups: tuple[str, ...] = (),
    client_of: tuple[str, ...] | None = None,
    patron: bool | None = None,
    at_once: int | None = None,
    most: int | None = None,
    most_mb: int | None = None,
) -> Partner:
    """Trust the node of a card; its groups are put in the place of those it had here.

    ``client_of``: whose client it is, by names (``us`` for this node); ``patron``: whether we are a client of
    it. TLP 2.0 lets AMBER go to the clients of those whom it is released to. ``at_once``, ``most`` and
    ``most_mb``: how many records it may bring in one delivery, how many and how many megabytes in all. None
    leaves each as it was.
    """
    card = read_card(raw, where)
    called = checked_name(name or card.name)
    for group in groups:
        if not group.startswith("@") or len(group) < 2 or harm(group[1:]):
            raise NodeError(f"{group}: a group is written @name")
    with library.writing() as connection:
        if card.node == kept.own_node(connection):
            raise NodeError(f"{where}: is this library's own card; ask the partner for theirs")
        before = {one.node: one for one in kept.partners(connection)}
        for other in before.values():
            if other.name == called and other.node != card.node:
                raise NodeError(f"{called}: another node has this name here; give this one another with --as")
        partner = Partner(node=card.node, name=called, card=canonical(card).decode(), groups=groups, at=now())
        if old := before.get(card.node):
            partner = replace(old, name=called, card=partner.card, groups=groups or old.groups)
        if client_of is not None:
            of = addressees(connection, client_of)
            if card.node in of or any(one.startswith(NAMED) for one in of):
                raise NodeError(
                    f"{called}: is a client of another node or of a @group, not of itself or a user"
                )
            partner = replace(partner, client_of=tuple(sorted(set(of))))
        if patron is not None:
            partner = replace(partner, patron=patron)
        given = {"at_once": at_once, "most": most, "most_mb": most_mb}
        partner = replace(partner, **{name: value for name, value in given.items() if value is not None})
        kept.keep_partner(connection, partner)
        told = f"trusted as {called}" + standing(partner, names(connection))
        log(connection, "marking", partner=shown(partner), subject="node", detail=told)
    return partner


def standing(partner: Partner, known: dict[str, str]) -> str:
    """What a partner is to us and to others, to go on with after its name; empty for nothing."""
    parts = [f"in {', '.join(partner.groups)}"] if partner.groups else []
    if partner.client_of:
        parts.append(f"client of {', '.join(known.get(one, one) for one in partner.client_of)}")
    if partner.patron:
        parts.append("we are a client of it")
    limits = ((partner.most, "records"), (partner.most_mb, "MB"), (partner.at_once, "records at once"))
    parts += [f"at most {most:,} {what}" for most, what in limits if most]
    return "".join(f", {part}" for part in parts)


def untrust(library: Library, partner: Partner, why: str = "") -> None:
    """Exchange nothing more with a node: what it sends is refused, its token is void.

    What it sent before stays, shown as its own; what others bring of it is set aside from now on.
    """
    with library.writing() as connection:
        kept.drop_partner(connection, partner)
        told = "no longer trusted" + (f": {why}" if why else "")
        log(connection, "marking", partner=shown(partner), subject="node", detail=told)


def token(library: Library, partner: Partner) -> str:
    """A new token for the partner to show at our server; only its digest is kept."""
    made = secrets.token_urlsafe(32)
    with library.writing() as connection:
        kept.keep_partner(connection, replace(partner, token=token_digest(made)))
        log(connection, "marking", partner=shown(partner), subject="node", detail="was given a token")
    return made


def revoke(library: Library, partner: Partner) -> None:
    """Make the partner's token void; the node stays trusted, and packs go on."""
    if not partner.token:
        raise NodeError(f"{partner.name}: has no token here; recoupe node token {partner.name} makes one")
    with library.writing() as connection:
        kept.keep_partner(connection, replace(partner, token=""))
        log(connection, "marking", partner=shown(partner), subject="node", detail="its token was made void")


def token_digest(token: str) -> str:
    """What is kept of a token; 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def connect(library: Library, partner: Partner, url: str, secret: str) -> None:
    """Keep where a partner's server is, and the token it gave us."""
    with library.writing() as connection:
        kept.keep_partner(connection, replace(partner, url=url, secret=secret))


def find(library: Library, name: str) -> Partner:
    """The partner of that name or id; raises :class:`~recoupe.errors.NodeError`."""
    with library.reading() as connection:
        return find_in(connection, name)


def find_in(connection: Connection, name: str) -> Partner:
    """As :func:`find`, within a transaction."""
    known = kept.partners(connection)
    found = [one for one in known if name in (one.name, one.node)]
    if not found:
        names = ", ".join(one.name for one in known) or "nobody"
        raise NodeError(f"{name}: is no node trusted here ({names}); recoupe node trust FILE adds one")
    return found[0]


def names(connection: Connection) -> dict[str, str]:
    """What each node is called here."""
    gone = {node: f"{name}, no longer trusted" for node, name in kept.former(connection).items()}
    return (
        gone
        | {one.node: one.name for one in kept.partners(connection)}
        | {
            kept.own_node(connection): "us",
            HERE: "us",
        }
    )


def addressees(connection: Connection, given: tuple[str, ...]) -> tuple[str, ...]:
    """The nodes, groups and users (``user:name``) that these names mean; ``us`` is this library's node."""

    def one(name: str) -> str:
        if name.startswith(("@", NAMED)) and not harm(name.lstrip("@")):
            return name
        return (kept.own_node(connection) or HERE) if name == "us" else find_in(connection, name).node

    return tuple(map(one, given))


def shown(partner: Partner) -> str:
    """A partner as the log names it: « name (node) »."""
    return f"{partner.name} ({partner.node})"
