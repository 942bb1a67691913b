"""What a library keeps so that an added article finds whom it may be joined with (recoupe.join.growing).

Plain SQL on the driver's connection: these statements run some hundred times an article.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection

from recoupe.join.accounts import chronology
from recoupe.join.bearing import STATEMENTS
from recoupe.join.blocking import Filing, Lookup
from recoupe.join.crowds import Telling
from recoupe.model import Account, Article, Coded
from recoupe.store.articles import driver

# Values in one query: SQLite takes 32,766, older builds 999.
_MANY = 200
# Kilobytes of pages that SQLite keeps while it joins: of its own 2 MB most are read again and again.
_CACHE = 64_000


def order(account: Account) -> str:
    """Where an account stands among others, as text that sorts so."""
    start, end, kind, (doc, position) = chronology(account)
    return f"{start}\x01{end}\x01{kind}\x01{doc}\x01{position:08}"


class StoredIndex:
    """The index of one library, within one transaction.

    ``load`` gives an article with what it says. Raises what the driver raises; the library turns it into its
    own errors.
    """

    def __init__(self, load: Callable[[int], tuple[Coded, Article]]) -> None:
        self.load = load
        self._sql: sqlite3.Connection | None = None

    def use(self, connection: Connection) -> None:
        """Work within this connection's transaction from now on."""
        self._sql = driver(connection)
        self._sql.execute(f"PRAGMA cache_size = -{_CACHE}")

    @property
    def _db(self) -> sqlite3.Connection:
        assert self._sql is not None
        return self._sql

    def clear(self) -> None:
        """Forget everything, and the accounts with it."""
        gone = ("filed", "linked", "told", "tied", "account_statement", "account", "ledger", "joined")
        for table in gone:
            self._db.execute(f"DELETE FROM {table}")

    def lead(self, digest: bytes) -> int | None:
        row = self._db.execute("SELECT lead FROM told WHERE digest = ?", (digest,)).fetchone()
        return int(row[0]) if row else None

    def enlist(self, article: int, lead: int, digest: bytes) -> None:
        self._db.execute("INSERT INTO told VALUES (?, ?, ?)", (article, lead, digest))

    def twins(self, lead: int) -> list[int]:
        return [row[0] for row in self._db.execute("SELECT article FROM told WHERE lead = ?", (lead,))]

    def file(self, entries: Iterable[tuple[Filing, int]]) -> None:
        rows = ((block, day, statement) for (block, day), statement in entries)
        self._db.executemany("INSERT INTO filed VALUES (?, ?, ?)", rows)

    def meet(self, wanted: Sequence[Collection[Lookup]]) -> Collection[tuple[int, int]]:
        rows = [(n, *one) for n, some in enumerate(wanted) for one in some]
        query = (
            "WITH wanted(n, block, first, last) AS (VALUES {}) SELECT n, statement FROM wanted "
            "CROSS JOIN filed ON filed.block = wanted.block AND day BETWEEN first AND last"
        )
        return set(self._each(query, rows))

    def _each(self, query: str, wanted: Sequence[tuple[object, ...]]) -> Iterator[Any]:
        """What a query finds for some of what is ``wanted`` at a time, which it names in place of ``{}``.

        Its CROSS JOIN has SQLite go through what is wanted, and look each up.
        """
        for start in range(0, len(wanted), _MANY):
            some = wanted[start : start + _MANY]
            marks = ",".join([f"({','.join('?' * len(some[0]))})"] * len(some))
            yield from self._db.execute(query.format(marks), [value for row in some for value in row])

    def link(self, scores: Mapping[tuple[int, int], float]) -> None:
        rows = [row for (a, b), value in scores.items() for row in ((a, b, value), (b, a, value))]
        self._db.executemany("INSERT OR REPLACE INTO linked VALUES (?, ?, ?)", rows)

    def links(self, statement: int) -> dict[int, float]:
        query = "SELECT other, score FROM linked WHERE statement = ?"
        return dict(self._db.execute(query, (statement,)).fetchall())

    def forget(self, entries: Iterable[tuple[Filing, int]]) -> None:
        rows = ((block, day, statement) for (block, day), statement in entries)
        self._db.executemany("DELETE FROM filed WHERE block = ? AND day = ? AND statement = ?", rows)

    def unlink(self, statements: Collection[int]) -> None:
        rows = [(s, other) for s in statements for other in self.links(s)]
        both = [pair for a, b in rows for pair in ((a, b), (b, a))]
        self._db.executemany("DELETE FROM linked WHERE statement = ? AND other = ?", both)

    def tell(self, tellings: Iterable[tuple[Telling, int]]) -> None:
        rows = ((*telling, statement) for telling, statement in tellings)
        self._db.executemany("INSERT INTO tied VALUES (?, ?, ?, ?)", rows)

    def strike(self, articles: Iterable[int]) -> None:
        self._db.executemany("DELETE FROM told WHERE article = ?", [(one,) for one in articles])

    def untell(self, tellings: Iterable[tuple[Telling, int]]) -> None:
        rows = ((*telling, statement) for telling, statement in tellings)
        self._db.executemany(
            "DELETE FROM tied WHERE tie = ? AND year = ? AND nth = ? AND statement = ?", rows
        )

    def often(self, tie: int, most: int) -> bool:
        query = "SELECT 1 FROM tied WHERE tie = ? LIMIT 1 OFFSET ?"
        return self._db.execute(query, (tie, most)).fetchone() is not None

    def told(self, tie: int) -> dict[Telling, list[int]]:
        found: dict[Telling, list[int]] = {}
        query = "SELECT tie, year, nth, statement FROM tied WHERE tie = ?"
        for *telling, statement in self._db.execute(query, (tie,)):
            found.setdefault(Telling(*telling), []).append(statement)
        return found

    def crowd(self, telling: Telling) -> list[int]:
        query = "SELECT statement FROM tied WHERE tie = ? AND year = ? AND nth = ?"
        return [row[0] for row in self._db.execute(query, telling)]

    def homes(self, statements: Iterable[int]) -> dict[str, set[int]]:
        query = (
            "WITH wanted(a, p) AS (VALUES {}) SELECT account, a, p FROM wanted "
            "CROSS JOIN account_statement ON article = a AND position = p"
        )
        found: dict[str, set[int]] = {}
        wanted = [divmod(statement, STATEMENTS) for statement in statements]
        for account, article, position in self._each(query, wanted):
            found.setdefault(account, set()).add(article * STATEMENTS + position)
        return found

    def replace(self, gone: Collection[str], made: Sequence[Account]) -> None:
        ids = [(id,) for id in gone]
        self._db.executemany("DELETE FROM account_statement WHERE account = ?", ids)
        self._db.executemany("DELETE FROM account WHERE id = ?", ids)
        articles = self._numbers({doc for one in made for doc, _ in one.statements})
        rows = [(one.id, order(one), msgspec.json.encode(one).decode()) for one in made]
        self._db.executemany('INSERT INTO account (id, "order", record) VALUES (?, ?, ?)', rows)
        self._db.executemany(
            "INSERT INTO account_statement (article, position, account) VALUES (?, ?, ?)",
            [(articles.get(doc), n, one.id) for one in made for doc, n in one.statements],
        )

    def _numbers(self, docs: Collection[str]) -> dict[str, int]:
        """The articles of these names."""
        names = sorted(docs)
        found: dict[str, int] = {}
        for start in range(0, len(names), _MANY):
            some = names[start : start + _MANY]
            marks = ",".join("?" * len(some))
            found.update(
                self._db.execute(f"SELECT doc, id FROM article WHERE doc IN ({marks})", some).fetchall()
            )
        return found
