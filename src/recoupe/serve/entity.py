"""A state, body or office holder: what it did, with whom, since when; what it says and what others say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

import numpy as np
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.model import Judgement, Statement
from recoupe.serve import lists
from recoupe.serve.desk import Room, bench, field_of, lang_of, not_found, page, post
from recoupe.serve.dossier import Dossier, Material, quotations
from recoupe.serve.facts import facet_of
from recoupe.serve.filters import BESIDE, Filters
from recoupe.serve.judge import NAME_VERDICTS, judge_names
from recoupe.serve.labels import label, name_of
from recoupe.serve.stand import UNDATED, Mask, Stand
from recoupe.share.desk import View
from recoupe.share.names import is_state, mentions
from recoupe.share.words import Lang
from recoupe.store import Library, shown

_LISTED = 12  # deeds, partners and ties shown at once; the chronology has the rest
_TABLE = 500  # partners in a file
_QUOTED = 6  # passages of each side
_NAMED = 24  # of one account or article
_READ = 16  # accounts of one page, the latest first, whose sentences are read for claims and spellings
KINDS = ("state", "body", "person")


def address(identity: str) -> str:
    """The address of an entity's page."""
    return f"/entity/{quote(identity, safe='')}"


def has_page(identity: str) -> bool:
    """Whether an id has a page: states, bodies, and persons only where the lexicon knows their office."""
    if facet_of(identity) != "person":
        return True
    return identity in _office_holders()


def named(stand: Stand, statements: Iterable[Statement], lang: Lang) -> list[dict[str, str]]:
    """Who these statements name and has a page here, the one named most often first."""
    found = Counter(one.id for said in statements for one in mentions(said) if one.id)
    return [
        {"label": name_of(lang, identity), "href": address(identity)}
        for identity, _ in found.most_common()
        if has_page(identity) and len(stand.having(facet_of(identity), identity))
    ][:_NAMED]


@cache
def _office_holders() -> frozenset[str]:
    from recoupe.resolve.persons import listed
    from recoupe.share.export.office import OFFICE

    return frozenset(one.id for one in listed() if one.sector in OFFICE)


def _page(request: Request) -> Response:
    here, lang = bench(request), lang_of(request)
    identity = request.path_params["identity"]
    stand, facet = here.shelf.stand, facet_of(identity)
    if not len(stand.having(facet, identity)) or not has_page(identity):
        return not_found(request, identity)
    filters = Filters(chosen={facet: (identity,)})
    mask = filters.mask(stand)
    order = np.concatenate([np.flatnonzero(mask & stand.dated)[::-1], np.flatnonzero(mask & ~stand.dated)])
    leaf = lists.leaf(lists.leaf_asked(request), len(order), _READ, lambda n: f"{address(identity)}?page={n}")
    ids = [stand.accounts[i] for i in order[leaf.part]]
    ties = mask & stand.mask({"kind": ("tie",)})
    counts = stand.counts(mask)
    material = Material(here.library, ids, most=3)
    desk = quotations(material, lang)
    said = [(coded.doc, i, one) for coded in material.coded for i, one in enumerate(coded.statements)]
    wanted = {ref for account in material.accounts for ref in account.statements}
    own = [(doc, i, one) for doc, i, one in said if (doc, i) in wanted]
    claims, others = _voices(own, identity)
    return page(
        request,
        "entity.html.j2",
        identity=identity,
        facet=facet,
        name=name_of(lang, identity),
        total=len(order),
        span=span(stand, mask),
        all=filters.address(),
        csv=filters.address("/accounts.csv"),
        json=filters.address("/accounts.json"),
        accounts=[lists.view(line, lang, year=True) for line in shown.lines(here.library, ids)],
        leaf=leaf,
        deeds=_deeds(stand, counts, filters, lang)[:_LISTED],
        partners=_partners(stand, mask, counts, identity, filters, lang, _LISTED),
        tables={
            name: [f"/{name}.{form}?" + urlencode({"of": identity}) for form in ("csv", "json")]
            for name in ("deeds", "with-whom")
        },
        ties=_ties(here.library, stand, ties, lang),
        ties_more=max(0, int(ties.sum()) - _LISTED),
        ties_all=filters.toggled("kind", "tie").address(),
        claims=_quotes(desk, claims),
        others=_quotes(desk, others),
        spellings=_spellings(own, identity),
        judged=_judged(material.judgements, identity),
    )


def span(stand: Stand, mask: Mask) -> str:
    """The first and last year of some accounts, « 2015–2021 »; "" where none has a day."""
    days = stand.day[mask & (stand.day != UNDATED)]
    if not len(days):
        return ""
    first, last = (date.fromordinal(int(day)).year for day in (days.min(), days.max()))
    return str(first) if first == last else f"{first}–{last}"


def _deeds(stand: Stand, counts: Any, filters: Filters, lang: Lang) -> list[dict[str, Any]]:
    return [
        {
            "value": value,
            "label": label(lang, "type", value),
            "n": n,
            "href": filters.toggled("type", value).address(),
        }
        for value, n in stand.commonest(counts, "type")
    ]


