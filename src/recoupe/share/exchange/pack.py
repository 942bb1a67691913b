"""A pack: one file of signed records for one partner, with a signed list of what is in it.

The file is a zip archive of two members, ``manifest.json`` and ``records.jsonl``; nothing of it is ever
written to a disk under a name that it brings. Sealed, the whole archive is one encrypted lump
(:func:`.keys.seal`). The manifest names sender, addressee, the pack's place in the row of packs between them,
and the digest of the records, so that no pack can be cut, mixed with another, or passed on to somebody else.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from recoupe.errors import PackError
from recoupe.share.exchange.canonical import digest, short, strictly, unsigned
from recoupe.share.exchange.keys import Card, Key, is_sealed, seal, verify
from recoupe.share.exchange.wire import LONGEST_LINE, Node, Record, not_ahead, opened
from recoupe.store.chain import now

_MANIFEST, _RECORDS = "manifest.json", "records.jsonl"
# What a pack may hold; a library of 100,000 articles goes in several.
MOST_BYTES = 512_000_000  # of records, unpacked
MOST_RECORDS = 250_000
_MOST_MANIFEST = 100_000
# Text shrinks to a third or a fifth; what shrinks to less than a hundredth is a bomb.
_MOST_RATIO = 100


class Manifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is in a pack; signed by its sender. ``sender`` and ``to`` are nodes."""

    recoupe: Literal["recoupe-pack/1"] = "recoupe-pack/1"
    id: str
    sender: Node
    to: Node
    sequence: Annotated[int, Meta(ge=1)]
    at: str
    records: Annotated[int, Meta(ge=0)]
    bytes: Annotated[int, Meta(ge=0)]
    sha256: str
    signature: str = ""


def manifest(key: Key, to: str, sequence: int, lines: Iterable[bytes]) -> tuple[Manifest, bytes]:
    """The manifest of these lines, and the records as they stand in the pack."""
    every = list(lines)
    body = b"".join(line + b"\n" for line in every)
    at, sha256 = now(), digest(body)
    made = Manifest(
        id=f"p-{short(key.node, to, str(sequence), at, sha256)}",
        sender=key.node,
        to=to,
        sequence=sequence,
        at=at,
        records=len(every),
        bytes=len(body),
        sha256=sha256,
    )
    return made, body


def packed(key: Key, made: Manifest, body: bytes, card: Card | None = None) -> bytes:
    """The file of a pack; ``card``: sealed to the node of that card."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, raw in ((_MANIFEST, key.signed(msgspec.to_builtins(made))), (_RECORDS, body)):
            # Without the clock, so that the same pack is the same file.
            archive.writestr(zipfile.ZipInfo(name), raw, zipfile.ZIP_DEFLATED)
    return seal(out.getvalue(), card) if card else out.getvalue()


def unpacked(raw: bytes, key: Key, card_of: dict[str, Card]) -> tuple[Manifest, list[tuple[Record, bytes]]]:
    """The records of a pack for this node from one it trusts; raises :class:`~recoupe.errors.PackError`.

    Everything is checked before anything is handed on: the sender's signature, that it is meant for us, its
    digest, and each record's own form, signature and content.
    """
    if is_sealed(raw):
        raw = key.open(raw)
    first, body = _members(raw)
    told = strictly(first, "the manifest")
    try:
        made = msgspec.convert(told, Manifest)
    except msgspec.ValidationError as error:
        raise PackError(f"the manifest is not of the form agreed on ({error})") from None
    card = card_of.get(made.sender)
    if card is None:
        raise PackError(f"it is from {made.sender}, a node that is not trusted here")
    if not verify(card.signing, made.signature, unsigned(told)):
        raise PackError("the manifest has a wrong signature")
    if made.to != key.node:
        raise PackError(f"it is meant for {made.to}, not for this node")
    not_ahead(made.at, "the pack", datetime.now(UTC))
    if len(body) != made.bytes or digest(body) != made.sha256:
        raise PackError("its records are not those that its manifest was signed for")
    if made.id != f"p-{short(made.sender, made.to, str(made.sequence), made.at, made.sha256)}":
        raise PackError("its id is not that of its content")
    found = list(checked(_lines(body)))
    if len(found) != made.records:
        raise PackError(f"it holds {len(found)} records and its manifest says {made.records}")
    return made, found


def checked(lines: Iterable[bytes]) -> Iterator[tuple[Record, bytes]]:
    """The records of lines, each checked; an id given twice is refused."""
    seen: set[str] = set()
    clock = datetime.now(UTC)
    for line in lines:
        record = opened(line, clock)
        if record.id in seen:
            raise PackError(f"record {record.id} is in it twice")
        seen.add(record.id)
        if len(seen) > MOST_RECORDS:
            raise PackError(f"it holds more than {MOST_RECORDS} records")
        yield record, line


def _lines(body: bytes) -> Iterator[bytes]:
    # Not splitlines(), which parts at more than the line feed.
    start = 0
    while start < len(body):
        end = body.find(b"\n", start)
        if end < 0:
            raise PackError("its last record has no end")
        if end - start > LONGEST_LINE:
            raise PackError(f"a record has more than {LONGEST_LINE} bytes")
        yield body[start:end]
        start = end + 1


def _members(raw: bytes) -> tuple[bytes, bytes]:
    """The two members of an archive; raises ``PackError`` where there is anything else, or too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            every = archive.infolist()
            if [one.filename for one in every] != [_MANIFEST, _RECORDS]:
                raise PackError(f"it holds other files than {_MANIFEST} and {_RECORDS}")
            first, second = every
            return _read(archive, first, _MOST_MANIFEST), _read(archive, second, MOST_BYTES)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise PackError(f"it is no pack, or damaged ({error or type(error).__name__})") from None
    except Exception as error:  # zlib.error and what else a broken archive makes of the library
        if isinstance(error, PackError):
            raise
        raise PackError(f"it is no pack, or damaged ({error})") from None


def _read(archive: zipfile.ZipFile, one: zipfile.ZipInfo, most: int) -> bytes:
    """A member, read no further than it may be long, whatever it says of itself."""
    least = max(one.compress_size, 1)
    with archive.open(one) as file:
        raw = file.read(min(most, least * _MOST_RATIO + _MOST_MANIFEST) + 1)
    if len(raw) > most:
        raise PackError(f"{one.filename} has more than {most} bytes")
    if len(raw) > least * _MOST_RATIO + _MOST_MANIFEST:
        raise PackError(f"{one.filename} was packed a hundred times smaller than it is: a bomb")
    return raw
