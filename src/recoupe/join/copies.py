"""Which articles are mostly another's text: shared passages of five words.

Overlap of word shingles (Broder, « On the resemblance and containment of documents », 1997),
measured as containment, since a copy is often cut at the end: the share of the smaller article's
shingles found in the other.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations

from recoupe.join.candidates import coded_text
from recoupe.join.text import fold
from recoupe.model import Article

SHINGLE = 5
# Bodies only: title and lead are the outlet's own work. On dev, dev2 and dev5 the five copies share
# .70 to .93 of their bodies (the lowest is cut and reworded in passing), any other two articles .22 at
# most; design/join.md's .80 would lose the reworded one.
COPY_SHARE = 0.6
# An article of fewer shingles (a headline and a line) would be a copy of anything like it.
LEAST = 12
# Shingles of which one in SAMPLE is filed to find whom to compare; the share itself is exact.
SAMPLE = 4


def copies(articles: Iterable[Article]) -> list[tuple[str, ...]]:
    """Groups of two or more documents that are copies of one another, sorted by name.

    Bodies are compared (the whole text where an article was not zoned).
    """
    same_text: dict[bytes, list[str]] = defaultdict(list)
    shingles: dict[str, frozenset[int]] = {}
    for article in sorted(articles, key=lambda a: a.doc):
        words = fold(_body(article))
        digest = hashlib.blake2b(words.encode(), digest_size=16).digest()
        same_text[digest].append(article.doc)
        if len(same_text[digest]) == 1:
            shingles[article.doc] = _shingles(words.split())
    parent = {doc: doc for doc in shingles}
    for a, b in _candidates(shingles):
        if share(shingles[a], shingles[b]) >= COPY_SHARE:
            parent[_root(parent, b)] = _root(parent, a)
    groups: dict[str, list[str]] = defaultdict(list)
    for docs in same_text.values():
        # Empty articles have equal texts and are nobody's copy.
        group = docs if shingles[docs[0]] else docs[:1]
        groups[_root(parent, docs[0])] += group
    return sorted(tuple(sorted(docs)) for docs in groups.values() if len(docs) > 1)


def _body(article: Article) -> str:
    body = [article.text[z.start : z.end] for z in article.zones if z.zone == "body"]
    return "\n".join(body) if body else coded_text(article)


def share(a: frozenset[int], b: frozenset[int]) -> float:
    """Share of the smaller set's shingles found in the other; 0 for what is too short to tell."""
    small = min(len(a), len(b))
    return len(a & b) / small if small >= LEAST else 0.0


def _shingles(words: list[str]) -> frozenset[int]:
    return frozenset(
        int.from_bytes(hashlib.blake2b(" ".join(words[i : i + SHINGLE]).encode(), digest_size=8).digest())
        for i in range(len(words) - SHINGLE + 1)
    )


def _candidates(shingles: dict[str, frozenset[int]]) -> list[tuple[str, str]]:
    """Pairs that share enough sampled shingles to be worth measuring, larger articles first."""
    holders: dict[int, list[str]] = defaultdict(list)
    sampled: dict[str, int] = {}
    for doc, own in shingles.items():
        # A short article is filed whole: a sample of a dozen could miss every shared one.
        mine = [s for s in own if len(own) < 100 or s % SAMPLE == 0]
        sampled[doc] = len(mine)
        for s in mine:
            holders[s].append(doc)
    met: Counter[tuple[str, str]] = Counter()
    for docs in holders.values():
        met.update(combinations(docs, 2))
    # Half the share asked for: the sample errs, the exact measure decides.
    wanted = COPY_SHARE / 2 / SAMPLE
    return sorted(p for p, n in met.items() if n >= wanted * min(len(shingles[p[0]]), len(shingles[p[1]])))


def _root(parent: dict[str, str], doc: str) -> str:
    while parent[doc] != doc:
        parent[doc] = parent[parent[doc]]
        doc = parent[doc]
    return doc
