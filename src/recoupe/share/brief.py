"""The brief as data: what the press says, in order of time, with all that stands behind it.

``brief`` puts the records together; ``recoupe.share.terminal`` prints it and ``recoupe.share.page``
makes the page. ``recoupe.model.to_json`` gives the whole, texts and statements included.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from recoupe.join.graph import Graph, Graphs
from recoupe.join.insights import Insights, insights
from recoupe.join.judgements import NONE, Rulings
from recoupe.model import (
    CODED_ZONES,
    Account,
    Article,
    Coded,
    Disagreement,
    Dropped,
    Figure,
    IsoDate,
    Ledger,
    Reliability,
    Statement,
    StatementRef,
)
from recoupe.share import dates
from recoupe.share.outlets import Outlet, outlets

if TYPE_CHECKING:
    from rich.console import Console

# Relations that an analyst must not miss; the others say how two true values go together.
DISPUTED = frozenset({"conflict", "calendar"})
# Which counts belong to which acts: « six men » to the cell they formed, the dead to the attack.
_COUNTS_OF: dict[str, frozenset[str]] = {
    "COERCE": frozenset(
        {"members", "people-arrested", "cells-dismantled", "attacks-foiled", "drugs-seized",
         "weapons-seized", "money", "people-expelled", "other"}
    ),
    "ASSAULT": frozenset({"people-killed", "people-wounded", "attacks", "other"}),
    "AID": frozenset({"people-trained", "money", "states", "other"}),
    "SANCTION": frozenset({"people-convicted", "people-expelled", "money", "other"}),
    "ACCUSE": frozenset({"people-arrested", "people-convicted", "other"}),
    "RETREAT": frozenset({"fighters-returned", "other"}),
    "MOBILIZE": frozenset({"other"}),
    "PROTEST": frozenset({"people-killed", "people-wounded", "people-arrested", "other"}),
    "CONSULT": frozenset({"states", "meetings", "members", "other"}),
    "SUPPORT": frozenset({"agreements", "states", "other"}),
    "COOPERATE": frozenset({"people-arrested", "people-trained", "meetings", "other"}),
    "member-of": frozenset({"members", "states"}),
}  # fmt: skip


class Summary(Struct, frozen=True, kw_only=True):
    """The head of the brief. ``copies`` counts articles beyond the first of each copy group."""

    articles: int
    outlets: int
    copies: int
    undated: int
    accounts: int
    first: IsoDate | None  # of the articles' own dates
    last: IsoDate | None
    not_coded: dict[str, tuple[str, ...]]  # language → documents without statements, not yet coded
    silent: tuple[str, ...]  # documents that were coded and said nothing codable
    blocks: dict[str, int]  # zone → blocks of it that were set aside


class Entry(Struct, frozen=True, kw_only=True):
    """One line of the chronology: an account, said in a sentence of each language."""

    account: str
    start: IsoDate | None
    end: IsoDate | None
    year: int | None  # the heading it stands under; None where the sources give no date
    reported: IsoDate | None  # date of the first article that tells it
    docs: tuple[str, ...]
    sentence: dict[str, str]
    places: tuple[str, ...] = ()
    written: str = ""  # the time as an article writes it: « depuis janvier »
    counts: tuple[str, ...] = ()  # accounts of figures given in the same sentences
    disputed: bool = False


class Brief(Struct, frozen=True, kw_only=True):
    """The whole. ``entries`` are events and ties in order of time, undated ones last; ``figures`` are
    the counts that stand neither in a ledger of two claims nor beside an event."""

    summary: Summary
    entries: tuple[Entry, ...]
    figures: tuple[Entry, ...]
    ledgers: tuple[Ledger, ...]
    accounts: tuple[Account, ...]
    articles: tuple[Article, ...]
    coded: tuple[Coded, ...]
    dropped: tuple[Dropped, ...]
    graphs: dict[str, Graph] = {}  # by account, of those that several articles tell
    reliability: dict[str, Reliability] = {}  # by outlet, of those that a user has judged
    insights: Insights
    outlets: tuple[Outlet, ...] = ()  # who told first, and how late the others came


def brief(
    articles: Sequence[Article],
    coded: Sequence[Coded],
    dropped: Sequence[Dropped],
    accounts: Sequence[Account],
    ledgers: Sequence[Ledger],
    rulings: Rulings = NONE,
) -> Brief:
    """Put a brief together from what the stages made. Pure: nothing is read, nothing asked.

    ``rulings`` are the judgements that the accounts were made with.

    An article without a ``Coded`` record counts as not coded yet, under its language. Statements
    that an account names and no ``Coded`` holds are passed over.
    """
    from recoupe.share.sentence import Speaker

    statements = statements_of(coded)
    graphs = Graphs({one.doc: one for one in coded}, {one.doc: one for one in articles}, rulings)
    published = {article.doc: article.published for article in articles}
    shown = tuple(ledger for ledger in ledgers if _tells(ledger))
    beside = _beside(accounts, statements)
    speakers = (Speaker(articles, coded, "en"), Speaker(articles, coded, "fr"))
    by_id = {account.id: account for account in accounts}

    def entry(account: Account) -> Entry:
        start, end = dates.span(account.when)
        docs = docs_of(account)
        told = sorted(date for doc in docs if (date := published.get(doc)))
        counts = tuple(beside.get(account.id, ()))
        return Entry(
            account=account.id,
            start=start.isoformat() if start else None,
            end=end.isoformat() if end else None,
            year=(start or end).year if start or end else None,  # type: ignore[union-attr]
            reported=told[0] if told else None,
            docs=docs,
            sentence={speaker.lang: speaker.account(account) for speaker in speakers},
            places=tuple(speakers[0].places(account)),
            written=account.when.text if account.when else "",
            counts=counts,
            disputed=any(disputes(by_id[one]) for one in (account.id, *counts)),
        )

    entries = [entry(account) for account in accounts if account.kind != "figure"]
    placed = {claim.account for ledger in shown for claim in ledger.claims}
    placed |= {one for group in beside.values() for one in group}
    loose = [entry(account) for account in accounts if account.kind == "figure" and account.id not in placed]
    return Brief(
        summary=_summary(articles, coded, accounts),
        entries=tuple(sorted(entries, key=_order)),
        figures=tuple(sorted(loose, key=_order)),
        ledgers=shown,
        accounts=tuple(accounts),
        articles=tuple(articles),
        coded=tuple(coded),
        dropped=tuple(dropped),
        graphs={one.id: graphs.of(one) for one in accounts if len(docs_of(one)) > 1},
        reliability={
            outlet: one.reliability for outlet, one in rulings.reliability.items() if one.reliability
        },
        insights=insights(accounts, coded, articles),
        outlets=tuple(outlets(articles, accounts, rulings.reliability)),
    )


def listing(made: Brief) -> list[str]:
    """The accounts in the order in which the page numbers them, from 1."""
    return [entry.account for entry in (*made.entries, *made.figures)]


def statements_of(coded: Sequence[Coded]) -> dict[StatementRef, Statement]:
    """Every statement under its address."""
    return {(one.doc, i): statement for one in coded for i, statement in enumerate(one.statements)}


def docs_of(account: Account) -> tuple[str, ...]:
    """The articles that tell an account, each once."""
    return tuple(dict.fromkeys(doc for doc, _ in account.statements))


def disputes(account: Account) -> tuple[Disagreement, ...]:
    """The disagreements an analyst must not miss: conflicts, and dates no calendar has."""
    return tuple(one for one in account.disagreements if one.kind in DISPUTED)


def _order(entry: Entry) -> tuple[bool, str, str, int, str]:
    when = entry.start or entry.end or entry.reported or "9999"
    return (entry.year is None, when, entry.end or "9999", -len(entry.docs), entry.account)


def _tells(ledger: Ledger) -> bool:
    """Whether a ledger says more than its one count: several claims, or something to check."""
    return len(ledger.claims) > 1 or bool(ledger.violations) or ledger.documented is not None


def _beside(
    accounts: Sequence[Account], statements: Mapping[StatementRef, Statement]
) -> dict[str, list[str]]:
    """Event account → accounts of counts that its own sentences give.

    A count goes to the one act of its kind whose sentences it shares most often, in at least half of
    the articles that give the count; a count over a period goes to an act over the same period only.
    """
    at: dict[tuple[str, int], list[Account]] = defaultdict(list)
    for account in accounts:
        if account.kind != "figure":
            for doc, i in account.statements:
                if statement := statements.get((doc, i)):
                    at[doc, statement.span[0]].append(account)
    found: dict[str, list[str]] = defaultdict(list)
    for account in accounts:
        if account.kind != "figure":
            continue
        shared: Counter[str] = Counter()
        by_id: dict[str, Account] = {}
        figures = [s for ref in account.statements if isinstance(s := statements.get(ref), Figure)]
        for figure in figures:
            for other in {a.id: a for a in at[figure.doc, figure.span[0]]}.values():
                if account.type in _COUNTS_OF.get(other.type, ()) and _same_time(account, other, figure):
                    shared[other.id] += 1
                    by_id[other.id] = other
        if shared:
            best = max(shared, key=lambda one: (shared[one], _fits(account.type, by_id[one])))
            if 2 * shared[best] >= len(figures):
                found[best].append(account.id)
    return found


def _fits(measure: str, account: Account) -> bool:
    pairs = {
        "members": "dismantle",
        "cells-dismantled": "dismantle",
        "people-arrested": "arrest",
        "attacks-foiled": "foil",
        "drugs-seized": "seize",
        "weapons-seized": "seize",
        "people-trained": "train",
        "people-convicted": "convict",
        "people-expelled": "expel",
    }
    return account.mode == pairs.get(measure)


def _same_time(count: Account, act: Account, figure: Figure) -> bool:
    if count.when is None or figure.when is None:
        return True
    if act.when is None:
        return False
    # « depuis 2002 » ends on the article's date in a count and nowhere in an act.
    return count.when.start == act.when.start


def _summary(articles: Sequence[Article], coded: Sequence[Coded], accounts: Sequence[Account]) -> Summary:
    said = {one.doc: one for one in coded}
    days = sorted(article.published for article in articles if article.published)
    not_coded: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        if article.doc not in said:
            not_coded[article.language or "unknown"].append(article.doc)
    blocks = Counter(
        zone.zone for article in articles for zone in article.zones if zone.zone not in CODED_ZONES
    )
    return Summary(
        articles=len(articles),
        outlets=len({article.outlet or article.doc for article in articles}),
        copies=sum(len(group) - 1 for group in copy_groups(accounts)),
        undated=sum(article.published is None for article in articles),
        accounts=len(accounts),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        not_coded={language: tuple(docs) for language, docs in not_coded.items()},
        silent=tuple(a.doc for a in articles if a.doc in said and not said[a.doc].statements),
        blocks=dict(blocks.most_common()),
    )


def copy_groups(accounts: Sequence[Account]) -> list[set[str]]:
    """Groups of articles that speak with one voice, as the accounts name them, joined where they overlap."""
    groups: list[set[str]] = []
    for copies in {copies for account in accounts for copies in account.copies}:
        merged = set(copies)
        apart = []
        for group in groups:
            if group & merged:
                merged |= group
            else:
                apart.append(group)
        groups = [*apart, merged]
    return groups


def print_brief(made: Brief, console: Console, lang: str = "en") -> None:
    """Print a brief; see :func:`recoupe.share.terminal.print_brief`."""
    from recoupe.share import terminal

    terminal.print_brief(made, console, lang)
