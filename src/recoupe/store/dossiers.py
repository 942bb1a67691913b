"""Accounts with all that stands behind them, some at a time: a large library is never whole in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from sqlite3 import Cursor
from typing import Any

import msgspec
from sqlalchemy import Connection

from recoupe.model import Account, Article, Statement, StatementRef
from recoupe.store.articles import COLUMNS, STATEMENT_READER, driver, read

# Accounts looked up at a time: a few thousand statements and their articles.
_AT_ONCE = 500
# SQLite takes 32,766 values in one question.
_MOST = 5_000
# Articles kept from one lot of accounts to the next, which often rest on the same ones.
_KEPT = 4_000

Dossier = tuple[Account, dict[StatementRef, Statement], dict[str, Article]]

_ACCOUNT = msgspec.json.Decoder(Account)


def account_ids(connection: Connection) -> list[str]:
    """The ids of all accounts, in order of time."""
    rows = driver(connection).cursor().execute('SELECT id FROM account ORDER BY "order"')
    return [id for (id,) in rows]


def state(connection: Connection) -> tuple[int, ...]:
    """Numbers that change when accounts do."""
    rows = driver(connection).cursor().execute("SELECT revision, judgement FROM joined")
    return tuple(number for row in rows for number in row)


def dossiers(
    connection: Connection, wanted: Callable[[Account], bool], ids: Sequence[str] | None = None
) -> Iterator[Dossier]:
    """The accounts that are ``wanted``, in order of time, each with its statements and their articles.

    ``ids``: only of these accounts, which come in order of time.
    """
    shelf = _Shelf(driver(connection).cursor())
    ids = account_ids(connection) if ids is None else ids
    for at in range(0, len(ids), _AT_ONCE):
        batch = ids[at : at + _AT_ONCE]
        query = f'SELECT record FROM account WHERE id IN ({_marks(batch)}) ORDER BY "order"'
        accounts = [_ACCOUNT.decode(raw) for (raw,) in shelf.cursor.execute(query, batch)]
        kept = [account for account in accounts if wanted(account)]
        if kept:
            yield from shelf.behind(kept)


class _Shelf:
    """The articles looked up last. Rows come from SQLite itself: SQLAlchemy's take longer than the rest."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self._articles: dict[int, Article] = {}

    def behind(self, accounts: list[Account]) -> Iterator[Dossier]:
        said: dict[str, list[tuple[int, int, Statement]]] = {account.id: [] for account in accounts}
        query = (
            "SELECT a.account, s.article, s.position, s.record FROM account_statement a "
            "JOIN statement s ON s.article = a.article AND s.position = a.position "
            f"WHERE a.account IN ({_marks(said)}) ORDER BY s.article, s.position"
        )
        for account, article, position, raw in self.cursor.execute(query, list(said)):
            said[account].append((article, position, STATEMENT_READER.decode(raw)))
        articles = self._fetched({number for refs in said.values() for number, _, _ in refs})
        for one in accounts:
            own = {(articles[n].doc, position): told for n, position, told in said[one.id]}
            by_doc = {articles[n].doc: articles[n] for n, _, _ in said[one.id]}
            docs = dict.fromkeys(doc for doc, _ in one.statements)
            yield one, own, {doc: by_doc[doc] for doc in docs if doc in by_doc}

    def _fetched(self, numbers: set[int]) -> dict[int, Article]:
        known = self._articles
        missing = sorted(numbers - known.keys())
        if len(known) + len(missing) > _KEPT:
            known = {number: article for number, article in known.items() if number in numbers}
        for at in range(0, len(missing), _MOST):
            some = missing[at : at + _MOST]
            query = f"SELECT id, {COLUMNS} FROM article WHERE id IN ({_marks(some)})"
            for number, *row in self.cursor.execute(query, some):
                known[number] = read(*row)
        self._articles = known
        return known


def _marks(values: Sequence[object] | dict[str, Any]) -> str:
    return ",".join("?" * len(values))
