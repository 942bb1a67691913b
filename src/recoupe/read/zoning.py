"""The zones of a text that lost its HTML: what is the article, and why the rest is not.

First every line is asked what it says of itself (lexicon, dates, strips); then the structure
decides: cards whose teaser recurs, blocks under « Aller plus loin », what stands before the first
paragraph and after the last. Doubt is settled for the article: a line is set aside on a sign only.
"""

from __future__ import annotations

import re
from statistics import median

from recoupe.model import CODED_ZONES, Zone, ZoneName
from recoupe.read.cards import cards, sections
from recoupe.read.comments import authors, comments
from recoupe.read.cues import lexicon
from recoupe.read.header import header, set_title
from recoupe.read.lines import Line, fold, fold_line, lines, sentence_starts
from recoupe.read.naming import invites, name_lines
from recoupe.read.oneline import pieces
from recoupe.read.sheet import PARAGRAPH, WORDS, Sheet, content_words, flash, is_paragraph, shared
from recoupe.read.signatures import biography, named

# A first paragraph shorter than this share of the paragraphs below (their median) is the lead: swept
# 0.3–0.8 for characters named right on eval/press/dev, dev2 and dev5; level from 0.7 on.
_LEAD = 0.7
# A sentence of an article has this many characters; one that is the article's only paragraph, that many.
_SENTENCE, _ALONE = 45, 90
# Lines of an extracted page that look like a menu, a strip or a number: from so many on, they are its own.
_ROWS = 4
# Title and lead stand within so many lines.
_FIRST = 60
# So many paragraphs of something else are looked for at the end of a page.
_STRANGERS = 6
# What is on another matter has less than this part of its words from the article.
_STRANGE = 0.1
# So many lines of a box stand between two notices.
_BOX = 3
# No more buttons, and with their dates no more lines, stand between two paragraphs.
_BUTTONS, _BETWEEN = 2, 8
# A sentence below a heading has this share of its words from the text, where it goes on with it.
_GOES_ON = 0.1
# A line about the page itself has no more of its words from the article.
_OWN_WORDS = 0.34
_MAKE_UP = frozenset(("menu", "strip", "pair", "weak", "signs", "widget"))


def zones(
    text: str, outlet: str | None = None, title: str | None = None, *, extracted: bool = False
) -> tuple[Zone, ...]:
    """Cut a text into zones.

    ``outlet`` helps to tell a byline from a headline; ``title`` is the title where the page's
    metadata give it; ``extracted`` says that an extractor has already taken the article out of its
    page, so that a line without a sign is rather its own. Zones are sorted, never overlap, lie
    inside the text and cover every character that is not blank. Offsets are code points. Linear in the
    text's length.
    """
    cut = list(pieces(list(lines(text))))
    page = Sheet([line for line, _ in cut], [mark for _, mark in cut], outlet, extracted)
    name_lines(page)
    set_title(page, title)
    cards(page)
    sections(page)
    if extracted:
        _own_form(page)
    comments(page)
    authors(page)
    first, last = _core(page)
    page.words = content_words("\n".join(page.lines[at].text for at in page.free(first, last + 1))[:WORDS])
    header(page, first)
    _middle(page, first, last)
    _footer(page, last + 1)
    _lead(page, first)
    return tuple(
        Zone(line.start, line.end, mark.zone if mark else "body", mark.why if mark else "")
        for line, mark in zip(page.lines, page.marks, strict=True)
    )


def _own_form(page: Sheet) -> None:
    """Rows of numbers, of addresses or of single words in an extracted page are its table or its list.

    The extractor has taken menus and strips away; where several lines within the text still look like
    them, the article is made so (scores, quotations, ingredients).
    """
    alike = [at for at in range(len(page.lines)) if _wordless(page, at)]
    if 2 * sum(len(page.lines[at]) for at in alike) <= sum(len(line) for line in page.lines):
        free = [at for at in page.free() if page.lines[at].words >= 3]
        alike = [at for at in alike if free and free[0] < at < free[-1]]
        if len(alike) < _ROWS:
            return
    for at in alike:
        page.marks[at] = None


def _wordless(page: Sheet, at: int) -> bool:
    """Whether a line was named for its make-up alone, not for what it says."""
    mark = page.marks[at]
    if mark is None:
        return False
    if mark.kind == "whole":
        return not any(char.isalpha() for char in page.lines[at].text)
    return mark.kind in _MAKE_UP


