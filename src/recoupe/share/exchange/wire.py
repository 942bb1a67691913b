"""A record as it travels: what it is of, who made it, which version, how to handle it; signed by its maker.

A record's id is a digest of its kind, its originator and its subject, so that the same thing has the same id
however often it is sent, and nobody's record can take the place of another's. A later version takes the place
of an earlier one, whatever the order they come in. ``withdrawn``: no longer for this partner, until a later
version says otherwise; ``recalled``: for nobody, for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from recoupe.errors import PackError
from recoupe.model import Article, Coded, IsoDate, Judgement
from recoupe.share.exchange.canonical import canonical, digest, short, strictly, unsigned
from recoupe.share.exchange.harmless import harm, harm_of_doc, harm_of_url
from recoupe.share.exchange.keys import Key, node_of, verify
from recoupe.share.handling import Marking
from recoupe.store.chain import now

Kind: TypeAlias = Literal[
    "article", "account", "judgement", "note", "question", "answer", "closing", "receipt"
]
State: TypeAlias = Literal["live", "withdrawn", "recalled"]
# Kinds that are addressed to one partner, and are no records of anything.
MESSAGES = frozenset({"question", "answer", "closing", "receipt"})

LONGEST_LINE = 8_000_000  # bytes
_LONGEST_TEXT = 2_000_000  # code points of an article
_MOST_STATEMENTS = 5_000
_LONGEST_REMARK = 4_000
# Clocks differ; a day is more than they do.
_AHEAD = timedelta(days=1)
_AT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
Id: TypeAlias = Annotated[str, Meta(pattern=r"^r-[a-z2-7]{24}$")]
Node: TypeAlias = Annotated[str, Meta(pattern=r"^n-[a-z2-7]{24}$")]


class OfArticle(Struct, frozen=True, kw_only=True):
    """An article with what it says. The digests are SHA-256 of the text and of each statement's words."""

    article: Article
    coded: Coded | None = None
    text_sha256: str
    quotes_sha256: tuple[str, ...] = ()


class OfAccount(Struct, frozen=True, kw_only=True):
    """An account as its maker sees it. ``anchors`` are its statements (:mod:`recoupe.join.identity`)."""

    account: str
    kind: Literal["event", "tie", "figure"]
    type: str
    mode: str | None = None
    sentence: str
    grade: Annotated[int, Meta(ge=1, le=6)]
    rule_grade: int | None = None
    why: str
    articles: int
    origins: int
    anchors: tuple[str, ...]


class OfJudgement(Struct, frozen=True, kw_only=True):
    """A judgement; ``undoes`` in it is always null: what it undoes is named by its record."""

    judgement: Judgement
    undoes: str | None = None


class OfNote(Struct, frozen=True, kw_only=True):
    """A remark on records or accounts."""

    text: str
    by: str
    about: tuple[str, ...] = ()


class OfQuestion(Struct, frozen=True, kw_only=True):
    """A request for information. ``private``: names hidden by private set intersection, base 64."""

    text: str
    by: str
    about: tuple[str, ...] = ()
    deadline: IsoDate | None = None
    private: str = ""
    names: int = 0


class OfAnswer(Struct, frozen=True, kw_only=True):
    """An answer to a question, or its closing by who asked."""

    question: Id
    text: str
    by: str
    about: tuple[str, ...] = ()
    private: tuple[str, ...] = ()


class OfReceipt(Struct, frozen=True, kw_only=True):
    """What its maker took in: packs by id, and records with their versions."""

    packs: tuple[str, ...] = ()
    records: tuple[tuple[Id, int], ...] = ()


