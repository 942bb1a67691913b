"""Which time dates a statement: one of its sentence, one told before, or none.

Every time in reach is weighed by what is known of it: how it hangs to the trigger, what kind of time it is,
how long ago it was told, what the statements before were dated by. How much each weighs was fitted on the
project's gold corpora (``tools/train_when.py``, cross-validated by corpus): a conditional logit, in which
the candidates of one trigger share one probability, and « no time » is one of them. The weights are a
readable table, ``lexicon/fr/when.json``; the same input gives the same answer.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from recoupe.code.fr import carried, clues, elsewhen, fitted, gone_before, hanging, timing, tree
from recoupe.code.fr.begun import FINE
from recoupe.code.fr.implied import READ, Implied, reads
from recoupe.code.fr.mended_trees import finite
from recoupe.code.fr.pairs import Known
from recoupe.code.fr.parse import Token
from recoupe.code.fr.saying import is_speech_verb
from recoupe.code.fr.story import ToldTime
from recoupe.code.fr.subject import DEEDS, Option, Subject
from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain, verb_lemmas
from recoupe.resolve.time import Time

# A time told before dates a statement from this share of the chance of « none » on (0.2 to 1 tried by
# tools/train_when.py).
LESS = 0.5
# Ties that are told with the day on which they were made.
LASTING = frozenset(("chairs", "member-of", "hosts", "party-to", "partner-of"))
_COARSE = ("month", "year")
REACH = 10  # so many of the times told before are weighed, the last first
FAR = 3  # of a count, so many


class Choice(NamedTuple):
    """The option taken, its probability, the features that spoke, and the others weighed."""

    option: Option
    probability: float
    features: Known
    others: tuple[tuple[Option, float], ...]


@cache
def weights() -> dict[str, float]:
    """The fitted weight of each feature, in log-odds."""
    found: dict[str, float] = fitted.table("when")
    return found


def choose(
    subject: Subject,
    view: View,
    times: Sequence[Time],
    implied: Sequence[Implied],
    triggers: Sequence[Token],
    published: str | None,
) -> Choice:
    """The likeliest time of a statement. ``triggers`` are the other acts of the sentence."""
    known = described(subject, view, times, implied, triggers, published)
    odds = [features.odds(weights()) for _, features in known]
    most = max(odds)
    mass = [math.exp(o - most) for o in odds]
    total = sum(mass)
    options = [option for option, _ in known]
    best = carried.surely(subject, view, options)
    if best is None:
        best = taken(options, [m / total for m in mass], subject.group)
    others = sorted(
        (
            (option, m / total)
            for n, ((option, _), m) in enumerate(zip(known, mass, strict=True))
            if n != best
        ),
        key=lambda pair: -pair[1],
    )
    return Choice(known[best][0], mass[best] / total, known[best][1], tuple(others))


def taken(options: Sequence[Option], chances: Sequence[float], group: str) -> int:
    """The option taken: the likeliest interval, told by its likeliest expression.

    A time is taken also where « none » is somewhat likelier, but for ties, which mostly stand undated.
    """
    less = 1.0 if group == "tie" else LESS
    last = len(options) - 1  # no time
    whole: dict[object, float] = defaultdict(float)
    for option, chance in zip(options, chances, strict=True):
        whole[_interval(option)] += chance
    order = sorted(range(len(options)), key=lambda n: (-round(whole[_interval(options[n])], 9), -chances[n]))
    if order[0] == last and last and whole[_interval(options[order[1]])] >= less * chances[last]:
        return order[1]
    return order[0]


def _interval(option: Option) -> object:
    time = option.time
    return None if time is None else (time.first, time.last, time.kind == "since")


def described(
    subject: Subject,
    view: View,
    times: Sequence[Time],
    implied: Sequence[Implied],
    triggers: Sequence[Token],
    published: str | None,
) -> list[tuple[Option, Known]]:
    """Every option with what is known of it, as features."""
    own = [t for t in times if t.kind != "age_or_duration" and (t.first or t.last or published is None)]
    if subject.group == "figure" or subject.label in DEEDS:
        own = [t for t in own if not _of_saying(t, view)]
    if subject.group == "event" and len({(t.first, t.last) for t in subject.claimed}) > 1:
        # « … : 275 en 2015, 186 en 2016 »: each is its count's
        own = [t for t in own if t not in subject.claimed]
    own = [t for t in own if not _told_better(t, own)]
    free = [t for t in own if t not in subject.claimed]
    counted = timing.right_after(subject.end, free, view) if subject.group == "figure" else None
    rule = _by_hand(subject, free, view, list(triggers), counted)
    back = _told_before(view, own)
    about = frozenset(clues.about(subject, view, own, rule, back))
    found: list[tuple[Option, Known]] = []
    apart = False  # whether a time of the sentence is of what came of it
    of_own, of_back = clues.pairing("own", about, subject), clues.pairing("back", about, subject)
    # « depuis la prise de la ville, en mai »: the taking was in May, all else is since then.
    read = {(one.source, one.how) for one in implied if reads(subject, one.source, one.how, one.noun)}
    otherwise = {source for source, _ in read}
    direct = {one.source: one for one in implied if not one.how}
    written = (direct.get(t, Implied(t, t, "", None)) for t in own)
    for time, source, how, noun, by in (*written, *(one for one in implied if one.how)):
        if source.kind == "point" and (how == "open") != (
            subject.group == "tie" and _lasts(subject, source, view)
        ):
            continue  # a tie made that day lasts from then on, an act does not
        if subject.label == "ACCUSE" and hanging.blamed(timing.anchor_token(source, view), subject.token):
            continue
        at = timing.anchor_token(source, view)
        if not how and at is not None and _of_noun(source, at, subject, view):
            continue
        if (how in READ and (source, how) not in read) or (not how and source in otherwise):
            continue
        if at is not None and gone_before.another_day(subject, source, at, published):
            apart = True
            continue
        if at is not None and elsewhen.elsewhen(subject, source, at, published):
            continue
        if subject.group != "tie" and at is not None:
            if hanging.of_another(at, subject.token, subject.deed, triggers):
                continue
        place = time if how == "eve" else source
        known = {
            "own",
            *clues.own(subject, time, place, view, own, rule, counted, triggers),
            *clues.kind(subject, time, published),
            *clues.goes_by(source, by),
        }
        if how and how not in ("eve", "lasting", "lasted", "until"):  # too rare: weighed as the written time
            known.update(clues.implied(subject, source, how, noun))
        if how == "open" and _becomes(subject, source, view):
            known.add("becomes")
        found.append((Option(time, None, how), of_own.of(known)))
    undated = elsewhen.reacts(subject) or carried.held_since(subject) or (apart and not found)
    for n, told in enumerate(() if undated else back):
        if subject.group == "tie" and told.time.kind == "point":
            continue
        if elsewhen.undated(subject, told.time):
            continue
        if subject.group == "figure" and n >= FAR:
            break
        aside = told.time.kind == "since" and told.time.grain in FINE and told.hangs in ("noun", "clause")
        if aside and not clues.means_period(view):
            continue  # « un cargo retenu depuis trois jours » tells of no other sentence's deeds
        option = Option(told.time, told)
        known = {
            "back",
            *clues.back(subject, told, n, view, own, rule, back),
            *clues.kind(subject, told.time, published),
        }
        found.append((option, of_back.of(known)))
    found.append((Option(None, None), clues.pairing("none", about, subject).of({"none"})))
    return found


# Who is made what he is by these is so from then on.
_BECOMES = frozenset(
    ("nommer", "designer", "elire", "reelire", "porter", "placer", "promouvoir", "installer", "introniser",
     "propulser", "investir", "succeder", "prendre", "devenir", "acceder", "heriter", "rejoindre", "rallier",
     "adherer", "entrer", "integrer", "reintegrer", "passer", "partir", "enroler", "engager", "affilier")
)  # fmt: skip
_HELD = frozenset(("imp", "past", "perfect", "pluperfect"))
_OFFICES = ("chairs", "heads", "hosts")


def _lasts(subject: Subject, source: Time, view: View) -> bool:
    """Whether a tie holds from a time on: « nommé en mai à la tête », not « a présidé en 2020 »."""
    if _becomes(subject, source, view):
        return True
    tense = hanging.tense(subject.token).removeprefix("noun-")
    held = subject.label in _OFFICES and source.grain in _COARSE and tense in _HELD
    return subject.label in LASTING and not held


def _becomes(subject: Subject, source: Time, view: View) -> bool:
    """Whether somebody becomes at that time what a tie tells."""
    anchor = timing.anchor_token(source, view)
    verb = tree.verb_above(anchor) if anchor is not None else None
    words = {lemma for t in (verb, subject.token) if t is not None for lemma in verb_lemmas(t.text)}
    return not _BECOMES.isdisjoint(words)


def _of_noun(time: Time, anchor: Token, subject: Subject, view: View) -> bool:
    """« a dénoncé la convention signée en 1965 », « exige la libération d'hommes détenus depuis mai ».

    A year, a month or a beginning told of something in the clause of a noun does not date the verb above it.
    """
    if subject.group != "event" or anchor.i < subject.token.i:
        return False
    if time.kind == "since" and _past_a_mark(anchor, subject, view):
        return True
    if time.grain == "year" and anchor.head.i != subject.token.i and _names(anchor):
        return True
    if subject.nominal or (time.kind != "since" and time.grain not in _COARSE):
        return False
    verb = next((t for t in tree.ancestors(anchor) if t.pos_ == "VERB"), None)
    if verb is None or verb.i <= subject.token.i or not verb.dep_.startswith("acl"):
        return False
    return any(t.i == subject.token.i for t in tree.ancestors(verb))


def _names(anchor: Token) -> bool:
    """« les signataires de l'accord de 2015 »: a year that says which one is meant."""
    named = anchor.dep_ in ("nmod", "flat:name") and anchor.head.pos_ in ("NOUN", "PROPN")
    return named and plain(anchor.doc[anchor.left_edge.i].text) in ("de", "d'")


