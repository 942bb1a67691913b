"""WARC and WARC.gz (ISO 28500), as crawlers and Common Crawl's news collection write them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any

from recoupe.model import Dropped
from recoupe.read.item import NOTHING, Item, name_of
from recoupe.read.listed import listed

# Bytes of one page; what is longer is set aside.
LARGEST = 40_000_000
_NEXT = re.compile(rb"\r?\n\r?\n(?=WARC/1\.\d\r?\n)")
_START, _START_GZ = b"WARC/1.", b"\x1f\x8b\x08"
_CHUNK = 1 << 20
_PAGES = ("text/html", "application/xhtml+xml", "text/plain")


def items(path: Path, archive: str) -> Iterator[Item | Dropped]:
    """The pages of an archive, in its order; memory holds one record at a time.

    Records that hold no page (images, redirects, requests) are counted and said at the end. A damaged
    record costs itself: reading goes on at the next one. Raises ``OSError`` where the file cannot be opened.
    """
    with path.open("rb") as file:
        yield from items_of(file, path, archive)


def items_of(file: IO[bytes], path: Path, archive: str) -> Iterator[Item | Dropped]:
    """As :func:`items`, from an open file or a part of one; ``path`` is for what is said of it."""
    set_aside: Counter[str] = Counter()
    damaged = 0
    taken = 0
    for record in _records(file):
        if record is None:
            damaged += 1
            continue
        why = _no_page(record)
        if why:
            set_aside[why] += 1
            continue
        try:
            body = bytes(record.reader.read(LARGEST + 1))
        except (OSError, ValueError):
            damaged += 1
            continue
        url = record.headers.get("WARC-Target-URI", "").strip("<> ") or None
        if len(body) > LARGEST:
            yield Dropped(
                name_of(archive, url, None, str(taken), ".html"),
                f"{path}: {url or 'a page'} has more than {LARGEST // 1_000_000} MB; left out",
            )
            continue
        swallowed = _NEXT.search(body) if _START in body else None
        if swallowed:  # its length was written too long, and hides the records after it
            body = body[: swallowed.start()]
            damaged += 1
        taken += 1
        yield Item(
            doc=name_of(archive, url, None, f"{archive} {taken}", ".html"),
            where=f"{path}: {url or f'page {taken}'}",
            raw=body,
            markup="html" in _type(record),
            known={**NOTHING, "url": url, **_watched(record)},
            fetched=_day(record),
            listed=listed(*(record.headers.get(f"Recoupe-{name}") for name in ("Published", "Dated-By"))),
        )
    if damaged:
        yield Dropped(
            archive,
            f"{path}: {damaged} damaged record{'s' * (damaged > 1)}; the rest was read; fetch it again",
        )
    if set_aside:
        told = ", ".join(f"{count} {why}" for why, count in set_aside.most_common())
        yield Dropped(archive, f"{path}: set aside: {told}", failed=False)
    if not (taken or damaged or set_aside):
        yield Dropped(archive, f"{path}: no record of a WARC archive in it; fetch it again, or rename it")


def _records(file: IO[bytes]) -> Iterator[Any]:
    """The response records; None for each stretch that is none. Goes on after damage."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    start = 0
    while True:
        file.seek(start)
        last = start
        again: int | None = None
        try:
            for record in ArchiveIterator(
                file, record_types=WarcRecordType.response | WarcRecordType.resource,
                parse_http=True, auto_decode="all",
            ):  # fmt: skip
                last = max(last, int(record.stream_pos))
                yield record
            return
        except (OSError, ValueError):
            yield None
            again = _next_record(file, last + 1)
        if again is None or again <= start:
            return
        start = again


def _next_record(file: IO[bytes], at: int) -> int | None:
    """Byte offset of the next sign of a record from ``at`` on."""
    file.seek(at)
    before = b""
    while chunk := file.read(_CHUNK):
        window = before + chunk
        found = [i for i in (window.find(_START), window.find(_START_GZ)) if i >= 0]
        if found:
            return at - len(before) + min(found)
        before = window[-8:]
        at += len(chunk)
    return None


def _watched(record: Any) -> dict[str, str | None]:
    """What ``recoupe watch`` wrote beside a response: the outlet and language of its sources file."""
    return {name.lower(): record.headers.get(f"Recoupe-{name}") or None for name in ("Outlet", "Language")}


def _type(record: Any) -> str:
    headers = record.http_headers
    kind = (headers.get("Content-Type") if headers is not None else record.headers.get("Content-Type")) or ""
    return str(kind).lower()


def _no_page(record: Any) -> str | None:
    if record.headers.get("Recoupe-Listing"):
        return "feeds and sitemaps"
    headers = record.http_headers
    if headers is not None:
        status = getattr(headers, "status_code", None)
        if status is not None and 300 <= status < 400:
            return "redirects"
        if status is not None and status != 200:
            return "error pages"
    kind = _type(record).split(";")[0].strip()
    return None if kind in _PAGES or not kind else "other than pages"


def _day(record: Any) -> date | None:
    try:
        return date.fromisoformat(record.headers.get("WARC-Date", "")[:10])
    except ValueError:
        return None
