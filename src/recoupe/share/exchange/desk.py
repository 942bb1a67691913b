"""What a person does with partners: pack, preview, open, recall, and look at who holds what."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, select

from recoupe.errors import InputError
from recoupe.share.exchange.canonical import digest
from recoupe.share.exchange.collect import Going, Maker, Outgoing
from recoupe.share.exchange.harmless import harm
from recoupe.share.exchange.keys import Card, Key
from recoupe.share.exchange.merge import Outcome, merge, receipt
from recoupe.share.exchange.nodes import names, shown
from recoupe.share.exchange.pack import MOST_BYTES, MOST_RECORDS, Manifest, manifest, packed, put, unpacked
from recoupe.share.exchange.telling import counts_told
from recoupe.share.exchange.wire import (
    MESSAGES,
    Body,
    Kind,
    OfNote,
    OfReceipt,
    Record,
    line_of,
    record_id,
    signed,
)
from recoupe.share.handling import Marking, judgement
from recoupe.store import exchange as kept
from recoupe.store import graph
from recoupe.store.audit import record as log
from recoupe.store.exchange import Exchanged, Pack, Partner
from recoupe.store.removing import remove_article
from recoupe.store.tables import ACCOUNT, ARTICLE, EXCHANGED, JUDGEMENT

if TYPE_CHECKING:
    from recoupe.store import Library

# What a tool that knows STIX 2.1 alone does not show of each kind.
STIX_DROPS = {
    "article": "the text, its zones, statements and digests (a report keeps title, outlet, address and day)",
    "account": "grade, reasons, origins and anchors (an incident keeps the sentence)",
    "judgement": "the whole: who judged what and why is in a property that it does not know",
    "note": "nothing (a note)",
    "question": "the whole: it has no object that asks",
    "answer": "the whole: it has no object that answers",
    "closing": "the whole",
    "receipt": "the whole: what was taken in is confirmed to recoupe alone",
}


class _Preview(Exception):
    """Ends a transaction that was only meant to show what would be."""


def preview(library: Library, key: Key, partner: Partner, again: bool = False) -> Outgoing:
    """What a pack for this partner would hold, and what is held back; nothing is kept."""
    library.refresh()
    found: list[Outgoing] = []
    try:
        with library.writing() as connection:
            found.append(Maker(connection, key, partner, again=again).all())
            raise _Preview
    except _Preview:
        return found[0]


def pack(
    library: Library, key: Key, partner: Partner, out: Path, *, encrypt: bool = False, again: bool = False
) -> tuple[Manifest, Outgoing] | None:
    """Write what is new for a partner to a file; None where nothing is.

    The disclosure is logged before the file gets its name, and the records count as sent only once it has:
    cut off in between, they go again, which changes nothing for the partner.
    """
    library.refresh()
    with library.writing() as connection:
        found = Maker(connection, key, partner, again=again).all()
        going = _within(found.going)
        if not going:
            return None
        sequence = (
            max((one.sequence for one in kept.packs(connection, partner.node, ours=True)), default=0) + 1
        )
        made, body = manifest(key, partner.node, sequence, (one.line for one in going))
        carried = tuple((one.id, one.version) for one in going)
        quiet = all(one.kind == "receipt" for one in going)
        kept.keep_pack(
            connection,
            Pack(
                id=made.id,
                partner=partner.node,
                ours=True,
                sequence=sequence,
                at=made.at,
                state="begun",
                quiet=quiet,
                carried=carried,
            ),
        )
        told = counts_told(Counter(f"{one.kind}s" for one in going))
        log(connection, "disclosure", partner=shown(partner), subject=made.id, detail=told)
    card = msgspec.json.decode(partner.card, type=Card) if encrypt else None
    put(out, packed(key, made, body, card))
    with library.writing() as connection:
        kept.set_pack(connection, made.id, "written")
        kept.hold(connection, partner.node, carried, "sent")
    return made, Outgoing(going, found.back)


def _within(going: list[Going]) -> list[Going]:
    """As much as one pack holds; the rest goes with the next."""
    size, kept_ = 0, []
    for one in going[:MOST_RECORDS]:
        size += len(one.line) + 1
        if size > MOST_BYTES:
            break
        kept_.append(one)
    return kept_


def open_pack(library: Library, key: Key, raw: bytes) -> tuple[Partner, Manifest, Outcome]:
    """Take in a pack; raises :class:`~recoupe.errors.PackError`, and then nothing has changed."""
    with library.reading() as connection:
        trusted = {one.node: one for one in kept.partners(connection)}
    cards = {node: msgspec.json.decode(one.card, type=Card) for node, one in trusted.items()}
    made, records = unpacked(raw, key, cards)
    sender = trusted[made.sender]
    with library.writing() as connection:
        if kept.pack(connection, made.id) is not None:
            return sender, made, Outcome(remarks=["this pack was opened before; nothing has changed"])
        outcome = merge(connection, key, sender, records)
        before = max((one.sequence for one in kept.packs(connection, sender.node, ours=False)), default=0)
        if made.sequence > before + 1:
            outcome.remarks.append(
                f"packs {before + 1} to {made.sequence - 1} of {sender.name} were not opened here yet; "
                "what they hold comes again once our receipt is there"
            )
        quiet = all(record.kind == "receipt" for record, _ in records)
        kept.keep_pack(
            connection,
            Pack(
                id=made.id,
                partner=sender.node,
                ours=False,
                sequence=made.sequence,
                at=made.at,
                state="opened",
                quiet=quiet,
            ),
        )
        if not quiet:
            receipt(connection, key, sender, (made.id,), records)
        log(connection, "opening", partner=shown(sender), subject=made.id, detail=outcome.told())
    library.refresh()
    return sender, made, outcome


# -- taking back ---------------------------------------------------------------------------------


def recall(library: Library, key: Key, thing: str, why: str) -> tuple[str, list[str]]:
    """Take a record of ours back for good: its id, and who holds it.

    ``thing``: an article's name, an account's id, a judgement's number, or a record's id. An article leaves
    this library's own accounts too. The tombstone goes with the next pack to each holder.
    """
    if why_not := harm(why):
        raise InputError(f"--why: {why_not}; write it in plain words")
    with library.writing() as connection:
        one = _ours(connection, key, thing)
        if one.state == "recalled":
            raise InputError(f"{thing}: was recalled before, and stays so")
        take_back(connection, key, one, thing, why)
        if one.kind == "article" and one.article is not None:
            remove_article(connection, one.article, f"recalled: {why}")
        known = names(connection)
        having = {node for node, held in kept.holders_of(connection, one.id).items() if held.sent}
        holders = [known.get(node, node) for node in having | graph.readers(connection, one.id).keys()]
        log(connection, "recall", subject=one.id, detail=f"{one.kind} recalled: {why}")
    library.refresh()
    return one.id, sorted(holders)


def take_back(connection: Connection, key: Key, one: Exchanged, thing: str, why: str) -> None:
    """Put a tombstone in the place of a record of ours, which goes with the next pack to whoever has it."""
    before = msgspec.json.decode(one.line, type=Record)
    _, line = signed(
        key,
        one.kind,  # type: ignore[arg-type]
        one.subject,
        before.marking,
        None,
        version=one.version + 1,
        first=before.made,
        state="recalled",
        why=why,
    )
    # The name goes with the article: it stays in the note, so that it can still be asked for.
    told = f"{thing}, recalled: {why}"
    gone = replace(one, version=one.version + 1, state="recalled", line=line.decode(), note=told)
    kept.keep_exchanged(connection, [gone])


def _ours(connection: Connection, key: Key, thing: str) -> Exchanged:
    id = record_of(connection, key.node, thing)
    one = kept.exchanged(connection, id)
    if one is None:
        raise InputError(f"{thing}: was never shared, so there is nothing to recall")
    if one.via:
        raise InputError(f"{thing}: is a partner's; only its originator can recall it")
    if one.kind == "receipt":
        raise InputError(f"{thing}: is a receipt, which stays")
    return one


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


# -- looking -------------------------------------------------------------------------------------


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


def note(library: Library, key: Key, text: str, about: tuple[str, ...], by: str) -> str:
    """Keep a note on records, accounts, articles or judgements of ours (by number); the id of its record.

    It stays in the house (AMBER+STRICT) until it is marked otherwise. Raises
    :class:`~recoupe.errors.InputError` where it is about what is not here.
    """
    check_text(text)
    marking = judgement(key.node)
    with library.writing() as connection:
        body = OfNote(text=text, by=by, about=here(connection, key.node, about))
        return keep_own(connection, key, "note", marking, body)


def here(connection: Connection, node: str, about: tuple[str, ...]) -> tuple[str, ...]:
    """What a remark is about, as partners know it; ``InputError`` for what is not here."""
    return tuple(_there(connection, node, one) for one in about)


def _there(connection: Connection, node: str, thing: str) -> str:
    if thing.isascii() and thing.isdigit():  # numbers of judgements are this library's own
        return record_of(connection, node, thing)
    here = (
        select(EXCHANGED.c.id).where(EXCHANGED.c.id == thing)
        if thing.startswith("r-")
        else select(ACCOUNT.c.id).where(ACCOUNT.c.id == thing)
        if thing.startswith("A-")
        else select(ARTICLE.c.id).where(ARTICLE.c.doc == thing)
    )
    if connection.execute(here).first() is None and not (
        thing.startswith("A-") and kept.of_subject(connection, "account", thing)
    ):
        raise InputError(
            f"{thing}: is no article, account (A-…), judgement's number or record (r-…) here; "
            "recoupe show and recoupe share list tell what is"
        )
    return thing


def keep_own(
    connection: Connection, key: Key, kind: Kind, marking: Marking, body: Body, note: str = ""
) -> str:
    """Keep a new record of ours, which goes with the next pack to whoever may see it; its id.

    ``note`` stays here: of a question, the node that is asked.
    """
    record, line = signed(key, kind, token_hex(16), marking, body)
    one = Exchanged(
        id=record.id,
        version=1,
        kind=kind,
        originator=key.node,
        state="live",
        subject=record.subject,
        basis=line_of(marking),
        line=line.decode(),
        note=note,
    )
    kept.keep_exchanged(connection, [one])
    return record.id


def check_text(text: str) -> None:
    """Refuse a remark that partners would refuse."""
    if why := harm(text, lines=True):
        raise InputError(f"{text[:40]!r}: {why}; write it in plain words")
    if not text.strip() or len(text) > 4_000:
        raise InputError("a remark has 1 to 4,000 characters")
