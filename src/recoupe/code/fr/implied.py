"""Times that a sentence implies beside those it writes, each to be weighed like those.

A writer leaves to the reader which day « la veille » goes by, that an exercise « ouverte le 14 avril » and
« refermée vendredi » lasted from one to the other, that « trois jours après l'attaque » dates the attack too.
Every such reading is offered with ``how`` it was made; ``dating`` chooses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from recoupe.code.fr import begun, timing, tree
from recoupe.code.fr.begun import CLOSES, DAYS, FINE
from recoupe.code.fr.parse import Token
from recoupe.code.fr.subject import Subject
from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain, verb_lemmas
from recoupe.resolve.time import Time, find_times

ANCHORS = 4  # so many of the times told before may be what « la veille » goes by, the last first


class Implied(NamedTuple):
    """A time that is implied, the written ``source`` whose place in the sentence it has, and how it was made.

    ``how`` is ``anchor`` (« la veille » of another day), ``period`` (from where it was opened to where it was
    closed), ``until`` (up to then, from another time or the article's), ``start`` (« depuis janvier,
    quand… »), ``open`` (from then on), ``since`` (« depuis la prise de la ville, en mai », « lancée en mai,
    … »), ``counted``
    (« trois jours après l'attaque »: the attack), ``eve`` (« au lendemain du putsch du 18 août »: the
    putsch), ``lasting`` (« lundi…, un sommet de deux jours »), ``lasted`` (« lundi, au terme d'un sommet de
    deux jours »), ``stretch`` (« en dix-huit mois », up to a
    day told before) or ``then`` (« depuis lors »); empty for the written time itself. ``noun`` is the word
    that is dated so, where it is one. ``by`` tells what a time goes by that others could be meant by too:
    ``paper`` (the article's date), ``told=0`` (the last time told), ``told=1``…, ``made`` (what the last
    statement was dated by), ``opened`` (a time that opened a sentence).
    """

    time: Time
    source: Time
    how: str
    noun: Token | None = None
    by: frozenset[str] = frozenset()


def implied(view: View, times: Sequence[Time], published: str | None) -> list[Implied]:
    """The times that a sentence implies, none twice; of those that it writes, what they go by."""
    if not view.doc.parsed:
        return []
    dated = [t for t in times if t.kind != "age_or_duration"]
    seen = {(t.start, t.first, t.last, t.kind) for t in dated}
    goes_by = _goes_by(view, dated, published)
    written = {(t.start, t.first, t.last): t for t in dated}
    found = [
        Implied(time, time, "", None, by)
        for (_, read), by in goes_by.items()
        if (time := written.get((read.start, read.first, read.last))) is not None
    ]
    for one in (
        *(Implied(time, source, "anchor", None, by) for (source, time), by in goes_by.items()),
        *_periods(view, dated, published),
        *_until(view, dated, published),
        *_since(view, dated),
        *(Implied(time, source, "since", noun) for time, source, noun in begun.launched(view, dated)),
        *_counted(view, dated, published),
        *_eves(dated),
        *_lasting(view, dated),
        *(Implied(time, source, "lasted", noun) for time, source, noun in begun.ended(view, times)),
        *_stretched(view, dated, published),
        *(Implied(time, source, "stretch") for time, source, _ in begun.forward(view, dated, published)),
        *_on_the_eve(view, times, published),
        *_since_then(view, dated),
        *_opened(view, dated),  # last: what these read otherwise is read so
    ):
        key = (one.time.start, one.time.first, one.time.last, one.time.kind)
        if (one.time.first or one.time.last) and key not in seen:
            seen.add(key)
            found.append(one)
    return found


_GOES_BY = re.compile(
    r"\b(?:veille|lendemain|surlendemain|ce jour-la|ce jour|meme (?:jour|mois|annee|semaine|soir|nuit|matin)|"
    r"(?:jour|soir|matin|nuit|annee) meme|annee-la|annee (?:suivante|precedente)|mois-la|plus (?:tot|tard)|"
    r"auparavant|apres|avant|nuit|soir|soiree|matin|matinee|aube|suivante?|precedente?|le \d{1,2})\b"
)


_ITSELF = re.compile(r"\b(?:jour|soir|matin|nuit|annee|mois|semaine) meme\b|\b(?:jour|mois|annee)-la\b")


def _goes_by(
    view: View, times: Sequence[Time], published: str | None
) -> dict[tuple[Time, Time], frozenset[str]]:
    """What a sentence's times mean by each time that they may go by, and which those are.

    Only of times that mean something else by another: a written time, and what it is read as.
    """
    undated = published is None and any(t.relative for t in times)
    if not undated and not _GOES_BY.search(plain(view.text)):
        return {}
    # « le soir même » goes by what is told, never by the day of the paper.
    ours = published is not None and not _ITSELF.search(plain(view.text))
    anchors: dict[str, set[str]] = {published: {"paper"}} if published is not None and ours else {}
    for told in reversed(view.memory.story.times):
        name = _name(told.time)
        if name is None or (name not in anchors and len(anchors) > ANCHORS):
            continue
        if name not in anchors:
            anchors[name] = {f"hung={told.hangs}"}
        known = anchors[name]
        if not any(one.startswith("told=") for one in known):
            order = sum(any(one.startswith("told=") for one in other) for other in anchors.values())
            known.add(f"told={min(2, order)}")
        if told.opening:
            known.add("opened")
    last = next((m.time for m in reversed(view.memory.story.made) if m.time is not None), None)
    found: dict[tuple[Time, Time], set[str]] = {}
    for anchor, known in anchors.items():
        if last is not None and last in ((anchor, anchor), tuple(anchor.split("/"))):
            known.add("made")
        for time in find_times(view.text, published, told=anchor):
            for source in times:
                if (source.start, source.end) == (time.start, time.end) and source.kind == time.kind:
                    found.setdefault((source, time), set()).update(known)
    several = {source for source, time in found if (time.first, time.last) != (source.first, source.last)}
    return {pair: frozenset(by) for pair, by in found.items() if pair[0] in several}


def _on_the_eve(view: View, times: Sequence[Time], published: str | None) -> Iterator[Implied]:
    """« avait transmis la veille des renseignements »: the day before that told last, not the eve of some."""
    told = next(
        (name for t in reversed(view.memory.story.times) if (name := _name(t.time)) is not None), None
    )
    for source in times:
        if told is None or source.first or not _is_object(view, source):
            continue
        for time in find_times(f"{source.text}.", published, told=told):
            placed = msgspec.structs.replace(time, start=source.start, end=source.end)
            yield Implied(placed, source, "anchor")


def _is_object(view: View, time: Time) -> bool:
    """Whether an eve is read as what a verb acts on: « des » behind it opens the object, then."""
    flat = plain(view.text[time.start : time.end + 5])
    span = view.span(time.start, time.end) if flat.endswith("veille des ") else None
    return span is not None and span.root.dep_ == "obj"


def _name(time: Time) -> str | None:
    """A time as ``find_times`` takes what was told before: a day, a month, a year, two days."""
    if time.first is None or time.last is None or time.kind not in ("point", "span"):
        return None
    if time.first == time.last:
        return time.first
    if time.grain == "year" and time.kind == "point":
        return time.first[:4]
    within = time.grain == "part" and time.first[:7] == time.last[:7]  # « au début d'octobre »
    if (time.grain == "month" or within) and time.kind == "point":
        return time.first[:7]
    return f"{time.first}/{time.last}" if time.grain in FINE else None


_OPENS = frozenset(
    ("ouvrir", "commencer", "entamer", "lancer", "debuter", "demarrer", "engager", "inaugurer", "declencher")
)


def _periods(view: View, times: Sequence[Time], published: str | None) -> Iterator[Implied]:
    """« ouverte le 14 avril, … s'est refermée vendredi »: from the one to the other."""
    points = [t for t in times if t.kind in ("point", "span") and t.first and t.last]
    first = [t for t in points if _governed(view, t) & _OPENS]
    last = [t for t in points if _governed(view, t) & CLOSES]
    if not last:
        for time, source, _ in begun.closed(view, times, first, published):
            yield Implied(time, source, "period")
    for start in first:
        for end in last:
            if start.first and end.last and start.first < end.last:
                whole = msgspec.structs.replace(start, last=end.last, kind="span")
                yield Implied(whole, start, "period")
                yield Implied(msgspec.structs.replace(end, first=start.first, kind="span"), end, "period")


