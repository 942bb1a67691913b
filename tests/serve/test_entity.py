"""The page of a state, body or office holder; names judged by a form; nobody private has one."""

from __future__ import annotations

from pathlib import Path

from browse import client_of, look
from starlette.testclient import TestClient

from recoupe.model import Article, Coded, Entity, Event, Zone
from recoupe.store import Library

BAD = "<script>alert(1)</script>"


def test_what_a_body_did_and_how_it_is_written(client: TestClient) -> None:
    page = look(client, "/entity/MAR.BCIJ")
    assert "dismantled a cell" in page.text
    assert page.follow("accounts").status == 200
    assert "BCIJ" in page.tree.findtext(".//h1/bdi")
    assert look(client, "/entity/MAR").text


def test_the_chronology_leads_there(client: TestClient) -> None:
    assert look(client, "/?body=MAR.BCIJ").follow("Everything about").url.endswith("/entity/MAR.BCIJ")


def test_a_name_is_judged_with_a_reason_and_taken_back(client: TestClient) -> None:
    page = look(client, "/entity/MAR.BCIJ")
    said = page.send("Keep", name=BAD, verdict="same-name", why=BAD)
    assert said.text.count(BAD) >= 2 and not said.tree.xpath("//script[not(@src)]")
    assert BAD not in said.send("Undo").text
    assert page.send("Keep", name="x", verdict="same-name", why="").status == 422
    assert page.send("Keep", name="x", verdict="maybe", why="so").status == 422
    assert page.send("Keep", name="x", identity="nobody-here", why="so").status == 422


def test_an_office_holder_has_a_page_and_another_person_named_there_has_none(tmp_path: Path) -> None:
    text = "Abdelhak Khiame et Zoubir Inventé ont signé un accord."
    event = Event(
        doc="a.txt", span=(0, len(text)), trigger="signé", type="SUPPORT", mode="sign",
        actors=(
            Entity("Abdelhak Khiame", "abdelhak-khiame", "MAR", "COP"),
            Entity("Zoubir Inventé", "zoubir-invente", "MAR", "COP"),
        ),
    )  # fmt: skip
    with Library(tmp_path / "two.db") as library:
        article = Article("a.txt", text, (Zone(0, len(text), "body"),), "x", None, "2021-01-02", "fr")
        library.add(article, Coded("a.txt", "2021-01-02", "fr", (event,)))
    with client_of(tmp_path / "two.db") as client:
        page = look(client, "/entity/abdelhak-khiame")
        assert "about the office only" in page.text
        assert not page.tree.xpath("//a[contains(@href, 'zoubir')]")
        look(client, "/entity/zoubir-invente", 404)


def test_who_is_not_there_and_who_is_private_have_no_page(client: TestClient) -> None:
    for identity in ("FRA.NONE", "someone-private", "%3Cb%3E", "a/b"):
        look(client, f"/entity/{identity}", 404)
