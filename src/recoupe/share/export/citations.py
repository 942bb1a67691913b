"""The numbered sources of a brief for reference managers: BibTeX, and CSL-JSON (citationstyles.org)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from recoupe.share.export.records import Source

_BIBTEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$",
    "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "\n": " ", "\r": " ", "\t": " ",
})  # fmt: skip


def write_beside(out: Path, sources: list[Source]) -> None:
    """Write ``.bib`` and ``.csl.json`` beside the brief; source 3 has the key ``source3`` in both."""
    entries = [_bibtex(number, source) for number, source in enumerate(sources, 1)]
    out.with_name(f"{out.name}.bib").write_text("\n".join(entries), encoding="utf-8", errors="replace")
    csl = msgspec.json.format(msgspec.json.encode([_csl(n, source) for n, source in enumerate(sources, 1)]))
    out.with_name(f"{out.name}.csl.json").write_bytes(csl + b"\n")


def _bibtex(number: int, source: Source) -> str:
    year, month, day = (source.published or "--").split("-")
    # A link is written as it is, but for what would end its field.
    link = (source.url or "").replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
    fields = {
        "title": f"{{{(source.title or source.doc).translate(_BIBTEX)}}}",
        "journal": (source.outlet or "").translate(_BIBTEX), "year": year, "month": month, "day": day,
        "url": link, "language": source.language or "", "note": f"SHA-256 {source.sha256}",
    }  # fmt: skip
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@article{{source{number},\n{lines}\n}}\n"


def _csl(number: int, source: Source) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": f"source{number}",
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
    return made
