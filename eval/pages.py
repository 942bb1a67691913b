"""Scores the reading of web pages beside trafilatura alone: text kept, dates, pages per CPU second.

Run: ``python eval/pages.py [--half 0|1] [-v]``. ``--half`` takes every second page (by the hash of its name),
so that rules may be developed on one half and checked on the other. ``-v`` lists the worst pages of half 0.

* scrapinghub: whole body as gold; F1 of tokens (multisets, as words in lower case), the mean over the pages.
  recoupe's text is what it codes (title, lead, body), without the title, which the gold leaves out.
* trafilatura_fr: snippets that must stand in the text and snippets that must not; precision and recall over
  all of them.
* dates: pages of trafilatura_fr whose date of publication is known: right, left open, wrong; and over pages
  of both sets, how many dates were given.

The pages are public test sets in ``/work/shared/data/pages``; absent, they are skipped.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

PAGES = Path("/work/shared/data/pages")
_WORD = re.compile(r"\w+")


class Case(NamedTuple):
    """A page with its gold: a whole text, or snippets."""

    name: str
    raw: bytes
    url: str | None
    body: str | None
    withs: tuple[str, ...] = ()
    withouts: tuple[str, ...] = ()
    date: str | None = None


class Score(NamedTuple):
    precision: float
    recall: float
    f1: float


def half_of(name: str) -> int:
    return zlib.crc32(name.encode()) % 2


def whole() -> Iterator[Case]:
    """The pages with a full body; nothing where they are not on this machine."""
    path = PAGES / "scrapinghub"
    if not path.exists():
        return
    for name, entry in json.loads((path / "ground-truth.json").read_text(encoding="utf-8")).items():
        raw = gzip.decompress((path / "html" / f"{name}.html.gz").read_bytes())
        yield Case(name, raw, entry.get("url"), entry["articleBody"])


def snippets() -> Iterator[Case]:
    """The pages with snippets; nothing where they are not on this machine."""
    path = PAGES / "trafilatura_fr"
    if not path.exists():
        return
    for entry in json.loads((path / "gold.json").read_text(encoding="utf-8")):
        raw = (path / entry["path"]).read_bytes()
        yield Case(
            entry["path"],
            raw,
            entry["url"],
            None,
            tuple(entry["withs"]),
            tuple(entry["withouts"]),
            entry["date"],
        )


def tokens(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def overlap(gold: str, got: str) -> Score:
    """Precision, recall and F1 of words."""
    one, two = tokens(gold), tokens(got)
    same = (one & two).total()
    precision = same / two.total() if two else float(not one)
    recall = same / one.total() if one else 1.0
    return Score(precision, recall, 2 * same / ((one.total() + two.total()) or 1))


def flat(text: str) -> str:
    return " ".join(text.split())


def kept(cases: list[Case], read: Callable[[Case], str]) -> Score:
    """Snippets: recall over those that must stand, precision against those that must not."""
    true = false = missed = 0
    for case in cases:
        text = flat(read(case))
        for snippet in case.withs:
            if flat(snippet) in text:
                true += 1
            else:
                missed += 1
        false += sum(flat(snippet) in text for snippet in case.withouts)
    precision, recall = true / ((true + false) or 1), true / ((true + missed) or 1)
    return Score(precision, recall, 2 * true / ((2 * true + false + missed) or 1))


def alone(case: Case, precise: bool = False) -> str:
    import trafilatura

    return (
        trafilatura.extract(
            case.raw, include_comments=False, favor_precision=precise, with_metadata=False, url=case.url
        )
        or ""
    )


def ours(case: Case) -> str:
    """The text that recoupe codes of a page, without its title."""
    from recoupe.model import CODED_ZONES
    from recoupe.read.page import page
    from recoupe.read.zoning import zones

    got = page(case.raw)
    if got is None:
        return ""
    cut = zones(got.text, got.outlet, got.title, extracted=True)
    coded = CODED_ZONES - {"title"}
    return "\n".join(got.text[z.start : z.end] for z in cut if z.zone in coded)


def extracted(case: Case) -> str:
    """The whole text of a page before zoning, without its title: what trafilatura's text stands beside."""
    from recoupe.read.page import page

    got = page(case.raw)
    if got is None:
        return ""
    return got.text[len(got.title) :] if got.title and got.text.startswith(got.title) else got.text


