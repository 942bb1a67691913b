"""A text's lines with what each was found to be, and the measures that zoning goes by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from recoupe.model import ZoneName
from recoupe.read.cues import Cue, opens
from recoupe.read.lines import Line, fold, folded_words

# A paragraph has this many characters and a sentence's end, or that many in any case.
PARAGRAPH, _LONG = 110, 220
# A headline has no more characters.
TITLE = 200
# A card stands above the article, beside it and below it; what returns more often is the text's own.
_CARD = 3
# Characters of the article whose words are looked at.
WORDS = 20_000

# Words of four letters and more that any two texts have in common, whatever they speak of.
_COMMON = folded_words(
    "dans avec pour sous sans vers chez entre apres avant depuis pendant selon contre comme mais donc ainsi "
    "plus moins tres bien aussi encore deja meme tout tous toute toutes autre autres leur leurs elle elles "
    "nous vous ceux celle celui cette sont etre avoir ayant etait ete avait sera fait faire font peut quand "
    "dont alors plusieurs notre votre quelques lors parmi malgre "
    "with from that this these those have been were their there they them than then into over after before "
    "about which while when what where will would could more most some such also only other between under "
    "against during said "
    "على الى هذا هذه ذلك التي الذي الذين بعد قبل عند منذ خلال بين كان كانت وقد كما حول ضمن دون تحت "
)

_APART = str.maketrans("«»'-", "    ")
_PARTICLES = re.compile("^(?:[وفبكل]?ال|لل|[وفبكل])(?=...)")


@dataclass
class Sheet:
    """A text's lines, and what each was found to be."""

    lines: list[Line]
    marks: list[Cue | None]
    outlet: str | None = None
    # Whether an extractor has already taken the article out of its page: what is left is mostly text.
    extracted: bool = False
    # Where each line's words stand first and last, and how many lines of a paragraph's length come before.
    spots: dict[str, tuple[int, int]] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)
    long: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for at, line in enumerate(self.lines):
            first, _ = self.spots.get(line.same, (at, at))
            self.spots[line.same] = (first, at)
            self.times[line.same] += 1
        self.long = list(accumulate((len(line) >= PARAGRAPH for line in self.lines), initial=0))

    def recurs(self, at: int) -> bool:
        """Whether the line's words stand elsewhere too."""
        first, last = self.spots[self.lines[at].same]
        return first != last

    def far_apart(self, at: int) -> bool:
        """Copies with paragraphs between them: a title printed twice has none, a refrain has many."""
        if self.times[self.lines[at].same] > _CARD:
            return False
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


def is_paragraph(page: Sheet, at: int) -> bool:
    line = page.lines[at]
    if page.marks[at] is not None or line.teaser:
        return False
    return line.size >= _LONG or (line.size >= PARAGRAPH and (line.stops or line.quoted))


def is_headline(page: Sheet, at: int) -> bool:
    if at < 0 or page.marks[at] is not None:
        return False
    line = page.lines[at]
    return len(line) <= TITLE and line.words >= 3 and not line.full_stop


def content_words(text: str, *, common: bool = False) -> frozenset[str]:
    """What a stretch speaks of: the beginnings of its longer words (« Tunis », « tunis·ienne »).

    ``common``: also of those that any two texts share.
    """
    words = (word.strip('“”".,;:!?()…،؛؟') for word in fold(text).translate(_APART).split())
    return frozenset(_stem(word) for word in words if len(word) >= 4 and (common or word not in _COMMON))


def _stem(word: str) -> str:
    """The beginning of a word; in Arabic, after the article and the particles written together with it."""
    if not "\u0600" <= word[0] <= "\u06ff":
        return word[:5]
    return _PARTICLES.sub("", word)[:4]


def flash(page: Sheet, at: int) -> bool:
    """« URGENT : un ministre démissionne »: a headline with a ticker's label, no word of it the article's."""
    line = page.lines[at]
    label = opens(line.folded, "ticker", "label")
    return (
        label is not None
        and line.words >= 4
        and not line.full_stop
        and line.folded[label[0] :].lstrip()[:1] in (":", "-", ">", "|")
        and not shared(page, at)
    )


def shared(page: Sheet, at: int) -> float:
    """The share of a headline's words that the article has too."""
    words = content_words(page.lines[at].text)
    return len(words & page.words) / len(words) if words else 0.0
