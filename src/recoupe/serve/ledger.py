"""The ledger: counts of one measure by one doer on a time axis, rules broken, documented against claimed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.serve import labels, lists
from recoupe.serve.books import Book
from recoupe.serve.desk import Room, bench, counted, lang_of, not_found, page, with_query
from recoupe.serve.dossier import Material, dossier
from recoupe.share.words import Lang, say

PAGE = 50
_NOBODY = "?"
SORTS = ("measure", "doer", "years", "claims", "broken", "documented")
COLUMNS = (
    "measure",
    "doer",
    "unit",
    "start",
    "end",
    "value",
    "bound",
    "articles",
    "origins",
    "broken",
    "account",
)


def _books(request: Request) -> list[Book]:
    """The ledgers that the address asks for: of a measure, of a doer, only those that break a rule."""
    query = request.query_params
    measure, doer, broken = query.get("measure", ""), query.get("doer", ""), query.get("broken") == "yes"
    return [
        one
        for one in bench(request).ledgers.now()
        if measure in ("", one.measure)
        and (not doer or doer in one.actor.split(", "))
        and (one.broken or not broken)
    ]


def _sort(request: Request) -> str:
    asked = request.query_params.get("sort", "")
    return asked if asked in SORTS else "claims"


def _sorted(books: list[Book], sort: str, lang: Lang) -> list[Book]:
    """In the order that the address asks for; by claims they are already."""
    match sort:
        case "measure":
            return sorted(books, key=lambda one: measure_title(lang, one.measure, one.unit).casefold())
        case "doer":
            # Those of nobody named last.
            named = {one.actor: doer_name(lang, one.actor, one.spelled).casefold() for one in books}
            return sorted(books, key=lambda one: (not named[one.actor], named[one.actor]))
        case "years":
            return sorted(books, key=lambda one: (one.last, one.first), reverse=True)
        case "broken":
            return sorted(books, key=lambda one: -one.broken)
        case "documented":
            return sorted(books, key=lambda one: -_share(one))
    return books


def _share(one: Book) -> float:
    """Documented of claimed; those where nothing can be documented last."""
    return one.documented[0] / (one.documented[1] or 1) if one.documented else -1.0


def doer_name(lang: Lang, actor: str, spelled: Mapping[str, str]) -> str:
    """Who does what is counted: ids by their names, others as they are ``spelled``, « ? » as nobody named."""
    if actor in ("", _NOBODY):
        return ""
    names = [spelled.get(one, one) for one in actor.split(", ")]
    return ", ".join(name if " " in name else labels.name_of(lang, name) for name in names)


def measure_title(lang: Lang, measure: str, unit: str | None) -> str:
    """What is counted, with its unit where it is not plain."""
    if measure in ("drugs-seized", "money"):
        return say(lang, f"measure.{measure}") + (f" ({unit})" if unit else "")
    return labels.deed(lang, measure)


def _list(request: Request) -> Response:
    if later := counted(request, bench(request).ledgers):
        return later
    lang = lang_of(request)
    query = request.query_params
    sort = _sort(request)
    books = _sorted(_books(request), sort, lang)
    asked = {
        name: [value[:300]] for name in ("measure", "doer", "broken", "sort") if (value := query.get(name))
    }
    leaf = lists.leaf(
        lists.leaf_asked(request), len(books), PAGE, lambda n: with_query("/ledger", asked | {"page": [n]})
    )
    everything = bench(request).ledgers.now()
    measures = sorted({one.measure for one in everything}, key=lambda m: measure_title(lang, m, None))
    spelled = {folded: written for one in everything for folded, written in one.spelled.items()}
    doers = sorted(
        (
            (doer_name(lang, d, spelled), d)
            for d in {d for one in everything for d in one.actor.split(", ")}
            if d != _NOBODY
        ),
        key=lambda pair: pair[0].casefold(),
    )
    return page(
        request,
        "ledgers.html.j2",
        rows=[_row(lang, one) for one in books[leaf.part]],
        total=len(books),
        measures=[(m, measure_title(lang, m, None), m == query.get("measure")) for m in measures],
        doers=[(d, name, d == query.get("doer")) for name, d in doers[:400]],
        broken=query.get("broken") == "yes",
        csv=with_query("/ledger.csv", asked),
        json=with_query("/ledger.json", asked),
        sort=sort,
        sorts={
            one: (
                with_query("/ledger", asked | {"sort": [one]}),
                one == sort,
                one not in ("measure", "doer"),
            )
            for one in SORTS
        },
        leaf=leaf,
    )


def _row(lang: Lang, one: Book) -> dict[str, Any]:
    return {
        "href": _address(one),
        "measure": measure_title(lang, one.measure, one.unit),
        "doer": doer_name(lang, one.actor, one.spelled),
        "claims": one.claims,
        "broken": one.broken,
        "documented": one.documented[:2] if one.documented else None,
        "years": one.first if one.first == one.last else f"{one.first}–{one.last}",
    }


def _address(one: Book) -> str:
    return with_query("/ledger/of", {"measure": [one.measure], "doer": [one.actor], "unit": [one.unit or ""]})


def _one(request: Request) -> Response:
    here, lang = bench(request), lang_of(request)
    if later := counted(request, here.ledgers):
        return later
    query = request.query_params
    wanted = query.get("measure", ""), query.get("doer", ""), query.get("unit", "")
    found = next((b for b in here.ledgers.now() if (b.measure, b.actor, b.unit or "") == wanted), None)
    if found is None:
        return not_found(request, " ".join(wanted)[:300])
    part = found.opened().page
    claims, rules = part.claims, part.violations
    accounts = {claim.account for claim in claims}
    desk = dossier(Material(here.library, sorted(accounts), most=5), lang)
    return page(
        request,
        "ledger.html.j2",
        book=desk.ledger(part),
        links=[f"/account/{claim.account}" for claim in claims],
        more=found.claims - len(claims),
        more_rules=found.broken - len(rules),
        csv=_address(found).replace("/ledger/of", "/ledger.csv", 1),
        json=_address(found).replace("/ledger/of", "/ledger.json", 1),
        others=with_query("/ledger", {"doer": [found.actor.split(", ")[0]]}),
    )


def _table(request: Request) -> Response:
    unit = request.query_params.get("unit")
    rows: list[dict[str, object]] = []
    for one in _sorted(_books(request), _sort(request), lang_of(request)):
        if unit is not None and (one.unit or "") != unit:
            continue
        opened = one.opened()
        rows += [
            {
                "measure": one.measure,
                "doer": "" if one.actor == _NOBODY else one.actor,
                "unit": one.unit or "",
                "start": (claim.when.start if claim.when else None) or "",
                "end": (claim.when.end if claim.when else None) or "",
                "value": claim.value,
                "bound": claim.bound,
                "articles": len(claim.docs),
                "origins": len(claim.origins),
                "broken": "yes" if claim.account in opened.broken else "",
                "account": claim.account,
            }
            for claim in opened.claims
        ]
    return lists.table(request, "ledger", COLUMNS, rows)


ROOM = Room(
    "ledger",
    [
        Route("/ledger", _list, name="ledgers"),
        Route("/ledger.{form:str}", _table, name="ledger-table"),
        Route("/ledger/of", _one, name="ledger"),
    ],
    nav=[("ledger", "/ledger")],
)
