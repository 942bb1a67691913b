"""JSON that is written as it is made, so that no export is whole in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec


def write_json(
    out: Path,
    head: dict[str, Any],
    key: str,
    items: Iterable[Any],
    tail: Callable[[], dict[str, Any]] = dict,
    within: str = "",
) -> None:
    """Write one JSON object: the members of ``head``, ``key`` with the items, one a line, those of ``tail``.

    ``tail`` is asked when all items are written. ``within`` names an object around the whole.
    """
    encoder = msgspec.json.Encoder()
    with out.open("wb") as file:
        if within:
            file.write(b"{" + encoder.encode(within) + b":")
        file.write(encoder.encode(head)[:-1] + (b"," if head else b"") + encoder.encode(key) + b":[\n")
        for number, item in enumerate(items):
            file.write((b",\n" if number else b"") + encoder.encode(item))
        last = tail()
        file.write(
            b"\n]" + (b"," if last else b"") + encoder.encode(last)[1:] + (b"}" if within else b"") + b"\n"
        )
