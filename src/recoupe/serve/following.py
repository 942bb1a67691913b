"""Having a library's accounts cover what is new: joined, listed, and their words entered.

A large library is followed by a process of its own, ``python -m recoupe.serve.following LIBRARY``, since the
pages would wait for it. It looks at once where a line comes in, ends where nothing can come any more, and
says in lines of JSON whether it is at work (true, false), or what is wrong (a text).
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from recoupe.errors import RecoupeError
from recoupe.serve import indexing
from recoupe.serve.facts import enter_some
from recoupe.store import Library
from recoupe.store.sight import Changes

LOOK = 0.5  # seconds between looks at a library
_AGAIN = 5.0  # seconds until a process that ended by itself is begun again


def bring_up(library: Library) -> bool:
    """Join what is new, and enter some of it; whether there may be more to enter."""
    library.refresh()
    listed = bool(enter_some(library))
    return indexing.enter_some(library) or listed


class Following:
    """The process that follows a library. ``told`` is called when it began or ended work, or met a fault."""

    def __init__(self, path: Path, told: Callable[[], object]) -> None:
        self.busy, self.fault = True, ""
        self._path, self._told = path, told
        self._process: subprocess.Popen[str] | None = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="recoupe-following", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Have it look at the library now."""
        process = self._process
        if process and process.stdin:
            with suppress(OSError, ValueError):  # it just ended: the next one looks anyway
                process.stdin.write("\n")
                process.stdin.flush()

    def stop(self) -> None:
        """End it; what it was about to write is left as it was."""
        self._stopped.set()
        process = self._process
        if process:
            process.terminate()
        self._thread.join(5)

    def _listen(self) -> None:
        while not self._stopped.is_set():
            command = [sys.executable, "-m", "recoupe.serve.following", str(self._path)]
            with subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                start_new_session=True,  # Ctrl-C is for the workbench, which ends it
            ) as process:
                self._process = process
                if self._stopped.is_set():
                    process.terminate()
                assert process.stdout is not None
                for line in process.stdout:
                    said: bool | str = msgspec.json.decode(line, type=bool | str)
                    self.busy = said is True
                    self.fault = said if isinstance(said, str) else ""
                    self._told()
            if not self._stopped.is_set():
                self.fault = f"the accounts are not followed (status {process.returncode}); it is tried again"
                self._told()
                self._stopped.wait(_AGAIN)


def main(path: Path) -> None:
    """Follow a library until the standard input ends."""
    os.nice(5)  # readers come first
    woken = threading.Event()

    def listen() -> None:
        for _ in sys.stdin:
            woken.set()
        os._exit(0)  # whoever asked is gone; a transaction that is not over was never begun

    threading.Thread(target=listen, daemon=True).start()
    with Library(path, create=False) as library:
        changes, busy, last = Changes(path), True, None
        while True:
            said: bool | str = False
            if changes.any() or busy:
                try:
                    said = busy = bring_up(library)
                except RecoupeError as error:
                    said, busy = str(error), True
                except Exception as error:  # a defect must not leave the pages standing still without a word
                    told = f"{type(error).__name__}: {error}"
                    said, busy = f"the accounts cannot be followed ({told})", True
            if said != last:
                print(msgspec.json.encode(said).decode(), flush=True)
                last = said
            woken.wait(0.0 if said is True else LOOK)
            woken.clear()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
