"""Time expressions of French that lean on a neighbour: another date, a tense, half a month."""

from __future__ import annotations

import pytest

from recoupe.resolve.time import find_times

WEDNESDAY = "2021-04-14"
Read = list[tuple[str, str | None, str | None]]


def read(text: str, told: str | None = None) -> Read:
    return [(t.text, t.first, t.last) for t in find_times(text, WEDNESDAY, told=told)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "La garde a formé des pilotes en mai et en juin.",
            ("en mai et en juin", "2020-05-01", "2020-06-30"),
        ),
        (
            "La garde a formé des pilotes en novembre et décembre 2018.",
            ("en novembre et décembre 2018", "2018-11-01", "2018-12-31"),
        ),
        (
            "La garde a formé des pilotes en décembre et janvier.",
            ("en décembre et janvier", "2020-12-01", "2021-01-31"),
        ),
    ],
)
def test_two_months_in_a_row_are_one_stretch(text: str, wanted: tuple[str, str, str]) -> None:
    assert read(text) == [wanted]


def test_two_months_apart_are_two_times() -> None:
    assert [t[1] for t in read("La garde a formé des pilotes en mai et en octobre 2018.")] == [
        "2020-05-01",
        "2018-10-01",
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Douze blindés ont été remis le 9 à la base de Kidal.", "2021-04-09"),
        ("Le pont a été miné le 3 par les insurgés.", "2021-04-03"),
        ("Le vote est prévu le 20 à la Chambre.", "2021-04-20"),
        ("Les avocats ont débrayé le 8 puis le 12.", "2021-04-08"),
    ],
)
def test_a_day_of_the_month_stands_before_what_is_told_of_it(text: str, day: str) -> None:
    assert read(text)[0][1:] == (day, day)


@pytest.mark.parametrize(
    "text", ["Elle a couru le 100 mètres.", "Il porte le 9 à droite.", "Le pont a été rasé, le 2 a tenu."]
)
def test_a_number_behind_an_article_is_no_day(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Le suspect sera présenté vendredi au juge.", "2021-04-16"),
        ("Les accords seront signés lundi à Bamako.", "2021-04-19"),
        ("Il aura suffi d'un mot, vendredi, pour que le consul parte.", "2021-04-09"),
        ("Les accords signés lundi à Bamako seront publiés.", "2021-04-12"),
    ],
)
def test_the_tense_of_a_passive_says_which_week(text: str, day: str) -> None:
    assert read(text)[0][1] == day


def test_half_a_month_counts_in_a_stretch() -> None:
    assert read("En deux mois et demi, la garde a visité douze navires.") == [
        ("En deux mois et demi", "2021-01-30", "2021-04-14")
    ]


def test_what_begins_in_a_month_ahead_stays_open() -> None:
    assert read("Les pilotes seront formés dès juin.") == [("dès juin", "2021-06-01", None)]
    assert read("Les pilotes ont été formés dès janvier.") == [("dès janvier", "2021-01-01", "2021-01-31")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Le 1er mars 2019, Rabat coupait tout contact ; le 6 avril, il rappelait son envoyé.",
            ["2019-03-01", "2019-04-06"],
        ),
        ("L'accord du 1er mars 2019 a été dénoncé le 6 avril.", ["2019-03-01", "2021-04-06"]),
        (
            "Le traité a été conclu en mai 2013 et ratifié en septembre de la même année.",
            ["2013-05-01", "2013-09-01"],
        ),
    ],
)
def test_a_date_told_gives_its_year_to_the_next(text: str, wanted: list[str]) -> None:
    assert [t[1] for t in read(text)] == wanted


def test_nights_and_small_hours_go_by_the_day_told() -> None:
    told = "2021-04-10"
    assert read("Ils ont été pris au petit matin.", told) == [("au petit matin", told, told)]
    assert read("Ils ont été libérés la nuit précédente.", told) == [
        ("la nuit précédente", "2021-04-09", "2021-04-10")
    ]
    assert read("Ils ont été libérés la nuit suivante.", told) == [
        ("la nuit suivante", "2021-04-10", "2021-04-11")
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Le préfet s'est dit décidé à fermer vendredi la frontière.", "2021-04-16"),
        ("Les ministres sont convenus de se revoir en décembre.", "2021-12-01"),
        ("Le Ghana compte ouvrir lundi une école de police.", "2021-04-19"),
        ("Le préfet a décidé lundi de fermer la frontière.", "2021-04-12"),
        ("Le consul a réussi à quitter lundi la capitale.", "2021-04-12"),
    ],
)
def test_what_is_meant_to_be_done_is_ahead(text: str, first: str) -> None:
    assert read(text)[0][1] == first


@pytest.mark.parametrize(
    ("text", "told", "wanted"),
    [
        ("Un convoi a été pillé dans la soirée de lundi à Gao.", "2021-04-06", ("2021-04-12", "2021-04-12")),
        ("Ce soir-là, un convoi a été pillé.", "2021-03-06", ("2021-03-06", "2021-03-06")),
        ("Cette nuit-là, un convoi a été pillé.", "2021-03-06", ("2021-03-06", "2021-03-07")),
        ("Un convoi avait été pillé ce samedi-là.", "2021-03-06", ("2021-03-06", "2021-03-06")),
        ("Le week-end suivant, un convoi a été pillé.", "2021-03-03", ("2021-03-06", "2021-03-07")),
        ("Le week-end suivant, un convoi a été pillé.", "2021-03-06", ("2021-03-13", "2021-03-14")),
        ("Un convoi a été pillé ce week-end à Gao.", None, ("2021-04-10", "2021-04-11")),
        ("Un convoi partira ce week-end pour Gao.", None, ("2021-04-17", "2021-04-18")),
        ("Les maires ont été convoqués pour lundi.", None, ("2021-04-19", "2021-04-19")),
        ("Le maire avait été tué le 20 avril.", "2018-04", ("2018-04-20", "2018-04-20")),
        ("Le maire a été tué le 20 mars.", "2018-04", ("2021-03-20", "2021-03-20")),
        ("Un accord pourrait être conclu en octobre.", None, ("2021-10-01", "2021-10-31")),
        ("Il a annoncé que le pont serait rouvert en juillet.", None, ("2021-07-01", "2021-07-31")),
        ("Un convoi a été pillé dans le week-end à Gao.", None, ("2021-04-10", "2021-04-11")),
        ("Un convoi a été pillé en fin de semaine dernière.", None, ("2021-04-09", "2021-04-11")),
        ("La semaine du 22 mars, un convoi a été pillé.", None, ("2021-03-22", "2021-03-28")),
        ("L'exercice a eu lieu du 3 au 9 mai de l'année dernière.", None, ("2020-05-03", "2020-05-09")),
        ("Le 9 mai de cette année-là, un convoi a été pillé.", "2018", ("2018-05-09", "2018-05-09")),
        ("De 2012 à la fin de 2019, trente convois ont été pillés.", None, ("2012-01-01", "2019-12-31")),
        ("Depuis 2012 et jusqu'en 2019, des convois ont été pillés.", None, ("2012-01-01", "2019-12-31")),
    ],
)
def test_a_time_that_leans_on_what_was_told(text: str, told: str | None, wanted: tuple[str, str]) -> None:
    assert [t[1:] for t in read(text, told)] == [wanted]


def test_days_after_a_day_that_began_something() -> None:
    text = "Le comité avait exclu le Gabon dès le 8 mars, imité deux jours plus tard par la ligue."
    assert [t[1] for t in read(text)] == ["2021-03-08", "2021-03-10"]
