"""``recoupe frames``: an analyst adds a verb, sees it work, and is told what does not hold."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from recoupe.cli.app import recoupe
from recoupe.code import lexicon

GOOD = """\
- id: own-seizure
  type: COERCE
  mode: seize
  verbs: [grappiner]
  object: [drug]
"""
BAD = """\
- id: own-seizure
  type: COERCE
  mode: saisir
  verbs: [grappiner, grappiner]
  object: [drogue]
- id: dismantle
  type: COERCION
  nouns: [coup]
- id: odd
  type: COERCE
  verbz: [x]
"""


@pytest.fixture
def run():
    def call(*arguments: str):
        return CliRunner().invoke(recoupe, ["frames", *arguments])

    yield call
    lexicon._added.clear()
    lexicon.frames.cache_clear()
    lexicon.triggers.cache_clear()


def test_a_phrase_is_tried(run):
    got = run("test", "La gendarmerie marocaine a saisi 40 kilos de cocaïne.")
    assert got.exit_code == 0
    assert "« saisi » as COERCE: seize" in got.stdout and "taken at" in got.stdout


def test_a_new_verb_works_once_its_frame_is_there(run, tmp_path):
    phrase = "La gendarmerie marocaine a grappiné 40 kilos de cocaïne."
    assert "grappiné »" not in run("test", phrase).stdout
    mine = tmp_path / "mine.yaml"
    mine.write_text(GOOD, "utf-8")
    got = run("test", phrase, "--with", str(mine))
    assert "« grappiné » as COERCE: seize (frame own-seizure)" in got.stdout


def test_what_does_not_hold_is_told_with_its_line(run, tmp_path):
    mine = tmp_path / "mine.yaml"
    mine.write_text(BAD, "utf-8")
    got = run("check", str(mine))
    assert got.exit_code == 1
    said = got.stderr
    for line, word in (
        (3, "saisir"),
        (4, "twice"),
        (5, "drogue"),
        (6, "taken"),
        (7, "COERCION"),
        (9, "verbz"),
    ):
        assert any(f"line {line}:" in row and word in row for row in said.splitlines()), (line, word, said)


def test_as_data(run, tmp_path):
    mine = tmp_path / "mine.yaml"
    mine.write_text(BAD, "utf-8")
    rows = json.loads(run("check", str(mine), "--json").stdout)
    assert {row["line"] for row in rows} == {3, 4, 5, 6, 7, 9}


def test_the_lexicon_in_use_holds(run):
    got = run("check")
    assert got.exit_code == 0, got.output
    assert "all hold together" in got.stdout


@pytest.mark.parametrize("content", ["", "a: b", "- [", "\\0"])
def test_odd_files_are_told_and_no_traceback(run, tmp_path, content):
    mine = tmp_path / "mine.yaml"
    mine.write_text(content, "utf-8")
    got = run("check", str(mine))
    assert got.exit_code in (0, 1) and "Traceback" not in got.output


def test_a_file_that_is_not_there(run):
    got = run("check", "nowhere.yaml")
    assert got.exit_code == 1 and "nowhere.yaml" in got.stderr
