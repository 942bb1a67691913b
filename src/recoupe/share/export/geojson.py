"""GeoJSON (RFC 7946): a feature for each account, with its point where one is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from recoupe.model import Event, Figure, Tie
from recoupe.share.export.geo import Point, point
from recoupe.share.export.losses import Losses
from recoupe.share.export.parts import Part, Writer
from recoupe.share.export.records import Record
from recoupe.share.export.stream import item, put_json

_FLAT = "properties are kept flat; --format jsonl has it"
LOST = {
    **dict.fromkeys((
        "statements beyond the best", "who supports which value", "copies", "country and sector of a side",
        "time as written", "trigger", "attribution", "judgements", "grade by the rule", "title", "language",
        "readers, originators and end of the marking",
    ), _FLAT),
    "disagreements": "their fields are named, the values are in --format jsonl",
}  # fmt: skip


def writer() -> Writer:
    """Writes one feature collection; what has no place is a feature without geometry, as RFC 7946 allows."""
    return Writer(_shape, _put)


def _shape(records: Iterable[Record], losses: Losses) -> Iterator[Part]:
    return (item(_feature(one, losses)) for one in records)


def _put(parts: Iterator[Part], out: Path, losses: Losses) -> None:
    put_json(parts, out, {"type": "FeatureCollection"}, "features")


def _feature(one: Record, losses: Losses) -> dict[str, Any]:
    losses.of(one, LOST)
    said, account = one.best(), one.account
    places = () if isinstance(said, Tie) else said.where
    points = list(dict.fromkeys(spot for place in places if (spot := point(place))))
    losses.lost("coordinates", "no point is known for the place", len(places) - len(points))
    when = account.when
    others = (
        said.recipients if isinstance(said, Event) else said.of if isinstance(said, Figure) else said.object
    )
    return {
        "type": "Feature",
        "id": account.id,
        "geometry": _geometry(points),
        "properties": {
            "name": one.sentence(), "kind": account.kind, "type": account.type, "mode": account.mode,
            "status": said.status, "start": when.start if when else None, "end": when.end if when else None,
            "doers": [e.id or e.text for e in (said.subject if isinstance(said, Tie) else said.actors)],
            "recipients": [e.id or e.text for e in others],
            "about": said.about if isinstance(said, Event) else None,
            "contexts": list(said.contexts) if isinstance(said, Event) else [],
            "value": said.value if isinstance(said, Figure) else None,
            "bound": said.bound if isinstance(said, Figure) else None,
            "unit": said.unit if isinstance(said, Figure) else None,
            "places": [place.text for place in places], "countries": [place.country for place in places],
            "precision": points[0].precision if points else None, "grade": account.grade, "why": account.why,
            "origins": [origin.origin for origin in account.origins],
            "disagreements": sorted({d.field for d in account.disagreements}), "marking": one.tlp,
            "sources": [
                {"doc": proof.doc, "outlet": source.outlet, "url": source.url, "published": source.published,
                 "start": proof.start, "end": proof.end, "quote": proof.quote,
                 "quote_sha256": proof.quote_sha256,
                 "article_sha256": proof.article_sha256}
                for proof in one.evidence for source in (one.source(proof.doc),)
            ],
            **({"note": one.noted} if one.noted else {}),
        },
    }  # fmt: skip


def _geometry(points: list[Point]) -> dict[str, Any] | None:
    """GeoJSON puts the longitude first."""
    spots = [[spot.longitude, spot.latitude] for spot in points]
    if len(spots) > 1:
        return {"type": "MultiPoint", "coordinates": spots}
    return {"type": "Point", "coordinates": spots[0]} if spots else None
