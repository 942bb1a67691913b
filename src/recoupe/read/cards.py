"""Cards and blocks: teasers of other articles, known by their return or by what they stand under."""

from __future__ import annotations

from collections.abc import Iterable

from recoupe.read.cues import Cue
from recoupe.read.lines import Line
from recoupe.read.sheet import PARAGRAPH, WORDS, Sheet, content_words, is_headline, is_paragraph

# A card's teaser has this many characters at the least; shorter repeats are refrains.
_TEASER = 25
# A teaser is looked for among this many lines; a page has its cards above the article within them.
_OPENINGS = 200
# How many lines above are looked at for common words, and the share that tells the same article.
_ABOVE, _SHARE = 20, 0.2
# One sentence alone must have more in common; right below the heading this length is no headline's.
_NEAR, _WHOLE = 0.35, 130
# So many sentences without a headline between them are no cards.
_TOGETHER = 3
# A sentence that goes on with the text has this many characters; shorter ones are slogans.
_SENTENCE = 45
# No more lines of a block are looked at than this, so that a page of cards costs no more than its length.
_CARDS = 40


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
    at, text = 0, _first_text(page)
    while at < len(page.lines):
        mark = page.marks[at]
        at += 1
        if mark is None or mark.zone != "related" or mark.kind != "section":
            continue
        opened, end = at, at
        while end < len(page.lines) and not _goes_on(page, opened, end, text < opened - 1):
            end += 1
        resumed = end < len(page.lines)
        if resumed:
            end = _back(page, opened, end, text < opened - 1)
        for inside in range(opened, end):
            zone = page.zone(inside)
            if zone in (None, "dateline", "byline", "caption", "ticker", "lead"):
                page.marks[inside] = Cue("related", "block", f"under « {page.lines[opened - 1].text[:60]} »")
        at = end


def _back(page: Sheet, opened: int, end: int, text_above: bool) -> int:
    """Where the text resumed before ``end``: after the headlines, or at the article's own header."""
    if not text_above:
        # A block above the article: its title and what goes with it are not the block's.
        at = end
        while at > opened and (
            page.zone(at - 1) in ("dateline", "byline", "caption", "notice", "ad")
            or _short_sentence(page, at - 1)
            or (page.marks[at - 1] is None and page.lines[at - 1].words < 3)
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


def _goes_on(page: Sheet, opened: int, at: int, text_above: bool) -> bool:
    """The article again: a paragraph too long for a teaser, or sentences that go on with the text.

    Right below the heading, where a teaser would have its headline first, a paragraph is enough: the
    cards were left out when the page was stored.
    """
    line = page.lines[at]
    if page.marks[at] is not None:
        return False
    if _resumes(line):
        return True
    if not _short_sentence(page, at):
        return False
    long = line.size >= PARAGRAPH
    if at == opened and line.size >= _WHOLE:
        return True
    above = [
        i for i in range(max(opened, at - _CARDS), at) if page.marks[i] is None and page.lines[i].words >= 3
    ]
    if any(page.lines[i].teaser for i in above):
        # Where cards are cut short, a whole sentence may be one that just fitted.
        return _three(page, at)
    together = _run(page, at)
    headlines = sum(not page.lines[i].full_stop for i in above)
    if headlines == len(above) and headlines and len(line) >= _SENTENCE:
        # Headlines without teasers, then a sentence: no card is made so, unless it is a single one.
        if (
            headlines >= 2
            or together >= 2
            or line.sentences >= 2
            or (text_above and _of_the_text(page, above, at))
        ):
            return True
    if not text_above:
        # Above the article there is nothing to go on with: paragraphs together are its beginning.
        return together >= (2 if long else _TOGETHER)
    if long and together >= 2 and _akin(page, range(at, at + together), _SHARE / 2):
        return True
    return (long and _akin(page, (at,), _NEAR)) or _three(page, at)


def _of_the_text(page: Sheet, heads: list[int], at: int) -> bool:
    """Whether a sentence has words of the text above, and none of the headlines between."""
    words = content_words(page.lines[at].text)
    theirs = content_words("\n".join(page.lines[i].text for i in heads))
    return words.isdisjoint(theirs) and _akin(page, (at,), _SHARE / 2)


def _three(page: Sheet, at: int) -> bool:
    if at + 3 > len(page.lines):
        return False
    three = range(at, at + 3)
    return all(_short_sentence(page, i) and len(page.lines[i]) >= 80 for i in three) and _akin(page, three)


def _first_text(page: Sheet) -> int:
    """The first line that reads as text, paragraph or not."""
    for at in range(len(page.lines)):
        if is_paragraph(page, at) or (_short_sentence(page, at) and len(page.lines[at]) >= 80):
            return at
    return len(page.lines)


def _run(page: Sheet, at: int) -> int:
    """How many sentences stand together from here on, up to three."""
    end = at
    while end < min(len(page.lines), at + 3) and _short_sentence(page, end):
        end += 1
    return end - at


def _akin(page: Sheet, these: Iterable[int], share: float = _SHARE) -> bool:
    """Whether lines share words with the paragraphs above them, as teasers of other articles do not."""
    at = min(these)
    above = [page.lines[i].text for i in range(max(0, at - _ABOVE), at) if is_paragraph(page, i)]
    words = content_words("\n".join(above)[:WORDS])
    own = content_words("\n".join(page.lines[i].text for i in these))
    return bool(words) and len(own & words) >= share * len(own)


def _resumes(line: Line) -> bool:
    """Too long and too much of a text to be a teaser."""
    if line.teaser:
        return False
    return len(line) >= 300 or (len(line) >= 200 and line.sentences >= 2 and line.stops)


def _short_sentence(page: Sheet, at: int) -> bool:
    return page.marks[at] is None and page.lines[at].full_stop and not page.recurs(at)
