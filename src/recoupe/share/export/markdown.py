"""The brief as Markdown (CommonMark); what the press wrote cannot become markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from recoupe.share.export.citations import write_beside
from recoupe.share.export.document import Cover, Document, Item, document, source_line
from recoupe.share.export.losses import Losses
from recoupe.share.export.records import Record
from recoupe.share.words import Lang, say

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])|^([-+=]|\d+[.)])(?=\s)")


def write(
    records: Iterator[Record], out: Path, losses: Losses, lang: Lang = "en", cover: Cover | None = None
) -> None:
    """Write the brief, and its sources beside it as ``.bib`` and ``.csl.json``."""
    made = document(records, losses, lang, cover)
    with out.open("w", encoding="utf-8", errors="replace") as file:
        file.writelines(f"{line}\n" for line in _lines(made))
    write_beside(out, made.sources)


def plain(text: str) -> str:
    """A text without markup."""
    return _MARKUP.sub(lambda m: f"\\{m[0]}" if m[1] else m[2][:-1] + "\\" + m[2][-1], " ".join(text.split()))


def _lines(made: Document) -> Iterator[str]:
    lang = made.lang
    yield from (f"# {plain(made.title)}", "", f"**{made.tlp}**", "")
    for line in made.text:
        yield from (plain(line), "")
    for note in made.notes:
        yield from (plain(note), "")
    if made.disputes:
        yield from (f"## {say(lang, 'export.disputes')}", "")
        for item in made.disputes:
            yield f"- **{plain(item.sentence)}** ({say(lang, 'export.see', number=item.number)})"
            yield from (f"  - {plain(line)}" for line in item.disagreements)
        yield ""
    for section, items in made.sections.items():
        if items:
            yield from (f"## {say(lang, f'export.{section}')}", "")
        year = ""
        for item in items:
            if section == "event" and item.year != year:
                year = item.year
                yield from (f"### {year}", "")
            yield from _item(item)
    yield from (f"## {say(lang, 'export.sources')}", "")
    for number, source in enumerate(made.sources, 1):
        link = f" <{_link(source.url)}>" if source.url else ""
        yield f"{number}. {plain(source_line(source, lang))}{link}"


def _item(item: Item) -> Iterator[str]:
    tlp = "" if item.tlp == "TLP:CLEAR" else f" {item.tlp}"
    yield f"**{item.number}. {plain(item.when)}: {plain(item.sentence)}**{tlp}  "
    yield plain(item.told)
    yield ""
    if item.note:
        yield from (plain(item.note), "")
    for quote in item.quotes:
        yield from (f"> {plain(quote.line)}", "")
    for line in (*item.disagreements, *item.judged):
        yield f"- {plain(line)}"
    if item.disagreements or item.judged:
        yield ""


def _link(url: str) -> str:
    return re.sub(r"[<>\s]", lambda m: f"%{ord(m[0]):02X}", url)
