"""The accounts of a library by their terms, in arrays: filters and counts in a few milliseconds.

Some 80,000 accounts with a dozen terms each take about 20 MB. A :class:`Stand` never changes: what became of
the library since is put into a copy of it, without reading the rest again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from recoupe.store.shown import Place

T = TypeVar("T")

Mask: TypeAlias = NDArray[np.bool_]
Numbers: TypeAlias = NDArray[np.int32]
UNDATED = np.iinfo(np.int32).max
_REMEMBERED = 64  # things made of one stand that are kept


@dataclass(frozen=True)
class Stand:
    """The accounts in their order, undated ones last, as they stood at one moment."""

    accounts: Sequence[str] = ()
    orders: Sequence[str] = ()  # the keys by which they are sorted
    numbers: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))  # in the library
    day: Numbers = field(default_factory=lambda: np.zeros(0, np.int32))
    last: Numbers = field(default_factory=lambda: np.zeros(0, np.int32))
    # One entry for each term of each account: the account's place in the order, and the term.
    row: Numbers = field(default_factory=lambda: np.zeros(0, np.int32))
    term: Numbers = field(default_factory=lambda: np.zeros(0, np.int32))
    lengths: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))  # terms of each account
    # The same, ordered by term: the accounts of term ``t`` are ``of[starts[t]:starts[t + 1]]``.
    of: Numbers = field(default_factory=lambda: np.zeros(0, np.int32))
    starts: NDArray[np.intp] = field(default_factory=lambda: np.zeros(1, np.intp))
    names: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    number: Mapping[tuple[str, str], int] = field(default_factory=dict)
    place: Mapping[str, int] = field(default_factory=dict)
    waiting: int = 0  # accounts not entered yet
    version: int = 0
    _made: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is made of this stand alone, under a key: made when it is first asked for, and not changed.

        Articles that are added throw nothing of it away before they are taken into another stand.
        """
        made: tuple[T] | None = self._made.get(key)
        if made is None:
            if len(self._made) >= _REMEMBERED:
                self._made.clear()
            self._made[key] = made = (make(),)
        return made[0]

    def having(self, facet: str, value: str) -> Numbers:
        """The places of the accounts that have this term."""
        term = self.number.get((facet, value))
        if term is None or term + 1 >= len(self.starts):
            return self.of[:0]
        return self.of[self.starts[term] : self.starts[term + 1]]

    def mask(self, chosen: Mapping[str, Iterable[str]]) -> Mask:
        """Which accounts have, of every facet named, one of the values."""
        kept = np.ones(len(self.accounts), np.bool_)
        for facet, values in chosen.items():
            some = np.zeros(len(self.accounts), np.bool_)
            for value in values:
                some[self.having(facet, value)] = True
            kept &= some
        return kept

    def between(self, first: int | None, last: int | None) -> Mask:
        """Which accounts lie, by either end, in this period (ordinals, inclusive)."""
        kept = np.ones(len(self.accounts), np.bool_)
        if first is not None:
            kept &= (self.last >= first) & (self.day != UNDATED)
        if last is not None:
            kept &= self.day <= last
        return np.asarray(kept, np.bool_)

    def counts(self, mask: Mask) -> NDArray[np.int64]:
        """How many of these accounts have each term, by its number."""
        every = np.append(np.diff(self.starts), 0)
        places = np.flatnonzero(mask)
        most = 2 * len(places) > len(mask)  # then those that are left out are counted
        if most:
            places = np.flatnonzero(~mask)
        lengths = self.lengths[places]
        ends = np.cumsum(lengths)
        terms = np.repeat(self._begin[places] - ends + lengths, lengths) + np.arange(int(lengths.sum()))
        found = np.bincount(self.term[terms], minlength=len(self.starts))
        return every - found if most else found

    def terms_of(self, place: int) -> list[tuple[str, str]]:
        """The terms of the account at a place."""
        # Of another type, the whole array would be copied to be searched.
        left, right = np.searchsorted(self.row, np.array([place, place + 1], self.row.dtype))
        return [self.names[int(t)] for t in self.term[left:right]]

    @cached_property
    def _begin(self) -> NDArray[np.int64]:
        """Where the terms of each account begin."""
        return np.asarray(np.cumsum(self.lengths) - self.lengths, np.int64)

    @cached_property
    def of_facet(self) -> Mapping[str, tuple[NDArray[np.intp], Sequence[str]]]:
        """The numbers and the values of each facet's terms."""
        found: dict[str, tuple[list[int], list[str]]] = {}
        for number, (facet, value) in self.names.items():
            numbers, values = found.setdefault(facet, ([], []))
            if number + 1 < len(self.starts):
                numbers.append(number)
                values.append(value)
        return {facet: (np.array(numbers, np.intp), values) for facet, (numbers, values) in found.items()}

    def commonest(self, counts: NDArray[np.int64], facet: str) -> list[tuple[str, int]]:
        """The values of a facet that have a count, the commonest first, of equally common ones by name."""
        numbers, values = self.of_facet.get(facet, (np.zeros(0, np.intp), ()))
        here = counts[numbers]
        found = [(values[i], int(here[i])) for i in np.flatnonzero(here).tolist()]
        return sorted(found, key=lambda one: (-one[1], one[0]))

    @property
    def dated(self) -> Mask:
        """Which accounts have a day."""
        return np.asarray(self.day != UNDATED, np.bool_)


