"""A workbench for several: who asks, whether the door is theirs, what they may see, and what they saw."""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import replace
from functools import partial
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from recoupe.errors import RecoupeError
from recoupe.serve import roles, words
from recoupe.serve.counts import counts
from recoupe.serve.desk import Bench, lang_of, page
from recoupe.serve.kept import KEPT
from recoupe.serve.passwords import Tries
from recoupe.serve.sight import Eyes, Markings, Part
from recoupe.share.exchange.marks import today
from recoupe.share.exchange.taxii import Rate
from recoupe.store import shown
from recoupe.store.audit import record
from recoupe.store.people import People, User
from recoupe.store.sight import Changes, stamp

SESSION = "recoupe_session"  # the cookie
PER_MINUTE, STRANGERS = 600, 60  # requests that a user, and an address without a login, may make
_PARTS = 8  # kinds of readers whose libraries are kept
_REST = 60.0  # seconds in which a page that is being made may still read from a library that was replaced
_NOTED = 100_000
_ACCOUNT = re.compile(rb"\bA-[a-z2-7]{12}\b")
_ARTICLE = re.compile(rb"/article/(\d{1,9})")
_READ = ("text/html", "text/csv", "application/json")


class Team:
    """The users of a workbench, and the bench that each works at."""

    cookie = SESSION

    def __init__(self, whole: Bench, people: People) -> None:
        self.whole, self.people = whole, people
        self.rate, self.strangers = Rate(PER_MINUTE), Rate(STRANGERS)
        # Of one name from one address, of one address, and of one name from wherever.
        self.tries = (Tries(5, 900), Tries(20, 900), Tries(50, 900))
        self._changes = Changes(whole.library.path)
        self._markings: tuple[int, Markings] | None = None  # and the change after which they were read
        self._parts: OrderedDict[Eyes, tuple[Part, Bench]] = OrderedDict()
        self._gone: list[tuple[float, Part]] = []
        self.removed: OrderedDict[str, tuple[User, str]] = OrderedDict()  # users, with their digests
        self._noted: set[tuple[str, str]] = set()
        self._candidates: tuple[object, frozenset[str]] = (None, frozenset())
        self._lock = threading.RLock()

    def close(self) -> None:
        """Let go of everything."""
        with self._lock:
            for part in [*(part for part, _ in self._parts.values()), *(part for _, part in self._gone)]:
                part.close()
            self._parts.clear()
            self._gone.clear()
        self._changes.close()
        self.people.close()

    # -- what is theirs to see -----------------------------------------------------------------

    def markings(self) -> Markings:
        """The markings of the library as it is now."""
        with self._lock:
            change = self._changes.number
            read, found = self._markings or (None, None)
            if found is None or read != change:
                with self.whole.library.reading() as connection:
                    now = stamp(connection)
                if found is None or found.stamp != now:
                    found = Markings(self.whole.library)
                self._markings = change, found
            return found

    def eyes(self, user: User) -> Eyes:
        """A user as the markings tell one from another."""
        return self.markings().eyes(user, today())

    def bench_of(self, user: User) -> Bench:
        """The bench at which a user works: the whole library, or the part that they may see."""
        with self._lock:
            markings = self.markings()
            eyes = markings.eyes(user, today())
            if markings.open_to(eyes):
                return self.whole
            self._tidy()
            found = self._parts.pop(eyes, None)
            if found is not None and (found[0].stale or not found[0].renew(markings)):
                self._gone.append((time.monotonic(), found[0]))
                found = None
            if found is None:
                found = self._part(markings, eyes)
            self._parts[eyes] = found
            while len(self._parts) > _PARTS:
                self._gone.append((time.monotonic(), self._parts.popitem(last=False)[1][0]))
            return found[1]

    def _part(self, markings: Markings, eyes: Eyes) -> tuple[Part, Bench]:
        part = Part(self.whole.shelf, markings, eyes, markings.hidden(eyes))
        library = part.library
        counted = counts(library, part)
        if self.whole.following:
            part.start()
        else:
            part.settle()
        whole = self.whole
        return part, replace(whole, library=library, main=whole.library, shelf=part, **counted._asdict())

    def _tidy(self) -> None:
        now = time.monotonic()
        for at, part in list(self._gone):
            if now - at > _REST:
                part.close()
                self._gone.remove((at, part))

    # -- the doors -----------------------------------------------------------------------------

    def routes(self, routes: Iterable[Route]) -> list[Route]:
        """The routes, each behind its door."""
        made = []
        for one in routes:
            guarded = copy(one)
            guarded.app = Door(one.app, one.name, self)
            made.append(guarded)
        return made

    def enter(self, request: Request, name: str) -> Response | None:
        """Who asks, and where they work; an answer where they may not go in.

        Raises ``HTTPException`` for a user whose role does not reach, and where somebody asks too often.
        """
        token = request.cookies.get(SESSION, "")
        user = self.people.who(token, time.time())
        address = request.client.host if request.client else ""
        with self._lock:
            wait = self.rate.take(user.name) if user else self.strangers.take(address)
        if wait:
            raise HTTPException(429, "faults.many", {"Retry-After": str(int(wait) + 1)})
        if user is not None:
            request.state.bench = self.bench_of(user)  # before: a fault of it is told on a page without one
        request.state.user = user
        if roles.may(user, name):
            return None
        if user is not None:
            raise HTTPException(
                403, f"This is for the role « {roles.needed(name)} »; yours is « {user.role} »."
            )
        if request.method == "POST":
            raise HTTPException(403, "faults.log_in_again")
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(asked, safe='')}", 303)

    # -- what they saw -------------------------------------------------------------------------

    def saw(self, request: Request, body: bytes) -> None:
        """Log what of an answer is marked, once a session for each thing."""
        user: User | None = getattr(request.state, "user", None)
        if user is None:
            return
        here: Bench = request.state.bench
        markings = self.markings()
        found = []
        ids = {one.decode() for one in _ACCOUNT.findall(body)} & self._marked_accounts(here, markings)
        for account in shown.accounts(here.library, sorted(ids)):
            found.append((f"account {account.id}", markings.handling.account(account)))
        if markings.docs:
            numbers = {int(one) for one in _ARTICLE.findall(body + request.url.path.encode())}
            named = {*shown.article_names(here.library, sorted(numbers)).values()}
            named |= getattr(request.state, "showed", frozenset())
            found += [(f"article {doc}", markings.docs[doc]) for doc in sorted(named & markings.docs.keys())]
        told = [f"{thing} (TLP:{marking.level})" for thing, marking in found if marking.level != "CLEAR"]
        session = request.cookies.get(SESSION, "")
        with self._lock:
            new = [one for one in told if (session, one) not in self._noted]
            if len(self._noted) > _NOTED:
                self._noted.clear()
            self._noted.update((session, one) for one in new)
        if not new:
            return
        try:
            with self.whole.library.writing() as connection:
                for one in new:
                    record(connection, "viewing", partner=user.named, subject=one, detail=request.url.path)
        except BaseException:
            with self._lock:  # it is not logged: whoever asks again is to be
                self._noted.difference_update((session, one) for one in new)
            raise

    def _marked_accounts(self, here: Bench, markings: Markings) -> frozenset[str]:
        """The accounts that can be more than press: of marked articles, judged, or marked themselves."""
        stand = here.shelf.stand
        of = here.number, stand.version, markings.stamp
        if self._candidates[0] != of:
            judged = {stand.accounts[i] for i in stand.having("judged", "yes")}
            told = shown.beside(here.library, list(markings.docs))
            self._candidates = of, frozenset({*judged, *told, *markings.accounts})
        return self._candidates[1]


