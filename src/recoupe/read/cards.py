"""Cards and blocks: teasers of other articles, known by their return or by what they stand under."""

from __future__ import annotations

from collections.abc import Iterable

from recoupe.read.cues import Cue
from recoupe.read.lines import Line
from recoupe.read.sheet import WORDS, Sheet, content_words, is_headline, is_paragraph

# A card's teaser has this many characters at the least; shorter repeats are refrains.
_TEASER = 25
# A teaser is looked for among this many lines; a page has its cards above the article within them.
_OPENINGS = 200
# How many lines above are looked at for common words, and the share that tells the same article.
_ABOVE, _SHARE = 20, 0.2


def cards(page: Sheet) -> None:
    """Teasers that recur verbatim, or are cut short outside the text, with their headlines."""
    text = [at for at in page.free() if is_paragraph(page, at) and not page.recurs(at)]
    first, last = (text[0], text[-1]) if text else (None, -1)
    end = len(page.lines) if first is None else first
    above = max(page.free(0, end), default=-1)
    begun = [line.same for line in page.lines[:_OPENINGS]]
    for at, line in enumerate(page.lines):
        if page.marks[at] is not None or len(line) < _TEASER:
            continue
        top, bottom = page.spots[line.same]
        if top < bottom and (top < end or bottom > last) and (line.cut or line.stops) and page.far_apart(at):
            page.mark(at, "related", "a teaser that stands twice in the page")
            if at < end and top == at and is_headline(page, at - 1):
                page.mark(at - 1, "related", "the headline of a teaser that stands twice in the page")
        elif at < min(end, _OPENINGS) and line.teaser:
            if any(other.startswith(line.same[:120]) for other in begun[at + 1 :]):
                page.mark(at, "lead", "the beginning of the text, cut short")
            elif first is not None and at < above:
                page.mark(at, "related", "a teaser cut short, before the article")


def sections(page: Sheet) -> None:
    """What follows « Aller plus loin », up to where the text goes on."""
    at = 0
    while at < len(page.lines):
        mark = page.marks[at]
        at += 1
        if mark is None or mark.zone != "related" or mark.kind != "section":
            continue
        opened, end = at, at
        while end < len(page.lines) and not _goes_on(page, end):
            end += 1
        resumed = end < len(page.lines)
        if resumed:
            end = _back(page, opened, end)
        for inside in range(opened, end):
            zone = page.zone(inside)
            if zone in (None, "dateline", "byline", "caption", "ticker", "lead"):
                page.marks[inside] = Cue("related", "block", f"under « {page.lines[opened - 1].text[:60]} »")
        at = end


def _back(page: Sheet, opened: int, end: int) -> int:
    """Where the text resumed before ``end``: after the headlines, or at the article's own header."""
    before_text = not any(is_paragraph(page, at) for at in range(opened - 1))
    if before_text:
        # A block above the article: its title and what goes with it are not the block's.
        at = end
        while at > opened and (
            page.zone(at - 1) in ("dateline", "byline", "caption") or _short_sentence(page, at - 1)
        ):
            at -= 1
        return at - 1 if at > opened and is_headline(page, at - 1) else at
    at = end
    while (
        at > opened + 1
        and page.marks[at - 1] is None
        and _short_sentence(page, at - 1)
        and len(page.lines[at - 1]) >= 80
    ):
        at -= 1
    return at


def _goes_on(page: Sheet, at: int) -> bool:
    """The article again: a paragraph too long for a teaser, or three that are whole sentences."""
    if page.marks[at] is None and _resumes(page.lines[at]):
        return True
    if at + 3 > len(page.lines):
        return False
    three = range(at, at + 3)
    return all(_short_sentence(page, i) and len(page.lines[i]) >= 80 for i in three) and _akin(page, three)


def _akin(page: Sheet, these: Iterable[int]) -> bool:
    """Whether lines share words with the paragraphs above them, as teasers of other articles do not."""
    at = min(these)
    above = [page.lines[i].text for i in range(max(0, at - _ABOVE), at) if is_paragraph(page, i)]
    words = content_words("\n".join(above)[:WORDS])
    own = content_words("\n".join(page.lines[i].text for i in these))
    return len(own & words) >= _SHARE * len(own)


def _resumes(line: Line) -> bool:
    """Too long and too much of a text to be a teaser."""
    if line.teaser:
        return False
    return len(line) >= 300 or (len(line) >= 200 and line.sentences >= 2 and line.stops)


def _short_sentence(page: Sheet, at: int) -> bool:
    return page.marks[at] is None and page.lines[at].full_stop and not page.recurs(at)
