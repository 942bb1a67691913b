"""How values of one field are held against each other."""

from __future__ import annotations

import msgspec
import pytest
from crosscheck import MAR, coded, kinds, members, raid, total, when

from recoupe.join import join
from recoupe.join.calendar import misfit
from recoupe.join.compare import Told, fields
from recoupe.model import Account, Article, Coded, Entity, Event, Figure, Place, Statement, When, Zone

TUESDAY = when("mardi", "2021-03-09")


def relations(field: str, *statements: Statement) -> set[str]:
    told = [Told((s.doc, 0), s, origin=f"origin of {s.doc}") for s in statements]
    return {d.kind for d in fields(told)[1] if d.field == field}


def count(doc: str, value: float, bound: str = "exact", unit: str | None = None) -> Figure:
    return msgspec.structs.replace(members(doc, value, bound=bound), unit=unit)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (("exact", 6), ("exact", 7), "conflict"),
        (("min", 200), ("exact", 218), "bound"),
        (("min", 200), ("exact", 185), "conflict"),
        (("max", 50), ("exact", 60), "conflict"),
        (("about", 20), ("exact", 22), "rounding"),
        (("about", 20), ("exact", 31), "conflict"),
        (("exact", 57), ("min", 57), "bound"),
        (("exact", 4.25), ("exact", 4.2), "rounding"),
        (("exact", 61488), ("exact", 61500), "rounding"),
        (("min", 37), ("exact", 23), "conflict"),
    ],
)
def test_counts(a: tuple[str, float], b: tuple[str, float], expected: str) -> None:
    assert relations("value", count("a.txt", a[1], a[0]), count("b.txt", b[1], b[0])) == {expected}


def test_weights_are_compared_in_one_unit_and_currencies_are_not() -> None:
    assert relations("value", count("a.txt", 2, unit="t"), count("b.txt", 2000, unit="kg")) == set()
    assert relations("value", count("a.txt", 15, unit="q"), count("b.txt", 1.5, unit="t")) == set()
    assert relations("value", count("a.txt", 5, unit="EUR"), count("b.txt", 5, unit="MAD")) == {"conflict"}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (when("en mars", "2021-03-01", "2021-03-31"), TUESDAY, "refinement"),
        (TUESDAY, when("lundi", "2021-03-08"), "conflict"),
        (
            when("du 3 au 5 mai", "2021-05-03", "2021-05-05"),
            when("du 3 au 9 mai", "2021-05-03", "2021-05-09"),
            "conflict",
        ),
        (when("du 3 au 5 mai", "2021-05-03", "2021-05-05"), when("le 5 mai", "2021-05-05"), "refinement"),
        (
            When(text="en deux ans", start="2019-05-17", end="2021-05-17"),
            When(text="du 3 mars 2020 au 19 mai 2021", start="2020-03-03", end="2021-05-19"),
            "refinement",
        ),
        (When(text="depuis lundi", start="2021-03-08"), when("lundi", "2021-03-08"), "refinement"),
        (when("mi-août", "2022-08-11", "2022-08-20"), when("lundi", "2022-08-15"), "refinement"),
    ],
)
def test_dates(a: When, b: When, expected: str) -> None:
    assert relations("when", raid("a.txt", a), raid("b.txt", b)) == {expected}


@pytest.mark.parametrize(
    ("text", "day"),
    [("mardi 18 août 2016", "2016-08-18"), ("Monday 28 January", "2024-01-28"), ("lundi 5", "2021-03-05")],
)
def test_a_weekday_that_does_not_fit_its_date_is_named(text: str, day: str) -> None:
    assert misfit(when(text, day))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("jeudi 18 août 2016", "2016-08-18"),
        ("mardi", "2021-03-09"),
        ("le 9 mars", "2021-03-09"),
        ("lundi, à 18 heures", "2021-03-08"),
    ],
)
def test_a_fitting_or_absent_weekday_is_not(text: str, day: str) -> None:
    assert misfit(when(text, day)) is None


def test_a_calendar_slip_is_its_own_kind_and_is_shown_with_the_words() -> None:
    slip = raid("b.txt", when("lundi 9 mars", "2021-03-09"))
    account = one_account(raid("a.txt", TUESDAY), slip)
    assert kinds(account, "when") == {"calendar"}
    (disagreement,) = [d for d in account.disagreements if d.field == "when"]
    assert "Tuesday" in disagreement.why
    assert any("lundi 9 mars" in v.value for v in disagreement.values)


def one_account(*statements: Statement) -> Account:
    (account,) = join([coded(s.doc, "2021-03-10", s) for s in statements])
    return account


def test_six_against_seven_members_keeps_both_with_those_who_say_it() -> None:
    documents = [
        coded(d, "2021-03-10", raid(d, TUESDAY), members(d, n))
        for d, n in (("a.txt", 6), ("b.txt", 6), ("c.txt", 7))
    ]
    counted = [a for a in join(documents) if a.kind == "figure"]
    (account,) = counted
    assert [(v.value, v.docs) for v in account.fields["value"]] == [
        ("6", ("a.txt", "b.txt")),
        ("7", ("c.txt",)),
    ]
    assert kinds(account, "value") == {"conflict"}


def test_the_best_supported_most_precise_date_is_shown() -> None:
    month = raid("b.txt", when("en mars", "2021-03-01", "2021-03-31"))
    account = one_account(raid("a.txt", TUESDAY), month)
    assert account.when == TUESDAY
    assert kinds(account, "when") == {"refinement"}


