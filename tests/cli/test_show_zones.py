"""recoupe read --show-zones: what each stretch was taken for, and why, for eyes, pipes and programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from recoupe.cli.app import recoupe

TEXT = (
    "Tunis relance sa coopération\nLe ministre a reçu jeudi à Tunis son homologue portugais, venu préparer "
    "la tenue, en mars, de la commission mixte.\nLire aussi : Un pont \x1b[31mferme\n"
)


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_in_a_pipe_each_stretch_stands_under_its_zone_and_reason(page: str) -> None:
    got = CliRunner().invoke(recoupe, ["read", page, "--show-zones"])
    assert got.exit_code == 0
    lines = got.stdout.splitlines()
    assert lines[0] == "== note.txt"
    at = lines.index("[related: begins with « lire aussi »]")
    assert lines[at + 1].startswith("Lire aussi : Un pont")
    assert "\x1b" not in got.stdout


def test_as_data(page: str) -> None:
    got = CliRunner().invoke(recoupe, ["read", page, "--show-zones", "--json"])
    data = json.loads(got.stdout)
    assert data["doc"] == "note.txt" and [z["zone"] for z in data["zones"]] == ["title", "body", "related"]
    assert all(z["why"] and z["end"] > z["start"] for z in data["zones"])


@pytest.mark.parametrize(
    "options", [[], ["--json"], ["--out", "-", "--show-zones"], ["--out", "-", "--json"]]
)
def test_other_combinations_are_wrong_usage(page: str, options: list[str]) -> None:
    got = CliRunner().invoke(recoupe, ["read", page, *options])
    assert got.exit_code == 2 and "--show-zones" in got.stderr
