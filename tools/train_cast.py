"""Fit the weights by which the coder gives parts in an act (``src/recoupe/code/fr/cast.py``).

    .venv/bin/python tools/train_cast.py            cross-validate by corpus, and print
    .venv/bin/python tools/train_cast.py --write    fit on all corpora and write lexicon/fr/cast.json

Each one named beside a trigger that the gold tells too is an example, right for a part where the gold has
the same one in that part (as ``eval/tools/score.py`` compares them). On the weights' answers for corpora
that they were not fitted on, trees are fitted that weigh each one beside the others (``recast.json``): it
needs lightgbm, a tool of this script only: ``.venv/bin/pip install lightgbm``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain, groupby
from pathlib import Path
from typing import Any, NamedTuple

import fitting
import numpy as np
from train_accept import HELD_OUT, PRESS, ROOT, keep, matched, texts

from recoupe.code.fr import accept, believed, cast, coder, counted, evidence, reweighed
from recoupe.code.fr.forest import Tree
from recoupe.code.fr.reweighed import Row
from recoupe.model import Article

sys.path[:0] = [str(ROOT / "eval"), str(ROOT / "eval" / "tools")]
from held_out import held_out  # noqa: E402
from score import same_entity  # noqa: E402

TABLE = ROOT / "src" / "recoupe" / "lexicon" / "fr" / "cast.json"
TREE_TABLE = TABLE.with_name("recast.json")
SLOTS = {"actor": ("actors", "subject"), "recipient": ("recipients", "object")}


FIGURE_SLOTS = {"figure-actor": "actors", "figure-of": "of"}


class Named(NamedTuple):
    """One named beside a trigger or figure: what is known of it, and in which parts the gold has it.

    Another mention of the same one is no ``example``.
    """

    act: int
    candidate: cast.Candidate
    features: frozenset[str]
    right: frozenset[str]
    example: bool


class Corpus(NamedTuple):
    """The examples of a corpus; ``gold`` counts those whom the gold names in the acts found."""

    named: list[Named]
    gold: int
    counted: list[Named]
    counted_gold: int


def corpus(name: str) -> Corpus:
    """Everyone named beside the triggers of a corpus that its gold tells too."""
    known = texts(name)
    numbers = {path: gold_figures(name, path) for path in known}
    seen: dict[str, list[tuple[Any, Any, list[tuple[cast.Candidate, frozenset[str]]]]]] = defaultdict(list)
    figures: dict[str, list[tuple[Any, Any, list[tuple[cast.Candidate, frozenset[str]]]]]] = defaultdict(list)
    described, whole, current, counting = cast.described, coder.code_article, [""], counted.described

    def noted(hit: Any, view: Any, *rest: Any) -> Any:
        found = described(hit, view, *rest)
        made = sorted(((c, evidence.paired(names, hit)) for c, names in found), key=likeliest)
        if view.zone == "body":
            seen[current[0]].append((hit, view, made))
        return found

    def named(article: Article, *rest: Any) -> Any:
        current[0] = article.doc
        return whole(article, *rest)

    def noted_figure(count: Any, view: Any, *rest: Any) -> Any:
        made = counting(count, view, *rest)
        if view.zone == "body":
            figures[current[0]].append((count, view, [(c, known.spelled()) for c, known in made]))
        return made

    cast.described, coder.code_article, counted.described = noted, named, noted_figure
    company, cast.company = cast.company, lambda *_: object()  # whoever is cast again is described again
    hopeless, believed.hopeless = believed.hopeless, lambda _: False  # the gold's may be among those refused
    try:
        with held_out(name):  # whom earlier sentences gave parts is known as it would be on unseen texts
            list(coder.code_french([article for article, _ in known.values()]))
    finally:
        cast.described, coder.code_article, counted.described = described, whole, counting
        cast.company, believed.hopeless = company, hopeless
    found: list[Named] = []
    sums: list[Named] = []
    total = act = sum_total = 0
    for doc, (article, gold) in known.items():
        for n, m in matched([(hit, view) for hit, view, _ in seen[doc]], gold, article.text).items():
            act += 1
            ends = {p: gold[m].get(event) or gold[m].get(tie) or [] for p, (event, tie) in SLOTS.items()}
            total += sum(map(len, ends.values()))
            found += labelled(seen[doc][n][2], ends, act)
        for count, view, made in figures[doc]:
            said = next((g for g in numbers[doc] if _same_figure(g, count, view)), None)
            if said is not None:
                numbers[doc].remove(said)
                act += 1
                ends = {part: said.get(slot) or [] for part, slot in FIGURE_SLOTS.items()}
                sum_total += sum(map(len, ends.values()))
                sums += labelled(made, ends, act)
    return Corpus(found, total, sums, sum_total)


def gold_figures(name: str, doc: str) -> list[dict[str, Any]]:
    """The figures of a document's gold."""
    path = PRESS / name / "gold" / f"{Path(doc).stem}.json"
    return [s for s in json.loads(path.read_text("utf-8"))["statements"] if s["kind"] == "figure"]


