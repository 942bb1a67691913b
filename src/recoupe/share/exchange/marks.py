"""The markings of a library: what somebody set, and what holds where nobody did.

An article is press: CLEAR, for anyone. One that a partner sent keeps the marking that its originator gave it.
A judgement or note is AMBER+STRICT, for its originator alone. An account is as strict as the strictest of its
articles and of the judgements that bear on it. Somebody may set another marking; of partners' things it can
only be a stricter one, and of an account one that is added to those of its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, select

from recoupe.errors import HandlingError, InputError
from recoupe.model import Account
from recoupe.share.exchange.canonical import digest
from recoupe.share.exchange.wire import Record
from recoupe.share.handling import (
    Level,
    Marking,
    Reader,
    judgement,
    looser,
    may_see,
    press,
    remark,
    strictest,
)
from recoupe.store import exchange as kept
from recoupe.store.audit import record as log
from recoupe.store.exchange import Exchanged, Partner
from recoupe.store.tables import ACCOUNT, ARTICLE, JUDGEMENT

if TYPE_CHECKING:
    from recoupe.store import Library

# The originator of what is ours, while this library is no node.
HERE = "here"
_RECORD = re.compile(r"r-[a-z2-7]{24}")


class Handling:
    """Every marking of a library, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.node = kept.own_node(connection) or HERE
        self.patrons = frozenset(one.node for one in kept.partners(connection) if one.patron)
        self._set = {
            name: self._ours(msgspec.json.decode(raw, type=Marking))
            for name, raw in kept.markings(connection).items()
        }
        columns = select(ARTICLE.c.id, ARTICLE.c.doc, ARTICLE.c.fingerprint)
        rows = connection.execute(columns).all()
        self._names = {row.doc: f"article:{row.fingerprint.hex()}" for row in rows}
        self.numbers = docs = {row.id: row.doc for row in rows}  # every article, by number
        self._foreign: dict[str, list[Marking]] = {}
        for one in kept.all_exchanged(connection, kinds=["article"], own=False):
            # An article that is also ours is press that we read ourselves.
            if one.put and one.state == "live" and one.article in docs:
                self._foreign.setdefault(docs[one.article], []).append(marking_of(one))
        self._press = press(self.node)
        self._articles: dict[str, Marking] = {}
        self._derived: dict[tuple[Marking, ...], Marking] = {}

    def _ours(self, marking: Marking) -> Marking:
        return renamed(marking, HERE, self.node)

    def article(self, doc: str) -> Marking:
        """The marking of the article of that name."""
        name, given = self._names.get(doc, ""), self._foreign.get(doc)
        if given is None and name not in self._set:
            return self._press
        if doc not in self._articles:
            # Told by several partners, it is as free as the freest of them lets it be.
            own = self._press if given is None else min(given, key=_strictness)
            self._articles[doc] = self._with(name, own, foreign=given is not None)
        return self._articles[doc]

    def docs(self) -> Iterable[str]:
        """The names of all articles."""
        return self._names

    def marked(self) -> dict[str, Marking]:
        """The articles that somebody marked or partners sent, with their markings; all others are press."""
        named = (doc for doc, name in self._names.items() if name in self._set or doc in self._foreign)
        return {doc: self.article(doc) for doc in named}

    def marked_accounts(self) -> dict[str, Marking]:
        """What somebody set on accounts, by their ids."""
        start = "account:"
        return {name[len(start) :]: one for name, one in self._set.items() if name.startswith(start)}

    def withhold_recalled(self, connection: Connection) -> None:
        """Let the accounts and judgements that were recalled out to nobody."""
        nobody = Marking(level="RED", originators=(self.node,), releasable_to=())
        gone: dict[str, set[str]] = {"account": set(), "judgement": set()}
        for one in kept.all_exchanged(connection, kinds=gone, own=True):
            if one.state == "recalled":
                gone[one.kind].add(one.subject)
        self._set |= {f"account:{id}": nobody for id in gone["account"]}
        if gone["judgement"]:
            for number, record in connection.execute(select(JUDGEMENT.c.number, JUDGEMENT.c.record)):
                if digest(record.encode()) in gone["judgement"]:
                    self._set[f"judgement:{number}"] = nobody

    def judgement(self, number: int) -> Marking:
        """The marking of one of our judgements."""
        return self._with(f"judgement:{number}", judgement(self.node))

    def note(self, id: str) -> Marking:
        """The marking of one of our notes and messages, by its record."""
        return self._with(id, judgement(self.node))

    def account(self, account: Account) -> Marking:
        """The marking of an account of this library: the strictest of its parts, and what was set."""
        parts = dict.fromkeys(self.article(doc) for doc, _ in account.statements)
        parts |= dict.fromkeys(self.judgement(one.number) for one in account.judged)
        if own := self._set.get(f"account:{account.id}"):
            parts[own] = None
        key = tuple(parts)
        if key not in self._derived:
            made = strictest(key)
            # Whoever derived it is an originator of it too.
            self._derived[key] = replace(made, originators=(*made.originators, self.node))
        return self._derived[key]

    def _with(self, name: str, given: Marking, foreign: bool = False) -> Marking:
        own = self._set.get(name)
        if own is None:
            return given
        return strictest([given, own]) if foreign else own


def marking_of(one: Exchanged) -> Marking:
    """The marking that a record was signed with."""
    return msgspec.json.decode(one.line, type=Record).marking


def _strictness(marking: Marking) -> tuple[int, int, str]:
    from recoupe.share.handling import LEVELS

    audience = marking.audience
    few = 0 if audience is None else 1 + 1000 - len(audience)
    return LEVELS.index(marking.level), few, marking.expires or "9999"


