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
from recoupe.serve.desk import Bench, Room, bench, by, field_of, not_found, page, post, to
from recoupe.share.exchange.ask import Asked, answer, ask, close, inbox
from recoupe.share.exchange.keys import Card
from recoupe.share.exchange.nodes import asks_passphrase, find, load_key, own_card
from recoupe.store import exchange as kept
from recoupe.store import shown


def _partners(request: Request) -> Response:
    main = bench(request).main
    with main.reading() as connection:
        found = kept.partners(connection)
    try:
        own: Card | None = own_card(main)
    except NodeError:
        own = None
    return page(
        request,
        "partners.html.j2",
        own=own,
        partners=[
            {
                "name": one.name,
                "node": one.node,
                "groups": one.groups,
                "at": one.at,
                "fingerprint": msgspec.json.decode(one.card, type=Card).fingerprint,
                "url": one.url,
                "token": bool(one.token),
            }
            for one in found
        ],
    )


def _requests(request: Request) -> Response:
    main = bench(request).main
    with main.reading() as connection:
        names = [one.name for one in kept.partners(connection)]
    every = request.query_params.get("all") == "yes"
    found = [one for one in reversed(inbox(main)) if every or not one.closed]
    return page(
        request,
        "requests.html.j2",
        asked=[_view(bench(request), one) for one in found],
        partners=names,
        every=every,
        sealed=asks_passphrase(main) if names else False,
    )


def _request(request: Request) -> Response:
    here = bench(request)
    found = next((one for one in inbox(here.main) if one.id == request.path_params["id"]), None)
    if found is None:
        return not_found(request, request.path_params["id"])
    return page(request, "request.html.j2", q=_view(here, found), sealed=asks_passphrase(here.main))


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
        raise HTTPException(422, "One of these records is not here: go back and look at them.")


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


def _text(form: FormData) -> str:
    given = form.get("text")
    text = given.replace("\r\n", "\n").strip()[:4000] if isinstance(given, str) else ""
    if not text:
        raise HTTPException(422, "There is no text: go back and write one.")
    return text


ROOM = Room(
    "partners",
    [
        Route("/partners", _partners, name="partners"),
        Route("/requests", _requests, name="requests"),
        post("/requests", _ask, "ask"),
        post("/requests/answer", _answer, "answer"),
        post("/requests/close", _close, "close-request"),
        Route("/requests/{id}", _request, name="request"),
    ],
    nav=[("requests", "/requests"), ("partners", "/partners")],
)
