"""A noun phrase as a reader would quote it."""

from __future__ import annotations

from recoupe.code.fr.parse import Token
from recoupe.code.fr.words import plain


def phrase(token: Token) -> str:
    """The noun phrase's core: determiner, number, head and the adjectives beside it, as written."""
    doc, first, last = token.doc, token.i, token.i
    for child in token.children:
        if (
            child.i < token.i
            and child.dep_ in ("det", "nummod", "amod", "flat:name", "compound", "advmod")
            and child.i >= token.i - 4
        ):
            first = min(first, child.i)
    while (
        last + 1 < len(doc)
        and doc[last + 1].dep_ in ("amod", "flat:name", "flat:foreign", "compound")
        and doc[last + 1].head.i >= first
    ):
        last += 1
    text = doc[first : last + 1].text
    return str(text).strip(' ,;:«»"')


def counted_phrase(token: Token) -> str:
    """« Trois d'entre eux », « les six autres », « 3.129 individus »."""
    doc, last = token.doc, token.i
    while last + 1 < len(doc) and last - token.i < 4:
        word = plain(doc[last + 1].text)
        if word in ("d'", "entre", "eux", "elles", "autres") or (
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
