"""How many web pages recoupe reads per CPU second, beside trafilatura alone over the same pages.

    .venv/bin/python benchmarks/pages.py [--rounds 3]

The pages are those of ``eval/pages.py`` (absent, nothing is measured). Both sides take the page's bytes and
give its text; recoupe's side also arbitrates title, outlet and dates, and cuts the text into zones. Rounds
alternate, and of each side the quickest counts.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "eval"))

from pages import PAGES, Case, alone, ours, snippets, whole  # noqa: E402

AIM = 1.0


def seconds(cases: list[Case], read: Callable[[Case], str]) -> float:
    """CPU seconds that reading takes."""
    begun = time.process_time()
    for case in cases:
        read(case)
    return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    cases = [*whole(), *snippets()]
    if not cases:
        print(f"pages: skipped, {PAGES} is not on this machine (public test pages, not part of the project)")
        return
    best = {"trafilatura": float("inf"), "recoupe": float("inf")}
    alone(cases[0])
    ours(cases[0])
    for _ in range(args.rounds):
        best["trafilatura"] = min(best["trafilatura"], seconds(cases, alone))
        best["recoupe"] = min(best["recoupe"], seconds(cases, ours))
    for name, spent in best.items():
        print(f"{name:12} {len(cases) / spent:6.1f} pages per CPU second ({len(cases)} pages)")
    print(f"ratio        {best['trafilatura'] / best['recoupe']:6.2f} (aim {AIM:.0f} or more)")


if __name__ == "__main__":
    main()
