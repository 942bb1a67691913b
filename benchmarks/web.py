"""The workbench over a large library: time and weight of each page, memory, readers with a writer.

    python benchmarks/web.py [--full] [--articles N] [--library FILE] [--only alone|team] [--pages|--crowd]

10,000 articles by default, 100,000 with ``--full``: those of benchmarks/stream.py, really joined, so that any
of them can be hidden and taken out as in any library. To make 100,000 takes a processor some twenty minutes;
``--library`` keeps the library.
Times are those of the server, from the request to the last byte, over HTTP on this machine; beside them
stands the processor's time that it took, which tells nearly the same on a machine that is busy with other
things. Memory is that of the server and of the processes that it began, what they share counted once.
Measured alone, then with ``--team``: the readers log in, one article in a hundred is marked AMBER, so that
who sees it is logged; how long a reader waits from whom these are hidden, and the pages of that reader. The
log has a row for each
article in any case.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import msgspec
from stream import STATES, WORDS, Stream

from recoupe.serve.facts import enter_some as enter_accounts
from recoupe.serve.indexing import enter_some as enter_words
from recoupe.store import Library, shown

# What issue 7 asks for: p95 of a page, of a search, of pages where many read (ms); KB; MB; seconds.
PAGE, SEARCH, CROWD, WEIGHT, MEMORY, START = 150, 100, 500, 150, 600, 2.0
COUNTED = 300.0  # seconds in which what is counted over the whole library is waited for
SESSION = "recoupe_session"
_MOMENTS = 5  # times that all readers ask at once, the first just after the start


def made(path: Path, articles: int) -> None:
    """Fill a library with so many made articles and join them; what is there already stays."""
    start = time.perf_counter()
    with Library(path) as library:
        stream = iter(Stream(20))
        for _ in range(len(library)):
            next(stream)
        while (left := articles - len(library)) > 0:
            some = [next(stream) for _ in range(min(1000, left))]
            library.add_all((article, coded) for article, coded, _ in some)
            library.refresh()
        library.refresh()  # a kept one that older rules joined
    with Library(path) as library:
        print(f"  library of {len(library):,} articles: {time.perf_counter() - start:.0f} s", flush=True)
        start = time.perf_counter()
        while enter_accounts(library):
            pass
        took = time.perf_counter() - start
        print(f"  {library.count_accounts():,} accounts entered: {took:.0f} s", flush=True)
        start = time.perf_counter()
        while enter_words(library):
            pass
        size = path.stat().st_size / 2**20
        print(f"  words entered: {time.perf_counter() - start:.0f} s; the file has {size:.0f} MB", flush=True)
        logged(library, articles)


def logged(library: Library, rows: int) -> None:
    """A log of so many rows, and a partner with questions."""
    with library.reading() as connection:
        if connection.exec_driver_sql("SELECT count(*) FROM audit").scalar_one() >= rows:
            return
    from recoupe.share.exchange.ask import ask
    from recoupe.share.exchange.canonical import canonical
    from recoupe.share.exchange.nodes import find, init, load_key, own_card, trust
    from recoupe.store.audit import record

    with tempfile.TemporaryDirectory() as place, Library(Path(place) / "other.db") as other:
        init(other, "other")
        init(library, "ours")
        trust(library, canonical(own_card(other)), "card")
    for n in range(50):
        ask(library, load_key(library), find(library, "other"), f"What of thing {n}?", by="me")
    with library.writing() as connection:
        for n in range(rows):
            record(connection, "viewing", partner=f"user:u{n % 20}", subject=f"thing {n}", detail="/")


def users(path: Path, articles: int) -> tuple[str, str]:
    """Mark some articles for one user, and log two in: the tokens of who sees them and who does not."""
    from recoupe.share.handling import Marking
    from recoupe.store.exchange import mark, own_node
    from recoupe.store.people import People

    with Library(path) as library, library.writing() as connection:
        ours = (own_node(connection) or "here",)
        marking = msgspec.json.encode(Marking(level="AMBER", originators=ours, releasable_to=("user:all",)))
        rows = connection.exec_driver_sql("SELECT fingerprint FROM article WHERE id % 100 = 7").all()
        for row in rows[: articles // 100]:
            mark(connection, f"article:{row[0].hex()}", marking.decode())
    people = People(path)
    found = [
        people.user(name) or people.add(name, "administrator", "nobody logs in with this")
        for name in ("all", "some")
    ]
    tokens = [people.begin(user, time.time()) for user in found]
    people.close()
    return tokens[0], tokens[1]


@cache
def _compiled() -> dict[str, str]:
    """The environment of a program that was installed: its modules are compiled already."""
    found = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    found.setdefault("PYTHONPYCACHEPREFIX", str(Path(tempfile.gettempdir()) / f"recoupe-web-{os.getuid()}"))
    subprocess.run([sys.executable, "-c", "import recoupe.cli.serve, recoupe.serve.app, uvicorn"], env=found)
    return found


class Server:
    """``recoupe serve`` in a process of its own."""

    def __init__(self, path: Path, token: str = "") -> None:
        self.cookie = {"Cookie": f"{SESSION}={token}"} if token else {}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        compiled = _compiled()
        start = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "recoupe", "serve", "--library", str(path), "--port", str(self.port),
             "--no-browser", *(["--team"] if token else [])],
            stdout=subprocess.DEVNULL,
            env=compiled,
        )  # fmt: skip
        while True:
            try:
                self.get("/login" if token else "/bring-in")
                break
            except OSError:
                time.sleep(0.05)
        self.started = time.perf_counter() - start
        self.most = 0.0  # megabytes
        threading.Thread(target=self._watch, daemon=True).start()

    def get(self, address: str) -> tuple[int, float, int]:
        """Status, seconds and bytes of a page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        start = time.perf_counter()
        connection.request("GET", address, headers=self.cookie)
        answer = connection.getresponse()
        body = answer.read()
        took = time.perf_counter() - start
        connection.close()
        return answer.status, took, len(body)

    def refreshed(self, address: str) -> bool:
        """Whether a page only says that it is being made."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", address, headers=self.cookie)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.getheader("Refresh") is not None

    def processor(self) -> float:
        """Seconds of processor time that its threads took."""
        spent = 0
        for one in Path(f"/proc/{self.process.pid}/task").iterdir():
            with suppress(OSError):  # it ended
                spent += int((one / "schedstat").read_text().split()[0])
        return spent / 1e9

    def memory(self) -> float:
        """Megabytes that it and the processes that it began hold."""
        held, family = 0, {self.process.pid}
        parents = {}
        for one in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                parents[int(one.name)] = int((one / "stat").read_text().rpartition(")")[2].split()[1])
        while more := {one for one, parent in parents.items() if parent in family} - family:
            family |= more
        for one in family:
            with suppress(OSError):
                lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
                held += int(next(line for line in lines if line.startswith("Pss:")).split()[1])
        return held / 1024

    def _watch(self) -> None:
        while self.process.poll() is None:
            self.most = max(self.most, self.memory())
            time.sleep(1)

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()


class There(NamedTuple):
    """What of the library is asked for."""

    articles: int
    accounts: list[str]
    bodies: list[str]


def there(path: Path, articles: int) -> There:
    """Some accounts by chance, and every body that is named."""
    with Library(path) as library:
        with library.reading() as connection:
            rows = connection.exec_driver_sql("SELECT id FROM account ORDER BY random() LIMIT 2000")
            accounts = [row[0] for row in rows]
        bodies = [value for facet, value in shown.terms(library).values() if facet == "body"]
    return There(articles, accounts, bodies)


def requests(chance: random.Random, has: There) -> list[tuple[str, str]]:
    """One request of each kind."""
    state, year = chance.choice(STATES), 1996 + chance.randrange(3)
    word, other = chance.choice(WORDS), chance.choice(WORDS)
    return [
        ("chronology", f"/?page={chance.randrange(1, 40)}"),
        ("chronology, narrowed", f"/?state={state}&from={year}&disputed=any&order=newest"),
        ("account", f"/account/{chance.choice(has.accounts)}"),
        ("why joined", f"/account/{chance.choice(has.accounts)}/why"),
        ("article", f"/article/{chance.randrange(1, has.articles + 1)}"),
        ("search, a word", f"/search?q={word}"),
        ("search, two words", f"/search?q={quote(f'{word} {other}')}"),
        ("search, either", f"/search?q={quote(f'{word} OR {other}')}&order=newest"),
        ("review", "/review"),
        ("search, said", f"/search?q=said:{state}"),
        ("entity, a state", f"/entity/{state}"),
        ("entity, later", f"/entity/{state}?page={chance.randrange(2, 40)}"),
        ("entity, a body", f"/entity/{chance.choice(has.bodies)}"),
        ("network", "/network"),
        ("network, of a state", f"/network?state={state}"),
        ("map", "/map"),
        ("coverage", "/coverage"),
        ("sources", f"/sources?page={chance.randrange(1, 5)}"),
        ("ledger", "/ledger"),
        ("briefs", "/briefs"),
        ("bring in", "/bring-in"),
        ("feeds", "/feeds"),
        ("partners", "/partners"),
        ("requests", "/requests"),
        ("log", f"/audit?page={chance.randrange(1, 900)}"),
        ("log, words", "/audit?q=thing+77&act=viewing"),
    ]


def p95(times: list[float]) -> float:
    """The 95th percentile in milliseconds."""
    return 1000 * statistics.quantiles(times, n=20)[-1] if len(times) > 1 else 1000 * times[0]


def told(value: float, aim: float, unit: str) -> str:
    """A value, marked where it is over its aim."""
    return f"{value:5.0f} {unit}{'!' if value > aim else ' '}"


def measure(server: Server, has: There, rounds: int, gone: tuple[int, ...] = ()) -> None:
    """Each kind of page by itself; ``gone`` is the status, too, of what is hidden from who asks."""
    chance = random.Random(1)
    times: dict[str, list[float]] = defaultdict(list)
    sizes: dict[str, int] = defaultdict(int)
    worked: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for kind, address in requests(chance, has):
            before = server.processor()
            status, took, size = server.get(address)
            while status == 429:  # a user of a team may ask so many pages a minute
                time.sleep(5)
                before = server.processor()
                status, took, size = server.get(address)
            if status in gone:
                continue
            assert status == 200, (status, address)
            times[kind].append(took)
            worked[kind].append(server.processor() - before)
            sizes[kind] = max(sizes[kind], size)
    print(f"  aims: p95 {PAGE} ms, of a search {SEARCH} ms; {WEIGHT} KB (« ! » is over)")
    for kind, took in times.items():
        aim = SEARCH if kind.startswith("search") else PAGE
        print(
            f"  {kind:22} median {1000 * statistics.median(took):5.0f} ms   "
            f"p95 {told(p95(took), aim, 'ms')}  processor {1000 * statistics.median(worked[kind]):4.0f} ms, "
            f"p95 {told(p95(worked[kind]), aim, 'ms')}  {told(sizes[kind] / 1024, WEIGHT, 'KB')}"
        )


def at_once(server: Server, path: Path, has: There, readers: int, n: int) -> None:
    """Many readers who ask at one moment, each for a page of theirs, while articles are added."""
    chance = random.Random(n)
    addresses = [chance.choice(requests(chance, has))[1] for _ in range(readers)]
    moment, over = threading.Barrier(readers), threading.Event()
    took: list[tuple[float, int]] = []
    added = 0

    def ask(address: str) -> None:
        moment.wait()
        status, spent, _ = server.get(address)
        took.append((spent, status))

    def write() -> None:
        nonlocal added
        with Library(path) as library:
            for article, coded, _ in Stream(100, seed=library.revision):
                added += library.add(article, coded)
                if over.wait(0.2):
                    return

    writing = threading.Thread(target=write)
    writing.start()
    time.sleep(1)
    asking = [threading.Thread(target=ask, args=(one,)) for one in addresses]
    before = server.processor()
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    worked = server.processor() - before
    over.set()
    writing.join()
    times = [spent for spent, _ in took]
    wrong = sum(status != 200 for _, status in took)
    print(
        f"  {readers} readers at one moment, a writer beside them: {wrong} errors, "
        f"median {1000 * statistics.median(times):.0f} ms, p95 {told(p95(times), CROWD, 'ms')}, "
        f"the last {1000 * max(times):.0f} ms ({1000 * worked:.0f} ms of the server's processor)"
    )


def crowd(server: Server, path: Path, has: There, readers: int, seconds: float) -> None:
    """Many readers at one moment, some times; then each pausing as one who reads does; then without a pause.

    Articles are added meanwhile.
    """
    for n in range(_MOMENTS):
        at_once(server, path, has, readers, n)
    going_on(server, path, has, readers, seconds, (1.0, 5.0))
    going_on(server, path, has, readers, seconds, None)


def going_on(
    server: Server, path: Path, has: There, readers: int, seconds: float, pause: tuple[float, float] | None
) -> None:
    """Many readers who ask for page after page, so long (s) after each; None: as soon as it came."""
    end = time.monotonic() + seconds
    took: list[float] = []
    wrong: list[str] = []

    def read(seed: int) -> None:
        chance = random.Random(seed)
        time.sleep(chance.uniform(0, 5 if pause else 1))  # they did not come in together
        while time.monotonic() < end:
            _, address = chance.choice(requests(chance, has))
            try:
                status, spent, _ = server.get(address)
            except OSError as error:
                wrong.append(str(error))
                continue
            took.append(spent)
            if status >= 500:
                wrong.append(f"{status} {address}")
            if pause:
                time.sleep(chance.uniform(*pause))

    threads = [threading.Thread(target=read, args=(n,)) for n in range(readers)]
    for thread in threads:
        thread.start()
    added, before = 0, server.processor()
    with Library(path) as library:
        stream = iter(Stream(100, seed=library.revision))  # others than those of an earlier run
        while time.monotonic() < end:
            article, coded, _ = next(stream)
            added += library.add(article, coded)
            time.sleep(0.2)
    for thread in threads:
        thread.join()
    busy = (server.processor() - before) / seconds
    print(f"  the server's processor was busy {100 * busy:.0f} % of the time")
    print(
        f"  {readers} readers {'who read' if pause else 'without a pause'} and a writer for {seconds:.0f} s: "
        f"{len(took)} pages, {added} articles added, "
        f"{len(wrong)} errors, median {1000 * statistics.median(took):.0f} ms, "
        f"p95 {told(p95(took), CROWD, 'ms')}"
    )
    for line in wrong[:3]:
        print(f"    {line}")


def narrowed(server: Server, token: str) -> None:
    """How long somebody waits for their library from whom the marked articles are hidden."""
    own, server.cookie = server.cookie, {"Cookie": f"{SESSION}={token}"}
    start, before = time.perf_counter(), server.processor()
    first = server.get("/")[1]
    while server.refreshed("/") or server.get(f"/entity/{STATES[0]}")[0] != 200:
        time.sleep(1)
    some = time.perf_counter() - start
    while server.refreshed("/?said=judged_soon&again=/"):
        time.sleep(1)
    print(
        f"  one in a hundred hidden: first page after {first:.1f} s, first accounts after {some:.0f} s, "
        f"all after {time.perf_counter() - start:.0f} s ({server.processor() - before:.0f} s of the server's "
        "processor)"
    )
    server.cookie = own


def served(path: Path, has: There, asked: argparse.Namespace, team: bool) -> None:
    """Start the workbench, and measure it."""
    print("alone" if not team else "with --team")
    token, other = users(path, has.articles) if team else ("", "")
    server = Server(path, token)
    try:
        print(f"  started in {server.started:.1f} s (aim: {START:.0f} s)")
        start = time.perf_counter()
        while server.get(f"/entity/{STATES[0]}")[0] != 200:
            time.sleep(0.1)
        print(f"  all accounts listed {time.perf_counter() - start:.1f} s later")
        start = time.perf_counter()
        for page in ("/sources", "/ledger"):
            while (late := server.refreshed(page)) and time.perf_counter() - start < COUNTED:
                time.sleep(0.5)
        print(f"  outlets and ledgers {'not ' * late}counted {time.perf_counter() - start:.1f} s later")
        if not asked.pages:
            crowd(server, path, has, asked.readers, asked.seconds)
        if not asked.crowd:
            measure(server, has, asked.rounds)
        if other:
            narrowed(server, other)
            print("  what that reader waits for")
            server.cookie = {"Cookie": f"{SESSION}={other}"}
            measure(server, has, asked.rounds, gone=(404,))
        print(f"  memory: {told(server.most, MEMORY, 'MB')} at most (aim: {MEMORY} MB)")
    finally:
        server.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="The workbench over a large library.")
    parser.add_argument("--full", action="store_true", help="100,000 articles")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--library", metavar="FILE", help="where to keep it (default: nowhere)")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--only", choices=("alone", "team"), help="measure one of the two")
    parser.add_argument("--rounds", type=int, default=40, help="requests of each kind of page (default: 40)")
    parser.add_argument("--pages", action="store_true", help="only page by page")
    parser.add_argument("--crowd", action="store_true", help="only many readers at once")
    parser.add_argument("--seconds", type=float, default=40.0, help="of the crowd")
    asked = parser.parse_args()
    articles = 100_000 if asked.full else asked.articles
    with tempfile.TemporaryDirectory(prefix="recoupe-web-") as place:
        path = Path(asked.library or Path(place) / "press.db")
        print(f"{articles:,} articles")
        made(path, articles)
        has = there(path, articles)
        for team in (False, True):
            if asked.only in (None, "team" if team else "alone"):
                served(path, has, asked, team)


if __name__ == "__main__":
    main()
