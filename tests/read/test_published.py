"""The publication date: taken where the page tells it, None where it does not."""

from __future__ import annotations

import pytest

from recoupe.read.dates import from_url, full_dates
from recoupe.read.published import published
from recoupe.read.zoning import zones

from .conftest import FIRST, SECOND

TITLE = "Tunis et Lisbonne relancent leur coopération policière"


def _published(
    *header: str, url: str | None = None, language: str = "fr", above: str = "", below: str = ""
) -> str | None:
    text = "\n".join([*([above] if above else []), TITLE, *header, FIRST, SECOND, below])
    found = published(text, zones(text), url, language)
    return found.value if found else None


@pytest.mark.parametrize(
    "line",
    [
        "Publié le 3 mars 2021 à 10:20",
        "Publié dans Le Rivage le 03 - 03 - 2021",
        "mercredi 3 mars 2021",
        "Tunis, 3 mars 2021 (TAP)",
        "Rivage Hebdo, 3 mars 2021",
        "03/03/2021 - 08:11",
        "2021-03-03",
        "March 3rd, 2021",
        "Mar. 3, 2021",
        "3 مارس 2021",
        "٣ آذار/مارس ٢٠٢١",
        "Publié le 3 mars 2021, mis à jour le 3 mars 2021",
    ],
)
def test_a_date_under_the_title(line: str) -> None:
    assert _published(line) == "2021-03-03"


def test_a_dateline_before_the_first_sentence() -> None:
    text = f"{TITLE}\nTunis, 3 mars 2021 (TAP) – {FIRST}\n{SECOND}\n"
    found = published(text, zones(text))
    assert found and (found.value, found.source) == ("2021-03-03", "dateline")


@pytest.mark.parametrize(
    "line",
    [
        "mars 2021",
        "Publié le 3 mars",
        "il y a 3 heures",
        "Publié le 3 mars 2199",
        "01/01/2021",
        "30 février 2021",
        "Publié le 3 mars 2021 - 5 avril 2021",
    ],
)
def test_what_tells_no_day_gives_none(line: str) -> None:
    assert _published(line) is None


def test_the_first_publication_outranks_the_update() -> None:
    assert _published("Mis à jour le 5 mars 2021", "Publié le 3 mars 2021") == "2021-03-03"
    assert _published("Mis à jour le 5 mars 2021") == "2021-03-05"


def test_a_date_above_the_title_is_the_day_of_the_visit() -> None:
    assert _published(above="dimanche 7 mars 2021") is None
    assert _published(above="dimanche 7 mars 2021", url="https://rivage.example/2021/03/07/x") == "2021-03-07"


def test_dates_of_cards_do_not_count() -> None:
    assert _published(below="Aller plus loin\nUn pont ferme à Bizerte\n3 mars 2021") is None


def test_a_day_before_what_the_text_tells_is_refused() -> None:
    past = "Le 5 mai 2021, la commission a adopté le protocole à Lisbonne, selon le ministère."
    assert _published("Publié le 3 mars 2021", below=past) is None
    assert _published("Publié le 3 mars 2021", "Mis à jour le 6 mai 2021", below=past) == "2021-03-03"
    assert _published("Publié le 3 mars 2021", below=past.replace("a adopté", "adoptera")) == "2021-03-03"
    assert _published("Publié le 6 mai 2021", below=past) == "2021-05-06"


def test_dates_in_sentences_do_not_count() -> None:
    text = f"{TITLE}\n{FIRST}\nL’accord du 3 mars 2021 reste en vigueur, a rappelé le ministre.\n{SECOND}\n"
    assert published(text, zones(text)) is None


def test_day_and_month_that_cannot_be_told_apart() -> None:
    assert _published("03/04/2021", language="en") is None
    assert _published("03/24/2021", language="en") == "2021-03-24"
    assert _published("03/04/2021") == "2021-04-03"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://rivage.example/monde/2021/03/07/visite", "2021-03-07"),
        ("https://rivage.example/20210307-visite.html", "2021-03-07"),
        ("https://rivage.example/2021-03-07-visite", "2021-03-07"),
        ("https://rivage.example/2021/03/visite", None),
        ("https://rivage.example/article-1234567890.html", None),
        ("https://rivage.example/2021/03/07/bilan-2021-02-01", None),
        ("https://rivage.example/?d=20210307", None),
        ("https://20210307.example/visite", None),
    ],
)
def test_dates_in_addresses(url: str, day: str | None) -> None:
    assert from_url(url) == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("du 3 au 5 mars 2021", ["2021-03-05"]),
        ("1er février 2022 et 4 août 2021", ["2022-02-01", "2021-08-04"]),
        ("12 كانون الثاني 2023", ["2023-01-12"]),
        ("17 غشت 2022", ["2022-08-17"]),
        ("le 31 novembre 2021", []),
        ("en mars 2021", []),
    ],
)
def test_full_dates(text: str, days: list[str]) -> None:
    assert [found.value.isoformat() for found in full_dates(text) if found.value] == days
