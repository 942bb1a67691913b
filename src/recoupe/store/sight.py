"""A library made of part of another: the articles and judgements that one kind of reader may see.

Accounts are made anew of these alone, so that nothing left out shows in what is there. Articles keep their
numbers, statements their positions, judgements their numbers. An account is there for readers only once
somebody cleared it (:func:`clear`): until then, and whenever it changes, nothing finds it.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
from sqlalchemy import Connection, event, func, insert, select

from recoupe.model import Account, Ledger
from recoupe.store.articles import driver, text_key
from recoupe.store.connect import address
from recoupe.store.library import Library
from recoupe.store.tables import (
    ACCOUNT,
    ACCOUNT_STATEMENT,
    ARTICLE,
    CODING,
    CONTENT,
    EXCHANGED,
    JUDGEMENT,
    MARKED,
    NODE,
    PARTNER,
    STATEMENT,
)

_AT_ONCE = 200  # articles copied in one transaction

# What a reader's connection sees in the place of the tables: temporary names come first in SQLite.
# Whether a row was cleared is asked of each row that is found: by « IN », SQLite would go through all that
# was cleared to find the rows of one article.
_VIEWS = tuple(
    f"CREATE TEMP VIEW {table} AS SELECT own.* FROM main.{table} AS own "
    f"WHERE EXISTS (SELECT 1 FROM main.cleared AS c WHERE c.account = own.{key})"
    for table, key in (
        ("account", "id"), ("account_statement", "account"), ("shown", "account"), ("unshown", "account")
    )
)  # fmt: skip


class Narrowed(Library):
    """The accounts of such a library that were cleared. ``path`` tells that of the library it is part of."""

    narrowed = True

    def __init__(self, path: Path, whole: Path) -> None:
        super().__init__(path, create=False)

        @event.listens_for(self._reader, "connect")
        def _connected(connection: object, _record: object) -> None:
            for view in _VIEWS:
                connection.execute(view)  # type: ignore[attr-defined]

        self._reader.dispose()  # the connection of the opening sees the tables themselves
        self.file, self.path = path, whole

    def each_ledger(self) -> Iterator[Ledger]:
        """The ledgers of the accounts that were cleared."""
        from recoupe.store.ledgers import made

        return made(self)

    def refresh(self) -> None:
        """Nothing: whoever clears the accounts also makes them."""


def make(path: Path) -> Library:
    """A new library that is to be part of another."""
    made = Library(path)
    with made.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE cleared (account VARCHAR PRIMARY KEY) WITHOUT ROWID")
        for act, row in (("INSERT", "new"), ("UPDATE", "old"), ("DELETE", "old")):
            connection.exec_driver_sql(
                f"CREATE TRIGGER uncleared_{act.lower()} AFTER {act} ON account "
                f"BEGIN DELETE FROM cleared WHERE account = {row}.id; END"
            )
    return made


def articles_after(connection: Connection, number: int) -> dict[int, str]:
    """The articles above a number, by number."""
    query = select(ARTICLE.c.id, ARTICLE.c.doc).where(ARTICLE.c.id > number).order_by(ARTICLE.c.id)
    return {row.id: row.doc for row in connection.execute(query)}


def copy_articles(source: Connection, target: Library, numbers: Iterable[int]) -> None:
    """Copy these articles, in their order, with what they say, under their numbers."""
    wanted = sorted(numbers)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        with target.writing() as connection:
            for table, key in (
                (ARTICLE, ARTICLE.c.id),
                (CODING, CODING.c.article),
                (STATEMENT, STATEMENT.c.article),
            ):
                query = select(table).where(key.in_(some)).order_by(key)
                if rows := [dict(row._mapping) for row in source.execute(query)]:
                    connection.execute(insert(table), rows)
                if table is ARTICLE and rows:
                    keys = [{"digest": text_key(row["text"]), "article": row["id"]} for row in rows]
                    connection.execute(insert(CONTENT), keys)


def copy_judgements(source: Connection, target: Library, after: int, seen: Callable[[int], bool]) -> int:
    """Copy the judgements above a number that are ``seen``; the last number there is."""
    query = select(JUDGEMENT).where(JUDGEMENT.c.number > after).order_by(JUDGEMENT.c.number)
    rows = [dict(row._mapping) for row in source.execute(query)]
    kept = [row for row in rows if seen(row["number"])]
    if kept:
        with target.writing() as connection:
            connection.execute(insert(JUDGEMENT), kept)
    return int(rows[-1]["number"]) if rows else after


def last_numbers(connection: Connection) -> tuple[int, int]:
    """The numbers of the last article and the last judgement."""
    article = select(func.coalesce(func.max(ARTICLE.c.id), 0))
    judgement = select(func.coalesce(func.max(JUDGEMENT.c.number), 0))
    return connection.execute(article).scalar_one(), connection.execute(judgement).scalar_one()


def clear(made: Library, shuts: Callable[[Account, frozenset[tuple[int, int]]], bool]) -> None:
    """Clear the accounts that nothing ``shuts``, by the record and its statements (article, position)."""
    with made.writing() as connection:
        query = "SELECT id FROM account WHERE id NOT IN (SELECT account FROM cleared)"
        ids = [row[0] for row in connection.exec_driver_sql(query)]
        for one in ids:
            raw = connection.execute(select(ACCOUNT.c.record).where(ACCOUNT.c.id == one)).scalar_one()
            account = msgspec.json.decode(raw, type=Account)
            if not shuts(account, statements_of(connection, one)):
                connection.exec_driver_sql("INSERT OR IGNORE INTO cleared VALUES (?)", (one,))


def statements_of(connection: Connection, account: str) -> frozenset[tuple[int, int]]:
    """The statements of an account, by the number of their article and their position."""
    c = ACCOUNT_STATEMENT.c
    rows = connection.execute(select(c.article, c.position).where(c.account == account))
    return frozenset((row.article, row.position) for row in rows)


def stamp(connection: Connection) -> tuple[object, ...]:
    """What changes whenever a marking, a judgement or what partners sent does, a marked article comes (one
    that was taken out is as marked as it was when it is there again), or any article goes.
    """
    c = EXCHANGED.c
    sent = select(func.count(), func.total(c.version), func.total(c.put), func.total(c.state == "live"))
    found = [
        connection.execute(select(func.max(one))).scalar_one()
        for one in (MARKED.c.number, JUDGEMENT.c.number)
    ]
    node = connection.execute(select(NODE.c.node)).scalar_one_or_none()
    patrons = tuple(connection.execute(select(PARTNER.c.node).where(PARTNER.c.patron)).scalars())
    own = _marked_here(connection), _gone(connection)
    return (*found, node, patrons, *own, *connection.execute(sent).one())


def _gone(connection: Connection) -> int:
    """How many articles were taken out since the library was made, by whomever: numbers that nothing has."""
    # Each article has one row of « content », which is read many times faster than the articles.
    (gone,) = (
        driver(connection)
        .execute(
            "SELECT ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'article'), 0) "
            "- (SELECT count(*) FROM content)"
        )
        .fetchone()
    )
    return int(gone)


def _marked_here(connection: Connection) -> tuple[int, ...]:
    """The numbers of the articles that somebody marked."""
    sql, start = driver(connection), "article:"
    # From one name to the next: SQLite finds these by the index of what is marked.
    named = sql.execute(
        "SELECT DISTINCT record FROM marked WHERE record >= ? AND record < ?", (start, "article;")
    )
    prints = [bytes.fromhex(name[len(start) :]) for (name,) in named]
    here: list[int] = []
    for at in range(0, len(prints), _AT_ONCE):
        some = prints[at : at + _AT_ONCE]
        asked = ", ".join("?" * len(some))
        here += (n for (n,) in sql.execute(f"SELECT id FROM article WHERE fingerprint IN ({asked})", some))
    return tuple(sorted(here))


class Changes:
    """Whether anybody wrote to a library since it was last asked, without reading it."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(
            address(path), uri=True, check_same_thread=False, isolation_level=None
        )
        self._lock = threading.Lock()
        self._last: int | None = None

    @property
    def number(self) -> int:
        """Another one after every change."""
        with self._lock:
            # It counts what other connections committed (https://www.sqlite.org/pragma.html#pragma_data_version).
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def any(self) -> bool:
        """Whether there were any; the first time there were."""
        before, self._last = self._last, self.number
        return bool(before != self._last)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
