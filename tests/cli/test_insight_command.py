"""``recoupe insight``: the lists a person reads, and the same for a program."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]

SOON = (
    "Un accord pour juin\n\nLe Maroc et le Portugal signeront le 17 juin 2024 à Lisbonne un accord de "
    "coopération policière.\n"
)
DONE = (
    "L'accord est signé\n\nLe Maroc et le Portugal ont signé lundi 17 juin 2024 à Lisbonne un accord de "
    "coopération policière.\n"
)


def _press(folder: Path, *texts: tuple[str, str, str, str]) -> tuple[Path, Path]:
    folder.mkdir()
    meta = {}
    for name, day, country, text in texts:
        (folder / f"{name}.txt").write_text(text, "utf-8")
        meta[f"{name}.txt"] = {"outlet": name, "published": day, "language": "fr", "country": country}
    (folder / "meta.json").write_text(json.dumps(meta), "utf-8")
    return folder, folder / "meta.json"


def test_what_was_announced_and_is_due(run: Run, tmp_path: Path) -> None:
    folder, meta = _press(tmp_path / "press", ("vigie", "2024-06-03", "MAR", SOON))
    said = run("insight", "ladder", folder, "--meta", meta, "--as-of", "2024-07-01")
    assert said.exit_code == 0 and "announced" in said.stdout
    assert "due 17 Jun 2024; nothing read tells that it was done" in said.stdout
    assert "due" not in run("insight", "ladder", folder, "--meta", meta).stdout


def test_a_program_gets_the_ladder_and_the_silent_side(run: Run, tmp_path: Path) -> None:
    folder, meta = _press(
        tmp_path / "press",
        ("vigie", "2024-06-03", "MAR", SOON),
        ("phare", "2024-06-18", "MAR", DONE),
        (
            "tejo",
            "2024-06-19",
            "PRT",
            "La criée rouvre\n\nLes mareyeurs ont repris leurs ventes lundi matin.\n",
        ),
    )
    found = json.loads(run("insight", "all", folder, "--meta", meta, "--json").stdout)
    (ladder,) = [one for one in found["ladders"] if one["type"] == "SUPPORT"]
    assert [step["rung"] for step in ladder["steps"]] == ["announced", "done"]
    assert any(one["silent"] == {"PRT": ["tejo"]} for one in found["silent"])


def test_a_country_that_is_no_code_is_said(run: Run, tmp_path: Path) -> None:
    folder, meta = _press(tmp_path / "press", ("vigie", "2024-06-03", "Maroc", SOON))
    said = run("insight", "all", folder, "--meta", meta)
    assert said.exit_code == 1 and "three letters" in said.stderr


def test_nothing_named(run: Run) -> None:
    said = run("insight", "fragile")
    assert said.exit_code == 2 and "--library" in said.stderr
