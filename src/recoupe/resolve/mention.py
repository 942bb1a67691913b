"""What name matching hands from one step to the next, and its result, the mention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from recoupe.resolve.entries import Kind
from recoupe.resolve.forms import Sense


class Mention(Struct, frozen=True):
    """A name found in a text.

    ``start`` and ``end`` are code points, half-open; ``text`` is what stands there, without
    article. ``id`` is null where nothing particular is named (a demonym, an office, a body of an
    unknown state). ``country`` is alpha-3 or UNO, EUR, IGO, NGO, IMG. ``name`` is the canonical
    French name.
    """

    start: int
    end: int
    text: str
    id: str | None
    country: str | None
    sector: str | None
    kind: Kind
    name: str


class Hit(Struct, frozen=True):
    """A spelling found at a place, with all the senses it can have there."""

    start: int
    end: int
    senses: tuple[Sense, ...]


class View(Struct, frozen=True):
    """A text, the same without its silent characters (``raw``), and what was found in that."""

    text: str
    raw: str
    search: str
    hits: tuple[Hit, ...]
    starts: Mapping[int, Hit]
    home: str | None
    # Offset in the text as given of each character of ``raw``; None when they are the same.
    offsets: tuple[int, ...] | None

    def original(self, position: int) -> int:
        """The offset in the text as given."""
        return position if self.offsets is None else self.offsets[position]

    def evidence(self) -> Counter[str]:
        """How often each country and id is named without ambiguity."""
        count: Counter[str] = Counter()
        for hit in self.hits:
            if len(hit.senses) == 1:
                count.update({s for s in (hit.senses[0].country, hit.senses[0].id) if s})
        return count
