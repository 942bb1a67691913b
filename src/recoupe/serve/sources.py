"""Outlets: what each tells first, how late, what it relays and from whom; reliability as a user sets it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from msgspec import Struct
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.join.judging import Judging, undoing
from recoupe.model import Judgement
from recoupe.serve import lists
from recoupe.serve.desk import Room, bench, by, counted, field_of, lang_of, local, page, post, to, with_query
from recoupe.serve.judge import keep
from recoupe.share.outlets import Outlet, Relays, outlets, relays
from recoupe.store import Library, shown

LETTERS = "ABCDEF"
PAGE = 25  # outlets on a page
_PAIRS = 40  # pairs of outlets shown; all are in the CSV
SORTS = ("articles", "accounts", "shared", "first", "lag", "relayed", "reliability")
COLUMNS = ("outlet", "articles", "accounts", "shared", "first", "lag", "relayed", "reliability", "by", "why")


class Counted(Struct, frozen=True):
    """The outlets as they were counted, without the reliability; and who relays whom."""

    outlets: list[Outlet]
    relays: list[Relays]


def count(library: Library) -> Counted:
    """Count the outlets of a library and who relays whom."""
    articles = shown.published(library)
    names = {article.doc: article.outlet for article in articles}
    found = outlets(articles, shown.each_account(library), {})
    shared = (one for one in shown.each_account(library) if len(one.statements) > 1)
    return Counted(found, relays(names, shared))


def _reliability(library: Library) -> dict[str, Judgement]:
    from recoupe.join import ruled

    judgements = [one for one in library.judgements() if one.verdict in ("reliability", "undo")]
    return dict(ruled(judgements, (), ()).reliability)


def _rows(request: Request) -> list[dict[str, Any]]:
    """The outlets with their reliability, in the order that the address asks for."""
    here = bench(request)
    judged = _reliability(here.library)
    rows = []
    for one in here.outlets.now().outlets:
        said = judged.get(one.name)
        rows.append(
            {
                "outlet": one.name,
                "articles": one.articles,
                "accounts": one.accounts,
                "shared": one.shared,
                "first": one.first,
                "lag": one.lag,
                "relayed": one.relayed,
                "reliability": said.reliability if said else None,
                "by": said.by if said else "",
                "why": said.why if said else "",
                "number": said.number if said else 0,
            }
        )
    sort = _sort(request)
    if sort == "reliability":
        rows.sort(key=lambda r: (r["reliability"] or "Z", -r["articles"], r["outlet"]))
    elif sort != "articles":
        none = float("inf") if sort == "lag" else -1.0
        sign = 1 if sort == "lag" else -1
        rows.sort(key=lambda r: (sign * (none if r[sort] is None else r[sort]), -r["articles"], r["outlet"]))
    return rows


def _sort(request: Request) -> str:
    asked = request.query_params.get("sort", "")
    return asked if asked in SORTS else "articles"


def _page(request: Request) -> Response:
    if later := counted(request, bench(request).outlets):
        return later
    lang = lang_of(request)
    rows = _rows(request)
    sort = _sort(request)
    leaf = lists.leaf(
        lists.leaf_asked(request), len(rows), PAGE,
        lambda n: with_query("/sources", {"sort": [sort], "page": [n]}),
    )  # fmt: skip
    pairs = bench(request).outlets.now().relays
    return page(
        request,
        "sources.html.j2",
        rows=[row | _links(row["outlet"]) for row in rows[leaf.part]],
        total=len(rows),
        sorts={
            one: (with_query("/sources", {"sort": [one]}), one == sort, one not in ("lag", "reliability"))
            for one in SORTS
        },
        csv=with_query("/sources.csv", {"sort": [sort]}),
        json=with_query("/sources.json", {"sort": [sort]}),
        letters=LETTERS,
        pairs=[
            {
                "outlet": one.outlet,
                "source": one.source,
                "n": one.n,
                "href": f"/?{urlencode({'outlet': one.outlet})}",
                "of": f"/?{urlencode({'outlet': one.source})}",
            }
            for one in pairs[:_PAIRS]
        ],
        more=max(0, len(pairs) - _PAIRS),
        leaf=leaf,
        percent=lambda share: _percent(lang, share),
    )


def _links(outlet: str) -> dict[str, str]:
    return {"href": f"/?{urlencode({'outlet': outlet})}"}


def _percent(lang: str, share: float) -> str:
    from babel.numbers import format_percent

    return str(format_percent(share, locale=lang))


def _table(request: Request) -> Response:
    rows = _rows(request)
    return lists.table(request, "outlets", COLUMNS, rows)


def _pairs(request: Request) -> Response:
    pairs = bench(request).outlets.now().relays
    rows: list[dict[str, object]] = [
        {"outlet": one.outlet, "source": one.source, "accounts": one.n} for one in pairs
    ]
    return lists.table(request, "relays", ("outlet", "source", "accounts"), rows)


def _set(request: Request, form: FormData) -> Response:
    here = bench(request)
    back = local(form.get("back"), "/sources")
    number = field_of(form, "number", 9)
    if field_of(form, "verdict", 10) == "undo":
        known = {str(one.number): one for one in here.library.judgements()}
        if number not in known or known[number].verdict != "reliability":
            raise HTTPException(422, "faults.no_judgement")
        at_once = keep(here, undoing(int(number), by(request), ""))
        return to(back, said="undone" if at_once else "judged_soon")
    letter, why = field_of(form, "letter", 1), field_of(form, "why")
    if letter not in LETTERS or not letter:
        raise HTTPException(422, "faults.no_letter")
    if not why:
        raise HTTPException(422, "faults.no_reason")
    judging = Judging(shown.published(here.library), (), ())
    given = form.get("outlet")
    outlet = given[:500] if isinstance(given, str) else ""
    at_once = keep(here, judging.reliability(outlet, letter, by(request), why))
    return to(back, said="judged" if at_once else "judged_soon")


ROOM = Room(
    "sources",
    [
        Route("/sources", _page, name="sources"),
        Route("/sources.{form:str}", _table, name="sources-table"),
        Route("/relays.{form:str}", _pairs, name="relays"),
        post("/sources", _set, "set-reliability"),
    ],
    nav=[("sources", "/sources")],
)
