"""Names: what the parser takes for one though it is a phrase, and what it takes apart though it is one.

The treebanks write « la Direction générale de la sûreté nationale » as one flat name; whose ministry or
ambassador it is stands in the phrase.
"""

from __future__ import annotations

from recoupe.code.fr.mended_trees import NOMINAL, TIMES, move
from recoupe.code.fr.tokens import Doc, Token
from recoupe.code.fr.words import plain

_LINKS = ("de", "du", "des", "d'")
_ARTICLES = ("la", "le", "les", "l'")


def mend_names(doc: Doc) -> None:
    """Give phrases their structure, and parts of a name their whole."""
    for token in doc:
        if token.pos_ in NOMINAL:
            _phrase(token)
        if token.pos_ == "PROPN":
            _parted(token)
        elif token.dep_ == "flat:name":
            _counted(token)


def _phrase(head: Token) -> None:
    """« le président de la transition tchadienne », « l'ambassadeur de France »: whose or what of."""
    row = [t for t in head.children if t.dep_ == "flat:name" and t.i > head.i]
    links = [t for t in row if plain(t.text) in _LINKS]
    if not links or not (head.pos_ == "NOUN" or _small(links[0], row)):
        return
    noun, opened = head, list[Token]()
    for token in row:
        word = plain(token.text)
        if token.doc[token.i - 1].text == "(":
            token.dep_ = "appos"
        elif word in _LINKS or (opened and word in _ARTICLES):
            opened.append(token)
        elif opened:
            token.pos_ = "NOUN" if token.text[0].islower() else "PROPN"
            move(token, noun, "nmod")
            for part in opened:
                article = plain(part.text) in _ARTICLES
                part.pos_ = "DET" if article else "ADP"
                move(part, token, "det" if article else "case")
            noun, opened = token, []
        elif token.text[0].islower():
            token.pos_ = "ADJ"
            move(token, noun, "amod")
        elif noun is not head:
            move(token, noun, "flat:name")


def _small(link: Token, row: list[Token]) -> bool:
    """Whether a small noun follows: « Conseil national de la jeunesse », not « Bernard de Villepin »."""
    after = next((t for t in row if t.i > link.i and plain(t.text) not in _ARTICLES), None)
    return after is not None and after.text[0].islower() and plain(after.text) not in _LINKS


def _counted(token: Token) -> None:
    """« a ramené de Tripoli 162 Nigérians »: a number behind a name counts what follows."""
    name, noun = token.head, token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if token.dep_ != "flat:name" or token.pos_ != "NUM" or name.pos_ != "PROPN" or noun is None:
        return
    verb = name.head
    if noun.head is not name or noun.pos_ not in NOMINAL or any(c.dep_ == "case" for c in noun.children):
        return
    if verb.pos_ == "VERB" and name.dep_.startswith("obl") and plain(noun.text) not in TIMES:
        move(token, noun, "nummod")
        move(noun, verb, "obj")


def _parted(token: Token) -> None:
    """« à La Haye »: two words of a name hung side by side on a verb."""
    before = token.doc[token.i - 1] if token.i else None
    if before is None or (before.pos_, token.pos_) != ("PROPN", "PROPN") or before.head is not token.head:
        return
    if token.dep_ in ("obj", "obl:mod", "obl:arg", "nsubj") and before.dep_.startswith(
        ("obj", "obl", "nsubj")
    ):
        if token.left_edge is token:
            move(token, before, "flat:name")
