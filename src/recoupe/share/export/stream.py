"""Files that are written as they are made, so that no export is whole in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from recoupe.share.export.parts import Part

_ENCODER = msgspec.json.Encoder()
# Before every object of a list; what stands before the first is left out.
_BETWEEN = b",\n"
# The digit that says which kind of UUID it is.
_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}


def hashed(seed: str) -> str:
    """An id made from a hash of what a thing is, in the form of a version 4 UUID.

    As :class:`uuid.UUID` writes it, which takes three times as long.
    """
    hexa = hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{hexa[:8]}-{hexa[8:12]}-4{hexa[13:16]}-{_VARIANT[hexa[16]]}{hexa[17:20]}-{hexa[20:32]}"


def item(made: Any, to: str = "", once: str = "") -> Part:
    """A part that is one member of a JSON list."""
    return Part(_BETWEEN + _ENCODER.encode(made), to, once)


def put_file(parts: Iterable[Part], out: Path, head: bytes = b"") -> None:
    """Write the parts one after the other."""
    with out.open("wb") as file:
        file.write(head)
        file.writelines(one.data for one in parts)


def put_json(
    parts: Iterator[Part],
    out: Path,
    head: dict[str, Any],
    key: str,
    tail: Callable[[], dict[str, Any]] = dict,
    within: str = "",
) -> None:
    """Write one JSON object: the members of ``head``, ``key`` with the items, one a line, those of ``tail``.

    ``tail`` is asked when all items are written. ``within`` names an object around the whole.
    """
    encode = _ENCODER.encode
    with out.open("wb") as file:
        if within:
            file.write(b"{" + encode(within) + b":")
        file.write(encode(head)[:-1] + (b"," if head else b"") + encode(key) + b":[\n")
        first = next(parts, None)
        if first is not None:
            file.write(first.data[len(_BETWEEN) :])
            file.writelines(one.data for one in parts)
        last = tail()
        file.write(b"\n]" + (b"," if last else b"") + encode(last)[1:] + (b"}" if within else b"") + b"\n")
