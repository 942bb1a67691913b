"""The day that a feed or sitemap gives for a page: for where the page itself has none.

It stands outside the page, so it is believed last, and refused where the page contradicts it. How sure each
source is was set by hand, below what a page says of itself (``page_dates``): no corpus tells of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from recoupe.model import CODED_ZONES, Stated, Zone
from recoupe.read.dates import contradicted, full_dates, plausible

# Of a page that is named.
NAMED = {
    "sitemap news:publication_date": 0.6, "feed pubDate": 0.6, "feed published": 0.6, "feed date": 0.55,
    "feed updated": 0.4, "sitemap lastmod": 0.4,
}  # fmt: skip
# Of an item that the feed holds in full: it is the item's own.
HELD = {"feed pubDate": 0.85, "feed published": 0.85, "feed date": 0.8, "feed updated": 0.5}
# These may be the day of a later change.
CHANGES = frozenset(("feed updated", "sitemap lastmod"))
# Days between what an article tells of and its publication; a change a month later is another day's.
_AFTER = 31
_LOOKED_AT = 20_000
_MONTH = re.compile(r"/(\d{4})/(\d{1,2})(?=/)")


def listed(day: str | None, source: str | None) -> Stated | None:
    """A day and its source as written beside a page, with how sure it is; None where they are none."""
    try:
        known = date.fromisoformat(day or "").isoformat() if source in NAMED else None
    except ValueError:
        known = None
    return Stated("published", known, source, NAMED[source]) if known and source else None


def believed(
    told: Stated | None, text: str, zones: Sequence[Zone], url: str | None, language: str | None,
    fetched: date | None,
) -> Stated | None:  # fmt: skip
    """What was listed, unless it lies in the future, in another month than the address names, or before what
    the text tells as past; or is the day of a later change, long after all that the text tells of."""
    if told is None:
        return None
    day = date.fromisoformat(told.value)
    if not plausible(day) or (fetched and day > fetched + timedelta(days=1)):
        return None
    if (month := _MONTH.search(url or "")) and not _within(day, int(month[1]), int(month[2])):
        return None
    said = "\n".join(text[zone.start : zone.end] for zone in zones if zone.zone in CODED_ZONES)
    if contradicted(told.value, said, language):
        return None
    if told.source in CHANGES:
        days = [found.value for found in full_dates(said[:_LOOKED_AT], language) if found.value]
        if days and max(days) < day - timedelta(days=_AFTER):
            return None
    return told


def _within(day: date, year: int, month: int) -> bool:
    """Whether a day is one of a month, or next to it: machines write UTC."""
    return any((near.year, near.month) == (year, month) for near in (day, day - _DAY, day + _DAY))


_DAY = timedelta(days=1)
