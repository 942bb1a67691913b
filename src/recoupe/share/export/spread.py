"""Parts of an export made by several processes, in the order and with the content that one process gives.

Each process is a copy of this one (fork), so that all share one door and one key of pseudonyms, and reads the
library by itself. It makes every n-th lot of accounts; lots are taken from the processes in turn.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Queue
from threading import Thread

import msgspec
from msgspec import Struct

from recoupe.errors import LibraryError, RecoupeError
from recoupe.share.export.audience import Asked, Door, asked, behind
from recoupe.share.export.filters import Filter
from recoupe.share.export.losses import Losses
from recoupe.share.export.parts import LOT, Part, Shape, fresh, merged, shaped
from recoupe.share.export.records import Maker, Wanted, hold_back
from recoupe.store import Library
from recoupe.store.bearing import bearing, near
from recoupe.store.dossiers import account_ids, dossiers, state

# Fewer accounts are made sooner than a process is.
LEAST = 1_000
# Lots that a process has ready while the one that writes is busy with those of others.
_AHEAD = 2


class _Lot(Struct, frozen=True, array_like=True):
    """The parts of some accounts, and what was counted as they were made."""

    parts: list[Part]
    records: int
    masked: set[str]
    held_back: dict[str, int]
    lost: list[tuple[str, str, int]]


_DECODER = msgspec.msgpack.Decoder(_Lot)


def parts(
    library: Library,
    chosen: Filter,
    door: Door,
    losses: Losses,
    shape: Shape,
    *,
    masked: bool = True,
    processes: int = 1,
) -> Iterator[Part]:
    """What a format makes of the records that :func:`~recoupe.share.export.records.records` gives.

    A large library is read by so many ``processes`` at once.
    """
    make, which = Maker(library, chosen, door, masked=masked), asked(library, door)
    hold_back(which, losses)
    losses.masking = masked
    if _spreads(library, which, processes):
        with _part(library, which) as source:
            with source.reading() as connection:
                ids, seen = account_ids(connection), state(connection)
                if which.seen:
                    make.rulings = bearing(connection, which.seen, seen[0]).rulings
            yield from fresh(_spread(source, ids, seen, chosen.account, make, losses, shape, processes))
        return
    found = make.records(behind(library, chosen, which), losses)
    yield from fresh(shaped(found, shape, losses))


def _spreads(library: Library, which: Asked, processes: int) -> bool:
    """Whether several processes may read what a reader may have, account by account.

    Where some judgements are for the reader and some are not, all is joined anew by one.
    """
    whole = not which.hidden and not which.judgements
    apart = not which.seen or (whole and near(which.seen))
    fork = processes > 1 and "fork" in multiprocessing.get_all_start_methods()
    return apart and fork and library.count_accounts() >= LEAST


def _part(library: Library, which: Asked) -> AbstractContextManager[Library]:
    """The part of a library that a reader may have, as a library."""
    if not which.judgements and not which.hidden:
        return nullcontext(library)
    from recoupe.store.apart import without

    return without(library, {one.number for one in library.judgements()}, which.hidden)


def _spread(
    library: Library,
    ids: Sequence[str],
    seen: tuple[int, ...],
    wanted: Wanted,
    make: Maker,
    losses: Losses,
    shape: Shape,
    processes: int,
) -> Iterator[Part]:
    """The parts of these accounts, in order; ``seen`` is the state of the library that they are of."""
    context = multiprocessing.get_context("fork")
    ends: list[Connection] = []
    workers = []
    try:
        for first in range(processes):
            mine, theirs = context.Pipe(duplex=False)
            lots = [ids[at : at + LOT] for at in range(first * LOT, len(ids), processes * LOT)]
            args = (theirs, (*ends, mine), library.path, lots, seen, wanted, make, shape)
            worker = context.Process(target=_work, args=args, daemon=True)
            worker.start()
            theirs.close()
            ends.append(mine)
            workers.append(worker)
        for number in range(-(-len(ids) // LOT)):
            lot = _received(ends[number % processes], library.path)
            losses.records += lot.records
            losses.names |= lot.masked
            for what, n in lot.held_back.items():
                losses.hold_back(what, n)
            for field, why, n in lot.lost:
                losses.lost(field, why, n)
            yield from lot.parts
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
            f"{path}: a process that read it ended early (out of memory?); export fewer accounts at a time, "
            "with --filter"
        ) from None
    if raw[:1] == b"!":
        raise LibraryError(raw[1:].decode())
    return _DECODER.decode(raw)


def _work(
    end: Connection,
    others: Sequence[Connection],
    path: Path,
    lots: Sequence[Sequence[str]],
    seen: tuple[int, ...],
    wanted: Wanted,
    make: Maker,
    shape: Shape,
) -> None:
    """Make lots and send them; runs in a process of its own."""
    # The ends that are read from are the reader's alone: else a reader that was killed would be waited for.
    for other in others:
        other.close()
    encoder = msgspec.msgpack.Encoder()
    ready: Queue[bytes] = Queue(_AHEAD)
    sender = Thread(target=_send, args=(end, ready), daemon=True)
    sender.start()
    # Hardly anything here refers to itself: looking for that each time costs a third of the whole.
    gc.freeze()
    gc.disable()
    told, known = set[str](), set[str]()
    with suppress(KeyboardInterrupt):
        try:
            # One transaction from the first lot to the last: what others write meanwhile is not seen.
            with Library(path, create=False) as library, library.reading() as connection:
                if state(connection) != seen:
                    raise LibraryError(f"{path}: was changed as the export began; run it again")
                for lot in lots:
                    losses = Losses()
                    made = merged(
                        one
                        for one in shape(
                            list(make.records(dossiers(connection, wanted, lot), losses)), losses
                        )
                        if not one.once or one.once not in told
                    )
                    told.update(one.once for one in made if one.once)
                    counts = [(field, why, n) for (field, why), n in losses.counts.items()]
                    names = losses.names - known
                    known |= names
                    sent = _Lot(made, losses.records, names, dict(losses.held_back), counts)
                    ready.put(encoder.encode(sent))
                    gc.collect(1)
        except RecoupeError as error:
            ready.put(b"!" + str(error).encode())
        ready.put(b"")
        sender.join()


def _send(end: Connection, ready: Queue[bytes]) -> None:
    """Send what is ready, until there is nothing more; ends the process where nobody reads any longer."""
    try:
        while raw := ready.get():
            end.send_bytes(raw)
    except OSError:
        os._exit(1)
