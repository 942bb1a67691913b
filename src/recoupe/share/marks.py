"""An article's text cut into pieces, so that overlapping evidence can be marked without nesting.

Offsets are code points into ``Article.text``. Every character of the text stands in exactly one
piece; blocks follow the article's zones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from recoupe.model import CODED_ZONES, Article, Span, StatementRef


class Piece(Struct, frozen=True):
    """A run of text under one and the same set of statements."""

    text: str
    under: tuple[StatementRef, ...] = ()  # statements whose span covers it
    begins: tuple[StatementRef, ...] = ()  # those whose span begins with it
    ends: tuple[StatementRef, ...] = ()  # those whose span ends with it


class Block(Struct, frozen=True):
    """A zone of the article, or text between zones (``zone`` empty). ``aside``: nothing in it is coded."""

    zone: str
    why: str
    pieces: tuple[Piece, ...]

    @property
    def aside(self) -> bool:
        return bool(self.zone) and self.zone not in CODED_ZONES


def blocks(article: Article, spans: Iterable[tuple[StatementRef, Span]]) -> tuple[Block, ...]:
    """The article's blocks in order; spans outside the text are cut to it, empty ones passed over."""
    length = len(article.text)
    kept = [(ref, (max(0, a), min(length, b))) for ref, (a, b) in spans]
    kept = [(ref, span) for ref, span in kept if span[0] < span[1]]
    found = []
    at = 0
    for zone in sorted(article.zones, key=lambda z: (z.start, z.end)):
        start, end = max(at, zone.start), min(zone.end, length)
        if start >= end:
            continue
        if article.text[at:start].strip():
            found.append(Block("", "", pieces(article.text, at, start, kept)))
        found.append(Block(zone.zone, zone.why, pieces(article.text, start, end, kept)))
        at = end
    if article.text[at:].strip():
        found.append(Block("", "", pieces(article.text, at, length, kept)))
    return tuple(found)


def pieces(text: str, start: int, end: int, spans: Sequence[tuple[StatementRef, Span]]) -> tuple[Piece, ...]:
    """``text[start:end]`` cut wherever a span begins or ends.

    A span that runs over several blocks begins in the first and ends in the last of them.
    """
    inside = [(ref, a, b) for ref, (a, b) in spans if a < end and b > start]
    cuts = sorted({start, end, *(min(max(x, start), end) for _, a, b in inside for x in (a, b))})
    found = []
    for left, right in pairwise(cuts):
        found.append(
            Piece(
                text[left:right],
                tuple(ref for ref, a, b in inside if a < right and b > left),
                tuple(ref for ref, a, _ in inside if a == left),
                tuple(ref for ref, _, b in inside if b == right),
            )
        )
    return tuple(found)
