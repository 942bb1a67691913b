"""The log: every judgement is in it, and no row can be changed, taken out, moved or cut off unseen."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from recoupe.errors import InputError
from recoupe.model import Judgement
from recoupe.store import Library
from recoupe.store.audit import entries, verify

AT = "2021-04-01T08:30:00Z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "press.db"
    with Library(path) as library:
        for n in range(5):
            library.log("disclosure", partner=f"desk-{n % 2} (node{n % 2})", subject=f"pack {n}", detail="x")
    return path


def tamper(path: Path, *sql: str) -> list[str]:
    """What ``verify`` finds after somebody opened the file with another program."""
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER audit_update")
        connection.execute("DROP TRIGGER audit_delete")
        for one in sql:
            connection.execute(one)
    with Library(path) as library:
        return verify(library)[2]


def test_a_whole_log_has_no_faults(path: Path) -> None:
    assert tamper(path) == []


@pytest.mark.parametrize("column", ["at", "act", "partner", "subject", "detail", "seal"])
@pytest.mark.parametrize("row", range(1, 6))
def test_a_changed_row_is_found(path: Path, row: int, column: str) -> None:
    value = "recall" if column == "act" else "other"
    assert f"row {row}" in tamper(path, f"UPDATE audit SET {column} = '{value}' WHERE number = {row}")[0]


@pytest.mark.parametrize("row", range(1, 6))
def test_a_row_taken_out_is_found(path: Path, row: int) -> None:
    assert tamper(path, f"DELETE FROM audit WHERE number = {row}")


@pytest.mark.parametrize("row", range(1, 5))
def test_two_rows_exchanged_are_found(path: Path, row: int) -> None:
    assert tamper(
        path,
        f"UPDATE audit SET number = 99 WHERE number = {row}",
        f"UPDATE audit SET number = {row} WHERE number = {row + 1}",
        f"UPDATE audit SET number = {row + 1} WHERE number = 99",
    )


def test_rows_taken_out_and_closed_up_are_found(path: Path) -> None:
    assert tamper(
        path, "DELETE FROM audit WHERE number = 2", "UPDATE audit SET number = number - 1 WHERE number > 2"
    )


def test_a_log_cut_off_with_its_note_is_found_by_a_seal_written_down(path: Path) -> None:
    with Library(path) as library:
        rows = list(entries(library))
    cut = (
        "DELETE FROM audit WHERE number = 5",
        f"UPDATE audited SET length = 4, seal = '{rows[3].seal}'",
    )
    assert tamper(path, *cut) == []
    with Library(path) as library:
        assert verify(library, known=rows[4].seal)[2]
        assert verify(library, known=rows[3].seal)[2] == []


def test_the_library_itself_refuses_to_change_the_log(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        for sql in ("UPDATE audit SET detail = ''", "DELETE FROM audit"):
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                connection.execute(sql)


def test_each_judgement_is_logged_and_a_refused_one_is_not(path: Path) -> None:
    with Library(path) as library:
        kept = library.judge(
            Judgement(
                verdict="reliability", by="Inès", at=AT, names=("fanal",), reliability="B", about="le fanal"
            )
        )
        with pytest.raises(InputError):
            library.judge(Judgement(verdict="undo", by="Inès", at=AT, undoes=9))
        *_, last = entries(library)
        assert (last.number, last.act, last.subject) == (6, "judgement", f"judgement {kept.number}")
        assert "Inès" in last.detail
        assert verify(library)[2] == []


def test_a_partner_s_rows_are_found_by_name_and_by_node(path: Path) -> None:
    with Library(path) as library:
        for given in ("desk-1", "node1", "desk-1 (node1)"):
            assert [one.number for one in entries(library, given)] == [2, 4]
        assert not list(entries(library, "desk"))
