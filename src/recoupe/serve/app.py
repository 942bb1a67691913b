"""The workbench as an ASGI application."""

from __future__ import annotations

import mimetypes
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from anyio.to_thread import current_default_thread_limiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from recoupe.errors import RecoupeError
from recoupe.serve import (
    account,
    article,
    atlas,
    audit,
    briefs,
    bring,
    chronology,
    copies,
    coverage,
    desk,
    entity,
    feeds,
    groupings,
    judge,
    ledger,
    names,
    network,
    partners,
    people,
    removing,
    review,
    rows,
    search,
    settings,
    sources,
)
from recoupe.serve.counting import LARGE
from recoupe.serve.counts import counts
from recoupe.serve.desk import YEAR, Bench, Room, on_fault, static_file
from recoupe.serve.guard import Guard
from recoupe.serve.jobs import Jobs
from recoupe.serve.kept import Pages
from recoupe.serve.shelf import Shelf
from recoupe.serve.warming import warming
from recoupe.store import Library

# The rooms in the order in which the head of the page names them; a new one is a module and a line here.
ROOMS: Sequence[Room] = (
    chronology.ROOM, rows.ROOM, account.ROOM, article.ROOM, copies.ROOM, removing.ROOM, judge.ROOM,
    review.ROOM, briefs.ROOM, bring.ROOM, feeds.ROOM, ledger.ROOM, coverage.ROOM, groupings.ROOM, entity.ROOM,
    names.ROOM, network.ROOM, atlas.ROOM, sources.ROOM, partners.ROOM, audit.ROOM, search.ROOM, settings.ROOM,
)  # fmt: skip
THREADS = 24  # pages made at once; more would only wait for each other
_STATIC = frozenset({"page.css", "serve.css", "serve.js", "htmx.min.js", "icon.svg"})


def make_app(
    library: str | Path,
    *,
    by: str = "me",
    hosts: Iterable[str] = ("127.0.0.1", "localhost", "[::1]"),
    follow: bool = True,
    team: bool = False,
) -> Starlette:
    """The workbench over a library, made where there is none.

    ``by`` is who judges; ``hosts`` the names (with port) it answers to. ``follow`` keeps the accounts up to
    date in a thread, which starts with the application; without it they are brought up to date once, at once.
    ``team``: people log in, and each sees what their role and the markings let them. Raises
    :class:`~recoupe.errors.LibraryError` where the library cannot be used.
    """
    kept = Library(library)
    shelf = Shelf(kept)
    counted = counts(kept, shelf)
    shelf.also(desk.warm)
    shelf.also(atlas.warm)
    jobs = Jobs(kept.path)
    bench = Bench(kept, shelf, by, following=follow, jobs=jobs, **counted._asdict())

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = THREADS
        thread = shelf.start() if follow else None
        try:
            yield
        finally:
            jobs.close()
            shelf.stop()
            if thread:
                thread.join(5)
            if bench.team:
                bench.team.close()
            kept.close()

    if not follow:
        shelf.settle()
    routes = [
        *(route for room in ROOMS for route in room.routes),
        Route("/static/{name}", _static, name="static"),
    ]
    if team:
        from recoupe.serve.team import Team
        from recoupe.store.people import People

        routes += [*people.ROOM.routes]
        bench.team = Team(bench, People(kept.path))
    plain = routes
    routes = Pages().routes(routes)
    called = {route.path: route.name for route in routes}
    rooms = [*ROOMS, people.ROOM] if team else ROOMS
    bench.nav = [(key, href, called[href]) for room in rooms for key, href in room.nav]
    app = Starlette(
        routes=bench.team.routes(routes) if team else routes,
        middleware=[Middleware(Guard, hosts=list(hosts))],
        exception_handlers={HTTPException: on_fault, RecoupeError: on_fault, 404: on_fault, 500: on_fault},
        lifespan=life,
    )
    app.state.bench = bench
    if follow and len(kept) >= LARGE:
        shelf.also(warming(app, bench, plain))
    return app


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        raise HTTPException(404, name)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return FileResponse(
        static_file(name), media_type=kind, headers={"Cache-Control": f"max-age={YEAR}, immutable"}
    )
