"""What a partner sent, taken in: all of it or nothing, the same however often and in whatever order it comes.

Articles join ours: the same one (by text and address) is one article, whoever sent it, so that no origin is
counted twice; what they say is cross-checked with what ours say. Accounts, grades, judgements and notes are
kept as the partner's, and shown as theirs; none is applied here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, select

from recoupe.errors import PackError
from recoupe.model import Coded
from recoupe.share.exchange.canonical import digest
from recoupe.share.exchange.keys import Key
from recoupe.share.exchange.marks import marking_of
from recoupe.share.exchange.nodes import shown
from recoupe.share.exchange.pack import MOST_RECORDS
from recoupe.share.exchange.telling import corrected, counts_told, gone, name_of
from recoupe.share.exchange.wire import MESSAGES, OfAnswer, OfArticle, OfQuestion, OfReceipt, Record, signed
from recoupe.share.handling import LEVELS, Marking, Reader, may_see
from recoupe.store import exchange as kept
from recoupe.store.articles import article_of, fingerprint, insert_article
from recoupe.store.audit import record as log
from recoupe.store.exchange import Exchanged, Partner
from recoupe.store.removing import remove_article
from recoupe.store.tables import ARTICLE

# The most that a partner may bring where nothing else was said as it was trusted: records at once, as many as
# a pack holds; records and megabytes in all.
AT_ONCE, MOST, MOST_MB = MOST_RECORDS, 1_000_000, 10_000
# Records' ids told in a receipt by themselves, at most; the pack stands for the rest.
_MOST_TOLD = 50_000


class Outcome(Struct, kw_only=True):
    """What became of the records: ``counts`` by what was done, and remarks in a line each."""

    counts: Counter[str] = msgspec.field(default_factory=Counter)
    remarks: list[str] = []

    def told(self) -> str:
        """The counts in words."""
        return counts_told(self.counts)


def merge(
    connection: Connection, key: Key, sender: Partner, records: Iterable[tuple[Record, bytes]]
) -> Outcome:
    """Take in records, within the caller's transaction; raises ``PackError`` to have it rolled back."""
    merging = _Merging(connection, key, sender)
    for record, line in records:
        merging.take(record, line.decode())
    return merging.done()


