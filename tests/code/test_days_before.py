"""A day before that told last, and a beginning that belongs to one thing only."""

from __future__ import annotations

from typing import Any

import pytest
from intervals import dates

from recoupe.model import Event, Figure


def test_information_given_the_day_before(coded: Any) -> None:
    told = coded(
        "La marine a libéré mardi un cargo. Le Togo avait transmis la veille ses renseignements à Accra."
    )
    (given,) = [s for s in told if isinstance(s, Event) and s.mode == "share-intelligence"]
    assert (given.when.start, given.when.end) == ("2024-03-11", "2024-03-11")  # type: ignore[union-attr]


def test_since_when_a_ship_is_held_dates_no_arrest(coded: Any) -> None:
    told = coded(
        "La marine ghanéenne a libéré mardi, au large de Tema, un cargo retenu depuis trois jours par des "
        "pirates. "
        "Neuf assaillants ont été arrêtés."
    )
    (arrested,) = [s for s in told if isinstance(s, Figure) and s.measure == "people-arrested"]
    assert arrested.when is None or arrested.when.start != "2024-03-11"


@pytest.mark.parametrize(
    ("text", "label", "day"),
    [
        (  # told of a noun
            "La Libye a renvoyé lundi 60 migrants vers le Niger, selon l'accord que les deux pays ont conclu "
            "le 8 février.\n\nLe même jour, l'Algérie a expulsé trois imams.",
            "people-expelled",
            "2024-03-11",
        ),
        (  # behind the story, in a paragraph before
            "La Libye a arrêté lundi neuf passeurs.\n\nUn bateau avait été attaqué le 8 février par des "
            "pirates.\n\nLe même jour, douze policiers ont été tués à Sebha.",
            "people-killed",
            "2024-03-11",
        ),
        (  # behind the story, in its own paragraph
            "La Libye a arrêté lundi neuf passeurs.\n\nUn bateau avait été attaqué le 8 février par des "
            "pirates. Douze policiers ont été tués le lendemain à Sebha.",
            "people-killed",
            "2024-02-09",
        ),
        (  # done, not told
            "Un trafiquant a été arrêté samedi à Sebha, a annoncé mercredi la police. Quatre complices ont "
            "été interpellés le lendemain à Koufra.",
            "people-arrested",
            "2024-03-10",
        ),
        (  # of the year of the month told
            "La Libye a arrêté lundi neuf passeurs.\n\nEn avril 2021, des rebelles avaient attaqué Sebha. "
            "Douze policiers avaient été tués le 20 avril.",
            "people-killed",
            "2021-04-20",
        ),
        (  # of whatever was told last
            "Le tribunal a condamné lundi les auteurs de l'attaque du 3 mai 2019. Ce soir-là, douze "
            "policiers ont été tués à Sebha.",
            "people-killed",
            "2019-05-03",
        ),
    ],
)
def test_the_day_that_a_sentence_goes_by(coded: Any, text: str, label: str, day: str) -> None:
    assert (day, day) in dates(coded(text), "Figure", label)


def test_one_who_has_his_say_is_told_without_a_day(coded: Any) -> None:
    text = "L'armée malienne a repris lundi la ville de Ber. La Norvège a appelé les deux camps à la retenue."
    assert dates(coded(text), "Event", "REQUEST") == {None}


def test_days_after_something_had_been_suffered(coded: Any) -> None:
    text = "Un prêtre togolais a été libéré lundi, quatre jours après avoir été enlevé près de Dapaong."
    told = coded(text)
    assert dates(told, "Event", "RETREAT") == {("2024-03-11", "2024-03-11")}
    assert dates(told, "Event", "ASSAULT") == {("2024-03-07", "2024-03-07")}
