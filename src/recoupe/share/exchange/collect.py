"""What goes to a partner: of all that is here, what they may see and do not have in its latest version.

Our own things become records here (:mod:`recoupe.share.exchange.wire`), each made anew only where it or its
marking changed; partners' records pass on as they were signed, where their marking lets them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, select

from recoupe.errors import PackError
from recoupe.model import Account, Judgement
from recoupe.share.exchange.bodies import Bodies, Thing, changed_fields
from recoupe.share.exchange.canonical import digest
from recoupe.share.exchange.keys import Key
from recoupe.share.exchange.marks import Handling, addressed, marking_of, reader_of, today
from recoupe.share.exchange.wire import Record, line_of, record_id, signed
from recoupe.share.handling import Marking, may_see
from recoupe.store import exchange as kept
from recoupe.store.articles import doc_of
from recoupe.store.exchange import Exchanged, Pack, Partner
from recoupe.store.tables import ACCOUNT, ARTICLE, JUDGEMENT

# Made once: SQLAlchemy takes longer to put a question together than SQLite to answer it.
_ACCOUNT = select(ACCOUNT.c.record).where(ACCOUNT.c.id == bindparam("wanted"))
_NOT_FOR = "it is no longer for this partner"
# Why the undoing was made is told where the undoing itself is released.
_UNDONE = "it was undone by those who made it"


class Going(Struct, frozen=True):
    """One version of a record for one partner."""

    id: str
    version: int
    kind: str
    line: bytes


class Outgoing(Struct, frozen=True):
    """What goes, and what is held back: how often, of which kind, and why."""

    going: list[Going]
    back: Counter[tuple[str, str]]


class Maker:
    """Finds what goes to a partner, within a transaction that writes: our records are brought up to date.

    ``again``: also what was sent and never confirmed. ``online``: what the partner was not yet offered at our
    server, in place of what it was not yet sent.
    """

    def __init__(
        self, connection: Connection, key: Key, partner: Partner, *, again: bool = False, online: bool = False
    ) -> None:
        self.connection, self.key, self.partner = connection, key, partner
        self.handling = Handling(connection)
        self.again, self.online = again, online
        self.day = today()
        self.going: list[Going] = []
        self.made: list[Exchanged] = []
        self.back: Counter[tuple[str, str]] = Counter()
        self.bodies = Bodies(connection, key.node)

    # What a page of a server needs of these, it asks for record by record.

    @cached_property
    def known(self) -> dict[str, Exchanged]:
        """Our records, by id."""
        return {one.id: one for one in kept.all_exchanged(self.connection, own=True)}

    @cached_property
    def held(self) -> dict[str, kept.Held]:
        """What the partner has, by record."""
        return kept.held_by(self.connection, self.partner.node)

    @cached_property
    def packs(self) -> list[Pack]:
        """The packs made for the partner."""
        return kept.packs(self.connection, self.partner.node, ours=True)

    @cached_property
    def lost(self) -> set[str]:
        """The records of packs that a later one overtook without their being opened: they went astray."""
        last = max((one.sequence for one in self.packs if one.state == "opened"), default=0)
        return {
            id
            for one in self.packs
            if one.state == "written" and one.sequence < last and not one.quiet
            for id, _ in one.carried
        }

    @cached_property
    def underway(self) -> dict[str, int]:
        """The latest versions in packs of which it is not known whether their file was written.

        They are made again, so they do not count as sent; but what was taken back since is told: the partner
        may have opened the file, and its receipt may be lost.
        """
        found: dict[str, int] = {}
        for one in self.packs:
            for id, version in one.carried if one.state == "begun" else ():
                found[id] = max(version, found.get(id, 0))
        return found

    def all(self) -> Outgoing:
        """Everything that goes, and what is held back."""
        self.ours()
        kept.keep_exchanged(self.connection, self.made)
        self.others()
        return Outgoing(self.going, self.back)

    def line(self, one: Exchanged) -> bytes | None:
        """What of an offered record goes out at this moment; None for nothing."""
        if one.via:
            seen = one.state != "live" or self.allowed(one.kind, marking_of(one))
            return one.line.encode() if seen else None
        if one.state == "recalled":
            return self._addressed(one)
        marking = self._now(one) if one.state == "live" else None
        if marking is not None and self.allowed(one.kind, marking):
            return self._addressed(one)
        return self._withdrawn(one) if self._has(one.id) else None

    def _now(self, one: Exchanged) -> Marking | None:
        """The marking that something of ours has at this moment; None where it is not here any more."""
        if one.kind == "article":
            doc = doc_of(self.connection, bytes.fromhex(one.subject))
            return None if doc is None else self.handling.article(doc)
        if one.kind == "account":
            raw = self.connection.execute(_ACCOUNT, {"wanted": one.subject}).scalar_one_or_none()
            return None if raw is None else self.handling.account(msgspec.json.decode(raw, type=Account))
        if one.kind == "judgement":
            number = self.judgements.get(one.subject)
            return None if number is None else self.handling.judgement(number)
        return self.handling.note(one.id) if one.kind == "note" else marking_of(one)

    @cached_property
    def judgements(self) -> dict[str, int]:
        """Our judgements that were not undone, by the subject of their records."""
        rows = self.connection.execute(select(JUDGEMENT.c.number, JUDGEMENT.c.record))
        return {digest(record.encode()): n for n, record in rows if n not in self.undone}

    @cached_property
    def undone(self) -> set[int]:
        """The numbers of our judgements that others of ours undid."""
        from recoupe.join.judgements import standing

        rows = self.connection.execute(select(JUDGEMENT.c.number, JUDGEMENT.c.record))
        every = [replace(msgspec.json.decode(record, type=Judgement), number=n) for n, record in rows]
        return set(standing(every)[1])

    def _has(self, id: str) -> int:
        """Which version the partner may have got by either way; 0 for none."""
        held = self.held.get(id, kept.Held())
        return max(held.sent, held.confirmed, self.underway.get(id, 0))

    def allowed(self, kind: str, marking: Marking) -> bool:
        """Whether the partner may see it; what is held back is counted with its reason."""
        decision = may_see(marking, reader_of(self.partner, marking.originators, self.key.node), self.day)
        if not decision.allowed:
            self.back[kind, decision.why] += 1
        return decision.allowed

    def go(self, one: Exchanged, line: bytes) -> None:
        """Let a version go, unless the partner has it."""
        held = self.held.get(one.id, kept.Held())
        if self.online:
            has = held.offered
        elif self.again or one.id in self.lost:
            has = held.confirmed
        else:
            has = max(held.confirmed, held.sent)
        if one.version > has:
            self.going.append(Going(one.id, one.version, one.kind, line))

    # -- our own -------------------------------------------------------------------------------

    def ours(self) -> None:
        """What this node made."""
        theirs = {
            one.article
            for one in kept.all_exchanged(self.connection, kinds=["article"], own=False)
            if one.state == "live" and self.partner.node in (one.via, one.originator)
        }
        seen = set()
        for thing in self._things():
            id = record_id(thing.kind, self.key.node, thing.subject)
            seen.add(id)
            # An article that the partner sent us need not go back, unless ours went there first.
            if thing.kind != "article" or thing.number not in theirs or self._has(id):
                self._thing(id, thing)
        for one in self.known.values():
            if one.id not in seen:
                self._other(one)

    def _things(self) -> Iterator[Thing]:
        run = self.connection.execute
        foreign = {one.article for one in kept.all_exchanged(self.connection, own=False) if one.put}
        for row in run(select(ARTICLE.c.id, ARTICLE.c.doc, ARTICLE.c.fingerprint).order_by(ARTICLE.c.id)):
            if row.id not in foreign:
                marking = self.handling.article(row.doc)
                yield Thing("article", row.fingerprint.hex(), marking, line_of(marking), row.id)
        for number, record in run(select(JUDGEMENT.c.number, JUDGEMENT.c.record)):
            if number in self.undone:
                continue  # whoever has it is told that it was taken back
            marking = self.handling.judgement(number)
            yield Thing("judgement", digest(record.encode()), marking, line_of([marking, record]), number)
        for id, record in run(select(ACCOUNT.c.id, ACCOUNT.c.record)):
            marking = self.handling.account(msgspec.json.decode(record, type=Account))
            yield Thing("account", id, marking, line_of([marking, record]))

    def _thing(self, id: str, thing: Thing) -> None:
        old = self.known.get(id)
        sent = self._has(id)
        if old is not None and old.state == "recalled":
            self._tell(old)
        elif self.allowed(thing.kind, thing.marking):
            if old is None or old.basis != thing.basis or old.state != "live":
                old = self._made(id, thing, old)
            if old is not None:
                self.go(old, self._addressed(old))
        elif old is not None and sent:
            if old.basis != thing.basis:
                old = self._made(id, thing, old)
            if old is not None:
                self.go(old, self._withdrawn(old))

    def _other(self, one: Exchanged) -> None:
        """A note, a message, or the record of something that is not here any more."""
        if one.state == "recalled":
            self._tell(one)
        elif one.kind in ("article", "judgement", "account"):
            if self._has(one.id):
                if one.state == "live":
                    one = replace(one, version=one.version + 1, state="withdrawn", basis="gone")
                    one = replace(one, line=self._withdrawn(one, ()).decode())
                    kept.keep_exchanged(self.connection, [one])
                self.go(one, self._withdrawn(one))
        else:
            marking = self.handling.note(one.id) if one.kind == "note" else marking_of(one)
            if one.kind == "note" and line_of(marking) != one.basis:
                record = msgspec.json.decode(one.line, type=Record)
                made, line = signed(
                    self.key, "note", one.subject, marking, record.content(), version=one.version + 1,
                    first=record.made, changed=("marking",),
                )  # fmt: skip
                one = replace(one, version=made.version, basis=line_of(marking), line=line.decode())
                kept.keep_exchanged(self.connection, [one])
            if (one.kind == "note" or self._meant(one, marking)) and self.allowed(one.kind, marking):
                self.go(one, self._addressed(one))

    def _meant(self, one: Exchanged, marking: Marking) -> bool:
        """Whether a message is for this partner: one that limits nobody goes to whom it asks."""
        if marking.audience is None:
            return one.note == self.partner.node
        return not marking.audience.isdisjoint((self.partner.node, *self.partner.groups))

    def _tell(self, one: Exchanged) -> None:
        """Tell a partner that a record is recalled, if it was ever sent there."""
        if self._has(one.id):
            self.go(one, self._addressed(one))

    def _made(self, id: str, thing: Thing, old: Exchanged | None) -> Exchanged | None:
        """The record of a thing in a new version; None where it may not travel, which is counted."""
        try:
            body = self.bodies.of(thing)
        except PackError as error:
            self.back[thing.kind, f"cannot travel: {error}"] += 1
            return None
        version = 1 if old is None else old.version + 1
        changed = () if old is None or old.state != "live" else changed_fields(old, thing.marking, body)
        first = "" if old is None else msgspec.json.decode(old.line, type=Record).made
        _, line = signed(
            self.key,
            thing.kind,
            thing.subject,
            thing.marking,
            body,
            version=version,
            first=first,
            changed=changed,
        )
        made = Exchanged(
            id=id,
            version=version,
            kind=thing.kind,
            originator=self.key.node,
            state="live",
            subject=thing.subject,
            basis=thing.basis,
            line=line.decode(),
            article=thing.number if thing.kind == "article" else None,
        )
        self.made.append(made)
        self.known[id] = made
        return made

    # -- as the partner gets it ----------------------------------------------------------------

    def _addressed(self, one: Exchanged) -> bytes:
        """The line for this partner: of those whom it is released to, it names no other."""
        record = msgspec.json.decode(one.line, type=Record)
        # A receipt goes on to whoever made what it confirms.
        if record.marking.audience is None or one.kind == "receipt":
            return one.line.encode()
        narrow = addressed(record.marking, reader_of(self.partner, record.marking.originators, self.key.node))
        return self.key.signed(msgspec.to_builtins(replace(record, marking=narrow, signature="")))

    def _withdrawn(self, one: Exchanged, to: tuple[str, ...] | None = None) -> bytes:
        """The line of a record taken back: by whatever way it goes, one version has one content."""
        record = msgspec.json.decode(one.line, type=Record)
        gone = _UNDONE if one.kind == "judgement" else f"this {one.kind} is not here any more"
        why = gone if one.state == "withdrawn" else _NOT_FOR
        readers = (self.partner.node,) if to is None else to
        narrow = replace(record.marking, releasable_to=readers, expires=None)
        bare = replace(
            record, version=one.version, state="withdrawn", marking=narrow, body=None, changed=(), why=why
        )
        return self.key.signed(msgspec.to_builtins(replace(bare, signature="")))

    # -- others' -------------------------------------------------------------------------------

    def others(self) -> None:
        """Partners' records, as they were signed."""
        for one in kept.all_exchanged(self.connection, own=False):
            if self.partner.node in (one.via, one.originator):
                continue
            if one.state == "live":
                if self.allowed(one.kind, marking_of(one)):
                    self.go(one, one.line.encode())
            elif self._has(one.id):
                self.go(one, one.line.encode())
