"""What a workbench counts over its whole library: outlets, ledgers, and names that may be one."""

from __future__ import annotations

from typing import Any, NamedTuple

from recoupe.serve import books, names, sources
from recoupe.serve.counting import Counting
from recoupe.serve.shelf import Shelf
from recoupe.store import Library


class Counts(NamedTuple):
    """The counts of one library, each made when its page is first opened."""

    outlets: Counting[Any]
    ledgers: Counting[Any]
    names: Counting[Any]


def counts(library: Library, shelf: Shelf) -> Counts:
    """The counts of a library, kept up to date by the thread that follows it."""
    made = Counts(
        Counting(library, sources.count, sources.Counted),
        Counting(library, books.count, list[books.Book]),
        Counting(library, names.count, list[names.Pair]),
    )
    for one in made:
        shelf.also(one.renew)
    return made
