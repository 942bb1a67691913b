"""An office is opened once: reports that date it apart are of one opening, and are at odds."""

from __future__ import annotations

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from recoupe.join import join
from recoupe.join.anchors import passage
from recoupe.join.judgements import ruled
from recoupe.model import Account, Article, Coded, Entity, Event, Judgement, Place, Statement, Tie, When

AGENCY = Entity(text="l'Agence des Semences", id="UN.SEED", country="UNO", sector="GOV")
GHANA = Entity(text="le Ghana", id="GHA", country="GHA", sector="GOV")
TEMA = Place(text="Tema", country="GHA")
OPENED = "L'Agence des Semences a ouvert une antenne à Tema le 3 mai 2022, face au port."


def opening(doc: str, day: str) -> Event:
    return Event(
        doc=doc,
        span=(0, len(OPENED)),
        trigger="ouvert",
        type="SUPPORT",
        actors=(AGENCY,),
        recipients=(GHANA,),
        about="une antenne",
        when=When(text=f"le {day}", start=day, end=day),
        where=(TEMA,),
    )


def housing(doc: str, text: str, since: str, start: str, trigger: str = "abrite") -> Tie:
    return Tie(
        doc=doc,
        span=(0, len(text)),
        trigger=trigger,
        type="hosts",
        subject=(GHANA,),
        object=(AGENCY,),
        when=When(text=since, start=start),
    )


def told(first: Statement, text: str, second: Statement, other: str) -> list[Account]:
    """The accounts of an article of May 2022 and of one of two years later."""
    return join(*corpus(first, text, second, other))


def corpus(
    first: Statement, text: str, second: Statement, other: str
) -> tuple[tuple[Coded, ...], list[Article]]:
    documents = (
        Coded(first.doc, "2022-05-04", "fr", (first,)),
        Coded(second.doc, "2024-06-20", "fr", (second,)),
    )
    articles = [
        Article(doc=first.doc, outlet="quai.example", published="2022-05-04", text=text),
        Article(doc=second.doc, outlet="lagune.example", published="2024-06-20", text=other),
    ]
    return documents, articles


@pytest.mark.parametrize(
    "since, start", [("depuis le 9 juillet 2023", "2023-07-09"), ("depuis 2023", "2023-01-01")]
)
def test_housed_since_a_day_and_opened_on_another_are_one_opening_in_conflict(since: str, start: str) -> None:
    text = f"Le Ghana abrite {since}, à Tema, une antenne de l'Agence des Semences."
    (found,) = told(opening("a.txt", "2022-05-03"), OPENED, housing("b.txt", text, since, start), text)
    assert found.kind == "event"
    assert [(d.field, d.kind) for d in found.disagreements if d.kind == "conflict"] == [("when", "conflict")]


def test_housed_since_the_year_of_the_opening_is_no_conflict() -> None:
    text = "Le Ghana abrite depuis 2022, à Tema, une antenne de l'Agence des Semences."
    tie = housing("b.txt", text, "depuis 2022", "2022-01-01")
    (found,) = told(opening("a.txt", "2022-05-03"), OPENED, tie, text)
    assert [d for d in found.disagreements if d.kind == "conflict"] == []


def test_an_office_in_another_town_is_another_opening() -> None:
    text = "Le Ghana abrite depuis le 9 juillet 2023, à Kumasi, une antenne de l'Agence des Semences."
    tie = housing("b.txt", text, "depuis le 9 juillet 2023", "2023-07-09")
    assert len(told(opening("a.txt", "2022-05-03"), OPENED, tie, text)) == 2


def test_what_only_houses_stays_a_tie() -> None:
    text = "Le Ghana abrite depuis 2023 des semences de l'Agence des Semences."
    tie = housing("b.txt", text, "depuis 2023", "2023-01-01")
    found = told(opening("a.txt", "2022-05-03"), OPENED, tie, text)
    assert sorted(a.kind for a in found) == ["event", "tie"]


@pytest.mark.parametrize("instead", [None, When(text="en mai 2022", start="2022-05-01", end="2022-05-31")])
def test_the_day_that_only_a_housing_tells_can_be_judged_wrong_and_put_right(instead: When | None) -> None:
    text = "Le Ghana abrite depuis le 9 juillet 2023, à Tema, une antenne de l'Agence des Semences."
    housed = housing("b.txt", text, "depuis le 9 juillet 2023", "2023-07-09")
    documents, articles = corpus(opening("a.txt", "2022-05-03"), OPENED, housed, text)
    wrong = Judgement(
        verdict="wrong",
        by="Inès",
        at="2024-07-01T08:00:00Z",
        number=1,
        left=(passage(articles[1], (housed,), 0),),
        field="when",
        value="2023-07-09",
        instead=UNSET if instead is None else replace(housed, when=instead),
    )
    (found,) = join(documents, articles, ruled([wrong], documents, articles))
    assert [d for d in found.disagreements if d.kind == "conflict"] == []
    aside = {v.value: bool(v.aside) for v in found.fields["when"]}
    assert aside["2023-07-09"] and not aside["2022-05-03"]
    assert ("2022-05-01/2022-05-31" in aside) == (instead is not None)
