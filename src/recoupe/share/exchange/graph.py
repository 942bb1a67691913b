"""What a partner may see as tools read it that know only STIX 2.1: the graph of the STIX export, kept up.

It is made as ``recoupe export --format stix --to PARTNER`` makes it, by the same door, anew whenever what it
rests on has changed: what is the same keeps its version, what changed gets a later one, and what is no
longer there (or no longer for this partner) is revoked, emptied of what it said. Private persons stand under
the same pseudonyms each time, so that later versions fit the earlier ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, select

from recoupe.share.exchange.canonical import canonical
from recoupe.share.exchange.keys import Key
from recoupe.share.exchange.marks import today
from recoupe.share.exchange.nodes import shown
from recoupe.share.exchange.online import later, leaf, offer
from recoupe.share.exchange.wire import record_id
from recoupe.share.export.audience import Door
from recoupe.share.export.filters import Filter
from recoupe.share.export.losses import Losses
from recoupe.share.export.records import records
from recoupe.share.export.stix import EXTENSION, objects
from recoupe.store import exchange as kept
from recoupe.store import graph as rows
from recoupe.store.audit import record as log
from recoupe.store.exchange import Partner
from recoupe.store.graph import Node
from recoupe.store.tables import ARTICLE

if TYPE_CHECKING:
    from recoupe.store import Library

_AT_ONCE = 2_000  # objects put into the library in one transaction
_MILLISECONDS = "%Y-%m-%dT%H:%M:%S.%fZ"
# They say what others mean and nothing of the press: never revoked.
_STAYS = frozenset({"marking-definition", "extension-definition"})
# What an object must have to be one; the rest of a revoked one is taken out.
_NEEDED = frozenset({
    "type", "spec_version", "id", "created_by_ref", "created", "object_marking_refs", "published", "opinion",
    "identity_class", "sighting_of_ref", "relationship_type", "source_ref", "target_ref", "object_refs",
})  # fmt: skip
_GONE = "No longer shared"


def page(
    library: Library,
    key: Key,
    partner: Partner,
    *,
    after: str = "",
    limit: int,
    ids: frozenset[str] = frozenset(),
    types: frozenset[str] = frozenset(),
    versions: frozenset[str] = frozenset(),
    going_on: bool = False,
    disclose: bool = True,
) -> tuple[list[Node], bool]:
    """Objects added after a date, oldest first, and whether there are more.

    ``going_on``: a page after the first, before which only what somebody may no longer see is brought up to
    date. ``disclose``: they leave by this, which is logged.
    """
    while True:
        update(library, key, partner, going_on=going_on)
        with library.writing() as connection:
            made_from = rows.stamped(connection, partner.node)
            if made_from is None or made_from.door != _stamp(connection, partner).door:
                continue  # somebody tightened a marking in between
            there = rows.after(connection, partner.node, after, ids, types)
            wanted = (one for one in there if not versions or one.version in versions)
            found, more = leaf(wanted, lambda one: len(one.body), limit)
            if found and disclose:
                told = f"{len(found)} objects of STIX"
                log(connection, "disclosure", partner=shown(partner), subject="taxii", detail=told)
                rows.fetched(connection, partner.node, found)
            return found, more


def update(library: Library, key: Key, partner: Partner, *, going_on: bool = False) -> None:
    """Bring the graph of a partner up to date; ``going_on``: only as to who may see what."""
    library.refresh()
    with library.reading() as connection:
        old, new = rows.stamped(connection, partner.node), _stamp(connection, partner)
    if old is not None and (old == new or (going_on and old.door == new.door)):
        return
    # Records of all that may go: so that it can be recalled, and told who has it.
    offer(library, key, partner)
    with library.reading() as connection:
        new = _stamp(connection, partner)
        was = rows.known(connection, partner.node)
        names = _articles(connection, key.node)
        last = rows.last(connection, partner.node)
    now = datetime.now(UTC).strftime(_MILLISECONDS)[:-4] + "Z"
    seen: set[str] = set()
    made = _made(library, key, partner, now, names, _Ids(was))
    for some in _batched(made, _AT_ONCE):
        changed = [made for made in some if made[0].id not in was or was[made[0].id].digest != made[0].digest]
        seen.update(one.id for one, _ in some)
        last = _put(library, partner, changed, was, now, last)
    gone = [id for id, one in was.items() if id not in seen and one.digest]
    for lot in _batched(gone, _AT_ONCE):
        last = _revoke(library, partner, lot, was, now, last)
    with library.writing() as connection:
        rows.set_stamp(connection, partner.node, new)


def _stamp(connection: Connection, partner: Partner) -> rows.Stamp:
    return rows.stamp(
        connection, today().isoformat(), (*partner.groups, *(f"of {one}" for one in partner.client_of))
    )


class _Ids:
    """The ids under which objects are known: what was revoked is so for ever (STIX 2.1, 3.6), so that what
    comes back has another id than it had.
    """

    def __init__(self, was: dict[str, rows.Known]) -> None:
        self._gone = {id for id, one in was.items() if not one.digest}

    def of(self, one: dict[str, Any]) -> dict[str, Any]:
        """The object, itself and what it refers to under their present ids."""
        if not self._gone:
            return one
        made = dict(one)
        for name, value in one.items():
            if name == "id" or name.endswith("_ref"):
                made[name] = self._now(value)
            elif name.endswith("_refs"):
                made[name] = [self._now(id) for id in value]
        return made

    def _now(self, id: str) -> str:
        while id in self._gone:
            digest = hashlib.sha256(id.encode()).digest()[:16]
            id = f"{id.partition('--')[0]}--{UUID(bytes=digest, version=4)}"
        return id


def _made(
    library: Library, key: Key, partner: Partner, now: str, names: dict[str, str], ids: _Ids
) -> Iterator[tuple[Node, dict[str, Any]]]:
    """The objects as they would be exported to the partner now, each once: row and content."""
    door, losses = Door(library, partner.name), Losses()
    secret = key.derived(b"recoupe-masks-1" + partner.node.encode())
    told = records(library, Filter(), door, losses, secret=secret)
    seen: set[str] = set()
    for one in map(ids.of, objects(told, losses, now)):
        if one["id"] in seen:
            continue
        seen.add(one["id"])
        said = {name: value for name, value in one.items() if name not in ("created", "modified")}
        row = Node(
            id=one["id"],
            type=one["type"],
            added="",
            version=one.get("modified") or one["created"],
            digest=hashlib.blake2b(canonical(said), digest_size=16).hexdigest(),
            record=_record(one, key.node, names),
            sent="",
            body="",
        )
        yield row, one


def _record(one: dict[str, Any], node: str, names: dict[str, str]) -> str:
    """The record that an object tells of; empty for none."""
    own = one.get("extensions", {}).get(EXTENSION, {})
    if one["type"] == "incident":
        return record_id("account", node, own["account"])
    return names.get(own["doc"], "") if one["type"] == "report" else ""


def _articles(connection: Connection, node: str) -> dict[str, str]:
    """The records of the articles here, by the articles' names."""
    foreign = {
        one.article: one.id for one in kept.all_exchanged(connection, kinds=["article"], own=False) if one.put
    }
    found = connection.execute(select(ARTICLE.c.id, ARTICLE.c.doc, ARTICLE.c.fingerprint))
    return {
        row.doc: foreign.get(row.id) or record_id("article", node, row.fingerprint.hex()) for row in found
    }


