"""What a carrier hands on: one thing that may be an article, not yet decoded nor zoned."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from urllib.parse import unquote, urlsplit

from recoupe.model import Stated

Known = dict[str, str | None]
NOTHING: Known = {"outlet": None, "url": None, "published": None, "language": None}
_SLUG = 60


@dataclass(frozen=True)
class Item:
    """Bytes or text of one document, its name, where it stands (for messages), and what is known of it.

    ``raw`` are bytes still to be decoded; where it is None, ``text`` is the document's own text.
    ``markup``: HTML for certain; else the bytes are looked at. ``fetched``: the day a page was fetched.
    ``listed``: the day that the feed or sitemap gave which named it.
    """

    doc: str
    where: str
    raw: bytes | None = None
    text: str = ""
    markup: bool = False
    known: Known = field(default_factory=lambda: dict(NOTHING))
    fetched: date | None = None
    listed: Stated | None = None


def name_of(archive: str, url: str | None, title: str | None, content: str, suffix: str) -> str:
    """A document's name within an archive: ``news--cellule-demantelee-1f3a9c22.html``.

    The same address (or, without one, the same content) has the same name on every run and is a plain
    file name, so that what is made from it can be called after it.
    """
    try:
        path = unquote(urlsplit(url or "").path)
    except ValueError:
        path = ""
    last = path.rstrip("/").rsplit("/", 1)[-1]
    said = title or re.sub(r"\.\w{2,5}$", "", last)
    plain = unicodedata.normalize("NFKD", said.lower()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG].rstrip("-")
    mark = blake2b((url or content).encode("utf-8", "replace"), digest_size=4).hexdigest()
    stem = re.sub(r"(\.warc)?(\.gz)?$", "", archive)
    stem = re.sub(r"\.\w{2,6}$", "", stem)
    return f"{stem}--{slug + '-' if slug else ''}{mark}{suffix}"
