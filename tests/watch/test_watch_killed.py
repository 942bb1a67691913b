"""Killed at any moment and started again: nothing is fetched twice, nothing is lost."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from local_site import Site, page

from recoupe import read
from recoupe.model import Article, Dropped

PAGES = 25


def slow(title: str, go_on: Callable[[], bool]) -> Callable[[BaseHTTPRequestHandler], None]:
    """An article in three pieces, so that a kill falls into one, and only while ``go_on``."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        while not go_on():
            time.sleep(0.01)
        body = page(title)
        handler.wfile.write(
            f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        )
        for start in range(0, len(body), len(body) // 3 + 1):
            handler.wfile.write(body[start : start + len(body) // 3 + 1])
            time.sleep(0.005)

    return answer


def kept(folder: Path) -> tuple[list[str | None], list[Dropped]]:
    """The addresses of the articles in the archive, and what failed to be read."""
    items = list(read(sorted(folder.glob("archive/*.warc.gz"))))
    failed = [item for item in items if isinstance(item, Dropped) and item.failed]
    return [item.url for item in items if isinstance(item, Article)], failed


def start(*args: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "recoupe", "watch", *map(str, args)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("signals", [[signal.SIGKILL] * 3, [signal.SIGINT] * 2])
def test_killed_in_mid_run(
    site: Site, write_sources: Any, run: Any, tmp_path: Path, signals: list[signal.Signals]
) -> None:
    urls = [f"{site.url}/n{n}" for n in range(PAGES)]
    # However slow the test is to kill, the run gets no further than three pages beyond.
    allowed = [0]
    for n in range(PAGES):
        site.routes[f"/n{n}"] = slow(f"Article {n}", lambda: len(site.paths()) <= allowed[0])
    path = write_sources({"feed": site.feed("/rss", urls)})
    for number, sent in enumerate(signals, 1):
        allowed[0] = number * 6 + 4
        process = start(path, "--once")
        while len([p for p in site.paths() if p != "/rss"]) < number * 6:
            assert process.poll() is None, process.communicate()
            time.sleep(0.002)
        process.send_signal(sent)
        _, err = process.communicate()
        if sent == signal.SIGINT:
            assert process.returncode == 130
            assert "run the same command again" in err and err.count("\n") == 1
    allowed[0] = 10 * PAGES
    assert run("watch", path, "--once").exit_code == 0
    counts = Counter(p for p in site.paths() if p != "/rss")
    # One page at most was on its way at each kill, and is asked for again.
    assert sum(counts.values()) <= PAGES + len(signals)
    got, failed = kept(tmp_path)
    assert sorted(map(str, got)) == sorted(urls)
    assert failed == []


@pytest.mark.parametrize(("torn", "again"), [(0, 0), (40, 0), (600, 1)])
def test_written_but_not_remembered(site: Site, watch: Any, tmp_path: Path, torn: int, again: int) -> None:
    """A kill between the archive and the memory: what stands whole in the archive is not fetched again."""
    source = {"feed": site.feed("/rss", [site.article(f"/n{n}") for n in range(5)])}
    watch({**source, "limit": 2})
    state = tmp_path / "archive" / "visits.db"
    shutil.copy(state, tmp_path / "before.db")
    watch(source)
    shutil.copy(tmp_path / "before.db", state)
    (archive,) = tmp_path.glob("archive/*.warc.gz")
    whole = archive.read_bytes()
    archive.write_bytes(whole[: len(whole) - torn])  # in the last request's record, or the response before it
    done = watch(source)
    assert done["addresses"] == {"kept": 5}
    assert len([p for p in site.paths() if p != "/rss"]) == 5 + again
    got, failed = kept(tmp_path)
    assert len(got) == len(set(got)) == 5
    assert failed == []


def test_the_memory_lost(site: Site, watch: Any, tmp_path: Path) -> None:
    source = {"feed": site.feed("/rss", [site.article(f"/n{n}") for n in range(3)])}
    watch(source)
    for path in tmp_path.glob("archive/visits.db*"):
        path.unlink()
    assert watch(source)["addresses"] == {"kept": 3}
    assert Counter(site.paths()) == {"/rss": 2, "/n0": 1, "/n1": 1, "/n2": 1}


def test_the_memory_of_something_else(site: Site, run: Any, write_sources: Any, tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "visits.db").write_bytes(b"no database, but a letter to a friend" * 100)
    result = run("watch", write_sources({"feed": site.feed("/rss", [])}), "--once")
    assert result.exit_code == 1
    assert "move the file away" in result.stderr


def test_two_at_once(site: Site, run: Any, write_sources: Any, tmp_path: Path) -> None:
    ended = threading.Event()
    site.routes["/rss"] = lambda handler: ended.wait(600) and None
    path = write_sources({"feed": site.url + "/rss"}, silence="10m", timeout="10m")
    first = start(path, "--once")
    try:
        while not site.asked:
            time.sleep(0.01)
        result = run("watch", path, "--once")
    finally:
        first.kill()
        ended.set()
        first.communicate()
    assert result.exit_code == 1
    assert "another recoupe watch" in result.stderr


def test_files_are_closed_at_their_size(site: Site, watch: Any, tmp_path: Path) -> None:
    source = {"feed": site.feed("/rss", [site.article(f"/n{n}") for n in range(4)])}
    watch(source, file_mb=0.001)
    files = sorted(tmp_path.glob("archive/*.warc.gz"))
    assert len(files) > 1
    assert len(kept(tmp_path)[0]) == 4
    assert watch(source, file_mb=0.001)["addresses"] == {"kept": 4}


def test_without_once_it_goes_on_until_it_is_stopped(site: Site, write_sources: Any, tmp_path: Path) -> None:
    path = write_sources({"feed": site.feed("/rss", [site.article("/a")]), "interval": "0.2s"})
    process = start(path)
    while site.paths().count("/rss") < 3:
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 130
    assert "1 page kept" in err
    assert site.paths().count("/a") == 1


def test_kept_before_a_kill_and_added_after_it(site: Site, watch: Any) -> None:
    """The library gets what was kept in the archive by a run that did not come to adding it."""
    source = {"feed": site.feed("/rss", [site.article(f"/n{n}") for n in range(3)])}
    watch({**source, "limit": 2})
    done = watch(source, args=("--library", "press.db"))
    assert (done["library"]["added"], done["library"]["articles"]) == (3, 3)
    assert watch(source, args=("--library", "press.db"))["library"] == {"file": "press.db", "articles": 3}
