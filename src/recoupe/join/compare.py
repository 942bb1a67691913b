"""How the values of one field relate: refinement, rounding, bound, spelling, calendar, series or conflict."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from types import MappingProxyType

from msgspec.structs import replace as replace_entity

from recoupe.join.calendar import misfit
from recoupe.join.candidates import places_of
from recoupe.join.corrections import put
from recoupe.join.counted import uncounted
from recoupe.join.entities import Side, kinship, side
from recoupe.join.entities import key as entity_key
from recoupe.join.periods import relate_when, write_when
from recoupe.join.quantities import relate_value, written_value
from recoupe.join.text import fold
from recoupe.join.times import interval
from recoupe.join.where import lies
from recoupe.model import (
    Disagreement,
    Entity,
    Event,
    Relation,
    Statement,
    StatementRef,
    Tie,
    Value,
    unique,
)

# Names this alike (rapidfuzz ratio, 0–100) are one name in two spellings: Khalifi · Khulaifi.
SPELLING = 85
# From the least to the most telling: what a reader must see first comes last.
ORDER: tuple[Relation, ...] = (
    "same", "spelling", "rounding", "bound", "refinement", "series", "calendar", "conflict",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One statement of an account, with where it comes from."""

    ref: StatementRef
    said: Statement
    origin: str
    # Whether its time is told in another sentence of its article, and was taken to be its own.
    dated_elsewhere: bool = False
    # Fields whose value a person set aside, with who did and why; and what they put in its place.
    aside: Mapping[str, str] = field(default_factory=dict)
    instead: Mapping[str, Statement] = field(default_factory=dict)

    def right(self, name: str) -> Told | None:
        """It as a person put it right in one field."""
        if name not in self.instead:
            return None
        right = put(self.said, name, self.instead[name])
        return replace(self, said=right, dated_elsewhere=False, aside={}, instead={})


@dataclass(frozen=True, slots=True)
class _Group:
    """The statements that give one value for a field; any of them stands for the value."""

    value: str
    told: tuple[Told, ...]
    aside: str = ""

    @property
    def said(self) -> Statement:
        return self.told[0].said

    @property
    def dated_elsewhere(self) -> bool:
        return all(t.dated_elsewhere for t in self.told)

    def record(self) -> Value:
        return Value(
            value=self.value,
            docs=unique(sorted(t.ref[0] for t in self.told)),
            origins=unique(sorted(t.origin for t in self.told)),
            statements=tuple(sorted(t.ref for t in self.told)),
            aside=self.aside,
        )


_Relate = Callable[[Statement, Statement], tuple[Relation, str]]


def fields(
    told: Sequence[Told], heads: Mapping[str, str] = MappingProxyType({})
) -> tuple[dict[str, tuple[Value, ...]], tuple[Disagreement, ...]]:
    """Every field of an account with its values, best-supported first, and how they disagree.

    ``heads`` tells for persons the body that each heads: his deeds are those of the body. ``same`` is not
    listed among the disagreements; a value that nobody gives is no value. A value that a person set aside
    stands last and is held against no other.
    """
    values: dict[str, tuple[Value, ...]] = {}
    found: list[Disagreement] = []
    for name, (_, relate) in _FIELDS.items():
        groups = _grouped(told, name)
        if not groups:
            continue
        values[name] = tuple(g.record() for g in groups)
        found += _disagreements(name, [g for g in groups if not g.aside], relate, heads)
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


