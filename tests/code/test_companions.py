"""Who has a part in a deed beside those whom its verb names, and who only tells it."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Entity, Event, Figure


def act(coded: Any, text: str, type_: str, trigger: str = "") -> Event:
    found = [s for s in coded(text) if isinstance(s, Event) and s.type == type_ and trigger in s.trigger]
    return found[-1]


def ids(entities: tuple[Entity, ...]) -> set[str | None]:
    return {e.id for e in entities}


def test_who_helps_the_doer_does_it_too(coded: Any) -> None:
    text = "Trois suspects ont été arrêtés par la police togolaise, aidée par des agents d'Interpol."
    assert ids(act(coded, text, "COERCE").actors) == {"TGO.POLICE", "INTERPOL"}
    (count,) = [s for s in coded(text) if isinstance(s, Figure)]
    assert ids(count.actors) == {"TGO.POLICE", "INTERPOL"}


@pytest.mark.parametrize("mark", ["de même que", "tout comme"])
def test_who_judges_alike_is_not_judged(coded: Any, mark: str) -> None:
    blamed = act(coded, f"Le Togo a condamné l'attentat, {mark} le Ghana et la Cédéao.", "ACCUSE")
    assert ids(blamed.actors) == {"TGO", "GHA", "ECOWAS"}
    assert not blamed.recipients


def test_who_is_charged_with_deaths_has_killed(coded: Any) -> None:
    text = "Le Togo impute à Boko Haram la mort de douze soldats."
    assert ids(act(coded, text, "ACCUSE").recipients) == {"BH"}
    (killed,) = [s for s in coded(text) if isinstance(s, Figure)]
    assert ids(killed.actors) == {"BH"}


def test_a_minister_who_announces_arrests_has_made_none(coded: Any) -> None:
    told = act(coded, "Le ministre de l'Intérieur a annoncé l'arrestation de douze trafiquants.", "COERCE")
    assert not told.actors
    own = act(coded, "La police togolaise a annoncé l'arrestation de douze trafiquants.", "COERCE")
    assert ids(own.actors) == {"TGO.POLICE"}


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Chez le principal suspect, la police togolaise a saisi trois fusils.", "le principal suspect"),
        ("La police togolaise a arrêté son frère, chez qui elle a saisi deux fusils.", "son frère"),
    ],
)
def test_what_is_seized_at_ones_home_is_taken_from_him(coded: Any, text: str, whose: str) -> None:
    assert [e.text for e in act(coded, text, "COERCE", "saisi").recipients] == [whose]


def test_who_gave_the_help_that_is_praised_is_praised(coded: Any) -> None:
    praised = act(coded, "Le procureur a salué mardi l'aide apportée par les enquêteurs belges.", "SUPPORT")
    assert [e.country for e in praised.recipients] == ["BEL"]


def test_who_is_acquitted_is_so_by_the_court_told_before(coded: Any) -> None:
    text = (
        "La cour d'assises de Paris a condamné jeudi Karim Haddad à vingt ans de réclusion. "
        "Son frère a été acquitté."
    )
    assert [e.text for e in act(coded, text, "RETREAT").actors] == ["cour d'assises de Paris"]


def test_where_one_went_is_not_blamed(coded: Any) -> None:
    text = "Le ministre ghanéen s'est rendu à Alger et a condamné l'attaque."
    assert not act(coded, text, "ACCUSE").recipients


def test_the_states_of_ministers_told_in_a_row_are_the_countries(coded: Any) -> None:
    text = (
        "Les ministres du Mali, du Niger et du Tchad se sont réunis mardi à Bamako. "
        "Les trois pays mèneront des patrouilles communes."
    )
    assert ids(act(coded, text, "COOPERATE").actors) == {"MLI", "NER", "TCD"}
