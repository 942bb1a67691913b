"""Measure the cross-check on the press corpora, and fit its weights.

    eval/join.py [--end-to-end | --predicted DIR] [--fit | --sweep] [CORPUS …]

On gold statements by default; ``--end-to-end`` codes the articles first, ``--predicted DIR`` takes the
statements found in DIR/<corpus>/.
dev3 and dev4 are scored, never fitted on; each of the others is scored with weights fitted without it
(``held_out/<corpus>/join.json``), so that what is measured was not learnt from.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE / "tools")]

import score_accounts  # noqa: E402

from recoupe.join import accounts as assembly  # noqa: E402
from recoupe.join import blocking, candidates, cluster, join, same, weights  # noqa: E402
from recoupe.model import Account, Article, Coded, Zone, coded_from_json, stem, to_json  # noqa: E402

PRESS = HERE / "press"
HELD_OUT = HERE / "held_out"
FITTED = ("dev", "dev2", "dev5", "own1", "own2", "own3", "own4")
MEASURES = ("joined", "stray", "origins", "disagreements")


def corpora() -> list[str]:
    """The corpora that are here, in name order."""
    return sorted(f.name for f in PRESS.iterdir() if (f / "accounts.json").exists())


def articles(corpus: str) -> list[Article]:
    """A corpus's articles with their gold zones."""
    folder = PRESS / corpus
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    zones = json.loads((folder / "zones.json").read_text(encoding="utf-8"))
    found = []
    for file in sorted((folder / "articles").iterdir()):
        known = meta.get(file.name, {})
        found.append(
            Article(
                doc=file.name,
                text=file.read_bytes().decode(),
                zones=tuple(Zone(*z) for z in zones.get(file.name, ())),
                **{k: known.get(k) for k in ("outlet", "url", "published", "language")},
            )
        )
    return found


def statements(folder: Path) -> list[Coded]:
    """The coded statements of a folder, one file a document."""
    return [coded_from_json(f.read_bytes()) for f in sorted(folder.glob("*.json"))]


def measure(corpus: str, predicted: Path | None = None) -> dict[str, dict[str, Any]]:
    """The scores of score_accounts.py for one corpus."""
    folder = PRESS / corpus
    with held_out(corpus):
        found = join(statements(predicted or folder / "gold"), articles(corpus))
    return _score(corpus, found, predicted)


@contextmanager
def held_out(corpus: str) -> Iterator[None]:
    """Within it, pairs are weighed as learnt from the other corpora; as shipped for one never learnt from."""
    path = HELD_OUT / corpus / "join.json"
    if not path.exists():
        yield
        return
    shipped = {kind: dict(named) for kind, named in weights.WEIGHTS.items()}
    same.weigh_by(json.loads(path.read_text("utf-8"))["weights"])
    try:
        yield
    finally:
        same.weigh_by(shipped)


def _score(corpus: str, found: list[Account], predicted: Path | None) -> dict[str, dict[str, Any]]:
    folder = PRESS / corpus
    gold = score_accounts.load(str(folder / "gold"))
    theirs = score_accounts.load(str(predicted)) if predicted else gold
    truth = score_accounts.read_accounts(str(folder / "accounts.json"))
    totals, _ = score_accounts.score(gold, truth, theirs, json.loads(to_json(found)))
    return totals  # type: ignore[no-any-return]


def table(predicted: Path | None = None, names: Iterable[str] = ()) -> str:
    """Scores per corpus and the mean of the dev* ones, as text; ``predicted`` has a folder for each."""
    rows, sums, averaged = [], Counter[str](), 0
    wanted = set(names)
    chosen = [c for c in corpora() if not wanted or c in wanted]
    if predicted:
        chosen = [c for c in chosen if (predicted / c).is_dir()]
    for corpus in chosen:
        totals = measure(corpus, predicted / corpus if predicted else None)
        values = {m: totals[m].get("f1", totals[m].get("share")) or 0.0 for m in MEASURES}
        if corpus.startswith("dev"):  # own* were written later and by another hand: a mean would hide that
            sums.update(values)
            averaged += 1
        rows.append(f"{corpus:6} " + "  ".join(f"{m} {values[m]:.3f}" for m in MEASURES))
    if averaged > 1:
        rows.append("mean   " + "  ".join(f"{m} {sums[m] / averaged:.3f}" for m in MEASURES))
    return "\n".join(rows)


