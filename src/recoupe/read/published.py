"""The day an article was published, where the page says so; else None.

Only full dates count, from lines that speak of the article: « Publié le … », a dateline under the
title, an agency's « Rabat, 6 octobre 2020 (MAP) – ». Refused are dates in cards and strips, dates in
the future, a bare date above the title (pages print the day of the visit there), 1 January
without a time, which many systems put where they know nothing, and a day before what the text tells as past.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from recoupe.model import CODED_ZONES, Stated, Zone
from recoupe.read.cues import opens
from recoupe.read.dates import Found, contradicted, from_url, full_dates, plausible
from recoupe.read.lines import fold

_UPDATED = (
    "mis a jour",
    "actualis",
    "modifi",
    "last updated",
    "updated",
    "last modified",
    "derniere mise",
    "تحديث",
    "اخر",
)
# How sure a day is by its rank: said to be that of publication; printed above the text; of a change; below.
_SURE_OF = {0: 0.9, 1: 0.85, 4: 0.5, 5: 0.6}


def _default(found: Found, line: str) -> bool:
    value = found.value
    return (
        value is not None
        and (value.month, value.day) == (1, 1)
        and ":" not in line
        and "h" not in line[found.end :]
    )


def _timed(folded: str) -> bool:
    """« Le 12 octobre 2018 à 17 h 40 »: a page's own clock has no such article."""
    return folded.startswith("le #") and any(mark in folded for mark in (" a #", ", #", "- #"))


def _sure(line: str, language: str | None) -> date | None:
    """The one plausible date of a line."""
    values = {
        f.value
        for f in full_dates(line, language)
        if f.value and plausible(f.value) and not _default(f, line)
    }
    return values.pop() if len(values) == 1 else None


def published(
    text: str, zones: Sequence[Zone], url: str | None = None, language: str | None = None
) -> Stated | None:
    """The day of publication and what tells it, or None where neither text nor URL do."""
    title = next((z.start for z in zones if z.zone == "title"), 0)
    body = next((z.start for z in zones if z.zone == "body"), len(text))
    by_url = from_url(url) if url else None
    ranked: list[tuple[int, str]] = []
    for zone in zones:
        line = text[zone.start : zone.end]
        if zone.zone not in ("dateline", "byline") or len(line) > 160:
            continue
        value = _sure(line, language)
        if value is None:
            continue
        folded = fold(line)
        said = opens(folded, "dateline", "starts")
        cued = said is not None and said[1] not in ("le", "يوم", "date")
        if cued and any(mark in folded for mark in _UPDATED):
            rank = 4
        elif cued:
            rank = 0
        elif zone.start < title and value.isoformat() != by_url and not _timed(folded):
            # The day of the visit, most often: only the URL can bear it out.
            continue
        else:
            # Above the text, a line speaks of the article; below it, of much else.
            rank = 1 if zone.start <= body else 5
        ranked.append((rank, value.isoformat()))
    told = "\n".join(text[z.start : z.end] for z in zones if z.zone in CODED_ZONES)
    updates = [day for rank, day in ranked if rank == 4]
    upto = max(updates, default=None)
    kept = [(rank, day) for rank, day in sorted(ranked) if not contradicted(day, told, language, upto)]
    if by_url and contradicted(by_url, told, language, upto):
        by_url = None
    if kept and kept[0][0] < 4:
        rank, day = kept[0]
        return Stated("published", day, "dateline", 0.95 if day == by_url else _SURE_OF[rank])
    if by_url:
        return Stated("published", by_url, "url", 0.9)
    return Stated("published", kept[0][1], "dateline", _SURE_OF[kept[0][0]]) if kept else None