def _governed(view: View, time: Time) -> frozenset[str]:
    """The lemmas of the verb that a time hangs on, or of one that stands by it."""
    token = timing.anchor_token(time, view)
    if token is None:
        return frozenset()
    above = next((t for t in (token, *tree.ancestors(token)) if t.pos_ in ("VERB", "AUX")), None)
    words = [] if above is None else [above]
    span = view.span(time.start, time.end)
    if span is not None:
        words += [t for t in view.doc[max(0, span.start - 2) : span.start] if t.pos_ in ("VERB", "ADJ")]
    return frozenset(lemma for word in words for lemma in verb_lemmas(word.text))


def _until(view: View, times: Sequence[Time], published: str | None) -> Iterator[Implied]:
    """« jusqu'au 3 août »: from a time told in its clause, else from the article's date on.

    « avant le 3 août » is at some time before, nobody knows from when on.
    """
    for time in times:
        if time.kind != "until" or time.last is None or not plain(time.text).startswith("jusqu"):
            continue
        begun = [
            other.first
            for other in times
            if other.kind in ("point", "span")
            and other.first
            and other.first <= time.last
            and _one_clause(view, time, other)
        ]
        if not begun and published is not None and published < time.last:
            begun = [published]
        for first in begun if len(begun) == 1 else ():
            yield Implied(msgspec.structs.replace(time, first=first), time, "until")


