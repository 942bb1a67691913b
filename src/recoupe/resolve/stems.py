"""Words as full-text search knows them: without case, accents and endings; offsets are kept.

A word is stemmed as it is written in its language (Snowball: Porter 1980 and 2001, for Arabic Larkey's light
stemmer), then folded, so that « démantelées » and « demantelement » meet. Of what is typed the language
is not known: :func:`readings` gives every stem it could have.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from recoupe.resolve.fold import SILENT, key, search_form

LANGUAGES = {"fr": "french", "en": "english", "ar": "arabic"}
_WORD = re.compile(rf"[^\s{SILENT}][^\s]*")
# A stemmer keeps the word that it is at: two threads of the workbench would cut each other's.
_ONE = threading.Lock()


class Word(NamedTuple):
    """A word of a text: its stem, and where it stands (code points)."""

    stem: str
    start: int
    end: int


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(LANGUAGES[language])


@lru_cache(maxsize=300_000)
def stem(word: str, language: str | None) -> str:
    """The stem of one word in a language; of a language without stemmer the folded word."""
    if language not in LANGUAGES:
        return key(word)
    written = unicodedata.normalize("NFC", word.lower())
    if language == "ar" and written.endswith("ه"):
        written = written[:-1] + "ة"  # ta marbuta is often typed without its dots
    with _ONE:
        cut = key(str(_stemmer(language).stemWord(written))) or key(word)
        if language == "fr":
            # Without its accents « demantelees » loses one ending at a time: this brings it to « demantel ».
            cut = key(str(_stemmer(language).stemWord(cut))) or cut
    return cut


def words(text: str, language: str | None) -> Iterator[Word]:
    """The words of a text, single letters left out (« l’ », « d’ »)."""
    for found in _WORD.finditer(search_form(text)):
        if found.end() - found.start() > 1 or text[found.start()].isdigit():
            start, end = found.span()
            yield Word(stem(text[start:end], language), start, end)


def readings(word: str) -> tuple[str, ...]:
    """The stems that a word could have, in any language, and the word itself."""
    folded = key(word)
    found = [folded, *(stem(word, one) for one in LANGUAGES), *(stem(folded, one) for one in LANGUAGES)]
    return tuple(dict.fromkeys(one for one in found if one))
