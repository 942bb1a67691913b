"""The ledgers of a library: made where its accounts changed, read where they did not; one at a time."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from recoupe.model import Account, Coded, Ledger
from recoupe.store.connect import writable
from recoupe.store.tables import ACCOUNT, JOINED, LEDGER

if TYPE_CHECKING:
    from recoupe.store.library import Library


def each(library: Library) -> Iterator[Ledger]:
    """Every ledger of the accounts as they are; what was made is kept once the last one was taken."""
    with library.reading() as connection:
        joined = connection.execute(select(JOINED)).first()
        if joined is None or joined.ledgers >= joined.revision:
            query = select(LEDGER.c.record).order_by(LEDGER.c.position)
            for row in connection.execute(query.execution_options(yield_per=1)):
                yield msgspec.json.decode(row.record, type=Ledger)
            return
    keeps = writable(library.path)
    packed = []  # pairs of claims that break a rule are many, and much alike
    for ledger in made(library):
        if keeps:
            packed.append(zlib.compress(msgspec.json.encode(ledger), 1))
        yield ledger
    if keeps:
        with library.writing() as connection:
            if connection.execute(select(JOINED.c.revision)).scalar_one() == joined.revision:
                _put(connection, (zlib.decompress(one).decode() for one in packed))
                connection.execute(update(JOINED), {"ledgers": joined.revision})


def made(library: Library) -> Iterator[Ledger]:
    """The ledgers made of the accounts that a library shows, of what was said as people put it right."""
    from recoupe.join.ledger import counts, each_ledger
    from recoupe.store.bearing import bearing

    def accounts() -> Iterator[Account]:
        with library.reading() as connection:
            query = select(ACCOUNT.c.record).order_by(ACCOUNT.c.order)
            for row in connection.execute(query.execution_options(yield_per=500)):
                account = msgspec.json.decode(row.record, type=Account)
                if counts(account):
                    yield account

    with library.reading() as connection:
        rulings = bearing(connection, library.judgements(), library.revision).rulings

    def said() -> Iterator[Coded]:
        for one in library.coded():
            yield from rulings.read([one])

    return each_ledger(accounts(), said())


def set_ledgers(connection: Connection, ledgers: Iterable[Ledger]) -> None:
    """Put these in place of those stored."""
    _put(connection, (msgspec.json.encode(one).decode() for one in ledgers))


def _put(connection: Connection, records: Iterable[str]) -> None:
    connection.execute(delete(LEDGER))
    for position, record in enumerate(records):
        connection.execute(insert(LEDGER), {"position": position, "record": record})
