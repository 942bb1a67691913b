"""Passages: what a person judged, described by its words, and found again in a corpus read or coded anew.

A passage is an article's identity (url, digest of its text, name) and, for a statement, the words that
say it with those around them: the TextQuoteSelector of the W3C's Web Annotation Data Model (2017).
Rows, account ids and places in a list all change when a corpus is coded anew; words do not.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from recoupe.join.candidates import family
from recoupe.model import (
    Article,
    Coded,
    Entity,
    Event,
    Figure,
    Passage,
    Span,
    Statement,
    StatementRef,
    Tie,
    label,
    overlap,
)

# Code points kept on either side of the words: enough to tell apart what a page says twice.
CONTEXT = 48


class Lost(Exception):
    """A passage that is no longer there; the text says what is missing."""


def digest(text: str) -> str:
    """What tells one text from another: SHA-256, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def article_passage(article: Article) -> Passage:
    """An article as a whole."""
    return Passage(doc=article.doc, outlet=article.outlet, url=article.url, content=digest(article.text))


def passage(article: Article, statements: Sequence[Statement], position: int) -> Passage:
    """The words of one statement of an article, which has these statements."""
    said = statements[position]
    start, end = said.span
    nth = sum(_alike(said, other) for other in statements[:position])
    return Passage(
        doc=article.doc,
        outlet=article.outlet,
        url=article.url,
        content=digest(article.text),
        start=start,
        end=end,
        exact=article.quote(said.span),
        prefix=article.text[max(0, start - CONTEXT) : start],
        suffix=article.text[end : end + CONTEXT],
        kind=said.kind,  # type: ignore[arg-type]
        type=label(said),
        trigger=said.trigger,
        says=in_brief(said),
        nth=nth,
    )


def _alike(a: Statement, b: Statement) -> bool:
    return (a.kind, label(a), a.span, a.trigger) == (b.kind, label(b), b.span, b.trigger)


def in_brief(said: Statement) -> str:
    """A statement in one line: what, who, to whom, how many, when, where."""

    def names(entities: Iterable[Entity]) -> str:
        return ", ".join(e.id or e.text for e in entities)

    if isinstance(said, Event):
        parts = [f"{said.type}: {said.mode}" if said.mode else said.type, names(said.actors)]
        parts += [f"→ {names(said.recipients)}"] if said.recipients else []
    elif isinstance(said, Tie):
        parts = [said.type, f"{names(said.subject)} → {names(said.object)}"]
    else:
        value = f"{'' if said.bound == 'exact' else said.bound + ' '}{said.value:.12g} {said.unit or ''}"
        parts = [said.measure, value.strip(), names(said.actors)]
        parts += [f"of {names(said.of)}"] if said.of else []
    if said.when and (said.when.start or said.when.end):
        start, end = said.when.start or "…", said.when.end or "…"
        parts.append(start if start == end else f"{start} to {end}")
    if isinstance(said, Event | Figure):
        parts.append(", ".join(place.text for place in said.where))
    parts += [said.status] if said.status != "asserted" else []
    return " · ".join(filter(None, parts))


