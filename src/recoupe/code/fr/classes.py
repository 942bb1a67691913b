"""Which classes of noun (``lexicon/fr/classes.yaml``) a token belongs to."""

from __future__ import annotations

from functools import cache, lru_cache

from recoupe.code.fr.parse import Token
from recoupe.code.fr.tokens import once
from recoupe.code.fr.words import noun_lemmas, plain
from recoupe.code.lexicon import classes, spellings, words


@cache
def _index() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word → (the words after it, class)."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, entry in classes("fr").items():
        for spelling in (one for noun in entry.nouns for one in spellings(noun)):
            parts = [plain(w) for w in words(spelling)]
            found.setdefault(parts[0], []).append((tuple(parts[1:]), name))
    return found


@lru_cache(maxsize=1 << 15)
def _led(word: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """What a word may lead: the words after it, and the class."""
    return tuple(led for lemma in noun_lemmas(word) for led in _index().get(lemma, ()))


@cache
def class_names(word: str) -> frozenset[str]:
    """The classes of which some noun begins with this word."""
    return frozenset(name for _, name in _led(word))


def sector(name: str) -> str | None:
    """PLOVER sector of a class."""
    entry = classes("fr").get(name)
    return entry.sector if entry else None


@once
def classes_of(token: Token) -> dict[str, int]:
    """Class → how many words matched, for the noun phrase headed by a token."""
    found: dict[str, int] = {}
    doc = token.doc
    for rest, name in _led(token.text):
        if not rest or all(
            token.i + 1 + n < len(doc) and word in noun_lemmas(doc[token.i + 1 + n].text)
            for n, word in enumerate(rest)
        ):
            found[name] = max(found.get(name, 0), 1 + len(rest))
    return found


def counted_classes(token: Token) -> set[str]:
    """The classes of a noun whose number may be a figure."""
    return {name for name in classes_of(token) if classes("fr")[name].counted}


@once
def sector_of(token: Token) -> str | None:
    """Sector of the most specific class that has one; the classes' order in the file decides ties.

    Several told in one word are what they are told to be of (« une colonne de rebelles »).
    """
    found = classes_of(token)
    if not _SEVERAL.isdisjoint(noun_lemmas(token.text)) and max(found.values(), default=1) == 1:
        of = next(
            (c for c in token.children if c.dep_ == "nmod" and c.pos_ == "NOUN" and c.i > token.i), None
        )
        if of is not None and any(c.dep_ == "case" and plain(c.text) in ("de", "d'") for c in of.children):
            if (theirs := sector_of(of)) is not None and _ANYBODY.isdisjoint(noun_lemmas(of.text)):
                return theirs
    if not found:
        return None
    order = _order()
    ranked = sorted(found, key=lambda n: (-found[n], order[n]))
    if "cell" in ranked and _for_gain(token):
        return "CRM"
    return next((sector(n) for n in ranked if sector(n)), None)


def _for_gain(token: Token) -> bool:
    """« un réseau de passeurs », « la bande »: outlaws who are no fighters, where nothing tells of terror."""
    if any(stem in plain(token.doc.text) for stem in _OF_TERROR):
        return False
    if not _RINGS.isdisjoint(noun_lemmas(token.text)):
        return True
    beside = (c for c in token.children if c.i > token.i and c.dep_ in ("nmod", "amod"))
    return any(not _GAINFUL.isdisjoint(noun_lemmas(c.text)) for c in beside)


_RINGS = frozenset(("reseau", "filiere", "bande", "gang", "cartel", "mafia", "clan", "trafic"))
_GAINFUL = frozenset(
    ("passeur", "trafiquant", "trafic", "contrebandier", "contrebande", "malfaiteur", "criminel",
     "criminelle", "mafieux", "mafieuse", "faussaire", "voleur", "braqueur", "proxenete", "escroc",
     "cybercriminel", "blanchiment")
)  # fmt: skip
_OF_TERROR = (
    "terroris", "jihad", "djihad", "daech", "qaida", "etat islamique", "boko haram", "rebel", "insurg",
    "extremis", "attentat", "radicalis"
)  # fmt: skip


_SEVERAL = frozenset(
    ("groupe", "equipe", "coalition", "colonne", "alliance", "trio", "duo", "quatuor", "horde",
     "delegation")
)  # fmt: skip
_ANYBODY = frozenset(("personne", "homme", "individu", "membre"))  # « un groupe de neuf personnes »


@cache
def _order() -> dict[str, int]:
    return {name: place for place, name in enumerate(classes("fr"))}
