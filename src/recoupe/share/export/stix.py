"""STIX 2.1 bundle: an incident for each account, a report for each article, a sighting for each outlet.

What STIX has no property for travels in a property extension of the incident, which tools that do not know it
pass over. An id is made from a hash of what a thing is, so that a later export updates what an earlier one
brought; it has the form of a version 4 UUID, which the standard asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from recoupe.model import Applied, Entity, Event, Figure, Tie
from recoupe.share.export.losses import Losses
from recoupe.share.export.masking import PREFIX
from recoupe.share.export.parts import Part, Writer
from recoupe.share.export.people import is_person
from recoupe.share.export.records import Record, Source
from recoupe.share.export.stream import hashed, item, put_json
from recoupe.share.handling import LEVELS, Level
from recoupe.share.names import is_state

Made = dict[str, Any]
# The TLP 2.0 markings and their extension, with the ids that OASIS gave them (cti-stix-common-objects).
TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
TLP: dict[Level, str] = {
    "CLEAR": "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    "GREEN": "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    "AMBER": "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "AMBER+STRICT": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    "RED": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}
# Admiralty credibility as confidence: STIX 2.1, appendix A. 6 « cannot be judged » has none.
CONFIDENCE = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
# Told once for all accounts that name them; so is which article is a copy of which.
_SHARED = frozenset({"identity", "marking-definition"})
_COPY_OF = "derived-from"
OPINION = {1: "strongly-agree", 2: "agree", 3: "neutral", 4: "disagree", 5: "strongly-disagree"}
LOST = {"readers, originators and end of the marking": "STIX tells the level only"}
_SCHEMA = (
    "Property extension of incident and report. On an incident: kind, type, mode, status, start, end, about, "
    "contexts, value, bound, unit, places, grade, origins, fields, disagreements, copies, evidence, "
    "articles, as in one line of recoupe's JSON Lines. On a report: doc, and sha256 of the text in UTF-8."
)


def _id(kind: str, seed: str) -> str:
    return f"{kind}--{hashed(f'recoupe:{kind}:{seed}')}"


@lru_cache(maxsize=50_000)
def _shared_id(kind: str, seed: str) -> str:
    """The id of what several accounts name."""
    return _id(kind, seed)


RECOUPE = _id("identity", "recoupe")
EXTENSION = _id("extension-definition", "evidence")


def writer() -> Writer:
    """Writes one bundle; reports stand last, since each names every incident its article speaks of."""
    made = _Bundle(datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"))
    return Writer(made.shape, made.put)


def objects(records: Iterable[Record], losses: Losses, now: str) -> Iterator[Made]:
    """The objects of a bundle made at the moment ``now`` (to the millisecond)."""
    made = _Bundle(now)
    yield from made.head()
    for one in records:
        yield from made.of(one, losses)
    for id, report in made.reports.items():
        yield report | {"object_refs": made.told[id]}


class _Reports(msgspec.Struct, array_like=True):
    """The reports that some accounts named first, without their end; by id, the incidents of each."""

    reports: list[tuple[str, bytes]]
    told: list[tuple[str, list[str]]]


_PACK, _UNPACK = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(_Reports)


class _Bundle:
    def __init__(self, now: str) -> None:
        self.now = now
        self.losses = Losses()
        self.seen: set[str] = set()
        self.told: dict[str, list[str]] = {}  # report → incidents and what hangs on them
        self.reports: dict[str, Made] = {}

    def shape(self, records: Iterable[Record], losses: Losses) -> Iterator[Part]:
        encode = msgspec.json.Encoder().encode
        for one in records:
            for made in self.of(one, losses):
                shared = made["type"] in _SHARED or made.get("relationship_type") == _COPY_OF
                yield item(made, once=made["id"] if shared else "")
        # Left open for the incidents that they name.
        reports = [(id, encode(made)[:-1]) for id, made in self.reports.items()]
        yield Part(_PACK.encode(_Reports(reports, list(self.told.items()))), "reports")
        self.reports, self.told = {}, {}

    def put(self, parts: Iterator[Part], out: Path, losses: Losses) -> None:
        bundle = {"type": "bundle", "id": _id("bundle", self.now)}
        put_json(self._whole(parts), out, bundle, "objects")

    def _whole(self, parts: Iterator[Part]) -> Iterator[Part]:
        """The parts; reports last, with every incident that they name."""
        reports: dict[str, bytes] = {}
        told: dict[str, list[str]] = {}
        encode = msgspec.json.Encoder().encode
        yield from map(item, self.head())
        for one in parts:
            if one.to != "reports":
                yield one
                continue
            some = _UNPACK.decode(one.data)
            for id, data in some.reports:
                reports.setdefault(id, data)
            for id, incidents in some.told:
                told.setdefault(id, []).extend(incidents)
        for id, data in reports.items():
            refs = encode(list(dict.fromkeys(told[id])))
            yield Part(b",\n" + data + b',"object_refs":' + refs + b"}")

    def head(self) -> Iterator[Made]:
        """Who made it, and what its extension means."""
        yield {
            "type": "identity", "spec_version": "2.1", "id": RECOUPE, "created": "2026-01-01T00:00:00.000Z",
            "modified": "2026-01-01T00:00:00.000Z", "name": "recoupe", "identity_class": "system",
        }  # fmt: skip
        yield {
            "type": "extension-definition", "spec_version": "2.1", "id": EXTENSION, "created_by_ref": RECOUPE,
            "created": "2026-01-01T00:00:00.000Z", "modified": "2026-01-01T00:00:00.000Z",
            "name": "recoupe evidence",
            "description": "Where the press says it: quotes with offsets and hashes, origins, disagreements.",
            "schema": _SCHEMA, "version": "1.0.0", "extension_types": ["property-extension"],
        }  # fmt: skip

    def of(self, one: Record, losses: Losses) -> Iterator[Made]:
        """The objects of a record that were not told yet; reports are kept, and what they name."""
        self.losses = losses
        losses.of(one, LOST)
        yield from self._marking(one.marking.level)
        yield from self._record(one)

    def _record(self, one: Record) -> Iterator[Made]:
        account = one.account
        dated = sorted(source.published for source in one.articles if source.published)
        marking = [TLP[one.marking.level]]
        incident = self._object("incident", account.id, dated[0] if dated else None, marking) | {
            "name": one.sentence(), "description": _described(one), "labels": [account.kind, account.type],
            "external_references": [
                _reference(source) for source in one.articles if source.url or source.outlet
            ],
            "extensions": {EXTENSION: {"extension_type": "property-extension", **_evidence(one)}},
        }  # fmt: skip
        if not incident["external_references"]:
            del incident["external_references"]
        if account.grade in CONFIDENCE:
            incident["confidence"] = CONFIDENCE[account.grade]
        yield incident
        yield from self._sides(one, incident["id"], marking)
        yield from self._sightings(one, incident["id"], marking)
        reports = {source.doc: self._report(source, incident["id"]) for source in one.articles}
        yield from self._copies(one, reports)
        if one.noted:
            yield self._object("note", f"brief:{account.id}", dated[0] if dated else None, marking) | {
                "abstract": "Note of a brief", "content": one.noted, "object_refs": [incident["id"]],
            }  # fmt: skip
        for judged in account.judged:
            yield from self._judgement(judged, incident["id"], account.grade, marking)

    def _marking(self, level: Level) -> Iterator[Made]:
        # A judgement's own objects are marked as strictly as the account they bear on.
        for one in dict.fromkeys((level, LEVELS[0])):
            if TLP[one] not in self.seen:
                self.seen.add(TLP[one])
                yield {
                    "type": "marking-definition", "spec_version": "2.1", "id": TLP[one],
                    "created": "2022-10-01T00:00:00.000Z", "name": f"TLP:{one}",
                    "extensions": {
                        TLP_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": one.lower()}
                    },
                }  # fmt: skip

    def _object(self, kind: str, seed: str, day: str | None, marking: list[str], id: str = "") -> Made:
        created = f"{day}T00:00:00.000Z" if day else self.now
        return {
            "type": kind, "spec_version": "2.1", "id": id or _id(kind, seed), "created_by_ref": RECOUPE,
            "created": min(created, self.now), "modified": self.now, "object_marking_refs": marking,
        }  # fmt: skip

    def _identity(self, name: str, seed: str, kind: str) -> tuple[str, Made | None]:
        """An identity's id, and the identity where it was not told yet."""
        own = _shared_id("identity", seed)
        if own in self.seen:
            return own, None
        self.seen.add(own)
        made = self._object("identity", seed, "2026-01-01", [TLP["CLEAR"]])
        return own, made | {"name": name, "identity_class": kind}

    def _sides(self, one: Record, incident: str, marking: list[str]) -> Iterator[Made]:
        for role, entity in _sides(one):
            if not entity.id and not entity.text:
                continue
            name, kind = _named(entity)
            own, made = self._identity(name, f"side:{entity.id or entity.text}", kind)
            if made:
                yield made
            seed = f"{incident}:{role}:{own}"
            id = _id("relationship", seed)
            if id not in self.seen:
                self.seen.add(id)
                yield self._object("relationship", seed, None, marking, id) | {
                    "relationship_type": "related-to", "source_ref": incident, "target_ref": own,
                    "description": role,
                }  # fmt: skip

    def _sightings(self, one: Record, incident: str, marking: list[str]) -> Iterator[Made]:
        outlets: dict[str, list[Source]] = {}
        for source in one.articles:
            if source.outlet:
                outlets.setdefault(source.outlet, []).append(source)
            else:
                self.losses.lost("sighting", "the article's outlet is not known")
        for outlet, sources in outlets.items():
            own, made = self._identity(outlet, f"outlet:{outlet}", "organization")
            if made:
                yield made
            days = sorted(source.published for source in sources if source.published)
            seen = self._object("sighting", f"{incident}:{outlet}", days[0] if days else None, marking)
            seen |= {"sighting_of_ref": incident, "where_sighted_refs": [own], "count": len(sources)}
            if days:
                seen |= {"first_seen": f"{days[0]}T00:00:00.000Z", "last_seen": f"{days[-1]}T23:59:59.000Z"}
            yield seen

    def _report(self, source: Source, incident: str) -> str:
        """The id of an article's report; empty where it has no day, which a report must have."""
        if not source.published:
            self.losses.lost("report", "a report needs the day of publication")
            return ""
        seed = f"{source.sha256}:{source.doc}"
        own = _shared_id("report", seed)
        if own not in self.seen:
            self.seen.add(own)
            made = self._object("report", seed, source.published, [TLP["CLEAR"]]) | {
                "name": source.title or source.doc, "published": f"{source.published}T00:00:00.000Z",
                "extensions": {EXTENSION: {
                    "extension_type": "property-extension", "doc": source.doc, "sha256": source.sha256,
                }},
            }  # fmt: skip
            if source.language:
                made["lang"] = source.language
            if source.url or source.outlet:
                made["external_references"] = [_reference(source)]
            self.reports[own] = made
        refs = self.told.setdefault(own, [])
        if incident not in refs:
            refs.append(incident)
        return own

    def _copies(self, one: Record, reports: dict[str, str]) -> Iterator[Made]:
        days = {source.doc: source.published or "9999" for source in one.articles}
        for group in one.account.copies:
            known = sorted((doc for doc in group if reports.get(doc)), key=lambda doc: (days[doc], doc))
            for doc in known[1:]:
                seed = f"{reports[doc]}:{reports[known[0]]}"
                own = _id("relationship", seed)
                if own not in self.seen and reports[doc] != reports[known[0]]:
                    self.seen.add(own)
                    yield self._object("relationship", seed, None, [TLP["CLEAR"]]) | {
                        "relationship_type": _COPY_OF, "source_ref": reports[doc],
                        "target_ref": reports[known[0]], "description": "copy",
                    }  # fmt: skip

    def _judgement(self, judged: Applied, incident: str, grade: int, marking: list[str]) -> Iterator[Made]:
        seed = f"{judged.number}:{judged.at}:{incident}"
        day = judged.at[:10]
        words = f"{judged.verdict}: {judged.effect}" + (f". {judged.why}" if judged.why else "")
        yield self._object("note", seed, day, marking) | {
            "abstract": f"Judged {judged.verdict}", "content": words, "authors": [judged.by],
            "object_refs": [incident],
        }  # fmt: skip
        opinion = "strongly-disagree" if judged.verdict == "wrong" else None
        if judged.verdict == "grade":
            opinion = OPINION.get(grade)
        if opinion:
            yield self._object("opinion", seed, day, marking) | {
                "opinion": opinion, "explanation": words, "authors": [judged.by], "object_refs": [incident],
            }  # fmt: skip


