"""JSON Lines and CSV: one article a row, its columns named by a field map or by their usual names."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from recoupe.errors import InputError
from recoupe.model import Dropped
from recoupe.read.decode import NotText, decode
from recoupe.read.item import Item, name_of
from recoupe.read.meta import iso

# Characters of one row. No article has a hundredth of it.
LARGEST = 40_000_000
USUAL: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "texte", "body", "content", "contenu", "corps", "article", "article_text", "maintext",
             "full_text", "html"),
    "title": ("title", "titre", "headline"),
    "url": ("url", "link", "lien", "source_url"),
    "published": ("published", "date", "date_publish", "published_at", "publication_date", "pubdate",
                  "date_publication"),
    "outlet": ("outlet", "source", "media", "média", "journal", "source_domain", "publisher"),
    "language": ("language", "lang", "langue"),
}  # fmt: skip


def field_map(written: str) -> dict[str, str]:
    """Parse ``text=corps,published=date``: our field, their column; a dot goes into nested JSON.

    Raises ``InputError`` where a field is unknown or a pair is none.
    """
    found = {}
    for pair in filter(None, (part.strip() for part in written.split(","))):
        field, _, column = pair.partition("=")
        if not column or field not in USUAL:
            raise InputError(f"--fields: « {pair} » is no field=column; fields are {', '.join(USUAL)}")
        found[field] = column
    return found


def items(path: Path, archive: str, fields: Mapping[str, str] | None = None) -> Iterator[Item | Dropped]:
    """The articles of a ``.jsonl``, ``.ndjson``, ``.csv`` or ``.tsv`` file, a row at a time.

    A row that is none is a ``Dropped`` with its line; the others are read. Raises ``OSError``.
    """
    rows = _csv(path) if path.suffix.lower() in (".csv", ".tsv") else _jsonl(path)
    for number, row in rows:
        if isinstance(row, str):
            yield Dropped(f"{path}, line {number}", row)
            continue
        if "zones" in row and "doc" in row:
            yield Dropped(
                archive,
                f"{path}: articles that recoupe read before; name the file to take them",
                failed=False,
            )
            return
        found = {field: _cell(row, field, fields or {}) for field in USUAL}
        if not found["text"]:
            wanted = (fields or {}).get("text") or "text, body, content, …"
            have = ", ".join(list(map(str, row))[:12])
            yield Dropped(
                f"{path}, line {number}",
                f"no text in column {wanted} (there are: {have}); name the column with --fields text=COLUMN",
            )
            if not any(name in row for name in USUAL["text"]) and not (fields or {}).get("text"):
                return
            continue
        yield _item(path, archive, number, found)


def _item(path: Path, archive: str, number: int, found: Mapping[str, str]) -> Item:
    text, title = found["text"], found["title"]
    markup = text.lstrip()[:1] == "<" and "</" in text
    if title and title not in text[: len(title) + 200]:
        text = f"<h1>{title}</h1>\n{text}" if markup else f"{title}\n\n{text}"
    if markup and "<body" not in text[:5000].lower():
        text = f"<html><body><article>{text}</article></body></html>"
    doc = name_of(archive, found["url"] or None, title, text, ".html" if markup else ".txt")
    return Item(
        doc=doc,
        where=f"{path}, line {number}",
        raw=text.encode("utf-8", "replace") if markup else None,
        text="" if markup else text,
        markup=markup,
        known={
            "url": found["url"] or None,
            "outlet": found["outlet"] or None,
            "published": iso(found["published"]),
            "language": found["language"].replace("_", "-").split("-")[0].lower() or None,
        },
    )


def _cell(row: Mapping[str, Any], field: str, fields: Mapping[str, str]) -> str:
    for column in (fields[field],) if field in fields else USUAL[field]:
        value: Any = row
        for part in [column] if column in row else column.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        if isinstance(value, str | int) and str(value).strip():
            return str(value).strip().replace("\r\n", "\n").replace("\x00", " ")
    return ""


def _jsonl(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LARGEST + 1):
            number += 1
            if len(line) > LARGEST:
                while line and not line.endswith(b"\n"):
                    line = file.readline(LARGEST)
                yield number, f"more than {LARGEST // 1_000_000} MB in one line; split it"
                continue
            if not line.strip():
                continue
            try:
                row = json.loads(decode(line).text)
            except (NotText, ValueError, RecursionError):
                yield number, "is no JSON; correct or delete the line"
                continue
            yield number, row if isinstance(row, dict) else "is no JSON object; write one object a line"


def _csv(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    with path.open("rb") as file:
        start = file.read(1 << 16)
    encoding = _encoding(start)
    delimiter = _delimiter(start.decode(encoding, "replace").split("\n", 1)[0], path)
    csv.field_size_limit(LARGEST)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        reader = csv.DictReader((line.replace("\x00", " ") for line in file), delimiter=delimiter)
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield reader.line_num, f"is no CSV ({error}); correct the row"
                continue
            yield reader.line_num, {k.strip(): v for k, v in row.items() if k is not None}


def _encoding(start: bytes) -> str:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        start[: start.rfind(b"\n") + 1].decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _delimiter(header: str, path: Path) -> str:
    if path.suffix.lower() == ".tsv":
        return "\t"
    return max(",;\t|", key=header.count)
