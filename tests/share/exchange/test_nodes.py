"""Keys are for their owner alone, and nobody can pass for another node."""

from __future__ import annotations

import stat
from pathlib import Path

import msgspec
import pytest
from exchange_press import befriend, key
from test_sync import docs, exchange, send, take

from recoupe.errors import NodeError, PackError
from recoupe.share.exchange.canonical import canonical
from recoupe.share.exchange.desk import recall
from recoupe.share.exchange.keys import Key, read_card, seal
from recoupe.share.exchange.nodes import (
    find,
    init,
    key_path,
    load_key,
    names,
    own_card,
    token,
    trust,
    untrust,
)
from recoupe.store import Library
from recoupe.store.audit import entries
from recoupe.store.exchange import partners


def test_keys_are_readable_by_their_owner_only(node) -> None:
    path = key_path(node("north").path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o640)
    with pytest.raises(NodeError, match="chmod 600"):
        load_key(node("north"))


def test_a_node_is_made_once(node) -> None:
    with pytest.raises(NodeError, match="already"):
        init(node("north"), "north")


def test_the_library_holds_no_private_key(node) -> None:
    library = node("north")
    raw = msgspec.json.decode(key_path(library.path).read_bytes())["keys"]
    library.close()
    assert raw.encode() not in b"".join(p.read_bytes() for p in library.path.parent.glob("north.db*[!y]"))


def test_a_passphrase_is_needed_where_one_was_given(tmp_path: Path) -> None:
    with Library(tmp_path / "a.db") as library:
        card = init(library, "north", "sésame")
        assert load_key(library, "sésame").node == card.node
        with pytest.raises(NodeError, match="passphrase"):
            load_key(library, "sesame")


def test_another_library_s_keys_are_refused(node) -> None:
    north, south = node("north"), node("south")
    key_path(north.path).write_bytes(key_path(south.path).read_bytes())
    with pytest.raises(NodeError, match="its own file"):
        load_key(north)


@pytest.mark.parametrize("field", ["node", "name", "signing", "sealing", "at", "signature"])
def test_a_card_that_was_changed_is_refused(node, field: str) -> None:
    mine, other = own_card(node("north")), own_card(node("south"))
    changed = msgspec.structs.replace(mine, **{field: getattr(other, field) if field != "at" else "2020"})
    with pytest.raises(NodeError):
        read_card(canonical(changed), "card")


@pytest.mark.parametrize("name", ["", "@all", "=1+1", "<b>x</b>", "a\nb", "n-x", "x" * 80, "a\u202eb"])
def test_a_name_that_could_do_harm_is_refused(name: str) -> None:
    with pytest.raises(NodeError):
        Key.new(name)


def test_trust_takes_a_name_and_groups_and_keeps_them(node) -> None:
    north, south = node("north"), node("south")
    raw = canonical(own_card(south))
    trust(north, raw, "card", name="le sud", groups=("@sahel",))
    trust(north, raw, "card", name="le sud")
    with north.reading() as connection:
        (kept,) = partners(connection)
    assert (kept.name, kept.groups) == ("le sud", ("@sahel",))
    with pytest.raises(NodeError, match="this library's own"):
        trust(south, raw, "card")


def test_two_nodes_cannot_have_one_name_here(node) -> None:
    north = node("north")
    trust(north, canonical(own_card(node("south"))), "card")
    with pytest.raises(NodeError, match="--as"):
        trust(north, canonical(Key.new("south").card), "card")


def test_a_token_is_kept_as_a_digest_only(node) -> None:
    north = node("north")
    partner = trust(north, canonical(own_card(node("south"))), "card")
    made = token(north, partner)
    assert find(north, "south").token and made not in str(find(north, "south"))


def test_only_the_addressee_opens_what_is_sealed_and_any_change_is_found() -> None:
    south, other = Key.new("south"), Key.new("other")
    sealed = seal(b"what was said", south.card)
    assert south.open(sealed) == b"what was said"
    with pytest.raises(PackError):
        other.open(sealed)
    for at in range(20, len(sealed), 7):
        with pytest.raises(PackError):
            south.open(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :])


def test_a_node_that_is_no_longer_trusted_neither_gets_nor_gives(two) -> None:
    north, south = two
    raw = send(north, south)
    before = docs(south)
    untrust(south, find(south, "north"), "their keys were copied")
    with pytest.raises(PackError, match="not trusted here"):
        take(south, raw)
    with pytest.raises(NodeError, match="recoupe node trust"):
        send(south, north)
    assert docs(south) == before
    assert any("keys were copied" in one.detail for one in entries(south))
    trust(south, canonical(own_card(north)), "card")
    take(south, raw)
    assert docs(south) > before


def test_what_it_sent_before_stays_under_its_name_and_it_can_still_take_it_back(two, node) -> None:
    north, south = two
    exchange(north, south)
    untrust(south, find(south, "north"))
    with south.reading() as connection:
        assert names(connection)[own_card(north).node] == "north, no longer trusted"
    assert "cap.txt" in docs(south)
    west = node("west")
    befriend(north, west)
    befriend(south, west)
    exchange(north, west)
    exchange(west, south)
    recall(north, key(north), "cap.txt", "a hoax")
    exchange(north, west)
    exchange(west, south)
    assert "cap.txt" not in docs(south)


def test_what_others_bring_of_it_is_set_aside(two, node) -> None:
    north, south = two
    west = node("west")
    befriend(north, south, west)
    untrust(south, find(south, "north"))
    exchange(north, west)
    outcome = take(south, send(west, south))
    assert outcome.counts["of a node no longer trusted, and set aside"] > 0
    assert docs(south) == {"vigie.txt"}


def test_by_the_command_line(two) -> None:
    from click.testing import CliRunner

    from recoupe.cli import recoupe

    north, _ = two
    for words, told in (
        (["untrust", "south", "--why", "gone"], "south is no longer trusted; recoupe node trust FILE"),
        (["list"], "no longer trusted"),
    ):
        result = CliRunner().invoke(recoupe, ["node", *words, "--library", str(north.path)])
        assert result.exit_code == 0 and told in result.output, result.output
    result = CliRunner().invoke(recoupe, ["node", "untrust", "south", "--library", str(north.path)])
    assert result.exit_code == 1 and "is no node trusted here" in result.output
