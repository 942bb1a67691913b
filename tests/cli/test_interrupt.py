"""Ctrl-C and kill: what was done is kept, one line says how to go on, and going on works."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from recoupe.store import Library

PARAGRAPH = (
    "Le BCIJ a démantelé lundi à Settat une cellule de {n} membres, a indiqué le ministère de l'Intérieur. "
    "Le Maroc et la France ont signé un accord de coopération à Paris. "
)


@pytest.fixture
def many(here: Path) -> Path:
    folder = here / "many"
    folder.mkdir()
    for number in range(150):
        (folder / f"n{number:03}.txt").write_text(
            f"Dépêche numéro {number}\n\n{PARAGRAPH.format(n=number)}\n", encoding="utf-8"
        )
    return folder


def start(*args: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "recoupe", *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell that runs the tests in the background ignores the signal, and so would its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def test_add_stopped_and_taken_up_again(run: Any, many: Path) -> None:
    process = start("add", str(many), "--library", "press.db")
    assert process.stdout is not None
    reported = [process.stdout.readline().split(":")[0].removeprefix("added ") for _ in range(5)]
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    reported += [line.split(":")[0].removeprefix("added ") for line in out.splitlines()]
    assert process.returncode == 130, err
    assert err.count("\n") == 1
    assert "run the same command again" in err
    with Library("press.db", create=False) as library:
        kept = [article.doc for article in library.articles()]
    assert kept[: len(reported)] == reported
    assert len(kept) < 150
    done = json.loads(run("add", many, "--library", "press.db", "--json").stdout)
    assert (len(done["known"]), len(done["added"]), done["articles"]) == (len(kept), 150 - len(kept), 150)


def test_add_killed_and_taken_up_again(run: Any, many: Path) -> None:
    process = start("add", str(many), "--library", "press.db")
    assert process.stdout is not None
    reported = [process.stdout.readline().split(":")[0].removeprefix("added ") for _ in range(5)]
    process.kill()
    reported += [line.split(":")[0].removeprefix("added ") for line in process.communicate()[0].splitlines()]
    shown = run("show", reported[-1], "--library", "press.db")
    assert shown.exit_code == 0
    assert "« " in shown.stdout
    done = json.loads(run("add", many, "--library", "press.db", "--json").stdout)
    assert set(reported) <= set(done["known"])
    assert done["articles"] == 150


def test_code_stopped_and_resumed(run: Any, many: Path, here: Path) -> None:
    process = start("code", str(many), "--out", "coded")
    while not (here / "coded" / "n003.json").exists():
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 130, err
    assert err.count("\n") == 1
    assert "--resume" in err
    first = {p.name: p.stat().st_mtime_ns for p in (here / "coded").iterdir()}
    assert 4 <= len(first) < 150
    for name in first:
        json.loads((here / "coded" / name).read_text())
    run("code", many, "--out", "coded", "--resume")
    after = {p.name: p.stat().st_mtime_ns for p in (here / "coded").iterdir()}
    assert len(after) == 150
    assert {name: after[name] for name in first} == first
