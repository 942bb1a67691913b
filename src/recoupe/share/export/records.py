"""What is exported: an account with its evidence and the articles it rests on, verifiable by hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
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
    from recoupe.join.judgements import Rulings
    from recoupe.share.export.audience import Asked, Door
    from recoupe.share.sentence import Speaker
    from recoupe.share.words import Lang
    from recoupe.store import Library
    from recoupe.store.dossiers import Dossier

VERSION = "recoupe-export/1"
# Articles whose hash and title are kept.
_KEPT = 20_000


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
        return self._sources[doc]

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {one.doc: one for one in self.articles}

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
        if lang in self._speakers:
            return self._speakers[lang]
        from recoupe.share.sentence import Speaker

        quotes: dict[str, str] = {}
        for proof in self.evidence:
            quotes[proof.doc] = f"{quotes.get(proof.doc, '')}{proof.quote}\n"
        articles = [
            Article(one.doc, quotes.get(one.doc, ""), (), one.outlet, None, one.published, one.language)
            for one in self.articles
        ]
        coded = [Coded(doc, None, None, (said,)) for (doc, _), said in self.said.items()]
        found = self._speakers[lang] = Speaker(articles, coded, lang)
        return found

    @cached_property
    def _speakers(self) -> dict[str, Speaker]:
        return {}

    def sentence(self, lang: Lang = "en") -> str:
        """The account in one sentence."""
        if lang not in self._sentences:
            self._sentences[lang] = self.speaker(lang).statement(self.best(lang))
        return self._sentences[lang]

    @cached_property
    def _sentences(self) -> dict[str, str]:
        return {}


def sha256(text: str) -> str:
    """SHA-256 of a text in UTF-8, hexadecimal; a lone surrogate, which UTF-8 has no bytes for, as it is."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Sources:
    """The articles as records tell them; those asked for last are kept, since accounts share them."""

    def __init__(self) -> None:
        self._kept: dict[str, Source] = {}

    def of(self, article: Article) -> Source:
        """The article, with the hash of its text."""
        found = self._kept.get(article.doc)
        if found is None:
            found = Source(
                article.doc,
                sha256(article.text),
                article.outlet,
                article.url,
                article.published,
                article.language,
                article.title,
            )
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[article.doc] = found
        return found


def record(
    account: Account,
    statements: Mapping[StatementRef, Statement],
    articles: Mapping[str, Article],
    sources: Sources,
    marking: Marking,
) -> Record:
    """Put a record together."""
    told = {doc: sources.of(article) for doc, article in articles.items()}
    evidence = []
    for ref in account.statements:
        said, doc = statements[ref], ref[0]
        quote = articles[doc].quote(said.span)
        evidence.append(
            Evidence(
                doc=doc,
                position=ref[1],
                start=said.span[0],
                end=said.span[1],
                quote=quote,
                quote_sha256=sha256(quote),
                article_sha256=told[doc].sha256,
                statement=said,
            )
        )
    return Record(marking=marking, account=account, evidence=tuple(evidence), articles=tuple(told.values()))


# Which accounts are looked at.
Wanted = Callable[[Account], bool]


class Maker:
    """Makes records of accounts: those that a filter lets through and that may pass the door.

    ``notes`` of accounts by their ids: marked as judgements are, they make what they stand in as strict.
    ``masked`` puts pseudonyms for private persons, those of ``secret`` if given.
    """

    def __init__(
        self,
        library: Library,
        chosen: Filter,
        door: Door,
        *,
        masked: bool = True,
        secret: bytes | None = None,
        notes: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        from recoupe.share.export.masking import Mask
        from recoupe.share.export.people import Surnames

        self._chosen, self._door, self._notes = chosen, door, notes
        self._sources = Sources()
        self._mask = Mask(Surnames(library.statements()), secret) if masked else None
        self.rulings: Rulings | None = None  # by which statements are read as they are stored

    def records(self, found: Iterable[Dossier], losses: Losses) -> Iterator[Record]:
        """The records; what was left out and masked is counted in ``losses``."""
        mask = self._mask
        for account, statements, articles in found:
            if self.rulings is not None:
                read = self.rulings.statement
                statements = {ref: read(ref, said) for ref, said in statements.items()}
            made = self._record(account, statements, articles, losses)
            if made is None:
                continue
            if mask is not None:
                made = mask.record(made, articles)
                losses.names = mask.masked
            losses.records += 1
            yield made

    def _record(
        self,
        account: Account,
        statements: Mapping[StatementRef, Statement],
        articles: Mapping[str, Article],
        losses: Losses,
    ) -> Record | None:
        if not self._chosen.dossier(account, statements, articles):
            return None
        door = self._door
        marking = door.handling.account(account)
        if not door.sees(marking):
            losses.hold_back("accounts", 1)
            return None
        note = self._notes.get(account.id, "")
        if note:
            marking = strictest([marking, judgement(door.handling.node)])
        made = record(account, statements, articles, self._sources, door.addressed(marking))
        return replace(made, note=note) if note else made


def hold_back(which: Asked, losses: Losses) -> None:
    """Count what of a library a reader does not get."""
    losses.hold_back("judgements", which.judgements)
    losses.hold_back("articles", len(which.hidden))


def records(
    library: Library,
    chosen: Filter,
    door: Door,
    losses: Losses,
    *,
    masked: bool = True,
    secret: bytes | None = None,
    notes: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Record]:
    """The records of a library that a filter lets through and that may pass the door, by time.

    ``masked``, ``secret`` and ``notes`` as :class:`Maker` takes them. What was left out and masked is counted
    in ``losses``.
    """
    from recoupe.share.export.audience import asked, behind

    make, which = (
        Maker(library, chosen, door, masked=masked, secret=secret, notes=notes),
        asked(library, door),
    )
    losses.masking = masked
    hold_back(which, losses)
    yield from make.records(behind(library, chosen, which), losses)


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one line of ``--format jsonl``."""
    made = msgspec.json.schema(Record)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": VERSION, **made}
