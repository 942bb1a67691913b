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
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.event import listens_for

# SQLite keeps two 32-bit numbers of the application's own in a file's header
# (https://www.sqlite.org/pragma.html#pragma_application_id): whose file it is, and its schema.
APPLICATION_ID = 0x52434F50  # "RCOP"
SCHEMA_VERSION = 17  # raised with every change below

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

# An article that a partner sends is looked up by its address and by how its text begins.
HEAD_SIZE = 120
HEAD = f"substr(text, 1, {HEAD_SIZE})"
Index("article_url", ARTICLE.c.url)
# A person may judge that an article relays an outlet.
Index("article_outlet", ARTICLE.c.outlet)
Index("article_head", text(HEAD), _table=ARTICLE)

# Texts by their digest (recoupe.store.articles.text_key): a judged one that is not where it was may stand
# elsewhere.
CONTENT = Table(
    "content",
    METADATA,
    Column("digest", String, primary_key=True),
    Column("article", ForeignKey("article.id"), primary_key=True),
    sqlite_with_rowid=False,
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

# Accounts as the workbench lists them (recoupe.store.shown), and those not entered there yet.
SHOWN = Table(
    "shown",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("account", String, nullable=False, unique=True),
    Column("order", String, nullable=False),
    Column("day", Integer),  # ordinals of its first and last day
    Column("last", Integer),
    Column("terms", LargeBinary, nullable=False),  # 32-bit numbers of terms
    Column("line", String, nullable=False),
    sqlite_autoincrement=True,
)

UNSHOWN = Table("unshown", METADATA, Column("account", String, primary_key=True), sqlite_with_rowid=False)

TERM = Table(
    "term",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("facet", String, nullable=False),
    Column("value", String, nullable=False),
    UniqueConstraint("facet", "value"),
)

# Searches of the chronology that somebody kept: the query of its address, under a name.
SAVED = Table(
    "saved",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("query", String, nullable=False),
    Column("by", String, nullable=False),
    sqlite_autoincrement=True,
)

# Briefs composed from chosen accounts (recoupe.store.drafts).
DRAFT = Table(
    "draft",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("record", String, nullable=False),
    sqlite_autoincrement=True,
)

# What reviewers decided of single statements (recoupe.store.reviews). Rows are only ever added.
REVIEW = Table(
    "review",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("record", String, nullable=False),
    sqlite_autoincrement=True,
)


@listens_for(REVIEW, "after_create")
def _seal_reviews(_table: Table, connection: Connection, **_: object) -> None:
    """Let SQLite itself refuse to change or delete a review."""
    for act in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(
            f"CREATE TRIGGER review_{act.lower()} BEFORE {act} ON review "
            "BEGIN SELECT RAISE(ABORT, 'reviews are never edited'); END"
        )


def follow_accounts(connection: Connection) -> None:
    """Let SQLite itself note which accounts are new or gone, whoever writes them."""
    connection.exec_driver_sql(
        "CREATE TRIGGER IF NOT EXISTS account_made AFTER INSERT ON account "
        "BEGIN INSERT OR IGNORE INTO unshown VALUES (new.id); END"
    )
    connection.exec_driver_sql(
        "CREATE TRIGGER IF NOT EXISTS account_gone AFTER DELETE ON account BEGIN "
        "DELETE FROM unshown WHERE account = old.id; DELETE FROM shown WHERE account = old.id; END"
    )
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO unshown SELECT id FROM account WHERE id NOT IN (SELECT account FROM shown)"
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

# Ties by what they say, the year they are told, and which of its article's alike it is (recoupe.join.crowds).
TIED = Table(
    "tied",
    METADATA,
    Column("tie", Integer, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("nth", Integer, primary_key=True),
    Column("statement", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

LEDGER = Table(
    "ledger",
    METADATA,
    Column("position", Integer, primary_key=True),
    Column("record", String, nullable=False),
)

# One row: the highest article id and judgement that the accounts were made from, and the article that the
# ledgers were; ``grown`` says whether the index is in step with the accounts, and ``rules`` by which rules
# both were made (recoupe.join.rules).
JOINED = Table(
    "joined",
    METADATA,
    Column("revision", Integer, nullable=False),
    Column("judgement", Integer, nullable=False, server_default="0"),
    Column("ledgers", Integer, nullable=False, server_default="0"),
    Column("grown", Boolean, nullable=False, server_default="0"),
    Column("rules", String, nullable=False, server_default=""),
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


# A marking that somebody set on a record, by the record's name here (``article:…``, ``account:A-…``,
# ``judgement:3``); the last one holds.
MARKED = Table(
    "marked",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("record", String, nullable=False, index=True),
    Column("marking", String, nullable=False),
    sqlite_autoincrement=True,
)

# One row: the node that this library is. Its keys are not in here (recoupe.share.exchange.keys).
NODE = Table(
    "node", METADATA, Column("node", String, primary_key=True), Column("card", String, nullable=False)
)

# The nodes trusted here. ``token`` is the SHA-256 of what the partner shows at our server, ``secret`` what we
# show at theirs; ``pulled`` the date up to which their server was read.
PARTNER = Table(
    "partner",
    METADATA,
    Column("node", String, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("card", String, nullable=False),
    Column("groups", String, nullable=False),
    Column("at", String, nullable=False),
    Column("token", String, nullable=False, server_default=""),
    Column("url", String, nullable=False, server_default=""),
    Column("secret", String, nullable=False, server_default=""),
    Column("pulled", String, nullable=False, server_default=""),
    Column("client_of", String, nullable=False, server_default="[]"),
    Column("patron", Boolean, nullable=False, server_default="0"),
    # The most it may bring: records at once, records and megabytes in all; 0 for the usual.
    Column("at_once", Integer, nullable=False, server_default="0"),
    Column("most", Integer, nullable=False, server_default="0"),
    Column("most_mb", Integer, nullable=False, server_default="0"),
)

# How much each partner brought that is kept here: records, and bytes of them.
BROUGHT = Table(
    "brought",
    METADATA,
    Column("partner", String, primary_key=True),
    Column("records", Integer, nullable=False),
    Column("bytes", Integer, nullable=False),
)

# Nodes that were trusted here and are no longer, by the name they had.
FORMER = Table(
    "former", METADATA, Column("node", String, primary_key=True), Column("name", String, nullable=False)
)

# Records exchanged with partners (recoupe.share.exchange.wire), each in its latest version, as signed.
EXCHANGED = Table(
    "exchanged",
    METADATA,
    Column("id", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", String, nullable=False, index=True),
    Column("originator", String, nullable=False),
    Column("state", String, nullable=False),  # live, withdrawn or recalled
    Column("subject", String, nullable=False, index=True),
    Column("basis", String, nullable=False),  # digest of what it was made from, to see that it changed
    Column("line", String, nullable=False),
    Column("via", String, nullable=False),  # the partner it came from; empty for our own
    Column("article", Integer, index=True),  # the article here that it speaks of
    Column("put", Boolean, nullable=False),  # whether that article is here only because of partners
    Column("note", String, nullable=False),  # what checking it found
)

# Which version of a record a partner may fetch (and since when), was sent, and confirmed.
HOLDER = Table(
    "holder",
    METADATA,
    Column("partner", String, primary_key=True),
    Column("record", String, primary_key=True),
    Column("offered", Integer, nullable=False, server_default="0"),
    Column("added", String, nullable=False, server_default=""),
    Column("sent", Integer, nullable=False, server_default="0"),
    Column("confirmed", Integer, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)

# Packs made and packs opened. One that was begun and never written was cut off: it is made anew.
PACK = Table(
    "pack",
    METADATA,
    Column("id", String, primary_key=True),
    Column("partner", String, nullable=False, index=True),
    Column("ours", Boolean, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("at", String, nullable=False),
    Column("state", String, nullable=False),  # begun, written, opened
    Column("quiet", Boolean, nullable=False),
    Column("carried", String, nullable=False),
)

# What a partner's STIX tools may fetch (recoupe.share.exchange.graph): each object in its latest version, as
# JSON, since when it is there, the digest of what it says (empty: it was revoked), and the version that was
# fetched last. ``record`` is the record of ours that it tells of.
GRAPH = Table(
    "graph",
    METADATA,
    Column("partner", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("type", String, nullable=False),
    Column("added", String, nullable=False),
    Column("version", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("record", String, nullable=False, index=True),
    Column("sent", String, nullable=False),
    Column("body", String, nullable=False),
    sqlite_with_rowid=False,
)
Index("graph_added", GRAPH.c.partner, GRAPH.c.added)

# What a partner's graph was made from last: what decides who may see what, and all else.
# Under « records of » its node stands what was offered to it of records.
GRAPHED = Table(
    "graphed",
    METADATA,
    Column("partner", String, primary_key=True),
    Column("door", String, nullable=False),
    Column("content", String, nullable=False),
)
