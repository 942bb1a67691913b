"""Two and three libraries exchange: what one knows the other comes to know, once, and as far as it may."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from exchange_press import article, befriend, key

from recoupe.cli import recoupe
from recoupe.errors import InputError, PackError
from recoupe.share.exchange.desk import open_pack, pack, preview, recall
from recoupe.share.exchange.holders import status, theirs
from recoupe.share.exchange.marks import current, set_marking
from recoupe.share.exchange.nodes import find, own_card
from recoupe.share.exchange.remarks import note
from recoupe.store import Library
from recoupe.store.audit import entries, verify


def send(sender: Library, to: Library, **options) -> bytes | None:
    """A pack from one library for another; None where nothing is new."""
    out = sender.path.with_name("out.pack")
    partner = find(sender, own_card(to).name)
    done = pack(sender, key(sender), partner, out, **options)
    return None if done is None else out.read_bytes()


def take(library: Library, raw: bytes | None):
    assert raw is not None
    return open_pack(library, key(library), raw)[2]


def exchange(a: Library, b: Library, times: int = 4) -> None:
    for one, other in ((a, b), (b, a)) * times:
        if (raw := send(one, other)) is not None:
            take(other, raw)


def docs(library: Library) -> set[str]:
    return {one.doc for one in library.articles()}


def accounts(library: Library) -> list[tuple]:
    """What a library makes of all it holds, but for the names of its files."""
    return sorted((a.id, a.grade, len(a.statements), len(a.origins)) for a in library.accounts())


def dump(library: Library) -> list:
    """Everything in the library, to see that nothing changed."""
    with library.reading() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
        return [connection.exec_driver_sql(f'SELECT * FROM "{t}"').all() for t in sorted(tables)]


@pytest.mark.parametrize("encrypt", [False, True])
def test_what_one_read_the_other_comes_to_know_and_both_agree(two, encrypt: bool) -> None:
    north, south = two
    take(south, send(north, south, encrypt=encrypt))
    take(north, send(south, north, encrypt=encrypt))
    assert docs(north) == docs(south) == {"fanal.txt", "vigie.txt", "cap.txt"}
    assert accounts(north) == accounts(south)


def test_an_exchange_comes_to_rest(two) -> None:
    north, south = two
    exchange(north, south)
    assert send(north, south) is None and send(south, north) is None


def test_only_what_is_new_goes(two) -> None:
    north, south = two
    exchange(north, south)
    north.add(*article("soir.txt", "Le ministre a reçu mardi une délégation espagnole à Rabat. Puis rien."))
    going = preview(north, key(north), find(north, "south")).going
    assert [one.kind for one in going] == ["article", "account"]


def test_a_repeated_delivery_changes_nothing(two) -> None:
    north, south = two
    raw = send(north, south)
    take(south, raw)
    before = dump(south)
    assert "opened before" in take(south, raw).remarks[0]
    assert dump(south) == before


def test_the_same_article_at_both_is_one_and_counts_as_one_origin(two) -> None:
    north, south = two
    south.add(*article("fanal.txt"))
    outcome = take(south, send(north, south))
    assert outcome.counts["articles here already"] == 1
    assert docs(south) == {"fanal.txt", "vigie.txt", "cap.txt"}
    alone = sorted(len(a.origins) for a in south.accounts())
    exchange(north, south)
    assert sorted(len(a.origins) for a in south.accounts()) == alone


def test_the_same_page_read_at_another_time_is_one_article_and_its_quotes_are_checked(two) -> None:
    north, south = two
    text = "Le BCIJ a démantelé mardi une cellule à Safi. Trois hommes sont en garde à vue."
    south.add(*article("fanal.txt", text))
    outcome = take(south, send(north, south))
    assert any("1 of 1 quotes sent are not in the text here" in remark for remark in outcome.remarks)
    assert south.article("fanal.txt").text == text


@pytest.mark.parametrize("seed", range(6))
def test_packs_in_any_order_come_to_the_same(two, seed: int) -> None:
    north, south = two
    packs = [send(north, south)]
    for n in range(4):
        north.add(*article(f"n{n}.txt", f"Le Maroc a reçu mardi {n + 2} délégations à Rabat. Suite."))
        packs.append(send(north, south))
    recall(north, key(north), "n1.txt", "a hoax")
    packs.append(send(north, south))
    random.Random(seed).shuffle(packs)
    for raw in packs * 2:
        take(south, raw)
    assert docs(south) == {"fanal.txt", "cap.txt", "vigie.txt", "n0.txt", "n2.txt", "n3.txt"}
    assert [a.grade for a in south.accounts()]


def test_a_pack_that_went_astray_comes_again(two) -> None:
    north, south = two
    send(north, south)  # lost
    north.add(*article("soir.txt", "Le ministre a reçu mardi une délégation espagnole à Rabat. Puis rien."))
    outcome = take(south, send(north, south))
    assert any("not opened here yet" in remark for remark in outcome.remarks)
    take(north, send(south, north))
    take(south, send(north, south))
    assert docs(south) == {"fanal.txt", "cap.txt", "vigie.txt", "soir.txt"}


class _Off(Exception):
    pass


@pytest.mark.parametrize("opened", [True, False])
def test_a_recall_reaches_who_may_have_opened_a_pack_that_was_cut_off(two, opened: bool, monkeypatch) -> None:
    """The program was killed as the file got its name, and the partner's receipt for it is lost."""
    north, south = two

    def cut_off(path: Path, raw: bytes) -> None:
        if opened:
            path.write_bytes(raw)
        raise _Off

    with monkeypatch.context() as patch, pytest.raises(_Off):
        patch.setattr("recoupe.share.exchange.desk.put", cut_off)
        send(north, south)
    if opened:
        take(south, north.path.with_name("out.pack").read_bytes())
        send(south, north)  # lost
    recall(north, key(north), "cap.txt", "wrong day")
    exchange(north, south)
    assert docs(south) == {"fanal.txt", "vigie.txt"}
    assert accounts(north) == accounts(south)


