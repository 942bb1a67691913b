"""The accounts in memory stay what they are in the file, however they came there."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from browse import add, look
from starlette.testclient import TestClient

from recoupe.model import Entity, Event
from recoupe.serve import make_app, shelf
from recoupe.serve.shelf import Shelf
from recoupe.serve.stand import Stand
from recoupe.store import Library


def arrest(doc: str, text: str) -> Event:
    """That the police arrested somebody, in these words."""
    return Event(
        doc=doc, span=(0, len(text)), trigger="arrêté", type="COERCE", mode="arrest",
        actors=(Entity("La police", "DZA.COP", "DZA", "COP"),),
    )  # fmt: skip


def told(stand: Stand) -> dict[str, Any]:
    """All that a stand says, but for its version."""
    return {
        "accounts": list(stand.accounts),
        "days": list(zip(stand.day.tolist(), stand.last.tolist(), strict=True)),
        "terms": [sorted(stand.terms_of(i)) for i in range(len(stand.accounts))],
        "having": {term: stand.having(*term).tolist() for term in stand.number},
        "counts": stand.counts(np.ones(len(stand.accounts), np.bool_)).tolist(),
        "place": dict(stand.place),
    }


def fresh(library: Library) -> dict[str, Any]:
    """What somebody who opens the library now is told."""
    made = Shelf(library)
    made.settle()
    return told(made.stand)


def test_what_was_added_joined_and_taken_out_is_put_into_the_old_stand(library: Path) -> None:
    with Library(library) as kept:
        own = Shelf(kept)
        own.settle()
        before = told(own.stand)
        assert before == fresh(kept) and len(before["accounts"]) > 3
        for year in ("1999", "2031", "2015"):
            text = f"La police a arrêté un homme à Rabat en {year}."
            add(library, text, arrest(f"{year}.txt", text), day=f"{year}-03-04")
            own.settle()
            assert told(own.stand) == fresh(kept)
        assert len(own.stand.accounts) == len(before["accounts"]) + 3
        with kept.writing() as connection:
            gone = own.stand.accounts[1]
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            connection.exec_driver_sql("DELETE FROM account_statement WHERE account = ?", (gone,))
            connection.exec_driver_sql("DELETE FROM account WHERE id = ?", (gone,))
        own.settle()
        assert gone not in own.stand.place and told(own.stand) == fresh(kept)


def test_a_process_of_its_own_follows_a_large_library(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "LARGE", 1)
    app = make_app(library, by="nadia")
    with TestClient(app, base_url="http://127.0.0.1", headers={"accept-language": "en"}) as client:
        text = "La police a arrêté un homme à Oran."
        add(library, text, arrest("oran.txt", text), day="2019-03-04")
        end = time.monotonic() + 300
        while not look(client, "/search?q=Oran").tree.xpath("//mark"):
            assert time.monotonic() < end
            time.sleep(0.2)
        while not app.state.bench.settled:
            assert time.monotonic() < end
            time.sleep(0.2)
        assert app.state.bench.shelf.fault == ""
