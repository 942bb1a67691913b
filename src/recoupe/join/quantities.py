"""How two counts or amounts of one account relate: bound, rounding, series or conflict."""

from __future__ import annotations

import math

from recoupe.join.periods import is_total, same_start, write_when
from recoupe.join.rounding import ROUND_SHARE, digits, rounded
from recoupe.join.times import Interval, interval
from recoupe.model import Figure, Relation, Statement
from recoupe.resolve.units import KILOGRAMS


def write_value(figure: Figure) -> str:
    """« 6 », « min 200 », « about 20 kg »."""
    bound = "" if figure.bound == "exact" else f"{figure.bound} "
    return bound + write_amount(figure.value, figure.unit)


def write_amount(value: float, unit: str | None) -> str:
    """« 6 », « 20 kg »."""
    return f"{value:.12g} {unit}" if unit else f"{value:.12g}"


def written_value(said: Statement) -> str:
    """A figure's value with its period, where it is a total; empty for no figure."""
    if not isinstance(said, Figure):
        return ""
    period = interval(said.when)
    # A running total is a value with its period: 57 by October 2018 is no rival of 49 by 2017.
    dated = f" ({write_when(said.when)})" if period.known and is_total(period) else ""
    return write_value(said) + dated


def relate_value(a: Statement, b: Statement) -> tuple[Relation, str]:
    """How two figures relate, and why."""
    assert isinstance(a, Figure) and isinstance(b, Figure)
    told = f"{write_value(a)} and {write_value(b)}"
    x, y = interval(a.when), interval(b.when)
    if x.known and y.known and is_total(x) and is_total(y) and x != y:
        return _relate_totals(a, b, x, y)
    left, right = amount(a), amount(b)
    if left[1] != right[1]:
        return "conflict", f"{told}: other units"
    if left[0] == right[0]:
        return ("same", "") if a.bound == b.bound else ("bound", f"{told} agree")
    if not disjoint(a, b):
        return ("rounding" if "about" in (a.bound, b.bound) else "bound"), f"{told} agree"
    if {a.bound, b.bound} <= {"exact", "about"} and rounded(left[0], right[0]):
        return "rounding", f"{told}: one is the other with fewer digits"
    return "conflict", f"{told} exclude each other"


def _relate_totals(a: Figure, b: Figure, x: Interval, y: Interval) -> tuple[Relation, str]:
    """Counts of one thing over different periods: only the rules of the ledger can set them at odds."""
    told = f"{written_value(a)} and {written_value(b)}"
    if not (x.closed and y.closed) or not (x.holds(y) or y.holds(x)):
        return "refinement", f"{told}: other periods"
    (inner, outer) = (a, b) if y.holds(x) else (b, a)
    if exceeds(inner, outer):
        return "conflict", f"{told}: the part exceeds the whole period"
    return ("series" if same_start(x, y) else "refinement"), f"{told}: a count that grows with its period"


def amount(figure: Figure) -> tuple[float, str]:
    """A figure's value in base units (weights in kg), with the unit it can be compared in; empty for none."""
    unit = (figure.unit or "").strip().casefold()
    if unit in KILOGRAMS:
        return float(f"{figure.value * KILOGRAMS[unit]:.12g}"), "kg"  # 1.1 t are 1,100 kg, not ….0000000002
    return float(figure.value), unit


def limits(figure: Figure) -> tuple[float, float]:
    """The least and the most that a figure can stand for, in base units."""
    value = amount(figure)[0]
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


def slip_of_unit(a: Figure, b: Figure) -> bool:
    """Whether two amounts differ by a decimal point or a unit alone: 640 kg and 6.4 t, not 500 kg and 5 t."""
    (x, unit), (y, other) = amount(a), amount(b)
    return bool(unit) and unit == other and x != y and digits(x) == digits(y) and len(digits(x)) > 1


def exceeds(a: Figure, b: Figure) -> bool:
    """Whether the first is surely more than the second, bounds respected."""
    return limits(a)[0] > limits(b)[1]
