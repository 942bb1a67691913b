"""Times that date another deed, a balance sheet or how long something took, not the statement beside them."""

from __future__ import annotations

from typing import Any

import pytest
from intervals import Interval, dates

from recoupe.model import Event


@pytest.mark.parametrize(
    ("text", "label", "wanted"),
    [
        (
            "Deux pêcheurs que la marine libyenne retenait depuis 2021 ont été libérés lundi à Tripoli.",
            "RETREAT",
            ("2024-03-11", "2024-03-11"),
        ),
        (
            "Condamnés en 2019, les deux imams ont été expulsés mardi vers le Maroc par la police belge.",
            "COERCE",
            ("2024-03-12", "2024-03-12"),
        ),
        (
            "Réunis mardi à Lomé, les ministres togolais et ghanéen de l'Intérieur ont signé un accord.",
            "SUPPORT",
            ("2024-03-12", "2024-03-12"),
        ),
    ],
)
def test_a_clause_of_its_own_keeps_its_time(coded: Any, text: str, label: str, wanted: Interval) -> None:
    assert wanted in dates(coded(text), "Event", label)


def test_the_day_of_a_balance_sheet_dates_nothing(coded: Any) -> None:
    text = (
        "L'armée nigérienne a dressé dimanche le bilan de l'opération Harmattan, menée du 5 janvier au "
        "20 février contre Boko Haram. Les soldats ont tué 60 combattants et saisi 112 armes."
    )
    told = coded(text)
    assert dates(told, "Figure", "people-killed") == {("2024-01-05", "2024-02-20")}
    assert dates(told, "Figure", "weapons-seized") == {("2024-01-05", "2024-02-20")}


def test_how_long_it_took_is_not_carried_on(coded: Any) -> None:
    text = (
        "Un réseau de passeurs a été démantelé mardi à Alger par la gendarmerie. Il est soupçonné d'avoir "
        "transporté en deux ans un millier de migrants. Les gendarmes ont arrêté neuf suspects."
    )
    assert ("2022-03-14", "2024-03-14") not in dates(coded(text), "Figure", "people-arrested")


def test_hours_before_a_night_are_its_first_day(coded: Any) -> None:
    text = (
        "Dans la nuit du 9 au 10 mars, des djihadistes ont attaqué une caserne à Djibo. Douze soldats "
        "avaient été tués quelques heures plus tôt à Dori, dans le nord du Burkina Faso."
    )
    assert dates(coded(text), "Figure", "people-killed") == {("2024-03-09", "2024-03-09")}


def test_the_victims_of_what_begins_a_period_were_then(coded: Any) -> None:
    text = "Le Mali a fermé trois marchés depuis le meurtre, en janvier, de deux gendarmes à Kafolo."
    assert dates(coded(text), "Figure", "people-killed") == {("2024-01-01", "2024-01-31")}


def test_up_to_a_day_to_come_begins_now(coded: Any) -> None:
    text = "Le Kenya maintiendra 300 policiers à Port-au-Prince jusqu'au 30 novembre."
    assert {(s.when.start, s.when.end) for s in coded(text) if s.when} == {("2024-03-14", "2024-11-30")}


@pytest.mark.parametrize(
    ("text", "label", "wanted"),
    [
        (  # a day of the month told last
            "Trois passeurs ont été arrêtés début janvier à Dakar. Ils ont été écroués le 9, a annoncé le "
            "parquet.",
            "COERCE",
            ("2024-01-09", "2024-01-09"),
        ),
        (  # the evening of the day told, not of the paper
            "Le tribunal de Tunis a condamné mardi 5 mars deux trafiquants. La police a arrêté leur chef le "
            "soir même à Sfax.",
            "COERCE",
            ("2024-03-05", "2024-03-05"),
        ),
        (  # what is recalled in passing is not the day last told
            "La trêve est entrée en vigueur lundi. La Suède, qui avait réuni les deux camps le 6 février, en "
            "surveillera le respect. La veille, l'armée soudanaise avait bombardé un camp à Omdourman.",
            "ASSAULT",
            ("2024-03-10", "2024-03-10"),
        ),
    ],
)
def test_what_a_time_goes_by(coded: Any, text: str, label: str, wanted: Interval) -> None:
    assert wanted in dates(coded(text), "Event", label)


@pytest.mark.parametrize(
    ("text", "label", "wanted"),
    [
        (
            "Le pays, blâmé en février 2010, n'a été retiré de la liste noire du GAFI qu'en octobre 2013.",
            "RETREAT",
            ("2013-10-01", "2013-10-31"),
        ),
        (
            "Paris et Paramaribo ont signé en mars 2021 un accord d'extradition que le Parlement surinamais "
            "n'a ratifié qu'en juillet 2023.",
            "SUPPORT",
            ("2023-07-01", "2023-07-31"),
        ),
        (
            "La Russie ne vote plus depuis février, mois où le Conseil de l'Europe l'a suspendue.",
            "SANCTION",
            ("2024-02-01", "2024-02-29"),
        ),
    ],
)
def test_then_and_at_no_other_time(coded: Any, text: str, label: str, wanted: Interval) -> None:
    assert wanted in dates(coded(text), "Event", label)