def _core(page: Sheet) -> tuple[int, int]:
    """The first and the last paragraph of the article (a text without any: its sentences)."""
    found = [at for at in page.free() if is_paragraph(page, at)]
    long = [at for at in page.free() if len(page.lines[at]) >= PARAGRAPH and not page.lines[at].teaser]
    if len(long) > 1 and sum(not page.lines[at].stops for at in long) > 0.4 * len(long):
        # A newsroom that leaves the full stop out at the end of paragraphs.
        found = [at for at in page.free() if is_paragraph(page, at) or len(page.lines[at]) >= 90]
    if not found:
        found = [at for at in page.free() if page.lines[at].full_stop or page.lines[at].sentences > 1]
    if not found:
        found = list(page.free())[1:]
    found = _above_notices(page, found)
    found = _above_notices(page, [*_short(page, found[0] if found else 0), *found])
    return (found[0], found[-1]) if found else (len(page.lines), len(page.lines) - 1)


def _short(page: Sheet, first: int) -> list[int]:
    """The sentences of an article of short paragraphs, where the first long one belongs to something else.

    They stand together below a headline, and headlines, cards or notices part them from ``first``.
    """
    run: list[int] = []
    for at in range(1, first):
        line = page.lines[at]
        if page.marks[at] is None and line.full_stop and len(line) >= _SENTENCE and not page.recurs(at):
            run.append(at)
        elif run and page.zone(at) not in (None, "caption", "byline", "ticker"):
            if len(run) > 1 or len(page.lines[run[0]]) >= _ALONE:
                return run
            run = []
    return []


def _above_notices(page: Sheet, found: list[int]) -> list[int]:
    """The paragraphs without those that stand below notices or cards and speak of something else."""
    while len(found) > 1 and _of_the_author(page, found[-1]):
        page.mark(found.pop(), "byline", "tells of the author, after the article")
    for cut in range(max(1, len(found) - _STRANGERS), len(found)):
        if _closed(page, found, cut) or (cut > 1 and _below_notices(page, found, cut)):
            return _above_notices(page, found[:cut])
    return found


def _of_the_author(page: Sheet, at: int) -> bool:
    """« Jane Holloway reports from Tunis … »: a last paragraph that begins with the name in the byline."""
    line = page.lines[at]
    if biography(line):
        return True
    words = line.folded.split()[:3]
    names = (page.lines[i].folded.split() for i in range(min(at, _FIRST)) if page.zone(i) == "byline")
    return any(name[:1] in (["by"], ["par"]) and len(name) > 2 and name[1:3] == words[:2] for name in names)


def _below_notices(page: Sheet, found: list[int], cut: int) -> bool:
    """The paragraphs from ``cut`` on stand below notices or cards, and speak of something else."""
    between = {page.zone(at) for at in range(found[cut - 1] + 1, found[cut])}
    if between.isdisjoint(("notice", "ad", "related")):
        return False
    if "related" not in between and not any(_to_readers(page.lines[at]) for at in found[cut:]):
        return False
    return _apart(page, found, cut) and _lesser(page, found, cut) < 1


def _apart(page: Sheet, found: list[int], cut: int) -> bool:
    """The paragraphs from ``cut`` on share next to no word with those above."""
    others = content_words("\n".join(page.lines[at].text for at in found[max(0, cut - 20) : cut])[:WORDS])
    words = content_words("\n".join(page.lines[at].text for at in found[cut:])[:WORDS])
    return len(words & others) < _STRANGE * len(words)


def _to_readers(line: Line) -> bool:
    """Whether a paragraph has words that a site says of itself or to its readers, outside quotes."""
    if any(char in line.text for char in "«»“”"):
        return False
    lists = lexicon()
    words = {word.strip(".,;:!?()'") for word in fold(line.text[:2000]).replace("'", " ").split()}
    return not words.isdisjoint(lists.reader | lists.invite | lists.site)


