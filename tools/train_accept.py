"""Fit the weights by which the coder accepts or refuses a trigger (``src/recoupe/code/fr/accept.py``).

    .venv/bin/python tools/train_accept.py            cross-validate by corpus, and print
    .venv/bin/python tools/train_accept.py --write    fit on all corpora and write lexicon/fr/accept.json

Every candidate of the French texts of ``eval/press`` is an example: right where the gold has an event of
its type in that sentence (one candidate per gold event, the one whose words are the gold's trigger first).
L2-regularised logistic regression (``fitting``). Cross-validation fits on all corpora but one and judges
that one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import fitting

from recoupe.code.fr import accept, believed, coder
from recoupe.model import Article, Zone

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "eval"))
from held_out import held_out  # noqa: E402

PRESS = ROOT / "eval" / "press"
TABLE = ROOT / "src" / "recoupe" / "lexicon" / "fr" / "accept.json"
HELD_OUT = ROOT / "eval" / "held_out"
PENALTY = 6.0
NARROW = 3.0  # weights of single frames and of pairs of features are held closer to zero
RARE = 3  # a feature seen in fewer examples has no weight


class Example(NamedTuple):
    """A reading of a word: what is known of it, whether the gold tells it, and whether rules alone take it.

    Of the readings of one ``word`` (document, offset, tie or event) one is taken at most.
    """

    features: frozenset[str]
    right: bool
    sound: bool
    word: tuple[str, int, bool] = ("", 0, False)


def texts(corpus: str, figures: bool = False) -> dict[str, tuple[Article, list[dict[str, Any]]]]:
    """The French articles of a corpus, with the gold's zones and its events and ties (and figures)."""
    folder = PRESS / corpus
    zones = json.loads((folder / "zones.json").read_text("utf-8"))
    found = {}
    for path in sorted((folder / "articles").iterdir()):
        gold = json.loads((folder / "gold" / f"{path.stem}.json").read_text("utf-8"))
        if gold["language"] == "fr":
            cut = tuple(Zone(*zone) for zone in zones[path.name])
            article = Article(path.name, path.read_text("utf-8"), cut, published=gold["date"], language="fr")
            found[path.name] = article, [s for s in gold["statements"] if figures or s["kind"] != "figure"]
    return found


def examples(corpus: str) -> tuple[list[Example], int]:
    """The candidates of a corpus, and how many events and ties its gold has."""
    known = texts(corpus)
    seen: dict[str, list[tuple[Any, Any, frozenset[str]]]] = defaultdict(list)
    plain, current = accept.features, [""]

    def noted(hit: Any, known: Any, view: Any, holds: bool) -> frozenset[str]:
        made = plain(hit, known, view, holds)
        if view.zone == "body":  # what titles and leads say again is dropped later, whatever it is
            seen[current[0]].append((hit, view, made))
        return made

    whole = coder.code_article

    def named(article: Article, *rest: Any) -> Any:
        current[0] = article.doc
        return whole(article, *rest)

    accept.features, coder.code_article = noted, named
    hopeless, believed.hopeless = believed.hopeless, lambda _: False  # what is refused is learnt from as well
    try:
        with held_out(corpus):  # who plays which part is not learnt from what is learnt from here
            list(coder.code_french([article for article, _ in known.values()]))
    finally:
        accept.features, coder.code_article, believed.hopeless = plain, whole, hopeless
    found: list[Example] = []
    for doc, (article, gold) in known.items():
        found += _labelled(seen[doc], gold, article)
    return found, sum(len(gold) for _, gold in known.values())


def _labelled(
    candidates: Sequence[tuple[Any, Any, frozenset[str]]], gold: list[dict[str, Any]], article: Article
) -> list[Example]:
    right = set(matched([(hit, view) for hit, view, _ in candidates], gold, article.text))
    return [
        Example(
            f,
            n in right,
            "sound" in f and "not-first" not in f,
            (article.doc, view.start + hit.start, hit.frame.type.islower()),
        )
        for n, (hit, view, f) in enumerate(candidates)
    ]


def matched(candidates: Sequence[tuple[Any, Any]], gold: list[dict[str, Any]], text: str) -> dict[int, int]:
    """Which candidate (by position) is which event of the gold: same type, sentences that overlap."""
    links = []
    for n, (hit, view) in enumerate(candidates):
        start, end = view.start + hit.start, view.start + hit.end
        for m, said in enumerate(gold):
            first, last = said["span"]
            if said["type"] != hit.frame.type or min(last, view.start + len(view.text)) <= max(
                first, view.start
            ):
                continue
            at = text.find(said["trigger"], first, last)
            same = at >= 0 and min(end, at + len(said["trigger"])) > max(start, at)
            links.append((not same, said.get("mode") != hit.frame.mode, bool(hit.flaws), hit.place, n, m))
    found: dict[int, int] = {}
    for *_, n, m in sorted(links):
        if n not in found and m not in found.values():
            found[n] = m
    return found


def fit(data: Sequence[Example]) -> dict[str, float]:
    """Weights in log-odds of all features that are not rare."""
    return fitting.logistic([e.features for e in data], [e.right for e in data], RARE, held)


def held(name: str) -> float:
    """How closely a weight is held to zero."""
    return PENALTY * (NARROW if "&" in name or name.startswith("frame=") else 1.0)


def score(
    data: Sequence[Example], gold: int, table: dict[str, float] | None, least: float
) -> tuple[float, float, float]:
    """Precision, recall and F1 of what is accepted; of the flawless candidates where there is no table."""
    best: dict[tuple[str, int, bool], tuple[float, Example]] = {}
    for e in data:
        likely = accept.chance(table, e.features) if table is not None else float(e.sound)
        if likely >= (least if table is not None else 1) and likely > best.get(e.word, (0.0, e))[0]:
            best[e.word] = likely, e
    chosen = [e for _, e in best.values()]
    hits = sum(e.right for e in chosen)
    precision, recall = hits / max(1, len(chosen)), hits / max(1, gold)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    """Cross-validate; with ``--write``, fit on everything and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--corpora", default=",".join(sorted(p.name for p in PRESS.iterdir() if p.is_dir())))
    options = parser.parse_args()
    data = {name: examples(name) for name in options.corpora.split(",")}
    print(f"{'':8}{'rules':>22}{'weights of the others':>32}{'best possible':>16}")
    without: dict[str, dict[str, float]] = {}
    for name, (mine, gold) in data.items():
        others = [e for other, (rest, _) in data.items() if other != name for e in rest]
        table = without[name] = fit(others)
        rules = " ".join(f"{x:.3f}" for x in score(mine, gold, None, 0))
        line = "   ".join(
            f"{least}: " + " ".join(f"{x:.3f}" for x in score(mine, gold, table, least))
            for least in (0.35, 0.38)
        )
        most = sum(e.right for e in mine) / gold
        print(f"{name:8}{rules:>22}   {line}  recall {most:.3f}  {len(mine)} candidates")
    if options.write:
        table = fit([e for mine, _ in data.values() for e in mine])
        about = f"Fitted by tools/train_accept.py on {', '.join(data)}; log-odds per feature."
        keep(TABLE, about, table)
        for name, table_without in without.items():
            keep(HELD_OUT / name / TABLE.name, f"As the shipped table, without {name}.", table_without)
        print(f"{len(table)} weights written to {TABLE.relative_to(ROOT)}, and those without each corpus")


def keep(path: Path, about: str, table: object) -> None:
    """Write weights with a line about them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"about": about, "weights": table}, ensure_ascii=False, indent=0, sort_keys=True)
    path.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
