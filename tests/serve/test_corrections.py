"""What a person puts right shows in the account, with who and when, the original kept, and can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from browse import Seen, client_of, look
from starlette.testclient import TestClient

from recoupe.model import Article, Coded, Entity, Event, Figure, Place, When, Zone
from recoupe.store import Library

ONE = "Le BCIJ a démantelé une cellule de six membres à Tanger le 4 mars 2021."
TWO = "La DGST a arrêté un suspect à Rabat le 9 mai 2021."


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    def zones(text: str) -> tuple[Zone, ...]:
        return (Zone(0, len(text), "body"),)

    raid = Event(
        doc="a.txt", span=(0, len(ONE)), trigger="démantelé", type="COERCE", mode="dismantle",
        actors=(Entity("Le BCIJ", "MAR.BCIJ", "MAR", "COP"),), where=(Place("Tanger", "MAR"),),
        when=When("le 4 mars 2021", "2021-03-04", "2021-03-04"),
    )  # fmt: skip
    six = Figure(
        doc="a.txt", span=(0, len(ONE)), trigger="six membres", measure="members", value=6,
        actors=(Entity("Le BCIJ", "MAR.BCIJ", "MAR", "COP"),),
        when=When("le 4 mars 2021", "2021-03-04", "2021-03-04"),
    )  # fmt: skip
    arrest = Event(
        doc="b.txt", span=(0, len(TWO)), trigger="arrêté", type="COERCE", mode="arrest",
        actors=(Entity("La DGST", "MAR.DGST", "MAR", "SPY"),), where=(Place("Rabat", "MAR"),),
        when=When("le 9 mai 2021", "2021-05-09", "2021-05-09"),
    )  # fmt: skip
    with Library(tmp_path / "press.db") as library:
        for doc, text, said in (("a.txt", ONE, (raid, six)), ("b.txt", TWO, (arrest,))):
            article = Article(doc, text, zones(text), "Le Fanal", None, "2021-05-10", "fr")
            library.add(article, Coded(doc, "2021-05-10", "fr", said))
    return client_of(tmp_path / "press.db")


def first(client: TestClient, address: str = "/") -> Seen:
    """The first account of a list."""
    return look(client, look(client, address).tree.xpath("//article//h3/a/@href")[0])


def row(page: Seen, field: str) -> str:
    found = page.tree.xpath(f"//table[contains(@class, 'matrix')]//tr[th[normalize-space()='{field}']]")
    return " ".join(found[0].text_content().split())


def wrong(page: Seen, value: str, instead: str) -> Seen:
    return page.send("Set this value aside", value=value, instead=instead, why="I asked the spokesman")


def test_a_date_on_the_account_page_and_back(client: TestClient) -> None:
    page = first(client)
    page = wrong(page, "when=2021-03-04", "2 April 2021")
    assert "2 Apr 2021" in page.tree.xpath("string(//p[contains(@class,'crumbs')])")
    when = row(page, "When")
    assert "put right by nadia, 20" in when and "I asked the spokesman" in when
    assert page.tree.xpath("//table[contains(@class,'matrix')]//s[contains(.,'4 Mar')]")  # kept, struck out
    listed = look(client, "/?from=2021-04&to=2021-04")
    assert "dismantled" in listed.text and "2 Apr" in listed.text
    assert "dismantled" not in look(client, "/?from=2021-03&to=2021-03").text
    back = page.send("Undo")
    assert "put right by" not in back.text and "4 Mar 2021" in back.text
    assert "dismantled" in look(client, "/?from=2021-03&to=2021-03").text


@pytest.mark.parametrize(
    ("value", "instead", "field", "shown", "listed", "where"),
    [
        ("actors=MAR.BCIJ", "la DGSN", "Who", "DGSN", "DGSN", "/?body=MAR.DGSN"),
        (
            "what=COERCE: dismantle",
            "arrests",
            "What",
            "arrest",
            "arrested",
            "/?mode=COERCE/arrest&place=Tanger",
        ),
        ("where=Tanger", "Tétouan", "Where", "Tétouan", "Tétouan", "/?place=Tétouan"),
        ("status=asserted", "denied", "Certainty", "", "", "/?status=negated"),
    ],
)
def test_any_field_on_the_account_page(
    client: TestClient, value: str, instead: str, field: str, shown: str, listed: str, where: str
) -> None:
    page = wrong(first(client), value, instead)
    name = next(v for v in page.tree.xpath("//table[contains(@class,'matrix')]//tr") if "put right" in
                v.text_content())  # fmt: skip
    assert shown.lower() in name.text_content().lower()
    assert name.xpath(".//s")
    found = look(client, where)
    assert found.tree.xpath("count(//article[contains(@class,'acc')])") == 1
    assert listed.lower() in found.text.lower()


def test_a_count_in_review(client: TestClient) -> None:
    page = look(client, "/review/1-1")
    page.send("Keep the correction", value="12", bound="min")
    count = look(client, "/?kind=figure")
    assert "12" in count.text
    account = first(client, "/?kind=figure")
    assert "12" in account.text and "put right by nadia" in account.text
    reviewed = look(client, "/review")
    reviewed.send("Undo")
    assert "put right by" not in look(client, account.url).text


def test_what_cannot_be_read_or_changes_nothing_is_refused(client: TestClient) -> None:
    page = first(client)
    for value, instead, told in (
        ("when=2021-03-04", "yesterday", "no day, month, year or period"),
        ("what=COERCE: dismantle", "NONSENSE", "nothing that can be coded"),
        ("when=2021-03-04", "2021-03-04", "already"),
        ("status=asserted", "perhaps", "does not hold together"),
    ):
        refused = wrong(page, value, instead)
        assert refused.status == 422 and told in refused.text
    assert "put right by" not in look(client, page.url).text


def test_hostile_words_run_nothing(client: TestClient) -> None:
    page = wrong(first(client), "actors=MAR.BCIJ", "<script>alert(1)</script>")
    for address in (page.url, "/", "/?kind=figure"):
        assert "<script>alert" not in client.get(address).text
