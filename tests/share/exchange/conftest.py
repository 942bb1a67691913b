"""Libraries that are nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from exchange_press import article, befriend
from taxii_press import Served, behind_a_server

from recoupe.share.exchange.nodes import init
from recoupe.store import Library

Node = Callable[[str], Library]


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    """Makes (or opens) the library of a node by name."""
    opened: list[Library] = []

    def make(name: str) -> Library:
        path = tmp_path / f"{name}.db"
        known = path.exists()
        library = Library(path)
        opened.append(library)
        if not known:
            init(library, name)
        return library

    yield make
    for library in opened:
        library.close()


@pytest.fixture
def two(node: Node) -> tuple[Library, Library]:
    """Two nodes that trust each other: north has read « fanal » and « cap », south « vigie »."""
    north, south = node("north"), node("south")
    befriend(north, south)
    for doc in ("fanal.txt", "cap.txt"):
        north.add(*article(doc))
    south.add(*article("vigie.txt"))
    return north, south


@pytest.fixture
def served(two: tuple[Library, Library]) -> Iterator[Served]:
    """The two, north behind its server and south with a token for it."""
    with behind_a_server(two[0]) as url:
        yield Served(*two, url)
