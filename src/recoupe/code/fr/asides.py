"""Dates and places that stand between a verb and its object, set aside while the sentence is parsed.

« a saisi *mardi à Agadir* deux tonnes » is how the press writes, and not what the treebanks hold: the
French model then takes the day for the object, or hangs the object on the town. The day and the town are
cut out, the rest is parsed, and both are put back as adverbials of the verb they stood after.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Token

__all__ = ["Cut", "cuts", "plainly", "restored", "without"]


class Cut(NamedTuple):
    """A stretch of a sentence (code points) that the parser does not see, and why.

    ``kind`` is time (dates and towns), what ``shortened`` finds (name, row, holder, front), inset, a
    relative that is read apart (``insets``), or space, a no-break space that the tokenizer takes for a
    word; ``heads`` are where names begin in a row or a front.
    """

    start: int
    end: int
    kind: str = "time"
    heads: tuple[int, ...] = ()


_DAY = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_MONTH = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    "fevrier|aout|decembre"
)
_DATE = rf"(?:\d{{1,2}}|1er) (?:{_MONTH})(?: (?:\d{{4}}|dernier|prochain))?"
_PART = r"(?: dernier| prochain| matin| soir| après-midi| midi)?"
_GONE_BY = (
    "l['’]an (?:dernier|passé)|l['’]année (?:dernière|passée|précédente)|le mois (?:dernier|passé|prochain)|"
    "la semaine (?:dernière|passée|prochaine)|cette (?:semaine|année)"
)
_TIME = (
    rf"(?:(?:ce |le )?(?:{_DAY}){_PART}(?: {_DATE})?|le {_DATE}|hier{_PART}|avant-hier|"
    rf"aujourd['’]hui|{_GONE_BY}|en (?:{_MONTH})(?: \d{{4}}| dernier| prochain)?|en (?:19|20)\d\d)"
)
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’-]+(?: [A-ZÀ-ÖØ-Þ][\w'’-]+){0,2}"
_PLACE = rf"à {_NAME}"
# Whole or not at all: « le 8 avril 2017, puis » is not « le 8 avril » before « 2017 ».
_ASIDE = re.compile(rf"(?>{_PLACE} {_TIME}|{_TIME} {_PLACE}|{_TIME})(?= \w)")
# Each has one of these behind a space; most sentences do not.
_TIMED = re.compile(rf" (?:{_DAY}|{_MONTH}|hier|avant-hier|aujourd['’]hui|{_GONE_BY}|en (?:19|20)\d\d)")
# « a, mardi à Agadir, saisi »: between commas, right behind an auxiliary.
_INCISE = re.compile(
    r"\b(?:a|ont|est|sont|été|avait|avaient|était|étaient)"
    rf"(, (?:{_PLACE},? {_TIME}|{_TIME},? {_PLACE}|{_TIME}|{_PLACE}),)(?= \w)"
)
# « word » and word ; as print spaces them: the model takes such a space for a noun.
_NO_BREAK = re.compile("[\u00a0\u202f](?:(?<=[«“].)|(?=[»”:;!?%]))")
# What a time hangs on when it follows one of these is the word itself, not the verb.
_GOVERNS = frozenset(
    [
        "de",
        "du",
        "des",
        "d",
        "le",
        "la",
        "les",
        "l",
        "ce",
        "cet",
        "cette",
        "un",
        "une",
        "à",
        "au",
        "aux",
        "et",
        "ou",
        "en",
        "dès",
        "depuis",
        "avant",
        "après",
        "entre",
        "pour",
        "par",
        "jusqu'au",
        "jusqu’au",
        "jusqu'à",
        "jusqu’à",
        "vers",
        "nuit",
        "matinée",
        "soirée",
        "journée",
        "fin",
        "mi",
        "début",
        "courant",
        "que",
        "qu",
        "comme",
        "soit",
        "sauf",
        "notamment",
    ]
)
_FOLLOWS = re.compile(r"(?:et|ou|au|à|avec|pour|par|dans|sur|en|du|de|que|qui|ainsi|lors|après|avant)\b")
_BEFORE = re.compile(r"([\w’'-]+) $")


def cuts(text: str) -> list[Cut]:
    """Spans (code points) of the asides of a sentence; the space after each belongs to it.

    Only between two words, the second of which opens no phrase of its own: elsewhere an adverbial does
    the parse no harm.
    """
    found = []
    for match in _ASIDE.finditer(text) if _TIMED.search(text) else ():
        before = _BEFORE.search(text, 0, match.start())
        if before is None or before[1].lower() in _GOVERNS or before[1][-1].isdigit():
            continue
        if _FOLLOWS.match(text, match.end() + 1):
            continue
        found.append(Cut(match.start(), match.end() + 1))
    found += [Cut(match.start(1), match.end(1)) for match in _INCISE.finditer(text)]
    found += [Cut(match.start(), match.end(), "space") for match in _NO_BREAK.finditer(text)]
    return sorted(found)


def without(text: str, spans: Sequence[Cut]) -> str:
    """The sentence with what the parser does not see cut out."""
    kept, at = [], 0
    for cut in spans:
        kept.append(text[at : cut.start])
        at = cut.end
    return "".join(kept) + text[at:]


_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d])")
_POINTED = re.compile(r"\.\d{3}")  # which is found, or not, in a twentieth of the time


def plainly(text: str) -> str:
    """The text with « 250 » for « 1.105 », which the model takes for a space and « 1105 » for a year."""
    return _THOUSANDS.sub("250", text) if _POINTED.search(text) else text


def restored(
    nlp: Language, text: str, spans: Sequence[Cut], parsed: Doc, apart: Mapping[Cut, Doc] | None = None
) -> Doc | None:
    """The whole sentence with the parse of what was left of it; ``None`` where the words do not line up.

    ``apart`` has the parses of the relatives that were read apart, without their commas.
    """
    whole = nlp.make_doc(text)
    words, within = [token.text for token in whole], [_cut_at(token.idx, spans) for token in whole]
    kept = [i for i, cut in enumerate(within) if cut is None]
    if len(kept) != len(parsed) or any(
        (plainly(words[i]) if "." in words[i] else words[i]) != token.text
        for i, token in zip(kept, parsed, strict=True)
    ):
        return None
    aside = [cut is not None and cut.kind == "time" for cut in within]
    heads = list(range(len(whole)))
    deps, pos, morphs = [""] * len(whole), [""] * len(whole), [""] * len(whole)
    for i, token in zip(kept, parsed, strict=True):
        heads[i], deps[i], pos[i] = kept[token.head.i], token.dep_, token.pos_
        morphs[i] = str(token.morph)
    place_in_parsed = {i: n for n, i in enumerate(kept)}
    root = next((kept[token.i] for token in parsed if token.head.i == token.i), 0)
    for token, cut in zip(whole, within, strict=True):
        if cut is None:
            continue
        if cut.kind == "front":
            pos[token.i], deps[token.i], heads[token.i] = _fronted(token, whole, cut, root)
            continue
        before = token.i
        while before not in place_in_parsed:
            before -= 1
        if cut.kind == "inset":
            noun = kept[antecedent(parsed[place_in_parsed[before]]).i]
            begins = next(other.i for other in whole if other.idx > cut.start)  # behind the comma
            inner, at = (apart or {})[cut], token.i - begins
            if not 0 <= at < len(inner) or inner[at].text != plainly(token.text):
                pos[token.i], deps[token.i], heads[token.i] = "PUNCT", "punct", noun
                continue
            told = inner[at]
            pos[token.i], morphs[token.i] = told.pos_, str(told.morph)
            root_of_it = told.head.i == told.i
            deps[token.i] = "acl:relcl" if root_of_it else told.dep_
            heads[token.i] = noun if root_of_it else begins + told.head.i
            continue
        if cut.kind == "space":
            pos[token.i], deps[token.i], heads[token.i] = "SPACE", "dep", kept[place_in_parsed[before]]
        elif cut.kind == "time":
            verb = kept[_verb(parsed[place_in_parsed[before]]).i]
            pos[token.i], deps[token.i], heads[token.i] = _adverbial(token, whole, aside, verb)
        else:
            pos[token.i], deps[token.i], heads[token.i] = _named(token, whole, cut, before)
    return Doc(
        nlp.vocab,
        words=words,
        spaces=[bool(token.whitespace_) for token in whole],
        heads=heads,
        deps=deps,
        pos=pos,
        morphs=morphs,
    )


def antecedent(before: Token) -> Token:
    """The noun that a relative behind a word is of: the head of the phrase that ends there."""
    noun = before
    while noun.dep_ in _WITHIN and noun.head.i < noun.i and noun.head.pos_ in ("NOUN", "PROPN", "NUM"):
        noun = noun.head
    return noun


_LEANS = frozenset(("à", "en", "le", "la", "l'", "l’", "ce", "cette"))
_WITHIN = (
    "nmod",
    "appos",
    "flat:name",
    "flat:foreign",
    "amod",
    "nummod",
    "conj",
    "obl:arg",
    "obl:mod",
    "acl",
    "punct",
)


def _cut_at(place: int, spans: Sequence[Cut]) -> Cut | None:
    """The aside that a place (code points) lies in."""
    for cut in spans:
        if cut.start <= place < cut.end:
            return cut
    return None


def _verb(token: Token) -> Token:
    """The verb that an adverbial after ``token`` belongs to."""
    for candidate in (token, *token.ancestors):
        if candidate.pos_ == "VERB":
            return candidate
        if candidate.pos_ == "AUX" and candidate.head.pos_ != "VERB":
            return candidate
    return token


def _adverbial(token: Token, whole: Doc, aside: Sequence[bool], verb: int) -> tuple[str, str, int]:
    """Part of speech, relation and head of a word of an aside: prepositions and articles lean on the next."""
    word = token.text.lower()
    following = token.i + 1
    if word == ",":
        return "PUNCT", "punct", verb
    if word in _LEANS and following < len(whole) and aside[following]:
        return ("ADP", "case", following) if word in ("à", "en") else ("DET", "det", following)
    previous = whole[token.i - 1] if aside[token.i - 1] and whole[token.i - 1].text != "," else None
    if previous is None or previous.text.lower() in _LEANS or word in ("hier", "aujourd'hui"):
        return ("PROPN" if token.text[0].isupper() else "NOUN"), "obl:mod", verb
    if word in _DAY.split("|"):
        return "NOUN", "obl:mod", verb
    return ("NUM" if token.text[0].isdigit() else "NOUN"), "nmod", token.i - 1


def _fronted(token: Token, whole: Doc, cut: Cut, root: int) -> tuple[str, str, int]:
    """Part of speech, relation and head of a word of « À Rabat, », which hangs on the sentence's root."""
    head = next(other.i for other in whole if other.idx in cut.heads)
    if token.i == head:
        return "PROPN", "obl:mod", root
    if token.is_punct and token.text[-1] not in "'’":
        return "PUNCT", "punct", head
    if token.i > head:
        return "PROPN", "flat:name", head
    return ("DET", "det", head) if token.text.lower() in _ARTICLES and token.i else ("ADP", "case", head)


