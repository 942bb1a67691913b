"""What is counted over a large library: its page says so at once, and others go on meanwhile."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from browse import look
from starlette.testclient import TestClient

from recoupe.errors import LibraryError
from recoupe.serve import books, counting, sources
from recoupe.serve.counting import Counting
from recoupe.store import Library


def test_the_first_count_is_not_waited_for(library: Path, client: TestClient) -> None:
    here, go_on = client.app.state.bench, threading.Event()  # type: ignore[attr-defined]
    count = here.ledgers._count
    here.following = True  # as where a thread keeps the accounts up to date

    def slowly(kept: Library) -> object:
        go_on.wait()
        return count(kept)

    here.ledgers = Counting(here.library, slowly, list[books.Book])
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

    here.outlets = Counting(here.library, wrong, sources.Counted)
    assert "the disk is full" in look(client, "/sources", 422).text


def test_a_process_of_its_own_counts_the_same(
    library: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = client.app.state.bench  # type: ignore[attr-defined]
    expected = here.outlets.now(), here.ledgers.now()
    monkeypatch.setattr(counting, "LARGE", 1)
    apart = (
        Counting(here.library, sources.count, sources.Counted),
        Counting(here.library, books.count, list[books.Book]),
    )
    assert tuple(one.now() for one in apart) == expected
    broken = Counting(here.library, look, int)  # type: ignore[arg-type]
    with pytest.raises(LibraryError, match="could not be counted"):
        broken.now()
