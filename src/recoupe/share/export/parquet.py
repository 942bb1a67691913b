"""The five tables as Parquet, by pyarrow; lists stay lists, and text is as stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from recoupe.share.export.losses import Losses
from recoupe.share.export.parts import Part, Writer
from recoupe.share.export.records import Record
from recoupe.share.export.tables import COLUMNS, LOST, Row, article, rows

# Rows put on the disk at a time.
_GROUP = 20_000
_TYPES = {
    **dict.fromkeys(("grade", "origins", "articles", "rule_grade", "position"), pa.int32()),
    **dict.fromkeys(("actors", "recipients", "contexts", "where", "docs"), pa.list_(pa.string())),
    "value": pa.float64(),
    "masked": pa.bool_(),
}


@cache
def _schema(table: str) -> pa.Schema:
    own = {"start": pa.int32(), "end": pa.int32()} if table == "evidence" else {}
    return pa.schema([(name, own.get(name) or _TYPES.get(name) or pa.string()) for name in COLUMNS[table]])


def writer() -> Writer:
    """Writes the five tables into a folder."""
    return Writer(_shape, _put)


def _shape(records: Iterable[Record], losses: Losses) -> Iterator[Part]:
    made: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    encode = msgspec.msgpack.Encoder().encode
    for one in records:
        losses.of(one, LOST)
        for table, row in rows(one):
            made[table].append(row)
        for source in one.articles:
            yield Part(encode(article(source)), "articles", source.doc)
    for table, some in made.items():
        if some:
            sink = pa.BufferOutputStream()
            with pa.ipc.new_stream(sink, _schema(table)) as stream:
                stream.write_batch(_batch(table, some))
            # A stream for itself, by a name of its own: it cannot be put together with another.
            yield Part(sink.getvalue().to_pybytes(), table, f"{table} {some[0][0]}")


def _batch(table: str, some: list[Row]) -> pa.RecordBatch:
    schema = _schema(table)
    columns = zip(*some, strict=True)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _put(parts: Iterator[Part], out: Path, losses: Losses) -> None:
    out.mkdir(exist_ok=True)
    waiting: dict[str, list[pa.RecordBatch]] = {name: [] for name in COLUMNS}
    articles: list[Row] = []
    decode = msgspec.msgpack.Decoder(tuple[str | None, ...]).decode
    with ExitStack() as stack:
        files = {
            name: stack.enter_context(pq.ParquetWriter(out / f"{name}.parquet", _schema(name)))
            for name in COLUMNS
        }

        def flush(name: str) -> None:
            files[name].write_table(pa.Table.from_batches(waiting[name], schema=_schema(name)))
            waiting[name] = []

        for one in parts:
            if one.to == "articles":
                articles.append(decode(one.data))
                if len(articles) < _GROUP:
                    continue
                waiting[one.to].append(_batch(one.to, articles))
                articles = []
            else:
                waiting[one.to] += pa.ipc.open_stream(one.data)
            if sum(batch.num_rows for batch in waiting[one.to]) >= _GROUP:
                flush(one.to)
        if articles:
            waiting["articles"].append(_batch("articles", articles))
        for name in COLUMNS:
            flush(name)
