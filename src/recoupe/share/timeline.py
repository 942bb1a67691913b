"""Charts of the page as SVG text: the timeline, a ledger's periods (origin_svg.py has the third).

No script, no outside reference, no style of its own: classes are those of ``page.css``. Charts
repeat what the page says in words and are hidden from screen readers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from math import sqrt
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

from recoupe.share.nouns import UNSHOWN

STEP = 15  # px per origin, and the height of the smallest mark
MOST = 260  # marks; past it only what several articles tell, or sources dispute, is drawn


class Mark(Struct, frozen=True, kw_only=True):
    """One account of the timeline."""

    href: str
    label: str
    day: date
    origins: int
    disputed: bool
    articles: int


class Bar(Struct, frozen=True, kw_only=True):
    """One claim of a ledger: the period it counts and the value it gives."""

    start: date | None
    end: date | None
    label: str
    broken: bool


def chosen(marks: Sequence[Mark]) -> list[Mark]:
    """The marks that are drawn, in order of time."""
    kept = marks if len(marks) <= MOST else [m for m in marks if m.articles > 1 or m.disputed]
    return sorted(kept, key=lambda m: (m.day, m.href))


def timeline(marks: Sequence[Mark], width: int) -> str:
    """The timeline, ``width`` px wide; disputed marks are hatched by the page's pattern.

    A year's room grows with its accounts (square root), empty years are left out: press archives
    crowd into a few weeks, and a plain axis would show one black bar.
    """
    marks = chosen(marks)
    if not marks:
        return ""
    by_year: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_year[mark.day.year].append(mark)
    years = sorted(by_year)
    left, right, top, foot = 26, 6, 10, 26
    room = width - left - right
    gap = min(14, room / (4 * len(years)))
    weights = {year: max(1.6, sqrt(len(by_year[year])) * 1.6, len(by_year[year]) * 0.9) for year in years}
    unit = (room - gap * (len(years) - 1)) / sum(weights.values())
    tallest = max(mark.origins for mark in marks)
    step = min(STEP * 1.6, 96 / tallest)
    base = top + step * tallest
    height = base + foot
    out = [_open(width, height, "timeline")]
    for n in range(1, tallest + 1):
        y = base - n * step
        out.append(f'<line class="grid" x1="{left}" x2="{width - right}" y1="{y:.1f}" y2="{y:.1f}"/>')
        out.append(f'<text class="tick" x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{n}</text>')
    x = float(left)
    for i, year in enumerate(years):
        wide = weights[year] * unit
        out.append(f'<line class="axis" x1="{x:.1f}" x2="{x + wide:.1f}" y1="{base:.1f}" y2="{base:.1f}"/>')
        if wide >= 26 or i % 2 == 0:
            text = str(year) if wide >= 30 else f"’{year % 100:02d}"
            at = f'x="{x + wide / 2:.1f}" y="{base + 17:.1f}"'
            out.append(f'<text class="year" {at} text-anchor="middle">{text}</text>')
        if i + 1 < len(years) and years[i + 1] > year + 1:
            at = f'x="{x + wide + gap / 2:.1f}" y="{base + 4:.1f}"'
            out.append(f'<text class="tick" {at} text-anchor="middle">⋯</text>')
        out += _year(by_year[year], x, wide, base, step)
        x += wide + gap
    return "".join([*out, "</svg>"])


def _year(marks: Sequence[Mark], x: float, wide: float, base: float, step: float) -> list[str]:
    """The marks of one year, each at its day, pushed apart where days coincide."""
    pitch = min(wide / len(marks), 11.0)
    breadth = max(1.0, min(pitch * 0.78, 8.0))
    first = [(m.day.timetuple().tm_yday - 1) / 366 * (wide - pitch) for m in marks]
    places: list[float] = []
    for at in first:
        places.append(max(at, places[-1] + pitch) if places else at)
    over = places[-1] - (wide - pitch)
    for i in range(len(places) - 1, -1, -1):
        limit = wide - pitch * (len(places) - i)
        if over <= 0 or places[i] <= limit:
            break
        places[i] = limit
    out = []
    for mark, at in zip(marks, places, strict=True):
        height = mark.origins * step - 1.5
        kind = "mark disputed" if mark.disputed else "mark" if mark.articles > 1 else "mark alone"
        out.append(
            f'<a href={quoteattr(mark.href)} tabindex="-1"><title>{_text(mark.label)}</title>'
            f'<rect class="{kind}" x="{x + at:.1f}" y="{base - height:.1f}" width="{breadth:.1f}" '
            f'height="{height:.1f}"/></a>'
        )
    return out


def periods(bars: Sequence[Bar], width: int = 560) -> str:
    """A ledger's claims as bars over the period each counts, the value at the end; "" for one day."""
    days = [day for bar in bars for day in (bar.start, bar.end) if day]
    if not days or min(days).year == max(days).year:
        return ""
    first, last = min(days).year, max(days).year + 1
    row, left, right, foot = 18, 16, 150, 22
    room = width - left - right
    height = len(bars) * row + foot + 4

    def x(day: date) -> float:
        return left + room * (day.toordinal() - date(first, 1, 1).toordinal()) / (
            date(last, 1, 1).toordinal() - date(first, 1, 1).toordinal()
        )

    out = [_open(width, height, "periods")]
    every = max(1, -(-(last - first) // 10))
    for year in range(first, last + 1, every):
        at = x(date(year, 1, 1))
        out.append(f'<line class="grid" x1="{at:.1f}" x2="{at:.1f}" y1="0" y2="{height - foot}"/>')
        out.append(f'<text class="tick" x="{at:.1f}" y="{height - 6}" text-anchor="middle">{year}</text>')
    for i, bar in enumerate(bars):
        at = 4 + row * i + row / 2
        start, end = bar.start or bar.end, bar.end or bar.start
        if start is None or end is None:
            out.append(f'<text x="{left}" y="{at + 4:.1f}">{_text(bar.label)}</text>')
            continue
        kind = "bar broken" if bar.broken else "bar"
        ends = f'x1="{x(start):.1f}" x2="{max(x(end), x(start) + 2):.1f}" y1="{at:.1f}" y2="{at:.1f}"'
        out.append(f'<line class="{kind}" {ends}/>')
        out.append(f'<circle class="{kind}" cx="{x(end):.1f}" cy="{at:.1f}" r="4"/>')
        mark = "✗ " if bar.broken else ""
        out.append(f'<text x="{x(end) + 9:.1f}" y="{at + 4:.1f}">{mark}{_text(_short(bar.label, 22))}</text>')
    return "".join([*out, "</svg>"])


def _open(width: float, height: float, kind: str) -> str:
    return (
        f'<svg class="chart {kind}" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'height="{height:.0f}" aria-hidden="true" focusable="false">'
    )


def _text(text: str) -> str:
    return escape(UNSHOWN.sub(" ", text))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
