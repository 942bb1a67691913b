"""What is exported: an account with its evidence and the articles it rests on, verifiable by hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from recoupe.model import Account, Article, Coded, IsoDate, Statement, StatementRef
from recoupe.share.export.filters import Filter
from recoupe.share.export.losses import Losses
from recoupe.share.handling import Marking, judgement, strictest

if TYPE_CHECKING:
    from recoupe.share.export.audience import Door
    from recoupe.share.sentence import Speaker
    from recoupe.share.words import Lang
    from recoupe.store import Library

VERSION = "recoupe-export/1"


class Source(Struct, frozen=True):
    """An article that a record rests on. ``sha256`` is that of its text as stored, in UTF-8."""

    doc: str
    sha256: str
    outlet: str | None = None
    url: str | None = None
    published: IsoDate | None = None
    language: str | None = None
    title: str = ""


class Evidence(Struct, frozen=True, kw_only=True):
    """A statement and the words that make it. ``start`` and ``end`` are code points of the article's text.

    ``quote_sha256`` is that of the quote as it stands here, in UTF-8. Where ``masked``, names in the
    quote were replaced: the offsets and ``article_sha256`` are still those of the article as printed.
    """

    doc: str
    position: int
    start: int
    end: int
    quote: str
    quote_sha256: str
    article_sha256: str
    masked: bool = False
    statement: Statement


class Record(Struct, frozen=True, kw_only=True, dict=True):
    """One account as exported."""

    version: str = VERSION
    marking: Marking
    account: Account
    evidence: tuple[Evidence, ...]
    articles: tuple[Source, ...]
    # What somebody wrote of it in a brief; left out where nobody did.
    note: str | msgspec.UnsetType = msgspec.UNSET

    @property
    def noted(self) -> str:
        """The note, or nothing."""
        return "" if isinstance(self.note, msgspec.UnsetType) else self.note

    @property
    def tlp(self) -> str:
        """The level of its marking, as the Traffic Light Protocol 2.0 writes it."""
        return f"TLP:{self.marking.level}"

    def source(self, doc: str) -> Source:
        """The article of that name."""
        return next(one for one in self.articles if one.doc == doc)

    @cached_property
    def said(self) -> dict[StatementRef, Statement]:
        """The statements by their addresses."""
        return {(one.doc, one.position): one.statement for one in self.evidence}

    def best(self, lang: Lang = "en") -> Statement:
        """The statement that speaks best for the account; one in this language before another."""
        if lang not in self._bests:
            from recoupe.share.sentence import representative

            languages = {one.doc: one.language or "fr" for one in self.articles}
            found = representative(self.account, self.said, languages, lang)
            self._bests[lang] = found or self.evidence[0].statement
        return self._bests[lang]

    @cached_property
    def _bests(self) -> dict[str, Statement]:
        return {}

    def speaker(self, lang: Lang) -> Speaker:
        """What says the statements in words. Quotes stand for the articles in which names are looked for."""
        from recoupe.share.sentence import Speaker

        quotes: dict[str, str] = {}
        for proof in self.evidence:
            quotes[proof.doc] = f"{quotes.get(proof.doc, '')}{proof.quote}\n"
        articles = [
            Article(one.doc, quotes.get(one.doc, ""), (), one.outlet, None, one.published, one.language)
            for one in self.articles
        ]
        coded = [Coded(doc, None, None, (said,)) for (doc, _), said in self.said.items()]
        return Speaker(articles, coded, lang)

    def sentence(self, lang: Lang = "en") -> str:
        """The account in one sentence."""
        return self.speaker(lang).statement(self.best(lang))


def sha256(text: str) -> str:
    """SHA-256 of a text in UTF-8, hexadecimal; a lone surrogate, which UTF-8 has no bytes for, as it is."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def record(
    account: Account,
    statements: Mapping[StatementRef, Statement],
    articles: Mapping[str, Article],
    hashes: dict[str, str],
    marking: Marking,
) -> Record:
    """Put a record together; ``hashes`` keeps the hash of each article's text by its name."""
    for doc, article in articles.items():
        if doc not in hashes:
            hashes[doc] = sha256(article.text)
    evidence = []
    for ref in account.statements:
        said, article = statements[ref], articles[ref[0]]
        quote = article.quote(said.span)
        evidence.append(
            Evidence(
                doc=ref[0],
                position=ref[1],
                start=said.span[0],
                end=said.span[1],
                quote=quote,
                quote_sha256=sha256(quote),
                article_sha256=hashes[ref[0]],
                statement=said,
            )
        )
    sources = tuple(
        Source(a.doc, hashes[doc], a.outlet, a.url, a.published, a.language, a.title)
        for doc, a in articles.items()
    )
    return Record(marking=marking, account=account, evidence=tuple(evidence), articles=sources)


def records(
    library: Library,
    chosen: Filter,
    door: Door,
    losses: Losses,
    *,
    masked: bool = True,
    notes: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Record]:
    """The records of a library that a filter lets through and that may pass the door, by time.

    ``notes`` of accounts by their ids: marked as judgements are, they make what they stand in as strict.
    ``masked`` puts pseudonyms for private persons. What was left out and masked is counted in ``losses``.
    """
    from recoupe.share.export.audience import dossiers
    from recoupe.share.export.masking import Mask
    from recoupe.share.export.people import Surnames

    hashes: dict[str, str] = {}
    losses.masking = masked
    mask = Mask(Surnames(library.statements())) if masked else None
    found, judgements, hidden = dossiers(library, chosen, door)
    losses.hold_back("judgements", judgements)
    losses.hold_back("articles", hidden)
    for account, statements, articles in found:
        if not chosen.dossier(account, statements, articles):
            continue
        marking = door.handling.account(account)
        if not door.sees(marking):
            losses.hold_back("accounts", 1)
            continue
        note = notes.get(account.id, "")
        if note:
            marking = strictest([marking, judgement(door.handling.node)])
        made = record(account, statements, articles, hashes, door.addressed(marking))
        if note:
            made = replace(made, note=note)
        if mask is not None:
            made = mask.record(made, articles)
            losses.masked = len(mask.masked)
        losses.records += 1
        yield made


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one line of ``--format jsonl``."""
    made = msgspec.json.schema(Record)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": VERSION, **made}
