"""What each user may see: the whole library, or one made of the part that its markings leave them.

:func:`recoupe.share.handling.may_see` decides of each article, judgement and account, as it does for exports.
Whatever is hidden is left out before anything is joined, counted, indexed or listed. Users whom the markings
treat alike share what is made for them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from recoupe.model import Account
from recoupe.serve import indexing
from recoupe.serve.counting import LARGE
from recoupe.serve.facts import enter_some
from recoupe.serve.shelf import Shelf
from recoupe.share.exchange.marks import Handling
from recoupe.share.handling import Marking, Reader, may_see, strictest
from recoupe.store import Library, parting, sight
from recoupe.store.people import User
from recoupe.store.sight import Narrowed

FEW = 10  # of so many articles one may be hidden, to be taken out rather than the rest joined anew

Refs = frozenset[tuple[int, int]]


class Eyes(NamedTuple):
    """One who looks, on a day: whom markings may name."""

    name: str
    house: str  # the node whose people see what it made
    groups: frozenset[str]
    at: date
    patrons: frozenset[str] = frozenset()  # the nodes whose client the house is

    def reader(self, marking: Marking) -> Reader:
        """They as one who reads: our groups count for what is ours alone."""
        ours = set(marking.originators) <= {self.house}
        groups = frozenset({self.house}) | (self.groups if ours else frozenset())
        return Reader(name=self.name, groups=groups, client_of=self.patrons)

    def sees(self, marking: Marking) -> bool:
        """Whether they may see what is so marked."""
        return may_see(marking, self.reader(marking), self.at).allowed


class Hidden(NamedTuple):
    """What somebody may not see: articles, judgements, and statements of accounts marked as such."""

    docs: frozenset[str]
    judgements: frozenset[int]
    refs: Refs


class Markings:
    """Every marking of a library that is more than press, at one moment."""

    def __init__(self, library: Library) -> None:
        undone = {one.number: one.undoes for one in library.judgements()}
        with library.reading() as connection:
            self.stamp = sight.stamp(connection)
            self.handling = Handling(connection)
            self.docs: Mapping[str, Marking] = self.handling.marked()
            self.accounts: Mapping[str, Marking] = self.handling.marked_accounts()
            self.refs = {one: sight.statements_of(connection, one) for one in self.accounts}
        self.judgements = {number: self.handling.judgement(number) for number in undone}
        self._undone = undone

    @cached_property
    def every(self) -> frozenset[Marking]:
        """All of them, each once: they never change, and every page asks."""
        return frozenset((*self.docs.values(), *self.judgements.values(), *self.accounts.values()))

    @cached_property
    def named(self) -> frozenset[str]:
        """Whom any of them names."""
        return frozenset().union(*(one.audience or () for one in self.every))

    @cached_property
    def strictest(self) -> Marking:
        """Whoever may see what is so marked may see everything."""
        return strictest(self.every)

    def eyes(self, user: User, at: date) -> Eyes:
        """A user as far as the markings tell one from another."""
        name = user.named if user.named in self.named else "user:"
        return Eyes(name, self.handling.node, frozenset(user.groups) & self.named, at, self.handling.patrons)

    def open_to(self, eyes: Eyes) -> bool:
        """Whether nothing at all is hidden: then neither is anything made of several."""
        return eyes.sees(self.strictest)

    def hidden(self, eyes: Eyes) -> Hidden:
        """What these eyes may not see."""
        # Decided once for each marking: thousands of things are marked alike.
        shut = {one for one in self.every if not eyes.sees(one)}
        judgements = {number for number, one in self.judgements.items() if one in shut}
        # That a judgement was taken back tells that there was one.
        judgements |= {number for number, old in self._undone.items() if old in judgements}
        refs = [self.refs[one] for one, marking in self.accounts.items() if marking in shut]
        return Hidden(
            frozenset(doc for doc, marking in self.docs.items() if marking in shut),
            frozenset(judgements),
            frozenset().union(*refs),
        )


class Part(Shelf):
    """The library of what some eyes may see, kept up to date with the whole, and its stand."""

    def __init__(self, whole: Shelf, markings: Markings, eyes: Eyes, hidden: Hidden) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="recoupe-sight-")
        path = Path(self.folder.name) / "part.db"
        self.maker = sight.make(path)
        super().__init__(Narrowed(path, whole.library.path), (path, whole.library.path))
        self.whole, self.eyes, self.hidden = whole, eyes, hidden
        self._markings = markings
        self._article = self._judgement = 0
        self._docs: dict[int, str] = {}
        self.stale = False
        self._parting: subprocess.Popen[bytes] | None = None

    @property
    def synced(self) -> bool:
        """Whether it has all that there is for it."""
        with self.whole.library.reading() as connection:
            return sight.last_numbers(connection) <= (self._article, self._judgement) and self.maker.fresh

    @property
    def begun(self) -> bool:
        """Whether some of it is listed, or all that there is for it is here."""
        return bool(self.stand.accounts) or self.synced

    def renew(self, markings: Markings) -> bool:
        """Go on under other markings; false where they hide or show something else, an article is gone, or
        something here is marked otherwise: of what is made of several, more or less may be seen then.
        """
        if markings is self._markings:  # every page asks, and markings never change
            return True
        same = (
            markings.hidden(self.eyes) == self.hidden
            and self._docs.items() <= markings.handling.numbers.items()
            and self._marked_as(markings)
        )
        if same:
            self._markings = markings
        return same

    def _marked_as(self, markings: Markings) -> bool:
        """Whether all that is here already is marked as it was."""
        old = self._markings
        other = {doc for doc, _ in old.docs.items() ^ markings.docs.items()}
        return (
            other.isdisjoint(self._docs.values())
            and old.accounts == markings.accounts
            and old.judgements.items() <= markings.judgements.items()
        )

    def settle(self) -> None:
        """As :meth:`Shelf.settle`, the whole library first."""
        self.whole.settle()
        super().settle()

    def wake(self) -> None:
        """Look at both now."""
        self.whole.wake()
        super().wake()

    def close(self) -> None:
        """End following, and remove the file."""
        self.stop()
        if self._parting:
            self._parting.terminate()
        self.library.close()
        self.maker.close()
        self.folder.cleanup()

    def _bring_up(self) -> bool:
        if self.stale:
            return False
        if not self._article and self._few_hidden():
            self._part()
            if self._stop.is_set():
                return False
        with self.whole.library.reading() as connection:
            self._copy(connection)
        self.maker.refresh()
        sight.clear(self.maker, self._shuts)
        # What is entered here was looked at just before: nobody else writes to this file.
        listed = bool(enter_some(self.maker))
        return indexing.enter_some(self.library) or listed

    def _few_hidden(self) -> bool:
        """Whether taking out what is hidden is quicker than joining the rest anew; judgements it cannot."""
        hidden, there = len(self.hidden.docs), len(self.whole.library)
        return not self.hidden.judgements and there >= LARGE and hidden * FEW <= there

    def _part(self) -> None:
        """Begin with what is joined of the whole, what is hidden taken out of it in a file aside.

        Nothing of that file is used unless every article and judgement in it may be seen.
        """
        aside = Path(self.folder.name) / "aside.db"
        command = [sys.executable, "-m", "recoupe.store.parting", str(self.whole.library.path), str(aside)]
        self._parting = subprocess.Popen(command, stdin=subprocess.PIPE)
        self._parting.communicate(msgspec.json.encode(sorted(self.hidden.docs)))
        if not self._parting.returncode:
            with Library(aside, create=False) as made, self.whole.library.reading() as whole:
                with made.reading() as connection:
                    docs = sight.articles_after(connection, 0)
                    article, judgement = sight.last_numbers(connection)
                handling = Handling(whole)
                seen = all(self.eyes.sees(handling.article(doc)) for doc in docs.values())
                seen = seen and all(self.eyes.sees(handling.judgement(j.number)) for j in made.judgements())
                current = sight.stamp(whole) == self._markings.stamp
            if seen and current:
                parting.copy(aside, self.maker.path)
                self._docs, self._article, self._judgement = docs, article, judgement
        for one in aside.parent.glob("aside.db*"):
            one.unlink()

    def _copy(self, whole: Connection) -> None:
        """Copy what is new, unless the markings changed: whoever asks next gets another part then."""
        article, judgement = sight.last_numbers(whole)
        if (article, judgement) == (self._article, self._judgement):
            return
        if sight.stamp(whole) != self._markings.stamp:
            markings = Markings(self.whole.library)
            if not self.renew(markings):
                self.stale = True
                return
        handling = Handling(whole)
        new = sight.articles_after(whole, self._article)
        wanted = {number: doc for number, doc in new.items() if self.eyes.sees(handling.article(doc))}
        sight.copy_articles(whole, self.maker, wanted)
        self._docs = {**self._docs, **wanted}  # another one: pages that look at it go on with theirs
        self._article = max(new, default=self._article)
        hidden = self.hidden.judgements
        self._judgement = sight.copy_judgements(
            whole,
            self.maker,
            self._judgement,
            lambda number: number not in hidden and self.eyes.sees(handling.judgement(number)),
        )

    def _shuts(self, account: Account, refs: Refs) -> bool:
        marking = self._markings.handling.account(account)
        return bool(refs & self.hidden.refs) or not self.eyes.sees(marking)
