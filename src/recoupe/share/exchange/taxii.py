"""A TAXII 2.1 server (OASIS standard, 10 June 2021): two collections for each partner, behind a token.

In ``records`` a partner reads the signed records that it may see, and writes what it sends; ``stix`` has the
same as the graph that tools read which know only STIX. Nobody sees another's. The token is the password of
HTTP Basic (the user name does not matter) or a Bearer token.
"""

from __future__ import annotations

import hmac
import json
import threading
import time
import uuid
from base64 import b64decode
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.errors import PackError
from recoupe.share.exchange.keys import Key
from recoupe.share.exchange.nodes import token_digest
from recoupe.share.exchange.online import arrived
from recoupe.share.exchange.shelves import (
    GRAPH,
    RECORDS,
    STIX,
    Query,
    Refusal,
    Served,
    graph_shelf,
    records_shelf,
)
from recoupe.share.exchange.stix import line_of
from recoupe.store import exchange as kept
from recoupe.store.exchange import Partner

if TYPE_CHECKING:
    from recoupe.store import Library

MEDIA = "application/taxii+json;version=2.1"
_LONGEST = 32_000_000  # bytes of what is put
_MOST_PUT = 5_000
_STATUSES = 1_000


class Rate:
    """Requests that one caller may make: a bucket that fills by ``per_minute``."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._full, self._clock = float(per_minute), clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, who: str) -> float:
        """0 where the request may pass, else the seconds after which one may."""
        now = self._clock()
        left, then = self._left.pop(who, (self._full, now))
        left = min(self._full, left + (now - then) * self._full / 60)
        wait = 0.0 if left >= 1 else (1 - left) * 60 / self._full
        self._left[who] = (left - 1 if left >= 1 else left, now)
        while len(self._left) > 10_000:
            self._left.popitem(last=False)
        return wait


class Server:
    """The application over one library. ``per_minute`` is the number of requests a partner may make."""

    def __init__(self, library: Library, key: Key, per_minute: int = 300) -> None:
        self.library, self.key = library, key
        self._rate = Rate(per_minute)
        self._strangers = Rate(max(per_minute // 10, 5))
        # One at a time: SQLite takes one writer, and a library's cross-check is one thread's.
        self._lock = threading.Lock()
        self._statuses: OrderedDict[tuple[str, str], dict[str, Any]] = OrderedDict()
        root = "/api/collections/{collection}"
        routes: list[tuple[str, str, Callable[[Request, Partner, bytes], Any]]] = [
            ("/taxii2/", "GET", self._discovery),
            ("/api/", "GET", self._root),
            ("/api/collections/", "GET", self._collections),
            ("/api/status/{status}/", "GET", self._status),
            (f"{root}/", "GET", self._collection),
            (f"{root}/manifest/", "GET", self._manifest),
            (f"{root}/objects/", "GET", self._objects),
            (f"{root}/objects/", "POST", self._put),
            (f"{root}/objects/{{object}}/", "GET", self._objects),
            (f"{root}/objects/{{object}}/", "DELETE", self._delete),
            (f"{root}/objects/{{object}}/versions/", "GET", self._versions),
        ]
        self.app = Starlette(
            routes=[Route(path, self._door(act), methods=[method]) for path, method, act in routes],
            exception_handlers={
                404: lambda _request, _error: self._refusal(Refusal(404, "There is nothing here")),
                405: lambda _request, _error: self._refusal(Refusal(405, "That cannot be done here")),
            },
        )

    # -- the door ------------------------------------------------------------------------------

    def _door(self, act: Callable[[Request, Partner, bytes], Any]) -> Callable[[Request], Any]:
        async def handle(request: Request) -> Response:
            try:
                body = await self._body(request) if request.method == "POST" else b""
                return await run_in_threadpool(self._answer, request, act, body)
            except Refusal as error:
                return self._refusal(error)

        return handle

    async def _body(self, request: Request) -> bytes:
        # Who may not write must not fill our memory either.
        await run_in_threadpool(self._partner, request)
        if not _spoken(request.headers.get("content-type", "")):
            raise Refusal(415, f"What is put here is {MEDIA}")
        parts, size = [], 0
        async for part in request.stream():
            size += len(part)
            if size > _LONGEST:
                raise Refusal(413, f"No more than {_LONGEST} bytes at a time")
            parts.append(part)
        return b"".join(parts)

    def _answer(
        self, request: Request, act: Callable[[Request, Partner, bytes], Any], body: bytes
    ) -> Response:
        partner = self._partner(request)
        if wait := self._rate.take(partner.node):
            raise Refusal(429, "Too many requests", {"Retry-After": str(int(wait) + 1)})
        _acceptable(request.headers.get("accept", "*/*"))
        if "collection" in request.path_params:
            self._alias(request, partner)
        with self._lock:
            done = act(request, partner, body)
        status, content, headers = done if isinstance(done, tuple) else (200, done, {})
        return Response(json.dumps(content), status, headers, media_type=MEDIA)

    def _partner(self, request: Request) -> Partner:
        token = _token(request.headers.get("authorization", ""))
        digest = token_digest(token) if token else ""
        found = None
        with self.library.reading() as connection:
            for one in kept.partners(connection):
                if one.token and hmac.compare_digest(one.token, digest):
                    found = one
        if found is None:
            who = request.client.host if request.client else ""
            if wait := self._strangers.take(who):
                raise Refusal(429, "Too many requests", {"Retry-After": str(int(wait) + 1)})
            raise Refusal(401, "A partner's token is needed", {"WWW-Authenticate": 'Basic realm="recoupe"'})
        return found

    def _refusal(self, error: Refusal) -> Response:
        told = {"title": error.title, "http_status": str(error.status)}
        return Response(json.dumps(told), error.status, error.headers, media_type=MEDIA)

    # -- what is there -------------------------------------------------------------------------

    def _discovery(self, _request: Request, _partner: Partner, _body: bytes) -> Any:
        return {"title": self.key.card.name, "default": "/api/", "api_roots": ["/api/"]}

    def _root(self, _request: Request, _partner: Partner, _body: bytes) -> Any:
        return {"title": self.key.card.name, "versions": [MEDIA], "max_content_length": _LONGEST}

    def _told(self, partner: Partner) -> list[dict[str, Any]]:
        ours = self.key.card.name
        signed = (
            f"Each record of {ours} that {partner.name} may see, signed by who made it; recoupe reads these."
        )
        plain = (
            "The same as incidents, reports, sightings, notes and opinions; tools that know STIX read these."
        )
        return [
            {
                "id": collection_id(self.key.node, partner.node, alias),
                "title": f"{ours} for {partner.name}: {alias}",
                "description": about,
                "alias": alias,
                "can_read": True,
                "can_write": alias == RECORDS,
                "media_types": [STIX],
            }
            for alias, about in ((RECORDS, signed), (GRAPH, plain))
        ]

    def _collections(self, _request: Request, partner: Partner, _body: bytes) -> Any:
        return {"collections": self._told(partner)}

    def _collection(self, request: Request, partner: Partner, _body: bytes) -> Any:
        return self._told(partner)[self._alias(request, partner) == GRAPH]

    def _alias(self, request: Request, partner: Partner) -> str:
        """Which of a partner's collections is asked for, by its id or by its alias."""
        given = request.path_params["collection"]
        for alias in (RECORDS, GRAPH):
            if given in (alias, collection_id(self.key.node, partner.node, alias)):
                return alias
        raise Refusal(404, "There is no such collection for you")

    # -- reading -------------------------------------------------------------------------------

    def _page(self, request: Request, partner: Partner, disclose: bool) -> tuple[list[Served], bool]:
        asked = Query.of(request)
        which = graph_shelf if self._alias(request, partner) == GRAPH else records_shelf
        found, more = which(self.library, self.key, partner, asked, disclose)
        if "object" in request.path_params and not found and not asked.after:
            raise Refusal(404, "There is no such object for you")
        return found, more

    def _objects(self, request: Request, partner: Partner, _body: bytes) -> Any:
        found, more = self._page(request, partner, disclose=True)
        return _paged("objects", [one.made for one in found], found, more)

    def _manifest(self, request: Request, partner: Partner, _body: bytes) -> Any:
        found, more = self._page(request, partner, disclose=False)
        told = [
            {"id": one.made["id"], "date_added": one.added, "version": one.version, "media_type": STIX}
            for one in found
        ]
        return _paged("objects", told, found, more)

    def _versions(self, request: Request, partner: Partner, _body: bytes) -> Any:
        found, more = self._page(request, partner, disclose=False)
        return _paged("versions", [one.version for one in found], found, more)

    # -- writing -------------------------------------------------------------------------------

    def _put(self, request: Request, partner: Partner, body: bytes) -> Any:
        if self._alias(request, partner) != RECORDS:
            raise Refusal(403, "This collection is read only; put records into the other one")
        try:
            envelope = json.loads(body)
            objects = envelope["objects"]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise Refusal(422, "That is no envelope with objects") from None
        if not isinstance(objects, list) or len(objects) > _MOST_PUT:
            raise Refusal(422, f"An envelope has a list of up to {_MOST_PUT} objects")
        names = [
            {"id": str(one.get("id")), "version": str(one.get("modified"))} if isinstance(one, dict) else {}
            for one in objects
        ]
        message = ""
        try:
            arrived(self.library, self.key, partner, [line_of(one) for one in objects])
        except PackError as error:
            message = f"refused, with all that came with it: {error}"
        id = str(uuid.uuid4())
        status: dict[str, Any] = {
            "id": id,
            "status": "complete",
            "request_timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "total_count": len(objects),
            "success_count": 0 if message else len(objects),
            "failure_count": len(objects) if message else 0,
            "pending_count": 0,
        }
        if message:
            status["failures"] = [name | {"message": message} for name in names]
        else:
            status["successes"] = names
        self._statuses[partner.node, id] = status
        while len(self._statuses) > _STATUSES:
            self._statuses.popitem(last=False)
        return 202, status, {}

    def _status(self, request: Request, partner: Partner, _body: bytes) -> Any:
        found = self._statuses.get((partner.node, request.path_params["status"]))
        if found is None:
            raise Refusal(404, "There is no such status for you")
        return found

    def _delete(self, _request: Request, _partner: Partner, _body: bytes) -> Any:
        raise Refusal(403, "What was shared is taken back by its originator alone, with recoupe share recall")


