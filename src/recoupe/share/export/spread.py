"""Records made by several processes, in the order and with the content that one process gives.

Each process is a copy of this one (fork), so that all share one door and one key of pseudonyms, and reads the
library by itself. It makes every n-th lot of accounts; lots are taken from the processes in turn.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec
from msgspec import Struct

from recoupe.errors import LibraryError, RecoupeError
from recoupe.model import Account
from recoupe.share.export.losses import Losses
from recoupe.share.export.records import Record
from recoupe.share.words import Lang
from recoupe.store import Library
from recoupe.store.dossiers import Dossier, dossiers, state

# Accounts made at a time.
_LOT = 500
# Fewer accounts are made sooner than a process is.
LEAST = 1_000

# What makes records of accounts, and which accounts are looked at.
Making = Callable[[Iterable[Dossier], Losses], Iterator[Record]]
Wanted = Callable[[Account], bool]


class _Lot(Struct, frozen=True, array_like=True):
    """Records with what takes long to tell of them: which statement speaks best, and the sentence."""

    records: list[Record]
    told: list[tuple[int, str]]
    masked: set[str]
    held_back: dict[str, int]
    lost: list[tuple[str, str, int]]


_DECODER = msgspec.msgpack.Decoder(_Lot)


def possible() -> bool:
    """Whether this system can copy a process."""
    return "fork" in multiprocessing.get_all_start_methods()


def spread(
    library: Library,
    ids: Sequence[str],
    seen: tuple[int, ...],
    wanted: Wanted,
    make: Making,
    losses: Losses,
    *,
    processes: int,
    lost: Mapping[str, str],
    lang: Lang | None,
) -> Iterator[Record]:
    """The records of these accounts, in order; ``seen`` is the state of the library that they are of.

    ``lost`` is what the format does not hold, counted there; ``lang`` that of the sentence it asks for.
    """
    context = multiprocessing.get_context("fork")
    ends: list[Connection] = []
    workers = []
    try:
        for first in range(processes):
            mine, theirs = context.Pipe(duplex=False)
            lots = [ids[at : at + _LOT] for at in range(first * _LOT, len(ids), processes * _LOT)]
            args = (theirs, library.path, lots, seen, wanted, make, lost, lang)
            worker = context.Process(target=_work, args=args, daemon=True)
            worker.start()
            theirs.close()
            ends.append(mine)
            workers.append(worker)
        for number in range(-(-len(ids) // _LOT)):
            lot = _received(ends[number % processes], library.path)
            losses.names |= lot.masked
            for what, n in lot.held_back.items():
                losses.hold_back(what, n)
            for field, why, n in lot.lost:
                losses.lost(field, why, n)
            for one, (best, sentence) in zip(lot.records, lot.told, strict=True):
                losses.records += 1
                yield one.take(lang, best, sentence)
    finally:
        for end in ends:
            end.close()
        for worker in workers:
            worker.terminate()
            worker.join()


def _received(end: Connection, path: Path) -> _Lot:
    try:
        raw = end.recv_bytes()
    except EOFError:
        raise LibraryError(
            f"{path}: a process that read it ended early (out of memory?); export with fewer accounts, by "
            "--filter, or with --processes 1"
        ) from None
    if raw[:1] == b"!":
        raise LibraryError(raw[1:].decode())
    return _DECODER.decode(raw)


def _work(
    end: Connection,
    path: Path,
    lots: Sequence[Sequence[str]],
    seen: tuple[int, ...],
    wanted: Wanted,
    make: Making,
    lost: Mapping[str, str],
    lang: Lang | None,
) -> None:
    """Make lots and send them; runs in a process of its own."""
    encoder = msgspec.msgpack.Encoder()
    with suppress(KeyboardInterrupt, BrokenPipeError):
        try:
            # One transaction from the first lot to the last: what others write meanwhile is not seen.
            with Library(path, create=False) as library, library.reading() as connection:
                if state(connection) != seen:
                    raise LibraryError(f"{path}: was changed as the export began; run it again")
                for lot in lots:
                    losses = Losses()
                    records = list(make(dossiers(connection, wanted, lot), losses))
                    for one in records:
                        losses.of(one, lost)
                    told = [(_index(one, lang), one.sentence(lang)) if lang else (0, "") for one in records]
                    counts = [(field, why, n) for (field, why), n in losses.counts.items()]
                    made = _Lot(records, told, losses.names, dict(losses.held_back), counts)
                    end.send_bytes(encoder.encode(made))
        except RecoupeError as error:
            end.send_bytes(b"!" + str(error).encode())


def _index(one: Record, lang: Lang) -> int:
    best = one.best(lang)
    return next(n for n, proof in enumerate(one.evidence) if proof.statement is best)
