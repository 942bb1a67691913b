"""How far what was announced has come: announced → done (signed) → in force, or denied; and what is overdue.

What was signed climbs to « in force » wherever that is told, in the sentence of the signing, in another or in
another article (:mod:`~.force`). An announcement and its fulfilment are two accounts, since the press of the
first day knows only the one. They are steps of one ladder where type and parties are the same and the act
falls when it was announced for (or, announced for no day, within half a year).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from recoupe.join.entities import key
from recoupe.join.force import Entry, Signed, entries, parties, signed_by
from recoupe.join.text import fold
from recoupe.model import Account, Article, Event, Statement, StatementRef, unique

Rung: TypeAlias = Literal["announced", "done", "in force", "denied"]
RUNGS: tuple[Rung, ...] = ("announced", "done", "in force", "denied")
SLACK_DAYS = 15  # « le 5 mai » announced, held on the 14th: put off a little, still the same act
OPEN_DAYS = 183  # an act announced for no day in particular is looked for so long
_IN_FORCE = re.compile(r"vigueur|\bin force|into force|التنفيذ")


class Step(Struct, frozen=True):
    """One rung: the account that tells it, the articles, and the first day it was reported."""

    rung: Rung
    account: str
    docs: tuple[str, ...]
    reported: str | None
    when: str | None  # the day the act is told for: its end, where it is told for a period


class Ladder(Struct, frozen=True):
    """The steps of one act, in the order they were reported; ``due`` is the last day it was announced for.

    ``overdue`` says that this day has passed and nothing that was read tells that it was done.
    """

    type: str
    mode: str | None
    parties: tuple[str, ...]
    steps: tuple[Step, ...]
    due: str | None = None
    overdue: bool = False


class _Act(NamedTuple):
    """An account and what matters of it here."""

    account: Account
    parties: frozenset[str]
    steps: tuple[Step, ...]
    first: date | None  # day of the first report
    start: date | None
    end: date | None


def ladders(
    accounts: Sequence[Account],
    said: Mapping[StatementRef, Statement],
    articles: Mapping[str, Article],
    as_of: date | None,
) -> Iterator[Ladder]:
    """Every act that is announced, denied or told to be in force, with what came of it, by first report."""
    entered = _entered(accounts, said, articles)
    acts = [a for account in accounts if (a := _act(account, said, articles, entered)) is not None]
    announced = [a for a in acts if any(s.rung in ("announced", "denied") for s in a.steps)]
    done = [a for a in acts if any(s.rung in ("done", "in force") for s in a.steps)]
    climbed = [a for a in acts if {"done", "in force"} <= {s.rung for s in a.steps} and a not in announced]
    for act in sorted([*announced, *climbed], key=lambda a: (str(a.first or "9999"), a.account.id)):
        steps = list(act.steps)
        if not any(s.rung in ("done", "in force") for s in steps):
            later = [o for o in done if o.account is not act.account and _follows(o, act)]
            if later:
                nearest = min(later, key=lambda o: (_away(o, act), o.account.id))
                steps += [s for s in nearest.steps if s.rung in ("done", "in force")]
        elif not any(s.rung in ("announced", "in force") for s in steps):
            continue  # told and denied within one account: the grade says so
        steps.sort(key=lambda s: (s.reported or "9999", RUNGS.index(s.rung)))
        if len(steps) == 1 and steps[0].rung == "denied":
            continue  # nobody said so before
        open_ = not any(s.rung in ("done", "in force", "denied") for s in steps)
        promised = any(s.rung == "announced" for s in steps)
        # A day before the announcement is no promise: the article looks back, or its date was misread.
        due = act.end if promised and act.end and (not act.first or act.end >= act.first) else None
        yield Ladder(
            type=act.account.type,
            mode=act.account.mode,
            parties=tuple(sorted(act.parties)),
            steps=tuple(steps),
            due=due.isoformat() if due else None,
            overdue=bool(open_ and due and as_of and due < as_of),
        )


def _entered(
    accounts: Iterable[Account], said: Mapping[StatementRef, Statement], articles: Mapping[str, Article]
) -> dict[str, list[Entry]]:
    """The entries into force of what was signed, by the account of the signing."""
    signings: list[Signed] = []
    home: dict[StatementRef, str] = {}
    for account in accounts:
        told = [(ref, s) for ref in account.statements if isinstance(s := said.get(ref), Event)]
        states = parties(s for _, s in told)
        day = account.when.start if account.when else None
        for ref, event in told:
            if _signs(event):
                signings.append(Signed(ref, event, states, day))
                home[ref] = account.id
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries(articles.values()) if signings else ():
        signing = signed_by(entry, signings, articles)
        if signing is not None:
            found[home[signing.ref]].append(entry)
    return found


def _signs(event: Event) -> bool:
    """Whether an event is a signing that was done, and not what a parliament or a date did later."""
    done = event.status in ("asserted", "historical") and _rung(event) == "done"
    return done and "ratif" not in fold(event.trigger) and (event.mode == "sign" or event.type == "AGREE")


def _act(
    account: Account,
    said: Mapping[StatementRef, Statement],
    articles: Mapping[str, Article],
    entered: Mapping[str, Sequence[Entry]],
) -> _Act | None:
    told = [(ref, s) for ref in account.statements if isinstance(s := said.get(ref), Event)]
    rungs: dict[Rung, list[StatementRef]] = {}
    for ref, event in told:
        if event.status != "hypothetical":
            rungs.setdefault(_rung(event), []).append(ref)
    if not rungs:
        return None
    when = account.when
    start = date.fromisoformat(when.start) if when and when.start else None
    end = date.fromisoformat(when.end) if when and when.end else None
    steps = tuple(
        Step(
            rung,
            account.id,
            unique(doc for doc, _ in refs),
            _reported(refs, articles),
            str(end) if end else None,
        )
        for rung, refs in rungs.items()
    )
    if "in force" not in rungs and account.id in entered:
        steps += (_force(account, entered[account.id]),)
    days = [date.fromisoformat(s.reported) for s in steps if s.reported]
    named = frozenset(key(e) for _, s in told for e in (*s.actors, *s.recipients) if e.id)
    return _Act(account, named, steps, min(days, default=None), start, end)


def _rung(event: Event) -> Rung:
    if event.status == "negated":
        return "denied"
    if event.status == "planned":
        return "announced"
    return "in force" if _IN_FORCE.search(fold(event.trigger)) else "done"


def _force(account: Account, told: Sequence[Entry]) -> Step:
    days = Counter(e.day for e in told if e.day)
    return Step(
        "in force",
        account.id,
        unique(e.doc for e in told),
        min((e.reported for e in told if e.reported), default=None),
        min(days, key=lambda d: (-days[d], d), default=None),
    )


def _reported(refs: Iterable[StatementRef], articles: Mapping[str, Article]) -> str | None:
    return min((p for doc, _ in refs if doc in articles and (p := articles[doc].published)), default=None)


def _follows(later: _Act, act: _Act) -> bool:
    """Whether one account may tell that what another announced was done."""
    if not act.parties or not _same_kind(later.account, act.account):
        return False
    if not (later.parties >= act.parties or (len(later.parties) > 1 and act.parties >= later.parties)):
        return False
    if later.first and act.first and later.first < act.first:
        return False
    at = later.start or later.end or later.first
    if at is None:
        return False
    if act.start or act.end:
        slack = timedelta(days=SLACK_DAYS)
        return (not act.start or at >= act.start - slack) and (not act.end or at <= act.end + slack)
    return act.first is not None and timedelta(0) <= at - act.first <= timedelta(days=OPEN_DAYS)


def _same_kind(a: Account, b: Account) -> bool:
    """One type, and no two different modes; an accord « conclu » may be the one announced as « signé »."""
    kinds = {a.type, b.type}
    if kinds == {"AGREE", "SUPPORT"}:
        return "sign" in (a.mode, b.mode)
    return len(kinds) == 1 and (a.mode == b.mode or None in (a.mode, b.mode))


def _away(later: _Act, act: _Act) -> int:
    at, due = later.start or later.first, act.end or act.start or act.first
    return abs((at - due).days) if at and due else 10**6
