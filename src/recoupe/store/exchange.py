"""What a library keeps of its partners: who they are, what was exchanged, who holds what.

Plain rows in and out, each within a transaction of the caller's; what they mean is told in
:mod:`recoupe.share.exchange`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy import Connection, and_, bindparam, delete, func, insert, literal_column, select, update
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as upsert

from recoupe.model import Article
from recoupe.store.articles import driver
from recoupe.store.tables import (
    ARTICLE,
    BROUGHT,
    EXCHANGED,
    FORMER,
    HEAD,
    HEAD_SIZE,
    HOLDER,
    MARKED,
    NODE,
    PACK,
    PARTNER,
)

if TYPE_CHECKING:
    from recoupe.store.library import Library

# Made once: SQLAlchemy takes longer to put a question together than SQLite to answer it.
_BY_FINGERPRINT = select(ARTICLE).where(ARTICLE.c.fingerprint == bindparam("wanted"))
_BY_URL = select(ARTICLE).where(ARTICLE.c.url == bindparam("wanted")).limit(1)
# What is asked for every record goes straight to the driver.
_COLUMNS = tuple(column.name for column in EXCHANGED.c)
_BY_ID = f"SELECT {', '.join(_COLUMNS)} FROM exchanged WHERE id = ?"
_OF_ARTICLE = f"SELECT {', '.join(_COLUMNS)} FROM exchanged WHERE article = ? ORDER BY id"
# SQLite would not use the index if the whole text were asked for beside its beginning.
_BY_HEAD = select(ARTICLE).where(literal_column(HEAD) == bindparam("wanted")).order_by(ARTICLE.c.id)


class Partner(Struct, frozen=True, kw_only=True):
    """A trusted node. ``name`` is what it is called here; ``groups`` are those we count it in.

    ``client_of``: the nodes and groups whose client it is (this library's own node: ours). ``patron``: we are
    a client of it.
    """

    node: str
    name: str
    card: str
    groups: tuple[str, ...] = ()
    at: str = ""
    token: str = ""
    url: str = ""
    secret: str = ""
    pulled: str = ""
    client_of: tuple[str, ...] = ()
    patron: bool = False
    at_once: int = 0
    most: int = 0
    most_mb: int = 0


_LISTS = ("groups", "client_of")  # kept as JSON


class Exchanged(Struct, frozen=True, kw_only=True):
    """A record in its latest version: see :data:`recoupe.store.tables.EXCHANGED`."""

    id: str
    version: int
    kind: str
    originator: str
    state: str
    subject: str
    basis: str
    line: str
    via: str = ""
    article: int | None = None
    put: bool = False
    note: str = ""


class Held(NamedTuple):
    """What a partner has of a record: versions, 0 for none."""

    offered: int = 0
    added: str = ""
    sent: int = 0
    confirmed: int = 0


class Pack(Struct, frozen=True, kw_only=True):
    """A pack made for a partner, or opened; ``carried`` are its records with their versions.

    ``quiet``: it carries receipts alone, and asks for none itself.
    """

    id: str
    partner: str
    ours: bool
    sequence: int
    at: str
    state: Literal["begun", "written", "opened"]
    quiet: bool = False
    carried: tuple[tuple[str, int], ...] = ()


# -- nodes ---------------------------------------------------------------------------------------


def own_node(connection: Connection) -> str:
    """The id of this library's node; empty before there is one."""
    return connection.execute(select(NODE.c.node)).scalar_one_or_none() or ""


def set_own(connection: Connection, node: str, card: str) -> None:
    """Keep which node this library is."""
    connection.execute(delete(NODE))
    connection.execute(insert(NODE), {"node": node, "card": card})


def own_card(connection: Connection) -> str | None:
    """The public card of this library's node, as JSON."""
    return connection.execute(select(NODE.c.card)).scalar_one_or_none()


def partners(connection: Connection) -> list[Partner]:
    """The nodes trusted here, by name."""
    return [_partner(row._mapping) for row in connection.execute(select(PARTNER).order_by(PARTNER.c.name))]


def shares(library: Library) -> bool:
    """Whether anybody is trusted here, so that something may go to them."""
    with library.reading() as connection:
        return driver(connection).execute("SELECT 1 FROM partner LIMIT 1").fetchone() is not None


def keep_partner(connection: Connection, partner: Partner) -> None:
    """Add a partner, or put this in the place of what was known of it."""
    row = asdict(partner) | {name: msgspec.json.encode(getattr(partner, name)).decode() for name in _LISTS}
    connection.execute(delete(PARTNER).where(PARTNER.c.node == partner.node))
    connection.execute(delete(FORMER).where(FORMER.c.node == partner.node))
    connection.execute(insert(PARTNER), row)


def drop_partner(connection: Connection, partner: Partner) -> None:
    """Trust a node no longer; what it sent stays, and the name it had is remembered."""
    connection.execute(delete(PARTNER).where(PARTNER.c.node == partner.node))
    connection.execute(insert(FORMER), {"node": partner.node, "name": partner.name})


def former(connection: Connection) -> dict[str, str]:
    """The nodes that are no longer trusted here, with the names they had."""
    return {row.node: row.name for row in connection.execute(select(FORMER))}


def _partner(row: Any) -> Partner:
    lists = {name: msgspec.json.decode(row[name], type=tuple[str, ...]) for name in _LISTS}
    return Partner(**({str(name): value for name, value in row.items()} | lists))


# -- markings ------------------------------------------------------------------------------------


def markings(connection: Connection) -> dict[str, str]:
    """The marking that somebody set last, by the record's name here, as JSON."""
    query = select(MARKED.c.record, MARKED.c.marking).order_by(MARKED.c.number)
    return {row.record: row.marking for row in connection.execute(query)}


def mark(connection: Connection, record: str, marking: str) -> None:
    """Set the marking of a record."""
    connection.execute(insert(MARKED), {"record": record, "marking": marking})


# -- records -------------------------------------------------------------------------------------


def exchanged(connection: Connection, id: str) -> Exchanged | None:
    """The record of that id, in its latest version."""
    row = driver(connection).execute(_BY_ID, (id,)).fetchone()
    return None if row is None else _exchanged(row)


def all_exchanged(
    connection: Connection, *, kinds: Iterable[str] = (), own: bool | None = None
) -> Iterator[Exchanged]:
    """Records by id: of these kinds (default: all), our own, partners', or both."""
    query = select(EXCHANGED).order_by(EXCHANGED.c.id)
    if kinds:
        query = query.where(EXCHANGED.c.kind.in_(list(kinds)))
    if own is not None:
        query = query.where(EXCHANGED.c.via == "") if own else query.where(EXCHANGED.c.via != "")
    for row in connection.execute(query.execution_options(yield_per=500)):
        yield Exchanged(**_plain(row))


def of_article(connection: Connection, article: int) -> list[Exchanged]:
    """The records that speak of an article here."""
    return [_exchanged(row) for row in driver(connection).execute(_OF_ARTICLE, (article,))]


def _exchanged(row: tuple[Any, ...]) -> Exchanged:
    found = dict(zip(_COLUMNS, row, strict=True))
    return Exchanged(**(found | {"put": bool(found["put"])}))


def of_subject(connection: Connection, kind: str, subject: str) -> list[Exchanged]:
    """Partners' live records of a kind that are of one thing."""
    c = EXCHANGED.c
    query = select(EXCHANGED).where(
        and_(c.subject == subject, c.kind == kind, c.via != "", c.state == "live")
    )
    return [Exchanged(**_plain(row)) for row in connection.execute(query.order_by(c.id))]


class Brought(NamedTuple):
    """How much a partner brought that is kept here."""

    records: int
    bytes: int


def brought(connection: Connection, partner: str) -> Brought:
    """How much a partner brought; counted over where that was not kept yet."""
    query = select(BROUGHT.c.records, BROUGHT.c.bytes).where(BROUGHT.c.partner == partner)
    if (row := connection.execute(query).first()) is not None:
        return Brought(*row)
    size = func.coalesce(func.sum(func.length(EXCHANGED.c.line)), 0)
    counted = select(func.count(), size).where(EXCHANGED.c.via == partner)
    return Brought(*connection.execute(counted).one())


def set_brought(connection: Connection, partner: str, now: Brought) -> None:
    """Keep how much a partner brought."""
    connection.execute(delete(BROUGHT).where(BROUGHT.c.partner == partner))
    connection.execute(insert(BROUGHT), {"partner": partner, **now._asdict()})


def recalled_here(connection: Connection) -> set[str]:
    """The subjects of the articles that this node took back."""
    query = select(EXCHANGED.c.subject).where(
        and_(EXCHANGED.c.state == "recalled", EXCHANGED.c.kind == "article", EXCHANGED.c.via == "")
    )
    return set(connection.execute(query).scalars())


def keep_exchanged(connection: Connection, rows: Iterable[Exchanged]) -> None:
    """Put records in the place of their earlier versions."""
    values = [asdict(row) for row in rows]
    if values:
        connection.execute(_in_place(), values)


@cache
def _in_place() -> Insert:
    statement = upsert(EXCHANGED)
    taken = {c.name: statement.excluded[c.name] for c in EXCHANGED.c if c.name != "id"}
    return statement.on_conflict_do_update(index_elements=["id"], set_=taken)


def partners_only(connection: Connection, doc: str) -> int | None:
    """The article of that name, where it is here only because of partners."""
    joined = ARTICLE.join(EXCHANGED, EXCHANGED.c.article == ARTICLE.c.id)
    query = select(ARTICLE.c.id).select_from(joined).where(and_(ARTICLE.c.doc == doc, EXCHANGED.c.put))
    return connection.execute(query.limit(1)).scalar_one_or_none()


def kept_by_us(connection: Connection, article: int) -> None:
    """Keep that an article which came from a partner is also ours: no recall takes it out any more."""
    connection.execute(
        update(EXCHANGED).where(and_(EXCHANGED.c.article == article, EXCHANGED.c.put)).values(put=False)
    )


def same_article(connection: Connection, mark: bytes, article: Article) -> Any | None:
    """The row of the article that this one is: the same by fingerprint, of the same address, or of the same
    text where one of the two has no address and the outlets do not speak against it.
    """
    found = connection.execute(_BY_FINGERPRINT, {"wanted": mark}).first()
    if found is None and article.url:
        found = connection.execute(_BY_URL, {"wanted": article.url}).first()
    if found is not None:
        return found
    for row in connection.execute(_BY_HEAD, {"wanted": article.text[:HEAD_SIZE]}):
        outlets = {row.outlet, article.outlet} - {None}
        if row.text == article.text and len(outlets) < 2 and not (row.url and article.url):
            return row
    return None


# -- who holds what --------------------------------------------------------------------------------


def held_by(connection: Connection, partner: str) -> dict[str, Held]:
    """What a partner has, by record."""
    query = select(HOLDER).where(HOLDER.c.partner == partner)
    return {r.record: Held(r.offered, r.added, r.sent, r.confirmed) for r in connection.execute(query)}


def holders_of(connection: Connection, record: str) -> dict[str, Held]:
    """Who has a record, by partner."""
    query = select(HOLDER).where(HOLDER.c.record == record)
    return {r.partner: Held(r.offered, r.added, r.sent, r.confirmed) for r in connection.execute(query)}


def hold(connection: Connection, partner: str, records: Iterable[tuple[str, int]], what: str) -> None:
    """Keep that a partner was sent, or confirmed, these versions; a later one stays."""
    rows = [{"partner": partner, "record": record, what: version} for record, version in records]
    if rows:
        statement = upsert(HOLDER)
        later = func.max(HOLDER.c[what], statement.excluded[what])
        connection.execute(
            statement.on_conflict_do_update(index_elements=["partner", "record"], set_={what: later}), rows
        )


def offer(connection: Connection, partner: str, records: Iterable[tuple[str, int, str]]) -> None:
    """Keep since when a partner may fetch these versions."""
    rows = [{"partner": partner, "record": r, "offered": v, "added": at} for r, v, at in records]
    if rows:
        statement = upsert(HOLDER)
        taken = {name: statement.excluded[name] for name in ("offered", "added")}
        connection.execute(
            statement.on_conflict_do_update(index_elements=["partner", "record"], set_=taken), rows
        )


def offered(
    connection: Connection, partner: str, after: str = "", kinds: Iterable[str] = ()
) -> Iterator[tuple[str, Exchanged]]:
    """The records that a partner may fetch, added after a date, oldest first, each with its date."""
    query = select(EXCHANGED, HOLDER.c.added).join(HOLDER, EXCHANGED.c.id == HOLDER.c.record)
    query = query.where(and_(HOLDER.c.partner == partner, HOLDER.c.offered > 0, HOLDER.c.added > after))
    if kinds:
        query = query.where(EXCHANGED.c.kind.in_(list(kinds)))
    for row in connection.execute(query.order_by(HOLDER.c.added).execution_options(yield_per=100)):
        plain = _plain(row)
        yield plain.pop("added"), Exchanged(**plain)


# -- packs ---------------------------------------------------------------------------------------


def packs(connection: Connection, partner: str, ours: bool) -> list[Pack]:
    """Packs made for a partner (``ours``), or opened from it, in order."""
    query = select(PACK).where(and_(PACK.c.partner == partner, PACK.c.ours == ours))
    return [_pack(row) for row in connection.execute(query.order_by(PACK.c.sequence))]


def pack(connection: Connection, id: str) -> Pack | None:
    """The pack of that id."""
    row = connection.execute(select(PACK).where(PACK.c.id == id)).first()
    return None if row is None else _pack(row)


def keep_pack(connection: Connection, made: Pack) -> None:
    """Add a pack."""
    row = asdict(made) | {"carried": msgspec.json.encode(made.carried).decode()}
    connection.execute(insert(PACK), row)


def set_pack(connection: Connection, id: str, state: str) -> None:
    """Keep what became of a pack."""
    connection.execute(update(PACK).where(PACK.c.id == id).values(state=state))


def _pack(row: Any) -> Pack:
    carried = msgspec.json.decode(row.carried, type=tuple[tuple[str, int], ...])
    return Pack(**(_plain(row) | {"carried": carried}))


def _plain(row: Any) -> dict[str, Any]:
    return {str(name): value for name, value in row._mapping.items()}
