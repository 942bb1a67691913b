"""Watching feeds, sitemaps and pages, and keeping what is new."""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from recoupe.cli.talk import Talk, counted

if TYPE_CHECKING:
    from recoupe.store import Library
    from recoupe.watch.rounds import Rounds, Told
    from recoupe.watch.sources import Sources

# Articles put into the library at a time; a killed run repeats the reading of no more.
_BATCH = 200
_NOTHING = "nothing new"
# Seconds between two looks at the clock while nothing is due, so that a changed clock is noticed.
_NAP = 5.0


@click.command(short_help="Poll feeds and sitemaps, keep new pages (WARC).")
@click.argument("sources", metavar="SOURCES")
@click.option("--once", is_flag=True, help="Poll every source once, fetch what is new, and end: for cron.")
@click.option("--library", metavar="FILE", help="Add what is fetched to this library, as recoupe add does.")
@click.option(
    "--archive", metavar="DIR", help="Where the pages are kept, in place of the folder that SOURCES names."
)
@click.option(
    "--allow-private",
    is_flag=True,
    help="Fetch addresses on private networks and this machine too; else only public ones.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what each round did as one line of JSON.")
@click.pass_obj
def watch(
    talk: Talk,
    sources: str,
    once: bool,
    library: str | None,
    archive: str | None,
    allow_private: bool,
    as_json: bool,
) -> None:
    """Poll feeds, sitemaps and pages, and keep what is new as it came.

    SOURCES is a TOML file that says who is watched and how often (docs/watch.md). New pages are
    fetched politely, once, and kept in web archives (.warc.gz) that recoupe read, add and brief take.
    Without --once it goes on until Ctrl-C; a run that was stopped or killed is taken up where it ended.
    """
    from recoupe.store.visits import Visits
    from recoupe.watch.archive import Archive
    from recoupe.watch.rounds import Rounds
    from recoupe.watch.sources import STATE, load

    found = load(Path(sources))
    folder = Path(archive) if archive else Path(sources).parent / found.archive
    total: Counter[str] = Counter()
    talk.stopped = lambda: (
        f"{counted(total['kept'], 'page')} kept in {folder}; run the same command again to go on"
    )
    kept = Archive(folder, found.file_mb * 1e6)
    try:
        with Visits(folder / STATE) as visits:
            rounds = Rounds(found, visits, kept, _visitor(found, visits, allow_private))
            if again := rounds.recover():
                talk.say(f"{folder}: {counted(again, 'page')} of a run that was killed taken up")
            with _stoppable() as go_on:
                while True:
                    _round(rounds, folder, library, total, talk, go_on, once=once, as_json=as_json)
                    if once:
                        return
                    _sleep(rounds, go_on)
    finally:
        kept.close()


def _visitor(found: Sources, visits: Any, everything: bool) -> Any:
    """The polite client as the sources file has it."""
    from recoupe.read.fetch.client import Client, Limits, agent
    from recoupe.read.fetch.guard import Guard
    from recoupe.read.fetch.visit import Visitor
    from recoupe.watch.sources import seconds

    allowed = found.allow_private
    guard = Guard(() if isinstance(allowed, bool) else allowed, everything or allowed is True)
    limits = Limits(seconds(found.timeout), seconds(found.silence), int(found.page_mb * 1e6), found.redirects)
    client = Client(guard, limits, agent(found.contact))
    return Visitor(client, visits, seconds(found.delay), seconds(found.backoff))


def _round(
    rounds: Rounds,
    folder: Path,
    library: str | None,
    total: Counter[str],
    talk: Talk,
    go_on: Callable[[], None],
    *,
    once: bool,
    as_json: bool,
) -> None:
    """One round: poll, fetch, add to the library, and say what was done."""
    by_source: dict[str, Counter[str]] = {source.name: Counter() for source in rounds.sources.source}
    troubles: list[dict[str, str]] = []
    first = time.time()
    for told in talk.progress(_happened(rounds, once), "fetching: answers"):
        by_source[told.source][told.what] += told.number if told.what in ("listed", "left") else 1
        total[told.what] += 1
        if told.what in ("trouble", "aside", "later", "left"):
            troubles.append({"source": told.source, "url": told.url, "what": told.what, "why": told.why})
        _say(told, talk, echo=not as_json)
        go_on()
    added = _add(rounds, folder, library, talk) if library else None
    if as_json:
        from recoupe.model import to_json

        done: dict[str, Any] = {
            "seconds": round(time.time() - first, 1),
            "sources": {name: dict(counts) for name, counts in by_source.items()},
            "troubles": troubles,
            "addresses": rounds.visits.counts(),
            "archive": [str(path) for path in rounds.archive.files()],
        }
        talk.tell(to_json(done | ({"library": added} if added is not None else {})))
        return
    for name, counts in by_source.items():
        if counts and (once or _summary(counts) != _NOTHING):
            talk.tell(f"{name}: {_summary(counts)}")


def _happened(rounds: Rounds, once: bool) -> Iterator[Told]:
    return chain(rounds.poll(all_of_them=once), rounds.fetch())


def _summary(counts: Counter[str]) -> str:
    words = {
        "listed": "new", "kept": "kept", "known": "known already", "later": "tried again later",
        "aside": "set aside", "left": "left for the next round", "trouble": "could not be polled",
    }  # fmt: skip
    said = [f"{counts[what]} {text}" for what, text in words.items() if counts[what]]
    return ", ".join(said) or _NOTHING


def _say(told: Told, talk: Talk, *, echo: bool) -> None:
    """One line for what went wrong, on standard error; one for each page kept."""
    if told.what == "trouble":
        talk.fail(f"{told.source}: {told.url}: {told.why}")
    elif told.what in ("aside", "later", "left"):
        where = {"aside": "set aside", "later": "tried again later", "left": f"{told.number} left for later"}
        talk.say(f"{told.source}: {told.url}: {where[told.what]}: {told.why}")
    elif told.what == "kept" and echo:
        talk.tell(f"kept {told.url}" + (f" ({told.why})" if told.why else ""))


def _add(rounds: Rounds, folder: Path, library: str, talk: Talk) -> dict[str, Any]:
    """Put what was kept and is not in the library yet into it; each batch is remembered when it is in."""
    from recoupe.cli.library import add_items
    from recoupe.pipeline import stored_items
    from recoupe.store import Library
    from recoupe.watch.items import items

    counts: Counter[str] = Counter()
    stopped = talk.stopped
    kept: Library
    with Library(library) as kept:
        while batch := rounds.visits.unadded(_BATCH):
            done = add_items(kept, stored_items(items(folder, batch), kept), talk, echo=False)
            rounds.visits.added(batch)
            counts.update({name: len(each) for name, each in done.items()})
        talk.stopped = stopped
        return {"file": library, **counts, "articles": len(kept)}


def _sleep(rounds: Rounds, go_on: Callable[[], None]) -> None:
    """Wait until something is due; Ctrl-C ends it."""
    while (left := rounds.next_due() - time.time()) > 0:
        go_on()
        time.sleep(min(left, _NAP))


@contextmanager
def _stoppable() -> Iterator[Callable[[], None]]:
    """Gives a function that raises ``KeyboardInterrupt`` once Ctrl-C was pressed.

    Python raises it of itself, but loses it where that happens in the callback of a weak reference.
    """
    asked = threading.Event()

    def pressed(*_: object) -> None:
        asked.set()
        raise KeyboardInterrupt

    def go_on() -> None:
        if asked.is_set():
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, pressed)
    try:
        yield go_on
    finally:
        signal.signal(signal.SIGINT, before)
