"""What a format makes of records, in two halves, so that several processes can share the work.

``shape`` turns records into parts: lines, rows or objects, as bytes. It needs nothing but the records and may
run in several processes at once, each with what it keeps for itself. ``put`` takes the parts in order and
writes them; one that bears a name in ``once`` comes to it only the first time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from recoupe.share.export.losses import Losses
from recoupe.share.export.records import Record

# Accounts made at a time.
LOT = 500


class Part(Struct, frozen=True, array_like=True, gc=False):
    """A piece of an export: ``to`` which file, table or list of it; ``once``: told once by this name."""

    data: bytes
    to: str = ""
    once: str = ""


Shape: TypeAlias = Callable[[Iterable[Record], Losses], Iterable[Part]]
Put: TypeAlias = Callable[[Iterator[Part], Path, Losses], None]


@dataclass(frozen=True, slots=True)
class Writer:
    """The two halves of a format."""

    shape: Shape
    put: Put

    def __call__(self, records: Iterable[Record], out: Path, losses: Losses) -> None:
        """Write these records, here and by this process alone."""
        self.put(fresh(shaped(records, self.shape, losses)), out, losses)


def shaped(records: Iterable[Record], shape: Shape, losses: Losses) -> Iterator[Part]:
    """The parts of all records, made a lot at a time."""
    some = iter(records)
    while lot := list(islice(some, LOT)):
        yield from shape(lot, losses)


def fresh(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts, those that are told once only the first time."""
    seen = set[str]()
    for one in parts:
        if one.once:
            if one.once in seen:
                continue
            seen.add(one.once)
        yield one


def merged(parts: Iterable[Part]) -> list[Part]:
    """The parts with those that follow each other in one file put together: fewer are sent more quickly."""
    found: list[tuple[list[bytes], str, str]] = []
    last: dict[str, list[bytes]] = {}
    for one in parts:
        if not one.once and one.to in last:
            last[one.to].append(one.data)
            continue
        data = [one.data]
        found.append((data, one.to, one.once))
        if one.once:
            last.pop(one.to, None)
        else:
            last[one.to] = data
    return [Part(b"".join(data), to, once) for data, to, once in found]
