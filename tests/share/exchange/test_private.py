"""A private question tells a number, and no name."""

from __future__ import annotations

import sys
from itertools import permutations

import pytest
from exchange_press import article, befriend, key
from test_sync import send, take

from recoupe.errors import InputError, PackError
from recoupe.share.exchange.ask import answer, ask, inbox, one
from recoupe.share.exchange.marks import set_marking
from recoupe.share.exchange.nodes import find, own_card
from recoupe.share.exchange.private import MOST_A_DAY, check_rate, elements, hits, request, response
from recoupe.store.audit import entries

pytest.importorskip("private_set_intersection")


@pytest.fixture
def holding(two):
    """South holds statements about Abdellatif Hammouchi and the BCIJ."""
    import msgspec

    from recoupe.model import Entity

    north, south = two
    own, coded = article("soir.txt", "Abdellatif Hammouchi a reçu mardi une délégation à Rabat. Puis rien.")
    said = msgspec.structs.replace(
        coded.statements[0],
        actors=(Entity("Abdellatif Hammouchi", "abdellatif-hammouchi"), Entity("Fatima Zahra Belkacem")),
    )
    south.add(own, msgspec.structs.replace(coded, statements=(said,)))
    return north, south


def asked(north, south, names) -> str:
    private, count = request(key(north), names)
    id = ask(north, key(north), find(north, "south"), "Names?", by="I", private=private, count=count)
    take(south, send(north, south))
    return id


def answered(north, south, id: str) -> int | None:
    answer(south, key(south), id, "see", by="O", private=response(south, one(south, id)))
    take(north, send(south, north))
    return hits(key(north), one(north, id))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Abdellatif Hammouchi"], 1),
        (["Abd al-Latif Hamouchi"], 1),  # another spelling
        (["عبد اللطيف حموشي"], 1),  # another script
        (["Karim Dupontel", "Rosa Lindqvist"], 0),
        (["Rosa Lindqvist", "Fatima-Zahra Belkassem", "Abdellatif Hammouchi"], 2),
    ],
)
def test_the_number_of_hits_across_spellings_and_scripts(holding, names, expected) -> None:
    north, south = holding
    assert answered(north, south, asked(north, south, names)) == expected


def test_neither_side_shows_a_name(holding) -> None:
    north, south = holding
    id = asked(north, south, ["Abdellatif Hammouchi", "Rosa Lindqvist"])
    assert hits(key(north), one(north, id)) is None
    answered(north, south, id)
    for library in holding:
        with library.reading() as connection:
            query = "SELECT line FROM exchanged WHERE kind IN ('question', 'answer')"
            text = " ".join(connection.exec_driver_sql(query).scalars())
        assert "ammouchi" not in text and "Lindqvist" not in text and "hmš" not in text
        told = [row.detail for row in entries(library) if row.subject == id]
        assert any("2 names that are not shown" in detail for detail in told)
        assert len(told) == 2 and "Lindqvist" not in str(told)


def test_without_the_extra_it_is_said_what_to_install_and_the_rest_of_the_inbox_is_read(
    holding, tmp_path, monkeypatch
) -> None:
    from click.testing import CliRunner

    from recoupe.cli import recoupe

    north, south = holding
    id = asked(north, south, ["Abdellatif Hammouchi"])
    answered(north, south, id)
    for name in [name for name in sys.modules if name.startswith("private_set_intersection")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "private_set_intersection", None)
    (tmp_path / "names.txt").write_text("Abdellatif Hammouchi\n", encoding="utf-8")
    for library, words in (
        (north, ["ask", "--private", str(tmp_path / "names.txt"), "--to", "south"]),
        (south, ["answer", id, "--private"]),
        (north, ["inbox", "--hits"]),
    ):
        result = CliRunner().invoke(recoupe, [*words, "--library", str(library.path)])
        assert result.exit_code == 1 and "pip install 'recoupe[private]'" in result.output
    assert CliRunner().invoke(recoupe, ["inbox", "--library", str(north.path)]).exit_code == 0
    assert len(inbox(north)) == 1


def test_names_too_short_or_too_many_are_not_asked_about(holding) -> None:
    north, _ = holding
    assert elements(["Ali", "X"]) == []
    with pytest.raises(InputError, match="1 to"):
        request(key(north), ["Ali"])
    with pytest.raises(InputError, match="1 to"):
        request(key(north), ["a".join(letters) for letters in permutations("bdfjklmnrst", 4)])


