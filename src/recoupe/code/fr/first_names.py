"""Persons known by their first name or by a particle: « Marouane El Bali », « Nimr al-Nimr ».

The entity recogniser takes one in twenty-five of the names that the press gives in full for a place or
nothing at all, most often Arabic and African ones. A first name (``lexicon/fr/given-names.yaml``)
before another capitalised word, or a particle between two, tells a person, unless what stands before
says that something is named after one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from recoupe.code.fr.words import plain
from recoupe.code.lexicon import folder, load_yaml

_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]*")
_BY_PARTICLE = re.compile(
    r"[A-ZÀ-ÖØ-Þ][a-zà-ÿ]+ (?:(?:al|el|ad|ar|as|es|at)[- ]|(?:Al|El|Es)[ -]|(?:Ould|ould|Ag|ag|Ben|ben|bin) )"
    r"(?=[A-ZÀ-ÖØ-Þ][a-zà-ÿ])"
)
# « dix ans de prison à Omar Rami »: no prison named after him.
_APART = frozenset(("a", "avec", "par", "pour", "contre", "chez", "et", "ou", "que", "sur", "selon"))
_MARK = re.compile(r"[,;:.()—–]")


@cache
def _listed() -> dict[str, frozenset[str]]:
    found = load_yaml(folder("fr") / "given-names.yaml", dict[str, tuple[str, ...]])
    assert isinstance(found, dict)
    return {kind: frozenset(plain(word) for word in words) for kind, words in found.items()}


def name_starts(text: str) -> Iterator[int]:
    """Where in a sentence the full name of a person begins: code points."""
    first_names = _listed()["names"]
    for word in _WORD.finditer(text):
        start = word.start()
        known = plain(word.group()) in first_names or _BY_PARTICLE.match(text, start)
        if known and not _after_somebody(text, start):
            yield start


def _after_somebody(text: str, start: int) -> bool:
    """Whether what is named after a person stands before the name, or « le », as of a ship."""
    clause = _MARK.split(text[max(0, start - 50) : start])[-1]
    before = re.findall(r"[\w-]+", plain(clause))[-3:]
    if not before or before[-1] in _APART:
        return False
    return before[-1] in ("le", "la") or not _listed()["named-after"].isdisjoint(before)
