"""What stands above the first paragraph: title, lead, and the headlines that are neither."""

from __future__ import annotations

import re

from recoupe.read.cues import Cue, lexicon
from recoupe.read.lines import fold
from recoupe.read.naming import invites
from recoupe.read.sheet import TITLE, Sheet, flash, shared

# « Le ministre et son homologue. (Internet) »
_SOURCED = re.compile(r"[.!»”] ?\([^()]{2,30}\)$")
# A headline that has this share of its words from the text is the text's own; one with half of it is not.
_AKIN = 0.34
# An extracted page has this many short lines between title and text at the most: author, role, place.
_NAMES = 3


def set_title(page: Sheet, title: str | None) -> None:
    if title and page.lines:
        wanted = fold(title).rstrip(" .:;,!?>»*-…")[:300]
        for at, line in enumerate(page.lines[:3]):
            if line.bare[:300] == wanted:
                page.marks[at] = Cue("title", "meta", "the title in the page's metadata")
                return


def header(page: Sheet, first: int) -> None:
    """Title, lead and what stands above and between them."""
    free = list(page.free(0, first))
    heads = [
        at
        for at in free
        if not page.lines[at].full_stop and len(page.lines[at]) <= TITLE and not _bulleted(page, at)
    ]
    titled = next((at for at in range(first) if page.zone(at) == "title"), None)
    if titled is None and not any(page.lines[at].words >= 3 for at in heads):
        titled = _rescue(page, first)
    runs = _runs(page, heads)
    within = {at: run for run in runs for at in run}
    title = titled if titled is not None else _title(page, runs, first)
    if title is None and free and free[0] == 0 and len(page.lines[0]) < 120 and first > 0:
        title = 0
        page.mark(0, "title", "the first line")
    listed = page.extracted and sum(_brief(page, at) for at in free if title is None or at > title) > _NAMES
    for at in free:
        if page.marks[at] is None and listed and _brief(page, at) and at != title:
            page.mark(at, "body", "one of many short lines of the extracted text")
        if page.marks[at] is None:
            _around_title(page, at, title, within.get(at, [at]))


def _bulleted(page: Sheet, at: int) -> bool:
    """« • Les banques en première ligne »: one of the points under a title."""
    return page.lines[at].text.startswith(("•", "▪", "●", "■", "- ", "– ", "— ", "* "))


def _brief(page: Sheet, at: int) -> bool:
    """As short as an author's name or a place."""
    line = page.lines[at]
    named = line.text[-1:] not in "?!؟" and line.text[:1] not in "«“"
    return page.marks[at] is None and line.words <= 5 and len(line) <= 45 and named


def _runs(page: Sheet, heads: list[int]) -> list[list[int]]:
    """Headlines that stand together: only notices, cards, strips and advertisements part them."""
    runs: list[list[int]] = []
    for at in heads:
        parted = not runs or any(
            page.zone(i) in ("notice", "ad", "related", "ticker") for i in range(runs[-1][-1] + 1, at)
        )
        if parted:
            runs.append([])
        runs[-1].append(at)
    return runs


def _title(page: Sheet, runs: list[list[int]], first: int) -> int | None:
    if not runs:
        return None
    run = runs[-1]
    if all(page.lines[at].words < 3 for at in run) and len(runs) > 1:
        run = runs[-2]
    worded = [at for at in run if page.lines[at].words >= 3 and not _section(page, at)] or run
    # Printed twice above the text; what recurs below it is the headline of a card.
    repeated = [at for at in worded if page.recurs(at) and page.spots[page.lines[at].same][1] <= first]
    kept = [at for at in worded if not page.recurs(at)]
    worded = worded if repeated or not kept else kept
    before_date = [
        at for at in worded if at + 1 < len(page.lines) and page.zone(at + 1) in ("dateline", "byline")
    ]
    if not repeated and len(worded) >= 4 and len(before_date) > 1:
        # A caption may stand between two lines of dates; both it and the title speak of the text.
        before_date = [at for at in before_date if shared(page, at) >= _AKIN][:1] or before_date
    best = (repeated or before_date or worded)[-1] if len(worded) >= 4 else (repeated or worded)[0]
    weak = len(worded) >= 4 and not repeated and not before_date
    if not repeated:
        # The title speaks of what the text speaks of; a flash above it does not.
        others = [at for each in runs for at in each if page.lines[at].words >= 3]
        nearest = max(others, key=lambda at: (shared(page, at), -at), default=best)
        own, other = shared(page, nearest), shared(page, best)
        strange = (own >= _AKIN and other < _AKIN / 2) or (own >= _AKIN / 2 and not other)
        if strange or (weak and own > other + _AKIN):
            best = nearest
    page.mark(best, "title", "the headline above the text")
    return best


