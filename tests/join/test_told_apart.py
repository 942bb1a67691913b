"""Deeds of one day, by one court or service, told apart by how many they befall and by the penalty."""

from __future__ import annotations

import pytest

from recoupe.join import join
from recoupe.join.howmany import how_many, told_as_part
from recoupe.join.penalty import penalty
from recoupe.model import Article, Coded, Entity, Event, Figure, When, Zone

COURT = Entity(text="la cour d’Agadir", id="MAR.CA-AGADIR", country="MAR", sector="JUD")


def _verdict(doc: str, text: str, trigger: str, whom: str, sector: str = "MIL") -> tuple[Article, Coded]:
    """An article of one sentence on a conviction of 9 March 2021."""
    article = Article(doc, text, (Zone(0, len(text), "body", ""),), published="2021-03-10", language="fr")
    event = Event(
        doc=doc, span=(0, len(text)), type="SANCTION", mode="convict", trigger=trigger, actors=(COURT,),
        recipients=(Entity(text=whom, country="MAR", sector=sector),),
        when=When("mardi", "2021-03-09", "2021-03-09"),
    )  # fmt: skip
    return article, Coded(doc, "2021-03-10", "fr", (event,))


def _accounts(*told: tuple[Article, Coded]) -> int:
    return len(join([c for _, c in told], [a for a, _ in told]))


FORTY = _verdict(
    "a.txt",
    "La cour a condamné mardi quarante gardiens à dix ans de prison.",
    "condamné",
    "quarante gardiens",
)


def test_verdicts_of_one_day_on_forty_and_on_three_are_two_accounts() -> None:
    same = "Mardi, les 40 gardiens jugés à Agadir ont été condamnés par la cour à dix ans de prison."
    assert _accounts(FORTY, _verdict("b.txt", same, "condamnés", "gardiens")) == 1
    three = "Mardi, les trois gardiens jugés à Agadir ont été condamnés par la cour à dix ans de prison."
    assert _accounts(FORTY, _verdict("b.txt", three, "condamnés", "gardiens")) == 2
    man = "Mardi, l’homme jugé à Agadir a été condamné par la cour à dix ans de prison."
    assert _accounts(FORTY, _verdict("b.txt", man, "condamné", "l’homme", "CVL")) == 2


def test_another_penalty_is_another_verdict_unless_all_else_is_alike() -> None:
    life = "Mardi, les accusés d’Agadir ont été condamnés par la cour à la réclusion à perpétuité."
    term = "Mardi, les accusés d’Agadir ont été condamnés par la cour à dix ans de prison."
    found = [penalty(c.statements[0], a.text) for a, c in (  # type: ignore[arg-type]
        _verdict("b.txt", life, "condamnés", "les accusés"),
        _verdict("b.txt", term, "condamnés", "les accusés"),
        _verdict("b.txt", term.replace("à dix ans de prison", "à mort"), "condamnés", "les accusés"),
        _verdict("b.txt", "La cour les a condamnés.", "condamnés", "les accusés"),
    )]  # fmt: skip
    assert found == ["life", "term", "death", None]


@pytest.mark.parametrize(
    ("text", "trigger", "whom", "number"),
    [
        ("Il a arrêté une trentaine de passeurs", "", "une trentaine de passeurs", {30}),
        ("La grâce des 49 militaires condamnés", "", "militaires", {49}),
        ("Des passeurs : depuis mai, il en a arrêté 92.", "arrêté", "des passeurs", {92}),
        ("Un second suspect a été arrêté", "", "Un second suspect", {1}),
        ("La cellule a été démantelée", "", "La cellule", set()),
        ("La famille a été arrêtée", "", "La famille", set()),
        ("Des suspects ont été arrêtés", "", "Des suspects", set()),
    ],
)
def test_how_many_are_told_of(text: str, trigger: str, whom: str, number: set[int]) -> None:
    assert how_many((Entity(text=whom, sector="CRM"),), text, trigger) == number


def test_a_person_by_name_is_one_and_a_body_is_not_counted() -> None:
    assert how_many((Entity(text="Idir Amzal", id="idir-amzal"),)) == {1}
    assert not how_many((Entity(text="le CRAS", id="MAR.CRAS"),))


def test_a_count_told_as_part_of_a_larger_one() -> None:
    text = "Le service a défait 60 cellules, dont 44 liées au groupe, et 12 d’entre elles dans le Nord."
    counts = [
        Figure(doc="a.txt", span=(0, len(text)), trigger=str(n), measure="cells-dismantled", value=n)
        for n in (60, 44, 12)
    ]
    assert [told_as_part(count, text) for count in counts] == [False, True, True]


@pytest.mark.parametrize(
    ("text", "number", "part"),
    [
        ("Un réseau dont les huit membres visaient le port a été défait.", "huit", False),
        ("Neuf passeurs ont été pris, dont les deux chefs.", "deux", True),
        ("Neuf passeurs ont été pris, dont deux chefs.", "deux", True),
    ],
)
def test_all_members_of_a_band_are_no_part_of_a_larger_count(text: str, number: str, part: bool) -> None:
    value = {"huit": 8, "deux": 2}[number]
    said = Figure(doc="a.txt", span=(0, len(text)), trigger=number, measure="members", value=value)
    assert told_as_part(said, text) is part
