"""What a page states of itself, and which of its statements are believed.

Every statement is collected with where it stands; per field one is chosen:

* The sources are weighed (``_WEIGHTS``): what is written for machines about *the article* (JSON-LD,
  ``article:published_time``) before what any part of the page may carry (``<time>``).
* A day that two kinds of source give is believed over a heavier one that stands alone, and more surely.
* Refused are days in the future of the fetch, before the web press, 1 January where no time of day is
  given (systems fill it in), and days more than a year before every date that the text itself gives.

What nothing states is None. htmldate is not asked: it answers from any number on the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from recoupe.model import Stated
from recoupe.read.dates import from_url, full_dates, plausible
from recoupe.read.lines import fold
from recoupe.read.meta import host, iso
from recoupe.read.page_body import Body

INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.created", "dcterms.date", "pubdate", "publishdate", "publish-date",
    "publication_date", "sailthru.date", "parsely-pub-date", "article.published", "dateissued", "created",
    "cxenseparse:recs:publishtime", "timestamp",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified",
    "dc.date.modified", "modified", "lastmod", "revised",
)  # fmt: skip
_ARTICLES = (
    "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
    "blogposting", "report", "webpage",
)  # fmt: skip
_SITE_MARKS = (" | ", " - ", " – ", " — ", " • ", " :: ", " » ")
_NO_AUTHOR = frozenset("admin administrator administrateur webmaster editor user root anonymous".split())  # noqa: SIM905
_REWRITTEN = ("mis a jour", "mise a jour", "actualis", "modifi", "updated", "تحديث", "edition du")
_BYLINED = re.compile(r"^(?:par|by|publie|published|posted|date|le|on|بقلم|نشر)\b")
# How sure a source is that stands alone.
_WEIGHTS = {
    "json-ld": 0.95, "meta": 0.9, "url": 0.9, "dateline": 0.88, "microdata": 0.85, "time": 0.75,
}  # fmt: skip


@dataclass(frozen=True)
class Statements:
    """What a page states, a value and where it stands for each field; ``all`` for a reader to see."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    all: tuple[Stated, ...] = field(default=())


def clean(value: object) -> str:
    """A value on one line, without invisible signs."""
    return " ".join(str(value or "").translate(INVISIBLE).split())


def metas_of(tree: Any) -> dict[str, str]:
    """``<meta>`` by property, name or itemprop in lower case; the first of each counts."""
    out: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
        if name and node.get("content"):
            out.setdefault(name, clean(node.get("content")))
    return out


def linked_of(tree: Any) -> list[dict[str, Any]]:
    """The objects of the page's JSON-LD, those about the article first; broken blocks are passed over."""
    return sorted(_linked(tree), key=kind)


