"""What is known of a time that may date a statement, as names of features that ``dating`` weighs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from recoupe.code.fr import hanging, timing, tree
from recoupe.code.fr.affairs import family, links
from recoupe.code.fr.implied import reads
from recoupe.code.fr.pairs import ALONE, Pairing
from recoupe.code.fr.parse import Token
from recoupe.code.fr.saying import is_speech_verb
from recoupe.code.fr.story import ToldTime
from recoupe.code.fr.subject import Subject
from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain
from recoupe.resolve.time import Time

_MONTH_DAYS, _YEAR_DAYS = 31, 366
_BROAD = ("year", "decade", "half", "quarter", "season", "century")


def about(
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
    yield from links(view, subject.token)


def kind(subject: Subject, time: Time, published: str | None) -> Iterator[str]:
    """What kind of time it is."""
    yield f"kind={time.kind}"
    yield f"grain={'broad' if time.grain in _BROAD else time.grain}"
    yield f"kind={time.kind}/{'broad' if time.grain in _BROAD else 'fine'}"
    if time.relative:
        yield "relative"
    away = _away(time.first, time.last, published)
    yield f"away={away}"
    yield f"tense={hanging.tense(subject.token)}&away={away}"


@lru_cache(maxsize=4096)
def _away(first: str | None, last: str | None, published: str | None) -> str:
    """How far a time lies from the article's date."""
    day = last or first
    if day is None or published is None:
        return "unknown"
    days = (date.fromisoformat(published) - date.fromisoformat(day)).days
    if days < 0:
        covers = first is not None and first <= published
        return "now" if covers else "ahead"
    for name, most in (("today", 0), ("days", 4), ("week", 10), ("month", _MONTH_DAYS), ("year", _YEAR_DAYS)):
        if days <= most:
            return name
    return "years"


def own(
    subject: Subject,
    time: Time,
    source: Time,
    view: View,
    times: Sequence[Time],
    rule: Time | None,
    counted: Time | None,
    triggers: Sequence[Token],
) -> Iterator[str]:
    """How a time of the sentence stands to what is to be dated."""
    trigger = subject.token
    anchor = timing.anchor_token(source, view)
    if anchor is None:
        return
    if source in subject.claimed:
        yield "claimed"
    if source is rule:
        yield "rule"
    if counted is not None:
        yield "counted" if source is counted else "counts-other"
    if subject.dated is not None and subject.dated.time is not None:
        yield "deed-same" if _same(subject.dated.time, time) else "deed-other"
    yield "before" if source.start < trigger.idx else "after"
    gap = abs(anchor.i - trigger.i)
    yield f"gap={next((n for n in (2, 4, 8, 14, 24) if gap <= n), 'far')}"
    steps = tree.distance(anchor, trigger)
    yield f"steps={min(steps, 7)}"
    nearest = min(times, key=lambda t: abs(t.start - trigger.idx), default=None)
    if source is nearest:
        yield "nearest"
    yield f"rank={_rank(subject, source, times, view)}"
    if 0 <= source.start - (trigger.idx + len(trigger)) <= 2:
        yield "right-behind"
    yield from hanging.path(anchor, trigger)
    hung = hanging.hangs(anchor)
    yield f"hangs={hung}"
    if (apart := hanging.clause(anchor, subject.deed or trigger)) is not None:
        yield f"apart={apart}/{'noun' if subject.nominal else 'verb'}"
    if hanging.opens(anchor):
        yield "opens"
    yield from _between(anchor, trigger, view, times, triggers)
    yield from _beside_its_verb(anchor, trigger)
    marker = _marker(source, view)
    yield f"prep={marker}"
    if marker in ("du", "de", "des", "d'") and anchor.dep_ in ("nmod", "obl:mod", "obl:arg", "flat:name"):
        yield "of-noun"
        if anchor.head.i == trigger.i:
            yield "of-mine"
    last = view.memory.story.made[-1] if view.memory.story.made else None
    if last is not None and last.sentence == view.number and last.time is not None:
        yield "beside-same" if last.time == (time.first, time.last) else "beside-other"
    if source.start <= trigger.idx < source.end:
        yield "inside"
    if timing.compared(source, view) and source is not counted:
        yield "compared"
    if timing.only_then(source, view) and _limited(trigger):
        yield "only-then"
    fine = source.kind == "point" and source.grain in ("day", "night", "part")
    if fine and _announced(anchor, trigger):  # « depuis 2015, a-t-il dit » dates what is told
        yield "announced"
        yield f"announced={family(subject.label)}"
    same = sum(t.start == source.start for t in times)
    if same > 1:
        yield "listed"


