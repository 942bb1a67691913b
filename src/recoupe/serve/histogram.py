"""The chronology as bars over time, each leading to its own period; drawn as SVG text.

A few accounts long before all others do not squeeze the years that matter: one bar at the left, « before
1998 », holds them and leads to them.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from recoupe.serve.filters import Filters, ordinal
from recoupe.serve.stand import Mask, Numbers, Stand
from recoupe.serve.words import text as said
from recoupe.share import dates
from recoupe.share.words import Lang

WIDTH, HEIGHT = 1232, 132  # px
_LEFT, _RIGHT, _TOP, _FOOT = 34, 4, 8, 24
_YEARS, _MONTHS = 12, 4  # so many years and more are shown by year; so many months and fewer by day
_NAMED = 24  # months that are told by their names
# Who comes long before the others: one account of 20 at most (of ten at least), where the axis loses a third
# of its years without them.
_FEW, _SEVERAL, _SQUEEZED = 20, 10, 3
_BEFORE = 92  # px that their bar takes


class Bin(NamedTuple):
    """A period (inclusive) with its accounts: all, those several origins tell, those in dispute."""

    first: date
    last: date
    n: int
    corroborated: int
    disputed: int


class Histogram(NamedTuple):
    """The bars, their drawing, and the periods around: one wider, those before and after (ISO days)."""

    bins: Sequence[Bin]
    svg: str
    wider: tuple[str, str] | None
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    earlier: bool = False  # the first bar is that of all before the axis


def histogram(
    stand: Stand,
    mask: Mask,
    filters: Filters,
    lang: Lang,
    address: Callable[[Filters], str] = Filters.address,
) -> Histogram:
    """Bars of the accounts of ``mask`` over the period of the filters, or over all their days.

    ``address`` is that of the page which shows them, in another period.
    """
    dated = mask & stand.dated
    first, last = ordinal(filters.first), ordinal(filters.last)
    days = stand.day[dated]
    if not len(days):
        return Histogram((), "", ("", "") if filters.first or filters.last else None, None, None)
    low = int(days.min()) if first is None else first
    high = int(days.max()) if last is None else last
    begin, end = date.fromordinal(min(low, high)), date.fromordinal(max(low, high))
    mass = _mass(days, begin, end) if first is None else None
    edges = [date(begin.year, 1, 1), *_edges(mass, end)] if mass else _edges(begin, end)
    starts = np.array([edge.toordinal() for edge in edges])
    several = np.zeros(len(mask), np.bool_)
    for value in ("2", "3+"):
        several[stand.having("origins", value)] = True
    disputed = np.zeros(len(mask), np.bool_)
    disputed[stand.having("disputed", "any")] = True

    def count(kept: Mask) -> Sequence[int]:
        # What began before the period and lasts into it stands at its beginning.
        places = np.searchsorted(starts, np.maximum(stand.day[kept], starts[0]), side="right") - 1
        found = np.bincount(places[places < len(edges) - 1], minlength=len(edges) - 1)
        return [int(n) for n in found]

    bins = [
        Bin(start, end - timedelta(1), *ns)
        for start, end, *ns in zip(
            edges,
            edges[1:],
            count(dated),
            count(dated & several),
            count(dated & disputed),
            strict=False,
        )
    ]
    wider, before, after = _around(filters)
    earlier = mass is not None
    return Histogram(bins, _drawn(bins, filters, lang, address, earlier), wider, before, after, earlier)


def around(
    drawn: Histogram, filters: Filters, address: Callable[[Filters], str] = Filters.address
) -> dict[str, str]:
    """The addresses of the wider period and of those before and after; "" where there is none."""
    periods = {"wider": drawn.wider, "before": drawn.before, "after": drawn.after}
    return {
        name: address(filters.within(*period)) if period is not None else ""
        for name, period in periods.items()
    }


def _mass(days: Numbers, begin: date, end: date) -> date | None:
    """The year in which the accounts really begin, where those before it are few and squeeze the others."""
    if len(days) < _SEVERAL or end.year - begin.year < _YEARS:
        return None
    few = max(1, len(days) // _FEW)
    year = date.fromordinal(int(np.partition(days, few)[few])).year
    worth = _SQUEEZED * (year - begin.year) >= end.year - begin.year + 1
    return date(year, 1, 1) if worth else None


def _edges(low: date, high: date) -> list[date]:
    """Where bars begin, and one end more: by year, month or day."""
    months = (high.year - low.year) * 12 + high.month - low.month + 1
    if high.year - low.year >= _YEARS:
        return [date(year, 1, 1) for year in range(low.year, min(high.year + 2, 9999))]
    if months > _MONTHS:
        found = [date(low.year, low.month, 1)]
        while found[-1] <= high:
            found.append(_next_month(found[-1]))
        return found
    start = low
    return [start + timedelta(n) for n in range((high - start).days + 2)]


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _around(
    filters: Filters,
) -> tuple[tuple[str, str] | None, tuple[str, str] | None, tuple[str, str] | None]:
    if not filters.first or not filters.last:
        return (("", "") if filters.first or filters.last else None), None, None
    first, last = date.fromisoformat(filters.first), date.fromisoformat(filters.last)
    if last < first:
        return ("", ""), None, None
    whole_month = first.day == 1 and (last.year, last.month) == (first.year, first.month)
    whole_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    wider = ("", "")
    if not whole_year and first.year == last.year:
        wider = (f"{first.year:04}-01-01", f"{first.year:04}-12-31")
    if whole_month and last.day == monthrange(last.year, last.month)[1]:
        end = first - timedelta(1)
        start = _next_month(last)
        before = (end.replace(day=1).isoformat(), end.isoformat())
        after = (start.isoformat(), (_next_month(start) - timedelta(1)).isoformat())
        return wider, before, after
    if whole_year:
        span = last.year - first.year + 1
        before = (f"{first.year - span:04}-01-01", f"{first.year - 1:04}-12-31")
        after = (f"{last.year + 1:04}-01-01", f"{last.year + span:04}-12-31")
        return wider, before, after
    size = timedelta((last - first).days + 1)
    return (
        wider,
        ((first - size).isoformat(), (last - size).isoformat()),
        ((first + size).isoformat(), (last + size).isoformat()),
    )


def _drawn(
    bins: Sequence[Bin], filters: Filters, lang: Lang, address: Callable[[Filters], str], earlier: bool
) -> str:
    most = max(one.n for one in bins)
    if not most:
        return ""
    aside = _BEFORE if earlier else 0
    left, tall = _LEFT + aside, HEIGHT - _TOP - _FOOT
    pitch = (WIDTH - left - _RIGHT) / (len(bins) - earlier)
    wide = max(1.0, min(pitch * 0.82, 46.0))
    base = _TOP + tall
    out = [
        f'<svg class="chart bars" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'aria-hidden="true" focusable="false">'
    ]
    for n in dict.fromkeys((most, most // 2)):
        if n:
            y = base - tall * n / most
            out.append(f'<line class="grid" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
            out.append(f'<text class="tick" x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{n}</text>')
    for i, one in enumerate(bins, -earlier):
        start, slot = (_LEFT, aside * 0.8) if i < 0 else (left + pitch * i, pitch)
        x = start + (slot - wide) / 2
        if one.n:
            title = _before(bins, lang) if i < 0 else dates.interval(lang, one.first, one.last)
            href = address(filters.within(one.first.isoformat(), one.last.isoformat()))
            out.append(
                f'<a href={quoteattr(href)} tabindex="-1">'
                f"<title>{escape(title)} · {one.n}</title>"
                f'<rect class="hit" x="{start:.1f}" y="{_TOP}" width="{slot:.1f}" '
                f'height="{tall}"/>'
            )
            for kind, n in (
                ("mark alone", one.n), ("mark", one.corroborated), ("mark disputed", one.disputed)
            ):  # fmt: skip
                if n:
                    high = max(1.5, tall * n / most)
                    narrow = wide if kind != "mark disputed" else max(1.0, wide * 0.45)
                    out.append(
                        f'<rect class="{kind}" x="{x:.1f}" y="{base - high:.1f}" width="{narrow:.1f}" '
                        f'height="{high:.1f}"/>'
                    )
            out.append("</a>")
    out.append(f'<line class="axis" x1="{left}" x2="{WIDTH - _RIGHT}" y1="{base}" y2="{base}"/>')
    if earlier:
        end = _LEFT + aside * 0.8
        out.append(f'<line class="axis" x1="{_LEFT}" x2="{end:.1f}" y1="{base}" y2="{base}"/>')
        at = f'x="{(_LEFT + end) / 2:.1f}" y="{base + 17}" text-anchor="middle"'
        out.append(f'<text class="tick" {at}>{escape(_before(bins, lang))}</text>')
    out += _ticks(bins[earlier:], left, pitch, base, lang)
    return "".join([*out, "</svg>"])


def _before(bins: Sequence[Bin], lang: Lang) -> str:
    """What the bar of all before the axis is called."""
    return said(lang, "chronology.before_year", year=bins[1].first.year)


def _ticks(bins: Sequence[Bin], left: float, pitch: float, base: float, lang: Lang) -> list[str]:
    days = bins[0].first == bins[0].last
    years = not days and bins[0].last - bins[0].first > timedelta(40)
    out, free = [], 0.0
    # Of many months those that begin a year are told, by the year.
    by_year = years or (not days and len(bins) > _NAMED)
    for i, one in enumerate(bins):
        if by_year and not years and one.first.month != 1:
            continue
        if by_year:
            text, need = str(one.first.year), 36
        elif days:
            text, need = dates.day(lang, one.first, year=i == 0), 66
        else:
            text = dates.interval(lang, one.first, one.last, year=one.first.month == 1 or i == 0)
            need = 66
        x = left + pitch * (i + 0.5)
        if x - need / 2 >= free and x + need / 2 <= WIDTH + _RIGHT:
            at = f'x="{x:.1f}" y="{base + 17:.1f}" text-anchor="middle"'
            out.append(f'<text class="tick" {at}>{escape(text)}</text>')
            free = x + need / 2
    return out
