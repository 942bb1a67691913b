"""The gazetteer that recoupe ships: names of places, what they are, and what lies in what.

``lookup`` finds one name; ``within`` tells whether one place lies inside another. Names are GeoNames'
(CC BY 4.0, geonames.org) and those of ``lexicon/places/*.yaml``; ``tools/build_gazetteer.py`` makes one
file of both, which is read once, on first use.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from recoupe.resolve.fold import key

PlaceKind: TypeAlias = Literal["city", "region", "country", "area"]
_KINDS: dict[str, PlaceKind] = {"ci": "city", "re": "region", "co": "country", "ar": "area"}


class PlaceMention(Struct, frozen=True):
    """A place as a text names it: ``text`` is at ``[start, end)``, in code points.

    ``name`` is its usual French name, ``country`` an ISO 3166-1 alpha-3 code (None for an area across
    states), ``parent`` the next-larger place known to hold it, ``population`` 0 where unknown.
    """

    start: int
    end: int
    text: str
    name: str
    country: str | None
    kind: PlaceKind
    parent: str | None = None
    population: int = 0


class Row(NamedTuple):
    name: str
    country: str | None
    kind: PlaceKind
    parents: tuple[int, ...]
    population: int


class Gazetteer(NamedTuple):
    rows: list[str]
    keys: dict[str, str]
    first_names: frozenset[str]
    heads: frozenset[str]  # first words of names written small: golfe (de Guinée), lac (Tchad)


@cache
def gazetteer() -> Gazetteer:
    packed = files("recoupe.lexicon").joinpath("places/gazetteer.tsv.gz").read_bytes()
    rows, keys, first_names, heads = gzip.decompress(packed).decode("utf-8").split("\n\n")
    table = dict(line.split("\t", 1) for line in keys.split("\n"))
    return Gazetteer(rows.split("\n"), table, frozenset(first_names.split()), frozenset(heads.split()))


@lru_cache(maxsize=4096)
def row_of(number: int) -> Row:
    name, country, kind, parents, population = gazetteer().rows[number].split("\t")
    held_by = tuple(int(p) for p in parents.split(",") if p)
    return Row(name, country or None, _KINDS[kind], held_by, int(population or 0))


# Keys -----------------------------------------------------------------------------------------------

# Letters that Maghreb and Sahel names set before an apostrophe (F'nideq, N'Djamena, Hassi R'Mel), and
# that are no French elision (d', l', s', …): the press writes such names with and without it.
ELIDED = frozenset("bfghkmnrz")
ARTICLES = frozenset({"le", "la", "les", "l"})
# Smaller than this, a town may be a quarter or suburb of another, or its name a part of a longer one
# (« Banque Tata ») that the gazetteer does not know.
SMALL_TOWN = 100_000
_SAME = {"st": "saint", "ste": "sainte"}


_WRITTEN_OTHERWISE = ELIDED | _SAME.keys() | {"al"}


def canonical(words: Sequence[str]) -> str:
    if _WRITTEN_OTHERWISE.isdisjoint(words):  # nearly all
        return " ".join(words)
    out: list[str] = []
    glue = ""
    for position, word in enumerate(words):
        if word in ELIDED and position < len(words) - 1:
            glue += word
            continue
        if word == "al" and position == 0:
            word = "el"
        out.append(glue + _SAME.get(word, word))
        glue = ""
    return " ".join(out)


def place_key(name: str) -> str:
    """A name as the gazetteer files it: no case, accents, hyphens or apostrophes; Al- as El-, St as Saint."""
    return canonical(key(name).split())


def entry_of(name_key: str) -> tuple[tuple[int, ...], str] | None:
    raw = gazetteer().keys.get(name_key)
    if raw is None:
        return None
    numbers, _, flags = raw.partition("\t")
    return tuple(int(n) for n in numbers.split(",")), flags


# Choosing among homonyms ----------------------------------------------------------------------------

# A namesake at home yields to one that all the world knows (Paris, Texas): at least this populous, and
# this many times larger. Set by reasoning on known pairs (London Ontario 422,000 to London 9 million
# stays Canadian at home; Rabat in Malta 12,000 to Rabat 1.7 million never is), not swept.
_WORLD_KNOWN, _TIMES_LARGER = 500_000, 50


def choose(numbers: Sequence[int], circles: Sequence[frozenset[str]], region: bool) -> int:
    """The place meant, given the countries it may be in, nearest circle first."""
    rows = [(n, row_of(n)) for n in numbers]
    if rows[0][1].kind in ("country", "area"):
        return rows[0][0]
    largest = max(r.population for _, r in rows)
    for countries in circles:
        near = [
            (n, r)
            for n, r in rows
            if r.country in countries
            and (largest < _WORLD_KNOWN or r.population * _TIMES_LARGER >= largest or r.kind == "region")
        ]
        if near:
            rows = near
            break
    if region:
        rows = [pair for pair in rows if pair[1].kind == "region"] or rows
    return rows[0][0]


def mention_of(number: int, start: int, end: int, text: str) -> PlaceMention:
    row = row_of(number)
    return PlaceMention(start, end, text, row.name, row.country, row.kind, _parent(row), row.population)


def _parent(row: Row) -> str | None:
    """The next-larger place of another name: Alger, wilaya d'Alger, Algérie → « Algérie »."""
    above = row
    while above.kind != "area" and above.parents:
        above = row_of(above.parents[0])
        if above.name != row.name:
            return above.name
    return None


