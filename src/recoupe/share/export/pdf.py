"""The brief as PDF (fpdf2), in a font that is embedded; Arabic is joined and set from right to left."""

from __future__ import annotations

import logging
import re
from collections.abc import Container, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Required, TypedDict

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from recoupe.share.export import document
from recoupe.share.export.document import MARK, Cover, Document, Item, Line, source_line
from recoupe.share.export.losses import Losses
from recoupe.share.export.parts import Writer
from recoupe.share.export.records import Source
from recoupe.share.words import Lang, say


class _Style(TypedDict, total=False):
    size: Required[float]
    bold: bool
    colour: tuple[int, int, int]
    indent: float
    keep: float


_FONT = "DejaVu"
# Accounts in one file, about 4,000 pages: made in less than a minute, and more than anybody opens.
MOST = 15_000
_MARGIN, _INDENT = 20.0, 7.0  # millimetres
_BLACK, _GREY, _BLUE = (20, 20, 20), (96, 96, 96), (0, 66, 140)
# Size in points, and what else sets each kind of line.
_STYLES: dict[str, _Style] = {
    "item": {"size": 10, "bold": True, "keep": 24},
    "told": {"size": 7.5, "colour": _GREY},
    "note": {"size": 9.5},
    "quote": {"size": 9, "indent": _INDENT},
    "differs": {"size": 8.5, "indent": _INDENT, "colour": _BLUE},
    "dispute": {"size": 9.5, "bold": True, "keep": 12},
    "sides": {"size": 9, "indent": _INDENT / 2},
    "source": {"size": 8.5},
    "link": {"size": 7.5, "colour": _BLUE, "indent": _INDENT},
}
# Words whose width is kept.
_WORDS = 50_000
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufefc]")


def writer(lang: Lang = "en", cover: Cover | None = None) -> Writer:
    """Writes the brief, and its sources beside it as ``.bib`` and ``.csl.json``."""
    return document.writer(_Setter(), lang, cover)


class _Setter:
    cite = "[{}]"
    most: int | None = MOST

    def item(self, item: Item) -> list[Line]:
        tlp = "" if item.tlp == "TLP:CLEAR" else f"{item.tlp} · "
        lines = [("item", f"{MARK}. {item.when}{item.colon}{item.sentence}"), ("told", f"{tlp}{item.told}")]
        lines += [("note", item.note)] if item.note else []
        lines += [("quote", quote) for quote in item.quotes]
        return lines + [("differs", f"– {line}") for line in (*item.disagreements, *item.judged)]

    def dispute(self, item: Item, lang: Lang) -> list[Line]:
        lines = [("dispute", f"{item.sentence} ({say(lang, 'export.see', number=MARK)})")]
        return lines + [("sides", f"– {line}") for line in item.disagreements]

    def source(self, source: Source, lang: Lang) -> list[Line]:
        lines = [("source", f"[{MARK}] {source_line(source, lang)}")]
        return lines + ([("link", source.url)] if source.url else [])

    def write(self, made: Document, out: Path, losses: Losses) -> None:
        logging.getLogger("fontTools").setLevel(logging.ERROR)  # tells of every table it leaves out
        page = _Page(made, losses)
        page.add_page()
        page.body()
        page.output(str(out))


class _Shapes(dict[int, int]):
    """What stands for a character: itself, or U+FFFD where the font has no shape for it."""

    def __init__(self, known: Container[int]) -> None:
        self._known = known

    def __missing__(self, code: int) -> int:
        self[code] = found = code if code in self._known else 0xFFFD
        return found


