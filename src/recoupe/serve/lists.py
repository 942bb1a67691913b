"""Lists of accounts, as the chronology, an entity's page and others set them; the same as CSV and JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from recoupe.model import When
from recoupe.serve import words
from recoupe.share import dates
from recoupe.share.values import field_name
from recoupe.share.words import Lang, listed, say, several
from recoupe.store.shown import Line

View = dict[str, Any]
# A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "account", "kind", "type", "mode", "start", "end", "reported", "sentence", "places", "outlets",
    "articles", "origins", "grade", "status", "disputed",
)  # fmt: skip


def by_year(lines: Iterable[Line], lang: Lang) -> list[View]:
    """The accounts under a heading for each year, in the order given."""
    groups: list[View] = []
    for line in lines:
        day = line.start or line.end
        year = day[:4].lstrip("0") if day else ""
        if not groups or groups[-1]["year"] != year:
            title = year or say(lang, "no_date")
            groups.append({"year": year, "title": title, "accounts": []})
        groups[-1]["accounts"].append(view(line, lang))
    return groups


def view(line: Line, lang: Lang, year: bool = False) -> View:
    """One account as the macro ``account_row`` sets it; ``year`` says whether its date tells the year."""
    start = date.fromisoformat(line.start) if line.start else None
    end = date.fromisoformat(line.end) if line.end else None
    if start or end:
        told = When(line.written, line.start, line.end)
        since = dates.running(lang, told, {line.reported or ""}) if line.kind == "figure" else ""
        when = since or dates.interval(lang, start, end, year=year, written=line.written)
    else:
        day = words.day(lang, line.reported)
        when = say(lang, "reported", date=day) if day else say(lang, "no_date")
    many = len(line.docs) > 1
    support = listed(lang, list(line.outlets), 2)
    if many:
        articles, origins = several(lang, "article", len(line.docs)), several(lang, "origin", line.origins)
        support = f"{articles}, {origins}"
    return {
        "account": line.account,
        "href": f"/account/{line.account}",
        "when": when,
        "sentence": line.sentence.get(lang) or line.type,
        "places": listed(lang, list(line.places)),
        "many": many,
        "support": support,
        "outlets": listed(lang, list(line.outlets), 4),
        "grade": line.grade,
        "grade_words": say(lang, f"grade.{line.grade}"),
        "status": "" if line.status == "asserted" else say(lang, f"status.{line.status}"),
        "disputes": [
            {"field": field_name(lang, field), "kind": say(lang, f"relation.{kind}")}
            for field, kind in line.disputes
        ],
        "judged": line.judged,
    }


def row(line: Line, lang: Lang) -> dict[str, object]:
    """One account as a flat row."""
    return {
        "account": line.account,
        "kind": line.kind,
        "type": line.type,
        "mode": line.mode or "",
        "start": line.start or "",
        "end": line.end or "",
        "reported": line.reported or "",
        "sentence": line.sentence.get(lang, ""),
        "places": "; ".join(line.places),
        "outlets": "; ".join(line.outlets),
        "articles": len(line.docs),
        "origins": line.origins,
        "grade": line.grade,
        "status": line.status,
        "disputed": "; ".join(field for field, _ in line.disputes),
    }


class Leaf(NamedTuple):
    """One page of a list: which it is, of how many, and the addresses of those beside it."""

    number: int
    pages: int
    previous: str
    following: str
    part: slice  # of the whole list


def leaf_asked(request: Request) -> int:
    """The page of a list that an address asks for, from 1."""
    given = request.query_params.get("page", "1")
    return max(1, int(given)) if given.isdecimal() and len(given) < 7 else 1


def leaf(asked: int, total: int, size: int, address: Callable[[str], str]) -> Leaf:
    """The page of a list of so many, ``size`` on each; the last one where more was asked for."""
    pages = max(1, -(-total // size))
    number = min(asked, pages)
    previous = address(str(number - 1)) if number > 1 else ""
    following = address(str(number + 1)) if number < pages else ""
    return Leaf(number, pages, previous, following, slice((number - 1) * size, number * size))


def as_csv(name: str, columns: Sequence[str], rows: Iterable[dict[str, object]]) -> Response:
    """A table as CSV (RFC 4180, UTF-8), with nothing in it that a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore")
    writer.writeheader()
    for one in rows:
        writer.writerow({key: _still(value) for key, value in one.items()})
    answer = Response("\ufeff" + out.getvalue(), media_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def table(request: Request, name: str, columns: Sequence[str], rows: Iterable[dict[str, object]]) -> Response:
    """A table as CSV or JSON, whichever the address ends with; raises ``HTTPException`` for another end."""
    form = request.path_params["form"]
    if form == "csv":
        return as_csv(name, columns, rows)
    if form != "json":
        raise HTTPException(404, f"{name}.{form}")
    return JSONResponse([{column: row[column] for column in columns} for row in rows])


def _still(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
