"""Requests for information: asked, answered, closed, opened again; carried with the packs, each logged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from recoupe.errors import InputError
from recoupe.share.exchange.desk import take_back
from recoupe.share.exchange.harmless import harm
from recoupe.share.exchange.keys import Key
from recoupe.share.exchange.marks import marking_of, show, today
from recoupe.share.exchange.nodes import addressees, names, shown
from recoupe.share.exchange.remarks import check_text, here, keep_own
from recoupe.share.exchange.wire import OfAnswer, OfQuestion, Record
from recoupe.share.handling import Level, Marking
from recoupe.store import exchange as kept
from recoupe.store.audit import record as log
from recoupe.store.exchange import Exchanged, Partner

if TYPE_CHECKING:
    from recoupe.store import Library


class Reply(Struct, frozen=True, kw_only=True):
    """An answer to a question."""

    id: str
    by: str
    at: str
    text: str
    about: tuple[str, ...] = ()
    private: tuple[str, ...] = ()


class Asked(Struct, frozen=True, kw_only=True):
    """A question with what came of it. ``ours``: this node asked it; ``partner`` is the other side."""

    id: str
    ours: bool
    partner: str
    node: str
    by: str
    at: str
    text: str
    about: tuple[str, ...]
    deadline: str | None
    level: str  # of TLP 2.0: how it is to be handled where it is read
    readers: tuple[str, ...]  # who may see a question of ours besides the partner, by name
    names: int  # how many were asked about without being shown; 0 for a plain question
    private: str
    replies: tuple[Reply, ...]
    closed: str  # when; empty while open

    @property
    def state(self) -> Literal["open", "overdue", "answered", "closed"]:
        """Where it stands today."""
        if self.closed:
            return "closed"
        if self.replies:
            return "answered"
        return "overdue" if self.deadline and self.deadline < today().isoformat() else "open"


def addressed(key: Key, partner: Partner, level: Level = "AMBER+STRICT", to: tuple[str, ...] = ()) -> Marking:
    """The marking of a message: for that partner alone, where nothing looser is given.

    CLEAR and GREEN with nobody named limit nobody beyond the level, as with everything else.
    """
    free = level in ("CLEAR", "GREEN") and not to
    return Marking(level=level, originators=(key.node,), releasable_to=None if free else (partner.node, *to))


def ask(
    library: Library,
    key: Key,
    partner: Partner,
    text: str,
    *,
    about: tuple[str, ...] = (),
    deadline: str | None = None,
    by: str,
    private: str = "",
    count: int = 0,
    level: Level = "AMBER+STRICT",
    to: tuple[str, ...] = (),
) -> str:
    """Keep a question for a partner, to go with the next pack; its id.

    ``level``, and ``to`` (nodes and groups by name) say who may see it besides the partner; not so where it
    hides names, which are for the partner alone.
    """
    check_text(text)
    if private and (to or level != "AMBER+STRICT"):
        raise InputError("a private question is for its partner alone; leave --tlp and other readers out")
    if deadline is not None:
        try:
            day = date.fromisoformat(deadline)
        except ValueError:
            raise InputError(f"{deadline}: is no day; write it as YYYY-MM-DD") from None
        if day < today():
            raise InputError(f"{deadline}: is past; give a day that is to come, or none")
    with library.writing() as connection:
        about = here(connection, key.node, about)
        body = OfQuestion(text=text, by=by, about=about, deadline=deadline, private=private, names=count)
        marking = addressed(key, partner, level, addressees(connection, to))
        id = keep_own(connection, key, "question", marking, body, note=partner.node)
        told = f"asked by {by}, {show(marking, names(connection))}"
        told += f", about {count} names that are not shown" if count else f": {text}"
        log(connection, "question", partner=shown(partner), subject=id, detail=told)
    return id


def answer(
    library: Library,
    key: Key,
    question: str,
    text: str,
    *,
    about: tuple[str, ...] = (),
    by: str,
    private: tuple[str, ...] = (),
) -> str:
    """Keep an answer to a partner's question, to go with the next pack; its id."""
    check_text(text)
    with library.writing() as connection:
        asked = _one(connection, question)
        if asked.ours:
            raise InputError(f"{question}: was asked by this node; recoupe close ends it")
        if asked.closed:
            raise InputError(f"{question}: was closed on {asked.closed[:10]}; there is nothing to answer")
        partner = _partner(connection, asked)
        about = here(connection, key.node, about)
        body = OfAnswer(question=asked.id, text=text, by=by, about=about, private=private)
        id = keep_own(connection, key, "answer", addressed(key, partner), body)
        told = f"answered by {by}: {text}"
        log(connection, "question", partner=shown(partner), subject=asked.id, detail=told)
    return id


