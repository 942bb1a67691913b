"""The origin graph of an account: its articles in order of time, who relays whom, and where it ends.

Every link says what it is read off: an attribution, an agency's mark, text printed by both, an
outlet cited, a judgement. The origins are those of the account; the graph is their reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from recoupe.join.accounts import Paper
from recoupe.join.citations import circles
from recoupe.join.copies import share
from recoupe.join.judgements import NONE, Rulings
from recoupe.join.origins import cited, sources_of
from recoupe.join.text import docname
from recoupe.join.times import interval
from recoupe.join.voices import headed, heads
from recoupe.model import Account, Article, Coded, StatementRef

How: TypeAlias = Literal["attributed", "agency", "copied", "cites", "judged", "own"]


class Spot(Struct, frozen=True, kw_only=True):
    """An article of the graph; ``origin`` is the account's origin that it goes back to."""

    doc: str
    outlet: str
    published: str | None
    origin: str


class Link(Struct, frozen=True, kw_only=True):
    """From an article to another article (``to`` its name), or to a source (``to`` its words)."""

    doc: str
    to: str
    how: How
    why: str

    @property
    def relays(self) -> bool:
        """Whether it leads to another article."""
        return self.how in ("copied", "cites", "judged")


class Graph(Struct, frozen=True, kw_only=True):
    """``articles`` in order of publication; ``circles`` are names of articles that cite each other round."""

    account: str
    articles: tuple[Spot, ...]
    links: tuple[Link, ...]
    circles: tuple[tuple[str, ...], ...] = ()


class Graphs:
    """Draws the origin graphs of accounts of one corpus; ``coded`` and ``articles`` by document."""

    def __init__(
        self, coded: Mapping[str, Coded], articles: Mapping[str, Article], rulings: Rulings = NONE
    ) -> None:
        self._coded, self._articles, self._rulings = coded, articles, rulings
        self._papers: dict[str, Paper] = {}

    def _paper(self, doc: str) -> Paper:
        if doc not in self._papers:
            self._papers[doc] = Paper(self._coded[doc], self._articles.get(doc), self._rulings)
        return self._papers[doc]

    def of(self, account: Account) -> Graph:
        """The origin graph of an account."""
        papers = {docname(doc): self._paper(doc) for doc, _ in account.statements if doc in self._coded}
        return _graph(account, papers, self._rulings)


def _graph(account: Account, papers: Mapping[str, Paper], rulings: Rulings) -> Graph:
    docs = {name: paper.coded.doc for name, paper in papers.items()}
    refs: dict[str, list[StatementRef]] = {name: [] for name in docs}
    for ref in account.statements:
        if docname(ref[0]) in refs:
            refs[docname(ref[0])].append(ref)
    bodies = heads(paper.coded for paper in papers.values())
    spoken = {name: headed(paper.voices, bodies) for name, paper in papers.items()}
    ordered = sorted(spoken, key=lambda name: (spoken[name].published or 0, name))
    said = {ref: papers[name].coded.statements[ref[1]] for name in spoken for ref in refs[name]}
    fine = {r: i.start for r in said if (i := interval(said[r].when)).fine and i.start is not None}
    own = {name: sources_of(spoken[name], refs[name], fine) for name in spoken}
    quoted = {name: frozenset(d for d in others) for name, others in cited(own, spoken, refs).items()}
    judged = {name: others & spoken.keys() for name, others in rulings.relays.items() if name in spoken}
    origin_of = {docname(doc): origin.origin for origin in account.origins for doc in origin.docs}
    links: list[Link] = []
    for name in ordered:
        links += _judged(name, judged, docs, rulings)
        links += [
            Link(
                doc=docs[name], to=docs[other], how="cites", why=f"says it has it from {spoken[other].outlet}"
            )
            for other in sorted(quoted.get(name, ()))
        ]
        links += _copied(name, account, papers)
        links += [
            Link(doc=docs[name], to=s.words, how="attributed", why=f"{s.how} {s.words}") for s in own[name]
        ]
        if (agency := spoken[name].agency) and not own[name]:
            why = "a person judged so" if name in rulings.agencies else "its mark stands in the article"
            links.append(Link(doc=docs[name], to=agency, how="agency", why=f"dispatch of {agency}: {why}"))
        if not any(link.doc == docs[name] for link in links):
            links.append(
                Link(
                    doc=docs[name],
                    to=spoken[name].outlet,
                    how="own",
                    why="names no source: the outlet itself",
                )
            )
    return Graph(
        account=account.id,
        articles=tuple(
            Spot(
                doc=docs[name],
                outlet=spoken[name].outlet,
                published=spoken[name].published_iso,
                origin=origin_of.get(name, ""),
            )
            for name in ordered
        ),
        links=tuple(links),
        circles=tuple(tuple(docs[n] for n in circle) for circle in circles(ordered, {**quoted, **judged})),
    )


def _judged(
    name: str, judged: Mapping[str, frozenset[str]], docs: Mapping[str, str], rulings: Rulings
) -> list[Link]:
    by = sorted({j.number for (doc, _), ones in rulings.about.items() if docname(doc) == name for j in ones
                 if j.verdict == "relays"})  # fmt: skip
    told = ", ".join(map(str, by))
    return [
        Link(doc=docs[name], to=docs[other], how="judged", why=f"relays it, a person judged ({told})")
        for other in sorted(judged.get(name, ()))
        if other != name
    ]


def _copied(name: str, account: Account, papers: Mapping[str, Paper]) -> list[Link]:
    """The article of its copy group that came first, with the share of text they have in common."""
    doc = papers[name].coded.doc
    group = next((group for group in account.copies if doc in group), ())
    there = [docname(one) for one in group if docname(one) in papers]
    if not there:
        return []
    first = min(there, key=lambda other: (papers[other].voices.published or 0, other))
    mine, theirs = papers[name].printed, papers[first].printed
    if first == name or mine is None or theirs is None:
        return []
    part = share(mine.sketch.shingles, mine.sketch, theirs.sketch)
    why = f"{part:.0%} of the shorter body stands in both" if part < 1 else "the same body"
    return [Link(doc=doc, to=papers[first].coded.doc, how="copied", why=why)]
