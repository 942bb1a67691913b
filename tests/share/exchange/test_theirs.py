"""What partners say of an account: shown as theirs, never applied, and taken back when they take it back."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from exchange_press import key
from test_sync import exchange, judged, send, take

from recoupe.errors import InputError
from recoupe.join.anchors import Finder
from recoupe.join.judging import undoing
from recoupe.share.exchange.beside import beside
from recoupe.share.exchange.holders import status, theirs
from recoupe.share.exchange.marks import set_marking
from recoupe.share.exchange.nodes import own_card
from recoupe.share.exchange.remarks import note


def released(library, thing: str, *to) -> None:
    nodes = tuple(own_card(one).node for one in to)
    set_marking(library, thing, level=None, to=nodes, expires=None, why="", by="I")


def said_of_it(library, sees=lambda _: True):
    library.refresh()
    return beside(library, library.accounts()[0], Finder(library.articles(), library.coded()), sees)


@pytest.fixture
def disagreeing(two):
    """North has graded the account of both, and released that to south."""
    north, south = two
    exchange(north, south)
    number = judged(north)
    released(north, number, south)
    exchange(north, south)
    return north, south, number


def test_a_partner_s_grade_and_judgement_stand_beside_ours(disagreeing) -> None:
    _, south, _ = disagreeing
    account, judgement = said_of_it(south)
    assert (account.partner, account.account.grade, account.account.rule_grade is not None) == (
        "north",
        1,
        True,
    )
    assert (judgement.partner, judgement.judgement.by, judgement.judgement.grade) == ("north", "Inès", 1)
    assert south.accounts()[0].grade != 1 and not south.accounts()[0].judged


def test_a_note_on_their_judgement_is_beside_the_account_it_is_of(disagreeing) -> None:
    north, south, _ = disagreeing
    ((row, _),) = theirs(south, None, "judgement")
    id = note(south, key(south), "We were told the same.", (row.id,), "Omar")
    released(south, id, north)
    ours = note(south, key(south), "Of the account.", (south.accounts()[0].id,), "Omar")
    released(south, ours, north)
    exchange(north, south)
    told = [one.note.text for one in said_of_it(north) if one.note]
    assert told == ["Of the account."]  # the judgement is north's own, shown in its history


def test_it_is_shown_only_to_whom_its_marking_names(disagreeing) -> None:
    _, south, _ = disagreeing
    assert not said_of_it(south, lambda marking: marking.level == "CLEAR")


def test_why_tells_it(disagreeing) -> None:
    from recoupe.cli import recoupe

    _, south, _ = disagreeing
    id = south.accounts()[0].id
    done = CliRunner().invoke(recoupe, ["why", id, "--library", str(south.path)])
    assert done.exit_code == 0
    assert "north, Inès" in done.output and "grade 1: I was there" in done.output
    done = CliRunner().invoke(recoupe, ["why", id, "--library", str(south.path), "--json"])
    assert '"partner": "north"' in done.output


def test_a_judgement_undone_is_taken_back_and_that_is_confirmed(disagreeing) -> None:
    north, south, number = disagreeing
    undone = north.judge(undoing(int(number), "Inès", "they rang back"))
    outcome = take(south, send(north, south))
    (remark,) = [one for one in outcome.remarks if "undone" in one]
    assert "grade by Inès" in remark and "they rang back" not in remark  # the reason stays in the house
    assert not [one for one in said_of_it(south) if one.judgement]
    exchange(north, south)
    held = status(north, number)
    assert held.state == "withdrawn" and held.holders[0].confirmed == held.version
    # Undone in its turn, it stands again, there too.
    north.judge(undoing(undone.number, "Inès", "no, it holds"))
    exchange(north, south)
    assert [one.judgement.by for one in said_of_it(south) if one.judgement] == ["Inès"]


@pytest.mark.parametrize("thing", ["1234", "A-abcdefghijkl", "r-aaaaaaaaaaaaaaaaaaaaaaaa", "nowhere.txt"])
def test_a_note_or_question_on_what_is_not_here_is_refused(two, thing: str) -> None:
    from recoupe.share.exchange.ask import ask
    from recoupe.share.exchange.nodes import find

    north, _ = two
    with pytest.raises(InputError, match="here"):
        note(north, key(north), "Who said so?", (thing,), "Omar")
    with pytest.raises(InputError, match="here"):
        ask(north, key(north), find(north, "south"), "Who said so?", about=(thing,), by="Omar")


def test_what_came_is_told_in_words(two) -> None:
    north, south = two
    take(south, send(north, south))
    set_marking(north, "cap.txt", level="RED", to=(), expires=None, why="", by="I")
    outcome = take(south, send(north, south))
    assert "1 article withdrawn" in outcome.told()
    assert any("cap" in remark and "no longer for this partner" in remark for remark in outcome.remarks)
    assert not any("r-" in remark.split("(")[0] for remark in outcome.remarks)


def test_a_question_with_a_day_that_is_past_is_refused(two) -> None:
    from recoupe.share.exchange.ask import ask
    from recoupe.share.exchange.nodes import find

    with pytest.raises(InputError, match="past"):
        ask(two[0], key(two[0]), find(two[0], "south"), "Who?", deadline="2020-01-31", by="Omar")
