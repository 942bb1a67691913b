"""What two counts say of each other, for deciding whether they count one thing."""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.join.candidates import Outline, even, places_of, rare
from recoupe.join.evidence import Evidence
from recoupe.join.quantities import amount, disjoint, slip_of_unit, write_amount
from recoupe.join.rounding import ROUND_SHARE, rounded
from recoupe.join.times import stance
from recoupe.join.where import lies
from recoupe.model import Figure

# Two counts no further apart may be one, told with a slip: 49 and 46.
NEAR_SHARE = 0.1
# Days that two reports of one thing are apart by a slip: « lundi » and « mardi ».
SLIP_DAYS = 2


def counts(a: Outline, b: Outline) -> Iterator[Evidence]:
    """The evidence of two figures' measures, values and scopes."""
    one, other = a.said, b.said
    assert isinstance(one, Figure) and isinstance(other, Figure)
    (value, unit), (value_there, unit_there) = amount(one), amount(other)
    if bool(a.recipients.ids) != bool(b.recipients.ids):
        yield Evidence("scope-apart", 1, "one counts all, the other a part")
    elif a.part != b.part and value != value_there:
        yield Evidence("part-apart", 1, "one counts some of a larger number")
    if one.measure != other.measure:
        yield Evidence("measure-kin", 1, f"{one.measure} may be counted as {other.measure}")
    if unit != unit_there:
        yield Evidence("unit-apart", 1, "another unit")
    yield _value(a, b)
    if value != value_there and a.when.fine and b.when.fine:
        if stance(a.when, b.when) == "same":
            if one.measure == other.measure != "other":
                yield Evidence("toll", 1, "what one day's event came to")
        elif a.when.gap(b.when) > SLIP_DAYS and one.bound == other.bound == "exact":
            yield Evidence("value-other-day", 1, "another number on another day")
    if one.measure == other.measure == "other" and a.head.isdisjoint(b.head):
        yield Evidence("counted-apart", 1, "the things counted have other names")


def _value(a: Outline, b: Outline) -> Evidence:
    one, other = a.said, b.said
    assert isinstance(one, Figure) and isinstance(other, Figure)
    x, y = amount(one)[0], amount(other)[0]
    here, there = write_amount(one.value, one.unit), write_amount(other.value, other.unit)
    if x == y:
        # « Deux tonnes » and « 2.000 kg »: as telling as the rounder of the two.
        telling = rare(one.value) and rare(other.value)
        name = "value-same" if not telling else "value-even" if even(x) else "value-rare"
        return Evidence(
            name, 1, f"both say {here}" if here == there else f"{here} and {there} are one amount"
        )
    gap = abs(x - y) / max(abs(x), abs(y), 1e-9)
    near = gap <= NEAR_SHARE
    # Parts of larger counts are told by what narrows them: « dont 62 liées à X » and « une cinquantaine étant
    # passées par Y » are no one count rounded, unless 62 may be called « une cinquantaine ».
    part = a.part or b.part
    if "about" in (one.bound, other.bound) and gap <= ROUND_SHARE and not (part and disjoint(one, other)):
        return Evidence("value-round", 1, f"{here} and {there} may be one count rounded")
    if near and rounded(x, y):
        return Evidence("value-near", 1, f"{here} and {there} may be one count rounded")
    if near:
        return Evidence("value-off", 1, f"{here} and {there} are close")
    if _bounded(one, other) or _bounded(other, one):
        return Evidence("value-bound", 1, f"{here} and {there} agree by their bounds")
    if slip_of_unit(one, other) and _one_time_and_place(a, b):
        return Evidence("value-slip", 1, f"{here} and {there} are a decimal or a unit apart")
    return Evidence("value-apart", min(1.0, gap), f"{here} is not {there}")


def _bounded(a: Figure, b: Figure) -> bool:
    value, other = amount(a)[0], amount(b)[0]
    return (a.bound == "min" and other >= value) or (a.bound == "max" and other <= value)


def _one_time_and_place(a: Outline, b: Outline) -> bool:
    """Whether both may be of one day, and tell one place."""
    if stance(a.when, b.when) not in ("same", "near", "inside", "unknown"):
        return False
    return not lies(places_of(a.said), places_of(b.said)).isdisjoint(("same", "inside"))
