"""A text as lines with offsets, and the typographic signs that zoning goes by.

Offsets are code points into the text as stored, half-open. Every function here is linear in the
length of the line; nothing is searched by a pattern that could backtrack.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

# A line is compared with the lexicons by its first characters: no cue is longer.
HEAD = 320
_STOPS = frozenset(".!?…؟۔")
_CLOSERS = "»”\"'’)]}›* \u00a0\u202f\u200f\u200e\u2069"
_OPENERS = '«“"„‹'
_LEADING = frozenset('("[«“„#©')
_SENTENCE_END = re.compile(r"[.!?…؟۔][»”\")\]]{0,2}\s+(?=[«“\"(]?[^\W\d_a-zà-ÿ])")
_DIGITS = re.compile(r"#+(?:[.,  ]#+)*")
_TIGHT = re.compile(r" (?=[:;!?%.,)])")


class _FoldTable(dict[int, str | None]):
    """Character by character, filled on demand: ``str.translate`` asks once for each."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        category = unicodedata.category(char)
        out: str | None = char
        if category in ("Mn", "Cf", "Cc") and not char.isspace():
            out = None
        elif char in "’‘ʼ′`´":
            out = "'"
        elif category == "Pd":
            out = "-"
        elif category == "Nd":
            out = "#"
        elif char == "ـ":
            out = None
        elif char in "ىی":
            out = "ي"
        self[code] = out
        return out


_FOLD = _FoldTable()


def fold(text: str) -> str:
    """The form in which lines and lexicon phrases are compared.

    No case, accents, vowel signs or invisible characters; plain apostrophes and hyphens; numbers
    as ``#``; single spaces, none before ``:``. Not offset-preserving.
    """
    folded = " ".join(unicodedata.normalize("NFKD", text.casefold()).translate(_FOLD).split())
    if "#" in folded:
        folded = _DIGITS.sub("#", folded)
    return _TIGHT.sub("", folded)


def fold_line(text: str) -> str:
    """``fold``, without the bullets and dashes in front."""
    folded = fold(text)
    at = 0
    while at < len(folded) and not folded[at].isalnum() and folded[at] not in _LEADING:
        at += 1
    return folded[at:]


def folded_words(text: str) -> frozenset[str]:
    """The words of a text, folded: a small list written as one string."""
    return frozenset(fold(text).split())


@dataclass(frozen=True)
class Line:
    """A non-blank line, trimmed: ``text`` is ``[start, end)`` of the article's text."""

    start: int
    end: int
    text: str = field(repr=False)

    def __len__(self) -> int:
        return self.end - self.start

    @cached_property
    def size(self) -> int:
        """The length as it would be in French: Arabic says the same in four fifths of the characters."""
        arabic = sum("\u0600" <= char <= "\u06ff" for char in self.text[:60])
        return len(self) * 5 // 4 if arabic > 20 else len(self)

    @cached_property
    def folded(self) -> str:
        """The folded beginning of the line (``HEAD`` characters)."""
        return fold_line(self.text[:HEAD])

    @cached_property
    def bare(self) -> str:
        """The folded line without the punctuation that may close it."""
        return self.folded.rstrip(" .:;,!?>»*-…")

    @cached_property
    def same(self) -> str:
        """What two lines have in common that print the same words: the key for repeats."""
        return " ".join(self.text[:2000].casefold().split()).strip(" .:;,!?>»*-…•")

    @cached_property
    def words(self) -> int:
        """How many words the first ``HEAD`` characters hold."""
        return sum(1 for word in self.text[:HEAD].split() if any(c.isalnum() for c in word))

    @cached_property
    def _tail(self) -> str:
        return self.text[-40:].rstrip(_CLOSERS)

    @cached_property
    def cut(self) -> bool:
        """Ends in an ellipsis that is not put in brackets: cut short, as teasers are."""
        end = self.text[-12:].rstrip("»”\"' ")
        return end.endswith(("...", "…"))

    @cached_property
    def stops(self) -> bool:
        """Ends as a sentence does (also with a bracketed ellipsis)."""
        return self._tail[-1:] in _STOPS and self._tail != ""

    @cached_property
    def full_stop(self) -> bool:
        """Ends with a full stop: headlines may end with ``?`` or ``!``, hardly ever so."""
        return self._tail.endswith((".", "۔")) and not self.cut

    @cached_property
    def quoted(self) -> bool:
        """One quotation from end to end."""
        return self.text[:1] in _OPENERS and self.text[-1:] in '»”"›'

    @cached_property
    def listed(self) -> bool:
        """An item of an enumeration that goes on."""
        return self.text.endswith((";", ",", "؛", "،"))

    @cached_property
    def sentences(self) -> int:
        """How many sentences the first 2,000 characters hold, at the least one."""
        return 1 + sum(1 for _ in _SENTENCE_END.finditer(self.text[:2000]))

    @cached_property
    def teaser(self) -> bool:
        """A single sentence cut short."""
        # 350: the longest teaser of the public card layouts seen has 180 characters.
        return self.cut and len(self) < 350 and self.sentences <= 2

    def part(self, start: int, end: int) -> Line:
        """The stretch ``[start, end)`` of this line's text, trimmed."""
        return trimmed(self.text[start:end], self.start + start)


def trimmed(raw: str, start: int) -> Line:
    """A line of ``raw``, which stands at ``start``, without the blanks around it."""
    left = len(raw) - len(raw.lstrip())
    text = raw.strip()
    return Line(start + left, start + left + len(text), text)


def lines(text: str) -> Iterator[Line]:
    """The non-blank lines of a text, in order. Every Unicode line end counts."""
    at = 0
    for raw in text.splitlines(keepends=True):
        if not raw.isspace():
            yield trimmed(raw, at)
        at += len(raw)


def sentence_starts(text: str) -> Iterator[int]:
    """Where sentences after the first begin."""
    for end in _SENTENCE_END.finditer(text):
        yield end.end()
