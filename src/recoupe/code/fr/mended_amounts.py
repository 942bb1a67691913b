"""« plus d'une vingtaine de suspects »: the parser makes the adverb the head, which is none of those told."""

from __future__ import annotations

from recoupe.code.fr.mended_trees import NOMINAL, move
from recoupe.code.fr.tokens import Doc, Token
from recoupe.code.fr.words import plain

_MORE = frozenset(("plus", "moins", "pres"))


def mend_amounts(doc: Doc) -> None:
    """Give the noun the place in the clause that the adverb in front of it holds."""
    for token in doc:
        _more_than(token)


def _more_than(noun: Token) -> None:
    more = noun.head
    if noun.pos_ not in (*NOMINAL, "NUM") or more.pos_ != "ADV" or plain(more.text) not in _MORE:
        return
    first = noun.left_edge
    if first.i != more.i + 1 or plain(first.text) not in ("de", "d'") or more.head is more:
        return
    counted = any(c.dep_ == "nummod" or plain(c.text) in ("un", "une") for c in noun.children)
    if not (counted or noun.pos_ == "NUM"):
        return
    above, place = more.head, more.dep_
    if place == "advmod":
        taken = any(c.dep_ == "obj" for c in above.children)
        place = "obj" if above.pos_ == "VERB" and above.i == more.i - 1 and not taken else "nmod"
    move(noun, above, place)
    for marker in [c for c in more.children if c.dep_ == "case"]:  # « avec plus de deux millions d'euros »
        move(marker, noun, "case")
    move(more, noun, "advmod")
    first.dep_ = "fixed"
