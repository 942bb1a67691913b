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

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from recoupe.join import cluster, crowds
from recoupe.join.accounts import Paper, account, clustered, score
from recoupe.join.bearing import NO_BEARING, STATEMENTS, Bearing, changed
from recoupe.join.blocking import Filing, filings, lookups
from recoupe.join.blocks import blocks
from recoupe.join.candidates import Node, content, far, nodes
from recoupe.join.crowds import Telling, tellings
from recoupe.join.index import Index
from recoupe.join.judgements import Rulings
from recoupe.join.recent import Recent
from recoupe.join.same import probability, reaching
from recoupe.model import Account, Article, Coded, Tie


class NotAlone(Exception):
    """A statement that was judged stands for others too, or was not compared: all must be joined anew."""


class _Held:
    """An article in memory: for the accounts, and for the comparison.

    What the comparison needs is made when it is asked for: many an article is only asked who speaks in it,
    for an account that another joined.
    """

    def __init__(self, coded: Coded, text: Article, rulings: Rulings) -> None:
        self.paper = Paper(coded, text, rulings)
        self.every = range(len(coded.statements))
        self._coded, self._text = coded, text

    @cached_property
    def nodes(self) -> list[Node]:
        """Its statements, ready for comparison."""
        return nodes(self._coded, self._text)

    @cached_property
    def tellings(self) -> dict[int, Telling]:
        """Its ties as they are counted, by position."""
        return tellings(self.nodes) if any(isinstance(s, Tie) for s in self._coded.statements) else {}

    @cached_property
    def digest(self) -> bytes:
        """What tells its content from that of others."""
        return content(self._coded, self._text)


@dataclass(slots=True)
class _News:
    """What one batch brings: new statements, and those of leads that got another twin."""

    fresh: set[int] = field(default_factory=set)
    told_again: set[int] = field(default_factory=set)
    # Older ones whose block may be another now, and ties that are joined by year.
    touched: set[int] = field(default_factory=set)
    judged: set[int] = field(default_factory=set)
    crowds: set[Telling] = field(default_factory=set)


def _alike(
    mine: Sequence[Node], theirs: Sequence[Node], pairs: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], float] | None:
    """The log-odds weighed of pairs of two articles' statements, where any may be one thing; else None."""
    odds: dict[tuple[int, int], float] = {}
    for i, n in pairs:
        found = reaching(mine[i], theirs[n], _LIKELY)
        if found is not None:
            odds[i, n] = found
            if probability(found) >= cluster.LINK:
                return odds
    return None


_LIKELY = cluster.least()
# Articles kept in memory, at least: those of some weeks of a stream, some 20 kB each.
_HELD = 5_000
_LINKS = 40_000


