"""The log of a library: a row added within the transaction of what it tells of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import asdict, replace
from sqlalchemy import Connection, delete, insert, select

from recoupe.store.chain import START, Act, Entry, now, seal
from recoupe.store.chain import faults as faults_of
from recoupe.store.tables import AUDIT, AUDITED

if TYPE_CHECKING:
    from recoupe.store.library import Library


def record(
    connection: Connection, act: Act, *, partner: str = "", subject: str = "", detail: str = ""
) -> None:
    """Add a row to the log; it stays, or goes, with the transaction."""
    noted = connection.execute(select(AUDITED)).first()
    length, last = (noted.length, noted.seal) if noted else (0, START)
    bare = Entry(number=length + 1, at=now(), act=act, partner=partner, subject=subject, detail=detail)
    entry = replace(bare, seal=seal(last, bare))
    connection.execute(insert(AUDIT), asdict(entry))
    connection.execute(delete(AUDITED))
    connection.execute(insert(AUDITED), {"length": entry.number, "seal": entry.seal})


def entries(library: Library, partner: str | None = None) -> Iterator[Entry]:
    """The rows in the order written; those that concern one partner, by name or node, where one is given."""
    with library.reading() as connection:
        for row in connection.execute(select(AUDIT).order_by(AUDIT.c.number)):
            # A partner stands in the log as « name (node) », a reader of an export as the name given.
            if partner is None or row.partner == partner or _is(partner, row.partner):
                yield Entry(**{str(name): value for name, value in row._mapping.items()})


def _is(given: str, partner: str) -> bool:
    return partner.startswith(f"{given} (") or partner.endswith(f"({given})")


def verify(library: Library, known: str = "") -> tuple[int, str, list[str]]:
    """How many rows the log should have, its last seal, and what is wrong with it."""
    with library.reading() as connection:
        noted = connection.execute(select(AUDITED)).first()
    length, last = (noted.length, noted.seal) if noted else (0, START)
    return length, last, faults_of(entries(library), length, last, known)
