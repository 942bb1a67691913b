"""Lessons, money, arms, guests, tips, ways out, requests in everyday words: a sentence, and what it says."""

from __future__ import annotations

import pytest

from recoupe.model import Event

WORDINGS = [
    ("Des moniteurs belges ont dégrossi mardi deux cents recrues congolaises.", "AID", "train"),
    ("L'Union européenne a perfectionné en mai vingt démineurs irakiens à Bagdad.", "AID", "train"),
    ("L'Union européenne a mis 12 millions d'euros dans le projet tunisien.", "AID", "equip"),
    ("Le Canada a délégué cinq gendarmes auprès de la police haïtienne.", "AID", "equip"),
    ("Ankara a consenti en mars quatre drones au Burkina Faso.", "AID", "equip"),
    ("Varsovie a commandé 250 chars Abrams aux États-Unis.", "COOPERATE", None),
    ("La Turquie a acheté à Moscou des missiles S-400.", "COOPERATE", None),
    ("Le président ivoirien avait mardi à sa table son homologue béninois.", "CONSULT", None),
    ("Le président turc a appelé le roi Mohammed VI pour le remercier.", "CONSULT", "phone"),
    ("Le Qatar a servi de courtier entre Washington et les talibans.", "CONSULT", "third-party"),
    (
        "Tracfin a porté 200 dossiers à la connaissance de la justice.",
        "COOPERATE",
        "share-intelligence",
    ),
    ("Tunis a fait parvenir en mai à Paris les procès-verbaux.", "COOPERATE", "share-intelligence"),
    ("Trente prisonniers ont changé de mains mardi à la frontière.", "RETREAT", "release"),
    ("Israël a laissé passer mardi cent camions de vivres par Rafah.", "RETREAT", "access"),
    ("Le chef de l'Otan a conseillé la retenue à Ankara.", "REQUEST", "yield"),
    ("La police kényane a placardé les portraits de trois suspects.", "REQUEST", "assist"),
    ("Le Burkina Faso et le Niger ont scellé une charte de défense.", "SUPPORT", "sign"),
    ("Six mille soldats de dix pays ont manœuvré en juin au large de Dakar.", "COOPERATE", "joint-operation"),
]


@pytest.mark.parametrize(("text", "type_", "mode"), WORDINGS)
def test_a_wording_tells_its_act(coded, text, type_, mode):
    assert (type_, mode) in [(s.type, s.mode) for s in coded(text) if isinstance(s, Event)]


EVERYDAY = [
    "La mairie a mis 300 000 euros dans le stade.",
    "La compagnie aérienne a acheté trois avions à Airbus.",
    "Les skieurs ont manœuvré entre les sapins.",
    "La maison a changé de mains.",
    "Le festival a été créé en 1990.",
    "La police a scellé la porte.",
    "Le joueur a gagné Madrid au tennis.",
    "L'employé a confié ses clefs à un agent.",
    "Le facteur a remis une lettre au voisin.",
]


@pytest.mark.parametrize("text", EVERYDAY)
def test_an_everyday_use_of_the_same_words_says_nothing(coded, text):
    assert coded(text) == ()


def test_what_a_call_was_made_to_say_is_said(coded):
    text = "Le ministre belge a appelé mardi son homologue marocain pour le remercier de l'aide de la DGST."
    told = [(s.type, s.mode) for s in coded(text)]
    assert ("SUPPORT", "praise") in told
    assert ("CONSULT", "phone") in told


def test_a_term_set_makes_a_plan(coded):
    (left,) = coded("Les soldats français ont six semaines pour quitter le Tchad.")
    assert (left.type, left.mode, left.status) == ("RETREAT", "withdraw", "planned")


def test_who_gives_himself_up_is_handed_over_by_nobody(coded):
    told = coded("Un chef djihadiste s'est livré à l'armée algérienne à Tamanrasset avec deux fusils.")
    assert [(s.type, s.mode) for s in told if isinstance(s, Event)] == [("RETREAT", "disarm")]
