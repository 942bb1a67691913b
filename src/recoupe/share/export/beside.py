"""The words of ``lexicon/fr/beside.yaml``: what stands beside a name, as patterns over folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import product

from recoupe.errors import LexiconError
from recoupe.resolve.fold import fold

_FILE = "fr/beside.yaml"
_MAYBE = re.compile(r"\(([^)]*)\)")


@cache
def _lists() -> dict[str, list[str]]:
    import yaml

    # BaseLoader guesses no types: « Non » stays a word.
    text = files("recoupe.lexicon").joinpath(_FILE).read_text("utf-8")
    found: dict[str, list[str]] = yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return found


def words(*names: str) -> list[str]:
    """The entries of some lists, as written. Raises ``LexiconError`` where the file has no such list."""
    missing = [name for name in names if name not in _lists()]
    if missing:
        raise LexiconError(f"{_FILE}: has no list {missing[0]}")
    return [word for name in names for word in _lists()[name]]


def forms(*names: str) -> frozenset[str]:
    """Every form of some lists, folded."""
    return frozenset(form for word in words(*names) for form in _forms(word))


def either(*names: str) -> str:
    """A pattern of some lists, to be put in brackets."""
    return "|".join(map(_pattern, words(*names)))


def heads(*names: str) -> frozenset[str]:
    """The first word of every form of some lists: whether a text holds any is quickly told."""
    return frozenset(first for form in forms(*names) for first in form.replace("'", "' ").split()[:1])


def _pattern(word: str) -> str:
    stem, _, but = word.partition("!")
    pattern = "".join(
        f"(?:{re.escape(part)})?" if number % 2 else re.escape(part)
        for number, part in enumerate(_MAYBE.split(fold(stem.strip())))
    )
    return pattern + (rf"\b(?! {re.escape(fold(but))})" if but else "")


def _forms(word: str) -> Iterator[str]:
    parts = _MAYBE.split(fold(word.partition("!")[0].strip()))
    choices: Iterable[tuple[str, ...]] = [
        ("", part) if number % 2 else (part,) for number, part in enumerate(parts)
    ]
    return ("".join(chosen) for chosen in product(*choices))
