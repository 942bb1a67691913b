"""Who is meant: ids, the states behind them, and the words of those without an id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from recoupe.join.text import fold, nouns
from recoupe.model import Entity

Kinship = Literal["same", "state", "kin", "words", "apart", "unknown"]

# PLOVER's pseudo-countries for bodies without a state: sharing one of them says nothing.
_NO_STATE = frozenset({"IGO", "NGO", "IMG", "MNC"})
# Guideline ids without a country prefix whose codes differ from PLOVER's pseudo-country.
_ALIAS = {"UNO": "UN", "EUR": "EU"}


@dataclass(frozen=True, slots=True)
class Side:
    """The entities of one role, ready for comparison."""

    ids: frozenset[str]
    states: frozenset[str]
    words: frozenset[str]
    # Ids that name more than a state.
    bodies: frozenset[str]
    # Persons, where nobody else is named.
    persons: frozenset[str] = frozenset()
    # PLOVER sectors, of those who have one.
    sectors: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.ids or self.states or self.words)


def is_state(entity_id: str) -> bool:
    """Whether an id is a state's (three capitals) rather than a body's or person's."""
    return len(entity_id) == 3 and entity_id.isalpha() and entity_id.isupper()


def state_of(entity: Entity) -> str | None:
    """The state or organisation behind an entity: ``MAR`` of ``MAR.BCIJ``, ``UN`` of ``UN.OCT``."""
    if entity.id and not entity.id.islower():
        return entity.id.split(".")[0]
    country = _ALIAS.get(entity.country or "", entity.country)
    return None if country in _NO_STATE else country


def side(entities: Sequence[Entity]) -> Side:
    """One role's entities as ids, states and words."""
    return _side(tuple(entities))


@lru_cache(maxsize=20_000)
def _side(entities: tuple[Entity, ...]) -> Side:
    ids = frozenset(e.id for e in entities if e.id)
    states = frozenset(s for e in entities if (s := state_of(e)))
    words = frozenset(w for e in entities if not e.id for w in nouns(e.text))
    alone = bool(entities) and all(e.id and e.id.islower() for e in entities)
    return Side(
        ids=ids,
        states=states,
        words=words,
        bodies=frozenset(i for i in ids if not is_state(i)),
        persons=ids if alone else frozenset(),
        sectors=frozenset(e.sector for e in entities if e.sector),
    )


def key(entity: Entity) -> str:
    """A comparable name of one entity: its id, else its folded text."""
    return entity.id or fold(entity.text)


def kinship(a: Side, b: Side) -> Kinship:
    """How two roles relate, the strongest relation first."""
    if a.bodies & b.bodies:
        return "same"
    if a.ids & b.ids:
        return "state"
    if a.states & b.states:
        return "kin"
    if a.words & b.words:
        return "words"
    if a.ids and b.ids and a.states and b.states:
        return "apart"
    return "unknown"
