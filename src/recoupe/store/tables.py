"""The tables of a library, and the numbers that tell which library it is.

Records travel as the JSON of :mod:`recoupe.model`; a column of its own is given only to what is
looked up or tied to another table.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)
from sqlalchemy.event import listens_for

# SQLite keeps two 32-bit numbers of the application's own in a file's header
# (https://www.sqlite.org/pragma.html#pragma_application_id): whose file it is, and its schema.
APPLICATION_ID = 0x52434F50  # "RCOP"
SCHEMA_VERSION = 5  # raised with every change below

METADATA = MetaData()

ARTICLE = Table(
    "article",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("fingerprint", LargeBinary, nullable=False, unique=True),
    Column("doc", String, nullable=False, unique=True),
    Column("text", String, nullable=False),
    Column("zones", String, nullable=False),
    Column("outlet", String),
    Column("url", String),
    Column("published", String),
    Column("language", String),
    Column("note", String, nullable=False),
    # How its date, outlet and title are known. Libraries of schema 1 have none.
    Column("meta", String, nullable=False, server_default="[]"),
    # An id given once is never given again, so that the highest tells what the accounts cover.
    sqlite_autoincrement=True,
)

# An article has a row here once it was coded, be it that it says nothing.
CODING = Table(
    "coding",
    METADATA,
    Column("article", ForeignKey("article.id"), primary_key=True),
    Column("date", String),
    Column("language", String),
)

STATEMENT = Table(
    "statement",
    METADATA,
    Column("article", ForeignKey("coding.article"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("record", String, nullable=False),
)

DROPPED = Table(
    "dropped",
    METADATA,
    Column("doc", String, primary_key=True),
    Column("reason", String, nullable=False),
    Column("failed", Boolean, nullable=False),
)

ACCOUNT = Table(
    "account",
    METADATA,
    Column("id", String, primary_key=True),
    Column("order", String, nullable=False),
    Column("record", String, nullable=False),
)

# Every statement is in one account.
ACCOUNT_STATEMENT = Table(
    "account_statement",
    METADATA,
    Column("article", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False, index=True),
    ForeignKeyConstraint(["article", "position"], ["statement.article", "statement.position"]),
    sqlite_with_rowid=False,
)

# The index by which an added article finds whom it may be joined with (recoupe.join.growing). A statement's
# number is its article's times 2**20, plus its position. First: articles alike to the letter, by the first.
TOLD = Table(
    "told",
    METADATA,
    Column("article", ForeignKey("article.id"), primary_key=True),
    Column("lead", Integer, nullable=False, index=True),
    Column("digest", LargeBinary, nullable=False, index=True),
)

FILED = Table(
    "filed",
    METADATA,
    Column("block", Integer, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("statement", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

# Scores, each in both directions.
LINKED = Table(
    "linked",
    METADATA,
    Column("statement", Integer, primary_key=True),
    Column("other", Integer, primary_key=True),
    Column("score", Float, nullable=False),
    sqlite_with_rowid=False,
)

LEDGER = Table(
    "ledger",
    METADATA,
    Column("position", Integer, primary_key=True),
    Column("record", String, nullable=False),
)

# One row: the highest article id and judgement that the accounts were made from, and the article that the
# ledgers were; ``grown`` says whether the index is in step with the accounts.
JOINED = Table(
    "joined",
    METADATA,
    Column("revision", Integer, nullable=False),
    Column("judgement", Integer, nullable=False, server_default="0"),
    Column("ledgers", Integer, nullable=False, server_default="0"),
    Column("grown", Boolean, nullable=False, server_default="0"),
)

# What people decided. Rows are only ever added: an undoing is a row of its own.
JUDGEMENT = Table(
    "judgement",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("record", String, nullable=False),
    sqlite_autoincrement=True,
)


@listens_for(JUDGEMENT, "after_create")
def _seal(_table: Table, connection: Connection, **_: object) -> None:
    """Let SQLite itself refuse to change or delete a judgement."""
    for act in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(
            f"CREATE TRIGGER judgement_{act.lower()} BEFORE {act} ON judgement "
            "BEGIN SELECT RAISE(ABORT, 'judgements are never edited'); END"
        )


# What became of each judgement when the accounts were last made: in force, or why not.
RULED = Table(
    "ruled", METADATA, Column("number", Integer, primary_key=True), Column("state", String, nullable=False)
)

# What recurs on the pages of an outlet, as :mod:`recoupe.read.boilerplate` learned it.
LEARNED = Table(
    "learned", METADATA, Column("outlet", String, primary_key=True), Column("record", String, nullable=False)
)


# What left the library and what was decided in it (recoupe.store.chain): rows that are only ever added.
AUDIT = Table(
    "audit",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("act", String, nullable=False),
    Column("partner", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("detail", String, nullable=False),
    Column("seal", String, nullable=False),
)

# One row: how many rows the log has, and the last one's seal.
AUDITED = Table(
    "audited",
    METADATA,
    Column("length", Integer, nullable=False),
    Column("seal", String, nullable=False),
)


@listens_for(AUDIT, "after_create")
def _seal_log(_table: Table, connection: Connection, **_: object) -> None:
    """Let SQLite itself refuse to change or delete a row of the log."""
    for act in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(
            f"CREATE TRIGGER audit_{act.lower()} BEFORE {act} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END"
        )


# A marking that somebody set on a record, by the record's id; the last one holds.
MARKED = Table(
    "marked",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("record", String, nullable=False, index=True),
    Column("marking", String, nullable=False),
    sqlite_autoincrement=True,
)

# Records exchanged with partners (recoupe.share.records), each in its latest version, as signed. ``via`` is
# the partner it came from, empty for our own; ``article`` what it put into the library.
EXCHANGED = Table(
    "exchanged",
    METADATA,
    Column("id", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("originator", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("line", String, nullable=False),
    Column("via", String, nullable=False),
    Column("article", Integer),
)

# Who was sent which version of a record, and which they confirmed.
HOLDER = Table(
    "holder",
    METADATA,
    Column("partner", String, primary_key=True),
    Column("record", String, primary_key=True),
    Column("sent", Integer, nullable=False, server_default="0"),
    Column("confirmed", Integer, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)

# Packs made (``opened`` once the partner says so) and packs opened, by their ids.
PACK = Table(
    "pack",
    METADATA,
    Column("id", String, primary_key=True),
    Column("partner", String, nullable=False, index=True),
    Column("ours", Boolean, nullable=False),
    Column("at", String, nullable=False),
    Column("opened", Boolean, nullable=False),
    Column("carried", String, nullable=False),
)
