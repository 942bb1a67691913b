"""Rows that the parser takes apart: « au Qatar, au sultanat d'Oman et à la Suisse ».

What stands in a row plays one part. A preposition said again before each member, or names alone between
commas up to « et », tell such a row whatever the members were hung on.
"""

from __future__ import annotations

from itertools import pairwise

from recoupe.code.fr.mended_trees import NOMINAL, TIMES, move
from recoupe.code.fr.tokens import Doc, Token
from recoupe.code.fr.words import CONTRACTED, plain

_SAID_AGAIN = frozenset(("a", "de", "avec", "contre", "pour", "par", "sur", "chez", "vers"))
_WITHIN = frozenset(("DET", "ADJ", "NOUN", "PROPN", "NUM"))
# « à la demande de », « de l'ordre de »: no members, but prepositions of several words.
_NO_MEMBER = TIMES | frozenset(
    ("suite", "issue", "demande", "invitation", "occasion", "instar", "cause", "partir", "travers", "compter",
     "cours", "part", "cote", "egard", "ordre", "nom", "bord", "tete", "sein", "terme", "titre", "raison",
     "moins")
)  # fmt: skip


def mend_rows(doc: Doc) -> None:
    """Hang the later members of a row on the first."""
    starts = [t for t in doc if t.dep_ == "case" and t.pos_ == "ADP" and _same(t) in _SAID_AGAIN]
    done = -1
    for start in starts:
        if start.i > done:
            row = _row(doc, start)
            if len(row) > 2:
                done = row[-1].i
                _join(row)
    for token in doc:
        _names(token)
        _states(token)


def _same(preposition: Token) -> str:
    word = plain(preposition.text)
    return CONTRACTED.get(word, word)


def _row(doc: Doc, start: Token) -> list[Token]:
    """The members of a row of phrases that open with one preposition, up to « et »; else none."""
    row: list[Token] = []
    at, last = start.i, False
    while True:
        member = _member(doc, at, _same(start))
        if member is None:
            return []
        row.append(member[0])
        end = member[1]
        if last:
            return row
        if end + 1 >= len(doc):
            return []
        last = doc[end].text in ("et", "ou")
        if not last and doc[end].text != ",":
            return []
        at = end + 1


def _member(doc: Doc, at: int, preposition: str) -> tuple[Token, int] | None:
    """The noun of the phrase that opens with a preposition at a place, and where the phrase ends."""
    if doc[at].dep_ != "case" or _same(doc[at]) != preposition:
        return None
    noun, end = doc[at].head, at + 1
    while end < len(doc) and (doc[end].pos_ in _WITHIN or _inner(doc, end)):
        end += 1
    if not at < noun.i < end or noun.pos_ not in NOMINAL or plain(noun.text) in _NO_MEMBER:
        return None
    return noun, end


def _inner(doc: Doc, at: int) -> bool:
    """Whether a « de » is of the member: « du ministre de l'Intérieur »."""
    return doc[at].pos_ == "ADP" and _same(doc[at]) == "de" and doc[at - 1].pos_ in (*NOMINAL, "ADJ")


def _join(row: list[Token]) -> None:
    for one, other in pairwise(row):
        if other.dep_ != "conj" or (other.head is not row[0] and other.head is not one):
            move(other, row[0], "conj")


def _names(token: Token) -> None:
    """« a infligé dix ans à Ali Ba, Omar Sy et Jo Dia »: Sy is neither Ba nor in a row with the verb."""
    doc, at = token.doc, token.i
    astray = (token.dep_, token.head.pos_) in (("conj", "VERB"), ("appos", "PROPN"))
    if not astray or at < 2 or doc[at - 1].text != "," or not token.pos_ == doc[at - 2].pos_ == "PROPN":
        return
    before = doc[at - 2]
    name = before.head if before.dep_.startswith("flat") else before
    beside = name is token.head or name.head is token.head
    if beside and any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in token.children):
        move(token, name, "conj")


def _states(token: Token) -> None:
    """« a extradé vers l'Espagne, le Danemark et la Belgique dix hommes »: Denmark is not extradited."""
    if token.dep_ != "obj" or token.pos_ != "PROPN" or token.i < 2:
        return
    doc, article = token.doc, next((c for c in token.children if c.dep_ == "det"), token)
    last = next((c for c in token.children if c.dep_ == "conj"), None)
    if article.i < 2 or doc[article.i - 1].text != "," or last is None:
        return
    first = next(
        (c for c in token.head.children if c.dep_.startswith("obl") and c.right_edge.i == article.i - 2), None
    )
    given = next(
        (c for c in (*token.head.children, *token.children) if c.dep_ in ("obj", "dep") and c.i > last.i),
        None,
    )
    if given is not None and first is not None and first.pos_ == last.pos_ == "PROPN":
        move(given, token.head, "obj")
        move(token, first, "conj")
