"""Articles in a library: put in, taken out, and known again, within a transaction of somebody else's."""

from __future__ import annotations

import hashlib
import sqlite3
from itertools import count
from pathlib import PurePath
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Row

from recoupe.model import Article, Coded, Stated, Statement, Zone

# What is done for every article goes straight to the driver: SQLAlchemy takes longer to put a question
# together than SQLite to answer it.
_ADD = (
    "INSERT INTO article (id, fingerprint, doc, text, zones, outlet, url, published, language, note, meta) "
    # A number is given once: that of an article taken out may still be known to another program.
    "VALUES (1 + max((SELECT ifnull(max(id), 0) FROM article), "
    "(SELECT ifnull(max(revision), 0) FROM joined)), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
# What of an article's row ``read`` makes an article of.
COLUMNS = "doc, text, zones, outlet, url, published, language, meta"
_GIVE = f"SELECT {COLUMNS} FROM article WHERE id = ?"

KEY_SIZE = 16

# Made once: a decoder of a union made anew for each statement takes longer than the statement.
STATEMENT_READER: msgspec.json.Decoder[Statement] = msgspec.json.Decoder(Statement)
ZONES_READER = msgspec.json.Decoder(tuple[Zone, ...])
_STATED = msgspec.json.Decoder(tuple[Stated, ...])


def called(connection: Connection, name: str) -> list[tuple[int, str]]:
    """Number and name of the article of a name; where there is none, of those of a url."""
    for column in ("doc", "url"):
        query = f"SELECT id, doc FROM article WHERE {column} = ? ORDER BY id"
        if found := [(int(n), str(doc)) for n, doc in driver(connection).execute(query, (name,))]:
            return found
    return []


def driver(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection, within the transaction of this one."""
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def fingerprint(article: Article) -> bytes:
    """What makes an article the same one: see :func:`recoupe.join.identity.source`."""
    from recoupe.join.identity import source

    return source(article.doc, article)


def text_key(text: str) -> str:
    """What a text is looked up by: how its digest begins (:func:`recoupe.join.anchors.digest`)."""
    return hashlib.sha256(text.encode()).hexdigest()[:KEY_SIZE]


def insert_article(
    connection: Connection, article: Article, coded: Coded | None, note: str = ""
) -> int | None:
    """Put an article in, with what it says; its number, or None where this very article is there."""
    mark = fingerprint(article)
    if doc_of(connection, mark) is not None:
        return None
    sql = driver(connection)
    doc = _free_name(sql, article.doc)
    zones, meta = msgspec.json.encode(article.zones).decode(), msgspec.json.encode(article.meta).decode()
    row = (
        mark, doc, article.text, zones, article.outlet, article.url, article.published, article.language,
        note, meta,
    )  # fmt: skip
    key = sql.execute(_ADD, row).lastrowid
    assert key is not None
    sql.execute("INSERT INTO content VALUES (?, ?)", (text_key(article.text), key))
    if coded is not None:
        sql.execute("INSERT INTO coding VALUES (?, ?, ?)", (key, coded.date, coded.language))
        said = (one if one.doc == doc else replace(one, doc=doc) for one in coded.statements)
        rows = [(key, position, msgspec.json.encode(one).decode()) for position, one in enumerate(said)]
        sql.executemany("INSERT INTO statement VALUES (?, ?, ?)", rows)
    sql.execute("DELETE FROM dropped WHERE doc = ?", (article.doc,))
    return key


def doc_of(connection: Connection, mark: bytes) -> str | None:
    """The name of the article of this fingerprint, or None."""
    row = driver(connection).execute("SELECT doc FROM article WHERE fingerprint = ?", (mark,)).fetchone()
    return str(row[0]) if row else None


def article_of(row: Row[Any]) -> Article:
    """The article of a row."""
    return read(row.doc, row.text, row.zones, row.outlet, row.url, row.published, row.language, row.meta)


def read(
    doc: str, text: str, zones: str, outlet: str | None, url: str | None, published: str | None,
    language: str | None, meta: str,
) -> Article:  # fmt: skip
    """The article that ``COLUMNS`` hold."""
    return Article(
        doc, text, ZONES_READER.decode(zones), outlet, url, published, language, meta=_STATED.decode(meta)
    )


def _free_name(sql: sqlite3.Connection, doc: str) -> str:
    """``doc``, or the first of ``name~2.txt``, ``name~3.txt``… that no article has."""
    path = PurePath(doc)
    names = (doc if n == 1 else str(path.with_stem(f"{path.stem}~{n}")) for n in count(1))
    return next(
        name for name in names
        if sql.execute("SELECT 1 FROM article WHERE doc = ?", (name,)).fetchone() is None
    )  # fmt: skip


def article_with(connection: Connection, article: int) -> tuple[Article, Coded | None]:
    """An article by its number, and what it says where it was coded."""
    sql = driver(connection)
    found = read(*sql.execute(_GIVE, (article,)).fetchone())
    coding = sql.execute("SELECT date, language FROM coding WHERE article = ?", (article,)).fetchone()
    if coding is None:
        return found, None
    query = "SELECT record FROM statement WHERE article = ? ORDER BY position"
    said = tuple(STATEMENT_READER.decode(record) for (record,) in sql.execute(query, (article,)))
    return found, Coded(found.doc, coding[0], coding[1], said)
