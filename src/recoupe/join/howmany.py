"""How many persons or things one role of an event names: « dix-neuf passeurs », « un second homme »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from recoupe.model import Entity, Figure

# One of two counts is more than so many times the other: not one count, told with a slip or rounded.
FAR = 2


def how_many(entities: Sequence[Entity], quote: str = "", trigger: str = "") -> frozenset[float]:
    """The numbers that count those of them without an id; 1 where one person alone is named or told of.

    They are among their words, before them in the ``quote``, or after the ``trigger`` where « en » stands for
    them (« il en a arrêté 92 »; give the trigger only with whom the event befalls). Empty where nothing is
    counted: « la cellule », « des suspects ».
    """
    unnamed = [e.text for e in entities if not e.id]
    found = numbers_in(" ".join(unnamed)) if unnamed else frozenset()
    if not found:
        found = frozenset(n for words in unnamed if (n := _before(words, quote)))
    if not found and trigger and not any(e.id for e in entities):
        found = frozenset(_after(trigger, quote))
    if not found and len(entities) == 1 and _one_person(entities[0]):
        return frozenset({1.0})
    return found


def _before(words: str, quote: str) -> float | None:
    """« 49 » of « aux 49 militaires », where « militaires » was read."""
    from recoupe.code.fr.numbers import find_numbers

    at = quote.find(words)
    before = quote[max(0, at - _REACH) : at].rstrip() if at > 0 else ""
    last = next(reversed(find_numbers(before)), None) if before else None
    return float(last.value) if last and last.end == len(before) and last.value > 1 else None


def _after(trigger: str, quote: str) -> Iterator[float]:
    """« 92 » of « il en a arrêté 92 »."""
    from recoupe.code.fr.numbers import find_numbers

    at = quote.find(trigger)
    if at > 0 and _OF_THEM.search(quote[max(0, at - _REACH) : at]):
        rest = quote[at + len(trigger) :]
        first = next(iter(find_numbers(rest[:_REACH])), None)
        if first and first.value > 1 and not rest[: first.start].strip():
            yield float(first.value)


# Characters before or after words among which a number that counts them is looked for.
_REACH = 40
_OF_THEM = re.compile(r"\ben\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


@lru_cache(maxsize=100_000)
def numbers_in(words: str) -> frozenset[float]:
    """The numbers among some words, in digits or in French words, but for one."""
    from recoupe.code.fr.numbers import find_numbers

    return frozenset(float(n.value) for n in find_numbers(words) if n.value > 1)


def far_apart(a: frozenset[float], b: frozenset[float]) -> bool:
    """Whether any two of their numbers lie further apart than a slip: 3 and 49, one and eight."""
    return bool(a and b) and all(max(x, y) > FAR * min(x, y) for x in a for y in b)


def told_as_part(said: Figure, quote: str = "") -> bool:
    """Whether a count is one of a larger: « 51 » of « 57 cellules », « dont 44 », « 51 d'entre elles ».

    « Une cellule dont les six membres … »: these are all of it. « Douze suspects, dont les deux chefs »:
    these are not. With an article it takes the larger count before it.
    """
    if any(number > said.value for entity in said.of for number in numbers_in(entity.text)):
        return True
    at = quote.find(said.trigger)
    if at < 0:
        return False
    if _PART_AFTER.match(quote[at + len(said.trigger) :]):
        return True
    before = _PART_BEFORE.search(quote[max(0, at - _REACH) : at])
    if not before or not _ALL.match(before["next"] or ""):
        return bool(before)
    return any(number > said.value for number in numbers_in(quote[:at]))


_PART_BEFORE = re.compile(
    r"\b(?:dont|parmi (?:eux|elles|lesquels|lesquelles)|including|among them)[\s,]+(?P<next>\w+\s+)?$",
    re.IGNORECASE,
)
_ALL = re.compile(r"(?:les|the)\s", re.IGNORECASE)
_PART_AFTER = re.compile(r"\s+(?:\w+\s+)?(?:d['’]entre (?:eux|elles)|of (?:them|whom))\b", re.IGNORECASE)

_SINGULAR = re.compile(r"(?:le|la|un|une|ce|cet|cette|son|sa)\s+|l['’]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_PERSONS = frozenset({"rebel", "suspect", "person", "refugee"})
# Of these classes of noun, but more than one person.
_PAIRS = frozenset({"couple", "famille", "binome"})
# Whom a demonym without a noun may stand for: « le Monténégrin », and not « la Sûreté ».
_SECTORS = frozenset({"CRM", "CVL", "REB", "REF"})


@lru_cache(maxsize=50_000)
def _one_person(entity: Entity) -> bool:
    if entity.id:
        return entity.id.islower()
    start = _SINGULAR.match(entity.text)
    if start is None:
        return False
    from recoupe.code.fr.classes import class_names
    from recoupe.code.fr.words import plain

    rest = _WORD.findall(entity.text[start.end() :])
    for word in rest:
        classes = class_names(word)
        if classes:
            return bool(classes & _PERSONS) and "cell" not in classes and plain(word) not in _PAIRS
    return bool(rest) and rest[0][0].isupper() and entity.sector in _SECTORS
