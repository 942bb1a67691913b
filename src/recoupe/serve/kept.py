"""Pages as they were made, for whoever asks for the same while nothing of what they are made of changed.

Where many ask for one page at the same moment it is made once. A page is given again only in the state in
which it was made (:func:`state`): whatever anybody writes to the library changes that. Whoever waited for it
is given it all the same, where they asked in that state or before its turn came: else, of many who ask for
one page while articles are added, each would wait for all before them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from copy import copy
from datetime import date
from typing import Any

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, request_response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from recoupe.serve import fields, guard
from recoupe.serve.desk import Bench, bench, lang_of, sources_of, with_token

# Pages that show the library and nothing that is held elsewhere (jobs, feeds, partners, logins).
KEPT = frozenset(
    {
        "home", "account", "account-why", "article", "differences", "compare", "search", "review", "briefs",
        "ledgers", "ledger", "coverage", "entity", "names", "network", "map", "sources", "audit",
    }
)  # fmt: skip
_MOST = 8 << 20  # bytes
# Pages made at once. They share one interpreter: of many begun together each waits for all others, and all
# take a fifth longer.
TURNS = 3
_MAKING = "recoupe.making"  # where a request carries what is made for it


def state(here: Bench) -> tuple[object, ...]:
    """What of a bench changes with whatever its pages show."""
    counts = tuple(one.edition for one in (here.outlets, here.ledgers, here.names))
    beside = fields.changed(here.main.path), sources_of(here.main.path).exists()
    return (*here.shelf.state, counts, beside, date.today())


class _Making:
    """A page that waits its turn, or is made, ``begun`` in a state; ``parts`` are there when it is done."""

    def __init__(self) -> None:
        self.begun: object = None
        self.done = anyio.Event()
        self.parts: list[bytes] = []


class Pages:
    """The pages of a workbench that were made last."""

    def __init__(self) -> None:
        self.making: dict[object, _Making] = {}
        self.turns = anyio.Semaphore(TURNS)
        self._held: OrderedDict[object, tuple[object, list[bytes]]] = OrderedDict()
        self._size = 0

    def get(self, key: object, now: object) -> list[bytes] | None:
        """A page in this state, cut where its browser's token stands."""
        found = self._held.get(key)
        if found is None or found[0] != now:
            return None
        self._held.move_to_end(key)
        return found[1]

    def put(self, key: object, now: object, parts: list[bytes]) -> None:
        """Keep a page, and let go of those that nobody asked for the longest."""
        if key in self._held:
            self._size -= sum(map(len, self._held.pop(key)[1]))
        self._held[key] = now, parts
        self._size += sum(map(len, parts))
        while self._size > _MOST:
            self._size -= sum(map(len, self._held.popitem(last=False)[1][1]))

    def routes(self, routes: Iterable[Route]) -> list[Route]:
        """The routes, those of pages that can be kept with their pages."""
        made = []
        for one in routes:
            if one.name in KEPT:
                one = copy(one)
                one.app = _Kept(request_response(self._in_turn(one.endpoint)), self)
            made.append(one)
        return made

    def _in_turn(self, endpoint: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint that waits its turn; whoever reads its answer slowly keeps nobody waiting."""

        def read(request: Request) -> Response:
            with bench(request).library.at_once():
                return endpoint(request)

        async def made(request: Request) -> Response:
            async with self.turns:
                request.scope[_MAKING].begun = state(bench(request))
                return await run_in_threadpool(read, request)

        return made


class _Kept:
    """One route whose pages are kept."""

    def __init__(self, app: ASGIApp, pages: Pages) -> None:
        self.app, self.pages = app, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request, pages = Request(scope, receive), self.pages
        here = bench(request)
        key = here.number, *_asked(request)
        asked, later = state(here), False
        while making := pages.making.get(key):
            later = later or making.begun is None  # it is begun after it was asked for
            await making.done.wait()
            if making.parts and (later or making.begun == asked):
                await _give(making.parts, request, send)
                return
            later = True  # so is the next one
        parts = pages.get(key, state(here))
        if parts is not None:
            await _give(parts, request, send)
            return
        pages.making[key] = scope[_MAKING] = making = _Making()
        try:
            taken = _Taken(send)
            await self.app(scope, receive, taken)
            making.parts = taken.parts(scope)
            # It may have been made of what changed in between.
            if making.parts and state(here) == making.begun:
                pages.put(key, making.begun, making.parts)
        finally:
            del pages.making[key]
            making.done.set()


async def _give(parts: list[bytes], request: Request, send: Send) -> None:
    """A page that was made for another, with the token of whoever is given it."""
    token = guard.token_of(request.cookies)
    answer = Response(token.encode().join(parts), media_type="text/html")
    await with_token(request, answer, token)(request.scope, request.receive, send)


def _asked(request: Request) -> tuple[object, ...]:
    """All of a request that its page depends on, but for the token."""
    user: Any = getattr(request.state, "user", None)
    who = (user.name, user.role, tuple(user.groups)) if user else ()
    headers = request.headers
    theme = request.cookies.get("recoupe_theme", "")
    return request.url.path, request.url.query, lang_of(request), theme, headers.get("hx-request"), who


class _Taken:
    """An answer on its way out, of which a copy stays."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._good = False
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = dict(message["headers"])
            html = headers.get(b"content-type", b"").startswith(b"text/html")
            # A page that asks again by itself tells of something that is going on.
            self._good = message["status"] == 200 and html and b"refresh" not in headers
        elif self._good:
            self._body += message.get("body", b"")
        await self._send(message)

    def parts(self, scope: Scope) -> list[bytes]:
        """The page cut at its token; nothing where it is not to be kept."""
        token: str = scope.get("state", {}).get("token", "")
        return bytes(self._body).split(token.encode()) if self._good and token else []
