"""The network: who stands in the same accounts, weighted by origins, over time; drawn on a circle."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin, sqrt
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import numpy as np
from markupsafe import Markup
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.serve import entity, lists
from recoupe.serve.desk import Room, bench, lang_of, page
from recoupe.serve.fields import named
from recoupe.serve.filters import BESIDE, Filters
from recoupe.serve.histogram import Bin, around, histogram
from recoupe.serve.labels import label
from recoupe.serve.stand import UNDATED, Mask, Stand
from recoupe.share.words import Lang

KINDS = ("state", "body")
_NODES = 24  # drawn; a circle of more cannot be read
_PAIRS = 60  # listed beside it; all are in the CSV
_SIZE, _RADIUS = 640, 200
_SPARK = 96, 18  # px of the bars of one pair
_ORIGINS = {"1": 1, "2": 2, "3+": 3}
SORTS = ("who", "years", "accounts", "origins")
COLUMNS = ("a", "a_name", "b", "b_name", "accounts", "origins", "first", "last")


class Pair(NamedTuple):
    """Two that stand in ``n`` accounts with ``weight`` origins in all (3 and more counted as 3)."""

    a: str
    b: str
    n: int
    weight: int
    years: str


def _kind(request: Request) -> str:
    asked = request.query_params.get("of", "")
    return asked if asked in KINDS else "state"


def _sort(request: Request) -> str:
    asked = request.query_params.get("sort", "")
    return asked if asked in SORTS else "origins"


def _sorted(found: list[Pair], sort: str, kind: str, lang: Lang) -> list[Pair]:
    """In the order that the address asks for; by origins they are already."""
    match sort:
        case "who":
            return sorted(found, key=lambda p: (label(lang, kind, p.a).casefold(), label(lang, kind, p.b)))
        case "years":
            return sorted(found, key=lambda p: (p.years[-4:], p.years[:4]), reverse=True)
        case "accounts":
            return sorted(found, key=lambda p: -p.n)
    return found


def _filters(request: Request) -> Filters:
    found = Filters.of(request.query_params, named(request.url.query, bench(request).library.path))
    return replace(found, newest=False)


def weights(stand: Stand) -> Any:
    """The number of origins of each account, as the facet tells it."""
    found = np.ones(len(stand.accounts), np.int64)
    for value, weight in _ORIGINS.items():
        found[stand.having("origins", value)] = weight
    return found


def pairs(stand: Stand, mask: Mask, kind: str) -> list[Pair]:
    """Pairs of the commonest of a kind, the heaviest first."""
    counts = stand.counts(mask)
    origins = weights(stand)
    top = stand.commonest(counts, kind)[:_NODES]
    rows = {value: mask & stand.mask({kind: (value,)}) for value, _ in top}
    names = list(rows)
    found = []
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            both = rows[a] & rows[b]
            if n := int(both.sum()):
                found.append(Pair(a, b, n, int(origins[both].sum()), entity.span(stand, both)))
    return sorted(found, key=lambda p: (-p.weight, -p.n, p.a, p.b))


def tied(stand: Stand, kind: str) -> Mask:
    """The accounts that name two or more of a kind."""
    known = max(stand.names, default=0) + 1
    of_kind = np.zeros(known, np.bool_)
    of_kind[[number for number, (facet, _) in stand.names.items() if facet == kind]] = True
    named_there = np.bincount(stand.row[of_kind[stand.term]], minlength=len(stand.accounts))
    return np.asarray(named_there > 1, np.bool_)


def sparks(stand: Stand, mask: Mask, kind: str, found: Sequence[Pair], bins: Sequence[Bin]) -> list[str]:
    """The accounts of each pair over time, small: the bars of the page, as high as the pair's most."""
    if not bins:
        return [""] * len(found)
    starts = np.array([one.first.toordinal() for one in bins])
    # What began before the period and lasts into it stands at its beginning.
    places = np.searchsorted(starts, np.maximum(stand.day, starts[0]), side="right") - 1
    dated = mask & (stand.day != UNDATED) & (stand.day <= bins[-1].last.toordinal())
    wide, high = _SPARK
    pitch = wide / len(bins)
    drawn = []
    for pair in found:
        both = dated & stand.mask({kind: (pair.a,)}) & stand.mask({kind: (pair.b,)})
        counts = np.bincount(places[both], minlength=len(bins))
        most = int(counts.max())
        bars = "".join(
            f"M{pitch * (i + 0.5):.1f} {high}v-{max(2.0, (high - 1) * int(counts[i]) / most):.1f}"
            for i in np.flatnonzero(counts)
        )
        drawn.append(
            f'<svg class="spark" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
            f'aria-hidden="true" focusable="false"><path stroke-width="{max(1.0, pitch * 0.8):.1f}" '
            f'd="{bars}"/></svg>'
            if bars
            else ""
        )
    return drawn


