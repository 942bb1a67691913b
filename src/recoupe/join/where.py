"""How two places lie to each other: by name, by the gazetteer, else by country."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from recoupe.join.text import fold
from recoupe.model import Place
from recoupe.resolve.places import within

# « Les frontières malienne et nigérienne » are near what lies on either side.
_BORDER = re.compile(r"\bfrontieres?\b|\bconfins\b|\bborders?\b|حدود")

Lie = Literal["same", "inside", "apart", "unknown"]


def lies(here: Sequence[Place], there: Sequence[Place]) -> set[Lie]:
    """How places of one statement lie to those of another: each way that two of them do."""
    return {lie(a, b) for a in here for b in there}


def lie(a: Place, b: Place) -> Lie:
    """``same`` (also Sebta and Ceuta), ``inside`` (either in the other), ``apart``, or ``unknown``.

    ``apart`` only where the gazetteer tells both ways, or the countries differ.
    """
    return _lie(a.text, a.country, b.text, b.country)


@lru_cache(maxsize=50_000)
def _lie(a: str, country: str | None, b: str, other: str | None) -> Lie:
    name, other_name = fold(a), fold(b)
    if name == other_name:
        return "same"
    there, back = within(a, b), within(b, a)
    if there and back:
        return "same"
    if (
        there
        or back
        or set(name.split()) <= set(other_name.split())
        or set(other_name.split()) <= set(name.split())
    ):
        return "inside"
    if _BORDER.search(name) or _BORDER.search(other_name):
        return "unknown"
    if there is False and back is False:
        return "apart"
    return "apart" if country and other and country != other else "unknown"
