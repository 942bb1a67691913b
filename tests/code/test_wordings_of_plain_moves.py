"""Moves of states and officials told with everyday verbs, and what only looks like them."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Event


@pytest.mark.parametrize(
    ("type_", "mode", "sentence"),
    [
        ("CONSULT", "visit", "Le président Macky Sall assistera vendredi aux funérailles à Bissau."),
        ("SANCTION", "expel", "Le ministre a enjoint à l'ambassadeur du Togo de quitter le pays."),
        ("SANCTION", "discontinue", "La Bulgarie a ramené à dix l'effectif de l'ambassade de Russie."),
        ("SANCTION", None, "Téhéran a épinglé l'armée américaine comme organisation terroriste."),
        ("SANCTION", "withdraw", "Le président burundais a retiré son pays de l'accord."),
        ("AGREE", None, "Le chef de la junte malienne a promis un scrutin en mars."),
        ("ACCUSE", "disapprove", "La diplomatie algérienne s'étonne du ton de Madrid."),
        ("REJECT", "meet", "L'Algérie a boudé la réunion de Tripoli."),
        ("PROTEST", "vandalize", "Un extrémiste danois a livré un Coran aux flammes."),
        ("RETREAT", None, "Le gouvernement béninois a abrogé la loi sur les réseaux sociaux."),
        ("COERCE", "seize", "Les enquêteurs se sont emparés de trois tonnes de cocaïne."),
    ],
)
def test_moves_told_in_everyday_words(coded: Any, type_: str, mode: str | None, sentence: str) -> None:
    assert (type_, mode) in {(s.type, s.mode) for s in coded(sentence) if isinstance(s, Event)}


@pytest.mark.parametrize(
    ("type_", "sentence"),
    [
        ("CONSULT", "Le ministre était mardi en colère."),
        ("CONSULT", "Le maire est parti chercher son fils à l'école."),
        ("SANCTION", "La direction a réduit l'effectif de l'usine de Sfax."),
        ("SANCTION", "La ville s'est retirée de la compétition."),
        ("PROTEST", "Les supporteurs ont fêté la victoire de leur club dans les rues de Lyon."),
        ("AGREE", "Le professeur a promis des vacances à ses élèves."),
        ("COERCE", "L'ascenseur est hors service depuis mardi."),
        ("MOBILIZE", "La mairie a lancé une opération de nettoyage."),
        ("COOPERATE", "Le directeur avait prévenu ses élèves que l'examen serait difficile."),
    ],
)
def test_everyday_words_of_other_things(coded: Any, type_: str, sentence: str) -> None:
    assert type_ not in {s.type for s in coded(sentence) if isinstance(s, Event)}
