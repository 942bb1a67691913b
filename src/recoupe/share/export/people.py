"""Who is named in a text, and whether with a public office: what masking rests on.

A person counts as **public** where the text itself sets a public office beside the name
(:mod:`recoupe.share.export.office`), where a statement gives the person a sector of public office or says
that he or she heads a public body, and where ``persons.yaml`` lists the name; the last two only where nothing
private stands beside it. Everybody else is private, and so is a name of which nothing is known: too much
masked rather than too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from msgspec import Struct

from recoupe.model import CODED_ZONES, Article, Entity, Statement, Tie
from recoupe.resolve.fold import key as folded
from recoupe.share.export import arabic
from recoupe.share.export import office as beside
from recoupe.share.export.office import OFFICE, Standing, public
from recoupe.share.export.runs import LISTED_WITH, known_as_other, runs
from recoupe.share.names import mentions

# As msgspec writes an entity: text, id, country, sector.
_PERSON_IN_JSON = re.compile(r'"id":"([^"A-Z.]+-[^"A-Z.]+)","country":[^,]*,"sector":(?:null|"(\w*)")')
_WORD = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]{3,}")
_PERSON_ID = re.compile(r"[^\W_A-Z]+(?:-[^\W_A-Z]+)*")


class Named(Struct, frozen=True):
    """A person named in a text: the name as written, the id made of it, whether an office stands beside it.

    ``sure``: something shows that it is a person; else it only looks like one. ``private``: what stands
    beside the name is said of a private person.
    """

    name: str
    key: str
    office: bool
    sure: bool
    private: bool = False


@lru_cache(maxsize=20_000)
def named(text: str) -> tuple[Named, ...]:
    """The persons that a running text names."""
    found, last, shared = [], 0, False
    for run in runs(text):
        how = beside.standing(text, run.start, run.end)
        if how is Standing.NONE and shared and LISTED_WITH.fullmatch(text, last, run.start):
            how = Standing.SHARED
        private = how is Standing.OTHER or (run.sure and beside.private(text, run.start, run.end))
        office = how >= Standing.OFFICE or (how is Standing.LOOSE and not private)
        found.append(Named(run.name, person_key(run.name), office, run.sure, private))
        last, shared = run.end, how is Standing.SHARED
    for one in arabic.found_in(text) if arabic.LETTERS.search(text) else ():
        found.append(Named(one.name, person_key(one.name), one.office, True))
    return tuple(found)


@lru_cache(maxsize=20_000)
def person_key(name: str) -> str:
    """The id of a person of that name."""
    from recoupe.resolve.persons import person_id

    return person_id(name) or folded(name).replace(" ", "-")


@lru_cache(maxsize=20_000)
def listed(person: str) -> bool:
    """Whether the lexicon lists a public figure of that id."""
    from recoupe.resolve.persons import public_figure

    known = public_figure(person.replace("-", " ")) is not None
    # A surname of two words is nobody else's: Grande-Marlaska.
    return known or ("-" in person and person in _double_surnames())


@cache
def _double_surnames() -> frozenset[str]:
    from recoupe.resolve.persons import listed as figures

    return frozenset(one.id.partition("-")[2] for one in figures() if one.id.count("-") == 2)


@lru_cache(maxsize=50_000)
def is_person(entity: Entity) -> bool:
    """Whether an entity is one person: by the form of its id, or a name with a first name in it."""
    if not entity.id:
        return any(one.name in entity.text for one in named(entity.text))
    # Outlets and firms without an entry have ids of the same form: « Cap FM ».
    acronym = any(word.isupper() and 1 < len(word) < 5 for word in entity.text.split()[1:])
    return bool(_PERSON_ID.fullmatch(entity.id)) and entity.sector != "MED" and not acronym


def persons_of(said: Statement) -> Iterator[tuple[str, str, bool]]:
    """Every person of a statement: id, name as written, and whether the statement shows an office."""
    heads: tuple[Entity, ...] = ()
    if isinstance(said, Tie) and said.type in {"heads", "chairs"}:
        heads = said.subject if any(public(one.sector, one.country) for one in said.object) else ()
    for entity in mentions(said):
        if not entity.id:
            yield from ((one.key, one.name, one.office) for one in named(entity.text) if one.sure)
        elif is_person(entity):
            office = entity in heads or public(entity.sector, entity.country)
            yield entity.id, entity.text, office
    speaker = said.attribution
    # An outlet without an entry has an id of the same form.
    if speaker and speaker.id and _PERSON_ID.fullmatch(speaker.id) and named(speaker.speaker):
        yield speaker.id, speaker.speaker, False


class Surnames:
    """Surnames of the private persons of a library, to know them by where they stand alone."""

    def __init__(self, statements: Iterable[str]) -> None:
        """From statements as JSON, which are looked through and not decoded: they may be millions."""
        office, found = set[str](), set[str]()
        for text in statements:
            for match in _PERSON_IN_JSON.finditer(text):
                (office if match[2] in OFFICE else found).add(match[1])
        self._owners: dict[str, set[str]] = {}
        self._known: dict[str, tuple[str, str] | None] = {}
        for person in found - office:
            surname = person.rpartition("-")[2]
            if len(surname) > 3 and not listed(person) and not known_as_other(surname.title()):
                self._owners.setdefault(surname, set()).add(person)

    def of(self, text: str) -> Iterator[tuple[str, str]]:
        """The surnames in a text: each with the person, or with itself where several have it."""
        for word in _WORD.findall(text):
            if word not in self._known:
                surname = folded(word)
                owners = self._owners.get(surname, ())
                person = next(iter(owners)) if len(owners) == 1 else surname
                self._known[word] = (surname, person) if owners else None
            if (found := self._known[word]) is not None:
                yield found


def in_article(article: Article) -> tuple[Named, ...]:
    """The persons an article names, each spelling once; of what only looks like one, holders of office."""
    found: dict[tuple[str, bool, bool], Named] = {}
    for part in parts_of(article):
        for one in named(part):
            if one.sure or one.office:
                found.setdefault((one.name, one.office, one.private), one)
    return tuple(found.values())


def parts_of(article: Article) -> Iterator[str]:
    """The texts of an article that statements are made of, its title first of all."""
    return (article.text[zone.start : zone.end] for zone in article.zones if zone.zone in CODED_ZONES)