def _closed(page: Sheet, found: list[int], cut: int) -> bool:
    """The paragraphs from ``cut`` on stand below « Tous droits réservés », and are not most of the page."""
    reserved = any(
        page.zone(at) == "notice" and lexicon().reserves_rights(page.lines[at].folded)
        for at in range(found[cut - 1] + 1, found[cut])
    )
    above = sum(page.lines[at].full_stop for at in page.free(0, found[cut]))
    return reserved and above > 1 and _lesser(page, found, cut) < 2 and _apart(page, found, cut)


def _lesser(page: Sheet, found: list[int], cut: int) -> float:
    """How much text stands from the paragraph ``cut`` on, for each character of sentences above it."""
    above = sum(len(page.lines[at]) for at in page.free(0, found[cut]) if page.lines[at].full_stop)
    return sum(len(page.lines[at]) for at in found[cut:]) / (above or 1)


def _middle(page: Sheet, first: int, last: int) -> None:
    """Between the first and the last paragraph everything is text, save what says otherwise."""
    _boxes(page, first, last)
    for at in range(first, last + 1):
        mark = page.marks[at]
        if mark is None and flash(page, at):
            page.mark(at, "ticker", "a flash among the paragraphs, on another matter")
        elif mark is None:
            page.mark(at, "body", "a paragraph" if is_paragraph(page, at) else "a line among the paragraphs")
        elif _overruled(page, at, last):
            page.mark(at, "body", "a line among the paragraphs")


def _boxes(page: Sheet, first: int, last: int) -> None:
    """« Un tour de l'actualité » between « Newsletter » and « S'inscrire »: no word of the text's."""
    at = first
    while at < last:
        end = at
        while end < last and page.marks[end] is None and not page.lines[end].stops:
            end += 1
        inside = range(at, end)
        if (
            0 < len(inside) <= _BOX
            and page.zone(at - 1) in ("notice", "ad")
            and page.zone(end) in ("notice", "ad")
            and all(not shared(page, i) and not _opens_text(page.lines[i]) for i in inside)
        ):
            for i in inside:
                page.mark(i, "notice", "between two notices, and on another matter")
        at = max(end, at + 1)


def _opens_text(line: Line) -> bool:
    return line.text.endswith(":") or line.listed or line.quoted


def _overruled(page: Sheet, at: int, last: int) -> bool:
    """Marks that are too weak to hold in the middle of a text."""
    mark, line = page.marks[at], page.lines[at]
    if mark is None or mark.kind == "weak":
        return True
    if mark.zone == "ticker":
        return mark.kind == "pair" and line.stops
    return mark.zone == "byline" and mark.kind in ("label", "name") and at != last and line.words > 6


def _footer(page: Sheet, start: int) -> None:
    ended = False
    text = start - 1
    for at in range(start, len(page.lines)):
        mark = page.marks[at]
        if mark is None:
            zone, why = _after(page, at, ended and not _interrupted(page, at, text))
            page.mark(at, zone, why)
            if zone == "body":
                text, ended = at, False
                page.words |= content_words(page.lines[at].text[:WORDS])
        elif mark.zone == "notice" or (mark.zone == "ad" and mark.kind != "whole"):
            # « Publicité » alone stands between paragraphs as often as below them.
            ended = True


def _interrupted(page: Sheet, at: int, text: int) -> bool:
    """Whether a sentence goes on with the text after a button or two."""
    line = page.lines[at]
    return (
        at - text <= _BETWEEN
        and sum(page.zone(i) != "dateline" for i in range(text + 1, at)) <= _BUTTONS
        and line.full_stop
        and len(line) >= _SENTENCE - 5
        and not content_words(line.text, common=True).isdisjoint(_words_above(page, text))
        and not any(_card(page, i) for i in range(text + 1, at))
    )


def _card(page: Sheet, at: int) -> bool:
    """Part of a block of cards; « Lire aussi : … » alone is none."""
    mark = page.marks[at]
    return mark is not None and mark.zone == "related" and mark.kind in ("section", "block", "place")


def _words_above(page: Sheet, text: int, *, common: bool = True) -> frozenset[str]:
    """The words of title and lead, and of the lines of the article down to ``text``."""
    above = {*range(min(_FIRST, text + 1)), *range(max(text - _FIRST, 0), text + 1)}
    coded = (page.lines[at].text for at in above if page.zone(at) in CODED_ZONES)
    return content_words("\n".join(coded)[:WORDS], common=common)


