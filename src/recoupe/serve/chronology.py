"""The chronology, home of the workbench: accounts by date, narrowed by period and facet."""

from __future__ import annotations

from typing import Any

import numpy as np
from starlette.datastructures import FormData, QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from recoupe.serve import entity, fields, lists
from recoupe.serve.desk import Room, bench, by, field_of, lang_of, page, post, to
from recoupe.serve.facts import FACETS
from recoupe.serve.filters import Filters
from recoupe.serve.histogram import around, histogram
from recoupe.serve.labels import label
from recoupe.serve.stand import Mask, Stand
from recoupe.share.words import Lang
from recoupe.store import saved, shown

PAGE = 40  # accounts on a page
_OFFERED = 8  # values of a facet shown at once
_NAMED = frozenset({"state", "body", "person", "place"})
_EXPORTED = 20_000  # accounts in one CSV or JSON


def _home(request: Request) -> Response:
    here, lang = bench(request), lang_of(request)
    stand = here.shelf.stand
    if not stand.accounts and not stand.waiting and not len(here.library):
        return page(request, "empty.html.j2")
    known = fields.named(request.url.query, here.library.path)
    filters = Filters.of(request.query_params, known)
    mask = filters.mask(stand)
    order = _ordered(mask, filters)
    leaf = lists.leaf(filters.page, len(order), PAGE, lambda n: filters.address(page=n))
    ids = [stand.accounts[i] for i in order[leaf.part]]
    opened = request.query_params.get("all", "")
    # What a stand alone decides; fields of cooperation can be edited beside it.
    key = filters.address(), lang, opened, repr(filters.known) if fields.FACET in filters.chosen else ""
    drawn = stand.once(("bars", key), lambda: histogram(stand, mask, filters, lang))
    facets = stand.once(("facets", key), lambda: _facets(stand, filters, mask, lang, opened))
    return page(
        request,
        "chronology.html.j2",
        filters=filters,
        total=len(order),
        undated=int((mask & ~stand.dated).sum()),
        groups=lists.by_year(shown.lines(here.library, ids), lang),
        leaf=leaf,
        facets=facets,
        chips=chips(filters, lang),
        histogram=drawn,
        bars=_bars(drawn, filters),
        bars_csv=filters.address("/over-time.csv"),
        bars_json=filters.address("/over-time.json"),
        around=around(drawn, filters),
        csv=filters.address("/accounts.csv"),
        json=filters.address("/accounts.json"),
        turned=_turned(filters),
        saved=_own(request),
        forgotten=_forgotten(request),
        review=filters.address("/review"),
    )  # fmt: skip


def _ordered(mask: Mask, filters: Filters) -> Any:
    found = np.flatnonzero(mask)
    return found[::-1] if filters.newest else found


def _turned(filters: Filters) -> str:
    """The same accounts the other way round."""
    from msgspec.structs import replace

    return replace(filters, newest=not filters.newest).address()


def _bars(drawn: Any, filters: Filters) -> list[dict[str, object]]:
    """The bars as a list of links, for those who do not see them or do not point."""
    return [
        {
            "first": one.first,
            "last": one.last,
            "n": one.n,
            "corroborated": one.corroborated,
            "disputed": one.disputed,
            "href": filters.within(one.first.isoformat(), one.last.isoformat()).address(),
        }
        for one in drawn.bins
        if one.n
    ]


def chips(filters: Filters, lang: Lang, path: str = "/") -> list[dict[str, str]]:
    """What is chosen, each with the address without it."""
    found = [
        {
            "facet": facet,
            "label": _called(filters, lang, facet, value),
            "href": filters.toggled(facet, value).address(path),
            "about": entity.address(value) if facet in entity.KINDS and entity.has_page(value) else "",
        }
        for facet, values in filters.chosen.items()
        for value in values
    ]
    if filters.first or filters.last:
        from datetime import date

        from recoupe.share import dates

        sides = [date.fromisoformat(side) if side else None for side in (filters.first, filters.last)]
        period = dates.interval(lang, *sides)
        found.insert(
            0, {"facet": "period", "label": period, "href": filters.within("", "").address(path), "about": ""}
        )
    return found


def _called(filters: Filters, lang: Lang, facet: str, value: str) -> str:
    if facet != fields.FACET:
        return label(lang, facet, value)
    field = fields.field_of(value, filters.known)
    return fields.called(field.name, lang, value) if field else value


