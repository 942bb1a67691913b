"""Judgements in a library: kept in order, never edited, honoured whenever the accounts are made."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from recoupe.errors import InputError
from recoupe.join.anchors import passage
from recoupe.model import Article, Coded, Event, Judgement, Verdict, When, Zone
from recoupe.store import Library

AT = "2021-04-01T08:30:00Z"


def told(doc: str, day: str) -> tuple[Article, Coded]:
    text = f"{doc} raconte : la brigade a démantelé une cellule."
    said = Event(
        doc=doc, span=(0, len(text)), trigger="démantelé", type="COERCE", mode="dismantle",
        when=When("ce jour", day, day),
    )  # fmt: skip
    zones = (Zone(0, len(text), "body"),)
    return Article(doc, text, zones, doc[:1], None, day, "fr"), Coded(doc, day, "fr", (said,))


def judged(verdict: Verdict, *stories: tuple[Article, Coded], **more: object) -> Judgement:
    sides = [(passage(article, coded.statements, 0),) for article, coded in stories]
    left, right = (*sides, (), ())[:2]
    return Judgement(verdict=verdict, by="Inès", at=AT, left=left, right=right, **more)  # type: ignore[arg-type]


def test_the_accounts_follow_each_judgement_and_each_undoing(tmp_path: Path) -> None:
    one, other = told("a.txt", "2021-03-09"), told("b.txt", "2021-09-09")
    with Library(tmp_path / "press.db") as library:
        for article, coded in (one, other):
            library.add(article, coded)
        library.refresh()
        before = library.accounts()
        assert len(before) == 2
        kept = library.judge(judged("same", one, other))
        assert not library.fresh
        library.refresh()
        assert library.fresh
        assert len(library.accounts()) == 1
        library.judge(Judgement(verdict="undo", by="Inès", at=AT, undoes=kept.number))
        library.refresh()
        assert library.accounts() == before
        assert library.judgement_states() == {1: "undone by 2", 2: "in force"}
    with Library(tmp_path / "press.db") as library:
        assert [j.verdict for j in library.judgements()] == ["same", "undo"]
        assert library.judgements()[0] == kept


def test_a_judgement_that_is_not_there_cannot_be_undone(tmp_path: Path) -> None:
    with Library(tmp_path / "press.db") as library:
        with pytest.raises(InputError, match="judgement 7"):
            library.judge(Judgement(verdict="undo", by="Inès", at=AT, undoes=7))
        assert library.judgements() == []


@pytest.mark.parametrize("edit", ["UPDATE judgement SET record = '{}'", "DELETE FROM judgement"])
def test_the_file_itself_refuses_to_change_a_judgement(tmp_path: Path, edit: str) -> None:
    with Library(tmp_path / "press.db") as library:
        library.judge(Judgement(verdict="reliability", by="Inès", at=AT, names=("a",), reliability="B"))
    with sqlite3.connect(tmp_path / "press.db") as raw, pytest.raises(sqlite3.Error, match="never edited"):
        raw.execute(edit)
