"""The chronology: what is listed, how it is narrowed, and what can be taken away."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from browse import add, client_of, fill, look
from starlette.testclient import TestClient

from recoupe.model import Entity, Event, When


def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    with client_of(tmp_path / "new.db") as client:
        page = look(client, "/")
    assert "Nothing to cross-check yet" in page.text
    assert page.link("Bring in articles") == "/bring-in"


def test_accounts_by_date_with_their_disagreements(client: TestClient) -> None:
    page = look(client, "/")
    assert "2021" in page.text
    assert "dismantled a cell" in page.text
    assert "when: cannot be reconciled" in page.text


def test_a_facet_narrows_and_is_taken_off_again(client: TestClient) -> None:
    page = look(client, "/").follow("BCIJ", within="//aside")
    assert "body=MAR.BCIJ" in page.url
    back = page.follow("Body BCIJ")
    assert "body" not in back.url


def test_every_state_is_in_the_address(client: TestClient) -> None:
    assert "No account passes" in look(client, "/?from=2019&to=2019").text
    inside = look(client, "/?from=2021-03&to=2021-03&disputed=any")
    assert "dismantled" in inside.text
    assert "Mar 2021" in inside.text


def test_what_is_not_understood_in_an_address_is_passed_over(client: TestClient) -> None:
    look(client, "/?from=soon&to=2021-13&page=-4&grade=&kind=nothing&order=%00")


def test_csv_and_json_are_the_list(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/accounts.csv?disputed=any").text.lstrip("\ufeff"))))
    assert rows == [
        {k: str(v) for k, v in row.items()} for row in client.get("/accounts.json?disputed=any").json()
    ]
    assert len(rows) == 1 and rows[0]["disputed"] == "when"


def test_a_search_is_kept_forgotten_and_kept_again(client: TestClient) -> None:
    kept = look(client, "/?disputed=any").send("Keep", name="quarrels")
    assert "disputed=any" in kept.url
    assert look(client, "/").link("quarrels") == "/?disputed=any"
    gone = look(client, "/").send("×")
    assert "no longer kept" in gone.text
    assert "disputed=any" in gone.url
    assert gone.send("Undo").link("quarrels") == "/?disputed=any"


def test_counts_come_when_asked_for(client: TestClient) -> None:
    assert "90 cells dismantled" not in look(client, "/").text
    assert "90 cells dismantled" in look(client, "/?kind=figure").text


def test_in_french(library: Path) -> None:
    with client_of(library) as client:
        page = look(client, "/").send("Français")
    assert "Chronologie" in page.text
    assert "a démantelé une cellule" in page.text


def test_what_is_added_later_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "press.db"
    with client_of(path) as client:
        assert "Nothing to cross-check yet" in look(client, "/").text
        fill(path)
        client.app.state.bench.shelf.settle()  # type: ignore[attr-defined]
        assert "dismantled a cell" in look(client, "/").text


def test_a_library_made_before_the_workbench_is_opened_and_listed(library: Path) -> None:
    import sqlite3

    with sqlite3.connect(library) as connection:
        for name in ("shown", "unshown", "term", "saved", "draft", "review", "found", "foundto"):
            connection.execute(f"DROP TABLE IF EXISTS {name}")
        for name in ("account_made", "account_gone"):
            connection.execute(f"DROP TRIGGER IF EXISTS {name}")
        connection.execute("ALTER TABLE joined DROP COLUMN rules")
        connection.execute("PRAGMA user_version = 6")
    connection.close()
    with client_of(library) as client:
        assert "dismantled a cell" in look(client, "/").text
        assert "démantelé" in look(client, "/search?q=cellule").text


@pytest.mark.parametrize(
    ("when", "says"),
    [
        (When("depuis 2002", "2002-01-01", None), "since 2002"),
        (When("depuis janvier 2002", "2002-01-01", None), "since Jan 2002"),
        (When("avant la fin de 2021", None, "2021-12-31"), "by the end of 2021"),
        (When("d'ici mars 2021", None, "2021-03-31"), "by Mar 2021"),
    ],
)
def test_a_time_without_a_beginning_or_an_end_is_said_as_it_is_written(
    tmp_path: Path, when: When, says: str
) -> None:
    path = tmp_path / "press.db"
    text = f"Le Maroc forme des officiers {when.text}."
    event = Event(
        doc="one.txt", span=(0, len(text)), trigger="forme", type="MOBILIZE", when=when,
        actors=(Entity("Le Maroc", "MAR", "MAR"),),
    )  # fmt: skip
    add(path, text, event, day="2020-05-04")
    with client_of(path) as client:
        assert says in look(client, "/").text
        assert says in look(client, "/entity/MAR").text


def test_a_count_up_to_its_article_is_said_to_be_since(client: TestClient) -> None:
    assert "since 2015" in look(client, "/?kind=figure").tree.xpath("string(//p[@class='when'])")


def test_a_few_accounts_long_ago_do_not_squeeze_the_years_of_the_others(tmp_path: Path) -> None:
    path = tmp_path / "press.db"
    text = "Le Maroc forme des officiers."
    days = ["1961-05-04", *(f"{year}-03-{1 + n:02}" for year in range(2005, 2022) for n in range(2))]
    for n, day in enumerate(days):
        event = Event(
            doc=f"{n}.txt", span=(0, len(text)), trigger="forme", type="MOBILIZE",
            actors=(Entity("Le Maroc", "MAR", "MAR"),), when=When(day, day, day),
        )  # fmt: skip
        add(path, text, event, outlet=f"o{n}", day=day)
    with client_of(path) as client:
        page = look(client, "/")
        bars = page.tree.xpath("//svg//a/@href")
        assert len(bars) == 18  # one for all that is earlier, one for each year
        assert "before 2005" in page.tree.xpath("string(//section[@class='when-chart']//svg)")
        assert page.follow("1961-01-01 – 2004-12-31", within="//table").url.endswith(bars[0])
        earlier = look(client, bars[0])
        assert "1 account" in earlier.text and "before 2005" not in earlier.text
        rows = list(csv.DictReader(io.StringIO(client.get("/over-time.csv").text.lstrip("\ufeff"))))
        assert (rows[0]["first"], rows[0]["last"], rows[0]["accounts"]) == ("1961-01-01", "2004-12-31", "1")
        # Whoever asks for the whole period is shown it.
        assert "before 2005" not in look(client, "/?from=1961&to=2021").tree.xpath("string(//svg)")
