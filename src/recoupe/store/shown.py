"""What the workbench looks accounts up by: a line and a handful of terms for each, kept in the library.

An account is entered again whenever it is made anew: triggers note which are waiting, so that nothing else
has to know of it. A *term* is a value of a facet (``("state", "MAR")``, ``("type", "COERCE")``), by number.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, func, insert, select

from recoupe.model import Account, Article, Coded, IsoDate, Statement, StatementRef
from recoupe.store.articles import COLUMNS, STATEMENT_READER, driver, read
from recoupe.store.tables import (
    ACCOUNT,
    ACCOUNT_STATEMENT,
    ARTICLE,
    SHOWN,
    TERM,
    UNSHOWN,
)

if TYPE_CHECKING:
    from recoupe.store import Library

# What is read for every page goes straight to the driver: SQLAlchemy takes longer to put a question together
# than SQLite to answer it. However many things are asked for, they are one value, a list in JSON.
_THESE = "(SELECT value FROM json_each(?))"


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
        query = f'SELECT id, "order", record FROM account WHERE id IN {_THESE}'
        ids = [account.id for account, *_ in lines]
        here = {identity: (order, record) for identity, order, record in _asked(connection, query, ids)}
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
    query = f"SELECT account, line FROM shown WHERE account IN {_THESE}"
    with library.reading() as connection:
        found = {account: _LINE.decode(line) for account, line in _asked(connection, query, accounts)}
    return [found[one] for one in accounts if one in found]


# -- a part of a library, read as whole records ------------------------------------------------


def accounts(library: Library, ids: Sequence[str]) -> list[Account]:
    """These accounts, in the order given, where they are there."""
    if not ids:
        return []
    query = f"SELECT id, record FROM account WHERE id IN {_THESE}"
    with library.reading() as connection:
        found = {identity: _ACCOUNT.decode(record) for identity, record in _asked(connection, query, ids)}
    return [found[one] for one in ids if one in found]


def beside(library: Library, docs: Sequence[str]) -> list[str]:
    """The ids of the accounts that any of these articles tell."""
    query = (
        "SELECT own.account FROM article JOIN account_statement AS own ON own.article = article.id "
        f"WHERE article.doc IN {_THESE} ORDER BY article.id, own.position"
    )
    with library.reading() as connection:
        return list(dict.fromkeys(account for (account,) in _asked(connection, query, docs)))


def account_at(library: Library, article: int, position: int) -> str | None:
    """The account that holds this statement now."""
    c = ACCOUNT_STATEMENT.c
    with library.reading() as connection:
        query = select(c.account).where(c.article == article, c.position == position)
        found: str | None = connection.execute(query).scalar_one_or_none()
    return found


def told(library: Library, articles: Iterable[int]) -> set[tuple[int, int]]:
    """Every statement of these articles (by number) that an account holds."""
    query = f"SELECT article, position FROM account_statement WHERE article IN {_THESE}"
    with library.reading() as connection:
        return set(_asked(connection, query, sorted(articles)))


def part(library: Library, docs: Sequence[str]) -> tuple[list[Article], list[Coded]]:
    """These articles and what each says, in the order added."""
    with library.reading() as connection:
        query = f"SELECT id, {COLUMNS} FROM article WHERE doc IN {_THESE}"
        articles = {number: read(*row) for number, *row in _asked(connection, query, docs)}
        ordered = sorted(articles)
        query = f"SELECT article, date, language FROM coding WHERE article IN {_THESE}"
        coding = {number: (day, language) for number, day, language in _asked(connection, query, ordered)}
        said: dict[int, list[Statement]] = {}
        query = f"SELECT article, record FROM statement WHERE article IN {_THESE} ORDER BY article, position"
        for number, record in _asked(connection, query, ordered):
            said.setdefault(number, []).append(STATEMENT_READER.decode(record))
    coded = [
        Coded(articles[key].doc, *coding[key], tuple(said.get(key, ()))) for key in ordered if key in coding
    ]
    return [articles[key] for key in ordered], coded


def article_numbers(library: Library, docs: Sequence[str]) -> dict[str, int]:
    """The numbers of these articles, by name."""
    if not docs:
        return {}
    with library.reading() as connection:
        return dict(_asked(connection, f"SELECT doc, id FROM article WHERE doc IN {_THESE}", docs))


def article_names(library: Library, numbers: Sequence[int]) -> dict[int, str]:
    """The names of the articles of these numbers."""
    if not numbers:
        return {}
    with library.reading() as connection:
        return dict(_asked(connection, f"SELECT id, doc FROM article WHERE id IN {_THESE}", numbers))


def owners(library: Library, doc: str) -> Mapping[int, str]:
    """The account of each statement of an article, by the statement's position."""
    return {position: account for (_, position), account in homes(library, [doc]).items()}


def homes(library: Library, docs: Sequence[str]) -> dict[StatementRef, str]:
    """The account of each statement of these articles."""
    query = (
        "SELECT article.doc, own.position, own.account "
        "FROM article JOIN account_statement AS own ON own.article = article.id "
        f"WHERE article.doc IN {_THESE}"
    )
    with library.reading() as connection:
        return {(doc, position): account for doc, position, account in _asked(connection, query, docs)}


def _asked(connection: Connection, query: str, items: Sequence[object]) -> sqlite3.Cursor:
    """The rows of a query of ``_THESE``."""
    return driver(connection).execute(query, (msgspec.json.encode(items).decode(),))


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