def _same_figure(said: dict[str, Any], count: Any, view: Any) -> bool:
    first, last = said["span"]
    return (
        said["measure"] == count.measure
        and said["value"] == count.number.value
        and min(last, view.start + len(view.text)) > max(first, view.start)
    )


def likeliest(one: tuple[cast.Candidate, frozenset[str]]) -> tuple[float, int]:
    """Sorts as ``cast.recast`` does: of those that stand alike, the likeliest is the example."""
    return -max(accept.chance(cast.weights()[part], one[1]) for part in cast.PARTS), one[0].token.i


def labelled(
    candidates: list[tuple[cast.Candidate, frozenset[str]]], ends: dict[str, list[dict[str, Any]]], act: int
) -> list[Named]:
    """The candidates with the parts in which the gold has them.

    One told twice in a sentence has its part by one of the mentions, the one nearest by what is known so far:
    the others are no examples.
    """
    found: list[Named] = []
    told: list[tuple[cast.Candidate, frozenset[str]]] = []
    for candidate, features in sorted(candidates, key=lambda pair: -plainly(pair[1])):
        entity = {"id": candidate.entity.id, "text": candidate.entity.text}
        right = frozenset(p for p, there in ends.items() if any(same_entity(e, entity) for e in there))
        again = any(evidence.same(c.entity, candidate.entity) for c, _ in told)
        told.append((candidate, features))
        found.append(Named(act, candidate, features, right, not again))
    return found


def plainly(features: frozenset[str]) -> float:
    """How plainly a mention stands in the act: by the slots, by grammar, by nearness in the tree."""
    steps = next((int(n[6:]) for n in features if n.startswith("steps=") and "&" not in n), 9)
    by_rule = any(n.startswith("rule=") and "none" not in n and "&" not in n for n in features)
    by_grammar = any(n.startswith("as=") and "none" not in n and "&" not in n for n in features)
    return 20 * by_rule + 10 * by_grammar + 10 * ("counted" in features) - steps


PENALTY, NARROW, RARE = 2.0, 8.0, 5  # as in train_accept: of weights, of those of pairs, of rare features


def fit(data: list[Named], part: str) -> dict[str, float]:
    """Weights in log-odds of all features that are not rare."""
    features = [one.features for one in data]
    return fitting.logistic(features, [part in one.right for one in data], RARE, held)


def held(name: str) -> float:
    """How closely a weight is held to zero."""
    return PENALTY * (NARROW if "&" in name else 1.0)


def tables(data: list[Named], parts: Iterable[str] = SLOTS) -> dict[str, dict[str, float]]:
    """The weights of each part."""
    return {part: fit([one for one in data if one.example], part) for part in parts}


def alone(named: list[Named], table: dict[str, dict[str, float]], parts: Iterable[str]) -> list[list[Row]]:
    """Those named, act by act, with the chances that the weights give to each by itself."""
    return [
        [Row(n.candidate, n.features, {p: accept.chance(table[p], n.features) for p in parts}) for n in mine]
        for mine in acts(named)
    ]


def acts(named: list[Named]) -> list[list[Named]]:
    """Those named, act by act."""
    return [list(mine) for _, mine in groupby(named, key=lambda one: one.act)]


def judge(
    named: list[Named], gold: int, chances: list[reweighed.Chances], parts: Iterable[str], least: float
) -> list[float]:
    """Precision, recall and F1 of those given a part."""
    chosen = hits = 0
    for one, odds in zip(named, chances, strict=True):
        if not one.example:
            continue
        best = max(parts, key=lambda p: odds[p])
        chosen += odds[best] >= least
        hits += odds[best] >= least and best in one.right
    precision, recall = hits / max(1, chosen), hits / max(1, gold)
    return [precision, recall, 2 * precision * recall / max(1e-9, precision + recall)]


GROUPS = {"acts": tuple(SLOTS), "figures": tuple(FIGURE_SLOTS)}
GROWN = {
    "objective": "binary", "learning_rate": 0.05, "num_leaves": 15, "min_data_in_leaf": 30, "lambda_l2": 5.0,
    "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "verbose": -1, "num_threads": 1,
    "max_depth": 6, "seed": 0, "deterministic": True, "force_row_wise": True,
}  # fmt: skip
TREES, COMMON = 150, 30  # trees of a part; a feature that fewer have is not asked for