def implied(subject: Subject, source: Time, how: str, noun: Token | None) -> Iterator[str]:
    """How a time is implied that the sentence does not write."""
    yield "implied"
    yield f"how={how}"
    if how == "start":  # « depuis janvier, quand il a déclaré… »
        yield f"how=start/{'behind' if subject.token.idx > source.end else 'before'}"
    if how == "anchor" and source.first is None and source.last is None:
        yield "how=anchor/undated"
    if noun is not None:
        within = how == "since" and not reads(subject, source, how, noun)
        yield f"how={how}/{'mine' if within or noun.i == subject.token.i else 'other'}"


_PART_OF_DAY = re.compile(r"\b(?:aube|matin|matinee|midi|soir|soiree|nuit|heures?|minutes?)\b")


def goes_by(source: Time, by: frozenset[str]) -> Iterator[str]:
    """What a time goes by: « à l'aube » mostly by the deed told last, « la veille » by the day told last."""
    flat = plain(source.text)
    eve = "veille" in flat or "lendemain" in flat
    what = "part" if _PART_OF_DAY.search(flat) else "eve" if eve else "other"
    for one in by:
        yield f"by={one}"
        yield f"by={one}/{what}"


def _beside_its_verb(anchor: Token, trigger: Token) -> Iterator[str]:
    """The tenses of another verb that a time hangs on and of the statement's own.

    « ont été arrêtés mardi par la police, que le service avait avertie » tells of two times.
    """
    verb = tree.verb_above(anchor)
    if verb is None or verb.i in (trigger.i, _verb_of(trigger).i):
        return
    yield f"tenses={hanging.tense(verb)}>{hanging.tense(trigger)}"


def _limited(trigger: Token) -> bool:
    """Whether « ne » stands by the verb: « n'a été ratifié qu'en mai »."""
    return any(plain(t.text) in ("ne", "n'") for t in _verb_of(trigger).children)


def _verb_of(trigger: Token) -> Token:
    """The verb that a trigger is or goes with; the trigger itself where there is none."""
    return trigger if trigger.pos_ in ("VERB", "AUX") else tree.governing_verb(trigger) or trigger


def _announced(anchor: Token, trigger: Token) -> bool:
    """Whether a time is that of the telling: « a annoncé vendredi la saisie de… »."""
    verb = anchor.head
    if trigger.i == verb.i or not is_speech_verb(verb) or anchor.dep_.split(":")[0] not in ("obl", "advmod"):
        return False
    above = [trigger, *tree.ancestors(trigger)]
    at = next((n for n, t in enumerate(above) if t.i == verb.i), 0)
    return at > 0 and above[at - 1].dep_.split(":")[0] in ("obj", "ccomp", "xcomp", "conj", "obl")


def _same(a: Time, b: Time) -> bool:
    return (a.first, a.last, a.kind) == (b.first, b.last, b.kind)


def _rank(subject: Subject, time: Time, own: Sequence[Time], view: View) -> int:
    """How many times of the sentence hang nearer in the tree."""

    def far(other: Time) -> tuple[int, int]:
        token = timing.anchor_token(other, view)
        if token is None:
            return 99, 0
        return tree.distance(subject.token, token), abs(subject.token.i - token.i)

    mine = far(time)
    return min(3, sum(far(t) < mine for t in own))


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