class _Merging:
    def __init__(self, connection: Connection, key: Key, sender: Partner) -> None:
        self.connection, self.key, self.sender = connection, key, sender
        self.outcome = Outcome()
        self.gone: dict[tuple[str, str, str], list[str]] = {}
        self.recalled = kept.recalled_here(connection)
        self.former = kept.former(connection)
        self.patrons = frozenset(one.node for one in kept.partners(connection) if one.patron)
        self.brought = kept.brought(connection, sender.node)
        self.taken = 0

    def done(self) -> Outcome:
        """What became of all of them; what was taken back is told first."""
        kept.set_brought(self.connection, self.sender.node, self.brought)
        back = [gone(*key, those) for key, those in sorted(self.gone.items())]
        return replace(self.outcome, remarks=[*back, *self.outcome.remarks])

    def take(self, record: Record, line: str) -> None:
        """One record; one that is old, repeated or recalled changes nothing."""
        self.taken += 1
        if self.taken > (most := self.sender.at_once or AT_ONCE):
            raise self._too_much(f"brings more than {most:,} records at once", "--most-at-once")
        if record.originator == self.key.node:
            self.outcome.counts["ours come back"] += 1
            return
        direct = record.originator == self.sender.node
        if record.kind in MESSAGES and not direct and not self._passes_on(record):
            raise PackError(f"{record.kind} {record.id} is not from {self.sender.name}, who brings it")
        if record.state == "live":
            if record.originator in self.former:  # that it takes something back is heard all the same
                self.outcome.counts["of a node no longer trusted, and set aside"] += 1
                return
            if not self._for_us(record):
                self.outcome.counts["not released to this node, and set aside"] += 1
                return
        old = kept.exchanged(self.connection, record.id)
        if old is not None and not self._newer(old, record, line, direct):
            return
        one = Exchanged(
            id=record.id,
            version=record.version,
            kind=record.kind,
            originator=record.originator,
            state=record.state,
            subject=record.subject,
            basis="",
            line=line,
            via=self.sender.node,
            article=old.article if old else None,
            put=old.put if old else False,
        )
        self._count(line, old)
        if record.state != "live":
            self._taken_back(one, record, old)
            return
        told = f"{record.kind}s " + ("new" if old is None else "corrected")
        if record.kind == "article":
            one, told = self._article(one, record, told)
        kept.keep_exchanged(self.connection, [one])
        self.outcome.counts[told] += 1
        if record.kind == "receipt":
            self._receipt(record)
        elif record.kind in MESSAGES:
            self._message(record)
        elif old is not None and old.state == "live" and record.changed:
            before = msgspec.json.decode(old.line, type=Record)
            self.outcome.remarks.append(corrected(before, record))

    def _for_us(self, record: Record) -> bool:
        us = Reader(name=self.key.node, client_of=self.patrons)
        return may_see(record.marking, us, date.min).allowed

    def _passes_on(self, record: Record) -> bool:
        """Whether a message may be brought by another than who made it.

        So may a question that its marking lets us see, and its end; answers are for who asked.
        """
        if record.kind in ("question", "closing"):
            known = kept.exchanged(self.connection, record.id) is not None
            return known if record.state != "live" else self._for_us(record)
        return record.kind == "receipt"

    def _count(self, line: str, old: Exchanged | None) -> None:
        """Count what is kept of the sender's; refuse it where that is too much, whatever it is of."""
        same = old is not None and old.via == self.sender.node
        more = len(line) - (len(old.line) if old is not None and same else 0)
        before, now = self.brought, kept.Brought(self.brought.records + (not same), self.brought.bytes + more)
        self.brought = now
        # What is taken back, or only put right, is heard even where a limit was drawn below what is here.
        most, megabytes = self.sender.most or MOST, self.sender.most_mb or MOST_MB
        if now.records > max(most, before.records):
            raise self._too_much(f"would have more than {most:,} records here", "--most")
        if now.bytes > max(megabytes * 1_000_000, before.bytes):
            raise self._too_much(f"would have more than {megabytes:,} MB here", "--most-mb")

    def _too_much(self, what: str, option: str) -> PackError:
        return PackError(f"{self.sender.name} {what}; recoupe node trust CARD {option} lets it bring more")

    def _newer(self, old: Exchanged, record: Record, line: str, direct: bool) -> bool:
        if old.state == "recalled":
            again = record.state == "live" and record.version > old.version
            self.outcome.counts["recalled before, and stay so" if again else "known before"] += 1
            return False
        if record.state == "recalled":
            return True
        if record.version == old.version and line != old.line:
            if direct and old.via != record.originator:
                return True  # what the originator sends us itself counts before what others passed on
            if direct and _but_for_level(old.line, line):
                # Sent once as to a client and once as to one named: in any order, the stricter holds.
                stricter = LEVELS.index(record.marking.level) > LEVELS.index(marking_of(old).level)
                self.outcome.counts["known before"] += not stricter
                return stricter
            if direct and record.state == old.state:
                raise PackError(
                    f"record {record.id} comes with two contents of version {record.version}, both signed"
                )
            if direct and record.state == "withdrawn":
                return True
        if record.version <= old.version:
            self.outcome.counts["known before"] += 1
            return False
        return True

    # -- articles ------------------------------------------------------------------------------

    def _article(self, one: Exchanged, record: Record, told: str) -> tuple[Exchanged, str]:
        body = record.content()
        assert isinstance(body, OfArticle)
        if record.subject in self.recalled:
            note = "recalled here, and kept out"
            self.outcome.remarks.append(f"{body.article.doc}: was recalled by this node; it is kept out")
            return replace(one, note=note), "articles kept out"
        found = kept.same_article(self.connection, fingerprint(body.article), body.article)
        if found is None:
            coded = body.coded
            number = insert_article(
                self.connection, body.article, coded, "" if coded else "not coded by the partner who sent it"
            )
            return replace(one, article=number, put=True, note="quotes hold in the text sent"), told
        partners_only = [
            other.put
            for other in kept.of_article(self.connection, found.id)
            if other.via and other.state == "live"
        ]
        mine = article_of(found)
        missing = _not_in(mine.text, body) if mine.text != body.article.text else 0
        of = len(body.quotes_sha256)
        note = f"{of - missing} of {of} quotes stand in the article here"
        if missing:
            self.outcome.remarks.append(f"{mine.doc}: {missing} of {of} quotes sent are not in the text here")
        put = bool(partners_only) and all(partners_only)
        return replace(one, article=found.id, put=put, note=note), "articles here already"

    def _taken_back(self, one: Exchanged, record: Record, old: Exchanged | None) -> None:
        why = f": {record.why}" if record.why else ""
        # The article goes, and its name with it: it stays in the note, so that it can still be asked for.
        named = select(ARTICLE.c.doc).where(ARTICLE.c.id == one.article)
        doc = self.connection.execute(named).scalar_one_or_none()
        note = f"{doc}, {record.state}{why}" if doc else record.why
        kept.keep_exchanged(self.connection, [replace(one, note=note, put=False)])
        self.outcome.counts[f"{record.kind}s {record.state}"] += 1
        live = old is not None and old.state == "live"
        name = name_of(msgspec.json.decode(old.line, type=Record)) if old and live else record.id
        self.gone.setdefault((record.kind, record.state, record.why), []).append(name)
        by = shown(self.sender) if record.originator == self.sender.node else record.originator
        log(
            self.connection,
            "recall",
            partner=shown(self.sender),
            subject=record.id,
            detail=f"{record.kind} {record.state} by {by}{why}",
        )
        if one.article is not None and one.put:
            others = kept.of_article(self.connection, one.article)
            if not any(other.put and other.state == "live" for other in others):
                remove_article(self.connection, one.article, f"{record.state} by {by}{why}")

    # -- messages ------------------------------------------------------------------------------

    def _receipt(self, record: Record) -> None:
        body = record.content()
        assert isinstance(body, OfReceipt)
        for id in body.packs:
            made = kept.pack(self.connection, id)
            if made is None or not made.ours or made.partner != record.originator:
                continue
            kept.set_pack(self.connection, id, "opened")
            for what in ("sent", "confirmed"):
                kept.hold(self.connection, record.originator, made.carried, what)
        ours = [
            (id, version)
            for id, version in body.records
            if (mine := kept.exchanged(self.connection, id)) and not mine.via and version <= mine.version
        ]
        for what in ("sent", "confirmed"):
            kept.hold(self.connection, record.originator, ours, what)

    def _message(self, record: Record) -> None:
        body = record.content()
        if isinstance(body, OfAnswer):
            asked = kept.exchanged(self.connection, body.question)
            if record.kind == "answer":
                fits = asked is not None and not asked.via
            else:  # a closing may come before its question
                fits = asked is None or asked.originator == record.originator
            if not fits:
                raise PackError(f"{record.kind} {record.id} is of a question that was not asked")
        subject = body.question if isinstance(body, OfAnswer) else record.id
        count = body.names if isinstance(body, OfQuestion) else 0
        hidden = f", about {count} names that are not shown" if count else ""
        log(
            self.connection,
            "question",
            partner=shown(self.sender),
            subject=subject,
            detail=f"{record.kind} received{hidden}",
        )


