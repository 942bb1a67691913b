"""A statement as the fields of a form, and the form's fields back into a statement.

Entities and places stand one to a line, as written, and after a bar their id or country:
``le BCIJ | MAR.BCIJ``.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace
from starlette.datastructures import FormData

from recoupe.errors import InputError
from recoupe.join.compare import FIELD_NAMES
from recoupe.model import Entity, Event, Figure, Place, Statement, Tie, When, label
from recoupe.serve.filters import side

_MOST = 4000


def fields_of(said: Statement) -> dict[str, str]:
    """The values that the form begins with."""
    found = {
        "type": label(said),
        "status": said.status,
        "start": (said.when.start or "") if said.when else "",
        "end": (said.when.end or "") if said.when else "",
    }
    if isinstance(said, Event):
        found |= {"mode": said.mode or ""}
        found |= {"actors": _lines(said.actors), "recipients": _lines(said.recipients)}
    elif isinstance(said, Tie):
        found |= {"actors": _lines(said.subject), "recipients": _lines(said.object)}
    else:
        found |= {"value": f"{said.value:g}", "bound": said.bound, "actors": _lines(said.actors)}
    if not isinstance(said, Tie):
        found["where"] = "\n".join(f"{p.text} | {p.country}" if p.country else p.text for p in said.where)
    return found


def _lines(entities: tuple[Entity, ...]) -> str:
    return "\n".join(f"{one.text} | {one.id}" if one.id else one.text for one in entities)


def corrected(said: Statement, form: FormData) -> Statement:
    """The statement with what the form changed in it.

    Raises :class:`~recoupe.errors.InputError` where a field does not hold what it must.
    """
    given = {name: str(value)[:_MOST] for name, value in form.items() if isinstance(value, str)}
    before = fields_of(said)
    new = {name: given[name].replace("\r\n", "\n").strip() for name in before if name in given}
    changed = {name: value for name, value in new.items() if value != before[name]}
    more: dict[str, Any] = {}
    if "status" in changed:
        more["status"] = changed["status"]
    if "start" in changed or "end" in changed:
        start, end = (side(new[name], last=name == "end") or None for name in ("start", "end"))
        more["when"] = When(said.when.text if said.when else "", start, end) if start or end else None
    if "where" in changed:
        more["where"] = tuple(Place(words, code) for words, code in _pairs(changed["where"]))
    doers, others = ("subject", "object") if isinstance(said, Tie) else ("actors", "recipients")
    for name, into in (("actors", doers), ("recipients", others)):
        if name in changed:
            known = {one.text: one for one in getattr(said, into)}
            more[into] = tuple(_entity(words, code, known) for words, code in _pairs(changed[name]))
    if "type" in changed:
        more["measure" if isinstance(said, Figure) else "type"] = changed["type"]
    if "mode" in changed:
        more["mode"] = changed["mode"] or None
    if "bound" in changed:
        more["bound"] = changed["bound"]
    if "value" in changed:
        try:
            value = float(changed["value"].replace(",", ".").replace(" ", ""))
        except ValueError:
            raise InputError(f"{changed['value']}: is no number; write it in figures") from None
        more["value"] = int(value) if value == int(value) else value
    made = replace(said, **more)
    try:
        checked: Statement = msgspec.convert(msgspec.to_builtins(made), type=Statement)
        return checked
    except msgspec.ValidationError as error:
        raise InputError(f"the correction does not hold together: {error}; go back and look at it") from None


def put_right(said: Statement, field: str, typed: str) -> Statement:
    """The statement with one field of its account as somebody typed it on one line.

    « COERCE/dismantle »; « 2021-03 », « 2021-03-01/2021-03-04 »; « min 12 »; entities and places parted by
    « ; », each with its id or country after a bar. Raises :class:`~recoupe.errors.InputError`.
    """
    before = fields_of(said)
    lines = "\n".join(part.strip() for part in typed.split(";"))
    form: dict[str, str] = {}
    match field:
        case "what":
            form["type"], _, form["mode"] = (part.strip() for part in typed.replace(": ", "/").partition("/"))
        case "when":
            start, slash, end = (part.strip() for part in typed.partition("/"))
            form = {"start": side(start, last=False), "end": side(end if slash else start, last=True)}
            if not (form["start"] or form["end"]):
                raise InputError(
                    f"{typed}: is no day, month, year or period; write 2021-03-04, or 2021-03-01/2021-03-04"
                )
        case "value":
            first, _, rest = typed.partition(" ")
            bound = first if first in ("min", "max", "about") and rest else "exact"
            form = {"bound": bound, "value": rest if bound != "exact" else typed}
        case "status":
            form["status"] = typed
        case _:
            form[field] = lines
    if field not in FIELD_NAMES or not form.keys() <= before.keys() | {"mode"}:
        raise InputError(f"{field}: a {said.kind} has no such field that could be put right")
    return corrected(said, FormData(form))


def _pairs(text: str) -> list[tuple[str, str | None]]:
    """The lines of a field: what is written, and after a bar its code."""
    found = []
    for line in text.split("\n"):
        words, _, code = line.partition("|")
        if words.strip():
            found.append((" ".join(words.split()), code.strip() or None))
    return found


def _entity(words: str, code: str | None, known: dict[str, Entity]) -> Entity:
    old = known.get(words)
    if old is not None and old.id == code:
        return old
    country = code.partition(".")[0] if code and code[:3].isupper() and code[3:4] in ("", ".") else None
    return Entity(words, code, country, old.sector if old else None)
