"""The accounts of a library in memory, kept as they are in its file.

One thread (:meth:`Shelf.start`) looks at the file; pages read a :class:`~recoupe.serve.stand.Stand`, which
never changes once it is made.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from recoupe.errors import RecoupeError
from recoupe.serve.counting import LARGE
from recoupe.serve.following import LOOK, Following, bring_up
from recoupe.serve.stand import Stand, changed
from recoupe.store import Library, shown
from recoupe.store.sight import Changes

# Between two stands made of a changing library: at least so many seconds, and so many times as long as the
# last one took, since pages wait while one is made.
REST, EASE = 2.0, 25


class Shelf:
    """The stand of a library as it is now, and the thread that keeps it so.

    ``files`` are those that it is made of, where these are others than the library's own.
    """

    def __init__(self, library: Library, files: Sequence[Path] = ()) -> None:
        self.library = library
        self.stand = Stand()
        self.fault = ""  # why the library cannot be followed at the moment, in a line
        self._changes = [Changes(one) for one in files or (library.path,)]
        self._due = True  # whether something may have changed that is not in the stand
        self._apart: Following | None = None
        self._next = 0.0
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._woken = threading.Event()
        self._after: list[Callable[[], Any]] = []

    def also(self, task: Callable[[], Any]) -> None:
        """Have something else done whenever the library was looked at; it returns whether there is more."""
        self._after.append(task)

    def start(self) -> threading.Thread:
        """Follow the library until :meth:`stop`."""
        if len(self.library) >= LARGE and not self.library.narrowed:
            self._apart = Following(self.library.path, self._woken.set)
        thread = threading.Thread(target=self._follow, name="recoupe-shelf", daemon=True)
        thread.start()
        return thread

    @property
    def state(self) -> tuple[object, ...]:
        """Another one whenever its files, or what is told of them, changed."""
        return (self.stand.version, self.fault, *(one.number for one in self._changes))

    @property
    def synced(self) -> bool:
        """Whether its library has all that there is for it: of a whole one, always."""
        return True

    @property
    def begun(self) -> bool:
        """Whether there is something of it to show, or nothing will come: of a whole one, always."""
        return True

    def stop(self) -> None:
        """Let the thread end."""
        self._stop.set()
        self._woken.set()
        if self._apart:
            self._apart.stop()
        for one in self._changes:
            one.close()

    def wake(self) -> None:
        """Look at the library now."""
        self._due = True
        self._woken.set()
        if self._apart:
            self._apart.wake()

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
        return bring_up(self.library)

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
                # Each is asked, whatever the others say.
                self._due |= max([one.any() for one in self._changes])
                working, fault = False, ""
                if self._apart:
                    working, fault = self._apart.busy, self._apart.fault
                elif self._due:
                    working = busy = self._bring_up()
                if self._due and (not working or time.monotonic() > self._next):
                    self._due = working
                    self._take_in()
                for task in self._after:
                    busy = bool(task()) or busy
            self.fault = fault
        except RecoupeError as error:
            self.fault = str(error)
        except Exception as error:  # a defect must not leave the pages standing still without a word
            self.fault = f"the accounts cannot be followed ({type(error).__name__}: {error})"
        return busy

    def _take_in(self) -> None:
        """Make the stand anew where the library changed."""
        start = time.monotonic()
        old = self.stand
        top = int(old.numbers.max(initial=0))
        found = shown.news(self.library, top, len(old.accounts))
        kept = None if found.there is None else np.isin(old.numbers, np.frombuffer(found.there, np.int64))
        if found.new or kept is not None or found.waiting != old.waiting:
            names = shown.terms(self.library)
            self.stand = changed(old, kept, found.new, names, found.waiting)
        end = time.monotonic()
        self._next = end + max(REST, EASE * (end - start))
