"""Datelines and bylines: who wrote where and when, on a line of its own or before the first sentence."""

from __future__ import annotations

import re

from recoupe.read.cues import Cue, lexicon, opens
from recoupe.read.dates import MONTHS, full_dates
from recoupe.read.lines import Line, fold, folded_words

_WITHIN = 140
_TIME = re.compile(
    r"(?<!\d)\d{1,2} ?(?:h|:|heures?) ?(?:\d{2})?(?: ?(?:[ap]\.?m\b\.?|gmt|utc|min))?(?!\d)", re.IGNORECASE
)
_WEEKDAYS = folded_words(
    "lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday "
    "saturday sunday mon tue wed thu fri sat sun "
    "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد"
)
# Words that stand around a date without saying anything of their own.
_FILLERS = folded_words(
    "le la a à at on the in du de et gmt am pm utc في على الساعة يوم بتاريخ من م ص صباحا مساء ظهرا"
)
# A day without its year: enough to know the line by, not to date the article by.
_DAY = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:er|st|nd|rd|th)? ?(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"^(?:il y a (?:#|une?) ?\w+|(?:from )?(?:#|an?) ?\w+ ago|hier|yesterday|today|aujourd'hui"
    r"|(?:قبل|منذ) # \w+|(?:قبل|منذ) (?:لحظات|دقيق|ساع|يوم|اسبوع|شهر|سن)\w*)\b"
)
# « 16.02 GMT », « 7.45 pm »: with a full stop, the hour needs its zone or its half of the day.
_DOTTED = re.compile(r"\d{1,2}\.\d{2} ?(?:[ap]\.?m\.?|GMT|UTC|BST|CET|CEST|EST|EDT)", re.IGNORECASE)
# « 0 commentaire », « 3 vues », « Lu 1204 fois »: what a site counts beside a date.
_COUNTED = re.compile(
    r"(?:\b[Ll]u |\bread )?\b\d[\d.,]*k? ?(?:commentaires?|vues?|lectures?|partages?|réactions?|fois|"
    r"views?|comments?|shares?|reads?|times|تعليقات|تعليق|مشاهدة|قراءة)\b(?:\(s\))?",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"^\S+(?: \S+)? [^\W\d_]\.$")
_BY = re.compile(r"^(?:[-–—] ?)?(?:par|by|por|بقلم|من)[ \u00a0:]+(\S.*)$", re.IGNORECASE)
_INITIALS = re.compile(r"^\(?[a-zA-Z]{1,6}(?:[/-][a-zA-Z]{1,5}){1,3}\)?$")
_AUTHOR_INITIALS = re.compile(
    r"^(?:(?:Synthèse|Texte|Par)[ :]+)?(?:[A-Z]\. ?){1,3}(?:[A-Z][\w-]+)?(?:$| ?[-–—|,/]| à | avec )"
)
_PLACE = r"[^\W\d_a-z][\w’'.]*(?:[ -][^\W\d_][\w’'.]*){0,3}"
_INLINE = re.compile(
    # « Cadix (Espagne), 11 février (EFE/AFP) – », « La Haye (AFP). - »
    rf"(?P<place>{_PLACE})(?: \([^()]{{2,30}}\)(?=,))?(?P<date>(?:, ?| \(?|/ ?)[^()–—-]{{4,34}}?)?"
    r"(?P<agency> ?[(/] ?[^()/]{2,40}(?:/[^()/]{2,40})*[)/])?[.,]? ?(?P<dash>[-–—:]+)[ \u00a0]+"
)


_UNDASHED = re.compile(
    rf"(?P<place>{_PLACE})(?:, ?[^()]{{4,34}}?)? ?(?P<agency>\([^()\s]{{2,12}}\))[ \u00a0]+(?=[^\W\d_])"
)


def _residue(text: str, spans: list[tuple[int, int]]) -> list[str]:
    """The words of a line that are neither date, time, weekday nor filler."""
    kept: list[str] = []
    at = 0
    for start, end in [*spans, (len(text), len(text))]:
        kept.append(text[at:start])
        at = max(at, end)
    rest = _TIME.sub(" ", " ".join(kept))
    words = (word.strip(".,،؛;:()[]|/–—-•· ") for word in rest.split())
    return [
        w
        for w in words
        if w and fold(w) not in _FILLERS and fold(w) not in _WEEKDAYS and any(c.isalnum() for c in w)
    ]


