"""PDF with a text layer: its text, lines put together again to paragraphs."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from recoupe.model import Dropped
from recoupe.read.item import Item

LARGEST = 100_000_000
# A press document has no more; a book is no article.
PAGES = 100
# A page of fewer characters has no columns; so many lines stand side by side, of so many words each.
_LEAST, _BESIDE, _WORDS = 200, 5, 4
_END = re.compile(r"[.!?…:»”\"]\s*$")


def items(path: Path, doc: str) -> Iterator[Item | Dropped]:
    """The document's text as one article. Raises ``OSError``."""
    if path.stat().st_size > LARGEST:
        yield Dropped(doc, f"{path}: more than {LARGEST // 1_000_000} MB; split it")
        return
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            yield Dropped(doc, f"{path}: locked by a password; save it without one")
            return
        count = len(reader.pages)
        pages = [_text(reader.pages[i]) for i in range(min(count, PAGES))]
    except OSError:
        raise
    except Exception as error:  # pypdf raises whatever a broken file makes it stumble over
        yield Dropped(doc, f"{path}: a damaged PDF ({type(error).__name__}); save it again, or its text")
        return
    text = "\n\n".join(filter(None, map(unwrapped, pages)))
    if not any(char.isalpha() for char in text):
        yield Dropped(doc, f"{path}: a PDF without text (a scan?); run it through text recognition first")
        return
    yield Item(doc=doc, where=str(path), text=text + "\n")
    if count > PAGES:
        yield Dropped(doc, f"{path}: {count} pages; the first {PAGES} are read; split it", failed=False)


def _text(page: Any) -> str:
    """The text of a page, in the order in which it was written, or column by column where it has two."""
    written: str = page.extract_text()
    if len(written) < _LEAST:
        return written
    return columns(page.extract_text(extraction_mode="layout")) or written


def columns(laid: str) -> str | None:
    """The left column, then the right one, of a page as it is laid out; None where it has no two.

    Some programs write across both columns, line by line: read so, sentences of two articles run together.
    A gap down the middle with words on both sides tells; the sides of a table hold less.
    """
    lines = [line.rstrip() for line in laid.splitlines()]
    filled = [line for line in lines if line]
    beside: dict[int, list[tuple[str, str]]] = {}
    width = max(map(len, filled), default=0)
    for at in range(width * 3 // 10, width * 7 // 10):
        parted = [(line[:at].strip(), line[at:].strip()) for line in filled if not line[at - 3 : at].strip()]
        if len(parted) >= 0.9 * len(filled):
            beside[at] = [(left, right) for left, right in parted if left and right]
    at = max(beside, key=lambda place: (len(beside[place]), place), default=0)
    both = beside.get(at, [])
    if len(both) < max(_BESIDE, len(filled) / 4):
        return None
    if any(sum(len(pair[side].split()) for pair in both) < _WORDS * len(both) for side in (0, 1)):
        return None
    return "\n".join([*(line[:at] for line in lines), "", *(line[at:] for line in lines)])


def unwrapped(page: str) -> str:
    """Lines broken by the page's width put together: a full line goes on in the next."""
    lines = [" ".join(line.split()) for line in page.replace("\x00", " ").splitlines()]
    width = sorted(map(len, lines))[int(len(lines) * 0.9)] if lines else 0
    made: list[str] = []
    full = False
    for line in lines:
        if full and line and made:
            if re.search(r"[a-zà-ÿ]-$", made[-1]) and line[0].islower():
                made[-1] = made[-1][:-1] + line
            else:
                made[-1] += " " + line
        else:
            made.append(line)
        full = bool(line) and len(line) >= 0.7 * width and not (_END.search(line) and len(line) < 0.9 * width)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(made)).strip()
