"""What the workbench looks accounts up by: a line and a handful of terms for each, kept in the library.

An account is entered again whenever it is made anew: triggers note which are waiting, so that nothing else
has to know of it. A *term* is a value of a facet (``("state", "MAR")``, ``("type", "COERCE")``), by number.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, func, insert, select

from recoupe.model import Account, Article, Coded, IsoDate, Statement, StatementRef
from recoupe.store.articles import STATEMENT_READER, article_of, driver
from recoupe.store.tables import (
    ACCOUNT,
    ACCOUNT_STATEMENT,
    ARTICLE,
    CODING,
    SHOWN,
    STATEMENT,
    TERM,
    UNSHOWN,
)

if TYPE_CHECKING:
    from recoupe.store import Library

T = TypeVar("T")

_MANY = 300  # values in one query: SQLite takes 32,766, older builds 999


class Line(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An account as lists show it. ``sentence`` by language; ``disputes`` are fields and relations."""

    account: str
    kind: str
    type: str
    mode: str | None = None
    start: IsoDate | None = None
    end: IsoDate | None = None
    written: str = ""  # the time as an article writes it
    reported: IsoDate | None = None  # the day of the first article that tells it
    sentence: dict[str, str] = {}
    places: tuple[str, ...] = ()
    docs: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    origins: int = 1
    grade: int = 6
    status: str = "asserted"
    disputes: tuple[tuple[str, str], ...] = ()
    judged: bool = False


# Made once: see recoupe.store.articles.STATEMENT_READER.
_LINE: msgspec.json.Decoder[Line] = msgspec.json.Decoder(Line)
_ACCOUNT: msgspec.json.Decoder[Account] = msgspec.json.Decoder(Account)


class Place(NamedTuple):
    """Where an account stands: its number here, its id, its sorting key, first and last day, its terms."""

    number: int
    account: str
    order: str
    day: int | None  # proleptic ordinal
    last: int | None
    terms: bytes  # 32-bit numbers


def waiting(library: Library) -> int:
    """How many accounts are not entered yet."""
    with library.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(UNSHOWN)).scalar_one())


def next_waiting(library: Library, most: int) -> list[Account]:
    """Some of the accounts that are not entered yet."""
    query = select(ACCOUNT.c.record).join(UNSHOWN, UNSHOWN.c.account == ACCOUNT.c.id).limit(most)
    with library.reading() as connection:
        return [_ACCOUNT.decode(row.record) for row in connection.execute(query)]


def enter(
    library: Library,
    lines: Sequence[tuple[Account, Line, tuple[int | None, int | None], Iterable[tuple[str, str]]]],
) -> None:
    """Enter accounts: each with its line, first and last day (ordinals), and terms as (facet, value).

    One that was made anew in the meantime is passed over; it is waiting again.
    """
    with library.writing() as connection:
        numbers = _numbers(connection, {term for *_, terms in lines for term in terms})
        here = {
            row.id: (row.order, row.record)
            for some in _some([account.id for account, *_ in lines])
            for row in connection.execute(select(ACCOUNT).where(ACCOUNT.c.id.in_(some)))
        }
        rows = []
        for account, line, (day, last), terms in lines:
            if account.id not in here or here[account.id][1] != msgspec.json.encode(account).decode():
                continue
            rows.append(
                {
                    "account": account.id,
                    "order": here[account.id][0],
                    "day": day,
                    "last": last,
                    "terms": array("i", sorted({numbers[term] for term in terms})).tobytes(),
                    "line": msgspec.json.encode(line).decode(),
                }
            )
        if rows:
            gone = [{"one": row["account"]} for row in rows]
            connection.execute(delete(SHOWN).where(SHOWN.c.account == bindparam("one")), gone)
            connection.execute(insert(SHOWN), rows)
            connection.execute(delete(UNSHOWN).where(UNSHOWN.c.account == bindparam("one")), gone)