Body: TypeAlias = OfArticle | OfAccount | OfJudgement | OfNote | OfQuestion | OfAnswer | OfReceipt
_BODIES: dict[str, type[Body]] = {
    "article": OfArticle,
    "account": OfAccount,
    "judgement": OfJudgement,
    "note": OfNote,
    "question": OfQuestion,
    "answer": OfAnswer,
    "closing": OfAnswer,
    "receipt": OfReceipt,
}


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One version of a record, made ``at``, the first one ``made``.

    ``changed`` says what a correction changed; ``why``, why it was taken back.
    """

    recoupe: Literal["recoupe-record/1"] = "recoupe-record/1"
    id: Id
    kind: Kind
    originator: Node
    key: str  # the originator's signing key, of which its id is a digest
    version: Annotated[int, Meta(ge=1, le=1_000_000_000)]
    made: str
    at: str
    state: State = "live"
    marking: Marking
    subject: str
    changed: tuple[str, ...] = ()
    why: str = ""
    body: dict[str, Any] | None = None
    signature: str = ""

    def content(self) -> Body:
        """The body, typed; only of a live record."""
        return msgspec.convert(self.body, _BODIES[self.kind])


def record_id(kind: str, originator: str, subject: str) -> str:
    """The id that a record of this kind, maker and subject has."""
    return f"r-{short(kind, originator, subject)}"


def signed(
    key: Key,
    kind: Kind,
    subject: str,
    marking: Marking,
    body: Body | None,
    *,
    version: int = 1,
    first: str = "",
    state: State = "live",
    changed: tuple[str, ...] = (),
    why: str = "",
) -> tuple[Record, bytes]:
    """A record and its line, signed; ``first`` is when its first version was made."""
    at = now()
    made = Record(
        id=record_id(kind, key.node, subject),
        kind=kind,
        originator=key.node,
        key=key.card.signing,
        version=version,
        made=first or at,
        at=at,
        state=state,
        marking=marking,
        subject=subject,
        changed=changed,
        why=why,
        body=None if body is None else msgspec.to_builtins(body),
    )
    line = key.signed(msgspec.to_builtins(made))
    return msgspec.json.decode(line, type=Record), line


def opened(line: bytes, at: datetime | None = None) -> Record:
    """The record of a line; raises :class:`~recoupe.errors.PackError` with what speaks against it.

    Checked are form, size, signature, that the id is of its maker and subject, and dates; then what it holds.
    """
    if len(line) > LONGEST_LINE:
        raise PackError(f"a record has {len(line)} bytes; {LONGEST_LINE} is the most")
    body = strictly(line, "a record")
    try:
        found = msgspec.convert(body, Record)
    except (msgspec.ValidationError, ValueError) as error:
        raise PackError(f"a record is not of the form agreed on ({str(error).splitlines()[0]})") from None
    if node_of(_raw_key(found.key)) != found.originator:
        raise PackError(f"record {found.id} has a forged originator: the key is not {found.originator}'s")
    if not verify(found.key, found.signature, unsigned(body)):
        raise PackError(f"record {found.id} has a wrong signature")
    if record_id(found.kind, found.originator, found.subject) != found.id:
        raise PackError(f"record {found.id} has an id that is not of its originator and subject")
    _dated(found, at or datetime.now(UTC))
    _handled(found)
    for text in (*found.changed, found.why):
        _harmless(text, f"record {found.id}")
    if (found.state == "live") != (found.body is not None):
        raise PackError(f"record {found.id} is {found.state}, with a body of a record that is not")
    if found.body is not None:
        try:
            _whole(found, found.content())
        except (msgspec.ValidationError, ValueError) as error:
            told = f"{found.kind} {found.id}: {str(error).splitlines()[0]}"
            raise PackError(f"a record is not of the form agreed on ({told})") from None
    return found


def when(at: str, what: str) -> datetime:
    """A moment as records write it; raises :class:`~recoupe.errors.PackError`."""
    try:
        if not _AT.fullmatch(at):
            raise ValueError
        return datetime.fromisoformat(at)
    except ValueError:
        raise PackError(f"{what} has {at[:30]!r} for its time, which is none") from None


def not_ahead(at: str, what: str, clock: datetime) -> None:
    """Refuse what says that it was made tomorrow or later."""
    if when(at, what) > clock + _AHEAD:
        raise PackError(f"{what} is dated {at}, which is to come; have the clocks set right")


def _raw_key(key: str) -> bytes:
    from recoupe.share.exchange.canonical import unb64

    return unb64(key, "a signing key", 32)


def _dated(found: Record, clock: datetime) -> None:
    not_ahead(found.at, f"record {found.id}", clock)
    if when(found.made, f"record {found.id}") > when(found.at, f"record {found.id}"):
        raise PackError(f"record {found.id} was made after its latest version")


def _handled(found: Record) -> None:
    marking = found.marking
    if found.originator not in marking.originators:
        raise PackError(f"record {found.id} has a marking that does not name its originator")
    for name in (*marking.originators, *(marking.releasable_to or ())):
        if harm(name.removeprefix("@")) or len(name) > 100:
            raise PackError(f"record {found.id} has a marking with a name that is none")


def _harmless(text: str, what: str, lines: bool = False) -> None:
    if len(text) > _LONGEST_REMARK:
        raise PackError(f"{what} has a remark of {len(text)} characters; {_LONGEST_REMARK} is the most")
    if why := harm(text, lines):
        raise PackError(f"{what} has a remark that may not pass: {why}")


def _whole(found: Record, body: Body) -> None:
    """Refuse a body that does not hold together."""
    what = f"{found.kind} {found.id}"
    if isinstance(body, OfArticle):
        check_article(what, body)
        own = subject_of_article(body.article)
        if own != found.subject:
            raise PackError(f"{what} is of another article than it says")
    elif isinstance(body, OfAccount):
        for text in (body.account, body.type, body.mode or "", *body.anchors):
            _harmless(text, what)
        if len(body.sentence) > _LONGEST_REMARK or len(body.why) > _LONGEST_REMARK:
            raise PackError(f"{what} has a sentence or reason of more than {_LONGEST_REMARK} characters")
    elif isinstance(body, OfJudgement):
        check_judgement(what, body.judgement)
    elif isinstance(body, OfNote | OfQuestion | OfAnswer):
        _harmless(body.by, what)
        _harmless(body.text, what, lines=True)
        for text in body.about:
            _harmless(text, what)
        if isinstance(body, OfQuestion) and body.deadline:
            date.fromisoformat(body.deadline)


def subject_of_article(article: Article) -> str:
    """What an article record is of: the article's fingerprint, hexadecimal."""
    from recoupe.store.articles import fingerprint

    return fingerprint(article).hex()


