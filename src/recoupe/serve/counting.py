"""What is counted over the whole library: kept in memory, and counted anew in the thread that follows it.

Of a large library it is counted by a process of its own, since the pages would wait for each other with it:
``python -m recoupe.serve.counting MODULE:NAME LIBRARY`` prints what a function makes of the library as JSON;
of the part of a library that some may see, its file is named after the library.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from recoupe.errors import LibraryError
from recoupe.store import Library
from recoupe.store.sight import Narrowed

T = TypeVar("T")

REST = 20.0  # seconds between two counts of a library that changes, and
EASE = 20  # times as long as a count took: following the library comes first
_ALONE = threading.Lock()  # one process counts at a time: each may take as much memory as the pages
LARGE = 5_000  # articles; of fewer the counts take less than a process needs to start


class Counting(Generic[T]):
    """One such count. The first one is made when its page is first opened: nobody else waits for it.

    ``count`` is a function of a module, or a method of the library; ``kind`` the type of what it gives.
    """

    def __init__(self, library: Library, count: Callable[[Library], T], kind: Any) -> None:
        self.library = library
        self._count, self._kind = count, kind
        self._lock, self._starting = threading.Lock(), threading.Lock()
        self._made: tuple[T] | None = None
        self.edition = 0  # raised with every count
        self._of: tuple[int, int] | None = None
        self._next = 0.0
        self._first: threading.Thread | None = None

    def ready(self, wait: float) -> bool:
        """Whether :meth:`now` answers at once; the first count is begun here, and, of a library that is not
        large, waited for (seconds).
        """
        if self._made is not None:
            return True
        with self._starting:
            if self._first is None:
                self._first = threading.Thread(target=self._begin, name="recoupe-count", daemon=True)
                self._first.start()
        self._first.join(wait if len(self.library) < LARGE else 0)
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
        if self._made is not None and time.monotonic() >= self._next and not self._lock.locked():
            if len(self.library) < LARGE:
                self._renew()
            else:
                # Whoever follows the library does not wait for it either.
                threading.Thread(target=self._begin, name="recoupe-count", daemon=True).start()
        return False

    def _renew(self) -> None:
        with self._lock:
            start = time.monotonic()
            state = self.library.revision, len(self.library.judgements())
            if state != self._of or self._made is None:
                made = self._apart() if len(self.library) >= LARGE else self._count(self.library)
                self._made, self._of = (made,), state
                self.edition += 1
            end = time.monotonic()
            self._next = end + max(REST, EASE * (end - start))

    def _apart(self) -> T:
        """Count in a process of its own."""
        name = f"{self._count.__module__}:{self._count.__qualname__}"
        command = [sys.executable, "-m", "recoupe.serve.counting", name, str(self.library.path)]
        if isinstance(self.library, Narrowed):
            command.append(str(self.library.file))
        with _ALONE:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True)
        if done.returncode:
            told = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
            raise LibraryError(f"{self.library.path}: this could not be counted ({told})")
        made: T = msgspec.json.decode(done.stdout, type=self._kind)
        return made


def main(name: str, path: str, part: str = "") -> None:
    """Print what a function makes of a library, or of that part of it, as JSON."""
    os.nice(5)  # readers come first
    module, _, function = name.partition(":")
    count = attrgetter(function)(import_module(module))
    with Narrowed(Path(part), Path(path)) if part else Library(Path(path), create=False) as library:
        sys.stdout.buffer.write(msgspec.json.encode(count(library)))


if __name__ == "__main__":
    main(*sys.argv[1:])
