"""What the atoms of the French grammar mean: from matched tokens to an interval.

Each method is named after its pattern in ``time_fr.ATOMS`` and returns an ``Expr``, or None where the
words turn out to be no time (« 2000 hommes », « a été »).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from recoupe.resolve import time_calendar as cal
from recoupe.resolve.time_expr import Expr, misfit
from recoupe.resolve.time_fr_tense import PARTICIPLE, Reader
from recoupe.resolve.time_grammar import Found

GRAINS: dict[str, cal.Grain] = {
    "day": "day", "week": "week", "mois": "month", "yr": "year", "quarter": "quarter", "half": "half",
    "decade": "decade", "century": "century", "weekend": "week", "hour": "day", "season": "season",
}  # fmt: skip
BESIDE = 45  # days after one that was told with its year, for one of the same story without
# Days that are known by the name of what happened on them (« les accusés du 13-Novembre »).
_NAMED = {(13, 11): 2015, (11, 9): 2001, (7, 10): 2023}
# Words between a day of a month that is not named and what is told of it.
_BEHIND_A_DAY = frozenset({"à", "par", "dans", "en", "puis", "lors", "devant"})


class Atoms(Reader):
    """Dates the atoms of one text, left to right, keeping the time last told."""

    # -- access ---------------------------------------------------------------------------------

    def value(self, m: Found, group: str) -> int | None:
        """The value of a captured token; None where the capture took no part."""
        return self.tokens.values[m.at(group)] if group in m else None

    def class_of(self, m: Found, group: str) -> str:
        """The class of a captured token; empty where the capture took no part."""
        return self.cls(m.at(group)) if group in m else ""

    def written_year(self, m: Found, group: str = "y") -> tuple[int | None, int]:
        """The year in a group (« 98 » is 1998), and where the expression ends without a mistaken one."""
        if group not in m:
            return None, m.end
        i = m.at(group)
        value = self.tokens.values[i]
        if self.cls(i) == "year":
            return (None, i) if self.cls(i + 1) == "counted" else (value, m.end)
        if self.cls(i) == "nw" and 1900 <= value <= 2100:
            return value, m.end
        if len(self.raw(i)) == 2 and value >= 60 and self.cls(i + 1) not in ("unk", "counted", "yr", "mois"):
            return 1900 + value, m.end
        return None, i

    # -- dates ----------------------------------------------------------------------------------

    def day_expr(
        self, a: int, b: int, month: int, day: int | None, year: int | None, weekday: int | None, rel: str
    ) -> Expr | None:
        """A day of a month, with or without year and weekday."""
        if day is None or not 1 <= day <= 31 or cal.make_day(2000, month, day) is None:
            return None
        expr = Expr(a, b, "day", month=month, day=day, weekday=weekday)
        if year is not None:
            return expr.in_year(year)
        expr.relative = True
        if rel in ("follow", "prev"):
            return self._told_day(expr, rel)
        if self.anchor is None:
            return (self.told and expr.in_year(self.told.first.year)) or expr
        if not rel and weekday is None and (frame := self.framed(a)) is not None:
            placed = expr.in_year(frame)
            return replace(placed, year=None) if placed else expr
        strict = rel in ("last", "past")
        future = True if rel == "next" else False if strict else self.ahead(a)
        # A past verb nearby does not send a day of next week back a year.
        if future is False and not rel and (story := self._in_story(expr, a)) is not None:
            return story
        done = strict or self.future is False or (future is False and self.long_past(a))
        within = 0 if done else cal.NEAR_AHEAD if future is False else cal.AHEAD
        found = cal.place_day(self.anchor, month, day, weekday, future is True, within, strict)
        if found is not None:
            expr.first = expr.last = found
            expr.conflict = misfit(weekday, found)
        return expr

    def _in_story(self, expr: Expr, a: int) -> Expr | None:
        """« Le 3 mai 2017, …. Ils avaient fui le 9 mai »: what was done by then goes on in the year told."""
        if self.told is None or self.anchor is None or self.told.grain not in ("day", "night", "month"):
            return None
        if self.told.first.year >= self.anchor.year or not self.long_past(a):
            return None
        placed = expr.in_year(self.told.first.year)
        if placed is None or placed.first is None or expr.weekday is not None:
            return None
        return replace(placed, year=None) if 0 <= (placed.first - self.told.first).days <= BESIDE else None

    def framed(self, i: int) -> int | None:
        """The year told earlier in the sentence of token ``i`` (« En 2017, …, le 4 octobre »)."""
        if self.year_frame is None:
            return None
        at, year = self.year_frame
        if i - at > 100:  # no sentence of the press is that long
            return None
        if self.anchor is not None and year < self.anchor.year and self.ahead(i) is True:
            return None  # « L'école, ouverte en 2023, formera en novembre … »
        between = self.tokens.symbols[at:i]
        return None if self.of["dot"] in between or self.of["brk"] in between else year

    def _told_day(self, expr: Expr, rel: str) -> Expr:
        if self.told is None or expr.month is None or expr.day is None:
            return expr
        found = cal.place_day(self.told.first, expr.month, expr.day, None, rel == "follow", 0, strict=True)
        expr.first = expr.last = found
        return expr

    def full_date(self, m: Found) -> Expr | None:
        number = self.tokens.values[m.at("f")]
        day = cal.make_day(number // 10000, number // 100 % 100, number % 100)
        if day is None:
            return None
        weekday = self.value(m, "w")
        return Expr(m.start, m.end, "day", day, day, conflict=misfit(weekday, day), year=day.year)

    def month_day(self, m: Found) -> Expr | None:
        month = self.value(m, "m")
        day = self.value(m, "d")
        if month is None or not self.is_day_number(m.at("d")):
            return None
        year, end = self.written_year(m)
        if year is None and end == m.end and "late" in m:
            year = self.value(m, "late")
        if self.cls(m.at("m") - 1) == "dash" and self.raw(m.at("m"))[0].isupper():
            year = year or _NAMED.get((day or 0, month))
        return self.day_expr(m.start, end, month, day, year, self.value(m, "w"), self.class_of(m, "r"))

    def is_day_number(self, i: int) -> bool:
        """« 1er » and « premier » are days, « 2e » and « second » are not."""
        return self.cls(i) in ("num", "nw") or self.tokens.values[i] == 1

    def weekday_day(self, m: Found) -> Expr | None:
        weekday, day = self.value(m, "w"), self.value(m, "d")
        anchor, future = self.anchor, self.ahead(m.start)
        if anchor is None or day is None or weekday is None or not self.is_day_number(m.at("d")):
            return None
        near = (anchor + cal.DAY * n for step in range(46) for n in (-step, step))
        fits = [d for d in near if d.day == day and d.weekday() == weekday]
        fits = [d for d in fits if future is None or (d >= anchor) == future] or fits
        if not fits:
            return None
        return Expr(m.start, m.end, "day", fits[0], fits[0], relative=True, weekday=weekday)

    def bare_day(self, m: Found) -> Expr | None:
        """« le 11 », « le 18 au matin »: of the month that the story is in, the nearest."""
        opening = self.raw(m.start).lower()
        opened = opening == "le" or (opening == "au" and self.cls(m.start - 1) == "until")
        if not opened or not self.is_day_number(m.at("d")):
            return None
        day = self._day_beside(self.tokens.values[m.at("d")], self.ahead(m.start))
        return Expr(m.start, m.at("d") + 1, "day", day, day, relative=True) if day is not None else None

    def told_day(self, m: Found) -> Expr | None:
        """« remis le 15 à la base », « le 13 puis le 16 »: behind a participle or another such day."""
        behind = self.raw(m.end).lower()
        if behind not in _BEHIND_A_DAY or len(self.raw(m.start - 1)) <= 2 or self.raw(m.start) != "le":
            return None
        done = self.cls(m.start - 1) in ("unk", "futureverb") and PARTICIPLE.match(self.raw(m.start - 1))
        return self.bare_day(m) if done or behind == "puis" else None

    def bare_days(self, m: Found) -> Expr | None:
        """« les 19 et 20 », « du 3 au 9 », « dans la nuit du 25 au 26 »: likewise."""
        a, b = self.tokens.values[m.at("a")], self.tokens.values[m.at("d")]
        paired = self.cls(m.at("d") - 1) == "et" or self.cls(m.at("d") - 2) == "et"
        if not (self.is_day_number(m.at("a")) and self.is_day_number(m.at("d"))) or a >= b:
            return None
        if paired and (b != a + 1 or self.raw(m.start).lower() not in ("les", "entre")):
            return None
        last = self._day_beside(b, self.ahead(m.start))
        first = last and cal.make_day(last.year, last.month, a)
        if first is None or last is None:
            return None
        if "n" in m:
            return Expr(m.start, m.end, "night", first, last, relative=True) if b == a + 1 else None
        return Expr(m.start, m.end, "day", first, last, "span", relative=True)

    def _day_beside(self, number: int, future: bool | None) -> date | None:
        """The day of that number nearest to the day told last, else before the article's date."""
        if not 1 <= number <= 31:
            return None
        if self.told is not None and self.told.grain == "month":
            return cal.make_day(self.told.first.year, self.told.first.month, number)
        base = self.told.last if self.told is not None and self.told.grain != "year" else self.anchor
        if base is None or self.anchor is None:
            return None
        if future:
            base = max(base, self.anchor)
        months = (
            cal.month_span(n // 12, n % 12 + 1)
            for n in range(base.year * 12 + base.month - 2, base.year * 12 + base.month + 1)
        )
        days = [cal.make_day(first.year, first.month, number) for first, _ in months]
        fits = [d for d in days if d is not None and (future is None or (d > self.anchor) == future)]
        return min(fits, key=lambda d: abs(d - base), default=None)

    def day_range(self, m: Found) -> Expr | None:
        month = self.value(m, "m")
        a, b = self.value(m, "a"), self.value(m, "d")
        if month is None or a is None or b is None or not 1 <= a <= 31:
            return None
        year, end = self.written_year(m)
        weekday, rel = self.value(m, "w"), self.class_of(m, "r")
        last = self.day_expr(m.start, end, month, b, year, weekday, rel)
        if last is None or a >= b:
            return None
        first = None if last.last is None else cal.make_day(last.last.year, month, a)
        last.kind, last.first, last.day, last.month = "span", first, None, None
        return last

    def day_list(self, m: Found) -> Expr | None:
        month = self.value(m, "m")
        places = [i for i in range(m.start, m.at("m")) if self.cls(i) in ("num", "nw", "ord", "oword")]
        if month is None or not all(self.is_day_number(i) for i in places):
            return None
        year, end = self.written_year(m)
        rel = self.class_of(m, "r")
        days: list[Expr] = []
        for i in places:
            weekday = self.tokens.values[i - 1] if self.cls(i - 1) == "weekday" else None
            one = self.day_expr(m.start, end, month, self.tokens.values[i], year, weekday, rel)
            if one is None:
                return None
            days.append(one)
        first, last = days[0].first, days[-1].last
        if len(days) == 2 and first and last and last - first == timedelta(days=1):
            return Expr(m.start, end, "day", first, last, "span", relative=days[0].relative, year=year)
        days[0].also = tuple(days[1:])
        return days[0]

    def night_days(self, m: Found) -> Expr | None:
        month, a, b = self.value(m, "m"), self.value(m, "a"), self.value(m, "d")
        if month is None or a is None:
            return None
        year, end = self.written_year(m)
        last = self.day_expr(m.start, end, month, b, year, self.value(m, "wb"), self.class_of(m, "r"))
        if last is None:
            return None
        first = None if last.last is None else last.last - cal.DAY
        conflict = last.conflict
        if first is not None and first.day != a:
            conflict = f"written as the night from day {a} to day {b}"
        return Expr(
            m.start, end, "night", first, last.last, relative=last.relative, conflict=conflict, year=year
        )

    def night_weekdays(self, m: Found) -> Expr | None:
        expr = Expr(m.start, m.end, "night", relative=True)
        weekday = self.value(m, "w")
        if self.anchor is not None and weekday is not None:
            expr.last = cal.near_weekday(self.anchor, weekday, future=self.ahead(m.start) is True)
            expr.first = expr.last - cal.DAY
        return expr

    def night_rel(self, m: Found) -> Expr | None:
        expr = Expr(m.start, m.end, "night", relative=True)
        if "l" in m:  # « cette nuit-là »: the story's
            if self.told is not None and self.told.grain in ("day", "night"):
                expr.first = self.told.first
                expr.last = self.told.last if self.told.grain == "night" else expr.first + cal.DAY
        elif self.anchor is not None:
            coming = "c" in m and self.ahead(m.start) is True
            expr.first = self.anchor if coming else self.anchor - cal.DAY
            expr.last = expr.first + cal.DAY
        return expr

    def deictic(self, m: Found) -> Expr | None:
        expr = Expr(m.start, m.end, "day", relative=True)
        month, day = self.value(m, "m"), self.value(m, "d")
        weekday = self.value(m, "w")
        shifted = None if self.anchor is None else self.anchor + cal.DAY * self.tokens.values[m.at("t")]
        if month is not None:
            year = self.value(m, "y")
            dated = self.day_expr(m.start, m.end, month, day, year, weekday, "")
            if dated is not None:
                return dated
        expr.first = expr.last = shifted
        if shifted is not None:
            expr.conflict = misfit(weekday, shifted)
        return expr

    def weekday(self, m: Found) -> Expr | None:
        if self.cls(m.start - 1) == "every" or self.raw(m.end).lower() in ("saint", "gras"):
            return None
        weekday, rel = self.tokens.values[m.at("w")], self.class_of(m, "r")
        expr = Expr(m.start, m.end, "day", relative=True, weekday=weekday)
        if "l" in m:  # « ce dimanche-là »: the one of the story
            if self.told is not None and self.told.grain in ("day", "night"):
                expr.first = expr.last = cal.nearest_weekday(self.told.last, weekday)
            return expr
        base = self.told.last if rel in ("follow", "prev") and self.told else self.anchor
        if base is None or (rel in ("follow", "prev") and self.told is None):
            return expr
        if rel in ("last", "prev"):
            expr.first = cal.near_weekday(base - cal.DAY, weekday, future=False)
        elif rel in ("next", "follow"):
            expr.first = cal.near_weekday(base + cal.DAY, weekday, future=True)
        else:
            future = self.ahead(m.start)
            if self.class_of(m, "c") == "ce" and future is not True:
                expr.first = cal.nearest_weekday(base, weekday)
            else:
                expr.first = cal.near_weekday(base, weekday, future=future is True)
        expr.last = expr.first
        return expr

    def month(self, m: Found) -> Expr | None:
        year, end = self.written_year(m)
        return self._month(m, year, end)

    def part_of_month(self, m: Found) -> Expr | None:
        """« la première quinzaine de mars », « la dernière semaine de mai », « les premiers jours de »."""
        unit, late = self.class_of(m, "u"), self.class_of(m, "o") in ("last", "hour")
        order = 2 if late else self.tokens.values[m.at("o")]
        fortnight = unit == "dozen"
        if order > 2 or (order == 2 and not late and not fortnight):
            return None
        if (fortnight and self.tokens.values[m.at("u")] != 15) or (
            self.class_of(m, "o") == "hour" and not fortnight
        ):
            return None
        year, end = self.written_year(m)
        whole = self._month(m, year, end)
        if whole is None or whole.first is None or whole.last is None:
            return whole
        days = 15 if fortnight else 7 if unit == "week" else 10
        if order == 1:
            span = whole.first, whole.first + cal.DAY * (days - 1)
        elif fortnight or unit == "day":
            span = whole.first + cal.DAY * (15 if fortnight else 20), whole.last
        else:
            span = whole.last - cal.DAY * (days - 1), whole.last
        return replace(whole, grain="part", first=span[0], last=span[1], month=None)

    def _month(self, m: Found, year: int | None, end: int) -> Expr | None:
        month = self.tokens.values[m.at("m")]
        rel = self.class_of(m, "r")
        expr = Expr(m.start, end, "month", month=month)
        if year is not None:
            return expr.in_year(year)
        if "r" in m and end < m.end:
            rel = ""
        expr.relative = True
        if rel in ("follow", "prev") or self.anchor is None:
            if self.told is None:
                return expr
            base = self.told.first
            ahead = month > base.month if rel == "follow" else month >= base.month
            step = (0 if ahead else 1) if rel == "follow" else (-1 if ahead and rel == "prev" else 0)
            placed = expr.in_year(base.year + step)
        elif not rel and (frame := self.framed(m.start)) is not None:
            placed = expr.in_year(frame)
        else:
            strict = rel in ("last", "past")
            future = True if rel == "next" else False if strict else self.ahead(m.start)
            placed = expr.in_year(cal.place_month(self.anchor, month, future, strict))
        if placed is None:
            return expr
        placed.year = None
        return placed
