"""Two nodes that trust each other, north behind a server: ``pull.py`` and ``sync_kills.py`` begin so."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from threading import Thread

import uvicorn

from recoupe.model import Article, Coded, Event, Place, When, Zone
from recoupe.share.exchange.canonical import canonical
from recoupe.share.exchange.nodes import connect, find, init, load_key, own_card, token, trust
from recoupe.share.exchange.taxii import Server
from recoupe.store import Library

_ACTS = (
    ("COERCE", "arrest"), ("AID", "train"), ("ACCUSE", "investigate"), ("CONSULT", None), ("SUPPORT", "sign"),
    ("PROTEST", None),
)  # fmt: skip


def article(number: int) -> tuple[Article, Coded]:
    """A made article that says one thing, of a day of its own: the accounts stay small."""
    text = f"Le BCIJ a arrêté {number + 2} hommes dans la ville numéro {number}. Fin de la dépêche {number}."
    doc = f"n{number}.txt"
    # Some 1,300 days are nine days apart; what is of one day again is another act.
    type_, mode = _ACTS[number * 9 // 12_000 % len(_ACTS)]
    day = (date(1990, 1, 1) + timedelta(days=9 * number % 12_000)).isoformat()
    said = Event(
        doc=doc, span=(0, text.index(".")), trigger="arrêté", type=type_, mode=mode,
        when=When(day, day, day), where=(Place(f"ville numéro {number}"),),
    )  # fmt: skip
    zones = (Zone(0, len(text), "body"),)
    own = Article(doc, text, zones, "fanal", f"https://fanal.example/{number}", day, "fr")
    return own, Coded(doc, day, "fr", (said,))


def prepare(folder: Path) -> None:
    """``north.db`` and ``south.db``; south has a token for north's server."""
    with Library(folder / "north.db") as north, Library(folder / "south.db") as south:
        for one in (north, south):
            init(one, one.path.stem)
        trust(north, canonical(own_card(south)), "card")
        trust(south, canonical(own_card(north)), "card")
        connect(south, find(south, "north"), "http://127.0.0.1", token(north, find(north, "south")))


@contextmanager
def online(north: Library) -> Iterator[str]:
    """The address of its server, which runs in this very process."""
    with socket.socket() as at:
        at.bind(("127.0.0.1", 0))
        app = Server(north, load_key(north), 1_000_000).app
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = Thread(target=server.run, kwargs={"sockets": [at]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.002)
        yield f"http://127.0.0.1:{at.getsockname()[1]}"
        server.should_exit = True
        thread.join()  # before its socket is closed under it
