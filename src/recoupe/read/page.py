"""HTML → the article's text and what the page says of itself.

The body is found by the structure of the page (see ``page_body``); where little is found so, the page's own
JSON-LD and trafilatura are asked. What leaks is for zoning to take out. Title, outlet, author, address and
dates are the page's own statements (see ``page_stated``).
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from typing import Any

from recoupe.model import Stated
from recoupe.read.decode import NotText, decode
from recoupe.read.lines import fold
from recoupe.read.page_body import TRUSTED, Body, body_text
from recoupe.read.page_linked import INVISIBLE, clean, kind, linked_of, metas_of
from recoupe.read.page_stated import stated

# No article has a page of this size.
LARGEST = 40_000_000
# Characters. trafilatura takes minutes over pages beyond it.
_LARGEST_TWICE = 2_000_000
# Tags that nest, of blocks and within lines.
_NESTING = re.compile(
    r"</?(?:div|section|article|main|center|table|tbody|thead|tr|td|th|ul|ol|li|dl|dd|dt|blockquote|form"
    r"|fieldset|details|header|p)(?![\w-])[^<>]{0,2000}>",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"</?(?:span|b|i|u|s|em|strong|font|big|small|sup|sub|ins|del|code|tt|label|q|cite|bdo|bdi|mark|abbr)"
    r"(?![\w-])[^<>]{0,2000}>",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_-]{3,20})", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """The article in a page: its text (title first) and what the page says of itself.

    ``meta``: every statement that was believed, with its source and how sure it is.
    """

    text: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    note: str = ""
    meta: tuple[Stated, ...] = ()


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


def _tree(source: str) -> tuple[Any | None, str]:
    """The parsed page (None where there is no element in it), and what was done to get it."""
    tree, deep = _parsed(source)
    if not deep:
        return tree, ""
    # The parser gives up below some depth, and with it what stands there: the same text, less nested.
    flat, _ = _parsed(_INLINE.sub("", _NESTING.sub("<p>", source)))
    return (tree if flat is None else flat), "tags nested too deeply were left out"


def _parsed(source: str) -> tuple[Any | None, bool]:
    """The tree, and whether the parser gave up on its depth."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(source.replace("\x00", " ").encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        tree = None
    return tree, any("depth" in error.message for error in parser.error_log)


def _stated_body(linked: list[dict[str, Any]]) -> str:
    """The text that JSON-LD gives as the article's, its tags taken out."""
    for data in linked:
        text = data.get("articleBody")
        if kind(data) < 99 and isinstance(text, str) and len(text) >= TRUSTED:
            return "\n".join(filter(None, map(clean, re.split(r"\n|<[^<>]{1,500}>", unescape(text)))))
    return ""


def _by_trafilatura(source: str) -> str:
    import trafilatura

    # It logs what it cannot parse; here that becomes the page's own one line.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return (
        trafilatura.extract(source, include_comments=False, favor_precision=True, with_metadata=False) or ""
    )


def _body(tree: Any, source: str, linked: list[dict[str, Any]]) -> Body:
    body = tree.find("body")
    found = body_text(tree if body is None else body)
    if found.running >= TRUSTED:
        return found
    text = _stated_body(linked)
    if not text and len(source) <= _LARGEST_TWICE:
        # A short text is a short article, or one that was not found: the longer of two answers.
        text = max(_by_trafilatura(source), found.text, key=len)
    return replace(found, text=text or found.text)


def page(raw: bytes, fetched: date | None = None) -> Page | None:
    """Read an HTML page; None where no article text is found in it.

    ``fetched``: the day it was fetched, where known; no date after it is believed. Raises ``NotText``
    where the bytes are no readable text. Takes pages up to ``LARGEST`` bytes.
    """
    source, note = _source(raw)
    tree, flattened = _tree(source)
    if tree is None:
        return None
    note = ", ".join(filter(None, (note, flattened)))
    metas, linked = metas_of(tree), linked_of(tree)
    found = _body(tree, source, linked)
    body = found.text.translate(INVISIBLE).strip()
    if not body:
        return None
    told = stated(tree, metas, linked, found, fetched)
    title = told.title
    opening, _, rest = body.partition("\n")
    if title and fold(opening).strip(" .") == fold(title).strip(" ."):
        body = rest.strip()
    text = f"{title}\n\n{body}" if title else body
    return Page(text + "\n", title, told.outlet, told.url, told.published, note, told.all)
