"""What this house says itself: notes, and the records that questions and answers are."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from recoupe.errors import InputError
from recoupe.share.exchange.harmless import harm
from recoupe.share.exchange.holders import record_of
from recoupe.share.exchange.keys import Key
from recoupe.share.exchange.wire import Body, Kind, OfNote, line_of, signed
from recoupe.share.handling import Marking, judgement
from recoupe.store import exchange as kept
from recoupe.store.exchange import Exchanged
from recoupe.store.tables import ACCOUNT, ARTICLE, EXCHANGED

if TYPE_CHECKING:
    from recoupe.store import Library


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
