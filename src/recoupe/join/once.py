"""What can only be done once: an office, consulate or centre of one owner is opened once in one town.

Two reports of such an opening are of one thing however far apart they date it; that they do is what a reader
must be told. All else that is said months apart is taken to be done twice. A town that houses an office since
a day tells its opening too.
"""

from __future__ import annotations

import re
from datetime import date

from recoupe.join.entities import Side
from recoupe.join.text import fold
from recoupe.model import Event, Place, Statement, Tie, When
from recoupe.resolve.time_calendar import unit_span

# What is opened, as it is written without accents, and the beginnings of the words for opening it.
_WORDS = """
    bureau antenne consulat ambassade representation delegation siege centre guichet institut academie ecole
    base secretariat office consulate embassy branch headquarters center institute academy school
"""
_OPENED = frozenset(_WORDS.split())
_OPENING = ("ouver", "ouvri", "ouvre", "ouvra", "inaugur", "open")
_HOUSING = ("abrit", "accueil", "heberg", "host", "hous")
_TOWN = re.compile(r"\b(?:à|au|in|at) ((?:[A-ZÉÈ][\w’'-]+)(?: [A-ZÉÈ][\w’'-]+)*)")


def once(said: Event, actors: Side, recipients: Side, places: frozenset[str]) -> frozenset[str]:
    """Names of what an opening opens, each of thing, owner, and town or state; none for any other event.

    The state that a town lies in is its host and no owner. What is only planned is not opened yet. « La
    capitale mauritanienne » is known by its state; whether two towns of one lie apart, their places tell.
    """
    if said.type != "SUPPORT" or said.mode is not None or said.status not in ("asserted", "historical"):
        return frozenset()
    if not fold(said.trigger).startswith((*_OPENING, *_HOUSING)):
        return frozenset()
    named = [said.about or "", *(e.text for e in (*said.recipients, *said.actors))]
    things = {word for text in named[: 1 + len(said.recipients)] for word in fold(text).split()} & _OPENED
    towns = places | {fold(town) for text in named for town in _TOWN.findall(text)}
    hosts = {place.country for place in said.where if place.country}
    owners = (actors.states | recipients.states) - hosts
    return frozenset(
        f"{thing}\n{place}\n{owner}" for thing in things for place in towns | hosts for owner in owners
    )


def as_opening(said: Statement, quote: str) -> Statement:
    """« Dakar abrite depuis mai un bureau de l'AIEA » as its opening in May; all else as it is.

    ``quote`` is the sentence; the town is taken from it where the side that houses the office is a state.
    """
    if not isinstance(said, Tie) or said.type != "hosts" or said.status not in ("asserted", "historical"):
        return said
    when = _begun(said.when)
    owners = tuple(e for e in said.object if e.id)
    after = quote.partition(said.trigger)[2]
    unnamed = after
    for owner in owners:  # « l'Office des Nations unies » is no office that is opened
        unnamed = unnamed.replace(owner.text, "")
    thing = next((word for word in _WORD.findall(unnamed) if fold(word) in _OPENED), None)
    if when is None or not owners or thing is None:
        return said
    country = next((e.country for e in said.subject if e.country), None)
    towns = _TOWN.findall(after) or [e.text for e in said.subject]
    return Event(
        doc=said.doc,
        span=said.span,
        trigger=said.trigger,
        attribution=said.attribution,
        status=said.status,
        type="SUPPORT",
        actors=owners,
        recipients=said.subject,
        about=thing,
        when=when,
        where=tuple(Place(text=town, country=country) for town in towns[:1]),
    )


_WORD = re.compile(r"[^\W\d_]+")
_DAY = re.compile(r"\b(?:\d{1,2}|1er|premier|first)\b", re.IGNORECASE)
_JANUARY = re.compile(r"\bjan", re.IGNORECASE)


def _begun(when: When | None) -> When | None:
    """The day, month or year in which what goes on since then began, as far as its words tell it."""
    if when is None or when.start is None or when.end is not None:
        return None
    day, grain = date.fromisoformat(when.start), "day"
    if day.day == 1 and not _DAY.search(when.text):
        grain = "year" if day.month == 1 and not _JANUARY.search(when.text) else "month"
    first, last = unit_span(day, grain)
    return When(text=when.text, start=first.isoformat(), end=last.isoformat())
