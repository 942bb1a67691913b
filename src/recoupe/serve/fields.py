"""Fields of cooperation: named groups of types, modes and contexts, from a file that users may edit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from recoupe.errors import InputError
from recoupe.serve.stand import Mask, Stand

OURS = Path(__file__).parents[1] / "lexicon" / "coverage" / "groupings.yaml"
FACET = "field"  # in an address: ``field=GROUPING.FIELD``
_FACETS = frozenset({"type", "mode", "context"})
_KEY = re.compile(r"[\w-]+")


class Field(Struct, frozen=True, forbid_unknown_fields=True):
    """``of``: an account is in the field where it meets one line; of each facet named, one value."""

    name: dict[str, str]
    of: tuple[dict[str, tuple[str, ...]], ...]

    def mask(self, stand: Stand) -> Mask:
        """Which accounts are in the field."""
        found = np.zeros(len(stand.accounts), np.bool_)
        for line in self.of:
            found |= stand.mask(line)
        return found


class Grouping(Struct, frozen=True, forbid_unknown_fields=True):
    """Fields in the order of their columns."""

    name: dict[str, str]
    fields: dict[str, Field]


Groupings = Mapping[str, Grouping]


def file_of(library: Path) -> Path:
    """The file with a library's own groupings, be it there or not."""
    return library.with_suffix(".coverage.yaml")


def changed(library: Path) -> int:
    """When the file of a library's own groupings changed last; 0 where there is none."""
    try:
        return file_of(library).stat().st_mtime_ns
    except OSError:
        return 0


def groupings(library: Path | None = None) -> Groupings:
    """The groupings of a library: its own file's, or those of the package.

    Raises :class:`~recoupe.errors.InputError` where the file is not what it should be.
    """
    own = file_of(library) if library else OURS
    try:
        return _read(own, own.stat().st_mtime_ns)
    except FileNotFoundError:
        return _read(OURS, 0)
    except OSError as error:
        raise InputError(f"{own}: {error.strerror or error}") from None


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> Groupings:
    try:
        return parsed(path.read_text("utf-8"), str(path))
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: {error}; compare it with {OURS}") from None


def parsed(text: str, path: str) -> Groupings:
    """The groupings of a text, which is that of a file of this name; raises as :func:`groupings`."""
    import yaml

    try:
        if any(isinstance(one, yaml.AliasToken) for one in yaml.scan(text)):
            raise InputError(f"{path}: write each value out, not as an alias (*)")
        found = msgspec.convert(yaml.safe_load(text), dict[str, Grouping])
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        told = " ".join(str(error).split())
        raise InputError(f"{path}: {told}; compare it with {OURS}") from None
    for name, grouping in found.items():
        for key, field in grouping.fields.items():
            if not _KEY.fullmatch(name) or not _KEY.fullmatch(key):
                raise InputError(f"{path}: {name}.{key}: such a name is of letters, digits and -")
            for line in field.of:
                if not line or (wrong := sorted(line.keys() - _FACETS)):
                    what = ", ".join(wrong) if line else "an empty line"
                    raise InputError(f"{path}: {name}.{key}: {what}; a line names type, mode or context")
    if not found:
        raise InputError(f"{path}: no groupings; compare it with {OURS}")
    return found


def named(query: str, library: Path) -> Groupings:
    """The groupings, where the query of an address names a field: nothing else waits for the file."""
    return groupings(library) if f"{FACET}=" in query else {}


def field_of(value: str, known: Groupings) -> Field | None:
    """The field of ``GROUPING.FIELD``."""
    name, _, key = value.partition(".")
    grouping = known.get(name)
    return grouping.fields.get(key) if grouping else None


def called(names: Mapping[str, str], lang: str, otherwise: str) -> str:
    """A name in the reader's language, or in another that there is."""
    return names.get(lang) or next(iter(names.values()), otherwise)


def mask(stand: Stand, values: Sequence[str], known: Groupings) -> Mask:
    """Which accounts are in one of these fields; a field that is not known holds none."""
    found = np.zeros(len(stand.accounts), np.bool_)
    for value in values:
        if field := field_of(value, known):
            found |= field.mask(stand)
    return found
