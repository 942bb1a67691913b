"""What follows from the accounts, in words: the lines of ``recoupe insight`` and of the brief."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from recoupe.join.insights import Fragile, Insights, Kind, Silent, Single
from recoupe.join.ladder import Ladder
from recoupe.model import Account, Article, Coded
from recoupe.share import dates
from recoupe.share.ids import short_ids
from recoupe.share.nouns import tidy
from recoupe.share.outlets import Outlet
from recoupe.share.sentence import Speaker
from recoupe.share.values import origin_text
from recoupe.share.words import Lang, check, listed, number, say, several

_SHOWN = 3  # of each kind in a brief
KINDS: tuple[Kind, ...] = ("single-origin", "fragile", "silent-side", "ladder")
_KEYS: dict[Kind, str] = {
    "single-origin": "single",
    "fragile": "fragile",
    "silent-side": "silent",
    "ladder": "ladders",
}


def heading(lang: str, kind: Kind) -> str:
    """The title of one kind."""
    return say(lang, f"insight.{_KEYS[kind]}")


def as_record(found: Insights, kinds: Sequence[Kind]) -> dict[str, object]:
    """The insights of some kinds by name, with the outlets whose country is not known."""
    record: dict[str, object] = {_KEYS[kind]: getattr(found, _KEYS[kind]) for kind in kinds}
    if "silent-side" in kinds:
        record["unplaced"] = found.unplaced
    return record


def lines(
    found: Insights,
    kinds: Sequence[Kind],
    accounts: Sequence[Account],
    articles: Sequence[Article],
    coded: Sequence[Coded],
    lang: str,
) -> Iterator[str]:
    """Plain lines for a person, one heading per kind; raises ``InputError`` for another language."""
    check(lang)
    words = Wording(accounts, Speaker(articles, coded, "fr" if lang == "fr" else "en"))
    for n, kind in enumerate(kinds):
        if n:
            yield ""
        yield heading(lang, kind)
        items = list(words.items(found, kind))
        if not items:
            yield f"  {say(lang, 'insight.none')}"
        for item in items:
            yield f"  {item.head}"
            yield from (f"    {line}" for line in item.rest)
        if kind == "silent-side" and found.unplaced:
            yield "  " + say(lang, "insight.unplaced", names=listed(lang, list(found.unplaced)))


class Item(NamedTuple):
    """One finding: what it is, the account it is about (none where it is an origin), and the lines below."""

    head: str
    account: str | None
    rest: tuple[str, ...]


class Wording:
    """Says the insights on one set of accounts in one language."""

    def __init__(self, accounts: Sequence[Account], speaker: Speaker) -> None:
        self.speaker = speaker
        self.lang: Lang = speaker.lang
        self.accounts: Mapping[str, Account] = {a.id: a for a in accounts}
        self.ids = short_ids(self.accounts)

    def items(self, found: Insights, kind: Kind) -> Iterator[Item]:
        """What there is of one kind."""
        if kind == "single-origin":
            yield from map(self._single, found.single)
        elif kind == "fragile":
            yield from map(self._fragile, found.fragile)
        elif kind == "silent-side":
            yield from map(self._silent, found.silent)
        else:
            yield from map(self._ladder, found.ladders)

    def summary(self, found: Insights) -> Iterator[str]:
        """What a brief says of it, in a few lines; ``recoupe insight`` has the whole."""
        if found.single:
            yield several(self.lang, "single_origin", len(found.single))
        for pillar in [p for p in found.fragile if len(p.losses) > 1][:_SHOWN]:
            accounts = several(self.lang, "account", len(pillar.losses))
            origin = origin_text(self.lang, pillar.origin)
            yield self._say("insight.without", origin=origin, accounts=accounts)
        states = Counter(state for one in found.silent for state in one.silent)
        for state, n in states.most_common(_SHOWN):
            name, accounts = self.speaker.names.id(state).bare, several(self.lang, "account", n)
            yield self._say("insight.silent_on", state=name, accounts=accounts)
        late = [one for one in found.ladders if one.overdue and one.due]
        for one in late[:_SHOWN]:
            sentence = tidy(self.speaker.account(self.accounts[one.steps[0].account]))
            day = dates.day(self.lang, date.fromisoformat(str(one.due)))
            yield f"{sentence}{self._say('colon')}{self._say('insight.overdue', day=day)}"
        if len(late) > _SHOWN:
            yield self._say("insight.more_overdue", n=len(late) - _SHOWN)

    def first(self, outlets: Sequence[Outlet]) -> Iterator[Item]:
        """Of each outlet that tells what others tell too: how much of it first, and how late the rest."""
        for one in outlets:
            if one.shared:
                shared = several(self.lang, "account", one.shared)
                head = self._say("insight.first_of", outlet=one.name, n=one.first, accounts=shared)
                if one.lag is not None:
                    head += self._say("insight.lag", days=number(self.lang, one.lag))
                yield Item(head, None, ())

    def account(self, identity: str) -> str:
        """Day, sentence and id of an account."""
        account = self.accounts[identity]
        start, end = dates.span(account.when)
        written = account.when.text if account.when else ""
        when = (
            f"{dates.interval(self.lang, start, end, written=written)}{self._say('colon')}"
            if start or end
            else ""
        )
        return f"{when}{tidy(self.speaker.account(account))}  {self.ids[identity]}"

    def _say(self, key: str, **values: object) -> str:
        return say(self.lang, key, **values)

    def _single(self, one: Single) -> Item:
        articles = several(self.lang, "article", len(one.docs))
        told = self._say("relayed", origin=origin_text(self.lang, one.origin), articles=articles)
        return Item(self.account(one.account), one.account, (told,))

    def _fragile(self, one: Fragile) -> Item:
        articles = several(self.lang, "article", len(one.docs))
        rest = []
        for loss in one.losses:
            left = self._say("insight.left", origins=several(self.lang, "origin", len(loss.left)))
            rest.append(f"{self.account(loss.account)}  {loss.grade} → {loss.without} ({left})")
        head = self._say("relayed", origin=origin_text(self.lang, one.origin), articles=articles)
        return Item(head, None, tuple(rest))

    def _silent(self, one: Silent) -> Item:
        rest = [self._side("insight.told_in", state, outlets) for state, outlets in one.told.items()]
        rest += [self._side("insight.silent_in", state, outlets) for state, outlets in one.silent.items()]
        return Item(self.account(one.account), one.account, tuple(rest))

    def _side(self, key: str, state: str, outlets: Sequence[str]) -> str:
        name = self.speaker.names.id(state).bare
        return self._say(key, state=name, outlets=listed(self.lang, list(outlets)))

    def _ladder(self, one: Ladder) -> Item:
        first = one.steps[0].account
        rest = []
        for step in one.steps:
            day = dates.day(self.lang, date.fromisoformat(step.reported)) if step.reported else "?"
            rung = self._say(f"insight.rung.{step.rung}")
            other = f"  {self.ids[step.account]}" if step.account != first else ""
            articles = several(self.lang, "article", len(step.docs))
            rest.append(f"{day}{self._say('colon')}{rung} ({articles}){other}")
        if one.overdue and one.due:
            day = dates.day(self.lang, date.fromisoformat(one.due))
            rest.append(self._say("insight.overdue", day=day))
        return Item(self.account(first), first, tuple(rest))
