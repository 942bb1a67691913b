"""Files → articles: decoding, zoning and metadata put together, one file at a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from recoupe.model import CODED_ZONES, Article, Dropped, Stated, Zone
from recoupe.read.decode import NotText, decode
from recoupe.read.fetch.address import is_address
from recoupe.read.files import Source, sources
from recoupe.read.item import Item
from recoupe.read.language import language
from recoupe.read.listed import believed
from recoupe.read.meta import Meta, host, known
from recoupe.read.page import LARGEST as LARGEST_PAGE
from recoupe.read.page import Page, page
from recoupe.read.published import published
from recoupe.read.stdin import spool
from recoupe.read.topic import Topic, load_topic
from recoupe.read.zoning import zones

# Bytes. Beyond, a file is an archive or a dump; reading it whole would only use up memory.
LARGEST = 200_000_000
# Characters. No press article has a tenth of it; spaCy refuses more in one piece.
LONGEST = 1_000_000
# How the page of a brief names who wrote it (share/templates/page.html.j2).
_OURS = re.compile(rb'<meta name="generator" content="recoupe\b')
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)


def read(
    paths: Iterable[str | Path],
    meta: Meta | None = None,
    fields: Mapping[str, str] | None = None,
    topic: str | None = None,
    *,
    allow_private: bool = False,
) -> Iterator[Article | Dropped]:
    """Read files and folders, one article at a time; what cannot be read is a ``Dropped``.

    ``paths``: .txt and .html files; .warc, .warc.gz, feeds (.xml, .rss, .atom), tables (.csv, .tsv,
    .jsonl, .ndjson) and .pdf files; patterns (``press/**/*.html``); folders that are searched for all
    of these by name; ``-`` for standard input; ``http://`` and ``https://`` addresses, fetched when their
    turn comes, from private networks only with ``allow_private``. ``meta``: what is known of each, by file
    name or path relative to the folder (see ``load_meta``). ``fields``: our field → their column, for
    tables. What the metadata leave open is read from the text, or left None. ``Article.doc`` is the
    file's name, with its folder's before it (``2020--note.txt``) where two files bear one name, and within
    an archive ``archive--title-mark.html``. Nothing is raised for what cannot be read; the rest is read.

    ``topic``: the name of a list of words (``security``) or a file of one's own; pages that hold none of it,
    or no text, are passed over after a fast look and counted in one ``Dropped`` a file. Raises ``InputError``
    or ``LexiconError`` where it is none.
    """
    looked = load_topic(topic) if topic else None
    with TemporaryDirectory(prefix="recoupe-") as folder:
        given = [spool(Path(folder)) if str(path) == "-" else path for path in paths]
        for fetched, group in groupby(given, key=is_address):
            if fetched:
                yield from _fetched(map(str, group), Path(folder), meta, fields, looked, allow_private)
            else:
                yield from _read(group, meta, fields, looked)


def read_items(items: Iterable[Item | Dropped]) -> Iterator[Article | Dropped]:
    """The articles of what a carrier handed on; what cannot be read is a ``Dropped``."""
    for item in items:
        if isinstance(item, Item):
            yield from _article(item)
        else:
            yield item


def _fetched(
    urls: Iterable[str],
    folder: Path,
    meta: Meta | None,
    fields: Mapping[str, str] | None,
    topic: Topic | None,
    allow_private: bool,
) -> Iterator[Article | Dropped]:
    """What stands at web addresses: pages, and feeds, archives, tables and PDF by way of a file."""
    from recoupe.read.fetch.single import fetched

    for got in fetched(urls, folder, allow_private):
        if isinstance(got, Dropped):
            yield got
            continue
        told = known(got.source, meta)
        passed: Counter[str] = Counter()
        for item in [got.page] if got.page else _carried(got.source, fields):
            if isinstance(item, Item):
                # The address given is a page's own; a feed's or an archive's items have theirs.
                url = got.url if got.page or got.source.carrier == "pdf" else None
                mine = {**item.known, "url": item.known.get("url") or url}
                item = replace(item, known={name: told[name] or mine.get(name) for name in told})
                if topic and (why := topic.passes_over(item)):
                    passed[why] += 1
                else:
                    yield from _article(item)
            else:
                yield item
        if topic and passed:
            yield _passed(got.source.doc, got.url, topic, passed)


def _read(
    paths: Iterable[str | Path],
    meta: Meta | None,
    fields: Mapping[str, str] | None,
    topic: Topic | None,
) -> Iterator[Article | Dropped]:
    single: Counter[str] = Counter()
    for source in sources(paths):
        if isinstance(source, Dropped):
            yield source
            continue
        # Files of one page each are counted together.
        passed: Counter[str] = Counter() if source.carrier else single
        try:
            for number, item in enumerate(_items(source, meta, fields)):
                if isinstance(item, Item):
                    if topic and (why := topic.passes_over(item)):
                        passed[why] += 1
                    else:
                        yield from _article(item)
                elif number or source.named or source.carrier not in ("feeds", "tables"):
                    yield item
                else:  # a side file of the folder
                    yield Dropped(item.doc, item.reason, failed=False)
        except OSError as error:
            yield _dropped(source, f"cannot be read ({error.strerror or error})", "check its permissions")
        except MemoryError:
            yield _dropped(source, "does not fit into memory", "split it into one file per article")
        if topic and source.carrier and passed:
            yield _passed(source.doc, str(source.path), topic, passed)
    if topic and single:
        yield _passed("--topic", "single files", topic, single)


def _passed(doc: str, where: str, topic: Topic, passed: Counter[str]) -> Dropped:
    told = ", ".join(f"{count:,} {why}" for why, count in passed.most_common())
    reason = f"{where}: passed over for topic « {topic.name} »: {told}; read without --topic to have them"
    return Dropped(doc, reason, failed=False)


def _dropped(source: Source, what: str, then: str) -> Dropped:
    return Dropped(source.doc, f"{source.path}: {what}; {then}")


def _items(source: Source, meta: Meta | None, fields: Mapping[str, str] | None) -> Iterator[Item | Dropped]:
    """What a file holds, each thing with what the metadata know of it."""
    found = known(source, meta)
    for item in _carried(source, fields):
        if isinstance(item, Item):
            told = {name: value or item.known.get(name) for name, value in found.items()}
            item = replace(item, known=told)
        yield item


def _carried(source: Source, fields: Mapping[str, str] | None) -> Iterator[Item | Dropped]:
    kind = source.carrier
    if kind == "warc":
        from recoupe.read.carriers import warc

        return warc.items(source.path, source.doc)
    if kind == "feeds":
        from recoupe.read.carriers import feeds

        return feeds.items(source.path, source.doc)
    if kind == "tables":
        from recoupe.read.carriers import tables

        return tables.items(source.path, source.doc, fields)
    if kind == "pdf":
        from recoupe.read.carriers import pdf

        return pdf.items(source.path, source.doc)
    return _single(source)


def _single(source: Source) -> Iterator[Item | Dropped]:
    """One text or page in a file of its own."""
    size = source.path.stat().st_size
    largest = LARGEST_PAGE if source.page else LARGEST
    if size > largest:
        yield _dropped(
            source,
            f"{size / 1e6:,.0f} MB, more than the {largest / 1e6:,.0f} MB that one article can have",
            "split it into one file per article",
        )
        return
    yield Item(source.doc, str(source.path), raw=source.path.read_bytes(), markup=source.page)


def _article(item: Item) -> Iterator[Article | Dropped]:
    """The article of an item, or why there is none."""
    try:
        yield from _built(item, *_text(item))
    except NotText as error:
        yield Dropped(item.doc, f"{item.where}: {error}; save the article as UTF-8 text or HTML")
    except _NoArticleError as error:
        yield Dropped(item.doc, f"{item.where}: {error}")
    except _OwnOutputError:
        told = f"{item.where}: a brief that recoupe wrote, set aside: it is no article"
        yield Dropped(item.doc, told, failed=False)


class _NoArticleError(Exception):
    """Nothing in it to read; the message says what, and what next."""


class _OwnOutputError(Exception):
    """A page that recoupe itself wrote."""


def _text(item: Item) -> tuple[str, str, Page | None]:
    """(text, what was done to get it, page) of an item.

    Raises ``NotText``, ``_NoArticleError`` or ``_OwnOutputError``.
    """
    raw = item.raw
    if raw is None:
        return item.text, "", None
    if not raw.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise _NoArticleError("empty; fetch it again, or delete it")
    if _OURS.search(raw[:2048]):
        raise _OwnOutputError
    if item.markup or (len(raw) <= LARGEST_PAGE and _MARKUP.search(raw[:1024]) is not None):
        got = page(raw, item.fetched)
        if got is None:
            raise _NoArticleError(
                "no article text found in this page; save the article's own page, or its text"
            )
        return got.text, got.note, got
    decoded = decode(raw)
    if not any(char.isalnum() for char in decoded.text):
        raise _NoArticleError("no letters or digits in it; fetch it again, or delete it")
    return decoded.text, decoded.note, None


def _built(item: Item, text: str, note: str, got: Page | None) -> Iterator[Article | Dropped]:
    found = item.known
    url = found["url"] or (got.url if got else None)
    outlet = found["outlet"] or (got.outlet if got else None) or host(url)
    cut = _zoned(text, outlet, got)
    if note and cut:
        cut = (Zone(cut[0].start, cut[0].end, cut[0].zone, f"{cut[0].why} ({note})"), *cut[1:])
    coded = "\n".join(text[z.start : min(z.end, z.start + 6000)] for z in cut[:60] if z.zone in CODED_ZONES)
    spoken = found["language"] or language(coded)
    meta = got.meta if got else ()
    day = found["published"]
    if day is None:
        own = next((told for told in meta if told.field == "published"), None)
        own = own or published(text, cut, url, spoken)
        named = believed(item.listed, text, cut, url, spoken, item.fetched)
        best = max(filter(None, (own, named)), key=lambda told: told.confidence, default=None)
        day = best.value if best else None
        meta = (*(told for told in meta if told.field != "published"), *([best] if best else []))
    yield Article(
        doc=item.doc,
        text=text,
        zones=cut,
        outlet=outlet,
        url=url,
        published=day,
        language=spoken,
        meta=(*meta, *_home(found.get("country"))),
    )
    if len(text) > LONGEST:
        yield Dropped(
            item.doc,
            f"{item.where}: {len(text):,} characters; the first {LONGEST:,} are read as one article, "
            "the rest is set aside; split it into one file per article",
            failed=False,
        )


def _home(country: str | None) -> tuple[Stated, ...]:
    return (Stated("country", country, "given", 1.0),) if country else ()


def _zoned(text: str, outlet: str | None, got: Page | None) -> tuple[Zone, ...]:
    """The zones; of a text longer than any article, what is beyond ``LONGEST`` is set aside whole."""
    title = got.title if got else None
    if len(text) <= LONGEST:
        return zones(text, outlet, title, extracted=got is not None)
    # At a line's or a word's end where there is one near, so that no word is cut.
    end = (
        max(text.rfind("\n", LONGEST - 20_000, LONGEST), 0)
        or max(text.rfind(" ", LONGEST - 200, LONGEST), 0)
        or LONGEST
    )
    rest = text[end:]
    start = end + len(rest) - len(rest.lstrip())
    stop = end + len(rest.rstrip())
    beyond = (
        (Zone(start, stop, "notice", f"beyond the first {LONGEST:,} characters"),) if stop > start else ()
    )
    return (*zones(text[:end], outlet, title, extracted=got is not None), *beyond)
