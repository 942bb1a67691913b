"""Accounts with all that stands behind them, some at a time: a large library is never whole in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
from sqlalchemy import Connection, select, tuple_

from recoupe.model import Account, Article, Statement, StatementRef
from recoupe.store.articles import article_of
from recoupe.store.tables import ACCOUNT, ACCOUNT_STATEMENT, ARTICLE, STATEMENT

# Accounts looked up at a time: a few thousand statements and their articles.
_AT_ONCE = 500
# SQLite takes 32,766 values in one question.
_MOST = 5_000

Dossier = tuple[Account, dict[StatementRef, Statement], dict[str, Article]]


def dossiers(connection: Connection, wanted: Callable[[Account], bool]) -> Iterator[Dossier]:
    """The accounts that are ``wanted``, in order of time, each with its statements and their articles."""
    ids = [row.id for row in connection.execute(select(ACCOUNT.c.id).order_by(ACCOUNT.c.order))]
    for at in range(0, len(ids), _AT_ONCE):
        batch = ids[at : at + _AT_ONCE]
        query = select(ACCOUNT.c.record).where(ACCOUNT.c.id.in_(batch)).order_by(ACCOUNT.c.order)
        accounts = [msgspec.json.decode(row.record, type=Account) for row in connection.execute(query)]
        kept = [account for account in accounts if wanted(account)]
        if kept:
            yield from _behind(connection, kept)


def _behind(connection: Connection, accounts: list[Account]) -> Iterator[Dossier]:
    said: dict[str, list[tuple[int, int]]] = {account.id: [] for account in accounts}
    query = select(ACCOUNT_STATEMENT).where(ACCOUNT_STATEMENT.c.account.in_(list(said)))
    for row in connection.execute(query):
        said[row.account].append((row.article, row.position))
    numbers = sorted({number for refs in said.values() for number, _ in refs})
    articles: dict[int, Article] = {}
    for at in range(0, len(numbers), _MOST):
        some = select(ARTICLE).where(ARTICLE.c.id.in_(numbers[at : at + _MOST]))
        articles |= {row.id: article_of(row) for row in connection.execute(some)}
    statements: dict[tuple[int, int], Statement] = {}
    places = sorted(ref for refs in said.values() for ref in refs)
    for at in range(0, len(places), _MOST):
        pair = tuple_(STATEMENT.c.article, STATEMENT.c.position)
        for row in connection.execute(select(STATEMENT).where(pair.in_(places[at : at + _MOST]))):
            statements[row.article, row.position] = msgspec.json.decode(row.record, type=Statement)
    for account in accounts:
        own = {(articles[n].doc, position): statements[n, position] for n, position in said[account.id]}
        docs = {doc: None for doc, _ in account.statements}
        by_doc = {articles[n].doc: articles[n] for n, _ in said[account.id]}
        yield account, own, {doc: by_doc[doc] for doc in docs if doc in by_doc}
