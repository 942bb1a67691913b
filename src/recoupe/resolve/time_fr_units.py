"""What the atoms of the French grammar mean, continued: units of time counted from the article or the story.

« il y a trois ans », « la semaine dernière », « deux jours plus tôt », « le lendemain », « cette année ».
"""

from __future__ import annotations

from datetime import date

from recoupe.resolve import time_calendar as cal
from recoupe.resolve.time_expr import Expr
from recoupe.resolve.time_fr_rules import GRAINS
from recoupe.resolve.time_fr_years import YearAtoms
from recoupe.resolve.time_grammar import Found

_HAVING = ("avoir", "être", "s'", "s’", "d'", "d’")
NEW_YEAR = 14  # so many days into a year « durant l'année » still tells of the one before


class FrenchAtoms(YearAtoms):
    """All atoms of French."""

    # -- spans named by a unit ------------------------------------------------------------------

    def unit_at(self, unit: str, day: date) -> cal.Span:
        """The calendar unit of a class that holds ``day``."""
        return cal.weekend_span(day) if unit == "weekend" else cal.unit_span(day, GRAINS[unit])

    def season_by(self, month: int, anchor: date, rel: str) -> cal.Span:
        """The last, next or current season of a kind, seen from a day."""
        spans = [cal.season_span(y, month) for y in range(anchor.year - 2, anchor.year + 3)]
        if rel == "next":
            return next(s for s in spans if s[0] > anchor)
        if rel == "last":
            return [s for s in spans if s[1] < anchor][-1]
        return [s for s in spans if s[0] <= anchor][-1]

    def this_season(self, month: int, anchor: date, future: bool | None) -> cal.Span:
        """« cet été »: the one that runs, else the nearer of the last and the next."""
        last, coming = self.season_by(month, anchor, "now"), self.season_by(month, anchor, "next")
        if last[1] >= anchor or future is False:
            return last
        return coming if future or coming[0] - anchor < anchor - last[1] else last

    def last_units(self, m: Found) -> Expr | None:
        unit, rel = self.class_of(m, "u"), self.class_of(m, "r")
        n = self.value(m, "n")
        plural = self.raw(m.start).lower() in ("les", "ces", "des")
        if unit == "century" or (not plural and (unit in ("day", "hour") or n is not None)):
            return None
        grain = GRAINS[unit]
        expr = Expr(m.start, m.end, grain, kind="span", relative=True)
        if unit == "hour":
            if n is None:
                return None
            n, unit = max(1, n // 24), "day"
        if self.anchor is None:
            return expr
        named = self.raw(m.start).lower() == "du" and self.cls(m.end - 1) in ("last", "next")
        if named and n is None and unit in ("week", "mois", "yr", "weekend"):  # « au début du mois dernier »
            return self._beside(expr, unit, -1 if rel == "last" else 1)
        if n is None and plural:
            first, last = (self.anchor, None) if rel == "next" else (None, self.anchor)
            return expr.spanning(first, last, "span")
        count = n or 1
        if rel == "next":
            if n is None:
                return self._beside(expr, unit, 1)
            return expr.spanning(self.anchor, cal.shift(self.anchor, count, _grain(unit)), "span")
        if unit == "weekend":
            return self._beside(expr, unit, -1)
        return expr.spanning(cal.shift(self.anchor, -count, _grain(unit)), self.anchor, "span")

    def _beside(self, expr: Expr, unit: str, step: int) -> Expr:
        """The calendar unit before or after the anchor's."""
        if self.anchor is None:
            return expr
        first, last = self.unit_at(unit, cal.shift(self.anchor, step, _grain(unit)))
        if unit == "weekend" and step == -1 and self.anchor.weekday() == 6:
            first, last = self.unit_at(unit, self.anchor - cal.DAY * 7)
        return expr.spanning(first, last, "point")

    def rel_unit(self, m: Found) -> Expr | None:
        unit, rel = self.class_of(m, "u"), self.class_of(m, "r")
        if unit == "hour":
            return None
        expr = Expr(m.start, m.end, GRAINS[unit], relative=True)
        if rel in ("follow", "prev", "before", "after"):
            return self._beside_told(expr, unit, 1 if rel in ("follow", "after") else -1)
        if self.anchor is None:
            return expr
        if unit == "season":
            span = self.season_by(self.tokens.values[m.at("u")], self.anchor, rel)
            return expr.spanning(span[0], span[1], "point")
        if unit == "day":
            return None
        if rel == "past":
            return expr.spanning(cal.shift(self.anchor, -1, _grain(unit)), self.anchor, "span")
        return self._beside(expr, unit, 1 if rel == "next" else -1)

    def _beside_told(self, expr: Expr, unit: str, step: int) -> Expr:
        if (
            self.told is None
            or unit == "season"
            or (unit == "day" and self.told.grain not in ("day", "night"))
        ):
            return expr
        base = self.told.last if step > 0 else self.told.first
        first, last = self.unit_at(unit, base)
        if unit != "weekend" or step < 0 or first <= base:  # « le week-end suivant » ends the same week
            first, last = self.unit_at(unit, cal.shift(base, step, _grain(unit)))
        return expr.spanning(first, last, "point")

    def this_unit(self, m: Found) -> Expr | None:
        unit = self.class_of(m, "u")
        if unit == "hour" or self.raw(m.start).lower() == "ces":
            return None
        expr = Expr(m.start, m.end, GRAINS[unit], relative=True)
        year = self.value(m, "y")
        if year is not None:
            if unit == "season":
                span = cal.season_span(year, self.tokens.values[m.at("u")])
            elif unit == "yr":
                span = cal.year_span(year)
            else:
                return None
            expr.relative, expr.year = False, year
            return expr.spanning(span[0], span[1], "point")
        if "l" in m and unit == "day" and self.told is not None and self.told.grain == "month":
            expr.grain = "month"  # « en octobre… ce jour-là »: a day of it
            return expr.spanning(self.told.first, self.told.last, "point")
        if "l" in m or (unit == "day" and self.raw(m.at("u")).lower().endswith("ée")):
            return self._of_that_year(m, expr) or self._told_unit(expr, unit)
        if self.anchor is None:
            return expr
        if unit == "season":
            span = self.this_season(self.tokens.values[m.at("u")], self.anchor, self.ahead(m.start))
        elif unit == "weekend" and self._weekend_past(self.ahead(m.start)):
            span = cal.weekend_span(self.anchor - cal.DAY * 7)
        else:
            span = self.unit_at(unit, self.anchor)
        return expr.spanning(span[0], span[1], "point")

    def _weekend_past(self, future: bool | None) -> bool:
        """Whether « ce week-end » is the last one: early in the week, or later with a verb of the past."""
        day = 7 if self.anchor is None else self.anchor.weekday()
        return (day <= 1 and future is not True) or (day <= 3 and future is False)

    def running_unit(self, m: Found) -> Expr | None:
        """« au cours du week-end », « pendant la semaine »: the one that runs, or has just run."""
        unit = self.cls(m.at("u"))
        if self.cls(m.end) in ("year", "unk", "num", "de", "du", "last", "next", "past", "prev", "follow"):
            return None  # « pendant la semaine sainte », « au cours de l'année 2019 »
        expr = Expr(m.start, m.end, GRAINS[unit], relative=True)
        if self.anchor is None:
            return expr
        first, last = self.unit_at(unit, self.anchor)
        begun = unit != "yr" or (self.anchor - first).days > NEW_YEAR
        if (first > self.anchor or not begun) and self.ahead(m.start) is not True:
            first, last = self.unit_at(unit, self.anchor - cal.DAY * (7 if begun else NEW_YEAR + 1))
        return expr.spanning(first, last, "point")

    def _told_unit(self, expr: Expr, unit: str) -> Expr:
        if self.told is None or unit == "season":
            return expr
        fine = self.told.grain in ("day", "night")
        if unit == "day" and not fine:
            return expr
        if unit == "day":
            return expr.spanning(self.told.first, self.told.last, "point")
        span = self.unit_at(unit, self.told.first)
        if unit in ("week", "weekend", "mois") and (self.told.last - self.told.first).days > 31:
            return expr
        return expr.spanning(span[0], span[1], "point")

    def same_unit(self, m: Found) -> Expr | None:
        unit = self.class_of(m, "u")
        if unit in ("hour", "century"):
            return None
        if unit in ("daypart", "night"):
            unit = "day"
        expr = Expr(m.start, m.end, GRAINS[unit], relative=True)
        return self._of_that_year(m, expr) or self._told_unit(expr, unit)

    def _of_that_year(self, m: Found, expr: Expr) -> Expr | None:
        """« en mai et juin de la même année », « le 20 mai de cette année-là »: told before that month."""
        if self.cls(m.at("u")) != "yr" or self.cls(m.start - 1) != "de":
            return None
        named = m.start - 1
        while self.cls(named - 1) in ("month", "et", "en", "comma", "num", "le", "a"):
            named -= 1
        before = next((told for at, told in reversed(self.history) if at < named), self.told_at_first)
        if before is None:
            return None
        span = cal.year_span(before.first.year)
        return expr.spanning(span[0], span[1], "point")

    # -- counted from the article or the story --------------------------------------------------

    def count(self, m: Found) -> int | None:
        """A counted number of units; None where it is vague (« quelques »)."""
        if "k" in m:
            return self.tokens.values[m.at("k")]
        if self.class_of(m, "n") == "some":
            return None
        return self.value(m, "n")

    @staticmethod
    def _halved(m: Found, unit: str, n: int) -> tuple[str, int]:
        """« un an et demi » is eighteen months; half of a shorter unit is left out."""
        return ("mois", n * 12 + 6) if "h" in m and unit == "yr" else (unit, n)

    def ago(self, m: Found) -> Expr | None:
        unit, n = self.cls(m.at("u")), self.count(m)
        expr = Expr(m.start, m.end, GRAINS[unit], relative=True)
        if n is None or self.anchor is None:
            return expr
        unit, n = self._halved(m, unit, n)
        if unit == "hour":
            unit, n = "day", n // 24
        if (
            n == 1 and unit in ("mois", "yr") and "h" not in m
        ):  # a month ago: that day; a year ago: that month
            day = cal.shift(self.anchor, -1, _grain(unit))
            expr.grain = "day" if unit == "mois" else "month"
            return expr.spanning(*cal.unit_span(day, expr.grain), "point")
        return self._around(expr, cal.shift(self.anchor, -n, _grain(unit)), unit)

    @staticmethod
    def _around(expr: Expr, day: date, unit: str) -> Expr:
        """Counted days and weeks give a day, months a month, longer units a year."""
        if unit in ("day", "week", "weekend"):
            expr.grain = "day"
            return expr.spanning(day, day, "point")
        expr.grain = "month" if unit in ("mois", "quarter", "half") else "year"
        span = cal.unit_span(day, expr.grain)
        return expr.spanning(span[0], span[1], "point")

    def offset(self, m: Found) -> Expr | None:
        unit, n = self.cls(m.at("u")), self.count(m)
        word = self.class_of(m, "e")
        expr = Expr(m.start, m.end, GRAINS[unit], relative=True)
        if word in ("before", "after") and self.raw(m.end).lower() in _HAVING:
            return None  # « mort lundi, deux jours après avoir été enlevé »: counted back from lundi
        if self.told is None:
            return expr
        fine = self.told.grain in ("day", "night")
        if n is not None:
            unit, n = self._halved(m, unit, n)
        earlier = word in ("early", "earlier", "before")
        if unit == "hour":  # hours before a night are its first day, hours after it its last
            day = self.told.first if earlier else self.told.last
            return expr.spanning(day, day, "point") if fine else expr
        if n is None or (unit in ("day", "week", "weekend") and not fine):
            return expr
        if unit == "mois" and self.told.grain not in ("day", "night", "month", "part"):
            return expr
        step = -n if earlier else n
        if unit == "yr" and n == 1 and self.told.grain in ("day", "night", "month"):
            day = cal.shift(self.told.first, step, "year")  # « en avril… un an plus tard »: that month
            expr.grain = "month"
            return expr.spanning(*cal.month_span(day.year, day.month), "point")
        day = cal.shift(self.told.first, step, _grain(unit))
        if (
            self.anchor is not None
            and day > self.anchor >= self.told.first
            and self.ahead(m.start) is not True
        ):
            return expr  # « arrêté quinze jours plus tard », told today: of a day told before the last
        return self._around(expr, day, unit)

    def in_units(self, m: Found) -> Expr | None:
        unit, n = self.class_of(m, "u"), self.value(m, "n")
        within = self.cls(m.start + 1) in ("le", "les") or self.cls(m.start) == "sous"
        if unit == "day" and self.class_of(m, "n") == "un":  # « dans un jour de grâce »
            return None
        if unit == "hour" or (within and n is None and "v" not in m):
            return None
        expr = Expr(m.start, m.end, GRAINS[unit], relative=True)
        if self.anchor is None:
            return expr
        if within:
            last = None if n is None else cal.shift(self.anchor, n, _grain(unit))
            return expr.spanning(self.anchor, last, "span")
        return self._around(expr, cal.shift(self.anchor, n or 0, _grain(unit)), unit)

    def first_units(self, m: Found) -> Expr | None:
        unit, n, year = self.cls(m.at("u")), self.tokens.values[m.at("n")], self.value(m, "y")
        if unit != "mois" or not 1 <= n <= 12:
            return None
        expr = Expr(m.start, m.end, "month", relative=year is None, year=year)
        if year is None:
            if self.anchor is None:
                return expr
            year = self.anchor.year if n <= self.anchor.month else self.anchor.year - 1
        span = cal.months_span(year, 1, n)
        return expr.spanning(span[0], span[1], "span")

    def night_beside(self, m: Found) -> Expr | None:
        """« la nuit précédente »: the one into the day that is told, or out of it."""
        expr = Expr(m.start, m.end, "night", relative=True)
        if self.told is not None and self.told.grain in ("day", "night"):
            before = self.class_of(m, "r") == "prev"
            expr.first = self.told.first - cal.DAY if before else self.told.last
            expr.last = expr.first + cal.DAY
        return expr

    def eve(self, m: Found) -> Expr | None:
        step = self.tokens.values[m.at("v")]
        expr = Expr(m.start, m.end, "day", relative=True, unit="eve", count=step)
        if self.cls(m.end) in ("de", "du"):  # of what is named next, which only a date can tell
            return expr
        if self.told is not None and self.told.grain in ("day", "night"):
            base = self.told.first if step < 0 else self.told.last
            expr.first = expr.last = base + cal.DAY * step
        return expr

    def daypart(self, m: Found) -> Expr | None:
        expr = Expr(m.start, m.end, "day", relative=True)
        longer = "p" in m and self.raw(m.at("p")).lower().endswith("ée")  # « cette soirée » is the story's
        if "c" in m and not longer and "l" not in m:
            if self.anchor is not None:
                expr.first = expr.last = self.anchor
        elif self.told is not None and self.told.grain in ("day", "night"):
            expr.first, expr.last = self.told.first, self.told.last
            if self.class_of(m, "p") == "night" and self.told.grain == "day":
                expr.grain, expr.last = "night", self.told.last + cal.DAY
        if self.class_of(m, "p") == "night" and self.anchor is not None and expr.first == self.anchor:
            if "c" not in m and self.ahead(m.start) is not True:  # the article's day: the night before
                expr.grain, expr.first, expr.last = "night", self.anchor - cal.DAY, self.anchor
        # « le matin » is a habit unless a day was told and a verb of the past stands by it.
        if "q" in m and (expr.first is None or self.ahead(m.start) is not False):
            return None
        return expr

    def season(self, m: Found) -> Expr | None:
        opening = self.class_of(m, "c")
        year, rel = self.value(m, "y"), self.class_of(m, "r")
        before = self.cls(m.start - 1)
        if not (opening or year or rel) or before in ("pastverb", "a"):
            return None
        if opening == "a" and (self.raw(m.start).lower() == "a" or self.cls(m.start + 1) != "le"):
            return None
        if opening == "au" and not self.raw(m.at("s")).lower().startswith("print"):
            return None
        expr = Expr(m.start, m.end, "season", year=year)
        month = self.tokens.values[m.at("s")]
        if year is not None:
            span = cal.season_span(year, month)
            return expr.spanning(span[0], span[1], "point")
        expr.relative = True
        if self.anchor is None:
            return expr
        future = self.ahead(m.start) is True or before in ("before", "ici", "until")
        if opening == "ce" and not rel:
            span = self.this_season(month, self.anchor, self.ahead(m.start))
            return expr.spanning(span[0], span[1], "point")
        if rel not in ("last", "next"):
            rel = "next" if future else "now"
        span = self.season_by(month, self.anchor, rel)
        return expr.spanning(span[0], span[1], "point")

    def duration(self, m: Found) -> Expr | None:
        unit = self.cls(m.at("u"))
        if unit == "hour":
            return None
        n = self.count(m)
        half = "h" in m and unit == "mois"
        if n is not None:
            unit, n = self._halved(m, unit, n)
        return Expr(m.start, m.end, GRAINS[unit], kind="age_or_duration", count=n or 0, unit=unit, half=half)


def _grain(unit: str) -> str:
    return "week" if unit == "weekend" else GRAINS[unit]
