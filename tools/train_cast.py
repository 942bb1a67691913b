"""Fit the weights by which the coder gives parts in an act (``src/recoupe/code/fr/cast.py``).

    .venv/bin/python tools/train_cast.py            cross-validate by corpus, and print
    .venv/bin/python tools/train_cast.py --write    fit on all corpora and write lexicon/fr/cast.json

Each one named beside a trigger that the gold tells too is an example, right for a part where the gold has
the same one in that part (as ``eval/tools/score.py`` compares them).
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from typing import Any, NamedTuple

import numpy as np
import train_accept
from train_accept import HELD_OUT, PRESS, ROOT, Example, fit, keep, matched, texts

from recoupe.code.fr import accept, cast, coder
from recoupe.model import Article

sys.path.insert(0, str(ROOT / "eval" / "tools"))
from score import same_entity

TABLE = ROOT / "src" / "recoupe" / "lexicon" / "fr" / "cast.json"
SLOTS = {"actor": ("actors", "subject"), "recipient": ("recipients", "object")}


class Named(NamedTuple):
    """One named beside a trigger: what is known of it, and in which parts the gold has it."""

    act: int
    features: frozenset[str]
    right: frozenset[str]


class Corpus(NamedTuple):
    """The examples of a corpus; ``gold`` counts those whom the gold names in the acts found."""

    named: list[Named]
    gold: int


def corpus(name: str) -> Corpus:
    """Everyone named beside the triggers of a corpus that its gold tells too."""
    known = texts(name)
    seen: dict[str, list[tuple[Any, Any, list[tuple[cast.Candidate, frozenset[str]]]]]] = defaultdict(list)
    described, whole, current = cast.described, coder.code_article, [""]

    def noted(hit: Any, view: Any, *rest: Any) -> Any:
        made = described(hit, view, *rest)
        if view.zone == "body":
            seen[current[0]].append((hit, view, made))
        return made

    def named(article: Article, *rest: Any) -> Any:
        current[0] = article.doc
        return whole(article, *rest)

    cast.described, coder.code_article = noted, named
    try:
        list(coder.code_french([article for article, _ in known.values()]))
    finally:
        cast.described, coder.code_article = described, whole
    found: list[Named] = []
    total = act = 0
    for doc, (article, gold) in known.items():
        for n, m in matched([(hit, view) for hit, view, _ in seen[doc]], gold, article.text).items():
            act += 1
            ends = {p: gold[m].get(event) or gold[m].get(tie) or [] for p, (event, tie) in SLOTS.items()}
            total += sum(map(len, ends.values()))
            for candidate, features in seen[doc][n][2]:
                entity = {"id": candidate.entity.id, "text": candidate.entity.text}
                right = {p for p, there in ends.items() if any(same_entity(e, entity) for e in there)}
                found.append(Named(act, features, frozenset(right)))
    return Corpus(found, total)


def tables(data: list[Named]) -> dict[str, dict[str, float]]:
    """The weights of each part."""
    return {part: fit([Example(n.features, part in n.right, False) for n in data]) for part in SLOTS}


def judge(
    mine: Corpus, table: dict[str, dict[str, float]] | None, given: float, sought: float
) -> list[float]:
    """Precision, recall and F1 of those given a part; of the frames' slots alone where there is no table."""
    chosen = hits = 0
    for one in mine.named:
        if table is None:
            part = next((p for p in SLOTS if f"rule={p}" in one.features), None)
        else:
            odds = {p: accept.chance(table[p], one.features) for p in SLOTS}
            best = max(SLOTS, key=lambda p: odds[p])
            part = best if odds[best] >= (given if f"rule={best}" in one.features else sought) else None
        chosen += part is not None
        hits += part in one.right
    precision, recall = hits / max(1, chosen), hits / max(1, mine.gold)
    return [precision, recall, 2 * precision * recall / max(1e-9, precision + recall)]


def main() -> None:
    """Cross-validate; with ``--write``, fit on everything and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--corpora", default=",".join(sorted(p.name for p in PRESS.iterdir() if p.is_dir())))
    options = parser.parse_args()
    coder.ACCEPTED = coder.WHOLE = 0.0  # parts are learnt from every trigger that the gold tells
    data = {name: corpus(name) for name in options.corpora.split(",")}
    means = defaultdict(list)
    for name, mine in data.items():
        table = tables([n for other, rest in data.items() if other != name for n in rest.named])
        means["slots alone"].append(judge(mine, None, 0, 0))
        for given, sought in ((0.2, 0.4), (0.25, 0.42), (0.3, 0.5)):
            means[f"weights of the other corpora, {given} and {sought}"].append(
                judge(mine, table, given, sought)
            )
    for what, rows in means.items():
        precision, recall, score = np.mean(rows, axis=0)
        print(
            f"{what:48} P {precision:.3f}  R {recall:.3f}  F1 {score:.3f}   ", *(f"{r[2]:.3f}" for r in rows)
        )
    if options.write:
        fitted = tables([n for mine in data.values() for n in mine.named])
        about = f"Fitted by tools/train_cast.py on {', '.join(data)}; log-odds per feature."
        keep(TABLE, about, fitted)
        for name in data:
            rest = [n for other, mine in data.items() if other != name for n in mine.named]
            keep(HELD_OUT / name / TABLE.name, f"As the shipped table, without {name}.", tables(rest))
        count = sum(map(len, fitted.values()))
        print(f"{count} weights written to {TABLE.relative_to(ROOT)}, and those without each corpus")


if __name__ == "__main__":
    train_accept.PENALTY, train_accept.NARROW, train_accept.RARE = 4.0, 8.0, 8
    main()
