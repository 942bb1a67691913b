"""The log as a page: disclosures, markings, judgements, questions, logins, and who saw what is marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.serve import lists
from recoupe.serve.desk import Bench, Room, bench, page, with_query
from recoupe.store import shown
from recoupe.store.audit import entries, verify
from recoupe.store.chain import Act, Entry

PAGE = 100
COLUMNS = ("number", "at", "act", "partner", "subject", "detail")
# Acts whose subject and detail name no record of the library.
_PLAIN = frozenset({"login", "disclosure"})
_ACCOUNT = re.compile(r"A-[a-z2-7]{12}")
_JUDGEMENT = re.compile(r"judgement:? ?(\d+)")
_ARTICLE = re.compile(r"article (.+) \(TLP:")
HIDDEN = "…"


def _asked(request: Request) -> list[Entry]:
    """The rows asked for, the latest first, as whoever asks may read them."""
    here, query = bench(request), request.query_params
    act, who = query.get("act", ""), query.get("who", "")[:200]
    found = [
        one
        for one in entries(here.main)
        if act in ("", one.act) and (not who or who in (one.partner, one.partner.removeprefix("user:")))
    ]
    return found[::-1]


def _read(here: Bench, found: Iterable[Entry]) -> list[dict[str, object]]:
    """Rows without the words that tell of what may not be seen here."""
    judgements = {one.number for one in here.library.judgements()} if here.library.narrowed else set()
    rows: list[dict[str, object]] = []
    for one in found:
        told = _may_read(here, one, judgements)
        rows.append(
            {
                "number": one.number,
                "at": one.at,
                "act": one.act,
                "partner": one.partner,
                "subject": one.subject if told else HIDDEN,
                "detail": one.detail if told else HIDDEN,
            }
        )
    return rows


def _may_read(here: Bench, one: Entry, judgements: set[int]) -> bool:
    if not here.library.narrowed or one.act in _PLAIN:
        return True
    text = f"{one.subject} {one.detail}"
    accounts = sorted(set(_ACCOUNT.findall(text)))
    if len(shown.accounts(here.library, accounts)) < len(accounts):
        return False
    numbers = {int(number) for number in _JUDGEMENT.findall(text)}
    docs = [doc for doc in _ARTICLE.findall(one.subject) if here.library.article(doc) is None]
    # Whatever is named in another way is not told: a row says too little rather than too much.
    return bool(accounts or numbers or _ARTICLE.search(one.subject)) and numbers <= judgements and not docs


def _page(request: Request) -> Response:
    here, query = bench(request), request.query_params
    found = _asked(request)
    leaf = query.get("page", "1")
    pages = max(1, -(-len(found) // PAGE))
    number = min(max(1, int(leaf)), pages) if leaf.isdecimal() and len(leaf) < 7 else 1
    asked = {name: [value[:200]] for name in ("act", "who") if (value := query.get(name))}
    length, seal, faults = verify(here.main)

    def leaf_of(n: int) -> str:
        return with_query("/audit", asked | {"page": [str(n)]})

    return page(
        request,
        "audit.html.j2",
        rows=_read(here, found[(number - 1) * PAGE : number * PAGE]),
        total=len(found),
        acts=get_args(Act),
        act=query.get("act", ""),
        who=query.get("who", "")[:200],
        length=length,
        seal=seal,
        faults=faults,
        csv=with_query("/audit.csv", asked),
        json=with_query("/audit.json", asked),
        number=number,
        pages=pages,
        previous=leaf_of(number - 1) if number > 1 else "",
        following=leaf_of(number + 1) if number < pages else "",
    )


def _table(request: Request) -> Response:
    rows = _read(bench(request), _asked(request))
    if request.path_params["form"] == "csv":
        return lists.as_csv("audit", COLUMNS, rows)
    return lists.as_json(rows)


ROOM = Room(
    "audit",
    [Route("/audit", _page, name="audit"), Route("/audit.{form:str}", _table, name="audit-table")],
    nav=[("audit", "/audit")],
)
