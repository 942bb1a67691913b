"""Every error recoupe raises, in one family.

::

    RecoupeError
    ├── InputError          a file or folder that cannot be taken in
    ├── OutputError         a place that cannot be written
    ├── FetchError          an address that cannot be fetched, and whether it may be tried again
    ├── LexiconError        an edited lexicon that does not hold together (file and line)
    ├── LibraryError        a library that cannot be opened, or is of another version
    ├── HandlingError       a marking that may not be changed so
    ├── NodeError           a node's key or a partner's card that cannot be used
    └── PackError           a partner's pack that is refused, whole

An error's text says what, where, and what next; the command line prints it as it is.
"""

from __future__ import annotations


class RecoupeError(Exception):
    """Root of the family. ``str(error)`` is one line for the person who meets it."""


class InputError(RecoupeError):
    """A file or folder that cannot be taken in."""


class OutputError(RecoupeError):
    """A place that cannot be written."""


class FetchError(RecoupeError):
    """An address that cannot be fetched.

    ``again``: it may go better later; ``after``: not before that many seconds, where the server said so;
    ``status``: the HTTP status that was the answer, where there was one.
    """

    def __init__(
        self, text: str, *, again: bool = False, after: float | None = None, status: int | None = None
    ) -> None:
        super().__init__(text)
        self.again, self.after, self.status = again, after, status


class LexiconError(RecoupeError):
    """An edited lexicon that does not hold together; names the file and the line."""


class LibraryError(RecoupeError):
    """A library that cannot be opened, or whose schema version is another."""


class LibraryBusy(LibraryError):
    """Another program went on writing to the library for too long."""


class HandlingError(RecoupeError):
    """A marking that may not be changed so: only the originator loosens it."""


class NodeError(RecoupeError):
    """A node's key file, or a partner's card, that cannot be used."""


class PackError(RecoupeError):
    """A partner's pack that is refused as a whole; nothing of it was taken in."""
