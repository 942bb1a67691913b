"""The deed that a count hangs on: who, when and where of « une bande de sept membres » are those of its fall.

A count that tells no doer, time or place of its own is of the deed told with it: the dismantling of the band
whose members it counts, the seizure in whose sentence it stands. So held against another article's, it is
known by them; what an account shows of it is what the text says of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from recoupe.join.text import fold
from recoupe.model import Event, Figure, Measure, Statement, overlap

_Deed = tuple[str, str | None]
# By which deeds what a measure counts is brought about; a mode of None stands for any.
_BY: dict[Measure, frozenset[_Deed]] = {
    "members": frozenset({("COERCE", "dismantle"), ("COERCE", "arrest"), ("COERCE", "foil")}),
    "people-arrested": frozenset({("COERCE", "arrest"), ("COERCE", "dismantle")}),
    "people-convicted": frozenset({("SANCTION", "convict")}),
    "people-expelled": frozenset({("SANCTION", "expel"), ("COERCE", "deport")}),
    "people-killed": frozenset({("ASSAULT", None)}),
    "people-wounded": frozenset({("ASSAULT", None)}),
    "weapons-seized": frozenset({("COERCE", "seize")}),
    "drugs-seized": frozenset({("COERCE", "seize")}),
    "people-trained": frozenset({("AID", "train")}),
}


def with_deeds(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements of one document, its counts with what they leave to their deeds to say."""
    events = [s for s in statements if isinstance(s, Event)]
    return tuple(_filled(s, events) if isinstance(s, Figure) else s for s in statements)


def _filled(count: Figure, events: Sequence[Event]) -> Figure:
    if count.actors and count.when and count.where:
        return count
    deed = _deed(count, events)
    if deed is None:
        return count
    return replace(
        count,
        actors=count.actors or deed.actors,
        when=count.when or deed.when,
        where=count.where or deed.where,
    )


def _deed(count: Figure, events: Sequence[Event]) -> Event | None:
    """The event of the right kind that befalls what is counted: of its own sentence, else the last before it.

    In the sentence of the count the only one of the kind will do; members are always those of a band that
    it names.
    """
    kinds = _BY.get(count.measure, frozenset())
    events = [e for e in events if (e.type, e.mode) in kinds or (e.type, None) in kinds]
    counted = {fold(e.text) for e in count.of if not e.id}
    named = [e for e in events if not counted.isdisjoint(fold(r.text) for r in e.recipients if not r.id)]
    here = [e for e in named if overlap(e.span, count.span)]
    if here:
        return here[0]
    if count.measure != "members":
        beside = [e for e in events if overlap(e.span, count.span)]
        return beside[0] if len(beside) == 1 else None
    return max((e for e in named if e.span[0] < count.span[0]), key=lambda e: e.span[0], default=None)
