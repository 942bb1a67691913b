"""Borders of French times: deadlines, parts of years and months, seasons, and the year of a story told."""

from __future__ import annotations

import pytest

from recoupe.resolve.time import find_times

WEDNESDAY = "2021-04-14"


def read(text: str, day: str = WEDNESDAY, told: str | None = None) -> list[tuple[str | None, str | None]]:
    return [(t.first, t.last) for t in find_times(text, day, told=told)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Le bataillon doit partir avant le 12 mai.", (None, "2021-05-12")),
        ("Le pont devra rouvrir avant juin.", (None, "2021-05-31")),
        ("Avant le 2 mars, le port était fermé.", (None, "2021-03-01")),
        ("La commission rendra son avis d'ici à deux mois.", ("2021-04-14", "2021-06-14")),
        ("Le poste sera gardé dès le 3 mai.", ("2021-05-03", None)),
        ("Le poste a été gardé dès le 3 mars.", ("2021-03-03", "2021-03-03")),
    ],
)
def test_a_deadline_holds_its_day(text: str, wanted: tuple[str | None, str | None]) -> None:
    assert read(text) == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("L'usine a brûlé au début de 2019.", ("2019-01-01", "2019-01-10")),
        ("L'usine a brûlé fin 2019.", ("2019-12-21", "2019-12-31")),
        ("L'usine a brûlé à l'automne 2019.", ("2019-09-23", "2019-12-21")),
        ("L'usine a brûlé dans la seconde quinzaine de mars.", ("2021-03-16", "2021-03-31")),
        ("L'usine a brûlé la première semaine de mars 2020.", ("2020-03-01", "2020-03-07")),
        ("L'usine a brûlé les derniers jours de février.", ("2021-02-21", "2021-02-28")),
        ("L'usine a brûlé il y a un mois.", ("2021-03-14", "2021-03-14")),
    ],
)
def test_a_part_is_so_many_days(text: str, wanted: tuple[str, str]) -> None:
    assert read(text) == [wanted]


@pytest.mark.parametrize(
    ("text", "day", "told", "wanted"),
    [
        ("La brouille était née le 2 janvier.", "2020-12-20", None, ("2020-01-02", "2020-01-02")),
        ("Les rebelles avaient fui le 9 mai.", WEDNESDAY, "2018-05-02", ("2018-05-09", "2018-05-09")),
        ("Les rebelles ont fui le 9 avril.", WEDNESDAY, "2018-04-02", ("2021-04-09", "2021-04-09")),
        ("Pris entre jeudi et samedi, ils ont avoué.", "2021-04-15", None, ("2021-04-08", "2021-04-10")),
        ("Les maires siégeront entre jeudi et samedi.", "2021-04-15", None, ("2021-04-15", "2021-04-17")),
        ("La douane a saisi dix camions durant l'année.", "2021-01-05", None, ("2020-01-01", "2020-12-31")),
    ],
)  # fmt: skip
def test_the_tense_and_the_story_give_the_year(
    text: str, day: str, told: str | None, wanted: tuple[str, str]
) -> None:
    assert read(text, day, told) == [wanted]


def test_a_year_told_in_passing_does_not_hold_what_is_to_come() -> None:
    text = "L'académie, ouverte en 2018, recevra en juin des pilotes."
    assert read(text) == [("2018-01-01", "2018-12-31"), ("2021-06-01", "2021-06-30")]


def test_months_of_the_year_told_before() -> None:
    text = "Le service avait averti ses voisins en mai et juin de la même année."
    assert read(text, told="2016-12-03") == [("2016-05-01", "2016-06-30")]


def test_a_day_known_by_its_name_keeps_its_year() -> None:
    assert read("Les accusés du 13-Novembre ont fait appel.", "2022-07-01") == [("2015-11-13", "2015-11-13")]
