"""Bad input: one line for each thing, the rest done, status 1, and never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

WORDS = "La préfecture d'Azemmour a annoncé l'arrestation de trois hommes à la gare. "


def told(stderr: str, name: str) -> str:
    """The one line about ``name``."""
    lines = [line for line in stderr.splitlines() if name in line]
    assert len(lines) == 1, stderr
    assert lines[0].startswith("recoupe: ")
    return lines[0]


def read_docs(path: Path) -> list[str]:
    return [json.loads(line)["doc"] for line in path.read_text(encoding="utf-8").splitlines()]


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
}


@pytest.mark.parametrize("name", BAD)
def test_one_bad_file_among_good_ones(run: Any, press: Path, here: Path, name: str) -> None:
    (press / name).write_bytes(BAD[name])
    result = run("read", press, "--out", "articles.jsonl")
    assert result.exit_code == 1
    told(result.stderr, name)
    assert read_docs(here / "articles.jsonl") == ["fanal.txt", "passerelle.txt", "vigie.txt"]


def test_a_file_that_is_not_there_among_good_ones(run: Any, press: Path, here: Path) -> None:
    result = run("read", press / "fanal.txt", "gone.txt", press / "vigie.txt", "--out", "articles.jsonl")
    assert result.exit_code == 1
    told(result.stderr, "gone.txt")
    assert read_docs(here / "articles.jsonl") == ["fanal.txt", "vigie.txt"]


@pytest.mark.parametrize(
    "raw",
    [
        WORDS.encode("cp1252") * 5,
        WORDS.encode("utf-16") + (WORDS * 4).encode("utf-16-le"),
        (WORDS * 5).encode("utf-8-sig"),
        (WORDS * 5).encode().decode("cp1252").encode(),
    ],
    ids=["cp1252", "utf-16", "bom", "mojibake"],
)
def test_another_encoding_is_read_right_or_refused_in_one_line(run: Any, here: Path, raw: bytes) -> None:
    (here / "azemmour.txt").write_bytes(raw)
    result = run("read", "azemmour.txt", "--out", "articles.jsonl")
    if result.exit_code == 0:
        article = json.loads((here / "articles.jsonl").read_text(encoding="utf-8"))
        # Text is kept as stored; a repair is never silent, and never half done.
        repaired = "préfecture" in article["text"] and "annoncé" in article["text"]
        assert repaired or ("prÃ©fecture" in article["text"] and "azemmour.txt" in result.stderr)
    else:
        told(result.stderr, "azemmour.txt")


@pytest.mark.parametrize("command", ["read", "code", "add", "brief"])
def test_nothing_readable_at_all(run: Any, here: Path, command: str) -> None:
    out = {"read": ("--out", "a.jsonl"), "code": ("--out", "c"), "add": ("--library", "l.db"), "brief": ()}
    result = run(command, "gone.txt", *out[command])
    assert result.exit_code == 1
    assert "gone.txt" in result.stderr


@pytest.mark.parametrize("text", ["{", "[]", '{"fanal.txt": "le-fanal"}', "\x00"])
def test_meta_that_is_no_meta(run: Any, press: Path, here: Path, text: str) -> None:
    (here / "broken.json").write_text(text)
    result = run("read", press, "--meta", "broken.json", "--out", "articles.jsonl")
    assert result.exit_code == 1
    told(result.stderr, "broken.json")


def test_meta_that_is_not_there(run: Any, press: Path) -> None:
    result = run("brief", press, "--meta", "gone.json")
    assert result.exit_code == 1
    told(result.stderr, "gone.json")


def test_a_bad_line_of_articles_among_good_ones(run: Any, press: Path, here: Path) -> None:
    run("read", press, "--out", "articles.jsonl")
    good = (here / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    outside = json.dumps({"doc": "z.txt", "text": "court", "zones": [[0, 99, "body", ""]]})
    bad = ['{"doc": 1}', "pas du JSON", outside]
    (here / "articles.jsonl").write_text("\n".join([good[0], *bad, "", *good[1:]]), encoding="utf-8")
    result = run("read", "articles.jsonl", "--out", "again.jsonl")
    assert result.exit_code == 1
    for number in (2, 3, 4):
        told(result.stderr, f"articles.jsonl, line {number}:")
    assert read_docs(here / "again.jsonl") == ["fanal.txt", "passerelle.txt", "vigie.txt"]


def test_bad_coded_documents_among_good_ones(run: Any, here: Path) -> None:
    folder = here / "coded"
    folder.mkdir()
    (folder / "good.json").write_text('{"doc": "good.txt", "statements": []}')
    (folder / "list.json").write_text("[1, 2]")
    (folder / "half.json").write_text('{"doc": "half.txt", "statem')
    (folder / "odd.json").write_text('{"doc": "odd.txt", "statements": [{"kind": "rumour"}]}')
    (folder / "twin.json").write_text('{"doc": "good.txt", "statements": []}')
    result = run("join", "coded", "--out", "accounts.json")
    assert result.exit_code == 1
    for name in ("list.json", "half.json", "odd.json", "twin.json"):
        told(result.stderr, name)
    assert json.loads((here / "accounts.json").read_text()) == []


@pytest.mark.parametrize("target", ["gone", "coded.txt"])
def test_join_of_no_folder(run: Any, here: Path, target: str) -> None:
    (here / "coded.txt").write_text("rien")
    result = run("join", target, "--out", "accounts.json")
    assert result.exit_code == 1
    assert target in result.stderr
    assert not (here / "accounts.json").exists()


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("read", "press", "--out", "press"), "is a folder"),
        (("read", "press", "--out", "nowhere/articles.jsonl"), "no folder"),
        (("read", "press", "--out", "/dev/full"), "cannot be written"),
        (("code", "press", "--out", "meta.json"), "in the way"),
        (("code", "press", "--out", "meta.json/coded"), "in the way"),
        (("brief", "press", "--page", "press"), "is a folder"),
        (("brief", "press", "--page", "nowhere/page.html"), "no folder"),
        (("add", "press", "--library", "press"), "is a folder"),
        (("add", "press", "--library", "meta.json"), "is not a library"),
        (("add", "press", "--library", "nowhere/press.db"), "no folder"),
    ],
)
def test_an_output_that_cannot_be_written(
    run: Any, press: Path, here: Path, args: tuple[str, ...], word: str
) -> None:
    before = (here / "meta.json").read_text()
    result = run(*args)
    assert result.exit_code == 1
    assert word in result.stderr
    assert result.stderr.count("\n") == 1
    assert (here / "meta.json").read_text() == before
    assert not list(here.glob("**/.*.part"))


def test_a_failed_write_leaves_the_file_that_was_there(here: Path) -> None:
    from recoupe.cli.output import writing

    (here / "kept.txt").write_text("as before")
    with pytest.raises(ValueError), writing("kept.txt") as file:
        file.write(b"half of it")
        raise ValueError("the work failed")
    assert [path.name for path in here.iterdir()] == ["kept.txt"]
    assert (here / "kept.txt").read_text() == "as before"


def shell(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = command.replace("recoupe ", f"{sys.executable} -m recoupe ")
    return subprocess.run(["bash", "-c", command], cwd=cwd, capture_output=True, text=True)


def test_a_reader_that_stops_early(press: Path, here: Path) -> None:
    for number in range(400):
        (press / f"n{number}.txt").write_text(f"Dépêche {number}. {WORDS * 20}", encoding="utf-8")
    for command in ("recoupe read press --out - | head -c 20", "recoupe schema | head -1"):
        done = shell(command, here)
        assert done.stdout
        assert not done.stderr


def test_standard_output_that_is_full(here: Path) -> None:
    done = shell("recoupe schema > /dev/full", here)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("recoupe: ")


@pytest.mark.parametrize(
    "args", [(), ("read",), ("code", "x"), ("brief", "--lang", "de", "x"), ("nonsense",)]
)
def test_wrong_usage_is_status_2(run: Any, here: Path, args: tuple[str, ...]) -> None:
    assert run(*args).exit_code == 2
