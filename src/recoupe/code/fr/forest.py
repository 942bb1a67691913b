"""Boosted trees (Friedman 2001) over rows of numbers, as ``reweighed`` has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

# A node asks whether a number is at most so much: [its place, so much, yes, no]; a leaf is log-odds.
Tree: TypeAlias = "float | list[Any]"


class Forest:
    """The trees of each part as arrays of nodes: all are walked at once, and a leaf leads to itself."""

    def __init__(self, parts: Sequence[Sequence[Tree]]) -> None:
        self.asks: list[int] = []
        self.most: list[float] = []
        self.value: list[float] = []
        self.next: list[list[int]] = []  # where « no » leads, where « yes » does
        self.depth = 0
        self.ends = [sum(map(len, parts[: n + 1])) for n in range(len(parts))]
        self.roots = np.array([self._grow(tree, 0) for trees in parts for tree in trees])
        self.node = (np.array(self.asks), np.array(self.most), np.array(self.value))
        self.ways = np.array(self.next).ravel()

    def _grow(self, tree: Tree, depth: int) -> int:
        place = len(self.asks)
        self.depth = max(self.depth, depth)
        ask, most, *below = tree if isinstance(tree, list) else (0, 0.0)
        self.asks.append(ask)
        self.most.append(most)
        self.value.append(0.0 if isinstance(tree, list) else tree)
        self.next.append([place, place])
        for side, child in zip((1, 0), below, strict=False):
            self.next[place][side] = self._grow(child, depth + 1)
        return place

    def odds(self, asked: Any) -> list[Any]:
        """For each part the log-odds of each row of numbers."""
        asks, most, value = self.node
        flat, row = asked.ravel(), np.arange(len(asked))[:, None] * asked.shape[1]
        at = np.broadcast_to(self.roots, (len(asked), len(self.roots)))
        for _ in range(self.depth):  # « clip »: no place is out of bounds, and none is looked at for it
            place = asks.take(at, mode="clip")
            place += row
            holds = flat.take(place, mode="clip") <= most.take(at, mode="clip")
            at = self.ways.take(2 * at + holds, mode="clip")
        told = value.take(at, mode="clip")
        return [told[:, a:b].sum(axis=1) for a, b in zip([0, *self.ends], self.ends, strict=False)]
