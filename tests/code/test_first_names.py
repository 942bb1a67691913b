"""Persons whom only their first name or a particle tells, and what is named after persons."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoupe.code.fr.first_names import name_starts
from recoupe.model import Event


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("La cour a acquitté Souhaib El Abdi.", "Souhaib"),
        ("Un passeur, Darhi al-Ramdan, a été tué.", "Darhi"),
        ("La police recherche Yakhoub Ould Baba.", "Yakhoub"),
        ("Procès du musée : Driss Alami nie.", "Driss"),
        ("Absent lundi, Recep Demir a écrit.", "Recep"),
    ],
)
def test_a_first_name_or_a_particle_tells_a_person(sentence: str, name: str) -> None:
    assert [sentence[start:].split()[0] for start in name_starts(sentence)] == [name]


@pytest.mark.parametrize(
    "sentence",
    [
        "Le vol a quitté l'aéroport Charles Dupuis.",
        "Des imams sont formés à l'Institut Mohammed VI.",
        "Le cargo Maria Galanta a fait demi-tour.",
        "La messe a été dite à San Fernando de Henares.",
        "Le Maria Galanta a fait demi-tour.",
    ],
)
def test_what_bears_a_persons_name_is_no_person(sentence: str) -> None:
    assert list(name_starts(sentence)) == []


def test_a_name_behind_a_long_office_is_its_holder(dispatched: Callable[[str], list[Event]]) -> None:
    (visit,) = dispatched(
        "Le directeur général de la Direction générale de la sûreté nationale (DGSN) et de la Direction "
        "générale de la surveillance du territoire national (DGST), Karim Bennani, a effectué mardi une "
        "visite de travail en Espagne."
    )
    assert [e.id for e in visit.actors] == ["karim-bennani"]


def test_a_body_is_of_the_place_that_opens_the_sentence(dispatched: Callable[[str], list[Event]]) -> None:
    (praise,) = dispatched("À Madrid, le ministère de l'Intérieur a salué mardi la coopération du Maroc.")
    assert [e.id for e in praise.actors] == ["ESP.MININT"]
