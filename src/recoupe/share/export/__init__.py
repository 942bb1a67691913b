"""Exports: accounts with their evidence, in the form the receiver's tools read. One module per format."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from recoupe.errors import OutputError
from recoupe.share.export.parts import Writer
from recoupe.share.words import Lang

if TYPE_CHECKING:
    from recoupe.share.export.document import Cover

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
# Several files go into a folder.
FOLDERS = frozenset({"csv", "parquet"})


# Where what a format does not hold is told, when not beside its writer.
_SAME = {"parquet": "tables"} | dict.fromkeys(BRIEFS, "document")


def lost(name: str) -> Mapping[str, str]:
    """What a format does not hold of any record: field → why."""
    found: Mapping[str, str] = import_module(f"recoupe.share.export.{_SAME.get(name, FORMATS[name])}").LOST
    return found


def writer(name: str, lang: Lang = "en", cover: Cover | None = None) -> Writer:
    """The two halves of a format; of a brief, in this language and under this cover.

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
    found: Writer = module.writer(lang, cover) if name in BRIEFS else module.writer()
    return found
