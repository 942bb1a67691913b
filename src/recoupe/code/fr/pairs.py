"""Features that mean something else from one kind of statement to another: alone, and in pairs with others.

The tables have weights for pairs by their names (« back:ago=1&tense=perfect »), which is how they are fitted
and shown. To weigh an option, hundreds of names would be put together only to find that most have no weight:
here the pairs that have one are found from the feature itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping

# Feature → what it is paired with in the table (nothing: « ») → weight.
_Index = dict[str, dict[str, float]]
# The tables asked last, each with its indexes by the prefix of their names.
_kept: list[tuple[Mapping[str, float], dict[str, _Index]]] = []
ALONE = frozenset(("",))  # a feature that is in no pair
TABLES = 6  # kept: as many as are asked in turn


def _index(table: Mapping[str, float], prefix: str) -> _Index:
    """The pairs of the features that are named with a prefix."""
    known = next((indexes for kept, indexes in _kept if kept is table), None)
    if known is None:
        known = {}
        _kept[:] = [(table, known), *_kept[: TABLES - 1]]
    if prefix not in known:
        found: _Index = {}
        for name, weight in table.items():
            if name.startswith(prefix):
                feature, _, other = name[len(prefix) :].partition("&")
                found.setdefault(feature, {})[other] = weight
        known[prefix] = found
    return known[prefix]


class Pairing:
    """How the features of one kind of option are paired in one statement.

    ``others`` says what a feature is paired with (« »: it stands alone as well), ``common`` are the features
    of the statement, the same for every such option; the names of the others begin with ``prefix``.
    """

    def __init__(self, prefix: str, common: Collection[str], others: Callable[[str], frozenset[str]]) -> None:
        self.prefix, self.common, self.others = prefix, frozenset(common), others
        self.table: Mapping[str, float] | None = None
        self.index: _Index = {}
        self.own: list[float] = []
        self.weights: dict[str, tuple[float, ...]] = {}

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
            self.table, self.index = table, _index(table, self.prefix)
            self.own, self.weights = [table[name] for name in self.common if name in table], {}
        weights, found = self.weights, self.own.copy()
        for name in names:
            found += weights[name] if name in weights else self._weights(name)
        return math.fsum(found)

    def _weights(self, name: str) -> tuple[float, ...]:
        """The weights of a feature alone and in its pairs, kept for the next option."""
        feature, _, rest = name.partition("&")  # a feature may be a pair itself
        paired = self.index.get(feature)
        if paired is None:
            made: tuple[float, ...] = ()
        else:
            others = self.others(name)
            if rest:
                others = frozenset(f"{rest}&{other}".rstrip("&") for other in others)
            made = tuple([paired[other] for other in others if other in paired])
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
