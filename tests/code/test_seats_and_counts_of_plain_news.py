"""Who heads a body called by a short name, where the one spoken of sits, what plain counts are of."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Event, Figure, Tie


@pytest.mark.parametrize(
    ("sentence", "tie", "subject", "object_"),
    [
        (
            "La Ligue arabe a condamné le raid. Le secrétaire général de la Ligue, Karim Saleh, ira à Tunis.",
            "heads",
            "karim-saleh",
            "LAS",
        ),
        ("Interpol, dont le Ghanéen Kofi Mensah est le secrétaire général, a aidé Accra.", "heads",
         "kofi-mensah", "INTERPOL"),
        ("Interpol a formé douze policiers. Son siège se trouve à Lyon.", "hosts", "FRA", "INTERPOL"),
        ("Afripol a publié un rapport. L'organisation, dont le siège est à Alger, a loué le Togo.", "hosts",
         "DZA", "AFRIPOL"),
        ("Afripol, que dirige Salim Bencheikh et dont le siège est à Alger, a loué le Togo.", "hosts",
         "DZA", "AFRIPOL"),
    ],
)  # fmt: skip
def test_heads_and_seats(coded: Any, sentence: str, tie: str, subject: str, object_: str) -> None:
    told = {(s.type, s.subject[0].id, s.object[0].id) for s in coded(sentence) if isinstance(s, Tie)}
    assert (tie, subject, object_) in told


def test_the_president_of_the_council_of_ministers_heads_no_council_told_before(coded: Any) -> None:
    told = coded("Le Conseil de l'Europe a averti Bakou. Le président du Conseil, Luca Ferri, ira à Alger.")
    assert not [s for s in told if isinstance(s, Tie)]


@pytest.mark.parametrize(
    ("sentence", "measure", "value"),
    [
        ("Le Pérou a déclaré persona non grata trois membres de l'ambassade d'Iran.", "people-expelled", 3),
        ("Le Togo a prié cinq prédicateurs de quitter le pays.", "people-expelled", 5),
        ("Le parti a prié cinq députés de voter la loi.", "people-expelled", None),
        ("Une barque a coulé, 14 migrants étant portés disparus.", "people-killed", None),
        ("Trois Norvégiens figurent parmi les victimes.", "people-killed", 3),
        ("Environ 200 Autrichiens sont partis pour la Syrie.", "fighters-joined", 200),
        ("Environ 200 soldats turcs sont partis pour la Syrie.", "fighters-joined", None),
        ("Un prêt de 300 millions sera versé au Bénin par la Banque mondiale.", "money", 300_000_000),
        ("Neuf États membres ont écrit à la Commission européenne.", "states", 9),
        ("L'Union africaine compte 55 États membres.", "members", 55),
        ("Le groupe armé compte 700 combattants.", "members", 700),
    ],
)
def test_what_plain_counts_are_of(coded: Any, sentence: str, measure: str, value: float | None) -> None:
    counted = [s.value for s in coded(sentence) if isinstance(s, Figure) and s.measure == measure]
    assert counted == ([] if value is None else [value])


@pytest.mark.parametrize(
    ("type_", "mode", "sentence"),
    [
        ("SANCTION", "expel", "Le Chili a ordonné à deux agents de l'ambassade d'Iran de quitter le pays."),
        ("MOBILIZE", "police", "La police togolaise a mené jeudi une vaste opération à Lomé."),
        ("MOBILIZE", "police", "Trois juges togolais ont été placés sous protection policière."),
        ("COOPERATE", "joint-operation", "L'opération « Vent » a réuni le Togo, le Bénin et le Ghana."),
        ("SANCTION", None, "Le gouvernement koweïtien a publié une liste de 20 organisations terroristes."),
        ("SANCTION", "convict", "À Lomé, huit djihadistes ont reçu des peines de deux à six ans de prison."),
        ("ASSAULT", "destroy", "Les gendarmes ont crevé trois canots sur la plage."),
        ("RETREAT", "ceasefire", "L'Arménie et l'Azerbaïdjan se sont entendus mardi sur un cessez-le-feu."),
        ("COERCE", "arrest", "Le suspect a été conduit dans une prison de Cotonou."),
    ],
)  # fmt: skip
def test_told_in_plain_moves(coded: Any, type_: str, mode: str | None, sentence: str) -> None:
    assert (type_, mode) in {(s.type, s.mode) for s in coded(sentence) if isinstance(s, Event)}


@pytest.mark.parametrize(
    ("type_", "mode", "sentence"),
    [
        ("SANCTION", "expel", "Le gouvernement a prié les fonctionnaires de travailler dans tout le pays."),
        ("SANCTION", None, "La mairie a publié une liste de 40 fournisseurs."),
        ("COOPERATE", "joint-operation", "L'opération a mobilisé les chirurgiens de l'hôpital."),
    ],
)
def test_not_told(coded: Any, type_: str, mode: str | None, sentence: str) -> None:
    assert (type_, mode) not in {(s.type, s.mode) for s in coded(sentence) if isinstance(s, Event)}
