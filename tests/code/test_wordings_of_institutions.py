"""Wordings of what services, academies, courts and listing bodies do."""

from __future__ import annotations

from typing import Any

import pytest

WORDINGS = [
    ("Le dossier a été instruit de concert avec la gendarmerie sénégalaise.", "COOPERATE", "joint-operation"),
    ("Les garde-côtes gambiens sortent en mer avec la Guardia Civil.", "COOPERATE", "joint-operation"),
    ("La CIA a soufflé l'adresse de la planque à la police pakistanaise.", "COOPERATE", "share-intelligence"),
    ("Les services turcs ont rencardé la police allemande.", "COOPERATE", "share-intelligence"),
    ("Bruxelles enverra dix instructeurs à Niamey.", "AID", "equip"),
    ("Interpol a dépêché trois analystes auprès des enquêteurs sri-lankais.", "AID", "equip"),
    ("L'école de Bamako a vu passer 900 officiers togolais.", "AID", "train"),
    ("Dakar enverra vingt imams se former à Rabat.", "AID", "train"),
    ("Trente policiers gabonais se sont assis sur les bancs de l'Institut royal de police.", "AID", "train"),
    ("Une délégation malienne a fait le tour des salles de l'académie de Kénitra.", "CONSULT", "visit"),
    ("Le GAFI a rangé le Kenya parmi les juridictions sous surveillance renforcée.", "SANCTION", None),
    ("Le Panama a obtenu sa radiation de la liste grise.", "RETREAT", None),
    ("La Turquie nous a rendu deux fugitifs.", "COOPERATE", "extradite"),
    ("La demande d'extradition adressée lundi à Alger est restée sans réponse.", "REJECT", "assist"),
    ("Téhéran a classé sans suite la requête de Buenos Aires.", "REJECT", "assist"),
    ("Dans sa lettre, le président avait convié le roi à une visite officielle.", "AGREE", None),
    ("La cour d'assises a expédié le passeur en prison pour dix ans.", "SANCTION", "convict"),
    ("Le Mali a accordé à la France cent laissez-passer.", "COOPERATE", None),
    ("Oslo doit une fière chandelle à Doha.", "SUPPORT", "praise"),
    ("Le service des étrangers en a reconduit quarante au Maroc.", "COERCE", "deport"),
    ("Les gendarmes ont expédié les deux hommes devant le procureur.", "ACCUSE", "allege"),
    ("Un accord lie depuis mardi le Ghana à Europol.", "SUPPORT", "sign"),
    ("La Colombie a régularisé des migrants vénézuéliens.", "AID", None),
    ("Les banques algériennes ont gelé les domiciliations avec l'Espagne.", "SANCTION", "discontinue"),
    ("Le poste de Ceuta a rouvert lundi.", "RETREAT", None),
]


@pytest.mark.parametrize(("text", "type_", "mode"), WORDINGS)
def test_a_wording_tells_its_act(dispatched: Any, text: str, type_: str, mode: str | None) -> None:
    assert (type_, mode) in [(s.type, s.mode) for s in dispatched(text)]


OTHER_SENSES = [
    "La banque a communiqué à ses clients ses nouveaux horaires.",
    "Le sélectionneur a retenu vingt-trois joueurs.",
    "Le musée a vu passer 3 000 visiteurs.",
    "La rumeur a fait le tour de la ville.",
    "Le juge a rendu sa décision.",
    "La préfecture a délivré le permis de construire.",
]


@pytest.mark.parametrize("text", OTHER_SENSES)
def test_the_same_words_of_other_things_tell_nothing(dispatched: Any, text: str) -> None:
    assert not dispatched(text)


def test_no_investigator_is_sent_where_somebody_is_sent_to_them(dispatched: Any) -> None:
    told = dispatched("Interpol a dépêché trois analystes auprès des enquêteurs sri-lankais.")
    assert not [s for s in told if s.type == "ACCUSE"]


def test_no_state_is_arrested(dispatched: Any) -> None:
    told = dispatched("Le Vietnam a été épinglé par le GAFI en juin 2023.")
    assert not [s for s in told if s.mode == "arrest"]
