"""The fields of cooperation of a library, edited: tried before they are kept; the ones before come back."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.errors import InputError, OutputError
from recoupe.files import put
from recoupe.serve import fields
from recoupe.serve.desk import Room, bench, lang_of, page, post, to
from recoupe.serve.labels import label
from recoupe.share.told import told
from recoupe.share.words import frames

_LONGEST = 100_000  # characters


@cache
def values() -> dict[str, tuple[str, ...]]:
    """What a line may name, by facet."""
    known = frames("en")
    deeds = list(known["event"])
    plover = json.loads(files("recoupe.lexicon").joinpath("plover.json").read_text("utf-8"))
    ours = {
        value
        for grouping in fields.groupings().values()
        for field in grouping.fields.values()
        for line in field.of
        for value in line.get("context", ())
    }
    return {
        "type": (*(one for one in deeds if "/" not in one), *known["tie"]),
        "mode": tuple(one for one in deeds if "/" in one),
        "context": tuple(dict.fromkeys([*plover["contexts"], *sorted(ours)])),
    }


def _before(library: Path) -> Path:
    """What the file of a library's own groupings was before; empty where there was none."""
    return library.with_suffix(".coverage.before.yaml")


def tried(text: str, where: str) -> None:
    """Raises :class:`~recoupe.errors.InputError` where a text would not do as groupings."""
    known = values()
    for name, grouping in fields.parsed(text, where).items():
        for key, field in grouping.fields.items():
            for facet, given in [pair for line in field.of for pair in line.items()]:
                if strange := sorted(set(given) - set(known[facet])):
                    raise InputError(f"{where}: {name}.{key}: no {facet} is called {', '.join(strange)}")


def keep(library: Path, text: str) -> None:
    """Put a text in the place of a library's own groupings; an empty one goes back to ours."""
    own = fields.file_of(library)
    try:
        put(_before(library), own.read_bytes() if own.exists() else b"")
        if text:
            put(own, text.encode())
        else:
            own.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{own}: cannot be written ({error.strerror or error})") from None


def _page(request: Request, text: str = "", fault: str = "") -> Response:
    library, lang = bench(request).main.path, lang_of(request)
    own = fields.file_of(library)
    source = own if own.exists() else fields.OURS
    return page(
        request,
        "groupings.html.j2",
        422 if fault else 200,
        wrong=told(lang, fault) if fault else None,
        text=text or source.read_text("utf-8", "replace"),
        own=own.name,
        changed=own.exists(),
        undo=_before(library).exists(),
        values={facet: [(one, label(lang, facet, one)) for one in some] for facet, some in values().items()},
    )


def _keep(request: Request, form: FormData) -> Response:
    library, act = bench(request).main.path, form.get("act")
    given = form.get("text")
    text = given.replace("\r\n", "\n")[:_LONGEST].strip() if isinstance(given, str) else ""
    if act == "undo" and _before(library).exists():
        keep(library, _before(library).read_text("utf-8"))
        return to("/coverage", said="groupings_back")
    if act == "ours":
        keep(library, "")
        return to("/coverage", said="groupings_ours")
    try:
        tried(text, fields.file_of(library).name)
    except InputError as error:
        return _page(request, text, str(error))
    keep(library, text + "\n")
    return to("/coverage", said="groupings_kept")


ROOM = Room(
    "groupings",
    [
        Route("/coverage/fields", _page, name="groupings"),
        post("/coverage/fields", _keep, "set-groupings"),
    ],
)
