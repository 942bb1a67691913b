"""Names of persons: their id, and whether two spellings are one person.

An id is the name in its usual Latin form, lower case, with hyphens (``abdellatif-hammouchi``).
Spellings of one Arabic or African name in French, English and Spanish differ mostly in vowels and
doubled letters, so names are compared by their consonants (Khalifi, Khulaifi → ``klf``) together
with edit similarity, token by token.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct
from rapidfuzz.fuzz import ratio

from recoupe.resolve.entries import alternatives, load
from recoupe.resolve.fold import fold, key
from recoupe.resolve.forms import office_names

_HONORIFICS = frozenset({
    "m", "mm", "mr", "mrs", "ms", "mme", "mmes", "mlle", "dr", "pr", "me", "mgr", "don", "sir", "lord",
    "cheikh", "sheikh", "hadj", "sm", "s", "son", "sa", "leur", "excellence", "majeste", "altesse",
    "royale", "monsieur", "madame", "maitre", "docteur", "professeur", "feu", "dit", "nomme", "le", "la",
    "l", "les", "ex", "ancien", "ancienne", "ce", "cet", "cette", "notre",
})  # fmt: skip
# Family-name particles: written or left out, joined or apart, they do not tell persons apart.
_PARTICLES = frozenset({
    "al", "el", "ad", "as", "ar", "es", "ed", "ben", "bin", "ibn", "bint", "ould", "ag", "d", "de", "di",
    "da", "dos", "du", "van", "von", "der", "den", "y", "e",
})  # fmt: skip
_ROMAN = re.compile(r"[ivx]+")
_VOWELS = frozenset("aeiouyw")
_DIGRAPHS = (
    ("sch", "x"), ("tch", "x"), ("dj", "j"), ("ch", "x"), ("sh", "x"), ("kh", "k"), ("gh", "g"),
    ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("q", "k"), ("c", "k"),
)  # fmt: skip
# Percent of rapidfuzz's ratio that two tokens of the same consonants must reach, and that two
# tokens of different consonants must reach; swept on the pairs of tests/resolve/test_persons.py.
_SAME_BONES = 55.0
_NEAR_SPELLING = 88.0


class Person(Struct, frozen=True):
    """A public figure of ``lexicon/entities/persons.yaml``: country alpha-3, PLOVER sector."""

    id: str
    name: str
    country: str | None = None
    sector: str | None = None


@cache
def _offices() -> dict[str, list[tuple[str, ...]]]:
    """The folded parts of the names of offices, longest first, by their first part."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for parts in sorted({tuple(key(name).split()) for name in office_names()}, key=len, reverse=True):
        found.setdefault(parts[0], []).append(parts)
    return found


@cache
def _known() -> dict[str, Person]:
    known: dict[str, Person] = {}
    for raw in load("persons.yaml"):
        spellings = alternatives(raw["name"])
        person = Person(
            raw.get("id") or _hyphened(spellings[0]), spellings[0], raw.get("country"), raw.get("sector")
        )
        for spelling in spellings:
            known[_hyphened(spelling)] = person
    return known


def listed() -> tuple[Person, ...]:
    """Every public figure under each listed spelling: the id, and the spelling as ``name``."""
    found = []
    for raw in load("persons.yaml"):
        spellings = alternatives(raw["name"])
        own = raw.get("id") or _hyphened(spellings[0])
        found += [Person(own, spelling, raw.get("country"), raw.get("sector")) for spelling in spellings]
    return tuple(found)


def _hyphened(name: str) -> str:
    return "-".join(re.sub(r"[^\w ]", "", fold(name).replace("'", "").replace("\n", " ")).split())


def bare_name(name: str) -> str:
    """The name without articles, honorifics and office titles: « le général Tiani » → « Tiani »."""
    words = re.sub(r"^[lL]['’]", "", name.strip()).split()
    while len(words) > 1:
        if key(words[0]).replace(" ", "") in _HONORIFICS:
            words = words[1:]
            continue
        folded = tuple(part for word in words for part in key(word).split())
        offices = _offices().get(folded[0], ()) if folded else ()
        office = next((o for o in offices if folded[: len(o)] == o), ())
        taken = _words_taken(words, len(office))
        if not taken or taken >= len(words):
            break
        words = words[taken:]
    return " ".join(words)


