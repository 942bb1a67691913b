"""A noun phrase as a reader would quote it."""

from __future__ import annotations

import re

from recoupe.code.fr.classes import classes_of, sector_of
from recoupe.code.fr.parse import Doc, Token, morph
from recoupe.code.fr.tokens import once
from recoupe.code.fr.words import plain

MONTHS = frozenset(
    ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre",
     "novembre", "decembre")
)  # fmt: skip
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
OWN = frozenset(("son", "sa", "ses", "leur", "leurs"))
LENGTH = 12  # tokens that a noun phrase may run on for behind its head
_TENS = frozenset(("vingt", "trente", "quarante", "cinquante", "soixante"))
_UNITS = ("un", "une", "onze")


def phrase(token: Token) -> str:
    """The noun phrase without its clauses: determiner, number, head, adjectives and complements, as written.

    « neuf éléments de soutien aux groupes terroristes », « 240 magistrats et enquêteurs ».
    """
    first, last = extent(token)
    return str(token.doc[first : last + 1].text).strip(' ,;:«»"')


@once
def extent(token: Token) -> tuple[int, int]:
    """The first and the last token of the noun phrase that ``phrase`` writes out."""
    doc, first = token.doc, token.i
    last = token.i + max(classes_of(token).values(), default=1) - 1  # « les mis en cause »
    for child in token.children:
        if (
            child.i < token.i
            and child.dep_ in ("det", "nummod", "amod", "flat:name", "compound")
            and child.i >= token.i - 4
        ):
            first = min(first, child.i)
    if first > 1 and plain(doc[first].text) in _UNITS and plain(doc[first - 1].text) == "et":
        if plain(doc[first - 2].text) in _TENS:  # « quarante et une personnes », whatever hangs where
            first -= 2
    while last + 1 < len(doc) and doc[last + 1].dep_ in _BESIDE and doc[last + 1].head.i >= first:
        if plain(doc[last + 1].text).rstrip("es") == "ag":
            break  # « trois hommes âgés de 20 à 34 ans »
        last += 1
    last = _row(doc, _whole_word(doc, last))
    while last - token.i < LENGTH and (end := _complement(token, last)) is not None:
        last = end
    return first, max(last, own_name(token))


# What bears a name of its own right behind (« l'association Molenbeek Debout »).
_BEARERS = frozenset(
    ("association", "ong", "collectif", "mouvement", "parti", "syndicat", "fondation", "organisation",
     "coordination", "ligue", "front", "comite", "coalition", "rassemblement", "plateforme", "groupe",
     "radio", "journal", "agence", "societe", "entreprise", "compagnie", "institut")
)  # fmt: skip
_INNER = frozenset(("de", "du", "des", "d'", "la", "le", "les", "l'", "pour", "et", "sans", "en", "a", "au"))
_NAME = 8  # words of a name


def own_name(token: Token) -> int:
    """The last token of the name that a noun bears right behind it; the noun's own where it bears none."""
    if token.pos_ != "NOUN" or plain(token.text) not in _BEARERS:
        return token.i
    doc, last = token.doc, token.i
    for i in range(token.i + 1, min(len(doc), token.i + 1 + _NAME)):
        if doc[i].text[0].isupper():
            last = i
        elif i == token.i + 1 or plain(doc[i].text) not in _INNER:
            break
    return last


def is_date(token: Token) -> bool:
    """Whether a number is a year or a day of a month: nobody."""
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if following is not None and plain(following.text) in MONTHS:
        return True
    return _YEAR.fullmatch(token.text) is not None and (following is None or following.pos_ != "NOUN")


def owned(token: Token) -> bool:
    """« ses hommes », « leur ambassadeur »: whether a noun is told as somebody's, by its article."""
    return any(c.dep_ == "det" and plain(c.text) in OWN for c in token.children)


def _whole_word(doc: Doc, last: int) -> int:
    """« chef d'état-major », « un Belgo-Marocain »: to the end of what is cut at its hyphens."""
    while last + 1 < len(doc) and not doc[last].whitespace_ and "-" in (doc[last].text, doc[last + 1].text):
        last += 1
    return last