def _press_word(words: list[str]) -> bool:
    return any(fold(word).split("'")[-1] in lexicon().outlet for word in words)


def _squeeze(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalpha())


def named(text: str, outlet: str | None) -> bool:
    """Whether a short text is the outlet's name (``L’Hebdo Éco`` for ``hebdo-eco``)."""
    if not outlet:
        return False
    one, two = _squeeze(text), _squeeze(outlet.split("/")[0])
    return len(one) > 3 and (
        one == two or (one in two and 2 * len(one) > len(two)) or (two in one and len(one) < 2 * len(two))
    )


def _capitalised(word: str) -> bool:
    return word[:1].isupper() or not (word[:1].islower())


def dated(line: Line, outlet: str | None = None) -> Cue | None:
    """Whether a line is a dateline, or a byline with its date; None when it is neither."""
    if len(line) > _WITHIN:
        return None
    opening = opens(line.folded, "dateline", "starts")
    # « 5 ماي، 2021 »: the Arabic comma is a gap like another; offsets stay.
    found = full_dates(line.text.replace("،", " ")) if "#" in line.folded else []
    if not found:
        short = len(line) <= 60 and not line.full_stop
        if (
            short
            and "#" in line.folded
            and opening
            and opening[1] not in ("le", "date", "يوم", "تحديث", "نشر")
        ):
            return Cue("dateline", "date", f"begins with « {opening[1]} »")
        bare = line.text.strip(".:-–— ")
        if _DOTTED.fullmatch(bare):
            return Cue("dateline", "date", "nothing but a day or a time")
        clock = _TIME.fullmatch(bare) and not line.text.isdigit()
        if (
            short
            and (line.words >= 2 or clock)
            and "#" in line.folded
            and not _residue(_DAY.sub(" ", line.text), [])
        ):
            return Cue("dateline", "date", "nothing but a day or a time")
        if short and _AGO.match(line.folded) and line.words <= 5:
            return Cue("dateline", "date", "says how long ago it was published")
        return None
    spans = [(f.start, f.end) for f in found]
    counted = [match.span() for match in _COUNTED.finditer(line.text)]
    rest = _residue(line.text, sorted(spans + counted))
    if counted and len(rest) <= 5 and not line.stops:
        return Cue("byline" if rest else "dateline", "date", "a date and what the site counts")
    if opening and opening[1] not in ("le", "يوم"):
        drop = {fold(word) for word in opening[1].split()}
        cued = [word for word in rest if fold(word) not in drop]
        by = any(fold(word) in ("par", "by", "بقلم") for word in cued)
        if by:
            return Cue("byline", "date", "says who published it, and when")
        if len(cued) <= 6:
            return Cue("dateline", "date", f"begins with « {opening[1]} » and a full date")
    if not rest:
        return Cue("dateline", "date", "nothing but a date")
    if line.full_stop and len(rest) > 2:
        return None
    separators = any(mark in line.text for mark in (" - ", " | ", " – ", " — ", " / ", " • ", " · "))
    if len(rest) <= 8 and (_press_word(rest) or _agency_named(line)):
        parenthesis = line.text.endswith(")") and "," in line.text
        return Cue("dateline" if parenthesis else "byline", "date", "an outlet's or agency's name and a date")
    place = line.text[: found[0].start].split(",")[0].split()
    if (
        "," in line.text[: found[0].start + 1]
        and 0 < len(place) <= 4
        and all(map(_capitalised, place))
        and len(rest) <= 6
    ):
        return Cue("dateline", "date", "a place and a date")
    if named(" ".join(rest), outlet):
        return Cue("byline", "date", "the outlet's name and a date")
    ends = not _residue(line.text[found[-1].end :], [])
    if ends and "," in line.text[: found[-1].start] and len(rest) <= 5 and len(line) <= 80:
        return Cue("byline", "date", "a name, and a date that ends the line")
    if separators and len(rest) <= 5 and not line.stops:
        return Cue("byline", "date", "a name and a date")
    if len(rest) <= 2 and found[0].start == 0 and not line.stops:
        return Cue("dateline", "date", "a date and a name")
    return None