def _sides(one: Record) -> Iterator[tuple[str, Entity]]:
    said = one.best()
    if isinstance(said, Tie):
        yield from (("subject", entity) for entity in said.subject)
        yield from (("object", entity) for entity in said.object)
        return
    yield from (("actor", entity) for entity in said.actors)
    if isinstance(said, Event):
        yield from (("recipient", entity) for entity in said.recipients)
    else:
        yield from (("of", entity) for entity in said.of)


def _named(entity: Entity) -> tuple[str, str]:
    """A side's name and its identity class."""
    if entity.id and is_state(entity.id):
        from recoupe.share.export.geo import country_name

        return country_name(entity.id), "organization"
    if is_person(entity) or PREFIX in (entity.id or entity.text):
        return entity.text, "individual"
    return entity.text, "organization" if entity.id else "group"


def _reference(source: Source) -> Made:
    # ``url`` asks for a hash of what stands there, a page that recoupe may never have had.
    made = {"source_name": source.outlet or source.doc, "description": source.title or source.doc}
    return made | ({"external_id": source.url} if source.url else {})


def _described(one: Record) -> str:
    quotes = (f"« {proof.quote} » ({one.source(proof.doc).outlet or proof.doc})" for proof in one.evidence)
    return f"{one.account.why}\n\n" + "\n\n".join(quotes)


def _evidence(one: Record) -> Made:
    account, said = one.account, one.best()
    figure = said if isinstance(said, Figure) else None
    made: Made = {
        "account": account.id, "kind": account.kind, "type": account.type, "mode": account.mode,
        "status": said.status,
        "start": account.when.start if account.when else None,
        "end": account.when.end if account.when else None,
        "about": said.about if isinstance(said, Event) else None,
        "contexts": said.contexts if isinstance(said, Event) else None,
        "value": figure.value if figure else None, "bound": figure.bound if figure else None,
        "unit": figure.unit if figure else None, "places": () if isinstance(said, Tie) else said.where,
        "grade": account.grade, "grade_why": account.why, "rule_grade": account.rule_grade,
        "origins": account.origins,
        "fields": account.fields, "disagreements": account.disagreements, "copies": account.copies,
        "evidence": one.evidence, "articles": one.articles,
    }  # fmt: skip
    return {name: value for name, value in made.items() if value not in (None, (), {}, "")}