def _one_clause(view: View, one: Time, other: Time) -> bool:
    """Whether two times hang on one verb, or one on a participle of what the other's verb tells."""
    verbs = [_verb_above(view, time) for time in (one, other)]
    return verbs[0] is not None and verbs[1] is not None and verbs[0].i == verbs[1].i


def _verb_above(view: View, time: Time) -> Token | None:
    """The finite verb over a time: « a conclu une trêve, prorogée jusqu'en mai » has one."""
    token = timing.anchor_token(time, view)
    for above in tree.ancestors(token) if token is not None else ():
        conjugated = any(c.dep_.startswith("aux") for c in above.children)
        if conjugated or above.pos_ in ("VERB", "AUX"):
            if conjugated or above.dep_ not in ("acl", "conj") or not tree.is_participle(above):
                return above
    return None


_WHEN = ("quand ", "lorsqu", "date ", "jour ou", "mois ou", "annee ou", "nuit ou", "semaine ou")


def _opened(view: View, times: Sequence[Time]) -> Iterator[Implied]:
    """« depuis janvier, quand… » dates what is told behind; « porté jeudi à la tête » lasts from then on."""
    for time in times:
        behind = plain(view.text[time.end : time.end + 14]).lstrip(" ,")
        if time.kind == "since" and time.first and behind.startswith(_WHEN):
            last = _end_of(time)
            yield Implied(msgspec.structs.replace(time, last=last, kind="point"), time, "start")
        if time.kind == "point" and time.first:
            yield Implied(msgspec.structs.replace(time, last=None, kind="since"), time, "open")
        elif time.kind == "since" and time.last:
            yield Implied(msgspec.structs.replace(time, last=None), time, "open")


def _end_of(time: Time) -> str | None:
    """The last day of the day, month or year that begins a period."""
    if time.first is None or time.last is not None:
        return time.last
    day = date.fromisoformat(time.first)
    written = {"month": day.strftime("%Y-%m"), "year": day.strftime("%Y")}.get(time.grain)
    if written is None:
        return time.first
    means = find_times({"month": "Ce mois-là.", "year": "Cette année-là."}[time.grain], None, told=written)
    return means[0].last if means else None


_SINCE = re.compile(
    r"\bdepuis (?:l'|le |la |les |son |sa |ses |leurs? |ce |cette )[^,;:.()]{3,50},? ?(?:le |l')?$"
)


def _since(view: View, times: Sequence[Time]) -> Iterator[Implied]:
    """« depuis la prise de la ville, en mai »: since then; the taking itself was then."""
    for time in times:
        match = _SINCE.search(plain(view.text[: time.start])) if time.kind == "point" and time.first else None
        if match is not None:
            noun = next((t for t in view.doc if t.idx >= match.start() and t.pos_ == "NOUN"), None)
            yield Implied(msgspec.structs.replace(time, last=None, kind="since"), time, "since", noun)


