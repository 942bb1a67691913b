"""The zones of a text that lost its HTML: what is the article, and why the rest is not.

First every line is asked what it says of itself (lexicon, dates, strips); then the structure
decides: cards whose teaser recurs, blocks under « Aller plus loin », what stands before the first
paragraph and after the last. Doubt is settled for the article: a line is set aside on a sign only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from statistics import median

from recoupe.model import Zone, ZoneName
from recoupe.read.cues import Cue, cue, lexicon
from recoupe.read.headers import dated, signed
from recoupe.read.lines import Line, fold, folded_words, lines
from recoupe.read.oneline import pieces
from recoupe.read.strips import menu, strip

# A paragraph has this many characters and a sentence's end, or that many in any case.
_PARAGRAPH, _LONG = 110, 220
_TITLE = 200
# A card's teaser has this many characters at the least; shorter repeats are refrains.
_TEASER = 25
# A teaser is looked for among this many lines; a page has its cards above the article within them.
_OPENINGS = 200
# A headline that has this share of its words from the text is the text's own; one with half of it is not.
_AKIN = 0.34
# Characters of the article whose words are looked at.
_WORDS = 20_000
_INVITES = frozenset(["votre", "vos", "notre", "nos", "nous"])
# Words that speak to the reader, in a line that quotes nobody.
_READER = frozenset(["vous", "votre", "vos", "you", "your", "لكم", "يمكنكم"])
_QUOTES = '«»“”"'
# What such lines are about: the site and the reader's dealings with it.
_SITE = folded_words(
    "site navigateur navigation cookies compte abonné abonnés abonner abonnement abonnez offre offres lire "
    "lecture article commentaire commentaires newsletter e-mail email mail adresse publicité publicités préférences "
    "données consentement connecter connectez inscription inscrire application notifications rédaction "
    "browser account subscribe subscriber subscribers subscription inbox ads preferences consent "
    "privacy comment comments sign log unsubscribe reading"
)


@dataclass
class _Page:
    """A text's lines, and what each was found to be."""

    lines: list[Line]
    marks: list[Cue | None]
    outlet: str | None = None
    # Where each line's words stand first and last, and how many lines of a paragraph's length come before.
    spots: dict[str, tuple[int, int]] = field(default_factory=dict)
    long: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for at, line in enumerate(self.lines):
            first, _ = self.spots.get(line.same, (at, at))
            self.spots[line.same] = (first, at)
        self.long = list(accumulate((len(line) >= _PARAGRAPH for line in self.lines), initial=0))

    def recurs(self, at: int) -> bool:
        """Whether the line's words stand elsewhere too."""
        first, last = self.spots[self.lines[at].same]
        return first != last

    def far_apart(self, at: int) -> bool:
        """Two copies with paragraphs between them: a title printed twice has none."""
        first, last = self.spots[self.lines[at].same]
        return self.long[last] - self.long[min(first + 1, last)] >= 2

    # The words of the article, once its paragraphs are known.
    words: frozenset[str] = frozenset()

    def free(self, start: int = 0, end: int | None = None) -> Iterator[int]:
        """The lines not yet named, in order."""
        for at in range(start, len(self.lines) if end is None else end):
            if self.marks[at] is None:
                yield at

    def mark(self, at: int, zone: ZoneName, why: str) -> None:
        self.marks[at] = Cue(zone, "place", why)

    def zone(self, at: int) -> str | None:
        mark = self.marks[at]
        return mark.zone if mark else None


def zones(text: str, outlet: str | None = None, title: str | None = None) -> tuple[Zone, ...]:
    """Cut a text into zones.

    ``outlet`` helps to tell a byline from a headline; ``title`` is the title where the page's
    metadata give it. Zones are sorted, never overlap, lie inside the text and cover every
    character that is not blank. Offsets are code points. Linear in the text's length.
    """
    cut = list(pieces(list(lines(text))))
    page = _Page([line for line, _ in cut], [mark for _, mark in cut], outlet)
    _name_lines(page)
    _set_title(page, title)
    _cards(page)
    _sections(page)
    first, last = _core(page)
    page.words = _words("\n".join(page.lines[at].text for at in page.free(first, last + 1))[:_WORDS])
    _header(page, first)
    _middle(page, first, last)
    _footer(page, last + 1)
    _lead(page, first)
    return tuple(
        Zone(line.start, line.end, mark.zone if mark else "body", mark.why if mark else "")
        for line, mark in zip(page.lines, page.marks, strict=True)
    )


