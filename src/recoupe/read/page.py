"""HTML → the article's text and what the page says of itself.

The body is found by the structure of the page (see ``page_body``); where little is found so, the page's own
JSON-LD and trafilatura are asked. What leaks is for zoning to take out. Title,
outlet, address and date are read from the page's own statements: JSON-LD, Open Graph, ``<meta>``,
``<time>``. Dates are never inferred, since a wrong date is worse than none.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

from recoupe.read.dates import full_dates, plausible
from recoupe.read.decode import NotText, decode
from recoupe.read.lines import fold
from recoupe.read.meta import iso
from recoupe.read.page_body import TRUSTED, body_text

# No article has a page of this size.
LARGEST = 40_000_000
# Characters. trafilatura takes minutes over pages beyond it.
_LARGEST_TWICE = 2_000_000
_CHARSET = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.created", "dcterms.date", "pubdate", "publishdate", "publish-date",
    "publication_date", "sailthru.date", "parsely-pub-date", "article.published", "dateissued", "created",
    "cxenseparse:recs:publishtime", "timestamp",
)  # fmt: skip
_ARTICLES = (
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "analysisnewsarticle",
    "opinionnewsarticle",
    "blogposting",
    "report",
    "webpage",
)
_SITE_MARKS = (" | ", " - ", " – ", " — ", " • ", " :: ", " » ")


@dataclass(frozen=True)
class Page:
    """The article in a page: its text (title first) and what the page says of itself."""

    text: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    note: str = ""


def _source(raw: bytes) -> tuple[str, str]:
    """Decode a page: as any text; the charset it declares decides only what the bytes leave open."""
    match = _CHARSET.search(raw[:4096])
    declared = match[1].decode("ascii") if match else ""
    try:
        decoded = decode(raw)
    except NotText as error:
        try:
            return raw.decode(declared or "ascii"), f"decoded from {declared}"
        except (LookupError, UnicodeDecodeError):
            raise error from None
    if "cp125" in decoded.note and declared.lower() not in ("", "utf-8", "utf8"):
        try:
            return raw.decode(declared), f"decoded from {declared}"
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded.text, decoded.note


def _clean(value: object) -> str:
    return " ".join(str(value or "").translate(_INVISIBLE).split())


def _metas(tree: Any) -> dict[str, str]:
    out: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
        if name and node.get("content"):
            out.setdefault(name, _clean(node.get("content")))
    return out


def _linked(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, broken blocks passed over."""
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


def _kind(data: dict[str, Any]) -> int:
    """How much an object of JSON-LD speaks for the article: 0 best, 9 not at all."""
    kinds = data.get("@type")
    names = [str(k).lower() for k in (kinds if isinstance(kinds, list) else [kinds])]
    return min((_ARTICLES.index(name) for name in names if name in _ARTICLES), default=99)


def _day(value: object, language: str | None = None) -> str | None:
    """The day a page states, if it can be one; 1 January at midnight is what systems fill in."""
    text = _clean(value)
    day = iso(text)
    if day is None:
        found = full_dates(text[:80], language)
        day = found[0].value.isoformat() if len(found) == 1 and found[0].value else None
    if day is None or not plausible(date.fromisoformat(day)):
        return None
    filled_in = day.endswith("-01-01") and (len(text) <= 10 or "T00:00" in text or " 00:00" in text)
    return None if filled_in else day


def _date(tree: Any, metas: dict[str, str], linked: list[dict[str, Any]]) -> str | None:
    for data in linked:
        if _kind(data) < 99 and (day := _day(data.get("datePublished"))):
            return day
    for name in _PUBLISHED:
        if day := _day(metas.get(name)):
            return day
    marked = tree.xpath('//time[@pubdate or @itemprop="datePublished"] | //*[@itemprop="datePublished"]')
    near = tree.xpath("//article//time[@datetime] | //header//time[@datetime]")
    for nodes in (marked, near):
        days = {
            day
            for node in nodes[:20]
            if (day := _day(node.get("datetime") or node.get("content") or node.text))
        }
        if len(days) == 1:
            return days.pop()
    return None


