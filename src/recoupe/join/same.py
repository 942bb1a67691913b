"""Do two statements speak of one thing? A score, and the reasons it was made of.

Each comparison yields named pieces of evidence; each piece has a weight per kind of statement; the
score is the logistic of their sum. The weights (weights.py) are fitted by ``eval/join.py --fit`` on
the gold accounts of dev, dev2, dev5 and own1 to own4, never on dev3 and dev4.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from recoupe.join.calendar import fits_instead, meant
from recoupe.join.candidates import Document, Node, Outline, places_of
from recoupe.join.entities import Kinship, Side, kinship
from recoupe.join.evidence import Evidence
from recoupe.join.figures import counts
from recoupe.join.howmany import far_apart
from recoupe.join.rounding import ROUND_SHARE
from recoupe.join.text import shared
from recoupe.join.times import MONTH_DAYS, YEAR_DAYS, Interval, Stance, stance
from recoupe.join.weights import WEIGHTS
from recoupe.join.where import lies
from recoupe.model import Event, Figure, Tie


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
    ``outdone``: how far it is behind the best score of either with another statement of the other's article:
    one article does not tell one thing twice, so of two that it may be one is not it.
    """

    beside: float = 0.0
    alike: float = 0.0
    outdone: float = 0.0


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
    found = reaching(a, b, -math.inf)
    assert found is not None
    return found


def reaching(a: Node, b: Node, least: float) -> float | None:
    """Their log-odds as of :func:`logit`; None as soon as it shows that these cannot come to so much.

    What is told by few words of their statements comes first, the words of their whole articles last.
    """
    kind = a.said.kind
    least -= 1e-6  # the same parts added up in another order may come to a little less
    outlined = WEIGHTS[kind]["bias"] + _outlined_odds(kind, a.outline, b.outline)
    printed = _weighed(kind, _printed(a, b))
    words, story = _weights(kind)
    if outlined + printed + words.most + story.most < least:
        return None
    total = outlined + (printed + words.odds(a, b))
    if total + story.most < least:
        return None
    return total + _story_odds(kind, a.document, b.document)


# Most statements are held against dozens of others, and many say the same of what, who, when and where: what
# that comes to is kept, for so many pairs.
_KEPT = 100_000


@lru_cache(maxsize=_KEPT)
def _outlined_odds(kind: str, a: Outline, b: Outline) -> float:
    return _weighed(kind, _outlined(a, b))


@lru_cache(maxsize=10_000)  # it keeps the documents in memory
def _story_odds(kind: str, a: Document, b: Document) -> float:
    return _weights(kind)[1].odds(a, b)


class _Weighed:
    """The parts of some evidence that have a weight."""

    def __init__(self, kind: str, parts: Mapping[str, _Part]) -> None:
        found = [(WEIGHTS[kind].get(name, 0.0), amount) for name, (amount, _) in parts.items()]
        self._parts = [(weight, amount) for weight, amount in found if weight]
        # The most that they can add.
        self.most = sum(max(0.0, weight) for weight, _ in found)

    def odds(self, a: Any, b: Any) -> float:
        """What they come to between these two."""
        total = 0.0
        for weight, amount in self._parts:
            total += weight * amount(a, b)
        return total


@lru_cache
def _weights(kind: str) -> tuple[_Weighed, _Weighed]:
    """Of the words of statements, and of the stories of their articles."""
    return _Weighed(kind, _WORDS), _Weighed(kind, _STORY)


def _weighed(kind: str, part: Iterable[Evidence]) -> float:
    weights = WEIGHTS[kind]
    total = 0.0
    for name, amount, _ in part:
        total += weights.get(name, 0.0) * amount
    return total


def weigh_by(weights: Mapping[str, dict[str, float]]) -> None:
    """Use these weights from now on: for fitting them."""
    WEIGHTS.update(weights)
    for kept in (_outlined_odds, _story_odds, _weights):
        kept.cache_clear()


def added(kind: str, around: Around) -> float:
    """What the surroundings add to the log-odds."""
    weights = WEIGHTS[kind]
    return (
        weights.get("beside", 0.0) * around.beside
        + weights.get("alike", 0.0) * around.alike
        + weights.get("outdone", 0.0) * around.outdone
    )


def probability(log_odds: float) -> float:
    """Log-odds as a score from 0 to 1."""
    return 1 / (1 + math.exp(-log_odds))


