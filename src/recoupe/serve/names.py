"""Names that may be one: offered with what speaks for it, decided by a person, and taken back."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any

from msgspec import Struct
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.join.aliases import name_key
from recoupe.join.judgements import standing
from recoupe.join.names import Candidate, Written, candidates
from recoupe.join.text import fold
from recoupe.model import Judgement
from recoupe.serve import entity, lists, words
from recoupe.serve.desk import Bench, Room, bench, counted, field_of, lang_of, page, post
from recoupe.serve.facts import facet_of
from recoupe.serve.judge import NAME_VERDICTS, judge_names
from recoupe.share.reasons import reason
from recoupe.share.words import Lang
from recoupe.store import Library, shown

PAGE = 10  # pairs on a page
_MOST = 500  # pairs that are kept, the likeliest
_SPELLED = 6  # spellings of one name that are shown
_ARTICLES = 2  # articles of one name that are shown
COLUMNS = (
    "left", "left_spellings", "left_articles", "right", "right_spellings", "right_articles", "score", "why"
)  # fmt: skip


class Name(Struct, frozen=True):
    """A name by what it is judged by, how it is written, in how many articles, and in which some of them."""

    name: str
    spellings: tuple[str, ...]
    articles: int
    docs: tuple[str, ...]


class Pair(Struct, frozen=True):
    """Two names that may be one, how much they are alike (0 to 1), and by what."""

    left: Name
    right: Name
    score: float
    why: str


def count(library: Library) -> list[Pair]:
    """The pairs of names to decide on, the likeliest first."""
    judged, _ = standing(library.judgements())
    arabic = library.articles(language="ar")
    found = candidates(library.coded(), shown.each_account(library), judged, arabic)
    return [_pair(one) for one in found[:_MOST]]


def _pair(one: Candidate) -> Pair:
    return Pair(_name(one.left), _name(one.right), one.score, one.why)


def _name(one: Written) -> Name:
    return Name(one.name, one.spellings[:_SPELLED], len(one.docs), one.docs[:_ARTICLES])


def decided(judgements: Iterable[Judgement]) -> list[Judgement]:
    """What was judged of names and stands, the latest first."""
    kept, _ = standing(list(judgements))
    return [one for one in reversed(kept) if one.verdict in NAME_VERDICTS]


def _open(here: Bench, judged: Iterable[Judgement]) -> list[Pair]:
    """The pairs without those that were decided since they were counted."""
    done = {frozenset(map(name_key, one.names)) for one in judged}

    def called(one: Name) -> set[str]:
        return {name_key(one.name), *map(fold, one.spellings)}

    return [
        one
        for one in here.names.now()
        if not any(frozenset(pair) in done for pair in product(called(one.left), called(one.right)))
    ]


def _page(request: Request) -> Response:
    here, lang = bench(request), lang_of(request)
    if later := counted(request, here.names):
        return later
    judged = decided(here.library.judgements())
    pairs = _open(here, judged)
    leaf = lists.leaf(lists.leaf_asked(request), len(pairs), PAGE, lambda n: f"/names?page={n}")
    some = pairs[leaf.part]
    docs = [doc for one in some for side in (one.left, one.right) for doc in side.docs]
    articles = {one.doc: one for one in shown.part(here.library, docs)[0]}
    numbers = shown.article_numbers(here.library, docs)

    def side(one: Name) -> dict[str, Any]:
        return {
            "name": one.name,
            "href": _about(here, one.name),
            "spellings": [{"text": text, "href": entity.told_where(text)} for text in one.spellings],
            "n": one.articles,
            "articles": [
                {
                    "href": f"/article/{numbers[doc]}",
                    "outlet": articles[doc].outlet or doc,
                    "day": words.day(lang, articles[doc].published),
                }
                for doc in one.docs
                if doc in articles
            ],
        }

    return page(
        request,
        "names.html.j2",
        pairs=[
            {
                "left": side(one.left),
                "right": side(one.right),
                "score": f"{one.score:.2f}",
                "why": _why(lang, one.why),
            }
            for one in some
        ],
        total=len(pairs),
        leaf=leaf,
        judged=judged,
        day=lambda at: words.day(lang, at),
    )


def _about(here: Bench, name: str) -> str:
    """The page of somebody of this id; "" where there is none."""
    there = len(here.shelf.stand.having(facet_of(name), name)) and entity.has_page(name)
    return entity.address(name) if there else ""


def _why(lang: Lang, english: str) -> str:
    return ", ".join(reason(lang, piece) for piece in english.split(", "))


def _table(request: Request) -> Response:
    here = bench(request)
    rows = [
        {
            "left": one.left.name,
            "left_spellings": "; ".join(one.left.spellings),
            "left_articles": one.left.articles,
            "right": one.right.name,
            "right_spellings": "; ".join(one.right.spellings),
            "right_articles": one.right.articles,
            "score": one.score,
            "why": one.why,
        }
        for one in _open(here, decided(here.library.judgements()))
    ]
    return lists.table(request, "names", COLUMNS, rows)


def _judge(request: Request, form: FormData) -> Response:
    judged = decided(bench(request).library.judgements())
    return judge_names(request, form, judged, field_of(form, "a", 200), field_of(form, "b", 200), "/names")


ROOM = Room(
    "names",
    [
        Route("/names", _page, name="names"),
        Route("/names.{form:str}", _table, name="names-table"),
        post("/names/judge", _judge, "judge-pair"),
    ],
)
