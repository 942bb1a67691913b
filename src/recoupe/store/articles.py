"""Articles in a library: put in, taken out, and known again, within a transaction of somebody else's."""

from __future__ import annotations

from itertools import count
from pathlib import PurePath
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Row, bindparam, delete, insert, select

from recoupe.model import Article, Coded, Stated, Statement, Zone
from recoupe.store.tables import (
    ACCOUNT,
    ACCOUNT_STATEMENT,
    ARTICLE,
    CODING,
    DROPPED,
    FILED,
    JOINED,
    LEDGER,
    LINKED,
    STATEMENT,
    TOLD,
)

# Made once: SQLAlchemy takes longer to put a question together than SQLite to answer it.
_DOC_OF = select(ARTICLE.c.doc).where(ARTICLE.c.fingerprint == bindparam("wanted"))
_NAMED = select(ARTICLE.c.id).where(ARTICLE.c.doc == bindparam("wanted"))


def fingerprint(article: Article) -> bytes:
    """What makes an article the same one: see :func:`recoupe.join.identity.source`."""
    from recoupe.join.identity import source

    return source(article.doc, article)


def insert_article(
    connection: Connection, article: Article, coded: Coded | None, note: str = ""
) -> int | None:
    """Put an article in, with what it says; its number, or None where this very article is there."""
    mark = fingerprint(article)
    if doc_of(connection, mark) is not None:
        return None
    doc = _free_name(connection, article.doc)
    row = {
        "fingerprint": mark,
        "doc": doc,
        "text": article.text,
        "zones": msgspec.json.encode(article.zones).decode(),
        "outlet": article.outlet,
        "url": article.url,
        "published": article.published,
        "language": article.language,
        "note": note,
        "meta": msgspec.json.encode(article.meta).decode(),
    }
    key = int(connection.execute(insert(ARTICLE).returning(ARTICLE.c.id), row).scalar_one())
    if coded is not None:
        connection.execute(insert(CODING), {"article": key, "date": coded.date, "language": coded.language})
        rows = [
            {
                "article": key,
                "position": position,
                "record": msgspec.json.encode(replace(said, doc=doc)).decode(),
            }
            for position, said in enumerate(coded.statements)
        ]
        if rows:
            connection.execute(insert(STATEMENT), rows)
    connection.execute(delete(DROPPED).where(DROPPED.c.doc == article.doc))
    return key


def remove_article(connection: Connection, article: int, reason: str) -> None:
    """Take an article out, and say why; the accounts are then made anew as a whole."""
    doc = connection.execute(select(ARTICLE.c.doc).where(ARTICLE.c.id == article)).scalar_one_or_none()
    if doc is None:
        return
    # Accounts and index speak of it in many places: they are made anew at the next refresh.
    for table in (ACCOUNT_STATEMENT, ACCOUNT, FILED, LINKED, TOLD, LEDGER, JOINED):
        connection.execute(delete(table))
    connection.execute(delete(STATEMENT).where(STATEMENT.c.article == article))
    connection.execute(delete(CODING).where(CODING.c.article == article))
    connection.execute(delete(ARTICLE).where(ARTICLE.c.id == article))
    connection.execute(delete(DROPPED).where(DROPPED.c.doc == doc))
    connection.execute(insert(DROPPED), {"doc": doc, "reason": reason, "failed": False})


def doc_of(connection: Connection, mark: bytes) -> str | None:
    """The name of the article of this fingerprint, or None."""
    return connection.execute(_DOC_OF, {"wanted": mark}).scalar_one_or_none()


def article_of(row: Row[Any]) -> Article:
    """The article of a row."""
    return Article(
        doc=row.doc,
        text=row.text,
        zones=msgspec.json.decode(row.zones, type=tuple[Zone, ...]),
        outlet=row.outlet,
        url=row.url,
        published=row.published,
        language=row.language,
        meta=msgspec.json.decode(row.meta, type=tuple[Stated, ...]),
    )


def _free_name(connection: Connection, doc: str) -> str:
    """``doc``, or the first of ``name~2.txt``, ``name~3.txt``… that no article has."""
    path = PurePath(doc)
    names = (doc if n == 1 else str(path.with_stem(f"{path.stem}~{n}")) for n in count(1))
    return next(
        name for name in names
        if connection.execute(_NAMED, {"wanted": name}).first() is None
    )  # fmt: skip


def article_with(connection: Connection, article: int) -> tuple[Article, Coded | None]:
    """An article by its number, and what it says where it was coded."""
    row = connection.execute(select(ARTICLE).where(ARTICLE.c.id == article)).one()
    coding = connection.execute(select(CODING).where(CODING.c.article == article)).first()
    if coding is None:
        return article_of(row), None
    query = select(STATEMENT.c.record).where(STATEMENT.c.article == article).order_by(STATEMENT.c.position)
    said = tuple(msgspec.json.decode(one.record, type=Statement) for one in connection.execute(query))
    return article_of(row), Coded(row.doc, coding.date, coding.language, said)
