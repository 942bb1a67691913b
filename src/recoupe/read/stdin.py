"""Standard input, set down in a file: what it is shows in its first bytes."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

_SNIFFED = 4096


def spool(folder: Path) -> Path:
    """Copy standard input into ``folder``, in a file whose ending says what it is. Raises ``OSError``."""
    stream = sys.stdin.buffer
    start = stream.read(_SNIFFED)
    path = folder / f"standard-input{suffix_of_bytes(start)}"
    with path.open("wb") as file:
        file.write(start)
        shutil.copyfileobj(stream, file)
    return path


def suffix_of_bytes(start: bytes) -> str:
    """The ending of a file that begins with these bytes."""
    if start.startswith(b"WARC/1."):
        return ".warc"
    if start.startswith(b"\x1f\x8b"):
        return ".warc.gz"
    if start.startswith(b"%PDF"):
        return ".pdf"
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(b"{"):
        return ".jsonl"
    if any(sign in text for sign in (b"<rss", b"<feed", b"<rdf:rdf", b"<urlset", b"<sitemapindex")):
        return ".xml"
    return ".html" if text.startswith(b"<") else ".txt"
