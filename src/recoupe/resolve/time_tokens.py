"""Cutting French text into the tokens that the grammar of time expressions works on.

A token is a class (one character, so that a whole text becomes one string over which compiled
patterns run), a value and two offsets in code points. Words that no time expression uses share one
class. The classes of words stand in ``lexicon/time/fr.yaml``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

# Classes that come from the shape of a token and not from the lexicon.
SHAPES = (
    "unk", "brk", "date", "yrange", "year", "num", "ord", "big", "clock", "roman", "point", "stretch",
)  # fmt: skip

_TOKEN = re.compile(
    r"""
    (?P<brk>[^\S\n]*\n\s*)
  | (?P<iso>\d{4}-\d\d-\d\d(?!\d))
  | (?P<dmy>(?<![\d.,/])\d{1,2}(?:\s?/\s?\d{1,2}\s?/\s?|\s?-\s?\d{1,2}\s?-\s?|\.\d{1,2}\.)\d{4}(?![\d/]))
  | (?P<dmy2>(?<![\d.,/])\d{1,2}/\d{1,2}/\d\d(?![\d/]))
  | (?P<yrange>(?<![\d/-])[12]\d{3}\s?[-–/]\s?(?:[12]\d{3}|\d\d)(?![\d/-]))
  | (?P<clock>\d{1,2}\s?[hH]\s?\d{0,2}\b|\d{1,2}:\d\d(?::\d\d)?)
  | (?P<big>\d{1,3}(?:[  .]\d{3})+(?!\d)|\d+[.,]\d+)
  | (?P<ord>\d{1,3}(?:er|ère|ere|re|ème|eme|e|ᵉ|ʳᵉ|nde?)\b)
  | (?P<roman>[IVX]+(?:ème|er|e|ᵉ)\b)
  | (?P<num>\d+(?![^\W_]))
  | (?P<odd>\d\w*)
  | (?P<joined>(?i:aujourd['’ʼ`]\s?hui|week-end(?:s)?|apr[eè]s-midi|avant-hier|apr[eè]s-demain
      |avant-veille|dix-(?:sept|huit|neuf)i[eè]me)\b)
  | (?P<word>[^\W\d_][^\W_]*(?:['’ʼ](?=\w))?)
  | (?P<sign>[^\w\s])
    """,
    re.VERBOSE,
)
_APOSTROPHES = str.maketrans("’ʼ`", "'''")


@dataclass(slots=True)
class Tokens:
    """A text as parallel lists; ``classes`` is the string that the grammar is matched against."""

    text: str
    symbols: list[str] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def raw(self, i: int) -> str:
        """The token as written."""
        return self.text[self.starts[i] : self.ends[i]]

    @property
    def classes(self) -> str:
        """One character a token."""
        return "".join(self.symbols)


class _Words(dict[str, tuple[str, int]]):
    """Word as written -> class and value; folds accents and case once per distinct word."""

    def __init__(self, entries: dict[str, tuple[str, int]], unknown: tuple[str, int]) -> None:
        super().__init__()
        self._entries = entries
        self._unknown = unknown

    def __missing__(self, word: str) -> tuple[str, int]:
        low = word.lower().translate(_APOSTROPHES)
        found = self._entries.get(low) or self._entries.get(fold(low)) or self._unknown
        if len(self) < 50_000:  # a bound, so that a long run over many texts stays flat
            self[word] = found
        return found


def fold(word: str) -> str:
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


@cache
def symbols(language: str = "fr") -> dict[str, str]:
    """Class name -> its character (private use area)."""
    names = [*SHAPES, *_lexicon(language)]
    return {name: chr(0xE000 + i) for i, name in enumerate(names)}


@cache
def _lexicon(language: str) -> dict[str, dict[str, int]]:
    import yaml

    source = resources.files("recoupe").joinpath(f"lexicon/time/{language}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, int]] = yaml.safe_load(source)
    return loaded


@cache
def _words(language: str) -> _Words:
    of = symbols(language)
    entries = {
        word: (of[name], value) for name, words in _lexicon(language).items() for word, value in words.items()
    }
    return _Words(entries, (of["unk"], 0))


def tokenise(text: str, language: str = "fr") -> Tokens:
    """The tokens of a text. Runs of number words are one token of class ``nw``."""
    of = symbols(language)
    words = _words(language)
    tokens = Tokens(text)
    add_symbol, add_value = tokens.symbols.append, tokens.values.append
    add_start, add_end = tokens.starts.append, tokens.ends.append
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind in ("word", "sign", "joined"):
            symbol, value = words[match[0]]
        elif kind == "brk":
            if not _is_break(text, match):
                continue
            symbol, value = of["brk"], 0
        else:
            name, value = _number(str(kind), match[0])
            symbol = of[name]
        add_symbol(symbol)
        add_value(value)
        add_start(match.start())
        add_end(match.end())
    _sept(tokens, of)
    return _join_number_words(tokens, of)


def _is_break(text: str, match: re.Match[str]) -> bool:
    """A line end inside a sentence (a hard wrap) is no break."""
    if match[0].count("\n") > 1 or match.start() == 0 or match.end() == len(text):
        return True
    following = text[match.end()]
    return text[match.start() - 1] in '.!?:;»”"' or not (following.islower() or following.isdigit())


def _number(kind: str, raw: str) -> tuple[str, int]:
    digits = [int(d) for d in re.findall(r"\d+", raw)] if kind != "roman" else []
    if kind == "iso":
        return "date", digits[0] * 10000 + digits[1] * 100 + digits[2]
    if kind == "dmy":
        return "date", digits[2] * 10000 + digits[1] * 100 + digits[0]
    if kind == "dmy2":
        return "date", _century(digits[2]) * 10000 + digits[1] * 100 + digits[0]
    if kind == "yrange":
        first, second = digits
        if second < 100:
            second += first // 100 * 100
            if second - first != 1 and second % 100 <= 12:
                return "big", 0  # 2020-10 is a month, a score or a number of a text
        return ("yrange", first * 10000 + second) if 1500 <= first < second <= 2150 else ("big", 0)
    if kind == "ord":
        return "ord", digits[0]
    if kind == "roman":
        return "roman", _roman(raw)
    if kind == "num":
        value = digits[0] if len(raw) < 9 else 0
        if len(raw) == 4 and 1000 <= value < 2200:
            return "year", value
        return ("num", value) if len(raw) <= 3 else ("big", 0)
    return ("clock", 0) if kind == "clock" else ("big", 0) if kind == "big" else ("unk", 0)


def _century(two: int) -> int:
    return two + (1900 if two >= 60 else 2000)


def _roman(raw: str) -> int:
    total, highest = 0, 0
    for letter in reversed([c for c in raw if c in "IVX"]):
        value = {"I": 1, "V": 5, "X": 10}[letter]
        total += value if value >= highest else -value
        highest = max(highest, value)
    return total


def _sept(tokens: Tokens, of: dict[str, str]) -> None:
    """« sept » is a number, but the month in « 12 sept. 2020 »."""
    sym = tokens.symbols
    for i in range(1, len(sym) - 1):
        if (
            sym[i] == of["nw"]
            and tokens.values[i] == 7
            and sym[i - 1] in (of["num"], of["ord"])
            and (
                sym[i + 1] == of["year"]
                or (sym[i + 1] == of["dot"] and tokens.starts[i + 1] == tokens.ends[i])
            )
        ):
            sym[i], tokens.values[i] = of["mabbr"], 9


def _join_number_words(tokens: Tokens, of: dict[str, str]) -> Tokens:
    number, one, dash, et = of["nw"], of["un"], of["dash"], of["et"]
    if number not in tokens.symbols:
        return tokens
    out = Tokens(tokens.text)
    sym, n, i = tokens.symbols, len(tokens.symbols), 0
    while i < n:
        end, parts = i + 1, [tokens.values[i]]
        if sym[i] == number:
            while end < n:
                step = end + 1 if sym[end] in (dash, et) and end + 1 < n else end
                if sym[end] == et and not (
                    tokens.values[step] in (1, 11)
                    and parts[-1] in (20, 30, 40, 50, 60)
                    and sym[step] in (number, one)
                ):
                    break
                if sym[step] != number and not (sym[step] == one and step > end):
                    break
                if step == end and sym[end] == number and not _continues(parts[-1], tokens.values[end]):
                    break
                parts.append(tokens.values[step])
                end = step + 1
        out.symbols.append(sym[i])
        out.values.append(_words_value(parts) if sym[i] == number else tokens.values[i])
        out.starts.append(tokens.starts[i])
        out.ends.append(tokens.ends[end - 1])
        i = end
    return out


def _continues(left: int, right: int) -> bool:
    """« deux mille », « cent trois », « quatre vingt », but not « deux trois »."""
    return (left >= 20 and right < left) or right in (100, 1000) or (left, right) == (4, 20)


def _words_value(parts: list[int]) -> int:
    total, current = 0, 0
    for part in parts:
        if part == 1000:
            total, current = total + max(current, 1) * 1000, 0
        elif part == 100:
            current = max(current, 1) * 100
        elif part == 20 and current % 100 == 4:
            current += 76
        else:
            current += part
    return total + current
