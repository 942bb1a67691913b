"""The language by example: a sentence, and what it says."""

from __future__ import annotations

import pytest

from recoupe.model import Event, Figure, Tie


def events(found):
    return [s for s in found if isinstance(s, Event)]


def ids(entities):
    return {e.id or e.text for e in entities}


ACTS = [
    ("Le BCIJ a démantelé mercredi à Fès un réseau de passeurs.", "COERCE", "dismantle", {"MAR.BCIJ"}),
    ("Une cellule liée à Daech a été démantelée à Agadir par le BCIJ.", "COERCE", "dismantle", {"MAR.BCIJ"}),
    (
        "Le démantèlement d'une filière par la DGST a surpris.",
        "COERCE",
        "dismantle",
        {"MAR.DGST"},
    ),
    ("Le BCIJ a mis hors d'état de nuire une bande armée.", "COERCE", "dismantle", {"MAR.BCIJ"}),
    ("Le BCIJ a fait échouer un attentat.", "COERCE", "foil", {"MAR.BCIJ"}),
    ("Quatre suspects ont été interpellés lundi par la Guardia Civil.", "COERCE", "arrest", {"ESP.GC"}),
    ("La Belgique et le Sénégal ont signé un accord de sécurité.", "SUPPORT", "sign", {"BEL", "SEN"}),
    ("Un protocole a été conclu entre la Tunisie et l'Italie.", "SUPPORT", "sign", {"TUN", "ITA"}),
    ("L'Union africaine a salué les efforts du Tchad.", "SUPPORT", "praise", {"AU"}),
    ("Le Niger a rappelé son ambassadeur au Bénin.", "SANCTION", "withdraw", {"NER"}),
    ("La Cédéao a suspendu la Guinée.", "SANCTION", "expel", {"ECOWAS"}),
    ("L'Algérie a rejeté la proposition du Mali.", "REJECT", None, {"DZA"}),
    ("La France a retiré ses troupes du Niger.", "RETREAT", "withdraw", {"FRA"}),
    ("Les Pays-Bas ont formé quarante policiers nigériens.", "AID", "train", {"NLD"}),
]


@pytest.mark.parametrize(("text", "type_", "mode", "actors"), ACTS)
def test_an_act_and_who_does_it(coded, text, type_, mode, actors):
    found = [e for e in events(coded(text)) if (e.type, e.mode) == (type_, mode)]
    assert len(found) == 1
    assert ids(found[0].actors) == actors
    assert text[found[0].span[0] : found[0].span[1]] == text


NOTHING = [
    "L'attaquant a signé un contrat de trois saisons avec le club.",
    "Une cellule de crise a été installée à la préfecture après les inondations.",
    "Le chercheur a démontré que la cellule infectée se divise.",
    "Le syndicat a prolongé son arrêt de travail.",
    "Le Royaume attache une grande importance à la réforme.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_other_senses_say_nothing(coded, text):
    assert coded(text) == ()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Le Maroc formera des policiers maliens.", "planned"),
        ("Le Maroc va former des policiers maliens.", "planned"),
        ("Le Maroc s'est engagé à former des policiers maliens.", "planned"),
        ("Le Maroc aurait formé des policiers maliens.", "hypothetical"),
        ("Le Maroc n'a pas formé de policiers maliens.", "negated"),
        ("Le Maroc a formé des policiers maliens.", "asserted"),
    ],
)
def test_how_it_stands(coded, text, status):
    (event,) = [e for e in events(coded(text)) if e.type == "AID"]
    assert event.status == status


def test_a_purpose_is_no_act(coded):
    found = coded("Les deux ministres se sont vus pour démanteler les réseaux de passeurs.")
    assert not [e for e in events(found) if e.mode == "dismantle"]


@pytest.mark.parametrize(
    ("text", "speaker", "channel"),
    [
        ("Selon la DGSN, le BCIJ a démantelé une cellule.", "MAR.DGSN", "statement"),
        ("Le BCIJ a démantelé une cellule, a annoncé la DGSN.", "MAR.DGSN", "statement"),
        ("Le BCIJ a démantelé une cellule, indique un communiqué de la DGSN.", "MAR.DGSN", "statement"),
        ("La DGSN a annoncé que le BCIJ avait démantelé une cellule.", "MAR.DGSN", "statement"),
        ("D'après un rapport d'Europol, le BCIJ a démantelé une cellule.", "EUROPOL", "report"),
    ],
)
def test_who_is_said_to_say_it(coded, text, speaker, channel):
    (event,) = [e for e in events(coded(text)) if e.mode == "dismantle"]
    assert event.attribution is not None
    assert (event.attribution.id, event.attribution.channel) == (speaker, channel)


def test_nobody_but_the_outlet_says_it(coded):
    (event,) = events(coded("Le BCIJ a démantelé une cellule."))
    assert event.attribution is None


def test_the_day_of_the_deed_and_not_of_its_telling(coded):
    text = "Le BCIJ a démantelé lundi une cellule, a annoncé mercredi la DGSN."
    (event,) = [e for e in events(coded(text)) if e.mode == "dismantle"]
    assert event.when is not None
    assert (event.when.start, event.when.end) == ("2024-03-11", "2024-03-11")


