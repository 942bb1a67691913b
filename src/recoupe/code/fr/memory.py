"""What an article has named so far, for pronouns and definite descriptions.

Resolution is kept to what leaves no doubt (guideline, rule 7): a pronoun takes the last fitting
entity in subject position, else the last named at all; nothing fitting gives nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recoupe.code.fr.notes import Notes
from recoupe.code.fr.story import Story
from recoupe.model import Channel, Entity
from recoupe.resolve.entries import SHARED_CODES

if TYPE_CHECKING:
    from recoupe.code.fr.frames import Hit


OWNER = "owner"  # the kind of one told only as whose something is


@dataclass(frozen=True, slots=True)
class Named:
    """An entity as met: its grammar and whether it was a subject."""

    entity: Entity
    kind: str
    gender: str | None
    plural: bool
    subject: bool
    sentence: int
    how: str = "name"  # or "words", "pronoun", "capital"
    # Whether it is named only to say what another is: « le BCIJ, qui dépend de la DGST ».
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """An act told, with those who had a part in it."""

    type: str
    mode: str | None
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    sentence: int
    mutual: bool = False  # all sides do it


@dataclass(slots=True)
class Memory:
    """The discourse of one article."""

    home: str | None = None
    # States, bodies and offices named per sentence of the article: an affair of state names many.
    official: float = 0.0
    # Share of its sentences that tell a day, month or year: a report dates what it tells, an essay does not.
    dated: float = 0.0
    # Whether it names Belgium: if not, « Bruxelles » that acts is the European Union.
    belgian: bool = False
    notes: Notes | None = None
    named: list[Named] = field(default_factory=list)
    persons: dict[str, Entity] = field(default_factory=dict)
    offices: dict[str, Entity] = field(default_factory=dict)
    speaker: tuple[Entity, Channel | None] | None = None
    measures: set[str] = field(default_factory=set)
    groups: list[tuple[Entity, int]] = field(default_factory=list)
    # Whose delegation was told last: « une délégation de la police ivoirienne », later « la délégation ».
    delegation: Entity | None = None
    story: Story = field(default_factory=Story)
    # Kinds of act (type, mode) that triggers of the sentences before tell, and those of this one by word.
    told: set[tuple[str, str | None]] = field(default_factory=set)
    here: list[tuple[tuple[str, str | None], int]] = field(default_factory=list)
    # Those named side by side (« le Mali, le Niger et le Burkina Faso »), and the sentence.
    together: list[tuple[tuple[Named, ...], int]] = field(default_factory=list)
    # The two states whose people or bodies alone a sentence named last, and the sentence.
    sides: tuple[tuple[str, str], int] | None = None
    deeds: list[Deed] = field(default_factory=list)
    # The last sentence that told acts, and those.
    acts: tuple[int, Sequence[Hit]] = (-9, ())
    # Figures told: measure, whose deed they count, whom, the sentence, and where in it they end.
    counted: list[tuple[str, tuple[Entity, ...], tuple[Entity, ...], int, int]] = field(default_factory=list)

    def add(self, named: Named) -> None:
        """Remember an entity."""
        self.named.append(named)

    def last(
        self,
        kinds: tuple[str, ...],
        *,
        gender: str | None = None,
        plural: bool | None = None,
        before: int | None = None,
    ) -> Entity | None:
        """The last entity of some kind, subjects of the last sentence that has one first."""
        seen: int | None = None
        best: Entity | None = None
        for item in reversed(self.named):
            if item.kind not in kinds or (before is not None and item.sentence > before):
                continue
            if gender and item.gender and item.gender != gender:
                continue
            if plural is not None and item.plural != plural:
                continue
            if seen is None:
                seen, best = item.sentence, item.entity
            if item.sentence < seen:
                break
            if item.subject:
                return item.entity
        return best

    def several(self, kinds: tuple[str, ...], count: int | None, *, of_state: bool = False) -> list[Entity]:
        """The last ``count`` (two or more where it is None) of some kind named side by side, in order.

        Persons that the last sentence to name any names, where they are as many, go before; where none were,
        the last ``count`` distinct ones named. ``of_state``: only those of a government, as far as is known.
        """

        def fits(item: Named) -> bool:
            return item.kind in kinds and not (of_state and item.entity.sector not in (None, "GOV"))

        met = self._met(count) if "person" in kinds else []
        met = met if all(map(fits, met)) else []
        for items, at in reversed(self.together):
            if all(map(fits, items)) and (count is None or len(items) == count):
                return [i.entity for i in (met if met and met[0].sentence > at else items)]
        found: dict[str, Entity] = {}
        for item in reversed(self.named):
            if count and fits(item) and item.entity.id and item.entity.id not in found:
                found[item.entity.id] = item.entity
                if len(found) == count:
                    return list(reversed(found.values()))
        return []

    def their_states(self, count: int, text: str) -> list[Entity]:
        """« les deux pays »: the last states named side by side, or those of whom were; told as ``text``.

        Or, told later than those, the two to which all belonged whom a sentence named. Where there are none,
        the last states named, else the states of all who were, where they are ``count``.
        """
        last = self.sides if count == 2 else None
        for items, at in reversed(self.together):
            if last is not None and last[1] > at:
                break
            if len(items) == count and all(i.kind == "state" for i in items):
                return [i.entity for i in items]
            if len(found := self._states(items, text)) == count:
                return found
        if last is not None:
            return [Entity(text, country, country) for country in last[0]]
        return self.several(("state",), count) or (
            found if len(found := self._states(self.named, text)) == count else []
        )

    def _met(self, count: int | None) -> list[Named]:
        """The persons of the last sentence that names some, where they are ``count``."""
        people = [n for n in self.named if n.kind in ("person", "woman") and n.entity.id]
        last = {n.entity.id: n for n in people if n.sentence == people[-1].sentence}
        return list(last.values()) if len(last) == count else []

    @staticmethod
    def _states(named: Sequence[Named], text: str) -> list[Entity]:
        found: dict[str, Entity] = {}
        for item in named:
            country = item.entity.country if item.kind != "people" else None
            if country and country not in SHARED_CODES and item.entity.sector != "MED":
                found.setdefault(country, Entity(text, country, country))
        return list(found.values())

    def main_state(self, before: int, among: frozenset[str] | None = None) -> Entity | None:
        """« le pays »: the one subject of the last sentence that names a state, else the article's state.

        Only states of ``among``, where some are given (« le Royaume »).
        """
        recent = [
            n
            for n in self.named
            if n.kind == "state" and n.entity.id and n.entity.id == n.entity.country and n.sentence <= before
            if among is None or n.entity.id in among
        ]
        if not recent:
            return None
        last = [n for n in recent if n.sentence == recent[-1].sentence]
        subjects = {n.entity.id: n.entity for n in last if n.subject}
        if len(subjects) == 1:
            return next(iter(subjects.values()))
        home = next((n.entity for n in reversed(recent) if n.entity.id == self.home), None)
        return home or recent[-1].entity
