"""Logistic regression on sparse features, for the scripts that fit the coder's weights.

No random step: the same examples give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np


def logistic(
    features: Sequence[frozenset[str]], right: Sequence[bool], rare: int, held: Callable[[str], float]
) -> dict[str, float]:
    """Weight in log-odds of each feature that at least ``rare`` examples have.

    ``held`` says how closely a feature's weight is held to zero (L2). Fitted by L-BFGS.
    """
    counts = Counter(name for mine in features for name in mine)
    names = sorted(name for name, count in counts.items() if count >= rare)
    place = {name: n for n, name in enumerate(names)}
    rows = [[place[name] for name in sorted(mine) if name in place] for mine in features]
    columns = np.concatenate([np.array(row, dtype=int) for row in rows])
    lengths = np.array([len(row) for row in rows])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    told = np.array(right, dtype=float)
    penalty = np.array([held(name) for name in names])

    def loss(weights: Any) -> tuple[float, Any]:
        odds = np.add.reduceat(weights[columns], starts)
        slope = np.bincount(columns, np.repeat(1 / (1 + np.exp(-odds)) - told, lengths), len(names))
        value = np.logaddexp(0, odds) - told * odds
        return float(value.sum() + 0.5 * (penalty * weights**2).sum()), slope + penalty * weights

    weights = minimum(loss, np.zeros(len(names)))
    return {name: round(float(w), 3) for name, w in zip(names, weights, strict=True) if abs(w) >= 0.0005}


def minimum(loss: Any, at: Any, memory: int = 10, steps: int = 200) -> Any:
    """Where a convex function is least: L-BFGS (Nocedal and Wright 2006, 7.2), backtracking line search."""
    value, slope = loss(at)
    pairs: list[tuple[Any, Any, float]] = []
    for _ in range(steps):
        direction, shares = slope.copy(), []
        for moved, turned, curve in reversed(pairs):
            share = float(moved @ direction) / curve
            shares.append(share)
            direction -= share * turned
        if pairs:
            moved, turned, curve = pairs[-1]
            direction *= curve / float(turned @ turned)
        for (moved, turned, curve), share in zip(pairs, reversed(shares), strict=True):
            direction += (share - float(turned @ direction) / curve) * moved
        length = 1.0 if pairs else 1.0 / max(1.0, float(np.abs(slope).sum()))
        while True:
            there = at - length * direction
            new_value, new_slope = loss(there)
            if new_value <= value - 1e-4 * length * float(slope @ direction) or length < 1e-12:
                break
            length /= 2
        moved, turned = there - at, new_slope - slope
        at, value, slope = there, new_value, new_slope
        if float(np.abs(slope).max()) < 1e-3:
            break
        if (curve := float(moved @ turned)) > 1e-10:
            pairs = [*pairs[1 - memory :], (moved, turned, curve)]
    return at
