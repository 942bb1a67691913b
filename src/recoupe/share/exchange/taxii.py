"""A TAXII 2.1 server (OASIS standard, 10 June 2021): one collection for each partner, behind a token.

A partner sees one collection, its own: it reads there what it may see, and writes there what it sends. The
token is the password of HTTP Basic (the user name does not matter) or a Bearer token.
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
from recoupe.share.exchange.online import Offered, arrived, offer, page
from recoupe.share.exchange.stix import id_of, line_of, to_stix, type_of
from recoupe.store import exchange as kept
from recoupe.store.exchange import Partner

if TYPE_CHECKING:
    from recoupe.store import Library

MEDIA = "application/taxii+json;version=2.1"
_STIX = "application/stix+json;version=2.1"
_LONGEST = 32_000_000  # bytes of what is put
_MOST_PUT = 5_000
_MOST_LIMIT = 1_000
_STATUSES = 1_000


class _Error(Exception):
    def __init__(self, status: int, title: str, headers: dict[str, str] | None = None) -> None:
        self.status, self.title, self.headers = status, title, headers or {}


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
                404: lambda _request, _error: self._refusal(_Error(404, "There is nothing here")),
                405: lambda _request, _error: self._refusal(_Error(405, "That cannot be done here")),
            },
        )

    # -- the door ------------------------------------------------------------------------------

    def _door(self, act: Callable[[Request, Partner, bytes], Any]) -> Callable[[Request], Any]:
        async def handle(request: Request) -> Response:
            try:
                body = await self._body(request) if request.method == "POST" else b""
                return await run_in_threadpool(self._answer, request, act, body)
            except _Error as error:
                return self._refusal(error)

        return handle

    async def _body(self, request: Request) -> bytes:
        # Who may not write must not fill our memory either.
        await run_in_threadpool(self._partner, request)
        if request.headers.get("content-type", "").replace(" ", "").lower() not in (
            MEDIA,
            "application/taxii+json",
        ):
            raise _Error(415, f"What is put here is {MEDIA}")
        parts, size = [], 0
        async for part in request.stream():
            size += len(part)
            if size > _LONGEST:
                raise _Error(413, f"No more than {_LONGEST} bytes at a time")
            parts.append(part)
        return b"".join(parts)

    def _answer(
        self, request: Request, act: Callable[[Request, Partner, bytes], Any], body: bytes
    ) -> Response:
        partner = self._partner(request)
        if wait := self._rate.take(partner.node):
            raise _Error(429, "Too many requests", {"Retry-After": str(int(wait) + 1)})
        _acceptable(request.headers.get("accept", "*/*"))
        given = request.path_params.get("collection")
        if given is not None and given != collection_id(self.key.node, partner.node):
            raise _Error(404, "There is no such collection for you")
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
                raise _Error(429, "Too many requests", {"Retry-After": str(int(wait) + 1)})
            raise _Error(401, "A partner's token is needed", {"WWW-Authenticate": 'Basic realm="recoupe"'})
        return found

    def _refusal(self, error: _Error) -> Response:
        told = {"title": error.title, "http_status": str(error.status)}
        return Response(json.dumps(told), error.status, error.headers, media_type=MEDIA)

    # -- what is there -------------------------------------------------------------------------

    def _discovery(self, _request: Request, _partner: Partner, _body: bytes) -> Any:
        return {"title": self.key.card.name, "default": "/api/", "api_roots": ["/api/"]}

    def _root(self, _request: Request, _partner: Partner, _body: bytes) -> Any:
        return {"title": self.key.card.name, "versions": [MEDIA], "max_content_length": _LONGEST}

    def _told(self, partner: Partner) -> dict[str, Any]:
        return {
            "id": collection_id(self.key.node, partner.node),
            "title": f"{self.key.card.name} for {partner.name}",
            "can_read": True,
            "can_write": True,
            "media_types": [_STIX],
        }

    def _collections(self, _request: Request, partner: Partner, _body: bytes) -> Any:
        return {"collections": [self._told(partner)]}

    def _collection(self, _request: Request, partner: Partner, _body: bytes) -> Any:
        return self._told(partner)

    # -- reading -------------------------------------------------------------------------------

    def _page(self, request: Request, partner: Partner, disclose: bool) -> tuple[list[Offered], bool]:
        query = request.query_params
        after = query.get("next") or query.get("added_after") or ""
        if after:
            after = _moment(after)
        try:
            limit = min(int(query.get("limit") or 100), _MOST_LIMIT)
        except ValueError:
            raise _Error(400, "limit is a whole number") from None
        if limit < 1:
            raise _Error(400, "limit is 1 or more")
        if not query.get("next"):
            offer(self.library, self.key, partner)
        wanted = _list(request.path_params.get("object") or query.get("match[id]"))
        types = _list(query.get("match[type]"))
        kinds: tuple[str, ...] = ()
        if types:
            every = ("article", "account", "judgement", "note", "question", "answer", "closing", "receipt")
            kinds = tuple(kind for kind in every if type_of(kind) in types) or ("none",)
        spec = _list(query.get("match[spec_version]"))
        if spec and "2.1" not in spec:
            kinds = ("none",)
        ids = None
        if wanted:
            with self.library.reading() as connection:
                ids = frozenset(
                    one.id for one in kept.all_exchanged(connection) if id_of(one.kind, one.id) in wanted
                )
        found, more = page(
            self.library,
            self.key,
            partner,
            after=after,
            limit=limit,
            kinds=kinds,
            ids=ids,
            disclose=disclose,
        )
        if "object" in request.path_params and not found and not query.get("added_after"):
            raise _Error(404, "There is no such object for you")
        return found, more

    def _objects(self, request: Request, partner: Partner, _body: bytes) -> Any:
        found, more = self._page(request, partner, disclose=True)
        objects = [to_stix(one.line) for one in found]
        versions = _list(request.query_params.get("match[version]"))
        moments = versions - {"all", "first", "last"}
        if moments and not versions & {"all", "first", "last"}:
            objects = [one for one in objects if one["modified"] in moments]
        return 200, _paged({"objects": objects} if objects else {}, found, more), _added(found)

    def _manifest(self, request: Request, partner: Partner, _body: bytes) -> Any:
        found, more = self._page(request, partner, disclose=False)
        rows = []
        for one in found:
            told = to_stix(one.line)
            rows.append(
                {
                    "id": told["id"],
                    "date_added": one.added,
                    "version": told["modified"],
                    "media_type": _STIX,
                }
            )
        return 200, _paged({"objects": rows} if rows else {}, found, more), _added(found)

    def _versions(self, request: Request, partner: Partner, _body: bytes) -> Any:
        found, more = self._page(request, partner, disclose=False)
        versions = [to_stix(one.line)["modified"] for one in found]
        return 200, _paged({"versions": versions} if versions else {}, found, more), _added(found)

    # -- writing -------------------------------------------------------------------------------

    def _put(self, request: Request, partner: Partner, body: bytes) -> Any:
        try:
            envelope = json.loads(body)
            objects = envelope["objects"]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise _Error(422, "That is no envelope with objects") from None
        if not isinstance(objects, list) or len(objects) > _MOST_PUT:
            raise _Error(422, f"An envelope has a list of up to {_MOST_PUT} objects")
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
        self._statuses[partner.node, id] = status
        while len(self._statuses) > _STATUSES:
            self._statuses.popitem(last=False)
        return 202, status, {}

    def _status(self, request: Request, partner: Partner, _body: bytes) -> Any:
        found = self._statuses.get((partner.node, request.path_params["status"]))
        if found is None:
            raise _Error(404, "There is no such status for you")
        return found

    def _delete(self, _request: Request, _partner: Partner, _body: bytes) -> Any:
        raise _Error(403, "What was shared is taken back by its originator alone, with recoupe share recall")


def collection_id(node: str, partner: str) -> str:
    """The collection that a partner has at a node."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"recoupe:{node}:{partner}"))


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
    for one in accept.lower().replace(" ", "").split(","):
        media, *parameters = one.split(";")
        if media in ("*/*", "application/*"):
            return
        if media == "application/taxii+json":
            version = [p.partition("=")[2] for p in parameters if p.startswith("version=")]
            if not version or version == ["2.1"]:
                return
    raise _Error(406, f"This server speaks {MEDIA}")


def _moment(text: str) -> str:
    """A timestamp of RFC 3339 in UTC, as they are kept here: with six figures of a second."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _Error(400, f"{text[:40]} is no timestamp") from None
    if moment.tzinfo is None:
        raise _Error(400, f"{text[:40]} has no time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _list(text: str | None) -> set[str]:
    return set(text.split(",")) if text else set()


def _paged(content: dict[str, Any], found: list[Offered], more: bool) -> dict[str, Any]:
    return {"more": True, "next": found[-1].added, **content} if more else content


def _added(found: list[Offered]) -> dict[str, str]:
    if not found:
        return {}
    return {"X-TAXII-Date-Added-First": found[0].added, "X-TAXII-Date-Added-Last": found[-1].added}
