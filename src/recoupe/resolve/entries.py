"""The entity lexicon (``lexicon/entities/*.yaml``) as entries and as forms to look for.

An *entry* is a state, body, group or forum that has an id. A *form* is one spelling of one of
them, or of something that has no id of its own (a demonym, a generic body, an office), together
with the *sense* it has. How the files are written is said at the head of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec import Struct

from recoupe.errors import LexiconError
from recoupe.resolve.fold import key

FOLDER = Path(__file__).parent.parent / "lexicon" / "entities"

Kind: TypeAlias = Literal[
    "state", "adjective", "capital", "metonym", "body", "group", "forum", "office", "region"
]
# What a sense can be besides: the first word of a name in which an adjective may stand, and a
# phrase in which a listed name is no entity ("Air France").
SenseKind: TypeAlias = Kind | Literal["head", "block"]


class Entry(Struct, frozen=True):
    """A state, body, group or forum. ``since`` and ``until`` are years, inclusive."""

    id: str
    kind: Kind
    fr: tuple[str, ...]
    en: tuple[str, ...] = ()
    ar: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    parent: str | None = None
    since: int | None = None
    until: int | None = None
    # Suffixes of generics.yaml for which this body stands in its country (MAR.FAR is MIL).
    stands_for: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name shown: the first French one, else the first of any language."""
        return (self.fr or self.en or self.ar or (self.id,))[0]


class Sense(Struct, frozen=True):
    """What a form means where it is found."""

    kind: SenseKind
    name: str = ""
    id: str | None = None
    country: str | None = None
    sector: str | None = None
    # Generic bodies: last part of the id ("MININT"); "STATE" is the state itself, "-" is no id.
    suffix: str | None = None
    parent: str | None = None
    # Offset in the form of the letter that must be a capital in the text, or None.
    capital_at: int | None = None
    home: bool = False  # means the entry only in that state's own press
    at_home: bool = False  # with no country beside it, the press's own state is meant
    beside: bool = False  # is an entity only with a country beside it
    local: bool = False  # may be followed by its town
    plural: bool = False
    # Words that may follow an adjective placed after this head, each with the sense of the whole.
    tails: tuple[tuple[str, Sense], ...] = ()


class Form(Struct, frozen=True):
    """A spelling and its sense; ``exact`` spellings (acronyms) are matched letter for letter."""

    text: str
    sense: Sense
    exact: bool = False


def alternatives(value: str | None) -> tuple[str, ...]:
    """``"a | b"`` as ``("a", "b")``."""
    return tuple(part for piece in (value or "").split("|") if (part := " ".join(piece.split())))


# Endings of French adjectives, longest first: masculine singular ending → the four endings.
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ien", ("ien", "ienne", "iens", "iennes")),
    ("éen", ("éen", "éenne", "éens", "éennes")),
    ("yen", ("yen", "yenne", "yens", "yennes")),
    ("s", ("s", "se", "ses")),
    ("e", ("e", "es")),
    ("", ("", "e", "s", "es")),
)


def inflect(adjective: str) -> tuple[str, ...]:
    """The forms of an adjective of states.yaml: spelled out with ``/``, or made by rule."""
    if "/" in adjective:
        return tuple(adjective.split("/"))
    ending, forms = next((e, f) for e, f in _ENDINGS if adjective.endswith(e))
    stem = adjective[: len(adjective) - len(ending)]
    return tuple(stem + form for form in forms)


_BODY_KEYS = frozenset(
    {"id", "fr", "en", "ar", "kind", "country", "sector", "parent", "since", "until", "is"}
)  # fmt: skip
# The keys that a line of each file may have; files of bodies have _BODY_KEYS.
_KEYS = {
    "states.yaml": frozenset({"id", "fr", "en", "ar", "adj", "capital", "seat", "home"}),
    "regions.yaml": frozenset({"fr", "en", "ar", "adj", "country", "block"}),
    "offices.yaml": frozenset({"fr", "sector", "flags"}),
    "persons.yaml": frozenset({"name", "id", "country", "sector"}),
}
_GENERIC_KEYS = frozenset({"suffix", "sector", "fr", "en", "ar", "plural", "flags"})


@cache
def load(name: str, folder: Path = FOLDER) -> Any:
    """The content of one lexicon file; every value is text (``NO`` stays a code, no boolean).

    Raises ``LexiconError``, with file and line, where the YAML does not parse or a line has a
    key that its file does not know (most often a comma inside a name that needs quotes).
    """
    import yaml

    path = folder / name
    # BaseLoader guesses no types: twice as fast, and a name is never read as a date or a number.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise LexiconError(f"{path}{line}: not readable as YAML; check quotes, brackets") from error
    if isinstance(content, dict):
        records, known = [*content["portfolios"], *content["bodies"]], _GENERIC_KEYS
    else:
        records, known = content, _KEYS.get(name, _BODY_KEYS)
    for record in records:
        if unknown := set(record) - known:
            number = _line_of(path, str(record.get("id") or record.get("fr") or record.get("name")))
            odd = ", ".join(map(repr, sorted(map(str, unknown))))
            raise LexiconError(f"{path}, line {number}: unknown key {odd}; a name with a comma needs quotes")
    return content


