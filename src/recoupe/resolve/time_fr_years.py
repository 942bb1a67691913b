"""What the atoms of the French grammar mean, continued: quarters, years, decades, centuries."""

from __future__ import annotations

from datetime import date

from recoupe.resolve import time_calendar as cal
from recoupe.resolve.time_expr import Expr
from recoupe.resolve.time_fr_rules import GRAINS, Atoms
from recoupe.resolve.time_grammar import Found


class YearAtoms(Atoms):
    """Atoms of a quarter and longer, besides those of days and months."""

    def quarter_of(self, m: Found) -> Expr | None:
        unit, order = self.cls(m.at("u")), self.tokens.values[m.at("o")]
        if not 1 <= order <= (4 if unit == "quarter" else 2):
            return None
        expr = Expr(m.start, m.end, GRAINS[unit], unit=unit, count=order)
        year = self.value(m, "y")
        if year is not None:
            return self.quarter_in(expr, year)
        expr.relative = True
        if self.anchor is None:
            return expr
        placed = self.quarter_in(expr, self.anchor.year)
        if placed.first is not None and placed.first > self.anchor and self.ahead(m.start) is not True:
            placed = self.quarter_in(expr, self.anchor.year - 1)
        placed.year = None
        return placed

    @staticmethod
    def quarter_in(expr: Expr, year: int) -> Expr:
        """A numbered quarter or half in a year."""
        months = 3 if expr.unit == "quarter" else 6
        span = cal.months_span(year, (expr.count - 1) * months + 1, months)
        placed = expr.spanning(span[0], span[1], "point")
        placed.year = year
        return placed

    def decade(self, m: Found) -> Expr | None:
        year, short = self.value(m, "y"), self.value(m, "n")
        if "u" in m and not self.raw(m.at("u")).lower().endswith("s"):
            return None
        if year is None:
            if short is None or short >= 100 or short % 10 or self.cls(m.end) in ("yr", "counted"):
                return None
            year = short + (2000 if short < 30 else 1900)
        if year % 10:
            return None
        span = cal.unit_span(date(year, 1, 1), "decade")
        return Expr(m.start, m.end, "decade", *span, year=year)

    def years_in_a_row(self, m: Found) -> Expr | None:
        """« en 2021 et 2022 » is one stretch of two years; « en 2015 et 2018 » are two years."""
        return self.years(m) if self.tokens.values[m.at("z")] == self.tokens.values[m.at("y")] + 1 else None

    def years(self, m: Found) -> Expr | None:
        first, last = self.tokens.values[m.at("y")], self.tokens.values[m.at("z")]
        if last < first:
            return None
        return Expr(m.start, m.end, "year", date(first, 1, 1), date(last, 12, 31), "span", year=first)

    def whole_year(self, m: Found) -> Expr | None:
        year = self.tokens.values[m.at("y")]
        return Expr(m.start, m.end, "year", *cal.year_span(year), year=year)

    def century(self, m: Found) -> Expr | None:
        n = self.tokens.values[m.at("n")]
        if not 1 <= n <= 22:
            return None
        return Expr(m.start, m.end, "century", date(n * 100 - 99, 1, 1), date(n * 100, 12, 31), year=n)

    def year_range(self, m: Found) -> Expr | None:
        first, last = divmod(self.tokens.values[m.at("x")], 10000)
        before = self.cls(m.start - 1)
        if before in ("notyear", "num", "big") or self.raw(m.start - 1) in ("°", "#", "+", "/"):
            return None
        return Expr(m.start, m.end, "year", date(first, 1, 1), date(last, 12, 31), "span", year=first)

    def short_year(self, m: Found) -> Expr | None:
        year = 1900 + self.tokens.values[m.at("y")]
        if len(self.raw(m.at("y"))) != 2 or year < 1960:
            return None
        return Expr(m.at("y"), m.end, "year", *cal.year_span(year), year=year)

    def bare_year(self, m: Found) -> Expr | None:
        i = m.start
        year, before, after = self.tokens.values[i], self.cls(i - 1), self.cls(i + 1)
        nearby = "year" in (self.cls(k) for k in range(max(0, i - 4), i))
        if after in ("counted", "hour", "yr", "mois", "day", "week") or before in ("notyear", "approx"):
            return None
        following = self.raw(i + 1)
        counts = after == "unk" and following.islower() and following[-1] in "sx" and len(following) > 3
        strong = before in ("en", "since", "from", "until", "ici", "before", "after", "between", "open",
                            "pour", "around", "during", "cours", "edge", "yr", "dès")  # fmt: skip
        if strong:
            if counts and year % 50 == 0:
                return None
        elif before in ("de", "du"):
            if counts or self.cls(i - 2) in ("approx", "more", "dozen", "counted"):
                return None
        elif before == "dash" and self.cls(i - 2) == "edge":  # « mi-2020 »
            pass
        elif before in ("et", "ou", "comma", "a", "au", "dash"):
            if counts or not (nearby or (before == "a" and self.raw(i - 1).lower() == "à")):
                return None
        elif before == "unk":
            if counts or not (1950 <= year <= 2100) or not self.raw(i - 1)[-1].isalpha():
                return None
        elif before not in ("", "brk") or after == "unk":
            return None
        if not (1900 <= year <= 2100 or strong):
            return None
        return Expr(i, i + 1, "year", *cal.year_span(year), year=year)
