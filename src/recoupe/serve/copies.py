"""Two articles of one text, side by side: what one of them took out, put in or altered, to the word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.join.text import fold
from recoupe.model import Article, Change, Span, Zone
from recoupe.serve import words
from recoupe.serve.desk import Room, bench, lang_of, not_found, page
from recoupe.share.words import Lang
from recoupe.store import shown

RTL = frozenset({"ar", "fa", "he", "ur"})
_WORD = re.compile(r"\w+")


class Piece(NamedTuple):
    """Some characters of a text: ``kind`` is removed, added, or nothing where both texts have them."""

    text: str
    kind: str = ""


def apart(said: str, instead: str) -> tuple[list[Piece], list[Piece]]:
    """A sentence and what it became, each cut at the words that the other has not.

    As in :func:`recoupe.join.changes.changes`, accents, capitals and punctuation are no difference.
    """
    ours, theirs = list(_WORD.finditer(said)), list(_WORD.finditer(instead))
    matcher = SequenceMatcher(None, [fold(m[0]) for m in ours], [fold(m[0]) for m in theirs], autojunk=False)
    gone: list[Span] = []
    new: list[Span] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what != "equal" and b > a:
            gone.append((ours[a].start(), ours[b - 1].end()))
        if what != "equal" and d > c:
            new.append((theirs[c].start(), theirs[d - 1].end()))
    return _cut(said, gone, "removed"), _cut(instead, new, "added")


def _cut(text: str, spans: Sequence[Span], kind: str) -> list[Piece]:
    found, at = [], 0
    for start, end in spans:
        found += [Piece(text[at:start]), Piece(text[start:end], kind)]
        at = end
    return [piece for piece in [*found, Piece(text[at:])] if piece.text]


def _differences(request: Request) -> Response:
    from recoupe.join.changes import compared

    here, lang = bench(request), lang_of(request)
    numbers = [request.path_params["number"], request.path_params["other"]]
    names = shown.article_names(here.library, numbers)
    if len(names) < 2:
        return not_found(request, " ".join(map(str, numbers)))
    articles, _ = shown.part(here.library, list(names.values()))
    texts = {one.doc: one for one in articles}
    group = compared(list(texts), texts)
    copy = group.copies[0]
    left, right = texts[group.fullest], texts[copy.doc]
    number_of = {doc: number for number, doc in names.items()}
    told = [(change, *_told(change)) for change in copy.changes]
    ours = [(c.fullest, c.kind, pieces) for c, pieces, _ in told if c.fullest]
    theirs = [(c.other, c.kind, pieces) for c, _, pieces in told if c.other]
    return page(
        request,
        "differences.html.j2",
        left=_side(left, number_of[left.doc], lang, ours),
        right=_side(right, number_of[right.doc], lang, theirs),
        share=round(copy.share * 100),
        changes=[{"kind": c.kind, "differs": c.differs, "said": a, "instead": b} for c, a, b in told],
    )


def _told(change: Change) -> tuple[list[Piece], list[Piece]]:
    """What one text has and what the other has in its place."""
    if change.kind == "altered":
        return apart(change.said, change.instead)
    said = [Piece(change.said, "removed")] if change.said else []
    return said, [Piece(change.instead, "added")] if change.instead else []


def _side(
    article: Article, number: int, lang: Lang, spans: Sequence[tuple[Span, str, list[Piece]]]
) -> dict[str, Any]:
    """The body of an article in runs of pieces, each run with what became of it as a whole."""
    bodies: list[Zone] = [zone for zone in article.zones if zone.zone == "body"]
    runs: list[tuple[str, list[Piece]]] = []
    for zone in bodies or [Zone(0, len(article.text), "body")]:
        at = zone.start
        for (start, end), kind, pieces in sorted(spans, key=lambda one: one[0]):
            if start < at or end > zone.end:
                continue
            runs += [("", [Piece(article.text[at:start])]), (kind, pieces)]
            at = end
        runs.append(("", [Piece(article.text[at : zone.end] + "\n")]))
    return {
        "number": number,
        "outlet": article.outlet or article.doc,
        "day": words.day(lang, article.published),
        "lang": article.language or "und",
        "rtl": article.language in RTL,
        "runs": [{"kind": kind, "pieces": pieces} for kind, pieces in runs],
    }


ROOM = Room(
    "copies", [Route("/article/{number:int}/differences/{other:int}", _differences, name="differences")]
)
