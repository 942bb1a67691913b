"""Accounts kept up to date while articles are added, at a cost that does not grow with the corpus.

An article's statements meet candidates through an index (blocking.py); each is scored against each by what
the two articles say (accounts.score); the links found tie statements into blocks (blocks.py); the blocks
that a new statement is linked to are clustered anew, and of their accounts those are written that changed.
Each of these steps depends on the statements concerned and on nothing else, so articles added in any
order, one by one or many at a time, come to the accounts that :func:`recoupe.join.join` makes of all of them
at once (tests/store/test_growing.py holds the two against each other).

A statement is known by a number: its article's number and its position there. Of articles alike to the
letter only the first (their *lead*) is compared; the others share its fate.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from recoupe.join import cluster
from recoupe.join.accounts import Paper, account, clustered, score
from recoupe.join.blocking import Filing, Lookup, far, filings, lookups
from recoupe.join.blocks import Strength, blocks
from recoupe.join.candidates import Node, content, nodes
from recoupe.join.same import logit, probability
from recoupe.model import Account, Article, Coded

# A statement's number is that of its article times this, plus its position.
STATEMENTS = 1 << 20

K = TypeVar("K")
V = TypeVar("V")


class Index(Protocol):
    """What is kept of the articles added so far: on disk, in the store."""

    def load(self, article: int) -> tuple[Coded, Article]:
        """An article and what it says."""

    def lead(self, digest: bytes) -> int | None:
        """The first article of this content, if there is one."""

    def enlist(self, article: int, lead: int, digest: bytes) -> None:
        """Keep that an article has this content, and which was the first that had."""

    def twins(self, lead: int) -> list[int]:
        """The articles of one content, the lead among them."""

    def file(self, entries: Iterable[tuple[Filing, int]]) -> None:
        """Let statements be found where they stand."""

    def meet(self, wanted: Collection[Lookup]) -> set[int]:
        """The statements that stand where these look."""

    def link(self, scores: Mapping[tuple[int, int], float]) -> None:
        """Keep the scores of pairs."""

    def links(self, statement: int) -> dict[int, float]:
        """The scores kept of one statement with others."""

    def homes(self, statements: Iterable[int]) -> dict[str, set[int]]:
        """The accounts that these statements of leads are in, each with those of them it holds."""

    def replace(self, gone: Collection[str], made: Sequence[Account]) -> None:
        """Take accounts away and put others in their place."""


class Recent(Generic[K, V]):
    """A mapping made on demand that forgets what was not asked for lately."""

    def __init__(self, make: Callable[[K], V], size: int) -> None:
        self._make, self._size = make, size
        self._kept: OrderedDict[K, V] = OrderedDict()

    def __getitem__(self, key: K) -> V:
        if key in self._kept:
            self._kept.move_to_end(key)
        else:
            self._kept[key] = self._make(key)
            if len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return self._kept[key]

    def forget(self, key: K) -> None:
        """Make it anew when it is asked for next."""
        self._kept.pop(key, None)

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()


@dataclass(slots=True, eq=False)
class _Held:
    """An article in memory: for the accounts, and for the comparison."""

    paper: Paper
    nodes: list[Node]
    digest: bytes


@dataclass(slots=True)
class _News:
    """What one batch brings: new statements, and those of leads that got another twin."""

    fresh: set[int] = field(default_factory=set)
    told_again: set[int] = field(default_factory=set)


# Articles kept in memory: those of some weeks of a stream, some 20 kB each.
_HELD = 6_000
_LINKS = 50_000


class Growth:
    """Adds articles to an index and keeps its accounts up to date."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._held: Recent[int, _Held] = Recent(self._load, _HELD)
        self._links: Recent[int, dict[int, float]] = Recent(index.links, _LINKS)

    def _load(self, article: int) -> _Held:
        coded, text = self._index.load(article)
        return _Held(Paper(coded, text), nodes(coded, text), content(coded, text))

    def _node(self, statement: int) -> Node:
        return self._held[statement // STATEMENTS].nodes[statement % STATEMENTS]

    def add(self, articles: Iterable[int]) -> None:
        """Add articles that the index can load and has not seen, and bring the accounts up to date."""
        self._links.clear()  # another program may have added to them
        news = _News()
        for article in articles:
            self._add(article, news)
        self._rejoin(news)

    # -- pairs ---------------------------------------------------------------------------------

    def _add(self, article: int, news: _News) -> None:
        held = self._held[article]
        lead = self._index.lead(held.digest)
        self._index.enlist(article, article if lead is None else lead, held.digest)
        if lead is not None:
            news.told_again.update(lead * STATEMENTS + n for n in range(len(held.nodes)))
            return
        own = [article * STATEMENTS + n for n in range(len(held.nodes))]
        found = self._scored(own, held.nodes)
        for pair, value in cluster.linked(held.nodes, {}).items():
            found[own[pair[0]], own[pair[1]]] = value
        self._index.link(found)
        for a, b in found:
            self._links.forget(a)
            self._links.forget(b)
        self._index.file(
            (filing, s) for s, node in zip(own, held.nodes, strict=True) for filing in filings(node)
        )
        news.fresh.update(own)

    def _scored(self, own: Sequence[int], mine: Sequence[Node]) -> dict[tuple[int, int], float]:
        """The scores with all statements of the articles of which any is like one of these."""
        met: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for i, node in enumerate(mine):
            for other in self._index.meet(lookups(node)):
                theirs = self._node(other)
                if theirs.family == node.family and not far(node, theirs):
                    met[other // STATEMENTS].append((i, other))
        alike = {
            article
            for article, pairs in met.items()
            if any(probability(logit(mine[i], self._node(other))) >= cluster.LINK for i, other in pairs)
        }
        items, numbers = list(mine), list(own)
        couples: set[tuple[int, int]] = set()
        for article in sorted(alike):
            start = len(items)
            theirs_all = self._held[article].nodes
            items += theirs_all
            numbers += [article * STATEMENTS + n for n in range(len(theirs_all))]
            couples.update((i, start + other % STATEMENTS) for i, other in met[article])
        return {(numbers[i], numbers[j]): value for (i, j), value in score(items, couples).items()}

    # -- accounts ------------------------------------------------------------------------------

    def _rejoin(self, news: _News) -> None:
        """Cluster the blocks anew that the news are linked to, and write the accounts that changed."""
        beside = {other for s in news.fresh for other in self._strong(s)} - news.fresh
        before = blocks(
            sorted(beside | (news.told_again - news.fresh)), lambda s: self._strong(s, news.fresh)
        )
        touched = news.fresh.union(*before)
        old = self._index.homes(touched - news.fresh)
        made: list[list[int]] = []
        for block in blocks(sorted(touched), self._strong):
            made += self._clusters(sorted(block))
        kept = {
            id: members
            for id, members in old.items()
            if not members & news.told_again and sorted(members) in made
        }
        stay = {frozenset(members) for members in kept.values()}
        papers = _Papers(self._held)
        fresh = [self._account(group, papers) for group in made if frozenset(group) not in stay]
        self._index.replace([id for id in old if id not in kept], fresh)

    def _strong(self, statement: int, but: Collection[int] = ()) -> dict[int, Strength]:
        """The links of a statement to others than these, as blocks are made of them."""
        node = self._node(statement)
        return {
            other: (value, cluster.ends(node, self._node(other)))
            for other, value in self._links[statement].items()
            if value >= cluster.LINK and other not in but
        }

    def _clusters(self, block: list[int]) -> list[list[int]]:
        own = {s: self._node(s) for s in block}
        scores = {(s, o): v for s in block for o, v in self._links[s].items() if s < o and o in own}
        return [sorted(group) for group in clustered(block, own, scores)]

    def _account(self, group: Sequence[int], papers: _Papers) -> Account:
        refs = []
        for statement in group:
            for article in self._index.twins(statement // STATEMENTS):
                refs.append((papers.add(article), statement % STATEMENTS))
        return account(refs, papers)


class _Papers(dict[str, Paper]):
    """The documents of some accounts by name."""

    def __init__(self, held: Recent[int, _Held]) -> None:
        super().__init__()
        self._held = held

    def add(self, article: int) -> str:
        """Have this article's at hand; its name."""
        paper = self._held[article].paper
        self[paper.coded.doc] = paper
        return paper.coded.doc
