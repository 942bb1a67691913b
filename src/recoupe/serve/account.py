"""The page of one account: what happened, who says what, where it comes from, and what people judged."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from recoupe.join.anchors import Finder
from recoupe.join.judgements import IN_FORCE
from recoupe.join.judging import address as statement_address
from recoupe.model import Account, Judgement, Statement, StatementRef
from recoupe.serve import lists, words
from recoupe.serve.desk import Room, bench, eyes_of, lang_of, not_found, page
from recoupe.serve.dossier import MOST, Dossier, Material, dossier
from recoupe.serve.entity import named
from recoupe.serve.judged import decided
from recoupe.serve.labels import label
from recoupe.serve.related import related
from recoupe.serve.typed import Typed
from recoupe.share import dates
from recoupe.share.brief import docs_of
from recoupe.share.exchange.beside import beside
from recoupe.share.reasons import evidence, grade_why, reason
from recoupe.share.values import field_name, value_text
from recoupe.share.why import history, why
from recoupe.share.words import Lang, frames
from recoupe.store import shown


def _account(request: Request) -> Response:
    here, lang = bench(request), lang_of(request)
    identity = request.path_params["account"]
    ids = shown.accounts(here.library, [identity])
    if not ids:
        return not_found(request, identity)
    own = ids[0]
    beside = shown.beside(here.library, docs_of(own)[:MOST]) if own.kind != "figure" else []
    material = Material(here.library, [own.id])
    counts = [one for one in shown.accounts(here.library, beside) if one.kind == "figure"]
    material.accounts = [own, *counts]
    desk = dossier(material, lang)
    shown_counts = {one for entry in desk.brief.entries if entry.account == own.id for one in entry.counts}
    if own.kind == "figure":
        view = desk.view(own.id) if own.id in desk.ids else _alone(desk, own)
    else:
        view = desk.view(own.id)
    near = related(here.shelf.stand, own.id)
    lines = {line.account: line for line in shown.lines(here.library, [one.account for one in near])}
    finder = Finder(material.articles, material.coded)
    told = history(own, material.judgements, material.rulings, finder) if material.judgements else ()
    return page(
        request,
        "account.html.j2",
        a=view,
        id=own.id,
        account=own,
        when=_when(own, lang),
        matrix=desk.matrix(own),
        counts=[
            {"href": f"/account/{one.id}", "field": desk.speaker.account(one), "matrix": desk.matrix(one)}
            for one in counts
            if one.id in shown_counts
        ],
        articles=len(docs_of(own)),
        quoted=min(MOST, len(docs_of(own))),
        related=[
            {
                "line": lists.view(lines[one.account], lang, year=True),
                "how": one.how,
                "shared": [label(lang, *term) for term in one.shared],
            }
            for one in near
            if one.account in lines
        ],
        history=[_judged(item, lang, {one.number: one for one in material.judgements}) for item in told],
        values=_values(desk, own, lang),
        words=_offered(Typed(lang, stand=here.shelf.stand), own),
        statements=_statements(desk, material, own),
        named=named(here.shelf.stand, [one for _, one in _said(material, own)], lang),
        sources=_sources(desk, material),
        grade_why=grade_why(lang, own.why),
        theirs=_theirs(request, own, finder, lang),
        at=_first(material, own),
    )


def _first(material: Material, account: Account) -> str:
    """A statement of the account by numbers (``article-position``), to find it again under another id."""
    doc, position = account.statements[0]
    return f"{material.numbers[doc]}-{position}" if doc in material.numbers else ""


def _alone(desk: Dossier, account: Account) -> dict[str, Any]:
    """A count that stands beside an act is shown by itself here."""
    from recoupe.share.brief import Entry

    entry = Entry(
        account=account.id,
        start=None,
        end=None,
        year=None,
        reported=None,
        docs=docs_of(account),
        sentence={lang: desk.speaker.account(account) for lang in ("en", "fr")},
        places=tuple(desk.speaker.places(account)),
    )
    desk.ids[account.id], desk.numbers[account.id] = "a0", 0
    return desk._account(entry)


def _when(account: Account, lang: Lang) -> str:
    start, end = dates.span(account.when)
    written = account.when.text if account.when else ""
    return dates.interval(lang, start, end, weekday=True, written=written) if start or end else ""


def _judged(item: Any, lang: Lang, every: dict[int, Judgement]) -> dict[str, Any]:
    one = item.judgement
    return {
        "number": one.number,
        "verdict": one.verdict,
        "about": decided(lang, one, every),
        "by": one.by,
        "day": words.day(lang, one.at),
        "why": one.why,
        "state": "" if item.state == IN_FORCE else reason(lang, item.state),
        "undone": item.state.startswith("undone"),
    }


def _theirs(request: Request, own: Account, finder: Finder, lang: Lang) -> list[dict[str, Any]]:
    """What partners say of it, as far as whoever looks may see it; none of it counts here."""
    # What partners sent is kept in the library itself; its markings say who of a team may see it.
    eyes = eyes_of(request)
    found = []
    for one in beside(bench(request).main, own, finder, eyes.sees if eyes else lambda _: True):
        view: dict[str, Any] = {"by": one.partner, "via": one.via, "day": words.day(lang, one.at)}
        view |= {"level": one.level, "who": "", "what": "", "why": "", "grade": 0}
        if one.account is not None:
            # Their sentence is in the words that they use; ours stands in the head of the page.
            view |= {"kind": "account", "grade": one.account.grade, "why": grade_why(lang, one.account.why)}
        elif one.judgement is not None:
            made = one.judgement
            view |= {"kind": made.verdict, "what": decided(lang, made, {}), "who": made.by, "why": made.why}
        elif one.note is not None:
            view |= {"kind": "note", "what": one.note.text, "who": one.note.by}
        found.append(view)
    return found


def _values(desk: Dossier, account: Account, lang: Lang) -> list[dict[str, str]]:
    """The values that can be judged wrong."""
    return [
        {
            "field": name,
            "value": value.value,
            "label": f"{field_name(lang, name)} — {value_text(desk.speaker.names, name, value.value)}",
        }
        for name, values in account.fields.items()
        for value in values
        if not value.aside
    ]


def _offered(typed: Typed, account: Account) -> list[str]:
    """The words that a correction can be made with: what can have happened, and who is named here."""
    return [*(typed.deed_name(one) for one in frames(typed.lang)[account.kind]), *typed.offered()]


def _said(material: Material, account: Account) -> list[tuple[StatementRef, Statement]]:
    """The account's statements, of the articles that are here."""
    said = {one.doc: one.statements for one in material.coded}
    return [((doc, n), said[doc][n]) for doc, n in account.statements if doc in said and n < len(said[doc])]