def _line_of(path: Path, words: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if words in line), 1)


# Files of bodies, with the kind that an entry has where it does not say.
BODY_FILES: dict[str, Kind] = {
    "maghreb.yaml": "body",
    "sahel.yaml": "body",
    "middle-east.yaml": "body",
    "europe.yaml": "body",
    "americas-asia.yaml": "body",
    "world.yaml": "body",
    "groups.yaml": "group",
    "media.yaml": "body",
}
_SHARED_CODES = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG"})


def _year(value: str | None) -> int | None:
    return int(value) if value else None


def _body(raw: dict[str, Any], kind: Kind, states: frozenset[str], path: Path) -> Entry:
    entity_id = str(raw.get("id", ""))
    country = raw.get("country") or entity_id.split(".")[0]
    problem = (
        "an entry without id"
        if not entity_id
        else f"{entity_id}: country {country} is no state of states.yaml; for a shared body add country: IGO"
        if country not in states | _SHARED_CODES
        else f"{entity_id}: since and until are years in digits"
        if not all(raw.get(year, "0").isdigit() for year in ("since", "until"))
        else f"{entity_id}: no name; give fr, en or ar"
        if not (raw.get("fr") or raw.get("en") or raw.get("ar"))
        else ""
    )
    if problem:
        raise LexiconError(f"{path}, line {_line_of(path, f'id: {entity_id},')}: {problem}")
    return Entry(
        id=entity_id,
        kind=raw.get("kind", kind),
        fr=alternatives(raw.get("fr")),
        en=alternatives(raw.get("en")),
        ar=alternatives(raw.get("ar")),
        country=country,
        sector=raw.get("sector"),
        parent=raw.get("parent"),
        since=_year(raw.get("since")),
        until=_year(raw.get("until")),
        stands_for=alternatives(raw.get("is")),
    )


@cache
def states() -> dict[str, Entry]:
    """Every state and territory by its alpha-3 code."""
    return {
        raw["id"]: Entry(
            id=raw["id"],
            kind="state",
            fr=alternatives(raw["fr"]),
            en=alternatives(raw.get("en")),
            ar=alternatives(raw.get("ar")),
            country=raw["id"],
        )
        for raw in load("states.yaml")
    }


@cache
def entries() -> dict[str, Entry]:
    """Every state, body, group and forum by id. Raises ``LexiconError`` on an id given twice."""
    known = dict(states())
    codes = frozenset(known)
    for file, kind in BODY_FILES.items():
        for raw in load(file):
            entry = _body(raw, kind, codes, FOLDER / file)
            if entry.id in known:
                where = f"{FOLDER / file}, line {_line_of(FOLDER / file, f'id: {entry.id},')}"
                raise LexiconError(f"{where}: {entry.id} is listed twice; keep one")
            known[entry.id] = entry
    return known


_ARTICLE = re.compile(r"(?:Les? |La |L['’]|El |The )")


def _capital_at(name: str) -> int | None:
    """Where a name needs its capital: its first one, after an article (« le Caire », « Le Monde »)."""
    article = _ARTICLE.match(name)
    first = article.end() if article else 0
    return next((n for n in range(first, len(name)) if name[n].isupper()), None)


def _is_acronym(name: str) -> bool:
    return (
        len(name) <= 8 and name.upper() == name and name.isascii() and name[:1].isalpha() and " " not in name
    )


def named(names: tuple[str, ...], sense: Sense) -> Iterator[Form]:
    """Forms of a proper name: acronyms letter for letter, the rest with its capital."""
    for name in names:
        if _is_acronym(name):
            yield Form(name, sense, exact=True)
            if len(name) < 5:
                continue
        yield Form(name, msgspec.structs.replace(sense, capital_at=_capital_at(name)))


