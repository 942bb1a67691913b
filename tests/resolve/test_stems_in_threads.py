"""The workbench stems words in many threads at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import product

from recoupe.resolve.stems import readings, stem


def test_threads_do_not_cut_each_others_words() -> None:
    heads = ("démantèl", "arrest", "وزار", "signat", "coopér", "المغرب")
    tails = ("ements", "ations", "ية", "es")
    words = [f"{a}{b}{n}"[:-1] for a, b in product(heads, tails) for n in range(60)]
    words += [f"{word}{letter}" for word, letter in product(words[::60], "abcdeéأبت")]
    stem.cache_clear()
    with ThreadPoolExecutor(16) as threads:
        found = list(threads.map(readings, words))
    stem.cache_clear()
    assert found == [readings(word) for word in words]
