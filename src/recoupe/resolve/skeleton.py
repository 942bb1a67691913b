"""Consonant skeletons: one key for the spellings of a name, in Latin and in Arabic letters.

« Khalifi », « Khulaifi » and « الخليفي » have the consonants ``klf`` in common: Arabic writes hardly any
vowels, and Latin spellings of one name differ most in them. The key says only which names are worth
looking at; ``alike`` weighs the words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

from recoupe.resolve.persons import bare_name

# Letters that spellings exchange fall together: g, k, kh, gh, q · b, p · f, v · s, z, c before e and i.
_LATIN = (
    ("x", "ks"), ("tch", "š"), ("sch", "š"), ("sh", "š"), ("ch", "š"), ("dj", "j"), ("dh", "d"), ("th", "t"),
    ("kh", "k"), ("gh", "k"), ("gu", "k"), ("qu", "k"), ("ck", "k"), ("ph", "f"), ("ce", "se"), ("ci", "si"),
    ("cy", "sy"), ("ge", "je"), ("gi", "ji"), ("c", "k"), ("q", "k"), ("g", "k"), ("p", "b"), ("v", "f"),
    ("z", "s"),
)  # fmt: skip
_ARABIC = {
    **dict.fromkeys("بپ", "b"), **dict.fromkeys("تطث", "t"), "ج": "j", "چ": "š", **dict.fromkeys("حه", "h"),
    **dict.fromkeys("خغقكگ", "k"), **dict.fromkeys("دضذ", "d"), "ر": "r", **dict.fromkeys("زسصظ", "s"),
    "ش": "š", **dict.fromkeys("فڤ", "f"), "ل": "l", "م": "m", "ن": "n",
}  # fmt: skip
_ARABIC_PAIRS = (("تش", "ش"), ("دج", "ج"))  # as Arabic writes tch and dj
_VOWELS = frozenset("aeiouywı")
# Written or left out, joined or apart, they do not tell persons apart.
_FAMILY = "al el ad as ar es ed ben bin ibn bint ould ag abu abou de di da du van von der"
_PARTICLES = frozenset(_FAMILY.split())
_ARABIC_PARTICLES = frozenset({"بن", "ابن", "بنت", "ولد", "ابو", "أبو", "آل"})
_SERVANT = re.compile(r"^abd(?:[aeou]l|[aeou](?=(.)\1))")
_WORD = re.compile(r"[^\W\d_]+")
# Two tokens of other consonants are one with this much of their letters alike (rapidfuzz ratio).
_NEAR = 80.0


@lru_cache(maxsize=100_000)
def token_key(token: str) -> str:
    """The consonants of one word; a word of vowels alone gives its first letter."""
    if is_arabic(token):
        letters = [_ARABIC.get(c, "") for c in _arabic_stem(token)]
    else:
        word = _SERVANT.sub("abd", _plain(token))
        for written, letter in _LATIN:
            word = word.replace(written, letter)
        letters = [c for c in word if c not in _VOWELS]
    bare = [c for c in letters if c]
    while len(bare) > 1 and bare[-1] == "h":
        bare.pop()
    key = "".join(c for n, c in enumerate(bare) if n == 0 or bare[n - 1] != c)
    return key or _plain(token)[:1]


def _plain(token: str) -> str:
    decomposed = unicodedata.normalize("NFKD", token.casefold().replace("œ", "oe"))
    return "".join(c for c in decomposed if c.isalpha())


def _arabic_stem(token: str) -> str:
    """An Arabic word without vowel signs, tatweel and its article."""
    bare = "".join(c for c in token if not unicodedata.combining(c) and c != "ـ")
    for written, letter in _ARABIC_PAIRS:
        bare = bare.replace(written, letter)
    return bare[2:] if bare.startswith("ال") and len(bare) > 3 else bare


def is_arabic(text: str) -> bool:
    """Whether a text has Arabic letters."""
    return any("\u0600" <= c <= "\u06ff" for c in text)


@lru_cache(maxsize=100_000)
def tokens(name: str) -> tuple[str, ...]:
    """The words that tell a person: without titles, honorifics and family-name particles."""
    words = _WORD.findall(name if is_arabic(name) else bare_name(name.replace("-", " ")))
    kept = [w for w in words if _plain(w) not in _PARTICLES and w not in _ARABIC_PARTICLES]
    found: list[str] = []
    for word in kept or words:
        # « عبد الرحمن » and « Abdel Rahman » are one word elsewhere.
        if found and found[-1] in ("عبد", "Abd", "Abdel", "Abdul", "Abdal"):
            found[-1] = found[-1][:3] + (_arabic_stem(word) if is_arabic(word) else word.casefold())
        else:
            found.append(word)
    return tuple(found)


def key(name: str) -> str:
    """The skeleton of a whole name, its words in the order of the alphabet, parted by spaces."""
    return " ".join(sorted(token_key(t) for t in tokens(name)))


def alike(a: str, b: str) -> tuple[float, str]:
    """How likely two spellings are one name (0 to 1), and by what; 0 where nothing speaks for it.

    Every word of the shorter name must have a counterpart; one word beside several is a surname alone
    and weighs less.
    """
    left, right = sorted((tokens(a), tokens(b)), key=len)
    if not left:
        return 0.0, ""
    rest, total, same = list(right), 0.0, []
    for token in left:
        best = max(rest, key=lambda other: _token(token, other), default=None)
        value = _token(token, best) if best is not None else 0.0
        if best is None or value == 0:
            return _written_together(a, b)
        rest.remove(best)
        total += value
        if token_key(token) == token_key(best):
            same.append(token_key(token))
    score = total / len(left)
    if len(left) == 1 and len(right) > 1:
        score *= 0.6
    elif len(right) > len(left):
        score *= 0.9
    spelled = (
        "" if is_arabic(a) != is_arabic(b) else f"{ratio(_plain(a), _plain(b)):.0f} in 100 letters alike"
    )
    why = [f"same consonants: {' '.join(same)}" if same else "", spelled]
    return score, ", ".join(filter(None, why))


def _token(a: str, b: str) -> float:
    if _plain(a) == _plain(b):
        return 1.0
    x, y = token_key(a), token_key(b)
    if len(a) == 1 or len(b) == 1:
        return 0.5 if x[:1] == y[:1] else 0.0
    if is_arabic(a) != is_arabic(b):
        if x == y:
            return 0.9 if len(x) > 2 else 0.75 if len(x) > 1 else 0.0
        return 0.6 if min(len(x), len(y)) > 3 and Levenshtein.distance(x, y) == 1 else 0.0
    letters = ratio(_plain(a), _plain(b))
    if x == y and len(x) > 1:
        return 0.6 + 0.35 * letters / 100 if letters >= 50 else 0.0
    return letters / 100 * 0.9 if letters >= _NEAR and min(len(a), len(b)) > 4 else 0.0


def _written_together(a: str, b: str) -> tuple[float, str]:
    """« Ben Jelloun » and « Benjelloun », « Saad Eddine » and « Saadeddine »."""
    x, y = token_key(joined(a)), token_key(joined(b))
    return (0.8, f"same consonants written together: {x}") if x == y and len(x) > 3 else (0.0, "")


def joined(name: str) -> str:
    """A name in one word, particles of families kept, articles left out."""
    words = _WORD.findall(name if is_arabic(name) else bare_name(name.replace("-", " ")))
    return "".join(_arabic_stem(w) if is_arabic(w) else w for w in words if _plain(w) not in ("al", "el"))
