"""Files → articles: decoding, zoning and metadata put together, one file at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from recoupe.model import CODED_ZONES, Article, Dropped, Zone
from recoupe.read.decode import NotText, decode
from recoupe.read.files import Source, sources
from recoupe.read.language import language
from recoupe.read.meta import Meta, host, known
from recoupe.read.page import LARGEST as LARGEST_PAGE
from recoupe.read.page import Page, page
from recoupe.read.published import published
from recoupe.read.zoning import zones

# Bytes. Beyond, a file is an archive or a dump; reading it whole would only use up memory.
LARGEST = 200_000_000
# Characters. No press article has a tenth of it; spaCy refuses more in one piece.
LONGEST = 1_000_000
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)


def read(paths: Iterable[str | Path], meta: Meta | None = None) -> Iterator[Article | Dropped]:
    """Read files and folders, one article at a time; what cannot be read is a ``Dropped``.

    ``paths``: .txt and .html files, or folders that are searched for them by name. ``meta``: what is
    known of each, by file name or path relative to the folder (see ``load_meta``). What the metadata
    leave open is read from the text, or left None. ``Article.doc`` is the file's name, with its
    folder's before it (``2020--note.txt``) where two files bear one name. Nothing is raised for a
    file that cannot be read; the others are read all the same.
    """
    for source in sources(paths):
        if isinstance(source, Dropped):
            yield source
            continue
        try:
            yield from _article(source, meta)
        except NotText as error:
            yield _dropped(source, f"{error}", "save the article as UTF-8 text or HTML")
        except OSError as error:
            yield _dropped(source, f"cannot be read ({error.strerror or error})", "check its permissions")
        except MemoryError:
            yield _dropped(source, "does not fit into memory", "split it into one file per article")


def _dropped(source: Source, what: str, then: str) -> Dropped:
    return Dropped(source.doc, f"{source.path}: {what}; {then}")


def _article(source: Source, meta: Meta | None) -> Iterator[Article | Dropped]:
    size = source.path.stat().st_size
    largest = LARGEST_PAGE if source.page else LARGEST
    if size > largest:
        yield _dropped(
            source,
            f"{size / 1e6:,.0f} MB, more than the {largest / 1e6:,.0f} MB that one article can have",
            "split it into one file per article",
        )
        return
    raw = source.path.read_bytes()
    if not raw.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        yield _dropped(source, "empty", "fetch it again, or delete it")
        return
    found = known(source, meta)
    markup = source.page or (len(raw) <= LARGEST_PAGE and _MARKUP.search(raw[:1024]) is not None)
    got: Page | None = None
    if markup:
        got = page(raw)
        if got is None:
            yield _dropped(
                source, "no article text found in this page", "save the article's own page, or its text"
            )
            return
        text, note = got.text, got.note
    else:
        decoded = decode(raw)
        text, note = decoded.text, decoded.note
        if not any(char.isalnum() for char in text):
            yield _dropped(source, "no letters or digits in it", "fetch it again, or delete it")
            return
    yield from _built(source, text, note, got, found)


def _built(
    source: Source, text: str, note: str, got: Page | None, found: dict[str, str | None]
) -> Iterator[Article | Dropped]:
    url = found["url"] or (got.url if got else None)
    outlet = found["outlet"] or (got.outlet if got else None) or host(url)
    cut = _zoned(text, outlet, got)
    if note and cut:
        cut = (Zone(cut[0].start, cut[0].end, cut[0].zone, f"{cut[0].why} ({note})"), *cut[1:])
    coded = "\n".join(text[z.start : min(z.end, z.start + 6000)] for z in cut[:60] if z.zone in CODED_ZONES)
    spoken = found["language"] or language(coded)
    yield Article(
        doc=source.doc,
        text=text,
        zones=cut,
        outlet=outlet,
        url=url,
        published=found["published"] or (got.published if got else None) or published(text, cut, url, spoken),
        language=spoken,
        meta=got.meta if got else (),
    )
    if len(text) > LONGEST:
        yield Dropped(
            source.doc,
            f"{source.path}: {len(text):,} characters; the first {LONGEST:,} are read as one article, "
            "the rest is set aside; split it into one file per article",
            failed=False,
        )


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
