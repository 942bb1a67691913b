"""Persons named in Arabic script, and whether with a public office: the same question as in ``people``.

A name begins with a first name that ``lexicon/ar/beside.yaml`` lists, or after a title (« السيد »), and takes
first names, particles and one word more; an office counts right before it, or after a comma behind it. What
is wrongly taken for a name is masked rather than shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from recoupe.resolve.fold import key

LETTERS = re.compile(r"[\u0620-\u064a\u0671-\u06d3]")
# Prefixes that are written together with the word: and, then, by, to, like.
PREFIXES = "وفبلك"
_WORD = re.compile(r"[\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u06dc]+")
# « العلوي »: of a place or a people; a name may have several.
_NISBA = re.compile("ال.{2,}ي")
# « على » (upon), which folding makes one with the name « علي ».
_UPON = "على"
# Words before a name in which its office is looked for, and characters behind it.
_REACH = 7


class Found(NamedTuple):
    """A name in Arabic script: code points of the text, and whether an office stands beside it."""

    name: str
    start: int
    end: int
    office: bool


class _Word(NamedTuple):
    plain: str
    start: int
    end: int


@cache
def _lists() -> dict[str, frozenset[str]]:
    import yaml

    text = files("recoupe.lexicon").joinpath("ar/beside.yaml").read_text("utf-8")
    found = yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return {name: frozenset(map(key, words)) for name, words in found.items()}


def never_alone(word: str) -> bool:
    """Whether a folded word is part of names and no name by itself: « الله » of « عبد الله »."""
    return word in _lists()["never-alone"]


def found_in(text: str) -> Iterator[Found]:
    """The names in Arabic script of a text."""
    words = [_Word(key(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        first = _begins(text, words, at)
        if first is None:
            at += 1
            continue
        end = _ends(text, words, at)
        name = text[first : words[end - 1].end]
        yield Found(name, first, words[end - 1].end, _in_office(text, words, at, end))
        at = end


def _begins(text: str, words: list[_Word], at: int) -> int | None:
    """Where a name begins in this word, or None; what is written together with it is none of it."""
    lists, word = _lists(), words[at]
    known = lists["first-names"] | lists["servant"]
    if text[word.start : word.end] == _UPON:
        return None
    if word.plain in known:
        return word.start if _goes_on(text, words, at) or word.plain not in lists["servant"] else None
    if word.plain[:1] in PREFIXES and word.plain[1:] in known and len(word.plain) > 3:
        return word.start + 1
    titled = at > 0 and _next_to(text, words[at - 1], word) and words[at - 1].plain in lists["titles"]
    if titled and word.plain not in lists["stop"] | lists["titles"] | lists["offices"]:
        return word.start
    nicknamed = word.plain in (key("أبو"), key("بن"), key("ولد")) and _goes_on(text, words, at)
    return word.start if nicknamed else None


def _ends(text: str, words: list[_Word], at: int) -> int:
    """The word after the last of the name that begins there."""
    lists, more = _lists(), 0  # words that are neither first name nor particle
    joined = lists["particles"] | lists["servant"]
    end = at + 1
    if words[at].plain.lstrip(PREFIXES) in lists["servant"] or words[at].plain in joined:
        end = min(end + 1, len(words))
    while end < len(words) and _goes_on(text, words, end - 1):
        if words[end].plain in joined and end + 1 < len(words) and _goes_on(text, words, end):
            end, more = end + 2, 1
        elif words[end].plain in lists["first-names"] or _NISBA.fullmatch(words[end].plain):
            end += 1
        elif not more:
            end, more = end + 1, more + 1
        else:
            break
    return end


def _goes_on(text: str, words: list[_Word], at: int) -> bool:
    """Whether the next word may belong to the same name."""
    if at + 1 >= len(words) or not _next_to(text, words[at], words[at + 1]):
        return False
    word, lists = words[at + 1].plain, _lists()
    if word in lists["stop"] | lists["offices"] | lists["titles"] - lists["particles"]:
        return False
    # « يقود », « ستجتمع »: verbs; « والمدير », « بالرباط »: another thing begins.
    attached = word[:1] in "وفبلك" and (
        word[1:3] == "ال" or word[1:] in lists["first-names"] | lists["offices"]
    )
    return not attached and word.lstrip("ـ").isalpha()


def _next_to(text: str, one: _Word, other: _Word) -> bool:
    gap = text[one.end : other.start]
    return gap.isspace() and "\n" not in gap


def _in_office(text: str, words: list[_Word], at: int, end: int) -> bool:
    """Whether an office is named right before the name, or after a comma behind it, and is no relative's."""
    lists = _lists()
    before: list[str] = []
    for number in range(at - 1, max(-1, at - 1 - _REACH), -1):
        gap = text[words[number].end : words[number + 1].start]
        if not gap.isspace() and gap.strip() not in {"،", ","}:
            break
        before.insert(0, words[number].plain)
    if _held(before, lists):
        return True
    behind = re.match(r"\s*[،,(]\s*", text[words[end - 1].end :])
    if not behind:
        return False
    after: list[str] = []
    for word in words[end : end + _REACH]:
        if after and text[word.start - 1] in "،,.":
            break
        after.append(word.plain)
    return _held(after, lists, at_start=True)


def _held(words: list[str], lists: dict[str, frozenset[str]], *, at_start: bool = False) -> bool:
    """Whether words that lead up to a name (or follow it) are an office."""
    starts = range(1) if at_start else range(len(words) - 1, -1, -1)
    for start in starts:
        for size in (2, 1):
            office = " ".join(words[start : start + size])
            bare = office[1:] if office[:1] in PREFIXES and office not in lists["offices"] else office
            if bare not in lists["offices"] or len(words) < start + size:
                continue
            rest = words[start + size :]
            if start and words[start - 1] in lists["kin"]:
                return False
            return not any(
                word in lists["of-others"] or (not at_start and word in lists["stop"] | lists["kin"])
                for word in rest[:_REACH]
            )
        if not at_start and words[start] in lists["kin"] | lists["titles"] - lists["polite"]:
            return False
    return False
