"""Briefs that somebody composes from chosen accounts: which, in what order, with what note."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from sqlalchemy import delete, insert, select, update

from recoupe.store.tables import DRAFT

if TYPE_CHECKING:
    from recoupe.store import Library


class Item(Struct, frozen=True):
    """An account in a brief: by one of its statements, since ids may change, and with a note."""

    article: int
    position: int
    note: str = ""


class Draft(Struct, frozen=True, kw_only=True):
    """A brief: title, introduction, accounts in order; who began it, and when (ISO 8601, UTC)."""

    number: int = 0
    title: str
    text: str = ""
    items: tuple[Item, ...] = ()
    by: str
    at: str


def drafts(library: Library) -> list[Draft]:
    """Every brief, the latest first."""
    with library.reading() as connection:
        rows = connection.execute(select(DRAFT).order_by(DRAFT.c.number.desc()))
        return [_draft(row.number, row.record) for row in rows]


def draft(library: Library, number: int) -> Draft | None:
    """The brief of this number."""
    with library.reading() as connection:
        row = connection.execute(select(DRAFT).where(DRAFT.c.number == number)).first()
    return _draft(row.number, row.record) if row else None


def keep(library: Library, one: Draft) -> int:
    """Keep a brief, under its number or as a new one; its number."""
    record = msgspec.json.encode(one).decode()
    with library.writing() as connection:
        if one.number:
            connection.execute(update(DRAFT).where(DRAFT.c.number == one.number).values(record=record))
            return one.number
        return int(
            connection.execute(insert(DRAFT).returning(DRAFT.c.number), {"record": record}).scalar_one()
        )


def forget(library: Library, number: int) -> None:
    """Take a brief away."""
    with library.writing() as connection:
        connection.execute(delete(DRAFT).where(DRAFT.c.number == number))


def _draft(number: int, record: str) -> Draft:
    from msgspec.structs import replace

    return replace(msgspec.json.decode(record, type=Draft), number=number)
