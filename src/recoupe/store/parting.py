"""A library without a few of its articles, made from what is joined already: they are taken out of a copy.

Joining a large library anew takes most of an hour, taking an article out a part of a second, with the same
accounts (:mod:`recoupe.store.removing`); where that is not possible the rest is joined anew in this process,
and not in that of the pages. The copy has what is read, judged and joined, and nothing that was
made of several articles for pages: lines, terms and words are entered anew, from what is left.
``python -m recoupe.store.parting LIBRARY COPY`` takes the names of the articles as JSON.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import msgspec
from sqlalchemy import delete, select, update

from recoupe.store.connect import address, faults
from recoupe.store.judgements import ALL, decoded, set_states
from recoupe.store.library import Library
from recoupe.store.removing import remove_article
from recoupe.store.tables import (
    ACCOUNT,
    ACCOUNT_STATEMENT,
    ARTICLE,
    CODING,
    CONTENT,
    DROPPED,
    FILED,
    JOINED,
    JUDGEMENT,
    LEDGER,
    LINKED,
    STATEMENT,
    TIED,
    TOLD,
)

# In the order in which one needs the other. No lines, no log, no markings, nothing that partners sent.
_COPIED = (
    ARTICLE, CONTENT, CODING, STATEMENT, ACCOUNT, ACCOUNT_STATEMENT, TOLD, FILED, LINKED, TIED, JUDGEMENT,
    JOINED,
)  # fmt: skip
_AT_ONCE = 50  # articles taken out in one transaction


def copy(source: Path, target: Path) -> None:
    """Copy what is read, judged and joined, as it is at one moment, into a new library's file."""
    with faults(target), closing(sqlite3.connect(address(target), uri=True, isolation_level=None)) as to:
        to.execute("ATTACH ? AS source", (address(source),))
        to.execute("BEGIN IMMEDIATE")
        for table in _COPIED:
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            to.execute(f"INSERT INTO main.{table.name} ({columns}) SELECT {columns} FROM source.{table.name}")
        to.execute("UPDATE joined SET ledgers = -1")  # which are not copied
        to.execute("COMMIT")


def take_out(library: Library, docs: Iterable[str]) -> None:
    """Take articles out of such a copy, without a word of it."""
    from recoupe.store.bearing import bearing

    gone = sorted(docs)
    for start in range(0, len(gone), _AT_ONCE):
        with library.writing() as connection:
            for doc in gone[start : start + _AT_ONCE]:
                number = connection.execute(select(ARTICLE.c.id).where(ARTICLE.c.doc == doc))
                if (found := number.scalar_one_or_none()) is not None:
                    remove_article(connection, found, "")
    with library.writing() as connection:
        connection.execute(delete(DROPPED))
        connection.execute(delete(LEDGER))
        connection.execute(update(JOINED), {"ledgers": -1})
        joined = connection.execute(select(JOINED)).first()
        if joined is not None:
            judgements = [one for one in decoded(connection.execute(ALL)) if one.number <= joined.judgement]
            set_states(connection, bearing(connection, judgements, joined.revision).rulings.states)


def main(source: Path, target: Path) -> None:
    """Make the copy, without the articles that are named on standard input."""
    os.nice(5)  # readers come first
    docs = msgspec.json.decode(sys.stdin.buffer.read(), type=list[str])
    with Library(target) as made:
        copy(source, target)
        take_out(made, docs)
        made.refresh()  # where one could not be taken out by itself, the rest is joined anew, here


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
