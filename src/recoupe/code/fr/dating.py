"""Which time dates a statement: one of its sentence, one told before, or none.

Every time in reach is weighed by what is known of it: how it hangs to the trigger, what kind of time it is,
how long ago it was told, what the statements before were dated by. How much each weighs was fitted on the
project's gold corpora (``tools/train_when.py``, cross-validated by corpus): a conditional logit, in which
the candidates of one trigger share one probability, and « no time » is one of them. The weights are a
readable table, ``lexicon/fr/when.json``; the same input gives the same answer.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from recoupe.code.fr import hanging, timing, tree
from recoupe.code.fr.parse import Token
from recoupe.code.fr.story import ToldTime
from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain
from recoupe.resolve.time import Time

# A time told before dates a statement from this share of the chance of « none » on (0.5 to 1 tried by
# tools/train_when.py).
LESS = 0.35
REACH = 10  # so many of the times told before are weighed, the last first
_MONTH_DAYS, _YEAR_DAYS = 31, 366


class Subject(NamedTuple):
    """What is to be dated: its word, what it tells (``COERCE``, ``heads``, ``people-killed``), how.

    ``group`` is ``event``, ``tie`` or ``figure``. For a figure, ``deed`` is the trigger of the event that it
    counts, ``dated`` the option by which that event was dated, ``end`` where the count ends (code points).
    ``actor`` tells how the one who does it was met before (``acquaintance``), ``counted`` that a number
    tells how many, or how often, ``plural`` that the thing acted on is more than one.
    """

    token: Token
    group: str
    label: str
    mode: str | None
    nominal: bool
    status: str
    end: int
    said: bool
    actor: str
    counted: bool
    plural: bool
    deed: Token | None = None
    dated: Option | None = None


class Option(NamedTuple):
    """A time that may date a statement (None: no time); ``told`` where an earlier sentence told it."""

    time: Time | None
    told: ToldTime | None


class Choice(NamedTuple):
    """The option taken, its probability, the features that spoke, and the others weighed."""

    option: Option
    probability: float
    features: frozenset[str]
    others: tuple[tuple[Option, float], ...]


@cache
def weights() -> dict[str, float]:
    """The fitted weight of each feature, in log-odds."""
    table = files("recoupe").joinpath("lexicon", "fr", "when.json").read_text("utf-8")
    return {str(name): float(value) for name, value in json.loads(table)["weights"].items()}


def choose(
    subject: Subject, view: View, times: Sequence[Time], triggers: Sequence[Token], published: str | None
) -> Choice:
    """The likeliest time of a statement. ``triggers`` are the other acts of the sentence."""
    known = described(subject, view, times, triggers, published)
    odds = [score(weights(), features) for _, features in known]
    most = max(odds)
    mass = [math.exp(o - most) for o in odds]
    total = sum(mass)
    best = taken([option for option, _ in known], [m / total for m in mass])
    others = sorted(
        (
            (option, m / total)
            for n, ((option, _), m) in enumerate(zip(known, mass, strict=True))
            if n != best
        ),
        key=lambda pair: -pair[1],
    )
    return Choice(known[best][0], mass[best] / total, known[best][1], tuple(others))


def taken(options: Sequence[Option], chances: Sequence[float]) -> int:
    """The option taken: the likeliest; a time also where « none » is somewhat likelier."""
    last = len(options) - 1  # no time
    best = max(range(len(options)), key=lambda n: chances[n])
    if best == last and last:
        other = max(range(last), key=lambda n: chances[n])
        if chances[other] >= LESS * chances[last]:
            return other
    return best


def score(table: Mapping[str, float], features: frozenset[str]) -> float:
    """The log-odds that a table of weights gives to an option with these features."""
    return math.fsum([table.get(name, 0.0) for name in features])


def described(
    subject: Subject, view: View, times: Sequence[Time], triggers: Sequence[Token], published: str | None
) -> list[tuple[Option, frozenset[str]]]:
    """Every option with what is known of it, as names of features."""
    own = [t for t in times if t.kind != "age_or_duration" and (t.first or t.last or published is None)]
    counted = timing.right_after(subject.end, own, view) if subject.group == "figure" else None
    rule = _by_hand(subject, own, view, list(triggers), counted)
    back = _told_before(view, own)
    about = frozenset(_about(subject, view, own, rule, back))
    found: list[tuple[Option, frozenset[str]]] = []
    for time in own:
        option = Option(time, None)
        known = {"own", *_own(subject, time, view, own, rule, counted, triggers)}
        known |= set(_kind(subject, time, published))
        found.append((option, _paired("own", known, about, subject)))
    for n, told in enumerate(back):
        option = Option(told.time, told)
        known = {"back", *_back(subject, told, n, view, own, rule, back)}
        known |= set(_kind(subject, told.time, published))
        found.append((option, _paired("back", known, about, subject)))
    found.append((Option(None, None), _paired("none", {"none"}, about, subject)))
    return found


def _by_hand(
    subject: Subject, own: list[Time], view: View, triggers: list[Token], counted: Time | None
) -> Time | None:
    """The time of the sentence that grammar and distance alone would take."""
    if subject.group != "figure":
        return timing.when_for(subject.token, own, view, triggers)
    if counted is None and subject.deed is not None:
        counted = timing.when_for(subject.deed, own, view, triggers)
    return counted or timing.when_for(subject.token, own, view, [])


def _told_before(view: View, own: Sequence[Time]) -> list[ToldTime]:
    """The times told before this sentence, last first, each interval once."""
    seen = {(t.first, t.last) for t in own}
    found: list[ToldTime] = []
    for told in reversed(view.memory.story.times):
        interval = told.time.first, told.time.last
        if interval in seen or interval == (None, None) or told.sentence == view.number:
            continue
        seen.add(interval)
        found.append(told)
        if len(found) == REACH:
            break
    return found


_BROAD = ("year", "decade", "half", "quarter", "season", "century")


def _about(
    subject: Subject, view: View, own: Sequence[Time], rule: Time | None, back: Sequence[ToldTime]
) -> Iterator[str]:
    """What is known of the statement whatever its time."""
    yield f"group={subject.group}"
    yield f"actor={subject.actor}"
    yield f"family={family(subject.label)}"
    if subject.counted:
        yield "counted"
    if subject.plural:
        yield "plural"
    yield f"label={subject.label}"
    yield f"act={subject.label}/{subject.mode or ''}"
    tense = hanging.tense(subject.token)
    yield f"tense={tense}"
    yield f"tense={tense}&group={subject.group}"
    yield f"status={subject.status}"
    yield f"status={subject.status}&group={subject.group}"
    yield "noun" if subject.nominal else "verb"
    yield f"dep={subject.token.dep_.split(':')[0]}"
    dated = [t for t in own if t.first or t.last]
    yield f"owns={min(2, len(dated))}"
    yield f"owns={min(2, len(dated))}&group={subject.group}"
    yield f"rule={'some' if rule is not None else 'none'}"
    yield f"told={min(2, len(back))}"
    if subject.said:
        yield "said"
    if view.zone != "body":
        yield f"zone={view.zone}"
    if subject.token.dep_ == "ROOT":
        yield "main"
    if subject.group == "figure":
        dated_deed = subject.dated is not None and subject.dated.time is not None
        yield f"deed={'dated' if dated_deed else 'undated' if subject.deed else 'none'}"
    intervals = {(t.time.first, t.time.last) for t in view.memory.story.times if t.zone == "body"}
    yield f"intervals={min(3, len(intervals))}"
    yield f"sentence={min(3, len({m.sentence for m in view.memory.story.made}))}"
    last = view.memory.story.made[-1] if view.memory.story.made else None
    if last is not None and family(last.label) == family(subject.label):
        yield "like-before"
    yield f"before={'none' if last is None else 'dated' if last.time else 'undated'}"
    if last is not None and last.sentence == view.number:
        yield f"beside={'dated' if last.time else 'undated'}"
    yield from links(view, subject)


_FAMILIES = {
    "ASSAULT": "violence", "people-killed": "violence", "people-wounded": "violence", "attacks": "violence",
    "COERCE": "police", "people-arrested": "police", "cells-dismantled": "police", "drugs-seized": "police",
    "weapons-seized": "police", "attacks-foiled": "police", "people-expelled": "police", "members": "police",
    "SANCTION": "justice", "people-convicted": "justice", "CONCEDE": "justice",
    "CONSULT": "talks", "meetings": "talks", "states": "talks", "AGREE": "talks", "agreements": "talks",
    "SUPPORT": "words", "ACCUSE": "words", "REQUEST": "words", "REJECT": "words", "THREATEN": "words",
    "AID": "help", "people-trained": "help", "money": "help", "COOPERATE": "help",
    "RETREAT": "moves", "MOBILIZE": "moves", "fighters-returned": "moves", "fighters-joined": "moves",
}  # fmt: skip


def family(label: str) -> str:
    """The kind of affair that a label belongs to: deeds of one are told together."""
    return _FAMILIES.get(label, "tie" if label.islower() and label != "other" else "other")


def acquaintance(ids: Sequence[str], view: View, named: bool) -> str:
    """How those who do it were met before: ``last`` (in the two sentences before), ``met``, ``new``.

    ``unnamed`` where none has an id, ``none`` where nobody does it.
    """
    if not ids:
        return "unnamed" if named else "none"
    seen = [n.sentence for n in view.memory.named if n.entity.id in ids and n.sentence < view.number]
    if not seen:
        return "new"
    return "last" if view.number - max(seen) <= 2 else "met"


_ADDS = frozenset(
    (
        "aussi",
        "egalement",
        "outre",
        "ailleurs",
        "encore",
        "ensuite",
        "puis",
        "alors",
        "enfin",
        "parallelement",
    )
)
_POINTS = frozenset(("ce", "cet", "cette", "ces", "celui-ci", "celle-ci", "ceux-ci", "celles-ci", "ceux"))
_PRONOUNS = frozenset(("il", "elle", "ils", "elles", "y", "on", "leur", "lui"))


def links(view: View, subject: Subject) -> Iterator[str]:
    """Words that tie the sentence to what was told before."""
    words = [plain(t.text) for t in view.doc]
    if set(words) & _ADDS:
        yield "link=adds"
    if set(words[:4]) & _POINTS:
        yield "link=points"
    if any(t.dep_.startswith("nsubj") and plain(t.text) in _PRONOUNS for t in subject.token.children):
        yield "link=pronoun"
    if "y" in words:
        yield "link=there"
    if "meme" in words or "memes" in words:
        yield "link=same"
    if any(
        w in ("desormais", "actuellement", "aujourd'hui", "toujours", "regulierement", "souvent")
        for w in words
    ):
        yield "link=now"


def _kind(subject: Subject, time: Time, published: str | None) -> Iterator[str]:
    """What kind of time it is."""
    yield f"kind={time.kind}"
    yield f"grain={'broad' if time.grain in _BROAD else time.grain}"
    yield f"kind={time.kind}/{'broad' if time.grain in _BROAD else 'fine'}"
    if time.relative:
        yield "relative"
    yield f"away={_away(time, published)}"
    yield f"tense={hanging.tense(subject.token)}&away={_away(time, published)}"


def _away(time: Time, published: str | None) -> str:
    """How far a time lies from the article's date."""
    day = time.last or time.first
    if day is None or published is None:
        return "unknown"
    days = (date.fromisoformat(published) - date.fromisoformat(day)).days
    if days < 0:
        covers = time.first is not None and time.first <= published
        return "now" if covers else "ahead"
    for name, most in (("today", 0), ("days", 4), ("week", 10), ("month", _MONTH_DAYS), ("year", _YEAR_DAYS)):
        if days <= most:
            return name
    return "years"


