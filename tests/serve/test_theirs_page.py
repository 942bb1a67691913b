"""What partners say of an account on its page: as theirs, and as far as its marking lets it be seen."""

from __future__ import annotations

import sys
from pathlib import Path

from browse import client_of, look
from team_press import team

sys.path.insert(0, str(Path(__file__).parents[1] / "share" / "exchange"))

from exchange_press import befriend

from recoupe.join.judging import Judging
from recoupe.share.exchange.desk import open_pack, pack
from recoupe.share.exchange.marks import set_marking
from recoupe.share.exchange.nodes import find, init, load_key, own_card
from recoupe.share.exchange.remarks import note
from recoupe.share.handling import Level
from recoupe.store import Library

TEXT = 'They count "five" & not 3 > 2'


def their_word(library: Path, folder: Path, level: Level = "AMBER+STRICT") -> None:
    """South reads the same press, grades the first cell dismantled, notes something, and sends both."""
    path = folder / "south.db"
    with Library(library) as ours, Library(path) as theirs:
        init(ours, "north")
        init(theirs, "south")
        befriend(ours, theirs)
        for article in ours.articles():
            coded = next((one for one in ours.coded() if one.doc == article.doc), None)
            theirs.add(article, coded)
        theirs.refresh()
        own = next(one for one in theirs.accounts() if one.mode == "dismantle")
        desk = Judging(list(theirs.articles()), list(theirs.coded()), theirs.accounts(), list)
        kept = theirs.judge(desk.grade(own.id, 5, "Inès", "the ministry denied it"))
        key, to = load_key(theirs), (own_card(ours).node,)
        said = note(theirs, key, TEXT, (own.id,), "Inès")
        for thing in (str(kept.number), said):
            set_marking(theirs, thing, level=level, to=to, expires=None, why="", by="I")
        pack(theirs, key, find(theirs, "north"), folder / "s.pack")
        open_pack(ours, load_key(ours), (folder / "s.pack").read_bytes())
    (folder / "about").write_text(own.id)


def test_it_stands_on_the_page_as_theirs(library: Path, tmp_path: Path) -> None:
    their_word(library, tmp_path)
    id = (tmp_path / "about").read_text()
    with client_of(library) as client:
        page = look(client, f"/account/{id}")
        theirs = " ".join(page.tree.xpath("//h3[@id='theirs']/following-sibling::ol//text()"))
        assert "south" in theirs and "the ministry denied it" in theirs and TEXT in theirs
        assert "Nobody has judged this yet" in page.text  # here, that is


def test_in_a_team_it_is_shown_as_its_marking_says(library: Path, tmp_path: Path) -> None:
    their_word(library, tmp_path)
    id = (tmp_path / "about").read_text()
    with team(library) as bench:  # released to the house: its people see it
        assert "the ministry denied it" in look(bench.client("reader"), f"/account/{id}").text


def test_what_is_for_the_node_itself_is_shown_to_nobody_by_that(library: Path, tmp_path: Path) -> None:
    their_word(library, tmp_path, "RED")
    id = (tmp_path / "about").read_text()
    with team(library) as bench:
        page = look(bench.client("reader"), f"/account/{id}").text
        assert "the ministry denied it" not in page and TEXT not in page
