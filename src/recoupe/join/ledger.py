"""The ledger: counts of one measure by one doer, on one time axis, held against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Literal, NamedTuple, TypeAlias

from msgspec.structs import replace

from recoupe.join.counted import NOBODY, Counted, read, relate, two_voices
from recoupe.join.entities import is_state, key
from recoupe.join.scopes import other_scope
from recoupe.join.times import Interval, interval
from recoupe.join.voices import heads
from recoupe.model import (
    Account,
    Claim,
    Coded,
    Event,
    Figure,
    Ledger,
    Measure,
    Scope,
    StatementRef,
    Unlike,
    Value,
    Violation,
    unique,
)

_Rule: TypeAlias = Literal["same-scope", "containment", "running-total"]
# Which events stand for a unit of a count, where the library itself can be counted: measure → (type, mode).
DOCUMENTED: dict[str, tuple[str, str | None]] = {
    "cells-dismantled": ("COERCE", "dismantle"),
    "attacks-foiled": ("COERCE", "foil"),
    "agreements": ("SUPPORT", "sign"),
    "meetings": ("CONSULT", "multilateral"),
}
# An event told over more days than this is itself a balance sheet, not one case of it.
ONE_CASE_DAYS = 31


def ledgers(accounts: Iterable[Account], coded: Iterable[Coded]) -> list[Ledger]:
    """One ledger per measure, doer and unit, for every count that is made over a period or twice.

    ``coded`` are the statements the accounts were joined from. Claims are sorted by period; a count
    of a more specific thing (« dont 44 liées à Daech ») stands in the ledger of its whole.
    """
    return list(each_ledger(accounts, coded))


def each_ledger(accounts: Iterable[Account], coded: Iterable[Coded]) -> Iterator[Ledger]:
    """The :func:`ledgers` one by one. Of accounts and statements little is held: a library may be large."""
    cases = _Cases()
    taken: list[_Taken] = []
    for account in accounts:
        cases.add(account)
        if account.kind == "figure":
            taken.append(_take(account))
    said: dict[StatementRef, Counted] = {}
    few: dict[Any, Any] = {}
    heading: list[Coded] = []
    for document in coded:
        for i, one in enumerate(document.statements):
            if isinstance(one, Figure):
                said[document.doc, i] = read(one, few)
            elif isinstance(one, Event):
                cases.tell((document.doc, i), one)
            elif one.type == "heads":
                heading.append(Coded(document.doc, statements=(one,)))
    relate(said.values(), heads(heading))
    books: dict[tuple[Measure, str, str | None], list[tuple[Claim, Counted]]] = defaultdict(list)
    for figures in taken:
        doer = _sole_doer(figures, said)
        for claim, figure in _claims(figures, said):
            books[figure.measure, figure.doer if figure.actors else doer, figure.base].append((claim, figure))
    for held in (taken, said, few, heading):
        held.clear()
    ordered = sorted(books, key=lambda b: (-len(books[b]), b[0], b[1], b[2] or ""))
    for measure, actor, base in ordered:
        entries = books.pop((measure, actor, base))
        if len(entries) < 2 or not any(c.when for c, _ in entries):
            continue
        units = {figure.unit for _, figure in entries}
        if len(units) == 1:
            unit = units.pop()
        else:  # 640 kg and 6.4 t are told on one scale
            unit = base
            entries = [(replace(claim, value=figure.amount), figure.in_base()) for claim, figure in entries]
        entries.sort(key=_axis)
        broken = tuple(_violations(entries))
        yield Ledger(
            measure=measure,
            actor=actor,
            unit=unit,
            claims=tuple(c for c, _ in entries),
            violations=broken,
            not_comparable=tuple(islice(_not_comparable(entries, broken), _UNLIKE)),
            documented=_documented(measure, actor, entries, cases),
        )


def counts(account: Account) -> bool:
    """Whether :func:`ledgers` looks at an account: others need not be given to it."""
    return account.kind == "figure" or (account.type, account.mode) in DOCUMENTED.values()


class _Taken(NamedTuple):
    """Of an account of counts: its id, its statements with their origins, and those set aside."""

    account: str
    origins: dict[StatementRef, str]
    aside: frozenset[StatementRef]


def _take(account: Account) -> _Taken:
    aside = {
        r
        for name in ("value", "when")
        for v in account.fields.get(name, ())
        if v.aside
        for r in v.statements
        # Where something else was put in its place, the statement tells that.
        if not any(r in o.statements for o in account.fields[name] if not o.aside)
    }
    origins = {ref: origin_of(account, ref) for ref in account.statements}
    return _Taken(account.id, origins, frozenset(aside))


def _sole_doer(account: _Taken, said: Mapping[StatementRef, Counted]) -> str:
    """The doer that all statements of an account name that name one: the others count the same deed."""
    named = {f.doer for ref in account.origins if (f := said.get(ref)) and f.actors}
    return named.pop() if len(named) == 1 else NOBODY


def _claims(account: _Taken, said: Mapping[StatementRef, Counted]) -> Iterator[tuple[Claim, Counted]]:
    """One claim per value and period of an account, with who makes it."""
    groups: dict[tuple[float, str, str, str, str], list[StatementRef]] = defaultdict(list)
    for ref in account.origins:
        figure = said.get(ref)
        if ref not in account.aside and figure is not None and figure.told:
            groups[figure.amount, figure.bound, figure.period, figure.doer, figure.scope].append(ref)
    for refs in groups.values():
        figure = said[refs[0]]
        yield (
            Claim(
                account=account.account,
                value=figure.value,
                bound=figure.bound,
                when=figure.when,
                docs=unique(sorted(doc for doc, _ in refs)),
                origins=unique(sorted(account.origins[ref] for ref in refs)),
                statements=tuple(sorted(refs)),
            ),
            figure,
        )


def origin_of(account: Account, ref: StatementRef) -> str:
    """The origin of one of an account's statements."""
    values: Iterable[Value] = (v for field in account.fields.values() for v in field)
    found = next((v.origins for v in values if ref in v.statements and len(v.origins) == 1), ())
    if found:
        return found[0]
    return next((o.origin for o in account.origins if ref[0] in o.docs), ref[0])


