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

    def walk(self, text: str, take: Callable[[str, Found], int | None]) -> None:
        """Call ``take`` for each match; it returns where to go on, or None to refuse the match.

        A refused match is offered to the later patterns at the same place.
        """
        at = 0
        while (found := self._scan.search(text, at)) is not None:
            at = found.start() + 1
            for i in range((found.lastindex or 1) - 1, len(self._each)):
                match = self._each[i].match(text, found.start())
                if match is None or match.end() == match.start():
                    continue
                done = take(self.names[i], Found(match))
                if done is not None:
                    at = max(at, done)
                    break
