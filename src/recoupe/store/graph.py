"""What a partner's STIX tools may fetch: rows in and out, each within a transaction of the caller's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from recoupe.store.tables import ARTICLE, GRAPH, GRAPHED, MARKED


class Node(Struct, frozen=True, kw_only=True):
    """One object in its latest version: see :data:`recoupe.store.tables.GRAPH`."""

    id: str
    type: str
    added: str
    version: str
    digest: str
    record: str
    sent: str
    body: str


class Stamp(NamedTuple):
    """What a partner's graph rests on: what decides who may see what (``door``), and all else."""

    door: str
    content: str


class Known(NamedTuple):
    """What is known of an object without reading it."""

    version: str
    digest: str
    record: str
    sent: str


def stamp(connection: Connection, day: str, groups: Iterable[str]) -> Stamp:
    """What a graph made at this moment would rest on."""
    marked = connection.execute(select(func.coalesce(func.max(MARKED.c.number), 0))).scalar_one()
    # Of partners' records their markings count, of ours that they were recalled.
    exchanged = connection.execute(
        text(
            "SELECT coalesce(sum(via <> ''), 0), coalesce(sum((via <> '') * version), 0), "
            "coalesce(sum(state <> 'live'), 0) FROM exchanged "
            "WHERE kind IN ('article', 'account', 'judgement')"
        )
    ).one()
    door = "|".join(map(str, (day, marked, *exchanged, *sorted(groups))))
    articles = connection.execute(select(func.count(), func.coalesce(func.max(ARTICLE.c.id), 0))).one()
    joined = connection.execute(text("SELECT revision, judgement FROM joined")).first() or ()
    return Stamp(door, "|".join(map(str, (*articles, *joined))))


def exchanged(connection: Connection) -> tuple[int, ...]:
    """Numbers that change when any record does: how many there are, in which versions, and how many ended."""
    query = "SELECT count(*), coalesce(sum(version), 0), coalesce(sum(state <> 'live'), 0) FROM exchanged"
    return tuple(connection.execute(text(query)).one())


def stamped(connection: Connection, partner: str) -> Stamp | None:
    """What the graph of a partner was made from; None before there is one."""
    row = connection.execute(select(GRAPHED).where(GRAPHED.c.partner == partner)).first()
    return None if row is None else Stamp(row.door, row.content)


def set_stamp(connection: Connection, partner: str, made_from: Stamp) -> None:
    """Keep what the graph of a partner was made from."""
    connection.execute(delete(GRAPHED).where(GRAPHED.c.partner == partner))
    connection.execute(insert(GRAPHED), {"partner": partner, **made_from._asdict()})


def known(connection: Connection, partner: str) -> dict[str, Known]:
    """The objects of a partner's graph, by id."""
    columns = select(GRAPH.c.id, GRAPH.c.version, GRAPH.c.digest, GRAPH.c.record, GRAPH.c.sent)
    rows = connection.execute(columns.where(GRAPH.c.partner == partner))
    return {row.id: Known(row.version, row.digest, row.record, row.sent) for row in rows}


def last(connection: Connection, partner: str) -> str:
    """Since when the latest object of a partner's graph is there; empty for none."""
    query = select(func.coalesce(func.max(GRAPH.c.added), "")).where(GRAPH.c.partner == partner)
    return str(connection.execute(query).scalar_one())


def body(connection: Connection, partner: str, id: str) -> str:
    """An object as JSON."""
    query = select(GRAPH.c.body).where(and_(GRAPH.c.partner == partner, GRAPH.c.id == id))
    return str(connection.execute(query).scalar_one())


def keep(connection: Connection, partner: str, rows: Iterable[Node]) -> None:
    """Put objects in the place of their earlier versions."""
    values = [{"partner": partner, **asdict(row)} for row in rows]
    if values:
        statement = upsert(GRAPH)
        taken = {c.name: statement.excluded[c.name] for c in GRAPH.c if not c.primary_key}
        connection.execute(
            statement.on_conflict_do_update(index_elements=["partner", "id"], set_=taken), values
        )


def drop(connection: Connection, partner: str, ids: Iterable[str]) -> None:
    """Take out objects that were never fetched."""
    rows = [{"wanted": id} for id in ids]
    if rows:
        wanted = and_(GRAPH.c.partner == partner, GRAPH.c.id == bindparam("wanted"))
        connection.execute(delete(GRAPH).where(wanted), rows)


def after(
    connection: Connection, partner: str, added: str, ids: Iterable[str] = (), types: Iterable[str] = ()
) -> Iterator[Node]:
    """The objects that are there since after a date, oldest first; only of these ids and types, if any."""
    query = select(GRAPH).where(and_(GRAPH.c.partner == partner, GRAPH.c.added > added))
    if ids:
        query = query.where(GRAPH.c.id.in_(list(ids)))
    if types:
        query = query.where(GRAPH.c.type.in_(list(types)))
    for row in connection.execute(query.order_by(GRAPH.c.added).execution_options(yield_per=100)):
        yield Node(**{c: getattr(row, c) for c in Node.__struct_fields__})


def fetched(connection: Connection, partner: str, rows: Iterable[Node]) -> None:
    """Keep that these versions were fetched."""
    values = [{"wanted": row.id, "now": row.version} for row in rows]
    if values:
        wanted = and_(GRAPH.c.partner == partner, GRAPH.c.id == bindparam("wanted"))
        connection.execute(update(GRAPH).where(wanted).values(sent=bindparam("now")), values)


def readers(connection: Connection, record: str) -> dict[str, str]:
    """The partners whose STIX tools fetched what tells of a record: ``present`` for its last version there,
    ``revoked`` where that is its end, ``earlier`` for another.
    """
    query = select(GRAPH.c.partner, GRAPH.c.version, GRAPH.c.sent, GRAPH.c.digest)
    rows = connection.execute(query.where(and_(GRAPH.c.record == record, GRAPH.c.sent != "")))
    last = {row.partner: row for row in sorted(rows, key=lambda row: row.version)}
    return {
        partner: "earlier" if row.sent != row.version else "present" if row.digest else "revoked"
        for partner, row in last.items()
    }
