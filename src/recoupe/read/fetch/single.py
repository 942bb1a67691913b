"""Addresses given by hand in place of files: each fetched once, as a person would open it.

Guarded and paced as any fetch. robots.txt is for programs that find their own way, and is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from recoupe.errors import FetchError
from recoupe.model import Dropped
from recoupe.read.fetch.address import clean
from recoupe.read.fetch.client import Client, Limits
from recoupe.read.fetch.guard import Guard
from recoupe.read.fetch.visit import Visitor
from recoupe.read.files import Source
from recoupe.read.item import NOTHING, Item, name_of
from recoupe.read.meta import host
from recoupe.read.stdin import suffix_of_bytes

# Seconds between two requests to one host, and how long one that asks for more is waited for.
_DELAY, _PATIENCE = 1.0, 30.0
# An archive or a feed may be given by its address, and is larger than a page.
_LIMITS = Limits(size=100_000_000)


@dataclass(frozen=True)
class Fetched:
    """What stood at an address: a ``page``, or a file (``source``) for a carrier to read."""

    url: str
    source: Source
    page: Item | None


def fetched(
    urls: Iterable[str], folder: Path, allow_private: bool, limits: Limits = _LIMITS
) -> Iterator[Fetched | Dropped]:
    """Fetch addresses one after the other; what cannot be fetched is a ``Dropped``.

    ``folder``: where files for carriers are put. ``allow_private``: take private addresses too.
    """
    visitor = Visitor(
        Client(Guard(everything=allow_private), limits), delay=_DELAY, patience=_PATIENCE, obey=False
    )
    for number, given in enumerate(urls):
        named = given.rpartition("@")[2]
        try:
            named = clean(given)
            visit = visitor.visit(named)
            if visit.response.status != 200 or not visit.response.body.strip():
                raise FetchError("the server sent an empty page; try again later")
        except FetchError as error:
            yield Dropped(named, str(error) if named in str(error) else f"{named}: {error}")
            continue
        answer = visit.response
        suffix = suffix_of_bytes(answer.body[:4096])
        markup = "html" in answer.kind and suffix not in (".pdf", ".warc", ".warc.gz")
        doc = name_of(f"{host(answer.url)}.web", answer.url, None, given, ".html" if markup else suffix)
        path = folder / f"{number}-{doc}"
        source = Source(path, doc, (given, answer.url, doc))
        if visit.downgraded:
            yield Dropped(doc, f"{given}: leads from https to http; read all the same", failed=False)
        if markup or suffix in (".html", ".txt"):
            page = Item(
                doc, answer.url, raw=answer.body, markup=markup,
                known={**NOTHING, "url": answer.url}, fetched=datetime.now(UTC).date(),
            )  # fmt: skip
            yield Fetched(answer.url, source, page)
        else:
            path.write_bytes(answer.body)
            yield Fetched(answer.url, source, None)
