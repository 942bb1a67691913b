"""Records as STIX 2.1 objects, so that they pass through TAXII: what other tools read, and the signed record.

An article is a report, an account an incident, everything else a note. The record rides in a property
extension; recoupe takes it from there and believes nothing else of the object.
"""

from __future__ import annotations

import uuid
from typing import Any

import msgspec

from recoupe.errors import PackError
from recoupe.share.exchange.telling import told
from recoupe.share.exchange.wire import OfArticle, Record

_SPACE = uuid.UUID("5f0b6f0e-3c43-5a53-9a0c-6f4f3d1b7a10")
EXTENSION = f"extension-definition--{uuid.uuid5(_SPACE, 'recoupe-record/1')}"
TYPES = {"article": "report", "account": "incident"}
# OASIS, TLP 2.0 statements for STIX 2.1.
_TLP = {
    "CLEAR": "94868c89-83c2-464b-929b-a1a8aa3c8487",
    "GREEN": "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    "AMBER": "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "AMBER+STRICT": "939a9414-2ddd-4d32-a0cd-375ea402b003",
    "RED": "e828b379-4e03-4974-9ac4-e53a884c97c1",
}


def type_of(kind: str) -> str:
    """The STIX type of a kind of record."""
    return TYPES.get(kind, "note")


def id_of(kind: str, record: str) -> str:
    """The STIX id of a record."""
    return f"{type_of(kind)}--{uuid.uuid5(_SPACE, record)}"


def identity(node: str) -> str:
    """The STIX id of a node."""
    return f"identity--{uuid.uuid5(_SPACE, node)}"


def to_stix(line: bytes) -> dict[str, Any]:
    """The object of a record's line."""
    record = msgspec.json.decode(line, type=Record)
    kind = type_of(record.kind)
    by = identity(record.originator)
    made: dict[str, Any] = {
        "type": kind,
        "spec_version": "2.1",
        "id": id_of(record.kind, record.id),
        "created_by_ref": by,
        "created": _time(record.made),
        "modified": _time(record.at),
        "object_marking_refs": [f"marking-definition--{_TLP[record.marking.level]}"],
        "extensions": {EXTENSION: {"extension_type": "property-extension", "line": line.decode()}},
    }
    if record.state != "live":
        made["revoked"] = True
    says = told(record) or record.state
    body = record.content() if record.body is not None else None
    if kind == "note":
        return made | {"content": says, "object_refs": [by]}
    made["name"] = says
    if kind == "report":
        published = body.article.published if isinstance(body, OfArticle) else None
        made |= {"published": f"{published}T00:00:00Z" if published else made["created"], "object_refs": [by]}
        if isinstance(body, OfArticle) and body.article.url:
            source = body.article.outlet or body.article.doc
            made["external_references"] = [{"source_name": source, "url": body.article.url}]
    return made


def line_of(thing: Any) -> bytes:
    """The record's line that an object carries; raises ``PackError`` where it has none."""
    line = None
    if isinstance(thing, dict) and isinstance(extensions := thing.get("extensions"), dict):
        if isinstance(extension := extensions.get(EXTENSION), dict):
            line = extension.get("line")
    if not isinstance(line, str):
        raise PackError("the object carries no record of recoupe")
    return line.encode("utf-8", "surrogatepass")


def _time(at: str) -> str:
    return at.removesuffix("Z") + ".000Z"
