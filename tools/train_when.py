"""Fit the weights by which the coder dates statements (``src/recoupe/code/fr/dating.py``).

    .venv/bin/python tools/train_when.py            cross-validate by corpus, and print
    .venv/bin/python tools/train_when.py --write    fit on all corpora and write lexicon/fr/when.json

Each statement of the body that the gold tells too is an example; right are the options whose interval is the
gold's. A conditional logit with an L2 penalty: the options of a statement share one probability. What the
statements before were dated by is known to the weights, so the corpora are coded twice, each time with what
the other corpora taught the time before; the first round starts from the hand-made rule. No random step.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
from train_accept import HELD_OUT, PRESS, ROOT, held_out, keep, matched, texts

from recoupe.code.fr import coder, dating, fitted, setting, timing
from recoupe.code.fr.subject import Option, Subject
from recoupe.model import Article

TABLE = ROOT / "src" / "recoupe" / "lexicon" / "fr" / "when.json"
# Where the fit begins, and what the penalty draws it back to: the time that the hand-made rules take.
START = {
    "own:rule": 2.5, "own:implied": -2.5, "none:none": 0.5, "back:rule-back": 1.5,
    "back:heading": 3.0, "back:meant": 3.0, "own:announced=police": -3.0, "own:announced=violence": -3.0,
    "own:compared": -4.0,
    "own:how=period": 5.0, "own:how=since/other": 2.5, "own:how=then": 5.0,
    "own:how=counted/mine": 8.0,
    "back:hung=speech": -1.25, "back:scene": 2.5, "back:frame": 1.5, "back:framed-else": -1.5,
    "own:apart=held/verb": 0.5, "own:apart=held/noun": 0.5,
    "own:apart=deed/verb": -0.5,
    "own:only-then": 5.0, "own:becomes": 3.0,
    "own:how=start/behind": 8.0, "own:how=anchor/undated": 4.0,
}  # fmt: skip
ROUNDS = 2
PENALTY = 20.0
NARROW = 1.5  # weights of pairs of features are held closer to zero
RARE = 5  # a feature seen in fewer examples has no weight


class Example(NamedTuple):
    """A statement: its options, what is known of each, which are right, and whether the gold dates it."""

    options: list[Option]
    known: list[frozenset[str]]
    right: list[bool]
    dated: bool
    group: str


@contextmanager
def replaced(module: Any, **functions: Any) -> Iterator[None]:
    """Within it, functions of a module are others."""
    before = {name: getattr(module, name) for name in functions}
    for name, function in functions.items():
        setattr(module, name, function)
    try:
        yield
    finally:
        for name, function in before.items():
            setattr(module, name, function)


def watched(
    corpus: str, module: Any, table: dict[str, float]
) -> tuple[dict[str, tuple[Article, list[dict[str, Any]]]], dict[str, list[tuple[Any, Any, Any]]]]:
    """A corpus with its gold, and what ``module`` described while it was coded with a table of its weights.

    By document: the hit or count, its sentence's view, and the options described for it, body alone. All else
    is chosen as it would be on unseen texts.
    """
    known = texts(corpus, figures=True)
    seen: dict[str, list[tuple[Any, Any, Any]]] = defaultdict(list)
    doc, told = [""], [None]
    whole, of_hit, of_count = coder.code_article, setting.Setting.of_hit, setting.Setting.of_count
    described = module.described

    def coded(article: Article, *rest: Any) -> Any:
        doc[0] = article.doc
        return whole(article, *rest)

    def hit_set(self: Any, hit: Any, *rest: Any) -> Any:
        told[0] = hit
        return of_hit(self, hit, *rest)

    def count_set(self: Any, count: Any, *rest: Any) -> Any:
        told[0] = count
        return of_count(self, count, *rest)

    def noted(subject: Subject, view: Any, *rest: Any) -> Any:
        made = described(subject, view, *rest)
        if view.zone == "body":
            seen[doc[0]].append((told[0], view, [(option, known.spelled()) for option, known in made]))
        return made

    with (
        held_out(corpus),
        replaced(coder, code_article=coded),
        replaced(setting.Setting, of_hit=hit_set, of_count=count_set),
        replaced(module, described=noted, weights=lambda: table),
    ):
        list(coder.code_french([article for article, _ in known.values()]))
    return known, seen


def examples(corpus: str, table: dict[str, float]) -> list[Example]:
    """The statements of a corpus that its gold tells too, coded with a table of weights."""
    known, seen = watched(corpus, dating, table)
    found: list[Example] = []
    for name, (article, gold) in known.items():
        found += list(_labelled(seen[name], gold, article))
    return found


def _labelled(seen: list[Any], gold: list[dict[str, Any]], article: Article) -> Iterator[Example]:
    acts = [(told, view, options) for told, view, options in seen if hasattr(told, "frame")]
    sums = [(told, view, options) for told, view, options in seen if not hasattr(told, "frame")]
    deeds = [g for g in gold if g["kind"] != "figure"]
    figures = [g for g in gold if g["kind"] == "figure"]
    for n, m in matched([(hit, view) for hit, view, _ in acts], deeds, article.text).items():
        group = deeds[m]["kind"]
        yield _example(acts[n][2], deeds[m], group, article.published)
    for n, m in counted([(count, view) for count, view, _ in sums], figures, article.text).items():
        yield _example(sums[n][2], figures[m], "figure", article.published)


def counted(candidates: Sequence[tuple[Any, Any]], gold: list[dict[str, Any]], text: str) -> dict[int, int]:
    """Which count (by position) is which figure of the gold: same measure and value, nearest trigger."""
    links = []
    for n, (count, view) in enumerate(candidates):
        start = view.start + count.start
        for m, said in enumerate(gold):
            first, last = said["span"]
            apart = min(last, view.start + len(view.text)) <= max(first, view.start)
            if apart or said["measure"] != count.measure or said["value"] != count.number.value:
                continue
            at = text.find(said["trigger"], first, last)
            links.append((abs(start - at), n, m))
    found: dict[int, int] = {}
    for _, n, m in sorted(links):
        if n not in found and m not in found.values():
            found[n] = m
    return found


def _example(
    options: list[tuple[Option, frozenset[str]]],
    said: dict[str, Any],
    group: str,
    published: str | None,
) -> Example:
    when = said.get("when") or {}
    wanted = when.get("start"), when.get("end")
    right = []
    for option, _ in options:
        made = timing.to_when(option.time, group, published)
        right.append(((made.start, made.end) if made else (None, None)) == wanted)
    return Example(
        [o for o, _ in options], [known for _, known in options], right, wanted != (None, None), group
    )


def fit(data: Sequence[Example]) -> dict[str, float]:
    """Weights in log-odds of all features that are not rare."""
    data = [e for e in data if any(e.right)]
    counts: dict[str, int] = defaultdict(int)
    for example in data:
        for name in set().union(*example.known):
            counts[name] += 1
    # What the fit begins with is held to where too few examples speak of it.
    names = sorted({name for name, count in counts.items() if count >= RARE} | set(START))
    place = {name: n for n, name in enumerate(names)}
    options = [sorted(place[n] for n in option if n in place) for e in data for option in e.known]
    index = np.array([n for option in options for n in option])
    starts = np.cumsum([0] + [len(option) for option in options])[:-1]
    sizes = np.array([len(option) for option in options])
    first = np.cumsum([0] + [len(e.options) for e in data])[:-1]
    many = np.array([len(e.options) for e in data])
    good = np.array([r for e in data for r in e.right], dtype=float)
    penalty = PENALTY * np.array([NARROW if "&" in name else 1.0 for name in names])

    start = np.array([START.get(name, 0.0) for name in names])

    def loss(moved: np.ndarray) -> tuple[float, np.ndarray]:
        weights = start + moved
        odds = np.add.reduceat(weights[index], starts)
        odds -= np.repeat(np.maximum.reduceat(odds, first), many)
        mass = np.exp(odds)
        total, right = np.add.reduceat(mass, first), np.add.reduceat(mass * good, first)
        excess = mass / np.repeat(total, many) - mass * good / np.repeat(right, many)
        slope = np.bincount(index, np.repeat(excess, sizes), len(names)) + penalty * moved
        return float(np.sum(np.log(total / right)) + 0.5 * np.sum(penalty * moved**2)), slope

    weights = start + minimised(loss, len(names))
    return {
        name: round(float(weight), 3)
        for name, weight in zip(names, weights, strict=True)
        if abs(weight) >= 0.0005
    }


def minimised(
    loss: Callable[[np.ndarray], tuple[float, np.ndarray]], size: int, steps: int = 200
) -> np.ndarray:
    """Where a smooth function of ``size`` numbers is least: L-BFGS (Nocedal and Wright, algorithm 7.5)."""
    at = np.zeros(size)
    value, slope = loss(at)
    past: list[tuple[np.ndarray, np.ndarray]] = []
    for _ in range(steps):
        way = slope.copy()
        kept = []
        for move, bend in reversed(past):
            share = float(move @ way) / float(move @ bend)
            kept.append(share)
            way -= share * bend
        if past:
            move, bend = past[-1]
            way *= float(move @ bend) / float(bend @ bend)
        for (move, bend), share in zip(past, reversed(kept), strict=True):
            way += move * (share - float(bend @ way) / float(move @ bend))
        pace = 1.0 if past else 1.0 / max(1.0, float(np.abs(slope).max()))
        while True:
            there, turned = loss(at - pace * way)
            if there <= value - 1e-4 * pace * float(way @ slope) or pace < 1e-8:
                break
            pace /= 2
        past = [*past[-9:], (-pace * way, turned - slope)]
        if not float(past[-1][0] @ past[-1][1]) > 0:
            past.pop()
        at, gain, value, slope = at - pace * way, value - there, there, turned
        if gain < 1e-5 * max(1.0, value):
            break
    return at


def judge(data: Sequence[Example], table: dict[str, float]) -> list[float]:
    """Share right of all, and of those that the gold dates; the best possible of the latter."""
    hits = []
    for e in data:
        odds = [fitted.odds(table, option) for option in e.known]
        mass = np.exp(np.array(odds) - max(odds))
        hits.append(e.right[dating.taken(e.options, list(mass / mass.sum()), e.group)])
    dated = [hit for hit, e in zip(hits, data, strict=True) if e.dated]
    possible = [any(e.right) for e in data if e.dated]
    return [float(np.mean(hits)), float(np.mean(dated)), float(np.mean(possible))]


def rounds(
    names: Sequence[str], say: Callable[[str], None]
) -> tuple[dict[str, list[Example]], dict[str, dict[str, float]]]:
    """The examples of the last round, and the table learnt without each corpus."""
    tables = dict.fromkeys(names, START)
    data: dict[str, list[Example]] = {}
    for n in range(ROUNDS):
        data = {name: examples(name, tables[name]) for name in names}
        tables = {
            name: fit([e for other, mine in data.items() if other != name for e in mine]) for name in names
        }
        rows = [(judge(mine, START), judge(mine, tables[name])) for name, mine in data.items()]
        for what, k in (("rule alone", 0), ("weights of the other corpora", 1)):
            every, dated, possible = np.mean([r[k] for r in rows], axis=0)
            each = " ".join(f"{r[k][1]:.3f}" for r in rows)
            shares = f"right {every:.3f}  dated {dated:.3f} ({each})  possible {possible:.3f}"
            say(f"round {n + 1} {what:30} {shares}")
    return data, tables


def main() -> None:
    """Cross-validate; with ``--write``, fit on everything and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--corpora", default=",".join(sorted(p.name for p in PRESS.iterdir() if p.is_dir())))
    options = parser.parse_args()
    data, tables = rounds(options.corpora.split(","), print)
    if options.write:
        fitted = fit([e for mine in data.values() for e in mine])
        keep(TABLE, f"Fitted by tools/train_when.py on {', '.join(data)}; log-odds per feature.", fitted)
        for name, table in tables.items():
            keep(HELD_OUT / name / TABLE.name, f"As the shipped table, without {name}.", table)
        print(f"{len(fitted)} weights written to {TABLE.relative_to(ROOT)}, and those without each corpus")


if __name__ == "__main__":
    main()