def test_again_sends_what_was_not_confirmed(two) -> None:
    north, south = two
    first = send(north, south)
    assert send(north, south) is None
    take(south, send(north, south, again=True))
    take(south, first)
    assert docs(south) == {"fanal.txt", "cap.txt", "vigie.txt"}


def test_recall_reaches_the_holder_and_comes_back_confirmed(two) -> None:
    north, south = two
    exchange(north, south)
    id, holders = recall(north, key(north), "cap.txt", "wrong day")
    assert holders == ["south"]
    assert status(north, id).holders[0].confirmed < status(north, id).version
    exchange(north, south, 1)
    assert "cap.txt" not in docs(south) and "cap.txt" not in docs(north)
    exchange(north, south, 1)
    assert status(north, id).holders[0].confirmed == status(north, id).version
    assert accounts(north) == accounts(south)
    assert any(one.act == "recall" and "wrong day" in one.detail for one in entries(south))


def test_who_had_it_can_ask_by_its_name_what_became_of_it(two) -> None:
    north, south = two
    exchange(north, south)
    there = status(south, "cap.txt")
    assert (there.state, there.originator, there.receipt) == ("live", "north", "")
    recall(north, key(north), "cap.txt", "wrong day")
    take(south, send(north, south))
    gone = status(south, "cap.txt")
    assert gone.note == "cap.txt, recalled: wrong day" and gone.receipt == "waits"

    def said() -> str:
        result = CliRunner().invoke(recoupe, ["share", "status", "cap.txt", "--library", str(south.path)])
        assert result.exit_code == 0, result.output
        return result.output

    assert f"recalled, by north on {gone.at[:10]}\n" in said() and "with the next pack to north" in said()
    back = send(south, north)
    assert "was sent to north" in said()
    take(north, back)
    assert status(north, "cap.txt").holders[0].confirmed == gone.version
    with pytest.raises(InputError, match="only its originator"):
        recall(south, key(south), "cap.txt", "so do we")


def test_what_was_recalled_stays_recalled_whatever_comes_later(two) -> None:
    north, south = two
    old = send(north, south)
    recall(north, key(north), "cap.txt", "wrong day")
    take(south, send(north, south))
    take(south, old)
    assert "cap.txt" not in docs(south)
    exchange(north, south)
    assert "cap.txt" not in docs(south) | docs(north)
    with pytest.raises(InputError, match="stays so"):
        recall(north, key(north), status(north, id_of(north, "article", "cap")).id, "again")


def id_of(library: Library, kind: str, _word: str) -> str:
    """The recalled article's record."""
    with library.reading() as connection:
        from recoupe.store.exchange import all_exchanged

        return next(o.id for o in all_exchanged(connection, kinds=[kind]) if o.state == "recalled")


