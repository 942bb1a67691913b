"""The ledger: counts of one measure by one doer, on one time axis, held against each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, TypeAlias

import msgspec

from recoupe.join.entities import is_state, key
from recoupe.join.origins import heads
from recoupe.join.periods import write_when
from recoupe.join.quantities import disjoint, exceeds, limits, write_value
from recoupe.join.text import fold, stems
from recoupe.join.times import Interval, interval
from recoupe.model import (
    Account,
    Attribution,
    Claim,
    Coded,
    Event,
    Figure,
    Ledger,
    Measure,
    StatementRef,
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


def ledgers(accounts: Sequence[Account], coded: Iterable[Coded]) -> list[Ledger]:
    """One ledger per measure, doer and unit, for every count that is made over a period or twice.

    ``coded`` are the statements the accounts were joined from. Claims are sorted by period; a count
    of a more specific thing (« dont 44 liées à Daech ») stands in the ledger of its whole.
    """
    cases = _Cases(accounts)
    said: dict[StatementRef, Figure] = {}
    heading: list[Coded] = []
    for document in coded:
        for i, one in enumerate(document.statements):
            if isinstance(one, Figure):
                said[document.doc, i] = one
            elif isinstance(one, Event):
                cases.tell((document.doc, i), one)
            elif one.type == "heads":
                heading.append(document)
    bodies = heads(heading)
    said = {ref: _of_body(figure, bodies) for ref, figure in said.items()}
    doers = _sole_doers(accounts, said)
    parts = _told_as_parts(said.values())
    books: dict[tuple[Measure, str, str | None], list[tuple[Claim, Figure]]] = defaultdict(list)
    for account in accounts:
        if account.kind != "figure":
            continue
        for claim, figure in _claims(account, said):
            doer = _doer(figure) if figure.actors else doers.get(account.id, NOBODY)
            books[figure.measure, doer, figure.unit].append((claim, figure))
    found = []
    for (measure, actor, unit), entries in books.items():
        if len(entries) < 2 or not any(c.when for c, _ in entries):
            continue
        entries.sort(key=_axis)
        found.append(
            Ledger(
                measure=measure,
                actor=actor,
                unit=unit,
                claims=tuple(c for c, _ in entries),
                violations=tuple(_violations(entries, parts)),
                documented=_documented(measure, actor, entries, parts, cases),
            )
        )
    return sorted(found, key=lambda b: (-len(b.claims), b.measure, b.actor, b.unit or ""))


def counts(account: Account) -> bool:
    """Whether :func:`ledgers` looks at an account: others need not be given to it."""
    return account.kind == "figure" or (account.type, account.mode) in DOCUMENTED.values()


def _claims(account: Account, said: Mapping[StatementRef, Figure]) -> Iterator[tuple[Claim, Figure]]:
    """One claim per value and period of an account, with who makes it."""
    origin = {ref: origin_of(account, ref) for ref in account.statements}
    groups: dict[tuple[float, str, str, str, str], list[StatementRef]] = defaultdict(list)
    aside = {
        r
        for name in ("value", "when")
        for v in account.fields.get(name, ())
        if v.aside
        for r in v.statements
        # Where something else was put in its place, the statement tells that.
        if not any(r in o.statements for o in account.fields[name] if not o.aside)
    }
    for ref in account.statements:
        figure = said.get(ref)
        if ref not in aside and figure is not None and figure.status in ("asserted", "historical"):
            groups[figure.value, figure.bound, write_when(figure.when), _doer(figure), _scope(figure)].append(
                ref
            )
    for refs in groups.values():
        figure = said[refs[0]]
        yield (
            Claim(
                account=account.id,
                value=figure.value,
                bound=figure.bound,
                when=figure.when,
                docs=unique(sorted(doc for doc, _ in refs)),
                origins=unique(sorted(origin[ref] for ref in refs)),
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


NOBODY = "?"  # the doer of a count that names none


def _doer(figure: Figure) -> str:
    return ", ".join(sorted({key(e) for e in figure.actors})) or NOBODY


def _of_body(figure: Figure, bodies: Mapping[str, str]) -> Figure:
    """What the head of a body is said to have done stands in the book of the body."""
    if not any(e.id in bodies for e in figure.actors):
        return figure
    actors = tuple(msgspec.structs.replace(e, id=bodies.get(e.id or "", e.id)) for e in figure.actors)
    return msgspec.structs.replace(figure, actors=actors)


def _sole_doers(accounts: Iterable[Account], said: Mapping[StatementRef, Figure]) -> dict[str, str]:
    """By account, the doer that all of its statements name that name one: the others count the same deed."""
    found = {}
    for account in accounts:
        named = {_doer(f) for ref in account.statements if (f := said.get(ref)) and f.actors}
        if len(named) == 1:
            found[account.id] = named.pop()
    return found


def _scope(figure: Figure) -> str:
    """What is counted within the measure: « IS » of cells, « femmes » of people arrested."""
    return ", ".join(sorted(e.id or uncounted(fold(e.text)) for e in figure.of))


_BEFORE_NUMBER = re.compile(
    r"^(?:(?:pr[eè]s|plus|moins|pas|au|environ|quelque|quelques|de|les?|la|une?|des|ces?|ses|leurs?) )+"
    r"|^d['’ ]?entre (?:elles|eux)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=50_000)
def uncounted(words: str) -> str:
    """What is counted without how many: « femmes » of « près de quarante femmes »."""
    from recoupe.code.fr.numbers import find_numbers

    for number in reversed(find_numbers(words)):
        words = words[: number.start] + words[number.end :]
    return _BEFORE_NUMBER.sub("", " ".join(words.split()))


def _axis(entry: tuple[Claim, Figure]) -> tuple[str, str, float, str]:
    when = entry[1].when
    start, end = (when.start or "", when.end or "9999") if when else ("9999", "9999")
    return start, end, float(entry[1].value), entry[0].account


def _violations(entries: Sequence[tuple[Claim, Figure]], parts: Container[int]) -> Iterator[Violation]:
    for (claim, a, x), (other, b, y) in _overlapping(entries):
        if not _one_place(a, b):
            continue
        whole, part = _whole_and_part(a, b)
        told = f"{_told(a)} and {_told(b)}"
        if whole is None or part is None:
            if kind_counted(a) != kind_counted(b) or _of_anything(a):
                continue
            rule = None if _one_breath(a, b) else _period_rule(a, b, x, y, parts)
            if rule:
                yield Violation(
                    rule=rule[0], accounts=(claim.account, other.account), why=f"{told}: {rule[1]}"
                )
        elif (
            not _of_anything(whole)
            and exceeds(part, whole)
            and interval(whole.when).holds(interval(part.when))
        ):
            why = f"{told}: a part cannot be more than the whole"
            yield Violation(rule="part-of-whole", accounts=(claim.account, other.account), why=why)


_Dated: TypeAlias = tuple[Claim, Figure, Interval]


def _overlapping(entries: Sequence[tuple[Claim, Figure]]) -> Iterator[tuple[_Dated, _Dated]]:
    """Pairs of claims of closed periods that overlap; the claims are sorted by where their periods begin."""
    dated = [(claim, figure, own) for claim, figure in entries if (own := interval(figure.when)).closed]
    for n, first in enumerate(dated):
        for second in dated[n + 1 :]:
            if first[2].gap(second[2]) > 0:
                break  # neither this one nor any later one begins before the first one's end
            yield first, second


# Characters within which one article's counts are read together (about two sentences).
_BREATH = 250


def _of_anything(figure: Figure) -> bool:
    """Whether nothing tells what is counted: such a count is no whole of any other."""
    return figure.measure == "other" and not kind_counted(figure)


def _one_breath(a: Figure, b: Figure) -> bool:
    """« 97 cellules, dont 91 liées à Daech et 9… »: an article that tells counts together parts one whole.

    « 37 morts selon des ONG, 23 selon les autorités » are two voices, each with a whole of its own.
    """
    return a.doc == b.doc and abs(a.span[0] - b.span[0]) <= _BREATH and not _two_voices(a, b)


def _two_voices(a: Figure, b: Figure) -> bool:
    """Whether two counts are each laid to a speaker, not the same one."""
    if a.attribution is None or b.attribution is None:
        return False
    return _voice(a.attribution) != _voice(b.attribution)


def _voice(said: Attribution) -> str:
    return said.id or fold(said.speaker)


def _told_as_parts(said: Iterable[Figure]) -> frozenset[int]:
    """By ``id``, the figures that their article tells of a period together with a larger count of the same.

    « 739 arrestations …, le service en a arrêté 92 »: who tells both means the lesser as a part, though the
    words that narrow it were not read. It is held against no other article's whole as if it were one.
    """
    groups: dict[tuple[str, str, str | None, str], list[Figure]] = defaultdict(list)
    for figure in said:
        if interval(figure.when).closed:
            groups[figure.doc, figure.measure, figure.unit, write_when(figure.when)].append(figure)
    return frozenset(
        id(less)
        for group in groups.values()
        for less in group
        if any(exceeds(more, less) and _one_teller(more, less) for more in group)
    )


def _one_teller(a: Figure, b: Figure) -> bool:
    """Whether one voice tells both counts, of one doer as far as it says."""
    return not _two_voices(a, b) and (not a.actors or not b.actors or _doer(a) == _doer(b))


def _period_rule(
    a: Figure, b: Figure, x: Interval, y: Interval, parts: Container[int]
) -> tuple[_Rule, str] | None:
    if x == y:
        apart = disjoint(a, b) and id(a) not in parts and id(b) not in parts
        return ("same-scope", "one period, two counts") if apart else None
    if not (x.holds(y) or y.holds(x)):
        return None
    inner, outer = (a, b) if y.holds(x) else (b, a)
    if not exceeds(inner, outer) or id(outer) in parts:
        return None
    if x.start == y.start:
        return "running-total", "a total since the same day cannot fall"
    return "containment", "a period cannot hold less than a period inside it"


def _whole_and_part(a: Figure, b: Figure) -> tuple[Figure | None, Figure | None]:
    """Of two counts the whole and its part: one counts all, the other something named within it."""
    if kind_counted(a) and not kind_counted(b):
        return b, a
    if kind_counted(b) and not kind_counted(a):
        return a, b
    return None, None


def kind_counted(figure: Figure) -> frozenset[str]:
    """What narrows a count down; « personnes » or « suspects » arrested narrow nothing."""
    named = {e.id for e in figure.of if e.id}
    words = {w for e in figure.of if not e.id for w in stems(uncounted(fold(e.text)))}
    return frozenset(named | (words - _PLAIN))


_PLAIN = stems(
    """personne individu suspect homme cellule membre structure réseau bande groupe filière attentat projet
    attaque opération people person suspects individuals men members cells networks groups attacks plots"""
)


def _one_place(a: Figure, b: Figure) -> bool:
    """Whether two counts may be of one territory: what is counted in one town is no rival of another's."""
    left, right = {fold(p.text) for p in a.where}, {fold(p.text) for p in b.where}
    return not left or not right or bool(left & right)


