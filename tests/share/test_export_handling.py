"""What a reader may not see leaves no trace in an export, whatever the format."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import export_press
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from test_export_formats import export, text_of

sys.path.append(str(Path(__file__).parent / "exchange"))

from exchange_press import befriend

from recoupe.errors import NodeError
from recoupe.join.judging import Judging, undoing
from recoupe.model import Place
from recoupe.share.exchange.marks import Handling, reader_of, set_marking
from recoupe.share.exchange.nodes import find, init
from recoupe.share.export import FORMATS, writer
from recoupe.share.export.audience import Door
from recoupe.share.export.filters import Filter
from recoupe.share.export.losses import Losses
from recoupe.share.export.parts import Part
from recoupe.share.export.records import records
from recoupe.share.export.spread import parts
from recoupe.share.handling import LEVELS, PUBLIC, Marking, Reader, may_see
from recoupe.store import Library
from recoupe.store.tables import MARKED as TABLE

TODAY = date(2026, 1, 1)
SECRET = "parce qu'une source du service le dément"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A node with a judgement, which trusts « lisbon » (in @sahel) and « dakar »."""
    folder = tmp_path_factory.mktemp("handling")
    with export_press.build(folder / "rabat.db") as made:
        export_press.judge(made, SECRET)
        init(made, "rabat")
        for name, groups in (("lisbon", ("@sahel",)), ("dakar", ())):
            with Library(folder / f"{name}.db") as other:
                init(other, name)
                befriend(made, other, groups=groups)
        yield made


@pytest.mark.parametrize("to", [None, "lisbon"])
@pytest.mark.parametrize("name", FORMATS)
def test_a_judgement_stays_in_its_house(name: str, to: str | None, library: Library, tmp_path: Path) -> None:
    losses = export(library, name, tmp_path / "a", to=to)
    text = text_of(name, tmp_path / "a")
    assert "dément" not in text and "lead-analyst" not in text and "AMBER" not in text.upper()
    assert losses.held_back == {"judgements": 1}


def test_what_follows_from_a_judgement_stays_too(library: Library) -> None:
    def grade(to: str | None) -> int:
        found = records(library, Filter(), Door(library, to, TODAY), Losses(), masked=False)
        return next(one.account.grade for one in found if one.account.mode == "dismantle")

    assert grade("own") == 5
    assert grade(None) < 5


