"""Places that the words around them rule out, and rows that stand or fall together."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Event


def told(coded: Any, text: str) -> list[set[str]]:
    """The places of each event of a text."""
    return [{p.text for p in s.where} for s in coded(text) if isinstance(s, Event)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Un imam a été arrêté vendredi à Berkane, près de Saïdia, par la gendarmerie.", "Saïdia"),
        ("Trois soldats ont été tués jeudi à Gossi, au sud de Tombouctou.", "Tombouctou"),
        ("La police a arrêté lundi deux opposants à la demande de Dakar.", "Dakar"),
        ("Les rebelles ont réclamé à Niamey la libération de leurs chefs.", "Niamey"),
        ("La police a arrêté dimanche neuf passeurs partis de Zouara.", "Zouara"),
    ],
)
def test_near_what_from_where_and_of_whom_are_not_where(coded: Any, text: str, place: str) -> None:
    events = told(coded, text)
    assert events
    assert all(place not in places for places in events)


def test_what_opened_a_sentence_holds_for_its_paragraph(coded: Any) -> None:
    first = "À Ménaka, deux soldats ont été tués lundi par des hommes armés.\n\n"
    *_, last = told(coded, first + "L'Union africaine a condamné samedi le putsch.")
    assert "Ménaka" not in last


def test_a_row_of_places_stands_together(coded: Any) -> None:
    events = told(coded, "Six soldats ont été tués dimanche dans les attaques de Kidal et de Ménaka.")
    assert {"Kidal", "Ménaka"} in events
    assert all(places in (set(), {"Kidal", "Ménaka"}) for places in events)
