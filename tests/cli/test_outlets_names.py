"""Outlets and names at the command line: what is listed, and that a letter is a user's word."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.fixture
def library(press: Path, run: Run) -> Path:
    run("add", press, "--meta", "meta.json", "--library", "press.db")
    return press.parent / "press.db"


def test_outlets_are_listed_with_what_they_tell_first_and_no_letter_of_their_own(
    library: Path, run: Run
) -> None:
    found = {one["name"]: one for one in json.loads(run("outlets", "--library", "press.db", "--json").stdout)}
    assert set(found) == {"le-fanal", "la-vigie", "passerelle"}
    assert found["passerelle"]["shared"] == 0 and found["passerelle"]["relayed"] is None
    # Both print the ministry's communiqué on one day: both told it first, one origin.
    assert found["le-fanal"]["first"] == found["le-fanal"]["shared"] >= 1
    assert all(one["reliability"] is None for one in found.values())
    assert "not set" in run("outlets", "--library", "press.db").stdout
    assert "(B)" not in run("brief", "--library", "press.db", "--no-page").stdout


def test_a_letter_is_shown_beside_the_grades_and_can_be_taken_back(library: Path, run: Run) -> None:
    run(
        "outlets", "set", "Passerelle", "b", "--why", "named sources", "--by", "Inès", "--library", "press.db"
    )
    assert "B usually reliable (Inès: named sources)" in run("outlets", "--library", "press.db").stdout
    before = run("brief", "--library", "press.db", "--page", "page.html").stdout
    assert "passerelle (B)" in before and "is its reliability" in before
    assert "passerelle (B)" in Path("page.html").read_text(encoding="utf-8")
    run("judge", "undo", "1", "--by", "Inès", "--library", "press.db")
    assert "(B)" not in run("brief", "--library", "press.db", "--no-page").stdout


@pytest.mark.parametrize(
    ("args", "answer"),
    [(("set", "la-vigi", "B"), "there is la-vigie"), (("set", "la-vigie", "G"), "'G' is not one of")],
)
def test_a_wrong_outlet_or_letter_is_answered(
    library: Path, run: Run, args: tuple[str, ...], answer: str
) -> None:
    result = run("outlets", *args, "--why", "x", "--by", "Inès", "--library", "press.db")
    assert result.exit_code != 0
    assert answer in result.output


def test_names_that_may_be_one_are_listed_until_decided(here: Path, run: Run) -> None:
    press = here / "press"
    press.mkdir()
    for doc, name in (("a.txt", "Omar Benhaddou"), ("b.txt", "Omar Ben Hadou")):
        (press / doc).write_text(
            f"Rabat : une visite\n\nLe ministre {name} a rencontré mardi 9 mars 2021 à Rabat Karim Tazi, "
            "directeur de la police nationale du Portugal.\n",
            encoding="utf-8",
        )
    run("add", press, "--library", "press.db")
    listed = run("names", "--library", "press.db")
    found = [json.loads(line) for line in run("names", "--library", "press.db", "--json").stdout.splitlines()]
    assert [{one["left"]["name"], one["right"]["name"]} for one in found] == [
        {"omar-benhaddou", "omar-ben-hadou"}
    ]
    assert "recoupe judge same-name omar-ben-hadou omar-benhaddou" in listed.stdout
    run(
        "judge", "same-name", "omar-ben-hadou", "omar-benhaddou", "--why", "one office", "--by", "Inès",
        "--library", "press.db",
    )  # fmt: skip
    assert "no two names" in run("names", "--library", "press.db").stdout
