"""What ``recoupe watch`` has seen and fetched: one SQLite file beside the archive it writes.

One program at a time works with it: it is locked from opening to closing, also against another run of cron,
and let go when the program ends, however it ends.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Self
from urllib.parse import quote

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    and_,
    case,
    create_engine,
    event,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from recoupe.errors import LibraryError
from recoupe.read.fetch.robots import Robots
from recoupe.read.fetch.visit import Host
from recoupe.read.listed import CHANGES

APPLICATION_ID = 0x52435644  # "RCVD"
SCHEMA_VERSION = 2

METADATA = MetaData()

ADDRESS = Table(
    "address",
    METADATA,
    Column("id", Integer, primary_key=True),
    # What makes two addresses one page: see recoupe.read.fetch.address.key.
    Column("key", String, nullable=False, unique=True),
    Column("url", String, nullable=False),
    Column("source", String, nullable=False, index=True),
    # The day that a feed or sitemap gave, and what gave it (``feed pubDate``).
    Column("published", String),
    Column("dated_by", String, nullable=False, server_default=""),
    # wanted, kept, refused (set aside for good), or same (a redirect led to one that is kept).
    Column("state", String, nullable=False, index=True),
    Column("why", String, nullable=False, server_default=""),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("next", Float, nullable=False, server_default="0"),
    # Where in which file of the archive its response stands, in bytes; the digest of its payload.
    Column("file", String),
    Column("offset", Integer),
    Column("length", Integer),
    Column("digest", String),
    # Whether what was fetched is in the library, or none was asked for.
    Column("added", Boolean, nullable=False, server_default="0"),
)

# A feed, a sitemap or a page that is asked again and again.
LISTING = Table(
    "listing",
    METADATA,
    Column("url", String, primary_key=True),
    Column("etag", String, nullable=False, server_default=""),
    Column("modified", String, nullable=False, server_default=""),
    # What the sitemap above it said when it last changed.
    Column("said", String, nullable=False, server_default=""),
    Column("next", Float, nullable=False, server_default="0"),
    # Of the answer that was kept last.
    Column("digest", String, nullable=False, server_default=""),
)

HOST = Table(
    "host",
    METADATA,
    Column("origin", String, primary_key=True),
    Column("robots", String),
    Column("robots_at", Float),
    Column("ready", Float, nullable=False),
    Column("failures", Integer, nullable=False),
)

# Archive files: up to which byte they are accounted for.
FILE = Table(
    "file", METADATA, Column("name", String, primary_key=True), Column("end", Integer, nullable=False)
)


# What gave no day of publication.
_WEAK = ("", *sorted(CHANGES))
# From the version before.
_FROM_1 = (
    "ALTER TABLE address ADD COLUMN dated_by VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE listing ADD COLUMN digest VARCHAR DEFAULT '' NOT NULL",
)


# Pages that went wrong told of a source: the latest ones.
_TROUBLES = 5


class Standing(NamedTuple):
    """What became of a source's pages: how many are kept and wanted; (address, reason) of what went wrong."""

    kept: int
    waiting: int
    troubles: tuple[tuple[str, str], ...]


class Offer(NamedTuple):
    """An address that a feed or sitemap names: its key, how it is written, the day it gives or None, and
    what gives it."""

    key: str
    url: str
    published: str | None
    dated_by: str


class Wanted(NamedTuple):
    """An address to fetch, how often that was tried, and what its feed or sitemap gave as its day."""

    key: str
    url: str
    source: str
    tries: int
    published: str | None
    dated_by: str


class Listing(NamedTuple):
    """What is known of a feed, sitemap or page: validators, when (seconds since 1970) it is due, and the
    digest of its last answer in the archive."""

    url: str
    etag: str = ""
    modified: str = ""
    said: str = ""
    next: float = 0.0
    digest: str = ""


class Place(NamedTuple):
    """Where a response stands in the archive, in bytes; and the digest of its payload."""

    file: str
    offset: int
    length: int
    digest: str


class Fetched(NamedTuple):
    """A page kept in the archive that is not in the library yet."""

    key: str
    source: str
    place: Place


