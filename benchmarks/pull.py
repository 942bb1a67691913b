"""Pull new records from a partner's server: seconds and processor time of both sides.

    python benchmarks/pull.py [--records N] [--profile]

Two nodes in a folder of their own, each in a process of its own: north serves, south pulls. An article that
says one thing gives two records (article and account). First N records are pulled that south has none of,
then a hundredth as many new ones, then nothing. Prints one line for each; ``--profile`` tells what south
spent its time on.
"""

from __future__ import annotations

import argparse
import cProfile
import multiprocessing
import pstats
import resource
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

from msgspec.structs import replace
from two_nodes import article, online, prepare

from recoupe.share.exchange.nodes import find, load_key
from recoupe.share.exchange.remote import pull
from recoupe.store import Library

# Issue 6: pull of 10,000 new records.
AIM = "aim for 10,000: under 60 s"


def add(folder: Path, first: int, number: int) -> None:
    """So many new articles, and what they say, at north."""
    with Library(folder / "north.db") as north:
        for n in range(first, first + number):
            north.add(*article(n))
        north.refresh()


def serve(folder: Path, told: Connection) -> None:
    """North's server, until told to stop; then its processor time is told."""
    with Library(folder / "north.db") as north, online(north) as url:
        told.send(url)
        told.recv()
        used = resource.getrusage(resource.RUSAGE_SELF)
        told.send((used.ru_utime + used.ru_stime, used.ru_maxrss / 1024))


def pulled(folder: Path, url: str, told: Connection, profile: bool) -> None:
    """South pulls once."""
    start, spent = time.perf_counter(), time.process_time()
    watch = cProfile.Profile()
    with Library(folder / "south.db") as south:
        north = replace(find(south, "north"), url=url)
        if profile:
            watch.enable()
        pull(south, load_key(south), north)
        watch.disable()
        took, used = time.perf_counter() - start, time.process_time() - spent
        with south.reading() as connection:
            query = "SELECT count(*) FROM exchanged WHERE via <> '' AND kind IN ('article', 'account')"
            number = connection.exec_driver_sql(query).scalar_one()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told.send((number, took, used, most))
    if profile:
        pstats.Stats(watch).sort_stats("tottime").print_stats(30)


def once(folder: Path, what: str, profile: bool) -> None:
    """One pull, each side in a new process."""
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe()
    server = context.Process(target=serve, args=(folder, theirs))
    server.start()
    url = mine.recv()
    own, other = context.Pipe()
    puller = context.Process(target=pulled, args=(folder, url, other, profile))
    puller.start()
    number, took, used, most = own.recv()
    puller.join()
    mine.send("stop")
    spent, held = mine.recv()
    server.join()
    print(
        f"  {what}: {number:,} records here; {took:6.1f} s; {used:6.1f} s of CPU pulling, "
        f"{spent:6.1f} s serving; {most:4.0f} and {held:4.0f} MB",
        flush=True,
    )


def main() -> None:
    given = argparse.ArgumentParser(description="Pull new records from a partner's server.")
    given.add_argument("--records", type=int, default=10_000, help="records to pull (default: 10,000)")
    given.add_argument("--profile", action="store_true", help="tell what the puller spent its time on")
    wanted = given.parse_args()
    few = max(1, wanted.records // 200)
    with tempfile.TemporaryDirectory(prefix="recoupe-pull-") as name:
        folder = Path(name)
        prepare(folder)
        add(folder, 0, wanted.records // 2)
        print(f"{wanted.records:,} records; {AIM}", flush=True)
        once(folder, "all new", wanted.profile)
        add(folder, wanted.records // 2, few)
        once(folder, f"{2 * few} more", False)
        once(folder, "nothing new", False)


if __name__ == "__main__":
    main()
