"""Work shared out over processes gives what one gives, in order, whichever way they are started."""

from __future__ import annotations

import threading

import pytest

from recoupe.code import BATCH, code
from recoupe.model import Article, Zone


def _articles(size: int) -> list[Article]:
    made = []
    for n in range(size):
        text = f"La police nationale a arrêté {n + 2} suspects mardi à Niamey."
        zones = (Zone(0, len(text), "body", ""),)
        made.append(
            Article(f"{n}.txt", text, zones, published="2024-05-16", language="fr" if n % 7 else "en")
        )
    return made


@pytest.mark.parametrize("busy", [False, True])
def test_two_processes_say_what_one_says(busy: bool) -> None:
    articles = _articles(BATCH + 6)
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    if busy:  # no copy of a process with threads
        other.start()
    try:
        assert list(code(articles, processes=2)) == list(code(articles))
    finally:
        done.set()