class _Page(FPDF):
    def __init__(self, made: Document, losses: Losses) -> None:
        super().__init__(format="A4")
        self.made = made
        self.losses = losses
        for style, name in (("", "DejaVuSansCondensed"), ("B", "DejaVuSansCondensed-Bold")):
            path = files("recoupe.share.export").joinpath(f"fonts/{name}.ttf")
            self.add_font(_FONT, style, str(path))
        font = self.fonts[_FONT.lower()]
        assert isinstance(font, TTFFont)
        self._shapes = _Shapes(font.cmap)
        self._widths: dict[str, dict[str, float]] = {"": {}, "B": {}}
        self._words: dict[str, dict[str, float]] = {"": {}, "B": {}}
        self.set_margins(_MARGIN, _MARGIN, _MARGIN)
        self.set_auto_page_break(True, _MARGIN)
        self.set_title(made.title)
        self.set_lang(made.lang)
        self.set_creator("recoupe")

    # -- every page ----------------------------------------------------------------------------------

    def header(self) -> None:
        self._level(8)

    def footer(self) -> None:
        self._level(-13)
        self.set_y(-13)
        self.set_font(_FONT, "", 8)
        self.set_text_color(*_GREY)
        self.cell(0, 5, say(self.made.lang, "export.page", n=self.page_no()), align="L")

    def _level(self, y: float) -> None:
        """The level, white on black and to the right, as TLP 2.0 wants it at head and foot."""
        self.set_y(y)
        self.set_font(_FONT, "B", 9)
        width = self.get_string_width(self.made.tlp) + 4
        self.set_x(self.w - _MARGIN - width)
        self.set_fill_color(0, 0, 0)
        self.set_text_color(255, 255, 255)
        self.cell(width, 5, self.made.tlp, fill=True, align="C")
        self.set_y(_MARGIN)

    # -- the text ------------------------------------------------------------------------------------

    def body(self) -> None:
        made, lang = self.made, self.made.lang
        self.say(made.title, 17, bold=True)
        self.ln(2)
        for line in made.text:
            self.say(line, 10)
            self.ln(1)
        for note in made.notes:
            self.say(note, 8.5, colour=_GREY)
        if made.disputed:
            self._heading(say(lang, "export.disputes"))
            for lines in made.disputes:
                self._set(lines)
                self.ln(1)
        for section, (count, _) in made.sections.items():
            if count:
                self._heading(say(lang, f"export.{section}"))
            last = ""
            for year, lines in made.items(section):
                if section == "event" and year != last:
                    last = year
                    self.say(year, 11, bold=True, colour=_BLUE, keep=30)
                    self.ln(1)
                self._set(lines)
                self.ln(2)
        self._heading(say(lang, "export.sources"))
        for lines in made.sources:
            self._set(lines)

    def _set(self, lines: list[Line]) -> None:
        for style, text in lines:
            self.say(text, **_STYLES[style], link=text if style == "link" else "")

    def _heading(self, text: str) -> None:
        if self.will_page_break(34):
            self.add_page()
        self.ln(4)
        self.start_section(text)
        self.say(text, 13, bold=True)
        self.ln(1)

    def say(
        self,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: tuple[int, int, int] = _BLACK,
        indent: float = 0.0,
        link: str = "",
        keep: float = 0.0,
    ) -> None:
        """A paragraph; ``size`` in points, ``keep`` the millimetres that must be left on the page for it."""
        if keep and self.will_page_break(keep):
            self.add_page()
        shown = re.sub(r"[ \t\r\n]+", " ", text).translate(self._shapes)
        self.losses.lost(
            "characters", "the font has no shape for them; \ufffd stands there", shown.count("\ufffd")
        )
        style = "B" if bold else ""
        self.set_font(_FONT, style, size)
        self.set_text_color(*colour)
        left, height = _MARGIN + indent, size * 0.45
        if _RIGHT_TO_LEFT.search(shown):
            # Joining and turning letters is slow, so only where the script wants it.
            self.set_x(left)
            self.set_text_shaping(True)
            self.multi_cell(0, height, shown, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L", link=link)
            self.set_text_shaping(False)
            return
        for line in self._lines(shown, style, (self.w - _MARGIN - left) * self.k / size):
            if self.will_page_break(height):
                self.add_page()
            self.text(left, self.get_y() + height * 0.78, line)
            if link.startswith(("http://", "https://")):
                self.link(left, self.get_y(), self.w - _MARGIN - left, height, link)
            self.set_y(self.get_y() + height)

    def _lines(self, text: str, style: str, most: float) -> Iterator[str]:
        """The text in lines, ``most`` ems wide. That of fpdf2 measures a line anew for every letter."""
        line: list[str] = []
        width = 0.0
        for word in text.split(" "):
            needed = self._width(word, style)
            if line and width + needed > most:
                yield " ".join(line)
                line, width = [], 0.0
            while needed > most:  # a word longer than a line: a link
                cut = max(1, int(len(word) * most / needed) - 1)
                yield word[:cut]
                word = word[cut:]
                needed = self._width(word, style)
            line.append(word)
            width += needed + self._width(" ", style)
        yield " ".join(line)

    def _width(self, word: str, style: str) -> float:
        """The width of a word in ems; kept, since most words come again."""
        words = self._words[style]
        if word in words:
            return words[word]
        if len(words) >= _WORDS:
            words.clear()
        widths = self._widths[style]
        if missing := set(word) - widths.keys():
            font = self.fonts[f"{_FONT.lower()}{style}"]
            widths.update((c, font.get_text_width(c, 1000, None)[1] / 1000) for c in missing)
        words[word] = sum(map(widths.__getitem__, word))
        return words[word]