def receipt(
    connection: Connection,
    key: Key,
    sender: Partner,
    packs: tuple[str, ...],
    records: Iterable[tuple[Record, bytes]],
    every: bool = False,
) -> None:
    """Keep receipts for what was taken in, to go with the next pack.

    The sender's tells its packs and, record by record, what of its own was taken back; ``every``: all that it
    made. Whoever else made what it brought gets one of their own records alone, by way of the sender where
    there is no other: nobody learns from a receipt what others gave us.
    """
    told: dict[str, list[tuple[str, int]]] = {sender.node: []}
    for record, _ in records:
        if record.kind in MESSAGES or record.originator == key.node:
            continue
        if every or record.originator != sender.node or record.state != "live":
            told.setdefault(record.originator, []).append((record.id, record.version))
    for maker, theirs in told.items():
        if maker != sender.node:
            _keep_receipt(connection, key, (maker, sender.node), (), theirs)
        elif packs or theirs:
            _keep_receipt(connection, key, (maker,), packs, theirs)


def _keep_receipt(
    connection: Connection,
    key: Key,
    readers: tuple[str, ...],
    packs: tuple[str, ...],
    taken: list[tuple[str, int]],
) -> None:
    """Keep a receipt for these readers, unless the same was given before."""
    single = taken[:_MOST_TOLD]
    marking = Marking(level="AMBER+STRICT", originators=(key.node,), releasable_to=readers)
    body = OfReceipt(packs=packs, records=tuple(single))
    subject = msgspec.json.encode([packs, single]).decode()
    record, line = signed(key, "receipt", digest(subject.encode()), marking, body)
    if kept.exchanged(connection, record.id) is not None:
        return  # taken in once more: a second receipt of that name, with another time, would be refused there
    kept.keep_exchanged(
        connection,
        [
            Exchanged(
                id=record.id,
                version=1,
                kind="receipt",
                originator=key.node,
                state="live",
                subject=record.subject,
                basis="",
                line=line.decode(),
            )
        ],
    )


def _but_for_level(one: str, other: str) -> bool:
    """Whether two lines of a record differ in the level of their marking alone."""

    def rest(line: str) -> dict[str, Any]:
        told: dict[str, Any] = msgspec.json.decode(line)
        return told | {"signature": "", "marking": told["marking"] | {"level": ""}}

    return rest(one) == rest(other)


def _not_in(text: str, body: OfArticle) -> int:
    """How many of the statements' words do not stand in a text, white space aside."""
    words = " ".join(text.split())
    coded = body.coded or Coded(body.article.doc)
    return sum(" ".join(body.article.quote(one.span).split()) not in words for one in coded.statements)
