"""Which statements are worth a reviewer's time first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recoupe.model import Event, Figure, Statement, Tie
from recoupe.serve.stand import Mask, Stand
from recoupe.share.nouns import is_pronoun

# Points of doubt of an account, set by hand: what an analyst would regret most comes first.
_POINTS = {
    ("disputed", "any"): 4.0, ("grade", "5"): 2.0, ("grade", "4"): 1.5, ("grade", "6"): 1.0,
    ("status", "hypothetical"): 1.5, ("status", "negated"): 1.5, ("origins", "1"): 0.5,
}  # fmt: skip
_UNDATED, _NAMELESS = 1.0, 2.0
LONG = 400  # code points of a sentence in which much can be misread


def doubts(stand: Stand) -> NDArray[np.float64]:
    """How doubtful each account is, by its place."""
    found = np.zeros(len(stand.accounts))
    for (facet, value), points in _POINTS.items():
        found[stand.having(facet, value)] += points
    found[~stand.dated] += _UNDATED
    named = np.zeros(len(stand.accounts), np.bool_)
    for number, (facet, _) in stand.names.items():
        if facet in ("state", "body", "person") and number + 1 < len(stand.starts):
            named[stand.of[stand.starts[number] : stand.starts[number + 1]]] = True
    found[~named] += _NAMELESS
    return found


def order(stand: Stand, mask: Mask) -> NDArray[np.intp]:
    """The places of a mask, the most doubtful accounts first, of equally doubtful ones the latest first."""
    places = stand.once("doubt", lambda: np.lexsort((-stand.day.astype(np.int64), -doubts(stand))))
    return places[mask[places]]


def reasons(said: Statement, disputed: bool) -> list[str]:
    """Why a statement is doubtful, as keys of the catalogue."""
    found = ["disputed"] if disputed else []
    doers = said.subject if isinstance(said, Tie) else said.actors
    if not doers and not isinstance(said, Figure):
        found.append("no_doer")
    if any(is_pronoun(one.text) and not one.id for one in doers):
        found.append("pronoun")
    if said.when is None:
        found.append("undated")
    if said.status in ("hypothetical", "negated"):
        found.append("status")
    if isinstance(said, Event) and said.mode is None:
        found.append("no_mode")
    if said.span[1] - said.span[0] > LONG:
        found.append("long")
    return found
