"""Articles taken out of a library, at the price of what stood with them and not of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select, update

from recoupe.store.audit import record
from recoupe.store.exchange import of_article
from recoupe.store.index import StoredIndex
from recoupe.store.judgements import ALL, decoded, set_states
from recoupe.store.tables import (
    ACCOUNT,
    ACCOUNT_STATEMENT,
    ARTICLE,
    CODING,
    CONTENT,
    DROPPED,
    FILED,
    JOINED,
    LEDGER,
    LINKED,
    STATEMENT,
    TIED,
    TOLD,
)

if TYPE_CHECKING:
    from recoupe.join.bearing import Bearing


def withdraw(connection: Connection, article: int, by: str, why: str) -> bool:
    """Take an article out for a person, within the caller's transaction, and log it.

    False where partners were given it: then it stays, and is to be recalled first.
    """
    doc = connection.execute(select(ARTICLE.c.doc).where(ARTICLE.c.id == article)).scalar_one()
    if any(not one.via and one.state == "live" for one in of_article(connection, article)):
        return False
    remove_article(connection, article, f"taken out by {by}: {why}")
    record(connection, "removal", partner=by, subject=f"article {doc}", detail=why)
    return True


def remove_article(connection: Connection, article: int, reason: str) -> None:
    """Take an article out, within the caller's transaction, and say why.

    Of the accounts those are made anew that it stood in or beside. Where that cannot be done article by
    article (:class:`recoupe.join.growing.NotAlone`), all are, at the next refresh.
    """
    from recoupe.join.growing import NotAlone

    doc = connection.execute(select(ARTICLE.c.doc).where(ARTICLE.c.id == article)).scalar_one_or_none()
    if doc is None:
        return
    try:
        with connection.begin_nested():
            _unjoin(connection, article)
    except NotAlone:
        for table in (ACCOUNT_STATEMENT, ACCOUNT, FILED, LINKED, TOLD, TIED, LEDGER, JOINED):
            connection.execute(delete(table))
        _delete(connection, article)
    connection.execute(delete(DROPPED).where(DROPPED.c.doc == doc))
    connection.execute(insert(DROPPED), {"doc": doc, "reason": reason, "failed": False})


def _unjoin(connection: Connection, article: int) -> None:
    """Take an article out of the accounts, the index, and the library."""
    from recoupe.join.growing import Growth, NotAlone
    from recoupe.join.rules import rules
    from recoupe.model import Article, Coded
    from recoupe.store.articles import article_with
    from recoupe.store.bearing import aliases, bearing, near

    joined = connection.execute(select(JOINED)).first()
    if joined is None or article > joined.revision:  # in no account yet
        _delete(connection, article)
        return
    judgements = [one for one in decoded(connection.execute(ALL)) if one.number <= joined.judgement]
    if not joined.grown or joined.rules != rules() or not near(judgements):
        raise NotAlone
    names = aliases(judgements)

    def load(number: int) -> tuple[Coded, Article]:
        found, coded = article_with(connection, number)
        assert coded is not None
        return names.coded([coded])[0], found

    coded = select(CODING.c.article).where(CODING.c.article == article)
    if connection.execute(coded).first() is None:
        _delete(connection, article)
    else:
        index = StoredIndex(load)
        index.use(connection)
        before = bearing(connection, judgements, joined.revision)
        states: dict[int, str] = {}

        def deleted() -> Bearing:
            _delete(connection, article)
            after = bearing(connection, judgements, joined.revision)
            states.update(after.rulings.states)
            return after

        Growth(index).remove(article, before, deleted)
        set_states(connection, states)
    connection.execute(delete(LEDGER))
    connection.execute(update(JOINED), {"ledgers": -1})


def _delete(connection: Connection, article: int) -> None:
    for table in (STATEMENT, CODING, CONTENT, ARTICLE):
        key = ARTICLE.c.id if table is ARTICLE else table.c.article
        connection.execute(delete(table).where(key == article))
