"""recoupe's own form: one record a line, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from recoupe.share.export.losses import Losses
from recoupe.share.export.records import Record

LOST: dict[str, str] = {}


def write(records: Iterator[Record], out: Path, losses: Losses) -> None:
    """Write one JSON object a line."""
    encoder = msgspec.json.Encoder()
    with out.open("wb") as file:
        for one in records:
            file.write(encoder.encode(one) + b"\n")
