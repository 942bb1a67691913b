"""An article taken out at the workbench: asked before, gone everywhere, logged, and put back."""

from __future__ import annotations

from pathlib import Path

from browse import look
from starlette.testclient import TestClient

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