def changed(
    old: Stand, kept: Mask | None, new: Sequence[Place], names: Mapping[int, tuple[str, str]], waiting: int
) -> Stand:
    """A stand without the accounts that are gone (``kept``: None for all of them) and with new ones."""
    places = sorted(new, key=lambda one: one.order)
    accounts, orders = list(old.accounts), list(old.orders)
    numbers, day, last = old.numbers, old.day, old.last
    terms, lengths = old.term, old.lengths
    if kept is not None:
        accounts, orders = list(compress(accounts, kept)), list(compress(orders, kept))
        numbers, day, last, lengths = numbers[kept], day[kept], last[kept], lengths[kept]
        terms = terms[kept[old.row]]
    # Where each stands in the new order, of those kept followed by those new.
    at = [bisect_right(orders, one.order) for one in places]
    moved = np.insert(np.arange(len(orders)), at, len(orders) + np.arange(len(places)))
    own = [np.frombuffer(one.terms, np.int32) for one in places]
    terms = np.concatenate([terms, *own])
    lengths = np.concatenate([lengths, np.fromiter(map(len, own), np.int64, len(own))])
    starts = (np.cumsum(lengths) - lengths)[moved]
    lengths = lengths[moved]
    row = np.repeat(np.arange(len(moved), dtype=np.int32), lengths)
    within = np.arange(len(terms)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    term = terms[np.repeat(starts, lengths) + within]
    accounts += [one.account for one in places]
    orders += [one.order for one in places]
    order = moved.tolist()
    accounts, orders = [accounts[i] for i in order], [orders[i] for i in order]
    size = max(names, default=0) + 1
    # Numbers of 16 bits are sorted in one go.
    of = np.argsort(term.astype(np.uint16) if size <= 1 << 16 else term, kind="stable")
    counts = np.bincount(term, minlength=size)
    return Stand(
        accounts=accounts,
        orders=orders,
        numbers=np.concatenate([numbers, np.array([one.number for one in places], np.int64)])[moved],
        day=np.concatenate([day, _days(one.day for one in places)])[moved],
        last=np.concatenate([last, _days(one.last for one in places)])[moved],
        row=row,
        term=term,
        lengths=lengths,
        of=row[of],
        starts=np.concatenate([np.zeros(1, np.intp), np.cumsum(counts)]),
        names=names,
        number={name: n for n, name in names.items()},
        place={account: i for i, account in enumerate(accounts)},
        waiting=waiting,
        version=old.version + 1,
    )


def _days(days: Iterable[int | None]) -> Numbers:
    return np.array([UNDATED if day is None else day for day in days], np.int32)
