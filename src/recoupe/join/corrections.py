"""What a person put in the place of a wrong value: the parts of a statement that stand behind a field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from recoupe.model import Coded, Statement, StatementRef, Value

# Fields as accounts name them, and the attributes of a statement of each kind.
_PARTS: dict[str, tuple[str, ...]] = {
    "what": ("type", "mode"),
    "value": ("value", "bound", "unit"),
    "when": ("when",),
    "where": ("where",),
    "actors": ("actors", "subject"),
    "recipients": ("recipients", "object", "of"),
    "status": ("status",),
}


def put(said: Statement, field: str, right: Statement) -> Statement:
    """The statement with what ``right`` has in one field; as it is where the two are of two kinds.

    A time and a status are of every kind: an office housed since a day is shown as its opening.
    """
    if said.kind != right.kind and field not in ("when", "status"):
        return said
    parts = {one: getattr(right, one) for one in _PARTS.get(field, ()) if hasattr(said, one)}
    return replace(said, **parts)


def corrected(coded: Iterable[Coded], right: Mapping[StatementRef, Mapping[str, Statement]]) -> list[Coded]:
    """The documents with every statement as it was put right."""
    if not right:
        return list(coded)
    docs = {doc for doc, _ in right}
    return [_document(one, right) if one.doc in docs else one for one in coded]


def _document(one: Coded, right: Mapping[StatementRef, Mapping[str, Statement]]) -> Coded:
    said = list(one.statements)
    for n, statement in enumerate(said):
        for field, instead in right.get((one.doc, n), {}).items():
            statement = put(statement, field, instead)
        said[n] = statement
    return replace(one, statements=tuple(said))


def judged_by(values: Sequence[Value], value: Value) -> str:
    """Who put a value in the place of another, and why; empty for one that articles say.

    All its statements say something else, which was set aside.
    """
    if value.aside:
        return ""
    wrong = {ref: one.aside for one in values if one.aside for ref in one.statements}
    signed = [wrong.get(ref, "") for ref in value.statements]
    return signed[0] if signed and all(signed) else ""
