"""Times of what began and ended, read off a beginning, an end and a length; ``implied`` offers them.

« Lancée en 2013, la mission a formé… » is since 2013; « au terme d'une visite de trois jours » ends on the
day told; « le départ, entamé en mars, est achevé » is from March to that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from recoupe.code.fr import timing, tree
from recoupe.code.fr.mended_trees import finite
from recoupe.code.fr.parse import Token
from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain, verb_lemmas
from recoupe.resolve.time import Time

FINE = ("day", "night")
CLOSES = frozenset(("fermer", "refermer", "clore", "cloturer", "achever", "terminer", "conclure", "finir"))
DAYS = {
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "dix": 10, "quinze": 15,
}  # fmt: skip


class Begun(NamedTuple):
    """A time, the written one whose place in the sentence it has, and the word that it dates or goes by."""

    time: Time
    source: Time
    noun: Token | None = None


_LAUNCHED = re.compile(
    r"(?:^|[,;:«] ?)(?P<word>(?:lance|cree|fonde|ne|ouvert|etabli|institue|constitue|deploye|entame|engage|"
    r"commence|inaugure|installe|demarre|mis en place|mise en place)e?s?)(?: [^,;:.()]{0,40})?$"
)
_COARSE = ("month", "year", "part", "season")


def launched(view: View, times: Sequence[Time]) -> Iterator[Begun]:
    """« Lancée en 2013, la mission a formé 15.000 soldats »: since then, but for the launching itself."""
    folded = plain(view.text)
    if len(folded) != len(view.text):
        return
    for time in times:
        if time.kind != "point" or time.first is None or time.grain not in _COARSE:
            continue
        match = _LAUNCHED.search(folded[: time.start].rstrip())
        closed = re.match(r"[^,;:.()]{0,40},", folded[time.end :])
        if match is None or closed is None:
            continue
        span = view.span(*match.span("word"))
        opens = not any(finite(t) for t in view.doc if t.idx < match.start("word"))
        if span is not None and opens:  # not « a quitté le comité, créé en 2010 à Lomé, »
            yield Begun(msgspec.structs.replace(time, last=None, kind="since"), time, span.root)


_N = rf"(?:{'|'.join(DAYS)}|\d\d?)"
_WORD = (  # of a noun phrase: « visite officielle »
    r"(?!(?:[dl]')?(?:une?|la|le|du|des|ce|cette|sa|son|leur|aux?|a|en|par|pour|sur|dans|avec|apres|terme|issue)\b)"
    r"[a-z'-]+"
)
_LONG = re.compile(
    rf"\b(?!issue|terme)(?P<what>[a-z-]{{4,}})(?: {_WORD}){{0,3}} "
    rf"d(?:e |')(?:(?P<n>{_N}) (?P<unit>jours|semaines)|une semaine)\b"
    rf"|\b(?:(?P<n2>{_N}) (?P<unit2>jours|semaines)|une semaine) d(?:e |')(?P<what2>[a-z-]{{4,}})"
)
_ENDED = re.compile(
    r"\b(?:apres|a l'issue d[eu']|au terme d[eu']|achev[a-z]+|clotur[a-z]+|clos|conclu[a-z]*|termin[a-z]+|"
    r"boucl[a-z]+|fruit d[eu']|fin (?:a|d[eu']))[^,;:.]{0,25}$"
)


def at_an_end(folded: str, at: int) -> bool:
    """Whether what begins there is told as over: « au terme d'une visite … », « a clos une réunion … »."""
    return _ENDED.search(folded[:at]) is not None


def ended(view: View, times: Sequence[Time]) -> Iterator[Begun]:
    """« a été signé vendredi au terme d'une réunion de trois jours »: that, from Wednesday on."""
    folded = plain(view.text)
    if len(folded) != len(view.text):
        return
    for match in _LONG.finditer(folded):
        if not at_an_end(folded, match.start()):
            continue
        said = "what" if match["what"] else "what2"
        span = view.span(*match.span(said))
        count, unit = match["n"] or match["n2"] or "1", match["unit"] or match["unit2"] or "semaines"
        days = (DAYS.get(count) or int(count)) * (7 if unit == "semaines" else 1)
        day = next(iter(_days(times)), None)
        if day is None:
            day = next((t for t in _days([t.time for t in reversed(view.memory.story.times)])), None)
            place = {"start": match.start(), "end": match.end(), "text": view.text[slice(*match.span())]}
            day = day and msgspec.structs.replace(day, **place)
        if span is None or day is None or day.last is None:
            continue
        first = date.fromisoformat(day.last) - timedelta(days=days - 1)
        yield Begun(msgspec.structs.replace(day, first=first.isoformat(), kind="span"), day, span.root)


def _days(times: Sequence[Time]) -> Iterator[Time]:
    return (t for t in times if t.kind == "point" and t.grain in FINE and t.first and t.first == t.last)


def closed(
    view: View, times: Sequence[Time], opened: Sequence[Time], published: str | None
) -> Iterator[Begun]:
    """« le départ, entamé en mars, s'achève »; « a clos l'assemblée, réunie depuis lundi »: till then."""
    begun = [*opened, *(t for t in times if t.kind == "since" and t.first and t.last is None)]
    ends = [t for t in view.doc if _closing(t)]
    if not begun or not ends:
        return
    told = [t.last for t in _days(times) if t not in opened]
    told += [t.last for t in _days([t.time for t in reversed(view.memory.story.times)])][:1]
    for time in begun:
        at = timing.anchor_token(time, view)
        verb = tree.verb_above(at) if at is not None else None
        if verb is None or any(t.i == verb.i for t in ends):  # « depuis lundi, ils ont fermé douze écoles »
            continue
        last = next((day for day in (*told, published) if day), None)
        if last is not None and time.first is not None and time.first < last:
            yield Begun(msgspec.structs.replace(time, last=last, kind="span"), time)


def _closing(word: Token) -> bool:
    """Whether a verb tells an end: « a clos », « s'achève », « ont pris fin »."""
    if word.pos_ not in ("VERB", "AUX"):
        return False
    lemmas = verb_lemmas(word.text)
    fin = word.i + 1 < len(word.doc) and plain(word.doc[word.i + 1].text) == "fin"
    return not CLOSES.isdisjoint(lemmas) or (fin and not {"prendre", "mettre", "toucher"}.isdisjoint(lemmas))


def stretches(time: Time) -> bool:
    """Whether a time is a length counted back: « en dix jours », « dix jours durant »."""
    text = plain(time.text)
    return time.kind == "span" and time.relative and (text.startswith("en ") or text.endswith(" durant"))


def forward(view: View, times: Sequence[Time], published: str | None) -> Iterator[Begun]:
    """« Depuis samedi, … En deux jours, … »: the first two of those days."""
    starts = [t.first for t in times if t.kind == "since" and t.grain == "day" and t.first]
    starts += [
        t.time.first
        for t in reversed(view.memory.story.times)
        if t.time.kind == "since" and t.time.grain == "day" and t.time.first
    ][:1]
    for time in times:
        if not stretches(time) or time.first is None or time.last is None:
            continue
        length = date.fromisoformat(time.last) - date.fromisoformat(time.first)
        for start in starts if length.days < 15 else ():
            last = (date.fromisoformat(start) + length).isoformat()
            if published is None or last <= published:
                yield Begun(msgspec.structs.replace(time, first=start, last=last), time)
