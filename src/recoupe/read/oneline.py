"""Pieces of a line that are zones of their own: the remains of a page whose lines were joined.

A paragraph is one zone, with these exceptions, each cut only at a sure sign: a dateline before its
first sentence, a « Lire aussi : … » that ends it, and, where a whole page was stored as one line,
the strip of headlines before the text and the cards and notices after it.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from itertools import pairwise

from recoupe.read.cues import Cue, cue, lexicon, opens
from recoupe.read.dates import full_dates
from recoupe.read.lines import Line, fold, fold_line, folded_words, sentence_starts
from recoupe.read.signatures import inline_dateline, signed
from recoupe.read.strips import GAP, SIGN

Piece = tuple[Line, Cue | None]

_PARTED = re.compile(f"{GAP.pattern}|{SIGN.pattern}")
_CLOCK = re.compile(r"[ ,à\u00a0-]{0,4}\d{1,2} ?[h:] ?\d{0,2}(?!\d)")
_WORD = re.compile(r"\S+")
# A page stored as one line: no more than two lines, one of them of this length.
_PAGE, _BRIEF = 500, 250
# A paragraph that ends a page has this many characters; the last headline of a strip has fewer.
_LAST = 110
# A page whose lines were joined has no more lines left than this.
_FEW = 3
# Only the end of a paragraph is searched for cards and notices, so that no length costs more.
_TAIL = 3000
# Words that begin a sentence and no name: capitalised in mid-line, they tell where one begins.
_OPENING = folded_words(
    "après avant dans selon pour depuis alors avec sans sous ce cette ces il elle ils elles un une au aux "
    "en à lors malgré outre quelque quelques plus si the a an after before in on at for with while since "
    "during according this these it he she they"
)
_SMALL = folded_words(
    "le la les l de du des d un une et ou à au aux en dans par pour sur avec sans chez vers que qui the of "
    "a an and or to in on at by for with from"
)


def pieces(found: Sequence[Line]) -> Iterator[Piece]:
    """The lines of a text, some cut into pieces; a piece's cue says what it is where that is sure."""
    looked = 0
    if len(found) <= _FEW:
        found = [part for line in found for part in _unjoined(line)]
    for at, line in enumerate(found):
        if len(line) < 60:
            yield line, None
            continue
        start = end = 0
        if at < 2 and len(line) >= _PAGE:
            start = yield from _head(line)
        # The dateline stands before the first paragraph; below a few there is none to look for.
        looked += len(line) >= 100
        if looked <= 2 and 0 < (cut := inline_dateline(line.text[start:])) < len(line) - start - 20:
            yield (
                line.part(start, start + cut),
                Cue("dateline", "inline", "a place, with an agency or a date, before the text"),
            )
            start += cut
        whole = len(line) >= (_PAGE if len(found) == 2 else _BRIEF) and len(found) <= 2
        end, after = _tail(line.text, start) if whole else _related(line.text, start)
        yield line.part(start, end), None
        for (begin, mark), stop in zip(
            after, [*(b for b, _ in after[1:]), len(line)][: len(after)], strict=True
        ):
            yield line.part(begin, stop), mark


