"""Triggers that deny, praise told again, and who heads a body of which nothing is known but the name."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Event, Tie


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Paris n'exclut pas une intervention militaire au Niger.", {("THREATEN", "asserted")}),
        ("Rabat n'a pas donné suite à la demande de Paris.", {("REJECT", "asserted")}),
    ],
)
def test_a_trigger_that_denies_is_no_denied_act(
    coded: Any, sentence: str, wanted: set[tuple[str, str]]
) -> None:
    assert {(s.type, s.status) for s in coded(sentence) if isinstance(s, Event)} >= wanted


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("Paris exclut une intervention militaire au Niger.", "THREATEN"),
        ("Rabat a donné suite à la demande de Paris.", "REJECT"),
        ("Le Tchad siège au Conseil, participant activement à ses travaux.", "PROTEST"),
    ],
)
def test_without_its_negation_it_means_something_else(coded: Any, sentence: str, type_: str) -> None:
    assert not [
        s for s in coded(sentence) if isinstance(s, Event) and (s.type, s.status) == (type_, "asserted")
    ]


def test_an_arrest_not_commented_on_took_place(coded: Any) -> None:
    (arrest,) = [
        s
        for s in coded("Les autorités n'ont pas commenté l'arrestation du colonel Touré à Bamako.")
        if isinstance(s, Event)
    ]
    assert (arrest.mode, arrest.status) == ("arrest", "asserted")


def test_praise_told_again_in_another_sentence_is_praise_again(coded: Any) -> None:
    told = coded(
        "Le ministre français Luc Morel a remercié le Maroc pour son aide. Luc Morel a salué le rôle clé du "
        "Maroc."
    )
    assert len([s for s in told if isinstance(s, Event) and s.mode == "praise"]) == 2


@pytest.mark.parametrize(
    ("sentence", "head", "body"),
    [
        ("Le patron de la DGSE, Jean Morel, a reçu mardi son homologue.", "jean-morel", "DGSE"),
        ("Jean Morel, à la tête de la DGSE depuis 2017, a reçu mardi son homologue.", "jean-morel", "DGSE"),
        ("Le procureur du Pôle antiterroriste, Ali Bâ, enquête.", "ali-ba", "Pôle antiterroriste"),
        ("Le Malien Sidi Camara, secrétaire exécutif d'Afripol, est à Tunis.", "sidi-camara", "Afripol"),
    ],
)
def test_who_heads_a_body_known_by_its_name_only(coded: Any, sentence: str, head: str, body: str) -> None:
    ties = [s for s in coded(sentence) if isinstance(s, Tie)]
    assert [(t.type, t.subject[0].id, t.object[0].text) for t in ties] == [("heads", head, body)]


def test_a_common_noun_in_capitals_is_no_name_of_a_body(coded: Any) -> None:
    told = coded("Le président de la Commission, Omar Diallo, est à Tunis.")
    assert not [s for s in told if isinstance(s, Tie)]


def test_a_mission_is_headed_by_whom_the_participle_says_not_those_it_trains(coded: Any) -> None:
    told = coded("La mission européenne, dirigée par le général français Luc Morel, a formé 300 soldats.")
    assert [(t.subject[0].id, t.object[0].text) for t in told if isinstance(t, Tie)] == [
        ("luc-morel", "La mission européenne")
    ]


def test_an_alliance_formed_is_not_trained(coded: Any) -> None:
    told = coded("Le Mali, le Burkina Faso et le Niger ont formé l'Alliance des États du Sahel.")
    assert not [s for s in told if isinstance(s, Event) and s.mode == "train"]


def test_one_of_fifteen_members_is_a_member(coded: Any) -> None:
    told = coded("Le Sénégal fait partie des quinze membres de la Cedeao.")
    assert [(t.type, t.subject[0].id, t.object[0].id) for t in told if isinstance(t, Tie)] == [
        ("member-of", "SEN", "ECOWAS")
    ]


def test_a_treaty_binds_since_the_year_told_behind_it(coded: Any) -> None:
    (tie,) = [
        s for s in coded("Le Tchad est partie à la convention de Palerme depuis 2009.") if isinstance(s, Tie)
    ]
    assert tie.when is not None and (tie.when.start, tie.when.end) == ("2009-01-01", None)
