"""A brief from a corpus coded by hand (eval/press/dev), for looking at: the work of a whole pipeline.

``python tests/share/gold.py eval/press/dev out.html [en|fr]`` prints the brief and writes its page.
Accounts come from ``recoupe.join``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from recoupe.model import Article, Coded, Zone, coded_from_json, stem


def corpus(folder: Path) -> tuple[list[Article], list[Coded]]:
    """The articles of a press corpus and what coders read in them."""
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    zones = json.loads((folder / "zones.json").read_text("utf-8"))
    articles, coded = [], []
    for path in sorted((folder / "articles").iterdir()):
        known = meta.get(path.name, {})
        cut = tuple(Zone(start, end, zone, "coded by hand") for start, end, zone in zones.get(path.name, []))
        text = path.read_bytes().decode("utf-8")
        fields = {key: known.get(key) for key in ("outlet", "url", "published", "language")}
        articles.append(Article(path.name, text, cut, **fields))
        gold = folder / "gold" / f"{stem(path.name)}.json"
        if gold.exists():
            coded.append(coded_from_json(gold.read_bytes()))
    return articles, coded


def main() -> None:
    from rich.console import Console

    from recoupe.join import join, ledgers
    from recoupe.share.brief import brief
    from recoupe.share.page import page
    from recoupe.share.terminal import print_brief

    folder, out, lang = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "en"
    articles, coded = corpus(folder)
    accounts = join(coded, articles)
    made = brief(articles, coded, [], accounts, ledgers(accounts, coded))
    print_brief(made, Console(width=100), lang)
    out.write_text(page(made, lang), "utf-8")


if __name__ == "__main__":
    main()
