"""The ledger: counts of one thing by one doer against each other, the broken rule with both quotes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browse import add, client_of, look
from starlette.testclient import TestClient

from recoupe.model import Entity, Figure, When

BAD = "<img src=x onerror=alert(1)>"
# A total since 2015 that falls, as two outlets of our invention tell it.
TOLD = (
    ("one.txt", "le-phare", "2019-12-31", 95, "Le BCIJ a démantelé 95 cellules depuis 2015."),
    ("two.txt", BAD, "2021-03-10", 90, f"Depuis 2015, 90 cellules ont été démantelées par le BCIJ {BAD}."),
)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    path = tmp_path / "ledger.db"
    bcij = Entity("le BCIJ", "MAR.BCIJ", "MAR", "COP")
    for doc, outlet, day, value, text in TOLD:
        figure = Figure(
            doc=doc, span=(0, len(text)), trigger="cellules", measure="cells-dismantled", value=value,
            actors=(bcij,), when=When("depuis 2015", "2015-01-01", day),
        )  # fmt: skip
        add(path, text, figure, outlet=outlet, day=day)
    with client_of(path) as found:
        yield found


def test_a_total_that_falls_is_marked_with_both_quotes(client: TestClient) -> None:
    page = look(client, "/ledger")
    assert "✗ 1" in page.text
    book = page.follow("Cells dismantled")
    assert "BCIJ" in book.text and "95 cellules" in book.text and "90 cellules" in book.text
    assert book.tree.xpath("//svg[.//rect]")
    assert BAD in book.text and not book.tree.xpath("//img")
    assert "95 cellules" in book.follow("le-phare").text
    assert book.follow("account").status == 200


def test_counts_of_other_scopes_are_said_not_to_be_comparable(tmp_path: Path) -> None:
    path = tmp_path / "scopes.db"
    bcij = Entity("le BCIJ", "MAR.BCIJ", "MAR", "COP")
    for doc, start, end, value in (
        ("a.txt", "2015-01-01", "2019-12-31", 55),
        ("b.txt", "2017-01-01", "2021-03-10", 71),
    ):
        text = f"Le BCIJ a démantelé {value} cellules depuis {start[:4]}."
        figure = Figure(
            doc=doc, span=(0, len(text)), trigger="cellules", measure="cells-dismantled", value=value,
            actors=(bcij,), when=When(f"depuis {start[:4]}", start, end),
        )  # fmt: skip
        add(path, text, figure, outlet=doc, day=end)
    with client_of(path) as client:
        book = look(client, "/ledger").follow("Cells dismantled")
        assert "✗" not in book.text
        assert "≁ not comparable: periods that overlap, neither inside the other: 55 | 71" in " ".join(
            book.tree.text_content().split()
        )
        assert "55 cellules" in book.text and "71 cellules" in book.text


def test_it_is_narrowed_by_its_address_and_taken_away(client: TestClient) -> None:
    rows = client.get("/ledger.json?measure=cells-dismantled&doer=MAR.BCIJ&broken=yes").json()
    assert [(row["value"], row["broken"]) for row in rows] == [(95, "yes"), (90, "yes")]
    assert client.get("/ledger.json?measure=attacks").json() == []
    assert len(client.get("/ledger.csv").text.splitlines()) == 3
    assert "No two counts" in look(client, "/ledger?doer=FRA&page=x").text


def test_a_ledger_that_is_not_there(client: TestClient) -> None:
    look(client, "/ledger/of?measure=attacks&doer=x", 404)
    look(client, "/ledger/of", 404)


def test_its_table_is_sorted_by_its_heads(client: TestClient) -> None:
    for head in ("What is counted", "By whom", "Years", "Rule broken", "Documented of claimed"):
        page = look(client, "/ledger").follow(head, within="//thead")
        assert page.tree.xpath(f"//th[@aria-sort]//b[contains(., '{head}')]")
        assert "Cells dismantled" in page.text


def test_whom_we_have_no_id_of_is_named_as_the_articles_write(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    police = Entity("la gendarmerie d'Énerbeau")
    for doc, day, value in (("one.txt", "2019-12-31", 95), ("two.txt", "2021-03-10", 90)):
        text = f"La gendarmerie d'Énerbeau a démantelé {value} cellules depuis 2015."
        figure = Figure(
            doc=doc, span=(0, len(text)), trigger="cellules", measure="cells-dismantled", value=value,
            actors=(police,), when=When("depuis 2015", "2015-01-01", day),
        )  # fmt: skip
        add(path, text, figure, outlet="le-phare", day=day)
    with client_of(path) as client:
        page = look(client, "/ledger")
        assert page.tree.xpath('//td[contains(., "la gendarmerie d’Énerbeau")]')
        assert page.tree.xpath('//option[contains(., "la gendarmerie d’Énerbeau")]')
        assert "d’Énerbeau" in page.follow("Cells dismantled").tree.findtext(".//h1")
