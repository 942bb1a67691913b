#!/usr/bin/env python3
"""How well the consonant skeleton finds the spellings of one name, over spellings and scripts.

Measured on what lies in ../shared/data/names (used for measuring only): labelled pairs of names of persons
(nomenklatura) and pairs of Arabic and Latin words (google/transliteration). `make eval` prints it.
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

from recoupe.resolve.skeleton import alike, token_key

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "names"
# From here on two names are offered for review (recoupe.join.names.OFFERED).
SEED = 20


def table() -> str:
    """Lines to print, one for each kind of material, or why it was passed over."""
    return "\n".join((persons(DATA / "nomenklatura_name_bench" / "cases.csv"), words(DATA / "google_ar2en")))


def persons(path: Path) -> str:
    """Precision and recall over labelled pairs of persons' names, as candidates for review."""
    from recoupe.join.names import OFFERED

    if not path.is_file():
        return f"pairs of persons' names: skipped ({path} is not here)"
    with path.open(encoding="utf-8", newline="") as file:
        pairs = [row for row in csv.DictReader(file) if row["schema"] == "Person"]
    right = offered = found = 0
    for row in pairs:
        is_one = row["is_match"] == "true"
        hit = alike(row["name1"], row["name2"])[0] >= OFFERED
        right, offered, found = right + is_one, offered + hit, found + (hit and is_one)
    return (
        f"pairs of persons' names (nomenklatura, {len(pairs)}): recall {found / right:.3f}, "
        f"precision {found / offered:.3f}"
    )


def words(folder: Path) -> str:
    """How often an Arabic word and its Latin spelling have one key, and how often others have it."""
    path = folder / "ar2en-test.txt"
    if not path.is_file():
        return f"Arabic and Latin words: skipped ({path} is not here)"
    pairs = [line.split("\t")[:2] for line in path.read_text("utf-8").splitlines() if "\t" in line]
    same = sum(token_key(a) == token_key(b) for a, b in pairs)
    chance = random.Random(SEED)
    others = [(a, chance.choice(pairs)[1]) for a, _ in pairs for _ in range(10)]
    wrong = sum(token_key(a) == token_key(b) for a, b in others)
    return (
        f"Arabic and Latin words (google, {len(pairs)}): one key for {same / len(pairs):.3f} of pairs, "
        f"for {wrong / len(others):.4f} of words set beside each other by chance"
    )


if __name__ == "__main__":
    print(table())
