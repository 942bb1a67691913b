"""What is exported: an account with its evidence and the articles it rests on, verifiable by hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
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
        if lang not in self._sentences:
            self._sentences[lang] = self.speaker(lang).statement(self.best(lang))
        return self._sentences[lang]

    @cached_property
    def _sentences(self) -> dict[str, str]:
        return {}

    @cached_property
    def counted(self) -> bool:
        """Whether what the format does not hold of it was counted where it was made."""
        return False

    def take(self, lang: Lang | None, best: int, sentence: str) -> Record:
        """Itself, with what another process found: the place of the best statement, and the sentence."""
        self.__dict__["counted"] = True
        if lang:
            self._bests[lang], self._sentences[lang] = self.evidence[best].statement, sentence
        return self


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


def records(
    library: Library,
    chosen: Filter,
    door: Door,
    losses: Losses,
    *,
    masked: bool = True,
    secret: bytes | None = None,
    notes: Mapping[str, str] = MappingProxyType({}),
    processes: int = 1,
    lost: Mapping[str, str] = MappingProxyType({}),
    lang: Lang | None = None,
) -> Iterator[Record]:
    """The records of a library that a filter lets through and that may pass the door, by time.

    ``notes`` of accounts by their ids: marked as judgements are, they make what they stand in as strict.
    ``masked`` puts pseudonyms for private persons, those of ``secret`` if given. What was left out and masked
    is counted in ``losses``. A large library is read by so many ``processes`` at once
    (:mod:`recoupe.share.export.spread`, where ``lost`` and ``lang`` are told).
    """
    from recoupe.share.export.audience import asked, behind
    from recoupe.share.export.masking import Mask
    from recoupe.share.export.people import Surnames

    sources = Sources()
    losses.masking = masked
    mask = Mask(Surnames(library.statements()), secret) if masked else None

    def make(found: Iterable[Dossier], losses: Losses) -> Iterator[Record]:
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
            made = record(account, statements, articles, sources, door.addressed(marking))
            if note:
                made = replace(made, note=note)
            if mask is not None:
                made = mask.record(made, articles)
                losses.names = mask.masked
            losses.records += 1
            yield made

    which = asked(library, door)
    losses.hold_back("judgements", which.judgements)
    losses.hold_back("articles", len(which.hidden))
    if which.as_stored and processes > 1:
        from recoupe.share.export.spread import LEAST, possible, spread
        from recoupe.store.dossiers import account_ids, state

        with library.reading() as connection:
            ids, seen = account_ids(connection), state(connection)
        if len(ids) >= LEAST and possible():
            yield from spread(
                library, ids, seen, chosen.account, make, losses, processes=processes, lost=lost, lang=lang
            )
            return
    yield from make(behind(library, chosen, which), losses)


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one line of ``--format jsonl``."""
    made = msgspec.json.schema(Record)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": VERSION, **made}
