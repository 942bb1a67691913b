"""Every error recoupe raises, in one family.

::

    RecoupeError
    ├── InputError          a file or folder that cannot be taken in
    ├── OutputError         a place that cannot be written
    ├── LexiconError        an edited lexicon that does not hold together (file and line)
    └── LibraryError        a library that cannot be opened, or is of another version

An error's text says what, where, and what next; the command line prints it as it is.
"""

from __future__ import annotations


class RecoupeError(Exception):
    """Root of the family. ``str(error)`` is one line for the person who meets it."""


class InputError(RecoupeError):
    """A file or folder that cannot be taken in."""


class OutputError(RecoupeError):
    """A place that cannot be written."""


class LexiconError(RecoupeError):
    """An edited lexicon that does not hold together; names the file and the line."""


class LibraryError(RecoupeError):
    """A library that cannot be opened, or whose schema version is another."""
