"""An article taken out at the workbench: asked before, gone everywhere, logged, and put back."""

from __future__ import annotations

from pathlib import Path

from browse import look
from starlette.testclient import TestClient
from team_press import team

from recoupe.share.exchange.marks import set_marking
from recoupe.store import Library
from recoupe.store.audit import entries


def test_an_article_is_taken_out_with_a_reason_and_put_back(library: Path, client: TestClient) -> None:
    before = look(client, "/").text
    asked = look(client, "/article/1").follow("take out")
    assert "they go with it" in asked.text
    assert asked.send("Take it out", why="").status == 422
    gone = asked.send("Take it out", why="a hoax of our own")
    assert "is taken out" in gone.text and "a hoax of our own" in gone.text
    look(client, "/article/1", 404)
    assert look(client, "/").text != before
    with Library(library) as kept:
        assert kept.article("a.txt") is None
        assert [(one.subject, one.detail) for one in entries(kept) if one.act == "removal"] == [
            ("article a.txt", "a hoax of our own")
        ]
    back = gone.send("Put it back")
    assert "there again" in back.text and "/article/" in back.url
    with Library(library) as kept:
        assert kept.article("a.txt") is not None
        assert kept.fresh
    assert look(client, "/").text == before
    assert "a.txt" in look(client, "/audit").text


def test_what_is_not_there_cannot_be_taken_out(client: TestClient) -> None:
    look(client, "/article/99/remove", 404)
    look(client, "/removed/1", 404)


def test_in_a_team_editors_take_articles_out(library: Path) -> None:
    """Readers and analysts may not; whoever took it out puts it back; the log names who did what."""
    with team(library) as bench:
        for role in ("reader", "analyst"):
            client = bench.client(role)
            page = look(client, "/article/1")
            assert "take out" not in page.text
            look(client, "/article/1/remove", 403)
            form = {"csrf": client.cookies.get("recoupe_csrf") or "", "number": "1", "why": "I want to"}
            assert client.post("/article/remove", data=form).status_code == 403
            assert client.post("/article/put-back", data=form).status_code == 403
        editor = bench.client("editor")
        gone = look(editor, "/article/1").follow("take out").send("Take it out", why="a hoax")
        for role in ("reader", "analyst", "editor", "administrator"):
            look(bench.client(role), "/article/1", 404)
        # Nobody else is told what it was.
        look(bench.client("administrator"), "/removed/1", 404)
        look(bench.client("reader"), "/removed/1", 403)
        back = gone.send("Put it back")
        assert "there again" in back.text
        assert "a.txt" in look(bench.client("reader"), back.url.partition("?")[0]).text
    with Library(library) as kept:
        told = [(one.partner, one.subject, one.detail) for one in entries(kept) if one.act == "removal"]
    assert told == [
        ("editor", "article a.txt", "a hoax"), ("editor", "article a.txt", "put back")
    ]  # fmt: skip


def test_what_one_may_not_see_one_cannot_take_out(library: Path) -> None:
    """Nor does a library without it lose anything when somebody else takes it out."""
    with Library(library) as kept:
        set_marking(kept, "a.txt", level="RED", to=("user:administrator",), expires=None, why="", by="me")
    with team(library) as bench:
        editor, boss = bench.client("editor"), bench.client("administrator")
        page = look(editor, "/article/2/remove")
        assert look(editor, "/article/1/remove", 404)
        assert page.send("Take it out", number="1", why="not mine to see").status == 404
        before = look(editor, "/").text
        gone = look(boss, "/article/1").follow("take out").send("Take it out", why="told in confidence")
        assert look(editor, "/").text == before
        back = gone.send("Put it back")
        # It is as marked as it was: nobody sees more of it than before.
        look(editor, back.url.partition("?")[0], 404)
        assert look(editor, "/").text == before
