"""How the values of one field relate: refinement, rounding, bound, spelling, calendar, series or conflict."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from recoupe.join.calendar import misfit
from recoupe.join.candidates import places_of
from recoupe.join.corrections import put
from recoupe.join.entities import Side, kinship, side
from recoupe.join.entities import key as entity_key
from recoupe.join.same import ROUND_SHARE
from recoupe.join.text import fold
from recoupe.join.times import Interval, interval
from recoupe.join.where import lie
from recoupe.model import (
    Disagreement,
    Entity,
    Event,
    Figure,
    Relation,
    Statement,
    StatementRef,
    Tie,
    Value,
    When,
    unique,
)

# A count over more than this is a running total or a balance sheet, not the toll of one event.
TOTAL_DAYS = 60
# Names this alike (rapidfuzz ratio, 0–100) are one name in two spellings: Khalifi · Khulaifi.
SPELLING = 85
# From the least to the most telling: what a reader must see first comes last.
ORDER: tuple[Relation, ...] = (
    "same", "spelling", "rounding", "bound", "refinement", "series", "calendar", "conflict",
)  # fmt: skip
_WEIGHT = {"kg": 1.0, "g": 0.001, "t": 1000.0, "tonnes": 1000.0, "tonne": 1000.0, "kilos": 1.0}


@dataclass(frozen=True, slots=True)
class Told:
    """One statement of an account, with where it comes from."""

    ref: StatementRef
    said: Statement
    origin: str
    # Fields whose value a person set aside, with who did and why; and what they put in its place.
    aside: Mapping[str, str] = field(default_factory=dict)
    instead: Mapping[str, Statement] = field(default_factory=dict)

    def right(self, name: str) -> Told | None:
        """It as a person put it right in one field."""
        if name not in self.instead:
            return None
        return replace(self, said=put(self.said, name, self.instead[name]), aside={}, instead={})


@dataclass(frozen=True, slots=True)
class _Group:
    """The statements that give one value for a field; any of them stands for the value."""

    value: str
    told: tuple[Told, ...]
    aside: str = ""

    @property
    def said(self) -> Statement:
        return self.told[0].said

    def record(self) -> Value:
        return Value(
            value=self.value,
            docs=unique(sorted(t.ref[0] for t in self.told)),
            origins=unique(sorted(t.origin for t in self.told)),
            statements=tuple(sorted(t.ref for t in self.told)),
            aside=self.aside,
        )


_Relate = Callable[[Statement, Statement], tuple[Relation, str]]


def fields(told: Sequence[Told]) -> tuple[dict[str, tuple[Value, ...]], tuple[Disagreement, ...]]:
    """Every field of an account with its values, best-supported first, and how they disagree.

    ``same`` is not listed among the disagreements; a value that nobody gives is no value. A value
    that a person set aside stands last and is held against no other.
    """
    values: dict[str, tuple[Value, ...]] = {}
    found: list[Disagreement] = []
    for name, (_, relate) in _FIELDS.items():
        groups = _grouped(told, name)
        if not groups:
            continue
        values[name] = tuple(g.record() for g in groups)
        found += _disagreements(name, [g for g in groups if not g.aside], relate)
    return values, tuple(found)


def written(said: Statement, name: str) -> str:
    """The value that a statement gives for a field, as accounts write it; empty for none."""
    return _FIELDS[name][0](said) if name in _FIELDS else ""


def counting(told: Sequence[Told], name: str) -> list[Told]:
    """Those whose value for a field was not set aside, be it said of another statement."""
    wrong = {written(t.said, name) for t in told if name in t.aside}
    kept = [t for t in told if written(t.said, name) not in wrong] if wrong else list(told)
    return kept + [right for t in told if (right := t.right(name))]


def _grouped(told: Sequence[Told], name: str) -> list[_Group]:
    by_value: dict[str, list[Told]] = {}
    every = sorted(told, key=lambda t: t.ref)
    for one in every + [right for t in every if (right := t.right(name))]:
        value = written(one.said, name)
        if value:
            by_value.setdefault(value, []).append(one)
    groups = [
        _Group(value, tuple(members), next((t.aside[name] for t in members if name in t.aside), ""))
        for value, members in by_value.items()
    ]
    return sorted(groups, key=lambda g: (bool(g.aside), *_support(g)))


def _support(group: _Group) -> tuple[int, int, int, str]:
    origins, docs = {t.origin for t in group.told}, {t.ref[0] for t in group.told}
    return -len(origins), -len(docs), -len(group.told), group.value


def _disagreements(name: str, groups: Sequence[_Group], relate: _Relate) -> list[Disagreement]:
    by_kind: dict[Relation, tuple[list[_Group], list[str]]] = {}
    if name == "when":
        for group in groups:
            wrong = next((w for t in group.told if (w := misfit(t.said.when))), None)
            if wrong:
                others = [g for g in groups if g is not group]
                by_kind.setdefault("calendar", ([], []))
                by_kind["calendar"][0].extend([group, *others[:1]])
                by_kind["calendar"][1].append(wrong)
    for a, b in combinations(groups, 2):
        kind, why = relate(a.said, b.said)
        if name == "when" and (misfit(a.said.when) or misfit(b.said.when)):
            continue
        if kind != "same":
            members, reasons = by_kind.setdefault(kind, ([], []))
            members += [a, b]
            reasons.append(why)
    return [
        Disagreement(
            field=name,
            kind=kind,
            values=tuple(g.record() for g in groups if any(g is m for m in by_kind[kind][0])),
            why="; ".join(unique(by_kind[kind][1])),
        )
        for kind in reversed(ORDER)
        if kind in by_kind
    ]


# --- when ---------------------------------------------------------------------------------------


def write_when(when: When | None) -> str:
    """« 2020-10-06 », « 2020-10-01/2020-10-31 », « 2022-09-30/ » where the end is open."""
    if when is None or (when.start is None and when.end is None):
        return ""
    span = when.start or "" if when.start == when.end else f"{when.start or ''}/{when.end or ''}"
    return f"{span} (« {when.text} »)" if misfit(when) else span


def _relate_when(a: Statement, b: Statement) -> tuple[Relation, str]:
    x, y = interval(a.when), interval(b.when)
    told = f"{write_when(a.when)} and {write_when(b.when)}"
    if x == y:
        return "same", ""
    totals = isinstance(a, Figure) and isinstance(b, Figure) and _total(x) and _total(y)
    if totals and _same_start(x, y):
        return "series", f"one count, brought up to {write_when(a.when)} and {write_when(b.when)}"
    if x.holds(y) or y.holds(x):
        # One beginning and two ends cannot both be; one end and two beginnings may be a visit and
        # its last leg, an exercise and its part in one country.
        if x.start == y.start and _explicit(x) and _explicit(y):
            return "conflict", f"{told} begin alike and end apart"
        return "refinement", f"{told}: one lies inside the other"
    if x.meets(y):
        return ("conflict" if _explicit(x) and _explicit(y) else "refinement"), f"{told} overlap"
    return "conflict", f"{told} exclude each other"


def _total(period: Interval) -> bool:
    days = period.days
    return days is None or days > TOTAL_DAYS


def _same_start(x: Interval, y: Interval) -> bool:
    """Begun on one day; « since 2017 » and « since 29 May 2017 » are taken as one start."""
    if x.start is None or y.start is None:
        return x.start == y.start
    if x.start == y.start:
        return True
    from datetime import date

    a, b = date.fromordinal(x.start), date.fromordinal(y.start)
    return a.year == b.year and ((a.month, a.day) == (1, 1) or (b.month, b.day) == (1, 1))


def _explicit(period: Interval) -> bool:
    """Given by its days (« du 16 au 18 janvier »), not a month, a year or « mi-janvier »."""
    if period.start is None or period.end is None or period.start == period.end:
        return False
    from datetime import date

    start, after = date.fromordinal(period.start), date.fromordinal(period.end + 1)
    return not (start.day in (1, 11, 21) and after.day in (1, 11, 21))


# --- where --------------------------------------------------------------------------------------


def _write_where(said: Statement) -> str:
    return ", ".join(unique(p.text for p in places_of(said)))


def _relate_where(a: Statement, b: Statement) -> tuple[Relation, str]:
    left, right = places_of(a), places_of(b)
    names, others = {fold(p.text) for p in left}, {fold(p.text) for p in right}
    told = f"{_write_where(a)} and {_write_where(b)}"
    if names == others:
        return "same", ""
    if names <= others or others <= names:
        return "refinement", f"{told}: one names more places"
    lies = [lie(p, q) for p in left for q in right]
    if "same" in lies and len(left) == len(right) == 1:
        return "spelling", f"{told}: two names of one place"
    if "same" in lies or "inside" in lies:
        return "refinement", f"{told}: one place lies in the other"
    if any(_alike(x, y) for x in names for y in others):
        return "spelling", f"{told}: one name in two spellings"
    if all(x == "apart" for x in lies):
        return "conflict", f"{told} lie apart"
    return "refinement", f"{told}: not known to exclude each other"


# --- who ----------------------------------------------------------------------------------------


def _write_entities(entities: Sequence[Entity]) -> str:
    return ", ".join(unique(e.id or e.text for e in sorted(entities, key=entity_key)))


def _first(said: Statement) -> tuple[Entity, ...]:
    return said.subject if isinstance(said, Tie) else said.actors


def _second(said: Statement) -> tuple[Entity, ...]:
    if isinstance(said, Event):
        return said.recipients
    return said.object if isinstance(said, Tie) else said.of


def _relate_who(role: Callable[[Statement], tuple[Entity, ...]]) -> _Relate:
    def relate(a: Statement, b: Statement) -> tuple[Relation, str]:
        x, y = role(a), role(b)
        told = f"{_write_entities(x)} and {_write_entities(y)}"
        early = _anachronism(a, x) or _anachronism(b, y)
        both = _anachronism(a, x) and _anachronism(b, y)
        if early and not both:
            return "conflict", f"{told}: {early}"
        left, right = side(x), side(y)
        relation = kinship(left, right)
        if relation == "apart" and not _crossed(a, b, left, right):
            return "conflict", f"{told} are not of one state"
        if relation == "unknown" and any(_alike(fold(e.text), fold(f.text)) for e in x for f in y):
            return "spelling", f"{told}: one name in two spellings"
        return "refinement", f"{told}: one says more than the other"

    return relate


def _crossed(a: Statement, b: Statement, left: Side, right: Side) -> bool:
    """Whether who is one side here stands on the other side there."""
    other_a, other_b = side((*_first(a), *_second(a))), side((*_first(b), *_second(b)))
    return bool(left.states & other_b.states or right.states & other_a.states)


def _anachronism(said: Statement, entities: Sequence[Entity]) -> str | None:
    """What is wrong with a doer who did not exist yet: the year of its founding is in the lexicon."""
    if said.when is None or said.when.start is None:
        return None
    from recoupe.resolve.entries import entries

    year = int(said.when.start[:4])
    for entity in entities:
        known = entries().get(entity.id or "")
        if known and known.since and year < known.since:
            return f"{entity.id} dates from {known.since}, after {year}"
    return None


def _alike(a: str, b: str) -> bool:
    from rapidfuzz.fuzz import ratio

    return len(a) > 3 and len(b) > 3 and ratio(a, b) >= SPELLING


# --- how many -----------------------------------------------------------------------------------


def write_value(figure: Figure) -> str:
    """« 6 », « min 200 », « about 20 kg »."""
    bound = "" if figure.bound == "exact" else f"{figure.bound} "
    return f"{bound}{figure.value:.12g}{' ' + figure.unit if figure.unit else ''}"


def _write_value(said: Statement) -> str:
    if not isinstance(said, Figure):
        return ""
    period = interval(said.when)
    # A running total is a value with its period: 57 by October 2018 is no rival of 49 by 2017.
    dated = f" ({write_when(said.when)})" if period.known and _total(period) else ""
    return write_value(said) + dated


def _relate_value(a: Statement, b: Statement) -> tuple[Relation, str]:
    assert isinstance(a, Figure) and isinstance(b, Figure)
    told = f"{write_value(a)} and {write_value(b)}"
    x, y = interval(a.when), interval(b.when)
    if x.known and y.known and _total(x) and _total(y) and x != y:
        return _relate_totals(a, b, x, y)
    left, right = amount(a), amount(b)
    if left is None or right is None or left[1] != right[1]:
        return "conflict", f"{told}: other units"
    if left[0] == right[0]:
        return ("same", "") if a.bound == b.bound else ("bound", f"{told} agree")
    if not disjoint(a, b):
        return ("rounding" if "about" in (a.bound, b.bound) else "bound"), f"{told} agree"
    if {a.bound, b.bound} <= {"exact", "about"} and _rounded(left[0], right[0]):
        return "rounding", f"{told}: one is the other with fewer digits"
    return "conflict", f"{told} exclude each other"


def _relate_totals(a: Figure, b: Figure, x: Interval, y: Interval) -> tuple[Relation, str]:
    """Counts of one thing over different periods: only the rules of the ledger can set them at odds."""
    told = f"{_write_value(a)} and {_write_value(b)}"
    if not (x.closed and y.closed) or not (x.holds(y) or y.holds(x)):
        return "refinement", f"{told}: other periods"
    (inner, outer) = (a, b) if y.holds(x) else (b, a)
    if exceeds(inner, outer):
        return "conflict", f"{told}: the part exceeds the whole period"
    return ("series" if _same_start(x, y) else "refinement"), f"{told}: a count that grows with its period"


def amount(figure: Figure) -> tuple[float, str] | None:
    """A figure's value in base units (weights in kg), with the unit it can be compared in."""
    unit = (figure.unit or "").strip()
    if unit.casefold() in _WEIGHT:
        return figure.value * _WEIGHT[unit.casefold()], "kg"
    return float(figure.value), unit.casefold()


