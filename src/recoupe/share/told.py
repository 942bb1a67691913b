"""What commands, files and servers say in English of what they could not do, in the reader's language.

They write it for a terminal; the pages of the workbench show it, too. The French is in
``locale/fr/LC_MESSAGES/told.po``; names, addresses and numbers stay as they are.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from recoupe.share.words import Lang, told_words

_NUMBER = r"-?\d[\d,.]*"


class Told(NamedTuple):
    """A line, and the language that it is in."""

    text: str
    lang: Lang


def told(lang: Lang, english: str) -> Told:
    """A line as it is read; what has no French of its own stays in English."""
    english = english.removeprefix("recoupe: ")
    if lang == "en":
        return Told(english, lang)
    # What a line is about comes before it: « page.html: empty; fetch it again ».
    for start in (0, *(found.end() for found in re.finditer(": ", english))):
        if (french := _french(english[start:])) is not None:
            return Told(english[:start].replace(": ", " : ") + french, lang)
    return Told(english, "en")


def _french(english: str) -> str | None:
    pieces = english.split(", ")
    if len(pieces) > 1 and None not in (found := [_line(piece) for piece in pieces]):
        return ", ".join(map(str, found))  # « 3 new, 2 set aside »
    return _line(english)


def _line(english: str) -> str | None:
    for pattern, french in _patterns():
        if found := pattern.fullmatch(english):
            # What follows from another fault is told in its words, too.
            parts = {name: told("fr", value).text for name, value in found.groupdict().items()}
            return french.format(**parts)
    return None


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Every line as a pattern of its English: those that tell most by their own words first."""
    found = []
    for english, french in sorted(told_words().items(), key=lambda one: -len(re.sub(r"\{\w+\}", "", one[0]))):
        pieces = re.split(r"\{(\w+)\}", english)
        holes = (
            rf"(?P<{piece}>{_NUMBER if piece == 'n' else '.+?'})" if i % 2 else re.escape(piece)
            for i, piece in enumerate(pieces)
        )
        found.append((re.compile("".join(holes)), french))
    return found
