"""Pages as scrapers store them: the article is kept, what stands around it is set aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from recoupe.model import CODED_ZONES
from recoupe.read.zoning import zones

from .conftest import FIRST, SECOND

_PAGES = [
    page
    for name in ("pages.txt", "pages_more.txt", "pages_world.txt", "pages_tickers.txt", "pages_kinds.txt")
    for page in (Path(__file__).parent / name).read_text(encoding="utf-8").split("\n=== ")[1:]
]


GAPS = ["\n", "\r\n", "\n\n", "    ", "\t"]


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("page", _PAGES, ids=[page.split("\n")[0] for page in _PAGES])
def test_the_article_and_nothing_else(page: str, gap: str) -> None:
    head, *rows = [row for row in page.split("\n") if row]
    text = gap.join(row[1:] for row in rows)
    found = zones(text, head.split()[-1])
    coded = [text[z.start : z.end] for z in found if z.zone in CODED_ZONES]
    assert coded == [row[1:] for row in rows if row[0] == "+"]
    assert all(zone.why for zone in found)


@pytest.mark.parametrize("page", [page for page in _PAGES if page.startswith("k")], ids=lambda page: page[:4])
def test_no_flash_wins_the_title(page: str) -> None:
    head, *rows = [row for row in page.split("\n") if row]
    text = "\n".join(row[1:] for row in rows)
    titles = [text[z.start : z.end] for z in zones(text, head.split()[-1]) if z.zone == "title"]
    assert titles == [next(row[1:] for row in rows if row[0] == "+")]


@pytest.mark.parametrize(
    ("tail", "zone"),
    [
        ("TAP/lba", "byline"),
        ("Lire aussi : Un pont ferme à Bizerte", "related"),
        ("Partager sur Facebook", "notice"),
    ],
)
def test_what_ends_a_page_stored_as_one_line(tail: str, zone: str) -> None:
    text = f"{FIRST} {SECOND} {tail}"
    found = zones(text, "le-rivage")
    assert [(z.zone, text[z.start : z.end]) for z in found] == [("body", f"{FIRST} {SECOND}"), (zone, tail)]


def test_a_last_sentence_without_its_stop_is_kept() -> None:
    text = f"{FIRST} {SECOND} Les travaux reprendront lundi à Lisbonne"
    assert [z.zone for z in zones(text, "le-rivage")] == ["body"]
