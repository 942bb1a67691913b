"""Fit the weights by which a sentence is parsed or passed over (``src/recoupe/code/fr/gate.py``).

    .venv/bin/python tools/train_gate.py            cross-validate by corpus, and print
    .venv/bin/python tools/train_gate.py --write    fit on all corpora and write lexicon/fr/gate.json

Every sentence of the French texts of ``eval/press`` that ``cascade`` lets through is an example: right where
the coder, with every sentence parsed and weights that were fitted without that corpus, makes a statement of
it. No gold is used. The fit is that of ``train_accept.py``. Printed for each corpus, judged by the weights of
the others: sentences parsed and statements lost at several thresholds (``gate.LEAST``).
"""

from __future__ import annotations

import argparse
from collections import Counter
from typing import Any, NamedTuple

from train_accept import HELD_OUT, PRESS, TABLE, Example, fit, held_out, keep, texts

from recoupe.code.fr import cascade, coder, fitted, gate
from recoupe.code.fr.about import about
from recoupe.code.fr.written import straighten
from recoupe.code.sentences import sentences

THRESHOLDS = (-3.4, -3.0, -2.6, -2.3, -2.0)


class Sentence(NamedTuple):
    """A sentence that may tell something: its features, and how many statements it gives."""

    features: frozenset[str]
    statements: int


def examples(corpus: str) -> list[Sentence]:
    """The sentences of a corpus that the lexicon lets through."""
    articles = [article for article, _ in texts(corpus).values()]
    made: Counter[tuple[str, int]] = Counter()
    usual, worth = coder._statements, coder.worth_parsing

    def counted(view: Any, times: Any, places: Any, article: Any) -> Any:
        for statement in usual(view, times, places, article):
            made[article.doc, view.start] += 1
            yield statement

    coder._statements, coder.worth_parsing = counted, lambda said, known: [True] * len(said)
    try:
        with held_out(corpus):
            kept = {coded.doc for coded in coder.code_french(articles) if coded.statements}
    finally:
        coder._statements, coder.worth_parsing = usual, worth
    found = []
    for article in articles:
        spans = list(sentences(article))
        straight = [straighten(article.text[start:end]) for start, end, _ in spans]
        if len(straight) < gate.SHORT:
            continue
        looks = [cascade.look(text) for text in straight]
        whole = gate.around(looks, about(straight))
        for n, (start, _, _) in enumerate(spans):
            if looks[n].telling:
                count = made[article.doc, start] if article.doc in kept else 0
                found.append(Sentence(frozenset(gate.features(looks, n, whole)), count))
    return found


def main() -> None:
    """Cross-validate; with ``--write``, fit on everything and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    data = {p.name: examples(p.name) for p in sorted(PRESS.iterdir()) if p.is_dir()}
    tables = {
        name: fitting([s for other, rest in data.items() if other != name for s in rest]) for name in data
    }
    for least in THRESHOLDS:
        parts = []
        for name, mine in data.items():
            passed = [fitted.odds(tables[name], s.features) >= least for s in mine]
            lost = sum(s.statements for s, through in zip(mine, passed, strict=True) if not through)
            parts.append((name, lost, sum(s.statements for s in mine), sum(passed), len(mine)))
        lost, of, passed, all_ = (sum(column) for column in list(zip(*parts, strict=True))[1:])
        print(f"{least}: {lost} of {of} statements lost ({lost / of:.2%}), {passed / all_:.0%} parsed")
        print("     " + "  ".join(f"{name} {lost}" for name, lost, *_ in parts))
    if options.write:
        about_it = f"Fitted by tools/train_gate.py on {', '.join(data)}; log-odds per feature."
        keep(TABLE.with_name("gate.json"), about_it, fitting([s for mine in data.values() for s in mine]))
        for name, table in tables.items():
            keep(HELD_OUT / name / "gate.json", f"As the shipped table, without {name}.", table)


def fitting(found: list[Sentence]) -> dict[str, float]:
    """Weights in log-odds."""
    return fit([Example(s.features, s.statements > 0, sound=False) for s in found])


if __name__ == "__main__":
    main()
