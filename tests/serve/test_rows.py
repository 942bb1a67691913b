"""Every table is taken away as CSV and as JSON, with the same rows."""

from __future__ import annotations

import csv
import io
import re

from browse import look
from starlette.testclient import TestClient

TWO = "/accounts.json?kind=event&kind=figure"


def tables(client: TestClient) -> list[str]:
    """The addresses of all tables, without their ending."""
    account = client.get(TWO).json()[0]["account"]
    other = client.get(TWO).json()[1]["account"]
    found = [
        re.sub(r"\{number:int\}", "1", route.path).replace(".{form:str}", ".")
        for route in client.app.routes  # type: ignore[attr-defined]
        if "{form:str}" in route.path
    ]
    queries = {"/compare.": f"?a={account}&b={other}", "/search.": "?q=cellule", "/deeds.": "?of=MAR"}
    queries["/with-whom."] = "?of=MAR"
    return [f"{path}{{}}{queries.get(path, '')}" for path in found]


def test_each_has_the_same_rows_in_both(client: TestClient) -> None:
    every = tables(client)
    assert len(every) > 12
    for address in every:
        answer = client.get(address.format("csv"))
        assert answer.status_code == 200, address
        rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
        assert len(rows) == len(client.get(address.format("json")).json()), address
        assert client.get(address.format("xml")).status_code == 404, address


def test_the_pages_of_an_account_and_of_two_compared_lead_to_theirs(client: TestClient) -> None:
    page = look(client, "/?disputed=any").follow("dismantled a cell")
    rows = list(csv.DictReader(io.StringIO(client.get(page.link("CSV")).text.lstrip("\ufeff"))))
    assert {row["account"] for row in rows} == {page.url.rsplit("/", 1)[1]}
    assert len([row for row in rows if row["field"] == "when"]) > 1
    both = [one["account"] for one in client.get(TWO).json()[:2]]
    compared = look(client, f"/compare?a={both[0]}&b={both[1]}")
    assert {row["account"] for row in client.get(compared.link("JSON")).json()} == set(both)
    assert client.get("/compare.csv?a=A-aaaaaaaaaaaa&b=x").status_code == 404


def test_what_an_article_says_and_what_was_set_aside_in_it(client: TestClient) -> None:
    page = look(client, "/article/1")
    rows = list(csv.DictReader(io.StringIO(client.get(page.link("CSV")).text.lstrip("\ufeff"))))
    assert rows and "démantelé" in rows[0]["quote"] and rows[0]["account"].startswith("A-")
    assert "dismantled" in rows[0]["says"]
    for table in ("aside", "stated"):
        assert isinstance(client.get(f"/article/1/{table}.json").json(), list)
    assert client.get("/article/999.csv").status_code == 404
