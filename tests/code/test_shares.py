"""Counts that are told year by year of a period, each with its own year; totals that a verb sets."""

from __future__ import annotations

from typing import Any

import pytest


def counts(statements: tuple[Any, ...]) -> dict[float, tuple[str, str | None, str | None]]:
    """Each figure's measure and period, by its value."""
    return {
        s.value: (s.measure, s.when and s.when.start, s.when and s.when.end)
        for s in statements
        if type(s).__name__ == "Figure"
    }


def year(measure: str, number: int) -> tuple[str, str, str]:
    return measure, f"{number}-01-01", f"{number}-12-31"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "La police a arrêté 120 passeurs en 2018 et 2019, dont 50 la première année et 70 la seconde.",
            {50: year("people-arrested", 2018), 70: year("people-arrested", 2019)},
        ),
        (
            "Entre 2019 et 2021, la police sénégalaise a procédé à 640 arrestations : 214 la première année, "
            "220 en 2020, 206 la dernière année.",
            {
                214: year("people-arrested", 2019),
                220: year("people-arrested", 2020),
                206: year("people-arrested", 2021),
            },
        ),
        (
            "En 2018 et 2019, la police espagnole a expulsé respectivement 410 et 322 migrants.",
            {410: year("people-expelled", 2018), 322: year("people-expelled", 2019)},
        ),
        (
            "En 2015, 2016 et 2017, le BCIJ a démantelé respectivement 23, 18 et 11 cellules terroristes.",
            {
                23: year("cells-dismantled", 2015),
                18: year("cells-dismantled", 2016),
                11: year("cells-dismantled", 2017),
            },
        ),
    ],
)
def test_a_count_is_of_the_year_that_its_words_point_to(
    coded: Any, text: str, wanted: dict[float, tuple[str, str, str]]
) -> None:
    found = counts(coded(text))
    assert {value: found.get(value) for value in wanted} == wanted


def test_the_first_of_two_operations_is_no_year(coded: Any) -> None:
    text = (
        "En 2015 et 2016, la police a mené deux opérations contre le réseau : 12 arrestations la première, "
        "9 arrestations la seconde."
    )
    starts = {start for _, start, _ in counts(coded(text)).values()}
    assert "2016-01-01" not in starts


def test_a_total_counts_what_its_subject_names(coded: Any) -> None:
    text = (
        "Le total des cellules démantelées par le BCIJ depuis 2015 est ainsi porté à 61, a-t-il indiqué, "
        "précisant que 548 individus avaient été arrêtés."
    )
    assert counts(coded(text))[61] == ("cells-dismantled", "2015-01-01", "2024-03-14")


def test_an_age_counts_nobody(coded: Any) -> None:
    text = (
        "Six suspects, dont le plus jeune a 18 ans et le plus âgé 59, ont été arrêtés mardi par la police à "
        "Agadir."
    )
    assert 59 not in counts(coded(text))