def test_a_question_that_asks_for_the_names_is_not_answered(holding) -> None:
    import private_set_intersection.python as psi

    from recoupe.share.exchange.canonical import b64

    north, south = holding
    greedy = psi.client.CreateWithNewKey(True).CreateRequest(elements(["Abdellatif Hammouchi"]))
    private = f"{b64(bytes(16))}.{b64(greedy.SerializeToString())}"
    for given, count in ((private, 1), (private, 2), ("x.y", 1), ("", 1)):
        id = ask(north, key(north), find(north, "south"), "?", by="I", private=given, count=count)
        take(south, send(north, south))
        with pytest.raises(PackError):
            response(south, one(south, id))


def test_no_more_than_so_many_a_day(holding) -> None:
    north, south = holding
    for _ in range(MOST_A_DAY):
        check_rate(north, find(north, "south").node, ours=True)
        answered(north, south, asked(north, south, ["Rosa Lindqvist"]))
    for library, other, ours in ((north, "south", True), (south, "north", False)):
        with pytest.raises(InputError, match="tomorrow"):
            check_rate(library, find(library, other).node, ours=ours)
    assert len(inbox(north)) == MOST_A_DAY


def test_by_the_command_line(holding, tmp_path) -> None:
    from click.testing import CliRunner

    from recoupe.cli import recoupe

    def run(*words: str) -> str:
        result = CliRunner().invoke(recoupe, words)
        assert result.exit_code == 0, result.output
        return result.output

    north, south = holding
    (tmp_path / "names.txt").write_text("Abdellatif Hammouchi\nRosa Lindqvist\n\n", "utf-8")
    mine = ("--library", str(north.path))
    id = run("ask", "--private", str(tmp_path / "names.txt"), "--to", "south", *mine).split(":")[0]
    take(south, send(north, south))
    assert "[2 names, not shown]" in run("inbox", "--library", str(south.path))
    run("answer", id, "--private", "--library", str(south.path))
    take(north, send(south, north))
    assert "1 possible hit of 2; make a request" in run("inbox", "--hits", *mine)


def saying(doc: str, text: str, name: str):
    """An article that says something of one person."""
    import msgspec

    from recoupe.model import Entity

    own, coded = article(doc, text)
    said = msgspec.structs.replace(coded.statements[0], actors=(Entity(name),))
    return own, msgspec.structs.replace(coded, statements=(said,))


def test_what_a_third_party_sent_is_no_hit_unless_the_asker_may_see_it(holding, node) -> None:
    north, south = holding
    third = node("third")
    befriend(south, third)
    third.add(*saying("port.txt", "Rosa Lindqvist a été reçue mardi à Rabat. Puis rien.", "Rosa Lindqvist"))
    third.add(*saying("quai.txt", "Karim Dupontel a été reçu mardi à Oran. Puis rien.", "Karim Dupontel"))
    to_south = (own_card(south).node,)
    set_marking(third, "port.txt", level="AMBER", to=to_south, expires=None, why="", by="I")
    take(south, send(third, south))
    # Of ours, what nobody else may see counts: the answer is the house's to give.
    set_marking(south, "soir.txt", level="RED", to=(), expires=None, why="", by="I")
    names = ["Rosa Lindqvist", "Karim Dupontel", "Abdellatif Hammouchi"]
    assert answered(north, south, asked(north, south, names)) == 2


def test_names_left_out_are_told(holding, tmp_path) -> None:
    from click.testing import CliRunner

    from recoupe.cli import recoupe

    north, _ = holding
    (tmp_path / "names.txt").write_text("Abdellatif Hammouchi\n\nOb\n", encoding="utf-8")
    words = ["ask", "--private", str(tmp_path / "names.txt"), "--to", "south", "--library", str(north.path)]
    told = CliRunner().invoke(recoupe, words).output
    assert "1 name left out" in told and "about 1 name" in told


def test_a_question_and_its_answer_stay_between_the_two(two, node) -> None:
    from recoupe.share.exchange.desk import preview
    from recoupe.share.exchange.online import offer
    from recoupe.store import exchange as kept

    north, south = two
    third = node("third")
    befriend(south, third)
    ask(north, key(north), find(north, "south"), "Who said so?", by="I")
    take(south, send(north, south))
    (question,) = inbox(south)
    assert question.level == "AMBER+STRICT"
    answer(south, key(south), question.id, "The spokesman.", by="O")
    offer(south, key(south), find(south, "third"))
    going = preview(south, key(south), find(south, "third")).going
    with south.reading() as connection:
        offered = {one.kind for _, one in kept.offered(connection, find(south, "third").node)}
    assert offered and {one.kind for one in going}.union(offered).isdisjoint({"question", "answer"})