def test_a_total_brought_up_to_date_is_a_series_and_a_falling_one_a_conflict() -> None:
    early, late = (
        total("a.txt", 57, "2015-01-01", "2018-10-12"),
        total("b.txt", 84, "2015-01-01", "2020-10-01"),
    )
    assert relations("value", early, late) == {"series"}
    fallen = total("b.txt", 41, "2015-01-01", "2020-10-01")
    assert relations("value", early, fallen) == {"conflict"}


def test_places_a_town_in_its_country_and_two_towns() -> None:
    def at(doc: str, *names: str) -> Event:
        return msgspec.structs.replace(raid(doc, TUESDAY), where=tuple(Place(n, "MAR") for n in names))

    assert relations("where", at("a.txt", "Rabat"), at("b.txt", "Maroc")) == {"refinement"}
    assert relations("where", at("a.txt", "Rabat"), at("b.txt", "Rabat", "Salé")) == {"refinement"}
    assert relations("where", at("a.txt", "Oujda"), at("b.txt", "Agadir")) == {"conflict"}
    border = msgspec.structs.replace(
        raid("b.txt", TUESDAY), where=(Place("la frontière algérienne", "DZA"), Place("confins du sud", None))
    )
    assert relations("where", at("a.txt", "Oujda"), border) == {"refinement"}


def test_a_body_that_did_not_exist_yet_is_at_odds_with_the_state_that_did() -> None:
    bureau = Entity(text="le BCIJ", id="MAR.BCIJ", country="MAR", sector="COP")
    by_bureau = msgspec.structs.replace(total("a.txt", 90, "2002-01-01", "2018-12-31"), actors=(bureau,))
    by_state = msgspec.structs.replace(total("b.txt", 90, "2002-01-01", "2018-12-31"), actors=(MAR,))
    assert relations("actors", by_bureau, by_state) == {"conflict"}
    since = msgspec.structs.replace(by_bureau, when=When("depuis 2015", "2015-01-01", "2018-12-31"))
    assert relations("actors", since, msgspec.structs.replace(since, doc="b.txt", actors=(MAR,))) == {
        "refinement"
    }
    in_four_years = msgspec.structs.replace(by_bureau, when=When("en quatre ans", "2014-10-13", "2018-10-13"))
    assert relations("actors", in_four_years, msgspec.structs.replace(by_state, when=in_four_years.when)) == {
        "refinement"
    }


def test_what_the_head_of_a_body_is_said_to_have_done_is_the_deed_of_the_body() -> None:
    head = Entity(text="Salim Hanouf", id="salim-hanouf", country="MAR", sector="COP")
    by_head = msgspec.structs.replace(total("a.txt", 90, "2002-01-01", "2018-12-31"), actors=(head,))
    by_state = msgspec.structs.replace(total("b.txt", 90, "2002-01-01", "2018-12-31"), actors=(MAR,))
    told = [Told((s.doc, 0), s, origin=f"origin of {s.doc}") for s in (by_head, by_state)]
    (found,) = [d for d in fields(told, {"salim-hanouf": "MAR.BCIJ"})[1] if d.field == "actors"]
    assert (found.kind, "dates from 2015" in found.why) == ("conflict", True)


def test_who_denies_and_who_asserts_are_at_odds() -> None:
    assert relations("status", raid("a.txt", TUESDAY), raid("b.txt", TUESDAY, status="negated")) == {
        "conflict"
    }


def test_days_that_neither_sentence_tells_do_not_contradict_each_other() -> None:
    """« Jeudi » is the day of the press release in one article and that of the raid in the other."""

    def read(doc: str, sentence: str, before: str, date: When) -> tuple[Article, Coded]:
        text = f"{before}{sentence}"
        said = msgspec.structs.replace(raid(doc, date), span=(len(before), len(text)))
        zone = Zone(0, len(text), "body")
        article = Article(doc, text, (zone,), outlet=doc, published="2021-03-12", language="fr")
        return article, Coded(doc, "2021-03-12", "fr", (said,))

    told = when("jeudi", "2021-03-11")
    other = when("mardi", "2021-03-09")
    deed = "La brigade des Ormes a démantelé une cellule à Agadir."
    carried = [
        read("a.txt", deed, "Un communiqué est paru jeudi. ", told),
        read("b.txt", deed, "L'enquête a duré jusqu'à mardi. ", other),
    ]
    explicit = [
        carried[0],
        read("b.txt", "La brigade des Ormes a démantelé mardi une cellule à Agadir.", "", other),
    ]
    for pair, kind in ((carried, "refinement"), (explicit, "conflict")):
        (account,) = join([c for _, c in pair], [a for a, _ in pair])
        assert [(d.field, d.kind) for d in account.disagreements] == [("when", kind)]


def test_a_name_with_a_capital_is_no_other_name() -> None:
    first = raid("a.txt", TUESDAY)
    capital = msgspec.structs.replace(
        raid("b.txt", TUESDAY), recipients=(Entity(text="Une cellule", sector="REB"),)
    )
    assert relations("recipients", first, capital) == set()


def test_two_spellings_of_a_person_beside_another_are_no_more_and_no_less() -> None:
    guest = Entity(text="Rosa Lindqvist", id="rosa-lindqvist")

    def met(doc: str, name: str) -> Event:
        host = Entity(text=name, id=name.lower().replace(" ", "-"))
        return msgspec.structs.replace(raid(doc, TUESDAY), actors=(host, guest))

    one = met("a.txt", "Abdelkrim Benchaouni")
    assert relations("actors", one, met("b.txt", "Abdelkrim Benchaouny")) == {"spelling"}
    assert relations("actors", one, met("b.txt", "Yassine Ourabah")) == {"refinement"}
