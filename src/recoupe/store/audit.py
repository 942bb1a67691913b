"""The log of a library: a row added within the transaction of what it tells of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import asdict, replace
from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select

from recoupe.store.chain import START, Act, Entry, now, seal
from recoupe.store.chain import faults as faults_of
from recoupe.store.tables import AUDIT, AUDITED, SHOWN

if TYPE_CHECKING:
    from recoupe.store.library import Library

_ID = 14  # characters of an account's id
_MANY = 500  # rows asked for by their numbers at once
WORDS = ("partner", "subject", "detail")  # the columns that tell something


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
    query = select(AUDIT).order_by(AUDIT.c.number)
    if partner is not None:
        # A partner stands in the log as « name (node) », a reader of an export as the name given.
        own = AUDIT.c.partner
        query = query.where(
            or_(
                own == partner,
                own.startswith(f"{partner} (", autoescape=True),
                own.endswith(f"({partner})", autoescape=True),
            )
        )
    with library.reading() as connection:
        for row in connection.execute(query):
            yield _entry(row)


class Reading(NamedTuple):
    """How rows are read that hold some words only as they are shown: by their act, subject or detail (``%``
    stands for anything), or by the sentence of their account in ``lang``.
    """

    lang: str
    acts: Sequence[str] = ()
    subjects: Sequence[str] = ()
    details: Sequence[str] = ()


def latest(
    library: Library,
    *,
    act: str = "",
    words: str = "",
    within: Sequence[str] = WORDS,
    read_as: Reading | None = None,
    start: int = 0,
    most: int,
) -> tuple[int, list[Entry]]:
    """How many rows there are of this act that have these words in one of the columns ``within``, or are
    ``read_as`` such; of them, the last one first, ``most`` after the first ``start``.
    """
    query = select(AUDIT)
    if act:
        query = query.where(AUDIT.c.act == act)
    if words:
        having = [AUDIT.c[name].contains(words, autoescape=True) for name in within]
        query = query.where(or_(*having, *(_read(read_as, words) if read_as else ())))
    last_first = AUDIT.c.number.desc()
    with library.reading() as connection:
        if not words:
            counted = select(func.count()).select_from(AUDIT)
            if act:
                counted = counted.where(AUDIT.c.act == act)
            total = int(connection.execute(counted).scalar_one())
            if not act and total == connection.execute(select(func.max(AUDIT.c.number))).scalar_one():
                # No row is missing: those before need not be passed over one by one.
                query, start = query.where(AUDIT.c.number <= total - start), 0
            rows = connection.execute(query.order_by(last_first).limit(most).offset(start))
            return total, [_entry(row) for row in rows]
        # The words are looked for once, not to count the rows and again to give some of them.
        found = connection.execute(query.with_only_columns(AUDIT.c.number).order_by(last_first))
        numbers = found.scalars().all()
        part: list[Entry] = []
        for at in range(start, min(start + most, len(numbers)), _MANY):
            some = numbers[at : min(at + _MANY, start + most)]
            rows = connection.execute(select(AUDIT).where(AUDIT.c.number.in_(some)).order_by(last_first))
            part += [_entry(row) for row in rows]
        return len(numbers), part


def _read(found: Reading, words: str) -> Iterator[ColumnElement[bool]]:
    c = AUDIT.c
    yield c.act.in_(found.acts)
    yield c.subject.in_(found.subjects)
    for one in found.details:
        yield c.detail.like(one)
        yield c.subject.like(one)
    sentence = func.json_extract(SHOWN.c.line, f"$.sentence.{found.lang}")
    told = select(SHOWN.c.number).where(
        SHOWN.c.account == func.substr(c.subject, len("account ") + 1, _ID),
        sentence.contains(words, autoescape=True),
    )
    yield and_(c.subject.startswith("account A-"), told.exists())


def length(library: Library) -> tuple[int, str]:
    """How many rows the log should have, and its last seal."""
    with library.reading() as connection:
        noted = connection.execute(select(AUDITED)).first()
    return (noted.length, noted.seal) if noted else (0, START)


def verify(library: Library, known: str = "") -> tuple[int, str, list[str]]:
    """As :func:`length`, and what is wrong with the log."""
    rows, last = length(library)
    return rows, last, faults_of(entries(library), rows, last, known)


def _entry(row: Any) -> Entry:
    return Entry(**row._asdict())