class Fits:
    """The weights and trees fitted on some of the corpora, each set once."""

    def __init__(self, data: dict[str, Corpus]) -> None:
        self.data = data
        self.known: dict[frozenset[str], dict[str, dict[str, float]]] = {}

    def weights(self, names: Iterable[str]) -> dict[str, dict[str, float]]:
        """The weights of all parts, in acts and in figures."""
        key = frozenset(names)
        if key not in self.known:
            table: dict[str, dict[str, float]] = {}
            for group, parts in GROUPS.items():
                table |= tables([n for name in sorted(key) for n in self.of(name, group)], parts)
            self.known[key] = table
        return self.known[key]

    def of(self, name: str, group: str) -> list[Named]:
        """Those named beside the acts, or the figures, of a corpus."""
        return self.data[name].named if group == "acts" else self.data[name].counted

    def trees(self, names: Iterable[str]) -> dict[str, Any]:
        """The trees of all parts: each corpus is weighed for them by the others."""
        chosen = sorted(names)
        made: dict[str, Any] = {"names": {}, "trees": {}}
        for group, parts in GROUPS.items():
            rows: list[tuple[Named, list[float]]] = []
            for name in chosen:
                table = self.weights(set(chosen) - {name})
                named = self.of(name, group)
                stands = (reweighed.standing(parts, rows) for rows in alone(named, table, parts))
                rows += [
                    (one, numbers)
                    for one, numbers in zip(named, chain.from_iterable(stands), strict=True)
                    if one.example
                ]
            counts = Counter(n for one, _ in rows for n in one.features if "&" not in n)
            asked = sorted(n for n, count in counts.items() if count >= COMMON)
            table = np.array([[*ns, *(float(n in one.features) for n in asked)] for one, ns in rows])
            for part in parts:
                made["names"][part] = asked
                made["trees"][part] = grown(table, np.array([part in one.right for one, _ in rows]))
        return made


def grown(table: Any, right: Any) -> list[Tree]:
    """Boosted trees for a part, as ``forest`` reads them."""
    import lightgbm

    booster = lightgbm.train(GROWN, lightgbm.Dataset(table, right), num_boost_round=TREES)
    return [plain_tree(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]


def plain_tree(node: dict[str, Any]) -> Tree:
    """A tree of lightgbm's as nested lists."""
    if "leaf_value" in node:
        return round(float(node["leaf_value"]), 4)
    below = plain_tree(node["left_child"]), plain_tree(node["right_child"])
    return [node["split_feature"], round(float(node["threshold"]), 4), *below]


def keep_trees(path: Path, about: str, table: dict[str, Any]) -> None:
    """Write trees, one to a line."""
    lines = [
        f"{json.dumps(part)}: [\n" + ",\n".join(json.dumps(t, separators=(",", ":")) for t in trees) + "]"
        for part, trees in table["trees"].items()
    ]
    names = json.dumps(table["names"], ensure_ascii=False, indent=0)
    text = f'{{"about": {json.dumps(about)},\n"weights": {{"names": {names},\n"trees": {{'
    path.write_text(text + ",\n".join(lines) + "}}}\n", "utf-8")


def main() -> None:
    """Cross-validate; with ``--write``, fit on everything and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--corpora", default=",".join(sorted(p.name for p in PRESS.iterdir() if p.is_dir())))
    options = parser.parse_args()
    believed.ACCEPTED = believed.WHOLE = 0.0  # parts are learnt from every trigger that the gold tells
    data = {name: corpus(name) for name in options.corpora.split(",")}
    fits = Fits(data)
    trees = {name: fits.trees(set(data) - {name}) for name in data}
    for group, parts in GROUPS.items():
        by: dict[str, dict[str, list[reweighed.Chances]]] = {"alone": {}, "beside others": {}}
        for name in data:
            rows = alone(fits.of(name, group), fits.weights(set(data) - {name}), parts)
            by["alone"][name] = [row.chances for mine in rows for row in mine]
            reweighed.weights = lambda table=trees[name]: table  # type: ignore[assignment,misc]
            by["beside others"][name] = [c for mine in rows for c in reweighed.reweigh(parts, mine)]
        for how, chances in by.items():
            for least in (0.25, 0.28, 0.3, 0.33, 0.35, 0.38, 0.4, 0.45):
                table = [
                    judge(
                        fits.of(n, group),
                        mine.gold if group == "acts" else mine.counted_gold,
                        chances[n],
                        parts,
                        least,
                    )
                    for n, mine in data.items()
                ]
                mean = "  ".join(
                    f"{n} {v:.4f}" for n, v in zip(("P", "R", "F1"), np.mean(table, axis=0), strict=True)
                )
                print(f"{group}, {how}, from {least}: {mean}   ", *(f"{r[2]:.3f}" for r in table))
    if options.write:
        shipped = fits.weights(data)
        keep(TABLE, f"Fitted by tools/train_cast.py on {', '.join(data)}; log-odds per feature.", shipped)
        about = f"Fitted by tools/train_cast.py on {', '.join(data)}; trees that give log-odds."
        keep_trees(TREE_TABLE, about, fits.trees(data))
        for name in data:
            about = f"As the shipped table, without {name}."
            keep(HELD_OUT / name / TABLE.name, about, fits.weights(set(data) - {name}))
            keep_trees(HELD_OUT / name / TREE_TABLE.name, about, trees[name])
        count = sum(map(len, shipped.values()))
        print(f"{count} weights written to {TABLE.relative_to(ROOT)}, and those without each corpus")


if __name__ == "__main__":
    main()
