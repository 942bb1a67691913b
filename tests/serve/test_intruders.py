"""What somebody tries who wants more of a team's workbench than is theirs, and what is kept of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browse import look
from starlette.testclient import TestClient
from team_press import Team, team
from test_team import mark, send

from recoupe.serve.passwords import digest_of
from recoupe.serve.team import SESSION
from recoupe.store import Library
from recoupe.store.audit import entries


@pytest.fixture
def bench(library: Path) -> Iterator[Team]:
    with team(library) as found:
        yield found


def test_what_is_taken_away_in_a_file_is_logged_as_seen(library: Path) -> None:
    mark(library, "a.txt", level="AMBER")
    with team(library) as bench:
        for who, address in (("reader", "/search.csv?q=cellule"), ("editor", "/search.json?q=cellule")):
            assert "a.txt" in bench.client(who).get(address).text
        client = bench.client("analyst")
        look(client, "/review/1-0").send("Accept")
        client.get("/review/gold.zip")
    with Library(library) as kept:
        seen = [
            one for one in entries(kept) if one.act == "viewing" and one.subject.startswith("article a.txt")
        ]
    assert {(one.partner, one.detail) for one in seen} >= {
        ("user:reader", "/search.csv"), ("user:editor", "/search.json")
    }  # fmt: skip
    assert "user:analyst" in {one.partner for one in seen}


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "TRACE", "get", "PROPFIND"])
def test_no_other_method_gets_past_the_door(bench: Team, method: str) -> None:
    client = bench.client()
    for address in ("/", "/article/1", "/audit", "/people.json", "/people"):
        answer = client.request(method, address, follow_redirects=False)
        assert answer.status_code in (303, 405) and not answer.headers.get("etag")
        assert answer.status_code == 405 or answer.headers["location"].startswith("/login?")
    headers = {"x-http-method-override": "POST", "x-method-override": "POST", "x-original-url": "/audit"}
    reader = bench.client("reader")
    assert reader.get("/people?_method=POST", headers=headers).status_code == 403
    assert "Chronology" in reader.get("/", headers=headers).text


def test_what_is_for_some_is_kept_by_no_browser(bench: Team) -> None:
    client = bench.client("administrator")
    pages = ("/", "/article/1", "/audit.csv", "/people.json", "/nowhere", "/static/nowhere", "/login")
    for address in pages:
        assert client.get(address).headers["cache-control"] == "no-store", address
    assert "no-store" not in client.get("/static/serve.css").headers["cache-control"]


def test_a_login_ends_the_one_before_in_the_same_browser(bench: Team) -> None:
    bench.people.change("analyst", digest=digest_of("correct horse battery"))
    client = bench.client("reader")
    before = client.cookies[SESSION]
    answer = send(client, "/login", name="analyst", password="correct horse battery")
    assert answer.status == 200
    other = bench.client()
    other.cookies.set(SESSION, before)
    assert "/login" in look(other, "/").url


def test_nobody_learns_from_the_log_or_the_answer_which_names_there_are(bench: Team, library: Path) -> None:
    bench.people.change("reader", digest=digest_of("correct horse battery"))
    answers = [
        send(bench.client(), "/login", name=name, password="not the password")
        for name in ("reader", "nobody-here")
    ]
    texts = [one.text.replace(name, "") for one, name in zip(answers, ("reader", "nobody-here"), strict=True)]
    assert answers[0].status == answers[1].status == 403 and texts[0] == texts[1]
    with Library(library) as kept:  # both were written, so that neither answer comes sooner
        refused = [one for one in entries(kept) if one.detail == "refused"]
    assert [one.partner for one in refused] == ["user:reader", ""]


def test_a_defect_tells_a_team_nothing_of_what_it_met(bench: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("secret.txt says that")

    monkeypatch.setattr("recoupe.serve.network.pairs", broken)
    user = bench.people.user("reader")
    assert user
    client = TestClient(bench.app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    client.cookies.set(SESSION, bench.people.begin(user, time.time()))
    answer = client.get("/network")
    assert answer.status_code == 500 and "secret" not in answer.text


def test_a_field_that_is_no_file_cannot_fill_the_memory(bench: Team) -> None:
    client = bench.client("editor")
    client.get("/")
    token = client.cookies["recoupe_csrf"]
    files = {"files": ("a.txt", b"A text.")}
    much = client.post(
        "/bring-in/files", data={"recoupe_csrf": token, "outlet": "x" * (2 << 20)}, files=files
    )
    assert much.status_code == 400
    lying = client.post(
        "/bring-in/files",
        content=iter([b"x" * 10]),
        headers={"content-type": "multipart/form-data; boundary=x"},
    )
    assert lying.status_code == 411  # its length must be told beforehand
