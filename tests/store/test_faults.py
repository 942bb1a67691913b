"""A library that cannot be used says so in one line: what, where, what next."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from multiprocessing import Pipe, get_context
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from recoupe.errors import LibraryError
from recoupe.model import Article
from recoupe.store import Library, connect


def refused(path: Path, *, create: bool = True) -> str:
    with pytest.raises(LibraryError) as caught:
        Library(path, create=create)
    text = str(caught.value)
    assert "\n" not in text
    assert str(path) in text
    return text


@pytest.fixture
def library_file(tmp_path: Path) -> Path:
    path = tmp_path / "press.db"
    with Library(path) as library:
        library.add(Article("a.txt", "Un texte."))
    return path


def test_no_file_where_none_may_be_made(tmp_path: Path) -> None:
    assert "recoupe add" in refused(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()


def test_a_folder(tmp_path: Path) -> None:
    assert "folder" in refused(tmp_path)


def test_a_missing_folder(tmp_path: Path) -> None:
    assert "no folder" in refused(tmp_path / "nowhere" / "press.db")


def test_a_text_file_is_no_library_and_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Ceci est une note. " * 300)
    before = path.read_bytes()
    assert "is not a library" in refused(path)
    assert path.read_bytes() == before


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
    before = path.read_bytes()
    assert "another program" in refused(path)
    assert path.read_bytes() == before


def test_an_empty_file_is_filled_or_reported(tmp_path: Path) -> None:
    path = tmp_path / "press.db"
    path.touch()
    assert "holds nothing" in refused(path, create=False)
    with Library(path) as library:
        assert library.add(Article("a.txt", "Un texte."))


@pytest.mark.parametrize(("version", "word"), [(0, "older"), (999, "newer")])
def test_another_schema_version_is_refused_with_what_to_do(
    library_file: Path, version: int, word: str
) -> None:
    with sqlite3.connect(library_file) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    text = refused(library_file)
    assert word in text
    assert ("upgrade recoupe" if version else "recoupe add") in text


def test_a_library_of_the_first_schema_is_brought_up_to_date(library_file: Path) -> None:
    with sqlite3.connect(library_file) as connection:
        connection.execute("DROP TABLE learned")
        connection.execute("ALTER TABLE article DROP COLUMN meta")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    with Library(library_file) as library:
        assert len(list(library.articles())) == 1
        library.keep("vigie", "{}")
        assert library.recall("vigie") == "{}"


def test_accounts_of_an_older_schema_are_made_anew(library_file: Path) -> None:
    """Up to schema 3 accounts had a place in a list and no index to grow by."""
    with sqlite3.connect(library_file) as connection:
        for table in ("told", "filed", "linked", "account_statement", "account", "joined"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("CREATE TABLE account (id VARCHAR PRIMARY KEY, position INTEGER, record VARCHAR)")
        connection.execute(
            "CREATE TABLE account_statement (account VARCHAR, article INTEGER, position INTEGER)"
        )
        connection.execute("CREATE TABLE joined (revision INTEGER NOT NULL, judgement INTEGER)")
        connection.execute("INSERT INTO joined VALUES (1, 0)")
        connection.execute("PRAGMA user_version = 3")
    connection.close()
    with Library(library_file) as library:
        assert not library.fresh
        library.refresh()
        assert library.fresh
        assert len(library.accounts()) == sum(len(coded.statements) for coded in library.coded())


def test_locked_by_another_program(library_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.1)
    other = sqlite3.connect(library_file)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with Library(library_file) as library:
            assert len(library) == 1  # reading goes on
            with pytest.raises(LibraryError, match="another program; try again"):
                library.add(Article("b.txt", "Un autre texte."))
    finally:
        other.close()


def test_damaged(library_file: Path) -> None:
    raw = bytearray(library_file.read_bytes())
    for start in range(4096, len(raw), 4096):
        raw[start : start + 200] = b"\xff" * 200
    library_file.write_bytes(raw)
    with pytest.raises(LibraryError, match="restore it from a copy"), Library(library_file) as library:
        list(library.articles())


@pytest.fixture
def small_disk() -> Iterator[None]:
    """Files of a library cannot grow past a hundred pages, as on a disk that is full."""

    def limit(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 100")

    event.listen(Engine, "connect", limit)
    yield
    event.remove(Engine, "connect", limit)


def test_a_full_disk_keeps_what_was_added(tmp_path: Path, small_disk: None) -> None:
    path = tmp_path / "press.db"
    added = []
    with Library(path) as library, pytest.raises(LibraryError, match="disk is full; make room"):
        for number in range(100):
            article = Article(f"n{number}.txt", f"Texte {number}. " * 1000)
            assert library.add(article)
            added.append(article)
    assert added
    with Library(path, create=False) as library:
        assert list(library.articles()) == added


def _add_as_nobody(path: Path, said: Any) -> None:
    """Run in a child: the administrator may write anywhere, so be nobody for a moment."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    try:
        with Library(path, create=False) as library:
            said.send(len(library))
            library.add(Article("b.txt", "Un autre texte."))
    except LibraryError as error:
        said.send(str(error))
    said.close()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions are POSIX's")
@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o555, 0o444), (0o755, 0o444)])
def test_read_only_can_be_read_and_says_why_it_cannot_be_written(folder_mode: int, file_mode: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "press.db"
        with Library(path) as library:
            library.add(Article("a.txt", "Un texte."))
        path.chmod(file_mode)
        path.parent.chmod(folder_mode)
        ours, theirs = Pipe()
        child = get_context("fork").Process(target=_add_as_nobody, args=(path, theirs))
        child.start()
        theirs.close()
        assert ours.recv() == 1
        assert "cannot be written" in ours.recv()
        child.join()
        path.parent.chmod(0o755)


def test_accounts_made_by_other_rules_are_made_anew_and_it_is_said(
    library_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Library(library_file) as library:
        library.refresh()
        made = library.accounts()
        assert not library.outdated
        assert not caplog.records
    with sqlite3.connect(library_file) as connection:
        connection.execute("UPDATE joined SET rules = 'of last year'")
        connection.execute("UPDATE account SET record = json_set(record, '$.why', 'by a rule of last year')")
    connection.close()
    with Library(library_file) as library:
        assert library.outdated
        assert not library.fresh
        library.refresh()
        assert "joined anew" in caplog.text
        assert library.fresh
        assert not library.outdated
        assert library.accounts() == made
