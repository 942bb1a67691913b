#!/usr/bin/env python3
"""Score recoupe against the gold standards in eval/press, and against the seeds where they are present.

    eval/run.py [--corpus dev]… [--json FILE] [--floors tests/eval/floors.json]

Coding is scored here: every article of a corpus is read and coded as the command line would do it,
and the French ones are compared with the gold statements by eval/tools/score.py. Joining, zones and
dates each have a module of their own beside this file, with a `table()` that this one prints; joining is
measured twice, on gold statements and on those just coded.

With --floors, exits 1 when a measure fell below its floor, and names it.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parent.parent / "shared" / "press"
sys.path[:0] = [str(HERE), str(HERE / "tools")]

from held_out import held_out  # noqa: E402
from score import load, score  # noqa: E402

LANGUAGE = "fr"
MEASURES = (
    "found", "found.event", "found.tie", "found.figure", "mode", "actors", "when.dated",
    "where", "value", "status", "said_by", "record",
)  # fmt: skip
# Modules beside this one with a `table()`: its title, and what its columns are where it returns rows.
OTHER_TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "constructions": ("Constructions, in sentences of our own", ()),
    "join": ("Join, on gold statements", ()),
    "zones": ("Zones", ("article kept", "other text kept", "zone right")),
    "dates": ("Dates", ()),
    "names": ("Names", ()),
    "pages": ("Pages", ()),
}

Scores = dict[str, float | None]
# Records found in an article in which there is nothing to find.
OFF_TOPIC = "records per off-topic article"


class Corpus(NamedTuple):
    """Articles and their gold statements; ``meta`` is what a scraper knew, where it knew anything."""

    name: str
    articles: Path
    gold: Path
    meta: Path


def corpora(names: Iterable[str] = ()) -> list[Corpus]:
    """The corpora on this machine, in the order of their names, the seeds last.

    Raises ``SystemExit`` with the names there are when one of ``names`` is not among them.
    """
    found = [
        Corpus(folder.name, folder / "articles", folder / "gold", folder / "meta.json")
        for folder in sorted(gold.parent for gold in (HERE / "press").glob("*/gold"))
    ]
    if (SEEDS / "seeds").is_dir():
        found.append(Corpus("seeds", SEEDS / "seeds", SEEDS / "seeds-gold", SEEDS / "seeds-meta.json"))
    wanted = set(names)
    known = {c.name for c in found}
    if unknown := wanted - known:
        there = ", ".join(sorted(known)) or "none"
        raise SystemExit(f"eval/run.py: no corpus {', '.join(sorted(unknown))} here; there are: {there}")
    return [c for c in found if not wanted or c.name in wanted]


def code_into(corpus: Corpus, folder: Path) -> list[str]:
    """Read and code a corpus, one ``<stem>.json`` per document; returns what failed, with its reason."""
    from recoupe.code import code
    from recoupe.model import Article, Coded, Dropped, stem, to_json
    from recoupe.read import read

    meta = json.loads(corpus.meta.read_text(encoding="utf-8")) if corpus.meta.exists() else None
    failed = []
    articles = []
    for item in read([corpus.articles], meta):
        if isinstance(item, Article):
            articles.append(item)
        elif item.failed:
            failed.append(f"{item.doc}: {item.reason}")
    for said in code(articles):
        if isinstance(said, Coded):
            (folder / f"{stem(said.doc)}.json").write_text(to_json(said), encoding="utf-8")
        elif isinstance(said, Dropped) and said.failed:
            failed.append(f"{said.doc}: {said.reason}")
    return failed


def coding(corpus: Corpus, folder: Path) -> tuple[Scores, list[str]]:
    """The French measures of one corpus (F1 or share, 0–1; None where nothing was to be measured).

    The coded statements of all its articles, in every language, are left in ``folder``/<corpus>. What is
    learnt (which triggers tell an act, who plays which part) was learnt from the other corpora.
    """
    coded = folder / corpus.name
    coded.mkdir()
    with held_out(corpus.name):
        failed = code_into(corpus, coded)
    gold, said = load(corpus.gold, LANGUAGE), load(coded)
    totals, _ = score(gold, said)
    scores = {m: totals[m].get("f1", totals[m].get("share")) for m in MEASURES if m in totals}
    off = [doc for doc, told in gold.items() if not told]
    scores[OFF_TOPIC] = sum(len(said.get(doc, ())) for doc in off) / len(off) if off else None
    return scores, failed


def below(scores: Mapping[str, Scores], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """One line per measure that stands below its floor; corpora that were not scored are passed over."""
    return [
        f"{name}: {measure} is {shown(got)}, its floor is {floor:.3f}"
        for name, wanted in floors.items()
        if name in scores
        for measure, floor in wanted.items()
        if ((got := scores[name].get(measure)) or 0.0) < floor
    ]


def shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def as_table(scores: Mapping[str, Scores]) -> str:
    """Corpora down, measures across."""
    columns = list(MEASURES)
    wide = max(map(len, scores), default=0) + 2
    lines = ["".ljust(wide) + "  ".join(c.rjust(max(5, len(c))) for c in columns)]
    for name, row in scores.items():
        cells = (shown(row.get(c)).rjust(max(5, len(c))) for c in columns)
        lines.append(name.ljust(wide) + "  ".join(cells))
    return "\n".join(lines)


def other_table(name: str) -> str:
    """What ``eval/<name>.py`` has to say, or why it says nothing."""
    if not (HERE / f"{name}.py").exists():
        return f"skipped: eval/{name}.py is not in this checkout"
    result = importlib.import_module(name).table()
    if isinstance(result, str):
        return result
    _, columns = OTHER_TABLES[name]
    lines = ["".ljust(8) + "  ".join(columns)]
    lines += [
        row[0].ljust(8) + "  ".join(shown(v).rjust(len(c)) for v, c in zip(row[1:], columns, strict=True))
        for row in result
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--corpus", action="append", default=[], metavar="NAME", help="only this one (repeat for more)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the coding scores as JSON")
    parser.add_argument(
        "--floors", type=Path, metavar="FILE", help="exit 1 when a measure is below its floor"
    )
    args = parser.parse_args()

    chosen = corpora(args.corpus)
    print("Coding, French articles (F1 or share; see eval/README.md)\n")
    scores: dict[str, Scores] = {}
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="recoupe-eval-") as name:
        for corpus in chosen:
            scores[corpus.name], failed = coding(corpus, Path(name))
            for line in failed:
                print(f"eval/run.py: {corpus.name}: {line}", file=sys.stderr)
        print(as_table(scores))
        off = [found for row in scores.values() if (found := row[OFF_TOPIC]) is not None]
        if off:
            print(f"\n{OFF_TOPIC}, mean over corpora: {sum(off) / len(off):.2f} (worst {max(off):.2f})")
        print(f"\n{len(chosen)} corpora in {time.perf_counter() - began:.0f} s, the French model included")
        joined = importlib.import_module("join").table(Path(name), args.corpus)
        persons = "" if args.corpus else importlib.import_module("persons").table(Path(name))
    if not SEEDS.is_dir() and not args.corpus:
        print(f"seeds skipped: {SEEDS} is not on this machine (third-party texts, not part of the project)")

    print(f"\nJoin, on the statements coded above\n\n{joined}")
    if persons:
        print(f"\nMasking of persons in exports\n\n{persons}")
    if not args.corpus:
        for name, (title, _) in OTHER_TABLES.items():
            print(f"\n{title}\n")
            print(other_table(name))

    if args.json:
        args.json.write_text(json.dumps({"coding": scores}, indent=1) + "\n", encoding="utf-8")
    if args.floors:
        fallen = below(scores, json.loads(args.floors.read_text(encoding="utf-8")))
        for line in fallen:
            print(f"eval/run.py: below its floor: {line}", file=sys.stderr)
        if fallen:
            raise SystemExit(1)


if __name__ == "__main__":
    main()
