"""Time expressions of French running text: what an analyst would read from the sentence."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.resolve.time import Time, find_times

WEDNESDAY = "2021-04-14"


def read(
    text: str, anchor: str | None = WEDNESDAY, **known: object
) -> list[tuple[str, str | None, str | None]]:
    return [
        (t.text, t.first, t.last)
        for t in find_times(text, anchor, **known)  # type: ignore[arg-type]
        if t.kind != "age_or_duration"
    ]


def one(text: str, anchor: str | None = WEDNESDAY, **known: object) -> Time:
    (time,) = find_times(text, anchor, **known)  # type: ignore[arg-type]
    return time


@pytest.mark.parametrize(
    ("text", "written", "day"),
    [
        ("Le convoi est parti mardi vers le nord.", "mardi", "2021-04-13"),
        ("Mercredi, la garde a changé.", "Mercredi", "2021-04-14"),
        ("Le convoi est parti jeudi vers le nord.", "jeudi", "2021-04-08"),
        ("Le convoi est parti vendredi dernier.", "vendredi dernier", "2021-04-09"),
        ("Il était déjà venu mercredi dernier.", "mercredi dernier", "2021-04-07"),
        ("Rendez-vous mercredi prochain.", "mercredi prochain", "2021-04-21"),
        ("Le juge l’a reçu ce lundi.", "ce lundi", "2021-04-12"),
        ("Arrivé hier soir, il se tait.", "hier soir", "2021-04-13"),
        ("C’est pour aujourd’hui.", "pour aujourd’hui", "2021-04-14"),
        ("Le traité date du 16 mai 2003.", "16 mai 2003", "2003-05-16"),
        ("Le 1er fevrier, tout a fermé.", "Le 1er fevrier", "2021-02-01"),
        ("LE 5 FÉVRIER 2020, TOUT A FERMÉ", "LE 5 FÉVRIER 2020", "2020-02-05"),
        ("Relevé le 06/10/2020 au matin.", "le 06/10/2020", "2020-10-06"),
        ("Relevé le 6.10.2020.", "le 6.10.2020", "2020-10-06"),
        ("Mis en ligne le 7 - 11 - 2020", "le 7 - 11 - 2020", "2020-11-07"),
        ("Version du 2020-10-06.", "2020-10-06", "2020-10-06"),
        ("Le 12 sept. 2020 a compté.", "Le 12 sept. 2020", "2020-09-12"),
        ("Ils sont partis le vingt et un mars.", "le vingt et un mars", "2021-03-21"),
        ("Un accord du six octobre deux mille dix-neuf.", "six octobre deux mille dix-neuf", "2019-10-06"),
        ("La caserne a brûlé le 6 octobre dernier.", "le 6 octobre dernier", "2020-10-06"),
        ("La caserne a brûlé le 3 mars de l’année dernière.", "le 3 mars de l’année dernière", "2020-03-03"),
        ("La caserne a brûlé mardi de la semaine dernière.", "mardi de la semaine dernière", "2021-04-06"),
        ("Le port a fermé il y a trois jours.", "il y a trois jours", "2021-04-11"),
        ("Le port a fermé il y a une semaine.", "il y a une semaine", "2021-04-07"),
        ("Le port a fermé la veille du 3 mars 2020.", "la veille du 3 mars 2020", "2020-03-02"),
    ],
)
def test_a_day_is_dated_against_the_article(text: str, written: str, day: str) -> None:
    assert read(text) == [(written, day, day)]


@pytest.mark.parametrize(
    ("text", "written", "first", "last"),
    [
        ("En mars 2019, le pont a cédé.", "En mars 2019", "2019-03-01", "2019-03-31"),
        ("Le pont a cédé en septembre dernier.", "en septembre dernier", "2020-09-01", "2020-09-30"),
        ("Le pont a cédé début octobre dernier.", "début octobre dernier", "2020-10-01", "2020-10-10"),
        ("Le pont a cédé à la mi-mars.", "à la mi-mars", "2021-03-11", "2021-03-20"),
        ("Le pont a cédé fin février.", "fin février", "2021-02-21", "2021-02-28"),
        ("Le pont a cédé courant février.", "courant février", "2021-02-01", "2021-02-28"),
        ("Le pont a cédé l’an dernier.", "l’an dernier", "2020-01-01", "2020-12-31"),
        ("Il sera refait l’an prochain.", "l’an prochain", "2022-01-01", "2022-12-31"),
        ("Le pont a cédé la semaine dernière.", "la semaine dernière", "2021-04-05", "2021-04-11"),
        ("Le pont a cédé le week-end dernier.", "le week-end dernier", "2021-04-10", "2021-04-11"),
        ("Le pont a cédé en début de semaine.", "en début de semaine", "2021-04-12", "2021-04-13"),
        ("Le pont a cédé il y a trois ans.", "il y a trois ans", "2018-01-01", "2018-12-31"),
        ("Le pont a cédé voilà deux mois.", "voilà deux mois", "2021-02-01", "2021-02-28"),
        ("Le pont a cédé au premier semestre 2020.", "au premier semestre 2020", "2020-01-01", "2020-06-30"),
        ("Le pont a cédé au troisième trimestre.", "au troisième trimestre", "2020-07-01", "2020-09-30"),
        ("Le pont a cédé l’été dernier.", "l’été dernier", "2020-06-21", "2020-09-22"),
        ("Bâti dans les années 1990.", "dans les années 1990", "1990-01-01", "1999-12-31"),
        ("Bâti au XXe siècle.", "au XXe siècle", "1901-01-01", "2000-12-31"),
        ("Bâti entre 2002 et 2018.", "entre 2002 et 2018", "2002-01-01", "2018-12-31"),
        ("Bâti de 2002 à 2018.", "de 2002 à 2018", "2002-01-01", "2018-12-31"),
        ("Une présidence tournante (2020-2022).", "2020-2022", "2020-01-01", "2022-12-31"),
        (
            "Un plan du 12 janvier au 10 février 2024.",
            "du 12 janvier au 10 février 2024",
            "2024-01-12",
            "2024-02-10",
        ),
        (
            "Un stage du 20 décembre au 10 janvier.",
            "du 20 décembre au 10 janvier",
            "2020-12-20",
            "2021-01-10",
        ),
        ("Un stage du 28 au 30 octobre 2019.", "du 28 au 30 octobre 2019", "2019-10-28", "2019-10-30"),
        ("Un stage de janvier à mars 2021.", "de janvier à mars 2021", "2021-01-01", "2021-03-31"),
        ("Un stage les 3 et 4 avril.", "les 3 et 4 avril", "2021-04-03", "2021-04-04"),
        ("Tiré dans la nuit de lundi à mardi.", "dans la nuit de lundi à mardi", "2021-04-12", "2021-04-13"),
        (
            "Tiré dans la nuit du 3 au 4 mai 2020.",
            "dans la nuit du 3 au 4 mai 2020",
            "2020-05-03",
            "2020-05-04",
        ),
        (
            "Vu au cours de la dernière décennie.",
            "au cours de la dernière décennie",
            "2011-04-14",
            "2021-04-14",
        ),
        ("Vu ces dix dernières années.", "ces dix dernières années", "2011-04-14", "2021-04-14"),
        ("Vu au cours des six derniers mois.", "au cours des six derniers mois", "2020-10-14", "2021-04-14"),
        (
            "Les neuf premiers mois de 2020 ont compté.",
            "Les neuf premiers mois de 2020",
            "2020-01-01",
            "2020-09-30",
        ),
    ],
)
def test_a_longer_time_is_its_interval(text: str, written: str, first: str, last: str) -> None:
    assert read(text) == [(written, first, last)]


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("Présent depuis 2003.", "since", "2003-01-01", None),
        ("Présent depuis le début de l’année.", "since", "2021-01-01", None),
        ("Présent depuis lundi.", "since", "2021-04-12", None),
        ("Présent depuis trois ans.", "since", "2018-04-14", None),
        ("Présent à partir du 1er mai.", "since", "2021-05-01", None),
        ("Présent jusqu’en 2022.", "until", None, "2022-12-31"),
        ("Présent jusqu’au 30 juin.", "until", None, "2021-06-30"),
        ("À rendre d’ici à 2025.", "until", None, "2025-12-31"),
        ("À rendre d’ici trois mois.", "until", "2021-04-14", "2021-07-14"),
        ("À rendre avant la fin de l’année.", "until", None, "2021-12-31"),
        ("À rendre avant 2025.", "until", None, "2024-12-31"),
        ("Le pont ne rouvrira pas avant juin.", "since", "2021-06-01", None),
    ],
)
def test_an_open_side_stays_open(text: str, kind: str, first: str | None, last: str | None) -> None:
    time = one(text)
    assert (time.kind, time.first, time.last) == (kind, first, last)


@pytest.mark.parametrize(
    ("text", "told", "first", "last"),
    [
        ("Douze ponts ont cédé en un an et demi.", None, "2019-10-14", "2021-04-14"),
        ("Le pont a cédé il y a deux ans et demi.", None, "2018-10-01", "2018-10-31"),
        ("Le pont a cédé un an et demi plus tard.", "2018-02-05", "2019-08-01", "2019-08-31"),
        ("Le pont a cédé ce jour-là.", "2018-02", "2018-02-01", "2018-02-28"),
        ("Le maire comptait en mars douze ponts tombés en dix ans.", None, "2011-03-01", "2021-03-31"),
        ("L’année suivante, en mai, le pont a cédé.", "2018", "2019-05-01", "2019-05-31"),
        ("Le maire, qui en 2012 avait démissionné, dirige depuis le 5 mars.", None, "2021-03-05", None),
    ],
)
def test_what_is_counted_or_framed_has_its_own_day_and_year(
    text: str, told: str | None, first: str, last: str | None
) -> None:
    time = find_times(text, WEDNESDAY, told=told)[-1]
    assert (time.first, time.last) == (first, last)


def test_a_list_of_days_is_one_time_a_day_over_the_same_words() -> None:
    times = find_times("Des raids les 17, 21 et 23 octobre 2020.", WEDNESDAY)
    assert [t.first for t in times] == ["2020-10-17", "2020-10-21", "2020-10-23"]
    assert {t.text for t in times} == {"les 17, 21 et 23 octobre 2020"}


@pytest.mark.parametrize(
    "text",
    [
        "Ils étaient 2000 hommes et 1500 soldats.",
        "Il en coûte 2020 dirhams, soit 2 200 francs.",
        "Plus de 2000 morts ont été comptés.",
        "Selon la résolution 1973 et l’article 2015.",
        "La loi 75.20 passe par 12 voix à 3.",
        "Appelez le 05 22 20 20 20.",
        "Le score est de 3-1, à 14 h 30.",
        "La fosse a été creusée au sommet du G20.",
        "Chaque mardi et tous les lundis.",
        "Une dépense de 1,5 million, soit 12,5 %.",
    ],
)
def test_numbers_and_habits_are_no_dates(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text", ["Âgé de 41 ans.", "Une peine de cinq ans.", "Fermé pendant trois mois.", "Un an de plus."]
)
def test_ages_and_durations_are_never_dated(text: str) -> None:
    time = one(text)
    assert (time.kind, time.first, time.last) == ("age_or_duration", None, None)


def test_a_misfit_weekday_is_dated_by_its_number_and_reported() -> None:
    time = one("Signé mardi 18 août 2016.")
    assert time.first == "2016-08-18"
    assert time.conflict == "written as a Tuesday, but 18 August 2016 was a Thursday"
    assert one("Signé jeudi 18 août 2016.").conflict is None


def test_a_weekday_chooses_the_year_only_nearby() -> None:
    # 23 July was a Friday in 2021, ahead; a Thursday in 2020.
    assert one("La fête du vendredi 23 juillet", "2021-06-20").first == "2021-07-23"
    # 29 September 2025 was a Monday; the next Tuesday of that date is a year away.
    wrong = one("Jugé mardi 29 septembre", "2025-10-03")
    assert (wrong.first, wrong.conflict is None) == ("2025-09-29", False)


def test_verbs_nearby_tell_the_future() -> None:
    assert one("La cour se réunira vendredi.").first == "2021-04-16"
    assert one("La cour s’est réunie vendredi.").first == "2021-04-09"
    assert one("La cour siège vendredi.", future=True).first == "2021-04-16"
    assert one("Le procès, prévu le 3 novembre, inquiète.").first == "2021-11-03"
    assert one("Le procès s’est ouvert le 3 novembre.").first == "2020-11-03"


def test_the_story_carries_its_own_clock() -> None:
    text = "Le 3 mars 2019, un pont a sauté. Le lendemain, trêve. Deux jours plus tôt, rien. Ce jour-là, non."
    assert [t.first for t in find_times(text, WEDNESDAY)] == [
        "2019-03-03",
        "2019-03-04",
        "2019-03-02",
        "2019-03-02",
    ]
    assert one("La veille, il avait fui.", told="2019-03-03").first == "2019-03-02"
    assert one("L’année précédente, il avait fui.", told="2019-03-03").last == "2018-12-31"


def test_a_year_told_first_holds_for_its_sentence_only() -> None:
    first, second, third = find_times(
        "En 2017, un raid a eu lieu le 4 octobre. Un autre le 5 octobre.", WEDNESDAY
    )
    assert (first.last, second.first, third.first) == ("2017-12-31", "2017-10-04", "2020-10-05")


def test_parts_of_the_day_belong_to_the_day_told() -> None:
    assert one("Reçu dans la nuit, il se tait.", told="2021-04-12").last == "2021-04-13"
    assert one("On avait défilé le matin devant la gare.", told="2021-04-12").first == "2021-04-12"
    assert find_times("On avait défilé le matin devant la gare.", WEDNESDAY) == []


@pytest.mark.parametrize("text", ["La veille, rien.", "Le lendemain, rien.", "Deux jours plus tôt, rien."])
def test_nothing_told_nothing_invented(text: str) -> None:
    time = one(text)
    assert (time.first, time.last) == (None, None)


def test_without_an_article_date_only_full_dates_are_dated() -> None:
    assert read("Mardi, puis le 3 juin, hier et le 5 mai 2020.", None) == [
        ("Mardi", None, None),
        ("le 3 juin", None, None),
        ("hier", None, None),
        ("le 5 mai 2020", "2020-05-05", "2020-05-05"),
    ]


def test_named_years_are_found() -> None:
    found = read("Après la Coupe du monde 2022 et les Jeux olympiques de 2024")
    assert [year for year, _, _ in found] == ["2022", "2024"]


def test_an_unknown_language_is_refused_with_what_there_is() -> None:
    with pytest.raises(ValueError, match="'xx'"):
        find_times("am Dienstag", WEDNESDAY, language="xx")


def test_long_texts_are_read_to_the_end_and_offsets_hold() -> None:
    filler = "Le conseil a entendu les rapporteurs pendant la séance. " * 4000
    text = f"{filler}Signé le 6 octobre 2020.{filler}Rompu le 7 mai 2019."
    times = [t for t in find_times(text, WEDNESDAY) if t.kind == "point"]
    assert [t.first for t in times] == ["2020-10-06", "2019-05-07"]
    assert all(text[t.start : t.end] == t.text for t in times)


PIECES = (
    "le la les l’ du de des au en dans depuis jusqu’ à entre et , . ( ) - mardi mai octobre nuit an ans "
    "année jour semaine mois 3 31 1er 2019 2020-2022 98 9999 deux dix mille dernier prochain début fin il y "
    "a plus tôt avant après veille siècle XXe été ce cette là dernière décennies 06/10/2020 \n premier "
    "trimestre dernières heures vingt un quelques million"
)
WORDS = st.sampled_from(PIECES.split(" "))


@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(WORDS, max_size=25).map(" ".join),
        st.lists(WORDS, max_size=9).map("".join),
    ),
    st.one_of(st.none(), st.dates().map(date.isoformat)),
    st.one_of(st.none(), st.dates().map(date.isoformat)),
)
def test_any_text_is_read_and_every_time_stands_where_it_says(
    text: str, anchor: str | None, told: str | None
) -> None:
    for time in find_times(text, anchor, told=told):
        assert 0 <= time.start < time.end <= len(text)
        assert text[time.start : time.end] == time.text == time.text.strip()
        if time.first and time.last:
            assert time.first <= time.last
        for day in (time.first, time.last):
            assert day is None or re.fullmatch(r"\d{4}-\d\d-\d\d", day)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_a_bare_weekday_is_one_of_the_last_seven_days(anchor: date, weekday: int) -> None:
    name = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"][weekday]
    day = date.fromisoformat(one(f"Il a fui {name}.", anchor.isoformat()).first or "")
    assert day.weekday() == weekday
    assert timedelta(0) <= anchor - day < timedelta(7)


@pytest.mark.parametrize(
    ("text", "written", "first", "last"),
    [
        ("Ils ont été présentés au juge le 11, puis écroués.", "le 11", "2024-10-11", "2024-10-11"),
        ("Les ministres doivent se retrouver le 28.", "le 28", "2024-12-28", "2024-12-28"),
        ("Les 2 et 3, la ville fut bouclée.", "Les 2 et 3", "2024-10-02", "2024-10-03"),
        ("dans la nuit du 5 au 6, un convoi", "dans la nuit du 5 au 6", "2024-10-05", "2024-10-06"),
        ("La police a saisi deux tonnes en six mois.", "en six mois", "2024-05-29", "2024-11-29"),
        ("Elles sont rentrées en 2021 et 2022.", "en 2021 et 2022", "2021-01-01", "2022-12-31"),
        (
            "arrêtés au lendemain de l'assaut du 3 mai 2023",
            "au lendemain de l'assaut du 3 mai 2023",
            "2023-05-04",
            "2023-05-04",
        ),
    ],
)
def test_what_the_story_leaves_out(text: str, written: str, first: str, last: str) -> None:
    found = [(t.text, t.first, t.last) for t in find_times(text, "2024-11-29", told="2024-10-05")]
    assert (written, first, last) in found


@pytest.mark.parametrize(
    "text", ["Le 20 heures en a parlé.", "au 5, rue des Oliviers", "Le 4 x 4, volé, brûlait."]
)
def test_numbers_that_are_no_days(text: str) -> None:
    assert not find_times(text, "2024-11-29", told="2024-10-05")


@pytest.mark.parametrize(
    ("text", "anchor", "wanted"),
    [
        ("Il promettra la liste des comptes gelés depuis octobre.", "2024-07-02", ("2023-10-01", None)),
        (
            "Il aura fallu deux ans pour signer, mercredi, le traité.",
            "2024-09-12",
            ("2024-09-11", "2024-09-11"),
        ),
        (
            "Pour que, jeudi 13 mars, les voisins signent, il aura fallu dix ans.",
            "2025-03-20",
            ("2025-03-13",) * 2,
        ),
        ("Le conseil a confirmé un scrutin pour avril.", "2024-03-12", ("2024-04-01", "2024-04-30")),
        ("À partir de septembre, la mission formera des gendarmes.", "2024-07-10", ("2024-09-01", None)),
        ("Vendredi, le préfet est attendu à Lomé.", "2025-10-16", ("2025-10-17", "2025-10-17")),
    ],
)
def test_what_is_behind_and_what_is_ahead(
    text: str, anchor: str, wanted: tuple[str | None, str | None]
) -> None:
    assert wanted in [(t.first, t.last) for t in find_times(text, anchor)]
