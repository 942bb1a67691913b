"""Places that the words around them rule out, and rows that stand or fall together."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Event


def told(coded: Any, text: str) -> list[set[str]]:
    """The places of each event of a text."""
    return [{p.text for p in s.where} for s in coded(text) if isinstance(s, Event)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Un imam a été arrêté vendredi à Berkane, près de Saïdia, par la gendarmerie.", "Saïdia"),
        ("Trois soldats ont été tués jeudi à Gossi, au sud de Tombouctou.", "Tombouctou"),
        ("La police a arrêté lundi deux opposants à la demande de Dakar.", "Dakar"),
        ("Les rebelles ont réclamé à Niamey la libération de leurs chefs.", "Niamey"),
        ("La police a arrêté dimanche neuf passeurs partis de Zouara.", "Zouara"),
        ("Un commerçant de Zouara a été arrêté dimanche à Tripoli.", "Zouara"),
        ("Un prédicateur réfugié à Malmö a été condamné lundi à Stockholm pour terrorisme.", "Malmö"),
        ("La douane a saisi 12 tonnes de cannabis lundi, a-t-elle fait savoir mercredi à Dakar.", "Dakar"),
    ],
)
def test_near_what_from_where_and_of_whom_are_not_where(coded: Any, text: str, place: str) -> None:
    events = told(coded, text)
    assert events
    assert all(place not in places for places in events)


def test_what_opened_a_sentence_holds_for_its_paragraph(coded: Any) -> None:
    first = "À Ménaka, deux soldats ont été tués lundi par des hommes armés.\n\n"
    *_, last = told(coded, first + "L'Union africaine a condamné samedi le putsch.")
    assert "Ménaka" not in last


def test_a_row_of_places_stands_together(coded: Any) -> None:
    events = told(coded, "Six soldats ont été tués dimanche dans les attaques de Kidal et de Ménaka.")
    assert {"Kidal", "Ménaka"} in events
    assert all(places in (set(), {"Kidal", "Ménaka"}) for places in events)


@pytest.mark.parametrize(
    ("text", "label", "place"),
    [
        ("Le dernier contingent danois a quitté Gossi mercredi.", "RETREAT", "Gossi"),
        ("L'aviation saoudienne a bombardé Hodeïda mardi.", "ASSAULT", "Hodeïda"),
        (
            "Réunis mercredi à Lomé, les chefs d'État de la Cédéao ont levé les sanctions contre le Niger.",
            "RETREAT",
            "Lomé",
        ),
        (
            "Les ministres de l'Intérieur, réunis mardi à Lomé, ont adopté une stratégie commune.",
            "SUPPORT",
            "Lomé",
        ),
        ("Luanda accueillera mardi une conférence internationale sur la sécurité.", "CONSULT", "Luanda"),
        ("Le Gabon accueillera mardi à Franceville une réunion de la Ligue arabe.", "CONSULT", "Franceville"),
    ],
)
def test_what_is_left_bombed_or_met_at_is_where(coded: Any, text: str, label: str, place: str) -> None:
    (event,) = [s for s in coded(text) if isinstance(s, Event) and s.type == label]
    assert [p.text for p in event.where] == [place]


@pytest.mark.parametrize(
    ("text", "label", "place"),
    [
        (
            "Le ministre a confirmé lundi à Lomé que deux passeurs avaient été arrêtés à Aného.",
            "COERCE",
            "Aného",
        ),
        ("Un trafiquant a été arrêté lundi en région parisienne.", "COERCE", "région parisienne"),
    ],
)
def test_each_deed_at_its_own_place(coded: Any, text: str, label: str, place: str) -> None:
    assert [place] in [
        [p.text for p in s.where] for s in coded(text) if isinstance(s, Event) and s.type == label
    ]


def test_who_acts_after_a_visit_stands_in_no_row_of_places(coded: Any) -> None:
    text = "Au lendemain d'une visite du ministre à Lomé, Accra a levé lundi l'embargo contre le Niger."
    assert all("Accra" not in places for places in told(coded, text))


@pytest.mark.parametrize(
    ("text", "label", "place"),
    [
        ("Le Maroc a envoyé trois experts à Bamako.", "AID", "Bamako"),
        ("Le Qatar avait dépêché au Maroc quatre-vingts secouristes.", "AID", "Maroc"),
        (
            "La cour d'appel de Lille a refusé vendredi d'extrader un Albanais vers l'Italie.",
            "REJECT",
            "Lille",
        ),
        ("Un juge d'instruction de Toulouse a inculpé mardi deux hommes.", "ACCUSE", "Toulouse"),
        ("Un Libyen résidant à Braga a été écroué lundi par un juge de Porto.", "COERCE", "Porto"),
    ],
)
def test_where_men_are_sent_and_where_a_court_sits(coded: Any, text: str, label: str, place: str) -> None:
    (event,) = [s for s in coded(text) if isinstance(s, Event) and s.type == label]
    assert [p.text for p in event.where] == [place]


def test_goods_are_sent_to_a_state(coded: Any) -> None:
    assert told(coded, "La Turquie a envoyé lundi à Bamako deux drones armés.") == [set()]


@pytest.mark.parametrize(
    "text",
    [
        "À Paris, le ministre s'est entretenu au téléphone avec son homologue turc.",
        "Deux ministres se sont téléphoné dimanche à Rome.",
    ],
)
def test_what_is_said_by_telephone_is_said_nowhere(coded: Any, text: str) -> None:
    assert told(coded, text) == [set()]


def test_what_opens_a_sentence_holds_over_the_semicolon(coded: Any) -> None:
    text = "Au Kenya, onze suspects ont été arrêtés par la police ; trente ordinateurs ont été saisis."
    assert told(coded, text) == [{"Kenya"}, {"Kenya"}]


def test_a_sentence_passed_before_is_not_where_the_arrest_was(coded: Any) -> None:
    text = "La police a arrêté lundi à Gand un homme condamné par contumace à dix ans de prison."
    assert sorted(map(sorted, told(coded, text))) == [[], ["Gand"]]
