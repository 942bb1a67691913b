"""Sentences of an article's coded zones, with offsets into the text as stored."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recoupe.model import CODED_ZONES, Article, Span

# Words whose full stop ends no sentence, in French and English running text.
_ABBREVIATIONS = frozenset(
    [
        "m",
        "mm",
        "mme",
        "mmes",
        "mlle",
        "mgr",
        "dr",
        "pr",
        "me",
        "st",
        "ste",
        "gal",
        "col",
        "cdt",
        "cne",
        "lt",
        "av",
        "etc",
        "cf",
        "art",
        "al",
        "p",
        "pp",
        "ph",
        "vol",
        "no",
        "n",
        "mr",
        "mrs",
        "ms",
        "sen",
        "gen",
        "rep",
        "gov",
        "jr",
        "sr",
        "inc",
        "ltd",
        "vs",
        "u.s",
        "u.n",
        "env",
        "tél",
        "fig",
    ]
)
_END = re.compile(r"[.!?…]+[»”\"')\]]*(?:\s*»)?(?=\s)|\n+")
_OPENING = "«“\"'([—–-"


def split(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of ``text[start:end]`` as offsets into ``text``, blanks trimmed."""
    begin = start
    for mark in _END.finditer(text, start, end):
        stop = mark.end()
        if text[mark.start()] != "\n" and not _ends(text, begin, mark.start(), stop, end):
            continue
        span = _trim(text, begin, stop)
        if span:
            yield span
        begin = stop
    span = _trim(text, begin, end)
    if span:
        yield span


def _ends(text: str, begin: int, dot: int, stop: int, end: int) -> bool:
    """Whether the punctuation at ``dot`` closes a sentence."""
    after = text[stop : min(stop + 8, end)].lstrip()
    if not after:
        return True
    first = after.lstrip(_OPENING + " \u00a0\u202f")[:1]
    if not (first.isupper() or first.isdigit() or after[0] in _OPENING):
        return False
    if text[dot] == "." and stop == dot + 1:
        word = re.search(r"[\w.]*$", text[max(begin, dot - 12) : dot])
        last = word.group().casefold() if word else ""
        if last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha()):
            return False
    # A quotation that continues after its full stop: « … . », a déclaré …
    return not (text[dot] != "." and first.islower())


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def sentences(article: Article) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, zone)`` for each sentence of the title, lead and body."""
    for zone in article.zones:
        if zone.zone in CODED_ZONES:
            for start, end in split(article.text, zone.start, zone.end):
                yield start, end, zone.zone
