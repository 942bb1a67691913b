"""Partners and requests: whom this library trusts as a node, what they ask and we ask, and the answers."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.errors import NodeError
from recoupe.serve import lists
from recoupe.serve.desk import Bench, Room, bench, by, field_of, not_found, page, post, to
from recoupe.share.exchange.ask import Asked, answer, ask, close, inbox, reopen
from recoupe.share.exchange.keys import Card
from recoupe.share.exchange.nodes import asks_passphrase, find, load_key, own_card
from recoupe.store import Library, shown
from recoupe.store import exchange as kept

PARTNERS = (
    "name", "node", "groups", "since", "url", "token", "fingerprint",
    "packs_made", "last_made", "packs_opened", "last_opened", "sent", "confirmed",
)  # fmt: skip
REQUESTS = ("id", "side", "partner", "state", "by", "at", "deadline", "text", "about", "answers", "closed")


def _partners(request: Request) -> Response:
    main = bench(request).main
    try:
        own: Card | None = own_card(main)
    except NodeError:
        own = None
    return page(request, "partners.html.j2", own=own, partners=_trusted(main))


def _trusted(main: Library) -> list[dict[str, Any]]:
    """Each partner, with what went to and fro."""
    found = []
    with main.reading() as connection:
        for one in kept.partners(connection):
            made, opened = (kept.packs(connection, one.node, ours) for ours in (True, False))
            held = kept.held_by(connection, one.node).values()
            found.append(
                {
                    "name": one.name,
                    "node": one.node,
                    "groups": " ".join(one.groups),
                    "since": one.at,
                    "url": one.url,
                    "token": bool(one.token),
                    "fingerprint": msgspec.json.decode(one.card, type=Card).fingerprint,
                    "packs_made": len(made),
                    "last_made": made[-1].at if made else "",
                    "packs_opened": len(opened),
                    "last_opened": opened[-1].at if opened else "",
                    "sent": sum(1 for one in held if one.sent),
                    "confirmed": sum(1 for one in held if one.confirmed),
                }
            )
    return found


def _partners_table(request: Request) -> Response:
    return lists.table(request, "partners", PARTNERS, _trusted(bench(request).main))


def _requests(request: Request) -> Response:
    here, query = bench(request), request.query_params
    with here.main.reading() as connection:
        names = [one.name for one in kept.partners(connection)]
    to_whom = query.get("partner", "")
    return page(
        request,
        "requests.html.j2",
        asked=[_view(here, one) for one in _asked(request)],
        partners=names,
        every=_every(request),
        sealed=bool(names) and _sealed(here.main),
        # An account's page leads here with what the question is about.
        chosen=to_whom if to_whom in names else "",
        about=query.get("about", "")[:2000],
    )


def _sealed(main: Library) -> bool:
    """Whether the keys ask for a passphrase; where they are lost, whoever writes something is told so."""
    try:
        return asks_passphrase(main)
    except NodeError:
        return False


def _every(request: Request) -> bool:
    return request.query_params.get("all") == "yes"


def _asked(request: Request) -> list[Asked]:
    """The questions, the latest first; those that are closed only where all are asked for."""
    every = _every(request)
    return [one for one in reversed(inbox(bench(request).main)) if every or not one.closed]


def _requests_table(request: Request) -> Response:
    rows: list[dict[str, Any]] = []
    for one in _asked(request):
        view = _view(bench(request), one)
        view |= {"side": "ours" if one.ours else "theirs", "answers": len(one.replies)}
        rows.append(view | {"about": " ".join(about["label"] for about in view["about"])})
    return lists.table(request, "requests", REQUESTS, rows)


def _request(request: Request) -> Response:
    here = bench(request)
    found = next((one for one in inbox(here.main) if one.id == request.path_params["id"]), None)
    if found is None:
        return not_found(request, request.path_params["id"])
    return page(request, "request.html.j2", q=_view(here, found), sealed=_sealed(here.main))


def _view(here: Bench, one: Asked) -> dict[str, Any]:
    return {
        "id": one.id,
        "state": one.state,
        "ours": one.ours,
        "partner": one.partner,
        "by": one.by,
        "at": one.at,
        "text": one.text,
        "about": _about(here, one.about),
        "deadline": one.deadline or "",
        "level": one.level,
        "names": one.names,
        "closed": one.closed,
        "replies": [
            {"by": r.by, "at": r.at, "text": r.text, "about": _about(here, r.about)} for r in one.replies
        ],
    }


def _about(here: Bench, about: tuple[str, ...]) -> list[dict[str, str]]:
    """What a message is about, as far as it may be seen here; other nodes' records by their ids."""
    accounts = {one.id for one in shown.accounts(here.library, list(about))}
    numbers = shown.article_numbers(here.library, list(about))
    found = []
    for one in about:
        if one in accounts:
            found.append({"label": one, "href": f"/account/{one}"})
        elif one in numbers:
            found.append({"label": one, "href": f"/article/{numbers[one]}"})
        elif not here.library.narrowed:
            found.append({"label": one, "href": ""})
    return found


def _records(form: FormData) -> tuple[str, ...]:
    return tuple(field_of(form, "about", 2000).replace(",", " ").split())


def _seen(here: Bench, about: tuple[str, ...]) -> None:
    """Nobody points at what they may not see: whether it is there would show."""
    if here.library.narrowed and len(_about(here, about)) < len(about):
        raise HTTPException(422, "faults.no_record")


def _ask(request: Request, form: FormData) -> Response:
    here, about = bench(request), _records(form)
    _seen(here, about)
    made = ask(
        here.main,
        load_key(here.main),
        find(here.main, field_of(form, "partner", 100)),
        _text(form),
        about=about,
        deadline=field_of(form, "deadline", 10) or None,
        by=by(request),
    )
    return to(f"/requests/{made}", said="asked")


def _answer(request: Request, form: FormData) -> Response:
    here, about = bench(request), _records(form)
    _seen(here, about)
    id = field_of(form, "id", 60)
    answer(here.main, load_key(here.main), id, _text(form), about=about, by=by(request))
    return to(f"/requests/{id}", said="answered")


def _close(request: Request, form: FormData) -> Response:
    here, id = bench(request), field_of(form, "id", 60)
    close(here.main, load_key(here.main), id, field_of(form, "text") or "thank you", by(request))
    return to(f"/requests/{id}", said="closed")


def _reopen(request: Request, form: FormData) -> Response:
    here, id = bench(request), field_of(form, "id", 60)
    reopen(here.main, load_key(here.main), id, field_of(form, "text") or "not over yet", by(request))
    return to(f"/requests/{id}", said="reopened")


def _text(form: FormData) -> str:
    given = form.get("text")
    text = given.replace("\r\n", "\n").strip()[:4000] if isinstance(given, str) else ""
    if not text:
        raise HTTPException(422, "faults.no_text")
    return text


ROOM = Room(
    "partners",
    [
        Route("/partners", _partners, name="partners"),
        Route("/partners.{form:str}", _partners_table, name="partners-table"),
        Route("/requests", _requests, name="requests"),
        Route("/requests.{form:str}", _requests_table, name="requests-table"),
        post("/requests", _ask, "ask"),
        post("/requests/answer", _answer, "answer"),
        post("/requests/close", _close, "close-request"),
        post("/requests/reopen", _reopen, "reopen-request"),
        Route("/requests/{id}", _request, name="request"),
    ],
    nav=[("requests", "/requests"), ("partners", "/partners")],
)