def _itself(page: Sheet, at: int) -> bool:
    """« Cette page est mise à jour … », « Le Rivage, lettre mensuelle »: not what the page tells."""
    line = page.lines[at]
    if line.quoted or shared(page, at) > _OWN_WORDS:
        return False
    starts = (0, *sentence_starts(line.text[:300]))
    if any(lexicon().speaks_of_itself(fold_line(line.text[start : start + 60])) for start in starts):
        return True
    words = line.text.split()[:7]
    return any(
        named(" ".join(words[:count]).rstrip(" ,:;-–."), page.outlet) for count in range(1, len(words))
    )


def _footnote(page: Sheet, at: int) -> bool:
    """« * Cette désignation … », where a word above bears the star."""
    line = page.lines[at]
    above = "\n".join(page.lines[i].text for i in range(at) if page.zone(i) in ("title", "lead", "body"))
    return line.text.startswith("*") and re.search(r"\w\*", above[:WORDS]) is not None


def _heads_text(page: Sheet, at: int) -> bool:
    """« Prochaine réunion en juin »: right below the text, and above a sentence that goes on with it."""
    if at + 1 >= len(page.lines) or page.zone(at - 1) != "body" or page.marks[at + 1] is not None:
        return False
    after = page.lines[at + 1]
    if not after.full_stop or len(after) < _SENTENCE:
        return False
    words = content_words(after.text)
    return len(words & (page.words | _words_above(page, at - 1, common=False))) >= _GOES_ON * len(words)


def _after(page: Sheet, at: int, ended: bool) -> tuple[ZoneName, str]:
    """What an unnamed line after the last paragraph is."""
    line = page.lines[at]
    if line.teaser:
        if (
            not ended
            and line.words <= 8
            and (at + 1 == len(page.lines) or page.marks[at + 1])
            and page.zone(at - 1) == "body"
        ):
            return "body", "a last sentence that trails off"
        return "related", "a teaser cut short, after the article"
    if biography(line):
        return "byline", "a name and what its bearer does, after the article"
    if page.extracted:
        return "body", "a line of the extracted text"
    if invites(line):
        return "notice", "speaks to the reader, after the article"
    if _itself(page, at):
        return "notice", "speaks of the page or the outlet itself"
    if _footnote(page, at):
        return "notice", "a footnote"
    if line.listed or (line.stops and line.text[-1:] not in "?!؟") or line.quoted:
        if ended:
            return "notice", "a sentence below the notices"
        return "body", "a sentence that closes the text"
    if line.text.endswith(":") and at + 1 < len(page.lines) and _opened(page, at + 1):
        return "body", "opens an enumeration"
    if not ended and _heads_text(page, at):
        return "body", "a heading in the text"
    if line.words <= 3 and all(word[:1].isupper() for word in line.text.split()) and not line.stops:
        return "byline", "a name below the text"
    if line.words <= 1:
        return "notice", "a single word below the text"
    return "related", "a headline after the end of the article"


def _opened(page: Sheet, at: int) -> bool:
    """What a colon may open: an item, or what somebody said."""
    line = page.lines[at]
    if page.marks[at] is None and line.full_stop and len(line) >= _SENTENCE:
        return True
    return line.listed or (line.text[:1] in "•-–—*" and line.stops)


def _lead(page: Sheet, first: int) -> None:
    """The first paragraph is the lead where it is set off from a longer text, and none stands above."""
    body = [at for at in range(first, len(page.lines)) if page.zone(at) == "body"]
    titled = any(page.zone(at) in ("title", "related") for at in range(first))
    if not titled or len(body) < 3 or any(page.zone(at) == "lead" for at in range(first)):
        return
    line, rest = (
        page.lines[body[0]],
        [len(page.lines[at]) for at in body[1:] if len(page.lines[at]) >= PARAGRAPH],
    )
    if (
        not rest
        or len(line) > 320
        or line.sentences > 3
        or not line.stops
        or (first and page.zone(first - 1) == "dateline" and _inline(page, first - 1))
    ):
        return
    if len(line) < _LEAD * median(rest):
        page.mark(body[0], "lead", "a short first paragraph above longer ones")


def _inline(page: Sheet, at: int) -> bool:
    mark = page.marks[at]
    return mark is not None and mark.kind == "inline"