def _axis(entry: tuple[Claim, Counted]) -> tuple[str, str, float, str]:
    when = entry[1].when
    start, end = (when.start or "", when.end or "9999") if when else ("9999", "9999")
    return start, end, entry[1].amount, entry[0].account


def _violations(entries: Sequence[tuple[Claim, Counted]]) -> Iterator[Violation]:
    told: dict[int, str] = {}  # by the place of the claim

    def both(i: int, j: int) -> str:
        for one in (i, j):
            if one not in told:
                told[one] = entries[one][1].write()
        return f"{told[i]} and {told[j]}"

    for i, j in _overlapping(entries):
        (claim, a), (other, b) = entries[i], entries[j]
        if a.elsewhere(b):
            continue  # what is counted in one town is no rival of another's
        accounts = claim.account, other.account
        if bool(a.kind) == bool(b.kind):
            one_thing = a.kind == b.kind and not a.of_anything and not _one_breath(a, b)
            if one_thing and (rule := _period_rule(a, b)):
                yield Violation(rule=rule[0], accounts=accounts, why=f"{both(i, j)}: {rule[1]}")
            continue
        # One counts all, the other something named within it.
        whole, part = (b, a) if a.kind else (a, b)
        if not whole.of_anything and part.low > whole.high and whole.days.holds(part.days):
            why = f"{both(i, j)}: a part cannot be more than the whole"
            yield Violation(rule="part-of-whole", accounts=accounts, why=why)


# So many pairs that cannot be compared are told of one ledger, the first in time.
_UNLIKE = 20
_WHY: dict[Scope, str] = {
    "period": "periods that overlap, neither inside the other",
    "place": "counted in other places",
    "part": "one is told as a part of more",
    "start": "nobody told the day on which the longer period begins",
}


def _not_comparable(
    entries: Sequence[tuple[Claim, Counted]], broken: Sequence[Violation]
) -> Iterator[Unlike]:
    """The pairs that look at odds and have other scopes."""
    ruled = {frozenset(violation.accounts) for violation in broken}
    for i, j in _overlapping(entries):
        (claim, a), (other, b) = entries[i], entries[j]
        scope = other_scope(a, b)
        if scope is not None and frozenset((claim.account, other.account)) not in ruled:
            why = f"{a.write()} and {b.write()}: {_WHY[scope]}"
            yield Unlike(scope=scope, accounts=(claim.account, other.account), why=why)


