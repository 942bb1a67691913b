"""What the names that web pages give their parts (class, id, role, itemprop) say of them.

The vocabulary is ``lexicon/pages/parts.yaml``: general words of content systems, no site's own.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal, NamedTuple

Verdict = Literal["body", "other", "firm", ""]

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SPLIT = re.compile(r"[^a-z0-9]+")
# A part with more words in its names (the themes' flags on <body>) says nothing by any of them.
_TALKATIVE = 60


class Names(NamedTuple):
    """Words and pairs of words, by what they say."""

    other: frozenset[str]
    firm: frozenset[str]
    body: frozenset[str]
    quoted: frozenset[str]


@cache
def _names() -> Names:
    import yaml

    path = files("recoupe") / "lexicon" / "pages" / "parts.yaml"
    raw: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Names(
        frozenset(raw["other"] + raw["other_pairs"]),
        frozenset(raw["firm"]),
        frozenset(raw["body"] + raw["body_pairs"]),
        frozenset(raw["quoted"]),
    )


def _words(names: str) -> list[str]:
    return [word for word in _SPLIT.split(_CAMEL.sub("-", names).lower()) if word]


@lru_cache(maxsize=20_000)
def judge(names: str) -> Verdict:
    """What a part's names say of it: the article's text (``body``), not its text (``other``; ``firm`` where
    that holds however much text stands in it), or nothing."""
    words = _words(names)
    if not words or len(words) > _TALKATIVE:
        return ""
    said, known = {*words, *map("-".join, pairwise(words))}, _names()
    if not known.body.isdisjoint(said):
        # « article-body__related » is a part of the body, and not its text.
        tail = _words(names.rpartition("__")[2]) if "__" in names and " " not in names else []
        return "body" if known.other.isdisjoint(tail) else "other"
    if not known.quoted.isdisjoint(words):
        return ""
    if not known.firm.isdisjoint(words):
        return "firm"
    return "" if known.other.isdisjoint(said) else "other"
