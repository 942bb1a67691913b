"""Judgements in a library: kept in order, never edited, honoured whenever the accounts are made."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from msgspec.structs import replace

from recoupe.errors import InputError
from recoupe.join import join, ruled
from recoupe.join.anchors import passage
from recoupe.model import Article, Coded, Event, Judgement, Verdict, When, Zone
from recoupe.store import Library
from recoupe.store.removing import remove_article

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


@pytest.mark.parametrize("schema", [None, 14])
def test_when_the_judged_article_is_taken_out_its_first_copy_by_name_stands_for_it(
    tmp_path: Path, schema: int | None
) -> None:
    """Whichever copy came first, and in a library that an older recoupe filled, too."""
    other = told("o.txt", "2021-09-09")
    article, coded = told("x.txt", "2021-03-09")

    def copy(doc: str, day: str) -> tuple[Article, Coded]:
        said = tuple(replace(one, doc=doc, when=When("ce jour", day, day)) for one in coded.statements)
        return replace(article, doc=doc, outlet=doc[:1]), replace(coded, doc=doc, statements=said)

    first, second = copy("z.txt", "2021-01-08"), copy("b.txt", "2021-05-10")
    path = tmp_path / "press.db"
    with Library(path) as library:
        library.add_all([first, (article, coded), other, second])
        library.judge(judged("wrong", (article, coded), field="what", value="COERCE: dismantle"))
        library.judge(judged("grade", first, grade=5, why="copied"))
        library.refresh()
    if schema:
        with sqlite3.connect(path) as connection:
            connection.execute("DROP TABLE content")
            connection.execute(f"PRAGMA user_version = {schema}")
        connection.close()
    with Library(path) as library:
        with library.writing() as connection:
            number = connection.exec_driver_sql("SELECT id FROM article WHERE doc = 'x.txt'").scalar_one()
            remove_article(connection, number, "a hoax")
        library.refresh()
        left = list(zip(library.articles(), library.coded(), strict=True))
        in_order = sorted(left, key=lambda one: one[0].doc)
        articles, documents = [a for a, _ in in_order], [c for _, c in in_order]
        rulings = ruled(library.judgements(), documents, articles)
        assert set(rulings.aside) == {("b.txt", 0)}
        assert library.accounts() == join(documents, articles, rulings)


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
