"""The page of one article: its text as stored, what was set aside in it, and what it says in the margin."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.model import Article, Stated, Statement, StatementRef, Zone, unique
from recoupe.serve import lists, words
from recoupe.serve.copies import RTL
from recoupe.serve.desk import Room, bench, lang_of, not_found, page
from recoupe.serve.entity import named
from recoupe.serve.labels import name_of
from recoupe.share import dates, marks
from recoupe.share.page_articles import is_web
from recoupe.share.reasons import reason
from recoupe.share.sentence import Speaker
from recoupe.share.words import Lang, has, say
from recoupe.store import Library, shown


def article_of(library: Library, number: int) -> Article | None:
    """The article of this number."""
    names = shown.article_names(library, [number])
    return library.article(names[number]) if number in names else None


def aside_of(article: Article) -> list[Zone]:
    """What of a text was set aside."""
    return [zone for zone in article.zones if zone.zone not in ("title", "lead", "body")]


def _article(request: Request) -> Response:
    here, lang = bench(request), lang_of(request)
    article = article_of(here.library, request.path_params["number"])
    if article is None:
        return not_found(request, str(request.path_params["number"]))
    articles, coded = shown.part(here.library, [article.doc])
    said = coded[0].statements if coded else ()
    owners = shown.owners(here.library, article.doc)
    accounts = list(dict.fromkeys(owners.values()))
    lines = {line.account: line for line in shown.lines(here.library, accounts)}
    speaker = Speaker(articles, coded, lang)
    refs = {(article.doc, n): one for n, one in enumerate(said) if n in owners or not here.library.narrowed}
    blocks = marks.blocks(article, [(ref, one.span) for ref, one in refs.items()])
    found = []
    for n, block in enumerate(blocks):
        begun = [ref for piece in block.pieces for ref in piece.begins]
        found.append(
            {
                "n": n,
                "zone": block.zone or "plain",
                "aside": block.aside,
                "reason": _reason(block, lang),
                "pieces": [_piece(piece, refs) for piece in block.pieces],
                "records": [
                    _record(ref, refs[ref], speaker, owners, lines, lang, article.published)
                    for ref in unique(begun)
                ],
            }
        )
    return page(
        request,
        "article.html.j2",
        number=request.path_params["number"],
        title=" ".join(article.title.split()) or article.doc,
        article=article,
        language=_language(article.language, lang),
        text_lang=article.language or "und",
        rtl=article.language in RTL,
        day=words.day(lang, article.published),
        url=article.url if is_web(article.url) else "",
        blocks=found,
        coded=bool(coded),
        named=named(here.shelf.stand, refs.values(), lang),
        note=reason(lang, note_of(here.library, article.doc)) if not coded else "",
        copies=_copies(here.library, accounts, article.doc, lang),
        aside=[
            {
                "zone": say(lang, f"zone.{zone.zone}"),
                "why": reason(lang, zone.why),
                "n": zone.end - zone.start,
            }
            for zone in aside_of(article)
        ],
        meta=[_stated(one, lang) for one in article.meta],
    )


def _reason(block: marks.Block, lang: Lang) -> str:
    if not block.aside:
        return ""
    why = f"{say(lang, 'colon')}{reason(lang, block.why)}" if block.why else ""
    return f"{say(lang, f'zone.{block.zone}')}{why}"


def _piece(piece: marks.Piece, refs: dict[StatementRef, Statement]) -> dict[str, Any]:
    return {
        "text": piece.text,
        "depth": len({refs[ref].span for ref in piece.under}),
        "ids": [ref[1] for ref in piece.begins],
        "ends": [ref[1] for ref in piece.ends],
    }


def _record(
    ref: StatementRef,
    one: Statement,
    speaker: Speaker,
    owners: Any,
    lines: Any,
    lang: Lang,
    published: str | None,
) -> dict[str, Any]:
    line = lines.get(owners.get(ref[1], ""))
    return {
        "n": ref[1],
        "says": speaker.statement(one),
        "kind": one.kind,
        "status": "" if one.status == "asserted" else say(lang, f"status.{one.status}"),
        "speaker": speaker.names.source(one),
        "when": when_of(one, lang, published),
        "line": lists.view(line, lang, year=True) if line else None,
        "account": owners.get(ref[1], ""),
    }


def when_of(one: Statement, lang: Lang, published: str | None) -> str:
    """When it says that it was, in words."""
    if one.when is None:
        return ""
    if one.kind == "figure" and (since := dates.running(lang, one.when, {published or ""})):
        return since
    start, end = dates.span(one.when)
    return dates.interval(lang, start, end, written=one.when.text) or one.when.text


def _language(code: str | None, lang: Lang) -> str:
    code = code or "unknown"
    return say(lang, f"languages.{code}") if has(lang, f"languages.{code}") else code


def note_of(library: Library, doc: str) -> str:
    """Why an article is not coded; empty where nothing is said."""
    return next((one.reason for one in library.dropped() if one.doc == doc), "")


def _stated(one: Stated, lang: Lang) -> dict[str, Any]:
    """What a page states of itself, in the reader's words where there are some."""

    def called(kind: str, value: str) -> str:
        key = f"article.{kind}.{value}"
        return words.text(lang, key) if words.has(lang, key) else value

    value = one.value
    if one.field == "country":
        value = name_of(lang, value)
    elif one.field == "language":
        value = _language(value, lang)
    return {
        "field": called("fields", one.field),
        "value": value,
        "source": called("sources", one.source),
        "sure": round(one.confidence * 100),
    }


def _copies(library: Library, accounts: list[str], doc: str, lang: Lang) -> list[dict[str, Any]]:
    """The articles that print the same text, as the accounts name them."""
    docs: dict[str, None] = {}
    for account in shown.accounts(library, accounts):
        for group in account.copies:
            if doc in group:
                docs.update(dict.fromkeys(one for one in group if one != doc))
    numbers = shown.article_numbers(library, list(docs))
    articles, _ = shown.part(library, list(docs)[:20])
    return [
        {
            "number": numbers[one.doc],
            "outlet": one.outlet or one.doc,
            "day": words.day(lang, one.published),
        }
        for one in articles
    ]


def _json(request: Request) -> Response:
    import msgspec

    article = article_of(bench(request).library, request.path_params["number"])
    if article is None:
        raise HTTPException(404, str(request.path_params["number"]))
    return Response(msgspec.json.encode(article), media_type="application/json")


ROOM = Room(
    "article",
    [
        Route("/article/{number:int}.json", _json, name="article-json"),
        Route("/article/{number:int}", _article, name="article"),
    ],
)
