"""The network: pairs that stand in one account, the same picture each time, a list beside it."""

from __future__ import annotations

from pathlib import Path

from browse import add, client_of, look

from recoupe.model import Entity, Event, When

TEXT = "Le Maroc et l’Espagne ont signé un accord."
BAD = "X.<svg onload=alert(1)>"


def test_a_pair_is_drawn_listed_and_taken_away(tmp_path: Path) -> None:
    event = Event(
        doc="a.txt", span=(0, len(TEXT)), trigger="signé", type="SUPPORT", mode="sign",
        actors=(
            Entity("Le Maroc", "MAR", "MAR"), Entity("l’Espagne", "ESP", "ESP"), Entity(BAD, BAD, "MAR"),
            Entity("le BCIJ", "MAR.BCIJ", "MAR"),
        ),
    )  # fmt: skip
    add(tmp_path / "net.db", TEXT, event)
    with client_of(tmp_path / "net.db") as client:
        rows = client.get("/network.json").json()
        assert [({row["a"], row["b"]}, row["accounts"], row["origins"]) for row in rows] == [
            ({"MAR", "ESP"}, 1, 1)
        ]
        page = look(client, "/network")
        assert len(page.tree.xpath("//svg[@class='net']/circle")) == 2
        assert page.follow("Morocco", within="//table").status == 200
        assert client.get("/network").text == client.get("/network").text
        bodies = client.get("/network?of=body").text
        assert "<svg onload" not in bodies
        assert "No two are named" in look(client, "/network?from=1990&to=1991&of=x").text
        assert client.get("/network.csv").text.lstrip("\ufeff").startswith("a,a_name,")


def test_over_time_a_bar_leads_into_its_own_period_and_a_pair_to_its_accounts(tmp_path: Path) -> None:
    text = "Le Maroc et l’Espagne ont signé un accord."
    for n, (who, day) in enumerate((("ESP", "2019-03-04"), ("ESP", "2021-05-06"), ("PRT", "2023-02-07"))):
        event = Event(
            doc=f"{n}.txt", span=(0, len(text)), trigger="signé", type="SUPPORT", mode="sign",
            actors=(Entity("Le Maroc", "MAR", "MAR"), Entity(who, who, who)),
            when=When(day, day, day),
        )  # fmt: skip
        add(tmp_path / "net.db", text, event, outlet=f"o{n}", day=day)
    with client_of(tmp_path / "net.db") as client:
        page = look(client, "/network")
        assert len(page.tree.xpath("//table//svg[@class='spark']")) == 2
        bars = page.tree.xpath("//section[@class='when-chart']//a/@href")
        assert bars and all(href.startswith("/network?") for href in bars)
        first = look(client, bars[0])
        assert "1 pair" in first.text and "Portugal" not in first.text
        assert "Portugal" in first.follow("wider").follow("wider").text  # by way of the year
        pair = next(row for row in page.tree.xpath("//table/tbody/tr") if "Portugal" in row.text_content())
        accounts = look(client, pair.xpath("td[@class='n']/a/@href")[0])
        assert "1 account" in accounts.text and "with=PRT" in accounts.url
