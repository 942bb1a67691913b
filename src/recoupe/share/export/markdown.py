"""The brief as Markdown (CommonMark); what the press wrote cannot become markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from recoupe.share.export import document
from recoupe.share.export.document import MARK, Cover, Document, Item, Line, source_line
from recoupe.share.export.losses import Losses
from recoupe.share.export.parts import Writer
from recoupe.share.export.records import Source
from recoupe.share.words import Lang, say

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&!]")
# What would begin a list or underline a heading.
_BEGINS = re.compile(r"^(\d+(?=[.)])|(?=[-+=]))(.)(?=\s)")


def writer(lang: Lang = "en", cover: Cover | None = None) -> Writer:
    """Writes the brief, and its sources beside it as ``.bib`` and ``.csl.json``."""
    return document.writer(_Markdown(), lang, cover)


def plain(text: str) -> str:
    """A text without markup."""
    text = _MARKUP.sub(_escaped, " ".join(text.split()))
    begins = _BEGINS.match(text)
    return f"{begins[1]}\\{text[begins.end(1) :]}" if begins else text


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


class _Markdown:
    cite = r"\[{}\]"
    most: int | None = None

    def item(self, item: Item) -> list[Line]:
        tlp = "" if item.tlp == "TLP:CLEAR" else f" {item.tlp}"
        lines = [
            f"**{MARK}. {plain(item.when)}{item.colon}{plain(item.sentence)}**{tlp}  ",
            plain(item.told),
            "",
        ]
        if item.note:
            lines += [plain(item.note), ""]
        for quote in item.quotes:
            lines += [f"> {plain(quote)}", ""]
        last = [f"- {plain(line)}" for line in (*item.disagreements, *item.judged)]
        return _set(*lines, *last, *([""] if last else []))

    def dispute(self, item: Item, lang: Lang) -> list[Line]:
        see = say(lang, "export.see", number=MARK)
        lines = [f"  - {plain(line)}" for line in item.disagreements]
        return _set(f"- **{plain(item.sentence)}** ({see})", *lines)

    def source(self, source: Source, lang: Lang) -> list[Line]:
        link = f" <{_link(source.url)}>" if source.url else ""
        return _set(f"{MARK}. {plain(source_line(source, lang))}{link}")

    def write(self, made: Document, out: Path, losses: Losses) -> None:
        with out.open("w", encoding="utf-8", errors="replace") as file:
            file.writelines(f"{line}\n" for line in _lines(made))


def _set(*lines: str) -> list[Line]:
    return [("", "\n".join(lines))]


def _lines(made: Document) -> Iterator[str]:
    lang = made.lang
    yield from (f"# {plain(made.title)}", "", f"**{made.tlp}**", "")
    for line in made.text:
        yield from (plain(line), "")
    for note in made.notes:
        yield from (plain(note), "")
    if made.disputed:
        yield from (f"## {say(lang, 'export.disputes')}", "")
        for lines in made.disputes:
            yield lines[0][1]
        yield ""
    for section, (count, _) in made.sections.items():
        if count:
            yield from (f"## {say(lang, f'export.{section}')}", "")
        last = ""
        for year, lines in made.items(section):
            if section == "event" and year != last:
                last = year
                yield from (f"### {year}", "")
            yield lines[0][1]
    yield from (f"## {say(lang, 'export.sources')}", "")
    for lines in made.sources:
        yield lines[0][1]


def _link(url: str) -> str:
    return re.sub(r"[<>\s]", lambda m: f"%{ord(m[0]):02X}", url)
