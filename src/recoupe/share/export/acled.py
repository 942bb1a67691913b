"""ACLED: its 31 columns, for the events that its codebook (2024) has: violence, protest, arrests …"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from recoupe.model import Entity, Event
from recoupe.share.export.geo import numeric, point, region
from recoupe.share.export.losses import Losses
from recoupe.share.export.parts import Part, Writer
from recoupe.share.export.plover import strict
from recoupe.share.export.records import Record
from recoupe.share.export.stream import put_file
from recoupe.share.export.tables import Lines, cells, columns

COLUMNS = columns("acled_31", ",")
_STRATEGIC = ("Strategic developments", "Strategic developments")
_VIOLENCE = "Political violence"
# PLOVER type and mode → disorder type, event type, sub-event type; "" stands for every other mode.
# Seizure by the state is not among them: ACLED would call it looting.
KINDS: dict[tuple[str, str], tuple[str, str, str]] = {
    ("AGREE", ""): (*_STRATEGIC, "Agreement"),
    ("SUPPORT", "sign"): (*_STRATEGIC, "Agreement"),
    ("RETREAT", "ceasefire"): (*_STRATEGIC, "Agreement"),
    ("RETREAT", "disarm"): (*_STRATEGIC, "Disrupted weapons use"),
    ("COERCE", "arrest"): (*_STRATEGIC, "Arrests"),
    ("COERCE", "dismantle"): (*_STRATEGIC, "Arrests"),
    ("COERCE", "foil"): (*_STRATEGIC, "Disrupted weapons use"),
    ("MOBILIZE", ""): (*_STRATEGIC, "Change to group/activity"),
    ("PROTEST", ""): ("Demonstrations", "Protests", "Peaceful protest"),
    ("PROTEST", "riot"): ("Demonstrations", "Riots", "Violent demonstration"),
    ("ASSAULT", ""): (_VIOLENCE, "Violence against civilians", "Attack"),
    ("ASSAULT", "abduct"): (_VIOLENCE, "Violence against civilians", "Abduction/forced disappearance"),
    ("ASSAULT", "sexual"): (_VIOLENCE, "Violence against civilians", "Sexual violence"),
    ("ASSAULT", "explosives"): (_VIOLENCE, "Explosions/Remote violence", "Remote explosive/landmine/IED"),
    ("ASSAULT", "suicide-attack"): (_VIOLENCE, "Explosions/Remote violence", "Suicide bomb"),
    ("ASSAULT", "aerial"): (_VIOLENCE, "Explosions/Remote violence", "Air/drone strike"),
    ("ASSAULT", "drone"): (_VIOLENCE, "Explosions/Remote violence", "Air/drone strike"),
    ("ASSAULT", "heavy-weapons"): (
        _VIOLENCE,
        "Explosions/Remote violence",
        "Shelling/artillery/missile attack",
    ),
}
_NONE = "ACLED has no column for it"
LOST = {
    **dict.fromkeys((
        "mode", "end of a period", "statements beyond the best", "status", "about", "contexts",
        "time as written",
        "trigger", "attribution", "offsets", "hashes", "link", "day of publication", "language", "title",
        "who supports which value", "copies", "disagreements", "reason of the grade", "grade by the rule",
        "judgements",
        "readers, originators and end of the marking",
    ), _NONE),
    "origins": "their number stands in tags, their names nowhere",
    "country and sector of a side": "the sector is in inter1 and inter2 as ACLED has it, the country nowhere",
    "value, bound and unit": "ACLED holds events only",
}  # fmt: skip
_INTER = {
    **dict.fromkeys(("GOV", "COP", "SPY", "MIL", "JUD", "LEG"), "State forces"),
    "REB": "Rebel group", "CVL": "Civilians", "REF": "Civilians", "UAF": "Political militia",
}  # fmt: skip


def writer() -> Writer:
    """Writes what ACLED has a sub-event type, a date and a place for; the rest is a loss."""
    return Writer(_shape, _put)


def _shape(records: Iterable[Record], losses: Losses) -> Iterator[Part]:
    found = (row for one in records if (row := _row(one, losses)))
    rows = [cells((row.get(name) for name in COLUMNS), losses) for row in found]
    yield Part(Lines(terminator="\n").of(rows))


def _put(parts: Iterator[Part], out: Path, losses: Losses) -> None:
    put_file(parts, out, head=Lines(terminator="\n").of([COLUMNS]))


def _row(one: Record, losses: Losses) -> dict[str, object] | None:
    said, when = one.best(), one.account.when
    if not isinstance(said, Event):
        losses.lost(f"records: {said.kind}s", "ACLED holds events only")
        return None
    kind = strict(said)[0]
    own = KINDS.get((said.type, said.mode or "")) or KINDS.get((kind, ""))
    if (
        own is None
        or said.status in {"negated", "hypothetical"}
        or (said.status == "planned" and kind != "AGREE")
    ):
        losses.lost("records: events", "no sub-event type of ACLED, or not said to have happened")
        return None
    if not when or not when.start:
        losses.lost("records: events", "ACLED needs a date")
        return None
    place = next((p for p in said.where if p.country), None)
    if place is None or place.country is None:
        losses.lost("records: events", "ACLED needs a place")
        return None
    spot = point(place)
    losses.of(one, LOST)
    losses.lost("places", "ACLED holds one place", len(said.where) - 1)
    losses.lost("fatalities", "deaths are figures of their own, which a row cannot be tied to")
    exact = when.end == when.start
    quoted = "; ".join(f"« {e.quote} » ({one.source(e.doc).outlet or e.doc})" for e in one.evidence)
    notes = " ".join(f"{one.noted} {quoted}".split())
    sources = [one.source(e.doc).outlet or e.doc for e in one.evidence]
    others = said.recipients or said.actors[1:]
    inter1, inter2 = _inter(said.actors[:1]), _inter(others[:1])
    month = bool(when.end and when.end[:7] == when.start[:7])
    return {
        "event_id_cnty": one.account.id, "event_date": when.start, "year": when.start[:4],
        "time_precision": 1 if exact else 2 if month and _days(when.start, when.end) < 8 else 3,
        "disorder_type": own[0], "event_type": own[1], "sub_event_type": own[2],
        "actor1": _name(said.actors[:1]), "assoc_actor_1": _name(said.actors[1:] if said.recipients else ()),
        "inter1": inter1, "actor2": _name(others[:1]), "assoc_actor_2": _name(others[1:]), "inter2": inter2,
        "interaction": "-".join(x for x in (inter1, inter2) if x), "iso": numeric(place.country),
        "civilian_targeting": "Civilian targeting" if own[1] == "Violence against civilians" else "",
        "region": region(place.country), "country": spot.country_name if spot else place.country,
        "location": place.text, "latitude": spot.latitude if spot else "",
        "longitude": spot.longitude if spot else "",
        "geo_precision": 1 if spot and spot.precision == "place" else 3,
        "source": list(dict.fromkeys(sources)), "source_scale": "", "notes": notes,
        "tags": f"recoupe; {one.tlp}; grade {one.account.grade}; {len(one.account.origins)} origins",
    }  # fmt: skip


def _days(start: str, end: str | None) -> int:
    return int((end or start)[8:]) - int(start[8:])


def _name(entities: tuple[Entity, ...]) -> str:
    return "; ".join(e.id or e.text for e in entities)


def _inter(entities: tuple[Entity, ...]) -> str:
    for entity in entities:
        return _INTER.get(entity.sector or "", "State forces" if entity.id and len(entity.id) == 3 else "")
    return ""
