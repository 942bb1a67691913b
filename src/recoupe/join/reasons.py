"""Why the statements of an account were joined, and what was near and kept apart.

The comparisons are made again for one account, over the articles that tell it and those that say
something like it, so that every score can be shown with its evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from recoupe.join import cluster
from recoupe.join.accounts import around, score
from recoupe.join.blocking import pairs
from recoupe.join.candidates import Node, family, interval_of, nodes
from recoupe.join.entities import side
from recoupe.join.judgements import NONE, Rulings
from recoupe.join.same import ALONE, compare
from recoupe.join.times import MONTH_DAYS
from recoupe.model import Account, Article, Coded, Event, Statement, StatementRef, Tie

# A statement less like than this is no near candidate; so many of them are shown.
NEAR = 0.1
MOST = 8
# Articles beyond those of the account that are compared with it, the nearest in time first.
_BESIDE = 60


class Joined(Struct, frozen=True, kw_only=True):
    """Why a statement is in its account: the statement it is most like, how much (0 to 1), and by what."""

    statement: StatementRef
    to: StatementRef
    score: float
    why: str


class Apart(Struct, frozen=True, kw_only=True):
    """A near candidate: a statement of another account, what it is most like here, and why it is not here."""

    account: str
    statement: StatementRef
    to: StatementRef
    score: float
    reason: str  # what kept it apart
    why: str  # the evidence, for and against


def reasons(
    account: Account,
    home: Mapping[StatementRef, str],
    coded: Mapping[str, Coded],
    articles: Mapping[str, Article],
    rulings: Rulings = NONE,
) -> tuple[tuple[Joined, ...], tuple[Apart, ...]]:
    """Why each statement of an account is there, and the near candidates, likeliest first.

    ``home`` names the account of each statement; ``coded`` and ``articles`` by document. An account of one
    statement has nothing to be joined by.
    """
    bench = _Bench(account, coded, articles)
    judged = {ref: n for n, group in enumerate(rulings.together) for ref in group}
    joined = []
    for ref in account.statements:
        best = bench.likest(ref, [r for r in account.statements if r != ref])
        if best is None:
            continue
        to, value, why = best
        if ref in judged and any(
            judged.get(other) == judged[ref] for other in account.statements if other != ref
        ):
            why = f"a person judged so; the rule: {why or 'nothing in common'}"
        joined.append(Joined(statement=ref, to=to, score=value, why=why))
    found: dict[str, Apart] = {}
    for ref in bench.outside:
        best = bench.likest(ref, account.statements)
        other = home.get(ref)
        if best is None or other is None:
            continue
        to, value, why = best
        barred = rulings.apart.get(ref, frozenset()) & set(account.statements)
        if value < NEAR and not barred:
            continue
        reason = "a person judged them different" if barred else bench.reason(ref, to, value)
        apart = Apart(account=other, statement=ref, to=to, score=value, reason=reason, why=why)
        if other not in found or found[other].score < value:
            found[other] = apart
    near = sorted(found.values(), key=lambda a: (-a.score, a.account))
    return tuple(joined), tuple(near[:MOST])


class _Bench:
    """The statements of an account and of the articles that may say the same, compared."""

    def __init__(self, account: Account, coded: Mapping[str, Coded], articles: Mapping[str, Article]) -> None:
        own = [doc for doc in dict.fromkeys(doc for doc, _ in account.statements) if doc in coded]
        said = [coded[doc].statements[i] for doc, i in account.statements if doc in coded]
        beside = sorted(
            (gap, doc)
            for doc, one in coded.items()
            if doc not in own
            and (gap := min((_gap(s, said) for s in one.statements), default=_NEVER)) < _NEVER
        )
        docs = [*own, *(doc for _, doc in beside[:_BESIDE])]
        self.items: list[Node] = [n for doc in docs for n in nodes(coded[doc], articles.get(doc))]
        self.place = {node.ref: i for i, node in enumerate(self.items)}
        self.members = [self.place[ref] for ref in account.statements if ref in self.place]
        families = {self.items[i].family for i in self.members}
        inside = set(account.statements)
        self.outside = [n.ref for n in self.items if n.ref not in inside and n.family in families]
        # What the other articles have to do with each other tells nothing here, and is most of the work.
        tellers = {self.place[n.ref] for n in self.items if n.ref[0] in own}
        self.scores = score(self.items, pairs(self.items, tellers))
        self.near = around(self.items, self.scores)

    def likest(
        self, ref: StatementRef, others: Sequence[StatementRef]
    ) -> tuple[StatementRef, float, str] | None:
        """Of the others the one most like a statement, the score, and the evidence."""
        i = self.place.get(ref)
        places = [self.place[other] for other in others if other in self.place]
        if i is None or not places:
            return None
        j = max(places, key=lambda k: (self._score(i, k), self.items[k].ref))
        pair = (min(i, j), max(i, j))
        match = compare(self.items[pair[0]], self.items[pair[1]], self.near.get(pair, ALONE))
        return self.items[j].ref, self._score(i, j), match.why

    def reason(self, ref: StatementRef, to: StatementRef, value: float) -> str:
        """What kept a statement out of the account."""
        takes = f"it takes {cluster.LINK:.2f}"
        if value < cluster.LINK:
            return f"not alike enough: {takes}"
        node = self.items[self.place[ref]]
        same = [i for i in self.members if self.items[i].document is node.document]
        if any(not cluster.rivals(node, self.items[i]) for i in same):
            return f"{ref[0]} tells both, as two"
        scores = [self._score(self.place[ref], i) for i in self.members]
        mean = sum(scores) / len(scores)
        if mean < cluster.LINK:
            return f"like one report, not like the account as a whole: {mean:.2f} on average, {takes}"
        return "the other reports of its own account are too unlike this one"

    def _score(self, i: int, j: int) -> float:
        pair = (min(i, j), max(i, j))
        if pair not in self.scores:
            self.scores[pair] = compare(self.items[pair[0]], self.items[pair[1]]).score
        return self.scores[pair]


_NEVER = 10**6


def _gap(other: Statement, said: Sequence[Statement]) -> int:
    """Days between a statement and the nearest of some it could be one with; ``_NEVER`` where none is."""
    gaps = []
    for one in said:
        if family(other) != family(one) or not _meet(other, one):
            continue
        a, b = interval_of(other), interval_of(one)
        gap = a.gap(b) if a.known and b.known else MONTH_DAYS
        if gap <= MONTH_DAYS or isinstance(one, Tie):
            gaps.append(gap)
    return min(gaps, default=_NEVER)


def _meet(a: Statement, b: Statement) -> bool:
    """Whether two statements name a body, state or place in common, or one names none."""
    left, right = _named(a), _named(b)
    return not left or not right or bool(left & right)


def _named(said: Statement) -> frozenset[str]:
    if isinstance(said, Tie):
        roles = (*said.subject, *said.object)
        where: frozenset[str] = frozenset()
    else:
        roles = (*said.actors, *(said.recipients if isinstance(said, Event) else said.of))
        where = frozenset(p.country or p.text for p in said.where)
    every = side(roles)
    return every.ids | every.states | where
