"""The log of what left the library and what was decided in it: rows that only follow, each sealing the last.

A row's ``seal`` is the SHA-256 of the seal before it and of the row itself, so that a row changed, taken out
or moved breaks the chain there. What the chain cannot show is that its last rows were cut off together with
the note of how many there were: write down the last seal elsewhere from time to time, and hand it to
:func:`faults` as ``seal``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import asdict

Act: TypeAlias = Literal[
    "disclosure",
    "unmasking",
    "question",
    "judgement",
    "opening",
    "recall",
    "removal",
    "marking",
    "viewing",
    "login",
]
START = "0" * 64


class Entry(Struct, frozen=True, kw_only=True):
    """One row: what was done, with or for whom, to what. ``at`` is ISO 8601, in UTC."""

    number: int
    at: str
    act: Act
    partner: str = ""
    subject: str = ""
    detail: str = ""
    seal: str = ""


def now() -> str:
    """The present second, as rows and records write it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seal(before: str, entry: Entry) -> str:
    """The seal of a row that follows the row sealed ``before``."""
    fields = asdict(entry)
    del fields["seal"]
    told = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{before}\n{told}".encode("utf-8", "surrogatepass")).hexdigest()


def faults(entries: Iterable[Entry], length: int, last: str, known: str = "") -> list[str]:
    """What is wrong with a log, each in a line; none for a whole one.

    ``length`` and ``last`` are the number of rows and the seal of the last, as the library notes them;
    ``known`` a seal written down earlier, which must still be in the chain.
    """
    found: list[str] = []
    before, count, met = START, 0, not known
    for count, entry in enumerate(entries, 1):
        if entry.number != count:
            found.append(f"row {count} is missing or moved: row {entry.number} stands in its place")
            return found
        if seal(before, entry) != entry.seal:
            found.append(f"row {count} was changed, or the row before it")
            return found
        before = entry.seal
        met = met or entry.seal == known
    if count != length:
        found.append(f"the log had {length} rows and has {count}: the last ones were taken out or added")
    elif before != last:
        found.append(f"row {count} is not the one that was written last")
    if not met:
        found.append("the seal given is not in the log: it was written anew, or cut off before that row")
    return found
