"""Boosted trees (Friedman 2001) over rows of numbers, as ``reweighed`` has them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

# A node asks whether a number is at most so much: [its place, so much, yes, no]; a leaf is log-odds.
Tree: TypeAlias = "float | list[Any]"

LEAVES = 16  # of one tree at most: one bit each


class Forest:
    """The trees of each part, read without walking them (QuickScorer, Lucchese et al. 2015).

    A tree's leaves are bits, from the « yes » side on. Every question that is answered « no » rules out the
    leaves on its « yes » side, and the first leaf left is where a walk would end. What one number rules out
    in all trees, between any two of the values that they ask for, is one row of a table; so a row of numbers
    is read by the conjunction of a few rows of it.
    """

    def __init__(self, parts: Sequence[Sequence[Tree]], numbers: int) -> None:
        """``numbers`` of the asked ones may be anything; those after them are 0 or 1."""
        trees = [tree for part in parts for tree in part]
        self.ends = [sum(map(len, parts[: n + 1])) for n in range(len(parts))]
        self.leaves = np.zeros((len(trees), LEAVES))
        asked: dict[int, dict[float, list[tuple[int, int]]]] = {}
        for n, tree in enumerate(trees):
            self._read(tree, n, 0, asked)
        table = [np.full(len(trees), (1 << LEAVES) - 1, np.uint16)]  # the first rules nothing out
        ways = {place: _rule_out(told, table) for place, told in asked.items()}
        nothing: tuple[list[float], int] = ([], 0)
        self.of_number = [ways.get(place, nothing) for place in range(numbers)]
        # A row for each that is 1; 0 is asked for by « at most ½ », which rules nothing out.
        self.of_one = {place: row + bisect_left(told, 1.0) for place, (told, row) in ways.items()}
        self.table = np.array(table)
        self.first = np.array([(bits & -bits).bit_length() - 1 for bits in range(1, 1 << LEAVES)])
        self.first = np.concatenate([[0], self.first]).astype(np.uint8)
        self.begins = np.arange(len(trees)) * LEAVES
        self.values = self.leaves.ravel()

    def _read(
        self, tree: Tree, n: int, leaf: int, asked: dict[int, dict[float, list[tuple[int, int]]]]
    ) -> int:
        """Take down a tree's leaves from ``leaf`` on and what each of its questions rules out."""
        if not isinstance(tree, list):
            self.leaves[n, leaf] = tree
            return leaf + 1
        place, most, yes, no = tree
        middle = self._read(yes, n, leaf, asked)
        asked.setdefault(place, {}).setdefault(most, []).append((n, (1 << middle) - (1 << leaf)))
        return self._read(no, n, middle, asked)

    def odds(self, numbers: Sequence[Sequence[float]], ones: Sequence[Sequence[int]]) -> list[Any]:
        """For each part the log-odds of each row: its numbers, and the places of those that are 1 in it."""
        of_one, lines = self.of_one, []
        for line, places in zip(numbers, ones, strict=True):
            rows = [
                row + above
                for (told, row), value in zip(self.of_number, line, strict=True)
                if (above := bisect_left(told, value))  # at most the least of them: nothing is ruled out
            ]
            lines.append([*rows, *[of_one[place] for place in places if place in of_one]])
        most = max(1, *map(len, lines))
        at = np.array([line + [0] * (most - len(line)) for line in lines])
        left = np.bitwise_and.reduce(self.table.take(at, axis=0), axis=1)
        told = self.values.take(self.first.take(left) + self.begins)
        return [told[:, a:b].sum(axis=1) for a, b in zip([0, *self.ends], self.ends, strict=False)]


def _rule_out(told: dict[float, list[tuple[int, int]]], table: list[Any]) -> tuple[list[float], int]:
    """The values that a number is held against, in order, and its row in the table below the first."""
    row, left = len(table), table[0].copy()
    table.append(left)
    for most in sorted(told):
        left = left.copy()
        for n, bits in told[most]:
            left[n] &= ~np.uint16(bits)
        table.append(left)
    return sorted(told), row
