"""Sources: who tells first, who relays whom, and the reliability that a user sets and takes back."""

from __future__ import annotations

from browse import look
from starlette.testclient import TestClient


def test_every_outlet_is_listed_with_what_it_tells(client: TestClient) -> None:
    rows = client.get("/sources.json").json()
    page = look(client, "/sources")
    assert rows and all(row["outlet"].split()[0] in page.text for row in rows)
    assert all(row["first"] <= row["shared"] <= row["accounts"] for row in rows)
    assert client.get("/sources.csv").text.lstrip("\ufeff").startswith("outlet,")


def test_reliability_is_set_with_a_reason_and_taken_back(client: TestClient) -> None:
    outlet = client.get("/sources.json").json()[0]["outlet"]
    bad = "<script>alert(1)</script>"
    page = look(client, "/sources").send("Keep", letter="B", why=bad)
    assert page.status == 200 and bad in page.text
    assert not page.tree.xpath("//script[not(@src)]")
    row = next(r for r in client.get("/sources.json").json() if r["outlet"] == outlet)
    assert (row["reliability"], row["by"], row["why"]) == ("B", "nadia", bad)
    page.send("Undo")
    assert all(r["reliability"] is None for r in client.get("/sources.json").json())


def test_a_letter_and_a_reason_are_needed(client: TestClient) -> None:
    page = look(client, "/sources")
    assert page.send("Keep", letter="Z", why="so").status == 422
    assert page.send("Keep", letter="A", why=" ").status == 422
    assert page.send("Keep", letter="A", why="so", outlet="none such").status == 422


def test_orders_and_pages_that_are_none_are_passed_over(client: TestClient) -> None:
    for query in ("sort=lag", "sort=relayed", "sort=x&page=-1", "page=999999"):
        look(client, f"/sources?{query}")
    assert isinstance(client.get("/relays.json").json(), list)
    assert client.get("/relays.csv").status_code == 200
    assert "Titre" in client.get("/sources?lang=fr").text
