"""What a format cannot hold, counted, so that nothing is dropped in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from recoupe.model import Event, Figure, Tie
from recoupe.share.names import mentions

if TYPE_CHECKING:
    from recoupe.share.export.records import Record


# What each statement of a record says: the values of all statements are counted in one go.
_STATED = (
    "status", "doers", "recipients", "country and sector of a side", "about", "contexts",
    "value, bound and unit", "places", "time as written", "attribution",
)  # fmt: skip


def _stated(one: Record) -> dict[str, int]:
    """How many values the statements of a record have of each field of ``_STATED``."""
    status = doers = others = detailed = about = contexts = values = places = times = said_by = 0
    for proof in one.evidence:
        said = proof.statement
        status += said.status != "asserted"
        detailed += sum([1 for side in mentions(said) if side.country or side.sector])
        times += bool(said.when and said.when.text)
        said_by += said.attribution is not None
        if isinstance(said, Tie):
            doers += len(said.subject)
            others += len(said.object)
            continue
        doers += len(said.actors)
        places += len(said.where)
        if isinstance(said, Event):
            others += len(said.recipients)
            about += bool(said.about)
            contexts += len(said.contexts)
        else:
            others += len(said.of)
            values += isinstance(said, Figure)
    counts = (status, doers, others, detailed, about, contexts, values, places, times, said_by)
    return dict(zip(_STATED, counts, strict=True))


def _said(field: str) -> Callable[[Record], int]:
    return lambda one: _stated(one)[field]


def _period(one: Record) -> int:
    when = one.account.when
    return int(bool(when and when.start and when.end != when.start))


# Everything a record says: the name of a field → how many values of it a record has. A format declares which
# of them it does not hold, and why; a test looks for the others in what it writes.
FIELDS: dict[str, Callable[[Record], int]] = {
    **{field: _said(field) for field in _STATED},
    "account id": lambda one: 1,
    "kind and type": lambda one: 1,
    "mode": lambda one: int(one.account.mode is not None),
    "start": lambda one: int(bool(one.account.when and one.account.when.start)),
    "end of a period": _period,
    "statements beyond the best": lambda one: len(one.evidence) - 1,
    "trigger": lambda one: len(one.evidence),
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
        stated = _stated(one) if not lost.keys().isdisjoint(_STATED) else {}
        for field, why in lost.items():
            n = stated[field] if field in stated else FIELDS[field](one)
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
