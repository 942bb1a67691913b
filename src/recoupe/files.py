"""Files that are put in their place whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from recoupe.errors import OutputError


def put(path: Path, raw: bytes) -> None:
    """Write a file whole or not at all, and have it on the disk; who may read one that was there stays.

    Raises :class:`~recoupe.errors.OutputError`.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with part.open("wb") as file:
                if path.exists():
                    os.fchmod(file.fileno(), path.stat().st_mode & 0o777)
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror or error}); "
            "see that there is room and that you may write there"
        ) from None
