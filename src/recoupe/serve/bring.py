"""Bringing in articles: files uploaded, a text pasted, addresses on request; and how far each job is."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Container, Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.errors import InputError
from recoupe.read import load_meta
from recoupe.serve import lists
from recoupe.serve.desk import MOST_FORM, Room, bench, by, field_of, lang_of, not_found, page, post, to
from recoupe.serve.filters import side
from recoupe.serve.jobs import Job, Jobs
from recoupe.share.told import told

MOST = 256 << 20  # bytes of one upload
_TEXT = 2_000_000  # code points of a pasted text
_NAME = re.compile(r"[^\w.() -]+")


def _bring(request: Request) -> Response:
    jobs = [_view(job) for job in reversed(_jobs(request).all) if may_see(request, job)]
    return page(request, "bring.html.j2", jobs=jobs)


def _table(request: Request) -> Response:
    jobs = (_view(job) for job in reversed(_jobs(request).all) if may_see(request, job))
    return lists.table(request, "jobs", ("number", "name", "state", "added", "by", "at"), jobs)


def may_see(request: Request, job: Job) -> bool:
    """Whether a job may be seen: it names what was brought in before anybody marked it."""
    user = getattr(request.state, "user", None)
    return user is None or user.role == "administrator" or job.by == user.name


def _job_of(request: Request, number: int) -> Job | None:
    job = _jobs(request).get(number)
    return job if job is not None and may_see(request, job) else None


def _jobs(request: Request) -> Jobs:
    found: Jobs = bench(request).jobs
    return found


def _view(job: Job) -> dict[str, Any]:
    return {
        "number": job.number,
        "name": job.name,
        "by": job.by,
        "at": job.at,
        "state": job.state,
        "added": job.added,
        "over": job.over,
        "lines": list(job.lines),
    }


def _upload(request: Request, form: FormData) -> Response:
    files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if not files:
        raise HTTPException(422, "faults.no_files")
    jobs = _jobs(request)
    folder = jobs.folder()
    inside = folder / "in"
    inside.mkdir()
    names: dict[str, str] = {}  # ours, with those given
    for one in files:
        given = _without_folder(one.filename or "")
        name = file_name(given, names)
        path = inside / name
        if given == "meta.json" and len(files) > 1:
            path = folder / given
        else:
            names[name] = given
        with path.open("wb") as out:
            one.file.seek(0)
            while piece := one.file.read(1 << 20):
                out.write(piece)
    if known := _known(folder, names, field_of(form, "outlet", 200)):
        (folder / "meta.json").write_text(json.dumps(known), "utf-8")
    label = next(iter(names)) if len(names) == 1 else f"{len(names)} files"
    job = jobs.start(label, by(request), folder)
    return to(f"/bring-in/{job.number}")


def _known(folder: Path, names: Mapping[str, str], outlet: str) -> dict[str, dict[str, Any]]:
    """What a meta.json among the files, and the form, say of each of them by the name that it has here.

    Raises ``InputError`` where it is no such file.
    """
    meta = folder / "meta.json"
    try:
        said = load_meta(meta) if meta.exists() else {}
    except InputError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise InputError(str(error).replace(f"{folder}{os.sep}", "")) from None
    known = {ours: dict(said.get(given, said.get(ours, {}))) for ours, given in names.items()}
    for one in known.values():
        if outlet and not one.get("outlet"):
            one["outlet"] = outlet
    return {ours: one for ours, one in known.items() if one}


def _paste(request: Request, form: FormData) -> Response:
    text = form.get("text")
    if not isinstance(text, str) or not text.strip():
        raise HTTPException(422, "faults.no_text")
    title = field_of(form, "title", 300)
    text = text[:_TEXT].replace("\r\n", "\n").replace("\x00", "")
    jobs = _jobs(request)
    folder = jobs.folder()
    inside = folder / "in"
    inside.mkdir()
    name = file_name((title or text.split("\n", 1)[0])[:60].rstrip(" .") + ".txt", set())
    (inside / name).write_text(f"{title}\n{text}" if title else text, "utf-8", errors="replace")
    known = {
        key: value
        for key, value in (
            ("outlet", field_of(form, "outlet", 200)),
            ("published", side(field_of(form, "published", 10), last=False)),
            ("url", field_of(form, "url", 2000)),
        )
        if value
    }
    if known:
        (folder / "meta.json").write_text(json.dumps({name: known}), "utf-8")
    job = jobs.start(title or name, by(request), folder)
    return to(f"/bring-in/{job.number}")


def _without_folder(given: str) -> str:
    """A name as one system or the other gives it, without its folder."""
    return PureWindowsPath(PurePosixPath(given).name).name


def file_name(given: str, taken: Container[str]) -> str:
    """A name of our own making for a file that somebody named: no folder, no control, no leading sign."""
    base = _without_folder(given)
    base = _NAME.sub("-", base).strip(" .-") or "article.txt"
    path = PurePosixPath(base[-120:].lstrip(" .-") or "article.txt")
    if not path.suffix:
        path = path.with_suffix(".txt")
    if path.name == "meta.json":
        path = path.with_stem("meta-given")
    name, n = path.name, 2
    while name in taken:
        name, n = f"{path.stem}~{n}{path.suffix}", n + 1
    return name


def _job(request: Request) -> Response:
    job = _job_of(request, request.path_params["number"])
    if job is None:
        return not_found(request, str(request.path_params["number"]))
    if job.over:
        bench(request).shelf.wake()
    lines = [told(lang_of(request), line) for line in job.lines]
    answer = page(request, "job.html.j2", job=_view(job) | {"lines": lines})
    if not job.over:
        # Without JavaScript the browser asks again by itself.
        answer.headers["Refresh"] = "2"
    return answer


def _stop(request: Request, form: FormData) -> Response:
    number = field_of(form, "number", 9)
    job = _job_of(request, int(number)) if number.isdecimal() else None
    if job is None:
        return not_found(request, number)
    _jobs(request).stop(job)
    return to(f"/bring-in/{job.number}")


ROOM = Room(
    "bring",
    [
        Route("/bring-in", _bring, name="bring-in"),
        Route("/bring-in.{form:str}", _table, name="jobs-table"),
        Route("/bring-in/{number:int}", _job, name="job"),
        post("/bring-in/files", _upload, "upload", most=MOST, field=MOST_FORM),
        post("/bring-in/text", _paste, "paste", most=4 * _TEXT),
        post("/bring-in/stop", _stop, "stop"),
    ],
    nav=[("bring_in", "/bring-in")],
)
