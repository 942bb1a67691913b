"""A question is handled as its marking says, where it is asked and where it arrives."""

from __future__ import annotations

from typing import get_args

import pytest
from click.testing import CliRunner
from exchange_press import befriend, key
from test_sync import send, take

from recoupe.cli import recoupe
from recoupe.errors import InputError, PackError
from recoupe.share.exchange.ask import answer, ask, close, inbox
from recoupe.share.exchange.canonical import canonical
from recoupe.share.exchange.desk import recall
from recoupe.share.exchange.nodes import find, own_card, trust
from recoupe.share.handling import Level
from recoupe.store import Library


@pytest.fixture
def three(two, node) -> tuple[Library, Library, Library]:
    """North and south, and east: a client of south's, whom all three trust."""
    north, south = two
    east = node("east")
    befriend(north, south, east)
    trust(south, canonical(own_card(east)), "card", client_of=("us",))
    trust(east, canonical(own_card(south)), "card", patron=True)
    return north, south, east


def told(library: Library) -> list[str]:
    return [f"{one.partner}: {one.text} TLP:{one.level}" for one in inbox(library)]


def asked(north: Library, **how) -> str:
    return ask(north, key(north), find(north, "south"), "Who said so?", by="Omar", **how)


def pass_on(one: Library, other: Library) -> None:
    if (raw := send(one, other)) is not None:
        take(other, raw)


@pytest.mark.parametrize("level", get_args(Level))
def test_the_partner_passes_a_question_on_as_far_as_its_level_lets_it(three, node, level: Level) -> None:
    north, south, east = three
    west = node("west")  # trusted by south, and nobody's client
    befriend(south, west)
    asked(north, level=level)
    take(south, send(north, south))
    assert told(south) == [f"north: Who said so? TLP:{level}"]
    pass_on(south, east)
    pass_on(south, west)
    assert bool(told(east)) == (level in ("CLEAR", "GREEN", "AMBER"))
    assert bool(told(west)) == (level in ("CLEAR", "GREEN"))


def test_a_question_that_limits_nobody_is_still_put_to_the_partner_alone(three) -> None:
    north, _, east = three
    asked(north, level="GREEN")
    pass_on(north, east)
    assert told(east) == []


def test_others_named_see_it_too_and_nobody_learns_who_else_does(three) -> None:
    north, south, east = three
    asked(north, to=("east",))
    for other, unnamed in ((south, east), (east, south)):
        raw = send(north, other)
        assert raw is not None and own_card(unnamed).node.encode() not in raw
        take(other, raw)
    assert told(south) == told(east) == ["north: Who said so? TLP:AMBER+STRICT"]
    assert inbox(north)[0].partner == "south" and inbox(north)[0].readers == ("east",)
    pass_on(south, east)
    assert len(told(east)) == 1


def test_red_goes_to_no_group(three) -> None:
    north, _, east = three
    trust(north, canonical(own_card(east)), "card", groups=("@sahel",))
    asked(north, level="RED", to=("@sahel",))
    pass_on(north, east)
    assert told(east) == []
    asked(north, level="AMBER+STRICT", to=("@sahel",))
    pass_on(north, east)
    assert told(east) == ["north: Who said so? TLP:AMBER+STRICT"]


def test_whom_it_was_passed_on_to_may_answer_and_hears_that_it_is_closed(three) -> None:
    north, south, east = three
    id = asked(north, level="GREEN")
    take(south, send(north, south))
    pass_on(south, east)
    answer(east, key(east), id, "The spokesman.", by="Inès")
    take(north, send(east, north))
    (question,) = inbox(north)
    assert [f"{one.by}: {one.text}" for one in question.replies] == ["Inès, east: The spokesman."]
    close(north, key(north), id, "thank you", "Omar")
    take(south, send(north, south))
    pass_on(south, east)
    assert [one.state for one in inbox(south) + inbox(east)] == ["closed", "closed"]


def test_a_question_taken_back_goes_from_whom_it_was_passed_on_to(three) -> None:
    north, south, east = three
    id = asked(north, level="GREEN")
    take(south, send(north, south))
    pass_on(south, east)
    recall(north, key(north), id, "asked of the wrong desk")
    take(south, send(north, south))
    pass_on(south, east)
    assert told(south) == told(east) == []


def test_a_question_that_is_not_for_us_is_refused_from_another(three, monkeypatch) -> None:
    from recoupe.share.exchange import collect

    north, south, east = three
    asked(north)
    take(south, send(north, south))
    # South's program is altered, and lets everything out.
    monkeypatch.setattr(collect.Maker, "allowed", lambda self, kind, marking: True)
    raw = send(south, east)
    monkeypatch.undo()
    with pytest.raises(PackError, match="is not from south, who brings it"):
        take(east, raw)


def test_names_that_are_not_shown_are_for_the_partner_alone(two) -> None:
    with pytest.raises(InputError, match="for its partner alone"):
        asked(two[0], private="x", count=1, level="GREEN")


def test_the_handling_is_given_and_shown(three) -> None:
    north, south, _ = three
    words = ["ask", "south", "Who said so?", "--tlp", "amber", "--to", "east", "--from", "Omar"]
    done = CliRunner().invoke(recoupe, [*words, "--library", str(north.path)])
    assert done.exit_code == 0, done.output
    take(south, send(north, south))
    for library, line in (
        (north, "to south, TLP:AMBER, also for east: Who"),
        (south, "from north, TLP:AMBER: Who"),
    ):
        shown = CliRunner().invoke(recoupe, ["inbox", "--library", str(library.path)]).output
        assert line in shown
