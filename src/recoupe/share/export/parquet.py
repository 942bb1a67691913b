"""The five tables as Parquet, by pyarrow; lists stay lists, and text is as stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from recoupe.share.export.losses import Losses
from recoupe.share.export.records import Record
from recoupe.share.export.tables import COLUMNS, LOST, Row, rows

# Rows put on the disk at a time.
_GROUP = 20_000
_TYPES = {
    **dict.fromkeys(("grade", "origins", "articles", "rule_grade", "position"), pa.int32()),
    **dict.fromkeys(("actors", "recipients", "contexts", "where", "docs"), pa.list_(pa.string())),
    "value": pa.float64(),
    "masked": pa.bool_(),
}


def _schema(table: str) -> pa.Schema:
    own = {"start": pa.int32(), "end": pa.int32()} if table == "evidence" else {}
    return pa.schema([(name, own.get(name) or _TYPES.get(name) or pa.string()) for name in COLUMNS[table]])


def write(records: Iterator[Record], out: Path, losses: Losses) -> None:
    """Write the five tables into the folder ``out``."""
    out.mkdir(exist_ok=True)
    seen: set[str] = set()
    waiting: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    with ExitStack() as stack:
        files = {
            name: stack.enter_context(pq.ParquetWriter(out / f"{name}.parquet", _schema(name)))
            for name in COLUMNS
        }

        def flush(name: str) -> None:
            files[name].write_table(pa.Table.from_pylist(waiting[name], schema=_schema(name)))
            waiting[name] = []

        for one in records:
            losses.of(one, LOST)
            for table, row in rows(one, seen):
                waiting[table].append(row)
                if len(waiting[table]) >= _GROUP:
                    flush(table)
        for name in COLUMNS:
            flush(name)
