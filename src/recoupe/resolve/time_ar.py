"""Time expressions of Arabic running text: days and months under all their names, weekdays, « منذ », « بين ».

Smaller than the French grammar: no parts, seasons, or times hanging on the story. Hijri dates are turned by
the tabular Islamic calendar (civil epoch), which may differ by a day from a sighted or Umm al-Qura date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from recoupe.resolve import time_calendar as cal
from recoupe.resolve.time_expr import Expr, misfit

# One character for one, so that offsets hold.
_FOLD = str.maketrans("أإآٱىة٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "اااايه01234567890123456789")


def hijri_day(year: int, month: int, day: int) -> date:
    """A day of the tabular Islamic calendar in the Gregorian one. Raises ``ValueError`` outside years 1-9999.

    Formula: E. M. Reingold, N. Dershowitz, Calendrical Calculations, « Islamic calendar ».
    """
    ordinal = 227014 + (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day
    return date.fromordinal(ordinal)


@cache
def _lexicon() -> dict[str, Any]:
    import yaml

    source = resources.files("recoupe").joinpath("lexicon/time/ar.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(source)
    return loaded


@cache
def _pattern() -> re.Pattern[str]:
    words = _lexicon()

    def any_of(*names: str) -> str:
        found = sorted({w for name in names for w in words[name]}, key=len, reverse=True)
        return "|".join(map(re.escape, found)).replace(r"\ ", r"\s+")

    weekday, months, hijri = any_of("weekdays"), any_of("months"), any_of("hijri")
    rel = any_of("last", "next", "this")
    year = r"(?:من\s+)?(?:(?:عام|سنه)\s+)?"
    rules = [
        r"(?P<iso>\d{4}-\d\d-\d\d)(?!\d)",
        r"(?P<dmy>\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{4})(?!\d)",
        rf"(?P<hd>\d{{1,2}})\s+(?:من\s+)?(?:شهر\s+)?(?P<hm>{hijri})\s+(?:(?:عام|سنه)\s+)?(?P<hy>1[34]\d\d)\b",
        rf"(?:يوم\s+)?(?:(?P<dw>{weekday})\s*[،,]?\s+)?(?P<dd>\d{{1,2}})\s+(?:من\s+)?(?:شهر\s+)?(?P<dm>{months})\b"
        rf"(?:\s*[،,/]?\s*{year}(?P<dy>(?:19|20)\d\d)\b)?(?:\s+(?P<dr>{rel})\b)?",
        r"(?:بين|من)\s+(?:عامي|سنتي|عام|سنه)?\s*(?P<ya>(?:19|20)\d\d)"
        r"\s+(?:و|الي|حتي)\s*(?:عام\s+|سنه\s+)?(?P<yb>(?:19|20)\d\d)\b",
        rf"(?:شهر\s+)?(?P<mm>{months})\b(?:\s*[،,/]?\s*{year}(?P<my>(?:19|20)\d\d)\b)?(?:\s+(?P<mr>{rel})\b)?",
        rf"(?:يوم\s+)?(?P<ww>{weekday})\b(?:\s+(?P<wr>{rel})\b)?",
        rf"(?:منذ|قبل)\s+(?P<n>\d{{1,3}}|{any_of('numbers')})\s+(?P<u>{any_of('units')})\b",
        rf"(?:منذ|قبل)\s+(?:(?P<two>{any_of('pairs')})|(?P<single>{any_of('units')}))\b",
        rf"(?P<nu>{any_of('named')})\s+(?P<nr>{rel})\b|(?:هذا|هذه)\s+(?P<tu>{any_of('named')})\b",
        r"(?:(?:عام|العام|سنه|السنه|في|منذ)\s+)(?P<y>(?:19|20)\d\d)\b",
        rf"(?P<day>{any_of('days')})\b",
    ]
    return re.compile(r"(?<!\w)[وفبلك]{0,2}(?P<core>" + "|".join(rules) + ")")


_BEFORE = re.compile(r"(?:(?P<since>منذ)|(?P<until>حتي|لغايه)|في|خلال|يوم)\s+(?:شهر\s+)?$")


class ArabicTimes:
    """Reads one text; ``anchor`` is the article's date, ``future`` what is known of the tense."""

    def __init__(self, text: str, anchor: date | None, future: bool | None) -> None:
        self.text = text.translate(_FOLD)
        self.anchor = anchor
        self.future = future
        self.words = _lexicon()

    def read(self) -> Iterator[Expr]:
        """Expressions in order; ``a`` and ``b`` are offsets in code points."""
        for match in _pattern().finditer(self.text):
            try:
                expr = self._expr(match)
            except (ValueError, OverflowError):
                continue
            if expr is not None:
                yield self._bordered(expr)

    def _bordered(self, expr: Expr) -> Expr:
        """Take in the preposition, which may open a side."""
        before = _BEFORE.search(self.text, max(0, expr.a - 20), expr.a)
        if before is None:
            return expr
        start = before.start()
        if start and self.text[start - 1].isalnum() and self.text[start - 1] not in "وف":
            return expr
        expr.a = start
        if before["since"] and expr.kind == "point":
            expr.kind, expr.last = "since", None
        elif before["until"] and expr.kind == "point":
            expr.kind, expr.first = "until", None
        return expr

    def _expr(self, m: re.Match[str]) -> Expr | None:
        group = next(name for name, value in m.groupdict().items() if value and name != "core")
        rules: dict[str, Callable[[re.Match[str]], Expr | None]] = {
            "iso": self._numbers, "dmy": self._numbers, "hd": self._hijri, "dw": self._day, "dd": self._day,
            "ya": self._years, "mm": self._month, "ww": self._weekday, "n": self._ago, "two": self._ago,
            "single": self._ago, "nu": self._named, "tu": self._named, "y": self._year, "day": self._deictic,
        }  # fmt: skip
        return rules[group](m)

    def _look(self, table: str, word: str) -> Any:
        return self.words[table][re.sub(r"\s+", " ", word)]

    def _rel(self, word: str | None) -> str:
        return next((r for r in ("last", "next", "this") if word in self.words[r]), "")

    def _new(
        self, m: re.Match[str], grain: cal.Grain, first: date | None, last: date | None, **more: Any
    ) -> Expr:
        return Expr(m.start("core"), m.end("core"), grain, first, last, **more)

    def _numbers(self, m: re.Match[str]) -> Expr:
        a, b, c = (int(n) for n in re.findall(r"\d+", m["core"]))
        day = date(a, b, c) if m["iso"] else date(c, b, a)
        return self._new(m, "day", day, day)

    def _hijri(self, m: re.Match[str]) -> Expr:
        day = hijri_day(int(m["hy"]), self._look("hijri", m["hm"]), int(m["hd"]))
        return self._new(m, "day", day, day)

    def _day(self, m: re.Match[str]) -> Expr | None:
        month, number, rel = self._look("months", m["dm"]), int(m["dd"]), self._rel(m["dr"])
        weekday = self._look("weekdays", m["dw"]) if m["dw"] else None
        if m["dy"]:
            day: date | None = date(int(m["dy"]), month, number)
        elif self.anchor is None:
            return self._new(m, "day", None, None, relative=True)
        else:
            future = rel == "next" or self.future is True
            within = 0 if rel == "last" else cal.NEAR_AHEAD
            day = cal.place_day(self.anchor, month, number, weekday, future, within, rel == "last")
        if day is None:
            return None
        return self._new(m, "day", day, day, relative=not m["dy"], conflict=misfit(weekday, day))

    def _years(self, m: re.Match[str]) -> Expr | None:
        first, last = date(int(m["ya"]), 1, 1), date(int(m["yb"]), 12, 31)
        return self._new(m, "year", first, last, kind="span") if first < last else None

    def _month(self, m: re.Match[str]) -> Expr:
        month, rel = self._look("months", m["mm"]), self._rel(m["mr"])
        if m["my"]:
            return self._new(m, "month", *cal.month_span(int(m["my"]), month))
        if self.anchor is None:
            return self._new(m, "month", None, None, relative=True)
        year = cal.place_month(
            self.anchor, month, True if rel == "next" else self.future is True, rel == "last"
        )
        return self._new(m, "month", *cal.month_span(year, month), relative=True)

    def _weekday(self, m: re.Match[str]) -> Expr:
        weekday, rel = self._look("weekdays", m["ww"]), self._rel(m["wr"])
        day: date | None = None
        if self.anchor is not None and rel == "last":
            day = cal.near_weekday(self.anchor - cal.DAY, weekday, future=False)
        elif self.anchor is not None and rel == "next":
            day = cal.near_weekday(self.anchor + cal.DAY, weekday, future=True)
        elif self.anchor is not None:
            day = cal.near_weekday(self.anchor, weekday, future=self.future is True)
        return self._new(m, "day", day, day, relative=True)

    def _ago(self, m: re.Match[str]) -> Expr:
        if m["n"]:
            unit = self.words["units"][m["u"]]
            count = int(m["n"]) if m["n"].isdigit() else self.words["numbers"][m["n"]]
        elif m["two"]:
            unit, count = self.words["pairs"][m["two"]], 2
        else:
            unit, count = self.words["units"][m["single"]], 1
        grain: cal.Grain = "day" if unit in ("day", "week") else unit
        if self.anchor is None:
            return self._new(m, grain, None, None, relative=True)
        return self._new(m, grain, *cal.unit_span(cal.shift(self.anchor, -count, unit), grain), relative=True)

    def _named(self, m: re.Match[str]) -> Expr:
        unit = self.words["named"][m["nu"] or m["tu"]]
        step = {"last": -1, "next": 1}.get(self._rel(m["nr"]), 0)
        if self.anchor is None:
            return self._new(m, unit, None, None, relative=True)
        return self._new(m, unit, *cal.unit_span(cal.shift(self.anchor, step, unit), unit), relative=True)

    def _year(self, m: re.Match[str]) -> Expr:
        expr = self._new(m, "year", *cal.year_span(int(m["y"])))
        if m["core"].startswith("منذ"):
            expr.kind, expr.last = "since", None
        return expr

    def _deictic(self, m: re.Match[str]) -> Expr:
        day = None if self.anchor is None else self.anchor + cal.DAY * self._look("days", m["day"])
        return self._new(m, "day", day, day, relative=True)
