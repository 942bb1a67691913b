"""The log as a page: what was done by whom, found by words, checked, and silent on what one may not see."""

from __future__ import annotations

import csv
import io
import sqlite3
from pathlib import Path
from urllib.parse import quote

from browse import look
from starlette.testclient import TestClient
from team_press import team

from recoupe.join.judging import Judging
from recoupe.share.exchange.marks import set_marking
from recoupe.store import Library

BAD = "<script>alert(1)</script>"


def judge(path: Path, why: str) -> str:
    """Set the grade of an account that several sources tell; its id."""
    with Library(path) as kept:
        kept.refresh()
        account = next(one for one in kept.accounts() if len(one.statements) > 1)
        judging = Judging(list(kept.articles()), list(kept.coded()), kept.accounts())
        kept.judge(judging.grade(account.id, 5, "nadia", why))
    return account.id


def test_what_was_done_is_listed_narrowed_and_taken_away(library: Path, client: TestClient) -> None:
    assert "Nothing is logged yet" in look(client, "/audit").text
    judge(library, "I was there")
    with Library(library) as kept:
        kept.log("disclosure", partner="=HYPERLINK(1)", subject=BAD, detail="to nobody")
    page = look(client, "/").follow("Log")
    assert "2 rows" in page.text and BAD in page.text and not page.tree.xpath("//script[not(@src)]")
    assert "judgement 1 · grade" in page.text and "I was there" in page.text
    assert "I was there" in page.follow("judgement 1").text  # the account that was judged
    for query, told in (
        ("act=disclosure", "to nobody"), ("q=nadia", "5 · improbable"), ("q=HYPERLINK&act=disclosure", BAD)
    ):  # fmt: skip
        one = look(client, f"/audit?{query}")
        assert "1 row" in one.text and told in one.text
    assert "No row is like that" in look(client, "/audit?q=%25").text
    table = list(csv.DictReader(io.StringIO(client.get("/audit.csv?act=disclosure").text.lstrip("\ufeff"))))
    assert [row["partner"] for row in table] == ["'=HYPERLINK(1)"]
    assert [row["number"] for row in client.get("/audit.json").json()] == [2, 1]
    assert client.get("/audit.xml").status_code == 404


def test_a_long_log_has_pages(library: Path, client: TestClient) -> None:
    with Library(library) as kept:
        for n in range(51):
            kept.log("viewing", partner="user:inès", subject=f"thing {n}")
    page = look(client, "/audit?act=viewing")
    assert "thing 50" in page.text and "thing 0" not in page.text
    assert "thing 0" in page.follow("Next").text
    look(client, "/audit?page=0&act=none")


def test_a_row_that_was_changed_shows(library: Path, client: TestClient) -> None:
    judge(library, "I was there")
    whole = look(client, "/audit").follow("Check every row")
    assert "none was changed" in whole.text
    with sqlite3.connect(library) as connection:
        connection.execute("DROP TRIGGER audit_update")
        connection.execute("UPDATE audit SET detail = 'nothing'")
    assert "row 1 was changed" in look(client, whole.url).text


def test_it_tells_nothing_of_what_is_hidden(library: Path) -> None:
    account = judge(library, "told in confidence")
    with Library(library) as kept:
        set_marking(kept, "1", level="RED", to=("user:editor",), expires=None, why="a source", by="me")
        kept.log("viewing", partner="user:editor", subject=f"account {account} (TLP:RED)")
        kept.log("login", partner="user:editor", detail="in")
    with team(library) as bench:
        boss = bench.client("administrator")
        page = look(boss, "/audit")
        assert "told in confidence" not in page.text and "a source" not in page.text
        assert "editor" in page.text and "…" in page.text
        for file in ("/audit.csv", "/audit.json"):
            assert "a source" not in boss.get(file).text
        # Nor does the number of rows that have a word.
        assert "No row is like that" in look(boss, "/audit?q=source").text
        assert "1 row" in look(boss, "/audit?q=user:editor&act=login").text


def test_rows_are_found_by_the_words_that_the_page_shows(library: Path, client: TestClient) -> None:
    """« jugement », « improbable », « s’est connecté » and a sentence stand on the page, not in the log."""
    account = judge(library, "I was there")
    with Library(library) as kept:
        kept.log("login", partner="user:ines", detail="in")
        kept.log("login", partner="user:ines", detail="out")
        kept.log("viewing", partner="user:ines", subject=f"account {account} (TLP:AMBER)", detail="/")
        kept.log("viewing", partner="user:ines", subject="thing", detail="/")
    sentence = client.get("/accounts.json?lang=fr").json()
    told = next(one["sentence"] for one in sentence if one["account"] == account)
    for words, number in (
        ("jugement", 1), ("improbable", 1), ("s’est connecté", 2), ("s’est déconnecté", 3), (told[-20:], 4)
    ):  # fmt: skip
        page = look(client, f"/audit?lang=fr&q={quote(words)}")
        assert "1 ligne" in page.text and words in page.text, words
        rows = client.get(f"/audit.json?lang=fr&q={quote(words)}").json()
        assert [row["number"] for row in rows] == [number]
    assert "2 lignes" in look(client, "/audit?lang=fr&q=vu&act=viewing").text
    assert "No row is like that" in look(client, "/audit?q=jugement").text