_CASES = frozenset(("de", "du", "des", "d'", "d’", "à", "au", "aux", "en"))
_TITLES = frozenset(("le", "la", "m.", "mme"))
_ARTICLES = frozenset(("le", "la", "les", "l'", "l’"))


def _named(token: Token, whole: Doc, cut: Cut, before: int) -> tuple[str, str, int]:
    """Part of speech, relation and head of a word of a name behind the word at ``before``."""
    heads = [i for i in range(before + 1, len(whole)) if whole[i].idx in cut.heads]
    word = token.text.lower()
    if cut.kind == "row":
        last = max((i for i in heads if i <= token.i), default=None)
        following = min((i for i in heads if i > token.i), default=before)
        if token.i == last:
            return "PROPN", "conj", before
        opened = following > token.i and whole[following].idx - token.idx <= 6
        if opened and word in _CASES:
            return "ADP", "case", following
        if opened and word in _ARTICLES:
            return "DET", "det", following
        anchor = last or before
    elif cut.kind == "holder":
        inside = [other for other in whole[before + 1 :] if other.idx >= cut.start and not other.is_punct]
        first = next(other.i for other in inside if other.text.lower() not in _TITLES)
        if token.i == first:
            return "PROPN", "appos", before
        anchor = first
        if token.text == ",":
            return "PUNCT", "punct", first
    else:
        anchor = before
    if token.is_punct or token.is_space:
        return "PUNCT", "punct", anchor
    return "PROPN", "flat:name", anchor
