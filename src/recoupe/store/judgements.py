"""The judgements of a library: rows that are added, read back, and never edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Row, delete, insert, select

from recoupe.errors import InputError
from recoupe.model import Judgement
from recoupe.store.tables import JUDGEMENT, RULED

ALL = select(JUDGEMENT.c.number, JUDGEMENT.c.record).order_by(JUDGEMENT.c.number)
_JUDGEMENT: msgspec.json.Decoder[Judgement] = msgspec.json.Decoder(Judgement)
STATES = select(RULED.c.number, RULED.c.state)


def append(connection: Connection, judgement: Judgement) -> Judgement:
    """Add a judgement, and give it back with its number.

    Raises :class:`~recoupe.errors.InputError` where it undoes one that is not there.
    """
    if judgement.undoes is not None:
        found = select(JUDGEMENT.c.number).where(JUDGEMENT.c.number == judgement.undoes)
        if connection.execute(found).first() is None:
            raise InputError(f"judgement {judgement.undoes}: there is none; recoupe judge list shows them")
    row = {"record": msgspec.json.encode(replace(judgement, number=0)).decode()}
    number = connection.execute(insert(JUDGEMENT).returning(JUDGEMENT.c.number), row).scalar_one()
    return replace(judgement, number=number)


def decoded(rows: Iterable[Row[Any]]) -> list[Judgement]:
    """The judgements of these rows, each with its number."""
    return [replace(_JUDGEMENT.decode(row.record), number=row.number) for row in rows]


def set_states(connection: Connection, states: Mapping[int, str]) -> None:
    """Put what became of each judgement in place of what was known before."""
    connection.execute(delete(RULED))
    if states:
        connection.execute(insert(RULED), [{"number": n, "state": state} for n, state in states.items()])
