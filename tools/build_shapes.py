"""Build ``src/recoupe/lexicon/places/shapes.json.gz``: the countries' outlines that the map draws.

``pip download --no-deps geopandas==0.14.4`` first, and give the wheel: the last release that carries
``naturalearth_lowres``, the countries of Natural Earth at 1:110,000,000 (public domain). Nothing of geopandas
itself is used. Degrees are kept to two decimals; a country is ``[code, [ring, …]]``, a ring ``[longitude,
latitude, step, step, …]`` in hundredths, each step from the point before it. Same input, same bytes.
"""

from __future__ import annotations

import gzip
import io
import json
import struct
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "src" / "recoupe" / "lexicon" / "places" / "shapes.json.gz"
INSIDE = "geopandas/datasets/naturalearth_lowres/naturalearth_lowres"
# Where the data has no code of ISO 3166-1, or one of its own: user-assigned codes and Natural Earth's.
CODES = {"Kosovo": "XKX", "N. Cyprus": "CYN", "Somaliland": "SOL"}
# Asked of the result, so that the notice can say what is drawn where (longitude, latitude).
PLACES = {
    "Crimea": (34.3, 45.3),
    "Laayoune": (-13.0, 27.0),
    "Tifariti": (-10.6, 26.2),
    "Hala'ib": (35.6, 22.6),
}


def main() -> None:
    """Write the shapes, and say in whose outline some places lie."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        names = list(table(wheel.read(f"{INSIDE}.dbf")))
        shapes = list(polygons(wheel.read(f"{INSIDE}.shp")))
    found = []
    for row, rings in zip(names, shapes, strict=True):
        code = CODES.get(row["name"], row["iso_a3"])
        found.append((code, [packed for ring in rings if len(packed := steps(ring)) > 6]))
    found.sort()
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as out:
        out.write(json.dumps(found, separators=(",", ":")).encode())
    OUT.write_bytes(buffer.getvalue())
    print(len(found), "countries,", len(buffer.getvalue()), "bytes")
    for place, at in PLACES.items():
        owners = [row["name"] for row, rings in zip(names, shapes, strict=True) if inside(at, rings)]
        print(place, "lies in", owners)


def table(raw: bytes) -> list[dict[str, str]]:
    """The rows of a dBase III file."""
    count, head, size = struct.unpack("<IHH", raw[4:12])
    fields, at = [], 32
    while raw[at] != 0x0D:
        fields.append((raw[at : at + 11].split(b"\0")[0].decode(), raw[at + 16]))
        at += 32
    rows = []
    for n in range(count):
        at, row = head + n * size + 1, {}
        for name, length in fields:
            row[name] = raw[at : at + length].decode("latin-1").strip()
            at += length
        rows.append(row)
    return rows


def polygons(raw: bytes) -> list[list[list[tuple[float, float]]]]:
    """The rings of each polygon of a shapefile (ESRI, July 1998), in its order."""
    at, found = 100, []
    while at < len(raw):
        _, words = struct.unpack(">II", raw[at : at + 8])
        body = raw[at + 8 : at + 8 + 2 * words]
        at += 8 + 2 * words
        parts, points = struct.unpack("<II", body[36:44])
        starts = [*struct.unpack(f"<{parts}I", body[44 : 44 + 4 * parts]), points]
        flat = struct.unpack(f"<{2 * points}d", body[44 + 4 * parts : 44 + 4 * parts + 16 * points])
        pairs = list(zip(flat[::2], flat[1::2], strict=True))
        found.append([pairs[a:b] for a, b in pairwise(starts)])
    return found


def steps(ring: list[tuple[float, float]]) -> list[int]:
    """A ring in hundredths of a degree: its first point, then what each is from the one before."""
    whole = [(round(x * 100), round(y * 100)) for x, y in ring]
    packed = list(whole[0])
    for (x, y), (x0, y0) in zip(whole[1:], whole, strict=False):
        if (x, y) != (x0, y0):
            packed += [x - x0, y - y0]
    return packed


def inside(at: tuple[float, float], rings: list[list[tuple[float, float]]]) -> bool:
    """Whether a point lies in a polygon, by the number of edges a ray crosses."""
    x, y = at
    crossed = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            crossed += (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    return crossed % 2 == 1


if __name__ == "__main__":
    main()
