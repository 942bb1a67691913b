"""A statement as the fields of a form, and the form's fields back into a statement.

Whoever corrects writes words: what happened and who is who are chosen by their names, a day or a count may
be put in as the article has it (``recoupe.serve.typed``). Entities and places stand in rows of two fields,
``actors-text`` as written and ``actors-is`` who that is.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec
from msgspec.structs import replace
from starlette.datastructures import FormData, UploadFile

from recoupe.join.compare import FIELD_NAMES
from recoupe.model import Figure, Place, Statement, Tie, When, label
from recoupe.serve.typed import Typed
from recoupe.share.names import mentions

Row: TypeAlias = tuple[str, str]
_MOST = 4000  # code points of a field
_ROWS = 40  # entities or places of one role


def fields_of(said: Statement) -> dict[str, str]:
    """The values that the form begins with, rows apart."""
    when = said.when
    found = {
        "what": _what(said),
        "status": said.status,
        "when": when.text if when else "",
        "start": (when.start or "") if when else "",
        "end": (when.end or "") if when else "",
    }
    if isinstance(said, Figure):
        found |= {"value": f"{said.value:g}", "bound": said.bound}
    return found


def rows_of(said: Statement, typed: Typed) -> dict[str, list[Row]]:
    """Who and where: each as written, and who or which country that is."""
    found = {
        name: [(one.text, typed.name(one.id)) for one in getattr(said, part)]
        for name, part in roles_of(said).items()
    }
    if not isinstance(said, Tie):
        found["where"] = [(one.text, typed.name(one.country)) for one in said.where]
    return found


def _what(said: Statement) -> str:
    mode = getattr(said, "mode", None)
    return f"{label(said)}/{mode}" if mode else label(said)


def roles_of(said: Statement) -> dict[str, str]:
    """The form's names of roles, and the statement's."""
    if isinstance(said, Tie):
        return {"actors": "subject", "recipients": "object"}
    return {"actors": "actors"} | ({} if isinstance(said, Figure) else {"recipients": "recipients"})


def corrected(said: Statement, form: FormData, typed: Typed) -> Statement:
    """The statement with what the form changed in it.

    Raises :class:`~recoupe.errors.InputError` where a field does not hold what it must.
    """
    before, rows = fields_of(said), rows_of(said, typed)
    given = {name: str(form[name])[:_MOST].strip() for name in before if isinstance(form.get(name), str)}
    changed = {name: value for name, value in given.items() if value != before[name]}
    more: dict[str, Any] = {}
    for name, part in roles_of(said).items():
        new = _rows(form, name)
        if new is not None and new != rows[name]:
            old = getattr(said, part)
            more[part] = tuple(typed.somebody(text, who, old) for text, who in new)
    new = _rows(form, "where")
    if "where" in rows and new is not None and new != rows["where"]:
        more["where"] = tuple(Place(text, typed.country(which)) for text, which in new)
    if {"when", "start", "end"} & changed.keys():
        more["when"] = _when(said.when, before | given, changed, typed)
    if "what" in changed:
        kind, _, mode = typed.deed(changed["what"], said.kind).partition("/")
        more["measure" if isinstance(said, Figure) else "type"] = kind
        if said.kind == "event":
            more["mode"] = mode or None
    if "value" in changed:
        value, bound = typed.count(changed["value"])
        more["value"] = int(value) if value == int(value) else value
        if bound and "bound" not in changed:
            more["bound"] = bound
    more |= {name: changed[name] for name in ("status", "bound") if name in changed}
    try:
        checked: Statement = msgspec.convert(msgspec.to_builtins(replace(said, **more)), type=Statement)
        return checked
    except msgspec.ValidationError as error:
        raise typed.fault("not_together", error=error) from None


def _rows(form: FormData, name: str) -> list[Row] | None:
    """The rows of a role as the form has them, empty ones left out; None where the form has none."""
    texts, ids = form.getlist(f"{name}-text")[:_ROWS], form.getlist(f"{name}-is")[:_ROWS]
    if not texts:
        return None
    ids = [*ids, *[""] * len(texts)][: len(texts)]
    pairs = [(_line(text), _line(who)) for text, who in zip(texts, ids, strict=True)]
    # Who is named by the second field alone is written as that.
    return [(text or who, who) for text, who in pairs if text or who]


def _line(given: object) -> str:
    return " ".join(str(given)[:_MOST].split())


def _when(old: When | None, given: dict[str, str], changed: dict[str, str], typed: Typed) -> When | None:
    """The time: by its days where they were changed, else by its words."""
    start, end = given["start"], given["end"]
    text = given["when"]
    if not ({"start", "end"} & changed.keys()):
        if not text:
            return None
        return When(text, *typed.days(text))
    first = typed.days(start)[0] if start else None
    last = typed.days(end)[1] if end else None
    return When(text or (old.text if old else ""), first, last) if first or last else None


def put_right(said: Statement, field: str, given: str, typed: Typed) -> Statement:
    """The statement with one field of its account as somebody typed it on one line.

    « arrest »; « March 2021 », « 2021-03-01/2021-03-04 »; « at least 12 »; entities and places parted by
    « ; », each with who it is after a bar where the name does not tell. Codes are understood, too.
    Raises :class:`~recoupe.errors.InputError`.
    """
    form: list[tuple[str, str | UploadFile]] = []
    match field:
        case "what":
            form = [("what", typed.deed(given, said.kind))]
        case "when":
            start, end = typed.days(given)
            form = [("start", start or ""), ("end", end or "")]
            if any(char.isalpha() for char in given):
                form.append(("when", given))
        case "value":
            value, bound = typed.count(given)
            form = [("value", f"{value:g}"), ("bound", bound or "exact")]
        case "status":
            form = [("status", typed.status(given))]
        case _:
            for part in given.split(";"):
                text, _, who = (one.strip() for one in part.partition("|"))
                if text:
                    form += [
                        (f"{field}-text", text),
                        (f"{field}-is", who or _meant(said, field, text, typed)),
                    ]
    names = {
        *fields_of(said),
        *(f"{name}-{part}" for name in rows_of(said, typed) for part in ("text", "is")),
    }
    if field not in FIELD_NAMES or not {name for name, _ in form} <= names:
        raise typed.fault("no_field", field=field)
    return corrected(said, FormData(form), typed)


def _meant(said: Statement, field: str, text: str, typed: Typed) -> str:
    """Who or which country a name means by itself."""
    from recoupe.resolve.places import find_places

    if field != "where":
        named = [one.id for one in mentions(said)]
        return typed.name(typed.identity(text, named, codes=False))
    found = find_places(text, home=typed.home)
    return found[0].country or "" if len(found) == 1 else ""
