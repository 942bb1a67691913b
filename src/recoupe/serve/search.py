"""Full-text search: articles by their words, with the words marked and what is said there."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.model import Statement
from recoupe.resolve.fold import search_form
from recoupe.resolve.stems import stem
from recoupe.serve import lists, words
from recoupe.serve.desk import Room, bench, lang_of, page, showed, with_query
from recoupe.serve.filters import side
from recoupe.serve.query import Query, parse
from recoupe.share.sentence import Speaker
from recoupe.share.words import Lang
from recoupe.store import Library, found
from recoupe.store.found import Hit, Scope

_LEAVES = 500  # pages of one search
PAGE = 20
_EXPORTED = 1000
_AROUND = 110  # code points before and after the first word that is marked
_SNIPPETS = 2


def _search(request: Request) -> Response:
    here, lang = bench(request), lang_of(request)
    typed = request.query_params.get("q", "")[:500]
    scope = Scope(
        side(request.query_params.get("from", ""), last=False),
        side(request.query_params.get("to", ""), last=True),
        request.query_params.get("language", "")[:8],
    )
    newest = request.query_params.get("order") == "newest"
    number = min(lists.leaf_asked(request), _LEAVES)
    query = parse(typed)
    total, hits = _run(here.library, query, scope, newest, PAGE, (number - 1) * PAGE)
    done, last = found.entered(here.library)
    asked = {"q": [typed], "from": [scope.first], "to": [scope.last], "language": [scope.language]}
    asked |= {"order": ["newest" if newest else ""]}
    asked = {name: value for name, value in asked.items() if value[0]}
    turned = {k: v for k, v in asked.items() if k != "order"} | ({} if newest else {"order": ["newest"]})
    return page(
        request,
        "search.html.j2",
        q=typed,
        scope=scope,
        newest=newest,
        total=total,
        hits=[_view(hit, query, lang) for hit in hits],
        leaf=lists.leaf(
            number, min(total, _LEAVES * PAGE), PAGE, lambda n: with_query("/search", asked | {"page": [n]})
        ),
        turned=with_query("/search", turned),
        csv=with_query("/search.csv", asked),
        json=with_query("/search.json", asked),
        unbound=with_query("/search", {"q": [typed]}),
        behind=last - done if done < last else 0,
    )


def _run(
    library: Library, query: Query, scope: Scope, newest: bool, most: int, start: int
) -> tuple[int, list[Hit]]:
    if not query.match:
        return 0, []
    total, numbers = found.search(library, query.match, scope, newest=newest, most=most, start=start)
    return total, found.hits(library, numbers)


def _table(request: Request) -> Response:
    here = bench(request)
    query = parse(request.query_params.get("q", "")[:500])
    scope = Scope(
        side(request.query_params.get("from", ""), last=False),
        side(request.query_params.get("to", ""), last=True),
        request.query_params.get("language", "")[:8],
    )
    newest = request.query_params.get("order") == "newest"
    _, hits = _run(here.library, query, scope, newest, _EXPORTED, 0)
    showed(request, (hit.doc for hit in hits))
    rows: list[dict[str, object]] = [
        {
            "article": hit.number,
            "doc": hit.doc,
            "title": _title(hit),
            "outlet": hit.outlet or "",
            "published": hit.published or "",
            "language": hit.language or "",
            "accounts": "; ".join(dict.fromkeys(account for *_, account in hit.said if account)),
        }
        for hit in hits
    ]
    columns = ("article", "doc", "title", "outlet", "published", "language", "accounts")
    return lists.table(request, "articles", columns, rows)


def _title(hit: Hit) -> str:
    title = next((hit.text[z.start : z.end] for z in hit.zones if z.zone == "title"), "")
    return " ".join(title.split()) or hit.doc


def _view(hit: Hit, query: Query, lang: Lang) -> dict[str, Any]:
    marks = marked(hit.text, hit.language, query)
    return {
        "number": hit.number,
        "title": _title(hit),
        "outlet": hit.outlet or hit.doc,
        "day": words.day(lang, hit.published),
        "lang": hit.language or "und",
        "snippets": _snippets(hit, marks),
        "records": _records(hit, marks, lang),
    }


def marked(text: str, language: str | None, query: Query) -> list[tuple[int, int]]:
    """Where words of the query stand in a text (code points)."""
    import re

    # Only words that begin as one of the query's are stemmed: an ending may change up to three letters.
    firsts = tuple({one[: max(2, len(one) - 3)] for one in (*query.stems, *query.begins)})
    form = search_form(text)
    spans = []
    for word in re.finditer(r"\S+", form):
        folded = word.group().replace("\x00", "")
        # Arabic stems lose their first letters (ال, و).
        if not folded.startswith(firsts) and language != "ar":
            continue
        start, end = word.span()
        if any(folded.startswith(one) for one in query.begins) or (
            stem(text[start:end], language) in query.stems or folded in query.stems
        ):
            spans.append((start, end))
    return spans


def _snippets(hit: Hit, marks: list[tuple[int, int]]) -> list[list[tuple[str, bool]]]:
    """Pieces of the text around what was found, each a list of (words, whether they are marked)."""
    plain = [z for z in hit.zones if z.zone in ("lead", "body")]
    # What was set aside is shown only where nothing else was found.
    body = [(s, e) for s, e in marks if any(z.start <= s < z.end for z in plain)] or [
        (s, e) for s, e in marks if not any(z.zone == "title" and z.start <= s < z.end for z in hit.zones)
    ]
    found_: list[list[tuple[str, bool]]] = []
    at = 0
    for start, _ in body:
        if start < at:
            continue
        left, right = max(at, start - _AROUND), min(len(hit.text), start + 2 * _AROUND)
        if left > 0 and (gap := hit.text.find(" ", left, start)) >= 0:
            left = gap + 1
        if right < len(hit.text) and (gap := hit.text.rfind(" ", start, right)) > start:
            right = gap
        found_.append(_pieces(hit.text, left, right, body))
        at = right
        if len(found_) == _SNIPPETS:
            break
    if not found_:
        zone = next((z for z in hit.zones if z.zone == "body"), None)
        left = zone.start if zone else 0
        found_ = [[(" ".join(hit.text[left : left + 2 * _AROUND].split()), False)]]
    return found_


def _pieces(text: str, left: int, right: int, marks: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    at = left
    for start, end in marks:
        if left <= start and end <= right:
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
    return [(piece, on) for piece, on in [*pieces, (text[at:right], False)] if piece]


def _records(hit: Hit, marks: list[tuple[int, int]], lang: Lang) -> list[dict[str, str]]:
    """What is said where the words stand, each account once."""
    from recoupe.model import Article, Coded

    inside: dict[str, Statement] = {}
    for _, one, account in sorted(hit.said, key=lambda s: s[0]):
        if account and any(one.span[0] <= start < one.span[1] for start, _ in marks):
            inside.setdefault(account, one)
    if not inside:
        return []
    article = Article(hit.doc, hit.text, hit.zones, hit.outlet, None, hit.published, hit.language)
    coded = Coded(hit.doc, hit.published, hit.language, tuple(s for _, s, _ in hit.said))
    speaker = Speaker([article], [coded], lang)
    some = list(inside.items())[:3]
    return [{"href": f"/account/{account}", "says": speaker.statement(one)} for account, one in some]


ROOM = Room(
    "search",
    [Route("/search", _search, name="search"), Route("/search.{form:str}", _table, name="search-table")],
)
