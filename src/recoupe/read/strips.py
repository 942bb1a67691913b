"""Strips of headlines, menus and breadcrumbs: several things on one line that are no sentence."""

from __future__ import annotations

import re

from recoupe.read.cues import Cue, lexicon, opens
from recoupe.read.lines import Line, fold

# A gap that no prose has, and the signs set between flash headlines.
GAP = re.compile(r"[ \u00a0]{3,}|\t+")
SIGN = re.compile(
    r"[ \u00a0]+[^\w\s«»\"'“”‘’()\[\]{}:;!?.,%&+=€$£…–—―@#~<>^-]{1,3}[ \u00a0]+|[ \u00a0]\+{2,3}[ \u00a0]"
)
_WEAK = re.compile(r"[ \u00a0]{2}(?![ \u00a0])|[ \u00a0](?:/|-|–|—|;|>)[ \u00a0]")
_MENU = re.compile(r"[ \u00a0]{2,}|\t+|[ \u00a0]*[|>›»/•·][ \u00a0]*|[ \u00a0]+[-–—][ \u00a0]+|, ")
_STEP = re.compile(r"[ \u00a0]+[>›»][ \u00a0]+")
_CLOCK = re.compile(r"(?<![\d:h])(?:[01]?\d|2[0-3])(?:h|:)[0-5]\d(?![\d:])")
# Headlines of a strip are short; longer pieces are paragraphs that happen to be tabulated.
_ITEM = 170


def _split(text: str, *separators: re.Pattern[str]) -> list[str]:
    found = [text]
    for separator in separators:
        found = [piece.strip() for part in found for piece in separator.split(part) if piece.strip()]
    return found


def menu(line: Line) -> Cue | None:
    """A line of navigation words only, or a breadcrumb that begins at the home page."""
    if len(line) > 400:
        return None
    items = [fold(item).rstrip(" (#).") for item in _MENU.split(line.text)]
    items = [item for item in items if item]
    words = lexicon().menu
    if len(items) < 2:
        return _single_spaced(line)
    steps = [step.strip() for step in _STEP.split(line.text)]
    if len(steps) >= 3 and not line.stops and all(0 < len(step.split()) <= 5 for step in steps):
        return Cue("notice", "menu", "a breadcrumb")
    if items[0] in ("accueil", "home", fold("الرئيسية")) and any(c in line.text for c in ">›»/"):
        return Cue("notice", "menu", "a breadcrumb")
    known = sum(item in words or _button(item) for item in items)
    return Cue("notice", "menu", "words of a menu") if known >= 2 and known >= 0.6 * len(items) else None


def _single_spaced(line: Line) -> Cue | None:
    """« Togo Afrique Monde Sport »: a menu whose items are words of their own, and nothing between them."""
    items = line.text.split()
    if not 3 <= len(items) <= 20 or not all(item.isalpha() and item[:1].isupper() for item in items):
        return None
    known = sum(fold(item) in lexicon().menu for item in items)
    return Cue("notice", "menu", "words of a menu") if known >= 0.7 * len(items) else None


def _button(item: str) -> bool:
    """« s'abonner dès 20 DH »"""
    return len(item.split()) <= 5 and opens(item, "notice", "whole") is not None


def _headlines(items: list[str]) -> bool:
    """Short pieces without full stops (a few may be long, or end in an abbreviation)."""
    long = sum(len(item) > _ITEM for item in items)
    ended = sum(item.endswith((".", ";")) for item in items)
    return long <= len(items) // 8 and ended <= len(items) // 4 and max(map(len, items)) <= 2 * _ITEM


def strip(line: Line) -> Cue | None:
    """A strip of headlines: pieces parted by wide gaps, bars or bullets, or stamped with times."""
    if line.text.startswith("|") and line.text.endswith("|"):
        # A row of a table, as extractors write them.
        return None
    text = line.text[:20_000]
    labelled = opens(line.folded, "ticker", "label")
    items = _split(text, GAP, SIGN)
    if len(items) >= 2 and not line.full_stop and _headlines(items):
        if len(items) >= 3 or labelled:
            return Cue("ticker", "strip", f"{len(items)} headlines on one line")
        if GAP.search(text) or min(len(item.split()) for item in items) >= 4:
            return Cue("ticker", "pair", "two headlines on one line")
    if len(items) >= 3 and sum(map(len, items)) <= 100 * len(items) and max(map(len, items)) <= _ITEM:
        # Headlines written as sentences: prose set with such gaps has longer pieces.
        return Cue("ticker", "weak", f"{len(items)} short pieces on one line")
    if len(items) == 1 and not line.full_stop and len(line) > 60:
        # Weaker signs part headlines only where there are several, of some words each.
        weak = _split(text, _WEAK)
        if len(weak) >= 3 and _headlines(weak) and 5 * len(weak) <= 2 * sum(len(i.split()) for i in weak):
            return Cue("ticker", "weak", f"{len(weak)} headlines on one line")
    clocks = _CLOCK.findall(text[:2000])
    if len(clocks) >= 2 and (labelled or _CLOCK.match(text)) and len(clocks) * 160 >= min(len(text), 2000):
        kind = "weak" if line.full_stop else "strip"
        return Cue("ticker", kind, f"{len(clocks)} headlines stamped with the time")
    if len(clocks) == 1 and _CLOCK.match(text) and not line.stops and line.words >= 4 and len(line) < _ITEM:
        return Cue("ticker", "weak", "a headline stamped with the time")
    return None
