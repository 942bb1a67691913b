"""Joining killed at any of its steps, and run again, comes to the same accounts.

The steps are the statements that SQLite is given. A process for each of many of them kills itself there: by
SIGKILL, so that nothing is tidied up.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from recoupe.join.anchors import passage
from recoupe.model import Article, Coded, Judgement, Zone, coded_from_json
from recoupe.store import Library

# Joins the articles of a library three at a time; of two runs of it, one tells how many steps that takes, the
# other is killed at every n-th of them, runs again, and tells what came of it.
JOINING = """
import hashlib, json, os, shutil, signal, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
from recoupe.model import to_json
from recoupe.store import Library, library as module

module._JOINED_AT_ONCE = 3
start, place, points = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
taken, fatal = 0, None

@event.listens_for(Engine, "connect")
def traced(connection, record):
    connection.set_trace_callback(step)

def step(said):
    global taken
    taken += 1
    if taken == fatal:
        os.kill(os.getpid(), signal.SIGKILL)

def joined(path):
    with Library(path, create=False) as library:
        before = taken
        library.refresh()
        steps = taken - before
        told = to_json([library.accounts(), library.ledgers(), library.judgement_states()])
        assert library.fresh
        return steps, hashlib.sha256(told.encode()).hexdigest()

shutil.copy(start, place / "whole.db")
steps, whole = joined(place / "whole.db")
seen = []
for n in range(points):
    path = place / f"{n}.db"
    shutil.copy(start, path)
    child = os.fork()
    if not child:
        fatal = taken + 1 + n * steps // points
        joined(path)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    seen.append([os.WIFSIGNALED(status), joined(path)[1] == whole])
    path.unlink()
print(json.dumps({"steps": steps, "seen": seen}))
"""


@pytest.mark.parametrize("judged", [False, True])
def test_killed_at_any_step_of_joining_and_run_again(tmp_path: Path, judged: bool) -> None:
    start = tmp_path / "start.db"
    filled(start, judged)
    points = 40
    run = subprocess.run(
        [sys.executable, "-c", JOINING, str(start), str(tmp_path), str(points)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    told = json.loads(run.stdout)
    assert told["steps"] > points
    assert all(killed for killed, _ in told["seen"])
    assert all(same for _, same in told["seen"])


def filled(path: Path, judged: bool) -> None:
    """A library of hand-coded articles that are not joined yet, two of them judged to be of one thing."""
    told = hand_coded(10)
    with Library(path) as library:
        for article, coded in told:
            assert library.add(article, coded)
        if judged:
            (a, said), (b, other) = [one for one in told if one[1].statements][:2]
            left, right = passage(a, said.statements, 0), passage(b, other.statements, 0)
            library.judge(
                Judgement(
                    verdict="different",
                    by="Nadia",
                    at="2026-03-01T10:00:00Z",
                    why="ce sont deux affaires",
                    about="two reports",
                    left=(left,),
                    right=(right,),
                )
            )
    # All of it in the one file that is copied.
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def hand_coded(count: int) -> list[tuple[Article, Coded]]:
    folder = Path(__file__).parents[2] / "eval" / "press" / "dev"
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    zones = json.loads((folder / "zones.json").read_text("utf-8"))
    found = []
    for file in sorted((folder / "articles").iterdir())[:count]:
        known = {k: meta.get(file.name, {}).get(k) for k in ("outlet", "url", "published", "language")}
        article = Article(
            file.name, file.read_bytes().decode(), tuple(Zone(*z) for z in zones[file.name]), **known
        )
        found.append((article, coded_from_json((folder / "gold" / f"{file.stem}.json").read_bytes())))
    return found
