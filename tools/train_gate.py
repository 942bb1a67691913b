"""Fit the weights by which a sentence is parsed or passed over (``src/recoupe/code/fr/gate.py``).

    .venv/bin/python tools/train_gate.py            cross-validate by corpus, and print
    .venv/bin/python tools/train_gate.py --write    fit on all corpora and write lexicon/fr/gate.json

Every sentence of the French texts of ``eval/press`` that ``cascade`` lets through is an example: right where
the coder, with every sentence parsed and weights that were fitted without that corpus, makes a statement of
it. No gold is used. The words are fitted as in ``train_accept.py``; boosted trees (lightgbm, which is no
dependency of the project) then see what the words of each sentence of an article say, in weights that were
fitted without its corpus. Printed for each corpus, judged by what was fitted on the others: sentences parsed
and statements lost at several thresholds (``gate.LEAST``).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from train_accept import HELD_OUT, PRESS, TABLE, Example, fit, held_out, texts
from train_cast import plain_tree

from recoupe.code.fr import cascade, coder, fitted, gate
from recoupe.code.fr.about import About, about
from recoupe.code.fr.forest import Forest, Tree
from recoupe.code.fr.written import straighten
from recoupe.code.sentences import sentences

THRESHOLDS = (-3.4, -3.0, -2.8, -2.6, -2.4, -2.1)
TREES = 150
GROWN = {
    "objective": "binary",
    "num_leaves": 8,
    "learning_rate": 0.05,
    "min_data_in_leaf": 25,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "seed": 1,
    "num_threads": 1,
    "deterministic": True,
    "verbose": -1,
}


class Text(NamedTuple):
    """An article: what the lexicon sees in its sentences, and how many statements each gives."""

    looks: tuple[cascade.Look, ...]
    known: About
    statements: tuple[int, ...]

    def examples(self) -> list[Example | None]:
        """Each sentence that may tell something with its features."""
        article = gate.around(self.looks, self.known)
        return [
            Example(frozenset(gate.features(self.looks, n, article)), count > 0, sound=False)
            if self.looks[n].telling
            else None
            for n, count in enumerate(self.statements)
        ]


def articles(corpus: str) -> list[Text]:
    """The articles of a corpus that are long enough to be judged."""
    known = [article for article, _ in texts(corpus).values()]
    worth = coder.worth_parsing
    coder.worth_parsing = lambda said, known: [True] * len(said)
    try:
        with held_out(corpus):
            coded = list(coder.code_french(known))
    finally:
        coder.worth_parsing = worth
    found = []
    for article, made in zip(known, coded, strict=True):
        spans = list(sentences(article))
        straight = [straighten(article.text[start:end]) for start, end, _ in spans]
        if len(straight) >= gate.SHORT:
            begun = Counter(s.span[0] for s in made.statements)
            looks = tuple(cascade.look(text) for text in straight)
            found.append(Text(looks, about(straight), tuple(begun[start] for start, _, _ in spans)))
    return found


def numbers(found: Sequence[Text], words: dict[str, float]) -> Any:
    """What the trees are asked with for each sentence of some articles."""
    rows = []
    for text in found:
        odds = [fitted.odds(words, one.features) if one else gate.NONE for one in text.examples()]
        rows += gate.standing(text.looks, odds, text.known)
    return np.array(rows, dtype=float)


def grown(rows: Any, found: Sequence[Text]) -> list[Tree]:
    """Boosted trees, as ``forest`` reads them, over the sentences that may tell something."""
    import lightgbm

    may = np.array([look.telling for text in found for look in text.looks])
    counts = np.array([count for text in found for count in text.statements])[may]
    data = lightgbm.Dataset(rows[may], (counts > 0).astype(int), weight=np.maximum(1, counts))
    booster = lightgbm.train(GROWN, data, num_boost_round=TREES)
    return [plain_tree(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]


def fitting(found: Sequence[Text]) -> dict[str, float]:
    """Weights of the words, in log-odds."""
    return fit([one for text in found for one in text.examples() if one is not None])


def keep(path: Path, about_it: str, words: dict[str, float], trees: Sequence[Tree]) -> None:
    """Write weights and trees, one to a line."""
    told = json.dumps(words, ensure_ascii=False, indent=0, sort_keys=True)
    lines = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in trees)
    text = f'{{"about": {json.dumps(about_it)},\n"weights": {{"words": {told},\n"trees": [\n{lines}]}}}}\n'
    path.write_text(text, "utf-8")


def main() -> None:
    """Cross-validate; with ``--write``, fit on everything and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    data = {p.name: articles(p.name) for p in sorted(PRESS.iterdir()) if p.is_dir()}
    rest = {name: [t for other, mine in data.items() if other != name for t in mine] for name in data}
    words = {name: fitting(rest[name]) for name in data}
    rows = {name: numbers(mine, words[name]) for name, mine in data.items()}
    trees = {
        name: grown(np.vstack([rows[other] for other in data if other != name]), rest[name]) for name in data
    }
    told = {
        name: np.where(
            [look.telling for text in mine for look in text.looks],
            Forest([trees[name]]).odds(rows[name])[0],
            gate.NONE,
        )
        for name, mine in data.items()
    }
    for least in THRESHOLDS:
        parts = []
        for name, mine in data.items():
            counts = np.array([count for text in mine for count in text.statements])
            through = told[name] >= least
            parts.append((name, counts[~through].sum(), counts.sum(), through.sum(), len(counts)))
        lost, of, passed, all_ = (sum(column) for column in list(zip(*parts, strict=True))[1:])
        print(f"{least}: {lost} of {of} statements lost ({lost / of:.2%}), {passed / all_:.0%} parsed")
        print("     " + "  ".join(f"{name} {lost} ({part / of:.0%})" for name, lost, _, part, of in parts))
    if options.write:
        every = [text for mine in data.values() for text in mine]
        about_it = f"Fitted by tools/train_gate.py on {', '.join(data)}; log-odds."
        keep(
            TABLE.with_name("gate.json"),
            about_it,
            fitting(every),
            grown(np.vstack(list(rows.values())), every),
        )
        for name in data:
            about_it = f"As the shipped table, without {name}."
            keep(HELD_OUT / name / "gate.json", about_it, words[name], trees[name])


if __name__ == "__main__":
    main()
