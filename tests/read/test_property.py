"""Whatever the text, zoning never raises, and its zones are sorted, disjoint, inside, and complete."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoupe.model import Article, Zone
from recoupe.read import read
from recoupe.read.decode import NotText, decode
from recoupe.read.language import language
from recoupe.read.published import published
from recoupe.read.zoning import zones

from .conftest import FIRST, SECOND

LINES = st.sampled_from(
    [
        FIRST,
        SECOND,
        "Lire aussi : Un autre titre",
        "Aller plus loin",
        "À lire aussi",
        "Par Leïla",
        "© AFP",
        "...",
        "«",
        "Un titre    Un autre    Un tiers",
        "10h30 Un titre 11h40 Un autre",
        "Tunis, 3 mars 2021 (TAP) - Le ministre a été reçu en audience par le président de la commission",
        "Publié le 3 mars 2021",
        "Il vous reste 3 %",
        "\u200b\u202e",
        "\ufeff",
        "Une accroche qui ne finit pas...",
        "عاجل: خبر",
        "Accueil > Monde",
        "TAP/lb",
        "A. B. - Rivage",
        "1",
        "-",
        "Vous aimerez aussi Ceci Partager sur Ici",
    ]
)
ENDS = st.sampled_from(["\n", "\n\n", "\r\n", " ", "    ", "\u2028", "\x0c", "\x1d", "", ". "])
PAGES = st.lists(st.tuples(LINES | st.text(max_size=60), ENDS), max_size=14).map(
    lambda parts: "".join(line + end for line, end in parts)
)


def _hold(text: str, found: tuple[Zone, ...]) -> None:
    at = 0
    for zone in found:
        assert at <= zone.start < zone.end <= len(text)
        assert text[at : zone.start].strip() == ""
        at = zone.end
    assert text[at:].strip() == ""


@settings(max_examples=300, deadline=None)
@given(PAGES | st.text(max_size=2000), st.none() | st.text(max_size=12))
def test_zones_hold_together(text: str, outlet: str | None) -> None:
    found = zones(text, outlet)
    _hold(text, found)
    day = published(text, found, outlet)
    assert day is None or len(day.value) == 10
    assert language(text) in (None, "fr", "en", "ar")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=800) | PAGES.map(str.encode) | PAGES.map(lambda text: text.encode("utf-16")))
def test_any_bytes_are_a_text_or_refused(raw: bytes) -> None:
    try:
        text = decode(raw).text
    except NotText:
        return
    assert "\r" not in text and "\x00" not in text


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=400) | PAGES.map(str.encode), st.sampled_from([".txt", ".html"]))
def test_any_file_is_an_article_or_one_line(tmp_path: Path, raw: bytes, kind: str) -> None:
    path = tmp_path / f"note{kind}"
    path.write_bytes(raw)
    for item in read([path]):
        if isinstance(item, Article):
            _hold(item.text, item.zones)
        else:
            assert item.reason and "\n" not in item.reason
