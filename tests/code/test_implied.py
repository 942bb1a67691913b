"""Times that a reader infers: periods opened and closed, the day that « la veille » goes by, headings."""

from __future__ import annotations

from typing import Any

import pytest
from intervals import Interval, dates


@pytest.mark.parametrize(
    ("text", "label", "wanted"),
    [
        (
            "L'offensive lancée le 2 mars par l'armée nigériane contre Boko Haram s'est achevée mardi, "
            "après la mort de quarante combattants.",
            "ASSAULT",
            ("2024-03-02", "2024-03-12"),
        ),
        (
            "Le Sénégal vit sous tension depuis janvier, quand la gendarmerie a arrêté trois chefs du "
            "mouvement à Dakar.",
            "COERCE",
            ("2024-01-01", "2024-01-31"),
        ),
        (
            "12 février 2024\nLa police ivoirienne arrête cinq trafiquants à Abidjan.",
            "COERCE",
            ("2024-02-12", "2024-02-12"),
        ),
    ],
)
def test_an_implied_time_dates_the_act(coded: Any, text: str, label: str, wanted: Interval) -> None:
    assert wanted in dates(coded(text), "Event", label)


def test_a_period_named_again_is_the_one_told(coded: Any) -> None:
    text = (
        "La douane ghanéenne a saisi 200 kilos de cocaïne du 3 janvier au 20 février. "
        "Au cours de la même période, la police a arrêté 31 passeurs."
    )
    assert ("2024-01-03", "2024-02-20") in dates(coded(text), "Figure", "people-arrested")


def test_that_year_is_the_year_just_told(coded: Any) -> None:
    text = (
        "Jeudi 8 février, le ministre a reçu son homologue togolais à Accra. En 2022, le Ghana avait rappelé "
        "ses soldats du Mali. L'armée ghanéenne avait perdu cette année-là douze soldats."
    )
    whens = {s.when.text: (s.when.start, s.when.end) for s in coded(text) if s.when is not None}
    assert whens["cette année-là"] == ("2022-01-01", "2022-12-31")


def test_a_year_that_is_compared_with_dates_nothing_else(coded: Any) -> None:
    text = (
        "La gendarmerie béninoise a arrêté 410 trafiquants en 2023. Elle a saisi 12 tonnes de cannabis, "
        "soit 8 % de moins que l'année précédente."
    )
    assert dates(coded(text), "Figure", "drugs-seized") == {("2023-01-01", "2023-12-31")}


@pytest.mark.parametrize(
    ("text", "label", "wanted"),
    [
        (
            "Douze otages ont été libérés le 23 février, deux semaines après l'enlèvement de leur maître par "
            "Boko Haram à Maroua.",
            "ASSAULT",
            ("2024-02-09", "2024-02-09"),
        ),
        (
            "Le 11 mars, l'armée togolaise a arrêté six hommes, trois jours après que Boko Haram eut attaqué "
            "un poste à Dapaong.",
            "ASSAULT",
            ("2024-03-08", "2024-03-08"),
        ),
        (
            "Le Togo a rouvert sa frontière, fermée au lendemain d'une attaque jihadiste du 26 janvier.",
            "ASSAULT",
            ("2024-01-26", "2024-01-26"),
        ),
        (
            "Le Ghana et le Togo se sont retrouvés lundi à Accra pour un sommet de trois jours.",
            "CONSULT",
            ("2024-03-11", "2024-03-13"),
        ),
    ],
)
def test_a_deed_told_by_another_ones_day(coded: Any, text: str, label: str, wanted: Interval) -> None:
    assert wanted in dates(coded(text), "Event", label)


def test_what_stands_since_a_deed_began_when_it_was_done(coded: Any) -> None:
    text = (
        "Depuis la prise de la ville par l'armée, en mai 2022, la police nigériane a arrêté 340 trafiquants."
    )
    assert ("2022-05-01", "2024-03-14") in dates(coded(text), "Figure", "people-arrested")


def test_a_tie_made_one_day_lasts_from_then_on(coded: Any) -> None:
    (tie,) = [s for s in coded("Le Togo a rejoint mardi l'Union africaine.") if s.kind == "tie"]
    assert tie.when is not None
    assert (tie.when.start, tie.when.end) == ("2024-03-12", None)
