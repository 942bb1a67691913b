"""The brief as DOCX: styles, head and foot by python-docx, the text written into it as it is made.

python-docx keeps a whole document as a tree, several kilobytes for each paragraph; the text is therefore put
in the place of a mark when the rest is done.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document as Template
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from recoupe.share.export import document
from recoupe.share.export.document import MARK, Cover, Document, Item, Line, source_line
from recoupe.share.export.losses import Losses
from recoupe.share.export.parts import Writer
from recoupe.share.export.records import Source
from recoupe.share.words import Lang, say

_PLACE = "recoupe-text"
_BODY = "word/document.xml"
# zlib's quickest: the text of a large brief is packed in a third of the time, and takes a third more room.
_LEVEL = 1
# XML 1.0 has no place for these; the marks (U+0000) are filled before anyone reads them.
_NO_XML = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writer(lang: Lang = "en", cover: Cover | None = None) -> Writer:
    """Writes the brief, and its sources beside it as ``.bib`` and ``.csl.json``."""
    return document.writer(_Word(), lang, cover)


class _Word:
    cite = "[{}]"
    most: int | None = None

    def item(self, item: Item) -> list[Line]:
        tlp = "" if item.tlp == "TLP:CLEAR" else f"{item.tlp} · "
        made = [
            _paragraph("Item", f"{MARK}. {item.when}{item.colon}{item.sentence}"),
            _paragraph("Told", tlp + item.told),
        ]
        made += [_paragraph("Normal", item.note)] if item.note else []
        made += [_paragraph("Quoted", quote) for quote in item.quotes]
        made += [_paragraph("Differs", f"– {line}") for line in (*item.disagreements, *item.judged)]
        return [("", "".join(made))]

    def dispute(self, item: Item, lang: Lang) -> list[Line]:
        made = [_paragraph("Item", f"{item.sentence} ({say(lang, 'export.see', number=MARK)})")]
        made += [_paragraph("Differs", f"– {line}") for line in item.disagreements]
        return [("", "".join(made))]

    def source(self, source: Source, lang: Lang) -> list[Line]:
        return [("", _paragraph("Normal", f"[{MARK}] {source_line(source, lang)}", source.url or ""))]

    def write(self, made: Document, out: Path, losses: Losses) -> None:
        frame = BytesIO()
        _template(made).save(frame)
        with (
            zipfile.ZipFile(frame) as before,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as after,
        ):
            for part in before.infolist():
                if part.filename != _BODY:
                    after.writestr(part, before.read(part))
                    continue
                text = before.read(part).decode("utf-8")
                at = text.index(_PLACE)
                head = text[: text.rindex("<w:p>", 0, at)]
                tail = text[text.index("</w:p>", at) + len("</w:p>") :]
                with after.open(_BODY, "w", force_zip64=True) as file:
                    file.write(head.encode())
                    for paragraph in _paragraphs(made):
                        file.write(paragraph.encode())
                    file.write(tail.encode())


def _template(made: Document) -> Template:
    """An empty document with styles, TLP level and page numbers, and the mark."""
    frame = docx.Document()
    frame.core_properties.title, frame.core_properties.author = made.title, "recoupe"
    frame.core_properties.language = made.lang
    normal = frame.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    normal.paragraph_format.space_after = Pt(3)
    for name, size, colour, indent in (
        ("Told", 8, 0x60, 0),
        ("Quoted", 9.5, 0x14, 14),
        ("Differs", 9, 0x30, 14),
    ):
        style = frame.styles.add_style(name, 1)
        style.base_style = normal
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(colour, colour, colour)
        style.paragraph_format.left_indent = Pt(indent)
    told = frame.styles.add_style("Item", 1)
    told.base_style, told.font.bold = normal, True
    told.paragraph_format.space_before, told.paragraph_format.keep_with_next = Pt(8), True
    for part in (frame.sections[0].header, frame.sections[0].footer):
        # TLP 2.0 wants the level at head and foot, to the right.
        line = part.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = line.add_run(made.tlp)
        run.bold, run.font.color.rgb = True, RGBColor(255, 255, 255)
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "000000")
        run._r.get_or_add_rPr().append(shade)
    frame.add_paragraph(_PLACE)
    return frame


def _paragraphs(made: Document) -> Iterator[str]:
    lang = made.lang
    yield _paragraph("Title", made.title)
    yield from (_paragraph("Normal", line) for line in made.text)
    for note in made.notes:
        yield _paragraph("Told", note)
    if made.disputed:
        yield _paragraph("Heading1", say(lang, "export.disputes"))
        for lines in made.disputes:
            yield lines[0][1]
    for section, (count, _) in made.sections.items():
        if count:
            yield _paragraph("Heading1", say(lang, f"export.{section}"))
        last = ""
        for year, lines in made.items(section):
            if section == "event" and year != last:
                last = year
                yield _paragraph("Heading2", year)
            yield lines[0][1]
    yield _paragraph("Heading1", say(lang, "export.sources"))
    for lines in made.sources:
        yield lines[0][1]


def _paragraph(style: str, text: str, link: str = "") -> str:
    linked = ""
    if link.startswith(("http://", "https://")):
        # A field, which names its address itself; Word asks before it follows it.
        target = _xml(link.replace("\\", "%5C").replace('"', "%22"))
        field = f" HYPERLINK &quot;{target}&quot; "
        linked = f'<w:r><w:br/></w:r><w:fldSimple w:instr="{field}">{_run(link)}</w:fldSimple>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(text)}{linked}</w:p>'


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{_xml(text)}</w:t></w:r>'


def _xml(text: str) -> str:
    text = _NO_XML.sub("\ufffd", text).replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(">", "&gt;").replace('"', "&quot;")
