"""recoupe export from a user's chair: files, what is said about them, and the log."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "share"))

import export_press
from click.testing import Result

Run = Callable[..., Result]


@pytest.fixture
def library(here: Path) -> Path:
    export_press.build(here / "press.db").close()
    return here / "press.db"


def log(run: Run, library: Path) -> list[dict[str, str]]:
    shown = run("audit", "show", "--library", library, "--json").output
    return [json.loads(line) for line in shown.splitlines()]


def test_every_export_is_logged_and_unmasking_needs_a_reason(run: Run, library: Path, here: Path) -> None:
    done = run("export", "--library", library, "--format", "jsonl", "--out", "a.jsonl", "--to", "own")
    assert done.exit_code == 0 and "private persons masked" in done.output
    assert "Benhaddou" not in (here / "a.jsonl").read_text("utf-8")
    refused = run("export", "--library", library, "--format", "jsonl", "--out", "b.jsonl", "--unmask")
    assert refused.exit_code == 2 and not (here / "b.jsonl").exists()
    run(
        "export",
        "--library",
        library,
        "--format",
        "jsonl",
        "--out",
        "b.jsonl",
        "--unmask",
        "--why",
        "court order 12",
    )
    assert "Benhaddou" in (here / "b.jsonl").read_text("utf-8")
    told = [(row["act"], row["partner"], row["detail"]) for row in log(run, library)]
    assert told == [
        ("disclosure", "own", "a.jsonl"), ("disclosure", "anyone", "b.jsonl"),
        ("unmasking", "anyone", "court order 12"),
    ]  # fmt: skip
    assert "whole" in run("audit", "verify", "--library", library).output


def test_losses_are_listed_and_counted(run: Run, library: Path) -> None:
    plain = run("export", "--library", library, "--format", "polecat", "--out", "a.tsv").output
    assert "--losses lists them" in plain
    told = run("export", "--library", library, "--format", "polecat", "--out", "a.tsv", "--losses").output
    assert "POLECAT holds events only" in told
    made = json.loads(
        run("export", "--library", library, "--format", "polecat", "--out", "a.tsv", "--json").output
    )
    assert made["records"] == len(Path("a.tsv").read_text("utf-8").splitlines()) - 1
    assert {"field", "count", "why"} == set(made["losses"][0])


def test_tables_go_into_a_folder_and_citations_beside_a_brief(run: Run, library: Path, here: Path) -> None:
    run("export", "--library", library, "--format", "csv", "--out", "tables")
    assert {file.name for file in (here / "tables").iterdir()} == {
        f"{name}.csv" for name in ("accounts", "statements", "evidence", "origins", "articles")
    }
    run("export", "--library", library, "--format", "md", "--out", "brief.md", "--lang", "fr")
    assert (here / "brief.bib").exists() and (here / "brief.csl.json").exists()
    assert (here / "brief.md").read_text("utf-8").startswith("# Ce que la presse rapporte")
    run("export", "--library", library, "--format", "md", "--out", "brief [1].md")
    assert (here / "brief [1].md").exists() and (here / "brief [1].bib").exists()
    assert not list(here.glob(".*.part*"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "jsonl", "--out", "no/such/a.jsonl"), "there is no folder"),
        (("--format", "csv", "--out", "press.db"), "name a folder"),
        (("--format", "jsonl", "--out", "a", "--filter", "colour=red"), "is not KEY=VALUE"),
        (("--format", "jsonl", "--out", "a", "--filter", "from=March"), "YYYY-MM-DD"),
        (("--format", "jsonl", "--out", "a", "--to", "oslo"), "is no node trusted here"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    arguments: tuple[str, ...], said: str, run: Run, library: Path, here: Path
) -> None:
    done = run("export", "--library", library, *arguments)
    assert done.exit_code in {1, 2} and said in done.output
    assert not (here / "a").exists()


def test_what_stood_there_stays_when_an_export_fails(run: Run, library: Path, here: Path) -> None:
    (here / "a.jsonl").write_text("kept", encoding="utf-8")
    run("export", "--library", library, "--format", "jsonl", "--out", "a.jsonl", "--filter", "kind")
    assert (here / "a.jsonl").read_text("utf-8") == "kept"


def test_a_missing_package_is_said_with_the_command(
    run: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "recoupe.share.export.parquet", raising=False)
    done = run("export", "--library", library, "--format", "parquet", "--out", "p")
    assert done.exit_code == 1 and "pip install 'recoupe[parquet]'" in done.output


def test_the_command_offers_every_format() -> None:
    from recoupe.cli.export import FORMATS
    from recoupe.share.export import FORMATS as WRITTEN

    assert tuple(WRITTEN) == FORMATS
