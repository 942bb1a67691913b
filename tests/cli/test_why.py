"""``recoupe why``: everything behind one account, from a library or from the articles."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def dismantled(run: Run, *where: str | Path) -> str:
    made = json.loads(run("brief", *where, "--json").stdout)
    return str(next(a["id"] for a in made["accounts"] if a["mode"] == "dismantle"))


def test_the_text_has_values_quotes_origins_grade_and_joins(press: Path, run: Run) -> None:
    account = dismantled(run, press, "--meta", "meta.json")
    text = run("why", account[:7], press, "--meta", "meta.json").stdout
    assert text.startswith(account)
    for title in ("Values", "Origins: 2 articles of 1 origin", "Reports"):
        assert f"\n{title}\n" in text
    assert "one origin with a name" in " ".join(text.split())
    assert "a démantelé mardi 9 mars 2021 à Khouribga" in " ".join(text.split())
    assert "joined to fanal.txt at" in text and "joined to vigie.txt at" in text
    assert "fanal.txt:" in text


def test_the_data_has_the_same_and_the_judgements_of_the_library(press: Path, run: Run) -> None:
    run("add", press, "--meta", "meta.json", "--library", "press.db")
    account = dismantled(run, "--library", "press.db")
    run("judge", "grade", account, "2", "--why", "heard it", "--by", "Inès", "--library", "press.db")
    run("judge", "undo", "1", "--by", "Omar", "--library", "press.db")
    found = json.loads(run("why", account, "--library", "press.db", "--json").stdout)
    assert found["account"]["id"] == account
    assert {spot["doc"] for spot in found["graph"]["articles"]} == {"fanal.txt", "vigie.txt"}
    assert {link["how"] for link in found["graph"]["links"]} == {"attributed"}
    assert [(h["judgement"]["verdict"], h["state"]) for h in found["history"]] == [
        ("grade", "undone by 2"), ("undo", "in force")
    ]  # fmt: skip
    text = run("why", account, "--library", "press.db").stdout
    assert "heard it" in text and "undone by 2" in text


def test_a_wrong_id_and_a_wrong_place_are_answered(press: Path, run: Run) -> None:
    result = run("why", "A-nowhere", press)
    assert result.exit_code == 1
    assert "no account has this id" in result.output
    assert run("why", "1").exit_code == 2
    assert "there is no library here" in run("why", "1", "--library", "none.db").output