def test_where_it_happened(coded):
    (event,) = [
        e
        for e in events(coded("Le BCIJ a démantelé une cellule à Fès et à Meknès."))
        if e.mode == "dismantle"
    ]
    assert [(p.text, p.country) for p in event.where] == [("Fès", "MAR"), ("Meknès", "MAR")]


FIGURES = [
    ("Le BCIJ a démantelé au moins sept cellules.", "cells-dismantled", 7, "min"),
    ("La police a interpellé près de 2.200 personnes.", "people-arrested", 2200, "about"),
    ("Une vingtaine de civils ont été tués dans l'attaque.", "people-killed", 20, "about"),
    ("Les douaniers ont saisi 1,5 tonne de cannabis.", "drugs-seized", 1.5, "exact"),
    ("La police a arrêté moins de trente-deux suspects.", "people-arrested", 32, "max"),
]


@pytest.mark.parametrize(("text", "measure", "value", "bound"), FIGURES)
def test_a_count(coded, text, measure, value, bound):
    (figure,) = [s for s in coded(text) if isinstance(s, Figure)]
    assert (figure.measure, figure.value, figure.bound) == (measure, value, bound)


def test_a_running_total_ends_on_the_articles_date(coded):
    (figure,) = [s for s in coded("Depuis 2002, le BCIJ a démantelé 210 cellules.") if isinstance(s, Figure)]
    assert figure.when is not None
    assert (figure.when.start, figure.when.end) == ("2002-01-01", "2024-03-14")


@pytest.mark.parametrize(
    "text",
    [
        "Le prévenu, âgé de 41 ans, a été condamné à douze ans de prison.",
        "La hausse atteint 12 % en trois mois.",
        "Le sommet s'ouvrira à 9 heures dans la salle 14.",
    ],
)
def test_ages_shares_and_durations_are_no_counts(coded, text):
    assert not [s for s in coded(text) if isinstance(s, Figure)]


TIES = [
    ("Le BCIJ, qui relève de la DGST, a ouvert une enquête.", "part-of", {"MAR.BCIJ"}, {"MAR.DGST"}),
    ("Le Maroc copréside le GCTF avec le Canada.", "chairs", {"MAR", "CAN"}, {"GCTF"}),
    ("Une cellule affiliée à Daech a été démantelée.", "affiliated-with", {"Une cellule"}, {"IS"}),
]


@pytest.mark.parametrize(("text", "type_", "subject", "target"), TIES)
def test_what_stands_between_two(coded, text, type_, subject, target):
    (tie,) = [s for s in coded(text) if isinstance(s, Tie) and s.type == type_]
    assert (ids(tie.subject), ids(tie.object)) == (subject, target)


def test_a_titled_person_heads_a_named_body(coded):
    text = "Salim Ouardi, directeur général de la DGST, a reçu une délégation."
    (tie,) = [s for s in coded(text) if isinstance(s, Tie) and s.type == "heads"]
    assert (ids(tie.subject), ids(tie.object)) == ({"salim-ouardi"}, {"MAR.DGST"})


def test_it_stands_for_the_body_named_before(coded):
    text = "Le BCIJ a tenu une conférence à Rabat. Ce service a démantelé une cellule à Salé."
    (event,) = [e for e in events(coded(text)) if e.mode == "dismantle"]
    assert ids(event.actors) == {"MAR.BCIJ"}


def test_names_are_as_the_article_writes_them(coded):
    text = "L’Union africaine a salué l’action de la Côte d’Ivoire."
    (event,) = events(coded(text))
    assert event.recipients[0].text in text


def test_an_act_told_twice_is_one(coded):
    text = "Le BCIJ a démantelé lundi une cellule à Fès. Le BCIJ a démantelé une cellule à Fès."
    assert len([e for e in events(coded(text)) if e.mode == "dismantle"]) == 1


INFINITIVES = [
    ("La France va réduire sa présence militaire au Tchad.", "RETREAT", "withdraw"),
    ("Le Premier ministre malien a dû rendre son tablier lundi.", "RETREAT", "resign"),
    ("Le Maroc va remettre à la Belgique un trafiquant recherché.", "COOPERATE", "extradite"),
]


@pytest.mark.parametrize(("text", "type_", "mode"), INFINITIVES)
def test_an_infinitive_of_the_third_group_is_a_form_of_its_verb(coded, text, type_, mode):
    assert (type_, mode) in [(e.type, e.mode) for e in events(coded(text))]


def test_a_range_of_ages_counts_nobody(coded):
    text = (
        "Le BCIJ a démantelé mardi à Fès une cellule terroriste composée de six membres. Deux armes ont été "
        "saisies. Les suspects, âgés de 21 à 37 ans, avaient prêté allégeance à l'organisation « État "
        "islamique », précise la même source."
    )
    assert [s.value for s in coded(text) if isinstance(s, Figure)] == [6, 2]
