"""How two times of one account relate: refinement, series or conflict."""

from __future__ import annotations

from datetime import date

from recoupe.join.calendar import misfit
from recoupe.join.times import Interval, interval
from recoupe.model import Figure, Relation, Statement, When

# A count over more than this is a running total or a balance sheet, not the toll of one event.
TOTAL_DAYS = 60


def write_when(when: When | None) -> str:
    """« 2020-10-06 », « 2020-10-01/2020-10-31 », « 2022-09-30/ » where the end is open."""
    if when is None or (when.start is None and when.end is None):
        return ""
    span = when.start or "" if when.start == when.end else f"{when.start or ''}/{when.end or ''}"
    return f"{span} (« {when.text} »)" if misfit(when) else span


def relate_when(a: Statement, b: Statement) -> tuple[Relation, str]:
    """How the times of two statements relate, and why."""
    x, y = interval(a.when), interval(b.when)
    told = f"{write_when(a.when)} and {write_when(b.when)}"
    if x == y:
        return "same", ""
    totals = isinstance(a, Figure) and isinstance(b, Figure) and is_total(x) and is_total(y)
    if totals and same_start(x, y):
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


def is_total(period: Interval) -> bool:
    """Whether what is counted over it is a total: open, or longer than ``TOTAL_DAYS``."""
    days = period.days
    return days is None or days > TOTAL_DAYS


def same_start(x: Interval, y: Interval) -> bool:
    """Begun on one day; « since 2017 » and « since 29 May 2017 » are taken as one start."""
    if x.start is None or y.start is None:
        return x.start == y.start
    if x.start == y.start:
        return True
    a, b = date.fromordinal(x.start), date.fromordinal(y.start)
    return a.year == b.year and ((a.month, a.day) == (1, 1) or (b.month, b.day) == (1, 1))


def _explicit(period: Interval) -> bool:
    """Given by its days (« du 16 au 18 janvier »), not a month, a year, « mi-mai » or « en quatre ans »."""
    if period.start is None or period.end is None or period.start == period.end or period.slack:
        return False
    start, after = date.fromordinal(period.start), date.fromordinal(period.end + 1)
    return not (start.day in (1, 11, 21) and after.day in (1, 11, 21))
