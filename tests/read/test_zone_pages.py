"""Pages as scrapers store them: the article is kept, what stands around it is set aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from recoupe.model import CODED_ZONES
from recoupe.read.zoning import zones

_PAGES = (Path(__file__).parent / "pages.txt").read_text(encoding="utf-8").split("\n=== ")[1:]


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
