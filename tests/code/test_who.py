"""Who is one, who is two, and who only stands by."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Event, Figure


@pytest.mark.parametrize(
    "sentence",
    [
        "Une opération coordonnée par Europol a conduit mardi à l'arrestation de quarante trafiquants.",
        "Trente passeurs ont été arrêtés jeudi en Grèce lors d'une opération coordonnée par Interpol.",
    ],
)
def test_who_coordinates_an_operation_arrests_nobody(coded: Any, sentence: str) -> None:
    made = coded(sentence)
    told = [s for s in made if isinstance(s, Event) and s.mode == "arrest"]
    told += [s for s in made if isinstance(s, Figure) and s.measure == "people-arrested"]
    assert len(told) == 2
    assert [s.actors for s in told] == [(), ()]


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("Des experts irakiens et nigérians ont visité mardi Rabat.", "Des experts irakiens et nigérians"),
        (
            "Des magistrats espagnols, serbes et bosniens ont visité lundi Lomé.",
            "Des magistrats espagnols, serbes et bosniens",
        ),
    ],
)
def test_a_row_of_demonyms_is_of_one_group(coded: Any, sentence: str, whole: str) -> None:
    (act,) = [s for s in coded(sentence) if isinstance(s, Event)]
    assert [e.text for e in act.actors] == [whole]


def test_a_demonym_before_a_name_is_the_one_named(coded: Any) -> None:
    text = "Le Nigérian Bola Tinubu a reçu dimanche à Abuja les dirigeants de la Cédéao."
    (met,) = [s for s in coded(text) if isinstance(s, Event) and s.type == "CONSULT"]
    assert [e.id for e in met.actors] == ["bola-tinubu", "ECOWAS"]


def test_a_town_tells_whose_service_it_is_where_no_state_is_named(coded: Any) -> None:
    text = "La DGSN a arrêté lundi à Oran deux trafiquants."
    (arrest,) = [s for s in coded(text) if isinstance(s, Event)]
    assert [e.id for e in arrest.actors] == ["DZA.DGSN"]


def test_an_association_is_told_by_its_name(coded: Any) -> None:
    told = coded(
        "Le ministre ghanéen de la Défense a reçu lundi une délégation de l'ONU. L'association Lomé Debout a "
        "dénoncé mardi les expulsions menées par la Grèce."
    )
    (blamed,) = [s for s in told if isinstance(s, Event) and s.type == "ACCUSE"]
    assert [(e.text, e.id) for e in blamed.actors] == [("L'association Lomé Debout", None)]


def test_the_french_antiterrorist_prosecutors_are_french_anywhere(coded: Any) -> None:
    told = coded(
        "Le ministre ghanéen de la Défense a reçu lundi une délégation de l'ONU. Le parquet national "
        "antiterroriste a mis en examen mardi quatre hommes."
    )
    (alleged,) = [s for s in told if isinstance(s, Event) and s.type == "ACCUSE"]
    assert [e.id for e in alleged.actors] == ["FRA.PNAT"]


@pytest.mark.parametrize(
    ("sentence", "who", "country"),
    [
        ("Deux magistrats bruxellois se sont rendus mardi à Tanger.", "Deux magistrats bruxellois", "BEL"),
        ("Quatre policiers madrilènes se sont rendus mardi à Casablanca.", "Quatre policiers madrilènes", "ESP"),
    ],
)
def test_who_goes_to_a_town_is_of_the_state_of_his_own_and_gives_himself_up_to_nobody(
    dispatched: Any, sentence: str, who: str, country: str
) -> None:
    told = [(s.mode, [(e.text, e.country) for e in s.actors]) for s in dispatched(sentence)]
    assert told == [("visit", [(who, country)])]


def test_who_gets_years_has_not_given_them(dispatched: Any) -> None:
    (convicted,) = dispatched("Le principal accusé, Khalid Amrani, a écopé mardi de douze ans de prison.")
    assert (convicted.actors, [e.id for e in convicted.recipients]) == ((), ["khalid-amrani"])


def test_a_phrase_ends_at_the_verb_of_who_says_it(coded: Any) -> None:
    text = "« Rien n'aurait été possible sans eux », a souligné la directrice d'Europol, Catherine De Bolle."
    assert [(s.trigger, s.status) for s in coded(text) if s.kind == "tie"] == [("directrice", "asserted")]
