"""One told twice in a row, by office and by name, is one; and a trigger's own words may name someone."""

from __future__ import annotations

import pytest

from recoupe.code import code
from recoupe.model import Article, Coded, Event, Zone


def acts(text: str) -> list[Event]:
    article = Article(
        doc="a", text=text, language="fr", zones=(Zone(0, len(text), "body"),), published="2024-05-15"
    )
    (said,) = [s for s in code([article]) if isinstance(s, Coded)]
    return [s for s in said.statements if isinstance(s, Event)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Europol, l'agence européenne de police, a signé un accord avec la Géorgie.", {"EUROPOL", "GEO"}),
        (
            "Les ministres de l'Intérieur italien et tunisien, Matteo Piantedosi et Kamel Feki, ont signé "
            "un accord à Rome.",
            {"matteo-piantedosi", "kamel-feki"},
        ),
    ],
)
def test_an_apposition_adds_nobody(text: str, who: set[str]) -> None:
    (signed,) = [e for e in acts(text) if e.type == "SUPPORT"]
    assert {e.id for e in signed.actors} == who


def test_a_counterpart_within_the_trigger_is_a_side() -> None:
    (met,) = acts("Le ministre français de la Défense s'est entretenu mardi avec son homologue jordanien.")
    assert [e.country for e in met.actors] == ["FRA", "JOR"]


def test_a_list_of_states_is_no_apposition() -> None:
    (signed,) = [e for e in acts("Le Mali, le Niger, le Tchad et le Bénin ont signé un accord à Niamey.")
                 if e.type == "SUPPORT"]  # fmt: skip
    assert {e.id for e in signed.actors} == {"MLI", "NER", "TCD", "BEN"}


def test_what_is_shared_is_no_side() -> None:
    (shared,) = [e for e in acts("Accra et Lomé ont renforcé le partage de renseignements en avril.")
                 if e.mode == "share-intelligence"]  # fmt: skip
    assert {e.id for e in shared.actors} == {"GHA", "TGO"}


def test_a_noun_and_the_verb_that_tells_the_same_of_it_are_one_act() -> None:
    told = acts("Un exercice conjoint sera mené par le Kenya et l'Ouganda en juin.")
    assert len([e for e in told if e.type == "COOPERATE"]) == 1


def test_a_number_is_nobody_beside_those_it_counts() -> None:
    (arrested,) = [e for e in acts("La police a interpellé 1.850 personnes entre 2019 et 2022.")
                   if e.mode == "arrest"]  # fmt: skip
    assert len(arrested.recipients) == 1


def test_hauls_of_different_things_are_two_acts() -> None:
    text = (
        "La douane sénégalaise a saisi mardi des munitions à Kidira. "
        "La douane sénégalaise a saisi mardi de la cocaïne à Kidira."
    )
    assert [a.type for a in acts(text)] == ["COERCE", "COERCE"]


def test_a_lead_that_tells_another_deed_of_the_same_type_is_told() -> None:
    text = (
        "La gendarmerie du Ghana a démantelé mardi un réseau de trafic d'armes à Bawku.\n"
        "Onze suspects ont été arrêtés lundi à Tamale par la police du Ghana."
    )
    at = text.index("\n")
    zones = (Zone(0, at, "lead"), Zone(at + 1, len(text), "body"))
    [found] = code([Article("a.txt", text, zones, published="2024-03-14", language="fr")])
    assert isinstance(found, Coded)
    assert [s.mode for s in found.statements if isinstance(s, Event)] == ["dismantle", "arrest"]
