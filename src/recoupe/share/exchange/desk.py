"""What a person does with partners: pack, preview, open, recall."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection

from recoupe.errors import InputError
from recoupe.files import put
from recoupe.share.exchange.collect import Going, Maker, Outgoing
from recoupe.share.exchange.harmless import harm
from recoupe.share.exchange.holders import record_of
from recoupe.share.exchange.keys import Card, Key
from recoupe.share.exchange.merge import Outcome, merge, receipt
from recoupe.share.exchange.nodes import names, shown
from recoupe.share.exchange.pack import MOST_BYTES, MOST_RECORDS, Manifest, manifest, packed, unpacked
from recoupe.share.exchange.telling import counts_told
from recoupe.share.exchange.wire import Record, signed
from recoupe.store import exchange as kept
from recoupe.store import graph
from recoupe.store.audit import record as log
from recoupe.store.exchange import Exchanged, Pack, Partner
from recoupe.store.removing import remove_article

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