_COUNT = r"(?:\d+|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quinze|vingt)"
_COUNTED = re.compile(
    rf"\b(?:(?P<count>{_COUNT} (?:jours?|semaines?|mois|ans?)) (?P<side>apres|avant)|"
    r"(?:au |le )?(?P<next>lendemain|surlendemain) d[eu]|(?:a )?la (?P<eve>veille) d[eu]) ?"
    r"(?:(?P<that>qu[e']|(?:[sd]')?(?:avoir|etre)\b)|"
    r"(?P<noun>(?:l'|le |la |les |un |une |leurs? |son |sa |ses |ce |cet |cette |'|s )?"
    r"(?:(?:premiere?|seconde?|deuxieme|derniere?|nouvel|nouveau|nouvelle|double|vaste) )?[a-z-]{3,}))"
)
_BACK = {"lendemain": "la veille", "surlendemain": "deux jours plus tôt", "veille": "le lendemain"}


_TOLD = re.compile(r"(?:ce|cet|cette|son|sa|leur) ")


def _counted(view: View, times: Sequence[Time], published: str | None) -> Iterator[Implied]:
    """« trois jours après l'attaque, … mercredi »: the attack was three days before.

    Likewise « trois jours après avoir été attaqué ».
    """
    folded = plain(view.text)
    if len(folded) != len(view.text):
        return
    for match in _COUNTED.finditer(folded):
        dated = _verb_behind(view, match.end()) if match["that"] else _noun_of(view, match.span("noun"))
        whole = any(t.first and t.start <= match.start() and t.end > match.end() for t in times)
        if dated is None or whole:  # « au lendemain du putsch du 18 août » (see ``_eves``)
            continue
        pointed = match["noun"] is not None and _TOLD.match(match["noun"]) is not None
        if match["eve"] and any(_is_object(view, t) for t in times if t.start <= match.start("eve") < t.end):
            continue
        if match["count"]:
            turned = f"{match['count']} plus {'tôt' if match['side'] == 'apres' else 'tard'}"
        else:
            turned = _BACK[match["next"] or match["eve"]]
        fine = [t for t in times if t.kind == "point" and t.grain in FINE and t.first and not t.conflict]
        bases = [t for t in fine if t.start >= match.end()]
        bases += [t for t in reversed(fine) if t.end <= match.start()]
        names = [name for t in bases if (name := _name(t)) is not None]
        if not names and pointed:
            continue  # « La veille de cette visite »: the visit was told, what is told was the day before it
        if not names:
            told = [t.time for t in reversed(view.memory.story.times) if t.time.grain in FINE]
            names = [name for t in told[:1] if (name := _name(t)) is not None] + (
                [published] if published else []
            )
        for name in names[:2]:
            for time in find_times(f"{turned}.", published, told=name)[:1]:
                end = match.start("that" if match["that"] else "noun")
                placed = msgspec.structs.replace(
                    time, start=match.start(), end=end, text=view.text[match.start() : end].rstrip()
                )
                yield Implied(placed, placed, "counted", dated)


def _noun_of(view: View, place: tuple[int, int]) -> Token | None:
    span = view.span(*place)
    return span.root if span is not None else None


def _verb_behind(view: View, at: int) -> Token | None:
    """The verb of the clause that « après que », « après avoir » opens at ``at``."""
    behind = (t for t in view.doc if t.idx >= at)
    return next((t for t in behind if t.pos_ == "VERB" or t.text in ".;:"), None)


_EVE = re.compile(r"(?:au |le |a la |la )?(?P<eve>lendemain|surlendemain|veille) d\S* ?.* du (?P<day>.+)$")


def _eves(times: Sequence[Time]) -> Iterator[Implied]:
    """« au lendemain du putsch du 18 août »: the putsch was on the 18th."""
    for time in times:
        match = _EVE.match(plain(time.text)) if time.first and time.kind == "point" else None
        if match is None or len(plain(time.text)) != len(time.text) or time.first is None:
            continue
        step = {"lendemain": 1, "surlendemain": 2, "veille": -1}[match["eve"]]
        day = (date.fromisoformat(time.first) - timedelta(days=step)).isoformat()
        start = time.start + match.start("day")
        inner = msgspec.structs.replace(
            time, start=start, text=time.text[match.start("day") :], first=day, last=day
        )
        yield Implied(inner, time, "eve")


