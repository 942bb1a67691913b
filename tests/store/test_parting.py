"""A library without some of its articles, made in a process of its own: joined as if they had never come."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from recoupe.model import Article, Coded, Entity, Event, Judgement, Place, When
from recoupe.store import Library


def said(n: int) -> tuple[Article, Coded]:
    """An article that tells of one of three raids."""
    town, day = ("Tanger", "Rabat", "Oujda")[n % 3], f"2021-03-0{1 + n % 3}"
    text = f"Le {day}, à {town}, la police a démantelé une cellule, écrit le journal {n}."
    event = Event(
        doc=f"{n}.txt", span=(0, len(text)), trigger="démantelé", type="COERCE", mode="dismantle",
        actors=(Entity("la police", "MAR.DGSN", "MAR"),), where=(Place(town, "MAR"),),
        when=When(day, day, day),
    )  # fmt: skip
    return Article(f"{n}.txt", text, outlet=f"journal-{n}", published=day, language="fr"), Coded(
        f"{n}.txt", day, "fr", (event,)
    )


@pytest.mark.parametrize("outlets", [False, True])
def test_what_is_left_is_joined_when_the_process_ends(tmp_path: Path, outlets: bool) -> None:
    path, aside = tmp_path / "press.db", tmp_path / "aside.db"
    # A judgement of outlets as a whole: no article can be taken out by itself.
    judged = Judgement(
        verdict="relays", by="inès", at="2021-04-01T00:00:00Z", why="so they say",
        names=("journal-0", "journal-3"),
    )  # fmt: skip
    with Library(path) as library, Library(tmp_path / "rest.db") as rest:
        for n in range(9):
            library.add(*said(n))
            if n not in (4, 6):
                rest.add(*said(n))
        for one in (library, rest):
            if outlets:
                one.judge(judged)
            one.refresh()
        subprocess.run(
            [sys.executable, "-m", "recoupe.store.parting", str(path), str(aside)],
            input=json.dumps(["4.txt", "6.txt"]).encode(),
            check=True,
        )
        with Library(aside, create=False) as made:
            assert made.fresh
            assert {one.id: one for one in made.accounts()} == {one.id: one for one in rest.accounts()}
