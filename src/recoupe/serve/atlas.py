"""The map: accounts by country, or by place within one, as points on outlines of countries, beside the list.

Whose borders are drawn is told on the page: those of the data (recoupe.serve.shapes); no position is taken.
"""

from __future__ import annotations

from functools import cache
from math import floor, sqrt
from typing import Any, NamedTuple, TypeAlias
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.model import Place
from recoupe.serve import lists
from recoupe.serve.desk import Room, bench, lang_of, page
from recoupe.serve.fields import named
from recoupe.serve.filters import Filters
from recoupe.serve.labels import label
from recoupe.serve.shapes import REGIONS, Box, extent, land, shapes
from recoupe.serve.stand import Stand
from recoupe.share.export.geo import point
from recoupe.share.words import Lang

_WIDE = 900
_NAMED = 14  # points with their name; the list has all
_MOST = 200  # points drawn and listed; all are in the CSV
COLUMNS = ("place", "country", "latitude", "longitude", "accounts")
_Set: TypeAlias = tuple[float, float, float]  # a name on the map: its left end, its height, its right end


class Spot(NamedTuple):
    """A country or place with its accounts, and where it is in degrees (None where that is not known)."""

    facet: str
    value: str
    name: str
    at: tuple[float, float] | None
    n: int


def spots(stand: Stand, filters: Filters, lang: Lang) -> list[Spot]:
    """The countries of some accounts; of one country chosen, the places in it that have a point."""
    counts = stand.counts(filters.mask(stand))
    countries = filters.chosen.get("country", ())
    facet = "place" if len(countries) == 1 else "country"
    found = []
    for number, (name, value) in stand.names.items():
        if name != facet or number >= len(counts) or not counts[number]:
            continue
        n = int(counts[number])
        if facet == "country":
            seen = point(Place("", value))
            at = (seen.latitude, seen.longitude) if seen else None
        else:
            seen = point(Place(value, countries[0]))
            # A place of another country that the same account names is not put into this one.
            if seen is None or seen.precision != "place":
                continue
            at = (seen.latitude, seen.longitude)
        found.append(Spot(facet, value, label(lang, facet, value), at, n))
    return sorted(found, key=lambda one: (-one.n, one.name))


@cache
def warm() -> bool:
    """Have outlines and places at hand, to read which takes longer than to draw; never « more to do »."""
    shapes()
    point(Place("", "MAR"))
    return False


def view_of(found: list[Spot], region: str, country: str) -> Box | None:
    """What the map shows: a region asked for, a country with its places, or as near as all points fit."""
    if region in REGIONS:
        return REGIONS[region]
    points = [one.at for one in found if one.at]
    shape = extent(country) if country else None
    if shape:
        points += [(shape.south, shape.west), (shape.north, shape.east)]
    if not points:
        return None
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    room = 0.04 if shape else 0.15
    side = max(max(lats) - min(lats), (max(lons) - min(lons)) / 2, 2.0) * room
    return Box(
        max(-90.0, min(lats) - side),
        max(-180.0, min(lons) - side * 1.6),
        min(90.0, max(lats) + side),
        min(180.0, max(lons) + side * 1.6),
    )


