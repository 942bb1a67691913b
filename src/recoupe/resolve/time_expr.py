"""A time expression while it is being understood, and the circumstances that date it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from recoupe.resolve import time_calendar as cal
from recoupe.resolve.time_calendar import Grain

Kind: TypeAlias = Literal["point", "since", "until", "span", "age_or_duration"]


class Told(NamedTuple):
    """The time last told by the narrative."""

    first: date
    last: date
    grain: Grain


@dataclass(slots=True)
class Expr:
    """Tokens ``[a, b)`` and what they mean; ``month`` and ``day`` are kept while no year is written."""

    a: int
    b: int
    grain: Grain
    first: date | None = None
    last: date | None = None
    kind: Kind = "point"
    relative: bool = False
    conflict: str | None = None
    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None  # as written
    count: int = 0  # of a duration, in units of ``unit``
    unit: str = ""
    half: bool = False  # and half a unit more
    edge: int | None = None
    also: tuple[Expr, ...] = ()  # further dates of a list of days

    def at(self, a: int, b: int) -> Expr:
        """The same meaning over other tokens."""
        return replace(self, a=a, b=b)

    def spanning(self, first: date | None, last: date | None, kind: Kind) -> Expr:
        """The same tokens with another interval."""
        return replace(self, first=first, last=last, kind=kind)

    @property
    def yearless(self) -> bool:
        """Whether another expression may still give the year (« le 3 mai », « mars », « lundi »)."""
        return self.year is None and (self.month is not None or self.weekday is not None)

    def in_year(self, year: int) -> Expr | None:
        """The same day or month in a given year; None where that is no date."""
        if self.month is None:
            return None
        if self.day is None:
            span = cal.month_span(year, self.month)
            if self.edge is not None:
                span = cal.part_span(span, "month", self.edge)
            return replace(self, first=span[0], last=span[1], year=year)
        day = cal.make_day(year, self.month, self.day)
        if day is None:
            return None
        return replace(self, first=day, last=day, year=year, conflict=misfit(self.weekday, day))

    def from_on(self, start: date) -> Expr | None:
        """The first such day or month that does not end before ``start``."""
        if self.month is None:
            if self.weekday is None:
                return None
            day = cal.near_weekday(start, self.weekday, future=True)
            return replace(self, first=day, last=day)
        for year in (start.year, start.year + 1):
            moved = self.in_year(year)
            if moved is not None and moved.last is not None and moved.last >= start:
                return replace(moved, year=None)
        return None


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def misfit(weekday: int | None, day: date) -> str | None:
    """The words of a calendar conflict, or None where the weekday fits or none is written."""
    if weekday is None or cal.week_fits(weekday, day):
        return None
    return (
        f"written as a {WEEKDAYS[weekday]}, but {day.day} {MONTHS[day.month - 1]} {day.year} "
        f"was a {WEEKDAYS[day.weekday()]}"
    )
