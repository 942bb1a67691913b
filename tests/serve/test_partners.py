"""Partners and requests: asked, answered and closed between two workbenches; hostile words run nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from browse import client_of, look
from starlette.testclient import TestClient
from team_press import team

sys.path.insert(0, str(Path(__file__).parents[1] / "share" / "exchange"))

from exchange_press import befriend

from recoupe.share.exchange.desk import open_pack, pack
from recoupe.share.exchange.marks import set_marking
from recoupe.share.exchange.nodes import find, init, load_key
from recoupe.store import Library
from recoupe.store.audit import entries

TEXT = 'Who said "five" & when? 3 > 2'


@pytest.fixture
def south(library: Path, tmp_path: Path) -> Path:
    """A second library; the first, « north », and it trust each other."""
    path = tmp_path / "south.db"
    with Library(library) as ours, Library(path) as theirs:
        init(ours, "north")
        init(theirs, "south")
        befriend(ours, theirs, groups=("@sahel",))
    return path


def carry(sender: Path, receiver: Path, to: str, folder: Path) -> None:
    """Hand over what is new, as recoupe share pack and open do."""
    file = folder / f"to-{to}-{len(list(folder.iterdir()))}.rcp"
    with Library(sender) as one, Library(receiver) as other:
        pack(one, load_key(one), find(one, to), file)
        open_pack(other, load_key(other), file.read_bytes())


def account(client: TestClient) -> str:
    return look(client, "/").link("dismantled a cell").rsplit("/", 1)[1]


def test_a_library_that_is_no_node_says_how_it_becomes_one(client: TestClient) -> None:
    page = look(client, "/").follow("Partners")
    assert "no node yet" in page.text and "recoupe node init --library press.db" in page.text
    asked = look(client, "/requests")
    assert "No open question" in asked.text and not asked.tree.xpath("//textarea")


def test_a_question_is_asked_answered_and_closed(library: Path, south: Path, tmp_path: Path) -> None:
    with client_of(library) as client:
        about = account(client)
        asked = look(client, "/requests").send(
            "Ask a partner", partner="south", text=TEXT, about=about, deadline="2030-01-31"
        )
        assert TEXT in asked.text and "31 Jan 2030" in asked.text
        assert asked.follow(about).url.endswith(f"/account/{about}")
        name = asked.url.split("?")[0]
        partners = look(client, "/partners")
        assert "south" in partners.text and "@sahel" in partners.text
        carry(library, south, "south", tmp_path)
        row = client.get("/partners.json").json()[0]
        assert (row["name"], row["groups"], row["packs_made"]) == ("south", "@sahel", 1)
        assert row["sent"] > row["confirmed"] == 0
    with client_of(south) as client:
        seen = look(client, "/requests").follow("Who said")
        assert "from north" in seen.text
        told = seen.send("Answer it", text="We read of it, too.\nTwice.")
        assert "We read of it" in told.text
        carry(south, library, "north", tmp_path)
    with client_of(library) as client:
        answered = look(client, name)
        assert "We read of it" in answered.text and "answered" in answered.text
        closed = answered.send("Close the question", text="")
        assert "closed" in closed.text and not closed.tree.xpath("//form[@action='/requests/close']")
        assert client.get("/requests.json").json() == []
        rows = client.get("/requests.json?all=yes").json()
        assert [(row["side"], row["state"], row["answers"]) for row in rows] == [("ours", "closed", 1)]
        assert "Who said" in look(client, "/requests?all=yes").text
        assert client.get("/requests.csv?all=yes").text.count("\n") >= 2
    with Library(library) as kept:
        told = [one.detail for one in entries(kept) if one.act == "question"]
        assert told[0].startswith("asked by nadia") and told[-1].startswith("closed by nadia")


def test_a_question_that_was_closed_is_opened_again_on_both_sides(
    library: Path, south: Path, tmp_path: Path
) -> None:
    with client_of(library) as client:
        asked = look(client, "/requests").send("Ask a partner", partner="south", text="Who?")
        name = asked.url.split("?")[0]
        look(client, name).send("Close the question", text="")
        carry(library, south, "south", tmp_path)
        with client_of(south) as other:
            assert "No open question" in look(other, "/requests").text
        again = look(client, name).send("Open it again", text="one more thing")
        assert "Open again" in again.text and again.tree.xpath("//form[@action='/requests/close']")
        assert again.send("Close the question", text="").status == 200
        assert look(client, name).send("Open it again", text="").status == 200
    carry(library, south, "south", tmp_path)
    with client_of(south) as other:
        seen = look(other, "/requests").follow("Who?")
        assert seen.send("Answer it", text="Nobody.").status == 200
    with Library(library) as kept, Library(south) as theirs:
        assert [one.detail for one in entries(kept) if one.act == "question"][2:4] == [
            "opened again by nadia: one more thing", "closed by nadia: thank you"
        ]  # fmt: skip
        assert any("closing recalled" in one.detail for one in entries(theirs) if one.act == "recall")


def test_wrong_input_asks_nothing(library: Path, south: Path) -> None:
    with client_of(library) as client:
        page = look(client, "/requests")
        for fields in ({"text": " "}, {"partner": "nobody"}, {"deadline": "soon"}, {"text": "<script>x"},
                       {"text": "=1+1"}):  # fmt: skip
            given = {"partner": "south", "text": "Who?"} | fields
            assert page.send("Ask a partner", **given).status == 422, fields
        assert client.get("/requests.json?all=yes").json() == []
        look(client, "/requests/r-none", 404)
        assert client.post("/requests", data={"partner": "south", "text": "Who?"}).status_code == 403


def test_keys_that_are_sealed_are_told(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library(library) as ours, Library(tmp_path / "south.db") as theirs:
        init(ours, "north", "a long passphrase")
        init(theirs, "south")
        befriend(ours, theirs)
    with client_of(library) as client:
        page = look(client, "/requests")
        assert "RECOUPE_PASSPHRASE" in page.text
        assert page.send("Ask a partner", partner="south", text="Who?").status == 422
        monkeypatch.setenv("RECOUPE_PASSPHRASE", "a long passphrase")
        assert look(client, "/requests").send("Ask a partner", partner="south", text="Who?").status == 200


def test_questions_are_read_where_the_keys_are_lost(library: Path, south: Path) -> None:
    with client_of(library) as client:
        look(client, "/requests").send("Ask a partner", partner="south", text="Who?")
        Path(f"{library}.key").unlink()
        page = look(client, "/requests")
        assert "Who?" in page.follow("Who?").text
        assert "recoupe node init" in page.send("Ask a partner", partner="south", text="And when?").text


def test_nobody_points_at_what_they_may_not_see(library: Path, south: Path) -> None:
    with client_of(library) as client:
        about = account(client)
    with Library(library) as kept:
        set_marking(kept, about, level="RED", to=("user:administrator",), expires=None, why="", by="me")
    with team(library) as bench:
        editor = bench.client("editor")
        page = look(editor, "/requests")
        assert page.send("Ask a partner", partner="south", text="Who?", about=about).status == 422
        boss = bench.client("administrator")
        asked = look(boss, "/requests").send("Ask a partner", partner="south", text="Who?", about=about)
        assert about in asked.text
        assert about not in look(editor, asked.url).text
        assert about not in editor.get("/requests.json").text


def test_the_foot_of_a_page_says_what_leaves_the_machine(library: Path, tmp_path: Path) -> None:
    """Nothing; requests to sites that are watched; or what is shared with partners."""
    with client_of(library) as client, Library(tmp_path / "south.db") as theirs:
        assert "nothing leaves this machine" in look(client, "/").text
        sources = library.with_suffix(".sources.toml")
        sources.write_text(
            'contact = "d@e.org"\n[[source]]\nname = "a"\npage = "https://a.example/"\n', "utf-8"
        )
        assert "but requests to the sites that are watched" in look(client, "/").text
        with Library(library) as ours:
            init(ours, "north")
            init(theirs, "south")
            befriend(ours, theirs)
        page = look(client, "/").text
        assert "nothing leaves" not in page and "what is shared goes to partners" in page
