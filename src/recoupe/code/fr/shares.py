"""Counts told year by year of a period: « en 2015 et 2016 …, soit 275 la première et 273 la seconde ».

The words behind such a count stand for one year (or month) of the row that the sentence named last; with
« respectivement », the counts take the years of the row in turn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from recoupe.code.fr.numbers import find_numbers
from recoupe.code.fr.words import plain
from recoupe.resolve.time import Time
from recoupe.resolve.time_calendar import Grain, month_span, year_span

_ORDER = {
    "premier": 0, "premiere": 0, "1er": 0, "1re": 0, "1ere": 0, "second": 1, "seconde": 1, "deuxieme": 1,
    "2e": 1, "2eme": 1, "2nd": 1, "2nde": 1, "troisieme": 2, "3e": 2, "3eme": 2, "quatrieme": 3, "4e": 3,
    "cinquieme": 4, "5e": 4, "dernier": -1, "derniere": -1,
}  # fmt: skip
# « 275 la première », « 275 arrestations la première année »; nothing else may follow in its clause.
_SHARE = re.compile(
    rf"(?:\s+[a-z-]+){{0,2}}?\s+(?P<said>(?:des |pour |durant )?(?P<the>la|le) "
    rf"(?P<order>{'|'.join(sorted(_ORDER, key=len, reverse=True))})(?: (?P<unit>annee|mois))?)"
    r"(?=\s*(?:[,;.:)»]|et\b|puis\b|contre\b|mais\b|$))"
)
_LONGEST = 12  # years or months in a row that are counted off
_BETWEEN = re.compile(r"\s*(?:[a-z'-]+\s+){0,3}(?:,|et|puis)\s*(?:[a-z]+\s+){0,2}")
_NEAR = 60  # code points between « respectivement » and the counts it shares out


def shares(text: str, times: Sequence[Time]) -> dict[int, Time]:
    """The time of every number that is said to be of one year or month of a row: by where the number starts.

    ``times`` are those of the sentence ``text``, in order.
    """
    flat = plain(text)
    numbers = [n for n in find_numbers(text) if not any(t.start <= n.start < t.end for t in times)]
    found: dict[int, Time] = {}
    for number in numbers:
        match = _SHARE.match(flat, number.end)
        if match is None:
            continue
        before = [t for t in times if t.end <= number.start]
        row = _row(before, "month" if match["the"] == "le" or match["unit"] == "mois" else "year")
        named = match["unit"] == ("mois" if match["the"] == "le" else "annee")
        if not named and before and _others(flat[before[-1].end : number.start], len(row)):
            continue
        place = _ORDER[match["order"]]
        if len(row) > 1 and place < len(row):
            start, end = match.span("said")
            found[number.start] = _of(row[place]._replace(start=start, end=end), text)
    found.update(_in_turn(text, flat, times, {n.start: n.end for n in numbers}))
    return found


class _Unit(NamedTuple):
    """A whole year or month, and where the text names it."""

    first: str
    last: str
    grain: Grain
    start: int
    end: int


def _row(times: Sequence[Time], grain: Grain) -> list[_Unit]:
    """The years or months of the last time, or of the last few told one after the other."""
    points: list[_Unit] = []
    for time in reversed(times):
        if time.first is None or time.last is None or time.kind not in ("point", "span"):
            break
        units = _units(time, grain)
        if len(units) > 1:  # « entre 2015 et 2017 …, 276 en 2016, 186 la dernière année »
            return points if len(points) > 1 else units
        if len(units) != 1 or (points and units[0].first >= points[0].first):
            break
        points = units + points
    return points


def _units(time: Time, grain: Grain) -> list[_Unit]:
    """The whole years or months that a period is made of; none where it is not made of such, or of many."""
    assert time.first is not None and time.last is not None
    start, end = date.fromisoformat(time.first), date.fromisoformat(time.last)
    if grain == "year":
        spans = [year_span(y) for y in range(start.year, min(end.year, start.year + _LONGEST) + 1)]
    else:
        months = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)[:_LONGEST]
        spans = [month_span(m // 12, m % 12 + 1) for m in months]
    if (spans[0][0], spans[-1][1]) != (start, end):
        return []
    return [_Unit(a.isoformat(), b.isoformat(), grain, time.start, time.end) for a, b in spans]


_COUNTED = {2: "deux|2", 3: "trois|3", 4: "quatre|4", 5: "cinq|5"}


def _others(between: str, many: int) -> bool:
    """« en 2015 et 2016, deux opérations …, 12 la première »: as many of another thing were named since."""
    words = _COUNTED.get(many, "")
    return bool(words and re.search(rf"\b(?:{words}) (?!ans\b|annees\b|mois\b)[a-z]", between))


def _in_turn(text: str, flat: str, times: Sequence[Time], ends: Mapping[int, int]) -> dict[int, Time]:
    """« respectivement 21, 19 et 9 cellules en 2015, 2016 et 2017 »."""
    word = re.search(r"\brespectivement\b", flat)
    if word is None:
        return {}
    runs: list[list[int]] = []
    for start in ends:
        if runs and _BETWEEN.fullmatch(flat, ends[runs[-1][-1]], start):
            runs[-1].append(start)
        else:
            runs.append([start])
    for run in runs:
        apart = max(run[0] - word.end(), word.start() - ends[run[-1]])
        if len(run) < 2 or apart > _NEAR:
            continue
        for last in range(len(times), 0, -1):
            for row in (_row(times[:last], "year"), _row(times[:last], "month")):
                if len(row) == len(run):
                    return {n: _of(unit, text) for n, unit in zip(run, row, strict=True)}
    return {}


def _of(unit: _Unit, text: str) -> Time:
    said = text[unit.start : unit.end]
    return Time(unit.start, unit.end, said, unit.first, unit.last, "point", unit.grain, relative=True)
