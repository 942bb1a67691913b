"""What the coder thought while coding: kept where somebody asks why, for each trigger and each part.

Offsets are code points in the article as stored.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from recoupe.model import Article, Statement


class Reason(msgspec.Struct, frozen=True):
    """A feature that weighed, and by how much (log-odds; above zero speaks for it)."""

    name: str
    weight: float


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """A trigger that was weighed: the frame it was read as, what of the frame does not hold, the verdict."""

    span: tuple[int, int]
    trigger: str
    frame: str
    type: str
    mode: str | None
    flaws: tuple[str, ...]
    probability: float
    kept: bool
    reasons: tuple[Reason, ...]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Someone named beside a trigger, and the part given: actor, recipient, or none."""

    trigger: tuple[int, int]
    text: str
    id: str | None
    part: str | None
    probability: float
    path: tuple[str, ...]


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """The time by which a trigger is dated (None: no date), the rule, and what was refused.

    ``others`` are the other times in reach (None: no time), each with its probability, likeliest first.
    """

    trigger: tuple[int, int]
    text: str | None
    rule: str
    probability: float
    reasons: tuple[Reason, ...]
    others: tuple[tuple[str | None, float], ...]


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A place weighed for a trigger: taken or not, where it was told, and why."""

    trigger: tuple[int, int]
    text: str
    taken: bool
    rule: str
    probability: float
    reasons: tuple[Reason, ...]


class Notes:
    """What was noted over one article, in the order of the text."""

    def __init__(self) -> None:
        self.weighed: list[Weighed] = []
        self.parts: list[Part] = []
        self.dated: list[Dated] = []
        self.placed: list[Placed] = []


def reasons(table: Mapping[str, float], features: frozenset[str], count: int = 6) -> tuple[Reason, ...]:
    """The features that weighed most, heaviest first."""
    known = sorted(((table.get(n, 0.0), n) for n in features), key=lambda p: (-abs(p[0]), p[1]))
    return tuple(Reason(name, weight) for weight, name in known[:count] if weight)


def explained(article: Article) -> tuple[tuple[Statement, ...], Notes]:
    """Code one French article, and keep why."""
    from recoupe.code.fr.coder import code_french

    notes = Notes()
    coded = next(iter(code_french([article], notes)))
    return coded.statements, notes
