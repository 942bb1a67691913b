"""add, brief and show on a library."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from recoupe.store import Library


def test_add_keeps_every_article_and_its_accounts(run: Any, mixed_press: Path) -> None:
    result = run("add", mixed_press, "--library", "press.db", "--meta", "meta.json")
    assert result.exit_code == 0, result.output
    with Library("press.db", create=False) as library:
        assert {a.doc for a in library.articles()} == {p.name for p in mixed_press.iterdir()}
        assert {c.doc for c in library.coded()} == {"fanal.txt", "vigie.txt", "passerelle.txt"}
        assert {d.doc for d in library.dropped()} == {"harbour.txt", "khabar.txt"}
        joined = [ref for account in library.accounts() for ref in account.statements]
        assert sorted(joined) == sorted((c.doc, n) for c in library.coded() for n in range(len(c.statements)))
        assert joined
    assert "harbour.txt" in result.stderr
    assert "5 added (2 of them not coded)" in result.stdout


def test_adding_again_changes_nothing_and_says_so(run: Any, press: Path, here: Path) -> None:
    run("add", press, "--library", "press.db")
    with Library("press.db") as library:
        before = [list(library.articles()), list(library.coded()), library.accounts(), library.revision]
    result = run("add", press, "--library", "press.db", "--json")
    assert result.exit_code == 0
    done = json.loads(result.stdout)
    assert (done["added"], len(done["known"]), done["articles"]) == ([], 3, 3)
    with Library("press.db") as library:
        assert [
            list(library.articles()),
            list(library.coded()),
            library.accounts(),
            library.revision,
        ] == before


def test_adding_one_at_a_time_gives_the_accounts_of_adding_all(run: Any, press: Path) -> None:
    run("add", press, "--library", "all.db", "--meta", "meta.json")
    for name in ("vigie.txt", "fanal.txt", "passerelle.txt"):
        run("add", press / name, "--library", "one.db", "--meta", "meta.json")

    def accounts(name: str) -> list[Any]:
        with Library(name) as library:
            return sorted((sorted(a.statements), a.grade, a.type) for a in library.accounts())

    assert accounts("one.db") == accounts("all.db")


def test_a_bad_file_is_remembered_and_the_rest_is_added(run: Any, press: Path) -> None:
    (press / "empty.txt").touch()
    result = run("add", press, "--library", "press.db")
    assert result.exit_code == 1
    assert sum("empty.txt" in line for line in result.stderr.splitlines()) == 1
    with Library("press.db") as library:
        assert len(library) == 3
        assert [d.doc for d in library.dropped() if d.failed] == ["empty.txt"]


def test_brief_of_a_library_is_the_brief_of_its_articles(run: Any, press: Path) -> None:
    run("add", press, "--library", "press.db", "--meta", "meta.json")
    of_library = run("brief", "--library", "press.db", "--json")
    of_folder = run("brief", press, "--meta", "meta.json", "--json")
    assert of_library.exit_code == of_folder.exit_code == 0
    one, two = json.loads(of_library.stdout), json.loads(of_folder.stdout)
    assert one["summary"] == two["summary"]
    assert len(one["entries"]) == len(two["entries"]) > 0


def test_brief_adds_paths_to_the_library_it_is_given(run: Any, press: Path) -> None:
    run("add", press / "fanal.txt", "--library", "press.db")
    result = run("brief", press / "vigie.txt", "--library", "press.db", "--json")
    assert json.loads(result.stdout)["summary"]["articles"] == 2


def test_show_from_a_library(run: Any, press: Path) -> None:
    run("add", press, "--library", "press.db")
    with Library("press.db") as library:
        account = library.accounts()[0]
    shown = run("show", account.id, "--library", "press.db")
    assert shown.exit_code == 0
    assert all(doc in shown.stdout for doc, _ in account.statements)
    assert (
        run("show", account.id[:8], "--library", "press.db").stdout == shown.stdout
    )  # as the brief prints it


def test_a_library_that_is_not_there(run: Any, here: Path) -> None:
    for command in (("brief", "--library", "none.db"), ("show", "e1", "--library", "none.db")):
        result = run(*command)
        assert result.exit_code == 1
        assert result.stderr.count("\n") == 1
        assert "recoupe add PATH --library none.db" in result.stderr
    assert not (here / "none.db").exists()
