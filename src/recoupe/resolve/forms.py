"""The spellings of the entity lexicon, each with what it means.

A *form* is one spelling of an entry, or of something that has no id of its own (a demonym, a
generic body, an office), together with the *sense* it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

from recoupe.resolve.entries import Kind, alternatives, entries, load, states
from recoupe.resolve.fold import key

# What a sense can be besides: the first word of a name in which an adjective may stand, a phrase in
# which a listed name is no entity ("Air France"), and a word that opens names of unlisted bodies.
SenseKind: TypeAlias = Kind | Literal["head", "block", "opening"]


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
    beside: bool = False  # is an entity only with a country (an office: or a body) beside it
    body_sector: bool = False  # an office: the sector of a body named after it goes first
    local: bool = False  # may be followed by its town
    plural: bool = False
    noun: bool = False  # also an adjective or a verb: only after a determiner
    prefix: bool = False  # first half of a compound: only before a hyphen
    # Words that may follow an adjective placed after this head, each with the sense of the whole.
    tails: tuple[tuple[str, Sense], ...] = ()


class Form(Struct, frozen=True):
    """A spelling and its sense; ``exact`` spellings (acronyms) are matched letter for letter."""

    text: str
    sense: Sense
    exact: bool = False


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


_ARTICLE = re.compile(r"(?:Les? |La |L['’]|El |The )")


# A name of so many words of four letters or more is told by them: « l'organisation internationale de police
# criminelle » needs no capital.
_TELLING_WORDS = 4


# Words that open a body's or a state's name and that the press writes small where a name of its own follows:
# « la force Al-Qods », « l'opération Mirador », « le groupe Egmont », « le sultanat d'Oman ».
_OPENING = re.compile(
    r"(?:Alliance|Armée|Bataillon|Brigade|Bureau|Cellule|Centre|Coalition|Comité|Commission|Conférence|Émirat|État|"
    r"Force|Forces|Front|Garde|Groupe|Initiative|Institut|Milice|Mission|Mouvement|Opération|Parti|Plateforme|Police|"
    r"Principauté|Processus|Réseau|République|Royaume|Service|Sultanat|Union|Université) "
)


def _capital_at(name: str) -> int | None:
    """Where a name needs its capital: its first one, after an article (« le Caire », « Le Monde »)."""
    if len(re.findall(r"\w{4,}", name)) >= _TELLING_WORDS:
        return None
    article = _ARTICLE.match(name)
    first = article.end() if article else 0
    if (opening := _OPENING.match(name)) is not None:
        own = next((n for n in range(opening.end(), len(name)) if name[n].isupper()), None)
        return own if own is not None else 0
    return next((n for n in range(first, len(name)) if name[n].isupper()), None)


def _is_acronym(name: str) -> bool:
    return (
        len(name) <= 8 and name.upper() == name and name.isascii() and name[:1].isalpha() and " " not in name
    )


# Words and names that an acronym of four letters would be read in, were it written as a word.
_WORDS = frozenset(("ANSE", "BIFF", "DANS", "FACT", "ISIS", "MILF", "RAID", "SIDE"))


def _as_word(acronym: str) -> str | None:
    """« Sdat », « Ctaf », « Ocam »: an acronym that can be spoken is also written as a word."""
    spoken = len(acronym) == 4 and acronym.isalpha() and re.search(r"[AEIOU]", acronym)
    return acronym.capitalize() if spoken and acronym not in _WORDS else None


def named(names: tuple[str, ...], sense: Sense) -> Iterator[Form]:
    """Forms of a proper name: acronyms letter for letter, the rest with its capital."""
    for name in names:
        if _is_acronym(name):
            yield Form(name, sense, exact=True)
            if (word := _as_word(name)) is not None:
                yield Form(word, sense, exact=True)
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
        half = msgspec.structs.replace(adjective, prefix=True)
        yield from (Form(form, half) for form in alternatives(raw.get("prefix")))
        capital = Sense(kind="capital", name=entry.name, id=code, country=code)
        yield from named(alternatives(raw.get("capital")), capital)
        metonym = Sense(kind="metonym", name=entry.name, id=code, country=code)
        yield from named(alternatives(raw.get("seat")), metonym)
        at_home = Sense(kind="metonym", name=entry.name, id=code, country=code, home=True)
        # A state without a home name of its own is « la République » to its press.
        yield from named(alternatives(raw.get("home")) or ("République",), at_home)
    for raw in load("regions.yaml"):
        names = alternatives(raw.get("fr")) + alternatives(raw.get("en")) + alternatives(raw.get("ar"))
        name = names[0] if names else ""
        yield from named(names, Sense(kind="region", name=name))
        adjective = Sense(kind="adjective", name=name, country=raw.get("country"))
        for word in alternatives(raw.get("adj")):
            yield from (Form(form, adjective) for form in inflect(word))
        yield from named(alternatives(raw.get("block")), Sense(kind="block"))
    for raw in load("persons.yaml"):
        # « François Hollande » is neither a state nor a spelling of one.
        yield from (Form(name, Sense(kind="block")) for name in alternatives(raw["name"]) if " " in name)


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
                    noun="noun" in flags,
                    plural=plural,
                    capital_at=_capital_at(name) if "cased" in flags else None,
                )
                yield from _slotted(name, sense)


def _office_names() -> Iterator[tuple[str, str, Sense]]:
    for office in load("offices.yaml"):
        flags = (office.get("flags") or "").split()
        sector = office["sector"]
        for name in alternatives(office["fr"]):
            sense = Sense(
                kind="office",
                name=name.replace(" ~", ""),
                sector=sector.rstrip("?") or None,
                body_sector=sector.endswith("?"),
                at_home="national" in flags,
                beside="beside" in flags,
                noun="noun" in flags,
                plural=name.split()[0].endswith("s"),
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
    for opening in load("generics.yaml")["openings"]:
        sense = Sense(kind="opening", sector=opening["sector"] or None)
        yield from named(alternatives(opening["fr"]), sense)
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
