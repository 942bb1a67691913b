"""Intervals as day numbers, and how two of them stand to each other."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from recoupe.model import When
from recoupe.resolve.time_calendar import counted_back

# Longer than this, an interval is a month, a season, a year: « octobre 2020 », not a day or a visit.
FINE_DAYS = 10
MONTH_DAYS = 31
YEAR_DAYS = 366

Stance = Literal["same", "near", "slip", "inside", "wide", "long", "overlap", "weeks", "apart", "unknown"]


@lru_cache(maxsize=50_000)
def day(iso: str | None) -> int | None:
    """Day number of an ISO date; None for null and for a date that does not exist."""
    if iso is None:
        return None
    try:
        return date.fromisoformat(iso).toordinal()
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from ``start`` to ``end``, inclusive; None on an open side."""

    start: int | None
    end: int | None

    @property
    def known(self) -> bool:
        return self.start is not None or self.end is not None

    @property
    def closed(self) -> bool:
        return self.start is not None and self.end is not None

    @property
    def days(self) -> int | None:
        """Length in days, None where a side is open."""
        if self.start is None or self.end is None:
            return None
        return self.end - self.start + 1

    @property
    def fine(self) -> bool:
        """Precise enough to name a day, or the few days of a visit; « since 9 January » is fine too."""
        days = self.days
        return days <= FINE_DAYS if days is not None else False

    @property
    def slack(self) -> int:
        """Days by which its start may be off, where it was counted back: « en moins de quatre ans »."""
        if self.start is None or self.end is None or (self.days or 0) < 3 * 28:
            return 0
        first, last = date.fromordinal(self.start), date.fromordinal(self.end)
        if not counted_back(first, last):
            return 0
        return YEAR_DAYS if first.month == last.month else MONTH_DAYS

    def holds(self, other: Interval) -> bool:
        """Whether the other lies inside this one."""
        after = self.start is None or (other.start is not None and other.start >= self.start)
        before = self.end is None or (other.end is not None and other.end <= self.end)
        return after and before

    def meets(self, other: Interval) -> bool:
        """Whether the two share a day."""
        return self.gap(other) <= 0

    def gap(self, other: Interval) -> int:
        """Days between the two; 0 where they touch, and where either is unknown."""
        found = 0
        if self.start is not None and other.end is not None:
            found = max(found, self.start - other.end)
        if other.start is not None and self.end is not None:
            found = max(found, other.start - self.end)
        return found


UNKNOWN = Interval(None, None)


def interval(when: When | None) -> Interval:
    """The interval of a resolved time; unknown where nothing was resolved."""
    return Interval(day(when.start), day(when.end)) if when else UNKNOWN


@lru_cache(maxsize=50_000)
def slipped(start: int | None) -> tuple[int, ...]:
    """The days of the same number in the month before and after: what a slip of the month makes of one."""
    if start is None or start < MONTH_DAYS:
        return ()
    own = date.fromordinal(start)
    before, after = (
        start - own.day,
        start - own.day + 1 + MONTH_DAYS,
    )  # the last of the month before; one in the next
    found = []
    for other in (date.fromordinal(before), date.fromordinal(after)):
        if own.day <= monthrange(other.year, other.month)[1]:
            found.append(other.replace(day=own.day).toordinal())
    return tuple(found)


def stance(a: Interval, b: Interval) -> Stance:
    """How two intervals stand to each other, for deciding whether they may date one event."""
    if not a.known or not b.known:
        return "unknown"
    if a == b:
        return "same"
    gap = a.gap(b)
    if gap > 0:
        if gap <= 2 and a.fine and b.fine:
            return "near"
        if a.fine and b.fine and a.days == b.days and b.start in slipped(a.start):
            return "slip"
        return "weeks" if gap <= MONTH_DAYS else "apart"
    outer, inner = (a, b) if a.holds(b) else (b, a)
    if not outer.holds(inner):
        return "overlap"
    days = outer.days
    if days is None:
        # Open on one side: only a shared edge ties « depuis le 9 janvier » to 9 January.
        edge = (outer.start is not None and outer.start == inner.start) or (
            outer.end is not None and outer.end == inner.end
        )
        return "inside" if edge else "long"
    if days <= MONTH_DAYS:
        return "inside"
    return "wide" if days <= YEAR_DAYS else "long"
