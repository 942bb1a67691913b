"""Five tables: accounts, statements, evidence, origins, articles; CSV here, the same rows in ``parquet``."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Any

from recoupe.model import Entity, Event, Figure, Statement, Tie, label, to_json
from recoupe.share.export.losses import Losses
from recoupe.share.export.parts import Part, Writer
from recoupe.share.export.records import Record, Source

COLUMNS: dict[str, tuple[str, ...]] = {
    "accounts": ("account", "kind", "type", "mode", "start", "end", "grade", "why", "origins", "articles",
                 "disagreements", "rule_grade", "judged", "marking", "note"),
    "statements": ("account", "doc", "position", "kind", "type", "mode", "status", "trigger", "actors",
                   "recipients", "about", "value", "bound", "unit", "contexts", "when", "start", "end",
                   "where",
                   "speaker", "speaker_id", "channel"),
    "evidence": ("account", "doc", "position", "start", "end", "quote", "quote_sha256", "article_sha256",
                 "masked"),
    "origins": ("account", "origin", "docs", "why"),
    "articles": ("doc", "sha256", "outlet", "url", "published", "language", "title"),
}  # fmt: skip
Row = Sequence[Any]
_NESTED = "lists of lists are for --format jsonl"
LOST = {
    "who supports which value": _NESTED,
    "copies": _NESTED,
    "country and sector of a side": "a side is its id, or its name where it has none",
    "readers, originators and end of the marking": "the tables tell the level",
}

# A cell that a spreadsheet would take for a formula (OWASP, « CSV Injection ») gets an apostrophe before it.
_FORMULA = re.compile(r"^[\s\x00-\x1f]*[=+\-@＝＋－＠|%]")
# No spreadsheet shows control characters, and some break a line at them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ud800-\udfff]")


def columns(name: str, separator: str) -> tuple[str, ...]:
    """The columns of another coder's table, in order (``lexicon/columns.json``)."""
    told = json.loads(files("recoupe.lexicon").joinpath("columns.json").read_text("utf-8"))
    return tuple(told[name].split(separator))


def cell(value: Any) -> Any:
    """A value as a CSV cell: no formula, no control character; lists are joined, numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))
    if not isinstance(value, str):
        return value
    # Most cells are plain, and begin with a letter or digit: told without a look at the rest.
    if not value.isprintable():
        value = _CONTROL.sub("\ufffd", value)
    if value[:1].isalnum():
        return value
    return f"'{value}" if _FORMULA.match(value) or value.startswith(("\t", "\r", "\n")) else value


def cells(row: Iterable[Any], losses: Losses) -> list[Any]:
    """A row as CSV cells; those that got an apostrophe are counted."""
    found = []
    for value in row:
        if value is None or (type(value) is str and value[:1].isalnum() and value.isprintable()):
            found.append(value or "")
            continue
        made = cell(value)
        if made is not value and isinstance(made, str) and made[:1] == "'" and str(value)[:1] != "'":
            losses.lost("formulas", "an apostrophe stands before what a spreadsheet would take for one")
        found.append(made)
    return found


class Lines:
    """Rows as bytes of a CSV file, as they are asked for."""

    def __init__(self, delimiter: str = ",", terminator: str = "\r\n") -> None:
        self._text = StringIO()
        self._writer = csv.writer(self._text, delimiter=delimiter, lineterminator=terminator)

    def of(self, rows: Iterable[Row]) -> bytes:
        """The rows, encoded."""
        self._writer.writerows(rows)
        made = self._text.getvalue().encode("utf-8")
        self._text.seek(0)
        self._text.truncate()
        return made


def rows(one: Record) -> Iterator[tuple[str, Row]]:
    """The rows of a record but those of its articles, each with its table, in the order of ``COLUMNS``."""
    account = one.account
    when = account.when
    yield "accounts", (
        account.id, account.kind, account.type, account.mode, when.start if when else None,
        when.end if when else None, account.grade, account.why, len(account.origins), len(one.articles),
        to_json(account.disagreements) if account.disagreements else None, account.rule_grade,
        to_json(account.judged) if account.judged else None, one.tlp, one.noted or None,
    )  # fmt: skip
    for proof in one.evidence:
        said = proof.statement
        key = (account.id, proof.doc, proof.position)
        event = said if isinstance(said, Event) else None
        figure = said if isinstance(said, Figure) else None
        when, speaker = said.when, said.attribution
        yield "statements", (
            *key, said.kind, label(said), event.mode if event else None, said.status, said.trigger,
            [e.id or e.text for e in (said.subject if isinstance(said, Tie) else said.actors)],
            [e.id or e.text for e in _others(said)], event.about if event else None,
            float(figure.value) if figure else None, figure.bound if figure else None,
            figure.unit if figure else None, list(event.contexts) if event else None,
            when.text if when else None, when.start if when else None, when.end if when else None,
            [] if isinstance(said, Tie) else [p.text for p in said.where],
            *((speaker.speaker, speaker.id, speaker.channel) if speaker else (None,) * 3),
        )  # fmt: skip
        yield "evidence", (
            *key, proof.start, proof.end, proof.quote, proof.quote_sha256, proof.article_sha256, proof.masked,
        )  # fmt: skip
    for origin in account.origins:
        yield "origins", (account.id, origin.origin, list(origin.docs), origin.why)


def article(source: Source) -> Row:
    """The row of an article."""
    return tuple(getattr(source, name) for name in COLUMNS["articles"])


def _others(said: Statement) -> tuple[Entity, ...]:
    if isinstance(said, Tie):
        return said.object
    return said.of if isinstance(said, Figure) else said.recipients


def writer() -> Writer:
    """Writes the five tables into a folder (UTF-8 with mark, comma, quotes as RFC 4180 has them)."""
    return Writer(_shape, _put)


def _shape(records: Iterable[Record], losses: Losses) -> Iterator[Part]:
    made: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    lines = Lines()
    for one in records:
        losses.of(one, LOST)
        for table, row in rows(one):
            made[table].append(cells(row, losses))
        for source in one.articles:
            yield Part(lines.of([cells(article(source), losses)]), "articles", source.doc)
    yield from (Part(lines.of(some), table) for table, some in made.items() if some)


def _put(parts: Iterator[Part], out: Path, losses: Losses) -> None:
    out.mkdir(exist_ok=True)
    with ExitStack() as stack:
        files = {name: stack.enter_context((out / f"{name}.csv").open("wb")) for name in COLUMNS}
        for name, columns in COLUMNS.items():
            files[name].write(b"\xef\xbb\xbf" + Lines().of([columns]))
        for one in parts:
            files[one.to].write(one.data)
