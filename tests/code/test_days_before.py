"""A day before that told last, and a beginning that belongs to one thing only."""

from __future__ import annotations

from typing import Any

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
