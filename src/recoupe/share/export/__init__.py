"""Exports: accounts with their evidence, in the form the receiver's tools read. One module per format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from recoupe.errors import OutputError
from recoupe.share.export.losses import Losses
from recoupe.share.export.records import Record
from recoupe.share.words import Lang

if TYPE_CHECKING:
    from recoupe.share.export.document import Cover

Writer: TypeAlias = Callable[[Iterator[Record], Path, Losses], None]

# Format → module; « extra » modules need `pip install 'recoupe[parquet]'`.
FORMATS = {
    "jsonl": "jsonl",
    "csv": "tables",
    "parquet": "parquet",
    "polecat": "polecat",
    "acled": "acled",
    "ftm": "ftm",
    "stix": "stix",
    "misp": "misp",
    "claim": "claim",
    "geojson": "geojson",
    "md": "markdown",
    "docx": "docx",
    "pdf": "pdf",
}
# What is read by people, in their language.
BRIEFS = frozenset({"md", "docx", "pdf"})
# What tells each account in a sentence, in English.
_TELLING = frozenset({"ftm", "stix", "misp", "claim", "geojson"})
# Several files go into a folder.
FOLDERS = frozenset({"csv", "parquet"})


# Where what a format does not hold is told, when not beside its writer.
_SAME = {"parquet": "tables"} | dict.fromkeys(BRIEFS, "document")


def lost(name: str) -> Mapping[str, str]:
    """What a format does not hold of any record: field → why."""
    found: Mapping[str, str] = import_module(f"recoupe.share.export.{_SAME.get(name, FORMATS[name])}").LOST
    return found


def told_in(name: str, lang: Lang) -> Lang | None:
    """The language in which a format tells each account in a sentence; None where it does not."""
    return lang if name in BRIEFS else "en" if name in _TELLING else None


def writer(name: str, lang: Lang = "en", cover: Cover | None = None) -> Writer:
    """The function that writes a format, a brief in this language and under this cover.

    Raises ``OutputError`` where a package for it is missing.
    """
    try:
        module = import_module(f"recoupe.share.export.{FORMATS[name]}")
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("recoupe"):
            raise
        raise OutputError(
            f"{name}: needs the package {error.name}; pip install 'recoupe[parquet]' brings it"
        ) from error
    found: Writer = partial(module.write, lang=lang, cover=cover) if name in BRIEFS else module.write
    return found