def coded_into(folder: Path, names: Iterable[str]) -> Path:
    """Code the corpora into one folder each, as ``run.py`` does; what fails is said on standard error."""
    import run

    for corpus in run.corpora(list(names) or corpora()):
        for failed in run.coding(corpus, folder)[1]:
            print(failed, file=sys.stderr)
    return folder


def sweep() -> str:
    """Joined F1 and stray share over the link threshold, on the corpora that may be looked at."""
    rows = []
    for link in (0.44, 0.46, 0.48, 0.5, 0.52):
        cluster.LINK = link
        values = [measure(c) for c in FITTED]
        joined = sum(v["joined"]["f1"] for v in values) / len(values)
        stray = sum(v["stray"]["share"] or 0 for v in values) / len(values)
        rows.append(f"link {link:.2f}  joined {joined:.3f}  stray {stray:.3f}")
    return "\n".join(rows)


# Where the fit starts and what it is drawn to: a coder's sense of the evidence, in log-odds.
_COMMON = {
    "actors-same": 1.5, "actors-state": 1.0, "actors-kin": 0.6, "actors-words": 1.0, "actors-apart": -1.5,
    "actors-more": 0.7, "actors-unsaid": 0.0, "actors-beyond": -1.0,
    "recipients-same": 1.5, "recipients-state": 1.0, "recipients-kin": 0.6, "recipients-words": 1.0,
    "recipients-apart": -1.5, "recipients-more": 0.7, "recipients-unsaid": 0.0, "recipients-beyond": -0.5,
    "actors-unlike": 0.0, "recipients-unlike": 0.0, "actors-sectors": -0.3, "recipients-sectors": -0.3,
    "crossed": 0.5, "when-same": 2.0, "when-near": 0.3, "when-slip": -0.5, "weekday-fits": 2.0,
    "when-inside": 1.2, "when-wide": 0.0,
    "when-long": -2.0, "when-overlap": 0.5, "when-weeks": -1.5, "when-apart": -3.0, "when-same-wide": 1.0,
    "series-apart": -2.0,
    "undated-both": 0.0, "undated-one": 0.0, "articles-apart": -1.5, "unnamed-later": -1.0,
    "articles-near": 0.5,
    "where-same": 1.2, "where-unknown": 0.0, "where-apart": -1.0, "where-part": -1.0,
    "words": 2.0, "head": 1.0, "numbers": 0.7, "verbatim": 0.5,
    "denied": -0.5, "supposed": -0.8, "status-apart": -0.3, "actors-persons": -2.0,
    "recipients-persons": -2.0, "actors-bodies": -0.5, "recipients-bodies": -0.5,
    "story-days": 0.5, "story-counts": 0.5, "story-bodies": 0.5, "story-places": 0.5, "story-words": 1.0,
    "beside": 1.5, "alike": 1.0, "outdone": -1.0,
}  # fmt: skip
PRIOR: dict[str, dict[str, float]] = {
    "event": {
        "bias": -4.0, "type-kin": -0.8, "mode-same": 1.0, "mode-apart": -1.5,
        "elsewhere-later": -1.5, "numbers-apart": -1.0, "numbers-same": 1.0, "once": 4.0,
        "numbers-far": -3.0, "penalty-apart": -2.0, **_COMMON,
    },
    # « Un groupe » of one year is not that of another.
    "tie": {"bias": -3.5, **_COMMON, "actors-beyond": -2.0, "unnamed-later": -2.5,
        "actors-bodies": -3.0, "recipients-bodies": -3.0},
    "figure": {
        "bias": -4.0, "measure-kin": -0.8, "unit-apart": -1.5, "counted-apart": -2.0, "scope-apart": -1.0,
        "value-rare": 3.0, "value-even": 2.0, "value-same": 1.5, "value-round": 1.0, "value-near": 1.0,
        "value-off": 0.0, "value-bound": 0.5, "value-slip": 0.5, "value-apart": -2.5, "part-apart": -1.0,
        "value-other-day": -2.0, "value-elsewhere": -2.0, "series": 1.0, "toll": 0.5, **_COMMON,
        "when-long": -1.0, "when-overlap": -1.0,
    },
}  # fmt: skip
# How far a weight may go from where it starts (standard deviation, log-odds); swept 0.3–1.5 by
# leaving one corpus of the three out.
PULL = 0.7
ROUNDS = 3


