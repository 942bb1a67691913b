"""Who a participle, a gap, a row or a name says does it, or has it done to him."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Entity, Event


def acts(coded: Any, text: str, type_: str) -> list[Event]:
    return [s for s in coded(text) if isinstance(s, Event) and s.type == type_]


def ids(entities: tuple[Entity, ...]) -> set[str | None]:
    return {e.id for e in entities}


def test_who_salutes_an_accord_has_not_signed_it(coded: Any) -> None:
    text = "Le Qatar a salué lundi à Doha l'accord signé par la Turquie et l'Arabie saoudite."
    (signed,) = [e for e in acts(coded, text, "SUPPORT") if e.mode == "sign"]
    assert ids(signed.actors) == {"TUR", "SAU"}


@pytest.mark.parametrize(
    "text",
    [
        "Interpol organisera en mai à Abidjan un stage destiné à trente enquêteurs africains.",
        "Interpol a organisé à Lomé un stage suivi par trente enquêteurs togolais.",
    ],
)
def test_whom_a_course_is_for_is_helped(coded: Any, text: str) -> None:
    (taught,) = acts(coded, text, "AID")
    assert ids(taught.actors) == {"INTERPOL"}
    assert [e.sector for e in taught.recipients] == ["COP"]


def test_a_gap_behind_a_light_verb_has_its_own_doer(coded: Any) -> None:
    text = "La police espagnole a procédé à treize arrestations, la police belge à dix."
    made = acts(coded, text, "COERCE")
    assert [ids(e.actors) for e in made] == [{"ESP.DGP"}, {"BEL.POLFED"}]


def test_a_gap_goes_on_behind_its_number(coded: Any) -> None:
    text = "La Pologne a expulsé lundi dix diplomates russes, et la Slovaquie trois au mois de mars."
    first, second = acts(coded, text, "SANCTION")
    assert ids(first.actors) == {"POL"}
    assert ids(second.actors) == {"SVK"}
    assert [e.text for e in second.recipients] == ["diplomates russes"]


def test_the_row_inside_a_relative_clause_does_nothing_else(coded: Any) -> None:
    text = (
        "L'Organisation de coopération de Shanghai, que président la Chine et la Russie, a condamné "
        "l'attaque."
    )
    (blamed,) = acts(coded, text, "ACCUSE")
    assert ids(blamed.actors) == {"SCO"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Le principal suspect, Moussa Kané, 39 ans, a été arrêté lundi à Lomé.", {"moussa-kane"}),
        ("La police saoudienne a arrêté lundi le prédicateur Salem al-Harbi.", {"salem-al-harbi"}),
    ],
)
def test_one_described_and_named_is_told_by_name(coded: Any, text: str, who: set[str]) -> None:
    (held,) = acts(coded, text, "COERCE")
    assert ids(held.recipients) == who


def test_a_king_is_known_by_one_name(coded: Any) -> None:
    (praised,) = acts(coded, "Le président français a loué lundi le courage du roi Salmane.", "SUPPORT")
    assert [(e.id, e.country) for e in praised.recipients] == [("salmane-ben-abdelaziz", "SAU")]


def test_who_was_told_something_has_not_asked(coded: Any) -> None:
    text = "Amnesty International a reproché à Lomé ses arrestations et a demandé l'ouverture d'une enquête."
    (asked,) = acts(coded, text, "REQUEST")
    assert ids(asked.actors) == {"AMNESTY"}


def test_rebels_sign_a_peace(coded: Any) -> None:
    text = "Le gouvernement tchadien a signé lundi la paix avec plusieurs groupes rebelles du Tibesti."
    (signed,) = acts(coded, text, "SUPPORT")
    assert {e.sector for e in signed.actors} == {"GOV", "REB"}


@pytest.mark.parametrize(
    ("town", "body"), [("Lomé", "TGO.CENTIF"), ("Bamako", "MLI.CENTIF"), ("Dakar", "SEN.CENTIF")]
)
def test_a_body_of_many_states_is_that_of_the_dispatch(coded: Any, town: str, body: str) -> None:
    text = f"{town}, 4 mars 2024 (AFP) - La Centif a signé lundi une convention avec les douanes."
    (signed,) = acts(coded, text, "SUPPORT")
    assert body in ids(signed.actors)