def log_odds(score: float) -> float:
    """A score as log-odds; those next to 0 and 1 are taken for a little more and less."""
    kept = min(max(score, 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))


def evidence(a: Node, b: Node, around: Around = ALONE) -> Iterator[Evidence]:
    """Every piece of evidence of a comparison, in a fixed order."""
    yield from _outlined(a.outline, b.outline)
    yield from _printed(a, b)
    yield from _told(_WORDS, a, b)
    yield from _told(_STORY, a.document, b.document)
    yield Evidence("beside", around.beside, "told beside statements that match")
    yield Evidence("alike", around.alike, "their articles match in more")
    yield Evidence("outdone", around.outdone, "one of these articles tells what is more like it")


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
        yield from counts(a, b)


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
    else:
        yield Evidence(f"{role}-unlike", 1, f"{role} in other words")
    if a.sectors and b.sectors and a.sectors.isdisjoint(b.sectors) and a.ids.isdisjoint(b.ids):
        yield Evidence(f"{role}-sectors", 1, f"{role} of another kind")
    if a.bodies and b.bodies and a.bodies.isdisjoint(b.bodies) and not (a.persons or b.persons):
        yield Evidence(f"{role}-bodies", 1, f"other bodies as {role}")
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
    "slip": "the same day of the month before or after",
    "inside": "one time inside the other",
    "wide": "one day of the same year",
    "long": "one time inside a period of years",
    "overlap": "times overlap",
    "weeks": "weeks apart",
    "apart": "months apart",
}


def _when(a: Outline, b: Outline) -> Iterator[Evidence]:
    relation = stance(a.when, b.when)
    if relation in ("weeks", "apart"):
        likely = _meant(a, b) or _meant(b, a)
        if likely:
            yield Evidence("when-slip", 1, "the date that the weekday of one fits is not its own")
            relation = likely
    wide = not (a.when.fine and b.when.fine)
    if relation == "unknown":
        yield Evidence("undated-both" if not (a.when.known or b.when.known) else "undated-one", 1, "")
    elif relation == "same" and wide:
        yield Evidence("when-same-wide", 1, "same month or years")
    else:
        yield Evidence(f"when-{relation}", 1, _STANCE[relation])
    if relation in ("near", "slip", "weeks") and (
        fits_instead(a.said.when, b.said.when) or fits_instead(b.said.when, a.said.when)
    ):
        yield Evidence("weekday-fits", 1, "the weekday of one fits the other's date, and not its own")
    if wide and a.when != b.when:
        yield from _series(a, b)


def _meant(a: Outline, b: Outline) -> Stance | None:
    """How the date that the weekday of the first fits, and not its own, stands to the other's."""
    for day in meant(a.said.when):
        relation = stance(Interval(day, day), b.when)
        if relation in ("near", "inside"):
            return relation
    return None


def _series(a: Outline, b: Outline) -> Iterator[Evidence]:
    """Running totals are one series where they start on one day, and two where they start years apart."""
    start, other = a.when.start, b.when.start
    if start is None or other is None:
        return
    if start == other:
        if isinstance(a.said, Figure):
            yield Evidence("series", 1, "counted from the same day on")
    elif abs(start - other) > YEAR_DAYS and not (_short(a.when) or _short(b.when)):
        if not (isinstance(a.said, Figure) and isinstance(b.said, Figure) and a.said.value == b.said.value):
            yield Evidence("series-apart", 1, "of stretches that begin in other years")


def _short(when: Interval) -> bool:
    return when.days is not None and when.days <= YEAR_DAYS


def _of_years(when: Interval) -> bool:
    return when.days is not None and when.days >= YEAR_DAYS - 1


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
        if (left or right) and _of_years(a.when) and _of_years(b.when):
            # « 190 tonnes saisies en 2021 », « une tonne saisie à Tanger en 2021 ».
            yield Evidence("where-part", 1, "a year's work in one place, the other's anywhere")
        return
    found = lies(left, right)
    if found & {"same", "inside"}:
        yield Evidence("where-same", 1, "same place")
    elif "unknown" in found:
        yield Evidence("where-unknown", 1, "places not known to lie apart")
    else:
        yield Evidence("where-apart", 1, "other place")
        if isinstance(a.said, Figure) and stance(a.when, b.when) not in ("same", "inside", "overlap"):
            # « 46 gardes formés à Kigali », « 46 gardes soignés à Goma » are two counts.
            yield Evidence("value-elsewhere", 1, "counted elsewhere, not on the same day")
        if stance(a.when, b.when) in ("near", "weeks"):
            # A slip of a day or of a town is one report's; of both, more likely another deed.
            yield Evidence("elsewhere-later", 1, "and another day")


