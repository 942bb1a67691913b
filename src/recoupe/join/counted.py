"""A count as the ledger holds it against others: read once, compared with many."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from recoupe.join.entities import key
from recoupe.join.periods import write_when
from recoupe.join.quantities import amount, limits, write_amount
from recoupe.join.text import fold, stems
from recoupe.join.times import Interval, interval
from recoupe.model import Bound, Entity, Figure, Measure, When

_T = TypeVar("_T")
NOBODY = "?"  # the doer of a count that names none


@dataclass(slots=True, eq=False)
class Counted:
    """What the ledger needs of a figure. What many figures share is held once: a library has many."""

    doc: str
    start: int  # where it stands in the text, in code points
    measure: Measure
    value: int | float
    bound: Bound
    unit: str | None
    amount: float  # the value in base units, and that unit
    base: str | None
    when: When | None
    days: Interval
    period: str  # as written
    actors: tuple[Entity, ...]
    scope: str  # what is counted within the measure: « IS » of cells, « femmes » of people arrested
    kind: frozenset[str]  # what narrows it down
    towns: frozenset[str]
    voice: str | None  # to whom it is laid
    low: float  # the least and the most that it stands for, in base units
    high: float
    told: bool  # whether it stands in a ledger: as a fact, of then or now
    doer: str = NOBODY
    part: bool = False  # told as part of a larger count

    def write(self) -> str:
        """« min 200 femmes (2019) »."""
        of = f" {self.scope}" if self.kind else ""
        bound = "" if self.bound == "exact" else f"{self.bound} "
        return f"{bound}{write_amount(self.value, self.unit)}{of} ({self.period or 'undated'})"

    def in_base(self) -> Counted:
        """It told in base units."""
        return replace(self, value=self.amount, unit=self.base)

    def disjoint(self, other: Counted) -> bool:
        """Whether no number is both."""
        return self.high < other.low or other.high < self.low

    def elsewhere(self, other: Counted) -> bool:
        """Whether both tell towns, and no town is told by both."""
        return bool(self.towns and other.towns) and self.towns.isdisjoint(other.towns)

    @property
    def of_anything(self) -> bool:
        """Whether nothing tells what is counted: such a count is no whole of any other."""
        return self.measure == "other" and not self.kind


def read(figure: Figure, few: dict[Any, Any]) -> Counted:
    """A figure; ``few`` holds what many share."""

    def once(one: _T) -> _T:
        return few.setdefault(one, one)  # type: ignore[no-any-return]

    low, high = limits(figure)
    value, base = amount(figure)
    said = figure.attribution
    return Counted(
        doc=once(figure.doc),
        start=figure.span[0],
        measure=figure.measure,
        value=figure.value,
        bound=figure.bound,
        unit=once(figure.unit),
        amount=value,
        base=once(base or None),
        when=once(figure.when),
        days=once(interval(figure.when)),
        period=once(write_when(figure.when)),
        actors=once(figure.actors),
        scope=once(", ".join(sorted(e.id or uncounted(fold(e.text)) for e in figure.of))),
        kind=once(kind_counted(figure)),
        towns=once(frozenset(fold(p.text) for p in figure.where)),
        voice=once((said.id or fold(said.speaker)) if said else None),
        low=low,
        high=high,
        told=figure.status in ("asserted", "historical"),
    )


def relate(figures: Iterable[Counted], bodies: Mapping[str, str]) -> None:
    """Set who does what is counted, and which counts are told as parts, of all figures of a library.

    What the head of a body is said to have done stands in the book of the body (``bodies`` by person).
    """
    doers: dict[tuple[Entity, ...], str] = {}
    groups: dict[tuple[str, str, str | None, str], list[Counted]] = defaultdict(list)
    for one in figures:
        if one.actors not in doers:
            names = {bodies.get(e.id or "") or key(e) for e in one.actors}
            doers[one.actors] = ", ".join(sorted(names)) or NOBODY
        one.doer = doers[one.actors]
        if one.days.closed:
            groups[one.doc, one.measure, one.base, one.period].append(one)
    # « 739 arrestations …, le service en a arrêté 92 »: who tells both means the lesser as a part, though the
    # words that narrow it were not read. It is held against no other article's whole as if it were one.
    for group in groups.values():
        for less in group:
            less.part = any(more.low > less.high and _one_teller(more, less) for more in group)


def two_voices(a: Counted, b: Counted) -> bool:
    """Whether two counts are each laid to a speaker, not the same one."""
    return a.voice is not None and b.voice is not None and a.voice != b.voice


def _one_teller(a: Counted, b: Counted) -> bool:
    """Whether one voice tells both counts, of one doer as far as it says."""
    return not two_voices(a, b) and (not a.actors or not b.actors or a.doer == b.doer)


def kind_counted(figure: Figure) -> frozenset[str]:
    """What narrows a count down; « personnes » or « suspects » arrested narrow nothing."""
    named = {e.id for e in figure.of if e.id}
    words = {w for e in figure.of if not e.id for w in stems(uncounted(fold(e.text)))}
    return frozenset(named | (words - _PLAIN))


_PLAIN = stems(
    """personne individu suspect homme cellule membre structure réseau bande groupe filière attentat projet
    attaque opération people person suspects individuals men members cells networks groups attacks plots"""
)


_BEFORE_NUMBER = re.compile(
    r"^(?:(?:pr[eè]s|plus|moins|pas|au|environ|quelque|quelques|de|les?|la|une?|des|ces?|ses|leurs?) )+"
    r"|^d['’ ]?entre (?:elles|eux)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=50_000)
def uncounted(words: str) -> str:
    """What is counted without how many: « femmes » of « près de quarante femmes »."""
    from recoupe.code.fr.numbers import find_numbers

    for number in reversed(find_numbers(words)):
        words = words[: number.start] + words[number.end :]
    return _BEFORE_NUMBER.sub("", " ".join(words.split()))
