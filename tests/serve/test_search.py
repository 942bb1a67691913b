"""Full-text search: the words of three languages in any form, phrases, fields, and what is marked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browse import client_of, look
from starlette.testclient import TestClient

from recoupe.model import Article, Coded, Entity, Event, Zone
from recoupe.store import Library

TEXTS = {
    "fr.txt": ("fr", "Démantèlement à Oued-Zem", "Deux cellules ont été démantelées jeudi, selon l’armée."),
    "en.txt": ("en", "Training begins", "Officers were trained in border controls by the agency."),
    "ar.txt": ("ar", "بلاغ", "أعلنت الوزارة تفكيك خليّة إرهابية في المدينة."),
    "sport.txt": ("fr", "Derby", "Le derby des cellules souches, un jeu de mots."),
}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    path = tmp_path / "search.db"
    with Library(path) as library:
        for doc, (language, title, body) in TEXTS.items():
            text = f"{title}\n{body}"
            zones = (Zone(0, len(title), "title"), Zone(len(title) + 1, len(text), "body"))
            said = ()
            if doc == "fr.txt":
                start = text.index("Deux")
                said = (
                    Event(
                        doc=doc, span=(start, len(text)), trigger="démantelées", type="COERCE",
                        mode="dismantle", actors=(Entity("le BCIJ", "MAR.BCIJ", "MAR", "COP"),),
                    ),
                )  # fmt: skip
            library.add(
                Article(doc, text, zones, f"journal-{doc[:2]}", None, "2022-05-04", language),
                Coded(doc, None, language, said),
            )
    with client_of(path) as found:
        yield found


def docs(client: TestClient, q: str, **more: str) -> set[str]:
    return {row["doc"] for row in client.get("/search.json", params={"q": q, **more}).json()}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("démanteler", {"fr.txt"}),
        ("DEMANTELEES", {"fr.txt"}),
        ("cellule", {"fr.txt", "sport.txt"}),
        ("cellule -derby", {"fr.txt"}),
        ("training officer", {"en.txt"}),
        ("controls", {"en.txt"}),
        ("خلية", {"ar.txt"}),
        ("ارهابيه", {"ar.txt"}),
        ("المدينه", {"ar.txt"}),
        ('"cellules ont été"', {"fr.txt"}),
        ('"cellules été"', set()),
        ("« cellules souches »", {"sport.txt"}),
        ("derby OR officers", {"sport.txt", "en.txt"}),
        ("title:démantèlement", {"fr.txt"}),
        ("title:cellules", set()),
        ("said:BCIJ", {"fr.txt"}),
        ("said:dismantled", {"fr.txt"}),
        ("outlet:journal-en", {"en.txt"}),
        ("offic*", {"en.txt"}),
        ("armée", {"fr.txt"}),
    ],
)
def test_what_is_found(client: TestClient, typed: str, found: set[str]) -> None:
    assert docs(client, typed) == found


def test_the_words_are_marked(client: TestClient) -> None:
    page = look(client, "/search?q=cellule+d%C3%A9manteler")
    marks = [m.text_content() for m in page.tree.iter("mark")]
    assert "cellules" in marks and "démantelées" in marks
    arabic = look(client, "/search?q=%D8%AE%D9%84%D9%8A%D8%A9")
    assert [m.text_content() for m in arabic.tree.iter("mark")] == ["خليّة"]


def test_what_is_said_there_leads_to_its_account(client: TestClient) -> None:
    assert "BCIJ" in look(client, "/search?q=cellules").follow("BCIJ").text


@pytest.mark.parametrize(
    "typed",
    ['"', "-", "AND", "OR", "*", "a:b:c", "title:", "NEAR(", "') --", '""', "x" * 2000, "{title}", "\x00"],
)
def test_nothing_typed_is_a_mistake(client: TestClient, typed: str) -> None:
    assert client.get("/search", params={"q": typed}).status_code == 200


def test_bounds_and_order(client: TestClient) -> None:
    assert docs(client, "cellule", language="ar") == set()
    assert docs(client, "cellule", to="2020") == set()
    assert look(client, "/search?q=cellule").follow("Newest first").text.count("journal-") >= 2