def _agency_named(line: Line) -> bool:
    return any(word.strip(".,;:()[]-|/") in lexicon().agency for word in line.folded.split())


def signed(line: Line, outlet: str | None = None) -> Cue | None:
    """Whether a short line is a signature: « Par … », an agency, initials, the outlet's name."""
    if len(line) > 110 or (line.full_stop and line.words > 4):
        return None
    by = _BY.match(line.text)
    if by and _names_someone(by[1]) and (not line.full_stop or _INITIAL.search(by[1])):
        return Cue("byline", "name", "« par » and a name")
    if line.bare in lexicon().agency:
        return Cue("byline", "name", "an agency's name")
    if line.words <= 3 and _INITIAL.search(line.text) and line.text[:1].isupper():
        return Cue("byline", "name", "a name with an initial")
    if _INITIALS.match(line.text) and line.bare.split("/")[0] not in ("et", "ou", "and"):
        return Cue("byline", "name", "initials of an agency's desk")
    if _AUTHOR_INITIALS.match(line.text) and line.words <= 8:
        return Cue("byline", "name", "an author's initials")
    if line.words <= 6 and named(line.text, outlet):
        return Cue("byline", "name", "the outlet's name")
    if outlet and line.words <= 8:
        for mark in (" - ", " – ", " | ", " / ", " avec ", ", ", ". "):
            parts = line.text.split(mark)
            if len(parts) > 1 and any(named(part, outlet) for part in parts):
                return Cue("byline", "name", "the outlet's name, and more of the same line")
    return None


def _names_someone(text: str) -> bool:
    """« Par Nord Matin - Tétouan », « Par la rédaction », not « Par ailleurs, il … »."""
    words = text.split()
    if not words or len(words) > 12:
        return False
    folded = fold(text)
    if folded.startswith(
        ("la redaction", "notre ", "la cellule", "le service", "l'equipe", "nos ", "the ", "our ", "staff")
    ):
        return True
    return words[0][:1].isupper() or (words[0][:1].isdigit() is False and not words[0][:1].islower())


_PARTICLES = frozenset("de du le la el al ben bin ibn ould abou abu van von der den d'".split())  # noqa: SIM905


def person(line: Line) -> bool:
    """Whether a line is made as a name is: two to five words with capitals, particles between them."""
    words = line.text.rstrip(" .,").split()
    if (
        not 2 <= len(words) <= 5
        or len(line) > 50
        or any(char.isdigit() or char in ":?!«»" for char in line.text)
    ):
        return False
    own = [word for word in words if fold(word) not in _PARTICLES]
    return len(own) >= 2 and all(word[:1].isupper() and word[:1].isalpha() for word in own)


def biography(line: Line) -> bool:
    """« Leïla Ben Amor est journaliste au service politique. »: a name, then what it does for a living."""
    if len(line) > 300 or not line.text[:1].isalpha():
        return False
    folded = f" {line.folded} "
    for phrase in lexicon().bio:
        at = folded.find(f" {phrase} ")
        if at < 0:
            continue
        name = line.text.split()[: len(folded[:at].split())]
        if 1 < len(name) <= 5 and sum(map(_capitalised, name)) >= len(name) - 1:
            return True
    return False


def inline_dateline(text: str) -> int:
    """How many characters of a paragraph are its dateline (« Rabat, 06/10/2020 (MAP) - »), or 0.

    A place alone is not enough: there must be an agency in brackets, a date, or capitals.
    """
    match = _INLINE.match(text[:120])
    if match is None:
        # « TUNIS (TAP) Le ministre… »: without a dash, capitals and an agency are both asked for.
        bare = _UNDASHED.match(text[:120])
        return bare.end("agency") if bare and bare["place"].isupper() else 0
    place = match["place"]
    agency = match["agency"]
    capitals = place.isupper() and sum(c.isalpha() for c in place) >= 4 and ":" not in match["dash"]
    name = agency.strip(" ()/") if agency else ""
    # Capitals, or a script that has none.
    if name and (fold(name) in lexicon().agency or name == name.upper() or match["date"]):
        return match.end("dash")
    if match["date"] and full_dates(match["date"]) and ":" not in match["dash"]:
        return match.end("dash")
    return match.end("dash") if capitals else 0
