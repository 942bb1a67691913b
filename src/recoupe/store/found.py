"""Full-text search over articles: what each says in stems, in an index that SQLite keeps (FTS5).

Articles are never changed, so one is entered once; one that was taken out stays in the index and is passed
over. The index keeps no text of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, func, select, text

from recoupe.model import IsoDate, Statement, Zone
from recoupe.store.articles import STATEMENT_READER, ZONES_READER
from recoupe.store.tables import ACCOUNT_STATEMENT, ARTICLE, STATEMENT

if TYPE_CHECKING:
    from recoupe.store import Library

COLUMNS = ("title", "body", "said", "outlet")
# What a word weighs where it stands: a title is short and chosen.
_WEIGHTS = "4.0, 1.0, 2.0, 1.0"


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
        # Articles are never fewer than the index says but for those taken out: too few to look each one up.
        counted = (
            f"SELECT count(*) {within}" if bounds else "SELECT count(*) FROM found WHERE found MATCH :match"
        )
        total = int(connection.execute(text(counted), values).scalar_one())
        rows = connection.execute(
            text(f"SELECT found.rowid {within} ORDER BY {order} LIMIT :most OFFSET :start"), values
        )
        return total, [int(row[0]) for row in rows]


def hits(library: Library, numbers: Iterable[int]) -> list[Hit]:
    """The articles of these numbers, in the order given."""
    wanted = list(numbers)
    found: dict[int, Hit] = {}
    with library.reading() as connection:
        said: dict[int, list[tuple[int, Statement, str]]] = {}
        query = (
            select(STATEMENT, ACCOUNT_STATEMENT.c.account)
            .outerjoin(
                ACCOUNT_STATEMENT,
                (ACCOUNT_STATEMENT.c.article == STATEMENT.c.article)
                & (ACCOUNT_STATEMENT.c.position == STATEMENT.c.position),
            )
            .where(STATEMENT.c.article.in_(wanted))
        )
        for row in connection.execute(query):
            one = STATEMENT_READER.decode(row.record)
            said.setdefault(row.article, []).append((row.position, one, row.account or ""))
        for row in connection.execute(select(ARTICLE).where(ARTICLE.c.id.in_(wanted))):
            zones = ZONES_READER.decode(row.zones)
            found[row.id] = Hit(
                row.id, row.doc, row.text, zones, row.outlet, row.published, row.language,
                tuple(said.get(row.id, ())),
            )  # fmt: skip
    return [found[number] for number in wanted if number in found]


def entered(library: Library) -> tuple[int, int]:
    """Up to which article the index goes, and the number of the last article."""
    with library.reading() as connection:
        done = int(connection.exec_driver_sql("SELECT article FROM foundto").scalar_one())
        last = int(connection.execute(select(func.coalesce(func.max(ARTICLE.c.id), 0))).scalar_one())
    return done, last
