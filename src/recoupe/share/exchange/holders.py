"""Who holds which record, and what partners sent, as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from recoupe.errors import InputError
from recoupe.share.exchange.canonical import digest
from recoupe.share.exchange.nodes import names
from recoupe.share.exchange.wire import MESSAGES, OfReceipt, Record, record_id
from recoupe.store import exchange as kept
from recoupe.store import graph
from recoupe.store.exchange import Exchanged, Partner
from recoupe.store.tables import ARTICLE, JUDGEMENT

if TYPE_CHECKING:
    from recoupe.store import Library


def record_of(connection: Connection, node: str, thing: str) -> str:
    """The id of the record that a thing has, or would have."""
    if thing.startswith("r-"):
        return thing
    if thing.startswith("A-"):
        return record_id("account", node, thing)
    if thing.isascii() and thing.isdigit():
        query = select(JUDGEMENT.c.record).where(JUDGEMENT.c.number == int(thing))
        raw = connection.execute(query).scalar_one_or_none()
        if raw is not None:
            return record_id("judgement", node, digest(raw.encode()))
    query = select(ARTICLE.c.fingerprint).where(ARTICLE.c.doc == thing)
    mark = connection.execute(query).scalar_one_or_none()
    if mark is None:
        for own in (True, False):
            for one in kept.all_exchanged(connection, kinds=["article"], own=own):
                if one.state != "live" and one.note.startswith(f"{thing}, "):
                    return one.id
        raise InputError(f"{thing}: is no article, account (A-…), judgement's number or record (r-…) here")
    return record_id("article", node, mark.hex())


class Holding(Struct, frozen=True, kw_only=True):
    """One partner's hold on a record: the versions sent and confirmed, 0 for none.

    ``stix``: what its STIX tools fetched of it, which confirm nothing: ``present`` (of one recalled, the
    recall), or ``earlier``.
    """

    partner: str
    sent: int
    confirmed: int
    stix: Literal["", "present", "earlier"] = ""


class Status(Struct, frozen=True, kw_only=True):
    """A record, and who holds it. ``via`` is the partner it came from, empty for ours.

    ``at``: when this version was made. ``receipt``: of one that a partner took back, whether our receipt for
    that was sent or waits for the next pack; empty where none was kept.
    """

    id: str
    kind: str
    version: int
    state: str
    at: str
    originator: str
    via: str
    receipt: Literal["", "waits", "sent"]
    note: str
    holders: tuple[Holding, ...]


def status(library: Library, thing: str) -> Status:
    """Who holds a record and who confirmed which version of it."""
    with library.reading() as connection:
        node = kept.own_node(connection)
        one = kept.exchanged(connection, record_of(connection, node, thing)) or _theirs(connection, thing)
        if one is None:
            raise InputError(f"{thing}: was never shared")
        known = names(connection)
        held = kept.holders_of(connection, one.id)
        fetched = graph.readers(connection, one.id)
        last = "present" if one.state == "live" else "revoked"
        return Status(
            id=one.id,
            kind=one.kind,
            version=one.version,
            state=one.state,
            at=msgspec.json.decode(one.line, type=Record).at,
            originator=known.get(one.originator, one.originator),
            via=known.get(one.via, one.via) if one.via else "",
            receipt=_receipt(connection, one),
            note=known.get(one.note, one.note),
            holders=tuple(
                Holding(
                    partner=known.get(node, node),
                    sent=h.sent,
                    confirmed=h.confirmed,
                    stix="" if node not in fetched else "present" if fetched[node] == last else "earlier",
                )
                for node in sorted(held.keys() | fetched.keys())
                if (h := held.get(node, kept.Held())) and (h.sent or h.confirmed or node in fetched)
            ),
        )


def _theirs(connection: Connection, thing: str) -> Exchanged | None:
    """A partner's record of an article or account here that was never shared as ours."""
    if thing.startswith("A-"):
        found = kept.of_subject(connection, "account", thing)
    else:
        query = select(ARTICLE.c.id).where(ARTICLE.c.doc == thing)
        article = connection.execute(query).scalar_one_or_none()
        found = [] if article is None else kept.of_article(connection, article)
    return min((one for one in found if one.via), key=lambda one: one.state != "live", default=None)


def _receipt(connection: Connection, one: Exchanged) -> Literal["", "waits", "sent"]:
    if not one.via or one.state == "live":
        return ""
    for mine in kept.all_exchanged(connection, kinds=["receipt"], own=True):
        body = msgspec.json.decode(mine.line, type=Record).content()
        if isinstance(body, OfReceipt) and (one.id, one.version) in body.records:
            held = kept.holders_of(connection, mine.id).get(one.via)
            return "sent" if held and held.sent else "waits"
    return ""


def theirs(
    library: Library, partner: Partner | None, kind: str | None = None
) -> list[tuple[Exchanged, Record]]:
    """Records that partners sent, as they stand: theirs, and never applied here."""
    with library.reading() as connection:
        return [
            (one, msgspec.json.decode(one.line, type=Record))
            for one in kept.all_exchanged(connection, kinds=[kind] if kind else (), own=False)
            if partner is None or partner.node in (one.via, one.originator)
            if kind or one.kind not in MESSAGES
        ]
