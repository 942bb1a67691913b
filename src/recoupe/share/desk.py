"""What every part of the page asks for: names, dates, backing and quotes of one brief in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from recoupe.model import Account, Article, Statement, StatementRef, Value, unique
from recoupe.share import dates
from recoupe.share.brief import Brief, Entry, statements_of
from recoupe.share.ids import short_ids
from recoupe.share.sentence import Speaker
from recoupe.share.values import origin_text
from recoupe.share.words import Lang, has, listed, say, several

View = dict[str, Any]


class Desk:
    """One brief in one language, with the ids by which its page links things."""

    def __init__(self, brief: Brief, lang: Lang) -> None:
        self.brief, self.lang = brief, lang
        self.speaker = Speaker(brief.articles, brief.coded, lang)
        self.accounts: Mapping[str, Account] = {account.id: account for account in brief.accounts}
        self.articles: Mapping[str, Article] = {article.doc: article for article in brief.articles}
        self.statements: Mapping[StatementRef, Statement] = statements_of(brief.coded)
        self.doc_ids = {article.doc: f"d{i}" for i, article in enumerate(brief.articles, 1)}
        entries = (*brief.entries, *brief.figures)
        self.numbers = {entry.account: n for n, entry in enumerate(entries, 1)}
        # What is typed after `recoupe why`, and the anchors of this page.
        self.codes = short_ids(self.accounts)
        self.ids = {entry.account: f"a{n}" for n, entry in enumerate(entries, 1)}
        self.sentences = {entry.account: entry.sentence[lang] for entry in entries}
        # A count beside an event, or in a ledger, is found where it is shown.
        self.home: dict[str, str] = {entry.account: entry.account for entry in entries}
        for entry in entries:
            self.home |= dict.fromkeys(entry.counts, entry.account)
        # Each article's statements, and the account that each belongs to.
        self.said: dict[str, list[StatementRef]] = {}
        for ref in self.statements:
            self.said.setdefault(ref[0], []).append(ref)
        self.owner = {ref: account.id for account in brief.accounts for ref in account.statements}
        self.ledger_of = {
            claim.account: f"l{i}" for i, ledger in enumerate(brief.ledgers, 1) for claim in ledger.claims
        }

    def _outlet(self, doc: str) -> str:
        """The outlet of an article, with its reliability where a user has set one: « la-vigie (B) »."""
        article = self.articles.get(doc)
        name = (article.outlet if article else None) or doc
        letter = self.brief.reliability.get(name)
        return f"{name} ({letter})" if letter else name

    def _outlets(self, docs: Sequence[str]) -> list[str]:
        return list(unique(self._outlet(doc) for doc in docs))

    def _support(self, entry: Entry) -> str:
        if len(entry.docs) == 1:
            return self._outlet(entry.docs[0])
        origins = several(self.lang, "origin", len(self.accounts[entry.account].origins))
        return f"{several(self.lang, 'article', len(entry.docs))}, {origins}"

    def _backing(self, value: Value) -> str:
        if len(value.docs) == 1:
            return self._outlet(value.docs[0])
        articles = several(self.lang, "article", len(value.docs))
        return (
            f"{articles}, {several(self.lang, 'origin', len(value.origins))}" if value.origins else articles
        )

    def _date(self, entry: Entry) -> str:
        if entry.year is None:
            return dates.day(self.lang, date.fromisoformat(entry.reported)) if entry.reported else ""
        start = date.fromisoformat(entry.start) if entry.start else None
        end = date.fromisoformat(entry.end) if entry.end else None
        return dates.interval(self.lang, start, end, year=False, written=entry.written)

    def _quote(self, ref: StatementRef) -> View | None:
        statement, article = self.statements.get(ref), self.articles.get(ref[0])
        if statement is None or article is None:
            return None
        text = article.quote(statement.span)
        at = text.find(statement.trigger) if statement.trigger else -1
        before, trigger, after = (
            (text[:at], statement.trigger, text[at + len(statement.trigger) :]) if at >= 0 else (text, "", "")
        )
        said_by = self.text("said_by").split("{speaker}")
        return {
            "lang": article.language or "und",
            "before": before,
            "trigger": trigger,
            "after": after,
            "outlet": self._outlet(article.doc),
            "date": dates.day(self.lang, date.fromisoformat(article.published)) if article.published else "",
            "speaker": self.speaker.names.source(statement),
            "said_by": said_by,
            "status": "" if statement.status == "asserted" else say(self.lang, f"status.{statement.status}"),
            "anchor": self._anchor(ref),
        }

    def _anchor(self, ref: StatementRef) -> str:
        return f"{self.doc_ids[ref[0]]}-{ref[1]}"

    def _language(self, code: str | None) -> str:
        code = code or "unknown"
        return say(self.lang, f"languages.{code}") if has(self.lang, f"languages.{code}") else code

    def text(self, key: str) -> str:
        return say(self.lang, f"page_text.{key}")

    def _origin_line(self, account: Account) -> str:
        relayed = [origin for origin in account.origins if len(origin.docs) > 1]
        parts = [
            say(
                self.lang,
                "relayed",
                origin=origin_text(self.lang, origin.origin),
                articles=several(self.lang, "article", len(origin.docs)),
            )
            for origin in relayed
        ]
        alone = self._outlets([origin.docs[0] for origin in account.origins if len(origin.docs) == 1])
        if parts and alone:
            parts.append(f"{listed(self.lang, alone)} {say(self.lang, 'own' if len(alone) == 1 else 'owns')}")
        return "; ".join(parts)
