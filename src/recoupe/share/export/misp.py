"""MISP: one event with an object for each account, quote and article; judgements as notes and opinions.

Object templates and relationships are those of misp-objects (2025). Distribution is « your organisation
only » throughout: MISP decides whom else it lets see them, and the TLP tags say what was agreed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from recoupe.model import Applied
from recoupe.share.export.losses import Losses
from recoupe.share.export.parts import Part, Writer
from recoupe.share.export.records import Evidence, Record, Source
from recoupe.share.export.stream import hashed, item, put_json
from recoupe.share.handling import LEVELS

Made = dict[str, Any]
# Name of a template → its id and version.
TEMPLATES = {
    "event": ("3853b726-6a9c-43b3-8ffb-23839b07d5a9", "1"),
    "annotation": ("5d8dc046-15a1-4ca3-a09f-ed4ede7c4487", "3"),
    "news-media": ("691463c5-5302-4847-9bec-4c56ccfec677", "3"),
}
_STATUS = {"asserted": "occurred", "historical": "occurred", "planned": "pending", "negated": "not-occurred"}
# MISP measures an opinion from 0, strongly against, to 100.
_OPINION = {1: 100, 2: 75, 3: 50, 4: 25, 5: 0}
_PLAIN = "in --format jsonl only"
LOST = {
    **dict.fromkeys((
        "statements beyond the best", "who supports which value", "copies", "country and sector of a side",
        "time as written", "trigger", "contexts", "readers, originators and end of the marking", "about",
        "recipients",
        "value, bound and unit", "places", "language",
    ), _PLAIN),
    "doers": "in the name of the event, as words",
    "origins": "their number is in the reason of the grade",
    "disagreements": "in the description of the event, as words",
    "grade by the rule": "in a note, as words",
}  # fmt: skip


def _uuid(seed: str) -> str:
    return hashed(f"misp:{seed}")


def writer() -> Writer:
    """Writes one MISP event, as ``pymisp.MISPEvent.load_file`` and the import of MISP read it."""
    made = _Event(datetime.now(UTC))
    return Writer(made.shape, made.put)


class _Event:
    def __init__(self, at: datetime) -> None:
        self.at = at
        self.now = str(int(at.timestamp()))
        self._told: set[str] = set()  # articles

    def shape(self, records: Iterable[Record], losses: Losses) -> Iterator[Part]:
        for one in records:
            losses.of(one, LOST)
            level = one.marking.level
            yield Part(level.encode(), "level", level)
            yield from self._record(one)

    def put(self, parts: Iterator[Part], out: Path, losses: Losses) -> None:
        level = 0

        def objects() -> Iterator[Part]:
            nonlocal level
            for one in parts:
                if one.to == "level":
                    level = max(level, LEVELS.index(one.once))
                else:
                    yield one

        def tags() -> dict[str, Any]:
            """The event's tag is the strictest of what it holds."""
            return {"Tag": [{"name": f"tlp:{LEVELS[level].lower()}"}]}

        head = {
            "uuid": _uuid(self.at.isoformat()), "info": "recoupe: what the press reports, cross-checked",
            "date": self.at.date().isoformat(), "timestamp": self.now, "distribution": "0", "analysis": "2",
            "threat_level_id": "4", "Attribute": [],
        }  # fmt: skip
        put_json(objects(), out, head, "Object", tail=tags, within="Event")

    def _record(self, one: Record) -> Iterator[Part]:
        account, said = one.account, one.best()
        for source in one.articles:
            own = _article_id(source.sha256, source.doc)
            if own not in self._told:
                self._told.add(own)
                yield item(self._article(own, source), once=own)
        quotes = [self._quote(account.id, proof, one.source(proof.doc)) for proof in one.evidence]
        yield from map(item, quotes)
        when = account.when
        start, end = (when.start, when.end) if when else (None, None)
        event = self._object("event", f"account:{account.id}", {
            "name": one.sentence(),
            "event_type": f"{account.kind}: {account.type} {account.mode or ''}".strip(),
            "status": _STATUS.get(said.status, "undetermined"), "description": _described(one),
            "start_time": f"{start}T00:00:00+00:00" if start else None,
            "end_time": f"{end}T23:59:59+00:00" if end else None,
            "start_time_fidelity": "day" if start else None, "end_time_fidelity": "day" if end else None,
        }, comment=account.id)  # fmt: skip
        tags = [
            f"tlp:{one.marking.level.lower()}",
            f'admiralty-scale:information-credibility="{account.grade}"',
        ]
        event["Attribute"][0]["Tag"] = [{"name": tag} for tag in tags]
        event["ObjectReference"] = [_refers(event["uuid"], quote["uuid"], "references") for quote in quotes]
        event |= self._judged(event["uuid"], account.judged, account.grade)
        if one.noted:
            event.setdefault("Note", []).append(self._note(event["uuid"], one.noted))
        yield item(event)

    def _quote(self, account: str, proof: Evidence, source: Source) -> Made:
        speaker = proof.statement.attribution
        said_by = f", said by {speaker.speaker}" if speaker else ""
        made = self._object("annotation", f"{account}:{proof.article_sha256}:{proof.doc}:{proof.position}", {
            "text": proof.quote, "type": "Other", "format": "text", "ref": source.url,
        }, comment=f"quote{said_by}: {proof.doc}, characters {proof.start} to {proof.end}, "
                   f"SHA-256 of the quote {proof.quote_sha256}")  # fmt: skip
        made["ObjectReference"] = [_refers(made["uuid"], _article_id(source.sha256, source.doc), "annotates")]
        return made

    def _article(self, own: str, source: Source) -> Made:
        made = self._object("news-media", own, {
            "source": source.outlet or source.doc, "title": source.title, "link": source.url,
        },
        comment=f"{source.doc}, {source.published or 'no day'}, "
                   f"SHA-256 of the text {source.sha256}")  # fmt: skip
        return made | {"uuid": own}

    def _object(self, name: str, seed: str, values: dict[str, str | None], comment: str) -> Made:
        template, version = TEMPLATES[name]
        own = _uuid(seed)
        attributes = [
            {
                "uuid": _uuid(f"{seed}:{relation}"), "object_relation": relation, "value": value,
                "type": _TYPES.get(relation, "text"), "category": _CATEGORIES.get(relation, "Other"),
                "to_ids": False, "disable_correlation": True, "distribution": "5", "timestamp": self.now,
            }
            for relation, value in values.items() if value
        ]  # fmt: skip
        return {
            "name": name, "meta-category": "misc", "template_uuid": template, "template_version": version,
            "uuid": own, "timestamp": self.now, "distribution": "5", "comment": comment,
            "Attribute": attributes,
        }  # fmt: skip

    def _note(self, event: str, words: str) -> Made:
        """A note of a brief."""
        at = datetime.fromtimestamp(int(self.now), UTC).strftime("%Y-%m-%d %H:%M:%S")
        return {
            "uuid": _uuid(f"brief:{event}"), "note": words, "language": "en", "authors": "recoupe",
            "object_uuid": event, "object_type": "Object", "created": at, "modified": at, "distribution": "0",
        }  # fmt: skip

    def _judged(self, event: str, judged: tuple[Applied, ...], grade: int) -> Made:
        notes, opinions = [], []
        for one in judged:
            words = f"{one.verdict}: {one.effect}" + (f". {one.why}" if one.why else "")
            at = datetime.fromisoformat(one.at).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
            common = {
                "authors": one.by, "object_uuid": event, "object_type": "Object", "created": at,
                "modified": at,
                "distribution": "0",
            }  # fmt: skip
            seed = f"{event}:{one.number}:{one.at}"
            notes.append(common | {"uuid": _uuid(f"note:{seed}"), "note": words, "language": "en"})
            value = 0 if one.verdict == "wrong" else _OPINION.get(grade) if one.verdict == "grade" else None
            if value is not None:
                opinions.append(
                    common | {"uuid": _uuid(f"opinion:{seed}"), "opinion": value, "comment": words}
                )
        return {name: found for name, found in (("Note", notes), ("Opinion", opinions)) if found}


_TYPES = {"start_time": "datetime", "end_time": "datetime", "ref": "link", "link": "link"}
_CATEGORIES = {"ref": "External analysis", "link": "External analysis"}


@lru_cache(maxsize=50_000)
def _article_id(sha256: str, doc: str) -> str:
    return _uuid(f"article:{sha256}:{doc}")


def _refers(own: str, other: str, how: str) -> Made:
    seed = f"reference:{own}:{other}:{how}"
    return {
        "uuid": _uuid(seed), "object_uuid": own, "referenced_uuid": other, "relationship_type": how,
        "comment": "",
    }  # fmt: skip


def _described(one: Record) -> str:
    lines = [f"Grade {one.account.grade}: {one.account.why}"]
    for found in one.account.disagreements:
        values = "; ".join(f"{value.value} ({', '.join(value.docs)})" for value in found.values)
        lines.append(f"{found.field}, {found.kind}: {values}")
    return "\n".join(lines)