def _title(tree: Any, metas: dict[str, str], linked: list[dict[str, Any]], site: str | None) -> str | None:
    stated = next(
        (_clean(d["headline"]) for d in linked if _kind(d) < 99 and isinstance(d.get("headline"), str)), ""
    )
    stated = (
        stated
        or metas.get("og:title")
        or metas.get("twitter:title")
        or _clean("".join(tree.xpath("//head/title[1]//text()")))
    )
    heads = [_clean(" ".join(node.itertext())) for node in tree.xpath("//h1")[:8]]
    for head in heads:
        # The heading as printed, where it is the stated title with or without the site's name.
        if head and stated and (fold(head) in fold(stated) or fold(stated) in fold(head)):
            return head
    if not stated:
        return next((head for head in heads if len(head.split()) >= 3), None)
    for mark in _SITE_MARKS:
        front, found, back = stated.rpartition(mark)
        name, known = fold(back).replace(" ", ""), fold(site or "").replace(" ", "")
        if found and known and (name in known or known in name):
            return front.strip()
    return stated


def _site(metas: dict[str, str], linked: list[dict[str, Any]]) -> str | None:
    if metas.get("og:site_name"):
        return metas["og:site_name"]
    for data in linked:
        publisher = data.get("publisher")
        if _kind(data) < 99 and isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            return _clean(publisher["name"]) or None
    return metas.get("application-name") or None


def _address(tree: Any, metas: dict[str, str]) -> str | None:
    links = tree.xpath('//link[@rel="canonical"]/@href')
    for url in (*links[:1], metas.get("og:url", "")):
        if str(url).startswith(("http://", "https://")):
            return str(url).strip()
    return None


def _tree(source: str) -> Any | None:
    """The parsed page, or None where there is no element in it."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(source.replace("\x00", " ").encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None


def _stated_body(linked: list[dict[str, Any]]) -> str:
    """The text that JSON-LD gives as the article's, its tags taken out."""
    for data in linked:
        text = data.get("articleBody")
        if _kind(data) < 99 and isinstance(text, str) and len(text) >= TRUSTED:
            return "\n".join(filter(None, map(_clean, re.split(r"\n|<[^<>]{1,500}>", unescape(text)))))
    return ""


def _by_trafilatura(source: str) -> str:
    import trafilatura

    # It logs what it cannot parse; here that becomes the page's own one line.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return (
        trafilatura.extract(source, include_comments=False, favor_precision=True, with_metadata=False) or ""
    )


def _body(tree: Any, source: str, linked: list[dict[str, Any]]) -> str:
    body = tree.find("body")
    text, running = body_text(tree if body is None else body)
    if running >= TRUSTED:
        return text
    stated = _stated_body(linked)
    if stated or len(source) > _LARGEST_TWICE:
        return stated or text
    # A short text is a short article, or one that was not found: the longer of two answers.
    return max(_by_trafilatura(source), text, key=len)


def page(raw: bytes) -> Page | None:
    """Read an HTML page; None where no article text is found in it.

    Raises ``NotText`` where the bytes are no readable text. Takes pages up to ``LARGEST`` bytes.
    """
    source, note = _source(raw)
    tree = _tree(source)
    if tree is None:
        return None
    metas, linked = _metas(tree), sorted(_linked(tree), key=_kind)
    site = _site(metas, linked)
    title = _title(tree, metas, linked, site)
    day, url = _date(tree, metas, linked), _address(tree, metas)
    body = _body(tree, source, linked).translate(_INVISIBLE).strip()
    if not body:
        return None
    opening, _, rest = body.partition("\n")
    if title and fold(opening).strip(" .") == fold(title).strip(" ."):
        body = rest.strip()
    text = f"{title}\n\n{body}" if title else body
    return Page(text + "\n", title, site, url, day, note)
