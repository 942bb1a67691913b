"""The feeds, sitemaps and pages that are watched: added, paused, removed, and asked what is new."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.errors import LibraryError
from recoupe.serve import lists
from recoupe.serve.bring import may_see
from recoupe.serve.desk import Room, bench, by, field_of, lang_of, page, post, sources_of, to
from recoupe.serve.jobs import Job
from recoupe.share.told import told
from recoupe.watch import edit
from recoupe.watch.sources import STATE, Kind, Source, Sources, load

KINDS: tuple[Kind, ...] = get_args(Kind)
COLUMNS = (
    "name", "outlet", "language", "kind", "url", "interval", "state", "due", "kept", "waiting", "troubles"
)  # fmt: skip


def _page(request: Request) -> Response:
    here, query = bench(request), request.query_params
    path = sources_of(here.main.path)
    found = load(path) if path.exists() else None
    jobs: list[Job] = [job for job in here.jobs.all if job.command]
    running = next((job for job in jobs if not job.over), None)
    rows, busy = _rows(path, found) if found else ([], False)
    mine = [job.number for job in jobs if may_see(request, job)]
    return page(
        request,
        "feeds.html.j2",
        file=path.name,
        contact=found.contact if found else "",
        rows=_views(request, rows),
        kinds=KINDS,
        busy=busy or running is not None,
        running=running.number if running and running.number in mine else 0,
        last=mine[-1] if mine else 0,
        # What was just removed stands in the form, to be added again.
        given={name: query.get(name, "")[:2000] for name in ("name", "kind", "url", "paused", *edit.MORE)},
    )


def _rows(path: Path, found: Sources) -> tuple[list[dict[str, Any]], bool]:
    """Each source with what became of it; and whether another program works with it just now."""
    from recoupe.store.visits import Visits

    rows = [_row(one) for one in found.source]
    memory = path.parent / found.archive / STATE
    if not memory.exists():
        return rows, False
    try:
        with Visits(memory) as visits:
            for row, one in zip(rows, found.source, strict=True):
                due, standing = visits.listing(one.url).next, visits.standing(one.name)
                if due:
                    row["due"] = datetime.fromtimestamp(due, UTC).strftime("%Y-%m-%dT%H:%MZ")
                row |= {"now": 0 < due <= time.time(), "kept": standing.kept, "waiting": standing.waiting}
                row["wrong"] = standing.troubles
    except LibraryError:
        return rows, True
    return rows, False


def _views(request: Request, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with what went wrong in the reader's language."""
    lang = lang_of(request)
    return [row | {"wrong": [(url, told(lang, why)) for url, why in row["wrong"]]} for row in rows]


def _row(one: Source) -> dict[str, Any]:
    return {
        "name": one.name,
        "outlet": one.outlet or "",
        "language": one.language or "",
        "kind": one.kind,
        "url": one.url,
        "interval": one.interval,
        "state": "paused" if one.paused else "watched",
        "due": "",
        "now": False,
        "kept": 0,
        "waiting": 0,
        "wrong": (),
    }


def _table(request: Request) -> Response:
    path = sources_of(bench(request).main.path)
    rows = _rows(path, load(path))[0] if path.exists() else []
    for row in rows:
        row["troubles"] = "; ".join(f"{url}: {why}" for url, why in row["wrong"])
    return lists.table(request, "feeds", COLUMNS, rows)


def _add(request: Request, form: FormData) -> Response:
    kind = field_of(form, "kind", 10)
    if kind not in KINDS:
        raise HTTPException(422, f"A source is one of {', '.join(KINDS)}.")
    given = {name: field_of(form, name, 200) for name in ("name", *edit.MORE)}
    given[kind] = field_of(form, "url", 2000)
    path = sources_of(bench(request).main.path)
    edit.add(path, given, field_of(form, "contact", 200))
    if field_of(form, "paused", 3) == "yes":
        edit.pause(path, given["name"], True)
    return to("/feeds", said="source_added")


def _change(request: Request, form: FormData) -> Response:
    """Pause a source, go on with it, or remove it."""
    path, name = sources_of(bench(request).main.path), field_of(form, "name", 100)
    act = field_of(form, "act", 10)
    if not path.exists():
        raise HTTPException(404, path.name)
    if act == "remove":
        gone = edit.remove(path, name)
        given = {key: getattr(gone, key) or "" for key in edit.MORE}
        return to(
            "/feeds#add",
            said="source_removed",
            name=gone.name,
            kind=gone.kind,
            url=gone.url,
            paused="yes" if gone.paused else "",
            **given,
        )
    edit.pause(path, name, act == "pause")
    return to("/feeds", said="source_paused" if act == "pause" else "source_goes_on")


def _run(request: Request, form: FormData) -> Response:
    """Ask every source once, in a process of its own; its page tells how far it is."""
    here = bench(request)
    path = sources_of(here.main.path)
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
        Route("/feeds.{form:str}", _table, name="feeds-table"),
        post("/feeds", _add, "add-feed"),
        post("/feeds/change", _change, "change-feed"),
        post("/feeds/run", _run, "run-feeds"),
    ],
)
