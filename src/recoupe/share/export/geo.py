"""Where a place is: coordinates of GeoNames, with how precise they are."""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from recoupe.model import Place
from recoupe.resolve.gazetteer import lookup, place_key

# The five regions of ACLED that this press writes of; others are left empty.
_REGIONS = {
    "Northern Africa": "DZA EGY LBY MAR ESH SDN TUN",
    "Western Africa": "BEN BFA CIV GMB GHA GIN GNB LBR MLI MRT NER NGA SEN SLE TGO CPV",
    "Middle Africa": "AGO CMR CAF TCD COG COD GNQ GAB STP",
    "Middle East": "BHR IRN IRQ ISR JOR KWT LBN OMN PSE QAT SAU SYR TUR ARE YEM",
    "Europe": "ALB AND AUT BEL BGR CHE CYP CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN IRL ITA LTU LUX LVA "
    "MLT NLD NOR POL PRT ROU SRB SVK SVN SWE UKR RUS",
}


class Point(NamedTuple):
    """Degrees (WGS 84). ``precision``: « place » for a town, « country » for the point of its capital."""

    name: str
    latitude: float
    longitude: float
    precision: Literal["place", "country"]
    country_name: str


@cache
def _points() -> dict[tuple[str, str], tuple[float, float]]:
    packed = files("recoupe.lexicon").joinpath("places/points.tsv.gz").read_bytes()
    found = {}
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        country, name, latitude, longitude = line.split("\t")
        found[country, name] = float(latitude), float(longitude)
    return found


@lru_cache(maxsize=8192)
def point(place: Place) -> Point | None:
    """The point of a place; of its country's capital where only the country is known; else None."""
    if place.country is None:
        return None
    name = country_name(place.country)
    found = lookup(place.text, home=place.country)
    if found and found.country == place.country and found.kind == "city":
        at = _points().get((place.country, place_key(found.name)))
        if at:
            return Point(found.name, *at, "place", name)
    at = _points().get((place.country, ""))
    return Point(place.text, *at, "country", name) if at else None


@cache
def country_name(alpha3: str) -> str:
    """The English name of a country (CLDR)."""
    from recoupe.share.names import _state_name, is_state

    return _state_name("en", alpha3) if is_state(alpha3) else alpha3


@cache
def _numbers() -> dict[str, str]:
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    numbers = {codes[0]: number for number, codes in aliases.items() if number.isdigit() and len(codes) == 1}
    return {
        alpha3: numbers[codes[0]]
        for alpha3, codes in aliases.items()
        if len(alpha3) == 3 and alpha3.isupper() and codes[0] in numbers
    }


def numeric(alpha3: str) -> str:
    """The number that ISO 3166-1 gives a country; empty where it has none."""
    return _numbers().get(alpha3, "")


def region(alpha3: str) -> str:
    """ACLED's region of a country."""
    return next((name for name, codes in _REGIONS.items() if alpha3 in codes.split()), "")


def alpha2(alpha3: str) -> str:
    """The two letters that ISO 3166-1 gives a country, in lower case; empty where it has none."""
    from recoupe.share.names import _territory, is_state

    return (_territory(alpha3) or "").lower() if is_state(alpha3) else ""