def _own(
    subject: Subject,
    time: Time,
    view: View,
    own: Sequence[Time],
    rule: Time | None,
    counted: Time | None,
    triggers: Sequence[Token],
) -> Iterator[str]:
    """How a time of the sentence stands to what is to be dated."""
    trigger = subject.token
    anchor = timing.anchor_token(time, view)
    if anchor is None:
        return
    if time is rule:
        yield "rule"
    if counted is not None:
        yield "counted" if time is counted else "counts-other"
    if subject.dated is not None and subject.dated.time is not None:
        yield "deed-same" if _same(subject.dated.time, time) else "deed-other"
    yield "before" if time.start < trigger.idx else "after"
    gap = abs(anchor.i - trigger.i)
    yield f"gap={next((n for n in (2, 4, 8, 14, 24) if gap <= n), 'far')}"
    steps = tree.distance(anchor, trigger)
    yield f"steps={min(steps, 7)}"
    nearest = min(own, key=lambda t: abs(t.start - trigger.idx))
    if time is nearest:
        yield "nearest"
    yield f"rank={_rank(subject, time, own, view)}"
    if 0 <= time.start - (trigger.idx + len(trigger)) <= 2:
        yield "right-behind"
    yield from hanging.path(anchor, trigger)
    hung = hanging.hangs(anchor)
    yield f"hangs={hung}"
    if hanging.opens(anchor):
        yield "opens"
    yield from _between(anchor, trigger, view, own, triggers)
    marker = _marker(time, view)
    yield f"prep={marker}"
    if marker in ("du", "de", "des", "d'") and anchor.dep_ in ("nmod", "obl:mod", "obl:arg", "flat:name"):
        yield "of-noun"
        if anchor.head.i == trigger.i:
            yield "of-mine"
    last = view.memory.story.made[-1] if view.memory.story.made else None
    if last is not None and last.sentence == view.number and last.time is not None:
        yield "beside-same" if last.time == (time.first, time.last) else "beside-other"
    if time.start <= trigger.idx < time.end:
        yield "inside"
    same = sum(t.start == time.start for t in own)
    if same > 1:
        yield "listed"


