"""What an article has told of time and place so far, for statements that tell no time or place of their own.

Kept over the sentences of one article, in order: each time expression and place, where it stood and how it
hung in its sentence, and what the statements before were dated and placed by.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from recoupe.resolve.places import PlaceMention
from recoupe.resolve.time import Time


class ToldTime(NamedTuple):
    """A time that a sentence told: the sentence and paragraph (counted from 0) and how it hung there.

    ``hangs`` is ``main`` (on the main verb), ``speech`` (on a verb of saying), ``noun`` (inside a noun
    phrase), ``clause`` (on another verb) or ``bare`` (the sentence was not parsed). ``alone`` is the date
    that heads what follows (« 24 janvier 2023. »).
    """

    time: Time
    sentence: int
    paragraph: int
    zone: str
    hangs: str
    opening: bool
    alone: bool


class ToldPlace(NamedTuple):
    """A place that a sentence told: the sentence and paragraph, and how it hung there (as ``ToldTime``).

    ``how`` is how it was named (as ``placing.Named``), ``often`` how many times the article writes it in all.
    """

    place: PlaceMention
    sentence: int
    paragraph: int
    zone: str
    hangs: str
    opening: bool
    how: str
    often: int


class Made(NamedTuple):
    """A statement made: what it tells (event type or measure), its time (None: none), its places.

    ``actors`` are the ids of those who do it.
    """

    label: str
    time: tuple[str | None, str | None] | None
    places: tuple[str, ...]
    sentence: int
    tense: str
    actors: frozenset[str]


@dataclass(slots=True)
class Story:
    """The times, places and statements of an article up to the sentence being read."""

    paragraph: int = 0
    times: list[ToldTime] = field(default_factory=list)
    places: list[ToldPlace] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)
