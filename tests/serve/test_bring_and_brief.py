"""Articles brought in by forms, and briefs composed of what they say."""

from __future__ import annotations

import json
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from browse import Seen, client_of, look
from starlette.testclient import TestClient

from recoupe.serve.bring import file_name
from recoupe.store import Library

TEXT = "Le BCIJ a démantelé jeudi à Salé une cellule de cinq membres, a indiqué un communiqué."


def finished(client: TestClient, page: Seen) -> Seen:
    """The page of a job once it is over."""
    end = time.monotonic() + 900
    while "refresh" in page.answer.headers and time.monotonic() < end:
        time.sleep(0.5)
        page = look(client, page.url)
    return page


def test_a_pasted_text_is_read_coded_and_listed(tmp_path: Path) -> None:
    with client_of(tmp_path / "new.db") as client:
        page = look(client, "/").follow("Bring in articles")
        page = page.send(
            "Bring in the text", title="Coup de filet", text=TEXT, outlet="le-fanal", published="2021-03-05"
        )
        page = finished(client, page)
        assert "1 articles added" in page.text
        client.app.state.bench.shelf.settle()  # type: ignore[attr-defined]
        assert "dismantled" in look(client, "/").text
        with Library(tmp_path / "new.db") as library:
            (article,) = library.articles()
    assert (article.outlet, article.published) == ("le-fanal", "2021-03-05")


def test_an_empty_text_is_said(client: TestClient) -> None:
    assert look(client, "/bring-in").send("Bring in the text", text="  ").status == 422


def test_no_file_name_leads_out_of_its_folder() -> None:
    taken: set[str] = set()
    for given in (
        "../../etc/passwd",
        "C:\\x\\..\\boot.txt",
        "--meta",
        ".hidden",
        "a\x00b\n.html",
        "",
        "meta.json",
    ):
        name = file_name(given, taken)
        assert Path(name).name == name and name[0] not in ".-" and name != "meta.json"
        assert name.isprintable()
        taken.add(name)
    assert len(taken) == 7


def brief(client: TestClient) -> Seen:
    ids = [row["account"] for row in client.get("/accounts.json").json()]
    page = look(client, "/briefs/compose?" + "&".join(f"account={one}" for one in ids))
    return page.send("Make the brief", title="On the raid")


def test_a_brief_is_composed_ordered_and_annotated(client: TestClient) -> None:
    page = brief(client)
    assert "On the raid" in page.text and "dismantled a cell" in page.text
    first, second = (li.get("id")[1:] for li in page.tree.xpath("//ol[@class='brief-list']/li"))
    page = page.send("Keep", **{f"note-{second}": "Ask the ministry."})
    assert "Ask the ministry." in page.text
    moved = page.send("↓ down")
    assert [li.get("id")[1:] for li in moved.tree.xpath("//ol[@class='brief-list']/li")] == [second, first]
    left = moved.send("Leave out")
    assert len(left.tree.xpath("//ol[@class='brief-list']/li")) == 1


def test_a_brief_thrown_away_comes_back(client: TestClient) -> None:
    gone = brief(client).send("Throw this brief away")
    assert "On the raid" not in look(client, "/briefs").text
    assert "dismantled a cell" in gone.send("Undo").text
    assert "On the raid" in look(client, "/briefs").text


@pytest.mark.parametrize("name", ["md", "jsonl", "csv", "docx"])
def test_a_brief_is_exported_and_logged(client: TestClient, library: Path, name: str) -> None:
    page = brief(client)
    form = next(f for f in page.tree.forms if f.action.endswith("/export"))
    sent = client.post(form.action, data={**dict(form.form_values()), "format": name})
    assert sent.headers["content-disposition"].startswith("attachment")
    if name == "jsonl":
        assert len([json.loads(line) for line in sent.text.splitlines()]) == 2
    elif name == "md":
        assert "dismantled" in sent.text
    else:
        assert zipfile.ZipFile(BytesIO(sent.content)).namelist()
    from recoupe.store.audit import entries

    with Library(library) as kept:
        assert any(one.act == "disclosure" and name in one.subject for one in entries(kept))
