"""When ties hold, and what an announcement dates."""

from __future__ import annotations

from typing import Any

import pytest
from intervals import Interval, dates


@pytest.mark.parametrize(
    ("text", "label", "wanted"),
    [
        (
            "Nommé en mai 2021 à la tête de la Direction générale de la sûreté nationale, le général Diallo "
            "a reçu lundi son homologue malien.",
            "heads",
            ("2021-05-01", None),
        ),
        (
            "Le Maroc, qui a présidé en 2020 le Forum mondial de lutte contre le terrorisme, a reçu jeudi "
            "une délégation de l'Union européenne.",
            "chairs",
            ("2020-01-01", "2020-12-31"),
        ),
        (
            "La Tunisie a rejoint en 2018 la coalition internationale contre Daech.",
            "member-of",
            ("2018-01-01", None),
        ),
        (
            "Le Maroc préside depuis janvier le Forum mondial de lutte contre le terrorisme.",
            "chairs",
            ("2024-01-01", None),
        ),
        (
            "Karim Senhaji, patron d'Europol depuis mai 2021, a été reçu jeudi à Rabat.",
            "heads",
            ("2021-05-01", None),
        ),
        (
            "La Croatie, entrée dans l'Union européenne en 2013, a reçu jeudi une délégation marocaine.",
            "member-of",
            ("2013-01-01", None),
        ),
        (
            "Élu en mai 2021 président de la Cédéao, le Ghanéen Karim Senhaji a été reçu jeudi à Rabat.",
            "chairs",
            ("2021-05-01", None),
        ),
        (
            "Karim Senhaji, patron d'Europol jusqu'en 2022, a été reçu jeudi à Rabat.",
            "heads",
            (None, "2022-12-31"),
        ),
        (
            "Karim Senhaji, à la tête d'Europol de 2017 à 2021, a témoigné jeudi.",
            "heads",
            ("2017-01-01", "2021-12-31"),
        ),
    ],
)
def test_a_tie_holds_from_when_it_is_made_or_while_it_was_held(
    coded: Any, text: str, label: str, wanted: Interval
) -> None:
    assert dates(coded(text), "Tie", label) == {wanted}


def test_a_ministry_that_breaks_relations_does_so_the_day_it_says_so(coded: Any) -> None:
    text = (
        "Le colonel Sidibé, porte-parole du gouvernement malien, a annoncé dimanche la rupture des relations "
        "diplomatiques avec l'Ukraine."
    )
    assert dates(coded(text), "Event", "SANCTION") == {("2024-03-10", "2024-03-10")}


def test_the_day_on_which_an_arrest_is_announced_does_not_date_it(coded: Any) -> None:
    text = "Trois hommes ont été arrêtés à Sfax par la garde nationale, a annoncé lundi le parquet."
    assert dates(coded(text), "Event", "COERCE") == {None}


def test_what_begins_in_a_month_ahead_lasts_from_then_on(coded: Any) -> None:
    text = "Douze gendarmes togolais seront formés dès juin à Lomé par la France."
    assert dates(coded(text), "Event", "AID") == {("2024-06-01", None)}


@pytest.mark.parametrize(
    ("text", "label", "wanted"),
    [
        (
            "Lundi, l'armée tchadienne a reçu dix blindés à N'Djamena. Les équipages avaient été formés en "
            "janvier et février par des instructeurs français.",
            "AID",
            ("2024-01-01", "2024-02-29"),
        ),
        (
            "Le 3 mai 2021, l'Espagne expulsait l'attaché militaire russe ; le 12 mai, la Russie expulsait "
            "l'attaché espagnol.",
            "SANCTION",
            ("2021-05-12", "2021-05-12"),
        ),
    ],
)
def test_times_that_lean_on_each_other_date_acts(coded: Any, text: str, label: str, wanted: Interval) -> None:
    assert wanted in dates(coded(text), "Event", label)
