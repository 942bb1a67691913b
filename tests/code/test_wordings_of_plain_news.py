"""Wordings of plain dispatches, and what looks like them and tells nothing of the kind."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Event


@pytest.mark.parametrize(
    ("type_", "mode", "sentence"),
    [
        ("ASSAULT", "aerial", "Israël a bombardé mercredi des positions dans le sud du Liban."),
        ("MOBILIZE", "troops", "Les troupes éthiopiennes sont entrées jeudi en Somalie."),
        ("REJECT", "meet", "L'opposition kényane a confirmé qu'elle n'irait pas au dialogue."),
        (
            "COERCE",
            "restrict",
            "Les ressortissants russes ne peuvent plus entrer en Finlande depuis vendredi.",
        ),
        ("SANCTION", "discontinue", "Le Niger est sous le coup de sanctions de la Cédéao depuis août."),
        ("ACCUSE", "disapprove", "L'Union africaine a condamné le coup de force."),
        ("ACCUSE", "allege", "Les six soldats kényans seront traduits en cour martiale."),
        ("SUPPORT", None, "Le Kenya doit rouvrir en avril son consulat de Kismayo."),
        ("ASSAULT", "abduct", "Mme Renaud avait été kidnappée à Gao le 24 décembre 2016."),
        ("COERCE", "seize", "Les douanes ont bloqué l'entrée de deux tonnes de cannabis."),
    ],
)
def test_told_in_plain_words(coded: Any, type_: str, mode: str | None, sentence: str) -> None:
    assert (type_, mode) in {(s.type, s.mode) for s in coded(sentence) if isinstance(s, Event)}


@pytest.mark.parametrize(
    ("type_", "sentence"),
    [
        ("PROTEST", "L'attentat commis samedi dans un marché de Mogadiscio a fait trente morts."),
        ("REJECT", "La France n'a pas participé aux négociations d'Abuja."),
        ("RETREAT", "L'Italie a rouvert lundi son ambassade à Tripoli."),
        ("CONSULT", "Ces soldats ont gagné Lomé samedi."),
    ],
)
def test_told_in_words_that_look_like_it(coded: Any, type_: str, sentence: str) -> None:
    assert type_ not in {s.type for s in coded(sentence) if isinstance(s, Event)}


def test_who_is_accused_agrees_with_the_participle(coded: Any) -> None:
    made = coded(
        "Le Kenya a rompu mardi ses relations diplomatiques avec le Rwanda, accusé d'armer ses rebelles."
    )
    told = [s for s in made if isinstance(s, Event) and s.type == "ACCUSE"]
    assert [[e.id for e in s.recipients] for s in told] == [["RWA"]]