def _same(a: Time, b: Time) -> bool:
    return (a.first, a.last, a.kind) == (b.first, b.last, b.kind)


def _rank(subject: Subject, time: Time, own: Sequence[Time], view: View) -> int:
    """How many times of the sentence hang nearer in the tree."""

    def far(other: Time) -> tuple[int, int]:
        token = timing.anchor_token(other, view)
        if token is None:
            return 99, 0
        return tree.distance(subject.token, token), abs(subject.token.i - token.i)

    return min(3, sum(far(t) < far(time) for t in own))


def _marker(time: Time, view: View) -> str:
    """The preposition or article that a time opens with or follows."""
    span = view.span(time.start, time.end)
    if span is None:
        return "none"
    first = plain(span[0].text)
    if first in _MARKERS:
        return first
    before = plain(view.doc[span.start - 1].text) if span.start else "^"
    return before if before in _MARKERS or before == "^" else "none"


_MARKERS = frozenset(
    ("de", "du", "des", "d'", "le", "la", "les", "l'", "en", "au", "a", "depuis", "jusqu'a", "avant", "apres",
     "pour", "ce", "cette", "entre", "dans", "lors", "courant", "fin", "debut", ",", "(", "hier")
)  # fmt: skip


def _between(
    anchor: Token, trigger: Token, view: View, own: Sequence[Time], triggers: Sequence[Token]
) -> Iterator[str]:
    """What stands between a time and the trigger, and which other trigger is nearer to the time."""
    low, high = sorted((anchor.i, trigger.i))
    words = view.doc[low + 1 : high]
    for mark, name in ((";", "semicolon"), (":", "colon"), ("(", "bracket"), ("«", "quote"), ("»", "quote")):
        if any(t.text == mark for t in words):
            yield f"between={name}"
    yield f"commas={min(3, sum(t.text == ',' for t in words))}"
    finite = sum(t.pos_ in ("VERB", "AUX") and not t.dep_.startswith("aux") for t in words)
    yield f"verbs={min(3, finite)}"
    others = [o for o in triggers if o.i != trigger.i]
    mine = tree.distance(trigger, anchor)
    nearer = [o for o in others if tree.distance(o, anchor) < mine]
    yield f"nearer={min(2, len(nearer))}"
    if any(low < o.i < high for o in others):
        yield "act-between"
    if any(o.i == anchor.head.i for o in others):
        yield "hangs-on-act"
    starts = {t.start for t in own}
    if any(low < t.i < high and t.idx in starts for t in words):
        yield "time-between"


