"""A library for a while, as if some judgements and articles of another had never been."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from recoupe.store.articles import driver
from recoupe.store.connect import faults
from recoupe.store.judgements import append
from recoupe.store.library import Library
from recoupe.store.removing import remove_article
from recoupe.store.tables import ARTICLE


@contextmanager
def without(library: Library, judgements: Collection[int], docs: Collection[str]) -> Iterator[Library]:
    """A copy of a library without these judgements and articles; gone when the context ends.

    It stands among the temporary files and takes the room of the library; only what stood with what is left
    out is joined anew (:meth:`recoupe.join.growing.Growth.remove`).
    """
    from recoupe.join.judgements import standing
    from recoupe.join.judging import undoing

    with TemporaryDirectory(prefix="recoupe-export-") as folder:
        path = Path(folder) / library.path.name
        with (
            faults(path),
            library.reading() as connection,
            closing(sqlite3.connect(path)) as target,
        ):
            driver(connection).backup(target)
        with Library(path, create=False) as made:
            with made.writing() as connection:
                for one in standing(made.judgements())[0]:
                    if one.number in judgements:
                        append(connection, undoing(one.number, "", ""))
            made.refresh()
            for doc in docs:
                with made.writing() as connection:
                    found = connection.execute(select(ARTICLE.c.id).where(ARTICLE.c.doc == doc))
                    for number in found.scalars().all():
                        remove_article(connection, number, "")
            made.refresh()
            yield made
