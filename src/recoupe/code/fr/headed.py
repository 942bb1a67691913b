"""The triggers of one head word, found by the words that stand in a sentence.

A head like « mener » or « accord » has dozens of triggers, of which a sentence has the further words of one
or two. Asking each of them was a third of the work of looking a sentence over; here each is listed under one
of its further words, the longest, and only those whose word is there are asked for the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from recoupe.code.lexicon import Trigger


class Headed(NamedTuple):
    """A trigger that a word may head, and its further words in the form in which they are sought."""

    trigger: Trigger
    sought: tuple[str, ...]


class Heads:
    """All triggers that one word may head."""

    __slots__ = ("alone", "by_word", "words")

    def __init__(self, listed: Iterable[Headed]) -> None:
        # With its place in the list, in which order they are given back.
        self.alone: list[tuple[int, Headed]] = []
        self.by_word: dict[str, list[tuple[int, Headed]]] = {}
        for one in enumerate(listed):
            sought = one[1].sought
            (self.by_word.setdefault(max(sought, key=len), []) if sought else self.alone).append(one)
        self.words = frozenset(self.by_word)

    def __bool__(self) -> bool:
        return bool(self.alone or self.words)

    def among(self, there: frozenset[str]) -> list[Headed]:
        """The triggers whose further words are all there, in the order in which they were listed."""
        found = self.alone
        if met := self.words & there:
            found = found + [one for w in met for one in self.by_word[w] if there.issuperset(one[1].sought)]
            found.sort()  # by their places, which are all different
        return [headed for _, headed in found]


NOTHING = Heads(())  # of most words, which are kept by the thousand


def heads(listed: Iterable[Headed]) -> Heads:
    """The triggers that one word may head, in this order."""
    found = Heads(listed)
    return found if found else NOTHING
