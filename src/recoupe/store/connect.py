"""Opening a library's file, and saying in one line what is wrong with it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateIndex

from recoupe.errors import LibraryBusy, LibraryError
from recoupe.store.articles import driver, text_key
from recoupe.store.found import make_index
from recoupe.store.tables import APPLICATION_ID, ARTICLE, METADATA, SCHEMA_VERSION, follow_accounts

# How long to wait for another program that is writing: a transaction here lasts milliseconds, joining some
# articles (Library.refresh) a second or two of its own, and more where the machine is busy with other things.
BUSY_SECONDS = 20.0
_LOCKED = "is locked"

# What SQLite says (https://www.sqlite.org/rescode.html), and what a person can do about it.
_FAULTS = (
    ("not a database", "is not a library; name another file, or move this one away"),
    (_LOCKED, "is being written by another program; try again when that one has ended"),
    ("disk is full", "cannot grow, the disk is full; make room and run the command again"),
    ("readonly database", "cannot be written; change its permissions, or copy it elsewhere"),
    ("malformed", "is damaged; restore it from a copy, or add the articles to a new library"),
    ("unable to open", "cannot be opened; look at the permissions of the file and of its folder"),
    ("foreign key constraint", "does not hold a statement that is pointed at; add its article first"),
    (
        "never edited",
        "keeps judgements as they were made; take one back with recoupe judge undo N",
    ),
    ("only added to", "keeps its log as it was written; nothing in it can be changed"),
    ("disk i/o error", "cannot be read or written; look at the disk, and whether it is full"),
)


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn a fault of the database into a :class:`LibraryError` of one line."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:  # the second from a connection being made
        said = str(error.orig if isinstance(error, DBAPIError) else error)
        for sign, advice in _FAULTS:
            if sign in said.lower():
                raise (LibraryBusy if sign == _LOCKED else LibraryError)(f"{path}: {advice}") from error
        # Any other is told as SQLite tells it: a table lost or changed by another program.
        raise LibraryError(f"{path}: cannot be used as a library ({said}); restore it from a copy") from error


def connect(path: Path, *, create: bool) -> Engine:
    """An engine on the library at ``path``, made where there is none and ``create`` allows it.

    Raises :class:`LibraryError` where the file is missing, is no library, or is of another version.
    """
    if path.is_dir():
        raise LibraryError(f"{path}: is a folder; name a file, such as {path / 'library.db'}")
    if not path.exists():
        if not create:
            raise LibraryError(
                f"{path}: there is no library here; recoupe add PATH --library {path} makes one"
            )
        if not path.parent.is_dir():
            raise LibraryError(f"{path}: there is no folder {path.parent}; make it, or name another file")
    engine = _engine(path)
    try:
        with faults(path):
            _check(engine, path, create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _engine(path: Path) -> Engine:
    """SQLite with real transactions: a plain one reads, one marked ``writes`` takes the lock first."""
    engine = create_engine(
        f"sqlite:///{address(path)}&uri=true",
        connect_args={"timeout": BUSY_SECONDS},
        # As many as the workbench has threads: opening one more costs as much as a small page.
        pool_size=24,
        max_overflow=16,
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are opened by _begun, not by the driver
        connection.execute("PRAGMA foreign_keys = ON")
        # What was reported as added is on the disk, even where the power fails.
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def address(path: Path) -> str:
    """The file as SQLite is to open it (https://www.sqlite.org/uri.html)."""
    # A library on a read-only disk, closed properly, can be read without its companion files.
    still = path.exists() and not writable(path) and not Path(f"{path}-wal").exists()
    return f"file:{quote(str(path.absolute()))}?" + ("mode=ro&immutable=1" if still else "mode=rwc")


def writable(path: Path) -> bool:
    """Whether a library that is there may be written."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _check(engine: Engine, path: Path, *, create: bool) -> None:
    with engine.connect() as connection:
        version = _version(connection, path)
    if version == SCHEMA_VERSION:
        return
    if version:
        _upgrade(engine, path)
        return
    if not create:
        raise LibraryError(f"{path}: holds nothing yet; recoupe add PATH --library {path} fills it")
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")  # not possible inside a transaction
    finally:
        raw.close()
    with engine.execution_options(writes=True).begin() as connection:
        if _version(connection, path):  # made by another program in between
            return
        METADATA.create_all(connection)
        follow_accounts(connection)
        make_index(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _upgrade(engine: Engine, path: Path) -> None:
    """Bring a library of an older schema up to this one, in one transaction; nothing in it is lost."""
    with engine.execution_options(writes=True).begin() as connection:
        version = _version(connection, path)
        if version >= SCHEMA_VERSION:  # by another program in between
            return
        if version < 2:
            connection.exec_driver_sql("ALTER TABLE article ADD COLUMN meta VARCHAR NOT NULL DEFAULT '[]'")
        if version < 4:
            for table in ("joined", "account_statement", "account"):  # the accounts are made anew
                connection.exec_driver_sql(f"DROP TABLE {table}")
        if version < 6:
            for table in ("exchanged", "holder", "pack"):  # nothing wrote to them yet
                connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")
        METADATA.create_all(connection)
        columns = {row[1] for row in connection.exec_driver_sql("PRAGMA table_info(joined)")}
        if "rules" not in columns:  # a table just made has it
            connection.exec_driver_sql("ALTER TABLE joined ADD COLUMN rules VARCHAR NOT NULL DEFAULT ''")
        if 2 <= version < 14 and not _has(connection, "partner", "client_of"):
            for column in ("client_of VARCHAR NOT NULL DEFAULT '[]'", "patron BOOLEAN NOT NULL DEFAULT 0"):
                connection.exec_driver_sql(f"ALTER TABLE partner ADD COLUMN {column}")
        if 2 <= version < 17 and not _has(connection, "partner", "at_once"):
            for column in ("at_once", "most", "most_mb"):
                connection.exec_driver_sql(
                    f"ALTER TABLE partner ADD COLUMN {column} INTEGER NOT NULL DEFAULT 0"
                )
        if version < 11:  # the index has no ties yet: it is made anew with the next article
            connection.exec_driver_sql("UPDATE joined SET grown = 0")
        if version < 15:
            texts = connection.exec_driver_sql("SELECT id, text FROM article")
            rows = [(text_key(text), number) for number, text in texts]
            driver(connection).executemany("INSERT OR IGNORE INTO content VALUES (?, ?)", rows)
        if version < 16:  # lines have no time as it is written yet: they are entered again
            connection.exec_driver_sql("INSERT OR IGNORE INTO unshown SELECT id FROM account")
        follow_accounts(connection)
        make_index(connection)
        for index in ARTICLE.indexes:
            connection.execute(CreateIndex(index, if_not_exists=True))
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _has(connection: Connection, table: str, column: str) -> bool:
    rows = connection.exec_driver_sql(f"PRAGMA table_info({table})")
    return any(row[1] == column for row in rows)


def _version(connection: Connection, path: Path) -> int:
    """The schema of the library; 0 for an empty file. Raises where it is something else, or newer."""

    def number(sql: str) -> int:
        return int(connection.exec_driver_sql(sql).scalar_one())

    if number("PRAGMA application_id") != APPLICATION_ID:
        if number("SELECT count(*) FROM sqlite_master"):
            raise LibraryError(f"{path}: is another program's SQLite file, no library; name another file")
        return 0
    version = number("PRAGMA user_version")
    if version < 1:
        raise LibraryError(
            f"{path}: was made by an older recoupe (schema {version}, this one reads 1 to {SCHEMA_VERSION}); "
            "add the articles to a new library: recoupe add PATH --library NEW"
        )
    if version > SCHEMA_VERSION:
        raise LibraryError(
            f"{path}: was made by a newer recoupe (schema {version}, this one reads {SCHEMA_VERSION}); "
            "upgrade recoupe to open it"
        )
    return version
