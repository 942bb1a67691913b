"""The article as a whole: one act told twice is one statement, where it is told fullest."""

from __future__ import annotations

from recoupe.code.fr.words import plain
from recoupe.model import Entity, Event, Figure, Statement, Tie, label


def settle(found: list[tuple[str, Statement]]) -> tuple[Statement, ...]:
    """Drop what a title or lead only announces, and what a later sentence only repeats."""
    body = [s for zone, s in found if zone == "body"]
    kept: list[Statement] = []
    if body:
        told = {_kind(s) for s in body}
        kept = [s for zone, s in found if zone == "lead" and _kind(s) not in told]
        kept += body
    else:
        kept = [s for _, s in found]
    result: list[Statement] = []
    for statement in kept:
        twin = next((n for n, other in enumerate(result) if same_act(other, statement)), None)
        if twin is None:
            result.append(statement)
        elif fullness(statement) > fullness(result[twin]) + 1:
            result[twin] = statement
    return tuple(sorted(result, key=lambda s: s.span))


def _kind(statement: Statement) -> tuple[str, object]:
    """What a lead shares with the text that tells the same: a deed's mode, a figure's value."""
    return label(statement), getattr(statement, "mode", getattr(statement, "value", None))


# Praise and blame are coded once per sentence and recipient (guideline, rule 1).
_ONCE_A_SENTENCE = frozenset(("praise", "disapprove"))


def fullness(statement: Statement) -> int:
    """How many of its fields a statement fills."""
    if isinstance(statement, Tie):
        return len(statement.subject) + len(statement.object) + (statement.when is not None)
    slots = len(statement.actors) + (statement.when is not None) + len(statement.where)
    return slots + (len(statement.recipients) if isinstance(statement, Event) else 0)


def same_act(a: Statement, b: Statement) -> bool:
    """Whether two statements of one article tell one act."""
    if type(a) is not type(b) or label(a) != label(b):
        return False
    if isinstance(a, Figure) and isinstance(b, Figure):
        return (
            a.value == b.value
            and a.bound == b.bound
            and a.unit == b.unit
            and _when(a) == _when(b)
            and a.span != b.span
            and _share(a.of, b.of)
        )
    if isinstance(a, Tie) and isinstance(b, Tie):
        return _share(a.subject, b.subject) and _share(a.object, b.object)
    if isinstance(a, Event) and isinstance(b, Event):
        if a.mode != b.mode or a.status != b.status:
            return False
        if a.mode in _ONCE_A_SENTENCE and a.span != b.span:
            return False
        if a.span == b.span:
            return (
                a.trigger == b.trigger
                and a.actors == b.actors
                and a.recipients == b.recipients
                and a.when == b.when
            )
        if _when(a) and _when(b) and _when(a) != _when(b):
            return False
        if a.about and b.about and not _alike(a.about, b.about):
            return False
        if a.where and b.where and not {p.text for p in a.where} & {p.text for p in b.where}:
            return False
        return _share(a.actors, b.actors) and _share(a.recipients, b.recipients)
    return False


def _alike(a: str, b: str) -> bool:
    """Whether two things acted on share a word of some length (by its first letters)."""
    left, right = ({word[:5] for word in plain(text).split() if len(word) > 4} for text in (a, b))
    return not left or not right or bool(left & right)


def _when(statement: Statement) -> tuple[str | None, str | None] | None:
    return (statement.when.start, statement.when.end) if statement.when else None


def _share(a: tuple[Entity, ...], b: tuple[Entity, ...]) -> bool:
    """Whether the entities overlap, or neither side names any."""
    if not a and not b:
        return True
    left = {e.id or plain(e.text) for e in a}
    right = {e.id or plain(e.text) for e in b}
    return bool(left & right)