def _disagreements(
    name: str, groups: Sequence[_Group], relate: _Relate, heads: Mapping[str, str]
) -> list[Disagreement]:
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
        if name == "when" and kind == "conflict" and a.dated_elsewhere and b.dated_elsewhere:
            # Of the day of an announcement and that of the deed, one was taken for the other.
            kind, why = "refinement", f"{a.value} and {b.value}: neither is told in the sentence itself"
        if name == "actors" and kind == "refinement" and (early := _headed_too_early(a.said, b.said, heads)):
            kind, why = "conflict", f"{a.value} and {b.value}: {early}"
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
    ways = lies(left, right)
    if "same" in ways and len(left) == len(right) == 1:
        return "spelling", f"{told}: two names of one place"
    if ways & {"same", "inside"}:
        return "refinement", f"{told}: one place lies in the other"
    if any(_alike(x, y) for x in names for y in others):
        return "spelling", f"{told}: one name in two spellings"
    if ways == {"apart"}:
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
        if {entity_key(e) for e in x} == {entity_key(e) for e in y}:
            return "same", ""  # « Sept personnes » and « sept personnes »
        if relation == "unknown" and any(_alike(fold(e.text), fold(f.text)) for e in x for f in y):
            return "spelling", f"{told}: one name in two spellings"
        if _respelt(x, y):
            return "spelling", f"{told}: one name in two spellings"
        if _uncounted(x) == _uncounted(y):
            return "same", ""  # « 183 structures » and « 185 structures »: what differs is how many
        return "refinement", f"{told}: {_ways_apart(x, y, left, right)}"

    return relate


def _uncounted(entities: Sequence[Entity]) -> set[str]:
    """Their names without how many they are."""
    return {e.id or uncounted(fold(e.text)) for e in entities}


def _ways_apart(x: Sequence[Entity], y: Sequence[Entity], left: Side, right: Side) -> str:
    """How two tell others who need not exclude each other."""
    here, there = {entity_key(e) for e in x}, {entity_key(e) for e in y}
    if here < there or there < here:
        return "one names more"
    if not left.ids and not right.ids:
        return "told in other words"
    if left.bodies and right.bodies and left.bodies.isdisjoint(right.bodies):
        return "others of one state" if left.states & right.states else "others"
    return "one says more than the other"


def _respelt(x: Sequence[Entity], y: Sequence[Entity]) -> bool:
    """Whether all that tells the two apart are persons, each named alike on the other side."""
    here = [e for e in x if entity_key(e) not in {entity_key(f) for f in y}]
    there = [f for f in y if entity_key(f) not in {entity_key(e) for e in x}]
    if not here or len(here) != len(there) or not all(e.id and e.id.islower() for e in (*here, *there)):
        return False
    return all(any(_alike(fold(e.text), fold(f.text)) for f in there) for e in here)


def _crossed(a: Statement, b: Statement, left: Side, right: Side) -> bool:
    """Whether who is one side here stands on the other side there."""
    other_a, other_b = side((*_first(a), *_second(a))), side((*_first(b), *_second(b)))
    return bool(left.states & other_b.states or right.states & other_a.states)


def _anachronism(said: Statement, entities: Sequence[Entity]) -> str | None:
    """What is wrong with a doer who did not exist yet: the year of its founding is in the lexicon."""
    from recoupe.resolve.entries import entries

    began = interval(said.when)
    if began.start is None:
        return None
    # « En moins de quatre ans » need not have begun four years before.
    year = date.fromordinal(began.start + began.slack).year
    for entity in entities:
        known = entries().get(entity.id or "")
        if known and known.since and year < known.since:
            return f"{entity.id} dates from {known.since}, after {year}"
    return None


def _headed_too_early(a: Statement, b: Statement, heads: Mapping[str, str]) -> str | None:
    """What is wrong where one gives a deed to the head of a body that did not exist yet, the other not."""

    def early(said: Statement) -> str | None:
        bodies = [replace_entity(e, id=heads[e.id]) for e in _first(said) if e.id and e.id in heads]
        return _anachronism(said, bodies)

    one, other = early(a), early(b)
    return None if one and other else one or other


def _alike(a: str, b: str) -> bool:
    from rapidfuzz.fuzz import ratio

    return len(a) > 3 and len(b) > 3 and ratio(a, b) >= SPELLING


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
    "value": (written_value, relate_value),
    "when": (lambda s: write_when(s.when), relate_when),
    "where": (_write_where, _relate_where),
    "actors": (lambda s: _write_entities(_first(s)), _relate_who(_first)),
    "recipients": (lambda s: _write_entities(_second(s)), _relate_who(_second)),
    "status": (_write_status, _relate_status),
}
FIELD_NAMES = tuple(_FIELDS)
