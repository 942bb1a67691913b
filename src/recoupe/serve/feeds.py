"""The feeds, sitemaps and pages that are watched for the library: added, paused, and asked what is new."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.errors import LibraryError
from recoupe.serve.desk import Room, bench, by, field_of, page, post, to
from recoupe.watch import edit
from recoupe.watch.sources import Source, Sources, load

KINDS = ("feed", "sitemap", "page")
_STATE = "visits.db"  # as recoupe watch keeps it


def file_of(library: Path) -> Path:
    """The sources file of a library, be it there or not."""
    return library.with_suffix(".sources.toml")


def _page(request: Request) -> Response:
    here = bench(request)
    path = file_of(here.main.path)
    found = load(path) if path.exists() else None
    running = [job for job in here.jobs.all if job.command and not job.over]
    rows, busy = _rows(path, found) if found and not running else ([], bool(running))
    if found and not rows:
        rows = [_row(one) for one in found.source]
    return page(
        request,
        "feeds.html.j2",
        file=path.name,
        contact=found.contact if found else "",
        rows=rows,
        kinds=KINDS,
        busy=busy,
        running=running[0].number if running else 0,
        last=next((job.number for job in reversed(here.jobs.all) if job.command), 0),
    )


def _row(one: Source) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": one.kind,
        "url": one.url,
        "outlet": one.outlet or "",
        "interval": one.interval,
        "paused": one.paused,
        "known": False,
        "asked": "",
        "kept": 0,
        "waiting": 0,
        "troubles": [],
    }


def _rows(path: Path, found: Sources) -> tuple[list[dict[str, Any]], bool]:
    """Each source with what became of it; and whether another program works with it just now."""
    from recoupe.store.visits import Visits

    memory = path.parent / found.archive / _STATE
    if not memory.exists():
        return [_row(one) for one in found.source], False
    rows = []
    try:
        with Visits(memory) as visits:
            for one in found.source:
                due, told = visits.listing(one.url).next, visits.standing(one.name)
                last = datetime.fromtimestamp(max(0.0, min(due - one.seconds, time.time())), UTC)
                rows.append(
                    _row(one)
                    | {
                        "known": due > 0,
                        "asked": last.strftime("%Y-%m-%d %H:%M UTC") if due > 0 else "",
                        "kept": told.kept,
                        "waiting": told.waiting,
                        "troubles": told.troubles,
                    }
                )
    except LibraryError:
        return [], True
    return rows, False


def _add(request: Request, form: FormData) -> Response:
    kind = field_of(form, "kind", 10)
    if kind not in KINDS:
        raise HTTPException(422, f"A source is one of {', '.join(KINDS)}.")
    given = {
        "name": field_of(form, "name", 60),
        kind: field_of(form, "url", 2000),
        "outlet": field_of(form, "outlet", 200),
        "language": field_of(form, "language", 8),
        "interval": field_of(form, "interval", 10),
    }
    edit.add(file_of(bench(request).main.path), given, field_of(form, "contact", 200))
    return to("/feeds", said="source_added")


def _change(request: Request, form: FormData) -> Response:
    path = file_of(bench(request).main.path)
    if not path.exists():
        raise HTTPException(404, path.name)
    on = field_of(form, "paused", 3) == "yes"
    edit.pause(path, field_of(form, "name", 60), on)
    return to("/feeds", said="source_paused" if on else "source_goes_on")


def _run(request: Request, form: FormData) -> Response:
    """Ask every source once, in a process of its own; its page tells how far it is."""
    here = bench(request)
    path = file_of(here.main.path)
    if not path.exists():
        raise HTTPException(404, path.name)
    load(path)  # what is wrong with it is said here
    command = ("watch", str(path), "--once", "--library", str(here.main.path))
    job = here.jobs.start(path.name, by(request), here.jobs.folder(), command)
    return to(f"/bring-in/{job.number}")


ROOM = Room(
    "feeds",
    [
        Route("/feeds", _page, name="feeds"),
        post("/feeds", _add, "add-feed"),
        post("/feeds/change", _change, "change-feed"),
        post("/feeds/run", _run, "run-feeds"),
    ],
)
