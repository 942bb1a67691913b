"""What a page states of itself, each with where it stands: title, outlet, address, author, dates, language.

Every statement is collected with its source; per field one is chosen (dates: see ``page_dates``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from recoupe.model import Stated
from recoupe.read.lines import fold
from recoupe.read.meta import host
from recoupe.read.page_body import Body
from recoupe.read.page_dates import published_of, updated_of
from recoupe.read.page_linked import clean, kind
from recoupe.read.sheet import TITLE, WORDS, content_words

_SITE_MARKS = (" | ", " - ", " – ", " — ", " • ", " :: ", " » ")
# A title is looked for in so many blocks, and lines of a block, before the text and from its start.
_NEAR = 6
# A headline has this share of its words from its text.
_AKIN = 0.34
_NO_AUTHOR = frozenset("admin administrator administrateur webmaster editor user root anonymous".split())  # noqa: SIM905


@dataclass(frozen=True)
class Statements:
    """What a page states, a value and where it stands for each field; ``all`` for a reader to see."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    all: tuple[Stated, ...] = field(default=())


def title_of(
    tree: Any, metas: dict[str, str], linked: list[dict[str, Any]], site: str | None, body: Body
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
    lower = [clean(" ".join(node.itertext())) for node in tree.xpath("//h2")[:8]]
    for head in (*heads, *lower):
        # The heading as printed, where it is the stated title with or without the site's name.
        if head and stated and _same(fold(head), fold(stated)):
            return head, f"heading, as {source}"
    if not stated:
        return next(((head, "heading") for head in heads if len(head.split()) >= 3), None)
    for mark in _SITE_MARKS:
        front, found, back = stated.rpartition(mark)
        name, known = fold(back).replace(" ", ""), fold(site or "").replace(" ", "")
        if found and known and (name in known or known in name):
            return front.strip(), source
    if source == "title element" and (line := _above_the_text(stated, body)):
        return line, "line above the text"
    return _by_the_text(stated, body) or stated, source


def _by_the_text(stated: str, body: Body) -> str | None:
    """« Le Golfe - Un titre »: the part of a stated title that stands by the text, as a line of its own."""
    near = body.blocks[max(body.first - _NEAR, 0) : body.first + _NEAR]
    lines = {fold(line) for block in near for line in block.text.split("\n")[:_NEAR]}
    parts = (
        part for mark in (*_SITE_MARKS, ": ") for part in (*stated.partition(mark), *stated.rpartition(mark))
    )
    return next((part for part in parts if len(part.split()) >= 4 and fold(part) in lines), None)


def _above_the_text(stated: str, body: Body) -> str | None:
    """The first line of the text where it is a headline of it, and the stated title the site's own name."""
    line, _, rest = body.text.partition("\n")
    words = content_words(rest[:WORDS])
    own = content_words(line)
    headline = len(line.split()) >= 4 and len(line) <= TITLE and not line.endswith(".")
    site = len(stated.split()) <= 4 and words.isdisjoint(content_words(stated))
    return line if headline and site and len(own & words) >= _AKIN * len(own) else None


def _same(head: str, stated: str) -> bool:
    """Whether a heading is most of the title that the page states, or holds it."""
    return stated in head or (head in stated and (len(head) >= 0.5 * len(stated) or len(head.split()) >= 5))


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
    marked = tree.xpath('//*[@rel="author" or @itemprop="author"]')[:1]
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
    title = title_of(tree, metas, linked, site[0] if site else None, body)
    address = _address(tree, metas)
    url = address[0] if address else None
    language = clean(tree.get("lang") or metas.get("og:locale")).replace("_", "-").split("-")[0].lower()
    updated = updated_of(metas, linked, latest)
    day = published_of(
        tree, metas, linked, url, body, title[0] if title else None, latest, language,
        updated[0] if updated else None,
    )  # fmt: skip
    if updated and day and updated[0] < day[0]:
        updated = None
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
