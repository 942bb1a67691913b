"""What the chronology is narrowed to, from the address of a page and back into one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import replace

from recoupe.serve import fields
from recoupe.serve.facts import FACETS, facet_of
from recoupe.serve.stand import Mask, Stand

_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_MOST = 40  # values of one facet in an address
# Who must be named beside the others: values of one facet widen, each of these narrows.
BESIDE = "with"


class Filters(Struct, frozen=True, kw_only=True):
    """A period (ISO days, inclusive; "" for an open side), values of facets, the order, the page from 1."""

    first: str = ""
    last: str = ""
    chosen: dict[str, tuple[str, ...]] = {}
    newest: bool = False
    page: int = 1
    known: fields.Groupings = {}  # what « field » may name

    @classmethod
    def of(cls, query: Any, known: fields.Groupings) -> Filters:
        """Read from the query of an address; what is not understood is passed over."""
        chosen = {}
        for facet in (*FACETS, fields.FACET, BESIDE):
            values = tuple(dict.fromkeys(v for v in query.getlist(facet) if 0 < len(v) <= 300))[:_MOST]
            if values:
                chosen[facet] = values
        page = query.get("page", "1")
        return cls(
            first=side(query.get("from", ""), last=False),
            last=side(query.get("to", ""), last=True),
            chosen=chosen,
            newest=query.get("order") == "newest",
            known=known,
            page=max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1,
        )

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Every filter as it stands in an address, the page and the order left out."""
        found = [("from", self.first)] if self.first else []
        found += [("to", self.last)] if self.last else []
        return found + [(facet, value) for facet, values in self.chosen.items() for value in values]

    def address(self, path: str = "/", **more: str) -> str:
        """The address of these filters."""
        pairs = [*self.pairs, *([("order", "newest")] if self.newest else []), *more.items()]
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def toggled(self, facet: str, value: str) -> Filters:
        """With this value, or without it where it was chosen."""
        values = self.chosen.get(facet, ())
        kept = tuple(v for v in values if v != value) if value in values else (*values, value)
        chosen = {**self.chosen, facet: kept}
        return replace(self, chosen={name: some for name, some in chosen.items() if some}, page=1)

    def within(self, first: str, last: str) -> Filters:
        """The same over another period."""
        return replace(self, first=first, last=last, page=1)

    def mask(self, stand: Stand, without: str = "") -> Mask:
        """Which accounts pass; ``without`` one facet, to count what its other values would give.

        Counts (« six members ») stand beside what they count, and come by themselves only when asked for.
        """
        chosen: Mapping[str, Iterable[str]] = {
            facet: values
            for facet, values in self.chosen.items()
            if facet not in (without, fields.FACET, BESIDE)
        }
        kept = stand.mask(chosen) & stand.between(ordinal(self.first), ordinal(self.last))
        if fields.FACET in self.chosen:
            kept &= fields.mask(stand, self.chosen[fields.FACET], self.known)
        for value in self.chosen.get(BESIDE, ()):
            kept &= stand.mask({facet_of(value): (value,)})
        if "kind" not in self.chosen and without != "kind":
            kept &= stand.mask({"kind": ("event", "tie")})
        return kept


def side(text: str, last: bool) -> str:
    """A year, month or day as the ISO day of one side of a period; "" for what is none."""
    found = _DAY.fullmatch(text.strip())
    if not found:
        return ""
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        if day:
            return date(year, month, day).isoformat()
        if not last:
            return date(year, month or 1, 1).isoformat()
        after = date(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1)
        return date.fromordinal(after.toordinal() - 1).isoformat()
    except ValueError:
        return ""


def ordinal(iso: str) -> int | None:
    """The proleptic ordinal of an ISO day, None for an open side."""
    return date.fromisoformat(iso).toordinal() if iso else None
