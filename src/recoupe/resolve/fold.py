"""Folding that keeps offsets: one code point in, one code point out.

Two forms of a text are used for matching, both exactly as long as the text, so that a match's
offsets are offsets into the text as stored:

* ``fold``: no case, no accents; every apostrophe is ``'``, every hyphen, tab and no-break space
  is a plain space. Line ends and other punctuation stay.
* ``search_form``: the same, but everything that is neither letter nor digit is a plain space,
  and marks that print nothing (combining accents, soft hyphens, Arabic vowel signs and
  tatweel, direction marks) are ``SILENT``.
"""

from __future__ import annotations

import unicodedata

SILENT = "\x00"
_APOSTROPHES = frozenset("'’‘ʼ′＇`´")
_HYPHENS = frozenset("-‐‑‒−﹣－")
# Arabic letters written one for the other: alef with hamza or madda, alef maqsura, ta marbuta.
_ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "گ": "ك"}
_TATWEEL = "ـ"


def _letter(char: str) -> str:
    """A letter or digit without case and accents; a ligature gives its first letter."""
    if char in _ARABIC:
        return _ARABIC[char]
    base = unicodedata.normalize("NFKD", char)[:1].casefold()[:1]
    # ø, ł, đ, ı do not decompose, but the press writes them o, l, d, i.
    return {"œ": "o", "æ": "a", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "ħ": "h"}.get(
        base, base
    ) or char


def _prints_nothing(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me", "Cf") or char == _TATWEEL


class _FoldTable(dict[int, str]):
    """Filled as characters are met: ``str.translate`` asks once for each."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in _APOSTROPHES:
            out = "'"
        elif char in _HYPHENS or unicodedata.category(char) == "Zs" or char == "\t":
            out = " "
        else:
            out = _letter(char) if char.isalnum() else char
        self[code] = out
        return out


class _SearchTable(dict[int, str]):
    def __missing__(self, code: int) -> str:
        char = chr(code)
        out = _letter(char) if char.isalnum() else SILENT if _prints_nothing(char) else " "
        self[code] = out
        return out


_FOLD = _FoldTable()
_SEARCH = _SearchTable()


def fold(text: str) -> str:
    """The text without case, accents and typographic variants; same length, same offsets."""
    return text.translate(_FOLD)


def search_form(text: str) -> str:
    """Letters and digits folded, ``SILENT`` for marks that print nothing, spaces for the rest."""
    return text.translate(_SEARCH)


def key(name: str) -> str:
    """A name as a lexicon key: what ``search_form`` of a text holds where the name is written."""
    return search_form(" ".join(name.split())).replace(SILENT, "").strip()
