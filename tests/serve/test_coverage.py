"""Coverage: states by fields, each cell opening as many accounts as it counts; groupings of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from browse import look
from starlette.testclient import TestClient

OWN = """
mine:
  name: {en: "<b>Raids</b>"}
  fields:
    raids: {name: {en: Raids}, of: [{mode: [COERCE/dismantle]}]}
    rest: {name: {en: Rest}, of: [{type: [COERCE], context: [cyber]}]}
"""


@pytest.mark.parametrize("grouping", ["fields", "un-strategy", "hague-marrakech"])
def test_a_cell_opens_the_accounts_it_counts(client: TestClient, grouping: str) -> None:
    page = look(client, f"/coverage?by={grouping}")
    cells = page.tree.xpath("//td[contains(@class, 'n')]/a")
    assert cells
    for cell in cells:
        href = cell.get("href").replace("/?", "/accounts.json?", 1)
        assert len(client.get(href).json()) == int(cell.text_content())


def test_a_period_and_a_table_to_take_away(client: TestClient) -> None:
    assert client.get("/coverage.json?from=1990&to=1991").json() == []
    rows = client.get("/coverage.json").json()
    assert any(row["state"] == "MAR" and row["all"] for row in rows)
    assert client.get("/coverage.csv").text.lstrip("\ufeff").startswith("state,name,intelligence,")
    look(client, "/coverage?by=none&from=soon&all=states&field=x")


def test_a_file_beside_the_library_takes_over(library: Path, client: TestClient) -> None:
    own = library.with_suffix(".coverage.yaml")
    own.write_text(OWN)
    page = look(client, "/coverage")
    assert "<b>Raids</b>" in page.text and not page.tree.xpath("//main//b")
    opened = page.follow("1", within="//td[1]")
    assert "field=mine.raids" in opened.url and "dismantled a cell" in opened.text
    assert "field" not in opened.follow("Raids").url


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("mine: [", "expected"),
        ("mine: {name: {en: x}}", "fields"),
        ("{}", "no groupings"),
        ("m: {name: {}, fields: {a: {name: {}, of: [{place: [x]}]}}}", "type, mode or context"),
    ],
)
def test_a_bad_file_is_told_and_the_rest_goes_on(
    library: Path, client: TestClient, text: str, told: str
) -> None:
    library.with_suffix(".coverage.yaml").write_text(text)
    assert told in look(client, "/coverage", 422).text
    look(client, "/")


def test_fields_are_edited_tried_first_and_put_back(library: Path, client: TestClient) -> None:
    page = look(client, "/coverage").follow("Change them")
    assert "intelligence:" in page.text and "COERCE/dismantle" in page.text
    mine = page.send("Keep", text=OWN)
    assert "Raids" in mine.text and "Intelligence" not in mine.text
    again = mine.follow("Change them")
    assert "Intelligence" in again.send("Undo").text
    assert "Raids" in again.send("Undo").text  # and there again
    for text, told in (
        (OWN.replace("dismantle", "dismentle"), "no mode is called COERCE/dismentle"),
        ("m: &a {name: {}, fields: {}}\nn: *a", "alias"),
        ("m.n: {name: {}, fields: {a: {name: {}, of: [{type: [AID]}]}}}", "letters, digits"),
        ("<script>alert(1)</script>", "compare it"),
    ):
        wrong = again.send("Keep", text=text)
        assert wrong.status == 422 and told in wrong.text and text.split()[0] in wrong.text
        assert not wrong.tree.xpath("//main//script")
    assert library.with_suffix(".coverage.yaml").read_text().strip() == OWN.strip()
    assert "Intelligence" in again.send("Back to the fields that come with recoupe").text
    assert not library.with_suffix(".coverage.yaml").exists()
