"""Features that mean something else from one kind of statement to another: alone, and in pairs with others.

The tables have weights for pairs by their names (« back:ago=1&tense=perfect »), which is how they are fitted
and shown. To weigh an option, hundreds of names would be put together only to find that most have no weight:
here the pairs that have one are found from the feature itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from recoupe.code.fr import fitted

# Feature → what it is paired with in the table (nothing: « ») → weight.
_Index = dict[str, dict[str, float]]
_Weights = dict[str, tuple[float, ...]]
ALONE = frozenset(("",))  # a feature that is in no pair
TABLES = 6  # kept: as many as are asked in turn
NAMES = 4096  # of features kept for each: all that nine corpora have, but no end of them


class _Table:
    """A table of weights, and what was found in it."""

    def __init__(self, table: Mapping[str, float]) -> None:
        self.table = table
        self.indexes: dict[str, _Index] = {}
        self.usual: dict[tuple[str, frozenset[str]], _Weights] = {}

    def index(self, prefix: str) -> _Index:
        """The pairs of the features that are named with a prefix."""
        if prefix not in self.indexes:
            found: _Index = {}
            for name, weight in self.table.items():
                if name.startswith(prefix):
                    # Both a feature and what it is paired with may be pairs themselves.
                    pieces = name[len(prefix) :].split("&")
                    for n in range(1, len(pieces) + 1):
                        found.setdefault("&".join(pieces[:n]), {})["&".join(pieces[n:])] = weight
            self.indexes[prefix] = found
        return self.indexes[prefix]


_kept: list[_Table] = []  # the last asked first


def _known(table: Mapping[str, float]) -> _Table:
    known = next((kept for kept in _kept if kept.table is table), None)
    if known is None:
        known = _Table(table)
        _kept[:] = [known, *_kept[: TABLES - 1]]
    return known


class _Read:
    """What a pairing has found in one table of weights."""

    __slots__ = ("always", "index", "own", "table", "weights")

    def __init__(self, table: Mapping[str, float], pairing: Pairing) -> None:
        known = _known(table)
        self.table, self.index = table, known.index(pairing.prefix)
        self.always = known.usual.setdefault((pairing.prefix, pairing.usual), {})
        self.own = list(fitted.weights_of(table, pairing.common))
        self.weights: _Weights = {}


class Pairing:
    """How the features of one kind of option are paired in one statement, or in those alike.

    ``common`` are the features of the statement, the same for every such option (they are read when the
    first is weighed: many statements have none of a kind); the names of the others begin with ``prefix``.
    ``others`` says what a feature is paired with (« »: it stands alone as well). What most are paired with is
    ``usual``; which these are turns on their names alone.
    """

    def __init__(
        self,
        prefix: str,
        common: Iterable[str],
        usual: frozenset[str],
        others: Callable[[str], frozenset[str]],
    ) -> None:
        self.prefix, self._common, self.usual, self.others = prefix, common, usual, others
        self.read: list[_Read] = []  # the last asked first

    @cached_property
    def common(self) -> frozenset[str]:
        """The features of the statement."""
        return frozenset(self._common)

    def of(self, names: Iterable[str]) -> Known:
        """What is known of an option by these features."""
        return Known(frozenset(names), self)

    def spelled(self, names: Iterable[str]) -> frozenset[str]:
        """The features and their pairs, by the names that the tables have."""
        pairs = ((name, other) for name in names for other in self.others(name))
        return self.common | {f"{self.prefix}{name}&{other}".rstrip("&") for name, other in pairs}

    def odds(self, table: Mapping[str, float], names: Iterable[str]) -> float:
        """The log-odds that a table of weights gives: as ``fitted.odds`` of ``spelled``, the sum is exact."""
        read = self._read(table)
        always, weights, found = read.always, read.weights, read.own.copy()
        for name in names:
            if name in always:
                found += always[name]
            else:
                found += weights[name] if name in weights else self._weights(name, read)
        return math.fsum(found)

    def _read(self, table: Mapping[str, float]) -> _Read:
        read = next((one for one in self.read if one.table is table), None)
        if read is None:
            read = _Read(table, self)
            self.read[:] = [read, *self.read[: TABLES - 1]]
        return read

    def _weights(self, name: str, read: _Read) -> tuple[float, ...]:
        """The weights of a feature alone and in its pairs, kept for the next option or statement."""
        paired = read.index.get(name)
        others = self.usual if paired is None else self.others(name)
        made = () if paired is None else tuple(fitted.weights_of(paired, others))
        kept = read.always if others is self.usual else read.weights
        if len(kept) < NAMES:
            kept[name] = made
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
