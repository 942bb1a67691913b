"""What follows from the accounts: which rest on one origin, which on one communiqué more than it
seems, whose press is silent, and how far what was announced has come.

Each function takes what was joined and says what it finds as records, with the accounts by id. They
speak of what was read and of nothing else: an outlet that was not read is not silent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct

from recoupe.join.entities import is_state, state_of
from recoupe.join.grade import grade
from recoupe.join.ladder import Ladder, ladders
from recoupe.join.ledger import origin_of
from recoupe.join.outlets import country_of
from recoupe.model import Account, Article, Coded, Event, Statement, StatementRef, unique

SILENT_DAYS = 7  # a press that takes up an act does so within a week; after that it tells the anniversary
CORROBORATED = 2  # the worst grade of what an independent origin bears out: probably true
Kind: TypeAlias = Literal["single-origin", "fragile", "silent-side", "ladder"]


class Single(Struct, frozen=True):
    """An account of several articles that all come from one origin."""

    account: str
    origin: str
    docs: tuple[str, ...]


class Loss(Struct, frozen=True):
    """What an account would be worth without an origin: its grade then, and the origins left."""

    account: str
    grade: int
    without: int
    left: tuple[str, ...]


class Fragile(Struct, frozen=True):
    """An origin, and the accounts that nothing corroborates any more where it is taken away."""

    origin: str
    docs: tuple[str, ...]
    losses: tuple[Loss, ...]


class Silent(Struct, frozen=True):
    """An act between states told by the press of one and not of the other, of those that were read.

    ``told`` and ``silent`` give the outlets by state (ISO 3166-1 alpha-3): those that tell it, and those
    that were read in the week after a report and do not.
    """

    account: str
    told: dict[str, tuple[str, ...]]
    silent: dict[str, tuple[str, ...]]


class Insights(Struct, frozen=True, kw_only=True):
    """All of them; ``unplaced`` are outlets whose country is not known, so that they take no side."""

    single: tuple[Single, ...]
    fragile: tuple[Fragile, ...]
    silent: tuple[Silent, ...]
    ladders: tuple[Ladder, ...]
    unplaced: tuple[str, ...]


def insights(
    accounts: Sequence[Account],
    coded: Iterable[Coded],
    articles: Iterable[Article],
    as_of: date | None = None,
) -> Insights:
    """Everything that follows from some accounts; ``as_of`` is the day on which what is due is overdue.

    Without it that is the day of the latest article.
    """
    coded = list(coded)
    said = {(c.doc, i): s for c in coded for i, s in enumerate(c.statements)}
    understood = {c.doc for c in coded}
    texts = {a.doc: a for a in articles}
    countries = {a.doc: country_of(a) for a in texts.values()}
    latest = max((a.published for a in texts.values() if a.published), default=None)
    day = as_of or (date.fromisoformat(latest) if latest else None)
    return Insights(
        single=tuple(single_origin(accounts)),
        fragile=tuple(fragile(accounts, said)),
        # An article in a language that is not coded may well tell what the side is taken to be silent on.
        silent=tuple(
            silent_sides(accounts, said, {d: a for d, a in texts.items() if d in understood}, countries)
        ),
        ladders=tuple(ladders(accounts, said, texts, day)),
        unplaced=unique(sorted(_outlet(a) for a in texts.values() if countries[a.doc] is None)),
    )


def single_origin(accounts: Iterable[Account]) -> Iterator[Single]:
    """Accounts of two articles or more behind which stands one origin, the most repeated first."""
    found = []
    for account in accounts:
        docs = unique(doc for doc, _ in account.statements)
        if len(docs) > 1 and len(account.origins) == 1:
            found.append(Single(account.id, account.origins[0].origin, docs))
    yield from sorted(found, key=lambda s: (-len(s.docs), s.account))


def fragile(accounts: Sequence[Account], said: Mapping[StatementRef, Statement]) -> Iterator[Fragile]:
    """Origins without which an account loses its corroboration, those that carry most accounts first.

    An account is tried without each of its origins by the rule that graded it; a grade that a person
    gave is left alone.
    """
    losses: dict[str, list[Loss]] = defaultdict(list)
    docs: dict[str, list[str]] = defaultdict(list)
    for account in accounts:
        if len(account.origins) < 2 or account.grade > CORROBORATED or account.rule_grade is not None:
            continue
        for origin in account.origins:
            level = _without(account, origin.origin, said)
            if level > CORROBORATED:
                left = tuple(o.origin for o in account.origins if o is not origin)
                losses[origin.origin].append(Loss(account.id, account.grade, level, left))
                docs[origin.origin] += origin.docs
    for name in sorted(losses, key=lambda n: (-len(losses[n]), -len(docs[n]), n)):
        yield Fragile(name, unique(docs[name]), tuple(losses[name]))


def _without(account: Account, origin: str, said: Mapping[StatementRef, Statement]) -> int:
    kept = [(said[r], o) for r in account.statements if r in said and (o := origin_of(account, r)) != origin]
    rest = [o for o in account.origins if o.origin != origin]
    if not kept:
        return 6
    disputes = []
    for one in account.disagreements:
        values = tuple(v for v in one.values if set(v.origins) - {origin})
        if len(values) > 1:
            disputes.append(type(one)(one.field, one.kind, values, one.why))
    return grade(kept, rest, disputes)[0]


def parties(statement: Statement) -> frozenset[str]:
    """The states that take part in an event, themselves or by their bodies (alpha-3); a tie is no event."""
    if not isinstance(statement, Event):
        return frozenset()
    named = (*statement.actors, *statement.recipients)
    return frozenset(s for e in named if (s := state_of(e)) and is_state(s))


def silent_sides(
    accounts: Iterable[Account],
    said: Mapping[StatementRef, Statement],
    articles: Mapping[str, Article],
    countries: Mapping[str, str | None],
) -> Iterator[Silent]:
    """Acts between states that one side's press tells and the other's, read in the same week, does not."""
    read: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for doc, article in articles.items():
        if (country := countries[doc]) and article.published:
            read[country].append((date.fromisoformat(article.published), _outlet(article)))
    for account in accounts:
        sides = frozenset().union(*(parties(said[r]) for r in account.statements if r in said))
        docs = unique(doc for doc, _ in account.statements if doc in articles)
        days = [date.fromisoformat(p) for doc in docs if (p := articles[doc].published)]
        if len(sides) < 2 or not days:
            continue
        told: dict[str, tuple[str, ...]] = {}
        silent: dict[str, tuple[str, ...]] = {}
        for side in sorted(sides):
            tell = unique(_outlet(articles[doc]) for doc in docs if countries[doc] == side)
            near = unique(
                o for day, o in sorted(read[side]) if any(0 <= (day - d).days <= SILENT_DAYS for d in days)
            )
            if tell:
                told[side] = tell
            elif near:
                silent[side] = near
        if told and silent:
            yield Silent(account.id, told, silent)


def _outlet(article: Article) -> str:
    return article.outlet or article.doc