class Door:
    """One route of the workbench, for those who may go through."""

    def __init__(self, app: ASGIApp, name: str, team: Team) -> None:
        self.app, self.name, self.team = app, name, team

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.name == "static":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})
        request = Request(scope, receive)
        refused = await run_in_threadpool(self.team.enter, request, self.name)
        if refused is not None:
            await refused(scope, receive, send)
            return
        if self.name in KEPT and not await run_in_threadpool(_begun, request):
            # An empty page would say that nothing is there.
            making = await run_in_threadpool(page, request, "making.html.j2")
            making.headers["Refresh"] = "2"
            await making(scope, receive, send)
            return
        held = _Held(send, request, lambda body: self.team.saw(request, body))
        await self.app(scope, receive, held)


def _begun(request: Request) -> bool:
    """Whether there is something to show yet of what the user may see."""
    here: Bench | None = getattr(request.state, "bench", None)
    return here is None or here.shelf.begun


class _Held:
    """An answer that is read goes out only once it is logged who sees it."""

    def __init__(self, send: Send, request: Request, log: Callable[[bytes], None]) -> None:
        self._send, self._request, self._log = send, request, log
        self._start: Message | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers: list[tuple[bytes, bytes]] = message["headers"]
            kind = next((value.decode("latin-1") for name, value in headers if name == b"content-type"), "")
            if kind.startswith(_READ) or hasattr(self._request.state, "showed"):
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            start, self._start = self._start, None
            try:
                await run_in_threadpool(self._log, bytes(self._body))
            except RecoupeError:
                # What cannot be logged is not shown.
                await self._refuse(dict(start["headers"]).get(b"content-type", b""))
                return
            await self._send(start)
            await self._send({"type": "http.response.body", "body": bytes(self._body)})
            return
        await self._send(message)

    async def _refuse(self, kind: bytes) -> None:
        lang = lang_of(self._request)
        told = words.text(lang, "faults.no_log")
        answer: Response = PlainTextResponse(f"{told}\n", 503)
        if kind.startswith(b"text/html"):
            fault = partial(page, self._request, "fault.html.j2", 503, what=told, tongue=lang)
            answer = await run_in_threadpool(fault)
        await answer(self._request.scope, self._request.receive, self._send)
