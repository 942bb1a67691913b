"""Who may ask, and what a page may do: nothing from elsewhere, nothing that runs out of an article."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browse import client_of, look
from starlette.testclient import TestClient


def test_every_answer_forbids_what_is_not_ours(client: TestClient) -> None:
    for address in ("/", "/account/none", "/static/serve.css", "/nowhere", "/accounts.csv"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_another_name_for_this_machine_is_refused(client: TestClient) -> None:
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 421
    assert "dismantled" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_a_form_from_elsewhere_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    client.get("/")
    token = client.cookies["recoupe_csrf"]
    sent = client.post("/settings", data={"recoupe_csrf": token, "lang": "fr"}, headers=headers)
    assert sent.status_code == 403


def test_a_browser_that_sends_no_referrer_may_post(client: TestClient) -> None:
    client.get("/")
    token = client.cookies["recoupe_csrf"]
    headers = {"origin": "null", "sec-fetch-site": "same-origin"}
    sent = client.post("/settings", data={"recoupe_csrf": token, "lang": "fr"}, headers=headers)
    assert sent.status_code == 200


def test_a_form_without_its_token_is_refused(client: TestClient) -> None:
    client.get("/")
    for token in ("", "x" * 43, "é" * 43):
        sent = client.post("/searches", data={"recoupe_csrf": token, "name": "nobody asked for it"})
        assert sent.status_code == 403
    assert "nobody asked for it" not in client.get("/").text


def test_no_form_leads_away(client: TestClient) -> None:
    client.get("/")
    token = client.cookies["recoupe_csrf"]
    for back in (
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\n/x",
    ):
        sent = client.post("/settings", data={"recoupe_csrf": token, "back": back}, follow_redirects=False)
        assert sent.headers["location"] == "/"


def test_forms_change_nothing_when_they_are_only_looked_at(client: TestClient) -> None:
    for address in ("/settings", "/searches", "/judge"):
        assert client.get(address).status_code in (404, 405)


def test_hostile_articles_run_nothing(client: TestClient) -> None:
    pages = [look(client, address) for address in ("/", "/?kind=figure", "/article/3", "/article/1")]
    pages.append(pages[0].follow("dismantled a cell"))
    for page in pages:
        raw = page.answer.text
        assert "<script>alert" not in raw and "<img" not in raw
        for script in page.tree.iter("script"):
            assert script.get("src", "").startswith("/static/") and not script.text
        assert not page.tree.xpath("//@style|//style|//*[starts-with(name(@*), 'on')]")
        for name in ("href", "src", "action"):
            for value in page.tree.xpath(f"//@{name}"):
                assert re.match(r"/|#|https://[a-z-]+\.example/1$", value), value


def test_a_message_in_an_address_must_be_ours(client: TestClient) -> None:
    assert "The search is kept." not in look(client, "/?said=../kept").text
    assert look(client, "/?said=kept").text.count("The search is kept.") == 1


def test_starting_does_not_load_the_coder(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from recoupe.serve import make_app; "
        f"make_app({str(tmp_path / 'x.db')!r}, follow=False); "
        "print([m for m in ('spacy', 'trafilatura') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_unused_client_closes_its_library(tmp_path: Path) -> None:
    with client_of(tmp_path / "x.db") as client:
        look(client, "/")