def _past_a_mark(anchor: Token, subject: Subject, view: View) -> bool:
    """« se sont vus ; ils ne s'étaient pas parlé depuis 2021 »: a beginning is of its own clause."""
    between = view.doc[subject.token.i : anchor.i]
    mark = next((t.i for t in reversed(between) if t.text == ";"), None)
    return mark is not None and any(finite(t) for t in view.doc[mark : anchor.i])


_ROUGHLY = re.compile(r"en (?:un peu )?(?:moins|plus|pres|a peine|environ|quelque)\b")


def _told_better(time: Time, times: Sequence[Time]) -> bool:
    """« en moins de quatre ans, … depuis 2015 »: the beginning is told, the stretch is counted roughly."""
    if time.kind != "span" or not time.relative or _ROUGHLY.match(plain(time.text)) is None:
        return False
    begun = (t.first for t in times if t.kind == "since" and t.first)
    return time.first is not None and any(time.first <= first <= (time.last or first) for first in begun)


def _of_saying(time: Time, view: View) -> bool:
    """« …, a annoncé mardi le parquet »: the day on which it is said dates nothing (guideline)."""
    span = view.span(time.start, time.end)
    if span is None:
        return False
    doc, i = view.doc, span.start - 1
    if span.end < len(doc) and plain(doc[span.end].text) in ("que", "qu'"):
        return False  # « Le porte-parole, X, a fait savoir jeudi qu'il rompait… »
    if hanging.of_source(span.root):
        return True
    if i >= 3 and plain(doc[i].text) in ("savoir", "connaitre") and plain(doc[i - 1].text) == "fait":
        i -= 1  # « …, a fait savoir mardi le parquet »
    elif i < 2 or not is_speech_verb(doc[i]):
        return False
    opens = max((t.i for t in doc[:i] if t.text == ","), default=0)
    if opens and doc[opens - 1].text in ("»", "”", '"'):
        return False  # « J'ai donné l'ordre », a écrit mardi X: it is done by saying it
    if any(t.dep_.startswith("nsubj") and t.i < i and t.pos_ != "PRON" for t in doc[i].children):
        return False  # « Le colonel Maïga, porte-parole, a annoncé dimanche la rupture »
    while i > 0 and doc[i].text != "," and doc[i].pos_ in ("VERB", "AUX", "PRON"):
        i -= 1
    return (
        span.start - i > 2
        and doc[i].text == ","
        and plain(doc[i + 1].text) in ("a", "ont", "avait", "avaient")
    )


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
