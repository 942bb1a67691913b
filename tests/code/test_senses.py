"""What words plainly do not mean beside what stands with them, and who plainly has no part."""

from __future__ import annotations

import pytest

from recoupe.model import Event


def acts(said):
    return [s for s in said if isinstance(s, Event)]


@pytest.mark.parametrize(
    "text",
    [
        "La présidente de la commission a remis mardi son rapport aux sénateurs français.",
        "L'expert a livré ses conclusions au gouvernement espagnol.",
        "Le Niger change de pied sur les visas.",
        "La Suède a mis ses locaux à la disposition de l'agence onusienne.",
    ],
)
def test_papers_and_buildings_are_neither_persons_nor_intelligence(coded, text):
    assert not [
        e for e in acts(coded(text)) if e.mode in ("extradite", "share-intelligence") or e.type == "CONCEDE"
    ]


def test_persons_and_intelligence_are_handed_over_still(coded):
    (given,) = acts(coded("L'Espagne a remis à la France deux trafiquants recherchés."))
    assert given.mode == "extradite"
    (told,) = acts(coded("La Jordanie a transmis à la Belgique des renseignements sur ce réseau."))
    assert told.mode == "share-intelligence"


def test_who_pays_is_not_paid(coded):
    (act,) = [e for e in acts(coded("Le Danemark finance le programme.")) if e.type == "AID"] or [None]
    assert act is None or "DNK" not in [r.id for r in act.recipients]


def test_who_protests_against_an_act_has_not_done_it(coded):
    text = "Tunis a protesté contre l'expulsion de douze étudiants tunisiens."
    for act in acts(coded(text)):
        if act.mode in ("expel", "deport"):
            assert "TUN" not in [a.id for a in act.actors]


def test_a_threat_is_told_once_and_nothing_is_done(coded):
    told = acts(coded("Le Kenya a menacé lundi de retirer ses soldats de Somalie."))
    assert {e.type for e in told} == {"THREATEN"}


def test_an_interview_is_no_inquiry(coded):
    text = "Interrogé par l'AFP, un ministre burundais a condamné l'attaque."
    assert "investigate" not in [e.mode for e in acts(coded(text))]


def test_the_army_of_a_relative_clause_does_not_act_in_the_main_one(coded):
    text = "Le Burkina Faso, dont l'armée a perdu sept hommes, a limogé plusieurs officiers."
    (act,) = [e for e in acts(coded(text)) if e.mode == "expel"]
    assert [a.id for a in act.actors] == ["BFA"]


def test_who_is_accused_agrees_with_the_participle(coded):
    text = "L'Érythrée a expulsé douze humanitaires, accusés d'espionnage."
    accused = [e for e in acts(coded(text)) if e.type == "ACCUSE"]
    assert all("ERI" not in [r.id for r in e.recipients] for e in accused)


def test_ministers_of_a_president_are_not_the_president(coded):
    (act,) = [
        e
        for e in acts(coded("La junte a libéré trois anciens ministres d'Alpha Condé."))
        if e.mode == "release"
    ]
    assert [r.id for r in act.recipients] == [None]


def test_the_name_told_behind_a_title_with_its_country_is_who_acts(coded):
    (act,) = acts(coded("L'émissaire de l'ONU pour la Libye, Jan Kubis, a présenté sa démission mardi."))
    assert [a.id for a in act.actors] == ["jan-kubis"]


def test_from_where_troops_go_is_no_actor(coded):
    (act,) = acts(coded("Sahel : la France annonce son retrait du Mali"))
    assert [a.id for a in act.actors] == ["FRA"]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("La Grèce a livré huit vedettes à Tripoli.", "huit vedettes"),
        ("La Turquie a livré trois drones au Niger.", "trois drones"),
        ("L'Égypte a signé mardi un accord de défense avec la Grèce.", "un accord de défense"),
    ],
)
def test_what_an_act_is_about_stops_before_those_it_goes_to(coded, text, about):
    assert [e.about for e in acts(coded(text))] == [about]


def test_a_chief_and_his_rank_and_name_are_one(coded):
    text = "Le patron de la police, le général Diarra, a rencontré l'ambassadeur du Japon."
    (act,) = acts(coded(text))
    assert [a.id or a.country for a in act.actors] == ["diarra", "JPN"]


def test_those_who_surrender_disarm_nobody(coded):
    text = "L'armée a mené un raid. Le terroriste Abou Yahia s'est rendu mardi aux autorités militaires."
    for act in acts(coded(text)):
        if act.mode == "disarm":
            assert act.recipients == ()


def test_a_report_that_is_handed_over_extradites_nobody(coded):
    made = acts(coded("La police a arrêté 80 hommes en mai, selon le rapport remis lundi au Sénat."))
    assert [e.mode for e in made] == ["arrest"]


def test_what_is_praised_in_a_state_is_the_state(coded):
    (act,) = acts(coded("L'Onu a salué mardi les progrès du Bénin."))
    assert [r.text for r in act.recipients] == ["Bénin"]


def test_the_armed_forces_are_armed_by_nobody(coded):
    text = "« Nous tiendrons », a déclaré mardi le ministre ghanéen des Forces armées, Kofi Asante."
    assert "AID" not in {e.type for e in acts(coded(text))}


@pytest.mark.parametrize(
    "text",
    [
        "Des commandos marocains se sont entraînés mardi à l'arraisonnement d'un navire suspect.",
        "Les policiers espagnols se sont exercés mardi à la saisie de drogue en haute mer.",
        "Les deux marines ont simulé mardi la libération d'otages à bord d'un ferry.",
    ],
)
def test_what_is_rehearsed_is_not_done(dispatched, text):
    assert not [e for e in dispatched(text) if e.type in ("COERCE", "RETREAT", "ASSAULT")]


def test_goods_given_to_the_police_are_no_prisoners(dispatched):
    (given,) = dispatched("L'Espagne a livré mardi à la police marocaine quarante véhicules tout-terrain.")
    assert (given.type, given.mode) == ("AID", "equip")


def test_the_royal_gendarmerie_is_moroccan_in_small_letters_too(dispatched):
    (arrest,) = dispatched("Trois passeurs ont été arrêtés mardi à Tétouan par la gendarmerie royale.")
    assert [e.id for e in arrest.actors] == ["MAR.GR"]
