"""The accounts of a library by their terms, in memory: filters and counts in a few milliseconds.

Some 80,000 accounts with a dozen terms each take about 20 MB. What changes in the library is entered by one
thread (:meth:`Shelf.follow`); pages read a :class:`Stand`, which never changes once it is made.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from recoupe.errors import RecoupeError
from recoupe.serve.facts import enter_some
from recoupe.store import Library, shown

Mask: TypeAlias = NDArray[np.bool_]
Numbers: TypeAlias = NDArray[np.int32]
# Seconds between looks at the library, and the least time between two stands made of a changing one.
LOOK, REST = 0.5, 2.0
UNDATED = np.iinfo(np.int32).max


@dataclass(frozen=True)
class Stand:
    """The accounts in their order, undated ones last, as they stood at one moment."""

    accounts: Sequence[str] = ()
    day: Numbers = field(default_factory=lambda: np.zeros(0, np.int32))
    last: Numbers = field(default_factory=lambda: np.zeros(0, np.int32))
    # One entry for each term of each account: the account's place in the order, and the term.
    row: Numbers = field(default_factory=lambda: np.zeros(0, np.int32))
    term: Numbers = field(default_factory=lambda: np.zeros(0, np.int32))
    # The same, ordered by term: the accounts of term ``t`` are ``of[starts[t]:starts[t + 1]]``.
    of: Numbers = field(default_factory=lambda: np.zeros(0, np.int32))
    starts: NDArray[np.intp] = field(default_factory=lambda: np.zeros(1, np.intp))
    names: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    number: Mapping[tuple[str, str], int] = field(default_factory=dict)
    place: Mapping[str, int] = field(default_factory=dict)
    waiting: int = 0  # accounts not entered yet
    version: int = 0

    def having(self, facet: str, value: str) -> Numbers:
        """The places of the accounts that have this term."""
        term = self.number.get((facet, value))
        if term is None or term + 1 >= len(self.starts):
            return self.of[:0]
        return self.of[self.starts[term] : self.starts[term + 1]]

    def mask(self, chosen: Mapping[str, Iterable[str]]) -> Mask:
        """Which accounts have, of every facet named, one of the values."""
        kept = np.ones(len(self.accounts), np.bool_)
        for facet, values in chosen.items():
            some = np.zeros(len(self.accounts), np.bool_)
            for value in values:
                some[self.having(facet, value)] = True
            kept &= some
        return kept

    def between(self, first: int | None, last: int | None) -> Mask:
        """Which accounts lie, by either end, in this period (ordinals, inclusive)."""
        kept = np.ones(len(self.accounts), np.bool_)
        if first is not None:
            kept &= (self.last >= first) & (self.day != UNDATED)
        if last is not None:
            kept &= self.day <= last
        return np.asarray(kept, np.bool_)

    def counts(self, mask: Mask) -> NDArray[np.int64]:
        """How many of these accounts have each term, by its number."""
        found = np.bincount(self.term, mask[self.row], minlength=len(self.starts))
        return found.astype(np.int64)

    def terms_of(self, place: int) -> list[tuple[str, str]]:
        """The terms of the account at a place."""
        left, right = np.searchsorted(self.row, [place, place + 1])
        return [self.names[int(t)] for t in self.term[left:right]]

    @property
    def dated(self) -> Mask:
        """Which accounts have a day."""
        return np.asarray(self.day != UNDATED, np.bool_)


class Shelf:
    """The stand of a library as it is now, and the thread that keeps it so."""

    def __init__(self, library: Library, refresh: bool = True) -> None:
        self.library = library
        self.stand = Stand()
        self.fault = ""  # why the library cannot be followed at the moment, in a line
        self._refresh = refresh
        self._known: dict[int, shown.Place] = {}
        self._top = 0
        self._made = 0.0
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._woken = threading.Event()
        self._after: list[Callable[[], Any]] = []

    def also(self, task: Callable[[], Any]) -> None:
        """Have something else done whenever the library was looked at; it returns whether there is more."""
        self._after.append(task)

    def start(self) -> threading.Thread:
        """Follow the library until :meth:`stop`."""
        thread = threading.Thread(target=self._follow, name="recoupe-shelf", daemon=True)
        thread.start()
        return thread

    @property
    def synced(self) -> bool:
        """Whether its library has all that there is for it: of a whole one, always."""
        return True

    def stop(self) -> None:
        """Let the thread end."""
        self._stop.set()
        self._woken.set()

    def wake(self) -> None:
        """Look at the library now."""
        self._woken.set()

    def settle(self) -> None:
        """Do in this thread all there is to do: for tests, and for small libraries after a judgement."""
        with self._lock:
            while self._bring_up():
                pass
            self._take_in()
            for task in self._after:
                while task():
                    pass

    def _bring_up(self) -> bool:
        """Have the accounts cover what is new, and enter some; whether there may be more to enter."""
        if self._refresh:
            self.library.refresh()
        return bool(enter_some(self.library))

    def _follow(self) -> None:
        self._look(first=True)
        while not self._stop.is_set():
            busy = self._look()
            self._woken.wait(0.02 if busy else LOOK)
            self._woken.clear()

    def _look(self, first: bool = False) -> bool:
        """Enter some accounts, and show what changed; whether there is more to do."""
        busy = False
        try:
            with self._lock:
                if first:
                    self._take_in()
                    return True
                busy = self._bring_up()
                if not busy or time.monotonic() - self._made > REST:
                    self._take_in()
                for task in self._after:
                    busy = bool(task()) or busy
            self.fault = ""
        except RecoupeError as error:
            self.fault = str(error)
        except Exception as error:  # a defect must not leave the pages standing still without a word
            self.fault = f"the accounts cannot be followed ({type(error).__name__}: {error})"
        return busy

    def _take_in(self) -> None:
        """Make the stand anew where the library changed."""
        there = shown.numbers(self.library)
        waiting = shown.waiting(self.library)
        gone = self._known.keys() - there
        new = list(shown.places(self.library, self._top))
        for number in gone:
            del self._known[number]
        for place in new:
            self._known[place.number] = place
            self._top = max(self._top, place.number)
        if gone or new:
            self.stand = _stand(self._known.values(), shown.terms(self.library), self.stand.version + 1)
        if waiting != self.stand.waiting:
            from dataclasses import replace

            self.stand = replace(self.stand, waiting=waiting)
        self._made = time.monotonic()


def _stand(places: Iterable[shown.Place], names: Mapping[int, tuple[str, str]], version: int) -> Stand:
    ordered = sorted(places, key=lambda p: p.order)
    size = max(names, default=0) + 1
    lengths = np.fromiter((len(p.terms) for p in ordered), np.int32, len(ordered))
    row = np.repeat(np.arange(len(ordered), dtype=np.int32), lengths)
    term = np.frombuffer(b"".join(p.terms.tobytes() for p in ordered), np.int32)
    by_term = np.argsort(term, kind="stable")
    return Stand(
        accounts=[p.account for p in ordered],
        day=_days((p.day for p in ordered), len(ordered)),
        last=_days((p.last for p in ordered), len(ordered)),
        row=row,
        term=term,
        of=row[by_term],
        starts=np.searchsorted(term[by_term], np.arange(size + 1)),
        names=names,
        number={name: n for n, name in names.items()},
        place={p.account: i for i, p in enumerate(ordered)},
        version=version,
    )


def _days(days: Iterable[int | None], size: int) -> Numbers:
    return np.fromiter((UNDATED if d is None else d for d in days), np.int32, size)
