"""Feeds: added, paused, removed, asked; what was typed by hand stays; hostile input changes nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from browse import look
from starlette.testclient import TestClient

from recoupe.watch.sources import load

HAND = """\
# Ours.
contact = "desk@example.org"
archive = "kept"   # elsewhere

[[source]]  # the first
name = "le-fanal"
feed = "https://fanal.example/rss.xml"

[[ source ]]
name = "la-vigie"
page = "https://vigie.example/"
"""


@pytest.fixture
def path(library: Path) -> Path:
    return library.with_suffix(".sources.toml")


def test_the_first_source_makes_the_file(client: TestClient, path: Path) -> None:
    page = look(client, "/bring-in").follow("Feeds")
    assert "No site is watched yet" in page.text
    made = page.send(
        "Add a source", contact="desk@example.org", name="le-fanal", url="https://fanal.example/rss.xml",
        outlet='Le "Fanal"', interval="30m",
    )  # fmt: skip
    assert "The source is there" in made.text and "le-fanal" in made.text and "never asked yet" in made.text
    found = load(path)
    assert found.contact == "desk@example.org" and found.source[0].outlet == 'Le "Fanal"'
    made.send("Add a source", name="la-vigie", kind="page", url="https://vigie.example/", interval="1d")
    assert [one.kind for one in load(path).source] == ["feed", "page"]
    rows = client.get("/feeds.json").json()
    assert [(row["name"], row["kind"], row["state"], row["due"]) for row in rows] == [
        ("le-fanal", "feed", "watched", ""), ("la-vigie", "page", "watched", ""),
    ]  # fmt: skip
    assert client.get("/feeds.csv").text.lstrip("\ufeff").startswith("name,outlet,")


def test_a_source_is_removed_and_put_back(client: TestClient, path: Path) -> None:
    path.write_text(HAND, "utf-8")
    page = look(client, "/feeds").send(
        "Add a source", name="le-cap", url="https://cap.example/rss", outlet="Le Cap & la Mer", interval="2h"
    )
    before = load(path)
    gone = page.send("Remove: le-cap")
    assert "Removed" in gone.text and [one.name for one in load(path).source] == ["le-fanal", "la-vigie"]
    assert "# the first" in path.read_text("utf-8")
    gone.send("Undo")
    assert load(path) == before
    paused = look(client, "/feeds").send("Pause: le-cap").send("Remove: le-cap").send("Undo")
    assert paused.status == 200 and [one.paused for one in load(path).source] == [False, False, True]


def test_what_was_typed_by_hand_is_not_removed(client: TestClient, path: Path) -> None:
    path.write_text(HAND.replace('rss.xml"', 'rss.xml"\nlimit = 3'), "utf-8")
    page = look(client, "/feeds")
    told = page.send("Remove: le-fanal")
    assert told.status == 422 and "by hand" in told.text
    assert page.send("Remove: la-vigie").status == 422  # its head is written in another way
    assert len(load(path).source) == 2
    path.write_text('contact = "a@b.example"\n[[source]]\nname = "x"\nfeed = "https://x.example/"\n', "utf-8")
    assert "only source" in look(client, "/feeds").send("Remove: x").text


def test_what_was_typed_by_hand_stays(client: TestClient, path: Path) -> None:
    path.write_text(HAND, "utf-8")
    page = look(client, "/feeds")
    paused = page.send("Pause: la-vigie")
    assert "paused" in paused.text
    assert [one.paused for one in load(path).source] == [False, True]
    assert "# the first" in path.read_text() and 'archive = "kept"   # elsewhere' in path.read_text()
    paused.send("Go on: la-vigie")
    assert path.read_text("utf-8") == HAND


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": "le-fanal"}, "another source has this name"),
        ({"name": "a b"}, "letters, digits"),
        ({"url": "ftp://fanal.example/"}, "http"),
        ({"url": "javascript:alert(1)"}, "http"),
        ({"interval": "soon"}, "such as 30s"),
        ({"kind": "outlet"}, "is one of"),
        ({"outlet": '"\n[[source]]\nname = "x"\nfeed="https://x.example/"'}, ""),
        ({"outlet": "</script><script>alert(1)</script>"}, ""),
    ],
)
def test_hostile_or_wrong_input_leaves_the_file_whole(
    client: TestClient, path: Path, fields: dict[str, str], told: str
) -> None:
    path.write_text(HAND, "utf-8")
    given = {"name": "new", "kind": "feed", "url": "https://new.example/", "interval": "1h"} | fields
    answer = look(client, "/feeds").send("Add a source", **given)
    if told:
        assert answer.status == 422 and told in answer.text
        assert path.read_text("utf-8") == HAND
    else:
        assert [one.name for one in load(path).source] == ["le-fanal", "la-vigie", "new"]
    assert "<script>alert" not in answer.answer.text
    assert client.get("/feeds").status_code == 200
    assert not list(path.parent.glob(".*.toml*"))


def test_a_broken_file_is_told(client: TestClient, path: Path) -> None:
    path.write_text("contact = 3", "utf-8")
    page = look(client, "/feeds", 422)
    assert "correct it there" in page.text


class Feed(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        Feed.asked.append(self.path)
        body = b'<rss version="2.0"><channel><title>x</title></channel></rss>'
        found = self.path.startswith("/rss")
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body) if found else 0))
        self.end_headers()
        self.wfile.write(body if found else b"")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Feed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def test_all_are_asked_once_and_the_paused_are_not(client: TestClient, path: Path, site: str) -> None:
    path.write_text(
        f'contact = "desk@example.org"\nallow_private = true\ndelay = "1s"\n'
        f'[[source]]\nname = "one"\nfeed = "{site}/rss-one"\n'
        f'[[source]]\nname = "two"\npaused = true\nfeed = "{site}/rss-two"\n',
        "utf-8",
    )
    Feed.asked.clear()
    page = look(client, "/feeds").send("Ask all of them now")
    end = time.monotonic() + 300
    while "Refresh" in page.answer.headers and time.monotonic() < end:
        time.sleep(0.5)
        page = look(client, page.url)
    assert "one: nothing new" in page.text
    assert "/rss-one" in Feed.asked and "/rss-two" not in Feed.asked
    row = next(r for r in look(client, "/feeds").tree.xpath("//tr") if "one" in r.text_content())
    assert "UTC" in row.text_content()