def _section(page: Sheet, at: int) -> bool:
    """« Revue de presse »: the name of a section, not a headline."""
    return page.lines[at].bare in lexicon().menu


def _rescue(page: Sheet, first: int) -> int | None:
    """No headline left: a doubtful mark may have taken the title (« Photos : … », « Analyse – … »)."""
    doubtful = [
        at
        for at in range(first)
        if (mark := page.marks[at])
        and mark.kind in ("label", "pair", "weak", "contains", "mentions", "name")
        and mark.zone in ("caption", "byline", "ticker", "ad", "related")
        and page.lines[at].words >= 4
        and not page.lines[at].full_stop
        and not (mark.zone == "byline" and mark.kind != "label")
        and not (mark.zone == "caption" and mark.kind != "label")
        and not (mark.zone == "related" and (mark.kind != "label" or at > 1))
    ]
    if not doubtful:
        return None
    page.mark(doubtful[0], "title", "the only headline above the text")
    return doubtful[0]


def _stranger(page: Sheet, at: int, title: int) -> bool:
    """Above the title, and with none of the article's words, while the title has many."""
    return page.lines[at].words >= 3 and shared(page, title) >= _AKIN and shared(page, at) < _AKIN / 2


def _around_title(page: Sheet, at: int, title: int | None, run: list[int]) -> None:
    line = page.lines[at]
    if invites(line) and (line.full_stop or title != at):
        page.mark(at, "notice", "speaks to the reader, above the article")
    elif title is not None and at > title and flash(page, at):
        page.mark(at, "ticker", "a flash below the title, on another matter")
    elif title is not None and at < title and _stranger(page, at, title):
        page.mark(at, "ticker", "above the title, on another matter")
    elif line.full_stop or len(line) > TITLE:
        page.mark(
            at,
            "lead",
            "a sentence between title and text" if title is not None else "a sentence above the text",
        )
    if page.marks[at] is not None:
        return
    if line.bare in lexicon().menu and at != title:
        page.mark(at, "notice", "the name of a section")
        return
    if title is not None and line.same == page.lines[title].same:
        page.mark(at, "title", "the title again")
        return
    same = title is not None and run[0] <= title <= run[-1]
    parted = any(mark in line.text for mark in (" | ", " » ", " > ")) and line.words <= 6
    if (parted or (line.words < 3 and len(line) <= 30)) and (title is None or at < title):
        page.mark(at, "notice", "the name of a section or a button")
    elif title is not None and at > title:
        if line.text.endswith(":"):
            page.mark(at, "body", "a line that opens what follows")
        elif _SOURCED.search(line.text):
            page.mark(at, "caption", "a line between title and text that names its source in brackets")
        elif _bulleted(page, at):
            page.mark(at, "lead", "one of the points under the title")
        elif _brief(page, at):
            page.mark(at, "byline", "a short line between title and text")
        else:
            page.mark(at, "lead", "a second headline under the title")
    elif len(run) >= 4 or (not same and len(run) >= 2) or not same:
        page.mark(
            at,
            "ticker",
            f"one of {len(run)} headlines above the article"
            if len(run) > 1
            else "a headline above the article, apart from it",
        )
    else:
        page.mark(at, "title", "a headline right above the title")