def _partners(
    stand: Stand, mask: Mask, counts: Any, identity: str, filters: Filters, lang: Lang, most: int
) -> list[dict[str, Any]]:
    """Who stands in the same accounts, the commonest ``most``, with the first and last year."""
    beside = (identity, identity.split(".")[0])
    # A state's own bodies act for it: they are not whom it works with.
    bodies = f"{identity}." if is_state(identity) else None
    found = [
        (n, facet, value)
        for facet in KINDS
        for value, n in stand.commonest(counts, facet)
        if value not in beside and not (bodies and value.startswith(bodies)) and has_page(value)
    ]
    found.sort(key=lambda one: (-one[0], one[2]))
    rows = []
    for n, facet, value in found[:most]:
        both = mask & stand.mask({facet: (value,)})
        rows.append(
            {
                "value": value,
                "label": label(lang, facet, value),
                "n": n,
                "years": span(stand, both),
                "href": address(value),
                "both": _both(filters, facet, value),
            }
        )
    return rows


def _both(filters: Filters, facet: str, value: str) -> str:
    """The accounts with both."""
    beside = BESIDE if facet in filters.chosen else facet
    return filters.toggled(beside, value).address()


def _ties(library: Library, stand: Stand, mask: Mask, lang: Lang) -> list[dict[str, Any]]:
    ids = [stand.accounts[i] for i in np.flatnonzero(mask)[:_LISTED]]
    return [lists.view(line, lang, year=True) for line in shown.lines(library, ids)]


Told = tuple[str, int, Statement]


def _voices(said: Sequence[Told], identity: str) -> tuple[list[Told], list[Told]]:
    """What it says itself, and what somebody else says of it by name."""
    own, others = [], []
    for one in said:
        attribution = one[2].attribution
        if attribution and attribution.id == identity:
            own.append(one)
        elif attribution and any(entity.id == identity for entity in mentions(one[2])):
            others.append(one)
    return own, others


def _quotes(desk: Dossier, told: Sequence[Told]) -> list[View]:
    """The first few passages, each sentence once, however many things it says and whoever copies it."""
    found: dict[str, View] = {}
    for doc, i, _ in told:
        if view := desk.quote((doc, i)):
            words = " ".join(f"{view['before']}{view['trigger']}{view['after']}".split())
            found.setdefault(words.replace("\u2019", "'"), view)
        if len(found) == _QUOTED:
            break
    return list(found.values())


def told_where(text: str) -> str:
    """The address of the articles that have some words as they stand."""
    return "/search?" + urlencode({"q": f'"{text}"'})


def _spellings(said: Sequence[Told], identity: str) -> list[dict[str, Any]]:
    def texts() -> Iterator[str]:
        for _, _, one in said:
            for entity in mentions(one):
                if entity.id == identity:
                    yield " ".join(entity.text.split())[:200]

    return [{"text": text, "n": n, "href": told_where(text)} for text, n in Counter(texts()).most_common(20)]


def _judged(judgements: Sequence[Judgement], identity: str) -> list[Judgement]:
    """Judgements about its names that stand."""
    from recoupe.join.judgements import standing

    kept, _ = standing(judgements)
    return [one for one in kept if one.verdict in NAME_VERDICTS and identity in one.names]


def _table(request: Request) -> Response:
    """What it did, or with whom, all of it as CSV or JSON."""
    here, lang = bench(request), lang_of(request)
    identity, with_whom = request.query_params.get("of", ""), request.url.path.startswith("/with-whom")
    stand, facet = here.shelf.stand, facet_of(identity)
    if not len(stand.having(facet, identity)) or not has_page(identity):
        raise HTTPException(404, identity)
    filters = Filters(chosen={facet: (identity,)})
    mask = filters.mask(stand)
    counts = stand.counts(mask)
    if not with_whom:
        deeds = [
            {"type": one["value"], "name": one["label"], "accounts": one["n"]}
            for one in _deeds(stand, counts, filters, lang)
        ]
        return lists.table(request, "deeds", ("type", "name", "accounts"), deeds)
    partners = [
        {
            "id": one["value"],
            "name": one["label"],
            "accounts": one["n"],
            "first": one["years"][:4],
            "last": one["years"][-4:],
        }
        for one in _partners(stand, mask, counts, identity, filters, lang, _TABLE)
    ]
    return lists.table(request, "with-whom", ("id", "name", "accounts", "first", "last"), partners)


def _names(request: Request, form: FormData) -> Response:
    here = bench(request)
    identity = field_of(form, "identity", 200)
    if not len(here.shelf.stand.having(facet_of(identity), identity)) or not has_page(identity):
        raise HTTPException(422, f"{identity}: no such state, body or office holder here")
    judged = _judged(here.library.judgements(), identity)
    return judge_names(request, form, judged, field_of(form, "name", 200), identity, address(identity))


ROOM = Room(
    "entity",
    [
        Route("/entity/{identity:path}", _page, name="entity"),
        Route("/deeds.{form:str}", _table, name="deeds-table"),
        Route("/with-whom.{form:str}", _table, name="with-whom-table"),
        post("/names", _names, "judge-names"),
    ],
)
