"""What is counted over a large library: its page says so at once, and others go on meanwhile."""

from __future__ import annotations

import threading
from pathlib import Path

from browse import look
from starlette.testclient import TestClient

from recoupe.errors import LibraryError
from recoupe.serve.counting import Counting
from recoupe.store import Library


def test_the_first_count_is_not_waited_for(library: Path, client: TestClient) -> None:
    here, go_on = client.app.state.bench, threading.Event()  # type: ignore[attr-defined]
    count = here.ledgers._count
    here.following = True  # as where a thread keeps the accounts up to date

    def slowly(kept: Library) -> object:
        go_on.wait()
        return count(kept)

    here.ledgers = Counting(here.library, slowly)
    page = look(client, "/ledger")
    assert "Being counted" in page.text and page.answer.headers["refresh"] == "2"
    assert "dismantled a cell" in look(client, "/").text
    go_on.set()
    assert here.ledgers.ready(600)
    assert "Being counted" not in look(client, "/ledger").text


def test_what_goes_wrong_with_it_is_told(client: TestClient) -> None:
    here = client.app.state.bench  # type: ignore[attr-defined]
    here.following = True

    def wrong(_: Library) -> object:
        raise LibraryError("press.db: the disk is full")

    here.outlets = Counting(here.library, wrong)
    assert "the disk is full" in look(client, "/sources", 422).text
