"""FollowTheMoney entities, one a line: Event, Article, Mention, Documentation, Note, and the sides.

Ids are made from what a thing is (an account's id, the hash of an article's text, an entity's id), so that a
later export of the same library updates what an earlier one brought.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from recoupe.model import Entity, Event, Tie
from recoupe.share.export.geo import alpha2, country_name
from recoupe.share.export.losses import Losses
from recoupe.share.export.masking import PREFIX
from recoupe.share.export.office import OFFICE
from recoupe.share.export.parts import Part, Writer
from recoupe.share.export.people import is_person
from recoupe.share.export.records import Evidence, Record, Source
from recoupe.share.export.stream import put_file
from recoupe.share.names import is_state

_NONE = "FollowTheMoney has no property for it"
_NOTED = "in the notes of the event, as text"
LOST = {
    **dict.fromkeys((
        "copies", "who supports which value", "time as written", "contexts", "trigger",
        "value, bound and unit",
        "readers, originators and end of the marking", "status",
    ), _NONE),
    "statements beyond the best": "their quotes are documentations, their fields are in --format jsonl",
    "recipients": "all sides are « involved »; who does and who undergoes is in the name only",
    "disagreements": _NOTED, "origins": _NOTED, "reason of the grade": _NOTED, "grade by the rule": _NONE,
}  # fmt: skip
Made = dict[str, Any]
_OF_ONE = frozenset({"Event", "Documentation", "Note"})


def writer() -> Writer:
    """Writes the entities; articles and sides once each, before what names them."""
    return Writer(_Shape(), _put)


class _Shape:
    """Makes the entities; one that several accounts name, the first time that it comes here."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def __call__(self, records: Iterable[Record], losses: Losses) -> Iterator[Part]:
        encode = msgspec.json.Encoder().encode
        for one in records:
            losses.of(one, LOST)
            bad = sum(bool(source.url) and not _web(source) for source in one.articles)
            losses.lost("link", "no web address as FollowTheMoney takes it", bad)
            for made in self._entities(one):
                # What is of one account alone cannot come again.
                own = "" if made["schema"] in _OF_ONE else made["id"]
                yield Part(encode(made) + b"\n", once=own)

    def _new(self, own: str) -> bool:
        if own in self._told:
            return False
        self._told.add(own)
        return True

    def _entities(self, one: Record) -> Iterator[Made]:
        account, when, said = one.account, one.account.when, one.best()
        if isinstance(said, Tie):
            sides: tuple[Entity, ...] = (*said.subject, *said.object)
        else:
            sides = (*said.actors, *(said.recipients if isinstance(said, Event) else said.of))
        places = () if isinstance(said, Tie) else said.where
        involved = [_side(side) for side in sides]
        articles = {source.doc: _article_id(source) for source in one.articles}
        yield from (_article(source) for source in one.articles if self._new(articles[source.doc]))
        yield from (side for side in involved if self._new(side["id"]))
        event = _made("Event", f"account:{account.id}", {
            "name": one.sentence(), "recordId": account.id,
            "date": when.start if when and when.start == when.end else None,
            "startDate": when.start if when else None, "endDate": when.end if when else None,
            "location": [place.text for place in places],
            "country": [alpha2(place.country) for place in places if place.country],
            "involved": [made["id"] for made in involved], "proof": list(articles.values()),
            "keywords": [account.kind, account.type, account.mode, one.tlp, f"grade {account.grade}"],
            "summary": said.about if isinstance(said, Event) else None,
            "sourceUrl": [_web(source) for source in one.articles], "notes": _notes(one),
            "publisher": [source.outlet for source in one.articles],
        })  # fmt: skip
        yield event
        for proof in one.evidence:
            article = articles[proof.doc]
            yield _quoted(proof, one.source(proof.doc), event["id"], article)
            for side in involved:
                seed = f"mention:{article}:{side['id']}"
                if self._new(_id(seed)):
                    yield _made("Mention", seed, {
                        "document": article, "resolved": side["id"], "name": side["properties"]["name"],
                        "detectedSchema": side["schema"],
                    })  # fmt: skip
        for judged in account.judged:
            yield _made("Note", f"judgement:{account.id}:{judged.number}", {
                "name": f"{judged.verdict} by {judged.by}",
                "description": f"{judged.why} ({judged.effect})".strip(),
                "entity": event["id"], "createdAt": judged.at,
            })  # fmt: skip


