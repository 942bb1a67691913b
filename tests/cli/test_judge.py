"""Judging at the command line: what is typed, what is answered, what the brief makes of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

from recoupe.model import Account
from recoupe.store import Library

Run = Callable[..., Result]

BY = ("--by", "Inès", "--library", "press.db")


@pytest.fixture
def library(press: Path, run: Run) -> Path:
    run("add", press, "--meta", "meta.json", "--library", "press.db")
    return press.parent / "press.db"


def accounts(kind: str, type_: str) -> list[Account]:
    with Library("press.db") as kept:
        kept.refresh()
        return [a for a in kept.accounts() if a.kind == kind and a.type == type_]


def dismantled() -> Account:
    return next(a for a in accounts("event", "COERCE") if a.mode == "dismantle")


def test_two_reports_are_taken_apart_and_the_brief_follows(library: Path, run: Run) -> None:
    account = dismantled()
    assert len(account.statements) == 2
    with Library("press.db") as kept:
        said = {c.doc: c.statements for c in kept.coded()}
    doc, i = account.statements[1]
    start, end = said[doc][i].span
    where = f"{doc}:{start}-{end}:COERCE"
    result = run("judge", "different", account.id, where, "--why", "two raids of one day", *BY)
    assert result.exit_code == 0
    assert result.output.startswith("judgement 1: different")
    after = {a.statements for a in accounts("event", "COERCE")}
    assert not any({account.statements[0], account.statements[1]} <= set(refs) for refs in after)
    listed = run("judge", "list", "--library", "press.db").output
    assert "Inès" in listed and "two raids of one day" in listed
    run("judge", "undo", "1", *BY)
    assert {account.statements} <= {a.statements for a in accounts("event", "COERCE")}


def test_a_wrong_value_needs_to_be_named_where_there_are_several(library: Path, run: Run) -> None:
    count = next(a for a in accounts("figure", "members") if len(a.fields["value"]) == 2)
    refused = run("judge", "wrong", count.id, "value", "--why", "misread", *BY)
    assert refused.exit_code == 1
    assert all(v.value in refused.output for v in count.fields["value"]) and "--value" in refused.output
    value = count.fields["value"][0].value
    run("judge", "wrong", count.id, "value", "--value", value, "--why", "misread", *BY)
    again = next(a for a in accounts("figure", "members") if a.id == count.id)
    assert [(v.value, bool(v.aside)) for v in again.fields["value"]][-1] == (value, True)
    assert not again.disagreements


def test_an_account_is_named_by_its_beginning_or_by_its_number_in_the_brief(library: Path, run: Run) -> None:
    page = run("brief", "--library", "press.db", "--json").output
    made = json.loads(page)
    second = made["entries"][1]["account"]
    run("judge", "grade", "2", "5", "--why", "denied on the phone", *BY)
    graded = next(a for a in (*accounts("event", "COERCE"), *accounts("event", "SUPPORT")) if a.rule_grade)
    assert graded.id == second and graded.grade == 5
    assert run("judge", "grade", second[:8], "4", "--why", "said less firmly", *BY).exit_code == 0
    brief = run("brief", "--library", "press.db", "--no-page").output
    assert second[:6] in brief
    shown = " ".join(run("show", second, "--library", "press.db").output.split())
    assert "judgement 2, Inès" in shown and "said less firmly" in shown and "by the rule" in shown
    # The earlier grade gave way, and each says so where the account is told.
    assert "denied on the phone" in " ".join(brief.split()) and "gives way to 2" in " ".join(brief.split())


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (("same", "A-nowhere", "1"), "no account has this id"),
        (("same", "99", "1"), "the brief numbers"),
        (("same", "1", "1"), "are the same statements"),
        (("same", "fanal.txt:0-3", "1"), "nothing is coded there"),
        (("different", "nothere.txt:0-3", "1"), "no article of that name"),
        (("relays", "le-fanal", "le-fanal"), "cannot relay itself"),
        (("relays", "fanale", "MAP"), "le-fanal, fanal.txt"),
        (("wrong", "1", "colour"), "there are what, value, when"),
        (("same-name", "Omar Benhaddou", "omar benhaddou"), "name two names"),
    ],
)
def test_what_cannot_be_found_is_answered_with_what_there_is(
    library: Path, run: Run, typed: tuple[str, ...], answer: str
) -> None:
    result = run("judge", *typed, "--why", "x", *BY)
    assert result.exit_code == 1
    assert answer in result.output
    assert run("judge", "list", "--library", "press.db").output.endswith("nothing was judged yet\n")


def test_who_judges_is_taken_from_the_environment(
    library: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECOUPE_BY", "desk two")
    run("judge", "grade", "1", "2", "--why", "x", "--library", "press.db")
    with Library("press.db") as kept:
        assert kept.judgements()[0].by == "desk two"


def test_judgements_travel_to_another_library_once(library: Path, run: Run, press: Path) -> None:
    run("judge", "relays", "la-vigie", "le-fanal", "--why", "they never call", *BY)
    run("judge", "grade", "1", "2", "--why", "seen", *BY)
    run("judge", "undo", "2", *BY)
    lines = run("judge", "list", "--json", "--library", "press.db").output
    Path("judged.jsonl").write_text(lines, encoding="utf-8")
    run("add", press, "--meta", "meta.json", "--library", "other.db")
    run("judge", "grade", "1", "6", "--why", "its own", "--by", "Omar", "--library", "other.db")
    assert "3 judgements added" in run("judge", "import", "judged.jsonl", "--library", "other.db").output
    assert "0 judgements added" in run("judge", "import", "judged.jsonl", "--library", "other.db").output
    with Library("other.db") as kept:
        states = kept.judgement_states()
        assert [j.undoes for j in kept.judgements()] == [None, None, None, 3]
        assert states == {1: "in force", 2: "in force", 3: "undone by 4", 4: "in force"}
    Path("judged.jsonl").write_text("{}\nnothing\n", encoding="utf-8")
    result = run("judge", "import", "judged.jsonl", "--library", "other.db")
    assert result.exit_code == 1
    assert "line 1: is no judgement" in result.output and "line 2: is no judgement" in result.output


def test_judgements_hold_in_a_library_of_the_same_press_read_anew(
    library: Path, run: Run, press: Path
) -> None:
    account = dismantled()
    run("judge", "grade", account.id, "5", "--why", "denied", *BY)
    Path("judged.jsonl").write_text(run("judge", "list", "--json", "--library", "press.db").output, "utf-8")
    for text in press.iterdir():
        text.write_text("Mis à jour à midi\n" + text.read_text(encoding="utf-8"), encoding="utf-8")
    run("add", press, "--meta", "meta.json", "--library", "again.db")
    run("judge", "import", "judged.jsonl", "--library", "again.db")
    with Library("again.db") as kept:
        assert kept.judgement_states() == {1: "in force"}
        assert [(a.type, a.mode) for a in kept.accounts() if a.grade == 5] == [("COERCE", "dismantle")]
    # A press without the article: the judgement is kept, and said not to apply.
    run("add", press / "passerelle.txt", "--meta", "meta.json", "--library", "other.db")
    run("judge", "import", "judged.jsonl", "--library", "other.db")
    assert "no longer applies" in run("judge", "list", "--library", "other.db").output
    assert "1 judgement without effect now (1)" in run("brief", "--library", "other.db", "--no-page").output


def test_judgements_hold_when_articles_are_taken_out_and_changed_ones_brought_in_by_a_program_of_other_rules(
    library: Path, run: Run, press: Path, caplog: pytest.LogCaptureFixture
) -> None:
    account = dismantled()
    with Library("press.db") as kept:
        said = {c.doc: c.statements for c in kept.coded()}
    doc, i = account.statements[1]
    start, end = said[doc][i].span
    run("judge", "different", account.id, f"{doc}:{start}-{end}:COERCE", "--why", "two raids", *BY)
    count = next(a for a in accounts("figure", "members") if len(a.fields["value"]) == 2)
    wrong = count.fields["value"][0].value
    run("judge", "wrong", count.id, "value", "--value", wrong, "--why", "misread", *BY)
    docs = sorted(said)
    assert run("remove", *docs, "--why", "read anew", "--library", "press.db").exit_code == 0
    with Library("press.db") as kept:
        kept.refresh()
        assert not kept.accounts()
        assert all(state.startswith("no longer applies") for state in kept.judgement_states().values())
    for text in press.iterdir():
        text.write_text("Mis à jour à midi\n" + text.read_text(encoding="utf-8"), encoding="utf-8")
    run("add", press, "--meta", "meta.json", "--library", "press.db")
    with closing(sqlite3.connect("press.db")) as connection, connection:
        connection.execute("UPDATE joined SET rules = 'of another version'")
    run("brief", "--library", "press.db", "--no-page")
    assert "what was judged stays" in caplog.text
    with Library("press.db") as kept:
        assert kept.judgement_states() == {1: "in force", 2: "in force"}
        raids = [
            {d for d, _ in a.statements}
            for a in kept.accounts()
            if (a.type, a.mode) == ("COERCE", "dismantle")
        ]
        assert not any({account.statements[0][0], doc} <= together for together in raids)
        aside = [v for a in kept.accounts() for v in a.fields.get("value", ()) if v.aside]
        assert [v.value for v in aside] == [wrong] and "misread" in aside[0].aside