def renamed(marking: Marking, old: str, new: str) -> Marking:
    """The marking with one name in the place of another."""

    def named(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(new if name == old else name for name in names)

    to = marking.releasable_to
    return replace(
        marking, originators=named(marking.originators), releasable_to=None if to is None else named(to)
    )


def reader_of(partner: Partner, originators: Iterable[str], node: str) -> Reader:
    """The partner as one who reads: our groups count only for what is ours alone.

    Who is in a group or whose client, its originator says; what we think of a partner opens nothing of
    somebody else's. But who our own clients are, we say: what others sent us as AMBER may go to them.
    """
    ours, clients = set(originators) <= {node}, frozenset(partner.client_of)
    return Reader(
        name=partner.node,
        groups=frozenset(partner.groups if ours else ()),
        client_of=clients if ours else clients & {node},
    )


def addressed(marking: Marking, reader: Reader) -> Marking:
    """The marking as a reader gets it: of those it is released to, it names no other.

    Whoever sees it as a client alone gets it as AMBER+STRICT: a client's own clients are beyond what TLP 2.0
    lets it go to.
    """
    if marking.audience is None:
        return marking
    strict = replace(marking, level="AMBER+STRICT", releasable_to=tuple(marking.audience), expires=None)
    client = marking.level != "RED" and not may_see(strict, reader, date.min).allowed
    return replace(marking, level=strict.level if client else marking.level, releasable_to=(reader.name,))


def today() -> date:
    """The day by which a marking has expired or not."""
    return datetime.now(UTC).date()


def show(marking: Marking, names: dict[str, str] | None = None) -> str:
    """A marking in a line, nodes by the names they have here."""
    known = names or {}
    parts = [f"TLP:{marking.level}"]
    if marking.releasable_to is not None:
        to = ", ".join(known.get(name, name) for name in marking.releasable_to)
        parts.append(f"releasable to {to or 'nobody'}")
    if marking.expires:
        parts.append(f"until {marking.expires}")
    by = ", ".join(known.get(name, name) for name in marking.originators)
    return ", ".join(parts) + (f"; by {by}" if by else "")


def current(library: Library, thing: str) -> tuple[str, Marking]:
    """What ``thing`` names (an account, an article, a judgement's number, a record), and its marking.

    Raises :class:`~recoupe.errors.InputError` where there is no such thing.
    """
    library.refresh()
    with library.reading() as connection:
        return _found(connection, thing)


def set_marking(
    library: Library,
    thing: str,
    *,
    level: Level | None,
    to: tuple[str, ...] | None,
    expires: str | None,
    why: str,
    by: str,
) -> Marking:
    """Mark a thing, and give the marking it has from now on. What is None stays as it is.

    ``to``: nodes and groups (``@name``), empty for nobody. Raises
    :class:`~recoupe.errors.HandlingError` where it would be looser and is not ours alone.
    """
    library.refresh()
    with library.writing() as connection:
        name, old = _found(connection, thing)
        node = kept.own_node(connection) or HERE
        try:
            new = Marking(
                level=level or old.level,
                originators=old.originators,
                releasable_to=old.releasable_to if to is None else to,
                expires=expires or old.expires,
            )
        except ValueError as error:
            raise InputError(f"--until: {error}") from None
        if name.startswith("account:"):
            _no_looser(thing, new, _parts(connection, thing))
        else:
            remark(old, new, node)
        kept.mark(connection, name, msgspec.json.encode(new).decode())
        log(connection, "marking", subject=name, detail=f"{show(new)} by {by}{f': {why}' if why else ''}")
        return _found(connection, thing)[1]


def _no_looser(thing: str, new: Marking, parts: Marking) -> None:
    """Refuse to loosen what is derived: its parts are what would have to be marked."""
    if more := looser(new, parts):
        raise HandlingError(
            f"{thing}: {more}, as its articles and judgements are marked; mark those, or tighten it instead"
        )


def _parts(connection: Connection, account: str) -> Marking:
    handling = Handling(connection)
    handling._set.pop(f"account:{account}", None)
    return handling.account(_account(connection, account))


def _account(connection: Connection, id: str) -> Account:
    raw = connection.execute(select(ACCOUNT.c.record).where(ACCOUNT.c.id == id)).scalar_one_or_none()
    if raw is None:
        raise InputError(f"{id}: there is no account of that id; recoupe show lists them")
    return msgspec.json.decode(raw, type=Account)


def _found(connection: Connection, thing: str) -> tuple[str, Marking]:
    handling = Handling(connection)
    if thing.startswith("A-"):
        return f"account:{thing}", handling.account(_account(connection, thing))
    if thing.isascii() and thing.isdigit():
        number = int(thing)
        if connection.execute(select(JUDGEMENT.c.number).where(JUDGEMENT.c.number == number)).first():
            return f"judgement:{number}", handling.judgement(number)
        raise InputError(f"{thing}: there is no judgement of that number; recoupe judge list shows them")
    if _RECORD.fullmatch(thing):
        one = kept.exchanged(connection, thing)
        if one is None:
            raise InputError(f"{thing}: there is no record of that id; recoupe share list shows them")
        if one.via:
            raise HandlingError(f"{thing}: is a partner's; it keeps the marking that its originator gave it")
        if one.kind == "note":
            return thing, handling.note(thing)
        raise InputError(f"{thing}: mark the {one.kind} itself ({one.subject}), not the record of it")
    name = handling._names.get(thing)
    if name is None:
        raise InputError(
            f"{thing}: is no article, account (A-…), judgement (its number) or note (r-…) of this library"
        )
    return name, handling.article(thing)