def test_an_article_that_we_read_ourselves_survives_a_partner_s_recall(two) -> None:
    north, south = two
    exchange(north, south)
    south.own("cap.txt")  # as recoupe add does where the article is known
    recall(north, key(north), "cap.txt", "wrong day")
    exchange(north, south)
    assert "cap.txt" in docs(south) and "cap.txt" not in docs(north)


def test_an_article_that_two_partners_sent_goes_when_both_took_it_back(node) -> None:
    a, b, c = node("a"), node("b"), node("c")
    befriend(a, b, c)
    for one in (a, b):
        one.add(*article("cap.txt"))
        take(c, send(one, c))
    recall(a, key(a), "cap.txt", "wrong")
    take(c, send(a, c))
    assert docs(c) == {"cap.txt"}
    recall(b, key(b), "cap.txt", "wrong")
    take(c, send(b, c))
    assert docs(c) == set()
    assert c.accounts() == []


def test_a_correction_says_what_changed(two) -> None:
    north, south = two
    exchange(north, south)
    text = "Une cellule a été démantelée mardi à Khouribga par le BCIJ. Autre."
    north.add(*article("encore.txt", text, published="2021-03-11"))
    outcome = take(south, send(north, south))
    assert any("corrected" in remark and "articles 3 → 4" in remark for remark in outcome.remarks)


def judged(library: Library) -> str:
    from recoupe.join.judging import Judging

    library.refresh()
    account = library.accounts()[0]
    judging = Judging(list(library.articles()), list(library.coded()), library.accounts(), list)
    kept = library.judge(judging.grade(account.id, 1, "Inès", "I was there"))
    library.refresh()
    return str(kept.number)


def test_a_judgement_does_not_leave_unless_it_is_released_and_then_is_theirs(two) -> None:
    north, south = two
    exchange(north, south)
    number = judged(north)
    exchange(north, south)
    assert not theirs(south, None, "judgement")
    grades = [a.grade for a in south.accounts()]
    set_marking(north, number, level=None, to=(own_card(south).node,), expires=None, why="", by="I")
    exchange(north, south)
    ((_, record),) = theirs(south, None, "judgement")
    assert record.originator == own_card(north).node
    assert not south.judgements()
    assert [a.grade for a in south.accounts()] == grades
    assert not any(one.marking.releasable_to == () for _, one in theirs(south, None))


def test_tightening_a_marking_takes_the_record_back(two) -> None:
    north, south = two
    exchange(north, south)
    set_marking(north, "cap.txt", level="RED", to=(), expires=None, why="", by="I")
    exchange(north, south)
    assert "cap.txt" in docs(north) and "cap.txt" not in docs(south)
    set_marking(north, "cap.txt", level="CLEAR", to=None, expires=None, why="", by="I")
    assert current(north, "cap.txt")[1].releasable_to == ()  # still to nobody
    set_marking(north, "cap.txt", level="GREEN", to=(own_card(south).node,), expires=None, why="", by="I")
    exchange(north, south)
    assert "cap.txt" in docs(south)


def test_a_partner_s_records_pass_on_no_further_than_their_marking(node) -> None:
    a, b, c = node("a"), node("b"), node("c")
    befriend(a, b)
    befriend(b, c, groups=("@all",))
    a.add(*article("fanal.txt"))
    a.add(*article("cap.txt"))
    set_marking(a, "cap.txt", level="AMBER", to=(own_card(b).node, "@all"), expires=None, why="", by="I")
    exchange(a, b)
    assert docs(b) == {"fanal.txt", "cap.txt"}
    exchange(b, c)
    assert docs(c) == {"fanal.txt"}
    assert {record.originator for row, record in theirs(c, None, "article")} == {own_card(a).node}
    assert not [r for _, r in theirs(c, None, "account") if "Lisbonne" in msgspec.json.encode(r).decode()]


def test_a_recall_goes_on_to_whom_it_was_passed_on_and_the_receipt_comes_back(node) -> None:
    a, b, c = node("a"), node("b"), node("c")
    befriend(a, b)
    befriend(b, c)
    a.add(*article("fanal.txt"))
    for _ in range(2):
        exchange(a, b, 1)
        exchange(b, c, 1)
    id, _ = recall(a, key(a), "fanal.txt", "a hoax")
    for _ in range(3):
        exchange(a, b, 1)
        exchange(b, c, 1)
    assert docs(c) == docs(b) == set()
    held = {one.partner: one.confirmed for one in status(a, id).holders}
    assert held == {"b": status(a, id).version, own_card(c).node: status(a, id).version}