def limits(figure: Figure) -> tuple[float, float]:
    """The least and the most that a figure can stand for, in base units."""
    base = amount(figure)
    value = base[0] if base else float(figure.value)
    if figure.bound == "min":
        return value, math.inf
    if figure.bound == "max":
        return -math.inf, value
    if figure.bound == "about":
        return value * (1 - ROUND_SHARE), value * (1 + ROUND_SHARE)
    return value, value


def disjoint(a: Figure, b: Figure) -> bool:
    """Whether no number is both, bounds respected: « plus de 200 » and 218 are not disjoint."""
    (low, high), (other_low, other_high) = limits(a), limits(b)
    return high < other_low or other_high < low


def exceeds(a: Figure, b: Figure) -> bool:
    """Whether the first is surely more than the second, bounds respected."""
    return limits(a)[0] > limits(b)[1]


def _rounded(a: float, b: float) -> bool:
    """Whether one number is the other cut or rounded to fewer digits: 1.35 and 1.3, 78,685 and 78,700."""
    for exact, short in ((a, b), (b, a)):
        text = f"{short:.12g}"
        digits = len(text.replace(".", "").strip("0"))
        if digits < 2 or ("." not in text and digits == len(text.strip("-"))):
            continue  # six is not seven, 61,488 is exact to its last digit, and 200 says too little
        scale = 10 ** (digits - 1 - math.floor(math.log10(abs(exact)))) if exact else 1
        if math.isclose(math.floor(exact * scale) / scale, short) or math.isclose(
            round(exact * scale) / scale, short
        ):
            return True
    return False


# --- what ---------------------------------------------------------------------------------------


def _write_what(said: Statement) -> str:
    if not isinstance(said, Event):
        return ""
    return f"{said.type}: {said.mode}" if said.mode else said.type


def _relate_what(a: Statement, b: Statement) -> tuple[Relation, str]:
    return "refinement", f"told as {_write_what(a)} and as {_write_what(b)}"


def _write_status(said: Statement) -> str:
    return said.status


def _relate_status(a: Statement, b: Statement) -> tuple[Relation, str]:
    if "negated" in (a.status, b.status) and "asserted" in (a.status, b.status):
        return "conflict", "one says that it happened, the other denies it"
    return "refinement", f"{a.status} here, {b.status} there"


_FIELDS: dict[str, tuple[Callable[[Statement], str], _Relate]] = {
    "what": (_write_what, _relate_what),
    "value": (_write_value, _relate_value),
    "when": (lambda s: write_when(s.when), _relate_when),
    "where": (_write_where, _relate_where),
    "actors": (lambda s: _write_entities(_first(s)), _relate_who(_first)),
    "recipients": (lambda s: _write_entities(_second(s)), _relate_who(_second)),
    "status": (_write_status, _relate_status),
}
FIELD_NAMES = tuple(_FIELDS)