def _candidates(name: str) -> tuple[int, ...]:
    words = key(name).split()
    for skip in range(2):  # « le Mali », « La Marsa »
        if skip and (not words or words[0] not in ARTICLES):
            break
        if entry := entry_of(canonical(words[skip:])):
            return entry[0]
    return ()


def lookup(name: str, *, home: str | None = None) -> PlaceMention | None:
    """The place of that name, however it is accented or hyphenated; None where none is known."""
    numbers = _candidates(name)
    if not numbers:
        return None
    circles = (frozenset({home} if home else ()),)
    return mention_of(choose(numbers, circles, False), 0, len(name), name)


# Inside and outside ---------------------------------------------------------------------------------


def _above(number: int) -> set[int]:
    """Everything known to hold a place, itself included."""
    seen: set[int] = set()
    todo = [number]
    while todo:
        n = todo.pop()
        if n not in seen:
            seen.add(n)
            # An area's parents are the states it touches: it lies in none of them whole.
            todo += () if row_of(n).kind == "area" else row_of(n).parents
    return seen


@cache
def _holders() -> frozenset[int]:
    """Places that some place is known to lie in."""
    lines = gazetteer().rows
    return frozenset(int(p) for line in lines for p in line.split("\t")[3].split(",") if p)


def _lies_in(inner: int, outer: int) -> bool | None:
    above = _above(inner)
    if outer in above:
        return True
    a, b = row_of(inner), row_of(outer)
    if b.kind == "area":
        touched = {row_of(p).country for p in b.parents}
        whole = outer in _holders() and a.kind != "area" and a.country not in touched
        return False if whole or (touched and a.country and a.country not in touched) else None
    if a.kind == "area":
        return False if b.kind == "city" else None
    if a.country != b.country or a.kind == "country":
        return False
    if b.kind == "city":
        # Two large towns lie apart; a small one may be a quarter or suburb of the other.
        apart = a.kind == "region" or a.population >= SMALL_TOWN or _top(inner).isdisjoint(_top(outer))
        return False if apart and (a.kind == "region" or _top(inner)) else None
    # A landscape (the Rif) has no set bounds; a region that holds others has.
    if outer in _top(outer) and _top(inner):
        return False
    return None


def _top(number: int) -> frozenset[int]:
    """The first-level region of a state that a place is known to lie in, if any."""
    return frozenset(
        n
        for n in _above(number)
        if row_of(n).kind == "region"
        and n in _holders()
        and any(row_of(p).kind == "country" for p in row_of(n).parents)
    )


@lru_cache(maxsize=8192)
def within(inner: str, outer: str) -> bool | None:
    """Does the place of the first name lie inside (or coincide with) that of the second?

    True or False where the gazetteer tells, None where it does not know a name or how the two lie.
    Homonyms are given the benefit of the doubt: one pair that fits is enough for True.
    """
    answers = {_lies_in(a, b) for a in _candidates(inner) for b in _candidates(outer)}
    if not answers:
        return None
    return True if True in answers else None if None in answers else False
