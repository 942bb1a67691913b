"""Where a statement happened: each place of its sentence and of those before, taken or left.

What is known of a place (how it is told, how it hangs to the trigger, where it was told, what the statements
before were placed at) is weighed by a small logistic model, fitted on the project's gold corpora
(``tools/train_where.py``, cross-validated by corpus). The weights are a readable table,
``lexicon/fr/where.json``; the same input gives the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from recoupe.code.fr import fitted, hanging, placing, tree
from recoupe.code.fr.accept import chance
from recoupe.code.fr.affairs import family, links
from recoupe.code.fr.parse import Token
from recoupe.code.fr.placing import Named
from recoupe.code.fr.story import ToldPlace
from recoupe.code.fr.subject import Option, Subject
from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain
from recoupe.model import Entity
from recoupe.resolve.places import PlaceMention

# A place is taken from the first probability on where it is not much less likely than the likeliest; one
# alone from the second (both tried by tools/train_where.py).
TAKEN, ALONE, BESIDE = 0.33, 0.3, 0.5
REACH = 6  # so many of the places told before are weighed, the last first


class Spot(NamedTuple):
    """A place that may be where a statement happened; ``told`` where an earlier sentence told it."""

    place: PlaceMention
    told: ToldPlace | None


class Weighed(NamedTuple):
    """A place weighed: its probability, and what was known of it."""

    spot: Spot
    probability: float
    features: frozenset[str]


@cache
def weights() -> dict[str, float]:
    """The fitted weight of each feature, in log-odds."""
    found: dict[str, float] = fitted.table("where")
    return found


def choose(
    subject: Subject,
    view: View,
    places: Sequence[Named],
    triggers: Sequence[Token],
    roles: Sequence[Entity],
    dated: Option,
    deed: Sequence[str] | None,
) -> list[Weighed]:
    """Every place in reach of a statement with its probability; ``taken`` says which it happened at.

    ``roles`` are those who play a part in it, ``dated`` the time that was chosen, ``deed`` the places of the
    event that a figure counts.
    """
    return [
        Weighed(spot, chance(weights(), known), known)
        for spot, known in described(subject, view, places, triggers, roles, dated, deed)
    ]


def taken(chances: Sequence[float]) -> list[bool]:
    """Which places are taken, by their probabilities."""
    best = max(chances, default=0.0)
    if best < TAKEN:
        first = next((n for n, c in enumerate(chances) if c == best and c >= ALONE), None)
        return [n == first for n in range(len(chances))]
    return [c >= max(TAKEN, BESIDE * best) for c in chances]


def described(
    subject: Subject,
    view: View,
    places: Sequence[Named],
    triggers: Sequence[Token],
    roles: Sequence[Entity],
    dated: Option,
    deed: Sequence[str] | None,
) -> list[tuple[Spot, frozenset[str]]]:
    """Every place in reach with what is known of it, as names of features."""
    told = [(p.place, p.token) for p in places if p.told]
    rule = {plain(p.text) for p in placing.where_for(subject.token, told, list(triggers))}
    back = _told_before(view, places)
    about = frozenset(_about(subject, view, places, rule, back, dated))
    found: list[tuple[Spot, frozenset[str]]] = []
    for named in places:
        known = {"own", *_own(subject, named, view, places, rule, triggers, roles)}
        known |= set(_shared(named.place, subject, roles, deed, view))
        found.append((Spot(named.place, None), _paired("own", known, about, subject)))
    for n, before in enumerate(back):
        known = {"back", *_back(subject, before, n, view, rule, back, dated)}
        known |= set(_shared(before.place, subject, roles, deed, view))
        found.append((Spot(before.place, before), _paired("back", known, about, subject)))
    return found


def _told_before(view: View, own: Sequence[Named]) -> list[ToldPlace]:
    """The places told before this sentence, last first, each once."""
    seen = {plain(p.place.text) for p in own}
    found: list[ToldPlace] = []
    for told in reversed(view.memory.story.places):
        name = plain(told.place.text)
        if name in seen or told.sentence == view.number:
            continue
        seen.add(name)
        found.append(told)
        if len(found) == REACH:
            break
    return found


def _about(
    subject: Subject,
    view: View,
    places: Sequence[Named],
    rule: set[str],
    back: Sequence[ToldPlace],
    dated: Option,
) -> Iterator[str]:
    """What is known of the statement whatever its place."""
    yield f"group={subject.group}"
    yield f"label={subject.label}"
    yield f"act={subject.label}/{subject.mode or ''}"
    yield f"family={family(subject.label)}"
    yield f"actor={subject.actor}"
    yield f"tense={hanging.tense(subject.token)}"
    yield f"status={subject.status}"
    yield f"time={'none' if dated.time is None else 'back' if dated.told is not None else 'own'}"
    yield f"rule={min(2, len(rule))}"
    yield f"owns={min(3, sum(p.told for p in places))}"
    yield f"names={min(3, len(places))}"
    if subject.said:
        yield "said"
    if subject.counted and subject.group == "event":
        yield "counted"
    yield "noun" if subject.nominal else "verb"
    yield from links(view, subject.token)


def _shared(
    place: PlaceMention, subject: Subject, roles: Sequence[Entity], deed: Sequence[str] | None, view: View
) -> Iterator[str]:
    """What is known of a place wherever it was told."""
    yield f"kind={place.kind}"
    name = plain(place.text)
    if any(r.id == place.country and place.kind == "country" for r in roles):
        yield "plays-part"
    if any(name in plain(r.text) for r in roles):
        yield "named-in-part"
    if any(r.country == place.country for r in roles):
        yield "home-of-part"
    if place.country is not None and place.country == view.memory.home:
        yield "home"
    if deed is not None:
        yield "deed-same" if name in deed else "deed-other" if deed else "deed-nowhere"


def _own(
    subject: Subject,
    named: Named,
    view: View,
    places: Sequence[Named],
    rule: set[str],
    triggers: Sequence[Token],
    roles: Sequence[Entity],
) -> Iterator[str]:
    """How a place of the sentence stands to the trigger."""
    trigger, anchor, place = subject.token, named.token, named.place
    yield "told" if named.told else "untold"
    yield f"how={named.how}"
    if plain(place.text) in rule and named.told:
        yield "rule"
    yield "before" if place.start < trigger.idx else "after"
    gap = abs(anchor.i - trigger.i)
    yield f"gap={next((n for n in (2, 4, 8, 14, 24) if gap <= n), 'far')}"
    yield f"steps={min(tree.distance(anchor, trigger), 7)}"
    yield from hanging.path(anchor, trigger)
    yield f"hangs={hanging.hangs(anchor)}"
    if hanging.opens(anchor):
        yield "opens"
    marker = tree.preposition(anchor)
    yield f"prep={marker or 'none'}"
    yield f"under={anchor.head.pos_}"
    ref = view.ref(anchor)
    yield f"ref={ref.kind if ref is not None else 'none'}"
    low, high = sorted((anchor.i, trigger.i))
    words = view.doc[low + 1 : high]
    for mark, name in ((";", "semicolon"), (":", "colon"), ("«", "quote"), ("(", "bracket")):
        if any(t.text == mark for t in words):
            yield f"between={name}"
    finite = sum(t.pos_ in ("VERB", "AUX") and not t.dep_.startswith("aux") for t in words)
    yield f"verbs={min(3, finite)}"
    mine = tree.distance(trigger, anchor)
    others = [o for o in triggers if o.i != trigger.i]
    yield f"nearer={min(2, sum(tree.distance(o, anchor) < mine for o in others))}"
    if any(low < o.i < high for o in others):
        yield "act-between"
    if not triggers:
        yield "alone"
    at = next(n for n, p in enumerate(places) if p is named)
    yield f"place={min(2, at)}"
    if at:
        last = places[at - 1]
        between = view.text[last.place.end : place.start]
        if len(between) <= 4 or plain(between).strip() in ("et", ", a", ", en", "et a", "et de", "et d'"):
            yield "listed"
        elif len(between) < 40 and not any(t.pos_ == "VERB" for t in view.doc[last.token.i : anchor.i]):
            yield "close-behind"
    if at + 1 < len(places) and len(view.text[place.end : places[at + 1].place.start]) < 40:
        yield f"before={places[at + 1].place.kind}"
    if any(p.place.kind in ("city", "region") for p in places) and place.kind in ("country", "area"):
        yield "town-told"


def _back(
    subject: Subject,
    told: ToldPlace,
    place: int,
    view: View,
    rule: set[str],
    back: Sequence[ToldPlace],
    dated: Option,
) -> Iterator[str]:
    """How a place told before stands to what is to be placed."""
    kept = view.memory.story
    yield f"ago={min(4, view.number - told.sentence)}"
    yield f"place={min(3, place)}"
    yield f"paragraphs={min(2, kept.paragraph - told.paragraph)}"
    yield f"hung={told.hangs}"
    yield f"zone={told.zone}"
    if told.opening:
        yield "opened"
    yield f"among={min(3, sum(o.sentence == told.sentence for o in back))}"
    if rule:
        yield "own-told"
    firsts = [p for p in kept.places if p.zone == "body"]
    if firsts and firsts[0].sentence == told.sentence:
        yield "first-told"
    name = plain(told.place.text)
    uses = [m for m in kept.made if name in m.places]
    yield f"uses={min(3, len(uses))}"
    if kept.made and name in kept.made[-1].places:
        yield "goes-on"
        if kept.made[-1].sentence == view.number:
            yield "goes-on-here"
    placed = [m for m in kept.made if m.places]
    if placed and name in placed[-1].places:
        yield "used-last"
        if family(placed[-1].label) == family(subject.label):
            yield "used-last-family"
        yield f"used-ago={min(3, view.number - placed[-1].sentence)}"
    if uses and any(family(m.label) == family(subject.label) for m in uses):
        yield "used-family"
    if dated.told is not None and dated.told.sentence == told.sentence:
        yield "with-time"
    if dated.time is not None:
        interval = dated.time.first, dated.time.last
        if any(m.time == interval for m in uses):
            yield "same-time"
    if told.place.kind in ("country", "area") and any(b.place.kind == "city" for b in back):
        yield "town-told"


_TIED = (
    "family=",
    "group=",
    "actor=",
    "time=",
    "owns=",
    "rule=",
    "link=",
    "said",
    "noun",
    "status=",
    "tense=",
)
_TELLING = (
    "rule",
    "told",
    "used-last",
    "goes-on",
    "first-told",
    "with-time",
    "same-time",
    "deed-same",
    "plays-part",
)


def _paired(kind: str, known: set[str], about: frozenset[str], subject: Subject) -> frozenset[str]:
    """The features, and those that mean something else from one kind of statement to another."""
    found = {f"{kind}:{name}" for name in known}
    found |= {f"{kind}&{name}" for name in about}
    found |= {f"{kind}:{name}&{family(subject.label)}" for name in known}
    for name in known:
        if name in _TELLING or name.startswith(("how=", "kind=", "ago=", "prep=")):
            found |= {f"{kind}:{name}&{other}" for other in about if other.startswith(_TIED)}
    return frozenset(found)
