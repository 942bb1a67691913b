"""Markings: press is for anyone, judgements stay in the house, what rests on both is as strict."""

from __future__ import annotations

import pytest
from exchange_press import article

from recoupe.errors import HandlingError, InputError
from recoupe.model import Judgement
from recoupe.share.exchange.marks import current, set_marking, today
from recoupe.share.handling import PUBLIC, Reader, may_see
from recoupe.store import Library
from recoupe.store.audit import entries


def mark(library: Library, thing: str, level=None, to=None, expires=None):
    return set_marking(library, thing, level=level, to=to, expires=expires, why="", by="Inès")


@pytest.fixture
def library(node) -> Library:
    made = node("north")
    for doc in ("fanal.txt", "vigie.txt"):
        made.add(*article(doc))
    made.refresh()
    return made


def graded(library: Library) -> int:
    """A judgement on the first account; its number."""
    from recoupe.join.judging import Judging

    accounts = library.accounts()
    judging = Judging(list(library.articles()), list(library.coded()), accounts, list)
    kept = library.judge(judging.grade(accounts[0].id, 2, "Inès", "seen the film"))
    library.refresh()
    return kept.number


def test_press_and_what_is_coded_from_it_are_for_anyone(library: Library) -> None:
    for thing in ("fanal.txt", library.accounts()[0].id):
        assert may_see(current(library, thing)[1], PUBLIC, today()).allowed


def test_a_judgement_stays_in_the_house_and_so_does_the_account_it_bears_on(library: Library) -> None:
    number = graded(library)
    for thing in (str(number), library.accounts()[0].id):
        marking = current(library, thing)[1]
        assert marking.level == "AMBER+STRICT"
        assert not may_see(marking, Reader(name="n-other"), today()).allowed


def test_a_released_judgement_releases_the_account(library: Library) -> None:
    number = graded(library)
    mark(library, str(number), level="AMBER", to=("n-south",))
    marking = current(library, library.accounts()[0].id)[1]
    assert may_see(marking, Reader(name="n-south"), today()).allowed
    assert not may_see(marking, Reader(name="n-west"), today()).allowed


def test_a_marked_article_marks_its_account(library: Library) -> None:
    mark(library, "fanal.txt", level="GREEN", expires="2999-01-01")
    marking = current(library, library.accounts()[0].id)[1]
    assert (marking.level, marking.expires) == ("GREEN", "2999-01-01")


def test_an_account_cannot_be_looser_than_its_parts(library: Library) -> None:
    graded(library)
    id = library.accounts()[0].id
    with pytest.raises(HandlingError, match="articles and judgements"):
        mark(library, id, level="CLEAR")
    assert mark(library, id, level="RED").level == "RED"


def test_markings_made_before_there_was_a_node_are_the_node_s(tmp_path) -> None:
    from recoupe.share.exchange.nodes import init

    with Library(tmp_path / "a.db") as library:
        library.add(*article("fanal.txt"))
        mark(library, "fanal.txt", level="AMBER")
        card = init(library, "north")
        assert current(library, "fanal.txt")[1].originators == (card.node,)
        assert mark(library, "fanal.txt", level="CLEAR").level == "CLEAR"


def test_every_marking_is_logged(library: Library) -> None:
    mark(library, "fanal.txt", level="RED", to=())
    *_, last = entries(library)
    assert last.act == "marking" and "nobody" in last.detail and "Inès" in last.detail


@pytest.mark.parametrize("thing", ["A-nothing", "9", "absent.txt", "r-aaaaaaaaaaaaaaaaaaaaaaaa"])
def test_what_is_not_there_is_refused(library: Library, thing: str) -> None:
    with pytest.raises(InputError):
        mark(library, thing, level="RED")


def test_a_day_that_is_none_is_refused(library: Library) -> None:
    with pytest.raises(InputError, match="no day"):
        mark(library, "fanal.txt", expires="2026-02-30")


def test_judgement_has_one_marking_of_its_own(library: Library) -> None:
    library.judge(
        Judgement(verdict="reliability", by="I", at="2021-01-01T00:00:00Z", names=("fanal",), reliability="B")
    )
    mark(library, "1", level="GREEN")
    assert current(library, "1")[1].level == "GREEN"
