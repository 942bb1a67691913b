"""How French time expressions combine: ranges, « depuis », « jusqu'à », parts, « … de l'an dernier »."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from recoupe.resolve import time_calendar as cal
from recoupe.resolve.time_expr import Expr, Told
from recoupe.resolve.time_fr import ATOMS, JOINS, MACROS
from recoupe.resolve.time_fr_rules import GRAINS
from recoupe.resolve.time_fr_units import FrenchAtoms
from recoupe.resolve.time_grammar import Found, Grammar
from recoupe.resolve.time_tokens import symbols

HALF_MONTH = 15  # days

# Words before an atom that make it a border of a period and no moment of the story.
_BORDERS = frozenset({"since", "until", "before", "after", "ici", "from", "start", "between"})


@cache
def _atoms() -> Grammar:
    return Grammar(ATOMS, MACROS, symbols("fr"))


@cache
def _joins() -> list[Grammar]:
    return [Grammar(rules, MACROS, symbols("fr")) for rules in JOINS]


class Joins:
    """Reads a text with the French grammar: atoms first, then the passes of joins over them."""

    def __init__(self, atoms: FrenchAtoms) -> None:
        self.atoms = atoms
        self.items: list[Expr | int] = []  # one per position of ``line``: an expression or a token's number
        self.line = ""

    def read(self) -> list[Expr]:
        """All expressions of the text in order."""
        found: list[Expr] = []

        def take(name: str, m: Found) -> int | None:
            try:
                expr: Expr | None = getattr(self.atoms, name)(m)
            except (ValueError, OverflowError):  # beyond the years of the calendar
                return None
            if expr is None:
                return None
            found.append(expr)
            self._tell(expr)
            return expr.b

        _atoms().walk(self.atoms.tokens.classes, take)
        if not found and self.atoms.of["edge"] not in self.atoms.tokens.symbols:
            return []
        self._lay(found)
        for grammar in _joins():
            self._pass(grammar)
        return [item for item in self.items if isinstance(item, Expr)]

    def _tell(self, expr: Expr) -> None:
        before = expr.a - 1
        while self.atoms.cls(before) in ("le", "a", "au", "de", "du", "en"):
            before -= 1
        border = self.atoms.cls(before)
        # « suspendu dès le 8 septembre, imité deux jours plus tard »: a day, told as any other
        border = "" if border == "from" and expr.grain in ("day", "night") else border
        if expr.first is None or expr.last is None or border in _BORDERS:
            return
        if expr.kind == "point" and expr.grain in ("day", "night", "month", "year"):
            self._told(expr.a, expr.first, expr.last, expr.grain)
            opens = self.atoms.cls(expr.a - 1) in ("", "dot", "brk") and self.atoms.cls(expr.b) == "comma"
            if expr.grain == "day" and expr.year is not None and opens:  # « Le 1er mars 2021, … ; le 6 mai »
                self.atoms.year_frame = (expr.b, expr.year)
            # « en 2017 », « l'an dernier », but not « les attentats de 2015 », « qui en 2017 avait rompu »;
            # « l'année suivante » only where it opens the sentence
            adverb = self.atoms.cls(expr.a - 1) == "en" or expr.b - expr.a > 1
            if (
                expr.grain == "year"
                and adverb
                and (
                    self.atoms.cls(expr.b - 1) not in ("prev", "follow", "there")
                    or (
                        self.atoms.cls(expr.b) == "comma" and self.atoms.cls(expr.a - 1) in ("", "dot", "brk")
                    )
                )
                and not {self.atoms.cls(expr.a - 1), self.atoms.cls(expr.a - 2)} & {"qui"}
            ):
                self.atoms.year_frame = (expr.b, expr.first.year)
        elif expr.kind == "span" and expr.grain == "day" and not expr.relative:
            self._told(expr.a, expr.first, expr.last, expr.grain)

    def _told(self, at: int, first: date, last: date, grain: cal.Grain) -> None:
        self.atoms.told = Told(first, last, grain)
        self.atoms.history.append((at, self.atoms.told))

    def _lay(self, found: list[Expr]) -> None:
        of, at, line = self.atoms.of, 0, []
        symbols_ = self.atoms.tokens.symbols
        for expr in found:
            self.items.extend(range(at, expr.a))
            line += symbols_[at : expr.a]
            self.items.append(expr)
            line.append(of["stretch"] if expr.kind == "age_or_duration" else of["point"])
            at = expr.b
        self.items.extend(range(at, len(symbols_)))
        line += symbols_[at:]
        self.line = "".join(line)

    def _pass(self, grammar: Grammar) -> None:
        made: list[tuple[int, int, Expr]] = []

        def take(name: str, m: Found) -> int | None:
            start = m.start
            while start < m.end - 1 and self._is_verb(start):
                start += 1
            try:
                expr: Expr | None = getattr(self, name)(m)
            except (ValueError, OverflowError):
                return None
            if expr is None:
                return None
            expr = replace(expr, a=self._bounds(start)[0], b=self._bounds(m.end - 1)[1])
            made.append((start, m.end, expr))
            return m.end

        grammar.walk(self.line, take)
        of = self.atoms.of
        for start, end, expr in reversed(made):
            symbol = of["stretch"] if expr.kind == "age_or_duration" else of["point"]
            self.items[start:end] = [expr]
            self.line = self.line[:start] + symbol + self.line[end:]

    def _is_verb(self, at: int) -> bool:
        """« a » without an accent before an expression is a verb."""
        return self.line[at] == self.atoms.of["a"] and self.atoms.raw(self._bounds(at)[0]) == "a"

    def _bounds(self, at: int) -> tuple[int, int]:
        item = self.items[at]
        return (item, item + 1) if isinstance(item, int) else (item.a, item.b)

    def _item(self, m: Found, group: str) -> Expr:
        item = self.items[m.at(group)]
        assert isinstance(item, Expr)  # the class « point » or « stretch » says so
        return item

    def _token(self, m: Found, group: str) -> int:
        return self._bounds(m.at(group))[0]

    def _value(self, m: Found, group: str) -> int:
        return self.atoms.tokens.values[self._token(m, group)]

    # -- parts ----------------------------------------------------------------------------------

    def edge(self, m: Found) -> Expr | None:
        part, whole = self._value(m, "e"), self._item(m, "p")
        if whole.grain in ("day", "night", "part") or whole.kind != "point":
            return None
        if part == 3 or whole.first is None or whole.last is None:
            return replace(
                whole, grain=whole.grain if part == 3 else "part", edge=None if part == 3 else part
            )
        first, last = cal.part_span((whole.first, whole.last), whole.grain, part)
        return replace(whole, grain="part", first=first, last=last, edge=part)

    def edge_unit(self, m: Found) -> Expr | None:
        part, at = self._value(m, "e"), self._token(m, "u")
        unit = self.atoms.cls(at)
        if unit in ("hour", "century", "decade", "day") or self.atoms.cls(at + 1) in ("de", "du"):
            return None
        expr = Expr(0, 0, "part", relative=True, edge=part)
        anchor = self.atoms.anchor
        if anchor is None:
            return expr
        beside = {"last": -1, "next": 1}.get(self.atoms.cls(self._token(m, "r")), 0) if "r" in m else 0
        if unit == "season":
            if beside:
                return None
            span = self.atoms.season_by(self.atoms.tokens.values[at], anchor, "now")
        else:
            span = self.atoms.unit_at(unit, cal.shift(anchor, beside, GRAINS[unit]))
        if part != 3:
            span = cal.part_span(span, GRAINS[unit], part)
        return expr.spanning(span[0], span[1], "point")

    def week_of(self, m: Found) -> Expr | None:
        """« la semaine du 6 mai »: from its Monday to its Sunday."""
        day = self._item(m, "p")
        if day.grain != "day" or day.kind != "point" or day.first is None or day.also:
            return None
        first, last = self.atoms.unit_at("week", day.first)
        return replace(day, grain="week", first=first, last=last, month=None, day=None, weekday=None)

    def night_of(self, m: Found) -> Expr | None:
        day = self._item(m, "p")
        if day.grain != "day" or day.kind != "point":
            return None
        return replace(day, grain="night" if self.atoms.cls(self._token(m, "n")) == "night" else "day")

    # -- pairs ----------------------------------------------------------------------------------

    def within(self, m: Found) -> Expr | None:
        inner, outer = self._item(m, "p"), self._item(m, "q")
        if outer.kind != "point" or outer.first is None or outer.last is None:
            return None
        stretch = inner.kind == "span" and inner.relative and inner.year is None
        stretch = stretch and inner.grain in ("month", "day") and inner.weekday is None
        if outer.grain == "year" and stretch and inner.first and inner.last:
            # « en mai et juin de la même année », « du 3 au 9 mai de l'an dernier »
            back = inner.last.year - outer.first.year
            first, last = (cal.shift(day, -back, "year") for day in (inner.first, inner.last))
            return replace(inner, first=first, last=last, relative=outer.relative, year=outer.first.year)
        if inner.kind != "point":
            return None
        placed: Expr | None = None
        if outer.grain == "year" and inner.year is None:
            year = outer.first.year
            if inner.month is not None:
                placed = inner.in_year(year)
            elif inner.unit in ("quarter", "half") and inner.count:
                placed = self.atoms.quarter_in(inner, year)
        elif inner.unit == "eve" and outer.grain == "day":
            placed = replace(outer, first=outer.first + cal.DAY * inner.count, year=None)
            placed.last = placed.first
        elif outer.grain == "week" and inner.weekday is not None and inner.month is None:
            placed = inner.from_on(outer.first)
        if placed is None:
            return None
        return replace(placed, relative=outer.relative, year=placed.year or outer.first.year)

    def eve_of(self, m: Found) -> Expr | None:
        """« au lendemain du putsch du 18 août »: the day after the 18th."""
        inner, outer = self._item(m, "p"), self._item(m, "q")
        if inner.unit != "eve" or inner.first is not None or outer.grain != "day" or outer.first is None:
            return None
        day = outer.first + cal.DAY * inner.count
        return replace(outer, first=day, last=day, kind="point", year=None, also=())

    def between(self, m: Found) -> Expr | None:
        return self._range(self._item(m, "p"), self._item(m, "q"))

    def from_to(self, m: Found) -> Expr | None:
        start, end = self._item(m, "p"), self._item(m, "q")
        opened = m.at("p") > m.start
        between = self.line[m.at("p") + 1 : m.at("q")]
        if not opened and (start.grain != end.grain or self.atoms.of["until"] in between):
            return None
        if not between and self.atoms.raw(end.a).lower() not in ("à", "au"):
            return None  # « de 2002 à la fin de 2021 »: the end brings its « à »
        if not opened and self.atoms.raw(start.a).lower() in ("le", "la", "l'", "l’", "ce", "cette"):
            return None
        return self._range(start, end)

    def days_in_a_row(self, m: Found) -> Expr | None:
        """« jeudi et vendredi »: two days told only by their names, one behind the other."""
        start, end = self._item(m, "p"), self._item(m, "q")
        named = [e for e in (start, end) if e.kind == "point" and e.grain == "day" and e.weekday is not None]
        if len(named) < 2 or start.month or end.month or start.first is None or end.first is None:
            return None
        if (end.first - start.first).days % 7 != 1:
            return None
        return replace(end, first=end.first - cal.DAY, kind="span", weekday=None, also=())

    def months_in_a_row(self, m: Found) -> Expr | None:
        """« en octobre et novembre 2020 », « en mai et en juin »: one stretch of two months."""
        start, end = self._item(m, "p"), self._item(m, "q")
        if any(e.grain != "month" or e.month is None or e.first is None for e in (start, end)):
            return None
        if start.year is not None or start.month is None or end.month is None or end.first is None:
            return None
        if (end.month - start.month) % 12 != 1:
            return None
        placed = start.in_year(end.first.year - (start.month > end.month))
        if placed is None:
            return None
        return replace(end, first=placed.first, kind="span", month=None, relative=end.year is None)

    def _range(self, start: Expr, end: Expr) -> Expr | None:
        if start.kind not in ("point", "span") or end.kind not in ("point", "span"):
            return None
        start = self._week_before(start, end)
        if start.yearless and end.year is not None and end.last is not None:
            moved = start.in_year(end.last.year)
            if moved is not None and moved.first is not None and moved.first > end.last:
                moved = start.in_year(end.last.year - 1)
            start = moved or start
        elif (
            end.yearless
            and start.first is not None
            and (start.year or not end.last or end.last < start.first)
        ):
            end = end.from_on(start.first) or end
        if start.first is not None and end.last is not None and end.last < start.first:
            return None
        grain = end.grain if end.grain == start.grain else "day"
        conflict = start.conflict or end.conflict
        year = end.year or start.year
        relative = start.relative or end.relative
        if start.year is None and end.year is not None and start.month is not None:
            relative = False
        return Expr(0, 0, grain, start.first, end.last, "span", relative, conflict, year=year)

    def _week_before(self, start: Expr, end: Expr) -> Expr:
        """« arrêtés entre lundi et jeudi », told on a Monday: the Monday before that Thursday."""
        named = start.weekday is not None and end.weekday is not None and not (start.month or end.month)
        if not named or start.weekday is None or start.first is None or end.first is None:
            return start
        if not 0 < (start.first - end.first).days < 7 or self.atoms.ahead(start.a) is True:
            return start
        day = cal.near_weekday(end.first, start.weekday, future=False)
        return replace(start, first=day, last=day)

    # -- borders --------------------------------------------------------------------------------

    def since(self, m: Found) -> Expr | None:
        point = self._item(m, "p")
        if point.kind not in ("point", "span"):
            return None
        if self.line[m.start] == self.atoms.of["from"]:  # « dès 1957 »: begun then, and told as then
            anchor = self.atoms.anchor
            if point.grain in ("day", "night"):  # « dès le 3 août »: then, or from a day to come on
                named = point.day is not None or point.weekday is not None
                open_ = named and anchor is not None and point.first is not None and point.first > anchor
                return replace(point, last=None, kind="since", also=()) if open_ else point
            # « seront formés dès janvier »: from then on
            ahead = anchor is not None and point.month is not None and point.first and point.first > anchor
            return replace(point, last=None if ahead else point.last, kind="since", also=())
        return replace(self._behind(point, m), last=None, kind="since", also=())

    def _behind(self, point: Expr, m: Found) -> Expr:
        """« depuis janvier » is behind us, whatever the verb nearby speaks of."""
        anchor = self.atoms.anchor
        late = anchor is not None and point.first is not None and point.first > anchor
        if not late or not point.yearless or self.line[m.start] != self.atoms.of["since"]:
            return point
        assert anchor is not None and point.first is not None
        if point.month is None:
            return replace(point, first=point.first - cal.DAY * 7)
        years = (point.in_year(year) for year in (anchor.year, anchor.year - 1))
        return next((p for p in years if p is not None and p.first is not None and p.first <= anchor), point)

    def since_for(self, m: Found) -> Expr | None:
        stretch = self._item(m, "p")
        expr = Expr(0, 0, stretch.grain, kind="since", relative=True)
        if self.atoms.anchor is not None and stretch.count:
            expr.first = cal.shift(self.atoms.anchor, -stretch.count, stretch.grain)
        return expr

    def until(self, m: Found) -> Expr | None:
        point = self._item(m, "p")
        if point.kind not in ("point", "span"):
            return None
        anchor = self.atoms.anchor
        if point.yearless and anchor is not None and point.last is not None:
            ahead = point.from_on(anchor) or point
            near = ahead.last is not None and ahead.last - anchor < anchor - point.last
            if near or self.line[m.start] != self.atoms.of["until"]:
                point = ahead
        return replace(point, first=None, kind="until", also=())

    def until_in(self, m: Found) -> Expr | None:
        stretch, anchor = self._item(m, "p"), self.atoms.anchor
        expr = Expr(0, 0, stretch.grain, kind="until", relative=True)
        if anchor is not None and stretch.count:
            expr.first, expr.last = anchor, cal.shift(anchor, stretch.count, stretch.grain)
        return expr

    def before(self, m: Found) -> Expr | None:
        point = self._item(m, "p")
        if point.kind != "point":
            return None
        if self._negated(self._bounds(m.start)[0]):  # « ne s'ouvrira pas avant septembre »: from then on
            return replace(point, last=None, kind="since", also=())
        anchor = self.atoms.anchor
        # « d'ici à la fin mars », « à rendre avant le 30 juin »: that day is the last
        due = (
            point.day is not None and anchor is not None and point.first is not None and point.first > anchor
        )
        keeps = point.edge == 2 or due
        last = point.last if keeps else point.first and point.first - cal.DAY
        return replace(point, first=None, last=last, kind="until", also=())

    def _negated(self, at: int) -> bool:
        """Whether « pas » or « plus » stands right before token ``at``, and « ne » before that."""
        words = [self.atoms.raw(i).lower() for i in range(max(0, at - 8), at)]
        return bool(words) and words[-1] in ("pas", "guère") and bool({"ne", "n'", "n’"} & set(words))

    def after(self, m: Found) -> Expr | None:
        point = self._item(m, "p")
        if point.kind != "point":
            return None
        return replace(point, first=point.last and point.last + cal.DAY, last=None, kind="since", also=())

    def during(self, m: Found) -> Expr | None:
        return self._item(m, "p")

    def stretch_past(self, m: Found) -> Expr | None:
        """« 1 200 personnes en dix-huit mois »: up to the day that the text just told, or the article's."""
        stretch = self._item(m, "p")
        if "d" in m and self.atoms.raw(self._token(m, "d")).lower() != "durant":
            return None
        told = self.atoms.told
        fresh = told is not self.atoms.told_at_first and told is not None and told.grain in ("day", "month")
        base = told.last if fresh and told is not None else self.atoms.anchor
        months = fresh and told is not None and told.grain == "month" and stretch.unit in ("mois", "yr")
        if fresh and told is not None and told.grain == "month" and not months:
            base = self.atoms.anchor
        known = stretch.unit in ("day", "week", "mois", "yr") and stretch.count
        if base is None or not known or self.atoms.ahead(stretch.a) is True:
            return stretch
        first = cal.shift(base, -stretch.count, GRAINS[stretch.unit])
        if months:  # « en février, 98 réseaux en onze ans »: from that month of the first year on
            first = first.replace(day=1)
        if stretch.half:
            first -= cal.DAY * HALF_MONTH
        if stretch.unit in ("day", "week"):  # both ends count
            first += cal.DAY
        return Expr(0, 0, stretch.grain, first, base, "span", relative=True)

    def stretch_for(self, m: Found) -> Expr | None:
        return self._item(m, "p")
