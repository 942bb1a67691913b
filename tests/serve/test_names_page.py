"""Names that may be one are offered, decided with a reason, and taken back; nothing is merged by likeness."""

from __future__ import annotations

from pathlib import Path

import pytest
from browse import add, client_of, look
from starlette.testclient import TestClient

from recoupe.model import Entity, Event

BAD = "<script>alert(1)</script>"


@pytest.fixture
def written(tmp_path: Path) -> TestClient:
    """A library that writes one man in two ways."""
    for doc, name in (("a.txt", "Zoubir Khulaifi"), ("b.txt", "Zoubir Khelaifi")):
        text = f"{name} a signé un accord à Rabat."
        event = Event(
            doc=doc, span=(0, len(text)), trigger="signé", type="SUPPORT", mode="sign",
            actors=(Entity(name, None, "MAR", "COP"),),
        )  # fmt: skip
        add(tmp_path / "press.db", text, event, outlet=doc[0])
    return client_of(tmp_path / "press.db")


def test_a_pair_is_offered_with_what_speaks_for_it_and_where_it_stands(written: TestClient) -> None:
    page = look(written, "/names")
    assert "1 pair" in page.text and "same consonants" in page.text
    assert "Zoubir Khelaifi" in page.follow("Zoubir Khelaifi").text  # the search
    (row,) = written.get(page.link("JSON")).json()
    assert {row["left"], row["right"]} == {"Zoubir Khulaifi", "Zoubir Khelaifi"}
    assert look(written, "/review").follow("names that may be one").url.endswith("/names")


@pytest.mark.parametrize("button", ["They are one", "They are two"])
def test_it_is_decided_with_a_reason_and_taken_back(written: TestClient, button: str) -> None:
    page = look(written, "/names")
    assert page.send(button, why="").status == 422
    done = page.send(button, why=BAD)
    assert "0 pairs" in done.text and BAD in done.text and not done.tree.xpath("//script[not(@src)]")
    back = done.send("Undo")
    assert "1 pair" in back.text and BAD not in back.text


def test_two_names_of_ones_own_choice(written: TestClient) -> None:
    page = look(written, "/names")
    forms = [form for form in page.tree.forms if form.action == "/names/judge"]
    data = dict(forms[-1].form_values()) | {"a": "le bureau", "b": "MAR.BCIJ", "why": "so they call it"}
    answer = written.post("/names/judge", data={**data, "verdict": "same-name"})
    assert "le bureau · MAR.BCIJ" in " ".join(answer.text.split())
    assert written.post("/names/judge", data={**data, "verdict": "undo", "number": "9"}).status_code == 422
    assert written.post("/names/judge", data={**data, "verdict": "maybe"}).status_code == 422
