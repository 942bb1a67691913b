"""Full calendar dates as newsrooms print them over an article, in French, English and Arabic.

Only dates with day, month and year count; nothing is completed, so nothing is guessed. (Time
expressions of running text are the business of ``resolve``.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from recoupe.read.lines import fold

# Folded names (no accents). Arabic months: Levant, Maghreb (French-born) and Morocco beside Egypt's.
_NAMES = {
    1: "janvier janv jan january gennaio يناير جانفي ينير",
    2: "fevrier fevr fev february feb فبراير فيفري شباط",
    3: "mars march mar مارس اذار",
    4: "avril avr april apr ابريل افريل نيسان",
    5: "mai may مايو ماي ايار",
    6: "juin june jun يونيو جوان يونيه حزيران",
    7: "juillet juil jul july يوليو جويليه جويلية يوليوز يوليه تموز",
    8: "aout august aug اغسطس اوت غشت اب",
    9: "septembre sept sep september سبتمبر شتنبر ايلول",
    10: "octobre oct october اكتوبر",
    11: "novembre nov november نوفمبر نونبر",
    12: "decembre dec december ديسمبر دجنبر",
}
MONTHS = {name: month for month, names in _NAMES.items() for name in names.split()}
_TWO_WORDS = {"كانون الثاني": 1, "تشرين الاول": 10, "تشرين الثاني": 11, "كانون الاول": 12}
_WORD = r"[^\W\d_]{2,12}\.?"
_GAP = r"[ \u00a0]"
_TEXTUAL = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:er|re|st|nd|rd|th)?(?:{_GAP}+|-)(?:de |of |من )?({_WORD})"
    rf"(?:[ /\u00a0]{{1,3}}({_WORD}))?(?:{_GAP}?/{_GAP}?{_WORD}(?:{_GAP}{_WORD})?)?"
    rf"(?:[,،]?{_GAP}+|-)(\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(rf"({_WORD})[ \u00a0]+(\d{{1,2}})(?:st|nd|rd|th)?,?[ \u00a0]+(\d{{4}})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4})(?!\d)")
_SHORT = re.compile(r"(?<!\d)(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{2})(?!\d)")
_URL = re.compile(r"(?<!\d)(\d{4})([-/_]?)(\d{2})\2(\d{2})(?!\d)")
# The web press begins in the nineties; an earlier "publication date" is an archive's or a default.
EARLIEST = date(1990, 1, 1)


@dataclass(frozen=True)
class Found:
    """A full date and where it stands; ``value`` is None where day and month cannot be told apart."""

    start: int
    end: int
    value: date | None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _textual(text: str) -> Iterator[Found]:
    for match in _TEXTUAL.finditer(text):
        first = fold(match[2]).rstrip(".")
        month = MONTHS.get(first)
        if match[3]:
            month = _TWO_WORDS.get(f"{first} {fold(match[3])}", month)
        if month and (value := _date(int(match[4]), month, int(match[1]))):
            yield Found(*match.span(), value)
    for match in _MONTH_FIRST.finditer(text):
        month = MONTHS.get(fold(match[1]).rstrip("."))
        if month and (value := _date(int(match[3]), month, int(match[2]))):
            yield Found(*match.span(), value)


def _numeric(text: str, month_first: bool) -> Iterator[Found]:
    for match in _ISO.finditer(text):
        if value := _date(int(match[1]), int(match[3]), int(match[4])):
            yield Found(*match.span(), value)
    for match in _NUMERIC.finditer(text):
        one, two, year = int(match[1]), int(match[3]), int(match[4])
        as_day, as_month = _date(year, two, one), _date(year, one, two)
        if month_first and as_day and as_month and as_day != as_month:
            # 06/10/2020 in an English text: October or June, nobody can tell.
            yield Found(*match.span(), None)
        elif value := as_day or (as_month if month_first else None):
            yield Found(*match.span(), value)


def full_dates(text: str, language: str | None = None) -> list[Found]:
    """Every full date in a short text, in order. Numeric dates are day first, save in English."""
    found = sorted((*_textual(text), *_numeric(text, language == "en")), key=lambda f: (f.start, -f.end))
    out: list[Found] = []
    for each in found:
        if not out or each.start >= out[-1].end:
            out.append(each)
    return out


def plausible(value: date) -> bool:
    """Whether a day can be a publication date: not before the web press, not in the future."""
    return EARLIEST <= value <= date.today() + timedelta(days=1)


def from_url(url: str) -> str | None:
    """The full date that a URL's path carries (``/2020/10/07/``, ``-20201007``), as ISO, or None."""
    path = url.split("://", 1)[-1].partition("/")[2].split("?")[0].split("#")[0]
    values = {_date(int(m[1]), int(m[3]), int(m[4])) for m in _URL.finditer(path)}
    values = {value for value in values if value and plausible(value)}
    # Two different dates in one address: one of them is the subject's, and which is not known.
    return min(v for v in values if v).isoformat() if len(values) == 1 else None


