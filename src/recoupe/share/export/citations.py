"""The numbered sources of a brief for reference managers: BibTeX, and CSL-JSON (citationstyles.org)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from recoupe.share.export.records import Source

# In place of a source's key until its number is known; in an entry, it stands before all the rest.
KEY = "source0"
_BIBTEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$",
    "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "\n": " ", "\r": " ", "\t": " ",
})  # fmt: skip


def write_beside(out: Path, entries: Iterable[tuple[str, str]]) -> None:
    """Write ``.bib`` and ``.csl.json`` beside the brief; source 3 has the key ``source3`` in both.

    Each entry is that of :func:`bibtex` and of :func:`csl`.
    """
    bib, other = out.with_name(f"{out.name}.bib"), out.with_name(f"{out.name}.csl.json")
    with (
        bib.open("w", encoding="utf-8", errors="replace") as references,
        other.open("w", encoding="utf-8", errors="replace") as items,
    ):
        items.write("[")
        for number, (one, item) in enumerate(entries, 1):
            references.write(("\n" if number > 1 else "") + one.replace(KEY, f"source{number}", 1))
            items.write(("," if number > 1 else "") + "\n  " + item.replace(KEY, f"source{number}", 1))
        items.write("\n]\n")


def bibtex(source: Source) -> str:
    """An entry of BibTeX, ``KEY`` in place of its key."""
    year, month, day = (source.published or "--").split("-")
    # A link is written as it is, but for what would end its field.
    link = (source.url or "").replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
    fields = {
        "title": f"{{{(source.title or source.doc).translate(_BIBTEX)}}}",
        "journal": (source.outlet or "").translate(_BIBTEX), "year": year, "month": month, "day": day,
        "url": link, "language": source.language or "", "note": f"SHA-256 {source.sha256}",
    }  # fmt: skip
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@article{{{KEY},\n{lines}\n}}\n"


def csl(source: Source) -> str:
    """An item of CSL-JSON, ``KEY`` in place of its id."""
    made: dict[str, Any] = {
        "id": KEY,
        "type": "article-newspaper",
        "title": source.title or source.doc,
    }
    if source.outlet:
        made["container-title"] = source.outlet
    if source.published:
        made["issued"] = {"date-parts": [[int(part) for part in source.published.split("-")]]}
    if source.url:
        made["URL"] = source.url
    if source.language:
        made["language"] = source.language
    return msgspec.json.format(msgspec.json.encode(made)).decode().replace("\n", "\n  ")
