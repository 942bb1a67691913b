"""recoupe's own form: one record a line, nothing lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from recoupe.share.export.losses import Losses
from recoupe.share.export.parts import Part, Writer
from recoupe.share.export.records import Record
from recoupe.share.export.stream import put_file

LOST: dict[str, str] = {}


def writer() -> Writer:
    """Writes one JSON object a line."""
    return Writer(_shape, _put)


def _shape(records: Iterable[Record], losses: Losses) -> Iterator[Part]:
    yield Part(msgspec.json.Encoder().encode_lines(list(records)))


def _put(parts: Iterator[Part], out: Path, losses: Losses) -> None:
    put_file(parts, out)
