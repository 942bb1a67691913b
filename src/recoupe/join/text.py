"""Words as the cross-check compares them: folded, without accents, articles and endings."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from heapq import nsmallest
from zlib import crc32

from recoupe.model import stem

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+(?:[.,  \u202f]\d+)*")
# Short prefix instead of a stemmer: « démantelée », « démantèlement » and « démanteler » share six
# letters, and the same rule serves English and Arabic.
STEM = 6

# Function words of four letters and more (shorter ones are dropped by length), and the words of
# reporting that say nothing of the thing reported.
_WORDS_OF_REPORT = """
    avec dans pour plus sans sous leur leurs elle elles cette ceux celles celui celle dont entre vers mais
    comme ainsi aussi selon apres avant depuis lors tout toute tous toutes meme memes autre autres etre avoir
    fait faire sont etait etaient avait avaient aura seront sera ayant quelque quelques encore deja notamment
    indique declare annonce precise ajoute affirme lundi mardi mercredi jeudi vendredi samedi dimanche
    janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre
    with from that this have been were their which said says also more than into over after before about
    monday tuesday wednesday thursday friday saturday sunday
"""
_STOP = frozenset(_WORDS_OF_REPORT.split())
_NUMBERS_IN_WORDS = """
    deux trois quatre cinq sept huit neuf onze douze treize quatorze quinze seize vingt trente quarante
    cinquante soixante septante huitante nonante cent cents mille million millions milliard milliards
    dizaine dizaines douzaine quinzaine vingtaine trentaine quarantaine cinquantaine soixantaine centaine
    centaines millier milliers
    three four five seven eight nine eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen
"""
_NUMBER_WORDS = frozenset(_NUMBERS_IN_WORDS.split())


@lru_cache(maxsize=200_000)
def docname(doc: str) -> str:
    """A document's name without extension, as articles and statement files are matched by."""
    return stem(doc)


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Lower case, without accents, apostrophes or punctuation, words parted by one space."""
    return folded(text)


def folded(text: str) -> str:
    """As :func:`fold`, for long texts that are asked for once."""
    if text.isascii():
        bare = text.lower()
    else:
        text = text.replace("’", "'").replace("œ", "oe").replace("Œ", "oe")
        bare = unicodedata.normalize("NFKD", text).casefold().translate(_BARE)
    if "'" in bare:
        # « F'nideq » and « Fnideq » are one place; « l'armée » must still lose its article.
        bare = _ELIDED.sub(" ", bare).replace("'", "")
    return " ".join(_WORD.findall(bare))


_ELIDED = re.compile(r"\b([dljmnstc]|qu)'(?=\w)")


class _Bare(dict[int, int | None]):
    """For str.translate: a letter as it is, a mark combined with the letter before it as nothing."""

    def __missing__(self, letter: int) -> int | None:
        self[letter] = None if unicodedata.combining(chr(letter)) else letter
        return self[letter]


_BARE = _Bare()


@lru_cache(maxsize=100_000)
def stems(text: str) -> frozenset[str]:
    """The content words of a text, cut to their first letters."""
    return stemmed(text)


@lru_cache(maxsize=100_000)
def nouns(text: str) -> frozenset[str]:
    """The stems of a phrase but for its numbers: « deux complices » are not like « deux avions »."""
    return frozenset(sys.intern(w[:STEM]) for w in _content_words(text) if w not in _NUMBER_WORDS)


def stemmed(text: str) -> frozenset[str]:
    """As :func:`stems`, for long texts that are asked for once."""
    return frozenset(sys.intern(w[:STEM]) for w in _content_words(text))


def _content_words(text: str) -> Iterator[str]:
    return (w for w in folded(text).split() if len(w) > 3 and w not in _STOP and not w.isdigit())


@lru_cache(maxsize=100_000)
def numbers(text: str) -> frozenset[str]:
    """The numbers written in digits in a text, without separators of thousands."""
    return frozenset(re.sub(r"[.  \u202f](?=\d{3}\b)", "", n) for n in _NUMBER.findall(text))


# Words of a sentence that make one mark of it, and how many marks are kept of a sentence. One that was copied
# with a tenth of its words changed keeps half of its runs of five words, and mostly one of three marks.
RUN, KEPT = 5, 3


@lru_cache(maxsize=20_000)
def marks(text: str) -> frozenset[int]:
    """What a sentence and a copy of it have in common: the least digests of its runs of words."""
    words = fold(text).split()
    runs = (" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1))
    return frozenset(nsmallest(KEPT, {crc32(run.encode()) for run in runs}))


def shared(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of the smaller set found in the other: 0 where either is empty."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
