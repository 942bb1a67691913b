"""From coded articles to accounts: compare, cluster, trace origins, compare per field, grade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType

from recoupe.join import cluster
from recoupe.join.bearing import JUDGED
from recoupe.join.blocking import pairs
from recoupe.join.blocks import blocks
from recoupe.join.candidates import Node, by_stem, companions, content, nodes
from recoupe.join.compare import Told, counting, fields
from recoupe.join.copies import Printed, copied, printed
from recoupe.join.crowds import crowded
from recoupe.join.grade import grade
from recoupe.join.identity import anchors, identity
from recoupe.join.judgements import NONE, Rulings, honoured
from recoupe.join.once import as_opening
from recoupe.join.origins import origins
from recoupe.join.same import ALONE, Around, added, log_odds, logit, probability
from recoupe.join.text import docname, fold
from recoupe.join.times import MONTH_DAYS, Interval, interval
from recoupe.join.voices import Voices, headed, heads, voices
from recoupe.model import (
    Account,
    Article,
    Coded,
    Event,
    Statement,
    StatementRef,
    When,
    label,
    overlap,
    unique,
)

Pair = tuple[int, int]


def join(coded: Iterable[Coded], articles: Iterable[Article] = (), rulings: Rulings = NONE) -> list[Account]:
    """Accounts of what the articles say, sorted by time; every statement is in exactly one.

    ``articles`` (matched to ``coded`` by name without extension) give the words around a statement,
    copies and agency marks; without them accounts rest on the statements alone. The same input in
    any order gives the same accounts. ``rulings`` are what people judged (:func:`~.judgements.ruled`).
    """
    documents = sorted(rulings.aliases.coded(coded), key=lambda c: c.doc)
    texts = by_stem(articles)
    twins = _twins(documents, texts, rulings.docs)
    items = [n for group in twins for n in nodes(group[0], texts.get(docname(group[0].doc)))]
    spread = {group[0].doc: [c.doc for c in group] for group in twins}
    papers = {c.doc: Paper(c, texts.get(docname(c.doc)), rulings) for c in documents}
    accounts = []
    for members in _clustered(items, rulings):
        refs = [(doc, items[i].ref[1]) for i in members for doc in spread[items[i].ref[0]]]
        accounts.append(account(refs, papers, rulings))
    return sorted(accounts, key=chronology)


class Paper:
    """What an account needs to know of one document; what costs time is worked out when first asked for."""

    def __init__(self, coded: Coded, article: Article | None, rulings: Rulings = NONE) -> None:
        self.coded = coded
        self._article = article
        self._agency = rulings.agencies.get(docname(coded.doc))

    @cached_property
    def voices(self) -> Voices:
        """Its sources, persons not yet taken for the bodies they head."""
        return voices(self.coded, self._article, {}, self._agency)

    def dated_elsewhere(self, position: int) -> bool:
        """Whether a statement's time is told in another sentence than its own; false without a text."""
        said = self.coded.statements[position]
        if self._article is None or said.when is None:
            return False
        return fold(said.when.text) not in fold(self._article.quote(said.span))

    def opening(self, position: int) -> Statement:
        """A statement, one that tells since when an office is housed as the opening of the office."""
        said = self.coded.statements[position]
        return as_opening(said, self._article.quote(said.span) if self._article else "")

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """What tells each of its statements from all others."""
        return anchors(self.coded, self._article)

    @cached_property
    def printed(self) -> Printed | None:
        """Its body, for finding copies; None where the article is not at hand."""
        return printed(self._article) if self._article else None


def _twins(
    documents: Sequence[Coded], texts: Mapping[str, Article], judged: Collection[str] = ()
) -> list[list[Coded]]:
    """Documents that say the same to the letter, grouped: one stands for all in the comparison.

    One of which a statement was ``judged`` stands for itself.
    """
    groups: dict[tuple[bytes, str], list[Coded]] = defaultdict(list)
    for document in documents:
        own = content(document, texts.get(docname(document.doc)))
        groups[own, document.doc if document.doc in judged else ""].append(document)
    return list(groups.values())


def _clustered(items: Sequence[Node], rulings: Rulings = NONE) -> list[list[int]]:
    found, compared = crowded(items, rulings.paired)
    if found:
        rest = _compared([items[i] for i in compared], rulings)
        return [*found, *([compared[i] for i in group] for group in rest)]
    return _compared(items, rulings)