def _back(
    subject: Subject,
    told: ToldTime,
    place: int,
    view: View,
    own: Sequence[Time],
    rule: Time | None,
    back: Sequence[ToldTime],
) -> Iterator[str]:
    """How a time told before stands to what is to be dated."""
    away = view.number - told.sentence
    yield f"ago={min(4, away)}"
    yield f"place={min(3, place)}"
    yield f"paragraphs={min(2, view.memory.story.paragraph - told.paragraph)}"
    yield f"hung={told.hangs}"
    yield f"zone={told.zone}"
    if told.opening:
        yield "opened"
    if told.alone:
        yield "alone"
    alone = sum(o.sentence == told.sentence for o in back)
    yield f"among={min(3, alone)}"
    if place == 0:
        yield "last"
        period = told.time.kind in ("since", "span") or told.time.grain in _BROAD
        if period and alone == 1:  # a balance sheet counts over it until another time is told
            yield "open-period"
            if not own and (subject.group == "figure" or (subject.plural and subject.label == "COERCE")):
                yield "rule-back"
    if any(t.first or t.last for t in own):
        yield "own-told"
    firsts = [t for t in view.memory.story.times if t.zone == "body"]
    if firsts and firsts[0].sentence == told.sentence:
        yield "first-told"
    interval = told.time.first, told.time.last
    made = [m for m in view.memory.story.made if m.time is not None]
    if made:
        last = made[-1]
        if last.time == interval:
            yield "used-last"
            yield f"used-last&ago={min(3, view.number - last.sentence)}"
            if last.label == subject.label:
                yield "used-last-like"
            if last.tense == hanging.tense(subject.token):
                yield "used-last-tense"
            if family(last.label) == family(subject.label):
                yield "used-last-family"
        kin = [m for m in made if family(m.label) == family(subject.label)]
        if kin and kin[-1].time == interval:
            yield "used-family"
        same = [m for m in made if m.label == subject.label]
        if same and same[-1].time == interval:
            yield "used-like"
    uses = sum(m.time == interval for m in made)
    yield f"uses={min(3, uses)}"
    if view.memory.story.made and view.memory.story.made[-1].time == interval:
        yield "goes-on"
        if view.memory.story.made[-1].sentence == view.number:
            yield "goes-on-here"
    if subject.dated is not None and subject.dated.time is not None:
        yield "deed-same" if _same(subject.dated.time, told.time) else "deed-other"
    if rule is not None:
        yield "rule-other"


