"""What two counts say of each other, for deciding whether they count one thing."""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.join.candidates import Outline, even, rare
from recoupe.join.evidence import Evidence
from recoupe.join.quantities import disjoint
from recoupe.join.rounding import ROUND_SHARE, rounded
from recoupe.join.times import stance
from recoupe.model import Figure

# Two counts no further apart may be one, told with a slip: 49 and 46.
NEAR_SHARE = 0.1
# Days that two reports of one thing are apart by a slip: « lundi » and « mardi ».
SLIP_DAYS = 2


def counts(a: Outline, b: Outline) -> Iterator[Evidence]:
    """The evidence of two figures' measures, values and scopes."""
    one, other = a.said, b.said
    assert isinstance(one, Figure) and isinstance(other, Figure)
    if bool(a.recipients.ids) != bool(b.recipients.ids):
        yield Evidence("scope-apart", 1, "one counts all, the other a part")
    elif a.part != b.part and one.value != other.value:
        yield Evidence("part-apart", 1, "one counts some of a larger number")
    if one.measure != other.measure:
        yield Evidence("measure-kin", 1, f"{one.measure} may be counted as {other.measure}")
    if (one.unit or "") != (other.unit or ""):
        yield Evidence("unit-apart", 1, "another unit")
    yield _value(one, other, a.part or b.part)
    if one.value != other.value and a.when.fine and b.when.fine:
        if stance(a.when, b.when) == "same":
            if one.measure == other.measure != "other":
                yield Evidence("toll", 1, "what one day's event came to")
        elif a.when.gap(b.when) > SLIP_DAYS and one.bound == other.bound == "exact":
            yield Evidence("value-other-day", 1, "another number on another day")
    if one.measure == other.measure == "other" and a.head.isdisjoint(b.head):
        yield Evidence("counted-apart", 1, "the things counted have other names")


def _value(a: Figure, b: Figure, part: bool) -> Evidence:
    if a.value == b.value:
        name = "value-same" if not rare(a.value) else "value-even" if even(a.value) else "value-rare"
        return Evidence(name, 1, f"both say {a.value:g}")
    gap = abs(a.value - b.value) / max(abs(a.value), abs(b.value), 1e-9)
    near = gap <= NEAR_SHARE
    # Parts of larger counts are told by what narrows them: « dont 62 liées à X » and « une cinquantaine étant
    # passées par Y » are no one count rounded, unless 62 may be called « une cinquantaine ».
    if "about" in (a.bound, b.bound) and gap <= ROUND_SHARE and not (part and disjoint(a, b)):
        return Evidence("value-round", 1, f"{a.value:g} and {b.value:g} may be one count rounded")
    if near and rounded(a.value, b.value):
        return Evidence("value-near", 1, f"{a.value:g} and {b.value:g} may be one count rounded")
    if near:
        return Evidence("value-off", 1, f"{a.value:g} and {b.value:g} are close")
    if _bounded(a, b) or _bounded(b, a):
        return Evidence("value-bound", 1, f"{a.value:g} and {b.value:g} agree by their bounds")
    return Evidence("value-apart", min(1.0, gap), f"{a.value:g} is not {b.value:g}")


def _bounded(a: Figure, b: Figure) -> bool:
    return (a.bound == "min" and b.value >= a.value) or (a.bound == "max" and b.value <= a.value)
