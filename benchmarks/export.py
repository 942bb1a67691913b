"""Every export format on a library of made accounts: seconds, memory, and size, against plain ``json.dumps``.

    python benchmarks/export.py [--records N] [--formats a,b] [--library FILE]

A thousand and some accounts are really joined (articles of ``stream.py``); their rows are then put into the
library again and again under other names, each article with its own last sentence, which names a private
person and one in office, until there are N accounts. Each format runs in a process of its own, as
``recoupe export`` runs it: private persons masked, for a reader outside the house. The baseline writes the
same records, unmasked, with the standard library's ``json.dumps``.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import re
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec
from stream import Stream

from recoupe.share.export import FORMATS, writer
from recoupe.share.export.audience import Door
from recoupe.share.export.filters import Filter
from recoupe.share.export.losses import Losses
from recoupe.share.export.records import records
from recoupe.share.export.spread import parts
from recoupe.store import Library

JOINED = 3000  # articles
# Issue 6: a library of 100,000 records.
AIMS = "aims for 100,000: under 60 s, under 1,024 MB"
_DOC = re.compile(r'"(\d+\.txt)"')


def build(path: Path, number: int) -> None:
    """Make a library of so many accounts."""
    with Library(path) as library:
        for _, (article, coded, _) in zip(range(JOINED), Stream(100), strict=False):
            library.add(article, coded)
        library.refresh()
        own = library.count_accounts()
    with sqlite3.connect(path) as connection:
        for pragma in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -200000"):
            connection.execute(f"PRAGMA {pragma}")
        names = [row[1] for row in connection.execute("PRAGMA table_info(article)")]
        articles = connection.execute("SELECT * FROM article").fetchall()
        coding = connection.execute("SELECT * FROM coding").fetchall()
        said = connection.execute("SELECT article, position, record FROM statement").fetchall()
        accounts = connection.execute('SELECT id, "order", record FROM account').fetchall()
        of = connection.execute("SELECT article, position, account FROM account_statement").fetchall()
        for k in range(1, -(-number // own)):
            left = number - k * own
            more = k * (articles[-1][0] + 1)
            kept = {id for id, _, _ in accounts[:left]}
            rows = [_article(dict(zip(names, row, strict=True)), k, more) for row in articles]
            connection.executemany(f"INSERT INTO article VALUES ({', '.join('?' * len(names))})", rows)
            connection.executemany(
                "INSERT INTO coding VALUES (?, ?, ?)", [(a + more, d, x) for a, d, x in coding]
            )
            connection.executemany(
                "INSERT INTO statement (article, position, record) VALUES (?, ?, ?)",
                [(a + more, p, _again(record, k)) for a, p, record in said],
            )
            connection.executemany(
                'INSERT INTO account (id, "order", record) VALUES (?, ?, ?)',
                [(f"{id}{k}", o, _again(r.replace(id, f"{id}{k}"), k)) for id, o, r in accounts[:left]],
            )
            connection.executemany(
                "INSERT INTO account_statement (article, position, account) VALUES (?, ?, ?)",
                [(a + more, p, f"{id}{k}") for a, p, id in of if id in kept],
            )
            connection.commit()
        connection.execute("UPDATE joined SET revision = (SELECT max(id) FROM article)")


def _article(row: dict[str, object], k: int, more: int) -> list[object]:
    last = (
        f" Le procureur du roi a requis dix ans contre Karim Ben{k}addou. La ministre de la Justice, "
        f"Salima Rah{k}mouni, a parlé à Rabat."
    )
    text = f"{row['text']}{last}"
    zones = json.dumps([[0, len(text), "body", ""]])
    changed = {"id": int(str(row["id"])) + more, "doc": f"{k}-{row['doc']}", "text": text, "zones": zones}
    changed["fingerprint"] = f"{k}-{row['doc']}".encode().ljust(32, b"-")
    return list((row | changed).values())


def _again(record: str, k: int) -> str:
    return _DOC.sub(lambda match: f'"{k}-{match[1]}"', record)


def _plain(library: Library, out: Path) -> None:
    """The baseline: the same records by the standard library alone."""
    found = records(library, Filter(), Door(library, "own"), Losses(), masked=False)
    with out.open("w", encoding="utf-8") as file:
        for one in found:
            file.write(json.dumps(msgspec.to_builtins(one), ensure_ascii=False) + "\n")


def run(path: Path, name: str, out: Path, told: Connection) -> None:
    """One format, in a process of its own."""
    start, spent = time.perf_counter(), time.process_time()
    with Library(path, create=False) as library:
        library.refresh()
        if name == "json.dumps":
            _plain(library, out)
        else:
            losses = Losses()
            write, processes = writer(name), os.cpu_count() or 1
            made = parts(library, Filter(), Door(library, None), losses, write.shape, processes=processes)
            write.put(made, out, losses)
    took, used = time.perf_counter() - start, time.process_time() - spent
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    # Of the processes that read, the largest: what they share with this one is counted again.
    told.send((took, used, others.ru_utime + others.ru_stime, own.ru_maxrss / 1024, others.ru_maxrss / 1024))


def _size(out: Path) -> float:
    files: Iterator[Path] = out.iterdir() if out.is_dir() else iter([out])
    return sum(file.stat().st_size for file in files) / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description="Every export format on a library of made accounts.")
    parser.add_argument("--records", type=int, default=5000, help="accounts (default: 5000)")
    parser.add_argument("--formats", default=",".join(FORMATS), help="which (default: all)")
    parser.add_argument("--library", type=Path, help="keep the made library here, and take it where it is")
    asked = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="recoupe-export-") as folder:
        path = asked.library or Path(folder) / "made.db"
        if not path.exists():
            # A process takes over the highest memory of the one that starts it: so this one stays small.
            made = context.Process(target=build, args=(path, asked.records))
            made.start()
            made.join()
        with Library(path, create=False) as library:
            if library.outdated:
                raise SystemExit(f"{path}: made by the rules of another version; delete it")
            number = library.count_accounts()
        print(f"{number:,} records, {path.stat().st_size / 2**20:,.0f} MB of library; {AIMS}", flush=True)
        for name in ("json.dumps", *asked.formats.split(",")):
            out = Path(folder) / f"out.{name}"
            mine, theirs = context.Pipe()
            process = context.Process(target=run, args=(path, name, out, theirs))
            process.start()
            theirs.close()
            took, used, helped, memory, theirs_most = mine.recv()
            process.join()
            print(
                f"  {name:10} {took:6.1f} s; {used:6.1f} s of CPU writing, {helped:6.1f} s reading; "
                f"{memory:5.0f} MB of memory, {theirs_most:5.0f} MB each that reads; "
                f"{_size(out):5.0f} MB written", flush=True,
            )  # fmt: skip


if __name__ == "__main__":
    main()
