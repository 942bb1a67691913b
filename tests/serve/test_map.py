"""The map: points with a list beside them, a country opening its places."""

from __future__ import annotations

from pathlib import Path

from browse import add, client_of, look

from recoupe.model import Entity, Event, Place

TEXT = "Le BCIJ a démantelé une cellule à Tanger."
BAD = "<svg onload=alert(1)>"


def test_places_are_drawn_listed_and_opened(tmp_path: Path) -> None:
    event = Event(
        doc="a.txt", span=(0, len(TEXT)), trigger="démantelé", type="COERCE", mode="dismantle",
        actors=(Entity("Le BCIJ", "MAR.BCIJ", "MAR", "COP"),),
        where=(Place("Tanger", "MAR"), Place(BAD, "MAR"), Place("ailleurs", BAD)),
    )  # fmt: skip
    add(tmp_path / "map.db", TEXT, event)
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


def test_outlines_lie_where_the_countries_are() -> None:
    from recoupe.serve.shapes import REGIONS, extent, land, shapes

    assert {"MAR", "DZA", "ESH", "FRA", "MLI", "XKX", "PSE"} <= {one.country for one in shapes()}
    morocco = extent("MAR")
    assert morocco and 20 < morocco.south < 29 and 35 < morocco.north < 37 and -18 < morocco.west < -12
    assert extent("MLT") is None  # too small for the data: its point is drawn all the same
    # Every country that a region touches is there once, and a page stays light.
    drawn = land(REGIONS["world"], 2.5)
    assert drawn.count("<path") > 170 and len(drawn) < 60_000
    assert land(REGIONS["maghreb"], 20).count("<path") < 30


def test_a_region_is_shown_and_its_borders_are_explained(tmp_path: Path) -> None:
    event = Event(
        doc="a.txt", span=(0, len(TEXT)), trigger="démantelé", type="COERCE", mode="dismantle",
        where=(Place("Tanger", "MAR"), Place("Paris", "FRA")),
    )  # fmt: skip
    add(tmp_path / "map.db", TEXT, event)
    with client_of(tmp_path / "map.db") as client:
        page = look(client, "/map")
        assert "no position is taken" in page.text and "Western Sahara" in page.text
        sahel = page.follow("Sahel")
        assert len(sahel.tree.xpath("//*[@class='land']")) > 15
        assert "France" in sahel.text and not sahel.tree.xpath("//svg[@class='atlas']//circle")
        assert len(page.follow("Europe").tree.xpath("//svg[@class='atlas']//circle")) == 2
        assert len(look(client, "/map?region=nowhere").tree.xpath("//svg[@class='atlas']//circle")) == 2
