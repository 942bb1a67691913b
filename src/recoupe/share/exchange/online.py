"""What a partner may fetch from this node's server, since when, and what it puts there.

Each record offered to a partner has a date added, later than any before it, by which a reader goes on where
it stopped. At the door each record is looked at again: what the partner may no longer see goes out as
withdrawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from msgspec.structs import replace
from sqlalchemy import Connection

from recoupe.share.exchange.collect import Going, Maker
from recoupe.share.exchange.keys import Key
from recoupe.share.exchange.marks import today
from recoupe.share.exchange.merge import Outcome, merge, receipt
from recoupe.share.exchange.nodes import shown
from recoupe.share.exchange.pack import checked
from recoupe.share.exchange.telling import counts_told
from recoupe.store import exchange as kept
from recoupe.store import graph
from recoupe.store.audit import record as log
from recoupe.store.exchange import Partner

if TYPE_CHECKING:
    from recoupe.store import Library

T = TypeVar("T")

_ADDED = "%Y-%m-%dT%H:%M:%S.%fZ"
# Bytes or characters of one page; a longer record or object goes alone.
_PAGE = 8_000_000


class Offered(NamedTuple):
    """A record as a partner may fetch it."""

    added: str
    id: str
    kind: str
    version: int
    line: bytes


# Beside the name of a node, where what was offered to it rests on is kept.
_OFFERED = "records of "


def offer(library: Library, key: Key, partner: Partner) -> None:
    """Bring what a partner may fetch up to date; nothing is done where all that it rests on is as it was."""
    library.refresh()
    name = _OFFERED + partner.node
    with library.reading() as connection:
        if graph.stamped(connection, name) == _stamp(connection, partner):
            return
    with library.writing() as connection:
        maker = Maker(connection, key, partner, online=True)
        maker.all()
        last = max((held.added for held in maker.held.values()), default="")
        rows = []
        for one in maker.going:
            last = later(last)
            rows.append((one.id, one.version, last))
        kept.offer(connection, partner.node, rows)
        graph.set_stamp(connection, name, _stamp(connection, partner))


def _stamp(connection: Connection, partner: Partner) -> graph.Stamp:
    groups = (*partner.groups, *(f"of {one}" for one in partner.client_of))
    found = graph.stamp(connection, today().isoformat(), groups)
    # All kinds count here, and our own records, which others' packs bring up to date as well.
    return found._replace(door="|".join((found.door, *map(str, graph.exchanged(connection)))))


def later(last: str) -> str:
    """This moment, or the next after ``last``, to the microsecond."""
    now = datetime.now(UTC)
    if last:
        now = max(now, datetime.fromisoformat(last) + timedelta(microseconds=1))
    return now.strftime(_ADDED)


def leaf(some: Iterable[T], size: Callable[[T], int], limit: int) -> tuple[list[T], bool]:
    """As many of some things as a page holds, ``limit`` at most, and whether there are more."""
    found: list[T] = []
    whole = 0
    for one in some:
        whole += size(one)
        if len(found) == limit or (found and whole > _PAGE):
            return found, True
        found.append(one)
    return found, False


def page(
    library: Library,
    key: Key,
    partner: Partner,
    *,
    after: str = "",
    limit: int,
    kinds: tuple[str, ...] = (),
    ids: frozenset[str] | None = None,
    wanted: Callable[[bytes], bool] = lambda _: True,
    disclose: bool = True,
) -> tuple[list[Offered], bool]:
    """Records added after a date, oldest first, and whether there are more; only those ``wanted``.

    ``disclose``: they leave by this, which is logged and counts as sent.
    """
    with library.writing() as connection:
        maker = Maker(connection, key, partner, online=True)
        offered = (
            Offered(added, one.id, one.kind, one.version, line)
            for added, one in kept.offered(connection, partner.node, after, kinds)
            if ids is None or one.id in ids
            if (line := maker.line(one)) is not None and wanted(line)
        )
        found, more = leaf(offered, lambda one: len(one.line), limit)
        if found and disclose:
            told = counts_told(Counter(f"{one.kind}s" for one in found))
            log(connection, "disclosure", partner=shown(partner), subject="taxii", detail=told)
            kept.hold(connection, partner.node, [(o.id, o.version) for o in found], "sent")
        return found, more


def arrived(library: Library, key: Key, sender: Partner, lines: Iterable[bytes], pulled: str = "") -> Outcome:
    """Take in records that came one by one, all or none; raises ``PackError``.

    ``pulled``: up to when the sender's server was read by this, kept in the same transaction.
    """
    records = list(checked(lines))
    with library.writing() as connection:
        outcome = merge(connection, key, sender, records)
        if any(record.kind != "receipt" for record, _ in records):
            receipt(connection, key, sender, (), records, every=True)
        if pulled:
            known = next(one for one in kept.partners(connection) if one.node == sender.node)
            kept.keep_partner(connection, replace(known, pulled=pulled))
        if records:
            log(connection, "opening", partner=shown(sender), subject="taxii", detail=outcome.told())
    library.refresh()
    return outcome


def outgoing(library: Library, key: Key, partner: Partner) -> list[Going]:
    """What is new for a partner, to be put on its server."""
    library.refresh()
    with library.writing() as connection:
        return Maker(connection, key, partner).all().going


def disclosed(connection: Connection, partner: Partner, going: Iterable[Going]) -> None:
    """Log what is about to leave by being put on a partner's server."""
    told = counts_told(Counter(f"{one.kind}s" for one in going))
    log(connection, "disclosure", partner=shown(partner), subject="taxii", detail=told)


def batches(going: Iterable[Going], most: int = 200) -> Iterator[list[Going]]:
    """As many at a time as a server takes at once."""
    batch: list[Going] = []
    size = 0
    for one in going:
        if batch and (len(batch) == most or size + len(one.line) > _PAGE):
            yield batch
            batch, size = [], 0
        batch.append(one)
        size += len(one.line)
    if batch:
        yield batch