def _facets(stand: Stand, filters: Filters, mask: Mask, lang: Lang, opened: str) -> list[dict[str, Any]]:
    """Every facet with its values, the commonest first, each with its count and address."""
    base = stand.counts(mask)
    found = []
    for facet in FACETS:
        chosen = filters.chosen.get(facet, ())
        alone = chosen or facet == "kind"
        counts = stand.counts(filters.mask(stand, without=facet)) if alone else base
        rows = stand.commonest(counts, facet)
        rows += [(value, 0) for value in chosen if value not in dict(rows) and (facet, value) in stand.number]
        if facet in ("grade", "origins"):
            rows.sort(key=lambda r: r[0])
        elif chosen:
            rows.sort(key=lambda r: (r[0] not in chosen, -r[1], r[0]))
        # One value that all accounts have narrows nothing; a name is worth its place even so.
        if not chosen and len(rows) < (1 if facet in _NAMED else 2):
            continue
        most = len(rows) if opened == facet else max(_OFFERED, len(chosen))
        found.append(
            {
                "name": facet,
                "chosen": bool(chosen),
                "more": len(rows) - most if len(rows) > most else 0,
                "all": filters.address(all=facet) + f"#f-{facet}",
                "rows": [
                    {
                        "id": f"{facet}-{stand.number.get((facet, value), 0)}",
                        "label": label(lang, facet, value),
                        "n": n,
                        "on": value in chosen,
                        "href": filters.toggled(facet, value).address(),
                    }
                    for value, n in rows[:most]
                ],
            }
        )
    return found


def selected(request: Request) -> list[str]:
    """The accounts of the filters in a request's address, in their order."""
    here = bench(request)
    stand = here.shelf.stand
    filters = Filters.of(request.query_params, fields.named(request.url.query, here.library.path))
    return [stand.accounts[i] for i in _ordered(filters.mask(stand), filters)]


def _table(request: Request) -> Response:
    here, lang = bench(request), lang_of(request)
    found = shown.lines(here.library, selected(request)[:_EXPORTED])
    return lists.table(request, "accounts", lists.COLUMNS, (lists.row(line, lang) for line in found))


def _over_time(request: Request) -> Response:
    """The bars as a table."""
    here, lang = bench(request), lang_of(request)
    filters = Filters.of(request.query_params, fields.named(request.url.query, here.library.path))
    stand = here.shelf.stand
    rows: list[dict[str, object]] = [
        {
            "first": one.first.isoformat(),
            "last": one.last.isoformat(),
            "accounts": one.n,
            "several_origins": one.corroborated,
            "disputed": one.disputed,
        }
        for one in histogram(stand, filters.mask(stand), filters, lang).bins
    ]
    columns = ("first", "last", "accounts", "several_origins", "disputed")
    return lists.table(request, "over-time", columns, rows)


def _own(request: Request) -> list[saved.Saved]:
    """The searches kept; where several log in, those that one kept oneself."""
    here = bench(request)
    found = saved.searches(here.main)
    return [one for one in found if one.by == by(request)] if here.team else found


def _keep(request: Request, form: FormData) -> Response:
    query = str(form.get("query", ""))[:4000]
    filters = Filters.of(QueryParams(query), fields.named(query, bench(request).library.path))
    name = field_of(form, "name", 120)
    if name:
        saved.keep(bench(request).main, name, filters.address().partition("?")[2], by(request))
    return to(filters.address(), said="kept" if name else "")


def _forgotten(request: Request) -> str:
    """The name of the search that was just forgotten, to be kept again."""
    query = request.query_params
    return query.get("again", "")[:120] if query.get("said") == "forgotten" else ""


def _forget(request: Request, form: FormData) -> Response:
    number = next((s.number for s in _own(request) if str(s.number) == field_of(form, "number", 9)), None)
    gone = saved.forget(bench(request).main, number) if number is not None else None
    if gone is None:
        return RedirectResponse("/", 303)
    return to(f"/?{gone.query}" if gone.query else "/", said="forgotten", again=gone.name)


ROOM = Room(
    "chronology",
    [
        Route("/", _home, name="home"),
        Route("/accounts.{form:str}", _table, name="accounts"),
        Route("/over-time.{form:str}", _over_time, name="over-time"),
        post("/searches", _keep, "keep-search"),
        post("/searches/forget", _forget, "forget-search"),
    ],
    nav=[("chronology", "/")],
)
