"""What is counted over the whole library: kept in memory, and counted anew in the thread that follows it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar

from recoupe.store import Library

T = TypeVar("T")

REST = 20.0  # seconds between two counts of a library that changes, and
EASE = 20  # times as long as a count took: following the library comes first


class Counting(Generic[T]):
    """One such count. The first one is made when its page is first opened: nobody else waits for it."""

    def __init__(self, library: Library, count: Callable[[Library], T]) -> None:
        self.library = library
        self._count = count
        self._lock, self._starting = threading.Lock(), threading.Lock()
        self._made: tuple[T] | None = None
        self._of: tuple[int, int] | None = None
        self._next = 0.0
        self._first: threading.Thread | None = None

    def ready(self, wait: float) -> bool:
        """Whether :meth:`now` answers at once; the first count is begun here, and waited for (seconds)."""
        if self._made is not None:
            return True
        with self._starting:
            if self._first is None:
                self._first = threading.Thread(target=self._begin, name="recoupe-count", daemon=True)
                self._first.start()
        self._first.join(wait)
        # What went wrong there is met again, and told, by whoever asks for the count.
        return not self._first.is_alive()

    def _begin(self) -> None:
        with suppress(Exception):
            self._renew()

    def now(self) -> T:
        """The last count, made here where there is none."""
        if self._made is None:
            self._renew()
        assert self._made is not None
        return self._made[0]

    def renew(self) -> bool:
        """Count anew where there was a change and it is time; never « more to do »."""
        if self._made is not None and time.monotonic() >= self._next:
            self._renew()
        return False

    def _renew(self) -> None:
        with self._lock:
            start = time.monotonic()
            state = self.library.revision, len(self.library.judgements())
            if state != self._of or self._made is None:
                self._made, self._of = (self._count(self.library),), state
            end = time.monotonic()
            self._next = end + max(REST, EASE * (end - start))
