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
        assert "1 article added" in page.text
        (job,) = client.get("/bring-in.json").json()
        assert (job["name"], job["state"], job["added"]) == ("Coup de filet", "done", 1)
        client.app.state.bench.shelf.settle()  # type: ignore[attr-defined]
        assert "dismantled" in look(client, "/").text
        with Library(tmp_path / "new.db") as library:
            (article,) = library.articles()
    assert (article.outlet, article.published) == ("le-fanal", "2021-03-05")


def test_files_with_what_is_known_of_them(tmp_path: Path) -> None:
    known = {"raid de Salé.txt": {"outlet": "le-fanal", "published": "2021-03-05"}}
    with client_of(tmp_path / "new.db") as client:
        page = look(client, "/bring-in")
        form = next(one for one in page.tree.forms if one.action.endswith("/files"))
        files = [
            ("files", ("press/raid de Salé.txt", TEXT.encode())),
            ("files", ("other.txt", f"{TEXT} Un agent a été blessé.".encode())),
            ("files", ("press/meta.json", json.dumps(known).encode())),
        ]
        data = dict(form.form_values()) | {"outlet": "la-rade"}
        wrong = [*files[:2], ("files", ("meta.json", b"[]"))]
        refused = client.post(form.action, data=data, files=wrong)
        assert refused.status_code == 422 and "meta.json" in refused.text and "/tmp" not in refused.text
        page = finished(client, look(client, str(client.post(form.action, data=data, files=files).url)))
        assert "2 articles added" in page.text
    with Library(tmp_path / "new.db") as library:
        found = {article.doc: (article.outlet, article.published) for article in library.articles()}
    assert found == {"raid de Salé.txt": ("le-fanal", "2021-03-05"), "other.txt": ("la-rade", None)}


def test_a_text_without_a_title_is_called_by_its_first_words(client: TestClient) -> None:
    page = look(client, "/bring-in").send("Bring in the text", text="Rien de nouveau à Rabat.")
    assert "Rien de nouveau à Rabat.txt" in page.text


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
    (row,) = client.get("/briefs.json").json()
    assert (row["title"], row["accounts"]) == ("On the raid", 2)
    assert "On the raid" in client.get("/briefs.csv").text
    left = moved.send("Leave out")
    assert len(left.tree.xpath("//ol[@class='brief-list']/li")) == 1


def test_an_account_is_put_into_a_brief_from_its_own_page(client: TestClient) -> None:
    first, second = (row["account"] for row in client.get("/accounts.json").json())
    page = look(client, f"/account/{first}").follow("put it into a brief")
    page = page.send("Make the brief", title="On the raid")
    assert len(page.tree.xpath("//ol[@class='brief-list']/li")) == 1
    number = page.url.rpartition("/")[2]
    page = (
        look(client, f"/account/{second}").follow("put it into a brief").send("Make the brief", into=number)
    )
    assert "On the raid" in page.text and len(page.tree.xpath("//ol[@class='brief-list']/li")) == 2


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


def chosen(client: TestClient) -> tuple[Seen, list[str]]:
    """A brief of two accounts, the later one first, with a title, an introduction and a note on each."""
    rows = client.get("/accounts.json").json()
    ids = [str(rows[-1]["account"]), str(rows[0]["account"])]
    page = look(client, f"/briefs/compose?account={ids[0]}&account={ids[1]}").send("Make the brief")
    keys = [str(one).removeprefix("note-") for one in page.tree.xpath("//textarea/@name") if "note-" in one]
    notes = {f"note-{keys[0]}": "First, as told by telephone.", f"note-{keys[1]}": "<b>Second</b>."}
    return page.send("Keep", title="My brief", text="What we know.\nAnd what not.", **notes), ids


@pytest.mark.parametrize("name", ["md", "docx", "pdf", "jsonl", "csv", "geojson", "stix", "ftm", "misp"])
def test_a_brief_goes_out_in_its_order_with_its_notes(client: TestClient, name: str, tmp_path: Path) -> None:
    import io
    import zipfile

    page, ids = chosen(client)
    token = {"recoupe_csrf": client.cookies["recoupe_csrf"], "format": name}
    raw = client.post(f"{page.url}/export", data=token | {"to": "own"}).content
    if name == "csv":
        raw = zipfile.ZipFile(io.BytesIO(raw)).read("accounts.csv")
    if name == "docx":
        raw = zipfile.ZipFile(io.BytesIO(raw)).read("word/document.xml")
    if name == "pdf":
        import pypdf

        raw = "\n".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(raw)).pages).encode()
    text = raw.decode()
    first, second = text.index("First, as told by telephone."), text.index("Second")
    if name != "misp":  # a MISP event sets its objects by kind
        assert first < second
    if name in ("md", "docx", "pdf"):
        assert text.index("My brief") < text.index("What we know.") < text.index("And what not.") < first
        assert name == "pdf" or "<b>Second" not in text  # what is set there is text and nothing else
    if name == "jsonl":
        records = [json.loads(line) for line in text.splitlines()]
        assert [one["account"]["id"] for one in records] == ids
        assert {one["marking"]["level"] for one in records} == {"AMBER+STRICT"}
    public = client.post(f"{page.url}/export", data=token | {"to": "public"}).content
    assert not any(own in public for own in (b"by telephone", b"What we know", b"My brief"))


def test_what_is_left_out_of_a_brief_comes_back_with_its_note(client: TestClient) -> None:
    page = brief(client)
    first, _ = (li.get("id")[1:] for li in page.tree.xpath("//ol[@class='brief-list']/li"))
    left = page.send("Leave out", **{f"note-{first}": "Ask the ministry."})
    assert "Ask the ministry." not in left.tree.xpath("string(//ol[@class='brief-list'])")
    back = left.send("Undo")
    assert back.tree.xpath("string(//ol[@class='brief-list']/li[1]/@id)") == f"b{first}"
    assert "Ask the ministry." in back.tree.xpath("string(//ol[@class='brief-list'])")
