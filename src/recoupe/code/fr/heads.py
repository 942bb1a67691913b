"""Which noun a number counts: the one behind it, one that a row shares, one whose total it is told to be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.measures import nearest_verb
from recoupe.code.fr.numbers import Number, find_numbers
from recoupe.code.fr.parse import Token
from recoupe.code.fr.view import View
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas


def token_at(view: View, position: int) -> Token:
    """The token that covers an offset of the sentence (the last one before it in a gap)."""
    found: Token = view.doc[0]
    for token in view.doc:
        if token.idx > position:
            break
        found = token
    return found


def counted(number: Number, view: View) -> Token | None:
    """The noun a number counts: behind it, past « de », « autres », « millions de »."""
    doc = view.doc
    i = next((t.i for t in doc if t.idx >= number.end), len(doc))
    steps = 0
    while i < len(doc) and steps < 5:
        token = doc[i]
        word = plain(token.text)
        if word in ("siens", "siennes", "leurs", "notres") and i > 0 and plain(doc[i - 1].text) == "des":
            return None
        owned = word in ("ses", "leurs", "nos", "ces") and i > 0 and plain(doc[i - 1].text) in ("de", "d'")
        if token.pos_ == "NUM" and plain(doc[i - 1].text) in ("des", "ses", "leurs", "ces"):
            i += 1  # « six des huit assaillants »
            continue
        if owned or word in (
            "de",
            "d'",
            "des",
            "petits",
            "petites",
            "autres",
            "nouveaux",
            "nouvelles",
            "jeunes",
            "grands",
            "anciens",
            "quelque",
            "seuls",
            "premiers",
            "presumes",
            "premieres",
            "dernieres",
            "derniers",
            "million",
            "millions",
            "milliard",
            "milliards",
        ):
            i += 1
            steps += 1
            continue
        if (
            token.pos_ == "ADJ"
            and i + 1 < len(doc)
            and doc[i + 1].pos_ == "NOUN"
            and steps < 3
            and not classes_of(token)
        ):
            i += 1
            steps += 1
            continue
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "X") and token.text not in ",;:.":
            if (
                token.pos_ == "VERB"
                and not classes_of(token)
                and plain(token.text) not in ("tues", "blesses", "morts", "disparus", "arretes")
            ):
                return None
            return token
        return None
    return None


def changed(number: Number, view: View) -> Token | None:
    """« de 19 à 23 morts »: the noun that what it was shares with what it has become."""
    flat = plain(view.text)
    other = next((n for n in find_numbers(view.text) if n.start >= number.end), None)
    if other is None or flat[number.end : other.start] != " a " or not flat[: number.start].endswith("de "):
        return None
    return counted(other, view)


def out_of(number: Number, view: View) -> bool:
    """« six des huit assaillants »: those of whom some are counted."""
    before = view.text[: number.start]
    some = next((n for n in reversed(find_numbers(view.text)) if n.end < number.start), None)
    return some is not None and _OF_THEM.fullmatch(before, some.end) is not None


_OF_THEM = re.compile(r" (?:des|de (?:ses|leurs|ces|nos)) ")


def row_noun(number: Number, view: View) -> Token | None:
    """The noun that a row of numbers shares: « 21, 19 et 9 cellules »."""
    after = [n for n in find_numbers(view.text) if n.start >= number.end]
    at = number.end
    for other in after:
        if not re.fullmatch(r"\s*(?:,|et|,\s*et)\s*", view.text[at : other.start]):
            return None
        if (noun := counted(other, view)) is not None:
            return noun
        at = other.end
    return None


# « le total des cellules démantelées est porté à 183 », « les interpellations ont bondi à 480 »
_TOTALS = frozenset(("total", "nombre", "chiffre", "bilan", "effectif"))
_REACHED = frozenset(("atteindre", "avoisiner", "depasser", "froler", "approcher"))
_AMOUNTS = _REACHED | frozenset([
    "porter", "elever", "passer", "chiffrer", "etablir", "monter", "grimper", "fixer", "ramener", "bondir",
    "tomber", "chuter", "reculer", "descendre", "retomber", "culminer", "plafonner", "estimer", "evaluer",
    "augmenter",
])  # fmt: skip
_TO = re.compile(
    r"\b(?:a|d'|de|les?) (?:(?:plus|moins|pres|environ|quelque|au moins|l'ordre|pas moins|d'|de) ?)*$"
)


_NUMBER_OF = re.compile(r"\s+(?:le (?:nombre|total|chiffre)|l'effectif) (?:de |des |d')")


def totalled(number: Number, view: View) -> Iterator[Token]:
    """The nouns that a number may be said to be the total of, the likeliest first."""
    flat = plain(view.text)
    if (match := _NUMBER_OF.match(flat, number.end)) is not None:
        yield token_at(view, match.end())
    at = token_at(view, number.start)
    verb = nearest_verb(at)
    done = set(verb_lemmas(verb.text)) if verb is not None else set()
    before = flat[max(0, number.start - 40) : number.start]
    if verb is None or not done & _AMOUNTS or before.endswith("contre "):
        return  # « ont atteint 85 kilos, contre dix un an avant »
    wholes = [c for c in verb.children if c.dep_.split(":")[0] in ("nsubj", "obj")]
    totals = [w for w in wholes if set(noun_lemmas(w.text)) & _TOTALS]
    for whole in totals:
        yield from (c for c in whole.children if c.dep_ == "nmod" and c.pos_ in _NAMING)
    if not totals and (done & _REACHED or _TO.search(before)):
        yield from (w for w in wholes if w.i < at.i and w.pos_ in _NAMING and w.text.endswith(("s", "x")))


_NAMING = ("NOUN", "ADJ", "VERB")


def definite(number: Number, view: View) -> bool:
    """« les quatre hommes »: already counted; « les six autres » counts."""
    before = plain(view.text[max(0, number.start - 6) : number.start])
    after = plain(view.text[number.end : number.end + 8])
    return bool(
        re.search(r"(?:\bles|\bces|\bdes|\baux|\bleurs|\bses)\s*$", before)
    ) and not after.strip().startswith(("autre", "dernier", "premier"))
