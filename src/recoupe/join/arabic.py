"""Names of persons in articles in Arabic, which are read and not coded: found by the names that others write.

« عبد القادر الزهراوي » is found where the corpus or the lexicon has an Abdelkader Zahraoui: the words of a
name have the same consonants, in the same order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from recoupe.join.text import fold
from recoupe.model import Article
from recoupe.resolve.skeleton import is_arabic, token_key, tokens

_WORD = re.compile(r"[\u0621-\u064a\u064b-\u0652\u067e\u0686\u06a4\u06af]+")
# Written as one with the word after them: « and », « by », « to », « as ».
_PREFIXES = "وبلفك"
# A name has so many words at most, particles and all, and so many consonants at least.
_WORDS, _CONSONANTS = 5, 5

Key = tuple[str, ...]


def names_in(articles: Iterable[Article], known: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The names written in Arabic that may be one of those known, and the articles that have each."""
    keys: dict[Key, set[str]] = defaultdict(set)  # with the first letters of the names of each
    for name in known:
        if (key := _key(name)) is not None:
            keys[key].add(fold(tokens(name)[0])[:1])
    first = {key[0] for key in keys}
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for article in articles:
        if is_arabic(article.text):
            for name in _names(article.text, keys, first):
                found[name][article.doc] = None
    return {name: tuple(docs) for name, docs in found.items()}


def _key(name: str) -> Key | None:
    """What a name is found by; None where it is too short to tell anybody."""
    if is_arabic(name):
        return None
    key = tuple(token_key(word) for word in tokens(name))
    told = len(key) > 1 and all(len(part) > 1 for part in key) and sum(map(len, key)) >= _CONSONANTS
    return key if told else None


def _names(text: str, keys: Mapping[Key, set[str]], first: set[str]) -> Iterator[str]:
    words = list(_WORD.finditer(text))
    past = 0
    for n, word in enumerate(words):
        if n < past:
            continue
        for start in _begin(word[0]):
            length, key = _match(text, words[n : n + _WORDS], start, keys, first)
            if key is None or (start[0] == "و" and keys[key].isdisjoint("wouv")):
                continue
            end = words[n + length - 1].end()
            yield " ".join(text[word.end() - len(start) : end].split())
            past = n + length
            break


def _begin(word: str) -> Iterator[str]:
    """It, and without what is written as one with it; the letter of « and » is in no consonants."""
    yield word
    if word[0] in _PREFIXES and len(word) > 3:
        yield word[1:]


def _match(
    text: str, words: list[re.Match[str]], start: str, keys: Collection[Key], first: set[str]
) -> tuple[int, Key | None]:
    """How many of these words are a known name, the longest that is, and its key."""
    best: tuple[int, Key | None] = 0, None
    # « عبد » is one word of a name with the next.
    if token_key(start) not in first and start != "عبد":
        return best
    written = start
    for n in range(1, len(words)):
        if text[words[n - 1].end() : words[n].start()].strip(" \u00a0"):
            break  # a comma, a line's end
        written += " " + words[n][0]
        key = tuple(map(token_key, tokens(written)))
        if key in keys:
            best = n + 1, key
    return best
