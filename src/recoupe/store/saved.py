"""Searches that somebody kept under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, insert, select

from recoupe.store.tables import SAVED

if TYPE_CHECKING:
    from recoupe.store import Library


class Saved(NamedTuple):
    """A search: its number, its name, the query of its address, and who kept it."""

    number: int
    name: str
    query: str
    by: str


def searches(library: Library) -> list[Saved]:
    """Every search kept, by name."""
    with library.reading() as connection:
        return [Saved(*row) for row in connection.execute(select(SAVED).order_by(SAVED.c.name))]


def keep(library: Library, name: str, query: str, by: str) -> int:
    """Keep a search; its number."""
    with library.writing() as connection:
        row = {"name": name, "query": query, "by": by}
        return int(connection.execute(insert(SAVED).returning(SAVED.c.number), row).scalar_one())


def forget(library: Library, number: int) -> Saved | None:
    """Take a search away, and give it back so that it can be kept again."""
    with library.writing() as connection:
        row = connection.execute(select(SAVED).where(SAVED.c.number == number)).first()
        connection.execute(delete(SAVED).where(SAVED.c.number == number))
    return Saved(*row) if row else None