# --- what a line says of itself ---


def _signs_only(line: Line) -> bool:
    return len(line) < 200 and not any(char.isalnum() for char in line.text)


def _copyright(line: Line) -> bool:
    return line.folded.startswith(("©", "(c) ", "copyright")) and len(line) < 160


def _name(line: Line, outlet: str | None) -> Cue | None:
    if _signs_only(line):
        return Cue("notice", "signs", "signs only, no words")
    found = cue(line)
    if found and found.kind in ("whole", "section", "starts"):
        return _sure(line, found, outlet)
    for judge in (menu, strip):
        if seen := judge(line):
            # « Analyse | Temps de lecture : 6 minutes » is two pieces, and a byline all the same.
            if found and found.zone in ("byline", "related"):
                return found
            return _pair(line, seen, outlet)
    if _copyright(line):
        return Cue("notice", "credit", "a copyright line")
    return dated(line, outlet) or found or signed(line, outlet) or _credit(line) or _address(line)


def _address(line: Line) -> Cue | None:
    """A line to the reader about the site (« votre navigateur », « your account »)."""
    if len(line) > 500 or any(char in line.text for char in _QUOTES):
        return None
    words = [word.strip(".,;:!?()'") for word in fold(line.text).replace("'", " ").split()]
    about = len({word for word in words if word in _SITE})
    if about and any(word in _READER for word in words) and (about > 1 or len(line) <= 200):
        return Cue("notice", "address", "speaks to the reader about the site")
    return None


def _sure(line: Line, found: Cue, outlet: str | None) -> Cue:
    """A phrase named the line; « Édition du … » may still be a date's."""
    if found.zone == "byline" and (date := dated(line, outlet)):
        return date
    return found


def _pair(line: Line, seen: Cue, outlet: str | None) -> Cue:
    """« Bourse Actu | 24 février 2023 » looks like two headlines."""
    if seen.kind == "strip" and line.words > 14:
        return seen
    return dated(line, outlet) or signed(line, outlet) or seen


def _credit(line: Line) -> Cue | None:
    """A photograph's credit: « © », or an agency's name after the sentence."""
    if len(line) > 200:
        return None
    if "©" in line.text:
        return Cue("caption", "credit", "holds a « © »")
    words = line.folded.rstrip(" .)").rsplit(None, 1)
    if len(words) == 2 and words[0].endswith((".", "/", "(")) and words[1].strip("()/") in lexicon().agency:
        return Cue("caption", "credit", "ends with an agency's name, as credits do")
    return None


def _name_lines(page: _Page) -> None:
    for at, line in enumerate(page.lines):
        if page.marks[at] is None:
            page.marks[at] = _name(line, page.outlet)


def _set_title(page: _Page, title: str | None) -> None:
    if title and page.lines:
        wanted = fold(title).rstrip(" .:;,!?>»*-…")[:300]
        for at, line in enumerate(page.lines[:3]):
            if line.bare[:300] == wanted:
                page.marks[at] = Cue("title", "meta", "the title in the page's metadata")
                return


# --- structure: cards and blocks ---


def _paragraph(page: _Page, at: int) -> bool:
    line = page.lines[at]
    if page.marks[at] is not None or line.teaser:
        return False
    return len(line) >= _LONG or (len(line) >= _PARAGRAPH and (line.stops or line.quoted))


