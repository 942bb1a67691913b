"""Dates, numbers and catalogues."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from recoupe.model import Entity, When
from recoupe.share import dates
from recoupe.share.names import Names
from recoupe.share.values import origin_text, value_text
from recoupe.share.words import _load, listed, number


@pytest.mark.parametrize(
    ("written", "start", "french"),
    [
        ("depuis 2024", "2024-01-01", "depuis 2024"),
        ("depuis janvier", "2024-01-01", "depuis janv. 2024"),
        ("depuis le 1er janvier", "2024-01-01", "depuis le 1er janv. 2024"),
        ("depuis mai", "2024-05-01", "depuis mai 2024"),
        ("depuis le 1er mai", "2024-05-01", "depuis le 1er mai 2024"),
    ],
)
def test_a_period_begins_as_precisely_as_it_is_written(written, start, french) -> None:
    counted_to = "2024-06-12"
    assert dates.counted("fr", When(written, start, counted_to), {counted_to}) == french
    assert dates.interval("fr", date.fromisoformat(start), None, written=written) == french


@pytest.mark.parametrize("name", ["frames.en.yaml", "frames.fr.yaml"])
def test_no_word_of_a_catalogue_was_read_as_a_truth_value(name: str) -> None:
    # YAML reads a bare « on » or « no » as true or false.
    def values(tree: Any, key: str = "") -> list[tuple[str, Any]]:
        if isinstance(tree, dict):
            return [pair for k, branch in tree.items() for pair in [(key, k), *values(branch, str(k))]]
        return [(key, tree)]

    assert not [key for key, value in values(_load(name)) if isinstance(value, bool) and key != "vague"]


@pytest.mark.parametrize(
    ("start", "end", "english", "french"),
    [
        ("2020-02-04", "2020-02-04", "4 Feb 2020", "4 févr. 2020"),
        ("2020-02-01", "2020-02-29", "Feb 2020", "févr. 2020"),
        ("2020-02-01", "2020-02-10", "1–10 Feb 2020", "1–10 févr. 2020"),
        ("2020-02-01", "2020-04-30", "Feb–Apr 2020", "févr.–avr. 2020"),
        ("2020-01-01", "2020-12-31", "2020", "2020"),
        ("2020-01-01", "2022-12-31", "2020–2022", "2020–2022"),
        ("2020-01-30", "2020-02-02", "30 Jan – 2 Feb 2020", "30 janv. – 2 févr. 2020"),
        ("2002-01-01", None, "since 2002", "depuis 2002"),
        (None, "2020-02-29", "until Feb 2020", "jusqu’à févr. 2020"),
        ("2020-05-01", "2020-05-01", "1 May 2020", "1er mai 2020"),
        ("2016-05-17", "2019-05-17", "May 2016–May 2019", "mai 2016–mai 2019"),
    ],
)
def test_an_interval_is_as_exact_as_it_is(
    start: str | None, end: str | None, english: str, french: str
) -> None:
    sides = [date.fromisoformat(side) if side else None for side in (start, end)]
    assert dates.interval("en", *sides) == english
    assert dates.interval("fr", *sides) == french


@pytest.mark.parametrize(
    ("end", "written", "english", "french"),
    [
        ("2021-12-31", "avant la fin de l'année", "by the end of 2021", "d’ici fin 2021"),
        ("2021-10-31", "d'ici la fin du mois", "by the end of Oct 2021", "d’ici fin oct. 2021"),
        ("2021-12-15", "avant le 15 décembre", "by 15 Dec 2021", "d’ici 15 déc. 2021"),
        ("2021-12-31", "jusqu'à la fin de l'année", "until 2021", "jusqu’à 2021"),
    ],
)
def test_by_the_end_of_a_year_is_not_until_that_year(
    end: str, written: str, english: str, french: str
) -> None:
    side = date.fromisoformat(end)
    assert dates.interval("en", None, side, written=written) == english
    assert dates.interval("fr", None, side, written=written) == french


def test_a_period_counted_back_from_the_article_begins_on_no_day_that_nobody_told() -> None:
    start, day = "2016-05-17", "2019-05-17"
    assert dates.counted("en", When("en moins de trois ans", start, day), {day}) == "May 2016–May 2019"
    assert dates.counted("en", When("depuis le 17 mai 2016", start, day), {day}) == "since 17 May 2016"
    assert dates.counted("en", When("depuis une semaine", "2019-05-10", day), {day}) == "since 10 May 2019"


def test_a_date_on_no_calendar_is_no_date() -> None:
    assert dates.span(When("31 février", "2021-02-31", None)) == (None, None)


def test_numbers_as_each_language_sets_them() -> None:
    assert (number("en", 3129), number("fr", 3129)) == ("3,129", "3129")
    assert (number("en", 70_781), number("fr", 70_781)) == ("70,781", "70\u202f781")
    assert (number("en", 1_800_000), number("fr", 1_800_000)) == ("1.8 million", "1,8\u00a0million")
    assert (number("en", 2.84), number("fr", 2.84)) == ("2.84", "2,84")


def test_a_long_list_says_how_many_it_leaves_out() -> None:
    assert listed("en", list("abcdef")) == "a, b, c and 3 others"


def test_values_and_origins_in_words() -> None:
    names = Names([], [], "fr")
    assert value_text(names, "actors", "MAR, NLD") == "Maroc, Pays-Bas"
    assert (
        value_text(names, "value", "min 200 (2002-01-01/2020-02-05)") == "au moins 200 (2002 – 5 févr. 2020)"
    )
    assert value_text(names, "when", "2020-01-04 (« mardi 4 janvier »)", 2020).startswith(
        "sam. 4 janv. (écrit"
    )
    assert value_text(names, "when", "en cours") == "en cours"
    assert origin_text("fr", "statement by le parquet, 2020-02-04") == "communiqué, le parquet, 4 févr. 2020"
    assert names.entity(Entity("les États-Unis", "USA"), "x").text == "les États-Unis"