class _Created(msgspec.Struct):
    """Of an object as JSON, when it was made."""

    created: str


def _put(
    library: Library,
    partner: Partner,
    some: Iterable[tuple[Node, dict[str, Any]]],
    was: dict[str, rows.Known],
    now: str,
    last: str,
) -> str:
    """Keep what is new or changed; since when the last of it is there."""
    decoder, encoder = msgspec.json.Decoder(_Created), msgspec.json.Encoder()
    with library.writing() as connection:
        kept_ = []
        for one, made in some:
            last = later(last)
            version, sent = one.version, ""
            if before := was.get(one.id):
                version, sent = _later(now, before.version), before.sent
                created = decoder.decode(rows.body(connection, partner.node, one.id)).created
                made = made | {"created": created, "modified": version}
            body = encoder.encode(made).decode()
            kept_.append(msgspec.structs.replace(one, added=last, version=version, body=body, sent=sent))
        rows.keep(connection, partner.node, kept_)
    return last


def _revoke(
    library: Library, partner: Partner, gone: Iterable[str], was: dict[str, rows.Known], now: str, last: str
) -> str:
    """Take out what is there no longer: what was fetched is revoked, the rest never was there."""
    with library.writing() as connection:
        tombs = []
        for id in gone:
            kind = id.partition("--")[0]
            if kind in _STAYS or not was[id].sent:
                continue
            last = later(last)
            version = _later(now, was[id].version)
            before = msgspec.json.decode(rows.body(connection, partner.node, id))
            body = {name: value for name, value in before.items() if name in _NEEDED}
            body |= {"revoked": True, "modified": version}
            if kind != "opinion":
                body |= {"content": _GONE} if kind == "note" else {"name": _GONE} if "name" in before else {}
            tombs.append(
                Node(
                    id=id,
                    type=kind,
                    added=last,
                    version=version,
                    digest="",
                    record=was[id].record,
                    sent=was[id].sent,
                    body=msgspec.json.encode(body).decode(),
                )
            )
        rows.keep(connection, partner.node, tombs)
        rows.drop(connection, partner.node, [id for id in gone if not was[id].sent])
    return last


def _batched(made: Iterable[Any], size: int) -> Iterator[Any]:
    some = iter(made)
    while lot := tuple(islice(some, size)):
        yield lot


def _later(moment: str, than: str) -> str:
    """A moment, to the millisecond, after another."""
    if moment > than[:23] + "Z":
        return moment
    after = datetime.strptime(than, _MILLISECONDS) + timedelta(milliseconds=1)
    return after.strftime(_MILLISECONDS)[:-4] + "Z"
