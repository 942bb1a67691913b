"""A run killed in the middle loses nothing it reported, and leaves a library that opens."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from recoupe.model import Article
from recoupe.store import Library

# Adds for ever, and reports each article once add() has returned.
ADDING = """
import sys
from itertools import count
from recoupe.model import Article, Coded, Event
from recoupe.store import Library

with Library(sys.argv[1]) as library:
    for number in count(len(library)):
        doc = f"n{number}.txt"
        said = tuple(
            Event(doc=doc, span=(0, 5), trigger="texte", type="CONSULT") for _ in range(number % 7)
        )
        if library.add(Article(doc, f"texte {number}"), Coded(doc, None, "fr", said)):
            print(doc, flush=True)
"""


@pytest.mark.parametrize("after", [1, 25, 90])
def test_killed_while_adding(tmp_path: Path, after: int) -> None:
    path = tmp_path / "press.db"
    run = subprocess.Popen([sys.executable, "-c", ADDING, str(path)], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    reported = [run.stdout.readline().strip() for _ in range(after)]
    run.send_signal(signal.SIGKILL)
    reported += run.stdout.read().split()
    assert run.wait() == -signal.SIGKILL
    with Library(path, create=False) as library:
        kept = [article.doc for article in library.articles()]
        assert kept[: len(reported)] == reported
        assert len(kept) <= len(reported) + 1  # the one that was on its way
        # No article without its statements, no statement without its article.
        assert [(c.doc, len(c.statements)) for c in library.coded()] == [
            (doc, int(doc[1:-4]) % 7) for doc in kept
        ]
        assert library.add(Article("after.txt", "Un texte d'après."))
