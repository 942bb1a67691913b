"""What a record of ours holds: an article with its digests, an account in words, a judgement."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, select

from recoupe.model import Account, Article, Coded, Judgement
from recoupe.share.exchange.canonical import digest
from recoupe.share.exchange.harmless import harm
from recoupe.share.exchange.marks import marking_of
from recoupe.share.exchange.wire import (
    Body,
    Kind,
    OfAccount,
    OfArticle,
    OfJudgement,
    check_article,
    check_judgement,
    record_id,
)
from recoupe.share.handling import Marking
from recoupe.store.articles import article_with
from recoupe.store.exchange import Exchanged
from recoupe.store.tables import ACCOUNT, ARTICLE, JUDGEMENT

# Made once: SQLAlchemy takes longer to put a question together than SQLite to answer it.
_ACCOUNT = select(ACCOUNT.c.record).where(ACCOUNT.c.id == bindparam("wanted"))
_NUMBERS = select(ARTICLE.c.id).where(ARTICLE.c.doc.in_(bindparam("docs", expanding=True)))
# Corrections told field by field, at most.
_CHANGES = 12


class Thing(Struct, frozen=True):
    """Something of ours that could become a record. ``number`` is that of the article or judgement."""

    kind: Kind
    subject: str
    marking: Marking
    basis: str
    number: int | None = None


class Bodies:
    """Makes what records of the node's own things hold."""

    def __init__(self, connection: Connection, node: str) -> None:
        self.connection, self.node = connection, node
        self.loaded = lru_cache(maxsize=256)(lambda number: article_with(connection, number))

    def of(self, thing: Thing) -> Body:
        """What a thing's record holds; raises :class:`~recoupe.errors.PackError` where it may not travel."""
        if thing.kind == "article":
            assert thing.number is not None
            made = of_article(*self.loaded(thing.number))
            check_article("it", made)
            return made
        if thing.kind == "judgement":
            return self._judgement(thing.number or 0)
        return self._account(thing.subject)

    def _judgement(self, number: int) -> OfJudgement:
        query = select(JUDGEMENT.c.record).where(JUDGEMENT.c.number == number)
        raw = self.connection.execute(query).scalar_one()
        judgement = msgspec.json.decode(raw, type=Judgement)
        undoes = None
        if judgement.undoes is not None:
            other = select(JUDGEMENT.c.record).where(JUDGEMENT.c.number == judgement.undoes)
            undone = digest(self.connection.execute(other).scalar_one().encode())
            undoes = record_id("judgement", self.node, undone)
        bare = replace(judgement, undoes=None, number=0)
        check_judgement("it", bare)
        return OfJudgement(judgement=bare, undoes=undoes)

    def _account(self, id: str) -> OfAccount:
        from recoupe.join.identity import anchors
        from recoupe.share.sentence import Speaker

        raw = self.connection.execute(_ACCOUNT, {"wanted": id}).scalar_one()
        account = msgspec.json.decode(raw, type=Account)
        docs = {doc for doc, _ in account.statements}
        rows = self.connection.execute(_NUMBERS, {"docs": sorted(docs)})
        found = {
            article.doc: (article, coded) for (number,) in rows for article, coded in [self.loaded(number)]
        }
        own = {doc: anchors(coded, article) for doc, (article, coded) in found.items() if coded}
        coded = [coded for _, coded in found.values() if coded]
        return OfAccount(
            account=account.id,
            kind=account.kind,
            type=account.type,
            mode=account.mode,
            sentence=Speaker([a for a, _ in found.values()], coded, "en").account(account),
            grade=account.grade,
            rule_grade=account.rule_grade,
            why=account.why,
            articles=len(docs),
            origins=len(account.origins),
            anchors=tuple(own[doc][n] for doc, n in account.statements),
        )


def of_article(article: Article, coded: Coded | None) -> OfArticle:
    """An article and what it says, with the digests that its quotes are checked by."""

    def hashed(text: str) -> str:
        return digest(text.encode("utf-8", "surrogatepass"))

    said = coded.statements if coded else ()
    return OfArticle(
        article=article,
        coded=coded,
        text_sha256=hashed(article.text),
        quotes_sha256=tuple(hashed(article.quote(one.span)) for one in said),
    )


def changed_fields(old: Exchanged, marking: Marking, body: Body) -> tuple[str, ...]:
    """What a correction changed, field by field."""
    before: dict[str, Any] = msgspec.json.decode(old.line)
    after, was = msgspec.to_builtins(body), before.get("body") or {}
    told = ["marking"] if marking_of(old) != marking else []
    for name in sorted(after):
        if was.get(name) != after[name]:
            text = f"{name}: {was.get(name)} → {after[name]}"
            short = isinstance(after[name], str | int | None) and len(text) <= 300 and not harm(text)
            told.append(text if short else name)
    return tuple(told[:_CHANGES])
