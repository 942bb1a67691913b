"""Each verb of a row has its own object, whatever the parser hangs where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from recoupe.model import Event


@pytest.fixture
def events(coded: Any) -> Callable[[str], list[Event]]:
    """The acts that a sentence tells."""
    return lambda sentence: [s for s in coded(sentence) if isinstance(s, Event)]


@pytest.mark.parametrize(
    ("sentence", "second", "wanted"),
    [
        (
            "Le BCIJ a démantelé lundi un réseau de passeurs à Nador et arrêté neuf suspects.",
            "arrest",
            ["neuf suspects"],
        ),
        (
            "L'armée tchadienne a détruit deux campements près de Bol et libéré onze prisonniers.",
            "release",
            ["onze prisonniers"],
        ),
        ("La Garde civile a saisi une vedette et interpellé quatre passeurs.", "arrest", ["quatre passeurs"]),
    ],
)
def test_the_second_verb_has_its_own_object(
    events: Any, sentence: str, second: str, wanted: list[str]
) -> None:
    (act,) = [e for e in events(sentence) if e.mode == second]
    assert [r.text for r in act.recipients] == wanted


def test_an_object_behind_two_verbs_is_of_both(events: Any) -> None:
    acts = events("La gendarmerie sénégalaise a interpellé et expulsé douze Guinéens mardi.")
    assert len(acts) == 2
    assert all("Guinéens" in " ".join(r.text for r in act.recipients) for act in acts)


def test_a_promise_to_give_is_told_once_and_what_is_given_receives_nothing(events: Any) -> None:
    (act,) = events("Le ministre espagnol de l'Intérieur a promis de livrer quatre vedettes à Nouakchott.")
    assert (act.type, act.status) == ("AID", "planned")
    assert [r.text for r in act.recipients] == ["Nouakchott"]


def test_an_auxiliary_that_opens_the_sentence_is_no_subject(events: Any) -> None:
    (act,) = events("Ont été arrêtés mardi à Liège deux Belges et un Français.")
    assert [r.text for r in act.recipients] == ["deux Belges", "un Français"]


def test_a_participle_that_opens_the_sentence_tells_of_the_subject(events: Any) -> None:
    made = events(
        "Expulsé lundi par les autorités tchadiennes, l'ambassadeur allemand Jan Kricke a regagné Berlin."
    )
    (expelled,) = [e for e in made if e.mode == "expel"]
    assert [e.id for e in expelled.actors] == ["TCD"]
    assert [e.id for e in expelled.recipients] == ["jan-kricke"]


def test_what_stands_behind_an_active_verb_is_no_second_subject(events: Any) -> None:
    made = events(
        "Le Parlement togolais a, le 3 mars, pressé le président Faure Gnassingbé de rompre avec Paris."
    )
    (asked,) = [e for e in made if e.type == "REQUEST"]
    assert [e.id for e in asked.actors] == ["TGO.PARL"]
    assert "faure-gnassingbe" in {e.id for e in asked.recipients}


def test_a_noun_is_joined_to_a_noun(events: Any) -> None:
    made = events(
        "Le procureur kosovar, qui a remercié Skopje et Tirana, a annoncé mardi trois arrestations."
    )
    (thanks,) = [e for e in made if e.mode == "praise"]
    assert [e.id for e in thanks.recipients] == ["MKD", "ALB"]


@pytest.mark.parametrize(
    ("sentence", "mode", "part", "wanted"),
    [
        (
            "Un réseau dont les sept membres voulaient frapper Lomé a été démantelé mardi par la police.",
            "dismantle",
            "recipients",
            ["Un réseau"],
        ),
        (
            "Le président de la transition gabonaise, Brice Oligui Nguema, dont le pays reste suspendu de "
            "l'Union africaine, a rencontré mardi à Kigali son homologue rwandais, Paul Kagame.",
            None,
            "actors",
            ["Brice Oligui Nguema", "Paul Kagame"],
        ),
        (
            "Le Sénat chilien a, le 5 août, exhorté le président Gabriel Boric à rompre avec Caracas.",
            None,
            "actors",
            ["Sénat chilien"],
        ),
        (
            "La police togolaise a saisi dix fusils à Kara et arrêté cinq trafiquants.",
            "arrest",
            "recipients",
            ["cinq trafiquants"],
        ),
    ],
)
def test_each_verb_has_the_subject_and_object_of_its_own_clause(
    events: Any, sentence: str, mode: str | None, part: str, wanted: list[str]
) -> None:
    made = [e for e in events(sentence) if mode is None or e.mode == mode]
    assert wanted in [[x.text for x in getattr(e, part)] for e in made]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("La police a interpellé deux cents suspects à Kaduna.", ["deux cents suspects"]),
        ("La gendarmerie a arrêté trois cents autres militants à Lomé.", ["trois cents autres militants"]),
    ],
)
def test_hundreds_are_no_head_of_those_they_count(events: Any, sentence: str, wanted: list[str]) -> None:
    (act,) = [e for e in events(sentence) if e.mode == "arrest"]
    assert [r.text for r in act.recipients] == wanted
