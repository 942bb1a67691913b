"""Five tables: accounts, statements, evidence, origins, articles; CSV here, the same rows in ``parquet``."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.resources import files
from pathlib import Path
from typing import Any

from recoupe.model import Event, Figure, Tie, label, to_json
from recoupe.share.export.losses import Losses
from recoupe.share.export.records import Record

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
Row = dict[str, Any]
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
    value = _CONTROL.sub("\ufffd", value)
    return f"'{value}" if _FORMULA.match(value) or value.startswith(("\t", "\r", "\n")) else value


def cells(row: Row, losses: Losses) -> Row:
    """A row as CSV cells; those that got an apostrophe are counted."""
    found = {name: cell(value) for name, value in row.items()}
    for name, value in found.items():
        if isinstance(value, str) and value[:1] == "'" and str(row[name])[:1] != "'":
            losses.lost("formulas", "an apostrophe stands before what a spreadsheet would take for one")
    return found


def rows(one: Record, seen: set[str]) -> Iterator[tuple[str, Row]]:
    """The rows of a record, each with its table; an article is told once (``seen``)."""
    account = one.account
    when = account.when
    yield "accounts", {
        "account": account.id, "kind": account.kind, "type": account.type, "mode": account.mode,
        "start": when.start if when else None, "end": when.end if when else None, "grade": account.grade,
        "why": account.why, "origins": len(account.origins), "articles": len(one.articles),
        "disagreements": to_json(account.disagreements) if account.disagreements else None,
        "rule_grade": account.rule_grade, "judged": to_json(account.judged) if account.judged else None,
        "marking": one.tlp, "note": one.noted or None,
    }  # fmt: skip
    for proof in one.evidence:
        said = proof.statement
        key = {"account": account.id, "doc": proof.doc, "position": proof.position}
        actors = said.subject if isinstance(said, Tie) else said.actors
        others = (
            said.object if isinstance(said, Tie) else said.of if isinstance(said, Figure) else said.recipients
        )
        row: Row = key | {
            "kind": said.kind, "type": label(said), "status": said.status, "trigger": said.trigger,
            "actors": [e.id or e.text for e in actors], "recipients": [e.id or e.text for e in others],
            "when": said.when.text if said.when else None, "start": said.when.start if said.when else None,
            "end": said.when.end if said.when else None,
            "where": [] if isinstance(said, Tie) else [p.text for p in said.where],
        }  # fmt: skip
        if isinstance(said, Event):
            row |= {"mode": said.mode, "about": said.about, "contexts": list(said.contexts)}
        if isinstance(said, Figure):
            row |= {"value": float(said.value), "bound": said.bound, "unit": said.unit}
        if said.attribution:
            row |= {"speaker": said.attribution.speaker, "speaker_id": said.attribution.id,
                    "channel": said.attribution.channel}  # fmt: skip
        yield "statements", row
        yield "evidence", key | {
            "start": proof.start, "end": proof.end, "quote": proof.quote, "quote_sha256": proof.quote_sha256,
            "article_sha256": proof.article_sha256, "masked": proof.masked,
        }  # fmt: skip
    for origin in account.origins:
        yield (
            "origins",
            {"account": account.id, "origin": origin.origin, "docs": list(origin.docs), "why": origin.why},
        )
    for source in one.articles:
        if source.doc not in seen:
            seen.add(source.doc)
            yield "articles", {name: getattr(source, name) for name in COLUMNS["articles"]}


def write(records: Iterator[Record], out: Path, losses: Losses) -> None:
    """Write the five tables into the folder ``out`` (UTF-8 with mark, comma, quotes as RFC 4180 has them)."""
    out.mkdir(exist_ok=True)
    seen: set[str] = set()
    with ExitStack() as stack:
        writers = {}
        for name, columns in COLUMNS.items():
            file = stack.enter_context((out / f"{name}.csv").open("w", encoding="utf-8-sig", newline=""))
            writers[name] = csv.DictWriter(file, columns, restval="")
            writers[name].writeheader()
        for one in records:
            losses.of(one, LOST)
            for table, row in rows(one, seen):
                writers[table].writerow(cells(row, losses))
