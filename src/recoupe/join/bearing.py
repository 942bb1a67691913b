"""What people judged, as it bears on a library that grows: by the numbers of its statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from recoupe.join.judgements import NONE, Rulings
from recoupe.join.text import docname
from recoupe.model import StatementRef

# A statement's number is that of its article times this, plus its position.
STATEMENTS = 1 << 20
# The strength of a link that a person made: before all that were found.
JUDGED = 2.0


@dataclass(frozen=True)
class Bearing:
    """Rulings, and the numbers of the articles that they speak of."""

    rulings: Rulings = NONE
    number: Mapping[str, int] = field(default_factory=dict)

    def _of(self, ref: StatementRef) -> int:
        return self.number[ref[0]] * STATEMENTS + ref[1]

    @cached_property
    def together(self) -> list[list[int]]:
        """Statements that must be in one account, in groups."""
        return [[self._of(ref) for ref in group] for group in self.rulings.together]

    @cached_property
    def apart(self) -> dict[int, frozenset[int]]:
        """Statements that must not be in one account with these."""
        return {self._of(ref): frozenset(map(self._of, others)) for ref, others in self.rulings.apart.items()}

    @cached_property
    def links(self) -> dict[int, dict[int, float]]:
        """The links that people made."""
        found: dict[int, dict[int, float]] = {}
        for group in self.together:
            for a, b in pairwise(group):
                found.setdefault(a, {})[b] = found.setdefault(b, {})[a] = JUDGED
        return found

    @cached_property
    def articles(self) -> frozenset[int]:
        """The articles of which a statement was judged."""
        return frozenset(self.number[doc] for doc in self.rulings.docs)

    @cached_property
    def paired(self) -> frozenset[int]:
        """The statements that were judged to be one with another, or not to be."""
        return frozenset(map(self._of, self.rulings.paired))

    @cached_property
    def marks(self) -> dict[int, object]:
        """For each statement that was judged all that is so, to see whether it changed."""
        own = self.rulings
        group = {s: tuple(some) for some in self.together for s in some}
        found: dict[int, object] = {}
        for ref, ones in own.about.items():
            statement, name = self._of(ref), docname(ref[0])
            found[statement] = (
                tuple((one.number, own.states.get(one.number)) for one in ones),
                group.get(statement),
                self.apart.get(statement),
                own.aside.get(ref),
                own.grades.get(ref),
                own.relays.get(name),
                own.agencies.get(name),
            )
        return found


NO_BEARING = Bearing()


def changed(before: Bearing, after: Bearing) -> set[int]:
    """The statements that are judged otherwise than before."""
    return {s for s in before.marks.keys() | after.marks.keys() if before.marks.get(s) != after.marks.get(s)}
