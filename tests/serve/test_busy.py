"""Judging while another program writes to the library: nothing is lost, and nobody waits for long."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

import pytest
from browse import client_of, fill, look

from recoupe.errors import LibraryBusy
from recoupe.model import Article, Coded
from recoupe.store import Library, connect, library


def test_what_was_sent_is_sent_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.1)
    path = fill(tmp_path / "press.db")
    with client_of(path) as client:
        page = look(client, "/?disputed=any").follow("dismantled a cell")
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        why = "I was there:\n« le 8 mars », <b>not</b> the 11th"
        told = page.send("Set the grade", grade="5", why=why)
        assert told.status == 503 and "Nothing of what you sent is lost" in told.text
        assert "improbable" not in look(client, page.url).text
        assert told.send("Send it again").status == 503  # still
        other.execute("ROLLBACK")
        other.close()
        kept = told.send("Send it again")
        assert kept.status == 200 and "improbable" in kept.text
        assert "I was there: « le 8 mars », <b>not</b> the 11th" in kept.text


def test_while_articles_are_joined_others_have_their_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "_JOINED_IN", 0.05)
    monkeypatch.setattr(connect, "BUSY_SECONDS", 3.0)
    path = tmp_path / "press.db"
    grow = Library._grow

    def slow(self: Library, connection: object) -> None:
        time.sleep(0.15)  # longer than whoever waits rests between two looks
        grow(self, connection)  # type: ignore[arg-type]

    monkeypatch.setattr(Library, "_grow", slow)
    with Library(path) as joining, Library(path) as other:
        joining.add_all((Article(f"{n}.txt", f"Text {n}."), Coded(f"{n}.txt")) for n in range(800))
        thread = threading.Thread(target=joining.refresh)
        thread.start()
        time.sleep(0.2)
        waited = []
        for n in range(3):
            start = time.monotonic()
            other.log("marking", subject=f"thing {n}")
            waited.append(time.monotonic() - start)
        assert thread.is_alive(), "it was over before"
        assert max(waited) < 2
        thread.join()
        assert joining.fresh


def test_it_says_that_it_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.1)
    with Library(tmp_path / "press.db") as ours:
        other = sqlite3.connect(ours.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryBusy, match="being written by another program"):
            ours.log("marking")
        other.close()
