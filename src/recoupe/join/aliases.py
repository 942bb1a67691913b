"""Names that people judged to be one: how the cross-check reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from recoupe.join.entities import key
from recoupe.join.text import fold
from recoupe.model import Coded, Entity, Event, Judgement, Statement, Tie


def name_key(name: str) -> str:
    """A name or id as judgements compare it: ids as they are, names folded."""
    return name if is_id(name) else fold(name)


def is_id(name: str) -> bool:
    """Whether a name is an entity id (``MAR.BCIJ``, ``abdellatif-hammouchi``) and no written name."""
    return " " not in name and ("." in name or name.isupper() or (name.islower() and "-" in name))


@dataclass(frozen=True, slots=True)
class Aliases:
    """For each name (see :func:`name_key`) the one it is read as."""

    read_as: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def of(judgements: Sequence[Judgement]) -> tuple[Aliases, dict[int, int]]:
        """Names made one by judgements given from the latest to the oldest, and what gave way to which."""
        home: dict[str, str] = {}
        made_by: dict[str, int] = {}
        barred: dict[frozenset[str], int] = {}
        given_way: dict[int, int] = {}

        def root(name: str) -> str:
            while home.get(name, name) != name:
                name = home[name]
            return name

        for one in judgements:
            a, b = (name_key(name) for name in one.names)
            left, right = root(a), root(b)
            if one.verdict == "different-name":
                if left == right and a != b:
                    given_way[one.number] = made_by[left]
                else:
                    barred.setdefault(frozenset((a, b)), one.number)
                continue
            if left == right:
                continue
            mine = {n for n in (*home, a) if root(n) == left}
            theirs = {n for n in (*home, b) if root(n) == right}
            against = [barred[pair] for x in mine for y in theirs if (pair := frozenset((x, y))) in barred]
            if against:
                given_way[one.number] = max(against)
                continue
            # An id before a name, a body's id before a person's: the one with more behind it.
            first, second = sorted((left, right), key=_rank)
            home[a], home[b] = root(a), root(b)
            home[second] = first
            made_by[first] = max(one.number, made_by.get(left, 0), made_by.get(right, 0))
        many = {root(name) for name in home if root(name) != name}
        return Aliases({name: root(name) for name in home if root(name) in many}), given_way

    def coded(self, documents: Iterable[Coded]) -> list[Coded]:
        """The documents with every entity under the name it is read as."""
        if not self.read_as:
            return list(documents)
        return [replace(d, statements=tuple(self.statement(s) for s in d.statements)) for d in documents]

    def statement(self, said: Statement) -> Statement:
        """The statement with every entity under the name it is read as."""
        if isinstance(said, Event):
            return replace(said, actors=self._all(said.actors), recipients=self._all(said.recipients))
        if isinstance(said, Tie):
            return replace(said, subject=self._all(said.subject), object=self._all(said.object))
        return replace(said, actors=self._all(said.actors), of=self._all(said.of))

    def _all(self, entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
        return tuple(self._entity(e) for e in entities)

    def _entity(self, entity: Entity) -> Entity:
        name = self.read_as.get(key(entity)) or self.read_as.get(fold(entity.text))
        if name is None:
            return entity
        # A name without an id gets one of its own, so that what is written differently is one entity.
        return replace(entity, id=name if is_id(name) else name.replace(" ", "-"))


def _rank(name: str) -> tuple[bool, bool, str]:
    return not is_id(name), name.islower(), name
