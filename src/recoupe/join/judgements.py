"""What people judged, as the cross-check must honour it: which judgements stand, and what each bears on.

Judgements are rows that are only ever added. ``ruled`` works out, for a corpus as it is now, which
statements must and must not be one account, which articles relay which, which values are set
aside, which grades are overruled, and which judgements no longer apply.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from recoupe.join.aliases import Aliases
from recoupe.join.anchors import Finder, Lost
from recoupe.join.compare import written
from recoupe.join.corrections import corrected, put
from recoupe.join.once import as_opening
from recoupe.join.text import docname
from recoupe.model import (
    Account,
    Applied,
    Article,
    Coded,
    Judgement,
    Passage,
    Statement,
    StatementRef,
    unique,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rulings:
    """Judgements in force on one corpus. Documents are named without extension in ``relays``."""

    # Statements that are one thing, in groups; and those that are not, each with the others.
    together: tuple[tuple[StatementRef, ...], ...] = ()
    apart: Mapping[StatementRef, frozenset[StatementRef]] = field(default_factory=dict)
    relays: Mapping[str, frozenset[str]] = field(default_factory=dict)
    agencies: Mapping[str, str] = field(default_factory=dict)  # outlet → the agency it prints
    aside: Mapping[StatementRef, Mapping[str, str]] = field(default_factory=dict)
    # What is right in the place of a value set aside, by field.
    instead: Mapping[StatementRef, Mapping[str, Statement]] = field(default_factory=dict)
    grades: Mapping[StatementRef, Judgement] = field(default_factory=dict)
    about: Mapping[StatementRef, tuple[Judgement, ...]] = field(default_factory=dict)
    aliases: Aliases = field(default_factory=Aliases)
    reliability: Mapping[str, Judgement] = field(default_factory=dict)
    # Of every judgement by its number: "in force", or why it has no effect, or only part of it.
    states: Mapping[int, str] = field(default_factory=dict)

    def read(self, coded: Iterable[Coded]) -> list[Coded]:
        """What the articles say as people put it right: for showing, not for joining."""
        return corrected(self.aliases.coded(coded), self.instead)

    def statement(self, ref: StatementRef, said: Statement) -> Statement:
        """One statement, as :meth:`read` gives it."""
        said = self.aliases.statement(said)
        for field_, instead in self.instead.get(ref, {}).items():
            said = put(said, field_, instead)
        return said

    @property
    def docs(self) -> frozenset[str]:
        """The articles of which a statement was judged."""
        return frozenset(doc for doc, _ in self.about)

    @property
    def paired(self) -> frozenset[StatementRef]:
        """The statements that were judged to be one with another, or not to be."""
        return frozenset(self.apart).union(*self.together)


NONE = Rulings()
IN_FORCE = "in force"


def standing(judgements: Sequence[Judgement]) -> tuple[list[Judgement], dict[int, int]]:
    """Those that were not undone, oldest first, and which was undone by which.

    An undoing may itself be undone: what it had undone then stands again.
    """
    ordered = sorted(judgements, key=lambda j: j.number)
    undone: dict[int, int] = {}
    for one in reversed(ordered):
        if one.verdict == "undo" and one.undoes is not None and one.number not in undone:
            undone[one.undoes] = one.number
    return [j for j in ordered if j.number not in undone and j.verdict != "undo"], undone


def ruled(judgements: Sequence[Judgement], coded: Iterable[Coded], articles: Iterable[Article]) -> Rulings:
    """The judgements as they bear on this corpus; the latest holds where two contradict each other."""
    if not judgements:
        return NONE
    maker = _Maker(Finder(articles, coded))
    stand, undone = standing(judgements)
    for one in reversed(stand):
        maker.add(one)
    states = {j.number: maker.states.get(j.number, IN_FORCE) for j in judgements}
    states |= {number: f"undone by {by}" for number, by in undone.items() if number in states}
    return maker.rulings(states)


class _Maker:
    """Takes judgements from the latest to the oldest, so that a later one is never overruled."""

    def __init__(self, finder: Finder) -> None:
        self.finder = finder
        self.states: dict[int, str] = {}
        self.groups = _Groups()
        self.relays: dict[str, frozenset[str]] = {}
        self.agencies: dict[str, str] = {}
        self.aside: dict[StatementRef, dict[str, str]] = defaultdict(dict)
        self.instead: dict[StatementRef, dict[str, Statement]] = defaultdict(dict)
        self.grades: dict[StatementRef, Judgement] = {}
        self.about: dict[StatementRef, list[Judgement]] = defaultdict(list)
        self.names: list[Judgement] = []
        self.reliability: dict[str, Judgement] = {}
        self.by_outlet: dict[str, list[str]] = defaultdict(list)
        for article in finder.articles.values():
            if article.outlet:
                self.by_outlet[article.outlet].append(article.doc)

    def add(self, one: Judgement) -> None:
        if one.verdict in ("same", "different"):
            self._pairs(one)
        elif one.verdict == "relays":
            self._relay(one)
        elif one.verdict == "wrong":
            self._wrong(one)
        elif one.verdict == "grade":
            self._grade(one)
        elif one.verdict == "reliability":
            outlet = one.names[0]
            if outlet in self.reliability:
                self.states[one.number] = f"gives way to {self.reliability[outlet].number}"
            else:
                self.reliability[outlet] = one
        else:
            self.names.append(one)

    def rulings(self, states: dict[int, str]) -> Rulings:
        aliases, given_way = Aliases.of(self.names)
        states |= {number: f"gives way to {later}" for number, later in given_way.items()}
        return Rulings(
            together=self.groups.groups(),
            apart={ref: frozenset(others) for ref, others in self.groups.barred.items()},
            relays=self.relays,
            agencies=self.agencies,
            aside={ref: dict(fields) for ref, fields in self.aside.items()},
            instead={
                ref: {name: aliases.statement(right) for name, right in fields.items()}
                for ref, fields in self.instead.items()
            },
            grades=self.grades,
            about={ref: tuple(sorted(ones, key=lambda j: j.number)) for ref, ones in self.about.items()},
            aliases=aliases,
            reliability=self.reliability,
            states=states,
        )

    def _found(self, one: Judgement, passages: Iterable[Passage]) -> list[StatementRef]:
        """The statements of these passages that are still there; the others are said."""
        found, lost = [], []
        for wanted in passages:
            try:
                ref = self.finder.statement(wanted)
            except Lost as error:
                lost.append(str(error))
            else:
                found.append(ref)
        if lost:
            none = "no longer applies" if not found else "applies in part"
            self.states[one.number] = f"{none}: {'; '.join(unique(lost))}"
        return list(unique(found))

    def _heard(self, one: Judgement, refs: Iterable[StatementRef]) -> None:
        for ref in refs:
            self.about[ref].append(one)

    def _pairs(self, one: Judgement) -> None:
        left, right = self._found(one, one.left), self._found(one, one.right)
        if not left or not right:
            lost = self.states.get(one.number, "its passages are not here").partition(": ")[2]
            self.states[one.number] = f"no longer applies: {lost}"
            return
        act = self.groups.join if one.verdict == "same" else self.groups.bar
        answers = [act(a, b, one.number) for a, b in product(left, right)]
        against = sorted({other for other in answers if other is not None})
        self._heard(one, (*left, *right))
        if against:
            given_way = f"gives way to {', '.join(map(str, against))}"
            whole = None not in answers
            self.states[one.number] = given_way if whole else f"applies in part: {given_way}"

    def _relay(self, one: Judgement) -> None:
        sides = []
        for passages, name in zip((one.left, one.right), (*one.names, "", "")[:2], strict=True):
            if not passages:
                sides.append(self.by_outlet.get(name, []))
                continue
            try:
                sides.append([self.finder.document(passage) for passage in passages])
            except Lost as error:
                self.states[one.number] = f"no longer applies: {error}"
                return
        relaying, relayed = sides
        if relaying and not relayed and not one.right:
            # What is relayed is an agency, which publishes nothing here itself.
            for doc in relaying:
                self.agencies.setdefault(docname(doc), one.names[1])
        # One set for all articles of an outlet: of two large ones there are too many pairs.
        sources = frozenset(map(docname, relayed))
        for doc in relaying if sources else ():
            known = self.relays.get(docname(doc))
            self.relays[docname(doc)] = sources if known is None else known | sources
        for doc in (*relaying, *(relayed if one.right else ())):
            self._heard(one, ((doc, i) for i in range(len(self.finder.coded.get(doc, ())))))
        if not relaying:
            self.states[one.number] = f"no longer applies: no article of {one.names[0]} is here"

    def _wrong(self, one: Judgement) -> None:
        name = one.field or ""
        kept, changed = [], set()
        for ref in self._found(one, one.left):
            said = self.finder.coded[ref[0]][ref[1]]
            # Beside an opening a tie that houses what is opened is shown as one.
            opening = as_opening(said, self.finder.articles[ref[0]].quote(said.span))
            now = written(said, name)
            if one.value in (now, written(opening, name)):
                kept.append(ref)
            else:
                changed.add(now or "nothing")
        if changed:
            none = "applies in part" if kept else "no longer applies"
            told = ", ".join(sorted(changed))
            self.states[one.number] = f"{none}: coded anew, {name} is {told}, no longer {one.value}"
        for ref in kept:
            if name not in self.aside[ref] and not isinstance(one.instead, msgspec.UnsetType):
                self.instead[ref][name] = one.instead
            self.aside[ref].setdefault(name, signed(one))
        self._heard(one, kept)

    def _grade(self, one: Judgement) -> None:
        found = self._found(one, one.left)
        if not found:
            return
        # The grade goes where the account's first statement is, should the account have split.
        later = self.grades.setdefault(found[0], one)
        if later is not one:
            self.states[one.number] = f"gives way to {later.number}"
        self._heard(one, found[:1])


class _Groups:
    """Statements that must be one, and pairs that must not, kept free of contradiction."""

    def __init__(self) -> None:
        self._home: dict[StatementRef, StatementRef] = {}
        self._members: dict[StatementRef, list[StatementRef]] = {}
        self._joined_by: dict[StatementRef, int] = {}
        self._barred_by: dict[tuple[StatementRef, StatementRef], int] = {}
        self.barred: dict[StatementRef, set[StatementRef]] = defaultdict(set)

    def _of(self, ref: StatementRef) -> StatementRef:
        if ref not in self._home:
            self._home[ref], self._members[ref] = ref, [ref]
        return self._home[ref]

    def join(self, a: StatementRef, b: StatementRef, number: int) -> int | None:
        """Make two one; the number of the later judgement that bars it, or None where it is done."""
        left, right = self._of(a), self._of(b)
        if left == right:
            return None
        for x in self._members[left]:
            for y in self.barred.get(x, ()):
                if self._home.get(y) == right:
                    return self._barred_by[x, y]
        moved = self._members.pop(right)
        for ref in moved:
            self._home[ref] = left
        self._members[left] += moved
        self._joined_by[left] = max(number, self._joined_by.get(left, 0), self._joined_by.get(right, 0))
        return None

    def bar(self, a: StatementRef, b: StatementRef, number: int) -> int | None:
        """Keep two apart; the number of a later judgement that joined them, or None where it is done."""
        if a == b:
            return None
        if self._of(a) == self._of(b):
            return self._joined_by[self._of(a)]
        for x, y in ((a, b), (b, a)):
            self.barred[x].add(y)
            self._barred_by.setdefault((x, y), number)
        return None

    def groups(self) -> tuple[tuple[StatementRef, ...], ...]:
        """The groups of two or more, sorted."""
        return tuple(sorted(tuple(sorted(group)) for group in self._members.values() if len(group) > 1))


# -- what is said of it ---------------------------------------------------------------------------


def signed(one: Judgement) -> str:
    """Who decided, when, and why, for a reader."""
    why = f": {one.why}" if one.why else ""
    return f"{one.by}, {one.at[:10]} (judgement {one.number}){why}"


def honoured(account: Account, rulings: Rulings) -> Account:
    """The account with the grade a person gave it, and the judgements that bear on it."""
    mine = {j.number: j for ref in account.statements for j in rulings.about.get(ref, ())}
    if not mine:
        return account
    over = max(
        (rulings.grades[ref] for ref in account.statements if ref in rulings.grades),
        key=lambda j: j.number,
        default=None,
    )
    told = tuple(_applied(mine[number], account, rulings) for number in sorted(mine))
    account = replace(account, judged=tuple(one for one in told if one is not None))
    if over is None or over.grade is None:
        return account
    why = f"{account.why}; overruled by {signed(over)} → {over.grade}"
    return replace(account, grade=over.grade, rule_grade=account.grade, why=why)


def _applied(one: Judgement, account: Account, rulings: Rulings) -> Applied | None:
    """What a judgement does to this account; None for a relay between articles that are not both here."""
    effect = _effect(one, account, rulings)
    if effect is None:
        return None
    state = rulings.states.get(one.number, IN_FORCE)
    if state != IN_FORCE:
        effect = f"{effect} ({state})"
    return Applied(one.number, one.verdict, one.by, one.at, one.why, effect)


def _effect(one: Judgement, account: Account, rulings: Rulings) -> str | None:
    if one.verdict == "same":
        return f"joined: {one.about}"
    if one.verdict == "different":
        return f"kept apart: {one.about}"
    if one.verdict == "wrong":
        return f"{one.field} {one.value} set aside{_in_its_place(one)}"
    if one.verdict == "grade":
        return f"grade {one.grade}"
    here = {docname(doc) for doc, _ in account.statements}
    links = any(other in rulings.relays.get(doc, ()) for doc in here for other in here - {doc})
    return f"relayed: {one.about}" if links or here & rulings.agencies.keys() else None


def _in_its_place(one: Judgement) -> str:
    if isinstance(one.instead, msgspec.UnsetType):
        return ""
    return f", {written(one.instead, one.field or '') or 'nothing'} in its place"


def lost(rulings: Rulings) -> Iterator[tuple[int, str]]:
    """The judgements that no longer have their whole effect, with the reason; not those undone."""
    for number, state in sorted(rulings.states.items()):
        if not state.startswith(("in force", "undone")):
            yield number, state
