"""Counts in French running text: digits, words, bounds; dates, ages and shares are left out."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from itertools import takewhile
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
_WORD = "|".join(sorted([*_UNITS, *_SCALES], key=len, reverse=True))
# « vingt et un », never « entre vingt et trente »
_JOINED = rf"[ -](?:{_WORD})|(?:(?<=vingt)|(?<=trente)|(?<=ante)|(?<=mille))[ -]et[ -](?:une?|onze)"
# « 25 M€ », « 3 MDH »: the scale before the sign of a currency.
_SHORT = {"m": 10**6, "mm": 10**9, "md": 10**9, "mds": 10**9, "k": 1000}
_DIGITS = r"\d{1,3}(?:[. \u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
# The first line holds of each of them; it is there so that most places are left at once.
_NUMBER = re.compile(
    rf"(?<!\w)(?=[\dabcdehmnoqstuvz])(?:"
    rf"(?<![\w'-])(?P<many>(?:{_WORD}|\d+)(?= (?:{'|'.join(_APPROXIMATE)})s\b)) (?P<each>[a-z]+)s(?![\w-])"
    rf"|(?<![\w,.])(?<![a-z]-)(?P<digits>{_DIGITS})(?:[ \u00a0\u202f](?P<scale>millions?|milliards?|"
    rf"mille)|[ \u00a0\u202f]?(?P<short>mds?|mm?|k)(?=[ \u00a0\u202f]?(?:[€$£]|dh\b|fcfa\b)))?"
    rf"(?(short)|(?![\w]|[.,]\d))"
    rf"|(?<![\w'-])(?:(?P<half>demi-)?(?P<approx>{'|'.join(_APPROXIMATE)}))(?![\w-])"
    rf"|(?:(?<![\w-])|(?<=\bdemi-))(?P<words>(?:{_WORD})(?:{_JOINED})*)(?![\w-]))"
)
_PER = re.compile(rf"(?:{_WORD}|\d) pour $")  # « soixante pour cent »
_AND_HALF = re.compile(r" et demie?\b")
_MIN = re.compile(
    r"(?:plus d[e']|au moins|pas moins d[e']|au-dela d[e']|au minimum|superieur a|excede|"
    r"depasse|depassant|minimum|minimum d[e']|un peu plus d[e']|depasser|au bas mot|a tout le moins)"
    r"\s*,?\s*(?:la |le |les |l'|quelque |des )?(?:une? )?(?:bonne |bon )?$"
)
_MAX = re.compile(
    r"(?:moins d[e']|jusqu'a|au plus|au maximum|maximum|maximum d[e']|inferieur a)"
    r"\s*(?:la |le |les |quelque )?(?:une? )?(?:petite )?$"
)
_ABOUT = re.compile(
    r"(?:pres d[e']|environ|quelque|quelques|autour d[e']|a peu pres|presque|"
    r"pas loin d[e']|approximativement|de l'ordre d[e']|aux alentours d[e'])\s*(?:les? |la )?(?:une? )?$"
)
# « 60 hommes au moins », « 1 500 combattants au plus », « une cinquantaine environ »
_AFTER: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("min", re.compile(r",?\s*(?:[\w'-]+,? ){0,3}(?:au moins|au bas mot|au minimum)\b")),
    (
        "max",
        re.compile(
            r"\s*(?:[\w'-]+ ){0,3}(?:tout )?au (?:plus|maximum)\b"
            r"(?! (?:tard|tot|haut|vite|pres|fort|bas|mal|grand|offrant))"
        ),
    ),
    ("about", re.compile(r"\s*(?:[\w'-]+ )?environ\b")),
)
# « entre 20 et 30 », « de 15 à 20 », « 15 à 20 »; « porter l'effectif de 100 à 150 » tells two counts.
_RANGE = re.compile(r"(?P<low>entre|de|d'|)\s*$")
_CHANGES = re.compile(
    r"\b(?:pass|port|rel?ev|augment|mont|tomb|baiss|grimp|bond|recul|chut|redui|ramen|descen|elargi)\w*\b[^;.]*$"
)


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
            score = unit == 20 and current % 100 == 4  # « (cent) quatre-vingts »
            current += 76 if score else unit
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
        if made is None:
            continue
        if found and (whole := _range(found[-1], made, flat)) is not None:
            found[-1] = whole
        else:
            found.append(made)
    return tuple(found)


def _range(low: Number, high: Number, flat: str) -> Number | None:
    """« entre 20 et 30 personnes »: at least twenty (the guideline has one figure, of the lower bound)."""
    between = flat[low.end : high.start].strip()
    value = _same_scale(low, high, flat)
    if between not in ("a", "et", "ou") or not value < high.value:
        return None
    before = flat[max(0, low.start - 40) : low.start]
    opened = _RANGE.search(before)
    if opened is None or (opened["low"] == "entre") != (between == "et") or _CHANGES.search(before):
        return None
    return Number(low.start, high.end, value, "min")


def _same_scale(low: Number, high: Number, flat: str) -> int | float:
    """« deux à trois mille », « 2 ou 3 millions »: what is told of the second is meant of the first too."""
    words = re.split(r"[ -]", re.sub(r" et demie?$", "", flat[high.start : high.end]))
    scale = math.prod(_SCALES[word] for word in takewhile(_SCALES.__contains__, reversed(words)))
    return low.value * scale if low.value < 100 <= scale and low.value * scale < high.value else low.value


def _number(match: re.Match[str], flat: str) -> Number | None:
    start, end = match.span()
    value: int | float | None
    bound: Bound = "exact"
    if match["digits"]:
        digits = re.sub(r"[. \u00a0\u202f](?=\d{3})", "", match["digits"]).replace(",", ".")
        value = float(digits) if "." in digits else int(digits)
        if match["scale"]:
            value = value * _SCALES[match["scale"]]
        elif match["short"]:
            value = value * _SHORT[match["short"]]
        if (half := _AND_HALF.match(flat, end)) is not None and match["scale"]:
            value, end = value + _SCALES[match["scale"]] / 2, half.end()
        value = int(value) if float(value).is_integer() else value
    elif match["each"]:
        value = (word_value(match["many"]) or int(match["many"])) * _APPROXIMATE[match["each"]]
        bound = "about"
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
        value = value // 2 if match["half"] else value
        article = re.search(r"(?:une?|la|le|l')\s*$", before)
        start -= len(article.group()) if article and article.group().strip() in ("un", "une") else 0
        bound = "about"
    else:
        phrase = match["words"].strip(" -")
        if phrase in ("un", "une") or (phrase in ("cent", "mille") and _PER.search(flat, 0, start)):
            return None
        start = match.start("words") + match["words"].find(phrase)
        end = start + len(phrase)
        value = word_value(phrase)
        last = re.split(r"[ -]", phrase)[-1]
        if value is not None and last in _SCALES and (half := _AND_HALF.match(flat, end)) is not None:
            value, end = value + _SCALES[last] // 2, half.end()
        if phrase in ("million", "millions", "milliard", "milliards", "cent", "mille"):
            if phrase in ("millions", "milliards"):
                return None
            if flat[:start].endswith("demi-") and value is not None:
                value, start = value // 2, start - len("demi-")
            start -= 3 if flat[:start].endswith("un ") else 0
    if value is None:
        return None
    before = flat[max(0, start - 30) : start]
    if _MIN.search(before):
        bound = "min"
    elif _MAX.search(before):
        bound = "max"
    elif _ABOUT.search(before):
        bound = "about"
    else:
        bound = next((after for after, marks in _AFTER if marks.match(flat, end)), bound)
    return Number(start, end, value, bound)
