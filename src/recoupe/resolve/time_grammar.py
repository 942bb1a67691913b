"""A small pattern language over token classes, compiled to ``re``.

A pattern names classes of tokens (``weekday``, ``month``, …) and macros (upper case), with the usual
operators of regular expressions; ``<d DAY>`` captures, and the same name may capture in several
alternatives. Spaces mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_NAME = re.compile(r"<(\w+)\s|>|[A-Za-z_]+|\s+|\((?!\?)")


def expand(pattern: str, macros: Mapping[str, str]) -> str:
    """Put macros in place, innermost last."""
    for name in reversed(list(macros)):
        pattern = re.sub(rf"\b{name}\b", f"(?:{macros[name]})", pattern)
    return pattern


def translate(pattern: str, classes: Mapping[str, str], captures: bool) -> str:
    """The pattern as a regular expression over class characters. Raises ``KeyError`` for an unknown class."""
    uses: dict[str, int] = {}

    def one(match: re.Match[str]) -> str:
        if match[1]:
            if not captures:
                return "(?:"
            uses[match[1]] = uses.get(match[1], 0) + 1
            return f"(?P<{match[1]}_{uses[match[1]]}>"
        if match[0] == ">":
            return ")"
        if match[0] == "(":
            return "(?:"
        return "" if match[0].isspace() else classes[match[0]]

    return _NAME.sub(one, pattern)


class Found:
    """A match: where it lies and where its captures begin, in tokens."""

    __slots__ = ("_at", "end", "start")

    def __init__(self, match: re.Match[str]) -> None:
        self.start, self.end = match.span()
        self._at = {
            name.rpartition("_")[0]: match.start(name)
            for name, text in match.groupdict().items()
            if text is not None
        }

    def at(self, name: str) -> int:
        """The first token of a capture. Raises ``KeyError`` where it took no part."""
        return self._at[name]

    def __contains__(self, name: str) -> bool:
        return name in self._at


_GROUP = re.compile(r"\((?:\?[:=!])?")
_REPEAT = re.compile(r"[?*]|\{0,\d+\}|(?:\+|\{[1-9][\d,]*\})")


def first_of(pattern: str, at: int = 0) -> tuple[set[str], bool, int]:
    """The characters that a translated pattern may begin with, whether it may be empty, and where it ends.

    It is read from ``at`` up to its end or the end of the group that it stands in.
    """
    found: set[str] = set()
    empty, so_far = False, True  # whether an alternative before, or this one so far, may be empty
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            empty, so_far, at = empty or so_far, True, at + 1
            continue
        group = _GROUP.match(pattern, at)
        if group is not None:
            firsts, nothing, at = first_of(pattern, group.end())
            if group[0] in ("(?=", "(?!"):  # takes nothing itself
                firsts, nothing = set(), True
            at += 1
        else:
            firsts, nothing, at = {pattern[at]}, pattern[at] == "$", at + 1
        repeat = _REPEAT.match(pattern, at)
        if repeat is not None:
            nothing, at = nothing or repeat[0][0] in "?*" or repeat[0].startswith("{0"), repeat.end()
        if so_far:
            found |= firsts
            so_far = nothing
    return found, empty or so_far, at


class Grammar:
    """Patterns in order of preference, tried at every token from left to right in one compiled scan."""

    def __init__(
        self, rules: list[tuple[str, str]], macros: Mapping[str, str], classes: Mapping[str, str]
    ) -> None:
        expanded = [(name, expand(pattern, macros)) for name, pattern in rules]
        self.names = [name for name, _ in expanded]
        self._each = [re.compile(translate(pattern, classes, True)) for _, pattern in expanded]
        self._scan = re.compile(
            "|".join(f"({translate(pattern, classes, False)})" for _, pattern in expanded)
        )
        firsts, empty, _ = first_of(self._scan.pattern)
        if empty:
            raise ValueError("a pattern that may match nothing")
        # To find where one may begin takes a tenth of the time of trying them all there.
        self._begins = re.compile(f"[{''.join(sorted(firsts))}]")

    def walk(self, text: str, take: Callable[[str, Found], int | None]) -> None:
        """Call ``take`` for each match; it returns where to go on, or None to refuse the match.

        A refused match is offered to the later patterns at the same place.
        """
        at = 0
        while (begins := self._begins.search(text, at)) is not None:
            at = begins.end()
            found = self._scan.match(text, begins.start())
            if found is None:
                continue
            for i in range((found.lastindex or 1) - 1, len(self._each)):
                match = self._each[i].match(text, found.start())
                if match is None or match.end() == match.start():
                    continue
                done = take(self.names[i], Found(match))
                if done is not None:
                    at = max(at, done)
                    break