def _unjoined(line: Line) -> list[Line]:
    """The lines of a page stored with wide gaps in place of line ends.

    It is known by paragraphs that end before a gap; a strip of headlines before the text has none.
    """
    if len(line) < _BRIEF or not GAP.search(line.text):
        return [line]
    edges = [0]
    for gap in GAP.finditer(line.text):
        edges += [gap.start(), gap.end()]
    edges.append(len(line.text))
    parts = [line.part(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]
    ended = any(len(part) >= 60 and part.full_stop for part in parts[:-1])
    return parts if ended or (parts[-1].full_stop and len(parts[-1]) >= _LAST) else [line]


def _related(text: str, start: int) -> tuple[int, list[tuple[int, Cue]]]:
    """Where a paragraph ends, and the related headline that stands at its end, if one does."""
    if 120 <= len(text) <= _TAIL:
        for at in sentence_starts(text):
            rest = text[at:]
            if at <= start or len(rest) > 220 or rest.rstrip().endswith("."):
                continue
            folded = fold_line(rest)
            found = opens(folded, "related", "starts")
            if found and folded[found[0] :].lstrip()[:1] in (":", ">", "-", "»"):
                return at, [(at, Cue("related", "inline", f"begins with « {found[1]} »"))]
    return len(text), []


def _head(line: Line) -> Generator[Piece, None, int]:
    """The menu, strip, title and date before the text of a page stored as one line.

    Returns where the text begins.
    """
    start = _menu(line.text)
    if start:
        yield line.part(0, start), Cue("notice", "menu", "words of a menu")
    if dated := _dated(line.text, start):
        cut, end = dated
        yield line.part(start, cut), Cue("title", "page", "before the date of a page stored as one line")
        yield line.part(cut, end), Cue("dateline", "date", "a full date after « publié » or the like")
        return end
    parts = list(_PARTED.finditer(line.text[:4000], start))
    edges = zip([start, *(m.end() for m in parts)], [m.start() for m in parts], strict=False)
    heads = [line.text[a:b] for a, b in edges]
    if not heads or any(len(head) >= 170 or head.rstrip().endswith(".") for head in heads):
        return start
    strip, text = _seam(line.text, parts[-1].end())
    yield line.part(start, strip), Cue("ticker", "strip", f"{len(heads)} headlines and more on one line")
    if text > strip:
        why = "before the first sentence of a page stored as one line"
        yield line.part(strip, text), Cue("title", "page", why)
    return text


def _menu(text: str) -> int:
    """Where the words of a menu end that a page begins with (« Accueil Monde Sport … »), or 0."""
    end = count = 0
    for word in _WORD.finditer(text[:400]):
        if not word[0][:1].isupper() or fold(word[0]) not in lexicon().menu:
            break
        end, count = word.end(), count + 1
    return end if count >= 3 else 0


def _dated(text: str, start: int) -> tuple[int, int] | None:
    """Where « Publié le 3 mars 2021 à 10:20 » stands after a title, on the same line as both."""
    window = text[start : start + 320]
    for found in full_dates(window):
        for word in _WORD.finditer(window, 0, found.start):
            if not word[0][:1].isupper() or not 10 <= word.start() <= 220:
                continue
            said = opens(fold_line(window[word.start() :]), "dateline", "starts")
            if said and len(said[1]) > 4 and found.start - word.start() <= 40:
                if "." in window[: word.start()]:
                    return None
                time = _CLOCK.match(window, found.end)
                return start + word.start(), start + (time.end() if time else found.end)
    return None


def _seam(text: str, last: int) -> tuple[int, int]:
    """Where the strip ends and where the text begins, from the strip's last item on."""
    words = list(_WORD.finditer(text[last : last + 400]))[:45]
    begins = 0
    for before, word in pairwise(words[2:]):
        if word[0][:1].isupper() and fold(word[0]).strip("',") in _OPENING and before[0][-1:].isalnum():
            begins = word.start()
            break
    for before, word in pairwise(words[1:]):
        if word.start() >= begins:
            break
        plain = before[0].islower() and before[0].isalpha() and fold(before[0]) not in _SMALL
        if plain and word[0][:1].isupper() and begins - word.start() > 20:
            return last + word.start(), last + begins
    return last, last + begins


def _tail(text: str, start: int) -> tuple[int, list[tuple[int, Cue]]]:
    """Where the article ends, and the cards and notices that stand after it on the same line."""
    offset = max(start, len(text) - _TAIL)
    window = text[offset:]
    for at in sentence_starts(window):
        if first := _opens_tail(window[at:]):
            found = [(offset + at, first)]
            for word in _WORD.finditer(window, at + first.length):
                more = _opens_tail(window[word.start() :]) if word[0][:1].isupper() else None
                if more and more.zone != found[-1][1].zone:
                    found.append((offset + word.start(), more))
            return offset + at, found
    *_, last = (0, *sentence_starts(window))
    end = Line(0, len(window) - last, window[last:].strip())
    if last and len(end) <= 100 and not end.stops and (named := cue(end) or signed(end)):
        # « … a conclu le ministre. TAP/lba »
        return offset + last, [(offset + last, named)]
    return len(text), []


def _opens_tail(rest: str) -> Cue | None:
    folded = fold_line(rest[:120])
    # What heads a block only heads one here where no sentence comes of it (« Aller plus loin suppose… »).
    loose = len(rest) <= 600 and not rest.rstrip().endswith(".")
    for zone in ("related", "notice", "ad"):
        for kind in ("starts", "section", "whole", "label") if loose else ("starts",):
            found = opens(folded, zone, kind)
            if found and (kind == "starts" or " " in found[1]):
                return Cue(zone, "tail", f"begins with « {found[1]} »", found[0])
    return None