def _cards(page: _Page) -> None:
    """Teasers that recur verbatim, or are cut short outside the text, with their headlines."""
    first = next((at for at in range(len(page.lines)) if _paragraph(page, at) and not page.recurs(at)), None)
    end = len(page.lines) if first is None else first
    above = max(page.free(0, end), default=-1)
    begun = [line.same for line in page.lines[:_OPENINGS]]
    for at, line in enumerate(page.lines):
        if page.marks[at] is not None or len(line) < _TEASER:
            continue
        if page.recurs(at) and (line.cut or line.stops) and page.far_apart(at):
            page.mark(at, "related", "a teaser that stands twice in the page")
            if at < end and page.spots[line.same][0] == at and _headline(page, at - 1):
                page.mark(at - 1, "related", "the headline of a teaser that stands twice in the page")
        elif at < min(end, _OPENINGS) and line.teaser:
            if any(other.startswith(line.same[:120]) for other in begun[at + 1 :]):
                page.mark(at, "lead", "the beginning of the text, cut short")
            elif first is not None and at < above:
                page.mark(at, "related", "a teaser cut short, before the article")


def _headline(page: _Page, at: int) -> bool:
    if at < 0 or page.marks[at] is not None:
        return False
    line = page.lines[at]
    return len(line) <= _TITLE and line.words >= 3 and not line.full_stop


def _resumes(line: Line) -> bool:
    """Too long and too much of a text to be a teaser."""
    if line.teaser:
        return False
    return len(line) >= 300 or (len(line) >= 200 and line.sentences >= 2 and line.stops)


def _sections(page: _Page) -> None:
    """What follows « Aller plus loin », up to where the text goes on."""
    at = 0
    while at < len(page.lines):
        mark = page.marks[at]
        at += 1
        if mark is None or mark.zone != "related" or mark.kind != "section":
            continue
        opened, end = at, at
        while end < len(page.lines) and not (page.marks[end] is None and _resumes(page.lines[end])):
            end += 1
        resumed = end < len(page.lines)
        if resumed:
            end = _back(page, opened, end)
        for inside in range(opened, end):
            zone = page.zone(inside)
            if zone in (None, "dateline", "byline", "caption", "ticker", "lead"):
                page.marks[inside] = Cue("related", "block", f"under « {page.lines[opened - 1].text[:60]} »")
        at = end


def _back(page: _Page, opened: int, end: int) -> int:
    """Where the text resumed before ``end``: after the headlines, or at the article's own header."""
    before_text = not any(_paragraph(page, at) for at in range(opened - 1))
    if before_text:
        # A block above the article: its title and what goes with it are not the block's.
        at = end
        while at > opened and (
            page.zone(at - 1) in ("dateline", "byline", "caption") or _short_sentence(page, at - 1)
        ):
            at -= 1
        return at - 1 if at > opened and _headline(page, at - 1) else at
    at = end
    while (
        at > opened + 1
        and page.marks[at - 1] is None
        and _short_sentence(page, at - 1)
        and len(page.lines[at - 1]) >= 80
    ):
        at -= 1
    return at


def _short_sentence(page: _Page, at: int) -> bool:
    return page.marks[at] is None and page.lines[at].full_stop and not page.recurs(at)


# --- structure: before, inside and after the text ---


def _core(page: _Page) -> tuple[int, int]:
    """The first and the last paragraph of the article (a text without any: its sentences)."""
    found = [at for at in page.free() if _paragraph(page, at)]
    long = [at for at in page.free() if len(page.lines[at]) >= _PARAGRAPH and not page.lines[at].teaser]
    if len(long) > 1 and sum(not page.lines[at].stops for at in long) > 0.4 * len(long):
        # A newsroom that leaves the full stop out at the end of paragraphs.
        found = [at for at in page.free() if _paragraph(page, at) or len(page.lines[at]) >= 90]
    if not found:
        found = [at for at in page.free() if page.lines[at].full_stop or page.lines[at].sentences > 1]
    if not found:
        found = list(page.free())[1:]
    while len(found) > 2 and _below_notices(page, found):
        found.pop()
    return (found[0], found[-1]) if found else (len(page.lines), len(page.lines) - 1)


