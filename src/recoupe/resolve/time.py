"""Time expressions of running text, dated against the article.

>>> [(t.text, t.first, t.last) for t in find_times("Signé le 6 octobre dernier.", "2020-12-17")]
[('le 6 octobre dernier', '2020-10-06', '2020-10-06')]

The conventions are those of the guideline's « Time » section (docs/guideline.md); what it leaves open is
decided in ``time_calendar`` (parts of years and weeks, seasons). Nothing is invented: without an
article date a relative expression keeps its text and has no dates, and « la veille » without a day
told before has none either.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct

from recoupe.resolve import time_calendar as cal
from recoupe.resolve.time_calendar import Grain
from recoupe.resolve.time_expr import Expr, Told

Kind: TypeAlias = Literal["point", "since", "until", "span", "age_or_duration"]


class Time(Struct, frozen=True):
    """A time expression as written, and the interval it names.

    ``start`` and ``end`` are code points into the text given, ``[start, end)``. ``first`` and ``last``
    are inclusive ISO dates; None is an open side (« depuis 2003 » has no ``last``) or an unknown one.
    ``kind`` ``age_or_duration`` (« 41 ans », « pendant trois mois ») never has dates. ``relative``
    tells that the dates hang on the article's date or on one told before. ``conflict`` says where
    the calendar contradicts the text.
    """

    start: int
    end: int
    text: str
    first: str | None
    last: str | None
    kind: Kind
    grain: Grain
    relative: bool
    conflict: str | None = None


def find_times(
    text: str,
    anchor: str | None,
    *,
    told: str | None = None,
    language: str = "fr",
    future: bool | None = None,
) -> list[Time]:
    """The time expressions of a text, in order.

    ``anchor`` is the article's date (ISO). ``told`` is the time last told before this text: a day, a
    month, a year (``2019-03-05``, ``2019-03``, ``2019``) or two days joined by a slash; inside the text
    each date in turn takes its place. ``future`` says that the text speaks of what is to come (True)
    or of the past (False), for weekdays and days without a year; None reads it off the verbs nearby.

    A list of days (« les 17, 21 et 23 octobre ») gives one ``Time`` a day, all with the offsets of the
    whole list; two days in a row (« les 17 et 18 juin ») are one span. No other results overlap.

    Raises ``ValueError`` for an ``anchor`` or ``told`` that is no ISO date, and for a language
    without a grammar (there are ``fr`` and ``ar``, the latter without ``told`` and tense).
    """
    if language not in ("fr", "ar"):
        raise ValueError(f"no grammar of time expressions for language {language!r}; there are 'fr' and 'ar'")
    day = date.fromisoformat(anchor) if anchor else None
    before = _told(told) if told else None
    if language == "ar":
        from recoupe.resolve.time_ar import ArabicTimes

        return [_time(e, e.a, e.b, text) for e in ArabicTimes(text, day, future).read()]
    # Loaded at first need: building the grammar takes some tens of milliseconds.
    from recoupe.resolve.time_fr_joins import Joins
    from recoupe.resolve.time_fr_units import FrenchAtoms
    from recoupe.resolve.time_tokens import tokenise

    found: list[Time] = []
    for tokens in tokenise(text, language):
        atoms = FrenchAtoms(tokens, day, before, future, language)
        for expr in Joins(atoms).read():
            start, end = tokens.starts[expr.a], tokens.ends[expr.b - 1]
            found += [_time(one, start, end, text) for one in (expr, *expr.also)]
        before = atoms.told
    return found


def _told(told: str) -> Told:
    first, _, last = told.partition("/")
    start = _span(first)
    end = _span(last) if last else start
    return Told(start[0], end[1], start[2])


def _span(iso: str) -> tuple[date, date, Grain]:
    if re.fullmatch(r"\d{4}", iso):
        return *cal.year_span(int(iso)), "year"
    if re.fullmatch(r"\d{4}-\d\d", iso):
        return *cal.month_span(int(iso[:4]), int(iso[5:])), "month"
    day = date.fromisoformat(iso)
    return day, day, "day"


def _time(expr: Expr, start: int, end: int, text: str) -> Time:
    dated = expr.kind != "age_or_duration"
    return Time(
        start,
        end,
        text[start:end],
        expr.first.isoformat() if expr.first and dated else None,
        expr.last.isoformat() if expr.last and dated else None,
        expr.kind,
        expr.grain,
        expr.relative,
        expr.conflict,
    )
