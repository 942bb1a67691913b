"""The main job: one command, a brief in the terminal, a page beside it, or the whole as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def test_brief_prints_and_writes_its_page(run: Any, mixed_press: Path, here: Path) -> None:
    result = run("brief", mixed_press, "--meta", "meta.json")
    assert result.exit_code == 0, result.output
    assert "Khouribga" in result.stdout
    assert "recoupe-brief.html" in result.stdout
    assert "\x1b" not in result.output  # no colours, no progress, where it is no terminal
    page = (here / "recoupe-brief.html").read_text(encoding="utf-8")
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert "Khouribga" in page


def test_a_brief_that_lies_among_the_articles_is_no_article(run: Any, press: Path, here: Path) -> None:
    first = run("brief", press, "--page", press / "brief.html")
    again = run("brief", press, "--page", press / "brief.html")
    assert again.exit_code == 0 and again.stdout.splitlines()[:3] == first.stdout.splitlines()[:3]
    assert "a brief that recoupe wrote" in " ".join(again.stdout.split())


def test_the_page_goes_where_it_is_told_or_nowhere(run: Any, press: Path, here: Path) -> None:
    run("brief", press, "--page", "of-today.html")
    assert (here / "of-today.html").exists()
    run("brief", press, "--no-page")
    run("brief", press, "--json")
    assert not (here / "recoupe-brief.html").exists()


def test_json_is_json_and_nothing_else(run: Any, mixed_press: Path) -> None:
    result = run("brief", mixed_press, "--meta", "meta.json", "--json")
    assert json.loads(result.stdout)["summary"]["articles"] == 5


def test_in_french(run: Any, press: Path, here: Path) -> None:
    english = run("brief", press, "--meta", "meta.json", "--no-page", "--lang", "en").stdout
    french = run("brief", press, "--meta", "meta.json", "--no-page", "--lang", "fr").stdout
    assert "mars 2021" in french
    assert "mars 2021" not in english


def test_nothing_to_brief(run: Any, here: Path) -> None:
    assert run("brief").exit_code == 2
    assert run("brief", ".", "--page", "a.html", "--no-page").exit_code == 2
    (here / "nothing").mkdir()
    result = run("brief", "nothing")
    assert result.exit_code == 1
    assert result.stderr
    assert not (here / "recoupe-brief.html").exists()