class Growth:
    """Adds articles to an index and keeps its accounts up to date."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._held: Recent[int, _Held] = Recent(self._load, _HELD)
        self._links: Recent[int, dict[int, float]] = Recent(index.links, _LINKS)
        self._strong: Recent[int, dict[int, float]] = Recent(self._strong_links, _LINKS)
        self._crowds: dict[int, bool] = {}
        self._bearing = NO_BEARING

    def _load(self, article: int) -> _Held:
        return _Held(*self._index.load(article), self._bearing.rulings)

    def _node(self, statement: int) -> Node:
        return self._held[statement // STATEMENTS].nodes[statement % STATEMENTS]

    def add(self, articles: Iterable[int], before: Bearing = NO_BEARING, after: Bearing = NO_BEARING) -> None:
        """Add articles that the index can load and has not seen, and bring the accounts up to date.

        ``before`` is what people had judged when the accounts were made, ``after`` what they have now. Raises
        :class:`NotAlone` where this cannot be done article by article.
        """
        # Python's search for cycles goes through all that is held here again and again, and finds none.
        searching = gc.isenabled()
        gc.disable()
        try:
            self._add(articles, before, after)
        finally:
            if searching:
                gc.enable()

    def _add(self, articles: Iterable[int], before: Bearing, after: Bearing) -> None:
        self._links.clear()  # another program may have added to them
        self._strong.clear()
        self._crowds.clear()
        self._bearing = before
        news = _News()
        leads = [article for article in articles if self._enlisted(article, news)]
        news.judged = changed(before, after)
        older = {s for s in news.judged if s // STATEMENTS not in leads}
        news.touched = older.union(*blocks(sorted(older), self._strong_of, self._ends))
        again = self._counted(leads, news)
        self._bearing = after
        self._check(after)
        for article in {s // STATEMENTS for s in news.judged}:
            self._held.forget(article)  # its agency may be another
        for article in (*again, *leads):
            self._compare(article, news)
        self._rejoin(news)

    # -- taking out ----------------------------------------------------------------------------

    def remove(self, article: int, before: Bearing, delete: Callable[[], Bearing]) -> None:
        """Take an article out of the index, and bring the accounts up to date with what is left.

        ``before`` is what people had judged, ``delete`` takes the article out of what the index loads and
        gives what they have judged then. Raises :class:`NotAlone` as :meth:`add` does, and where a block was
        cut out of more.
        """
        self._bearing = before
        held, news = self._held[article], _News()
        lead = self._index.lead(held.digest)
        if lead is None:  # the index knows it under another content than it has now
            raise NotAlone
        again: list[int] = []
        own: set[int] = set()
        lonely: set[int] = set()
        if lead == article:
            own = {article * STATEMENTS + n for n in held.every}
            again = [twin for twin in self._index.twins(article) if twin != article]
            lonely = self._unfile(article, own, news)
        else:  # its lead stays, and tells for one less
            news.told_again = {lead * STATEMENTS + n for n in held.every}
        self._index.replace(list(self._index.homes(own | news.told_again)), ())
        self._index.strike([article, *again])
        self._held.forget(article)
        self._links.clear()
        self._strong.clear()
        self._crowds.clear()
        after = delete()
        news.judged = {s for s in changed(before, after) if s // STATEMENTS != article}
        if lonely and news.judged:
            raise NotAlone

        def strong_of_rest(statement: int) -> dict[int, float]:
            links = self._strong_of(statement)
            return {s: v for s, v in links.items() if s // STATEMENTS != article}

        news.touched |= news.judged.union(*blocks(sorted(news.judged), strong_of_rest, self._ends))
        self._bearing = after
        for other in {s // STATEMENTS for s in news.judged}:
            self._held.forget(other)
        # The first of its twins takes its place.
        leads = [twin for twin in again if self._enlisted(twin, news)]
        lonely.update(self._counted(leads, news))
        self._check(after)
        for one in (*sorted(lonely), *leads):
            self._compare(one, news)
        self._rejoin(news)

    def _unfile(self, article: int, own: set[int], news: _News) -> set[int]:
        """Let a lead no longer be found, compared or counted; what stood with it is to be joined anew.

        Gives the articles that are to be compared anew: those that tell a tie which is no longer told too
        often to be compared.
        """
        tellings = self._held[article].tellings
        crowded = {t for t in tellings.values() if self._is_crowd(t.tie)}
        self._index.forget(self._filed(article))
        beside = self._whole_blocks(own)
        self._index.untell((t, article * STATEMENTS + n) for n, t in tellings.items())
        fallen = {t.tie for t in crowded if not self._index.often(t.tie, crowds.CROWD)}
        told = [s for tie in fallen for some in self._index.told(tie).values() for s in some]
        lonely = {s // STATEMENTS for s in told}
        older = {a * STATEMENTS + n for a in lonely for n in self._held[a].every}
        if older:
            beside |= self._whole_blocks(older.union(*(self._links[s] for s in older)))
            self._index.forget((f, s) for s in older for f in filings(self._node(s)))
        self._index.unlink(own | older)
        news.touched = beside - own
        news.crowds = {t for t in crowded if t.tie not in fallen and self._index.crowd(t)}
        return lonely

    def _whole_blocks(self, statements: set[int]) -> set[int]:
        """These with the blocks that they stand in; raises :class:`NotAlone` where one was cut out of more:
        with one less, other blocks may grow.
        """
        beside = statements.union(*blocks(sorted(statements), self._strong_of, self._ends))
        if any(self._strong_of(one).keys() - beside for one in beside):
            raise NotAlone
        return beside

    def _enlisted(self, article: int, news: _News) -> bool:
        """Whether an article is the first of its content."""
        held = self._held[article]
        lead = self._index.lead(held.digest)
        self._index.enlist(article, article if lead is None else lead, held.digest)
        if lead is not None:
            news.told_again.update(lead * STATEMENTS + n for n in held.every)
        return lead is None

    def _check(self, bearing: Bearing) -> None:
        """See that what was judged is compared by itself."""
        if any(len(self._index.twins(article)) != 1 for article in bearing.articles):
            raise NotAlone
        if any(s % STATEMENTS not in self._open(s // STATEMENTS) for s in bearing.paired):
            raise NotAlone

    # -- ties that many tell (crowds.py) -----------------------------------------------------------

    def _counted(self, leads: Sequence[int], news: _News) -> list[int]:
        """Count the ties of new articles; gives the older articles that are to be compared anew.

        A tie that is now told too often to be compared is taken out of the comparison. What else the articles
        say that tell it was scored by it, and is scored anew.
        """
        counted = {lead: self._held[lead].tellings for lead in leads if self._held[lead].tellings}
        ties = {telling.tie for own in counted.values() for telling in own.values()}
        before = {tie for tie in ties if self._index.often(tie, crowds.CROWD)}
        self._index.tell(
            (telling, lead * STATEMENTS + n) for lead, own in counted.items() for n, telling in own.items()
        )
        again: set[int] = set()
        for tie in ties - before:
            if self._index.often(tie, crowds.CROWD):
                told = self._index.told(tie)
                news.crowds.update(told)
                again.update(s // STATEMENTS for some in told.values() for s in some)
        again.difference_update(leads)
        for lead in leads:
            news.crowds.update(t for t in self._held[lead].tellings.values() if self._is_crowd(t.tie))
        if not again:
            return []
        older = {a * STATEMENTS + n for a in again for n in self._held[a].every}
        beside = older.union(*(self._links[s] for s in older))
        news.touched |= beside.union(*blocks(sorted(beside), self._strong_of, self._ends))
        self._index.forget((f, s) for s in older for f in filings(self._node(s)))
        self._index.unlink(older)
        self._links.clear()
        self._strong.clear()
        self._crowds.clear()
        return sorted(again)

    def _is_crowd(self, tie: int) -> bool:
        if tie not in self._crowds:
            self._crowds[tie] = self._index.often(tie, crowds.CROWD)
        return self._crowds[tie]

    def _open(self, article: int) -> Sequence[int]:
        """The positions of an article's statements that are compared."""
        held = self._held[article]
        if not held.tellings:
            return held.every
        return [n for n in held.every if n not in held.tellings or not self._is_crowd(held.tellings[n].tie)]

    # -- pairs ---------------------------------------------------------------------------------

    def _compare(self, article: int, news: _News) -> None:
        every = self._held[article].nodes
        positions = self._open(article)
        own = [article * STATEMENTS + n for n in positions]
        mine = [every[n] for n in positions]
        found = self._scored(own, mine)
        for pair, value in cluster.linked(mine, {}).items():
            found[own[pair[0]], own[pair[1]]] = value
        self._index.link(found)
        for a, b in found:
            for statement in (a, b):
                self._links.forget(statement)
                self._strong.forget(statement)
        self._index.file(self._filed(article))
        news.fresh.update(own)

    def _filed(self, article: int) -> Iterator[tuple[Filing, int]]:
        every = self._held[article].nodes
        return ((f, article * STATEMENTS + n) for n in self._open(article) for f in filings(every[n]))

    def _scored(self, own: Sequence[int], mine: Sequence[Node]) -> dict[tuple[int, int], float]:
        """The scores with all statements of the articles of which any is like one of these."""
        met: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for i, other in self._index.meet([lookups(node) for node in mine]):
            met[other // STATEMENTS].append((i, other % STATEMENTS))
        items, numbers = list(mine), list(own)
        couples: set[tuple[int, int]] = set()
        known: dict[tuple[int, int], float] = {}
        for article in sorted(met):
            theirs = self._held[article].nodes
            pairs = [
                (i, n)
                for i, n in met[article]
                if mine[i].family == theirs[n].family and not far(mine[i], theirs[n])
            ]
            odds = _alike(mine, theirs, pairs)
            if odds is None:
                continue
            place = {}
            for n in self._open(article):
                place[n] = len(items)
                items.append(theirs[n])
                numbers.append(article * STATEMENTS + n)
            couples.update((i, place[n]) for i, n in pairs)
            known.update({(i, place[n]): value for (i, n), value in odds.items()})
        return {(numbers[i], numbers[j]): value for (i, j), value in score(items, couples, known).items()}

    # -- accounts ------------------------------------------------------------------------------

    def _rejoin(self, news: _News) -> None:
        """Cluster the blocks anew that the news are linked to, and write the accounts that changed."""
        beside = {other for s in news.fresh for other in self._strong_of(s)} - news.fresh
        again = set()
        for statement in (news.told_again | news.judged) - news.fresh:
            telling = self._held[statement // STATEMENTS].tellings.get(statement % STATEMENTS)
            if telling is not None and self._is_crowd(telling.tie):
                news.crowds.add(telling)
            else:
                again.add(statement)

        def before_them(statement: int) -> dict[int, float]:
            links = self._strong_of(statement)
            if news.fresh.isdisjoint(links):
                return links
            return {other: value for other, value in links.items() if other not in news.fresh}

        before = blocks(sorted(beside | again), before_them, self._ends)
        groups = [sorted(group) for group in map(self._index.crowd, sorted(news.crowds)) if group]
        inside = {statement for group in groups for statement in group}
        touched = news.fresh.union(news.touched, *before) - inside
        for block in blocks(sorted(touched), self._strong_of, self._ends):
            groups += self._clusters(sorted(block))
        old = self._index.homes(statement for group in groups for statement in group)
        made = {tuple(group) for group in groups}
        changes = news.told_again | news.judged
        kept = {
            id: stays
            for id, members in old.items()
            if not members & changes and (stays := tuple(sorted(members))) in made
        }
        stay = set(kept.values())
        papers = _Papers(self._held)
        fresh = [self._account(group, papers) for group in groups if tuple(group) not in stay]
        self._index.replace([id for id in old if id not in kept], fresh)

    def _strong_links(self, statement: int) -> dict[int, float]:
        """The links of a statement, as blocks are made of them."""
        return {other: v for other, v in self._links[statement].items() if v >= cluster.LINK}

    def _strong_of(self, statement: int) -> dict[int, float]:
        """The same, with those that people made."""
        judged = self._bearing.links.get(statement)
        return {**self._strong[statement], **judged} if judged else self._strong[statement]

    def _ends(self, a: int, b: int) -> tuple[str, ...]:
        return cluster.ends(self._node(a), self._node(b))

    def _clusters(self, block: list[int]) -> list[list[int]]:
        own = {s: self._node(s) for s in block}
        scores = {(s, o): v for s in block for o, v in self._links[s].items() if s < o and o in own}
        together, apart = self._bearing.together, self._bearing.apart
        return [sorted(group) for group in clustered(block, own, scores, together, apart)]

    def _account(self, group: Sequence[int], papers: _Papers) -> Account:
        refs = []
        for statement in group:
            for article in self._index.twins(statement // STATEMENTS):
                refs.append((papers.add(article), statement % STATEMENTS))
        return account(refs, papers, self._bearing.rulings)


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
