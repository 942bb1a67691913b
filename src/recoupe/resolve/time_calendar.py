"""Calendar arithmetic for time expressions: spans of calendar units, shifts, and the choice of a year.

Everything here is language-free. Spans are pairs of ``datetime.date``, inclusive on both sides;
``None`` stands for an open or unknown side. Weeks run from Monday to Sunday (ISO 8601).

Conventions that are choices of this project: seasons change with the sun (20 March, 21 June, 23 September,
22 December); the first, middle and last part of a month are days 1-10, 11-20 and 21-end, and the first and
last of a year its first and its last so many days (the guideline: « début X » = days 1-10, « fin X » = from
the 21st on); of a quarter or half its thirds in whole months; of a decade years 0-2, 3-6, 7-9, of a century
its thirds in whole years; of a season its thirds in days; of a week Monday-Tuesday, Wednesday-Thursday,
Friday-Sunday.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Literal, TypeAlias

Grain: TypeAlias = Literal[
    "day", "night", "week", "month", "part", "quarter", "half", "season", "year", "decade", "century"
]
Span: TypeAlias = tuple[date, date]

DAY = timedelta(days=1)
MONTHS_IN: dict[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
# Where the middle and the last part of a longer unit begin.
_PARTS = {
    "quarter": ("month", 1, 2),
    "half": ("month", 2, 4),
    "year": ("month", 4, 8),
    "decade": ("year", 3, 7),
    "century": ("year", 33, 67),
}
# A date without a year that is at most so many days ahead is not sent back a whole year: where no verb
# tells the time, and where a verb nearby is in the past.
AHEAD = 60
NEAR_AHEAD = 21
# How far ahead a weekday that fits outweighs the nearest past year.
FIT_AHEAD = 92
# The first day of the season that begins in a month.
_OPENS = {3: 20, 6: 21, 9: 23, 12: 22}


def week_fits(weekday: int, day: date) -> bool:
    """Whether ``day`` falls on ``weekday`` (0 = Monday)."""
    return day.weekday() == weekday


def month_span(year: int, month: int) -> Span:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_span(year: int) -> Span:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def months_span(year: int, first_month: int, count: int) -> Span:
    """``count`` whole months from ``first_month`` of ``year``."""
    start = date(year, first_month, 1)
    return start, shift(start, count, "month") - DAY


def season_span(year: int, month: int) -> Span:
    """The season that begins in ``month`` (3, 6, 9, 12); a winter ends in the next year."""
    behind = shift(date(year, month, 1), 3, "month")
    return date(year, month, _OPENS[month]), behind.replace(day=_OPENS[behind.month]) - DAY


def unit_span(day: date, grain: str) -> Span:
    """The calendar unit of ``grain`` that holds ``day``."""
    if grain == "week":
        start = day - DAY * day.weekday()
        return start, start + DAY * 6
    if grain == "month":
        return month_span(day.year, day.month)
    if grain == "quarter":
        return months_span(day.year, (day.month - 1) // 3 * 3 + 1, 3)
    if grain == "half":
        return months_span(day.year, 1 if day.month < 7 else 7, 6)
    if grain == "year":
        return year_span(day.year)
    if grain == "decade":
        start = date(day.year // 10 * 10, 1, 1)
        return start, date(start.year + 9, 12, 31)
    if grain == "century":
        start = date((day.year - 1) // 100 * 100 + 1, 1, 1)
        return start, date(start.year + 99, 12, 31)
    return day, day


def weekend_span(day: date) -> Span:
    """Saturday and Sunday of the week that holds ``day``."""
    start = day - DAY * day.weekday() + DAY * 5
    return start, start + DAY


def shift(day: date, count: int, grain: str) -> date:
    """``day`` moved by ``count`` units; the day of the month is clamped to the month's length.

    Raises ``ValueError`` or ``OverflowError`` outside the years 1 to 9999.
    """
    if grain in ("day", "night"):
        return day + DAY * count
    if grain in ("week", "weekend"):
        return day + DAY * (7 * count)
    months = day.year * 12 + day.month - 1 + count * MONTHS_IN[grain]
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("year out of range")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def counted_back(first: date, last: date) -> bool:
    """Whether a span runs over whole months or years, three months at least, from a day to that day again.

    So does « en moins de quatre ans », counted back from its article's day: nobody told the day it begins.
    From the first of a month it rather is « depuis mai 2015 ».
    """
    months = (last.year - first.year) * 12 + last.month - first.month
    return months >= 3 and first.day > 1 and shift(last, -months, "month") == first


def part_span(span: Span, grain: str, part: int) -> Span:
    """The first, middle or last part (0, 1, 2) of a span; see the module text for the cut points."""
    first, last = span
    if grain == "year" and part != 1:
        return (first, first + DAY * 9) if part == 0 else (last - DAY * 10, last)
    if grain == "month":
        starts = (first, first + DAY * 10, first + DAY * 20, last + DAY)
    elif grain == "week":
        starts = (first, first + DAY * 2, first + DAY * 4, last + DAY)
    elif grain in _PARTS:
        unit, one, two = _PARTS[grain]
        starts = (first, shift(first, one, unit), shift(first, two, unit), last + DAY)
    else:
        third = max(1, ((last - first).days + 1) // 3)
        starts = (first, min(last, first + DAY * third), min(last, first + DAY * third * 2), last + DAY)
    return starts[part], max(starts[part], starts[part + 1] - DAY)


def near_weekday(anchor: date, weekday: int, future: bool) -> date:
    """The last such weekday up to and including ``anchor``, or the first from it on."""
    if future:
        return anchor + DAY * ((weekday - anchor.weekday()) % 7)
    return anchor - DAY * ((anchor.weekday() - weekday) % 7)


def nearest_weekday(anchor: date, weekday: int) -> date:
    """Such a weekday within three days of ``anchor``."""
    return near_weekday(anchor + DAY * 3, weekday, future=False)


def place_day(
    anchor: date, month: int, day: int, weekday: int | None, future: bool, within: int, strict: bool = False
) -> date | None:
    """The year of a day written without one.

    The nearest past is preferred (``anchor`` included unless ``strict``); the nearest future where
    ``future`` is true, or where it is at most ``within`` days away. A ``weekday`` that fits one of
    the two decides between them, the one ahead only within about three months. None for a day that
    the calendar does not have.
    """
    around = [d for y in range(anchor.year - 8, anchor.year + 9) if (d := make_day(y, month, day))]
    past = [d for d in around if (d < anchor if strict else d <= anchor)]
    ahead = [d for d in around if d > anchor]
    if not past or not ahead:
        return None
    before, after = past[-1], ahead[0]
    if future:
        written_past = weekday is not None and week_fits(weekday, before) and not week_fits(weekday, after)
        return before if before == anchor or written_past else after
    if weekday is not None and not strict:
        if week_fits(weekday, before):
            return before
        if week_fits(weekday, after) and (after - anchor).days <= FIT_AHEAD:
            return after
    return after if (after - anchor).days <= within and before != anchor else before


def place_month(anchor: date, month: int, future: bool | None, strict: bool = False) -> int:
    """The year of a month written without one: the last begun, or the next where ``future`` says so."""
    if future is True:
        return anchor.year if month >= anchor.month else anchor.year + 1
    if strict:
        return anchor.year if month < anchor.month else anchor.year - 1
    if future is None and month == anchor.month % 12 + 1 and anchor.day >= 10:
        return anchor.year + (month == 1)
    return anchor.year if month <= anchor.month else anchor.year - 1


def make_day(year: int, month: int, day: int) -> date | None:
    """A date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
