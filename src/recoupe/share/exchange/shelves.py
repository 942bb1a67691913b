"""What is asked of a collection, and what stands in it: signed records, or the graph that is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from recoupe.share.exchange import graph
from recoupe.share.exchange.keys import Key
from recoupe.share.exchange.online import offer, page
from recoupe.share.exchange.stix import id_of, to_stix, type_of
from recoupe.store import exchange as kept
from recoupe.store.exchange import Partner

if TYPE_CHECKING:
    from starlette.requests import Request

    from recoupe.store import Library

# The aliases of a partner's collections.
RECORDS, GRAPH = "records", "stix"
STIX = "application/stix+json;version=2.1"
_MOST_LIMIT = 1_000
_KINDS = ("article", "account", "judgement", "note", "question", "answer", "closing", "receipt")


class Refusal(Exception):
    """An answer of HTTP that is no success: its status, a title, and headers."""

    def __init__(self, status: int, title: str, headers: Mapping[str, str] | None = None) -> None:
        self.status, self.title, self.headers = status, title, dict(headers or {})


class Served(NamedTuple):
    """An object as it is read: since when it is there, its version, and itself."""

    added: str
    version: str
    made: dict[str, Any]


class Query(NamedTuple):
    """The filters of TAXII 2.1, 3.4 and 3.5; ``going_on``: a page after the first."""

    after: str
    going_on: bool
    limit: int
    ids: frozenset[str]
    types: frozenset[str]
    versions: frozenset[str]  # moments; empty for any, since only the last of each object is kept

    @classmethod
    def of(cls, request: Request) -> Query:
        """What a request asks for; raises :class:`Refusal` where that makes no sense."""
        given = request.query_params
        for name in given:
            if len(given.getlist(name)) > 1:
                raise Refusal(400, f"{name[:40]} is given twice; write its values with commas between them")
        try:
            limit = min(int(given.get("limit") or 100), _MOST_LIMIT)
        except ValueError:
            raise Refusal(400, "limit is a whole number") from None
        if limit < 1:
            raise Refusal(400, "limit is 1 or more")
        after = given.get("next") or given.get("added_after") or ""
        ids = _list(request.path_params.get("object") or given.get("match[id]"))
        versions = _list(given.get("match[version]"))
        named = versions - {"all", "first", "last"}
        spec = _list(given.get("match[spec_version]"))
        types = _list(given.get("match[type]"))
        return cls(
            after=_moment(after) if after else "",
            going_on=bool(given.get("next")),
            limit=limit,
            ids=ids,
            types=frozenset({"none"}) if spec and "2.1" not in spec else types,
            versions=frozenset() if named != versions else frozenset(map(_version, named)),
        )


def records_shelf(
    library: Library, key: Key, partner: Partner, asked: Query, disclose: bool
) -> tuple[list[Served], bool]:
    """The signed records that a partner may see, and whether there are more than asked for."""
    if not asked.going_on:
        offer(library, key, partner)
    kinds = tuple(kind for kind in _KINDS if type_of(kind) in asked.types) or ("none",)
    ids = None
    if asked.ids:
        with library.reading() as connection:
            ids = frozenset(
                one.id for one in kept.all_exchanged(connection) if id_of(one.kind, one.id) in asked.ids
            )

    def wanted(line: bytes) -> bool:
        return not asked.versions or to_stix(line)["modified"] in asked.versions

    found, more = page(
        library,
        key,
        partner,
        after=asked.after,
        limit=asked.limit,
        kinds=kinds if asked.types else (),
        ids=ids,
        wanted=wanted,
        disclose=disclose,
    )
    made = [(one.added, to_stix(one.line)) for one in found]
    return [Served(added, one["modified"], one) for added, one in made], more


def graph_shelf(
    library: Library, key: Key, partner: Partner, asked: Query, disclose: bool
) -> tuple[list[Served], bool]:
    """The objects of a partner's graph, and whether there are more than asked for."""
    found, more = graph.page(
        library,
        key,
        partner,
        after=asked.after,
        limit=asked.limit,
        ids=asked.ids,
        types=asked.types,
        versions=asked.versions,
        going_on=asked.going_on,
        disclose=disclose,
    )
    return [Served(one.added, one.version, msgspec.json.decode(one.body)) for one in found], more


def _list(text: str | None) -> frozenset[str]:
    return frozenset(text.split(",")) if text else frozenset()


def _moment(text: str) -> str:
    """A timestamp of RFC 3339 in UTC, as they are kept here: with six figures of a second."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refusal(400, f"{text[:40]} is no timestamp") from None
    if moment.tzinfo is None:
        raise Refusal(400, f"{text[:40]} has no time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _version(text: str) -> str:
    """A version as objects here write it: to the millisecond."""
    return _moment(text)[:23] + "Z"
