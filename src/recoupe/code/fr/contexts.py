"""PLOVER contexts that a sentence itself supports, by its words."""

from __future__ import annotations

from functools import cache

from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain
from recoupe.code.lexicon import Frame, folder, load_yaml


@cache
def _words() -> dict[str, tuple[str, ...]]:
    found = load_yaml(folder("fr") / "contexts.yaml", dict[str, tuple[str, ...]])
    assert isinstance(found, dict)
    return {name: tuple(plain(w) for w in words) for name, words in found.items()}


def contexts(view: View, frame: Frame) -> tuple[str, ...]:
    """The frame's own contexts where the sentence bears them out, and those its words name."""
    text = plain(view.text)
    named = [name for name, words in _words().items() if any(w in text for w in words)]
    own = [c for c in frame.contexts if c not in _words() or c in named]
    return tuple(dict.fromkeys([*named, *own]))