def drawn(found: list[Spot], hrefs: list[str], box: Box | None) -> str:
    """The points on outlines and lines of latitude and longitude (plate carrée)."""
    if box is None:
        return ""
    south, west, north, east = box
    placed = [
        (one, href)
        for one, href in zip(found, hrefs, strict=True)
        if one.at and south <= one.at[0] <= north and west <= one.at[1] <= east
    ]
    scale = min(_WIDE / (east - west), 560 / (north - south))
    wide, high = (east - west) * scale, (north - south) * scale

    def xy(lat: float, lon: float) -> tuple[float, float]:
        return (lon - west) * scale, (north - lat) * scale

    step = next((s for s in (1, 2, 5, 10, 20, 30) if (east - west) / s <= 10), 30)
    parts = [f'<svg class="atlas" viewBox="0 0 {wide:.0f} {high:.0f}" role="presentation">']
    parts.append(land(box, scale))
    for lon in range(floor(west / step) * step + step, floor(east) + 1, step):
        x, _ = xy(0, lon)
        parts.append(f'<path class="line" d="M{x:.1f} 0V{high:.1f}"/><text class="deg" x="{x + 3:.1f}" ')
        parts.append(f'y="{high - 4:.1f}">{abs(lon)}°{"W" if lon < 0 else "E" if lon else ""}</text>')
    for lat in range(floor(south / step) * step + step, floor(north) + 1, step):
        _, y = xy(lat, 0)
        parts.append(f'<path class="line" d="M0 {y:.1f}H{wide:.1f}"/><text class="deg" x="3" ')
        parts.append(f'y="{y - 3:.1f}">{abs(lat)}°{"S" if lat < 0 else "N" if lat else ""}</text>')
    most = max((one.n for one, _ in placed), default=1)
    taken: list[_Set] = []
    apart: list[_Set] = []  # on a phone, where they are twice as large
    for one, href in placed:
        assert one.at
        x, y = xy(*one.at)
        radius = 4 + 18 * sqrt(one.n / most)
        title = escape(f"{one.name}: {one.n}")
        parts.append(f'<a href={quoteattr(href)} tabindex="-1" aria-hidden="true"><title>{title}</title>')
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>')
        # A name is set only where none stands yet.
        left, long = x + radius + 3, 7.5 * len(one.name)
        if len(taken) < _NAMED and left + long < wide and _free(taken, left, y, left + long, 15):
            taken.append((left, y, left + long))
            near = not (left + 2 * long < wide and _free(apart, left, y, left + 2 * long, 30))
            if not near:
                apart.append((left, y, left + 2 * long))
            kind = ' class="near"' if near else ""
            parts.append(f'<text{kind} x="{left:.1f}" y="{y + 4:.1f}">{escape(one.name)}</text>')
        parts.append("</a>")
    return "".join([*parts, "</svg>"])


def _free(taken: list[_Set], left: float, y: float, right: float, high: float) -> bool:
    """Whether no name stands where one of this height would."""
    return all(abs(y - at) > high or right < start or left > end for start, at, end in taken)


def _asked(request: Request) -> Filters:
    found = Filters.of(request.query_params, named(request.url.query, bench(request).library.path))
    return replace(found, newest=False)


def _page(request: Request) -> Response:
    from markupsafe import Markup

    lang, filters = lang_of(request), _asked(request)
    stand = bench(request).shelf.stand
    found = spots(stand, filters, lang)
    mask = filters.mask(stand)
    inside = len(filters.chosen.get("country", ())) == 1
    asked = request.query_params.get("region", "")
    country = filters.chosen["country"][0] if inside else ""
    somewhere = np.zeros(len(stand.accounts), np.bool_)
    for one in found:
        somewhere |= stand.mask({one.facet: (one.value,)})
    rows: list[dict[str, Any]] = [
        {
            "name": one.name,
            "n": one.n,
            "at": bool(one.at),
            "href": _opened(filters, one).address(),
            "near": "" if inside else _opened(filters, one).address("/map"),
        }
        for one in found[:_MOST]
    ]
    hrefs = [row["near"] or row["href"] for row in rows]
    return page(
        request,
        "map.html.j2",
        filters=filters,
        inside=label(lang, "country", filters.chosen["country"][0]) if inside else "",
        outside=replace(filters, chosen={f: v for f, v in filters.chosen.items() if f != "country"}).address(
            "/map"
        ),
        svg=Markup(drawn(found[:_MOST], hrefs, view_of(found[:_MOST], asked, country))),
        regions=[
            (one, filters.address("/map", **({"region": one} if one else {})), one == asked)
            for one in ("", *REGIONS)
        ],
        rows=rows,
        more=max(0, len(found) - _MOST),
        nowhere=int((mask & ~somewhere).sum()),
        csv=filters.address("/map.csv"),
        json=filters.address("/map.json"),
    )


def _opened(filters: Filters, one: Spot) -> Filters:
    return replace(filters, chosen={**filters.chosen, one.facet: (one.value,)}, page=1)


def _table(request: Request) -> Response:
    lang, filters = lang_of(request), _asked(request)
    countries = filters.chosen.get("country", ())
    rows: list[dict[str, object]] = [
        {
            "place": one.name,
            "country": one.value if one.facet == "country" else countries[0],
            "latitude": one.at[0] if one.at else "",
            "longitude": one.at[1] if one.at else "",
            "accounts": one.n,
        }
        for one in spots(bench(request).shelf.stand, filters, lang)
    ]
    return lists.table(request, "map", COLUMNS, rows)


ROOM = Room(
    "map",
    [Route("/map", _page, name="map"), Route("/map.{form:str}", _table, name="map-table")],
    nav=[("map", "/map")],
)