def _statements(desk: Dossier, material: Material, account: Account) -> list[dict[str, str]]:
    """The statements that can be taken out of the account."""
    return [
        {
            "at": statement_address(one),
            "key": f"{material.numbers.get(one.doc, 0)}-{position}",
            "outlet": desk.outlet(one.doc),
            "label": f"{desk.outlet(one.doc)} ({one.doc}): {desk.speaker.statement(one)}",
        }
        for (_, position), one in _said(material, account)
    ]


def _sources(desk: Dossier, material: Material) -> list[dict[str, str]]:
    """The articles and outlets that may relay one another."""
    found = [{"value": doc, "label": f"{desk.outlet(doc)} — {doc}"} for doc in material.docs]
    outlets = dict.fromkeys(a.outlet for a in material.articles if a.outlet)
    return found + [{"value": outlet, "label": outlet} for outlet in outlets]


def _why(request: Request) -> Response:
    """Why its statements were joined, and what was near and kept apart."""
    here, lang = bench(request), lang_of(request)
    identity = request.path_params["account"]
    near = [one.account for one in related(here.shelf.stand, identity)]
    material = Material(here.library, [identity], most=12, near=near)
    own = next((one for one in material.accounts if one.id == identity), None)
    if own is None:
        return not_found(request, identity)
    told = why(
        own,
        shown.homes(here.library, material.docs),
        material.articles,
        material.coded,
        material.rulings,
        material.judgements,
        lang,
    )
    says = {said.ref: said for said in told.statements}
    others = {line.account: line for line in shown.lines(here.library, [a.account for a in told.apart])}
    return page(
        request,
        "why.html.j2",
        id=own.id,
        sentence=told.sentence,
        joined=[
            {
                "said": says.get(one.statement),
                "to": says.get(one.to),
                "score": one.score,
                "why": evidence(lang, one.why),
            }
            for one in told.joined
        ],
        apart=[
            {
                "said": says.get(one.statement),
                "line": lists.view(others[one.account], lang, year=True) if one.account in others else None,
                "account": one.account,
                "score": one.score,
                "reason": reason(lang, one.reason),
                "why": evidence(lang, one.why),
            }
            for one in told.apart
        ],
    )


def _at(request: Request) -> Response:
    """On to the account that holds a statement now, whatever its id has become."""
    here = bench(request)
    article, position = request.path_params["article"], request.path_params["position"]
    found = shown.account_at(here.library, article, position)
    if found is None:
        raise HTTPException(404, f"article {article}, statement {position}")
    query = request.url.query
    return RedirectResponse(f"/account/{found}" + (f"?{query}" if query else ""), 303)


def _json(request: Request) -> Response:
    import msgspec

    found = shown.accounts(bench(request).library, [request.path_params["account"]])
    if not found:
        raise HTTPException(404, request.path_params["account"])
    return Response(msgspec.json.encode(found[0]), media_type="application/json")


ROOM = Room(
    "account",
    [
        Route("/account/{account}.json", _json, name="account-json"),
        Route("/account/{account}/why", _why, name="account-why"),
        Route("/account/{account}", _account, name="account"),
        Route("/at/{article:int}/{position:int}", _at, name="at"),
    ],
)
