"""POLECAT: its 40 tab-separated columns, one line per event and pair of sides.

Column names and order: POLECAT weekly files (Harvard Dataverse, doi:10.7910/DVN/AJGVIT).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

from recoupe.model import Entity, Event, Place
from recoupe.share.export.geo import point
from recoupe.share.export.losses import FIELDS, Losses
from recoupe.share.export.parts import Part, Writer
from recoupe.share.export.people import is_person
from recoupe.share.export.plover import codebook, quad, strict
from recoupe.share.export.records import Record
from recoupe.share.export.stream import put_file
from recoupe.share.export.tables import Lines, cells, columns

COLUMNS = columns("polecat_40_tsv", "	")
VERSION = "recoupe"
_NONE = "POLECAT has no column for it"
_FIRST = "POLECAT tells one statement of one source"
LOST = {
    **dict.fromkeys((
        "status", "about", "time as written", "trigger", "attribution", "quote", "offsets", "hashes", "link",
        "title",
        "origins", "who supports which value", "copies", "disagreements", "grade", "reason of the grade",
        "grade by the rule", "judgements", "note", "level of the marking",
        "readers, originators and end of the marking",
    ), _NONE),
    "end of a period": "POLECAT holds one day, and the first is told",
    "statements beyond the best": _FIRST,
    "value, bound and unit": "POLECAT holds events only",
}  # fmt: skip


def writer() -> Writer:
    """Writes the events of the records; ties, figures and undated events are losses."""
    return Writer(_shape, _put)


def _shape(records: Iterable[Record], losses: Losses) -> Iterator[Part]:
    made = (row for one in records for row in _of(one, losses))
    rows = [[*map(_plain, cells((row.get(name) for name in COLUMNS), losses))] for row in made]
    yield Part(Lines("\t", "\n").of(rows))


def _put(parts: Iterator[Part], out: Path, losses: Losses) -> None:
    put_file(parts, out, head=Lines("\t", "\n").of([COLUMNS]))


def _of(one: Record, losses: Losses) -> Iterator[dict[str, object]]:
    """The rows of a record, or none."""
    said = one.best()
    if not isinstance(said, Event):
        losses.lost(f"records: {said.kind}s", "POLECAT holds events only")
        return
    if said.status in {"negated", "hypothetical"}:
        losses.lost("records: events", f"POLECAT cannot say that an event is {said.status}")
        return
    when = one.account.when
    if not when or not (when.start or when.end):
        losses.lost("records: events", "POLECAT needs a date")
        return
    losses.of(one, LOST)
    if said.mode and strict(said)[1] != said.mode:
        losses.lost("mode", "a mode that PLOVER lacks falls back to the codebook's, or to none")
    losses.lost("places", "POLECAT holds one place", len(said.where) - 1)
    losses.lost(
        "contexts", "not in the codebook", sum(c not in codebook()["contexts"] for c in said.contexts)
    )
    for field in ("outlet", "day of publication", "language"):
        losses.lost(field, _FIRST, FIELDS[field](one) - 1)
    yield from _rows(one, said, when.start or when.end or "")


def _rows(one: Record, said: Event, day: str) -> Iterator[dict[str, object]]:
    kind, mode = strict(said)
    quadrant, score = quad(kind)
    source = one.source(said.doc)
    sides = (*said.actors, *said.recipients)
    people = sorted({e.text for e in sides if is_person(e)})
    names = sorted({e.text for e in sides if not is_person(e)})
    row: dict[str, object] = {
        "Event Date": day, "Event Type": kind, "Event Mode": mode, "Intensity": score,
        "Quad Code": quadrant, "Contexts": [c for c in said.contexts if c in codebook()["contexts"]],
        "Source": source.outlet or source.doc, "Publication Date": source.published,
        "Story People": people, "Story Organizations": names, "Story Locations": [p.text for p in said.where],
        "Language": source.language, "Version": VERSION,
    }  # fmt: skip
    where = said.where[0] if said.where else None
    row |= _place(where)
    doers, others = said.actors, said.recipients
    if not others and len(doers) > 1:  # a reciprocal event: the first side with each other
        doers, others = doers[:1], doers[1:]
    pairs = list(product(doers or (None,), others or (None,)))
    for number, (actor, other) in enumerate(pairs, 1):
        own = one.account.id if len(pairs) == 1 else f"{one.account.id}-{number}"
        yield row | {"Event ID": own} | _side("Actor", actor) | _side("Recipient", other)


def _side(role: str, entity: Entity | None) -> dict[str, object]:
    if entity is None:
        return {}
    return {
        f"{role} Name": entity.id or entity.text, f"{role} Country": entity.country,
        f"Primary {role} Sector": entity.sector, f"{role} Sectors": entity.sector,
        f"{role} Name Raw": entity.text,
    }  # fmt: skip


def _place(place: Place | None) -> dict[str, object]:
    if place is None:
        return {}
    spot = point(place)
    found: dict[str, object] = {
        "Placename": place.text,
        "Raw Placename": place.text,
        "Country": place.country,
    }
    if spot:
        found |= {"Placename": spot.name, "Latitude": spot.latitude, "Longitude": spot.longitude}
        found["City" if spot.precision == "place" else "Placename"] = spot.name
    return found


def _plain(value: object) -> object:
    """No tab or line end within a field."""
    return " ".join(value.split()) if isinstance(value, str) else value
