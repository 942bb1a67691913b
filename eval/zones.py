"""Scores the zones: how much of the article is kept, and how much of the rest with it.

For each corpus with gold zones, over characters that are not blank: the share of coded text (title,
lead, body in the gold) that ``read`` also codes, the share of all other text that it codes wrongly,
and the share of characters whose zone is named as in the gold. Run: ``python eval/zones.py``.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from recoupe.model import CODED_ZONES
from recoupe.read.zoning import zones

HERE = Path(__file__).parent
SHARED = Path("/work/shared/press")
# Texts held out: scored, never listed.
HELD_OUT = frozenset({"dev3", "dev4"})


def corpora() -> list[tuple[str, Path, Path, Path | None]]:
    """Name, folder of articles, gold zones and metadata of each corpus at hand."""
    out: list[tuple[str, Path, Path, Path | None]] = []
    for folder in sorted(gold.parent for gold in (HERE / "press").glob("*/gold")):
        out.append((folder.name, folder / "articles", folder / "zones.json", folder / "meta.json"))
    if (SHARED / "seeds-zones.json").exists():
        out.append(("seeds", SHARED / "seeds", SHARED / "seeds-zones.json", None))
    return out


def _labels(spans: list[list[object]], length: int) -> list[str]:
    out = [""] * length
    for start, end, zone, *_ in spans:
        for at in range(int(str(start)), int(str(end))):
            out[at] = str(zone)
    return out


def score(
    articles: Path, gold: Path, meta: Path | None
) -> tuple[float, float, float, Counter[tuple[str, str, str]]]:
    """Coded text kept, other text wrongly kept, zones named right; and what was taken for what."""
    known = json.loads(meta.read_text(encoding="utf-8")) if meta else {}
    kept = coded = leaked = other = right = total = 0
    confused: Counter[tuple[str, str, str]] = Counter()
    for name, spans in json.loads(gold.read_text(encoding="utf-8")).items():
        text = (articles / name).read_text(encoding="utf-8")
        want = _labels(spans, len(text))
        have = _labels(
            [list(z) for z in map(_as_list, zones(text, known.get(name, {}).get("outlet")))], len(text)
        )
        for char, one, two in zip(text, want, have, strict=True):
            if char.isspace():
                continue
            total += 1
            right += one == two
            if one in CODED_ZONES:
                coded += 1
                kept += two in CODED_ZONES
            else:
                other += 1
                leaked += two in CODED_ZONES
            if one != two:
                confused[name, one, two] += 1
    return kept / max(coded, 1), leaked / max(other, 1), right / max(total, 1), confused


def _as_list(zone: object) -> list[object]:
    return [getattr(zone, name) for name in ("start", "end", "zone")]


def table() -> list[tuple[str, float, float, float]]:
    """A row for each corpus: name, coded text kept, other text kept, zones named right (0 to 1)."""
    return [(name, *score(articles, gold, meta)[:3]) for name, articles, gold, meta in corpora()]


def main() -> None:
    """Print the table; with ``-v`` also what was taken for what (not for the texts held out)."""
    print(f"{'corpus':8} {'kept':>7} {'leaked':>7} {'named':>7}")
    for name, articles, gold, meta in corpora():
        kept, leaked, named, confused = score(articles, gold, meta)
        print(f"{name:8} {kept:7.4f} {leaked:7.4f} {named:7.4f}")
        if "-v" in sys.argv and name not in HELD_OUT:
            for (doc, want, have), count in sorted(confused.items()):
                print(f"    {doc}: {want} taken for {have or 'nothing'} ({count})")


if __name__ == "__main__":
    main()
