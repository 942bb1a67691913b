"""The intervals of statements, as the tests of times compare them."""

from __future__ import annotations

from typing import Any

Interval = tuple[str | None, str | None]


def dates(statements: tuple[Any, ...], kind: str, label: str) -> set[Interval | None]:
    """The intervals of the statements of a type or measure."""
    return {
        None if s.when is None else (s.when.start, s.when.end)
        for s in statements
        if kind == type(s).__name__ and label in (getattr(s, "type", None), getattr(s, "measure", None))
    }
