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

from recoupe.code.fr import fitted
from recoupe.code.fr.accept import logistic
from recoupe.code.fr.evidence import Candidate
from recoupe.code.fr.forest import Forest, Tree

Chances: TypeAlias = dict[str, float]

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
    return reweigh_each(parts, [rows])[0]


def reweigh_each(parts: Sequence[str], groups: Sequence[Sequence[Row]]) -> list[list[Chances]]:
    """``reweigh`` for those beside each of several acts: the trees are walked once for all of them."""
    made = [[row.chances for row in rows] for rows in groups]
    near = [(g, n) for g, rows in enumerate(groups) for n, c in enumerate(made[g]) if max(c.values()) >= FAR]
    if not near:
        return made
    among = [_Among(parts, rows) for rows in groups]
    forest, names = _forest(tuple(parts))
    told_of = [[names[name] for name in groups[g][n].names if name in names] for g, n in near]
    odds = [told.tolist() for told in forest.odds([among[g].standing(n) for g, n in near], told_of)]
    for place, (g, n) in enumerate(near):
        made[g][n] = {
            part: (groups[g][n].chances[part] + logistic(told[place])) / 2
            for part, told in zip(parts, odds, strict=True)
        }
    return made


_forests: dict[tuple[str, ...], tuple[Sequence[Tree], Forest, dict[str, int]]] = {}


def _forest(parts: tuple[str, ...]) -> tuple[Forest, dict[str, int]]:
    """The trees of some parts, and each feature's place among what they ask for, behind the numbers.

    The trees ask for few of the features that their table names: the others have no place.
    """
    trees = weights()["trees"]
    if parts not in _forests or _forests[parts][0] is not trees[parts[0]]:
        forest = Forest([trees[part] for part in parts], _numbers(parts))
        names = enumerate(weights()["names"][parts[0]], start=_numbers(parts))
        asked = {name: place for place, name in names if place in forest.of_one}
        _forests[parts] = trees[parts[0]], forest, asked
    return _forests[parts][1:]


def _numbers(parts: Sequence[str]) -> int:
    """How many numbers tell how one stands among the others."""
    return 2 + 5 * len(parts)


def standing(parts: Sequence[str], rows: Sequence[Row]) -> list[list[float]]:
    """How each stands among the others: for each part the own log-odds, the best other's, how many above."""
    among = _Among(parts, rows)
    return [among.standing(n) for n in range(len(rows))]


class _Among:
    """Those beside one act, to tell how each stands among the others."""

    def __init__(self, parts: Sequence[str], rows: Sequence[Row]) -> None:
        entities = [row.candidate.entity for row in rows]
        self.known = [(e.id, e.text) for e in entities]
        self.chances = [[row.chances[part] for row in rows] for part in parts]
        self.logs = [[_log_odds(chance) for chance in chances] for chances in self.chances]

    def standing(self, n: int) -> list[float]:
        """How the ``n``-th stands; another mention of the same one (``roles.same``) is no other."""
        mine, text = self.known[n]
        others = [
            m
            for m, (id_, wording) in enumerate(self.known)
            if (mine != id_ if mine and id_ else text != wording)
        ]
        numbers: list[float] = [float(len(others)), self.logs[0][n] - self.logs[1][n]]
        for logs, chances in zip(self.logs, self.chances, strict=True):
            own, rest = logs[n], [logs[m] for m in others]
            best = max(rest, default=NOBODY)
            above = sum([value > own for value in rest])
            numbers += [own, best, own - best, sum([chances[m] for m in others]), float(above)]
        return numbers


def _log_odds(chance: float) -> float:
    kept = min(max(chance, 1e-5), 1 - 1e-5)
    return log(kept / (1 - kept))
