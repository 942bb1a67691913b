"""Which articles are mostly another's text: shared passages of five words, in the same order.

Overlap of word shingles (Broder, « On the resemblance and containment of documents », 1997), measured
as containment, since a copy is often cut at the end: the share of the smaller article's shingles
found in the other. Whom to measure is found by MinHash and locality-sensitive hashing (rensa): of the
whole body, and of its first lines, which a copy that was cut or swallowed by a longer text keeps.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from recoupe.join.candidates import coded_text
from recoupe.join.text import folded
from recoupe.model import Article

if TYPE_CHECKING:
    from rensa import RMinHash, RMinHashLSH

SHINGLE = 5
# A body of which so much stands in another is its copy (design/join.md).
CERTAIN = 0.8
# From here on it is one if the shared passages also stand in the same order. On dev, dev2 and dev5 the five
# copies share .70 to .93 of their bodies (the lowest is cut and reworded in passing), any other two
# articles .22 at most.
COPY_SHARE = 0.6
# An article of fewer shingles (a headline and a line) would be a copy of anything like it.
LEAST = 12
# Two bodies are measured if a pair of their sketch's rows agrees in one of so many bands: with containment
# .6 of bodies of one length, 999 in 1,000 do; of bodies of which one is three times as long, 950.
_BANDS, _HEAD_BANDS, _ROWS = 32, 16, 2
# Shingles of the first lines.
_HEAD = 60
_SEED = 5


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """A body as 32-bit digests of its runs of five words, in their order, and how many different ones."""

    runs: array[int]
    size: int
    digest: bytes

    @property
    def shingles(self) -> frozenset[int]:
        """The different runs."""
        return frozenset(self.runs)


def sketch(article: Article) -> Sketch:
    """The body of an article (the whole text where it was not zoned), as it is compared."""
    words = folded(body(article)).split()
    runs = array("I")
    for i in range(len(words) - SHINGLE + 1):
        run = " ".join(words[i : i + SHINGLE]).encode()
        runs.append(int.from_bytes(hashlib.blake2b(run, digest_size=4).digest()))
    return Sketch(runs, len(set(runs)), hashlib.blake2b(" ".join(words).encode(), digest_size=16).digest())


def body(article: Article) -> str:
    """Its body alone: title and lead are each outlet's own work."""
    found = [article.text[z.start : z.end] for z in article.zones if z.zone == "body"]
    return "\n".join(found) if found else coded_text(article)


def share(own: frozenset[int], a: Sketch, b: Sketch) -> float:
    """Share of the smaller body's shingles found in the other; 0 for what is too short to tell.

    ``own`` are the shingles of ``a``, which is often held against many.
    """
    small = min(a.size, b.size)
    return len(own.intersection(b.runs)) / small if small >= LEAST else 0.0


def is_copy(own: frozenset[int], a: Sketch, b: Sketch) -> bool:
    """Whether one body is mostly the other's; ``own`` are the shingles of ``a``."""
    found = share(own, a, b)
    return found >= CERTAIN or (found >= COPY_SHARE and aligned(a, b) >= COPY_SHARE)


def aligned(a: Sketch, b: Sketch) -> float:
    """Share of the shorter body's runs that stand in the other in the same order."""
    from rapidfuzz.distance import LCSseq

    small = min(len(a.runs), len(b.runs))
    return LCSseq.similarity(a.runs, b.runs) / small if small else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Printed:
    """A body with the bands of its sketch, for finding the copies among a few articles."""

    sketch: Sketch
    bands: frozenset[int]


def printed(article: Article) -> Printed:
    """The body of an article as :func:`copied` compares it."""
    own = sketch(article)
    found: list[int] = []
    for part, runs, bands in ((0, own.runs, _BANDS), (1, own.runs[:_HEAD], _HEAD_BANDS)):
        if len(runs):
            digest = _minhash(runs, bands).digest()
            found += [hash((part, n, *digest[n * _ROWS : (n + 1) * _ROWS])) for n in range(bands)]
    return Printed(own, frozenset(found))