def _words_taken(words: list[str], parts: int) -> int:
    """How many written words make up so many folded parts (« l'ambassadeur » is two parts)."""
    count = 0
    for number, word in enumerate(words, 1):
        count += len(key(word).split())
        if count >= parts:
            return number if parts else 0
    return len(words)


def person_id(name: str) -> str:
    """The id of a person: usual Latin form, lower case, hyphens; honorifics and titles left out.

    A public figure that the lexicon lists gets the same id under each listed spelling.
    """
    hyphened = _hyphened(bare_name(name))
    person = _known().get(hyphened)
    return person.id if person else hyphened


def public_figure(name: str) -> Person | None:
    """The public figure of that name or listed spelling, if the lexicon has one."""
    return _known().get(_hyphened(bare_name(name)))


@cache
def _by_surname() -> dict[str, Person]:
    """Members of governments by their last name, where no other public figure has it."""
    found: dict[str, set[Person]] = {}
    for name, person in _known().items():
        found.setdefault(name.rsplit("-", 1)[-1], set()).add(person)
    return {
        surname: person
        for surname, people in found.items()
        if len(people) == 1 and (person := next(iter(people))).sector == "GOV" and len(surname) > _SHORT
    }


_SHORT = 4  # letters: shorter last names are of many


def statesman(surname: str) -> Person | None:
    """« le président Tebboune »: the one member of a government of that last name, if the lexicon has one."""
    return _by_surname().get(_hyphened(surname))


@cache
def _bones(token: str) -> str:
    """A token's consonants, spelling habits levelled, doubled letters once."""
    for written, letter in _DIGRAPHS:
        token = token.replace(written, letter)
    letters = [c for c in token if c not in _VOWELS]
    if letters and letters[-1] == "h":
        letters.pop()
    return "".join(c for n, c in enumerate(letters) if n == 0 or letters[n - 1] != c)


def _starts_alike(a: str, b: str) -> bool:
    return (a[0] in _VOWELS) == (b[0] in _VOWELS)


def _same_token(a: str, b: str) -> bool:
    if a == b:
        return True
    if _ROMAN.fullmatch(a) or _ROMAN.fullmatch(b):
        return False
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    similarity = ratio(a, b)
    if _bones(a) == _bones(b) and len(_bones(a)) > 1:
        return _starts_alike(a, b) and similarity >= _SAME_BONES
    return min(len(a), len(b)) > 4 and similarity >= _NEAR_SPELLING


def _tokens(name: str) -> list[str]:
    tokens = [t for t in _hyphened(bare_name(name)).split("-") if t]
    return [t for t in tokens if t not in _PARTICLES] or tokens


def _joined(name: str) -> str:
    """The name written together, so that « Ben Jelloun » is « Benjelloun »."""
    return "".join(t for t in _hyphened(bare_name(name)).split("-") if t not in ("al", "el"))


def _in_order(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(any(_same_token(token, other) for other in rest) for token in short)


def same_person(a: str, b: str) -> bool:
    """Whether two names as written can be one person's.

    Spellings (Al-Khalifi, Al-Khulaifi), initials, middle names left out, and a surname alone
    beside the full name. A first name alone is not enough, and « Idriss Déby » is not « Mahamat
    Idriss Déby »: where both have several parts, the first parts must agree.
    """
    if person_id(a) == person_id(b):
        return True
    short, long = sorted((_tokens(a), _tokens(b)), key=len)
    if not short:
        return False
    joined = _joined(a), _joined(b)
    if _bones(joined[0]) == _bones(joined[1]) and ratio(*joined) >= 80 and _starts_alike(*joined):
        return not any(_ROMAN.fullmatch(t) for t in (*short, *long)) or short[-1] == long[-1]
    if len(short) == 1:
        return any(_same_token(short[0], token) for token in (long[1:] or long) if len(token) > 1)
    if len(short) == len(long) == 2 and _same_token(short[0], long[1]) and _same_token(short[1], long[0]):
        return True
    return _same_token(short[0], long[0]) and _in_order(short, long)
