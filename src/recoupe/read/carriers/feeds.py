"""RSS 2.0, RSS 1.0 and Atom feeds, and sitemaps, saved as files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from recoupe.model import Dropped
from recoupe.read.item import NOTHING, Item, name_of
from recoupe.read.meta import iso

LARGEST = 40_000_000
# Characters. A feed's own text shorter than this is its teaser.
TEASER = 600
_FULL = ("encoded", "content")
_SHORT = ("description", "summary")


def items(path: Path, archive: str) -> Iterator[Item | Dropped]:
    """The articles that a feed holds in full; those of which it has only the teaser are ``Dropped``.

    A sitemap names addresses and holds no text: said in one line. Raises ``OSError``.
    """
    if path.stat().st_size > LARGEST:
        yield Dropped(archive, f"{path}: more than {LARGEST // 1_000_000} MB, no feed has; split it")
        return
    root = _root(path.read_bytes())
    if root is None:
        yield Dropped(archive, f"{path}: no XML that can be read; fetch the feed again")
        return
    kind = _local(root)
    if kind in ("urlset", "sitemapindex"):
        yield Dropped(
            archive,
            f"{path}: a sitemap of {len(root)} addresses, no text; give the pages themselves",
            failed=False,
        )
        return
    entries = [node for node in root.iter() if _local(node) in ("item", "entry")]
    if not entries:
        yield Dropped(archive, f"{path}: neither a feed nor a sitemap; give .txt or .html files, or a feed")
        return
    outlet = _text(next((n for n in root.iter() if _local(n) == "title"), None))
    for number, entry in enumerate(entries, 1):
        yield _entry(path, archive, number, entry, outlet)


class Named(NamedTuple):
    """An address that a feed or sitemap names, as written there; and the day it gives, or None."""

    url: str
    day: str | None


class Listing(NamedTuple):
    """``kind``: ``feed``, ``sitemap``, or ``index`` for a sitemap that names sitemaps."""

    kind: str
    named: tuple[Named, ...]


def listing(raw: bytes) -> Listing | None:
    """The addresses that a feed or sitemap names, in its order; None where it is neither."""
    root = _root(raw) if len(raw) <= LARGEST else None
    if root is None:
        return None
    kind = _local(root)
    if kind in ("urlset", "sitemapindex"):
        found = ((_text(_child(node, "loc")), _sitemap_day(node)) for node in root)
        return Listing(
            "index" if kind == "sitemapindex" else "sitemap", tuple(Named(*each) for each in found if each[0])
        )
    entries = [node for node in root.iter() if _local(node) in ("item", "entry")]
    if not entries and kind not in ("rss", "feed", "RDF"):
        return None
    return Listing("feed", tuple(Named(url, _entry_day(e)) for e in entries if (url := _address(e))))


def _sitemap_day(node: Any) -> str | None:
    """The day a news sitemap says a page came out, else the day it last changed."""
    news = _child(node, "news")
    return (_day(news, "publication_date") if news is not None else None) or _day(node, "lastmod")


def _entry_day(entry: Any) -> str | None:
    return next((w for name in ("pubDate", "published", "date", "updated") if (w := _day(entry, name))), None)


def _address(entry: Any) -> str:
    """The address of an entry as written, be it relative; a permanent id of RSS where there is no link."""
    for node in entry:
        if _local(node) == "link" and node.get("rel", "alternate") == "alternate":
            if found := str(node.get("href") or node.text or "").strip():
                return found
    guid = _child(entry, "guid")
    permanent = guid is not None and guid.get("isPermaLink", "true") == "true"
    return _text(guid) if permanent and _text(guid).startswith(("http://", "https://")) else ""


def _root(raw: bytes) -> Any | None:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        return etree.fromstring(raw.strip(), parser)
    except (etree.LxmlError, ValueError):
        return None


def _entry(path: Path, archive: str, number: int, entry: Any, outlet: str) -> Item | Dropped:
    title = _text(_child(entry, "title"))
    url = _link(entry)
    full = max((_inner(_child(entry, name)) for name in _FULL), key=len)
    short = max((_inner(_child(entry, name)) for name in _SHORT), key=len)
    doc = name_of(archive, url, title, f"{archive} {number}", ".html")
    text = full or (short if len(short) >= TEASER else "")
    if not text:
        told = f"{path}, item {number} ({title or url or 'untitled'}): only a teaser; give the page itself"
        return Dropped(doc, told, failed=False)
    when = _entry_day(entry)
    page = f"<html><body><article><h1>{escape(title)}</h1>{text}</article></body></html>"
    return Item(
        doc=doc,
        where=f"{path}, item {number}",
        raw=page.encode(),
        markup=True,
        known={**NOTHING, "url": url, "published": when, "outlet": None if url else outlet or None},
    )


def _local(node: Any) -> str:
    return str(node.tag).rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""


def _child(entry: Any, name: str) -> Any | None:
    return next((node for node in entry if _local(node) == name), None)


def _text(node: Any | None) -> str:
    return " ".join("".join(node.itertext()).split()) if node is not None else ""


def _inner(node: Any | None) -> str:
    """A text construct as HTML: escaped in RSS, escaped or nested in Atom."""
    if node is None:
        return ""
    if len(node):
        from lxml import etree

        return "".join(etree.tostring(child, encoding="unicode", method="html") for child in node).strip()
    text = (node.text or "").strip()
    return text if "<" in text else "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line)


def _link(entry: Any) -> str | None:
    links = [node for node in entry if _local(node) == "link"]
    for node in links:
        if node.get("rel", "alternate") == "alternate":
            found = str(node.get("href") or node.text or "").strip()
            if found.startswith(("http://", "https://")):
                return found
    return None


def _day(entry: Any, name: str) -> str | None:
    """The day in UTC of an RFC 822 or ISO 8601 date."""
    written = _text(_child(entry, name))
    try:
        when = parsedate_to_datetime(written)
    except (TypeError, ValueError, IndexError):
        return iso(written)
    return (when.astimezone(UTC) if when.tzinfo else when).date().isoformat()