def _row(doc: Doc, last: int) -> int:
    """« irakiens et nigérians », « espagnols, serbes et bosniens »: to the end of a row of adjectives."""
    end = last
    while (
        end + 2 < len(doc)
        and doc[end].pos_ == "ADJ"
        and doc[end + 1].text in (",", "et")
        and adjoined(doc[end + 2])
    ):
        end += 2
    return end if end == last or doc[end - 1].text == "et" else last


def adjoined(token: Token) -> bool:
    """Whether a word is in the row of an adjective behind a noun (« des experts irakiens et nigérians »)."""
    if any(c.dep_ in ("det", "nummod", "case") for c in token.children):
        return False
    if token.dep_ == "conj" and token.head.pos_ == "ADJ" and token.pos_ in ("ADJ", "PROPN", "NOUN"):
        return token.head.dep_ == "amod" or adjoined(token.head)
    return token.dep_ == "amod" and token.pos_ == "ADJ" and token.head.i < token.i - 1


@once
def shared(token: Token) -> bool:
    """Whether a noun shares the determiner of the one that it is joined to (« policiers et gendarmes »).

    The two are then one group of people, told with the first.
    """
    head = token.head
    return (
        token.dep_ == "conj"
        and token.pos_ == head.pos_ == "NOUN"
        and head.i < token.i <= head.i + 3
        and all("Plur" in morph(t, "Number") for t in (head, token))
        and not any(c.dep_ in ("det", "nummod", "case") or c.text == "," for c in token.children)
        and any(c.dep_ in ("det", "nummod") for c in head.children)
        and sector_of(head) is not None
        and sector_of(token) is not None
    )


def _complement(token: Token, last: int) -> int | None:
    """The last token of the complement right behind ``last``, where it belongs to the noun phrase."""
    doc = token.doc
    for child in (c for t in doc[token.i : last + 1] for c in t.children if c.i > last):
        if shared(child) and child.head.i == token.i:
            joined = True
        elif child.dep_.split(":")[0] == "nmod" and child.pos_ in ("NOUN", "PROPN"):
            joined = False
        else:
            continue
        within = doc[last + 1 : child.i + 1]
        opening = plain(within[0].text)
        if joined != (opening == "et") or not (joined or opening in _OPENING):
            continue
        if opening in ("a", "au", "aux") and child.pos_ != "NOUN":
            continue  # « deux Marocains à Madrid »
        if plain(child.text) == "part" and plain(doc[child.i + 1 : child.i + 3].text) == "et d'":
            continue  # « un réseau actif de part et d'autre de la frontière »: where, as « au Mali » is
        both = {t.i for t in within if plain(t.text) == "deux" and opening == "des"}  # « des deux camps »
        if len(within) > 5 or any(t.pos_ not in _INSIDE and t.i not in both for t in within):
            continue  # a number within is a figure of its own (« une cellule de quatre membres »)
        end = _whole_word(doc, child.i)
        while end + 1 < len(doc) and doc[end + 1].dep_ in _BESIDE and token.i <= doc[end + 1].head.i <= end:
            end += 1
        return int(end)
    return None


_OPENING = frozenset(("de", "d'", "du", "des", "a", "au", "aux"))
_INSIDE = ("ADP", "DET", "NOUN", "PROPN", "ADJ", "CCONJ")
_BESIDE = ("amod", "flat:name", "flat:foreign", "compound")


def counted_phrase(token: Token) -> str:
    """« Trois d'entre eux », « les six autres », « 3.129 individus »."""
    doc, last = token.doc, token.i
    while last + 1 < len(doc) and last - token.i < 4:
        word = plain(doc[last + 1].text)
        among = word != "entre" or plain(doc[last].text) == "d'"  # not « personnes entre 2015 et 2023 »
        if (among and word in ("d'", "entre", "eux", "elles", "autres")) or (
            last == token.i and doc[last + 1].pos_ == "NOUN"
        ):
            last += 1
            continue
        break
    first = token.i
    while first and token.i - first < 2 and plain(doc[first - 1].text) in _BEFORE:
        first -= 1
    return str(doc[first : last + 1].text)


_BEFORE = frozenset(
    ("les", "ces", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")
)