def _overlapping(entries: Sequence[tuple[Claim, Counted]]) -> Iterator[tuple[int, int]]:
    """Pairs of claims of closed periods that overlap; the claims are sorted by where their periods begin."""
    dated = [(n, own) for n, (_, figure) in enumerate(entries) if (own := figure.days).closed]
    for n, (i, first) in enumerate(dated):
        for j, second in dated[n + 1 :]:
            if first.gap(second) > 0:
                break  # neither this one nor any later one begins before the first one's end
            yield i, j


# Characters within which one article's counts are read together (about two sentences).
_BREATH = 250


def _one_breath(a: Counted, b: Counted) -> bool:
    """« 97 cellules, dont 91 liées à Daech et 9… »: an article that tells counts together parts one whole.

    « 37 morts selon des ONG, 23 selon les autorités » are two voices, each with a whole of its own.
    """
    return a.doc == b.doc and abs(a.start - b.start) <= _BREATH and not two_voices(a, b)


def _period_rule(a: Counted, b: Counted) -> tuple[_Rule, str] | None:
    x, y = a.days, b.days
    if x == y:
        apart = a.disjoint(b) and not a.part and not b.part
        return ("same-scope", "one period, two counts") if apart else None
    if not (x.holds(y) or y.holds(x)):
        return None
    inner, outer = (a, b) if y.holds(x) else (b, a)
    if inner.low <= outer.high or outer.part:
        return None
    if not _surely(inner.days, outer.days):
        return None
    if x.start == y.start:
        return "running-total", "a total since the same day cannot fall"
    return "containment", "a period cannot hold less than a period inside it"


def _surely(inner: Interval, outer: Interval) -> bool:
    """Whether a period that lies inside another does, wherever one that was counted back begins."""
    slack = inner.slack + outer.slack
    return not slack or inner.start is None or outer.start is None or inner.start - outer.start >= slack


def _documented(
    measure: Measure,
    actor: str,
    entries: Sequence[tuple[Claim, Counted]],
    cases: _Cases,
) -> tuple[int, int | float, str] | None:
    """How many cases of the widest claim are accounts of their own: a lower bound, shown as n of m."""
    wanted = DOCUMENTED.get(measure)
    whole = [(c, f) for c, f in entries if not f.kind and f.days.closed and not f.part]
    if wanted is None or not whole:
        return None
    claim, figure = max(whole, key=lambda e: (e[1].days.days or 0, e[1].low, e[0].account))
    if actor == NOBODY:
        # « 185 cellules démantelées depuis 2002 », says a ministry: in its state, by whomever.
        state = (figure.voice or "").split(".")[0]
        if not is_state(state):
            return None
        actor = state
    return cases.of(wanted, actor, figure.days), claim.value, claim.account


class _Cases:
    """The accounts that stand for one case of what is counted, by type and mode, each with its doers."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str | None], list[tuple[Interval, set[str]]]] = defaultdict(list)
        self._doers: dict[StatementRef, set[str]] = {}

    def add(self, account: Account) -> None:
        """Keep one that stands for a case."""
        own = interval(account.when)
        what = account.type, account.mode
        if account.kind == "event" and what in DOCUMENTED.values() and 0 < (own.days or 0) <= ONE_CASE_DAYS:
            doers: set[str] = set()
            self._found[what].append((own, doers))
            self._doers.update(dict.fromkeys(account.statements, doers))

    def tell(self, ref: StatementRef, event: Event) -> None:
        """Keep who does what a statement says; a state does what its bodies do."""
        doers = self._doers.get(ref)
        if doers is not None:
            names = {key(e) for e in event.actors} | {e.country for e in event.actors if e.country}
            doers |= names | {state for n in names if not n.islower() and is_state(state := n.split(".")[0])}

    def of(self, what: tuple[str, str | None], actor: str, period: Interval) -> int:
        """How many cases of a kind one of these doers is known for in a period."""
        wanted = set(actor.split(", "))
        return sum(1 for own, doers in self._found[what] if period.holds(own) and wanted & doers)
