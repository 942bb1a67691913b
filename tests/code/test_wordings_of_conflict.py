"""Turns of phrase for captivity, raids, alerts, withdrawals and sentences: a sentence, and what it says."""

from __future__ import annotations

import pytest

from recoupe.model import Event

WORDINGS = [
    ("La Tunisie souhaite que le suspect lui soit livré.", "REQUEST", "assist"),
    ("L'Espagne a été saisie mardi d'une demande d'extradition par le Maroc.", "REQUEST", "assist"),
    ("Un colonel autrichien a vendu des secrets militaires à la Russie.", "COOPERATE", "share-intelligence"),
    ("La Francophonie a mis lundi le Niger à l'écart de ses instances.", "SANCTION", "expel"),
    ("Le ministre français de la Défense est venu hier à Bangui.", "CONSULT", "visit"),
    ("Le ministre italien Matteo Piantedosi en a profité mardi pour rencontrer Kaïs Saïed.", "CONSULT", None),
    ("Le Togo s'emploie à rapprocher Bamako et Abidjan.", "CONSULT", "third-party"),
    ("Paris exige depuis lundi la libération du président, aux mains des putschistes.", "COERCE", "arrest"),
    ("Un Français est toujours retenu par les djihadistes au Mali.", "ASSAULT", "abduct"),
    ("Deux soldats maliens sont aux mains des rebelles depuis lundi.", "ASSAULT", "abduct"),
    ("Des instructeurs polonais préparent un bataillon malien.", "AID", "train"),
    ("Abidjan y décèle la signature de la katiba Macina.", "ACCUSE", "allege"),
    ("Trois hommes ont été entendus mardi par la police fédérale.", "ACCUSE", "investigate"),
    ("La Suède a relevé d'un cran son niveau de menace.", "MOBILIZE", "police"),
    ("Le Burundi conserve depuis mai un contingent au Sud-Kivu.", "MOBILIZE", "troops"),
    ("La Côte d'Ivoire va se retirer lundi de la Minusma.", "RETREAT", "withdraw"),
    ("Moscou qualifie l'affaire de chasse aux sorcières.", "ACCUSE", "disapprove"),
    ("Rabat et Madrid ont acté la réouverture des douanes.", "SUPPORT", "sign"),
    ("Londres a placé Wagner au rang des organisations terroristes.", "SANCTION", None),
    ("Il s'en est pris au couteau à deux femmes mardi à Bruxelles.", "ASSAULT", "primitive"),
    ("L'opposant Alexeï Navalny a été empoisonné en août à Tomsk.", "ASSAULT", "unconventional"),
    ("Des policiers ont envahi le siège du parti.", "COERCE", "seize"),
    ("Le tribunal pénal fédéral a prononcé la culpabilité de la jeune femme.", "SANCTION", "convict"),
    ("La Norvège a fermé son ambassade au Mali.", "SANCTION", "withdraw"),
    ("Un autre accusé a été lavé lundi de tout soupçon par la cour.", "RETREAT", "release"),
    ("Le Danemark a durci ses contrôles aux frontières.", "COERCE", "restrict"),
    ("La cour a ramené la peine de l'ancien ministre à six ans.", "CONCEDE", None),
]


@pytest.mark.parametrize(("text", "type_", "mode"), WORDINGS)
def test_a_turn_of_phrase_tells_its_act(coded, text, type_, mode):
    assert (type_, mode) in [(s.type, s.mode) for s in coded(text) if isinstance(s, Event)]


EVERYDAY = [
    "Le cuisinier prépare un repas pour le bataillon.",
    "L'équipe planche sur une nouvelle voiture.",
    "Le chœur a été entendu dimanche à l'église.",
    "Les enfants ont envahi la pelouse du parc.",
    "La boulangerie a fermé ses portes lundi.",
    "Le verrou de la grille est cassé.",
]


@pytest.mark.parametrize("text", EVERYDAY)
def test_an_everyday_use_of_the_same_words_says_nothing(coded, text):
    assert coded(text) == ()


def test_who_is_held_by_rebels_is_not_arrested(coded):
    told = coded("Sept soldats maliens ont été faits prisonniers samedi à Goma par le M23.")
    assert [(s.type, s.mode) for s in told if isinstance(s, Event)] == [("ASSAULT", "abduct")]


def test_who_leaves_a_force_leaves_no_alliance(coded):
    told = coded("La Suède quittera la force Takuba en mars.")
    assert ("SANCTION", "withdraw") not in [(s.type, s.mode) for s in told if isinstance(s, Event)]
