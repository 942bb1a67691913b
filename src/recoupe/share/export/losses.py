"""What a format cannot hold, counted, so that nothing is dropped in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from recoupe.model import Entity, Event, Figure, Statement, Tie
from recoupe.share.names import mentions

if TYPE_CHECKING:
    from recoupe.share.export.records import Record


def _said(count: Callable[[Statement], int]) -> Callable[[Record], int]:
    return lambda one: sum([count(proof.statement) for proof in one.evidence])


def _detailed(said: Statement) -> int:
    return sum([bool(e.country or e.sector) for e in mentions(said)])


def _period(one: Record) -> int:
    when = one.account.when
    return int(bool(when and when.start and when.end != when.start))


def _others(said: Statement) -> tuple[Entity, ...]:
    if isinstance(said, Event):
        return said.recipients
    return said.object if isinstance(said, Tie) else said.of


# Everything a record says: the name of a field → how many values of it a record has. A format declares which
# of them it does not hold, and why; a test looks for the others in what it writes.
FIELDS: dict[str, Callable[[Record], int]] = {
    "account id": lambda one: 1,
    "kind and type": lambda one: 1,
    "mode": lambda one: int(one.account.mode is not None),
    "start": lambda one: int(bool(one.account.when and one.account.when.start)),
    "end of a period": _period,
    "statements beyond the best": lambda one: len(one.evidence) - 1,
    "status": _said(lambda said: int(said.status != "asserted")),
    "doers": _said(lambda said: len(said.subject if isinstance(said, Tie) else said.actors)),
    "recipients": _said(lambda said: len(_others(said))),
    "country and sector of a side": _said(_detailed),
    "about": _said(lambda said: int(isinstance(said, Event) and bool(said.about))),
    "contexts": _said(lambda said: len(said.contexts) if isinstance(said, Event) else 0),
    "value, bound and unit": _said(lambda said: int(isinstance(said, Figure))),
    "places": _said(lambda said: 0 if isinstance(said, Tie) else len(said.where)),
    "time as written": _said(lambda said: int(bool(said.when and said.when.text))),
    "trigger": lambda one: len(one.evidence),
    "attribution": _said(lambda said: int(said.attribution is not None)),
    "quote": lambda one: len(one.evidence),
    "offsets": lambda one: len(one.evidence),
    "hashes": lambda one: len(one.evidence) + len(one.articles),
    "outlet": lambda one: sum(bool(a.outlet) for a in one.articles),
    "link": lambda one: sum(bool(a.url) for a in one.articles),
    "day of publication": lambda one: sum(bool(a.published) for a in one.articles),
    "language": lambda one: sum(bool(a.language) for a in one.articles),
    "title": lambda one: sum(bool(a.title) for a in one.articles),
    "origins": lambda one: len(one.account.origins),
    "who supports which value": lambda one: len(one.account.fields),
    "copies": lambda one: len(one.account.copies),
    "disagreements": lambda one: len(one.account.disagreements),
    "grade": lambda one: 1,
    "reason of the grade": lambda one: int(bool(one.account.why)),
    "grade by the rule": lambda one: int(one.account.rule_grade is not None),
    "judgements": lambda one: len(one.account.judged),
    "note": lambda one: int(bool(one.noted)),
    "level of the marking": lambda one: 1,
    "readers, originators and end of the marking": lambda one: int(
        bool(one.marking.originators or one.marking.expires or one.marking.releasable_to is not None)
    ),
}


class Losses:
    """What an export could not hold: how often, and why."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.records = 0
        self.masking = True
        self.names: set[str] = set()  # pseudonyms given
        self.held_back: Counter[str] = Counter()
        self.left_out = ""  # why the rest of the records is not in the export, and how to go on

    def lost(self, field: str, why: str, n: int = 1) -> None:
        """Count ``n`` values of a field that are not in the export."""
        if n > 0:
            self.counts[field, why] += n

    def hold_back(self, what: str, n: int) -> None:
        """Count what the reader may not see and so does not get."""
        if n > 0:
            self.held_back[what] += n

    def of(self, one: Record, lost: Mapping[str, str]) -> None:
        """Count the values that a record has of fields the format does not hold, field → why."""
        for field, why in lost.items():
            n = FIELDS[field](one)
            if n > 0:
                self.counts[field, why] += n

    @property
    def masked(self) -> int:
        """How many persons were masked."""
        return len(self.names)

    @property
    def written(self) -> int:
        """How many records are in the export."""
        return self.records - sum(n for (field, _), n in self.counts.items() if field.startswith("records: "))

    def listed(self) -> list[dict[str, str | int]]:
        """The losses as rows, the most frequent first."""
        ordered = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))
        return [{"field": field, "count": n, "why": why} for (field, why), n in ordered]
