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


class Pairing:
    """How the features of one kind of option are paired in one statement.

    ``common`` are the features of the statement, the same for every such option (they are read when the first
    is weighed: many statements have none of a kind); the names of the others begin with ``prefix``. ``others``
    says what a feature is paired with (« »: it stands alone as well). What most are paired with is ``usual``;
    which these are turns on their names alone.
    """

    def __init__(
        self,
        prefix: str,
        common: Iterable[str],
        usual: frozenset[str],
        others: Callable[[str], frozenset[str]],
    ) -> None:
        self.prefix, self._common, self.usual, self.others = prefix, common, usual, others
        self.table: Mapping[str, float] | None = None
        self.index: _Index = {}
        self.own: list[float] = []
        self.weights: _Weights = {}
        self.always: _Weights = {}

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
        if self.table is not table:
            known = _known(table)
            self.table, self.index = table, known.index(self.prefix)
            self.always = known.usual.setdefault((self.prefix, self.usual), {})
            self.own, self.weights = list(fitted.weights_of(table, self.common)), {}
        always, weights, found = self.always, self.weights, self.own.copy()
        for name in names:
            if name in always:
                found += always[name]
            else:
                found += weights[name] if name in weights else self._weights(name)
        return math.fsum(found)

    def _weights(self, name: str) -> tuple[float, ...]:
        """The weights of a feature alone and in its pairs, kept for the next option or statement."""
        paired = self.index.get(name)
        others = self.usual if paired is None else self.others(name)
        made = () if paired is None else tuple(fitted.weights_of(paired, others))
        if others is self.usual and len(self.always) < NAMES:
            self.always[name] = made
        else:
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
