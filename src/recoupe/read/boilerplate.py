"""Lines that stand on page after page of one outlet: learned while a batch is read, kept in the library.

A line is known once it has stood on several pages that tell of different things. Copies of one
agency's article share their paragraphs too, so pages are told apart by these: a page whose paragraphs
are mostly those of a page seen before is the same article again and counts for nothing.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from hashlib import blake2b
from typing import Any, Protocol

from msgspec.structs import replace

from recoupe.model import CODED_ZONES, Article, Zone
from recoupe.read.lines import Line, lines

# On how many different pages a line must stand: a sentence may be an outlet's own refrain, so more.
_PAGES, _PAGES_SENTENCE = 3, 5
# A page is told by the smallest hashes of its sentences, this many of them (a bottom-k sketch).
_SKETCH = 6
# Pages are one article when they share more than this part of the smaller sketch.
_SAME = 0.5
# Characters of a sentence that tells of what a page tells of.
_TELLS = 60
# Lines looked at per page, lines kept per outlet, outlets kept: memory has a bound whatever comes.
_LINES, _KEPT, _OUTLETS = 400, 5_000, 500

Sketch = tuple[int, ...]


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).digest(), "big")


def _sketch(found: list[Line]) -> Sketch:
    told = {_hash(line.same) for line in found if len(line) >= _TELLS and line.stops}
    return tuple(sorted(told)[:_SKETCH])


def _same_article(one: Sketch, two: Sketch, line: int) -> bool:
    a, b = set(one) - {line}, set(two) - {line}
    return not a or not b or len(a & b) > _SAME * min(len(a), len(b))


class Memory(Protocol):
    """Where what was learned of an outlet is kept from one batch to the next: a library."""

    def recall(self, outlet: str) -> str | None:
        """What was kept of an outlet, as JSON; None where nothing was."""

    def keep(self, outlet: str, learned: str) -> None:
        """Keep this in place of what was kept of the outlet before."""


class Boilerplate:
    """What recurs in each outlet. Memory is bounded; the lines seen longest ago are forgotten first.

    With a ``memory``, an outlet is recalled when its first page comes, and :meth:`keep` writes back what
    was learned since. What was kept by another version and cannot be read is learned anew.
    """

    def __init__(self, memory: Memory | None = None) -> None:
        self._memory = memory
        self._outlets: OrderedDict[str, OrderedDict[int, list[Sketch]]] = OrderedDict()
        self._changed: set[str] = set()

    def learn(self, outlet: str | None, text: str) -> None:
        """Take one page of an outlet into account (nothing without an outlet, or without sentences)."""
        if not outlet:
            return
        found = [line for line, _ in zip(lines(text), range(_LINES), strict=False)]
        sketch = _sketch(found)
        if not sketch:
            return
        if outlet not in self._outlets:
            self._outlets[outlet] = self._recalled(outlet)
        seen = self._outlets[outlet]
        self._outlets.move_to_end(outlet)
        self._changed.add(outlet)
        for line in dict.fromkeys(line.same for line in found if any(c.isalnum() for c in line.same)):
            key = _hash(line)
            pages = seen.setdefault(key, [])
            seen.move_to_end(key)
            if len(pages) < _PAGES_SENTENCE and not any(_same_article(sketch, p, key) for p in pages):
                pages.append(sketch)
        while len(seen) > _KEPT:
            seen.popitem(last=False)
        while len(self._outlets) > _OUTLETS:
            self._forget(*self._outlets.popitem(last=False))

    def known(self, outlet: str | None, line: str) -> bool:
        """Whether a line (without its line end) is one that the outlet's pages have in common."""
        first = next(lines(line), None)
        return first is not None and self._known(outlet, first)

    def _known(self, outlet: str | None, line: Line) -> bool:
        seen = self._outlets.get(outlet or "")
        pages = seen.get(_hash(line.same), []) if seen else []
        return len(pages) >= (_PAGES_SENTENCE if line.full_stop else _PAGES)

    def clean(self, article: Article) -> Article:
        """The article, with the lead and body lines that are known set aside as notices.

        The title is left alone: sections that keep one title (« Revue de presse ») are articles too.
        """
        kept = tuple(self._judge(article, zone) for zone in article.zones)
        return article if kept == article.zones else replace(article, zones=kept)

    def _judge(self, article: Article, zone: Zone) -> Zone:
        if zone.zone not in CODED_ZONES or zone.zone == "title":
            return zone
        line = next(lines(article.text[zone.start : zone.end]), None)
        if line is None or not self._known(article.outlet, line):
            return zone
        return Zone(zone.start, zone.end, "notice", "stands on other pages of this outlet too")

    def keep(self) -> None:
        """Write what was learned since the last time to the memory, if there is one."""
        for outlet in sorted(self._changed):
            self._forget(outlet, self._outlets[outlet])

    def _forget(self, outlet: str, seen: OrderedDict[int, list[Sketch]]) -> None:
        if self._memory is not None and outlet in self._changed:
            self._memory.keep(outlet, json.dumps({f"{line:x}": pages for line, pages in seen.items()}))
        self._changed.discard(outlet)

    def _recalled(self, outlet: str) -> OrderedDict[int, list[Sketch]]:
        kept = self._memory.recall(outlet) if self._memory is not None else None
        try:
            return _entries(json.loads(kept or "{}"))
        except (ValueError, TypeError, AttributeError):
            return OrderedDict()


def _entries(seen: Any) -> OrderedDict[int, list[Sketch]]:
    return OrderedDict(
        (int(line, 16), [tuple(map(int, page)) for page in pages]) for line, pages in seen.items()
    )
