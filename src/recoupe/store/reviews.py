"""What reviewers decided of single statements: rows that are added and never edited, as is an undoing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import insert, select

from recoupe.model import Statement
from recoupe.store.tables import REVIEW

if TYPE_CHECKING:
    from recoupe.store import Library

Decision: TypeAlias = Literal["accept", "refuse", "correct", "undo"]


class Review(Struct, frozen=True, kw_only=True):
    """A decision on the statement at ``position`` of an article (by number).

    ``said`` is the statement as it was, ``instead`` what the reviewer put in its place; ``judgements`` the
    numbers of the judgements that carry the decision into the accounts; ``undoes`` the review taken back.
    """

    number: int = 0
    decision: Decision
    article: int
    position: int
    said: Statement | None = None
    instead: Statement | None = None
    judgements: tuple[int, ...] = ()
    by: str
    at: str
    why: str = ""
    undoes: int | None = None


_REVIEW: msgspec.json.Decoder[Review] = msgspec.json.Decoder(
    Review
)  # made once: see articles.STATEMENT_READER


def add(library: Library, reviews: Sequence[Review]) -> list[int]:
    """Keep reviews; their numbers."""
    with library.writing() as connection:
        return [
            int(
                connection.execute(
                    insert(REVIEW).returning(REVIEW.c.number),
                    {"record": msgspec.json.encode(replace(one, number=0)).decode()},
                ).scalar_one()
            )
            for one in reviews
        ]


def reviews(library: Library) -> list[Review]:
    """Every review in the order given, those undone among them."""
    with library.reading() as connection:
        rows = connection.execute(select(REVIEW).order_by(REVIEW.c.number)).all()
    return [replace(_REVIEW.decode(row.record), number=row.number) for row in rows]


def standing(library: Library) -> dict[tuple[int, int], Review]:
    """The last review of each statement that was not undone."""
    return last_of(reviews(library))


def last_of(every: Sequence[Review]) -> dict[tuple[int, int], Review]:
    """Of these reviews the last one of each statement that was not undone."""
    undone = {one.undoes for one in every if one.undoes is not None}
    return {
        (one.article, one.position): one
        for one in every
        if one.number not in undone and one.decision != "undo"
    }
