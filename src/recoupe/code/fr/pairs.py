"""Features that mean something else from one kind of statement to another: alone, and in pairs with others.

The names of the pairs are what the tables have weights for, what is shown and fitted. Options are weighed by
hundreds of them for every statement: so they are put together once for each feature met.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from itertools import chain

NAMES = 4096  # kept of each kind of statement: all that nine corpora have, but no end of them

_Weights = dict[str, tuple[float, ...]]
# By kind of statement, of the table of weights that was asked last: feature → the weights of its pairs there.
_kept: list[tuple[Mapping[str, float], dict[Hashable, _Weights]]] = [({}, {})]


def _kept_of(table: Mapping[str, float], key: Hashable) -> _Weights:
    place = next((n for n, (known, _) in enumerate(_kept) if known is table), None)
    if place is None:
        del _kept[4:]  # as many tables as are asked in turn
        _kept.insert(0, (table, {}))
        place = 0
    return _kept[place][1].setdefault(key, {})


class Pairing:
    """How the features of one kind of option are paired in one statement.

    ``alone`` puts a feature together with what ``key`` says of the statement, ``beside`` (nothing for most)
    with what else is known of it; ``common`` are the statement's own, the same for every such option.
    """

    def __init__(
        self,
        key: Hashable,
        common: Collection[str],
        alone: Callable[[str], Iterable[str]],
        beside: Callable[[str], Collection[str]],
    ) -> None:
        self.key, self.common, self.alone, self.beside = key, common, alone, beside
        self.table: Mapping[str, float] = {}
        self.weights: _Weights = {}

    def of(self, names: Iterable[str]) -> Known:
        """What is known of an option by these features."""
        return Known(frozenset(names), self)

    def spelled(self, names: Iterable[str]) -> frozenset[str]:
        """All that features stand for."""
        return frozenset(chain(self.common, *((*self.alone(n), *self.beside(n)) for n in names)))

    def odds(self, table: Mapping[str, float], names: Iterable[str]) -> float:
        """As ``fitted.odds`` of ``spelled``: no two features have a pair in common, and the sum is exact."""
        if self.table is not table:
            self.table, self.weights = table, {}
            self.kept = _kept_of(table, self.key)
            self.own = [table[name] for name in set(self.common) if name in table]
        weights = self.weights
        found = self.own.copy()
        for name in names:
            found += weights[name] if name in weights else self._weights(name)
        return math.fsum(found)

    def _weights(self, name: str) -> tuple[float, ...]:
        table, more = self.table, self.beside(name)
        if more:
            made = tuple(table[n] for n in {*self.alone(name), *more} if n in table)
        elif name in self.kept:
            made = self.kept[name]
        else:
            made = tuple(table[n] for n in set(self.alone(name)) if n in table)
            if len(self.kept) < NAMES:
                self.kept[name] = made
        self.weights[name] = made
        return made


class Known:
    """What is known of an option of a statement."""

    __slots__ = ("names", "pairing")

    def __init__(self, names: frozenset[str], pairing: Pairing) -> None:
        self.names, self.pairing = names, pairing

    def spelled(self) -> frozenset[str]:
        """The features and their pairs, by the names that the tables have."""
        return self.pairing.spelled(self.names)

    def odds(self, table: Mapping[str, float]) -> float:
        """The log-odds that a table of weights gives."""
        return self.pairing.odds(table, self.names)