def back(
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
    if _frames(back[0], view):  # « Dimanche à l'aube, … »: it holds until another time is told
        yield "frame" if place == 0 else "framed-else"
    if told.opening and away == 1 and all(m.sentence != told.sentence for m in view.memory.story.made):
        yield "scene"  # « Hier, la trêve a craqué. »: it sets the scene for what follows
    if told.alone:
        yield "alone"
        if place == 0 and not any(_tells_when(t) for t in own):
            yield "heading"
    alone = sum(o.sentence == told.sentence for o in back)
    yield f"among={min(3, alone)}"
    if place == 0:
        yield "last"
        if _period(told.time) and alone == 1:  # a balance sheet counts over it until another time is told
            yield "open-period"
            summed = subject.group == "figure" or subject.counted
            if not own and (summed or (subject.plural and subject.label == "COERCE")):
                yield "rule-back"
    if any(t.first or t.last for t in own):
        yield "own-told"
    first = next((t for t in view.memory.story.times if t.zone == "body"), None)
    if first is not None and first.sentence == told.sentence:
        yield "first-told"
    interval = told.time.first, told.time.last
    yield from _by_same(subject, interval, view)
    kept = view.memory.story.made
    made = [m for m in kept if m.time is not None]
    yield from _there(subject, told, view, back)
    if means_period(view) and told is next((t for t in back if _period(t.time)), None):
        yield "meant"
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
        affair = family(subject.label)
        kin = next((m for m in reversed(made) if family(m.label) == affair), None)
        if kin is not None and kin.time == interval:
            yield "used-family"
        same = next((m for m in reversed(made) if m.label == subject.label), None)
        if same is not None and same.time == interval:
            yield "used-like"
    uses = [m.time for m in made].count(interval)
    yield f"uses={min(3, uses)}"
    if kept and kept[-1].time == interval:
        yield "goes-on"
        if kept[-1].sentence == view.number:
            yield "goes-on-here"
    if subject.dated is not None and subject.dated.time is not None:
        yield "deed-same" if _same(subject.dated.time, told.time) else "deed-other"
    if rule is not None:
        yield "rule-other"


def _frames(told: ToldTime, view: View) -> bool:
    """Whether a time opened a sentence of this paragraph."""
    return told.opening and told.hangs != "speech" and told.paragraph == view.memory.story.paragraph


def _tells_when(time: Time) -> bool:
    """Whether a time stands beside the heading date: « au lendemain de… », « depuis 2012 » do not."""
    return time.kind in ("point", "span") and (time.first or time.last) is not None


def _by_same(subject: Subject, interval: tuple[str | None, str | None], view: View) -> Iterator[str]:
    """Whether those who do it did something at that time: a speech, a meeting goes on."""
    theirs = [m for m in view.memory.story.made if m.actors & subject.actors]
    if any(m.time == interval for m in theirs):
        yield "same-actor"
        yield f"same-actor/{family(subject.label)}"
    if theirs:
        yield "same-actor-last" if theirs[-1].time == interval else "same-actor-otherwise"
        if theirs[-1].time == interval and family(theirs[-1].label) == family(subject.label):
            yield f"same-actor-last/{family(subject.label)}"


def _period(time: Time) -> bool:
    return time.kind in ("since", "span") or time.grain in _BROAD


def means_period(view: View) -> bool:
    """« au cours de la même période »."""
    return re.search(r"\b(?:meme|cette|ladite) (?:periode|campagne)\b", plain(view.text)) is not None


def _there(subject: Subject, told: ToldTime, view: View, back: Sequence[ToldTime]) -> Iterator[str]:
    """What a time dated in the sentence that told it, and what was told beside it there."""
    interval = told.time.first, told.time.last
    here = [m for m in view.memory.story.made if m.sentence == told.sentence]
    dated = [m for m in here if m.time == interval]
    if dated:
        yield "dated-there"
        yield f"there={family(dated[0].label)}>{family(subject.label)}"
        if any(m.tense == hanging.tense(subject.token) for m in dated):
            yield "dated-there-tense"
    elif here:
        yield "idle-there"
    beside = [t for t in back if t.sentence == told.sentence and t is not told]
    if any(_period(t.time) for t in beside):
        yield "with-period" if not _period(told.time) else "periods"
    elif beside and _period(told.time):
        yield "with-point"


# What is said of the trigger matters for every option alike unless it is tied to what kind of option it is.
_GOES_ON = (
    "dated-there",
    "idle-there",
    "with-period",
    "with-point",
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


_OF_FORM = ("path=", "hangs=", "rule", "rise=", "opens", "verb=", "how=")
_OF_TENSE = ("same-verb", "hangs=", "verb=", "nearer=")
_OF_TIES = ("ago=", "kind=", "grain=broad")


def pairing(kind: str, about: frozenset[str], subject: Subject) -> Pairing:
    """How the features of options of a kind are paired: some mean something else of another statement."""
    group, form = f"group={subject.group}", "noun" if subject.nominal else "verb"
    tense = next(name for name in about if name.startswith("tense=") and "&" not in name)
    few = frozenset(("", group))
    ties = few.union(other for other in about if other.startswith(_TIES))

    def of_own(name: str) -> frozenset[str]:
        others = few
        if name.startswith(_OF_FORM):
            others |= {form}
        if name.startswith(_OF_TENSE):
            others |= {tense}
        if name == "rule":
            others |= {other for other in about if other.startswith(_WIDE)}
        return others

    def of_back(name: str) -> frozenset[str]:
        return ties if name in _GOES_ON or name.startswith(_OF_TIES) else few

    if kind == "own":
        return Pairing("own:", (), few, of_own)
    common = (f"{kind}&{name}" for name in about)
    if kind == "back":
        return Pairing("back:", common, few, of_back)
    return Pairing(f"{kind}:", common, ALONE, lambda _: ALONE)
