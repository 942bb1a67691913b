"""RSS 2.0, RSS 1.0 and Atom feeds, and sitemaps, saved as files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from recoupe.model import Dropped, Stated
from recoupe.read.item import NOTHING, Item, name_of
from recoupe.read.listed import HELD
from recoupe.read.meta import iso

LARGEST = 40_000_000
# Characters. A feed's own text shorter than this is its teaser.
TEASER = 600
_FULL = ("encoded", "content")
_SHORT = ("description", "summary")
# So many addresses and more bear one hour where a list writes that of its own making.
_SAME = 4


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
    """An address that a feed or sitemap names, as written there; the day it gives, or None; and what gives it
    (``feed pubDate``), empty where that cannot be the day the page came out."""

    url: str
    day: str | None
    dated_by: str = ""


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
        found = [(_text(_child(node, "loc")), _sitemap_day(node)) for node in root]
        return Listing("index" if kind == "sitemapindex" else "sitemap", _named(found))
    entries = [node for node in root.iter() if _local(node) in ("item", "entry")]
    if not entries and kind not in ("rss", "feed", "RDF"):
        return None
    return Listing("feed", _named([(_address(entry), _entry_day(entry)) for entry in entries]))


def _named(found: list[tuple[str, _Day | None]]) -> tuple[Named, ...]:
    """The addresses, their days judged together: an hour that most bear is the one the list was made at."""
    hours = Counter(day.written for _, day in found if day and ":" in day.written)
    made = {hour for hour, count in hours.items() if count >= _SAME and 2 * count > len(found)}
    return tuple(
        Named(url, day.day, "" if day.filled_in or day.written in made else day.by)
        if day
        else Named(url, None)
        for url, day in found
        if url
    )


class _Day(NamedTuple):
    day: str
    written: str
    by: str

    @property
    def filled_in(self) -> bool:
        """1 January without an hour is what systems write that know nothing."""
        midnight = ":" not in self.written or "00:00" in self.written
        return self.day.endswith("-01-01") and midnight


def _sitemap_day(node: Any) -> _Day | None:
    """The day a news sitemap says a page came out, else the day it last changed."""
    news = _child(node, "news")
    told = _day(news, "publication_date", "sitemap news:") if news is not None else None
    return told or _day(node, "lastmod", "sitemap ")


def _entry_day(entry: Any) -> _Day | None:
    names = ("pubDate", "published", "date", "updated")
    return next((day for name in names if (day := _day(entry, name, "feed "))), None)


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
    day = _entry_day(entry)
    when = None if day is None or day.filled_in else Stated("published", day.day, day.by, HELD[day.by])
    page = f"<html><body><article><h1>{escape(title)}</h1>{text}</article></body></html>"
    return Item(
        doc=doc,
        where=f"{path}, item {number}",
        raw=page.encode(),
        markup=True,
        known={**NOTHING, "url": url, "outlet": None if url else outlet or None},
        listed=when,
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


def _day(entry: Any, name: str, where: str) -> _Day | None:
    """The day of an RFC 822 or ISO 8601 date, where it was written: a newsroom's own calendar."""
    written = _text(_child(entry, name))
    try:
        day: str | None = parsedate_to_datetime(written).date().isoformat()
    except (TypeError, ValueError, IndexError):
        day = iso(written)
    return _Day(day, written, where + name) if day else None
