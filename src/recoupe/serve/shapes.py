"""The countries' outlines on the map: Natural Earth at 1:110,000,000 (tools/build_shapes.py), as SVG paths.

The borders are those of the data, which draws who holds what; recoupe takes no position. The page says so.
"""

from __future__ import annotations

import gzip
import json
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise
from typing import NamedTuple


class Box(NamedTuple):
    """What a map shows, in degrees."""

    south: float
    west: float
    north: float
    east: float

    def touches(self, other: Box) -> bool:
        """Whether the two have anything in common."""
        return (
            self.south < other.north
            and other.south < self.north
            and self.west < other.east
            and other.west < self.east
        )


class Shape(NamedTuple):
    """One ring of a country's outline (longitude, latitude), and what it fills."""

    country: str
    points: tuple[tuple[float, float], ...]
    box: Box


# The views offered: as wide as what the press speaks of there, with some room.
REGIONS = {
    "world": Box(-56, -170, 75, 180),
    "maghreb": Box(18, -18, 38, 26),
    "sahel": Box(3, -19, 26, 40),
    "west-africa": Box(3, -19, 18, 16),
    "horn": Box(-6, 28, 24, 54),
    "africa": Box(-36, -20, 39, 54),
    "europe": Box(34, -12, 71, 45),
    "middle-east": Box(11, 24, 43, 65),
    "asia": Box(-12, 58, 56, 150),
    "americas": Box(-56, -130, 60, -30),
}


@cache
def shapes() -> tuple[Shape, ...]:
    """Every ring of the data."""
    packed = files("recoupe.lexicon").joinpath("places/shapes.json.gz").read_bytes()
    found = []
    for country, rings in json.loads(gzip.decompress(packed)):
        for ring in rings:
            xs = [x / 100 for x in accumulate(ring[::2])]
            ys = [y / 100 for y in accumulate(ring[1::2])]
            box = Box(min(ys), min(xs), max(ys), max(xs))
            found.append(Shape(country, tuple(zip(xs, ys, strict=True)), box))
    return tuple(found)


def extent(country: str) -> Box | None:
    """What the main part of a country fills; None where the data does not draw it (small islands)."""
    rings = [one.box for one in shapes() if one.country == country]
    return max(rings, key=lambda b: (b.north - b.south) * (b.east - b.west), default=None)


@lru_cache(maxsize=64)  # some 30 KB each: the regions, and the countries opened last
def land(box: Box, scale: float) -> str:
    """The outlines in a box, one path a country; ``scale`` is pixels a degree, north-west is 0 0."""
    tenth = 1 if scale < 8 else 10  # whole pixels are enough where a country is a few of them
    paths: dict[str, list[str]] = {}
    for one in shapes():
        if not one.box.touches(box):
            continue
        whole: list[tuple[int, int]] = []
        for lon, lat in one.points:
            at = round((lon - box.west) * scale * tenth), round((box.north - lat) * scale * tenth)
            if not whole or at != whole[-1]:
                whole.append(at)
        if len(whole) > 3:
            steps = (f"{_n(x - x0, tenth)} {_n(y - y0, tenth)}" for (x0, y0), (x, y) in pairwise(whole[:-1]))
            start = f"M{_n(whole[0][0], tenth)} {_n(whole[0][1], tenth)}l"
            paths.setdefault(one.country, []).append(f"{start}{' '.join(steps)}z")
    return "".join(f'<path class="land" d="{"".join(rings)}"/>' for rings in paths.values())


def _n(value: int, tenth: int) -> str:
    return f"{value / tenth:g}"