def close(library: Library, key: Key, question: str, text: str, by: str) -> str:
    """End a question of ours; the partner is told with the next pack."""
    check_text(text)
    with library.writing() as connection:
        asked = _one(connection, question)
        if not asked.ours:
            raise InputError(f"{question}: was asked by {asked.partner}, who alone closes it")
        if asked.closed:
            raise InputError(f"{question}: was closed on {asked.closed[:10]} already")
        partner = _partner(connection, asked)
        body = OfAnswer(question=asked.id, text=text, by=by)
        # Whoever may see the question may see that it is closed.
        marking = marking_of(kept.exchanged(connection, asked.id))  # type: ignore[arg-type]
        id = keep_own(connection, key, "closing", marking, body, note=partner.node)
        told = f"closed by {by}: {text}"
        log(connection, "question", partner=shown(partner), subject=asked.id, detail=told)
    return id


def reopen(library: Library, key: Key, question: str, why: str, by: str) -> None:
    """Take back that a question of ours was closed; the partner is told with the next pack."""
    check_text(why)
    if said := harm(why):
        raise InputError(f"{why[:40]!r}: {said}; write it in one plain line")
    with library.writing() as connection:
        asked = _one(connection, question)
        if not asked.ours:
            raise InputError(f"{question}: was asked by {asked.partner}, who alone opens it again")
        if not asked.closed:
            raise InputError(f"{question}: is not closed")
        partner = _partner(connection, asked)
        for row, record in _live(connection, ["closing"]):
            body = record.content()
            if not row.via and isinstance(body, OfAnswer) and body.question == question:
                take_back(connection, key, row, row.id, why)
        told = f"opened again by {by}: {why}"
        log(connection, "question", partner=shown(partner), subject=asked.id, detail=told)


def inbox(library: Library) -> list[Asked]:
    """Every question, ours and partners', oldest first."""
    with library.reading() as connection:
        return _all(connection)


def one(library: Library, id: str) -> Asked:
    """The question of that id; raises :class:`~recoupe.errors.InputError`."""
    with library.reading() as connection:
        return _one(connection, id)


def _one(connection: Connection, id: str) -> Asked:
    found = next((asked for asked in _all(connection) if asked.id == id), None)
    if found is None:
        raise InputError(f"{id}: is no question here; recoupe inbox lists them")
    return found


def _partner(connection: Connection, asked: Asked) -> Partner:
    found = next((p for p in kept.partners(connection) if p.node == asked.node), None)
    if found is None:
        raise InputError(f"{asked.id}: its partner {asked.node} is not trusted here")
    return found


def _live(connection: Connection, kinds: list[str]) -> Iterator[tuple[Exchanged, Record]]:
    """The records of these kinds that nobody took back."""
    for row in kept.all_exchanged(connection, kinds=kinds):
        if row.state == "live":
            yield row, msgspec.json.decode(row.line, type=Record)


def _all(connection: Connection) -> list[Asked]:
    known = names(connection)
    own = kept.own_node(connection)
    replies: dict[str, list[tuple[str, Reply]]] = {}
    closed: dict[str, str] = {}
    questions: list[tuple[Exchanged, Record, OfQuestion]] = []
    for row, record in _live(connection, ["question", "answer", "closing"]):
        body = record.content()
        if isinstance(body, OfQuestion):
            questions.append((row, record, body))
        elif isinstance(body, OfAnswer) and row.kind == "closing":
            closed[body.question] = record.at
        elif isinstance(body, OfAnswer):
            reply = Reply(
                id=row.id,
                by=body.by,
                at=record.at,
                text=body.text,
                about=body.about,
                private=body.private,
            )
            replies.setdefault(body.question, []).append((row.originator, reply))
    found = []
    for row, record, asked in questions:
        to = record.marking.releasable_to or ()
        node = row.originator if row.via else row.note or next(iter(to), "")
        told = [
            # One who was not asked, and may see the question, says who it is.
            reply if who in (node, own) else replace(reply, by=f"{reply.by}, {known.get(who, who)}")
            for who, reply in replies.get(row.id, ())
        ]
        found.append(
            Asked(
                id=row.id,
                ours=not row.via,
                partner=known.get(node, node),
                node=node,
                by=asked.by,
                at=record.at,
                text=asked.text,
                about=asked.about,
                deadline=asked.deadline,
                level=record.marking.level,
                readers=() if row.via else tuple(known.get(one, one) for one in to if one != node),
                names=asked.names,
                private=asked.private,
                replies=tuple(sorted(told, key=lambda reply: (reply.at, reply.id))),
                closed=closed.get(row.id, ""),
            )
        )
    return sorted(found, key=lambda asked: (asked.at, asked.id))