def drawn(found: list[Pair], kind: str, lang: Lang) -> str:
    """The pairs on a circle: who has most ties stands at the top, line widths by the root of the origins."""
    total: dict[str, int] = {}
    for pair in found:
        for one in (pair.a, pair.b):
            total[one] = total.get(one, 0) + pair.weight
    if not total:
        return ""
    names = sorted(total, key=lambda one: (-total[one], one))
    middle = _SIZE / 2
    at = {
        one: (
            middle + _RADIUS * sin(2 * pi * i / len(names)),
            middle - _RADIUS * cos(2 * pi * i / len(names)),
        )
        for i, one in enumerate(names)
    }
    heaviest = max(pair.weight for pair in found)
    parts = [f'<svg class="net" viewBox="0 0 {_SIZE} {_SIZE}" aria-hidden="true" focusable="false">']
    for pair in reversed(found):
        (x1, y1), (x2, y2) = at[pair.a], at[pair.b]
        wide = 0.75 + 6 * sqrt(pair.weight / heaviest)
        parts.append(
            f'<path class="link" d="M{x1:.1f} {y1:.1f}Q{middle:.0f} {middle:.0f} {x2:.1f} {y2:.1f}" '
            f'stroke-width="{wide:.1f}"/>'
        )
    most = max(total.values())
    for i, one in enumerate(names):
        x, y = at[one]
        radius = 3 + 8 * sqrt(total[one] / most)
        angle = 360 * i / len(names) - 90
        left = 90 < angle < 270
        turned = angle + 180 if left else angle
        shift = -(radius + 5) if left else radius + 5
        name = label(lang, kind, one)
        name = name if len(name) < 22 else name[:20] + "…"
        side = "end" if left else "start"
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'
            f'<text transform="translate({x:.1f} {y:.1f}) rotate({turned:.1f})" x="{shift:.1f}" y="4" '
            f'text-anchor="{side}">{escape(name)}</text>'
        )
    return "".join([*parts, "</svg>"])


def _page(request: Request) -> Response:
    lang, kind, filters = lang_of(request), _kind(request), _filters(request)
    stand = bench(request).shelf.stand
    mask = filters.mask(stand)
    found = pairs(stand, mask, kind)
    sort = _sort(request)
    listed = _sorted(found, sort, kind, lang)[:_PAIRS]
    order = {} if sort == "origins" else {"sort": sort}

    def here(narrowed: Filters) -> str:
        return narrowed.address("/network", of=kind, **order)

    named = stand.once(("tied", kind), lambda: tied(stand, kind))
    bars = histogram(stand, mask & named, filters, lang, here)
    return page(
        request,
        "network.html.j2",
        filters=filters,
        of=kind,
        kinds=[(one, filters.address("/network", of=one, **order), one == kind) for one in KINDS],
        svg=Markup(drawn(found, kind, lang)),
        histogram=bars,
        around=around(bars, filters, here),
        rows=[
            {
                "spark": Markup(spark),
                "both": _both(filters, kind, one),
                "a": label(lang, kind, one.a),
                "b": label(lang, kind, one.b),
                "a_href": entity.address(one.a),
                "b_href": entity.address(one.b),
                "n": one.n,
                "weight": one.weight,
                "years": one.years,
            }
            for one, spark in zip(listed, sparks(stand, mask, kind, listed, bars.bins), strict=True)
        ],
        total=len(found),
        more=max(0, len(found) - _PAIRS),
        nodes=_NODES,
        sort=sort,
        sorts={
            one: (filters.address("/network", of=kind, sort=one), one == sort, one != "who") for one in SORTS
        },
        csv=filters.address("/network.csv", of=kind, **order),
        json=filters.address("/network.json", of=kind, **order),
    )


def _both(filters: Filters, kind: str, pair: Pair) -> str:
    """The accounts of a pair."""
    chosen = {facet: values for facet, values in filters.chosen.items() if facet not in (kind, BESIDE)}
    return replace(filters, chosen={**chosen, kind: (pair.a,), BESIDE: (pair.b,)}).address()


def _table(request: Request) -> Response:
    lang, kind, filters = lang_of(request), _kind(request), _filters(request)
    stand = bench(request).shelf.stand
    rows: list[dict[str, object]] = [
        {
            "a": one.a,
            "a_name": label(lang, kind, one.a),
            "b": one.b,
            "b_name": label(lang, kind, one.b),
            "accounts": one.n,
            "origins": one.weight,
            "first": one.years[:4],
            "last": one.years[-4:],
        }
        for one in _sorted(pairs(stand, filters.mask(stand), kind), _sort(request), kind, lang)
    ]
    return lists.table(request, "network", COLUMNS, rows)


ROOM = Room(
    "network",
    [
        Route("/network", _page, name="network"),
        Route("/network.{form:str}", _table, name="network-table"),
    ],
    nav=[("network", "/network")],
)
