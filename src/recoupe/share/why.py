"""Everything that stands behind one account, put together: ``recoupe why`` prints it, ``--json`` gives it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from msgspec import Struct

from recoupe.join.anchors import Finder, Lost, in_brief
from recoupe.join.graph import Graph, Graphs
from recoupe.join.judgements import NONE, Rulings
from recoupe.join.judging import address
from recoupe.join.reasons import Apart, Joined, reasons
from recoupe.model import Account, Article, Coded, Judgement, Passage, StatementRef


class Said(Struct, frozen=True, kw_only=True):
    """One statement with its words. ``at`` is how it is pointed at: ``article.txt:120-180:members``."""

    ref: StatementRef
    at: str
    says: str
    quote: str
    outlet: str
    published: str | None
    speaker: str | None


class History(Struct, frozen=True, kw_only=True):
    """A judgement that bears or bore on the account, and what became of it."""

    judgement: Judgement
    state: str


class Why(Struct, frozen=True, kw_only=True):
    """An account with its quotes, origin graph, reasons, near candidates and judgements.

    ``statements`` hold those of the account and those that its reasons name. ``reliability`` is
    what a user set for an outlet (A to F); outlets not judged are left out.
    """

    account: Account
    sentence: str
    statements: tuple[Said, ...]
    graph: Graph
    joined: tuple[Joined, ...]
    apart: tuple[Apart, ...]
    history: tuple[History, ...]
    reliability: dict[str, str]


def why(
    account: Account,
    home: Mapping[StatementRef, str],
    articles: Sequence[Article],
    coded: Sequence[Coded],
    rulings: Rulings = NONE,
    judgements: Sequence[Judgement] = (),
    lang: str = "en",
) -> Why:
    """Put together what stands behind an account of these articles; ``home``: each statement's account."""
    from recoupe.share.sentence import Speaker

    by_doc, texts = {one.doc: one for one in coded}, {article.doc: article for article in articles}
    speaker = Speaker(articles, coded, "fr" if lang == "fr" else "en")
    joined, apart = reasons(account, home, by_doc, texts, rulings)
    refs = dict.fromkeys([*account.statements, *(one.statement for one in apart)])
    outlets = {texts[doc].outlet or doc for doc, _ in account.statements if doc in texts}
    return Why(
        account=account,
        sentence=speaker.account(account),
        statements=tuple(_said(ref, by_doc, texts) for ref in refs if ref[0] in by_doc),
        graph=Graphs(by_doc, texts, rulings).of(account),
        joined=joined,
        apart=apart,
        history=history(account, judgements, rulings, Finder(articles, coded)) if judgements else (),
        reliability={
            outlet: one.reliability
            for outlet, one in rulings.reliability.items()
            if outlet in outlets and one.reliability
        },
    )


def _said(ref: StatementRef, coded: Mapping[str, Coded], articles: Mapping[str, Article]) -> Said:
    statement, article = coded[ref[0]].statements[ref[1]], articles.get(ref[0])
    return Said(
        ref=ref,
        at=address(statement),
        says=in_brief(statement),
        quote=" ".join(article.quote(statement.span).split()) if article else "",
        outlet=(article.outlet if article else None) or ref[0],
        published=article.published if article else None,
        speaker=statement.attribution.speaker if statement.attribution else None,
    )


def history(
    account: Account, judgements: Sequence[Judgement], rulings: Rulings, finder: Finder
) -> tuple[History, ...]:
    """The judgements in force here, and those of the same passages that were undone or gave way."""
    told = {one.number: one for one in judgements if any(a.number == one.number for a in account.judged)}
    docs = {doc for doc, _ in account.statements}
    for one in judgements:
        for wanted in (*one.left, *one.right):
            if not wanted.says:
                continue
            try:
                ref = finder.statement(wanted)
            except Lost:
                continue
            if ref in account.statements:
                told[one.number] = one
        if one.verdict == "relays" and one.left and _within(one.left, docs, finder):
            # Of articles as a whole; « outlet relays outlet » has no article on the other side.
            if not one.right or _within(one.right, docs, finder):
                told[one.number] = one
    for one in judgements:  # in order, so that the undoing of an undoing is told too
        if one.undoes in told:
            told[one.number] = one
    return tuple(History(judgement=told[n], state=rulings.states.get(n, "in force")) for n in sorted(told))


def _within(passages: Iterable[Passage], docs: set[str], finder: Finder) -> bool:
    """Whether one of these articles is among those named."""
    for wanted in passages:
        with suppress(Lost):
            if finder.document(wanted) in docs:
                return True
    return False
