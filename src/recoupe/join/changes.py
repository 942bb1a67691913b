"""What the copies of a text changed: sentences taken out, put in or altered, numbers and dates in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Literal, TypeAlias

from recoupe.code.fr.numbers import find_numbers
from recoupe.code.sentences import split
from recoupe.join.copies import SHINGLE, Sketch, body, share, sketch
from recoupe.join.text import fold
from recoupe.model import Article, Change, Copied, CopyGroup, Differs, Span
from recoupe.resolve.time import find_times

What: TypeAlias = Literal["number", "date"]
# Likeness (rapidfuzz ratio, 0–100) from which two sentences are one that was altered: « quatre membres,
# selon le parquet » and « cinq membres » still are, two sentences of one subject hardly ever.
ALTERED = 60


def compared(docs: Sequence[str], articles: Mapping[str, Article]) -> CopyGroup:
    """A group of copies: which text is the fullest, and what each of the others changed in it.

    The fullest has the longest body in words; of equally long ones the earliest published, then the
    first by name. Titles and leads are not compared: they are each outlet's own.
    """
    sketches = {doc: sketch(articles[doc]) for doc in docs}

    def fullness(doc: str) -> tuple[int, str, str]:
        return -len(sketches[doc].runs), articles[doc].published or "9999", doc

    first, *others = sorted(docs, key=fullness)
    return CopyGroup(
        fullest=first,
        words=len(sketches[first].runs) + SHINGLE - 1,
        copies=tuple(
            Copied(
                doc=doc,
                share=_share(sketches[first], sketches[doc]),
                changes=tuple(changes(articles[first], articles[doc])),
            )
            for doc in sorted(others, key=lambda d: (articles[d].published or "9999", d))
        ),
    )


def _share(fullest: Sketch, other: Sketch) -> float:
    if fullest.digest == other.digest:
        return 1.0
    return round(share(fullest.shingles, fullest, other), 3)


def changes(fullest: Article, other: Article) -> Iterator[Change]:
    """How the body of ``other`` differs from the fullest text, in the order of that text.

    A sentence that only moved is no change, nor are accents, capitals and punctuation. What was put in
    comes after the sentence of the fullest text that it follows.
    """
    left, right = _sentences(fullest), _sentences(other)
    pairs = _paired([fold(fullest.quote(s)) for s in left], [fold(other.quote(s)) for s in right])
    found: list[tuple[int, int, Change]] = []
    after = -1
    back = {j: i for i, j in pairs.items()}
    for i, span in enumerate(left):
        if i not in pairs:
            found.append((i, -1, Change(kind="removed", fullest=span, said=fullest.quote(span))))
    for j, span in enumerate(right):
        if j not in back:
            found.append((after, j, Change(kind="added", other=span, instead=other.quote(span))))
            continue
        after = back[j]
        said, instead = fullest.quote(left[after]), other.quote(span)
        if fold(said) != fold(instead):
            differs = tuple(_differing(fullest, left[after], other, span))
            found.append((after, -1, Change("altered", left[after], span, said, instead, differs)))
    return iter(change for _, _, change in sorted(found, key=lambda f: f[:2]))


def _sentences(article: Article) -> list[Span]:
    """The sentences of what is compared as the body, as offsets into the text."""
    zones = [(z.start, z.end) for z in article.zones if z.zone == "body"]
    if not zones and body(article) == article.text:
        zones = [(0, len(article.text))]
    elif not zones:
        zones = [(z.start, z.end) for z in article.zones if z.zone in ("title", "lead")]
    return [
        span for start, end in zones for span in split(article.text, start, end) if fold(article.quote(span))
    ]


def _paired(left: Sequence[str], right: Sequence[str]) -> dict[int, int]:
    """Which sentence answers which: the same words first, then the most alike."""
    from rapidfuzz import fuzz, process

    pairs: dict[int, int] = {}
    waiting: dict[str, list[int]] = {}
    for j in reversed(range(len(right))):
        waiting.setdefault(right[j], []).append(j)
    for i, words in enumerate(left):
        if waiting.get(words):
            pairs[i] = waiting[words].pop()
    taken = set(pairs.values())
    rest = [i for i in range(len(left)) if i not in pairs]
    free = [j for j in range(len(right)) if j not in taken]
    if not rest or not free:
        return pairs
    likeness = process.cdist(
        [left[i] for i in rest], [right[j] for j in free], scorer=fuzz.ratio, score_cutoff=ALTERED
    )
    best = sorted(
        (-float(likeness[x][y]), abs(i - j), i, j)
        for x, i in enumerate(rest)
        for y, j in enumerate(free)
        if likeness[x][y] >= ALTERED
    )
    for _, _, i, j in best:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _differing(a: Article, left: Span, b: Article, right: Span) -> Iterator[Differs]:
    """The numbers and dates that stand in only one of two sentences, side by side in their order."""
    kinds: tuple[What, ...] = ("date", "number")
    for what in kinds:
        one, two = _values(a, left, what), _values(b, right, what)
        only = [words for value, words in one if value not in {v for v, _ in two}]
        instead = [words for value, words in two if value not in {v for v, _ in one}]
        for said, other in zip_longest(only, instead, fillvalue=""):
            yield Differs(what, said, other)


def _values(article: Article, span: Span, what: What) -> list[tuple[object, str]]:
    """Dates as intervals (the words where they cannot be resolved), or the numbers beside them."""
    text = article.quote(span)
    language = article.language if article.language in ("fr", "ar") else "fr"
    times = find_times(text, article.published, language=language)
    if what == "date":
        return [
            ((t.first, t.last) if t.first or t.last else fold(t.text), t.text)
            for t in times
            if t.kind != "age_or_duration"
        ]
    dated = [(t.start, t.end) for t in times if t.kind != "age_or_duration"]
    return [
        (n.value, text[n.start : n.end])
        for n in find_numbers(text)
        if not any(n.start < end and start < n.end for start, end in dated)
    ]
