"""Files that a command writes: whole or not at all, and one line where they cannot be written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from recoupe.errors import OutputError


def check_writable(path: Path) -> None:
    """Raise :class:`OutputError` where a file at ``path`` could not be written, before the work is done."""
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file in it")
    if not path.parent.is_dir():
        raise OutputError(f"{path}: there is no folder {path.parent}; make it, or name another place")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise OutputError(f"{path}: may not be written here; name another place, or change the permissions")


def make_folder(path: Path) -> None:
    """Make the folder and those above it; raises :class:`OutputError`."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise OutputError(f"{path}: a file is in the way of this folder; name another folder") from error
    except OSError as error:
        raise _unwritable(path, error) from error


@contextmanager
def writing(out: str) -> Iterator[BinaryIO]:
    """A binary file to write to, ``-`` being standard output.

    A regular file appears under its name only when the work is done or was interrupted; after any
    other error what stood there before is left as it was. Raises :class:`OutputError`.
    """
    if out == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(os.path.realpath(out))
    check_writable(path)
    try:
        if path.exists() and not path.is_file():  # a device or pipe: nothing to put in its place
            with path.open("wb") as device:
                yield device
            return
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            with part.open("wb") as file:
                try:
                    yield file
                except KeyboardInterrupt:
                    file.close()
                    part.replace(path)
                    raise
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(Path(out), error) from error


def write(out: str, text: str) -> None:
    """Write a text as UTF-8, as :func:`writing` does."""
    with writing(out) as file:
        file.write(text.encode())


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path}: cannot be written ({error.strerror}); make room, or name another place")
