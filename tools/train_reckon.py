"""Fit the weights by which the coder keeps or drops figures (``src/recoupe/code/fr/reckon.py``).

    .venv/bin/python tools/train_reckon.py            cross-validate by corpus, and print
    .venv/bin/python tools/train_reckon.py --write    fit on all corpora and write lexicon/fr/reckon.json

Each number of the body that counts something is an example; right is the measure that the gold gives it, or
none. A conditional logit with an L2 penalty, by L-BFGS; no random step.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from train_accept import HELD_OUT, PRESS, ROOT, held_out, keep, texts
from train_when import minimised, replaced

from recoupe.code.fr import coder, fitted, reckon
from recoupe.model import Article

PENALTY, RARE = 14.0, 2
TABLE = ROOT / "src" / "recoupe" / "lexicon" / "fr" / "reckon.json"


class Example(NamedTuple):
    """A counted number: the measures it may be of, and which the gold has (« none » where it has none)."""

    options: dict[str, frozenset[str]]
    right: str


def examples(corpus: str) -> tuple[list[Example], int]:
    """Every counted number of a corpus, and how many figures its gold has in all."""
    known = texts(corpus, figures=True)
    seen: dict[str, list[tuple[Any, Any, frozenset[str]]]] = defaultdict(list)
    whole, features, current = coder.code_article, reckon.features, [""]

    def named(article: Article, *rest: Any) -> Any:
        current[0] = article.doc
        return whole(article, *rest)

    def noted(count: Any, place: int, before: Any, of: int, view: Any, *rest: Any) -> frozenset[str]:
        made = features(count, place, before, of, view, *rest)
        if view.zone == "body":
            seen[current[0]].append((count, view, made))
        return made

    with held_out(corpus), replaced(coder, code_article=named), replaced(reckon, features=noted):
        list(coder.code_french([article for article, _ in known.values()]))
    found: list[Example] = []
    total = 0
    for doc, (article, gold) in known.items():
        figures = [g for g in gold if g["kind"] == "figure"]
        total += len(figures)
        twins = paired([(count, view) for count, view, _ in seen[doc]], figures, article.text)
        for n, (count, _, made) in enumerate(seen[doc]):
            options = reckon.described(count.measure, made)
            said = figures[twins[n]]["measure"] if n in twins else reckon.NONE
            if said in options:
                found.append(Example(options, said))
    return found, total


def paired(candidates: Sequence[tuple[Any, Any]], gold: list[dict[str, Any]], text: str) -> dict[int, int]:
    """Which number (by position) is which figure of the gold: same value and sentence, nearest trigger."""
    links = []
    for n, (count, view) in enumerate(candidates):
        start = view.start + count.start
        for m, said in enumerate(gold):
            first, last = said["span"]
            apart = min(last, view.start + len(view.text)) <= max(first, view.start)
            if not apart and said["value"] == count.number.value:
                at = text.find(said["trigger"], first, last)
                links.append((said["measure"] != count.measure, abs(start - at), n, m))
    found: dict[int, int] = {}
    for *_, n, m in sorted(links):
        if n not in found and m not in found.values():
            found[n] = m
    return found


def fit(data: Sequence[Example]) -> dict[str, float]:
    """Weights in log-odds of all features that are not rare."""
    counts: Counter[str] = Counter()
    for e in data:
        counts.update(e.options[e.right])
        counts.update(name for names in e.options.values() for name in names if name.startswith("rule"))
    names = sorted(name for name, count in counts.items() if count >= RARE)
    place = {name: n for n, name in enumerate(names)}
    options = [sorted(place[n] for n in known if n in place) for e in data for known in e.options.values()]
    index = np.array([n for option in options for n in option], dtype=int)
    owner = np.repeat(np.arange(len(options)), [len(option) for option in options])
    first = np.cumsum([0] + [len(e.options) for e in data])[:-1]
    many = np.array([len(e.options) for e in data])
    good = np.array([label == e.right for e in data for label in e.options], dtype=float)
    penalty = PENALTY * np.array([0.3 if name in ("rule", "none:any") else 1.0 for name in names])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = np.bincount(owner, weights[index], len(options))
        odds -= np.repeat(np.maximum.reduceat(odds, first), many)
        mass = np.exp(odds)
        share = mass / np.repeat(np.add.reduceat(mass, first), many)
        slope = np.bincount(index, (share - good)[owner], len(names)) + penalty * weights
        return float(-np.sum(np.log(share[good == 1])) + 0.5 * np.sum(penalty * weights**2)), slope

    weights = minimised(loss, len(names))
    return {n: round(float(w), 3) for n, w in zip(names, weights, strict=True) if abs(w) >= 0.0005}


def score(data: list[Example], gold: int, table: dict[str, float], less: float) -> list[float]:
    """Precision, recall and F1 of the figures kept with the right measure."""
    chosen = hits = 0
    for e in data:
        odds = {label: fitted.odds(table, names) for label, names in e.options.items()}
        best = max((label for label in odds if label != reckon.NONE), key=lambda label: odds[label])
        stays = odds[best] >= odds[reckon.NONE] + math.log(less)
        chosen += stays
        hits += stays and best == e.right
    precision, recall = hits / max(1, chosen), hits / max(1, gold)
    return [precision, recall, 2 * precision * recall / max(1e-9, precision + recall)]


def main() -> None:
    """Cross-validate; with ``--write``, fit on everything and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--corpora", default=",".join(sorted(p.name for p in PRESS.iterdir() if p.is_dir())))
    options = parser.parse_args()
    data = {name: examples(name) for name in options.corpora.split(",")}
    tables = {
        name: fit([e for other, (mine, _) in data.items() if other != name for e in mine]) for name in data
    }
    for least in (0.5, 0.65, 0.8, 1.0, 1.25):
        rows = [score(mine, gold, tables[name], least) for name, (mine, gold) in data.items()]
        mean = "  ".join(f"{n} {v:.3f}" for n, v in zip(("P", "R", "F1"), np.mean(rows, axis=0), strict=True))
        print(f"less {least}: {mean}   ", *(f"{r[2]:.3f}" for r in rows))
    if options.write:
        fitted = fit([e for mine, _ in data.values() for e in mine])
        keep(TABLE, f"Fitted by tools/train_reckon.py on {', '.join(data)}; log-odds per feature.", fitted)
        for name, table in tables.items():
            keep(HELD_OUT / name / TABLE.name, f"As the shipped table, without {name}.", table)
        print(f"{len(fitted)} weights written to {TABLE.relative_to(ROOT)}, and those without each corpus")


if __name__ == "__main__":
    main()
