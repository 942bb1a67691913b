"""The values of an account's fields, from data (``2020-02-04``, ``MAR.BCIJ``, ``min 200``) to words."""

from __future__ import annotations

import re
from functools import lru_cache

from recoupe.share import dates
from recoupe.share.names import Names
from recoupe.share.words import Lang, amount, frames, has, number, origin_words, quoted, say

_COUNT = re.compile(r"(?:(min|max|about|exact)\s+)?(\d+(?:\.\d+)?(?:e[+]?\d+)?)(?:\s+([^\s(]+))?")
_NOTE = re.compile(r"^(.*?)\s*\((.*)\)$", re.S)
_ENTITIES = frozenset({"actors", "recipients", "subject", "object", "of"})


def field_name(lang: Lang, field: str) -> str:
    """A field's name as a person calls it: « when », « à qui »."""
    return say(lang, f"field.{field}") if has(lang, f"field.{field}") else field


def value_text(names: Names, field: str, value: str, year: int | None = None) -> str:
    """One value in words; ``year`` is left out of dates that lie in it. Unknown wordings stay as they are."""
    lang = names.lang
    if field == "when":
        return _when(lang, value, year)
    if field in _ENTITIES:
        return names.value(value)
    if field == "value":
        return _count(lang, value)
    if field == "what":
        frame = frames(lang)["event"].get(value.replace(": ", "/")) or frames(lang)["event"].get(
            value.split(":")[0]
        )
        return str(frame["noun"]) if frame else value
    if field == "status" and has(lang, f"status.{value}"):
        return say(lang, f"status.{value}")
    return value


def _when(lang: Lang, value: str, year: int | None) -> str:
    found = _NOTE.match(value)
    body, note = (found[1], found[2]) if found else (value, "")
    sides = dates.parse(body)
    if sides is None:
        return value
    near = year is not None and all(side is None or side.year == year for side in sides)
    text = dates.interval(lang, *sides, year=not near, weekday=True)
    if note.startswith(("«", "“")):
        note = say(lang, "written", quote=quoted(lang, note))
    return f"{text} ({note})" if note else text


def _count(lang: Lang, value: str) -> str:
    found = _NOTE.match(value)
    body, note = (found[1], found[2]) if found else (value, "")
    match = _COUNT.fullmatch(body.strip())
    if not match:
        return value
    n = float(match[2])
    text = amount(lang, n, match[1]) if match[1] else number(lang, n)
    text = f"{text} {match[3]}" if match[3] else text
    return f"{text} ({_when(lang, note, None)})" if note else text


def readable(lang: Lang, text: str) -> str:
    """A text of another room with its ISO dates and intervals said as dates."""

    def said(match: re.Match[str]) -> str:
        sides = dates.parse(match[0])
        return dates.interval(lang, *sides) if sides else match[0]

    return re.sub(r"\d{4}-\d{2}-\d{2}(?:/(?:\d{4}-\d{2}-\d{2})?)?", said, text)


@lru_cache(maxsize=20_000)
def origin_text(lang: Lang, origin: str) -> str:
    """An origin's name as the join gives it, its dates said, and in French the words of its kind too.

    ``recoupe.join.origins`` names origins in English (« statement by … », « dispatch MAP »).
    """
    text = readable(lang, origin)
    for english, own in origin_words(lang).items():
        text = re.sub(rf"(^|; |, |: ){english} ", rf"\1{own} ", text)
    return text