def _compared(items: Sequence[Node], rulings: Rulings) -> list[list[int]]:
    place = {items[i].ref: i for i in range(len(items)) if items[i].ref[0] in rulings.docs}
    together = [[place[ref] for ref in group] for group in rulings.together]
    apart = {place[ref]: frozenset(place[o] for o in others) for ref, others in rulings.apart.items()}
    scores = score(items)
    links: dict[int, dict[int, float]] = defaultdict(dict)
    judged = {(a, b): JUDGED for group in together for a, b in pairwise(group)}
    for (i, j), value in {**cluster.linked(items, scores), **judged}.items():
        links[i][j] = links[j][i] = value
    found = []
    for block in blocks(range(len(items)), links.__getitem__, lambda i, j: cluster.ends(items[i], items[j])):
        found += clustered(sorted(block), items, scores, together, apart)
    return found


def clustered(
    block: Sequence[int],
    items: Sequence[Node] | Mapping[int, Node],
    scores: Mapping[Pair, float],
    together: Sequence[Sequence[int]] = (),
    apart: Mapping[int, frozenset[int]] = MappingProxyType({}),
) -> list[list[int]]:
    """The accounts of one block, as lists of its members."""
    if len(block) == 1:
        return [list(block)]
    own = [items[i] for i in block]
    at = {i: n for n, i in enumerate(block)}
    within = {}
    for n, i in enumerate(block):
        for j in block[n + 1 :]:
            value = scores.get((i, j))
            if value is not None:
                within[n, at[j]] = value

    def alone(a: int, b: int) -> float:
        return probability(logit(own[a], own[b]))

    groups = [[at[i] for i in group if i in at] for group in together]
    barred = {at[i]: frozenset(at[o] for o in others if o in at) for i, others in apart.items() if i in at}
    made = cluster.clusters(own, within, alone, [g for g in groups if len(g) > 1], barred)
    return [[block[n] for n in group] for group in made]


def score(
    items: Sequence[Node],
    couples: Collection[Pair] | None = None,
    known: Mapping[Pair, float] = MappingProxyType({}),
) -> dict[Pair, float]:
    """The scores of all pairs worth comparing: by themselves first, then by what is around them.

    ``couples`` are the pairs that meet (default: :func:`~.blocking.pairs`), each in ascending order. What is
    around two statements is what else their two documents say, so a score is told by two documents.
    ``known`` are log-odds that were worked out already.
    """
    couples = pairs(items) if couples is None else couples
    odds = {
        pair: known[pair] if pair in known else logit(items[pair[0]], items[pair[1]])
        for pair in sorted(couples)
    }
    likely = cluster.least()
    anchors = [p for p, o in odds.items() if o >= likely and items[p[0]].said.kind != "tie"]
    for pair in companions(items, anchors):
        if pair not in odds:
            odds[pair] = logit(items[pair[0]], items[pair[1]])
    first = {pair: probability(o) for pair, o in odds.items()}
    return {
        pair: probability(odds[pair] + added(items[pair[0]].said.kind, near))
        for pair, near in around(items, first).items()
    }


# So many other matching statements make two articles one story.
STORY = 4
# A pair is outdone to the full by one of so much higher log-odds.
OUTDONE = 4.0


def around(items: Sequence[Node], scores: Mapping[Pair, float]) -> dict[Pair, Around]:
    """What the comparisons of a pair of documents say of each pair of their statements."""
    by_document: dict[int, list[int]] = defaultdict(list)
    for i, node in enumerate(items):
        by_document[id(node.document)].append(i)
    near = {
        i: {j for j in group if j != i and overlap(items[i].said.span, items[j].said.span)}
        for group in by_document.values()
        for i in group
    }
    both: dict[Pair, list[tuple[int, int, float]]] = defaultdict(list)
    for (i, j), value in scores.items():
        both[_documents(items, i, j)].append((i, j, value))
    found: dict[Pair, Around] = {}
    for told in both.values():
        if len(told) == 1:
            found[told[0][:2]] = ALONE
            continue
        matched = [(i, j) for i, j, value in told if value >= cluster.LINK]
        likest: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for i, j, value in told:
            likest[i].append((value, j))
            likest[j].append((value, i))
        for i, j, value in told:
            others = [p for p in matched if i not in p and j not in p]
            beside = alike = 0.0
            if others:
                beside = max(
                    (scores.get((min(x, y), max(x, y)), 0.0) for x in near[i] for y in near[j]), default=0.0
                )
                # One statement that matches several is one match.
                alike = min(1.0, min(len({x for x, _ in others}), len({y for _, y in others})) / STORY)
            rivals = [v for v, k in likest[i] if k != j] + [v for v, k in likest[j] if k != i]
            found[i, j] = Around(beside, alike, _behind(value, max(rivals, default=0.0)))
    return found


def _behind(value: float, rival: float) -> float:
    """By how much a score is behind that of a rival, from 0 to 1."""
    if rival <= value:
        return 0.0
    return min(1.0, (log_odds(rival) - log_odds(value)) / OUTDONE)