class Visits:
    """The file; a context manager. Where it cannot be used, every method raises ``LibraryError``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = create_engine(
            f"sqlite:///file:{quote(str(path.absolute()))}?uri=true",
            connect_args={"timeout": 0.2, "check_same_thread": False},
            poolclass=StaticPool,
        )

        @event.listens_for(self._engine, "connect")
        def _connected(connection: Any, _record: object) -> None:
            connection.isolation_level = None
            # Taken with the first access, kept until the connection is closed.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")

        @event.listens_for(self._engine, "begin")
        def _begun(connection: Any) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

        try:
            self._check()
        except BaseException:
            self._engine.dispose()
            raise

    def _check(self) -> None:
        with self._open() as connection:
            owner = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            made = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
            if made and (owner, version) == (APPLICATION_ID, 1):
                for step in _FROM_1:
                    connection.exec_driver_sql(step)
            elif made and (owner, version) != (APPLICATION_ID, SCHEMA_VERSION):
                raise LibraryError(
                    f"{self.path}: is no memory of recoupe watch, or another version's; move it away: "
                    "it is made anew from the archive beside it"
                )
            METADATA.create_all(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")

    @contextmanager
    def _open(self) -> Iterator[Any]:
        """A transaction, with its faults told in one line."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except (DBAPIError, sqlite3.Error) as error:
            said = str(error.orig if isinstance(error, DBAPIError) else error)
            if "locked" in said:
                raise LibraryError(
                    f"{self.path.parent}: another recoupe watch works here; try again when it has ended"
                ) from error
            raise LibraryError(
                f"{self.path}: cannot be used ({said}); look at the disk, or move the file away: it is made "
                "anew from the archive beside it"
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()

    # -- what is to be fetched ---------------------------------------------------------------

    def listing(self, url: str) -> Listing:
        """What is known of a feed, sitemap or page."""
        with self._open() as connection:
            row = connection.execute(select(LISTING).where(LISTING.c.url == url)).first()
        return Listing(*row) if row else Listing(url)

    def listed(self, source: str, listing: Listing, offers: Iterable[Offer] = ()) -> int:
        """Remember what a listing named, and that it was asked, in one step; gives how many are new.

        Of an address still wanted, a day of publication takes the place of none or of a change's.
        """
        rows = [offer._asdict() | {"source": source, "state": "wanted"} for offer in offers]
        row = listing._asdict()
        with self._open() as connection:
            before = connection.execute(select(func.count()).select_from(ADDRESS)).scalar_one()
            if rows:
                offer = insert(ADDRESS)
                better = offer.on_conflict_do_update(
                    ("key",),
                    set_={"published": offer.excluded.published, "dated_by": offer.excluded.dated_by},
                    where=(ADDRESS.c.state == "wanted")
                    & or_(*(ADDRESS.c.dated_by == weak for weak in _WEAK))
                    & and_(*(offer.excluded.dated_by != weak for weak in _WEAK)),
                )
                connection.execute(better, rows)
            connection.execute(insert(LISTING).values(row).on_conflict_do_update(("url",), set_=row))
            after = connection.execute(select(func.count()).select_from(ADDRESS)).scalar_one()
        return int(after - before)

    def wanted(self, source: str, now: float, limit: int) -> list[Wanted]:
        """Addresses of a source that are due, the newest first."""
        c = ADDRESS.c
        query = (
            select(c.key, c.url, c.source, c.tries, c.published, c.dated_by)
            .where(c.source == source, c.state == "wanted", c.next <= now)
            .order_by(case((c.published.is_(None), 0), else_=1), c.published.desc(), c.id)
            .limit(limit)
        )
        with self._open() as connection:
            return [Wanted(*row) for row in connection.execute(query)]

    def standing(self, source: str) -> Standing:
        """How many pages of a source are kept and wanted, and the latest that went wrong, with the reason."""
        own = ADDRESS.c.source == source
        with self._open() as connection:
            counts = select(ADDRESS.c.state, func.count()).where(own).group_by(ADDRESS.c.state)
            found = {row[0]: int(row[1]) for row in connection.execute(counts)}
            wrong = select(ADDRESS.c.url, ADDRESS.c.why).where(own, ADDRESS.c.why != "")
            wrong = wrong.where(ADDRESS.c.state.in_(("wanted", "refused")))
            rows = connection.execute(wrong.order_by(ADDRESS.c.id.desc()).limit(_TROUBLES))
            troubles = tuple((row.url, row.why) for row in rows)
        return Standing(found.get("kept", 0), found.get("wanted", 0), troubles)

    def state(self, key: str) -> str | None:
        """The state of an address, or None where it is unknown."""
        with self._open() as connection:
            found: str | None = connection.execute(
                select(ADDRESS.c.state).where(ADDRESS.c.key == key)
            ).scalar_one_or_none()
        return found

    def counts(self) -> dict[str, int]:
        """How many addresses are in each state."""
        with self._open() as connection:
            rows = connection.execute(select(ADDRESS.c.state, func.count()).group_by(ADDRESS.c.state))
            return {state: int(count) for state, count in rows}

    def next_due(self, now: float) -> float | None:
        """When the next address is due that is wanted later than ``now``, in seconds since 1970."""
        with self._open() as connection:
            found: float | None = connection.execute(
                select(func.min(ADDRESS.c.next)).where(ADDRESS.c.state == "wanted", ADDRESS.c.next > now)
            ).scalar_one_or_none()
        return found

    # -- what became of it -------------------------------------------------------------------

    def kept(self, key: str, url: str, source: str, place: Place, aliases: Iterable[str] = ()) -> None:
        """A response is in the archive. ``aliases``: the keys of what led to it and of where it led."""
        row = {
            "key": key, "url": url, "source": source, "state": "kept", "why": "", "added": False,
            **place._asdict(),
        }  # fmt: skip
        others = [
            {"key": other, "url": url, "source": source, "state": "same"} for other in aliases if other != key
        ]
        with self._open() as connection:
            new = {name: value for name, value in row.items() if name not in ("key", "source")}
            connection.execute(insert(ADDRESS).values(row).on_conflict_do_update(("key",), set_=new))
            for other in others:
                query = insert(ADDRESS).values(other)
                connection.execute(
                    query.on_conflict_do_update(
                        ("key",), set_={"state": "same"}, where=ADDRESS.c.state == "wanted"
                    )
                )
            end = {"name": place.file, "end": place.offset + place.length}
            connection.execute(insert(FILE).values(end).on_conflict_do_update(("name",), set_=end))

    def digest(self, key: str) -> str | None:
        """The digest of the payload kept of an address, or None."""
        with self._open() as connection:
            found: str | None = connection.execute(
                select(ADDRESS.c.digest).where(ADDRESS.c.key == key)
            ).scalar_one_or_none()
        return found

    def set_aside(self, key: str, why: str, state: str = "refused") -> None:
        """An address will not be fetched."""
        with self._open() as connection:
            connection.execute(update(ADDRESS).where(ADDRESS.c.key == key).values(state=state, why=why))

    def later(self, key: str, why: str, due: float, *, tried: bool) -> None:
        """An address could not be fetched now, and is due again at ``due`` (seconds since 1970)."""
        values = {"why": why, "next": due, "tries": ADDRESS.c.tries + (1 if tried else 0)}
        with self._open() as connection:
            connection.execute(update(ADDRESS).where(ADDRESS.c.key == key).values(values))

    # -- the archive and the library ---------------------------------------------------------

    def end_of(self, file: str) -> int:
        """Up to which byte a file of the archive is accounted for."""
        with self._open() as connection:
            found = connection.execute(select(FILE.c.end).where(FILE.c.name == file)).scalar_one_or_none()
        return int(found or 0)

    def reached(self, file: str, end: int) -> None:
        """A file of the archive is accounted for up to this byte."""
        row = {"name": file, "end": end}
        with self._open() as connection:
            connection.execute(insert(FILE).values(row).on_conflict_do_update(("name",), set_=row))

    def unadded(self, limit: int) -> list[Fetched]:
        """Pages kept that are not in the library yet, in the order they were found."""
        c = ADDRESS.c
        query = (
            select(c.key, c.source, c.file, c.offset, c.length, c.digest)
            .where(c.state == "kept", c.added.is_(False))
            .order_by(c.id)
            .limit(limit)
        )
        with self._open() as connection:
            return [Fetched(row[0], row[1], Place(*row[2:])) for row in connection.execute(query)]

    def added(self, fetched: Iterable[Fetched]) -> None:
        """These are in the library now, unless they were fetched anew since."""
        with self._open() as connection:
            for each in fetched:
                connection.execute(
                    update(ADDRESS)
                    .where(ADDRESS.c.key == each.key, ADDRESS.c.offset == each.place.offset)
                    .values(added=True)
                )

    # -- hosts -------------------------------------------------------------------------------

    def host(self, origin: str) -> Host:
        """What is known of an origin."""
        with self._open() as connection:
            row = connection.execute(select(HOST).where(HOST.c.origin == origin)).first()
        if row is None:
            return Host()
        robots = Robots(row.robots, row.robots_at) if row.robots_at is not None else None
        return Host(robots, row.ready, row.failures)

    def set_host(self, origin: str, host: Host) -> None:
        """Remember this of an origin from now on."""
        row = {
            "origin": origin,
            "robots": host.robots.text if host.robots else None,
            "robots_at": host.robots.at if host.robots else None,
            # A clock put back by a day must not stop the watch for a day.
            "ready": min(host.ready, time.time() + 604_800),
            "failures": host.failures,
        }
        with self._open() as connection:
            connection.execute(insert(HOST).values(row).on_conflict_do_update(("origin",), set_=row))
