"""Dispatches from the Sahel, the Gulf of Guinea and the Middle East: who did it, and to whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from recoupe.model import Entity, Event, Figure

Events = Callable[[str], list[Event]]


@pytest.fixture
def events(coded: Any) -> Events:
    """The acts that a sentence tells, behind a sentence that says what the article is about."""
    lead = "Les autorités des deux pays ont fait le point lundi sur la sécurité dans la région.\n\n"
    return lambda sentence: [
        s for s in coded(lead + sentence) if isinstance(s, Event) and s.span[0] >= len(lead)
    ]


def _names(entities: tuple[Entity, ...]) -> list[str]:
    return [e.id or e.text for e in entities]


TOLD: list[tuple[str, str, str | None, list[str], list[str]]] = [
    # Nobody acts in a dateline.
    (
        "Lomé (Togo) - Des pirates ont relâché mardi six matelots.",
        "RETREAT",
        "release",
        ["Des pirates"],
        ["six matelots"],
    ),
    (
        "Conakry, 12 mars 2024 (AFP) - Des bandits ont libéré mardi deux prêtres.",
        "RETREAT",
        "release",
        ["Des bandits"],
        ["deux prêtres"],
    ),
    # Several are what they are told to be of.
    (
        "Une coalition de mouvements armés a attaqué mardi l'armée malienne à Ber.",
        "ASSAULT",
        None,
        ["Une coalition de mouvements armés"],
        ["MLI.FAMA"],
    ),
    # Armed groups act through their men, and are called by what they are.
    (
        "Des combattants de Boko Haram ont attaqué mardi la police nigériane à Damboa.",
        "ASSAULT",
        None,
        ["BH"],
        ["NGA.NPF"],
    ),
    (
        "Le mouvement chiite libanais a libéré mardi deux soldats syriens.",
        "RETREAT",
        "release",
        ["LBN.HEZBOLLAH"],
        ["deux soldats syriens"],
    ),
    # What is aimed at, and whose blow it was.
    (
        "Les rebelles yéménites ont visé mardi un pétrolier grec.",
        "ASSAULT",
        None,
        ["HOUTHI"],
        ["un pétrolier grec"],
    ),
    (
        "Washington a frappé mardi des cibles houthies au Yémen.",
        "ASSAULT",
        None,
        ["USA"],
        ["HOUTHI"],
    ),
    (
        "Deux membres du Hamas ont été tués mardi dans une frappe israélienne à Saïda.",
        "ASSAULT",
        "targeted",
        ["ISR"],
        ["HAMAS"],
    ),
    # Help sent to a state.
    ("Le Tchad a envoyé mardi des renforts au Cameroun.", "AID", "equip", ["TCD"], ["CMR"]),
    (
        "Outre le Ghana, le Togo et la Guinée ont promis d'envoyer des renforts au Bénin.",
        "AID",
        "equip",
        ["TGO", "GIN"],
        ["BEN"],
    ),
]


@pytest.mark.parametrize(("sentence", "kind", "mode", "actors", "recipients"), TOLD)
def test_who_did_it_to_whom(
    events: Events, sentence: str, kind: str, mode: str | None, actors: list[str], recipients: list[str]
) -> None:
    (act,) = events(sentence)
    assert (act.type, act.mode) == (kind, mode)
    assert _names(act.actors) == actors
    assert _names(act.recipients) == recipients


def test_each_clause_has_its_own_parts(events: Events) -> None:
    blamed, backed = events(
        "L'Union européenne a condamné l'attaque, tandis que l'Espagne a assuré Nouakchott de son soutien."
    )
    assert (_names(blamed.actors), _names(blamed.recipients)) == (["EU"], [])
    assert (_names(backed.actors), _names(backed.recipients)) == (["ESP"], ["MRT"])


def test_a_participle_before_alors_que_is_told_of_who_comes_behind(events: Events) -> None:
    act = next(
        a
        for a in events("Enlevé mardi alors qu'il faisait campagne, Amadou Sangaré est mort, selon l'armée.")
        if a.mode == "abduct"
    )
    assert _names(act.recipients) == ["amadou-sangare"]


def test_who_was_overthrown_met_with_nobody(events: Events) -> None:
    found = events(
        "Les ministres de la Cédéao se sont réunis mardi à Accra, après le renversement du président "
        "Karim Sawadogo."
    )
    met = next(a for a in found if a.type == "CONSULT")
    coup = next(a for a in found if a.type == "COERCE")
    assert "karim-sawadogo" not in _names(met.actors)
    assert _names(coup.recipients) == ["karim-sawadogo"]


def test_a_minister_who_is_sent_is_not_visited(events: Events) -> None:
    (visit,) = events("Tunis a dépêché mardi son ministre de la Défense, Imed Trabelsi, à Tripoli.")
    assert "imed-trabelsi" not in _names(visit.recipients)


def test_the_town_of_a_signing_has_not_signed(events: Events) -> None:
    (signed,) = events(
        "Le gouvernement soudanais et les rebelles du MPLS ont respecté l'accord signé à Djeddah."
    )
    assert "SAU" not in _names(signed.actors)


def test_who_tells_of_a_killing_was_not_killed(events: Events) -> None:
    act = next(
        a
        for a in events("Des hommes armés ont tué mardi dix éleveurs peuls, selon des habitants.")
        if a.type == "ASSAULT"
    )
    assert all("habitants" not in r.text for r in act.recipients)


def test_a_chase_charges_nobody(events: Events) -> None:
    assert events("La marine ghanéenne a poursuivi les pirates jusqu'au large de Lomé.") == []


def test_killed_in_a_shelling_is_one_act(events: Events) -> None:
    (act,) = events("Quatre civils ont été tués mardi dans un bombardement russe à Odessa.")
    assert (act.mode, _names(act.actors)) == ("aerial", ["RUS"])
    assert _names(act.recipients) == ["Quatre civils"]


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("L'aviation israélienne a bombardé mardi Khan Younès.", ["Khan Younès"]),
        ("Les Etats-Unis ont mené mardi deux raids contre Hodeïda.", ["Hodeïda"]),
        ("Une frappe attribuée à Israël a tué mardi dix miliciens à Damas.", ["Damas"]),
    ],
)
def test_the_town_that_is_struck_is_where(events: Events, sentence: str, places: list[str]) -> None:
    assert {p.text for act in events(sentence) for p in act.where} == set(places)


def test_the_mai_mai_are_no_month(events: Events) -> None:
    (act,) = events("Des miliciens Maï-Maï ont attaqué mardi la police congolaise à Beni.")
    assert act.when is not None
    assert act.when.start == act.when.end == "2024-03-12"


def test_the_troops_of_a_state_told_before_dont_are_its_own(events: Events) -> None:
    act = next(
        a
        for a in events(
            "Le Burundi, dont les soldats ont formé mardi l'armée congolaise, a fermé sa frontière."
        )
        if a.mode == "train"
    )
    assert [(a.text, a.country) for a in act.actors] == [("les soldats", "BDI")]
    assert "BDI" not in _names(act.recipients)


def test_a_head_of_state_is_called_so_behind_his_name(coded: Any) -> None:
    found = coded(
        "Le président gabonais Aristide Mboumba a reçu mardi l'ambassadeur du Congo. Le chef de l'Etat a "
        "condamné l'attaque de lundi contre la gendarmerie gabonaise."
    )
    blamed = next(s for s in found if isinstance(s, Event) and s.type == "ACCUSE")
    assert _names(blamed.actors) == ["aristide-mboumba"]


def test_what_is_vetoed_is_not_done(events: Events) -> None:
    assert {a.type for a in events("Pékin a opposé mardi son veto à la prolongation du mandat.")} == {
        "REJECT"
    }


def test_whose_programme_it_is_trains(events: Events) -> None:
    act = next(
        a
        for a in events(
            "Le Canada a reconduit mardi son programme de formation des forces spéciales nigériennes."
        )
        if a.mode == "train"
    )
    assert _names(act.actors) == ["CAN"]


def test_a_cadet_of_the_police_is_police_and_a_sailor_is_none(coded: Any) -> None:
    found = coded("Trois élèves policiers et deux matelots ont été tués mardi à Gao par Boko Haram.")
    sectors = {e.text: e.sector for s in found if isinstance(s, (Event, Figure)) for e in _of(s)}
    assert sectors["Trois élèves policiers"] == "COP"
    assert sectors["deux matelots"] == "CVL"


def _of(statement: Event | Figure) -> tuple[Entity, ...]:
    return statement.recipients if isinstance(statement, Event) else statement.of
