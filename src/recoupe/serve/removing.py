"""An article taken out of the library, with the reason, and put back while the workbench runs."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, NamedTuple

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.model import Article, Coded
from recoupe.serve.article import article_of, note_of
from recoupe.serve.desk import Bench, Room, bench, by, field_of, not_found, page, post, to
from recoupe.serve.judge import renewed
from recoupe.store import shown
from recoupe.store.exchange import of_article
from recoupe.store.removing import withdraw

_KEPT = 50  # articles taken out that can be put back


class Removed(NamedTuple):
    """An article as it was, and why it is gone."""

    article: Article
    coded: Coded | None
    note: str
    by: str
    why: str


def _removed(request: Request) -> OrderedDict[int, Removed]:
    found: OrderedDict[int, Removed] = request.app.state.bench.removed
    return found


def _asked(request: Request) -> Response:
    """What would be lost, before it is."""
    here, number = bench(request), request.path_params["number"]
    article = article_of(here.library, number)
    if article is None:
        return not_found(request, str(number))
    with here.main.reading() as connection:
        shared = any(not one.via and one.state == "live" for one in of_article(connection, number))
    return page(request, "remove.html.j2", number=number, shared=shared, **_about(here, article))


def _about(here: Bench, article: Article) -> dict[str, Any]:
    accounts = shown.accounts(here.library, shown.beside(here.library, [article.doc]))
    return {
        "title": " ".join(article.title.split()) or article.doc,
        "outlet": article.outlet,
        "accounts": len(accounts),
        "alone": sum(len({doc for doc, _ in one.statements}) == 1 for one in accounts),
    }


def _remove(request: Request, form: FormData) -> Response:
    here, who = bench(request), by(request)
    given, why = field_of(form, "number", 9), field_of(form, "why")
    if not why:
        raise HTTPException(422, "faults.no_reason")
    number = int(given) if given.isdecimal() else 0
    article = article_of(here.library, number)
    if article is None:
        return not_found(request, given)
    _, coded = shown.part(here.main, [article.doc])
    gone = Removed(article, coded[0] if coded else None, note_of(here.main, article.doc), who, why)
    with here.main.writing() as connection:
        if not withdraw(connection, number, who, why):
            raise HTTPException(409, "faults.shared_article")
    kept = _removed(request)
    kept[number] = gone
    while len(kept) > _KEPT:
        kept.popitem(last=False)
    renewed(here)
    return to(f"/removed/{number}")


def _gone(request: Request) -> Response:
    number = request.path_params["number"]
    found = _removed(request).get(number)
    if found is None or found.by != by(request):
        return not_found(request, str(number))
    title = " ".join(found.article.title.split()) or found.article.doc
    return page(request, "removed.html.j2", number=number, title=title, why=found.why)


def _put_back(request: Request, form: FormData) -> Response:
    here, given = bench(request), field_of(form, "number", 9)
    number = int(given) if given.isdecimal() else 0
    found = _removed(request).get(number)
    if found is None or found.by != by(request):
        return not_found(request, given)
    here.main.add(found.article, found.coded, found.note)
    here.main.log("removal", partner=found.by, subject=f"article {found.article.doc}", detail="put back")
    _removed(request).pop(number, None)
    renewed(here)
    now = shown.article_numbers(here.library, [found.article.doc]).get(found.article.doc)
    return to(f"/article/{now}" if now else "/", said="put_back")


ROOM = Room(
    "removing",
    [
        Route("/article/{number:int}/remove", _asked, name="remove"),
        post("/article/remove", _remove, "remove-article"),
        Route("/removed/{number:int}", _gone, name="removed"),
        post("/article/put-back", _put_back, "put-back"),
    ],
)