def _below_notices(page: _Page, found: list[int]) -> bool:
    """The last paragraph stands below notices or cards, and shares next to no word with the others."""
    last = found[-1]
    if not any(page.zone(at) in ("notice", "ad", "related") for at in range(found[-2] + 1, last)):
        return False
    others = _words("\n".join(page.lines[at].text for at in found[-20:-1])[:_WORDS])
    words = _words(page.lines[last].text[:_WORDS])
    return len(words & others) < 0.1 * len(words)


def _header(page: _Page, first: int) -> None:
    """Title, lead and what stands above and between them."""
    free = list(page.free(0, first))
    heads = [at for at in free if not page.lines[at].full_stop and len(page.lines[at]) <= _TITLE]
    titled = next((at for at in range(first) if page.zone(at) == "title"), None)
    if titled is None and not any(page.lines[at].words >= 3 for at in heads):
        titled = _rescue(page, first)
    runs = _runs(page, heads)
    within = {at: run for run in runs for at in run}
    title = titled if titled is not None else _title(page, runs, first)
    if title is None and free and free[0] == 0 and len(page.lines[0]) < 120 and first > 0:
        title = 0
        page.mark(0, "title", "the first line")
    for at in free:
        if page.marks[at] is None:
            _around_title(page, at, title, within.get(at, [at]))


def _runs(page: _Page, heads: list[int]) -> list[list[int]]:
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


def _words(text: str) -> frozenset[str]:
    """What a stretch speaks of: the beginnings of its longer words (« Tunis », « tunis·ienne »)."""
    words = (
        word.strip("«»“”\"'.,;:!?()…") for word in fold(text).replace("'", " ").replace("-", " ").split()
    )
    return frozenset(word[:5] for word in words if len(word) >= 4)


def _shared(page: _Page, at: int) -> float:
    """The share of a headline's words that the article has too."""
    words = _words(page.lines[at].text)
    return len(words & page.words) / len(words) if words else 0.0


def _title(page: _Page, runs: list[list[int]], first: int) -> int | None:
    if not runs:
        return None
    run = runs[-1]
    if all(page.lines[at].words < 3 for at in run) and len(runs) > 1:
        run = runs[-2]
    worded = [at for at in run if page.lines[at].words >= 3] or run
    repeated = [at for at in worded if page.recurs(at)]
    before_date = [
        at for at in worded if at + 1 < len(page.lines) and page.zone(at + 1) in ("dateline", "byline")
    ]
    best = (repeated or before_date or worded)[-1] if len(worded) >= 4 else (repeated or worded)[0]
    if not repeated:
        # The title speaks of what the text speaks of; a flash above it does not.
        others = [at for each in runs for at in each if page.lines[at].words >= 3]
        nearest = max(others, key=lambda at: (_shared(page, at), -at), default=best)
        if _shared(page, nearest) >= _AKIN and _shared(page, best) < _AKIN / 2:
            best = nearest
    page.mark(best, "title", "the headline above the text")
    return best


def _rescue(page: _Page, first: int) -> int | None:
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


def _stranger(page: _Page, at: int, title: int) -> bool:
    """Above the title, and with none of the article's words, while the title has many."""
    return page.lines[at].words >= 3 and _shared(page, title) >= _AKIN and _shared(page, at) < _AKIN / 2


def _around_title(page: _Page, at: int, title: int | None, run: list[int]) -> None:
    line = page.lines[at]
    if _invites(line) and (line.full_stop or title != at):
        page.mark(at, "notice", "speaks to the reader, above the article")
    elif title is not None and at < title and _stranger(page, at, title):
        page.mark(at, "ticker", "above the title, on another matter")
    elif line.full_stop or len(line) > _TITLE:
        page.mark(
            at,
            "lead",
            "a sentence between title and text" if title is not None else "a sentence above the text",
        )
    if page.marks[at] is not None:
        return
    if title is not None and line.same == page.lines[title].same:
        page.mark(at, "title", "the title again")
        return
    same = title is not None and run[0] <= title <= run[-1]
    if line.words < 3 and len(line) <= 30 and (title is None or at < title):
        page.mark(at, "notice", "the name of a section or a button")
    elif title is not None and at > title:
        if line.words <= 5 and len(line) <= 45 and line.text[-1:] not in "?!":
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