class Finder:
    """Finds passages in a corpus: articles by url, text and name, statements by their words."""

    def __init__(self, articles: Iterable[Article], coded: Iterable[Coded]) -> None:
        self.articles = {article.doc: article for article in articles}
        self.coded = {one.doc: one.statements for one in coded}
        self._by: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._digests: dict[str, str] = {}
        for article in self.articles.values():
            self._digests[article.doc] = digest(article.text)
            self._by["content", self._digests[article.doc]].append(article.doc)
            if article.url:
                self._by["url", article.url].append(article.doc)

    def document(self, wanted: Passage) -> str:
        """The name of the article now; raises :class:`Lost`."""
        return next(self._documents(wanted)).doc

    def statement(self, wanted: Passage) -> StatementRef:
        """The statement that says it now; raises :class:`Lost` with what is missing."""
        missing = f"{wanted.doc} no longer has the words « {_short(wanted.exact)} »"
        for article in self._documents(wanted):
            span = locate(article.text, wanted)
            if span is None:
                continue
            position = _best(wanted, span, self.coded.get(article.doc, ()))
            if position is not None:
                return article.doc, position
            missing = f"{article.doc} is no longer coded as {wanted.type} at « {_short(wanted.exact)} »"
        raise Lost(missing)

    def _documents(self, wanted: Passage) -> Iterator[Article]:
        """The articles it may be, the likeliest first: the same page and text, page, text, or name."""
        named = {wanted.doc} if wanted.doc in self.articles else set()
        found = named.union(self._by["content", wanted.content], self._by["url", wanted.url or ""])

        def likeness(doc: str) -> tuple[int, str]:
            article = self.articles[doc]
            same_page = 4 * (bool(wanted.url) and article.url == wanted.url)
            same_text = 2 * (self._digests[doc] == wanted.content)
            # A copy by another outlet has the text; by the name alone it could be any article.
            same_name = 2 * (doc == wanted.doc) + (article.outlet == wanted.outlet)
            return -(same_page + same_text + same_name), doc

        if not found:
            raise Lost(f"{wanted.doc} is not here any more")
        yield from (self.articles[doc] for doc in sorted(found, key=likeness))


def locate(text: str, wanted: Passage) -> Span | None:
    """Where the words stand in a text now: the place whose surroundings are most alike, then the nearest.

    White space, apostrophes, quotation marks and dashes may have changed (a text read anew is often
    broken into other lines, or its types were made typographic).
    """
    words = wanted.exact.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(_in_any_type, words)))
    before, after = wanted.prefix.split(), wanted.suffix.split()

    def fit(found: re.Match[str]) -> tuple[int, int]:
        left = text[max(0, found.start() - 2 * CONTEXT) : found.start()].split()
        right = text[found.end() : found.end() + 2 * CONTEXT].split()
        return _shared(left[::-1], before[::-1]) + _shared(right, after), -abs(found.start() - wanted.start)

    best = max(pattern.finditer(text), key=fit, default=None)
    return best.span() if best else None


_TYPES = ("'’‘ʼ", '"“”„«»', "-‐‑–—")


def _in_any_type(word: str) -> str:
    """A pattern for a word, however its apostrophes, quotation marks and dashes are set."""
    found = ""
    for char in word:
        types = next((types for types in _TYPES if char in types), None)
        found += f"[{re.escape(types)}]" if types else re.escape(char)
    return found


def _shared(a: Sequence[str], b: Sequence[str]) -> int:
    """How many words two lists have in common from the start."""
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count


def _best(wanted: Passage, span: Span, statements: Sequence[Statement]) -> int | None:
    """Of the statements that overlap a span, the one of the kind and type wanted that is most like it."""

    def likeness(position: int) -> tuple[bool, bool, bool, float]:
        said = statements[position]
        shared = min(span[1], said.span[1]) - max(span[0], said.span[0])
        whole = max(span[1], said.span[1]) - min(span[0], said.span[0])
        return (
            label(said) == wanted.type,
            said.trigger == wanted.trigger,
            in_brief(said) == wanted.says,
            (shared / whole),
        )

    here = [i for i, s in enumerate(statements) if s.kind == wanted.kind and _near(wanted, span, s)]
    if not here:
        return None
    most = max(map(likeness, here))
    alike = [i for i in here if likeness(i) == most]
    return alike[wanted.nth] if wanted.nth < len(alike) else alike[0]


def _near(wanted: Passage, span: Span, said: Statement) -> bool:
    return overlap(span, said.span) and (label(said) == wanted.type or _family(wanted) == family(said))


def _family(wanted: Passage) -> str:
    """The family of what was judged, as far as its line tells; a mode may have been coded anew."""
    from recoupe.join.candidates import FAMILY

    if wanted.kind == "figure":
        return "figure:" + ("other" if wanted.type in ("other", "states") else wanted.type)
    if wanted.kind == "tie":
        return "tie:" + wanted.type
    mode = wanted.says.split(" · ")[0].partition(": ")[2] or None
    return "event:" + (FAMILY.get((wanted.type, mode)) or FAMILY.get((wanted.type, None)) or wanted.type)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"