def test_a_beginning_that_is_told_outdoes_a_rough_count_of_years(coded: Any) -> None:
    text = (
        "Au moins 34 réseaux de passeurs démantelés en moins de trois ans : la Garde civile dit avoir changé "
        "de méthode depuis 2022."
    )
    assert ("2021-03-14", "2024-03-14") not in dates(coded(text), "Event", "COERCE")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("L'Union s'est engagée en janvier à verser 20 millions d'euros au Tchad.", "AID"),
        ("Lomé et Accra ont signé jeudi un mémorandum aux termes duquel le Ghana formera 90 agents.", "AID"),
        ("Un homme a été arrêté lundi par la police belge, que la DGST avait renseignée.", "COOPERATE"),
        (
            "Des douaniers, alertés par la police espagnole, ont saisi mardi deux tonnes de chira.",
            "COOPERATE",
        ),
        (
            "La police belge a arrêté lundi à Gand un homme condamné à huit ans de prison au Maroc.",
            "SANCTION",
        ),
        (
            "Tunis a fermé le poste le 2 mars, à la suite d'un accrochage entre l'armée et des bandits.",
            "ASSAULT",
        ),
    ],
)
def test_what_went_before_or_is_still_to_be_done_is_of_another_day(coded: Any, text: str, label: str) -> None:
    assert dates(coded(text), "Event", label) == {None}


def test_those_counted_are_of_the_day_of_what_befell_them_last(coded: Any) -> None:
    text = "Boko Haram a relâché samedi douze élèves enlevées en janvier à Dikwa."
    assert dates(coded(text), "Event", "RETREAT") == {("2024-03-09", "2024-03-09")}


def test_what_became_of_those_arrested_is_of_no_day(coded: Any) -> None:
    text = (
        "Trois hommes ont été arrêtés mardi à Tanger par la DGST. Les suspects ont été placés en garde à vue."
    )
    assert dates(coded(text), "Event", "COERCE") == {("2024-03-12", "2024-03-12"), None}


def test_arrests_told_as_custody_go_on_with_the_day(coded: Any) -> None:
    text = "La police a fouillé mardi dix maisons à Sebta. Huit personnes ont été placées en garde à vue."
    assert ("2024-03-12", "2024-03-12") in dates(coded(text), "Figure", "people-arrested")


def test_then_is_when_the_sentence_before_was(coded: Any) -> None:
    text = (
        "En mai 2021, le service avait saisi dix tonnes de cannabis à Niamey. Treize suspects avaient alors "
        "été arrêtés, dont deux Libyens."
    )
    told = coded(text)
    assert dates(told, "Event", "COERCE") == {("2021-05-01", "2021-05-31")}
    assert dates(told, "Figure", "people-arrested") == {("2021-05-01", "2021-05-31")}


@pytest.mark.parametrize(
    "text",
    [
        "Lomé et Accra étaient en froid depuis 2013. Cette année-là, Lomé avait rappelé son ambassadeur.",
        "Lomé a gelé dix comptes en 2013, indique un rapport publié mardi. La même année, Accra a expulsé "
        "deux diplomates togolais.",
    ],
)
def test_that_year_is_the_one_written_last(coded: Any, text: str) -> None:
    assert dates(coded(text), "Event", "SANCTION") == {("2013-01-01", "2013-12-31")}


def test_the_day_before_a_visit_that_was_told_is_not_the_day_after(coded: Any) -> None:
    text = (
        "Le ministre allemand de la Défense est arrivé mardi à Kiev. La veille de son arrivée, des drones "
        "russes avaient frappé Odessa."
    )
    assert dates(coded(text), "Event", "ASSAULT") != [("2024-03-13", "2024-03-13")]


def test_those_freed_are_not_counted_when_they_were_caught(coded: Any) -> None:
    text = (
        "Bakou, qui l'a annoncé, a libéré 32 militaires arméniens, capturés pour la plupart à la fin de 2020."
    )
    assert not [
        one for one in dates(coded(text), "Figure", "other") if one is not None and "2020" in str(one)
    ]


def test_where_experts_are_sent_is_not_where_the_senders_were_attacked(coded: Any) -> None:
    text = (
        "L'Estonie, qui avait subi une attaque en 2007, a dépêché mardi à Tbilissi une équipe de six experts."
    )
    (attack,) = [s for s in coded(text) if isinstance(s, Event) and s.type == "ASSAULT"]
    assert not attack.where