def _documents(items: Sequence[Node], i: int, j: int) -> Pair:
    a, b = id(items[i].document), id(items[j].document)
    return min(a, b), max(a, b)


def account(refs: Iterable[StatementRef], papers: Mapping[str, Paper], rulings: Rulings = NONE) -> Account:
    """The account of these statements. It depends on them and their documents, and on nothing else."""
    docs = unique(sorted(doc for doc, _ in refs))
    bodies = heads(papers[doc].coded for doc in docs)
    spoken = {docname(doc): headed(papers[doc].voices, bodies) for doc in docs}
    bodied = {docname(doc): own for doc in docs if len(docs) > 1 and (own := papers[doc].printed)}
    copy_of = copied(bodied)

    def earliest(ref: StatementRef) -> tuple[int, str, int]:
        return spoken[docname(ref[0])].published or 0, ref[0], ref[1]

    refs = sorted(refs, key=earliest)
    said = {(doc, i): papers[doc].coded.statements[i] for doc, i in refs}
    if len({type(s) for s in said.values()}) > 1:  # an office opened, and a town that houses it since
        said = {(doc, i): papers[doc].opening(i) for doc, i in refs}
    here = {docname(doc): doc for doc, _ in refs}
    told_for = {r: at for r in refs if (at := _told_for(said[r])) is not None}
    found, names = origins(refs, spoken, copy_of, told_for, rulings.relays)
    told = [
        Told(
            ref,
            said[ref],
            names[ref],
            papers[ref[0]].dated_elsewhere(ref[1]),
            rulings.aside.get(ref, {}),
            rulings.instead.get(ref, {}),
        )
        for ref in refs
    ]
    values, disagreements = fields(told, bodies)
    level, why = grade([(t.said, t.origin) for t in counting(told, "status")], found, disagreements)
    first = said[refs[0]]
    what = _best(counting(told, "what") or told)
    made = Account(
        id=identity((spoken[docname(d)].published, papers[d].anchors[i]) for d, i in refs),
        kind=first.kind,  # type: ignore[arg-type]
        type=label(what),
        mode=what.mode if isinstance(what, Event) else None,
        statements=tuple(refs),
        when=_when(counting(told, "when")),
        fields=values,
        origins=found,
        copies=_copies(here, copy_of),
        disagreements=disagreements,
        grade=level,
        why=why,
    )
    return honoured(made, rulings)


def _told_for(said: Statement) -> int | None:
    """The day a statement speaks of, the last one of a month; None for what is told less exactly."""
    told = interval(said.when)
    if told.fine:
        return told.start
    return told.end if told.days is not None and told.days <= MONTH_DAYS else None


def _copies(here: Mapping[str, str], copy_of: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """The documents of an account that are copies of one another, in groups."""
    groups: dict[int, list[str]] = defaultdict(list)
    for name, group in copy_of.items():
        groups[group].append(here[name])
    return tuple(sorted(tuple(sorted(docs)) for docs in groups.values() if len(docs) > 1))


def _best(told: Sequence[Told]) -> Statement:
    """A statement whose type and mode have most origins; the more specific one where that is even."""
    support: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in told:
        support[_what(one.said)].add(one.origin)
    best = min(support, key=lambda w: (-len(support[w]), not w[1], w))
    return next(t.said for t in told if _what(t.said) == best)


def _what(said: Statement) -> tuple[str, str]:
    return label(said), (said.mode or "") if isinstance(said, Event) else ""


def _when(told: Sequence[Told]) -> When | None:
    """The best-supported time, and of those it agrees with the most precise.

    « En octobre » supports 6 October as much as it supports the month; a running total that was
    brought up to date keeps its latest period.
    """
    voices: dict[Interval, set[str]] = defaultdict(set)
    written: dict[Interval, When] = {}
    for one in told:
        own = interval(one.said.when)
        if one.said.when and own.known:
            voices[own].add(one.origin)
            written.setdefault(own, one.said.when)

    def support(own: Interval) -> tuple[int, int, int, str]:
        backing = set().union(*(names for other, names in voices.items() if other.holds(own)))
        return -len(backing), -len(voices[own]), _length(own), str(written[own])

    return written[min(voices, key=support)] if voices else None


def _length(own: Interval) -> int:
    # An open interval is the least precise of all: longer than any closed one (in days).
    return own.days if own.days is not None else 10**7


def chronology(account: Account) -> tuple[str, str, str, StatementRef]:
    """Where an account stands among others: by time, the undated last."""
    when = account.when
    start = (when.start or when.end or "9999") if when else "9999"
    return start, ((when.end or "9999") if when else "9999"), account.kind, account.statements[0]
