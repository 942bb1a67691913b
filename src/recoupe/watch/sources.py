"""The sources file: who is watched, how often, within which limits (docs/watch.md)."""

from __future__ import annotations

import re
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from recoupe.errors import FetchError, InputError
from recoupe.read.fetch.address import clean

Kind = Literal["feed", "sitemap", "page"]
STATE = "visits.db"  # in the archive: what was seen and fetched
Duration = Annotated[str, Meta(pattern=r"^\d+(\.\d+)?\s?(s|m|h|d)$")]
_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}")


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """One ``[[source]]``: exactly one of ``feed``, ``sitemap`` and ``page``."""

    name: str
    feed: str | None = None
    sitemap: str | None = None
    page: str | None = None
    outlet: str | None = None
    language: str | None = None
    # How long between two polls.
    interval: Duration = "1h"
    # Pages fetched in one pass at most.
    limit: Annotated[int, Meta(ge=1)] = 200
    # What was published, or last changed, before this day is passed over; so is what no pattern matches.
    since: date | None = None
    match: tuple[str, ...] = ()
    # Neither polled nor fetched from, until it is false again.
    paused: bool = False

    @property
    def kind(self) -> Kind:
        """Which of the three it is."""
        return "feed" if self.feed else "sitemap" if self.sitemap else "page"

    @property
    def url(self) -> str:
        """Its address, in its one form."""
        return clean(self.feed or self.sitemap or self.page or "")

    @property
    def seconds(self) -> float:
        """The interval."""
        return seconds(self.interval)

    def takes(self, url: str, day: str | None) -> bool:
        """Whether an address that it names is to be fetched. ``day``: its ISO date, where it gives one."""
        if self.since and day and day < self.since.isoformat():
            return False
        return not self.match or any(fnmatchcase(url, pattern) for pattern in self.match)


class Sources(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    # Whom the operator of a site can write to: an e-mail or web address, sent with every request.
    contact: Annotated[str, Meta(min_length=3, max_length=200)]
    source: Annotated[tuple[Source, ...], Meta(min_length=1)]
    # Where the archive is kept, beside the file unless it is an absolute path.
    archive: str = "archive"
    delay: Duration = "2s"
    timeout: Duration = "60s"
    silence: Duration = "20s"
    backoff: Duration = "30s"
    attempts: Annotated[int, Meta(ge=1)] = 12
    page_mb: Annotated[float, Meta(gt=0, le=100)] = 20.0
    file_mb: Annotated[float, Meta(gt=0)] = 500.0
    redirects: Annotated[int, Meta(ge=0, le=30)] = 8
    # true, or the host names, addresses and networks that may be private.
    allow_private: bool | tuple[str, ...] = False

    @property
    def active(self) -> tuple[Source, ...]:
        """The sources that are not paused."""
        return tuple(one for one in self.source if not one.paused)


def seconds(duration: str) -> float:
    """``90s``, ``30m``, ``1.5h``, ``2d`` in seconds."""
    return float(duration[:-1]) * _UNITS[duration[-1]]


def load(path: Path) -> Sources:
    """Read a sources file; raises ``InputError`` that says where it does not hold together."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror}); docs/watch.md shows such a file"
        ) from None
    return decoded(raw, path)


def decoded(raw: bytes, path: Path) -> Sources:
    """The sources that the text of a file tells; raises ``InputError`` as :func:`load` does."""
    try:
        found = msgspec.toml.decode(raw, type=Sources)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        told = re.sub(r" matching regex '.*\$'", " such as 30s, 15m, 2h or 1d", str(error))
        raise InputError(f"{path}: {told}; correct it there (docs/watch.md)") from None
    if any(ord(char) < 32 or ord(char) > 126 for char in found.contact):
        raise InputError(
            f"{path}: contact has characters that cannot be sent; write an e-mail or web address"
        )
    names: set[str] = set()
    for number, source in enumerate(found.source, 1):
        where = f"{path}: source {number} ({source.name})"
        if not _NAME.fullmatch(source.name):
            raise InputError(f"{where}: a name has letters, digits, dots and dashes; rename it")
        if source.name in names:
            raise InputError(f"{where}: another source has this name; rename one")
        if sum(map(bool, (source.feed, source.sitemap, source.page))) != 1:
            raise InputError(f"{where}: has not exactly one of feed, sitemap and page; give one")
        names.add(source.name)
        try:
            _ = source.url
        except FetchError as error:
            raise InputError(f"{where}: {error}") from None
    return found
