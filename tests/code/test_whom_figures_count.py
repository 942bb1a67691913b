"""Whom a figure counts, and who is told by an amount (« une vingtaine de suspects »)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoupe.model import Event, Figure


@pytest.mark.parametrize(
    ("sentence", "measure", "value", "wanted"),
    [
        ("Les services tunisiens ont démantelé 31 cellules depuis 2016, dont 12 liées à Daech.",
         "cells-dismantled", 31, []),
        ("Les services tunisiens ont démantelé 31 cellules depuis 2016, dont 12 liées à Daech.",
         "cells-dismantled", 12, ["Daech"]),
        ("L'Union européenne a accordé 18 millions d'euros aux Forces armées béninoises.",
         "money", 18_000_000, ["Forces armées béninoises"]),
        ("L'opération Barkhane compte quelque 4.700 hommes.", "other", 4700, ["opération Barkhane"]),
        ("Forte de 11.000 militaires, la Minusma patrouille autour de Gao.", "members", 11_000, ["Minusma"]),
    ],
)  # fmt: skip
def test_those_counted(
    sentence: str, measure: str, value: int, wanted: list[str], coded: Callable[[str], list[object]]
) -> None:
    [found] = [s for s in coded(sentence) if isinstance(s, Figure) and s.value == value]
    assert (found.measure, [e.text for e in found.of]) == (measure, wanted)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("La police marocaine a arrêté plus d'une trentaine de suspects lundi à Fès.", "suspects"),
        ("L'Algérie a expulsé plusieurs dizaines de migrants nigériens mardi.", "migrants nigériens"),
        ("La Tunisie a rapatrié une partie de ses ressortissants lundi.", "ses ressortissants"),
    ],
)
def test_an_amount_is_of_those_behind_it(
    sentence: str, wanted: str, coded: Callable[[str], list[object]]
) -> None:
    [act] = [s for s in coded(sentence) if isinstance(s, Event)]
    assert [e.text for e in act.recipients] == [wanted]


def test_what_the_main_clause_says_befalls_nobody_that_a_relative_counts(
    coded: Callable[[str], list[object]],
) -> None:
    found = coded("La France, qui maintient 1.300 hommes au Niger, a condamné mardi le coup d'Etat.")
    assert [s.measure for s in found if isinstance(s, Figure)] == ["other"]


def test_who_condemns_an_attack_has_killed_nobody(coded: Callable[[str], list[object]]) -> None:
    found = coded("La Cédéao condamne l'attaque qui a tué 15 soldats nigériens lundi à Banibangou.")
    [killed] = [s for s in found if isinstance(s, Figure)]
    assert (killed.value, killed.actors) == (15, ())


def test_a_year_is_nobody(coded: Callable[[str], list[object]]) -> None:
    found = coded("La police espagnole a arrêté en 2021 puis en 2023 deux recruteurs à Ceuta.")
    assert {e.text for s in found if isinstance(s, Event) for e in (*s.actors, *s.recipients)} == {
        "police espagnole",
        "deux recruteurs",
    }


def test_who_is_named_with_a_count_does_it_without_who_was_named_before(
    coded: Callable[[str], list[object]],
) -> None:
    made = coded(
        "La Sûreté ivoirienne a arrêté mardi à Abidjan quatre suspects, a annoncé son directeur. "
        "Depuis 2016, les services ghanéens ont démantelé 31 cellules."
    )
    (cells,) = [s for s in made if isinstance(s, Figure) and s.value == 31]
    assert [e.country for e in cells.actors] == ["GHA"]