def _linked(tree: Any) -> Iterator[dict[str, Any]]:
    for node in tree.xpath('//script[@type="application/ld+json"]'):
        try:
            waiting: list[Any] = [json.loads(node.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        seen = 0
        while waiting and seen < 500:
            seen += 1
            each = waiting.pop()
            if isinstance(each, list):
                waiting.extend(each)
            elif isinstance(each, dict):
                yield each
                waiting.extend(value for key, value in each.items() if key in ("@graph", "mainEntity"))


def kind(data: dict[str, Any]) -> int:
    """How much an object of JSON-LD speaks for the article: 0 best, 99 not at all."""
    kinds = data.get("@type")
    names = [str(k).lower() for k in (kinds if isinstance(kinds, list) else [kinds])]
    return min((_ARTICLES.index(name) for name in names if name in _ARTICLES), default=99)


def _day(value: object, latest: date, language: str | None = None) -> str | None:
    """The day a page states, if it can be one; 1 January at midnight is what systems fill in."""
    text = clean(value)
    day = iso(text)
    if day is None:
        found = full_dates(text[:80], language)
        day = found[0].value.isoformat() if len(found) == 1 and found[0].value else None
    if day is None or not plausible(date.fromisoformat(day)) or date.fromisoformat(day) > latest:
        return None
    filled_in = day.endswith("-01-01") and (len(text) <= 10 or "T00:00" in text or " 00:00" in text)
    return None if filled_in else day


def _node_days(nodes: Sequence[Any], latest: date) -> set[str]:
    """The days of elements; a parser's function is no node that can be asked for one."""
    values = (node.get("datetime") or node.get("content") or node.text for node in nodes[:20])
    return {day for value in values if (day := _day(value, latest))}


def _days(
    tree: Any, metas: dict[str, str], linked: list[dict[str, Any]], url: str | None, body: Body,
    title: str | None, latest: date,
) -> list[tuple[str, str]]:  # fmt: skip
    """Days of publication that the page gives: (source, day)."""
    out: list[tuple[str, str]] = []
    for data in linked:
        if kind(data) < 99 and (day := _day(data.get("datePublished"), latest)):
            out.append(("json-ld datePublished", day))
            break
    for name in _PUBLISHED:
        if day := _day(metas.get(name), latest):
            out.append((f"meta {name}", day))
            break
    marked = tree.xpath('//time[@pubdate or @itemprop="datePublished"] | //*[@itemprop="datePublished"]')
    near = tree.xpath("//article//time[@datetime] | //header//time[@datetime]")
    for source, nodes in (("microdata datePublished", marked), ("time element", near)):
        days = _node_days(nodes, latest)
        if len(days) == 1:
            out.append((source, days.pop()))
    if url and (day := from_url(url)) and day <= latest.isoformat():
        out.append(("url", day))
    if day := dateline(body, title, tree.get("lang"), latest):
        out.append(("dateline on the page", day))
    return out


def dateline(body: Body, title: str | None, language: str | None, latest: date) -> str | None:
    """The day printed between title and text (or with the author's name under it), where only one is."""
    spoken = (language or "").split("-")[0].lower() or None
    start = _heading(body, title)
    above = _printed(body, range(start, body.first), spoken, latest, cued=False)
    if above:
        return above.pop() if len(above) == 1 else None
    below = _printed(
        body, range(body.last + 1, min(body.last + 12, len(body.blocks))), spoken, latest, cued=True
    )
    return below.pop() if len(below) == 1 else None


def _heading(body: Body, title: str | None) -> int:
    """Where the title stands above the text: dates before it are the page's, not the article's."""
    known = fold(title or "")
    above = range(max(body.first - 40, 0), body.first)
    named = [i for i in above if known and fold(body.blocks[i].text)[:200] in (known, known[:200])]
    heads = [i for i in above if body.blocks[i].tag == "h1"]
    return (named or heads or [max(body.first - 3, 0)])[-1]


def _printed(body: Body, where: range, spoken: str | None, latest: date, *, cued: bool) -> set[str]:
    days: set[str] = set()
    for i in where:
        block = body.blocks[i]
        text = block.text
        if len(text) > 160 or block.linked > 0.5 * len(text) or body.is_aside(block):
            continue
        folded = fold(text)
        if any(mark in folded for mark in _REWRITTEN) or (cued and not _BYLINED.match(folded)):
            continue
        found = full_dates(text, spoken)
        if len(found) == 1 and (value := found[0].value) and (day := _day(value.isoformat(), latest)):
            days.add(day)
    return days


def _arbitrated(given: list[tuple[str, str]]) -> tuple[str, str, float] | None:
    """(day, source, confidence) of the day that is believed."""
    best: tuple[str, str, float] | None = None
    for source, day in given:
        kinds = {s.split()[0] for s, d in given if d == day}
        weight = max(_WEIGHTS[k] for k in kinds)
        # Two kinds of source that agree: each further one halves the doubt.
        sure = 1 - (1 - weight) / 2 ** (len(kinds) - 1)
        if any(d != day for _, d in given):
            sure -= 0.1
        if best is None or sure > best[2]:
            best = (day, source, round(sure, 3))
    return best


def _outdated(day: str, text: str, language: str | None) -> bool:
    """Whether the text tells, with full dates, only of days more than a year after its « publication »."""
    values = {found.value for found in full_dates(text[:20_000], language) if found.value}
    limit = date.fromisoformat(day) + timedelta(days=366)
    return len(values) >= 2 and all(value > limit for value in values)


def title_of(
    tree: Any, metas: dict[str, str], linked: list[dict[str, Any]], site: str | None
) -> tuple[str, str] | None:
    """The title as printed, and its source."""
    headline = next(
        (d["headline"] for d in linked if kind(d) < 99 and isinstance(d.get("headline"), str)), ""
    )
    choices = (
        ("json-ld headline", clean(headline)),
        ("meta og:title", metas.get("og:title", "")),
        ("meta twitter:title", metas.get("twitter:title", "")),
        ("title element", clean("".join(tree.xpath("//head/title[1]//text()")))),
    )
    source, stated = next(((s, v) for s, v in choices if v), ("", ""))
    heads = [clean(" ".join(node.itertext())) for node in tree.xpath("//h1")[:8]]
    for head in heads:
        # The heading as printed, where it is the stated title with or without the site's name.
        if head and stated and (fold(head) in fold(stated) or fold(stated) in fold(head)):
            return head, f"heading, as {source}"
    if not stated:
        return next(((head, "heading") for head in heads if len(head.split()) >= 3), None)
    for mark in _SITE_MARKS:
        front, found, back = stated.rpartition(mark)
        name, known = fold(back).replace(" ", ""), fold(site or "").replace(" ", "")
        if found and known and (name in known or known in name):
            return front.strip(), source
    return stated, source


def _site(metas: dict[str, str], linked: list[dict[str, Any]]) -> tuple[str, str] | None:
    if metas.get("og:site_name"):
        return metas["og:site_name"], "meta og:site_name"
    for data in linked:
        publisher = data.get("publisher")
        if kind(data) < 99 and isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            if name := clean(publisher["name"]):
                return name, "json-ld publisher"
    return (metas["application-name"], "meta application-name") if metas.get("application-name") else None


def _address(tree: Any, metas: dict[str, str]) -> tuple[str, str] | None:
    links = tree.xpath('//link[@rel="canonical"]/@href')
    for source, url in (
        *(("link canonical", u) for u in links[:1]),
        ("meta og:url", metas.get("og:url", "")),
    ):
        if str(url).startswith(("http://", "https://")):
            return str(url).strip(), source
    return None


def _author(tree: Any, metas: dict[str, str], linked: list[dict[str, Any]]) -> tuple[str, str] | None:
    names: list[str] = []
    for data in linked:
        told = data.get("author") if kind(data) < 99 else None
        for each in told if isinstance(told, list) else [told]:
            name = each.get("name") if isinstance(each, dict) else each
            if isinstance(name, str):
                names.append(clean(name))
        if names:
            break
    marked = tree.xpath('//*[@rel="author"] | //*[@itemprop="author"]')[:1]
    choices = (
        ("json-ld author", ", ".join(dict.fromkeys(n for n in names if _is_name(n)))),
        ("meta author", metas.get("author") or metas.get("article:author") or metas.get("dc.creator", "")),
        ("author element", clean(" ".join(" ".join(node.itertext()) for node in marked))),
    )
    return next(((value, source) for source, value in choices if _is_name(value)), None)


def _is_name(value: str) -> bool:
    return (
        2 < len(value) <= 160 and "://" not in value and "@" not in value and value.lower() not in _NO_AUTHOR
    )


def stated(
    tree: Any, metas: dict[str, str], linked: list[dict[str, Any]], body: Body, fetched: date | None = None
) -> Statements:
    """What the page states of its article. ``fetched``: the day it was fetched, where known."""
    latest = (fetched or date.today()) + timedelta(days=1)
    site = _site(metas, linked)
    title = title_of(tree, metas, linked, site[0] if site else None)
    address = _address(tree, metas)
    url = address[0] if address else None
    language = clean(tree.get("lang") or metas.get("og:locale")).replace("_", "-").split("-")[0].lower()
    day = _arbitrated(_days(tree, metas, linked, url, body, title[0] if title else None, latest))
    if day and _outdated(day[0], body.text, language):
        day = None
    updated = _updated(metas, linked, day[0] if day else None, latest)
    by_host = host(url)
    outlet = site or ((by_host, "url") if by_host else None)
    author = _author(tree, metas, linked)
    out = [
        Stated(name, found[0], found[1], sure)
        for name, found, sure in (
            ("title", title, 0.95),
            ("outlet", outlet, 0.9),
            ("url", address, 0.95),
            ("author", author, 0.85),
            ("updated", updated, 0.85),
        )
        if found
    ]
    if day:
        out.append(Stated("published", *day))
    if re.fullmatch("[a-z]{2}", language):
        # Templates are copied with their language: what the text is written in decides.
        out.append(Stated("language", language, "lang or og:locale", 0.6))
    return Statements(
        title[0] if title else None, site[0] if site else None, url, day[0] if day else None, tuple(out)
    )


def _updated(
    metas: dict[str, str], linked: list[dict[str, Any]], published: str | None, latest: date
) -> tuple[str, str] | None:
    """The day of the last change; none that lies before the publication."""
    told = [("json-ld dateModified", d.get("dateModified")) for d in linked if kind(d) < 99]
    told += [(f"meta {name}", metas.get(name)) for name in _UPDATED]
    for source, value in told:
        if (day := _day(value, latest)) and (published is None or day >= published):
            return day, source
    return None