def _put(parts: Iterator[Part], out: Path, losses: Losses) -> None:
    put_file(parts, out)


def _quoted(proof: Evidence, source: Source, event: str, article: str) -> Made:
    where = f"{proof.doc}, characters {proof.start} to {proof.end}"
    speaker = proof.statement.attribution
    return _made("Documentation", f"evidence:{proof.article_sha256}:{proof.doc}:{proof.position}:{event}", {
        "document": article, "entity": event, "date": source.published, "summary": proof.quote,
        "description": f"{where}, SHA-256 of the quote {proof.quote_sha256}", "sourceUrl": _web(source),
        "role": f"quoted, said by {speaker.speaker}" if speaker else "quoted", "publisher": source.outlet,
    })  # fmt: skip


def _article_id(source: Source) -> str:
    return _id(f"article:{source.sha256}:{source.doc}")


def _article(source: Source) -> Made:
    return _made("Article", f"article:{source.sha256}:{source.doc}", {
        "title": source.title, "fileName": source.doc, "publisher": source.outlet, "sourceUrl": _web(source),
        "publishedAt": source.published, "language": _LANGUAGES.get(source.language or ""),
        "description": f"SHA-256 of the text {source.sha256}",
    })  # fmt: skip


def _web(source: Source) -> str | None:
    return source.url if source.url and _is_web(source.url) else None


@lru_cache(maxsize=50_000)
def _is_web(url: str) -> bool:
    return bool(_WEB.fullmatch(url))


_WEB = re.compile(r"https?://[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#][^\s\"<>]*)?")
_LANGUAGES = {
    "fr": "fra",
    "ar": "ara",
    "en": "eng",
    "es": "spa",
    "pt": "por",
    "de": "deu",
    "it": "ita",
    "nl": "nld",
}


@lru_cache(maxsize=50_000)
def _side(entity: Entity) -> Made:
    name = entity.text
    if entity.id and is_state(entity.id):
        name = country_name(entity.id)
    if is_person(entity) or PREFIX in (entity.id or entity.text):
        schema = "Person"
    elif entity.sector in OFFICE or (entity.id and is_state(entity.id)):
        schema = "PublicBody"
    else:
        schema = "Organization" if entity.id else "LegalEntity"
    country = alpha2(entity.country) if entity.country else None
    own = entity.id or f"{entity.text}:{entity.country}"
    sector = None if schema == "Person" else entity.sector
    return _made(schema, f"side:{own}", {
        "name": name, "alias": entity.text if entity.text != name else None, "country": country,
        "sector": sector,
    })  # fmt: skip


def _notes(one: Record) -> list[str]:
    account = one.account
    notes = [one.noted] if one.noted else []
    notes += [f"Grade {account.grade}: {account.why}"]
    notes += [f"Origin: {origin.origin}. {origin.why}".strip(" .") for origin in account.origins]
    for found in account.disagreements:
        values = "; ".join(f"{value.value} ({', '.join(value.docs)})" for value in found.values)
        notes.append(f"{found.field}, {found.kind}: {values}")
    return notes


def _made(schema: str, seed: str, properties: dict[str, Any]) -> Made:
    """An entity: every property a list of texts, the empty ones left out."""
    kept = {}
    for name, value in properties.items():
        if isinstance(value, list):
            value = list(dict.fromkeys(str(one) for one in value if one))
        elif value:
            value = [str(value)]
        if value:
            kept[name] = value
    return {"id": _id(seed), "schema": schema, "properties": kept}


@lru_cache(maxsize=50_000)
def _id(seed: str) -> str:
    return f"recoupe-{hashlib.sha256(seed.encode()).hexdigest()[:32]}"
