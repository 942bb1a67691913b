"""How many words of some kind stand between two of a sentence: counted once, asked for every pair."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import accumulate

from recoupe.code.fr.parse import Doc, Token


class Counts:
    """How many tokens of one kind stand before each token of a sentence."""

    __slots__ = ("before",)

    def __init__(self, marked: Iterable[bool]) -> None:
        self.before = [0, *accumulate(marked)]

    def between(self, a: int, b: int) -> int:
        """How many stand between two places, those themselves left out."""
        low, high = (a, b) if a < b else (b, a)
        return self.before[high] - self.before[low + 1] if low < high else 0


def marks(doc: Doc, text: str) -> Counts:
    """Those with one text (« ; »)."""
    return _counted(doc, text, lambda token: token.text == text)


def main_verbs(doc: Doc) -> Counts:
    """The verbs that are nobody's auxiliary, whatever their form."""
    return _counted(doc, "main verbs", _is_main_verb)


def _is_main_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and not token.dep_.startswith("aux")


def _counted(doc: Doc, name: str, marked: Callable[[Token], bool]) -> Counts:
    kept, key = doc.kept, ("counts", name)
    if key not in kept:
        kept[key] = Counts(map(marked, doc.tokens))
    found: Counts = kept[key]
    return found
