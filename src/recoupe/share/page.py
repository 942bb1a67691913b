"""The brief as one HTML page that needs nothing from outside: no request, no script.

``page`` prepares what ``templates/page.html.j2`` sets; Jinja escapes every text. The page's policy
(Content-Security-Policy) allows its own style by its hash and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from recoupe.model import (
    Account,
    Article,
    Claim,
    Disagreement,
    Ledger,
    Statement,
    StatementRef,
    Value,
    unique,
)
from recoupe.share import dates, marks, timeline
from recoupe.share.brief import DISPUTED, Brief, Entry, disputes, statements_of
from recoupe.share.claims import ClaimLine, against, ledger_title, measure_name
from recoupe.share.sentence import Speaker, with_counts
from recoupe.share.values import field_name, origin_text, readable, value_text
from recoupe.share.words import Lang, check, has, listed, number, say, several

_TEMPLATES = Path(__file__).parent / "templates"
# Controls that HTML does not allow in text; a reader sees that something stood there.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
WIDE, NARROW = 1136, 358  # px of the timeline at desktop and phone width
View = dict[str, Any]


def page(brief: Brief, lang: str = "en") -> str:
    """The brief as the text of one HTML file.

    Raises ``InputError`` for a language other than ``en`` and ``fr``.
    """
    check(lang)
    return str(_template().render(_Page(brief, "fr" if lang == "fr" else "en").view()))


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def plain(value: object) -> object:
        return (
            value
            if isinstance(value, Markup) or not isinstance(value, str)
            else _CONTROL.sub("\ufffd", value)
        )

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        finalize=plain,
    )
    environment.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
    return environment.get_template("page.html.j2")


@cache
def _style() -> tuple[str, str]:
    """The style sheet and its hash as a policy names it."""
    style = (_TEMPLATES / "page.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return style, f"sha256-{digest}"


class _Page:
    def __init__(self, brief: Brief, lang: Lang) -> None:
        self.brief, self.lang = brief, lang
        self.speaker = Speaker(brief.articles, brief.coded, lang)
        self.accounts: Mapping[str, Account] = {account.id: account for account in brief.accounts}
        self.articles: Mapping[str, Article] = {article.doc: article for article in brief.articles}
        self.statements: Mapping[StatementRef, Statement] = statements_of(brief.coded)
        self.doc_ids = {article.doc: f"d{i}" for i, article in enumerate(brief.articles, 1)}
        entries = (*brief.entries, *brief.figures)
        self.numbers = {entry.account: n for n, entry in enumerate(entries, 1)}
        self.ids = {entry.account: f"a{n}" for n, entry in enumerate(entries, 1)}
        self.sentences = {entry.account: entry.sentence[lang] for entry in entries}
        # A count beside an event, or in a ledger, is found where it is shown.
        self.home: dict[str, str] = {entry.account: entry.account for entry in entries}
        for entry in entries:
            self.home |= dict.fromkeys(entry.counts, entry.account)
        self.ledger_of = {
            claim.account: f"l{i}" for i, ledger in enumerate(brief.ledgers, 1) for claim in ledger.claims
        }

    def text(self, key: str) -> str:
        return say(self.lang, f"page_text.{key}")

    def view(self) -> View:
        from markupsafe import Markup

        style, digest = _style()
        summary = self.brief.summary
        first, last = summary.first, summary.last
        period = ""
        if first and last:
            sides = [dates.day(self.lang, date.fromisoformat(day)) for day in (first, last)]
            period = sides[0] if first == last else say(self.lang, "from_to", start=sides[0], end=sides[1])
        return {
            "lang": self.lang,
            "t": self.text,
            "colon": say(self.lang, "colon"),
            "style": Markup(style),  # our own file
            "style_hash": digest,
            "head": self._head(),
            "period": period,
            "timeline": self._timeline(),
            "years": self._years(),
            "ledgers": [self._ledger(f"l{i}", ledger) for i, ledger in enumerate(self.brief.ledgers, 1)],
            "figures": [self._account(entry) for entry in self.brief.figures],
            "articles": [self._article(article) for article in self.brief.articles],
            "aside": self._aside(),
            "grades": [{"n": n, "words": say(self.lang, f"grade.{n}")} for n in range(1, 7)],
        }

    # -- head and timeline ------------------------------------------------------------------------

    def _head(self) -> str:
        summary, lang = self.brief.summary, self.lang
        parts = [several(lang, "article", summary.articles), several(lang, "outlet", summary.outlets)]
        parts += [several(lang, "copy", summary.copies)] if summary.copies else []
        parts += [several(lang, "undated", summary.undated)] if summary.undated else []
        if summary.not_coded:
            waiting = [
                f"{number(lang, len(docs))} {self._language(code)}"
                for code, docs in summary.not_coded.items()
            ]
            parts.append(say(lang, "not_coded", list=", ".join(waiting)))
        disputed = sum(entry.disputed for entry in self.brief.entries)
        parts += [several(lang, "account", len(self.brief.entries)), several(lang, "disagreement", disputed)]
        return " · ".join(parts)

    def _language(self, code: str | None) -> str:
        code = code or "unknown"
        return say(self.lang, f"languages.{code}") if has(self.lang, f"languages.{code}") else code

    def _timeline(self) -> View:
        from markupsafe import Markup

        found = []
        for entry in self.brief.entries:
            day = entry.start or entry.end
            if day is None:
                continue
            account = self.accounts[entry.account]
            found.append(
                timeline.Mark(
                    href=f"#{self.ids[entry.account]}",
                    label=f"{self._date(entry)} {entry.year}: {self._support(entry)}, {entry.sentence[self.lang]}",
                    day=date.fromisoformat(day),
                    origins=max(1, len(account.origins)),
                    disputed=entry.disputed,
                    articles=len(entry.docs),
                )
            )
        drawn = timeline.chosen(found)
        if not drawn:
            return {"wide": "", "narrow": "", "alt": ""}
        years = sorted({mark.day.year for mark in drawn})
        period = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
        disputed = sum(mark.disputed for mark in drawn)
        alt = say(self.lang, "page_text.timeline_alt", n=len(drawn), period=period, d=disputed)
        # Built by timeline.py, which escapes the labels.
        wide, narrow = (
            Markup(timeline.timeline(found, width, name))
            for width, name in ((WIDE, "wide"), (NARROW, "narrow"))
        )
        return {"wide": wide, "narrow": narrow, "alt": alt}

    # -- accounts ---------------------------------------------------------------------------------

    def _years(self) -> list[View]:
        groups: dict[int | None, list[Entry]] = defaultdict(list)
        for entry in self.brief.entries:
            groups[entry.year].append(entry)
        found = []
        for year, entries in groups.items():
            title = str(year) if year is not None else say(self.lang, "no_date")
            found.append(
                {
                    "id": f"y{year}" if year is not None else "undated",
                    "title": title,
                    "short": title,
                    "note": "" if year is not None else say(self.lang, "no_date_note"),
                    "n": len(entries),
                    "counted": several(self.lang, "account", len(entries)),
                    "accounts": [self._account(entry) for entry in entries],
                }
            )
        return found

    def _account(self, entry: Entry) -> View:
        from markupsafe import Markup

        account = self.accounts[entry.account]
        counts = [self.accounts[one] for one in entry.counts]
        many = len(entry.docs) > 1
        hard, seen = [], set()
        for one in (account, *counts):
            for disagreement in disputes(one):
                view = self._disagreement(one, disagreement, entry, quotes=False)
                if (key := str(view)) not in seen:
                    seen.add(key)
                    hard.append(view)
        versus = [
            self._disagreement(one, d, entry, quotes=True)
            for one in (account, *counts)
            for d in sorted(one.disagreements, key=lambda d: d.kind not in DISPUTED)
        ]
        quotes = [q for ref in _by_span(account, self.statements) if (q := self._quote(ref))]
        origins = [
            f"{origin_text(self.lang, o.origin)}{say(self.lang, 'colon')}{listed(self.lang, self._outlets(o.docs), 12)}"
            for o in account.origins
        ]
        counted = several(self.lang, "article", len(entry.docs))
        rooted = several(self.lang, "origin", len(account.origins))
        return {
            "id": self.ids[entry.account],
            "number": self.numbers[entry.account],
            "many": many,
            "open": False,
            "date": self._date(entry),
            "sentence": with_counts(self.speaker, entry, self.accounts, self.statements),
            "places": listed(self.lang, list(entry.places)),
            "disputes": hard,
            "origin_line": self._origin_line(account) if many else "",
            "support": self._support(entry),
            "grade": account.grade,
            "grade_words": say(self.lang, f"grade.{account.grade}"),
            "why": readable("en", account.why),
            "summary": self.text("open_many" if many else "open_one" if len(quotes) == 1 else "open_ones"),
            "rows": [row for one in (account, *counts) for row in self._rows(one, entry)] if many else [],
            "graph_caption": say(self.lang, "page_text.origin_graph", articles=counted, origins=rooted),
            "graph": Markup(self._graph(account, entry)) if many else "",
            "origins": origins,
            "versus": versus,
            "quotes": quotes,
        }

    def _date(self, entry: Entry) -> str:
        if entry.year is None:
            return dates.day(self.lang, date.fromisoformat(entry.reported)) if entry.reported else ""
        start = date.fromisoformat(entry.start) if entry.start else None
        end = date.fromisoformat(entry.end) if entry.end else None
        return dates.interval(self.lang, start, end, year=False)

    def _support(self, entry: Entry) -> str:
        if len(entry.docs) == 1:
            return self._outlet(entry.docs[0])
        origins = several(self.lang, "origin", len(self.accounts[entry.account].origins))
        return f"{several(self.lang, 'article', len(entry.docs))}, {origins}"

    def _outlet(self, doc: str) -> str:
        article = self.articles.get(doc)
        return (article.outlet if article else None) or doc

    def _outlets(self, docs: Sequence[str]) -> list[str]:
        return list(unique(self._outlet(doc) for doc in docs))

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

    def _graph(self, account: Account, entry: Entry) -> str:
        # Articles in the order of their origins, so that few lines cross.
        docs = list(unique([doc for origin in account.origins for doc in origin.docs] + list(entry.docs)))
        place = {doc: i for i, doc in enumerate(docs)}
        named = [
            (
                origin_text(self.lang, origin.origin),
                [place[doc] for doc in unique(origin.docs) if doc in place],
            )
            for origin in account.origins
        ]
        return timeline.origin_graph([self._outlet(doc) for doc in docs], named)

    def _rows(self, account: Account, entry: Entry) -> list[View]:
        rows = []
        for field, values in account.fields.items():
            # What kind of act and how certain is in the sentence, unless sources differ on it.
            if field in {"what", "status"} and len(values) < 2:
                continue
            if account.kind == "figure" and field != "value":
                continue
            name = field_name(self.lang, field)
            if account.kind == "figure":
                name = measure_name(self.speaker, account.type)
            for i, value in enumerate(values):
                rows.append(
                    {
                        "field": name if i == 0 else "",
                        "value": self._value(field, value, None),
                        "who": self._who(value),
                    }
                )
        return rows

    def _value(self, field: str, value: Value, year: int | None) -> str:
        return value_text(self.speaker.names, field, value.value, year)

    def _who(self, value: Value) -> str:
        """Who says it: outlets by name, and from how many origins where they are several."""
        outlets = self._outlets(value.docs)
        named = listed(self.lang, outlets, 3)
        if len(value.docs) == 1:
            return named
        articles = several(self.lang, "article", len(value.docs))
        origins = f", {several(self.lang, 'origin', len(value.origins))}" if value.origins else ""
        return f"{articles}{origins}{say(self.lang, 'colon')}{named}"

    def _disagreement(self, account: Account, disagreement: Disagreement, entry: Entry, quotes: bool) -> View:
        name = field_name(self.lang, disagreement.field)
        if account.kind == "figure":
            measure = measure_name(self.speaker, account.type)
            name = measure if disagreement.field == "value" else f"{name} ({measure})"
        values = [
            {
                "value": self._value(disagreement.field, value, entry.year),
                "who": self._who(value) if quotes else self._backing(value),
                "quote": next((q for ref in value.statements if (q := self._quote(ref))), None)
                if quotes
                else None,
            }
            for value in disagreement.values
        ]
        kind = disagreement.kind
        return {
            "field": name,
            "relation": say(self.lang, f"relation.{kind}"),
            "hard": kind in DISPUTED,
            "values": values,
        }

    def _backing(self, value: Value) -> str:
        if len(value.docs) == 1:
            return self._outlet(value.docs[0])
        articles = several(self.lang, "article", len(value.docs))
        return (
            f"{articles}, {several(self.lang, 'origin', len(value.origins))}" if value.origins else articles
        )

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
            "speaker": statement.attribution.speaker if statement.attribution else "",
            "said_by": said_by,
            "status": "" if statement.status == "asserted" else say(self.lang, f"status.{statement.status}"),
            "anchor": self._anchor(ref),
        }

    def _anchor(self, ref: StatementRef) -> str:
        return f"{self.doc_ids[ref[0]]}-{ref[1]}"

    # -- figures ----------------------------------------------------------------------------------

    def _ledger(self, identity: str, ledger: Ledger) -> View:
        from markupsafe import Markup

        lines = [
            ClaimLine(self.speaker, ledger, claim, self.statements, self.articles) for claim in ledger.claims
        ]
        broken = {id(claim) for violation in ledger.violations for claim in against(ledger, violation)}
        bars = [
            timeline.Bar(
                start=dates.span(line.claim.when)[0],
                end=dates.span(line.claim.when)[1],
                label=f"{line.value} ({line.scope})" if line.scope else line.value,
                broken=id(line.claim) in broken,
            )
            for line in lines
        ]
        documented = ""
        if ledger.documented:
            here, claimed, _ = ledger.documented
            told = say(
                self.lang, "documented_of", here=number(self.lang, here), claimed=number(self.lang, claimed)
            )
            documented = f"{say(self.lang, 'documented')}{say(self.lang, 'colon')}{told}"
        title = ledger_title(self.speaker, ledger)
        return {
            "id": identity,
            "title": title[:1].upper() + title[1:],
            "chart": Markup(timeline.periods(bars)),
            "claims": [
                {
                    "period": line.when,
                    "value": line.value,
                    "scope": line.scope,
                    "broken": id(line.claim) in broken,
                    "who": self._claimed_by(line.claim),
                    "anchor": next(
                        (self._anchor(ref) for ref in line.claim.statements if ref[0] in self.doc_ids), ""
                    ),
                }
                for line in lines
            ],
            "documented": documented,
            "rules": [
                {
                    "rule": say(self.lang, f"rule.{violation.rule}"),
                    "why": readable(self.lang, violation.why),
                    "sides": [
                        {
                            "value": line.value,
                            "who": f"{line.when} · {self._claimed_by(line.claim)}",
                            "quote": next(
                                (q for ref in line.claim.statements if (q := self._quote(ref))), None
                            ),
                        }
                        for line in lines
                        if line.claim in against(ledger, violation)
                    ],
                }
                for violation in ledger.violations
            ],
        }

    def _claimed_by(self, claim: Claim) -> str:
        return self._backing(Value("", claim.docs, claim.origins))

    # -- articles ---------------------------------------------------------------------------------

    def _article(self, article: Article) -> View:
        owners: dict[StatementRef, str] = {}
        for account in self.brief.accounts:
            for ref in account.statements:
                if ref[0] == article.doc:
                    owners[ref] = account.id
        spans = [(ref, s.span) for ref, s in self.statements.items() if ref[0] == article.doc]
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
            "url": article.url if _is_web(article.url) else None,
            "state": state,
            "blocks": [self._block(block, owners) for block in found],
        }

    def _block(self, block: marks.Block, owners: Mapping[StatementRef, str]) -> View:
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
                    "refs": self._refs([owners[ref] for ref in piece.ends if ref in owners]),
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

    # -- set aside --------------------------------------------------------------------------------

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
                counted = [
                    f"{kinds.count(kind)} {say(self.lang, f'zones.{kind}' if kinds.count(kind) > 1 else f'zone.{kind}')}"
                    for kind in unique(kinds)
                ]
                rows.append(
                    {"doc": article.doc, "text": ", ".join(counted), "anchor": self.doc_ids[article.doc]}
                )
        group(self.text("aside_block"), self.text("zones_of").capitalize(), rows)
        return groups


def _is_web(url: str | None) -> bool:
    """Whether an address may be linked: http or https, nothing that runs (javascript:, data:)."""
    if not url:
        return False
    try:
        return urlsplit(url).scheme.lower() in {"http", "https"}
    except ValueError:
        return False


def _by_span(account: Account, statements: Mapping[StatementRef, Statement]) -> list[StatementRef]:
    """The account's statements, one for each passage of text."""
    found: dict[tuple[str, int, int], StatementRef] = {}
    for ref in account.statements:
        if statement := statements.get(ref):
            found.setdefault((ref[0], *statement.span), ref)
    return list(found.values())
