"""The names of a sentence as it stands alone: asked for before the parse, at it and behind it."""

from __future__ import annotations

from functools import lru_cache

from recoupe.resolve.names import Mention, names


# As many as wait for their parse together (``parse``), and an article more.
@lru_cache(maxsize=160)
def named(text: str) -> tuple[Mention, ...]:
    """The names of a sentence, in order, whatever country its article is about."""
    return tuple(names().find(text))
