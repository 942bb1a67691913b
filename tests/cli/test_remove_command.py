"""Articles taken out of a library from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from recoupe.store import Library
from recoupe.store.audit import entries


def accounts(name: str) -> list[Any]:
    with Library(name, create=False) as library:
        assert library.fresh
        return sorted((sorted(a.statements), a.grade, a.type) for a in library.accounts())


def test_an_article_is_gone_with_what_it_says_and_the_log_says_why(run: Any, press: Path) -> None:
    run("add", press, "--library", "all.db", "--meta", "meta.json")
    for name in ("vigie.txt", "passerelle.txt"):
        run("add", press / name, "--library", "less.db", "--meta", "meta.json")
    result = run("remove", "fanal.txt", "--library", "all.db", "--why", "a  hoax", "--by", "Nour")
    assert result.exit_code == 0, result.output
    assert "removed fanal.txt" in result.stdout and "holds 2 articles" in result.stdout
    assert accounts("all.db") == accounts("less.db")
    with Library("all.db", create=False) as library:
        assert library.article("fanal.txt") is None
        told = [(one.partner, one.subject, one.detail) for one in entries(library) if one.act == "removal"]
    assert told == [("Nour", "article fanal.txt", "a hoax")]
    assert run("audit", "verify", "--library", "all.db").exit_code == 0


def test_what_was_judged_of_its_words_holds_again_when_it_is_back(run: Any, press: Path) -> None:
    run("add", press, "--library", "press.db", "--meta", "meta.json")
    before = accounts("press.db")
    with Library("press.db") as library:
        said = {c.doc: c.statements for c in library.coded()}
        one = next(
            a for a in library.accounts() if {d for d, _ in a.statements} >= {"fanal.txt", "vigie.txt"}
        )
        doc, i = next(ref for ref in one.statements if ref[0] == "fanal.txt")
        start, end = said[doc][i].span
    apart = f"{doc}:{start}-{end}:{one.type}"
    judged_so = run("judge", "different", one.id, apart, "--library", "press.db", "--why", "another raid")
    assert judged_so.exit_code == 0, judged_so.output
    judged = accounts("press.db")
    assert judged != before
    run("remove", "fanal.txt", "--library", "press.db", "--why", "looked at again")
    run("add", press / "fanal.txt", "--library", "press.db", "--meta", "meta.json")
    assert accounts("press.db") == judged


def test_it_is_named_by_its_url_too_and_what_is_not_there_is_said(run: Any, press: Path) -> None:
    Path("urls.json").write_text(json.dumps({"vigie.txt": {"url": "https://vigie.example/1"}}), "utf-8")
    run("add", press, "--library", "press.db", "--meta", "urls.json")
    result = run(
        "remove",
        "https://vigie.example/1",
        "nobody.txt",
        "--library",
        "press.db",
        "--why",
        "withdrawn",
        "--json",
    )
    assert result.exit_code == 1
    assert "nobody.txt: no article" in result.stderr
    done = json.loads(result.stdout)
    assert (done["removed"], done["articles"]) == (["vigie.txt"], 2)


def test_no_article_goes_without_a_reason(run: Any, press: Path) -> None:
    run("add", press, "--library", "press.db")
    for why in ([], ["--why", " "]):
        assert run("remove", "vigie.txt", "--library", "press.db", *why).exit_code == 2
    with Library("press.db", create=False) as library:
        assert len(library) == 3
