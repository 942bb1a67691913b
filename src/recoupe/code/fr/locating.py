"""Where a statement happened: each place of its sentence and of those before, taken or left.

What is known of a place (how it is told, how it hangs to the trigger, where it was told, what the statements
before were placed at) is weighed by a small logistic model, fitted on the project's gold corpora
(``tools/train_where.py``, cross-validated by corpus). The weights are a readable table,
``lexicon/fr/where.json``; the same input gives the same answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from recoupe.code.fr import fitted, gone_before, hanging, placing, ruled, spots, whereabouts
from recoupe.code.fr.accept import logistic
from recoupe.code.fr.pairs import Known
from recoupe.code.fr.parse import Token
from recoupe.code.fr.placing import Named
from recoupe.code.fr.story import ToldPlace
from recoupe.code.fr.subject import Option, Subject
from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain
from recoupe.model import Entity
from recoupe.resolve.places import PlaceMention

# A place is taken from this probability on where it is not much less likely than the likeliest (both tried by
# tools/train_where.py).
TAKEN, BESIDE = 0.34, 0.65
ROW = 0.25  # from here on a place goes with another of its row
REACH = 6  # so many of the places told before are weighed, the last first; those of the title besides


class Spot(NamedTuple):
    """A place that may be where a statement happened; ``told`` where an earlier sentence told it."""

    place: PlaceMention
    told: ToldPlace | None


class Weighed(NamedTuple):
    """A place weighed: its probability, and what was known of it."""

    spot: Spot
    probability: float
    features: Known


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
    known = described(subject, view, places, triggers, roles, dated, deed)
    chances = [logistic(features.odds(weights())) for _, features in known]
    at = {id(spot.place): n for n, (spot, _) in enumerate(known) if spot.told is None}
    for named in places:
        if id(named.place) in at and ruled.sure(named, subject, view, places):
            chances[at[id(named.place)]] = 1.0
    own = [n for n in places if id(n.place) in at and chances[at[id(n.place)]] >= TAKEN]
    for named in ruled.of_others(own, subject, view, places):
        chances[at[id(named.place)]] = 0.0
    for first, second in [*(rows := ruled.in_row(view, places)), *reversed(rows)]:
        one, other = at.get(id(first.place)), at.get(id(second.place))
        if one is not None and other is not None and min(chances[one], chances[other]) >= ROW:
            chances[one] = chances[other] = max(chances[one], chances[other])
    return [Weighed(spot, chance, features) for (spot, features), chance in zip(known, chances, strict=True)]


def taken(chances: Sequence[float]) -> list[bool]:
    """Which places are taken, by their probabilities."""
    best = max(chances, default=0.0)
    return [c >= max(TAKEN, BESIDE * best) for c in chances]


def described(
    subject: Subject,
    view: View,
    places: Sequence[Named],
    triggers: Sequence[Token],
    roles: Sequence[Entity],
    dated: Option,
    deed: Sequence[str] | None,
) -> list[tuple[Spot, Known]]:
    """Every place in reach with what is known of it, as features."""
    if ruled.afar(subject):
        return []
    told = [(p.place, whereabouts.row_head(view, places, at).token) for at, p in enumerate(places) if p.told]
    rule = {plain(p.text) for p in placing.where_for(subject.token, told, list(triggers))}
    back = _told_before(view, places)
    about = frozenset(spots.about(subject, view, places, rule, back, dated))
    found: list[tuple[Spot, Known]] = []
    of_own, of_back = spots.pairing("own", about, subject), spots.pairing("back", about, subject)
    for at, named in enumerate(places):
        if ruled.barred(named, at, subject, view, places):
            continue
        if named.how == "whole" or hanging.of_another(named.token, subject.token, subject.deed, triggers):
            continue
        if gone_before.elsewhere(subject, whereabouts.row_head(view, places, at).token):
            continue
        known = {
            "own",
            *spots.own(subject, named, view, places, rule, triggers, roles),
            *spots.shared(named.place, subject, roles, deed, view),
            *spots.scene(named.place, view, places),
        }
        found.append((Spot(named.place, None), of_own.of(known)))
    for n, before in enumerate(back):
        known = {
            "back",
            *spots.back(subject, before, n, view, rule, back, dated, places),
            *spots.shared(before.place, subject, roles, deed, view),
            *spots.scene(before.place, view, places),
        }
        found.append((Spot(before.place, before), of_back.of(known)))
    return found


def _told_before(view: View, own: Sequence[Named]) -> list[ToldPlace]:
    """The places told before this sentence, last first, each once."""
    seen = {plain(p.place.text) for p in own}
    found: list[ToldPlace] = []
    opening = next((t.sentence for t in view.memory.story.places if t.zone == "body"), None)
    for told in reversed(view.memory.story.places):
        name = plain(told.place.text)
        if name in seen or told.sentence == view.number or told.how == "vague":
            continue
        if not ruled.in_force(told, view.memory.story):
            continue
        first = told.sentence == opening  # what the article is about
        if len(found) >= REACH and told.zone == "body" and told.how != "heading" and not first:
            continue
        seen.add(name)
        found.append(told)
    return found
