"""Users of a team's workbench, made on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from recoupe.cli import recoupe
from recoupe.model import Article
from recoupe.serve.passwords import logged_in
from recoupe.store import Library
from recoupe.store.audit import entries
from recoupe.store.people import People


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "press.db"
    with Library(path) as kept:
        kept.add(Article("a.txt", "Un texte."))
    return path


def run(*words: object, typed: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(recoupe, [str(word) for word in words], input=typed)
    return done.exit_code, done.output


def test_a_user_from_the_first_to_the_last(library: Path) -> None:
    on = ("--library", library)
    assert "recoupe user add NAME --role administrator makes a user" in run("user", "list", *on)[1]
    status, told = run("user", "add", "inès", *on, "--role", "administrator", typed="a long password\n")
    assert status == 0 and told.startswith("inès: administrator")
    assert run("user", "add", "omar", *on, "--group", "@sahel", typed="another password\n")[0] == 0
    listed = [json.loads(line) for line in run("user", "list", *on, "--json")[1].splitlines()]
    assert listed == [
        {"name": "inès", "role": "administrator", "groups": []},
        {"name": "omar", "role": "reader", "groups": ["@sahel"]},
    ]
    people = People(library)
    assert logged_in(people, "omar", "another password")
    assert run("user", "change", "omar", *on, "--role", "editor", "--no-group")[1] == "omar: editor\n"
    assert run("user", "change", "omar", *on, "--password", typed="yet another one\n")[0] == 0
    assert not logged_in(people, "omar", "another password")
    assert logged_in(people, "omar", "yet another one")
    assert run("user", "remove", "omar", *on)[0] == 0
    assert not logged_in(people, "omar", "yet another one")
    with Library(library) as kept:
        told_ = [(one.subject, one.detail) for one in entries(kept) if one.act == "login"]
    assert told_[0] == ("user:inès", "made, administrator") and told_[-1] == ("user:omar", "removed")


@pytest.mark.parametrize(
    ("words", "typed", "told"),
    [
        (("add", "inès"), "short\n", "12 characters"),
        (("add", "inès"), "aaaaaaaaaaaaaaaa\n", "guessed at once"),
        (("add", "../inès"), "a long password\n", "letters, digits"),
        (("add", "inès", "--group", "sahel"), "a long password\n", "written @name"),
        (("change", "nobody", "--role", "reader"), "", "no user of that name"),
        (("remove", "nobody"), "", "no user of that name"),
        (("change", "nobody"), "", "What is to change?"),
    ],
)
def test_what_is_refused(library: Path, words: tuple[str, ...], typed: str, told: str) -> None:
    status, said = run("user", words[0], words[1], "--library", library, *words[2:], typed=typed)
    assert status in (1, 2) and told in said and "Traceback" not in said


def test_the_last_administrator_stays(library: Path) -> None:
    run("user", "add", "inès", "--library", library, "--role", "administrator", typed="a long password\n")
    for words in (("remove", "inès"), ("change", "inès", "--role", "reader")):
        status, said = run("user", words[0], words[1], "--library", library, *words[2:])
        assert status == 1 and "only administrator" in said


def test_a_team_without_users_says_what_to_do(library: Path, tmp_path: Path) -> None:
    status, said = run("serve", "--team", "--library", library, "--no-browser")
    assert status == 1 and f"recoupe user add NAME --role administrator --library {library}" in said
    status, said = run("serve", "--team", "--library", tmp_path / "none.db", "--no-browser")
    assert status == 1 and "recoupe add PATH" in said and not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--host", "0.0.0.0"), "go with --team"),
        (("--team", "--host", "0.0.0.0"), "by TLS only"),
        (("--team", "--cert", "x.pem"), "together"),
    ],
)
def test_other_machines_are_served_only_safely(library: Path, words: tuple[str, ...], told: str) -> None:
    status, said = run("serve", *words, "--library", library, "--no-browser")
    assert status == 2 and told in said