_LASTING = re.compile(rf"\b[a-z-]{{4,}}(?: [a-z-]+){{0,2}} de (?P<days>{'|'.join(DAYS)}|\d\d?) jours\b")
_MEETS = re.compile(
    r"\b(?:sommet|visite|reunion|conference|exercice|rencontre|deplacement|sejour|tournee|forum|atelier|seminaire|"
    r"congres|colloque|session|mission|assises|manoeuvres?)\b"
)
_ENDS = re.compile(
    r"\b(?:second|deuxieme|dernier|derniere|clo[st]|clotur|achev|conclu|pris fin|prend fin|termin|issue)"
)


def _lasting(view: View, times: Sequence[Time]) -> Iterator[Implied]:
    """« se sont retrouvés lundi pour un sommet de deux jours »: Monday and Tuesday."""
    folded = plain(view.text)
    for match in _LASTING.finditer(folded):
        meeting = _MEETS.search(match.group())
        if meeting is None or _ENDS.search(folded):
            continue
        if begun.at_an_end(folded, match.start() + meeting.start()):
            continue
        noun = _noun_of(view, (match.start() + meeting.start(), match.start() + meeting.end()))
        if noun is None:
            continue
        days = DAYS.get(match["days"]) or int(match["days"])
        for time in times:
            if time.kind == "point" and time.grain == "day" and time.first:
                last = date.fromisoformat(time.first) + timedelta(days=days - 1)
                yield Implied(
                    msgspec.structs.replace(time, last=last.isoformat(), kind="span"), time, "lasting", noun
                )


def _stretched(view: View, times: Sequence[Time], published: str | None) -> Iterator[Implied]:
    """« 1 200 personnes en dix-huit mois »: up to the day of a deed told before, or of the article."""
    told = [
        t.time for t in reversed(view.memory.story.times) if t.time.grain in FINE and t.time.kind == "point"
    ]
    days = list(dict.fromkeys(t.last for t in told if t.last))[:2]
    days += [] if published is None else [published]
    for time in times:
        if not begun.stretches(time):
            continue
        for day in days:
            for made in find_times(time.text, day)[:1]:
                if made.kind == "span":
                    moved = msgspec.structs.replace(time, first=made.first, last=made.last)
                    yield Implied(moved, time, "stretch")


_SINCE_THEN = re.compile(r"\bdepuis(?: (?:lors|cette date|ce jour)\b|(?= ?[,.;)]| (?:au|dans) ))")


def _since_then(view: View, times: Sequence[Time]) -> Iterator[Implied]:
    """« qui enquête depuis lors »: since the time told last."""
    match = _SINCE_THEN.search(plain(view.text))
    if match is None:
        return
    told = [t for t in times if t.end <= match.start()] or [t.time for t in view.memory.story.times]
    last = next((t for t in reversed(told) if t.kind == "point" and t.first), None)
    if last is not None and len(plain(view.text)) == len(view.text):
        since = msgspec.structs.replace(
            last,
            start=match.start(),
            end=match.end(),
            text=view.text[slice(*match.span())],
            last=None,
            kind="since",
        )
        yield Implied(since, since, "then")


_OF = re.compile(r",? ?(?:de|d'|des|du)\b[^,;:.]*$")
READ = ("since", "eve", "lasting", "lasted", "until")


def reads(subject: Subject, source: Time, how: str, noun: Token | None) -> bool:
    """Whether what is dated reads a written time otherwise than it stands, for sure.

    « depuis le saccage de l'ambassade, en 2016 » is since then but for the deed in the phrase itself; « au
    lendemain du putsch du 18 août » is the 18th for the putsch, « un sommet de deux jours » two days for the
    summit and those who meet for it.
    """
    token = subject.token
    if how == "until":
        return subject.group != "tie"
    if how == "eve":
        return source.start <= token.idx < source.end
    if noun is None or how not in READ:
        return False
    if how == "lasted":
        return token.i == noun.i
    if how == "since" and noun.pos_ == "VERB" and token.pos_ == "NOUN" and token.i == noun.head.i:
        return False  # « l'enquête, ouverte en mai, … »: that is of May
    if how == "since":
        inside = noun.i <= token.i and token.idx < source.start
        text = token.doc.text[source.end : token.idx]  # « depuis le meurtre, en mai, de deux voyageurs »
        inside = inside or (token.idx > source.end and _OF.match(plain(text)) is not None)
        return not inside and all(t.i != noun.i for t in (token, *tree.ancestors(token)))
    return token.i in (noun.i, noun.head.i)
