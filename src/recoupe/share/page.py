"""The brief as one HTML page that needs nothing from outside: no request, no script.

``page`` prepares what ``templates/page.html.j2`` sets; Jinja escapes every text. The page's policy
(Content-Security-Policy) allows its own style by its hash and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from recoupe.share import dates, timeline
from recoupe.share.brief import Brief, Entry
from recoupe.share.desk import View
from recoupe.share.insight import KINDS, Wording, heading
from recoupe.share.page_accounts import AccountViews
from recoupe.share.page_articles import ArticleViews
from recoupe.share.words import check, number, say, several

_TEMPLATES = Path(__file__).parent / "templates"
# Controls that HTML does not allow in text; a reader sees that something stood there.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
WIDE, NARROW = 1136, 358  # px of the timeline at desktop and phone width


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


class _Page(AccountViews, ArticleViews):
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
            "insights": self._insights(),
            "insights_title": say(self.lang, "insight.heading"),
            "articles": [self._article(article) for article in self.brief.articles],
            "aside": self._aside(),
            "reliability": bool(self.brief.reliability),
            "grades": [{"n": n, "words": say(self.lang, f"grade.{n}")} for n in range(1, 7)],
        }

    def _insights(self) -> list[View]:
        words = Wording(self.brief.accounts, self.speaker)
        found = []
        for kind in KINDS:
            told = [
                {
                    "head": item.head,
                    "anchor": self.ids.get(self.home.get(item.account or "", "")),
                    "rest": item.rest,
                }
                for item in words.items(self.brief.insights, kind)
            ]
            if told:
                found.append({"title": heading(self.lang, kind), "n": len(told), "told": told})
        if first := list(words.first(self.brief.outlets)):
            told = [{"head": item.head, "anchor": None, "rest": item.rest} for item in first]
            found.append({"title": say(self.lang, "insight.first"), "n": len(told), "told": told})
        return found

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
                    label=f"{self._date(entry)} ({self._support(entry)}) {entry.sentence[self.lang]}",
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
        wide, narrow = (Markup(timeline.timeline(found, width)) for width in (WIDE, NARROW))
        return {"wide": wide, "narrow": narrow, "alt": alt}

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
