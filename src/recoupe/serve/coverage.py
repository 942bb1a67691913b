"""Coverage: states by fields of cooperation, how many accounts there are of each; a cell opens them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.serve import fields, lists
from recoupe.serve.desk import Room, bench, lang_of, page
from recoupe.serve.fields import FACET, Field, Grouping, Groupings, called
from recoupe.serve.filters import Filters
from recoupe.serve.labels import label
from recoupe.share.words import Lang

_STATES = 40  # rows shown at first; « all » shows every state
_SHADES = 5


class Matrix(NamedTuple):
    """Accounts by state (rows) and field (columns); ``all`` those of a state in whatever field or none."""

    states: list[str]
    fields: list[tuple[str, Field]]
    cells: list[list[int]]
    all: list[int]


def _matrix(request: Request, filters: Filters, grouping: Grouping) -> Matrix:
    stand = bench(request).shelf.stand
    base = filters.mask(stand)
    total = stand.counts(base)
    numbers = [
        (number, value)
        for number, (facet, value) in stand.names.items()
        if facet == "state" and number < len(total) and total[number]
    ]
    chosen = filters.chosen.get("state")
    if chosen:
        numbers = [one for one in numbers if one[1] in chosen]
    numbers.sort(key=lambda one: (-int(total[one[0]]), one[1]))
    columns: Sequence[tuple[str, Field]] = list(grouping.fields.items())
    # By the accounts of each state: to count every term of all for each column takes ten times as long.
    masks = [base & field.mask(stand) for _, field in columns]
    own = {value: stand.having("state", value) for _, value in numbers}
    return Matrix(
        [value for _, value in numbers],
        list(columns),
        [[int(np.count_nonzero(one[own[value]])) for one in masks] for _, value in numbers],
        [int(total[number]) for number, _ in numbers],
    )


def _asked(request: Request) -> tuple[Groupings, str, Filters]:
    known = fields.groupings(bench(request).library.path)
    name = request.query_params.get("by", "")
    name = name if name in known else next(iter(known))
    filters = Filters.of(request.query_params, known)
    chosen = {facet: values for facet, values in filters.chosen.items() if facet != FACET}
    return known, name, replace(filters, chosen=chosen, newest=False)


def _page(request: Request) -> Response:
    lang = lang_of(request)
    known, name, filters = _asked(request)
    made = _matrix(request, filters, known[name])
    everything = request.query_params.get("all") == "states"
    most = len(made.states) if everything else _STATES
    top = max((n for row in made.cells for n in row), default=0)
    library = bench(request).library.path
    return page(
        request,
        "coverage.html.j2",
        filters=filters,
        by=name,
        groupings=[
            (key, called(one.name, lang, key), filters.address("/coverage", by=key), key == name)
            for key, one in known.items()
        ],
        columns=[(key, called(field.name, lang, key)) for key, field in made.fields],
        rows=[
            {
                "label": label(lang, "state", state),
                "href": _of(filters, state).address(),
                "all": total,
                "cells": [
                    {
                        "n": n,
                        "shade": _shade(n, top),
                        "href": replace(
                            _of(filters, state), chosen=_cell(filters, state, f"{name}.{key}")
                        ).address(),
                    }
                    for n, (key, _) in zip(row, made.fields, strict=True)
                ],
            }
            for state, row, total in list(zip(made.states, made.cells, made.all, strict=True))[:most]
        ],
        total=len(made.states),
        more=max(0, len(made.states) - most),
        everything=filters.address("/coverage", by=name, all="states"),
        plain=f"/coverage?by={name}",
        narrowed=bool(filters.pairs),
        csv=filters.address("/coverage.csv", by=name),
        json=filters.address("/coverage.json", by=name),
        own=fields.file_of(library).name,
    )


def _of(filters: Filters, state: str) -> Filters:
    return replace(filters, chosen={**filters.chosen, "state": (state,)}, page=1)


def _cell(filters: Filters, state: str, field: str) -> dict[str, tuple[str, ...]]:
    return {**filters.chosen, "state": (state,), FACET: (field,)}


def _shade(n: int, top: int) -> int:
    """0 for none, else 1 to 5, by the square root: a few states have most of the accounts."""
    return max(1, round(_SHADES * (n / top) ** 0.5)) if n else 0


def _table(request: Request) -> Response:
    lang: Lang = lang_of(request)
    known, name, filters = _asked(request)
    made = _matrix(request, filters, known[name])
    keys = [key for key, _ in made.fields]
    rows: list[dict[str, Any]] = [
        {
            "state": state,
            "name": label(lang, "state", state),
            **dict(zip(keys, row, strict=True)),
            "all": total,
        }
        for state, row, total in zip(made.states, made.cells, made.all, strict=True)
    ]
    return lists.table(request, "coverage", ["state", "name", *keys, "all"], rows)


ROOM = Room(
    "coverage",
    [
        Route("/coverage", _page, name="coverage"),
        Route("/coverage.{form:str}", _table, name="coverage-table"),
    ],
    nav=[("coverage", "/coverage")],
)