def _close(x: float, y: float) -> bool:
    return abs(x - y) <= ROUND_SHARE * max(x, y)


def _status(a: Outline, b: Outline) -> Iterator[Evidence]:
    if (a.said.status == "negated") != (b.said.status == "negated"):
        yield Evidence("denied", 1, "one denies it")
    elif (a.said.status == "hypothetical") != (b.said.status == "hypothetical"):
        yield Evidence("supposed", 1, "one only supposes it")
    elif a.said.status != b.said.status:
        yield Evidence("status-apart", 1, f"{a.said.status} here, {b.said.status} there")


# Evidence that is only an amount: how much of it there is between two, from 0 to 1, and its words.
_Part: TypeAlias = tuple[Callable[[Any, Any], float], str]


def _numbers_apart(a: Node, b: Node) -> float:
    counted = [(x, y) for x, y in zip(a.counted, b.counted, strict=True) if x and y]
    return float(any(not any(_close(m, n) for m in x for n in y) for x, y in counted))


def _numbers_far(a: Node, b: Node) -> float:
    # « Une cellule » falls, « neuf hommes » are arrested: what is told by other words may count other things.
    if _mode(a) != _mode(b):
        return 0.0
    return float(any(far_apart(x, y) for x, y in zip(a.counted, b.counted, strict=True)))


def _mode(node: Node) -> str | None:
    return node.said.mode if isinstance(node.said, Event) else None


def _numbers_same(a: Node, b: Node) -> float:
    return float(any(max(m & n, default=0) > 1 for m, n in zip(a.counted, b.counted, strict=True)))


def _penalty_apart(a: Node, b: Node) -> float:
    return float(a.penalty is not None and b.penalty is not None and a.penalty != b.penalty)


def _opened(a: Node, b: Node) -> float:
    """Whether both tell the opening of what is opened once; not where their towns are known to lie apart."""
    if a.once.isdisjoint(b.once):
        return 0.0
    return float(lies(places_of(a.said), places_of(b.said)) != {"apart"})


# So many words, and this share of the shorter's found in the longer, make one sentence of two.
VERBATIM_WORDS, VERBATIM_SHARE = 6, 0.6


def _verbatim(a: frozenset[str], b: frozenset[str]) -> float:
    """How far two sentences are one, copied: 0 where hardly, 1 to the word."""
    if min(len(a), len(b)) < VERBATIM_WORDS:
        return 0.0
    return max(0.0, (shared(a, b) - VERBATIM_SHARE) / (1 - VERBATIM_SHARE))


_WORDS: dict[str, _Part] = {
    "words": (lambda a, b: shared(a.words, b.words), "like words around them"),
    "head": (lambda a, b: shared(a.head, b.head), "like words for it"),
    "numbers": (lambda a, b: shared(a.figures, b.figures), "the same numbers beside"),
    "numbers-apart": (_numbers_apart, "of other numbers"),
    "numbers-far": (_numbers_far, "some here, many there"),
    "numbers-same": (_numbers_same, "of the same number"),
    "penalty-apart": (_penalty_apart, "another penalty"),
    "verbatim": (lambda a, b: _verbatim(a.words, b.words), "told in the same words"),
    "once": (_opened, "what is opened only once"),
}
# Whether two documents tell one story, by what is rare in both.
_STORY: dict[str, _Part] = {
    "story-days": (lambda a, b: min(1.0, len(a.days & b.days) / 2), "articles name the same days"),
    "story-counts": (lambda a, b: min(1.0, len(a.counts & b.counts) / 3), "articles give the same counts"),
    "story-bodies": (lambda a, b: min(1.0, len(a.bodies & b.bodies) / 4), "articles name the same bodies"),
    "story-places": (lambda a, b: min(1.0, len(a.places & b.places) / 3), "articles name the same places"),
    "story-words": (lambda a, b: shared(a.words, b.words), "articles share their words"),
}


def _told(parts: Mapping[str, _Part], a: object, b: object) -> Iterator[Evidence]:
    return (Evidence(name, amount(a, b), phrase) for name, (amount, phrase) in parts.items())
