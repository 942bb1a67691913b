"""What can only be done once: an office, consulate or centre of one owner is opened once in one town.

Two reports of such an opening are of one thing however far apart they date it; that they do is what a reader
must be told. All else that is said months apart is taken to be done twice.
"""

from __future__ import annotations

import re

from recoupe.join.entities import Side
from recoupe.join.text import fold
from recoupe.model import Event

# What is opened, as it is written without accents, and the beginnings of the words for opening it.
_WORDS = """
    bureau antenne consulat ambassade representation delegation siege centre guichet institut academie ecole
    base office consulate embassy branch headquarters center institute academy school
"""
_OPENED = frozenset(_WORDS.split())
_OPENING = ("ouver", "ouvri", "ouvre", "ouvra", "inaugur", "open")
_TOWN = re.compile(r"\b(?:à|au|in|at) ((?:[A-ZÉÈ][\w’'-]+)(?: [A-ZÉÈ][\w’'-]+)*)")


def once(said: Event, actors: Side, recipients: Side, places: frozenset[str]) -> frozenset[str]:
    """Names of what an opening opens, each of thing, owner, and town or state; none for any other event.

    The state that a town lies in is its host and no owner. What is only planned is not opened yet. « La
    capitale mauritanienne » is known by its state; whether two towns of one lie apart, their places tell.
    """
    if said.type != "SUPPORT" or said.mode is not None or said.status not in ("asserted", "historical"):
        return frozenset()
    if not fold(said.trigger).startswith(_OPENING):
        return frozenset()
    named = [said.about or "", *(e.text for e in (*said.recipients, *said.actors))]
    things = {word for text in named[: 1 + len(said.recipients)] for word in fold(text).split()} & _OPENED
    towns = places | {fold(town) for text in named for town in _TOWN.findall(text)}
    hosts = {place.country for place in said.where if place.country}
    owners = (actors.states | recipients.states) - hosts
    return frozenset(
        f"{thing}\n{place}\n{owner}" for thing in things for place in towns | hosts for owner in owners
    )
