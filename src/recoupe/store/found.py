"""Full-text search over articles: what each says in stems, in an index that SQLite keeps (FTS5).

Articles are never changed, so one is entered once; one that was taken out stays in the index and is passed
over. The index keeps no text of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from sqlalchemy import Connection, select

from recoupe.model import IsoDate, Statement, Zone
from recoupe.store.articles import STATEMENT_READER, ZONES_READER, driver
from recoupe.store.tables import ARTICLE

if TYPE_CHECKING:
    from recoupe.store import Library

COLUMNS = ("title", "body", "said", "outlet")
# What a word weighs where it stands: a title is short and chosen.
_WEIGHTS = "4.0, 1.0, 2.0, 1.0"
_SAID = (
    "SELECT own.article, own.position, own.record, told.account FROM statement AS own "
    "LEFT JOIN account_statement AS told ON told.article = own.article AND told.position = own.position "
    "WHERE own.article IN (SELECT value FROM json_each(?))"
)
_FOUND = (
    "SELECT id, doc, text, zones, outlet, published, language FROM article "
    "WHERE id IN (SELECT value FROM json_each(?))"
)


class Entry(NamedTuple):
    """An article in stems, by column; words parted by a space."""

    number: int
    title: str
    body: str
    said: str
    outlet: str


class Hit(NamedTuple):
    """An article found: enough of it to show it."""

    number: int
    doc: str
    text: str
    zones: tuple[Zone, ...]
    outlet: str | None
    published: IsoDate | None
    language: str | None
    said: tuple[tuple[int, Statement, str], ...]  # position, statement, account


class Scope(NamedTuple):
    """Bounds of a search: first and last day of publication (ISO), language; "" for any."""

    first: str = ""
    last: str = ""
    language: str = ""


def make_index(connection: Connection) -> None:
    """Make the index where there is none."""
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS found USING fts5({', '.join(COLUMNS)}, content='', "
        'tokenize="unicode61 remove_diacritics 0")'
    )
    connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS foundto (article INTEGER NOT NULL)")
    connection.exec_driver_sql("INSERT INTO foundto SELECT 0 WHERE NOT EXISTS (SELECT * FROM foundto)")


def next_numbers(library: Library, most: int) -> list[str]:
    """The names of the next articles that are not entered yet."""
    with library.reading() as connection:
        done = connection.exec_driver_sql("SELECT article FROM foundto").scalar_one()
        query = select(ARTICLE.c.doc).where(ARTICLE.c.id > done).order_by(ARTICLE.c.id).limit(most)
        return list(connection.execute(query).scalars())


def enter(library: Library, entries: Sequence[Entry]) -> None:
    """Enter articles, in the order of their numbers; those entered meanwhile are passed over."""
    with library.writing() as connection:
        done = connection.exec_driver_sql("SELECT article FROM foundto").scalar_one()
        rows = [tuple(one) for one in entries if one.number > done]
        if rows:
            connection.exec_driver_sql(
                f"INSERT INTO found (rowid, {', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?)", rows
            )
            connection.exec_driver_sql("UPDATE foundto SET article = ?", (rows[-1][0],))


def search(
    library: Library, match: str, scope: Scope, *, newest: bool, most: int, start: int
) -> tuple[int, list[int]]:
    """How many articles match an FTS5 expression, and the numbers of some of them in order."""
    bounds = "".join(
        f" AND article.{column} {sign} :{name}"
        for name, column, sign in (
            ("first", "published", ">="), ("last", "published", "<="), ("language", "language", "=")
        )
        if getattr(scope, name)
    )  # fmt: skip
    within = f"FROM found JOIN article ON article.id = found.rowid WHERE found MATCH :match{bounds}"
    order = "article.published DESC, article.id DESC" if newest else f"bm25(found, {_WEIGHTS})"
    values = {"match": match, "most": most, "start": start, **scope._asdict()}
    with library.reading() as connection:
        sql = driver(connection)
        # Articles are never fewer than the index says but for those taken out: too few to look each one up.
        counted = (
            f"SELECT count(*) {within}" if bounds else "SELECT count(*) FROM found WHERE found MATCH :match"
        )
        (total,) = sql.execute(counted, values).fetchone()
        rows = sql.execute(f"SELECT found.rowid {within} ORDER BY {order} LIMIT :most OFFSET :start", values)
        return int(total), [int(row[0]) for row in rows]


def hits(library: Library, numbers: Iterable[int]) -> list[Hit]:
    """The articles of these numbers, in the order given."""
    wanted = list(numbers)
    found: dict[int, Hit] = {}
    said: dict[int, list[tuple[int, Statement, str]]] = {}
    these = (msgspec.json.encode(wanted).decode(),)
    with library.reading() as connection:
        sql = driver(connection)
        for number, position, record, account in sql.execute(_SAID, these):
            one = STATEMENT_READER.decode(record)
            said.setdefault(number, []).append((position, one, account or ""))
        for number, doc, body, zones, outlet, published, language in sql.execute(_FOUND, these):
            found[number] = Hit(
                number, doc, body, ZONES_READER.decode(zones), outlet, published, language,
                tuple(said.get(number, ())),
            )  # fmt: skip
    return [found[number] for number in wanted if number in found]


def entered(library: Library) -> tuple[int, int]:
    """Up to which article the index goes, and the number of the last article."""
    with library.reading() as connection:
        sql = driver(connection)
        (done,) = sql.execute("SELECT article FROM foundto").fetchone()
        (last,) = sql.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()
    return int(done), int(last)
