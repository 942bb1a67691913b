"""What else belongs to an account: what went before, what followed, the trial, and what is much alike."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from recoupe.serve.stand import UNDATED, Stand

How: TypeAlias = Literal["alike", "trial", "beside", "after", "before", "undated"]

# How much it tells that two accounts share a term, beyond its rarity: a person more than a state.
_WEIGHT = {
    "person": 1.6, "body": 1.0, "place": 1.2, "mode": 0.6, "type": 0.3, "context": 0.2,
    "state": 0.35, "country": 0.2,
}  # fmt: skip
_NAMING = ("person", "body", "place", "state")  # one of these must be shared
_LEAST, _MOST = 3.0, 8
_FADES = 400.0  # days after which a common actor tells half as much
ALIKE_DAYS = 10
_TRIAL = frozenset({"ACCUSE/allege", "ACCUSE/investigate", "SANCTION/convict", "SANCTION"})
_TRIED = frozenset({"COERCE", "ASSAULT"})


class Related(NamedTuple):
    """Another account, how it belongs, and the terms shared (facet, value), the rarest first."""

    account: str
    how: How
    shared: tuple[tuple[str, str], ...]


def related(stand: Stand, account: str) -> list[Related]:
    """Accounts that share names with this one, the nearest in names and time first."""
    place = stand.place.get(account)
    if place is None:
        return []
    own = [term for term in stand.terms_of(place) if term[0] in _WEIGHT]
    size = len(stand.accounts)
    score, naming = np.zeros(size), np.zeros(size, np.bool_)
    telling: dict[tuple[str, str], float] = {}
    for facet, value in own:
        there = stand.having(facet, value)
        telling[facet, value] = _WEIGHT[facet] * float(np.log((1 + size) / (1 + len(there))))
        score[there] += telling[facet, value]
        if facet in _NAMING:
            naming[there] = True
    # Counts stand beside the acts they belong to.
    score[stand.having("kind", "figure")] = 0.0
    dated = (stand.day != UNDATED) & (stand.day[place] != UNDATED)
    gap = np.where(dated, stand.day.astype(np.int64) - int(stand.day[place]), 0)
    score *= np.where(dated, 0.5 ** (np.abs(gap) / _FADES), 0.5)
    score[place] = 0.0
    score[~naming] = 0.0
    near = np.flatnonzero(score >= _LEAST)
    best = near[np.argsort(-score[near], kind="stable")[:_MOST]].tolist()
    found = []
    for i in best:
        theirs = stand.terms_of(i)
        shared = sorted(set(theirs) & set(own), key=lambda term: -telling[term])
        how = _how(own, theirs, int(gap[i]), bool(dated[i]))
        found.append(Related(stand.accounts[i], how, tuple(t for t in shared if t[0] in _NAMING)[:3]))
    return found


def _how(own: list[tuple[str, str]], theirs: list[tuple[str, str]], gap: int, dated: bool) -> How:
    kinds = {value for facet, value in theirs if facet in ("mode", "type")}
    mine = {value for facet, value in own if facet in ("mode", "type")}
    if not dated:
        return "undated"
    if abs(gap) <= ALIKE_DAYS and kinds & mine:
        return "alike"
    if gap >= 0 and kinds & _TRIAL and mine & _TRIED:
        return "trial"
    if gap == 0:
        return "beside"
    return "after" if gap > 0 else "before"
