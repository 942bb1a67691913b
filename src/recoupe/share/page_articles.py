"""The page's articles, with evidence marked, and the list of what was set aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from recoupe.model import Article, unique
from recoupe.share import dates, marks
from recoupe.share.desk import Desk, View
from recoupe.share.words import say


class ArticleViews(Desk):
    """Articles as blocks of marked text, and what was set aside."""

    def _article(self, article: Article) -> View:
        spans = [(ref, self.statements[ref].span) for ref in self.said.get(article.doc, ())]
        found = marks.blocks(article, spans)
        waiting = any(article.doc in docs for docs in self.brief.summary.not_coded.values())
        state = self.text("not_coded") if waiting else self.text("silent") if not spans else ""
        return {
            "id": self.doc_ids[article.doc],
            "doc": article.doc,
            "lang": article.language or "und",
            "title": " ".join(article.title.split()) or article.doc,
            "outlet": article.outlet or self.text("no_outlet"),
            "date": dates.day(self.lang, date.fromisoformat(article.published))
            if article.published
            else self.text("undated"),
            "language": self._language(article.language),
            "url": article.url if is_web(article.url) else None,
            "state": state,
            "blocks": [self._block(block) for block in found],
        }

    def _block(self, block: marks.Block) -> View:
        reason = ""
        if block.aside:
            reason = f"[{say(self.lang, f'zone.{block.zone}')}{f': {block.why}' if block.why else ''}]"
        return {
            "zone": block.zone or "plain",
            "aside": block.aside,
            "reason": reason,
            "pieces": [
                {
                    "text": piece.text,
                    "depth": len({self.statements[ref].span for ref in piece.under}),
                    "ids": [self._anchor(ref) for ref in piece.begins],
                    "refs": self._refs([self.owner[ref] for ref in piece.ends if ref in self.owner]),
                }
                for piece in block.pieces
            ],
        }

    def _refs(self, accounts: Sequence[str]) -> list[View]:
        """Links from evidence to where its accounts are shown, each once."""
        found: dict[str, View] = {}
        for account in accounts:
            home = self.home.get(account)
            if home is not None:
                identity = self.ids[home]
                found[identity] = {
                    "id": identity,
                    "number": self.numbers[home],
                    "sentence": self.sentences[home],
                }
            elif account in self.ledger_of:
                identity = self.ledger_of[account]
                found[identity] = {"id": identity, "number": "#", "sentence": self.text("figures")}
        return list(found.values())

    def _aside(self) -> list[View]:
        summary = self.brief.summary
        waiting = {doc for docs in summary.not_coded.values() for doc in docs}
        groups: list[View] = []

        def group(title: str, second: str, rows: list[View]) -> None:
            if rows:
                groups.append({"title": title, "second": second, "rows": rows})

        group(
            self.text("dropped"),
            self.text("aside_reason"),
            [
                {"doc": d.doc, "text": d.reason, "anchor": ""}
                for d in self.brief.dropped
                if d.doc not in waiting
            ],
        )
        reasons = {d.doc: d.reason for d in self.brief.dropped}
        group(
            self.text("not_coded"),
            self.text("aside_reason"),
            [
                {
                    "doc": doc,
                    "text": reasons.get(doc) or self._language(language),
                    "anchor": self.doc_ids[doc],
                }
                for language, docs in summary.not_coded.items()
                for doc in docs
            ],
        )
        group(
            self.text("silent"),
            self.text("to_article").capitalize(),
            [
                {
                    "doc": doc,
                    "text": " ".join(self.articles[doc].title.split()) or doc,
                    "anchor": self.doc_ids[doc],
                }
                for doc in summary.silent
            ],
        )
        rows = []
        for article in self.brief.articles:
            kinds = [zone.zone for zone in article.zones if zone.zone in summary.blocks]
            if kinds:
                counted = [self._counted(kind, kinds.count(kind)) for kind in unique(kinds)]
                rows.append(
                    {"doc": article.doc, "text": ", ".join(counted), "anchor": self.doc_ids[article.doc]}
                )
        group(self.text("aside_block"), self.text("zones_of").capitalize(), rows)
        return groups

    def _counted(self, zone: str, n: int) -> str:
        return f"{n} {say(self.lang, f'zones.{zone}' if n > 1 else f'zone.{zone}')}"


def is_web(url: str | None) -> bool:
    """Whether an address may be linked: http or https, nothing that runs (javascript:, data:)."""
    if not url:
        return False
    try:
        return urlsplit(url).scheme.lower() in {"http", "https"}
    except ValueError:
        return False
