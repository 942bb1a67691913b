"""The map: points with a list beside them, a country opening its places."""

from __future__ import annotations

from pathlib import Path

from browse import client_of, look

from recoupe.model import Article, Coded, Entity, Event, Place, Zone
from recoupe.store import Library

TEXT = "Le BCIJ a démantelé une cellule à Tanger."
BAD = "<svg onload=alert(1)>"


def test_places_are_drawn_listed_and_opened(tmp_path: Path) -> None:
    event = Event(
        doc="a.txt", span=(0, len(TEXT)), trigger="démantelé", type="COERCE", mode="dismantle",
        actors=(Entity("Le BCIJ", "MAR.BCIJ", "MAR", "COP"),),
        where=(Place("Tanger", "MAR"), Place(BAD, "MAR"), Place("ailleurs", BAD)),
    )  # fmt: skip
    with Library(tmp_path / "map.db") as library:
        article = Article("a.txt", TEXT, (Zone(0, len(TEXT), "body"),), "x", None, "2021-01-02", "fr")
        library.add(article, Coded("a.txt", "2021-01-02", "fr", (event,)))
    with client_of(tmp_path / "map.db") as client:
        page = look(client, "/map")
        assert not page.tree.xpath("//*[@onload]")
        inside = page.follow("Morocco", within="//table")
        assert "Tang" in inside.text and inside.tree.xpath("//svg[@class='atlas']//circle")
        assert "dismantled" in inside.follow("1", within="//table").text
        row = next(r for r in client.get("/map.json?country=MAR").json() if r["place"].startswith("Tang"))
        assert 35 < row["latitude"] < 36.5 and row["accounts"] == 1
        assert "No account names" in look(client, "/map?from=1990&to=1991").text
        assert client.get("/map.csv").text.lstrip("\ufeff").startswith("place,country,")
