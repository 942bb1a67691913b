"""Of two things that an article tells, another article's report is of the one that it is more like."""

from __future__ import annotations

from crosscheck import AGADIR, ORD, coded, total, when
from msgspec.structs import replace

from recoupe.join import join
from recoupe.join.candidates import nodes
from recoupe.join.same import Around, compare
from recoupe.model import Coded, Entity, Event, Place


def seizure(doc: str, span: int, words: str, **told: object) -> Event:
    made = Event(
        doc=doc, span=(span, span + 30), trigger="saisi", type="COERCE", mode="seize", actors=(ORD,),
        recipients=(Entity(text=words),), when=when("mardi", "2021-03-09"),
    )  # fmt: skip
    return replace(made, **told)  # type: ignore[arg-type]


def homes(*documents: Coded) -> dict[tuple[str, int], str]:
    return {ref: account.id for account in join(documents) for ref in account.statements}


def test_a_report_joins_what_it_is_more_like() -> None:
    two = coded(
        "a.txt", "2021-03-10",
        seizure("a.txt", 0, "douze fusils"), seizure("a.txt", 60, "trois barques", where=(AGADIR,)),
    )  # fmt: skip
    one = coded("b.txt", "2021-03-10", seizure("b.txt", 0, "trois barques", where=(AGADIR,)))
    home = homes(two, one)
    assert home["b.txt", 0] == home["a.txt", 1] != home["a.txt", 0]


def test_that_a_likelier_one_is_told_beside_speaks_against_a_pair_and_is_said() -> None:
    (a,) = nodes(coded("a.txt", "2021-03-10", seizure("a.txt", 0, "fusils")), None)
    (b,) = nodes(coded("b.txt", "2021-03-10", seizure("b.txt", 0, "armes")), None)
    alone, outdone = compare(a, b), compare(a, b, Around(outdone=1.0))
    assert outdone.score < alone.score / 2
    assert "tells what is more like it" in outdone.why


def test_the_same_number_of_people_speaks_for_one_thing() -> None:
    (a,) = nodes(coded("a.txt", "2021-03-10", seizure("a.txt", 0, "trois barques")), None)
    (b,) = nodes(coded("b.txt", "2021-03-10", seizure("b.txt", 0, "trois esquifs")), None)
    (c,) = nodes(coded("c.txt", "2021-03-10", seizure("c.txt", 0, "des esquifs")), None)
    assert compare(a, b).score > compare(a, c).score
    assert "of the same number" in compare(a, b).why


def test_totals_that_begin_in_other_years_are_told_apart() -> None:
    since_2015 = total("a.txt", 57, "2015-01-01", "2021-03-09")
    home = homes(
        coded("a.txt", "2021-03-10", since_2015),
        coded("b.txt", "2021-03-11", total("b.txt", 60, "2002-01-01", "2021-03-09")),
        coded("c.txt", "2021-03-12", total("c.txt", 58, "2015-01-01", "2021-03-11")),
    )
    assert home["a.txt", 0] == home["c.txt", 0] != home["b.txt", 0]


def test_that_a_year_is_told_of_one_port_alone_speaks_against_the_year_as_a_whole() -> None:
    year = when("en 2021", "2021-01-01", "2021-12-31")
    port = Place(text="port de Nador", country="MAR")
    (a,) = nodes(coded("a.txt", "2022-01-10", seizure("a.txt", 0, "résine", when=year)), None)
    (b,) = nodes(coded("b.txt", "2022-01-10", seizure("b.txt", 0, "résine", when=year)), None)
    (c,) = nodes(coded("c.txt", "2022-01-10", seizure("c.txt", 0, "résine", when=year, where=(port,))), None)
    assert compare(a, c).score < compare(a, b).score
    assert "a year's work in one place" in compare(a, c).why