def copied(articles: Mapping[str, Printed]) -> dict[str, int]:
    """For each of these articles that is a copy of another of them, the number of its group.

    What is not among them does not matter: two cut copies of a third text are copies of one another only
    if they share enough themselves, or if the third is there.
    """
    if len(articles) < 2:
        return {}
    alike: dict[bytes, list[str]] = defaultdict(list)
    for doc in sorted(articles):
        alike[articles[doc].sketch.digest].append(doc)
    pairs = _pairs({docs[0]: articles[docs[0]] for docs in alike.values()})
    parent = {docs[0]: docs[0] for docs in alike.values()}

    def root(doc: str) -> str:
        while parent[doc] != doc:
            parent[doc] = parent[parent[doc]]
            doc = parent[doc]
        return doc

    for a, b in pairs:
        if root(a) != root(b) and _copies_of_one(articles[a], articles[b]):
            parent[max(root(a), root(b))] = min(root(a), root(b))
    groups: dict[str, list[str]] = defaultdict(list)
    for docs in alike.values():
        # Empty articles have equal texts and are nobody's copy.
        if len(articles[docs[0]].sketch.runs):
            groups[root(docs[0])] += docs
    named = (docs for _, docs in sorted(groups.items()) if len(docs) > 1)
    return {doc: number for number, docs in enumerate(named) for doc in docs}


# Of so few every pair is looked at, which is known of most of them from the last time.
_FEW = 60


def _pairs(articles: Mapping[str, Printed]) -> Collection[tuple[str, str]]:
    """The pairs that may be copies: all of a few articles, of many those that share a band."""
    if len(articles) <= _FEW:
        return list(combinations(articles, 2))
    holders: dict[int, list[str]] = defaultdict(list)
    for doc, own in articles.items():
        for band in own.bands:
            holders[band].append(doc)
    return {pair for docs in holders.values() if len(docs) > 1 for pair in combinations(docs, 2)}


@lru_cache(maxsize=50_000)
def _copies_of_one(a: Printed, b: Printed) -> bool:
    return not a.bands.isdisjoint(b.bands) and is_copy(a.sketch.shingles, a.sketch, b.sketch)


class Copies:
    """Groups of copies, found one article at a time.

    What is kept of an article is its sketch (some 2 kB) and its bands; the order in which articles
    come does not change the groups.
    """

    def __init__(self) -> None:
        from rensa import RMinHashLSH

        self._names: list[str] = []
        self._sketches: list[Sketch] = []
        self._same: dict[bytes, int] = {}
        self._parent = array("Q")
        self._bodies: RMinHashLSH = RMinHashLSH(0.5, _BANDS * _ROWS, _BANDS)
        self._heads: RMinHashLSH = RMinHashLSH(0.5, _HEAD_BANDS * _ROWS, _HEAD_BANDS)

    def __len__(self) -> int:
        """How many articles were added."""
        return len(self._names)

    def add(self, doc: str, own: Sketch) -> tuple[str, ...]:
        """Add an article; the names of those added before of which it is a copy, or the original.

        Of articles with the same body to the letter only the first is named.
        """
        number = len(self._names)
        self._names.append(doc)
        self._parent.append(number)
        twin = self._same.setdefault(own.digest, number)
        if twin != number:
            self._sketches.append(self._sketches[twin])
            if len(own.runs) == 0:  # empty articles have equal texts and are nobody's copy
                return ()
            self._parent[number] = self._root(twin)
            return (self._names[twin],)
        self._sketches.append(own)
        if len(own.runs) == 0:
            return ()
        found = []
        shingles = own.shingles
        for other in self._met(number, own):
            if is_copy(shingles, own, self._sketches[other]):
                found.append(other)
                self._parent[self._root(number)] = self._root(other)
        return tuple(self._names[other] for other in sorted(found))

    def _met(self, number: int, own: Sketch) -> set[int]:
        """Those added before that share a band with it."""
        met: set[int] = set()
        for index, runs, bands in (
            (self._bodies, own.runs, _BANDS),
            (self._heads, own.runs[:_HEAD], _HEAD_BANDS),
        ):
            minhash = _minhash(runs, bands)
            met.update(index.query(minhash))
            index.insert(number, minhash)
        return met

    def groups(self) -> list[tuple[str, ...]]:
        """Groups of two or more articles that are copies of one another, sorted by name."""
        groups: dict[int, list[str]] = defaultdict(list)
        for number, doc in enumerate(self._names):
            groups[self._root(number)].append(doc)
        return sorted(tuple(sorted(docs)) for docs in groups.values() if len(docs) > 1)

    def _root(self, number: int) -> int:
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number


def _minhash(runs: array[int], bands: int) -> RMinHash:
    from rensa import RMinHash

    made = RMinHash(bands * _ROWS, _SEED)
    made.update([run.to_bytes(4) for run in runs])
    return made


def copies(articles: Iterable[Article]) -> list[tuple[str, ...]]:
    """Groups of two or more documents that are copies of one another, sorted by name.

    Bodies are compared (the whole text where an article was not zoned).
    """
    found = Copies()
    for article in articles:
        found.add(article.doc, sketch(article))
    return found.groups()
