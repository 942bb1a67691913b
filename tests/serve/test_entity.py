"""The page of a state, body or office holder; names judged by a form; nobody private has one."""

from __future__ import annotations

from pathlib import Path

from browse import add, client_of, look
from starlette.testclient import TestClient

from recoupe.model import Entity, Event

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
    add(tmp_path / "two.db", text, event)
    with client_of(tmp_path / "two.db") as client:
        page = look(client, "/entity/abdelhak-khiame")
        assert "about the office only" in page.text
        assert not page.tree.xpath("//a[contains(@href, 'zoubir')]")
        look(client, "/entity/zoubir-invente", 404)


def test_who_is_not_there_and_who_is_private_have_no_page(client: TestClient) -> None:
    for identity in ("FRA.NONE", "someone-private", "%3Cb%3E", "a/b"):
        look(client, f"/entity/{identity}", 404)


def test_who_is_named_is_a_link_away(client: TestClient) -> None:
    account = look(client, "/").follow("dismantled a cell")
    assert "dismantled a cell" in account.follow("BCIJ", within="//p[contains(@class, 'who-is')]").text
    assert (
        look(client, "/article/1").link("Morocco", within="//p[contains(@class, 'who-is')]") == "/entity/MAR"
    )


def test_every_account_is_reached_from_page_to_page(tmp_path: Path) -> None:
    text = "Le BCIJ a démantelé une cellule à Tanger."
    for n in range(30):
        event = Event(
            doc=f"{n}.txt", span=(0, len(text)), trigger="démantelé", type="COERCE", mode="dismantle",
            actors=(Entity("Le BCIJ", "MAR.BCIJ", "MAR", "COP"),),
        )  # fmt: skip
        add(
            tmp_path / "many.db",
            text.replace("Tanger", f"Tanger {n}"),
            event,
            outlet=f"o{n}",
            day=f"20{n + 10}-01-02",
        )
    with client_of(tmp_path / "many.db") as client:
        first = look(client, "/entity/MAR.BCIJ")
        second = first.follow("Next")
        links = [set(page.tree.xpath("//article//h3/a/@href")) for page in (first, second)]
        assert len(links[0] | links[1]) == len(client.get("/accounts.json?body=MAR.BCIJ").json()) == 30
        assert second.link("Previous")
        look(client, "/entity/MAR.BCIJ?page=999")


def test_a_body_that_every_state_has_is_called_what_it_is(tmp_path: Path) -> None:
    text = "La justice marocaine et le parlement portugais ont signé un accord."
    event = Event(
        doc="a.txt", span=(0, len(text)), trigger="signé", type="SUPPORT", mode="sign",
        actors=(
            Entity("La justice marocaine", "MAR.JUD", "MAR", "JUD"),
            Entity("le parlement portugais", "PRT.PARL", "PRT", "LEG"),
        ),
    )  # fmt: skip
    add(tmp_path / "two.db", text, event)
    with client_of(tmp_path / "two.db") as client:
        assert "judiciary (Morocco)" in look(client, "/").text
        page = look(client, "/entity/MAR.JUD")
        assert "Judiciary (Morocco)" in page.text and "parliament (Portugal)" in page.text
        assert "MAR.JUD" not in page.text
        assert "Justice (Maroc)" in look(client, "/entity/MAR.JUD?lang=fr").text
