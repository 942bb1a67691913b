"""Ids of accounts, made of what the articles say and of nothing else.

A statement's **anchor** is a digest of its article (url and text; its name where the text is not at
hand), its span, kind, type and trigger, and its number among statements of that article that are
alike in all this. An account's id is the anchor of its earliest statement: by the day its article was
published (undated articles last), then by the anchor itself. So an id depends neither on rows, nor on
the order in which articles came, nor on what else is in the corpus; it stays while the earliest
statement stays. Where accounts merge, the id of the earlier one goes on; where one is split, the part
with the earliest statement keeps the id, and the other goes by the anchor of its own earliest.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections import Counter
from collections.abc import Iterable

from recoupe.join.text import docname
from recoupe.model import Article, Coded, label

# 60 bits: with five million accounts the odds that any two of them share an id are one in 100,000.
_LETTERS = 12
_NEVER = 10**9  # a day number after all others


def source(doc: str, article: Article | None) -> bytes:
    """What makes an article the same one: SHA-256 of its text and of its url, or name without one."""
    if article is None:
        return hashlib.sha256(docname(doc).encode()).digest()
    # read() puts folders before a name that several files of one run bear (``sahel--une.txt``): the
    # same file read alone must still be the same article.
    place = article.url or article.doc.rsplit("--", 1)[-1]
    return hashlib.sha256(f"{place}\0{article.text}".encode()).digest()


def anchors(coded: Coded, article: Article | None) -> tuple[str, ...]:
    """The anchor of each statement of one document, in order."""
    own = source(coded.doc, article)
    seen: Counter[bytes] = Counter()
    found = []
    for said in coded.statements:
        words = f"{said.span[0]}\n{said.span[1]}\n{said.kind}\n{label(said)}\n{said.trigger}".encode()
        digest = hashlib.blake2b(own + seen[words].to_bytes(4) + words, digest_size=10).digest()
        seen[words] += 1
        found.append(b32encode(digest).decode().lower()[:_LETTERS])
    return tuple(found)


def identity(statements: Iterable[tuple[int | None, str]]) -> str:
    """The id of an account, from the day of publication and the anchor of each of its statements."""
    return "A-" + min((_NEVER if day is None else day, anchor) for day, anchor in statements)[1]