# What is said of the trigger matters for every option alike unless it is tied to what kind of option it is.
_GOES_ON = (
    "last",
    "alone",
    "open-period",
    "used-last",
    "goes-on",
    "first-told",
    "used-family",
    "used-last-family",
)
_TIES = (
    "tense=",
    "group=",
    "family=",
    "status=",
    "owns=",
    "link=",
    "said",
    "deed=",
    "actor=",
    "counted",
    "intervals=",
)
_WIDE = ("tense=", "group=", "label=", "status=", "owns=", "link=", "said", "main", "noun", "verb", "deed=")


def _paired(kind: str, known: set[str], about: frozenset[str], subject: Subject) -> frozenset[str]:
    """The features, and those that mean something else from one kind of statement to another."""
    found = {f"{kind}:{name}" for name in known}
    if kind != "own":
        found |= {f"{kind}&{name}" for name in about}
    else:
        found |= {f"own:{name}&group={subject.group}" for name in known}
        found |= {f"own:rule&{name}" for name in about if "rule" in known and name.startswith(_WIDE)}
        form = "noun" if subject.nominal else "verb"
        found |= {
            f"own:{name}&{form}"
            for name in known
            if name.startswith(("path=", "hangs=", "rule", "rise=", "opens", "verb="))
        }
        tense = next(name for name in about if name.startswith("tense=") and "&" not in name)
        found |= {
            f"own:{name}&{tense}"
            for name in known
            if name.startswith(("same-verb", "hangs=", "verb=", "nearer="))
        }
    if kind == "back":
        found |= {f"back:{name}&group={subject.group}" for name in known}
        found |= {
            f"back:{name}&{other}"
            for name in known
            if name in _GOES_ON or name.startswith(("ago=", "kind=", "grain=broad"))
            for other in about
            if other.startswith(_TIES)
        }
    return frozenset(found)
