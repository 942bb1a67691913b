"""The words of docs/sharing.md, run as they stand: two nodes exchange, disagree, recall, and agree again."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

ROOT = Path(__file__).parents[3]


def commands() -> list[str]:
    """The commands of the walk through, in order."""
    page = (ROOT / "docs" / "sharing.md").read_text(encoding="utf-8")
    walk = re.search(r"^## Two nodes.*?(?=^## )", page, re.M | re.S)
    assert walk
    return re.findall(r"^recoupe .*$", walk[0], re.M)


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What each command printed."""
    from recoupe.cli import recoupe

    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    found: dict[str, str] = {}
    id = ""
    for line in commands():
        words = [
            part
            for word in shlex.split(line, comments=True)[1:]
            for part in (sorted(map(str, Path().glob(word))) if "*" in word else [word])
        ]
        result = CliRunner().invoke(recoupe, [id if word == "ID" else word for word in words])
        # Articles in a language that is not coded are said, not failed.
        assert result.exit_code == 0, f"{line}\n{result.output}"
        found[line] = result.output
        if words[0] == "ask" or "list" in words:
            id = result.output.replace(":", " ").split()[0]
    return found


def test_two_nodes_exchange_disagree_recall_and_agree_again(said: dict[str, str]) -> None:
    from recoupe.store import Library

    def output(*words: str) -> str:
        return next(text for line, text in said.items() if all(word in line for word in words))

    assert "will get: " in output("preview")
    assert "grade by Inès" in output("share list")
    taken = output("share open south-5.pack")
    assert "1 judgement withdrawn" in taken and "grade by Inès" in taken and "undone" in taken
    assert "The spokesman" in output("inbox", "north.db")
    assert "held by south" in output("recall")
    assert "south: sent version 2, confirmed" in output("status", "north.db")
    gone = output("status", "south.db")
    assert "by north" in gone and "the page was a hoax" in gone and "receipt for it was sent" in gone
    assert "whole" in output("audit verify")
    with Library("north.db") as north, Library("south.db") as south:
        texts = [{article.text for article in one.articles()} for one in (north, south)]
        assert (
            texts[0] == texts[1] and len(texts[0]) == len(list(Path().glob("examples/press/[01]*.txt"))) - 1
        )
        views = [
            sorted((a.id, a.grade, a.why, len(a.statements), len(a.origins)) for a in one.accounts())
            for one in (north, south)
        ]
        assert views[0] == views[1] and views[0]
        assert all(not a.judged for one in (north, south) for a in one.accounts())
