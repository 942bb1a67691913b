"""Counts in French running text: digits, words, bounds; dates, ages and shares are left out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from recoupe.code.fr.words import plain
from recoupe.model import Bound

_UNITS = {
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15,
    "seize": 16,
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
    "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip
_APPROXIMATE = {
    "huitaine": 8, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
}  # fmt: skip
_SCALES = {
    "cent": 100,
    "cents": 100,
    "mille": 1000,
    "million": 10**6,
    "millions": 10**6,
    "milliard": 10**9,
    "milliards": 10**9,
}
_WORD = "|".join(sorted([*_UNITS, *_SCALES, "et"], key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:[. \u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_NUMBER = re.compile(
    rf"(?<![\w,.])(?P<digits>{_DIGITS})(?:[ \u00a0\u202f](?P<scale>millions?|milliards?|"
    rf"mille))?(?![\w]|[.,]\d)"
    rf"|(?<![\w'-])(?:(?P<half>demi-)?(?P<approx>{'|'.join(_APPROXIMATE)}))(?![\w-])"
    rf"|(?<![\w-])(?P<words>(?:{_WORD})(?:[ -](?:{_WORD}))*)(?![\w-])"
)
_MIN = re.compile(
    r"(?:plus d[e']|au moins|pas moins d[e']|au-dela d[e']|au minimum|superieur a|excede|"
    r"depasse|depassant|minimum|un peu plus d[e']|depasser)\s*(?:la |le |les |l'|quelque |"
    r"des )?(?:une? )?$"
)
_MAX = re.compile(
    r"(?:moins d[e']|jusqu'a|au plus|au maximum|maximum|inferieur a)\s*(?:la |le |les |quelque )?(?:une? )?$"
)
_ABOUT = re.compile(
    r"(?:pres d[e']|environ|quelque|quelques|autour d[e']|a peu pres|presque|"
    r"pas loin d[e']|approximativement|de l'ordre d[e'])\s*(?:les? |la )?(?:une? )?$"
)
_MIN_AFTER = re.compile(r"\s*(?:[\w'-]+ ){0,3}au moins\b")


class Number(NamedTuple):
    """A count in a text: where it stands (code points), how much, how sure."""

    start: int
    end: int
    value: int | float
    bound: Bound


def word_value(phrase: str) -> int | None:
    """Value of a number in words (« trois cent trente-deux » → 332); None where it is none."""
    total = current = 0
    seen = False
    for word in re.split(r"[ -]", plain(phrase)):
        if word == "et":
            continue
        if word in _UNITS:
            unit = _UNITS[word]
            current = current * unit if unit == 20 and current == 4 else current + unit
            seen = True
        elif word in _SCALES:
            scale = _SCALES[word]
            if scale == 100:
                current = max(current, 1) * 100
            else:
                total += max(current, 1) * scale
                current = 0
            seen = True
        else:
            return None
    return total + current if seen else None


@lru_cache(maxsize=4096)  # a sentence is asked for by the gate, the figures, the shares and the ties
def find_numbers(text: str) -> tuple[Number, ...]:
    """Every count of a text, with its bound; « un » and « une » alone are no counts."""
    flat = plain(text)
    found: list[Number] = []
    for match in _NUMBER.finditer(flat):
        made = _number(match, flat)
        if made is not None:
            found.append(made)
    return tuple(found)


def _number(match: re.Match[str], flat: str) -> Number | None:
    start, end = match.span()
    value: int | float | None
    bound: Bound = "exact"
    if match["digits"]:
        digits = re.sub(r"[. \u00a0\u202f](?=\d{3})", "", match["digits"]).replace(",", ".")
        value = float(digits) if "." in digits else int(digits)
        if match["scale"]:
            value = value * _SCALES[match["scale"]]
            value = int(value) if float(value).is_integer() else value
    elif match["approx"]:
        before = flat[max(0, start - 12) : start]
        if re.search(r"(?:des|les|plusieurs|quelques|ces)\s*$", before):
            return None
        multiplier = re.search(r"(\w+)\s+$", before)
        count = (
            word_value(multiplier.group(1))
            if multiplier and multiplier.group(1) not in ("un", "une")
            else None
        )
        value = _APPROXIMATE[match["approx"]] * (count or 1)
        article = re.search(r"(?:une?|la|le|l')\s*$", before)
        start -= len(article.group()) if article and article.group().strip() in ("un", "une") else 0
        bound = "about"
    else:
        phrase = match["words"].strip(" -")
        phrase = re.sub(r"^(?:et[ -])+|(?:[ -]et)+$", "", phrase)
        if not phrase or phrase in ("un", "une", "et"):
            return None
        start = match.start("words") + match["words"].find(phrase)
        end = start + len(phrase)
        value = word_value(phrase)
        if phrase in ("million", "millions", "milliard", "milliards", "cent", "mille"):
            before = flat[max(0, start - 4) : start]
            if phrase in ("millions", "milliards"):
                return None
            start -= 3 if before.endswith("un ") else 0
    if value is None:
        return None
    before = flat[max(0, start - 30) : start]
    if _MIN.search(before):
        bound = "min"
    elif _MAX.search(before):
        bound = "max"
    elif _ABOUT.search(before):
        bound = "about"
    elif _MIN_AFTER.match(flat, end):
        bound = "min"
    return Number(start, end, value, bound)
