"""What is to be dated and placed, and a time that may date it."""

from __future__ import annotations

from typing import NamedTuple

from recoupe.code.fr.parse import Token
from recoupe.code.fr.story import ToldTime
from recoupe.resolve.time import Time

# Deeds, done somewhere and some day, and what is counted of those of force.
DEEDS = frozenset(("COERCE", "ASSAULT", "SANCTION", "RETREAT", "COOPERATE", "AID", "MOBILIZE"))
COUNTED_BY_FORCE = frozenset(
    ("people-arrested", "people-killed", "people-wounded", "drugs-seized", "weapons-seized")
)


class Subject(NamedTuple):
    """What is to be dated: its word, what it tells (``COERCE``, ``heads``, ``people-killed``), how.

    ``group`` is ``event``, ``tie`` or ``figure``. For a figure, ``deed`` is the trigger of the event that it
    counts, ``dated`` the option by which that event was dated, ``end`` where the count ends (code points).
    ``actor`` tells how the one who does it was met before (``acquaintance``), ``counted`` that a number
    tells how many, or how often, ``plural`` that the thing acted on is more than one. ``claimed`` are the
    times of the sentence that stand right behind another count, ``actors`` the ids of those who do it.
    """

    token: Token
    group: str
    label: str
    mode: str | None
    nominal: bool
    status: str
    end: int
    said: bool
    actor: str
    counted: bool
    plural: bool
    deed: Token | None = None
    dated: Option | None = None
    claimed: frozenset[Time] = frozenset()
    actors: frozenset[str] = frozenset()


class Option(NamedTuple):
    """A time that may date a statement (None: no time); ``told`` where an earlier sentence told it.

    ``how`` tells how it was made where the sentence only implies it (see ``implied``).
    """

    time: Time | None
    told: ToldTime | None
    how: str = ""