def _told(figure: Figure) -> str:
    of = f" {_scope(figure)}" if kind_counted(figure) else ""
    return f"{write_value(figure)}{of} ({write_when(figure.when) or 'undated'})"


def _documented(
    measure: Measure,
    actor: str,
    entries: Sequence[tuple[Claim, Figure]],
    parts: Container[int],
    cases: _Cases,
) -> tuple[int, int | float, str] | None:
    """How many cases of the widest claim are accounts of their own: a lower bound, shown as n of m."""
    wanted = DOCUMENTED.get(measure)
    whole = [
        (c, f) for c, f in entries if not kind_counted(f) and interval(f.when).closed and id(f) not in parts
    ]
    if wanted is None or not whole:
        return None
    claim, figure = max(whole, key=lambda e: (interval(e[1].when).days or 0, limits(e[1])[0], e[0].account))
    return cases.of(wanted, actor, interval(figure.when)), claim.value, claim.account


class _Cases:
    """The accounts that stand for one case of what is counted, by type and mode, each with its doers."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._found: dict[tuple[str, str | None], list[tuple[Interval, set[str]]]] = defaultdict(list)
        self._doers: dict[StatementRef, set[str]] = {}
        for account in accounts:
            own = interval(account.when)
            what = account.type, account.mode
            if (
                account.kind == "event"
                and what in DOCUMENTED.values()
                and 0 < (own.days or 0) <= ONE_CASE_DAYS
            ):
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