def test_a_receipt_tells_a_maker_nothing_of_what_others_gave_us(node) -> None:
    a, b, c, d = node("a"), node("b"), node("c"), node("d")
    befriend(a, b)
    befriend(d, b)
    befriend(a, c)
    befriend(b, c)
    a.add(*article("fanal.txt"))
    d.add(*article("cap.txt"))
    exchange(a, b, 1)
    exchange(d, b, 1)
    take(c, send(b, c))
    take(a, send(c, a))
    from_c = [record for row, record in theirs(a, None, "receipt") if row.via == own_card(c).node]
    assert from_c and own_card(d).node not in str(from_c)
    of_d = {record.id for _, record in theirs(c, find(c, "b")) if record.originator == own_card(d).node}
    assert of_d and of_d.isdisjoint(id for one in from_c for id, _ in one.content().records)


def test_of_those_it_is_released_to_a_reader_learns_no_other(node) -> None:
    a, b, c = node("a"), node("b"), node("c")
    befriend(a, b, c)
    a.add(*article("fanal.txt"))
    nodes = (own_card(b).node, own_card(c).node)
    set_marking(a, "fanal.txt", level="AMBER", to=nodes, expires=None, why="", by="I")
    take(b, send(a, b))
    assert own_card(c).node not in str([record.marking for _, record in theirs(b, None)])


def test_a_note_goes_where_it_is_released(two) -> None:
    north, south = two
    id = note(north, key(north), "The minister was in Madrid that day.", ("fanal.txt",), "Inès")
    exchange(north, south)
    assert not theirs(south, None, "note")
    set_marking(north, id, level="GREEN", to=(own_card(south).node,), expires=None, why="", by="I")
    exchange(north, south)
    assert theirs(south, None, "note")


def test_a_preview_keeps_nothing_and_says_what_is_held_back(two) -> None:
    north, south = two
    exchange(north, south)
    judged(north)
    before = dump(north)
    found = preview(north, key(north), find(north, "south"))
    assert dump(north) == before
    assert any(kind == "judgement" and "not releasable" in why for kind, why in found.back)


def test_every_pack_made_and_opened_is_logged_and_the_log_is_whole(two) -> None:
    north, south = two
    exchange(north, south)
    assert [one.act for one in entries(north, "south") if one.act != "marking"][:2] == [
        "disclosure",
        "opening",
    ]
    assert verify(north)[2] == verify(south)[2] == []


def test_a_pack_for_another_node_is_refused(node) -> None:
    a, b, c = node("a"), node("b"), node("c")
    befriend(a, b, c)
    a.add(*article("fanal.txt"))
    raw = send(a, b)
    with pytest.raises(PackError, match="not for this node"):
        take(c, raw)


def test_a_node_that_is_not_trusted_is_refused(node) -> None:
    a, b = node("a"), node("b")
    from recoupe.share.exchange.canonical import canonical
    from recoupe.share.exchange.nodes import trust

    trust(a, canonical(own_card(b)), "card")
    a.add(*article("fanal.txt"))
    with pytest.raises(PackError, match="not trusted"):
        take(b, send(a, b))


def test_a_pack_cut_off_before_it_was_written_goes_again(two, monkeypatch, tmp_path: Path) -> None:
    north, south = two

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("recoupe.share.exchange.desk.put", cut)
    with pytest.raises(KeyboardInterrupt):
        send(north, south)
    monkeypatch.undo()
    take(south, send(north, south))
    assert docs(south) == {"fanal.txt", "cap.txt", "vigie.txt"}


def test_what_was_taken_in_twice_has_one_receipt(two, monkeypatch) -> None:
    """A page pulled again after a break, at another second, must not bring two receipts of one name."""
    from recoupe.share.exchange import wire
    from recoupe.share.exchange.online import arrived, offer, page

    north, south = two
    partner = find(north, "south")
    offer(north, key(north), partner)
    found, _ = page(north, key(north), partner, limit=100)
    for second in (1, 2):
        monkeypatch.setattr(wire, "now", lambda at=second: f"2026-01-01T00:00:0{at}Z")
        arrived(south, key(south), find(south, "north"), [one.line for one in found])
        take(north, send(south, north, again=True))
