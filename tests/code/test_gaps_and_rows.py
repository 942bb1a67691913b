"""Who did it where the verb, the noun or the doer is told once for several."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Event, Figure


def events(made: Any, type_: str) -> list[Event]:
    """The events of one type."""
    return [s for s in made if isinstance(s, Event) and s.type == type_]


def test_each_of_a_row_with_the_verb_left_out_does_it(coded: Any) -> None:
    made = coded("L'Allemagne a arrêté lundi onze suspects, la Belgique en a arrêté six, la France quatre.")
    told = events(made, "COERCE")
    assert [[e.id for e in s.actors] for s in told] == [["DEU"], ["BEL"], ["FRA"]]
    assert told[-1].trigger == "quatre" and not told[-1].where
    counted = {s.value: [e.id for e in s.actors] for s in made if isinstance(s, Figure)}
    assert counted == {11: ["DEU"], 6: ["BEL"], 4: ["FRA"]}


def test_the_next_of_a_row_is_not_done_to(coded: Any) -> None:
    told = events(coded("L'Italie en a prié trente de partir, le Danemark quinze."), "SANCTION")
    assert [([e.id for e in s.actors], s.recipients) for s in told] == [(["ITA"], ()), (["DNK"], ())]


@pytest.mark.parametrize(
    ("sentence", "countries"),
    [
        (
            "Les ministres malien, burkinabè et nigérien de la Défense se sont réunis jeudi à Niamey.",
            ["MLI", "BFA", "NER"],
        ),
        ("Les présidents russe et ukrainien se sont entretenus mardi par téléphone.", ["RUS", "UKR"]),
    ],
)
def test_adjectives_in_the_singular_tell_one_minister_each(
    coded: Any, sentence: str, countries: list[str]
) -> None:
    (meeting,) = events(coded(sentence), "CONSULT")
    assert [e.country for e in meeting.actors] == countries


def test_those_who_clash_are_both_doers(coded: Any) -> None:
    (clash,) = events(
        coded("L'armée soudanaise et les Forces de soutien rapide se sont affrontées lundi à El-Fasher."),
        "ASSAULT",
    )
    assert [e.id for e in clash.actors] == ["SDN.SAF", "SDN.RSF"]
    assert clash.status == "asserted"
    riot = coded("Des manifestants et des policiers se sont affrontés mardi à Dakar.")
    assert [s.mode for s in events(riot, "PROTEST")] == ["riot"]


def test_what_describes_one_party_has_no_part_in_the_main_deed(coded: Any) -> None:
    made = coded("La Guinée, suspendue de la Cédéao en 2021, a renoué avec le FMI.")
    (suspended,) = events(made, "SANCTION")
    assert [e.id for e in suspended.actors] == ["ECOWAS"]


def test_a_promise_tells_to_whom_it_is_made(coded: Any) -> None:
    (offer,) = events(coded("Le Portugal s'est dit prêt à envoyer un bataillon à la KFOR."), "AGREE")
    assert [e.id for e in offer.recipients] == ["KFOR"]


def test_persons_arrested_before_are_not_arrested_again(coded: Any) -> None:
    made = coded(
        "La police espagnole a interpellé lundi sept hommes à Barcelone. Selon le parquet, trois des "
        "personnes interpellées seraient liées à l'État islamique."
    )
    assert len(events(made, "COERCE")) == 1


def test_dont_tells_whose_army_it_is(coded: Any) -> None:
    made = coded("La France a félicité le Bénin, dont la police a arrêté mardi six trafiquants.")
    (arrest,) = events(made, "COERCE")
    assert [e.country for e in arrest.actors] == ["BEN"]


def test_people_seconded_are_lent_by_their_state(coded: Any) -> None:
    (lent,) = events(coded("Des agents allemands seront détachés auprès de la police nigérienne."), "AID")
    assert [e.country for e in lent.actors] == ["DEU"]
    assert [e.country for e in lent.recipients] == ["NER"]


def test_a_deed_told_by_verb_and_noun_is_one(coded: Any) -> None:
    made = coded("Dix villageois ont été enlevés dimanche lors d'un rapt à Gidan Bakuso.")
    assert len(events(made, "ASSAULT")) == 1
