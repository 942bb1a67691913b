"""Cutting French text into the tokens that the grammar of time expressions works on.

A token is a class (one character, so that a whole text becomes one string over which compiled
patterns run), a value and two offsets in code points. Words that no time expression uses share one
class. The classes of words stand in ``lexicon/time/fr.yaml``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

# Classes that come from the shape of a token and not from the lexicon.
SHAPES = (
    "unk", "brk", "date", "yrange", "year", "num", "ord", "big", "clock", "roman", "point", "stretch",
)  # fmt: skip

# Blanks are taken in front of a token, so that a scan makes one match a token and none between.
_TOKEN = re.compile(
    r"""[^\S\n]{0,20}+(?:
    (?P<word>(?i:ma[iï][ -]ma[iï])\b|[^\W\d_][^\W_]*  # the Maï-Maï fighters, no month

        (?:['’ʼ`](?:\s?hui\b|(?=\w)))?
        (?:-(?i:ends?|midi|hier|demain|veille|septi[eè]me|huiti[eè]me|neuvi[eè]me)\b)?)
  | (?P<sign>[^\w\s])
  | (?P<brk>\n\s*)
  | (?P<iso>\d{4}-\d\d-\d\d(?!\d))
  | (?P<dmy>(?<![\d.,/])\d{1,2}(?:\s?/\s?\d{1,2}\s?/\s?|\s?-\s?\d{1,2}\s?-\s?|\.\d{1,2}\.)\d{4}(?![\d/]))
  | (?P<dmy2>(?<![\d.,/])\d{1,2}/\d{1,2}/\d\d(?![\d/]))
  | (?P<yrange>(?<![\d/-])[12]\d{3}\s?[-–/]\s?(?:[12]\d{3}|\d\d)(?![\d/-]))
  | (?P<clock>\d{1,2}\s?[hH]\s?\d{0,2}\b|\d{1,2}:\d\d(?::\d\d)?)
  | (?P<big>\d{1,3}(?:[  .]\d{3})+(?!\d)|\d+[.,]\d+)
  | (?P<ord>\d{1,3}(?:er|ère|ere|re|ème|eme|e|ᵉ|ʳᵉ|nde?)\b)
  | (?P<num>\d+(?![^\W_]))
  | (?P<odd>[\d_]\w*)
    )""",
    re.VERBOSE,
)
_ROMAN = re.compile(r"[IVX]+(?:ème|er|e|ᵉ)$")
# Texts are read in batches of about so many characters, and a stretch without any border is cut.
_BATCH = 60_000
_LONGEST = 20_000
# Where a sentence or a line may end; a line end inside a sentence (a hard wrap) is none.
_BORDER = re.compile(r"[.!?…][»”\")]*\s+(?=[^\W\da-z_])|\n(?=\s{0,40}+(?:[^\w\s]|[^\W\da-z_]|\n|$))")
# A cheap test that lets most sentences go: every expression holds one of these.
_HINT = re.compile(
    r"[12]\d{3}|\d\s?[-/.]\s?\d|\b(?:en|le|les|au|du)\s\d\d?\b|di\b|dimanche|janv|f[eé]v|mars|avr|\bmai\b|jui|ao[uû]t|sept|oct|nov"
    r"|d[eé]c|\bans?\b|ann[eé]e|\bmois\b|semaine|week|jour|nuit|matin|soir|hier|demain|si[eè]cle"
    r"|trimestre|semestre|veille|lendemain|printemps|[eé]t[eé]\b|automne|hiver|midi|aube|heure|minute"
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

    def __init__(self, entries: dict[str, tuple[str, int]], of: dict[str, str]) -> None:
        super().__init__()
        self._entries = entries
        self._of = of

    def __missing__(self, word: str) -> tuple[str, int]:
        low = word.lower().translate(_APOSTROPHES).replace(" ", "")
        found = self._entries.get(low) or self._entries.get(fold(low))
        if found is None and _ROMAN.match(word):
            found = self._of["roman"], _roman(word)
        found = found or (self._of["unk"], 0)
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
    return _Words(entries, of)


def tokenise(text: str, language: str = "fr") -> Iterator[Tokens]:
    """The tokens of the sentences that may hold a time, in batches; a break stands for those left out.

    Runs of number words are one token of class ``nw``. Batches keep time linear and memory flat however
    long the text.
    """
    batch: list[tuple[int, int]] = []
    for region in _regions(text):
        batch.append(region)
        if region[1] - batch[0][0] > _BATCH:
            yield _cut(text, batch, language)
            batch = []
    if batch:
        yield _cut(text, batch, language)


def _cut(text: str, regions: list[tuple[int, int]], language: str) -> Tokens:
    of = symbols(language)
    words = _words(language)
    tokens = Tokens(text)
    add_symbol, add_value = tokens.symbols.append, tokens.values.append
    add_start, add_end = tokens.starts.append, tokens.ends.append
    for begin, stop in regions:
        if tokens.ends:
            add_symbol(of["brk"])
            add_value(0)
            add_start(begin)
            add_end(begin)
        for match in _TOKEN.finditer(text, begin, stop):
            kind = match.lastgroup or ""
            raw = match[kind]
            if kind == "word" or kind == "sign":
                symbol, value = words[raw]
            elif kind == "brk":
                if not _is_break(text, match.start(kind), match.end()):
                    continue
                symbol, value = of["brk"], 0
            else:
                name, value = _number(kind, raw)
                symbol = of[name]
            end = match.end()
            add_symbol(symbol)
            add_value(value)
            add_start(end - len(raw))
            add_end(end)
    _sept(tokens, of)
    return _join_number_words(tokens, of)


def _regions(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of whole sentences that hold a hint of a time."""
    held: tuple[int, int] | None = None
    for begin, stop in _sentences(text):
        if not _HINT.search(text[begin:stop].lower()):
            continue
        if held is not None and held[1] == begin and stop - held[0] < _LONGEST:
            held = held[0], stop
            continue
        if held is not None:
            yield held
        held = begin, stop
    if held is not None:
        yield held


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for border in _BORDER.finditer(text):
        yield from _pieces(begin, border.end())
        begin = border.end()
    yield from _pieces(begin, len(text))


def _pieces(begin: int, stop: int) -> Iterator[tuple[int, int]]:
    for at in range(begin, stop, _LONGEST):
        yield at, min(at + _LONGEST, stop)


def _is_break(text: str, start: int, end: int) -> bool:
    """A line end inside a sentence (a hard wrap) is no break."""
    if text.count("\n", start, end) > 1 or start == 0 or end == len(text):
        return True
    following = text[end]
    return text[start - 1] in '.!?:;»”"' or not (following.islower() or following.isdigit())


def _number(kind: str, raw: str) -> tuple[str, int]:
    if kind == "num":
        value = int(raw) if len(raw) < 9 else 0
        if len(raw) == 4 and 1000 <= value < 2200:
            return "year", value
        return ("num", value) if len(raw) <= 3 else ("big", 0)
    if kind == "big" or kind == "odd":
        return ("big" if kind == "big" else "unk"), 0
    if kind == "clock":
        return "clock", 0
    digits = [int(d) for d in re.findall(r"\d+", raw)]
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
    return "ord", digits[0]


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
    number, dot = of["nw"], of["dot"]
    for i in [i for i, symbol in enumerate(sym) if symbol == number and tokens.values[i] == 7]:
        if 0 < i < len(sym) - 1 and sym[i - 1] in (of["num"], of["ord"]):
            abbreviated = sym[i + 1] == dot and tokens.starts[i + 1] == tokens.ends[i]
            if abbreviated or sym[i + 1] == of["year"]:
                sym[i], tokens.values[i] = of["mabbr"], 9


def _join_number_words(tokens: Tokens, of: dict[str, str]) -> Tokens:
    """Put « dix-sept », « deux mille vingt », « vingt et un » into one token each."""
    number = of["nw"]
    sym, values = tokens.symbols, tokens.values
    drop: list[tuple[int, int]] = []
    i = 0
    while True:
        try:
            i = sym.index(number, i)
        except ValueError:
            break
        end, parts = i + 1, [values[i]]
        while (step := _next_part(tokens, end, parts[-1], of)) is not None:
            parts.append(values[step])
            end = step + 1
        if end > i + 1:
            values[i], tokens.ends[i] = _words_value(parts), tokens.ends[end - 1]
            drop.append((i + 1, end))
        i = end
    for begin, end in reversed(drop):
        for line in (sym, values, tokens.starts, tokens.ends):
            del line[begin:end]
    return tokens


def _next_part(tokens: Tokens, at: int, left: int, of: dict[str, str]) -> int | None:
    """The place of the number word that goes on a number at ``at``, over hyphens and « et »."""
    sym, values, n = tokens.symbols, tokens.values, len(tokens.symbols)
    joined, linked = False, False
    while at < n and sym[at] in (of["dash"], of["et"]):
        joined, linked = True, linked or sym[at] == of["et"]
        at += 1
    if at >= n or sym[at] not in (of["nw"], of["un"]):
        return None
    right = values[at]
    if linked:
        return at if left in (20, 30, 40, 50, 60) and right in (1, 11) else None
    if sym[at] == of["un"]:
        return at if joined and left == 20 else None
    return at if _continues(left, right) or (joined and left >= 10 > right) else None


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
