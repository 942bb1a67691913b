"""Amounts whose number the parser makes the head: those who are counted are what the clause tells of.

« plus d'une vingtaine de suspects » hangs on the adverb, « deux cents suspects » on « cents ».
"""

from __future__ import annotations

from recoupe.code.fr.mended_trees import NOMINAL, move
from recoupe.code.fr.tokens import Doc, Token
from recoupe.code.fr.words import plain

_MORE = frozenset(("plus", "moins", "pres"))


def mend_amounts(doc: Doc) -> None:
    """Give the noun the place in the clause that the adverb in front of it holds."""
    for token in doc:
        _hundreds(token)
        _more_than(token)
        _up_to(token)


# What stands between a number and the noun, whose form might be a noun too.
_BETWEEN = frozenset(
    ("autres", "anciens", "anciennes", "jeunes", "nouveaux", "nouvelles", "premiers", "premieres", "derniers",
     "dernieres", "vieux", "vieilles", "petits", "petites", "grands", "grandes", "gros", "grosses", "faux")
)  # fmt: skip
_COUNTED = frozenset(("amod", "acl", "dep", "nmod", "appos", "flat:name"))


def _hundreds(hundreds: Token) -> None:
    """« deux cents insurgés »: before an adjective or participle « cents » is read as the noun.

    Both words of the number hang on what they count, as those of « deux mille insurgés » do.
    """
    if hundreds.text.lower() != "cents" or not 0 < hundreds.i < len(hundreds.doc) - 1:
        return
    number = hundreds.doc[hundreds.i - 1]
    if number.pos_ != "NUM" or number.head is not hundreds:
        return
    noun = _counted_by(hundreds) if hundreds.dep_ != "nummod" else hundreds.head
    if noun is None:
        return
    if noun.head is hundreds:
        move(noun, hundreds.head, hundreds.dep_)
        noun.pos_ = "NOUN"
        for child in [c for c in hundreds.children if c is not number]:
            move(child, noun, child.dep_)
    hundreds.pos_ = "NUM"
    move(number, noun, "nummod")
    move(hundreds, number, "flat:name")


def _counted_by(hundreds: Token) -> Token | None:
    """The word behind « cents » that is read as a description of it."""
    doc = hundreds.doc
    noun, inner = doc[hundreds.i + 1], [hundreds]
    while noun.i < len(doc) - 1 and (noun.pos_ == "NUM" or plain(noun.text) in _BETWEEN):
        inner.append(noun)
        noun = doc[noun.i + 1]
    described = noun.head is hundreds and noun.dep_ in _COUNTED and hundreds.head is not hundreds
    if not described or noun.pos_ not in ("NOUN", "ADJ", "VERB") or not noun.text.isalpha():
        return None
    return noun if all(c.i > noun.i or c in inner for c in noun.children) else None


def _up_to(noun: Token) -> None:
    """« expulser jusqu'à 10 000 migrants »: the words before the number are its own."""
    if noun.dep_ != "obj" or not any(c.dep_ == "nummod" for c in noun.children):
        return
    for word in noun.children:
        if word.dep_ == "case" and plain(word.text) in ("jusqu'", "jusque", "a"):
            word.dep_ = "advmod"


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
