"""``recoupe read --show-zones``: a page as it was cut, with the reason for every cut."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from recoupe.model import Article

# The article stands out; what was set aside is told apart by colour, tickers and cards most of all.
COLOURS = {
    "title": "bold green",
    "lead": "green",
    "body": "default",
    "dateline": "cyan",
    "byline": "cyan",
    "caption": "blue",
    "ticker": "magenta",
    "related": "yellow",
    "notice": "bright_black",
    "ad": "red",
}


def show_zones(articles: Iterable[Article], as_json: bool) -> int:
    """Print each article with its zones, and return how many there were.

    In a terminal in colour; in a pipe each stretch under a line ``[zone: why]``; with ``as_json`` one
    JSON object a line: ``doc``, ``outlet`` and ``zones`` (``zone``, ``start``, ``end``, ``why``, ``text``).
    """
    count = 0
    for article in articles:
        count += 1
        if as_json:
            click.echo(json.dumps(_data(article), ensure_ascii=False))
        else:
            _print(article)
    return count


def _shown(text: str) -> str:
    """The text without what a terminal would obey: control characters and changes of direction."""
    return "".join("·" if unicodedata.category(c) in ("Cc", "Cf") and c not in "\n\t" else c for c in text)


def _data(article: Article) -> dict[str, object]:
    return {
        "doc": article.doc,
        "outlet": article.outlet,
        "zones": [
            {
                "zone": z.zone,
                "start": z.start,
                "end": z.end,
                "why": z.why,
                "text": article.text[z.start : z.end],
            }
            for z in article.zones
        ],
    }


def _print(article: Article) -> None:
    from rich.console import Console
    from rich.text import Text

    screen = Console(highlight=False, soft_wrap=True)
    screen.print(Text(f"== {article.doc}" + (f" ({article.outlet})" if article.outlet else ""), style="bold"))
    for zone in article.zones:
        said = f"{zone.zone}: {zone.why}" if zone.why else zone.zone
        screen.print(Text(f"[{said}]", style="dim"))
        screen.print(Text(_shown(article.text[zone.start : zone.end]), style=COLOURS[zone.zone]))
    screen.print()
