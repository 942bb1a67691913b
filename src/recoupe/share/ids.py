"""Ids of accounts, as short as they can be typed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

# « A- » and four letters: shorter ones would change with every few articles added.
LEAST = 6


def short_ids(ids: Iterable[str]) -> dict[str, str]:
    """For each id its shortest beginning that no other has, ``LEAST`` characters at least."""
    ordered = sorted(set(ids))
    shared = dict.fromkeys(ordered, 0)
    for a, b in pairwise(ordered):
        alike = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
        shared[a], shared[b] = max(shared[a], alike), alike
    return {one: one[: max(LEAST, alike + 1)] for one, alike in shared.items()}