def check_article(what: str, body: OfArticle) -> None:
    """Refuse an article whose parts do not fit: its name, its text, its offsets, its digests."""
    article, coded = body.article, body.coded
    if why := harm_of_doc(article.doc):
        raise PackError(f"{what} has a document name that may not pass: {why}")
    if len(article.text) > _LONGEST_TEXT:
        raise PackError(f"{what} has a text of {len(article.text)} characters; {_LONGEST_TEXT} is the most")
    if article.url is not None and (why := harm_of_url(article.url)):
        raise PackError(f"{what} has an address that may not pass: {why}")
    for text in (article.outlet or "", article.language or "", coded.language or "" if coded else ""):
        if why := harm(text):
            raise PackError(f"{what} has an outlet or language that may not pass: {why}")
    for day in (article.published, coded.date if coded else None):
        if day is not None:
            not_ahead(f"{date.fromisoformat(day).isoformat()}T00:00:00Z", what, datetime.now(UTC))
    length = len(article.text)
    if any(not 0 <= zone.start <= zone.end <= length for zone in article.zones):
        raise PackError(f"{what} has zones outside its text")
    if digest(article.text.encode("utf-8", "surrogatepass")) != body.text_sha256:
        raise PackError(f"{what} has a text that is not the one it was signed for")
    statements = coded.statements if coded else ()
    if len(statements) > _MOST_STATEMENTS or len(statements) != len(body.quotes_sha256):
        raise PackError(f"{what} has {len(statements)} statements and {len(body.quotes_sha256)} quotes")
    if coded and coded.doc != article.doc:
        raise PackError(f"{what} has statements of another document")
    for said, quote in zip(statements, body.quotes_sha256, strict=True):
        if said.doc != article.doc or not 0 <= said.span[0] < said.span[1] <= length:
            raise PackError(f"{what} has a statement outside its text")
        if digest(article.quote(said.span).encode("utf-8", "surrogatepass")) != quote:
            raise PackError(f"{what} has a quote whose digest is another's")


def check_judgement(what: str, judgement: Judgement) -> None:
    """Refuse a judgement with a remark or a name that may not pass."""
    if judgement.undoes is not None or judgement.number:
        raise PackError(f"{what} is numbered as in somebody else's library")
    for text in (judgement.by, judgement.why, judgement.about, *judgement.names, judgement.field or ""):
        _harmless(text, what)
    if not isinstance(judgement.instead, msgspec.UnsetType):
        for text in _texts(msgspec.to_builtins(judgement.instead)):
            _harmless(text, what)


def _texts(value: object) -> Iterator[str]:
    """Every text in plain values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def line_of(body: Any) -> str:
    """A digest of plain values, to see whether they changed."""
    return digest(canonical(body))