def state_forms() -> Iterator[Form]:
    """Names, demonyms, capitals and metonyms of states; regions; phrases that are none of these."""
    for raw in load("states.yaml"):
        code = raw["id"]
        entry = states()[code]
        state = Sense(kind="state", name=entry.name, id=code, country=code)
        yield from named(entry.fr + entry.en + entry.ar, state)
        adjective = Sense(kind="adjective", name=entry.name, country=code)
        for word in alternatives(raw.get("adj")):
            yield from (Form(form, adjective) for form in inflect(word))
        capital = Sense(kind="capital", name=entry.name, id=code, country=code)
        yield from named(alternatives(raw.get("capital")), capital)
        metonym = Sense(kind="metonym", name=entry.name, id=code, country=code)
        yield from named(alternatives(raw.get("seat")), metonym)
        at_home = Sense(kind="metonym", name=entry.name, id=code, country=code, home=True)
        yield from named(alternatives(raw.get("home")), at_home)
    for raw in load("regions.yaml"):
        names = alternatives(raw.get("fr")) + alternatives(raw.get("en")) + alternatives(raw.get("ar"))
        name = names[0] if names else ""
        yield from named(names, Sense(kind="region", name=name))
        adjective = Sense(kind="adjective", name=name, country=raw.get("country"))
        for word in alternatives(raw.get("adj")):
            yield from (Form(form, adjective) for form in inflect(word))
        yield from named(alternatives(raw.get("block")), Sense(kind="block"))


def body_forms() -> Iterator[Form]:
    """Names of bodies, groups and forums."""
    for entry in entries().values():
        if entry.kind == "state":
            continue
        sense = Sense(
            kind=entry.kind,
            name=entry.name,
            id=entry.id,
            country=entry.country,
            sector=entry.sector,
            parent=entry.parent,
        )
        yield from named(entry.fr + entry.en + entry.ar, sense)


def _slotted(name: str, sense: Sense) -> Iterator[tuple[str, str, Sense]]:
    """``(head, tail, sense)`` of a name with a slot for an adjective; the tail may be empty."""
    head, _, tail = name.partition("~")
    yield " ".join(head.split()), " ".join(tail.split()), sense


def _generic_names() -> Iterator[tuple[str, str, Sense]]:
    raw = load("generics.yaml")
    for portfolio in raw["portfolios"]:
        for tail in alternatives(portfolio["fr"]):
            for heads, plural in (("ministry_heads", False), ("ministry_heads_plural", True)):
                for head in alternatives(raw[heads]):
                    body = Sense(
                        kind="body",
                        name=f"ministère {tail}",
                        sector="GOV",
                        suffix=portfolio["suffix"],
                        at_home=not plural,
                        plural=plural,
                    )
                    yield head, tail, body
            for heads, plural in (("minister_heads", False), ("minister_heads_plural", True)):
                for head in alternatives(raw[heads]):
                    yield (
                        head,
                        tail,
                        Sense(
                            kind="office",
                            name=f"{head} {tail}",
                            sector="GOV",
                            at_home=not plural,
                            plural=plural,
                        ),
                    )
    for body in raw["bodies"]:
        flags = (body.get("flags") or "").split()
        for names, plural in ((body.get("fr"), False), (body.get("plural"), True)):
            for name in alternatives(names):
                sense = Sense(
                    kind="body",
                    name=name.replace(" ~", ""),
                    sector=body["sector"],
                    suffix=body["suffix"],
                    at_home=not plural and "beside" not in flags,
                    beside="beside" in flags,
                    local="local" in flags,
                    plural=plural,
                    capital_at=_capital_at(name) if "cased" in flags else None,
                )
                yield from _slotted(name, sense)


def _office_names() -> Iterator[tuple[str, str, Sense]]:
    for office in load("offices.yaml"):
        flags = (office.get("flags") or "").split()
        sector = None if office["sector"] == "?" else office["sector"]
        for name in alternatives(office["fr"]):
            sense = Sense(
                kind="office", name=name.replace(" ~", ""), sector=sector, at_home="national" in flags
            )
            yield from _slotted(name, sense)


def office_names() -> tuple[str, ...]:
    """Every office title of offices.yaml."""
    return tuple(f"{head} {tail}".strip() for head, tail, _ in _office_names())


def generic_forms() -> Iterator[Form]:
    """Generic bodies and offices, and the heads after which an adjective may stand."""
    tails: dict[str, list[tuple[str, Sense]]] = {}
    seen: set[str] = set()
    for head, tail, sense in (*_office_names(), *_generic_names()):
        whole = f"{head} {tail}".strip()
        if whole not in seen:
            seen.add(whole)
            yield Form(whole, sense)
        if tail:
            tails.setdefault(head, []).append((key(tail), sense))
    for head, found in tails.items():
        found.sort(key=lambda pair: -len(pair[0]))
        yield Form(head, Sense(kind="head", name=head, tails=tuple(found)))


def modifiers() -> tuple[str, ...]:
    """Words that may stand between a generic body and its country, as lexicon keys."""
    return tuple(key(word) for word in alternatives(load("generics.yaml")["modifiers"]))


def all_forms() -> Iterator[Form]:
    """Every form of the lexicon."""
    yield from state_forms()
    yield from body_forms()
    yield from generic_forms()
