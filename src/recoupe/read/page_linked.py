"""What a page says to machines: its ``<meta>`` elements and its JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
# What old templates write around a script, and a stray end.
_WRAPPED = re.compile(r"^[\s/*]*(?:<!\[CDATA\[|<!--)[\s*/]*|[\s/*]*(?:\]\]>|-->)[\s*/]*$|;\s*$")
_ARTICLES = (
    "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
    "blogposting", "liveblogposting", "report", "claimreview", "socialmediaposting", "webpage",
)  # fmt: skip


def clean(value: object) -> str:
    """A value on one line, without invisible signs."""
    return " ".join(str(value or "").translate(INVISIBLE).split())


def metas_of(tree: Any) -> dict[str, str]:
    """``<meta>`` by property, name or itemprop in lower case; the first of each counts."""
    out: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
        if name and node.get("content"):
            out.setdefault(name, clean(node.get("content")))
    return out


def linked_of(tree: Any) -> list[dict[str, Any]]:
    """The objects of the page's JSON-LD, those about the article first; broken blocks are passed over."""
    return sorted(_linked(tree), key=kind)


def _linked(tree: Any) -> Iterator[dict[str, Any]]:
    for node in tree.xpath('//script[contains(@type, "ld+json")]'):
        try:
            waiting: list[Any] = [json.loads(_WRAPPED.sub("", node.text or ""), strict=False)]
        except (ValueError, RecursionError):
            continue
        seen = 0
        while waiting and seen < 500:
            seen += 1
            each = waiting.pop()
            if isinstance(each, list):
                waiting.extend(each)
            elif isinstance(each, dict):
                yield each
                waiting.extend(value for key, value in each.items() if key in ("@graph", "mainEntity"))


def kind(data: dict[str, Any]) -> int:
    """How much an object of JSON-LD speaks for the article: 0 best, 99 not at all."""
    kinds = data.get("@type")
    names = [str(k).lower() for k in (kinds if isinstance(kinds, list) else [kinds])]
    return min((_ARTICLES.index(name) for name in names if name in _ARTICLES), default=99)