def _numbers(connection: Connection, terms: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The numbers of terms; new ones are given one."""
    known = {(row.facet, row.value): row.id for row in connection.execute(select(TERM))}
    new = [{"facet": facet, "value": value} for facet, value in sorted(terms - known.keys())]
    if new:
        connection.execute(insert(TERM), new)
        known = {(row.facet, row.value): row.id for row in connection.execute(select(TERM))}
    return known


def terms(library: Library) -> dict[int, tuple[str, str]]:
    """Every term by its number."""
    with library.reading() as connection:
        return {row.id: (row.facet, row.value) for row in connection.execute(select(TERM))}


class News(NamedTuple):
    """What changed in the list of accounts: those new, and, where some are gone, the numbers of all."""

    new: list[Place]
    there: array[int] | None
    waiting: int  # accounts not entered yet


def news(library: Library, top: int, size: int) -> News:
    """What changed since a list was read that had ``size`` accounts, the last of number ``top``."""
    c = SHOWN.c
    query = select(c.number, c.account, c.order, c.day, c.last, c.terms).where(c.number > top)
    with library.reading() as connection:
        new = [Place(*row) for row in connection.execute(query.order_by(c.number))]
        kept = connection.execute(select(func.count()).select_from(SHOWN)).scalar_one() - len(new)
        every = driver(connection).execute("SELECT number FROM shown") if kept != size else None
        there = None if every is None else array("q", (number for (number,) in every))
        waiting = connection.execute(select(func.count()).select_from(UNSHOWN)).scalar_one()
        return News(new, there, int(waiting))


def lines(library: Library, accounts: Sequence[str]) -> list[Line]:
    """The lines of these accounts, in the order given; one that is no longer there is left out."""
    found: dict[str, Line] = {}
    with library.reading() as connection:
        for some in _some(accounts):
            query = select(SHOWN.c.account, SHOWN.c.line).where(SHOWN.c.account.in_(some))
            for row in connection.execute(query):
                found[row.account] = _LINE.decode(row.line)
    return [found[one] for one in accounts if one in found]


# -- a part of a library, read as whole records ------------------------------------------------


def accounts(library: Library, ids: Sequence[str]) -> list[Account]:
    """These accounts, in the order given, where they are there."""
    found: dict[str, Account] = {}
    with library.reading() as connection:
        for some in _some(ids):
            for row in connection.execute(select(ACCOUNT).where(ACCOUNT.c.id.in_(some))):
                found[row.id] = _ACCOUNT.decode(row.record)
    return [found[one] for one in ids if one in found]


def beside(library: Library, docs: Sequence[str]) -> list[str]:
    """The ids of the accounts that any of these articles tell."""
    found: dict[str, None] = {}
    with library.reading() as connection:
        for some in _some(docs):
            query = (
                select(ACCOUNT_STATEMENT.c.account)
                .join(ARTICLE, ARTICLE.c.id == ACCOUNT_STATEMENT.c.article)
                .where(ARTICLE.c.doc.in_(some))
                .order_by(ARTICLE.c.id, ACCOUNT_STATEMENT.c.position)
            )
            found.update(dict.fromkeys(connection.execute(query).scalars()))
    return list(found)


def account_at(library: Library, article: int, position: int) -> str | None:
    """The account that holds this statement now."""
    c = ACCOUNT_STATEMENT.c
    with library.reading() as connection:
        query = select(c.account).where(c.article == article, c.position == position)
        found: str | None = connection.execute(query).scalar_one_or_none()
    return found


def part(library: Library, docs: Sequence[str]) -> tuple[list[Article], list[Coded]]:
    """These articles and what each says, in the order added."""
    articles: dict[int, Article] = {}
    coding: dict[int, tuple[IsoDate | None, str | None]] = {}
    said: dict[int, list[Statement]] = {}
    with library.reading() as connection:
        for some in _some(docs):
            for row in connection.execute(select(ARTICLE).where(ARTICLE.c.doc.in_(some))):
                articles[row.id] = article_of(row)
        for keys in _some(sorted(articles)):
            for row in connection.execute(select(CODING).where(CODING.c.article.in_(keys))):
                coding[row.article] = row.date, row.language
            query = select(STATEMENT).where(STATEMENT.c.article.in_(keys)).order_by(STATEMENT.c.position)
            for row in connection.execute(query):
                said.setdefault(row.article, []).append(STATEMENT_READER.decode(row.record))
    ordered = sorted(articles)
    coded = [
        Coded(articles[key].doc, *coding[key], tuple(said.get(key, ()))) for key in ordered if key in coding
    ]
    return [articles[key] for key in ordered], coded


def article_numbers(library: Library, docs: Sequence[str]) -> dict[str, int]:
    """The numbers of these articles, by name."""
    found: dict[str, int] = {}
    with library.reading() as connection:
        for some in _some(docs):
            query = select(ARTICLE.c.doc, ARTICLE.c.id).where(ARTICLE.c.doc.in_(some))
            found.update((row.doc, row.id) for row in connection.execute(query))
    return found


def article_names(library: Library, numbers: Sequence[int]) -> dict[int, str]:
    """The names of the articles of these numbers."""
    found: dict[int, str] = {}
    with library.reading() as connection:
        for some in _some(numbers):
            query = select(ARTICLE.c.id, ARTICLE.c.doc).where(ARTICLE.c.id.in_(some))
            found.update((row.id, row.doc) for row in connection.execute(query))
    return found


def owners(library: Library, doc: str) -> Mapping[int, str]:
    """The account of each statement of an article, by the statement's position."""
    c = ACCOUNT_STATEMENT.c
    query = (
        select(c.position, c.account)
        .join(ARTICLE, ARTICLE.c.id == c.article)
        .where(ARTICLE.c.doc == doc)
    )  # fmt: skip
    with library.reading() as connection:
        return {row.position: row.account for row in connection.execute(query)}


def homes(library: Library, docs: Sequence[str]) -> dict[StatementRef, str]:
    """The account of each statement of these articles."""
    found: dict[StatementRef, str] = {}
    c = ACCOUNT_STATEMENT.c
    with library.reading() as connection:
        for some in _some(docs):
            query = select(ARTICLE.c.doc, c.position, c.account).join(ARTICLE, ARTICLE.c.id == c.article)
            for row in connection.execute(query.where(ARTICLE.c.doc.in_(some))):
                found[row.doc, row.position] = row.account
    return found


def _some(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), _MANY):
        yield items[start : start + _MANY]


def published(library: Library) -> list[Article]:
    """Every article with its outlet, date and language, and without its text: quick on a large library."""
    c = ARTICLE.c
    with library.reading() as connection:
        rows = connection.execute(select(c.doc, c.outlet, c.published, c.language).order_by(c.id))
        return [Article(row.doc, "", (), row.outlet, None, row.published, row.language) for row in rows]


def each_account(library: Library) -> Iterator[Account]:
    """Every account, one at a time."""
    with library.reading() as connection:
        for row in connection.execute(select(ACCOUNT.c.record)):
            yield _ACCOUNT.decode(row.record)
