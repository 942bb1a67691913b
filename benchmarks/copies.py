"""Copies: time, memory, precision and recall on made articles of known truth.

    python benchmarks/copies.py [--articles N] [--sample N]

Made articles: originals, and of some of them copies (reprinted, cut, reworded here and there, set into
a longer text), and what only looks like a copy (follow-ups that quote a third of an article, notices that
an outlet puts under everything). The baseline, in the same run, is the exact comparison of all pairs of
a smaller sample, with the rule that decides in recoupe too.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterable, Iterator
from itertools import accumulate, combinations

from recoupe.join.copies import Copies, is_copy, sketch
from recoupe.model import Article

WORDS = [f"m{n:x}" for n in range(30_000)]
# Zipf's law, as in running text: the n-th word is told in proportion to 1/n.
WEIGHTS = list(accumulate(1 / (n + 10) for n in range(len(WORDS))))
MEMORY_AIM = 1024  # megabytes, for 100,000 articles (issue 3)


def press(number: int, seed: int = 1) -> Iterator[tuple[Article, int]]:
    """Articles with the number of the story whose text each prints; a stream, never whole in memory."""
    chance = random.Random(seed)
    notices = [text(chance, 25) for _ in range(40)]
    recent: list[tuple[int, list[str]]] = []
    story = 0
    for n in range(number):
        draw = chance.random()
        if recent and draw < 0.3:
            own, words = chance.choice(recent)
            words = copied(words, chance)
        elif recent and draw < 0.4:
            _, quoted = chance.choice(recent)
            start = chance.randrange(2 * len(quoted) // 3)
            words = text(chance, 250) + quoted[start : start + len(quoted) // 3]
            own, story = story, story + 1
        else:
            words = text(chance, chance.randint(120, 500))
            own, story = story, story + 1
            recent = [*recent[-400:], (own, words)]
        yield Article(f"{n}.txt", " ".join(words + chance.choice(notices))), own


def text(chance: random.Random, length: int) -> list[str]:
    """So many words."""
    return chance.choices(WORDS, cum_weights=WEIGHTS, k=length)


def copied(words: list[str], chance: random.Random) -> list[str]:
    """A copy as outlets make them: whole, cut by up to half, reworded (a word in forty), or set into more."""
    kind = chance.randrange(4)
    if kind == 1:
        return words[: len(words) - chance.randrange(len(words) // 2)]
    if kind == 2:
        return [chance.choice(WORDS) if chance.random() < 1 / 40 else w for w in words]
    if kind == 3:
        return text(chance, 30) + words + text(chance, chance.randint(30, 200))
    return list(words)


def pairs(groups: Iterable[Iterable[int]]) -> set[tuple[int, int]]:
    """The pairs of articles within groups."""
    return {p for group in groups for p in combinations(sorted(group), 2)}


def score(found: set[tuple[int, int]], truth: set[tuple[int, int]]) -> str:
    """Precision and recall over pairs of articles."""
    right = len(found & truth)
    return f"precision {right / (len(found) or 1):.4f}, recall {right / (len(truth) or 1):.4f}"


def grouped(stories: Iterable[int]) -> set[tuple[int, int]]:
    """The pairs of articles that print one story."""
    groups: dict[int, list[int]] = {}
    for n, story in enumerate(stories):
        groups.setdefault(story, []).append(n)
    return pairs(groups.values())


def numbers(groups: Iterable[Iterable[str]]) -> set[tuple[int, int]]:
    """The pairs of groups of names, as numbers."""
    return pairs([int(name.removesuffix(".txt")) for name in group] for group in groups)


def closed(found: Iterable[tuple[int, int]], number: int) -> set[tuple[int, int]]:
    """The pairs with those that follow: a copy of a copy is a copy."""
    parent = list(range(number))

    def root(n: int) -> int:
        while parent[n] != n:
            n = parent[n]
        return n

    for a, b in found:
        parent[root(a)] = root(b)
    return grouped(root(n) for n in range(number))


def peak() -> float:
    """The most megabytes this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description="Speed, memory and accuracy of finding copies.")
    parser.add_argument("--articles", type=int, default=5000, help="how many (default: 5000)")
    parser.add_argument("--sample", type=int, default=1000, help="of the all-pairs baseline (default: 1000)")
    asked = parser.parse_args()
    start = time.process_time()
    for _ in press(asked.articles):
        pass
    making = time.process_time() - start
    before = peak()
    found, stories = Copies(), []
    start, marks = time.process_time(), []
    for n, (article, story) in enumerate(press(asked.articles), 1):
        stories.append(story)
        found.add(article.doc, sketch(article))
        if n % max(1, asked.articles // 4) == 0:
            marks.append(time.process_time() - start)
    groups = found.groups()
    busy = time.process_time() - start - making
    memory = peak()
    told = score(numbers(groups), grouped(stories))
    print(f"{asked.articles} articles, {len(groups)} groups of copies: {told}")
    quarters = [b - a for a, b in zip([0.0, *marks], marks, strict=False)]
    print(
        f"  {1e3 * busy / asked.articles:.2f} ms an article (making them not counted); "
        f"last quarter ÷ first quarter: {quarters[-1] / quarters[0]:.2f}"
    )
    print(f"  peak memory {memory:.0f} MB, {before:.0f} MB before (aim at 100,000: under {MEMORY_AIM} MB)")
    sketches, stories = [], []
    for article, story in press(asked.sample):
        sketches.append(sketch(article))
        stories.append(story)
    start = time.process_time()
    sets = [one.shingles for one in sketches]
    both = combinations(range(len(sketches)), 2)
    exact = closed(((i, j) for i, j in both if is_copy(sets[i], sketches[i], sketches[j])), asked.sample)
    busy = time.process_time() - start
    print(f"All pairs of {asked.sample} articles, exactly: {score(exact, grouped(stories))}")
    print(f"  {1e3 * busy / asked.sample:.2f} ms an article, and that grows with their number")
    small = Copies()
    for n, one in enumerate(sketches):
        small.add(f"{n}.txt", one)
    print(f"  of its pairs, recoupe on the same sample: {score(numbers(small.groups()), exact)}")


if __name__ == "__main__":
    main()