# What a pair of two corpora weighs: swept .3–1, more costs dev and dev4 a point or two of joined F1.
ELSEWHERE = 0.3


class Bench:
    """The gold statements of some corpora as one library would hold them, and what is evidence between two.

    Statements of different corpora speak of different things: so the weights learn what a large library is
    full of, and one corpus, all of whose articles are on a few events, is not.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.items: list[candidates.Node] = []
        self.corpus: list[str] = []
        self.account: list[tuple[str, int] | None] = []
        for corpus in names:
            texts = candidates.by_stem(articles(corpus))
            truth = score_accounts.read_accounts(str(PRESS / corpus / "accounts.json"))
            home = {(stem(d), i): (corpus, k) for k, a in enumerate(truth) for d, i in a["statements"]}
            for coded in statements(PRESS / corpus / "gold"):
                for node in candidates.nodes(coded, texts.get(stem(coded.doc))):
                    self.items.append(node)
                    self.corpus.append(corpus)
                    self.account.append(home.get((stem(node.ref[0]), node.ref[1])))
        self.size = Counter(self.account)
        self.met = sorted(blocking.pairs(self.items))
        self._pieces: dict[tuple[int, int], list[tuple[str, float]]] = {}

    def pieces(self, pair: tuple[int, int]) -> list[tuple[str, float]]:
        """The evidence between two statements by themselves."""
        if pair not in self._pieces:
            found = same.evidence(self.items[pair[0]], self.items[pair[1]])
            self._pieces[pair] = [(e.name, e.amount) for e in found if e.amount]
        return self._pieces[pair]

    def samples(
        self, names: Iterable[str], by: Mapping[str, Mapping[str, float]]
    ) -> dict[str, list[tuple[dict[str, float], bool, float]]]:
        """Per kind: the evidence of each pair worth comparing, whether gold joins it, its weight.

        ``by``: the weights by which it is told what is around a pair.
        """
        wanted = set(names)

        def odds(pair: tuple[int, int]) -> float:
            weighed = by[self.items[pair[0]].said.kind]
            return weighed["bias"] + sum(weighed.get(n, 0.0) * x for n, x in self.pieces(pair))

        first = {p: odds(p) for p in self.met if self.corpus[p[0]] in wanted and self.corpus[p[1]] in wanted}
        likely = cluster.least()
        near = [p for p, o in first.items() if o >= likely and self.items[p[0]].said.kind != "tie"]
        for pair in sorted(candidates.companions(self.items, near)):
            first.setdefault(pair, odds(pair))
        scores = {p: same.probability(o) for p, o in first.items()}
        found: dict[str, list[tuple[dict[str, float], bool, float]]] = {"event": [], "tie": [], "figure": []}
        for (i, j), around in assembly.around(self.items, scores).items():
            pieces = dict(self.pieces((i, j)))
            pieces.update(beside=around.beside, alike=around.alike, outdone=around.outdone)
            joined = self.account[i] is not None and self.account[i] == self.account[j]
            # An account of seven statements has 21 pairs: they must not outvote the accounts of two.
            weight = min(1.0, 3 / self.size[self.account[i]]) if joined else 1.0
            if self.corpus[i] != self.corpus[j]:
                if self.items[i].said.kind == "tie":  # who heads what is so in every corpus
                    continue
                weight = ELSEWHERE
            found[self.items[i].said.kind].append((pieces, joined, weight))
        return found


def fit(bench: Bench, names: Iterable[str] = FITTED) -> dict[str, dict[str, float]]:
    """Weights by penalised logistic regression (Newton's method), in a few rounds, since what is
    around a pair is scored with the weights of the round before."""
    import numpy as np

    current = PRIOR
    for _ in range(ROUNDS):
        data = bench.samples(names, current)
        current = {}
        for kind, prior in PRIOR.items():
            rows = data[kind]
            order = list(prior)
            x = np.array([[1.0 if n == "bias" else row[0].get(n, 0.0) for n in order] for row in rows])
            y = np.array([row[1] for row in rows], dtype=float)
            weight = np.array([row[2] for row in rows])
            start = np.array([prior[n] for n in order])
            pull = np.array([4.0 if n == "bias" else PULL**2 for n in order])
            w = start.copy()

            def loss(
                w: Any, x: Any = x, y: Any = y, weight: Any = weight, start: Any = start, pull: Any = pull
            ) -> float:
                z = x @ w
                return float(weight @ (np.logaddexp(0, z) - y * z) + ((w - start) ** 2 / pull).sum() / 2)

            for _ in range(50):
                p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
                slope = x.T @ (weight * (y - p)) - (w - start) / pull
                curve = (x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(1 / pull)
                step = np.linalg.solve(curve, slope)
                # A full step may overshoot where one side of the sample is nearly parted from the other.
                while loss(w + step) > loss(w) and np.abs(step).max() > 1e-6:
                    step = step / 2
                w = w + step
            current[kind] = {n: round(float(v), 2) for n, v in zip(order, w, strict=True)}
    return current


def write(found: Mapping[str, Mapping[str, float]]) -> None:
    """Put fitted weights into weights.py, below its docstring."""
    path = Path(weights.__file__)
    head = path.read_text(encoding="utf-8").split("from __future__")[0]
    lines = [head + "from __future__ import annotations\n"]
    for kind, named in found.items():
        body = "".join(f'    "{n}": {v},\n' for n, v in named.items() if abs(v) >= 0.05)
        lines.append(f"{kind.upper()} = {{\n{body}}}\n")
    lines.append('WEIGHTS: dict[str, dict[str, float]] = {"event": EVENT, "tie": TIE, "figure": FIGURE}\n')
    path.write_text("\n".join(lines), encoding="utf-8")


def write_held_out(bench: Bench) -> None:
    """For each fitted corpus the weights fitted on the others."""
    for corpus in FITTED:
        found = fit(bench, [c for c in FITTED if c != corpus])
        content = {"about": f"Fitted by eval/join.py --fit without {corpus}.", "weights": found}
        text = json.dumps(content, indent=0, sort_keys=True)
        (HELD_OUT / corpus / "join.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("corpora", nargs="*")
    ap.add_argument("--predicted", type=Path, help="folder with one folder of coded statements per corpus")
    ap.add_argument("--end-to-end", action="store_true", help="join recoupe's own statements")
    ap.add_argument("--fit", action="store_true", help="fit the weights: weights.py and held_out/*/join.json")
    ap.add_argument("--sweep", action="store_true", help="sweep the link threshold")
    args = ap.parse_args()
    if args.fit:
        bench = Bench(FITTED)
        write_held_out(bench)
        found = fit(bench)
        write(found)
        same.weigh_by(found)
    if args.end_to_end:
        with tempfile.TemporaryDirectory(prefix="recoupe-join-") as name:
            print(table(coded_into(Path(name), args.corpora), args.corpora))
        return
    print(sweep() if args.sweep else table(args.predicted, args.corpora))


if __name__ == "__main__":
    main()
