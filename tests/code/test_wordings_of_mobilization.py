"""Forces moved short of using them, in everyday words: who moves what, drills, clashes, accidents."""

from __future__ import annotations

import pytest

from recoupe.model import Event

MOVED = [
    ("Le Portugal a décidé d'envoyer un bataillon en Slovaquie.", "troops", ["PRT"]),
    ("Le Bénin va maintenir son contingent en Haïti.", "troops", ["BEN"]),
    ("Des soldats sénégalais sont arrivés lundi à Banjul.", "troops", ["Des soldats sénégalais"]),
    (
        "Un contingent de 200 soldats malawites est arrivé jeudi à Goma.",
        "troops",
        ["200 soldats malawites"],
    ),
    ("L'Union africaine a activé sa force en attente.", "troops", ["AU"]),
    ("L'armée tchadienne a renforcé ses positions à Tiné.", "troops", ["TCD.ANT"]),
    ("La Russie a lancé mardi des manœuvres militaires dans l'Arctique.", "troops", ["RUS"]),
    ("Des drones iraniens sont entrés dans l'espace aérien irakien.", "weapons", ["IRN"]),
    (
        "Trois navires de la marine turque sont entrés dans les eaux territoriales grecques.",
        "weapons",
        ["TUR.NAVY"],
    ),
    ("La Norvège va déployer des F-35 en Islande.", "weapons", ["NOR"]),
    ("La Russie a commencé à installer des missiles à Kaliningrad.", "weapons", ["RUS"]),
    ("Une centaine de gendarmes ont été dépêchés mardi à Cayenne.", "police", ["gendarmes"]),
    ("Un vaste dispositif policier a été déployé à Namur par la police belge.", "police", ["BEL.POLFED"]),
    ("La police suédoise a renforcé sa présence devant les écoles.", "police", ["SWE.POLICE"]),
    ("L'Autriche va renforcer les contrôles à ses frontières avec la Hongrie.", "police", ["AUT"]),
    ("La Finlande a relevé son niveau d'alerte terroriste à trois.", "police", ["FIN"]),
    ("Des milices libyennes se sont déployées dimanche à Syrte.", "militia", ["Des milices libyennes"]),
]


@pytest.mark.parametrize(("text", "mode", "actors"), MOVED)
def test_who_moves_forces_is_told(coded, text, mode, actors):
    told = [s for s in coded(text) if isinstance(s, Event)]
    assert [(s.type, s.mode) for s in told] == [("MOBILIZE", mode)]
    assert [e.id or e.text for e in told[0].actors] == actors
    assert not told[0].recipients


def test_a_police_setup_is_no_troops(coded):
    (told,) = coded("Un important dispositif policier a été déployé mardi autour du port d'Anvers.")
    assert (told.type, told.mode) == ("MOBILIZE", "police")


def test_a_drill_of_several_is_their_work(coded):
    told = [
        s
        for s in coded("La Russie et la Chine ont lancé mardi des manœuvres militaires conjointes.")
        if isinstance(s, Event)
    ]
    assert {s.type for s in told} == {"COOPERATE"}


@pytest.mark.parametrize(
    "text",
    [
        "Des combats opposant l'armée tchadienne à Boko Haram ont éclaté mardi près de Bol.",
        "Un accrochage a opposé mardi l'armée tchadienne à Boko Haram près de Bol.",
        "Les combats entre l'armée tchadienne et Boko Haram ont repris mardi près de Bol.",
    ],
)
def test_those_opposed_fight(coded, text):
    (told,) = [s for s in coded(text) if isinstance(s, Event)]
    assert told.type == "ASSAULT"
    assert {e.id for e in told.actors} == {"TCD.ANT", "BH"}
    assert not told.recipients


def test_rioters_clash_with_the_police(coded):
    (told,) = [
        s
        for s in coded("Des heurts ont opposé mardi des manifestants à la police à Lomé.")
        if isinstance(s, Event)
    ]
    assert (told.type, told.mode) == ("PROTEST", "riot")
    assert [e.sector for e in told.recipients] == ["COP"]


def test_who_is_dispersed_suffers_it(coded):
    (told,) = [
        s
        for s in coded("La police a fait usage de gaz lacrymogènes pour disperser les manifestants à Lomé.")
        if isinstance(s, Event)
    ]
    assert [e.text for e in told.recipients] == ["les manifestants"]


@pytest.mark.parametrize(
    "text",
    [
        "Un séisme a détruit huit villages près de Kandahar, selon l'ONU.",
        "Deux gendarmes ont été tués mardi dans un accident de la route près de Thiès.",
        "Des inondations ont tué douze personnes à Maiduguri.",
    ],
)
def test_nobody_attacks_in_an_accident(coded, text):
    assert not [s for s in coded(text) if isinstance(s, Event) and s.type == "ASSAULT"]


def test_a_village_attacked_is_attacked(coded):
    told = [
        s
        for s in coded("Des jihadistes ont attaqué dimanche le village de Sollé, tuant six civils.")
        if isinstance(s, Event)
    ]
    assert [s.type for s in told] == ["ASSAULT"]


@pytest.mark.parametrize(
    "text",
    [
        "Le ministre a attaqué lundi la réforme des retraites devant les députés.",
        "Le chef de l'opposition a violemment attaqué dimanche le président ougandais.",
    ],
)
def test_who_attacks_in_a_speech_hurts_nobody(coded, text):
    assert not [s for s in coded(text) if isinstance(s, Event) and s.type == "ASSAULT"]


def test_a_number_is_no_team(coded):
    told = [
        s
        for s in coded("Onze soldats ont été tués mardi dans une embuscade à Tessit.")
        if isinstance(s, Event)
    ]
    assert "ASSAULT" in [s.type for s in told]