@pytest.mark.parametrize("to", [None, "lisbon", "own"])
@pytest.mark.parametrize("level", ["CLEAR", "RED"])
def test_processes_give_a_reader_what_one_alone_gives(
    to: str | None, level: str, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a library with a judgement, and an article, that the reader may not see."""
    monkeypatch.setattr("recoupe.share.export.spread.LEAST", 1)
    with library.writing() as connection:
        connection.execute(TABLE.delete())
    doc = min(article.doc for article in library.articles())
    set_marking(library, doc, level=level, to=None, expires=None, why="", by="me")  # type: ignore[arg-type]

    def lines(processes: int) -> list[bytes]:
        losses, door = Losses(), Door(library, to, TODAY)
        made = parts(
            library, Filter(), door, losses, writer("jsonl").shape, masked=False, processes=processes
        )
        return b"".join(one.data for one in made).splitlines()

    alone = lines(1)
    assert alone and lines(2) == alone
    assert len(library.judgements()) == 1
    with library.writing() as connection:
        connection.execute(TABLE.delete())


def test_processes_end_when_the_one_that_writes_is_killed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recoupe.share.export.spread.LEAST", 1)
    monkeypatch.setattr("recoupe.share.export.spread.LOT", 1)
    mine, theirs = multiprocessing.Pipe(duplex=False)

    def write() -> None:
        def shape(_made: object, _losses: Losses) -> Iterator[Part]:
            yield Part(b"-" * 1_000_000)  # more than waits in a pipe

        made = parts(library, Filter(), Door(library, "own", TODAY), Losses(), shape, processes=2)
        next(made)
        theirs.send([one.pid for one in multiprocessing.active_children()])
        os.kill(os.getpid(), signal.SIGKILL)

    multiprocessing.get_context("fork").Process(target=write).start()
    helpers = mine.recv()
    assert len(helpers) == 2
    until = time.monotonic() + 20
    while any(_runs(one) for one in helpers):
        assert time.monotonic() < until, "they wait for ever"
        time.sleep(0.05)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # Ended, and not yet asked for by whoever took it over.
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def test_what_the_house_put_right_is_read_so_by_all_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recoupe.share.export.spread.LEAST", 1)
    with export_press.build(tmp_path / "rabat.db") as made:
        judging = Judging(list(made.articles()), list(made.coded()), made.accounts(), list)
        made.judge(judging.names("same-name", "Salima Rahmouni", "MAR.MINJUS", "me", ""))
        raid = next(one.id for one in made.accounts() if one.mode == "dismantle")
        right = judging.wrong(
            raid, "where", None, "me", "", lambda said: replace(said, where=(Place("Fès", "MAR"),))
        )
        made.judge(right)
        made.refresh()

        def lines(processes: int) -> bytes:
            door, shape = Door(made, "own", TODAY), writer("jsonl").shape
            found = parts(made, Filter(), door, Losses(), shape, masked=False, processes=processes)
            return b"".join(one.data for one in found)

        assert b"MAR.MINJUS" in lines(1) and "Fès".encode() in lines(1)
        assert lines(2) == lines(1)


def test_a_judgement_undone_and_in_force_again_stays_in_its_house(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recoupe.share.export.spread.LEAST", 1)
    with export_press.build(tmp_path / "rabat.db") as made:
        export_press.judge(made, SECRET)
        first = made.judgements()[0].number
        second = made.judge(undoing(first, "me", "")).number
        made.judge(undoing(second, "me", ""))
        made.refresh()
        found = parts(made, Filter(), Door(made, None, TODAY), Losses(), writer("jsonl").shape, processes=2)
        text = b"".join(one.data for one in found).decode()
    assert text and SECRET not in text and "lead-analyst" not in text


def test_a_stranger_is_no_reader(library: Library) -> None:
    with pytest.raises(NodeError, match="is no node trusted here"):
        Door(library, "oslo")


Marked = tuple[str, list[str] | None, str | None]
MARKED = st.tuples(
    st.sampled_from(LEVELS),
    st.none() | st.lists(st.sampled_from(["lisbon", "dakar", "@sahel"]), max_size=3),
    st.sampled_from([None, "2025-12-31", "2026-01-01"]),
)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    marks=st.tuples(MARKED, MARKED, MARKED, MARKED, MARKED),
    to=st.sampled_from([None, "lisbon", "dakar", "own"]),
)
def test_whatever_is_marked_only_what_the_reader_may_see_goes_out(
    marks: tuple[tuple[str, list[str] | None, str | None], ...],
    to: str | None,
    library: Library,
    tmp_path: Path,
) -> None:
    docs = sorted(article.doc for article in library.articles())
    with library.writing() as connection:  # each example begins anew
        connection.execute(TABLE.delete())
    for thing, (level, names, until) in zip((*docs, "1"), marks, strict=True):
        readers = None if names is None else tuple(n if n[0] == "@" else find(library, n).node for n in names)
        set_marking(library, thing, level=level, to=readers, expires=until, why="", by="me")  # type: ignore[arg-type]
    out = tmp_path / "a.jsonl"
    export(library, "jsonl", out, to=to)
    made = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    with library.reading() as connection:
        handling = Handling(connection)
    partner = None if to in (None, "own") else find(library, str(to))

    def sees(marking: Marking) -> bool:
        own = Reader(name=handling.node) if to == "own" else PUBLIC
        reader = reader_of(partner, marking.originators, handling.node) if partner else own
        return may_see(marking, reader, TODAY).allowed

    text = out.read_text("utf-8")
    for doc in docs:
        if not sees(handling.article(doc)):
            assert f'"{doc}"' not in text
    if not sees(handling.judgement(1)):
        assert "dément" not in text
    if to is not None and to != "own":
        other = find(library, "dakar" if to == "lisbon" else "lisbon").node
        assert other not in text  # whom else it is released to is told to nobody
    for one in made:
        assert {proof["doc"] for proof in one["evidence"]} == {source["doc"] for source in one["articles"]}
