"""Who plays which part, weighed a second time: each one named against the others beside the same act.

``cast`` and ``counted`` weigh each one alone, in log-odds that add up. What adds up cannot say « an actor is
likely here, but another is likelier ». Boosted trees (Friedman 2001) that see how each stands among the
others can; the chance taken is the mean of the two. Fitted by ``tools/train_cast.py``, in
``lexicon/fr/recast.json``; kept because it is worth more on corpora that it was not fitted on (the script
prints both).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from math import log
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from recoupe.code.fr import evidence, fitted
from recoupe.code.fr.accept import logistic
from recoupe.code.fr.evidence import Candidate

Chances: TypeAlias = dict[str, float]
# A node asks whether a number is at most so much: [its place, so much, yes, no]; a leaf is log-odds.
Tree: TypeAlias = "float | list[Any]"

FAR = 0.05  # who is this unlikely by itself gets no part by standing well among the others
NOBODY = -8.0  # log-odds of the best of the others where there are none


class Row(NamedTuple):
    """One who may play a part: what is known of them, and how likely each part is by that alone."""

    candidate: Candidate
    names: Collection[str]
    chances: Chances


@cache
def weights() -> dict[str, Any]:
    """``names``: the features that the trees ask for; ``trees``: those of each part."""
    found: dict[str, Any] = fitted.table("recast")
    return found


def reweigh(parts: Sequence[str], rows: Sequence[Row]) -> list[Chances]:
    """How likely each has each part, from 0 to 1, beside the others."""
    near = [n for n, row in enumerate(rows) if max(row.chances.values()) >= FAR]
    made = [row.chances for row in rows]
    if near:
        logs, names = _logs(parts, rows), weights()["names"][parts[0]]
        asked = np.array(
            [[*_standing(n, parts, rows, logs), *(name in rows[n].names for name in names)] for n in near]
        )
        odds = [_forest(part).odds(asked) for part in parts]
        for place, n in enumerate(near):
            made[n] = {
                part: (rows[n].chances[part] + logistic(float(told[place]))) / 2
                for part, told in zip(parts, odds, strict=True)
            }
    return made


class _Forest:
    """The trees of a part as arrays of nodes: all are walked at once, and a leaf leads to itself."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        self.asks: list[int] = []
        self.most: list[float] = []
        self.value: list[float] = []
        self.next: list[list[int]] = [[], []]
        self.depth = 0
        roots = [self._grow(tree, 0) for tree in trees]
        self.roots = np.array(roots)
        self.node = tuple(np.array(a) for a in (self.asks, self.most, *self.next, self.value))

    def _grow(self, tree: Tree, depth: int) -> int:
        place = len(self.asks)
        self.depth = max(self.depth, depth)
        ask, most, *below = tree if isinstance(tree, list) else (0, 0.0)
        self.asks.append(ask)
        self.most.append(most)
        self.value.append(0.0 if isinstance(tree, list) else tree)
        for side in self.next:
            side.append(place)
        for side, child in zip(self.next, below, strict=False):
            side[place] = self._grow(child, depth + 1)
        return place

    def odds(self, asked: Any) -> Any:
        """The log-odds of each row of numbers."""
        asks, most, yes, no, value = self.node
        at = np.tile(self.roots, (len(asked), 1))
        row = np.arange(len(asked))[:, None]
        for _ in range(self.depth):
            at = np.where(asked[row, asks[at]] <= most[at], yes[at], no[at])
        return value[at].sum(axis=1)


_forests: dict[str, tuple[Sequence[Tree], _Forest]] = {}


def _forest(part: str) -> _Forest:
    trees = weights()["trees"][part]
    if part not in _forests or _forests[part][0] is not trees:
        _forests[part] = trees, _Forest(trees)
    return _forests[part][1]


def standing(parts: Sequence[str], rows: Sequence[Row]) -> list[list[float]]:
    """How each stands among the others: for each part the own log-odds, the best other's, how many above."""
    logs = _logs(parts, rows)
    return [_standing(n, parts, rows, logs) for n in range(len(rows))]


def _standing(n: int, parts: Sequence[str], rows: Sequence[Row], logs: list[list[float]]) -> list[float]:
    one = rows[n].candidate.entity
    others = [m for m, row in enumerate(rows) if m != n and not evidence.same(one, row.candidate.entity)]
    numbers: list[float] = [float(len(others)), logs[n][0] - logs[n][1]]
    for k, part in enumerate(parts):
        mine, rest = logs[n][k], [logs[m][k] for m in others]
        best = max(rest, default=NOBODY)
        above = sum(value > mine for value in rest)
        numbers += [mine, best, mine - best, sum(rows[m].chances[part] for m in others), float(above)]
    return numbers


def _logs(parts: Sequence[str], rows: Sequence[Row]) -> list[list[float]]:
    return [[_log_odds(row.chances[p]) for p in parts] for row in rows]


def _log_odds(chance: float) -> float:
    kept = min(max(chance, 1e-5), 1 - 1e-5)
    return log(kept / (1 - kept))
