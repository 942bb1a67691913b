"""Fit the weights by which the coder places statements (``src/recoupe/code/fr/locating.py``).

    .venv/bin/python tools/train_where.py            cross-validate by corpus, and print
    .venv/bin/python tools/train_where.py --write    fit on all corpora and write lexicon/fr/where.json

Each place in reach of a statement of the body that the gold tells too is an example, right where the gold
has it among the places of that statement (as ``eval/tools/score.py`` compares them). L2-regularised logistic
regression. The corpora are coded twice, as in ``tools/train_when.py``, whose weights must be there before.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from train_accept import HELD_OUT, PRESS, ROOT, keep, matched
from train_when import counted, minimised, watched

from recoupe.code.fr import accept, locating

sys.path.insert(0, str(ROOT / "eval" / "tools"))
from score import same_place

TABLE = ROOT / "src" / "recoupe" / "lexicon" / "fr" / "where.json"
# Where the fit begins, and what the penalty draws it back to: the places that the hand-made rules take.
START = {"own:rule": 3.0, "own:own": -1.5, "back:back": -3.0}
ROUNDS = 2
PENALTY = 8.0
NARROW = 6.0  # weights of pairs of features are held closer to zero
RARE = 3  # a feature seen in fewer examples has no weight


class Example(NamedTuple):
    """A statement: its places' features, which the gold has, and how many the gold has in all."""

    known: list[frozenset[str]]
    right: list[bool]
    gold: int


def examples(corpus: str, table: dict[str, float]) -> list[Example]:
    """The statements of a corpus that its gold tells too, coded with a table of weights."""
    known, seen = watched(corpus, locating, table)
    found: list[Example] = []
    for name, (article, gold) in known.items():
        found += list(_labelled(seen[name], gold, article.text))
    return found


def _labelled(seen: list[Any], gold: list[dict[str, Any]], text: str) -> Iterator[Example]:
    acts = [one for one in seen if hasattr(one[0], "frame")]
    sums = [one for one in seen if not hasattr(one[0], "frame")]
    deeds = [g for g in gold if g["kind"] == "event"]
    figures = [g for g in gold if g["kind"] == "figure"]
    for n, m in matched([(hit, view) for hit, view, _ in acts], deeds, text).items():
        yield _example(acts[n][2], deeds[m])
    for n, m in counted([(count, view) for count, view, _ in sums], figures, text).items():
        yield _example(sums[n][2], figures[m])


def _example(options: list[tuple[locating.Spot, frozenset[str]]], said: dict[str, Any]) -> Example:
    wanted = said.get("where") or []
    right = [any(same_place(w, {"text": spot.place.text}) for w in wanted) for spot, _ in options]
    return Example([known for _, known in options], right, len(wanted))


def fit(data: Sequence[Example]) -> dict[str, float]:
    """Weights in log-odds of all features that are not rare."""
    rows = [(known, right) for e in data for known, right in zip(e.known, e.right, strict=True)]
    counts: dict[str, int] = defaultdict(int)
    for known, _ in rows:
        for name in known:
            counts[name] += 1
    names = sorted(name for name, count in counts.items() if count >= RARE)
    place = {name: n for n, name in enumerate(names)}
    options = [sorted(place[n] for n in known if n in place) for known, _ in rows]
    index = np.array([n for option in options for n in option])
    starts = np.cumsum([0] + [len(option) for option in options])[:-1]
    sizes = np.array([len(option) for option in options])
    right = np.array([r for _, r in rows], dtype=float)
    penalty = PENALTY * np.array([NARROW if "&" in name else 1.0 for name in names])
    start = np.array([START.get(name, 0.0) for name in names])

    def loss(moved: np.ndarray) -> tuple[float, np.ndarray]:
        odds = np.add.reduceat((start + moved)[index], starts)
        chance = 1 / (1 + np.exp(-odds))
        slope = np.bincount(index, np.repeat(chance - right, sizes), len(names)) + penalty * moved
        missed = np.logaddexp(0, odds) - right * odds
        return float(np.sum(missed) + 0.5 * np.sum(penalty * moved**2)), slope

    weights = start + minimised(loss, len(names))
    return {
        name: round(float(weight), 3)
        for name, weight in zip(names, weights, strict=True)
        if abs(weight) >= 0.0005
    }


def judge(data: Sequence[Example], table: dict[str, float]) -> list[float]:
    """Precision, recall and F1 of the places taken, and the recall of all in reach."""
    taken = hits = reach = 0
    for e in data:
        here = locating.taken([accept.chance(table, known) for known in e.known])
        chosen = [right for right, there in zip(e.right, here, strict=True) if there]
        taken += len(chosen)
        hits += min(e.gold, sum(chosen))
        reach += min(e.gold, sum(e.right))
    gold = sum(e.gold for e in data)
    precision, recall = hits / max(1, taken), hits / max(1, gold)
    return [precision, recall, 2 * precision * recall / max(1e-9, precision + recall), reach / max(1, gold)]


def rounds(names: Sequence[str]) -> tuple[dict[str, list[Example]], dict[str, dict[str, float]]]:
    """The examples of the last round, and the table learnt without each corpus."""
    tables = dict.fromkeys(names, START)
    data: dict[str, list[Example]] = {}
    for n in range(ROUNDS):
        data = {name: examples(name, tables[name]) for name in names}
        tables = {
            name: fit([e for other, mine in data.items() if other != name for e in mine]) for name in names
        }
        for what in ("rules alone", "weights"):
            rows = [
                judge(mine, START if what == "rules alone" else tables[name]) for name, mine in data.items()
            ]
            precision, recall, score, reach = np.mean(rows, axis=0)
            print(
                f"round {n + 1} {what:12} P {precision:.3f}  R {recall:.3f}  F1 {score:.3f} (",
                *(f"{r[2]:.3f}" for r in rows),
                f")  in reach {reach:.3f}",
            )
    return data, tables


def main() -> None:
    """Cross-validate; with ``--write``, fit on everything and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--corpora", default=",".join(sorted(p.name for p in PRESS.iterdir() if p.is_dir())))
    options = parser.parse_args()
    data, tables = rounds(options.corpora.split(","))
    if options.write:
        fitted = fit([e for mine in data.values() for e in mine])
        keep(TABLE, f"Fitted by tools/train_where.py on {', '.join(data)}; log-odds per feature.", fitted)
        for name, table in tables.items():
            keep(HELD_OUT / name / TABLE.name, f"As the shipped table, without {name}.", table)
        print(f"{len(fitted)} weights written to {TABLE.relative_to(ROOT)}, and those without each corpus")


if __name__ == "__main__":
    main()