def short_dates(text: str) -> list[str]:
    """Dates with a year of two digits (« 10.12.19 »), day first, as ISO.

    For where something else bears them out: such a date may be written year first.
    """
    values = (_date(2000 + int(m[4]), int(m[3]), int(m[1])) for m in _SHORT.finditer(text))
    return [value.isoformat() for value in values if value and plausible(value)]


# What tells, in a sentence with a date, that it speaks of the past, or of what is still to come.
_PAST = re.compile(
    r"\b(?:a|ont|avait|avaient|fut|furent|etait|etaient|s'est|se sont|s'etait"
    r"|was|were|had|said|told|announced|killed|arrested|signed)\b"
    r"|(?:^|\s)(?:كان|كانت|تم|اعلن|اعلنت|قال|قالت|اوقفت|شهد|شهدت)\b"
)
_TO_COME = re.compile(
    r"\b(?:\w{2,}r(?:a|ont)|doi(?:t|vent)|devrai(?:t|ent)|prevue?s?|prevoi\w*|programmee?s?"
    r"|jusqu'\w*|d'ici|expir\w*|fixee?s?|echeance|horizon|calendrier|report\w*|renvoy\w*|ajourn\w*"
    r"|prochaine?s?|a partir|des le|convoqu\w*|will|would|until|by|scheduled|due|expected|planned|set|next)\b"
    r"|(?:^|\s)(?:سوف|حتي|المقبل|القادم|المقرر|موعد)"
)
# « le 5 mai 2021 », « mercredi 5 mai 2021 », « on May 5, 2021 », not « au », « du » or « pour le ».
_ON = re.compile(
    r"(?:^|(?<!pour )(?<!avant )(?<!d'ici )(?<!des )(?<!that )\b(?:le|on)"
    r"|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|يوم|في)[ ,]*$"
)
_SENTENCES = re.compile(r"(?<=[.!?؟…])\s+|\n+")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)|(?<!\d)[\u0660-\u0669]{4}(?!\d)")
_TOLD = 20_000


def contradicted(
    day: str, text: str, language: str | None, upto: str | None = None, *, firm: bool = False
) -> bool:
    """Whether a text tells, as past, of a day after that of its « publication »: that was another day's.

    ``upto``: the day on which the text was last changed. ``firm``: a day that is sure otherwise is refused
    only where the text tells of two days or more, all more than a year after it.
    """
    last = date.fromisoformat(max(day, upto or day))
    if not any(year >= last.year for year in map(int, _YEAR.findall(text, 0, _TOLD))):
        return False
    values = {found.value for found in full_dates(text[:_TOLD], language) if found.value}
    if len(values) >= 2 and all(value > last + timedelta(days=366) for value in values):
        return True
    if firm or not any(value > last + timedelta(days=1) for value in values):
        return False
    for sentence in _SENTENCES.split(text[:_TOLD]):
        later = [
            found
            for found in full_dates(sentence, language)
            if found.value
            and found.value > last + timedelta(days=1)
            and _ON.search(fold(sentence[: found.start][-40:]))
        ]
        folded = fold(sentence) if later else ""
        if later and _PAST.search(folded) and not _TO_COME.search(folded):
            return True
    return False
