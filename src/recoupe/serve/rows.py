"""The tables on the pages of an account, of two that are compared, and of an article, as CSV and JSON."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.model import Account, Article
from recoupe.serve import lists
from recoupe.serve.article import article_of, aside_of, when_of
from recoupe.serve.desk import Room, bench, lang_of
from recoupe.share.sentence import Speaker
from recoupe.store import shown

VALUES = ("account", "field", "value", "set_aside", "origins", "articles")
SAID = ("article", "n", "kind", "says", "when", "speaker", "status", "account", "quote")
ASIDE = ("article", "zone", "why", "start", "end")
STATED = ("article", "field", "value", "source", "confidence")


def _values(account: Account) -> list[dict[str, object]]:
    """Who says what: a row for each value of each field."""
    return [
        {
            "account": account.id,
            "field": name,
            "value": value.value,
            "set_aside": value.aside,
            "origins": "; ".join(value.origins),
            "articles": "; ".join(value.docs),
        }
        for name, values in account.fields.items()
        for value in values
    ]


def _accounts(request: Request, ids: list[str]) -> list[Account]:
    """Accounts by their ids; raises ``HTTPException`` where one is not there."""
    found = {one.id: one for one in shown.accounts(bench(request).library, ids)}
    if gone := [one for one in ids if one not in found]:
        raise HTTPException(404, gone[0][:300])
    return [found[one] for one in ids]


def _account(request: Request) -> Response:
    (own,) = _accounts(request, [request.path_params["account"]])
    return lists.as_csv("account", VALUES, _values(own))


def _compared(request: Request) -> Response:
    query = request.query_params
    both = _accounts(request, [query.get("a", ""), query.get("b", "")])
    return lists.table(request, "compare", VALUES, [row for one in both for row in _values(one)])


def _article_of(request: Request) -> Article:
    number = request.path_params["number"]
    article = article_of(bench(request).library, number)
    if article is None:
        raise HTTPException(404, str(number))
    return article


def _said(request: Request) -> Response:
    """What an article says, statement by statement."""
    here, lang, article = bench(request), lang_of(request), _article_of(request)
    articles, coded = shown.part(here.library, [article.doc])
    owners, speaker = shown.owners(here.library, article.doc), Speaker(articles, coded, lang)
    rows: list[dict[str, object]] = [
        {
            "article": article.doc,
            "n": n + 1,
            "kind": one.kind,
            "says": speaker.statement(one),
            "when": when_of(one, lang, article.published),
            "speaker": one.attribution.speaker if one.attribution else "",
            "status": one.status,
            "account": owners.get(n, ""),
            "quote": article.quote(one.span),
        }
        for n, one in enumerate(coded[0].statements if coded else ())
        if n in owners or not here.library.narrowed
    ]
    return lists.as_csv("article", SAID, rows)


def _aside(request: Request) -> Response:
    article = _article_of(request)
    rows: list[dict[str, object]] = [
        {"article": article.doc, "zone": z.zone, "why": z.why, "start": z.start, "end": z.end}
        for z in aside_of(article)
    ]
    return lists.table(request, "aside", ASIDE, rows)


def _stated(request: Request) -> Response:
    article = _article_of(request)
    rows: list[dict[str, object]] = [
        {
            "article": article.doc,
            "field": one.field,
            "value": one.value,
            "source": one.source,
            "confidence": one.confidence,
        }
        for one in article.meta
    ]
    return lists.table(request, "stated", STATED, rows)


ROOM = Room(
    "rows",
    [
        Route("/account/{account}.csv", _account, name="account-table"),
        Route("/compare.{form:str}", _compared, name="compare-table"),
        Route("/article/{number:int}.csv", _said, name="article-table"),
        Route("/article/{number:int}/aside.{form:str}", _aside, name="aside-table"),
        Route("/article/{number:int}/stated.{form:str}", _stated, name="stated-table"),
    ],
)