READERS: dict[str, Callable[[Case], str]] = {
    "trafilatura": alone,
    "trafilatura, precision": lambda case: alone(case, precise=True),
    "recoupe, page": extracted,
    "recoupe, coded zones": ours,
}


def body_scores(cases: list[Case], read: Callable[[Case], str]) -> list[Score]:
    return [overlap(case.body or "", read(case)) for case in cases]


def mean(scores: list[Score]) -> Score:
    count = len(scores) or 1
    return Score(*(sum(values) / count for values in zip(*scores, strict=True))) if scores else Score(0, 0, 0)


def dates(cases: list[Case]) -> tuple[int, int, list[str]]:
    """Right, left open, and the wrong ones, over pages whose date is known."""
    from recoupe.read.page import page

    right, left, wrong = 0, 0, []
    for case in cases:
        if not case.date:
            continue
        got = page(case.raw)
        day = got.published if got else None
        right, left = right + (day == case.date), left + (day is None)
        if day not in (case.date, None):
            wrong.append(f"{case.name}: {day}, known {case.date}")
    return right, left, wrong


class Reader(NamedTuple):
    """A way of reading pages, measured: whole bodies, snippets, pages per CPU second."""

    name: str
    whole: Score
    scores: list[Score]
    snippets: Score
    speed: float

    def line(self) -> str:
        total, cut = self.whole, self.snippets
        return (
            f"{self.name:24} whole P {total.precision:.3f} R {total.recall:.3f} F1 {total.f1:.4f}   "
            f"snippets P {cut.precision:.3f} R {cut.recall:.3f} F1 {cut.f1:.3f}   {self.speed:.0f} pages/s"
        )


def measured(name: str, full: list[Case], parts: list[Case]) -> Reader:
    """One of ``READERS`` over all pages; a first page, which loads what is needed, is not timed."""
    read = READERS[name]
    read(parts[0])
    begun = time.process_time()
    scores, cut = body_scores(full, read), kept(parts, read)
    speed = (len(full) + len(parts)) / (time.process_time() - begun)
    return Reader(name, mean(scores), scores, cut, speed)


def dated(parts: list[Case], verbose: bool = False) -> str:
    right, left, wrong = dates(parts)
    return f"dates: {right} right, {left} left open, {len(wrong)} wrong {wrong if verbose else ''}".rstrip()


def table() -> str:
    """Each reader in a line, then the dates; or why there is nothing to measure."""
    full, parts = list(whole()), list(snippets())
    if not full or not parts:
        return f"skipped: {PAGES} is not on this machine (public test pages, not part of the project)"
    return "\n".join([*(measured(name, full, parts).line() for name in READERS), dated(parts)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--only", help="readers whose name holds this")
    parser.add_argument("-v", action="store_true")
    args = parser.parse_args()
    full = [c for c in whole() if args.half is None or half_of(c.name) == args.half]
    parts = list(snippets())
    if not full or not parts:
        print(f"{PAGES} is not on this machine: skipped")
        return
    for name in READERS:
        if args.only and args.only not in name:
            continue
        got = measured(name, full, parts)
        print(got.line())
        if args.v:
            worst = sorted(zip(got.scores, full, strict=True), key=lambda pair: pair[0].f1)
            for score, case in [w for w in worst if half_of(w[1].name) == 0][:25]:
                marks = f"{score.f1:.3f} P {score.precision:.3f} R {score.recall:.3f}"
                print(f"  {marks} {case.name[:6]} {case.url}")
    print(dated(parts, args.v))


if __name__ == "__main__":
    main()
