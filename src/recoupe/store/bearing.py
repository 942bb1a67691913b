"""What people judged, found in a library by looking only at the articles that they pointed at."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection

from recoupe.join import ruled
from recoupe.join.aliases import Aliases
from recoupe.join.bearing import NO_BEARING, Bearing
from recoupe.join.judgements import lost, standing
from recoupe.model import Article, Coded, Judgement, Passage
from recoupe.store.articles import KEY_SIZE, article_with, driver

_MANY = 300  # values in one query


def aliases(judgements: Sequence[Judgement]) -> Aliases:
    """The names that people judged to be one."""
    stand, _ = standing(judgements)
    return Aliases.of([one for one in reversed(stand) if one.verdict.endswith("-name")])[0]


def near(judgements: Sequence[Judgement]) -> bool:
    """Whether all that stands bears on a few articles: not so where an outlet as a whole relays another."""
    stand, _ = standing(judgements)
    return all(one.left for one in stand if one.verdict == "relays")


def bearing(connection: Connection, judgements: Sequence[Judgement], last: int) -> Bearing:
    """These judgements as they bear on the articles up to number ``last``; they must be :func:`near`."""
    if not judgements:
        return NO_BEARING
    sql = driver(connection)
    stand, _ = standing(judgements)
    wanted = [passage for one in stand for passage in (*one.left, *one.right)]
    found = _named(sql, wanted, last)
    # A text that is not where it was may stand elsewhere; while it is there, no copy comes before it.
    found |= _copies(sql, (passage for passage in wanted if not _stays(sql, passage, last)), last)
    made = _ruled(connection, judgements, found, last)
    if any(lost(made.rulings)):
        again = _copies(sql, wanted, last)
        if again - found:
            return _ruled(connection, judgements, found | again, last)
    return made


def _ruled(
    connection: Connection, judgements: Sequence[Judgement], numbers: Iterable[int], last: int
) -> Bearing:
    articles: list[Article] = []
    coded: list[Coded] = []
    number = {}
    for one in sorted(numbers):
        article, says = article_with(connection, one)
        articles.append(article)
        number[article.doc] = one
        if says is not None:
            coded.append(says)
    outlets = [bare for bare in _outlets(connection, judgements, last) if bare.doc not in number]
    return Bearing(ruled(judgements, coded, [*articles, *outlets]), number)


def _named(sql: sqlite3.Connection, wanted: Iterable[Passage], last: int) -> set[int]:
    """The articles that have the name or the address of a passage's."""
    found: set[int] = set()
    for column, values in (
        ("doc", sorted({passage.doc for passage in wanted})),
        ("url", sorted({passage.url for passage in wanted if passage.url})),
    ):
        for start in range(0, len(values), _MANY):
            some = values[start : start + _MANY]
            marks = ",".join("?" * len(some))
            query = f"SELECT id FROM article WHERE {column} IN ({marks}) AND id <= ?"
            found.update(row[0] for row in sql.execute(query, (*some, last)))
    return found


def _stays(sql: sqlite3.Connection, passage: Passage, last: int) -> bool:
    """Whether the article of this name still has this text."""
    query = (
        "SELECT 1 FROM article JOIN content ON content.article = article.id "
        "WHERE doc = ? AND digest = ? AND id <= ?"
    )
    return sql.execute(query, (passage.doc, passage.content[:KEY_SIZE], last)).fetchone() is not None


def _copies(sql: sqlite3.Connection, wanted: Iterable[Passage], last: int) -> set[int]:
    """The articles that have a passage's text."""
    query = "SELECT article FROM content WHERE digest = ? AND article <= ?"
    keys = sorted({passage.content[:KEY_SIZE] for passage in wanted})
    return {number for key in keys for (number,) in sql.execute(query, (key, last))}


def _outlets(connection: Connection, judgements: Sequence[Judgement], last: int) -> Iterator[Article]:
    """The articles, without their text, of outlets that are relayed as a whole."""
    stand, _ = standing(judgements)
    names = {one.names[1] for one in stand if one.verdict == "relays" and not one.right}
    for name in sorted(names):
        query = "SELECT doc FROM article WHERE outlet = ? AND id <= ? ORDER BY id"
        for (doc,) in driver(connection).execute(query, (name, last)):
            yield Article(doc, "", (), name)