def _middle(page: _Page, first: int, last: int) -> None:
    """Between the first and the last paragraph everything is text, save what says otherwise."""
    for at in range(first, last + 1):
        mark = page.marks[at]
        if mark is None:
            page.mark(at, "body", "a paragraph" if _paragraph(page, at) else "a line among the paragraphs")
        elif _overruled(page, at, last):
            page.mark(at, "body", "a line among the paragraphs")


def _overruled(page: _Page, at: int, last: int) -> bool:
    """Marks that are too weak to hold in the middle of a text."""
    mark, line = page.marks[at], page.lines[at]
    if mark is None or mark.kind == "weak":
        return True
    if mark.zone == "ticker":
        return mark.kind == "pair" and line.stops
    return mark.zone == "byline" and mark.kind in ("label", "name") and at != last and line.words > 6


def _footer(page: _Page, start: int) -> None:
    ended = False
    for at in range(start, len(page.lines)):
        mark = page.marks[at]
        if mark is None:
            zone, why = _after(page, at, ended)
            page.mark(at, zone, why)
        elif mark.zone in ("notice", "ad"):
            ended = True


def _after(page: _Page, at: int, ended: bool) -> tuple[ZoneName, str]:
    """What an unnamed line after the last paragraph is."""
    line = page.lines[at]
    if line.teaser:
        return "related", "a teaser cut short, after the article"
    if _invites(line):
        return "notice", "speaks to the reader, after the article"
    if line.listed or (line.stops and line.text[-1:] not in "?!") or line.quoted:
        if ended:
            return "notice", "a sentence below the notices"
        return "body", "a sentence that closes the text"
    if line.text.endswith(":") and at + 1 < len(page.lines) and page.lines[at + 1].listed:
        return "body", "opens an enumeration"
    if line.words <= 3 and all(word[:1].isupper() for word in line.text.split()) and not line.stops:
        return "byline", "a name below the text"
    if line.words <= 1:
        return "notice", "a single word below the text"
    return "related", "a headline after the end of the article"


def _invites(line: Line) -> bool:
    """« Recevez chaque matin notre lettre. », « Votre avis compte »: no report speaks so outside quotes."""
    words = [word.strip(".,;:!?()'") for word in line.folded.replace("-", " ").split()]
    if len(line) > 160 or not words or any(char in line.text for char in _QUOTES):
        return False
    if any(word in _READER for word in words):
        return True
    if not words[0].endswith("ez") or words[0] in ("chez", "assez", "rez", "suez"):
        return False
    return not line.full_stop or any(word in _INVITES for word in words)


def _lead(page: _Page, first: int) -> None:
    """The first paragraph is the lead where it is set off from a longer text, and none stands above."""
    body = [at for at in range(first, len(page.lines)) if page.zone(at) == "body"]
    titled = any(page.zone(at) in ("title", "related") for at in range(first))
    if not titled or len(body) < 3 or any(page.zone(at) == "lead" for at in range(first)):
        return
    line, rest = (
        page.lines[body[0]],
        [len(page.lines[at]) for at in body[1:] if len(page.lines[at]) >= _PARAGRAPH],
    )
    if (
        not rest
        or len(line) > 320
        or line.sentences > 3
        or not line.stops
        or (first and page.zone(first - 1) == "dateline" and _inline(page, first - 1))
    ):
        return
    set_off = body[1] != body[0] + 1
    # 0.5: swept 0.3–0.8 on eval/press/dev, dev2 and dev5 for the share of characters named right.
    if len(line) < (0.9 if set_off else 0.5) * median(rest):
        page.mark(body[0], "lead", "a short first paragraph above longer ones")


def _inline(page: _Page, at: int) -> bool:
    mark = page.marks[at]
    return mark is not None and mark.kind == "inline"
