"""Kill an exchange at random moments, and count what was lost or doubled.

    python benchmarks/sync_kills.py --kills 1000

Two nodes in a folder of their own. Time and again something is added to north (now and then recalled), and
it goes to south: north packs and south opens, south answers, south pulls from north's server and pushes its
receipts there. A child process does each step (of pull and push both sides) and is killed (SIGKILL) after a
random time, or lives. At the end both are let finish, and every record of north must be at south once, in its
last version, and nothing else. Prints one JSON object: kills that hit a running child, by step, the records
lost and doubled, and how often the end needed ``share pack --again`` (a pack and the receipt that would have
shown that it went astray were both lost).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from msgspec.structs import replace
from two_nodes import article, online, prepare

from recoupe.errors import FetchError, InputError
from recoupe.share.exchange.desk import open_pack, pack, recall
from recoupe.share.exchange.keys import Key
from recoupe.share.exchange.nodes import find, load_key
from recoupe.share.exchange.remote import pull, push
from recoupe.store import Library
from recoupe.store.audit import verify
from recoupe.store.exchange import Partner


def packing(folder: Path, again: bool | None = None) -> None:
    """North packs for south, under a name of its own."""
    with Library(folder / "north.db") as north:
        out = folder / f"{time.time_ns()}.pack"
        often = random.random() < 0.1 if again is None else again
        pack(north, load_key(north), find(north, "south"), out, again=often)


def opening(folder: Path) -> None:
    """South opens the latest packs and some of the earlier ones, in any order: most of them again."""
    packs = sorted(folder.glob("[0-9]*.pack"))
    some = packs[-3:] + random.sample(packs[:-3], min(4, len(packs[:-3])))
    with Library(folder / "south.db") as south:
        for file in random.sample(some, len(some)):
            open_pack(south, load_key(south), file.read_bytes())


def answering(folder: Path) -> None:
    """South's receipts go back."""
    with Library(folder / "south.db") as south, Library(folder / "north.db") as north:
        out = folder / "back.pack"
        if pack(south, load_key(south), find(south, "north"), out):
            open_pack(north, load_key(north), out.read_bytes())


@contextmanager
def serving(folder: Path) -> Iterator[tuple[Library, Key, Partner]]:
    """South, and north as its partner, behind a server in this very process: a kill hits both."""
    with (
        Library(folder / "north.db") as north,
        Library(folder / "south.db") as south,
        online(north) as url,
    ):
        yield south, load_key(south), replace(find(south, "north"), url=url)


@contextmanager
def busy() -> Iterator[None]:
    """A server that cannot answer now is no failure: a later step goes on from there."""
    try:
        yield
    except FetchError as error:
        if not error.again:
            raise


def pulling(folder: Path) -> None:
    """South pulls from north's server."""
    with serving(folder) as (south, key, north), busy():
        pull(south, key, north)


def pushing(folder: Path) -> None:
    """South puts its receipts there."""
    with serving(folder) as (south, key, north), busy():
        push(south, key, north)


STEPS: tuple[Callable[[Path], None], ...] = (packing, opening, answering, pulling, pushing)


def struck(step: Callable[[Path], None], folder: Path, after: float | None) -> bool:
    """Run a step in a child, killed after so many seconds; whether the kill hit it at work."""
    child = get_context("fork").Process(target=step, args=(folder,))
    child.start()
    child.join(after)
    hit = child.is_alive()
    if hit and child.pid:
        os.kill(child.pid, signal.SIGKILL)
    child.join()
    if not hit and child.exitcode:
        raise SystemExit(f"{step.__name__} failed by itself")
    return hit


def compared(folder: Path) -> dict[str, int]:
    """Records of north that south does not have in their last version, and those it has twice.

    What was taken back before it ever left is none of south's business.
    """
    with Library(folder / "north.db") as north, Library(folder / "south.db") as south:
        ours = [(a.doc, a.text) for a in north.articles()]
        theirs = Counter(a.text for a in south.articles())
        with north.reading() as connection:
            query = "SELECT * FROM exchanged WHERE via = '' AND kind IN ('article', 'account')"
            made = list(connection.exec_driver_sql(query))
            sent = {id for (id,) in connection.exec_driver_sql("SELECT record FROM holder WHERE sent > 0")}
        with south.reading() as connection:
            query = (
                "SELECT id, version, state FROM exchanged WHERE via <> '' AND kind IN ('article', 'account')"
            )
            rows = list(connection.exec_driver_sql(query))
        here = {row.id: (row.version, row.state) for row in rows}
        accounts = {one.id for one in north.accounts()}
        mine = {
            row.id: (row.version, row.state)
            for row in made
            if row.id in here
            or row.id in sent
            or (row.state == "live" and (row.kind == "article" or row.subject in accounts))
        }
        return {
            "records": len(mine),
            "lost": sum(here.get(id) != told for id, told in mine.items())
            + sum(theirs[text] == 0 for _, text in ours),
            "doubled": len(rows) - len(here) + sum(n - 1 for n in theirs.values()),
            "beyond": sum(text not in {t for _, t in ours} for text in theirs),
            "log_faults": len(verify(north)[2]) + len(verify(south)[2]),
        }


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--kills", type=int, default=1000)
    given.add_argument("--seconds", type=float, default=1e9, help="stop after so long, whatever was reached")
    given.add_argument("--seed", type=int, default=1)
    wanted = given.parse_args()
    random.seed(wanted.seed)
    started, hits, number, recalled = time.monotonic(), Counter[str](), 0, 0
    totals: Counter[str] = Counter()
    rounds = 0
    while sum(hits.values()) < wanted.kills and time.monotonic() - started < wanted.seconds:
        rounds += 1
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            prepare(folder)
            whole: dict[str, float] = {}
            for turn in range(40):
                with Library(folder / "north.db") as north:
                    for _ in range(random.randint(1, 4)):
                        north.add(*article(number))
                        number += 1
                    if turn % 5 == 4 and (some := [a.doc for a in north.articles()]):
                        with north.reading() as connection:
                            query = "SELECT count(*) FROM exchanged WHERE kind = 'article' AND state = 'live'"
                            shared = connection.exec_driver_sql(query).scalar_one()
                        if shared:
                            try:
                                recall(north, load_key(north), random.choice(some), "a hoax")
                                recalled += 1
                            except InputError:  # that one was not shared yet
                                continue
                for step in STEPS:
                    # The first of each is let live, to know how long it takes.
                    if step.__name__ not in whole:
                        begun = time.monotonic()
                        struck(step, folder, None)
                        whole[step.__name__] = time.monotonic() - begun
                    elif random.random() < 0.4:
                        struck(step, folder, None)
                    elif struck(step, folder, random.random() * whole[step.__name__]):
                        hits[step.__name__] += 1
            for file in folder.glob(".*.part"):
                file.unlink()
            for number_ in range(12):  # a pack never opened comes again once a later one is confirmed
                if number_ == 10:
                    packing(folder, again=True)
                    totals["again"] += 1
                for step in STEPS[:3]:
                    struck(step, folder, None)
                if not (found := compared(folder))["lost"]:
                    break
            totals.update(found)
        print(f"{sum(hits.values())} kills, {dict(totals)}", flush=True)
    told = {"kills": sum(hits.values()), "by_step": dict(hits), "rounds": rounds, "recalled": recalled}
    print(json.dumps(told | dict(totals) | {"seconds": round(time.monotonic() - started)}))


if __name__ == "__main__":
    multiprocessing.freeze_support()
    main()
