"""``recoupe code --explain`` says why: what was taken, what was refused, who plays which part."""

from __future__ import annotations

import json

from click.testing import CliRunner

from recoupe.cli.app import recoupe

TEXT = """Coup de filet à Fès

La DGSN marocaine a arrêté mardi à Fès trois trafiquants recherchés par la police espagnole. Le ministre
de l'Intérieur a salué le même soir la signature d'un joueur au club de la ville.
"""


def run(tmp_path, *options):
    path = tmp_path / "fes.txt"
    path.write_text(TEXT, "utf-8")
    result = CliRunner().invoke(recoupe, ["code", str(path), "--explain", *options])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_it_shows_trigger_frame_parts_and_date(tmp_path):
    shown = run(tmp_path)
    assert "+ « arrêté » as COERCE: arrest" in shown
    assert "[MAR.DGSN]" in shown
    assert "recipient: trois trafiquants" in shown
    assert "when: mardi" in shown


def test_it_shows_what_was_refused_and_which_restriction_failed(tmp_path):
    refused = [line for line in run(tmp_path).splitlines() if line.lstrip().startswith("- « signature »")]
    assert refused and "does not hold" in refused[0] and "refused at" in refused[0]


def test_whom_a_part_is_given_to_is_called_as_in_the_record(tmp_path):
    path = tmp_path / "charged.txt"
    path.write_text("L'ancien chef de la police judiciaire a été inculpé par un juge de Genève.\n", "utf-8")
    result = CliRunner().invoke(recoupe, ["code", str(path), "--explain"])
    assert "recipient: L'ancien chef de la police judiciaire" in result.stdout


def test_as_data_each_trigger_points_at_its_characters(tmp_path):
    (line,) = run(tmp_path, "--json").splitlines()
    told = json.loads(line)
    stored = TEXT
    for weighed in told["weighed"]:
        start, end = weighed["span"]
        assert stored[start:end] == weighed["trigger"]


def test_it_is_either_written_or_explained(tmp_path):
    path = tmp_path / "fes.txt"
    path.write_text(TEXT, "utf-8")
    neither = CliRunner().invoke(recoupe, ["code", str(path)])
    assert neither.exit_code == 2 and "--explain" in neither.output