def collection_id(node: str, partner: str, alias: str) -> str:
    """The collection of that kind that a partner has at a node."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"recoupe:{node}:{partner}:{alias}"))


def _token(header: str) -> str:
    scheme, _, rest = header.partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if scheme.lower() == "basic":
        try:
            return b64decode(rest).decode().partition(":")[2]
        except ValueError:
            return ""
    return ""


def _acceptable(accept: str) -> None:
    for one in accept.split(","):
        if one.partition(";")[0].strip() in ("*/*", "application/*") or _spoken(one):
            return
    raise Refusal(406, f"This server speaks {MEDIA}")


def _spoken(media: str) -> bool:
    """Whether a media type is that of TAXII, in this version if it names one."""
    name, *parameters = media.lower().replace(" ", "").replace('"', "").split(";")
    version = [p.partition("=")[2] for p in parameters if p.startswith("version=")]
    return name == "application/taxii+json" and version in ([], ["2.1"])


def _paged(
    what: str, told: list[Any], found: list[Served], more: bool
) -> tuple[int, dict[str, Any], dict[str, str]]:
    """Status, content and headers of a page."""
    content: dict[str, Any] = {what: told} if told else {}
    if more:
        content = {"more": True, "next": found[-1].added, **content}
    dates = {"First": found[0].added, "Last": found[-1].added} if found else {}
    return 200, content, {f"X-TAXII-Date-Added-{name}": at for name, at in dates.items()}
