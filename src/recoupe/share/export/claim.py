"""schema.org ``Claim`` as JSON-LD: what is claimed, where it appeared, and what it is about. No ratings.

A grade is not exported: a ``reviewRating`` of a ``ClaimReview`` would say that a claim was checked and found
true or false, which a count of origins does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from recoupe.model import Entity, Event, Figure, Place, When
from recoupe.share.export.geo import country_name, point
from recoupe.share.export.losses import Losses
from recoupe.share.export.parts import Part, Writer
from recoupe.share.export.people import is_person
from recoupe.share.export.records import Evidence, Record, Source
from recoupe.share.export.stream import item, put_json
from recoupe.share.names import is_state

_NONE = "schema.org has no property for it"
_RATING = "a rating would say that the claim was checked, so none is given"
LOST = {
    **dict.fromkeys((
        "mode", "contexts", "trigger", "time as written", "copies", "disagreements",
        "who supports which value",
        "country and sector of a side", "judgements", "note",
        "readers, originators and end of the marking", "status",
        "offsets",
    ), _NONE),
    **dict.fromkeys(("grade", "reason of the grade", "grade by the rule"), _RATING),
    "statements beyond the best": "their quotes are appearances, their fields are in --format jsonl",
}  # fmt: skip


def writer() -> Writer:
    """Writes one JSON-LD document, a node of ``@graph`` for each account."""
    return Writer(_shape, _put)


def _shape(records: Iterable[Record], losses: Losses) -> Iterator[Part]:
    return (item(_claim(one, losses)) for one in records)


def _put(parts: Iterator[Part], out: Path, losses: Losses) -> None:
    put_json(parts, out, {"@context": "https://schema.org"}, "@graph")


def _claim(one: Record, losses: Losses) -> dict[str, Any]:
    losses.of(one, LOST)
    account = one.account
    dated = sorted((s.published, s.doc) for s in one.articles if s.published)
    appearances = [_appearance(proof, one.source(proof.doc)) for proof in one.evidence]
    first = next((a for a in appearances if dated and a.get("datePublished") == dated[0][0]), None)
    speakers = [proof.statement.attribution for proof in one.evidence if proof.statement.attribution]
    return _filled({
        "@type": "Claim", "@id": f"urn:recoupe:{account.id}", "identifier": account.id,
        "text": one.sentence(),
        "datePublished": dated[0][0] if dated else None, "firstAppearance": first, "appearance": appearances,
        "claimInterpreter": {"@type": "SoftwareApplication", "name": "recoupe"},
        "author": [{"@type": "Thing", "name": name} for name in dict.fromkeys(s.speaker for s in speakers)],
        "isBasedOn": [{"@type": "CreativeWork", "name": origin.origin} for origin in account.origins],
        "about": _about(one), "conditionsOfAccess": one.tlp, "keywords": [account.kind, account.type],
        "temporalCoverage": _period(account.when),
    })  # fmt: skip


def _appearance(proof: Evidence, source: Source) -> dict[str, Any]:
    return _filled({
        "@type": "NewsArticle", "name": source.doc, "headline": source.title, "url": source.url,
        "identifier": {"@type": "PropertyValue", "propertyID": "sha256", "value": proof.article_sha256},
        "datePublished": source.published, "inLanguage": source.language,
        "publisher": {"@type": "NewsMediaOrganization", "name": source.outlet} if source.outlet else None,
        "abstract": proof.quote,
    })  # fmt: skip


def _about(one: Record) -> list[dict[str, Any]]:
    said, when = one.best(), one.account.when
    start, end = (when.start, when.end) if when else (None, None)
    if isinstance(said, Event):
        return [_filled({
            "@type": "Event", "name": one.sentence(), "startDate": start, "endDate": end,
            "about": {"@type": "Thing", "name": said.about} if said.about else None,
            "organizer": [_side(e) for e in said.actors], "attendee": [_side(e) for e in said.recipients],
            "location": [_place(p) for p in said.where],
        })]  # fmt: skip
    if isinstance(said, Figure):
        low, high = said.bound in {"exact", "min"}, said.bound in {"exact", "max"}
        observed = _filled({
            "@type": "Observation", "measuredProperty": {"@type": "Property", "name": said.measure},
            "observationAbout": [_side(e) for e in said.of], "value": said.value, "unitText": said.unit,
            "minValue": said.value if low else None, "maxValue": said.value if high else None,
            "observationPeriod": _period(when),
        })  # fmt: skip
        return [observed, *(_side(e) for e in said.actors), *(_place(p) for p in said.where)]
    return [_side(e) for e in (*said.subject, *said.object)]


def _period(when: When | None) -> str | None:
    return f"{when.start or '..'}/{when.end or '..'}" if when and (when.start or when.end) else None


def _side(entity: Entity) -> dict[str, Any]:
    kind = "Person" if is_person(entity) or (entity.id or "").startswith("Person-") else "Organization"
    if entity.id and is_state(entity.id):
        return {"@type": "Country", "identifier": entity.id, "name": country_name(entity.id)}
    return _filled({"@type": kind, "identifier": entity.id, "name": entity.text})


def _place(place: Place) -> dict[str, Any]:
    spot = point(place)
    return _filled({
        "@type": "Place", "name": place.text,
        "address": {"@type": "PostalAddress", "addressCountry": place.country} if place.country else None,
        "geo": {"@type": "GeoCoordinates", "latitude": spot.latitude,
        "longitude": spot.longitude} if spot else None,
    })  # fmt: skip


def _filled(node: dict[str, Any]) -> dict[str, Any]:
    """The node without empty members; a list of one is that one."""
    kept = {}
    for name, value in node.items():
        if isinstance(value, dict):
            value = _filled(value)
        if value not in (None, "", [], {}):
            kept[name] = value[0] if isinstance(value, list) and len(value) == 1 else value
    return kept
