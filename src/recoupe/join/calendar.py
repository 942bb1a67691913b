"""Weekdays that do not fit their dates: « mardi 18 août 2016 » was a Thursday."""

from __future__ import annotations

import re
from datetime import date

from recoupe.join.text import fold
from recoupe.join.times import slipped
from recoupe.model import When

_DAYS = (
    ("lundi", "monday", "الاثنين", "الإثنين"),
    ("mardi", "tuesday", "الثلاثاء"),
    ("mercredi", "wednesday", "الأربعاء"),
    ("jeudi", "thursday", "الخميس"),
    ("vendredi", "friday", "الجمعة"),
    ("samedi", "saturday", "السبت"),
    ("dimanche", "sunday", "الأحد"),
)
_WEEKDAY = {fold(name): number for number, names in enumerate(_DAYS) for name in names}
NAMES = tuple(names[1].capitalize() for names in _DAYS)
_NAMED = re.compile(rf"\b({'|'.join(_WEEKDAY)})\b(?: \w+)? (\d{{1,2}})(?!\d)")


def fits_instead(when: When | None, other: When | None) -> bool:
    """Whether the weekday of one time does not fit its own date, and fits the other's."""
    if when is None or other is None or other.start is None or misfit(when) is None:
        return False
    told = date.fromisoformat(other.start).weekday()
    return any(_WEEKDAY[name] == told for name, _ in _NAMED.findall(fold(when.text)))


def meant(when: When | None) -> tuple[int, ...]:
    """The days (ordinals) a month before and after that a weekday fits which does not fit its date."""
    if when is None or when.start is None or misfit(when) is None:
        return ()
    named = {_WEEKDAY[name] for name, _ in _NAMED.findall(fold(when.text))}
    days = slipped(date.fromisoformat(when.start).toordinal())
    return tuple(day for day in days if date.fromordinal(day).weekday() in named)


def misfit(when: When | None) -> str | None:
    """What is wrong with a dated weekday, in a sentence; None where nothing is.

    Only a weekday that stands before its own day number can misfit: « mardi » alone is resolved by
    it, and a period is none.
    """
    if when is None or when.start is None or when.start != when.end:
        return None
    try:
        told = date.fromisoformat(when.start)
    except ValueError:
        return None
    for name, number in _NAMED.findall(fold(when.text)):
        if int(number) == told.day and _WEEKDAY[name] != told.weekday():
            return f"« {when.text} »: {when.start} was a {NAMES[told.weekday()]}"
    return None
