"""Dates as a chronology prints them: the day, month or span that the sources give, no more.

An interval is two ISO dates, inclusive; either side may be missing (open or unknown).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from recoupe.model import When
from recoupe.resolve.time_calendar import counted_back
from recoupe.share.words import say, words

_INTERVAL = re.compile(r"^(\d{4}-\d{2}-\d{2})?(?:\s*(?:/|\.\.)\s*(\d{4}-\d{2}-\d{2})?)?$")


def span(when: When | None) -> tuple[date | None, date | None]:
    """The two sides of a time, missing ones as None; a date that is on no calendar is missing."""
    if when is None:
        return None, None
    return _day(when.start), _day(when.end)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def parse(value: str) -> tuple[date | None, date | None] | None:
    """Read ``2020-02-04``, ``2020-02-01/2020-02-29``, ``2020-01-01/``; None for any other text."""
    found = _INTERVAL.match(value.strip())
    if not found or not value.strip():
        return None
    start = _day(found[1])
    end = _day(found[2]) if re.search(r"/|\.\.", value) else start
    return (start, end) if start or end else None


@lru_cache(maxsize=20_000)
def day(lang: str, when: date, *, year: bool = True, weekday: bool = False) -> str:
    """« 4 Feb 2020 », or without the year, or with the weekday before it."""
    first = when.day == 1 and lang == "fr"
    text = f"{'1er' if first else when.day} {words(lang, 'months')[when.month - 1]}"
    if weekday:
        text = f"{words(lang, 'weekdays')[when.weekday()]} {text}"
    return f"{text} {when.year}" if year else text


def _month(lang: str, when: date, year: bool) -> str:
    name = words(lang, "months")[when.month - 1]
    return f"{name} {when.year}" if year else name


def interval(
    lang: str,
    start: date | None,
    end: date | None,
    *,
    year: bool = True,
    weekday: bool = False,
    written: str = "",
) -> str:
    """The shortest exact wording of an interval: « Feb 2020 », « 1–10 Feb 2020 », « 2020–2022 ».

    ``year=False`` leaves the year out where both sides lie in one year, for a list under a heading.
    ``written`` is the time as the article writes it: it tells « since January 2020 » from « since 2020 ».
    """
    if start is None and end is None:
        return ""
    if start is None:
        return _until(lang, end, written)
    if end is None:
        return _since(lang, start, written)
    if start == end:
        return day(lang, start, year=year, weekday=weekday)
    whole_years = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    if whole_years:
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    ends_month = end.day == monthrange(end.year, end.month)[1]
    if (start.day == 1 and ends_month) or _only_reckoned(start, end, written):
        if (start.year, start.month) == (end.year, end.month):
            return _month(lang, start, year)
        years = start.year != end.year
        return f"{_month(lang, start, years)}–{_month(lang, end, year or years)}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(lang, end, year=year)}"
    years = start.year != end.year
    # « depuis 2002 » in a count starts on 1 January by convention only.
    since = str(start.year) if years and (start.month, start.day) == (1, 1) else day(lang, start, year=years)
    return say(lang, "from_to", start=since, end=day(lang, end, year=year or years))


# A day or a year as it is written: « 3 mai », « 2014 ».
_DATE = re.compile(
    r"\d(?:er)?\s+[^\W\d]*(?:jan|f[ée]v|mar|avr|apr|mai|may|jui|jun|jul|ao|aug|sep|oct|nov|d[ée]c)|\d{4}"
)


def _only_reckoned(start: date, end: date, written: str) -> bool:
    """Whether the sides of a span were counted back, and told by nobody: « en moins de quatre ans »."""
    return counted_back(start, end) and not _DATE.search(written.casefold())


_FIRST_DAY = re.compile(r"\b(?:1er|premier|0?1[ /.-])|\b(?:19|20)\d\d-\d\d-01\b", re.IGNORECASE)
_JANUARY = re.compile(r"janv|يناير|جانفي|كانون", re.IGNORECASE)


def _since(lang: str, start: date, written: str) -> str:
    """« depuis 2002 », « depuis mai 2002 », « depuis le 3 mai 2002 »: as coarse as it is written."""
    if start.day == 1 and _FIRST_DAY.search(written):
        side = day(lang, start)
    elif start.day == 1 and _JANUARY.search(written):
        side = _month(lang, start, True)
    else:
        side = _side(lang, start)
    return say(lang, "since_day" if side == day(lang, start) else "since", date=side)


# « avant la fin de l'année », « d'ici mars »: at some time up to then, not all the time.
_BY = re.compile(r"\b(?:avant|d['’]ici|au plus tard|before|by|قبل)\b", re.IGNORECASE)
_AT_END = re.compile(r"\bfin\b|\bend\b|نهاية", re.IGNORECASE)


def _until(lang: str, end: date | None, written: str) -> str:
    """« jusqu'en 2024 », « avant la fin de 2024 », « avant le 3 mai 2024 »: as coarse as it is written."""
    side = _side(lang, end, last=True)
    if not _BY.search(written):
        return say(lang, "until", date=side)
    if end is not None and _AT_END.search(written) and side != day(lang, end):
        return say(lang, "by_end", date=side)
    return say(lang, "by", date=side)


def _side(lang: str, when: date | None, last: bool = False) -> str:
    """One side of an open interval, as coarse as it looks: 1 January or 31 December is a year."""
    assert when is not None
    if (when.month, when.day) == ((12, 31) if last else (1, 1)):
        return str(when.year)
    if when.day == (monthrange(when.year, when.month)[1] if last else 1):
        return _month(lang, when, True)
    return day(lang, when)


def running(lang: str, when: When | None, published: set[str]) -> str:
    """« since 2002 » of a count that runs up to the date of an article that gives it; else nothing.

    ``published`` holds the dates of these (docs/guideline.md: « depuis X » in a figure ends on the article's
    date).
    """
    start, end = span(when)
    if when is not None and start and end and start != end and when.end in published:
        if not _only_reckoned(start, end, when.text):
            return _since(lang, start, when.text)
    return ""


def counted(lang: str, when: When | None, published: set[str]) -> str:
    """The period a figure counts: as :func:`running` says it, or « in May 2021 », « on 3 May 2021 »."""
    if text := running(lang, when, published):
        return text
    start, end = span(when)
    text = interval(lang, start, end, written=when.text if when is not None else "")
    if not text or start is None or end is None:
        return text
    if start == end:
        return say(lang, "on", date=text)
    return say(lang, "in", date=text) if "–" not in text else text
