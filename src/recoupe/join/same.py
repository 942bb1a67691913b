"""Do two statements speak of one thing? A score, and the reasons it was made of.

Each comparison yields named pieces of evidence; each piece has a weight per kind of statement; the
score is the logistic of their sum. The weights (weights.py) are fitted by ``eval/join.py --fit`` on
the gold accounts of dev, dev2, dev5, own1 and own2, never on dev3 and dev4.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from recoupe.join.candidates import Document, Node, Outline, even, places_of, rare
from recoupe.join.entities import Kinship, Side, kinship
from recoupe.join.text import shared
from recoupe.join.times import MONTH_DAYS, stance
from recoupe.join.weights import WEIGHTS
from recoupe.join.where import lie
from recoupe.model import Event, Figure, Tie

# « 78.700 » for 78,685 and « un millier » for 1,200 are one count; 49 and 57 are not.
ROUND_SHARE = 0.2
NEAR_SHARE = 0.1


class Evidence(NamedTuple):
    """One reason for or against, how much of it there is (0 to 1), and its words for a reader."""

    name: str
    amount: float
    phrase: str


@dataclass(frozen=True, slots=True)
class Match:
    """How likely two statements speak of one thing (0 to 1), and why."""

    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Around:
    """What a first comparison found around two statements, each from 0 to 1.

    ``beside``: the best score of other statements told in the same sentences (where the attack is the
    same, so most likely are its dead). ``alike``: how many other statements of the two articles match.
    """

    beside: float = 0.0
    alike: float = 0.0


ALONE = Around()


def compare(a: Node, b: Node, around: Around = ALONE) -> Match:
    """Score two statements of one family; the reasons that weigh least are left out of ``why``."""
    weights = WEIGHTS[a.said.kind]
    reasons = []
    for piece in evidence(a, b, around):
        part = weights.get(piece.name, 0.0) * piece.amount
        if abs(part) >= 0.3 and piece.phrase:
            reasons.append((part, piece.phrase))
    reasons.sort(key=lambda r: (-abs(r[0]), r[1]))
    score = probability(logit(a, b) + added(a.said.kind, around))
    return Match(score, ", ".join(f"{phrase} ({part:+.1f})" for part, phrase in reasons))


def logit(a: Node, b: Node) -> float:
    """The log-odds that two statements of one family speak of one thing, by themselves."""
    kind = a.said.kind
    total = WEIGHTS[kind]["bias"] + _outlined_odds(kind, a.outline, b.outline)
    total += _weighed(kind, _printed(a, b)) + _weighed(kind, _words(a, b))
    return total + _story_odds(kind, a.document, b.document)


def promising(a: Node, b: Node, least: float) -> bool:
    """Whether :func:`logit` could come to so much: told without looking at their words."""
    kind = a.said.kind
    total = WEIGHTS[kind]["bias"] + _most_by_words(kind) + _outlined_odds(kind, a.outline, b.outline)
    total += _weighed(kind, _printed(a, b))
    return total >= least - 1e-6  # the same parts added up in another order may come to a little less


# Most statements are held against dozens of others, and many say the same of what, who, when and where: what
# that comes to is kept, for so many pairs.
_KEPT = 100_000


@lru_cache(maxsize=_KEPT)
def _outlined_odds(kind: str, a: Outline, b: Outline) -> float:
    return _weighed(kind, _outlined(a, b))


@lru_cache(maxsize=10_000)  # it keeps the documents in memory
def _story_odds(kind: str, a: Document, b: Document) -> float:
    return _weighed(kind, _story(a, b))


@lru_cache
def _most_by_words(kind: str) -> float:
    """The most that the evidence not looked at by :func:`promising` can add."""
    weights = WEIGHTS[kind]
    return sum(
        max(0.0, weights.get(name, 0.0)) for name in ("words", "head", "numbers", "numbers-apart", *_STORY)
    )


def _weighed(kind: str, part: Iterable[Evidence]) -> float:
    weights = WEIGHTS[kind]
    return sum(weights.get(name, 0.0) * amount for name, amount, _ in part)


def weigh_by(weights: Mapping[str, dict[str, float]]) -> None:
    """Use these weights from now on: for fitting them."""
    WEIGHTS.update(weights)
    for kept in (_outlined_odds, _story_odds, _most_by_words):
        kept.cache_clear()


def added(kind: str, around: Around) -> float:
    """What the surroundings add to the log-odds."""
    weights = WEIGHTS[kind]
    return weights.get("beside", 0.0) * around.beside + weights.get("alike", 0.0) * around.alike


def probability(log_odds: float) -> float:
    """Log-odds as a score from 0 to 1."""
    return 1 / (1 + math.exp(-log_odds))


def evidence(a: Node, b: Node, around: Around = ALONE) -> Iterator[Evidence]:
    """Every piece of evidence of a comparison, in a fixed order."""
    yield from _outlined(a.outline, b.outline)
    yield from _printed(a, b)
    yield from _words(a, b)
    yield from _story(a.document, b.document)
    yield Evidence("beside", around.beside, "told beside statements that match")
    yield Evidence("alike", around.alike, "their articles match in more")


def _outlined(a: Outline, b: Outline) -> Iterator[Evidence]:
    yield from _kind(a, b)
    yield from _who("actors", a.actors, b.actors)
    yield from _who("recipients", a.recipients, b.recipients)
    yield from _crossed(a, b)
    yield from _when(a, b)
    yield from _where(a, b)
    yield from _status(a, b)


def _kind(a: Outline, b: Outline) -> Iterator[Evidence]:
    if isinstance(a.said, Event) and isinstance(b.said, Event):
        if a.said.type != b.said.type:
            yield Evidence("type-kin", 1, f"{a.said.type} may be told as {b.said.type}")
        elif a.said.mode == b.said.mode:
            yield Evidence("mode-same", 1, "")
        elif a.said.mode and b.said.mode:
            yield Evidence("mode-apart", 1, f"{a.said.mode} is not {b.said.mode}")
    elif isinstance(a.said, Figure) and isinstance(b.said, Figure):
        if bool(a.recipients.ids) != bool(b.recipients.ids):
            yield Evidence("scope-apart", 1, "one counts all, the other a part")
        yield from _value(a.said, b.said)
        if a.said.measure == b.said.measure == "other" and a.head.isdisjoint(b.head):
            yield Evidence("counted-apart", 1, "the things counted have other names")


def _value(a: Figure, b: Figure) -> Iterator[Evidence]:
    if a.measure != b.measure:
        yield Evidence("measure-kin", 1, f"{a.measure} may be counted as {b.measure}")
    if (a.unit or "") != (b.unit or ""):
        yield Evidence("unit-apart", 1, "another unit")
    if a.value == b.value:
        name = "value-same" if not rare(a.value) else "value-even" if even(a.value) else "value-rare"
        yield Evidence(name, 1, f"both say {a.value:g}")
        return
    gap = abs(a.value - b.value) / max(abs(a.value), abs(b.value), 1e-9)
    if "about" in (a.bound, b.bound) and gap <= ROUND_SHARE:
        yield Evidence("value-round", 1, f"{a.value:g} and {b.value:g} may be one count rounded")
    elif gap <= NEAR_SHARE:
        yield Evidence("value-near", 1, f"{a.value:g} and {b.value:g} are close")
    elif _bounded(a, b) or _bounded(b, a):
        yield Evidence("value-bound", 1, f"{a.value:g} and {b.value:g} agree by their bounds")
    else:
        yield Evidence("value-apart", min(1.0, gap), f"{a.value:g} is not {b.value:g}")


def _bounded(a: Figure, b: Figure) -> bool:
    return (a.bound == "min" and b.value >= a.value) or (a.bound == "max" and b.value <= a.value)


_KIN = {
    "same": "same {role}",
    "state": "same state as {role}",
    "kin": "{role} of one state",
    "words": "{role} in like words",
    "apart": "other {role}",
}


def _who(role: str, a: Side, b: Side) -> Iterator[Evidence]:
    relation: Kinship = kinship(a, b)
    if relation != "unknown":
        yield Evidence(f"{role}-{relation}", 1, _KIN[relation].format(role=role))
        more = len(a.ids & b.ids) - 1
        if more > 0:
            yield Evidence(f"{role}-more", min(1.0, more / 2), f"several of the same {role}")
        if relation in ("same", "state") and a.ids - b.ids and b.ids - a.ids:
            # Morocco and Canada chair it, or Morocco and the Netherlands: one is not the other.
            yield Evidence(f"{role}-beyond", 1, f"each names other {role} besides")
    elif not a or not b:
        yield Evidence(f"{role}-unsaid", 1, "")
    if a.persons and b.persons and a.persons.isdisjoint(b.persons):
        yield Evidence(f"{role}-persons", 1, f"other persons as {role}")


def _crossed(a: Outline, b: Outline) -> Iterator[Evidence]:
    """A person received is a person visiting: roles may be told from either side."""
    if isinstance(a.said, Tie):
        return
    if not (a.actors.ids & b.actors.ids) and not (a.recipients.ids & b.recipients.ids):
        crossed = (a.actors.ids & b.recipients.ids) | (a.recipients.ids & b.actors.ids)
        if crossed:
            yield Evidence("crossed", 1, "the same names in other roles")


_STANCE = {
    "same": "same time",
    "near": "a day or two apart",
    "inside": "one time inside the other",
    "wide": "one day of the same year",
    "long": "one time inside a period of years",
    "overlap": "times overlap",
    "weeks": "weeks apart",
    "apart": "months apart",
}


def _when(a: Outline, b: Outline) -> Iterator[Evidence]:
    relation = stance(a.when, b.when)
    wide = not (a.when.fine and b.when.fine)
    if relation == "unknown":
        yield Evidence("undated-both" if not (a.when.known or b.when.known) else "undated-one", 1, "")
    elif relation == "same" and wide:
        yield Evidence("when-same-wide", 1, "same month or years")
    else:
        yield Evidence(f"when-{relation}", 1, _STANCE[relation])
    if (
        isinstance(a.said, Figure)
        and wide
        and a.when.start is not None
        and a.when.start == b.when.start
        and a.when != b.when
    ):
        yield Evidence("series", 1, "counted from the same day on")


_NEAR = (Evidence("articles-near", 1, "articles of the same days"),)
_UNNAMED = Evidence("unnamed-later", 1, "and one of the sides is not named")


def _printed(a: Node, b: Node) -> tuple[Evidence, ...]:
    """What the days of publication tell."""
    first, second = a.document.published, b.document.published
    if first is None or second is None:
        return ()
    days = abs(first - second)
    if days <= 3:
        return _NEAR
    if days > MONTH_DAYS and not (a.when.known and b.when.known):
        apart = Evidence("articles-apart", min(1.0, days / 365), "articles months apart")
        return (apart,) if _named_alike(a, b) else (apart, _UNNAMED)
    return ()


def _named_alike(a: Node, b: Node) -> bool:
    """Whether both name whom they speak of: « une cellule » of this year is not that of the year before."""
    actors, recipients = a.actors.ids & b.actors.ids, a.recipients.ids & b.recipients.ids
    if isinstance(a.said, Tie):
        return bool(actors and recipients)
    return bool(a.actors.bodies & b.actors.bodies or a.recipients.bodies & b.recipients.bodies)


def _where(a: Outline, b: Outline) -> Iterator[Evidence]:
    left, right = places_of(a.said), places_of(b.said)
    if not left or not right:
        return
    lies = {lie(p, q) for p in left for q in right}
    if lies & {"same", "inside"}:
        yield Evidence("where-same", 1, "same place")
    elif "unknown" in lies:
        yield Evidence("where-unknown", 1, "places not known to lie apart")
    else:
        yield Evidence("where-apart", 1, "other place")
        if stance(a.when, b.when) in ("near", "weeks"):
            # A slip of a day or of a town is one report's; of both, more likely another deed.
            yield Evidence("elsewhere-later", 1, "and another day")


def _words(a: Node, b: Node) -> Iterator[Evidence]:
    yield Evidence("words", shared(a.words, b.words), "like words around them")
    yield Evidence("head", shared(a.head, b.head), "like words for it")
    if a.figures and b.figures:
        yield Evidence("numbers", shared(a.figures, b.figures), "the same numbers beside")
    if a.counted and b.counted and not any(_close(x, y) for x in a.counted for y in b.counted):
        yield Evidence("numbers-apart", 1, "of other numbers")


def _close(x: float, y: float) -> bool:
    return abs(x - y) <= ROUND_SHARE * max(x, y)


def _status(a: Outline, b: Outline) -> Iterator[Evidence]:
    if (a.said.status == "negated") != (b.said.status == "negated"):
        yield Evidence("denied", 1, "one denies it")
    elif (a.said.status == "hypothetical") != (b.said.status == "hypothetical"):
        yield Evidence("supposed", 1, "one only supposes it")
    elif a.said.status != b.said.status:
        yield Evidence("status-apart", 1, f"{a.said.status} here, {b.said.status} there")


_STORY = ("story-days", "story-counts", "story-bodies", "story-places", "story-words")


def _story(a: Document, b: Document) -> tuple[Evidence, ...]:
    """Whether two documents tell one story, by what is rare in both."""
    return (
        Evidence("story-days", min(1.0, len(a.days & b.days) / 2), "articles name the same days"),
        Evidence("story-counts", min(1.0, len(a.counts & b.counts) / 3), "articles give the same counts"),
        Evidence("story-bodies", min(1.0, len(a.bodies & b.bodies) / 4), "articles name the same bodies"),
        Evidence("story-places", min(1.0, len(a.places & b.places) / 3), "articles name the same places"),
        Evidence("story-words", shared(a.words, b.words), "articles share their words"),
    )
