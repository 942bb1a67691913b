"""Review: statements in order of doubt, each accepted, corrected or refused, or several at once."""

from __future__ import annotations

import re
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.errors import InputError
from recoupe.join.judging import Judging, address, now, undoing
from recoupe.model import Bound, Coded, EventType, Measure, Statement, Status, TieType, label
from recoupe.serve import reviewed, words
from recoupe.serve.chronology import chips
from recoupe.serve.correct import corrected, fields_of, roles_of, rows_of
from recoupe.serve.desk import Bench, Room, bench, by, field_of, lang_of, local, not_found, page, post, to
from recoupe.serve.doubt import order, reasons
from recoupe.serve.fields import named
from recoupe.serve.filters import Filters
from recoupe.serve.judge import renewed
from recoupe.serve.labels import deed
from recoupe.serve.stand import Stand
from recoupe.serve.typed import Typed, typed_of
from recoupe.share.sentence import Speaker
from recoupe.share.words import Lang, frames, say
from recoupe.store import reviews, shown
from recoupe.store.reviews import Review

PAGE = 12
_LOOKED_AT = 60  # accounts read to fill a page
# What a reviewer may want to see alone, as the chronology narrows it.
_ONLY = (
    ("disputed", "disputed=any"),
    ("alone", "origins=1"),
    ("doubtful", "grade=4&grade=5&grade=6"),
    ("status", "status=hypothetical&status=negated"),
    ("figure", "kind=figure"),
)
_AROUND = 160  # code points of text shown before and after a sentence


def _queue(request: Request) -> Response:
    here, lang = bench(request), lang_of(request)
    told = reviewed.every(here)
    done = reviews.last_of(told)
    start = request.query_params.get("start", "0")
    at = min(int(start), 10_000_000) if start.isdecimal() and len(start) < 9 else 0
    stand = here.shelf.stand
    filters = Filters.of(request.query_params, named(request.url.query, here.library.path))
    ranked = _ranked(stand, filters)
    found: list[dict[str, Any]] = []
    while at < len(ranked) and len(found) < PAGE:
        some = [stand.accounts[i] for i in ranked[at : at + _LOOKED_AT]]
        items, used = _items(here, some, done, lang, PAGE - len(found))
        found += items
        at += used
    history = [one for one in reversed(told) if one.decision != "undo"][:10]
    undone = {one.undoes for one in told}
    return page(
        request,
        "review.html.j2",
        items=found,
        following=filters.address("/review", start=str(at)) if at < len(ranked) else "",
        start=start != "0",
        total=len(ranked),
        chips=chips(filters, lang, "/review"),
        only=[(key, f"/review?{query}") for key, query in _ONLY],
        done=len(done),
        history=[
            {
                "number": one.number,
                "decision": one.decision,
                "by": one.by,
                "at": one.at,
                "trigger": one.said.trigger if one.said else "",
                "href": f"/review/{one.article}-{one.position}",
                "undone": one.number in undone,
            }
            for one in history
        ],
    )


def _ranked(stand: Stand, filters: Filters) -> NDArray[np.intp]:
    """The places of the accounts that pass, counts too, the most doubtful first."""
    mask = filters.mask(stand, without="kind")
    if kinds := filters.chosen.get("kind"):
        mask &= stand.mask({"kind": kinds})
    return order(stand, mask)


def _items(
    here: Bench, ids: list[str], done: dict[tuple[int, int], Review], lang: Lang, most: int
) -> tuple[list[dict[str, Any]], int]:
    """Statements not yet reviewed of these accounts, and how many of the accounts they took."""
    accounts = shown.accounts(here.library, ids)
    docs = list(dict.fromkeys(one.statements[0][0] for one in accounts))
    articles, coded = shown.part(here.library, docs)
    texts, said = {a.doc: a for a in articles}, {c.doc: c.statements for c in coded}
    numbers = shown.article_numbers(here.library, docs)
    speaker = Speaker(articles, coded, lang)
    found: list[dict[str, Any]] = []
    for used, account in enumerate(accounts, 1):
        # One report stands for its account; the others are on the account's page.
        doc, position = account.statements[0]
        if doc not in said or (numbers[doc], position) in done:
            continue
        one, text = said[doc][position], texts[doc].text
        disputed = any(d.kind in ("conflict", "calendar") for d in account.disagreements)
        found.append(
            {
                "key": f"{numbers[doc]}-{position}",
                "account": account.id,
                "says": speaker.statement(one),
                "outlet": texts[doc].outlet or doc,
                "lang": texts[doc].language or "und",
                "reasons": reasons(one, disputed),
                **_words(one, text),
            }
        )
        if len(found) == most:
            return found, used
    return found, len(ids)


def _words(one: Statement, text: str) -> dict[str, str]:
    """The sentence with its trigger and what stands around it."""
    start, end = one.span
    sentence = text[start:end]
    at = sentence.find(one.trigger) if one.trigger else -1
    cut = (sentence[:at], one.trigger, sentence[at + len(one.trigger) :]) if at >= 0 else (sentence, "", "")
    return {
        "lead": _whole(text[max(0, start - _AROUND) : start], left=start > _AROUND),
        "before": cut[0],
        "trigger": cut[1],
        "after": cut[2],
        "tail": _whole(text[end : end + _AROUND], right=end + _AROUND < len(text)),
    }


def _whole(piece: str, left: bool = False, right: bool = False) -> str:
    """A piece of text on one line, cut at words where it was cut at all."""
    if left:
        piece = f"…{piece[piece.find(' ') :]}" if " " in piece else piece
    if right:
        piece = f"{piece[: piece.rfind(' ')]} …" if " " in piece else piece
    ends = (" " if piece[:1].isspace() else "", " " if piece[-1:].isspace() else "")
    return f"{ends[0]}{' '.join(piece.split())}{ends[1]}"


def _found(here: Bench, key: str) -> tuple[int, int, Coded, Any]:
    article, _, position = key.partition("-")
    if not (article.isdecimal() and position.isdecimal() and len(key) < 20):
        raise HTTPException(404, key)
    names = shown.article_names(here.library, [int(article)])
    articles, coded = shown.part(here.library, list(names.values()))
    if not coded or int(position) >= len(coded[0].statements):
        raise HTTPException(404, key)
    if here.library.narrowed and not shown.account_at(here.library, int(article), int(position)):
        raise HTTPException(404, key)
    return int(article), int(position), coded[0], articles[0]


def _one(request: Request) -> Response:
    here, lang = bench(request), lang_of(request)
    try:
        number, position, coded, article = _found(here, request.path_params["key"])
    except HTTPException:
        return not_found(request, request.path_params["key"])
    said = coded.statements[position]
    last = reviewed.standing(here).get((number, position))
    shown_ = last.instead if last and last.instead else said
    typed = typed_of(request, article)
    return page(
        request,
        "review-one.html.j2",
        key=f"{number}-{position}",
        number=number,
        position=position,
        outlet=article.outlet or article.doc,
        text_lang=article.language or "und",
        says=Speaker([article], [coded], lang).statement(said),
        words=_words(said, article.text),
        fields=fields_of(shown_),
        rows=rows_of(shown_, typed),
        deeds=_deeds(typed, shown_),
        names=typed.offered(),
        bounds=[(one, words.text(lang, f"review.bounds.{one}")) for one in get_args(Bound)],
        statuses=[(one, say(lang, f"status.{one}")) for one in get_args(Status)],
        last=last,
        account=shown.account_at(here.library, number, position),
        queue=_back(request.query_params.get("back")),
    )


def _deeds(typed: Typed, said: Statement) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can have happened, in groups: the types of events each with its modes; ties; measures."""
    if said.kind != "event":
        every = get_args(TieType if said.kind == "tie" else Measure)
        return [("", [(one, deed(typed.lang, one)) for one in every])]
    groups: dict[str, list[tuple[str, str]]] = {
        one: [(one, deed(typed.lang, one))] for one in get_args(EventType)
    }
    for name in (*frames(typed.lang)["event"], fields_of(said)["what"]):
        kind, _, mode = name.partition("/")
        if mode and (name, deed(typed.lang, name)) not in groups[kind]:
            groups[kind].append((name, deed(typed.lang, name)))
    return [(deed(typed.lang, kind), names) for kind, names in groups.items()]


def _decide(request: Request, form: FormData) -> Response:
    here = bench(request)
    act, _, key = field_of(form, "act", 60).partition(" ")
    keys = [key] if key else [one for one in form.getlist("pick") if isinstance(one, str)][:200]
    if act not in ("accept", "refuse", "correct") or not keys:
        raise HTTPException(422, "faults.choose")
    back = _back(form.get("back"))
    if act == "correct" and "what" not in form:
        return to(f"/review/{keys[0]}", back=back if back != "/review" else "")
    made = [_review(request, act, one, form) for one in keys]
    reviews.add(here.main, made)
    if any(one.judgements for one in made):
        renewed(here)
    return to(back, said="reviewed")


def _back(address: object) -> str:
    """The queue that somebody came from, as it was narrowed."""
    found = re.sub(r"([?&])said=\w*&?", r"\1", local(address, "/review")).rstrip("?&")
    return found if re.match(r"/review(?:$|[?#])", found) else "/review"


def _review(request: Request, act: str, key: str, form: FormData) -> Review:
    here, who = bench(request), by(request)
    number, position, coded, article = _found(here, key)
    said = coded.statements[position]
    why = field_of(form, "why")
    instead = corrected(said, form, typed_of(request, article)) if act == "correct" else None
    wrong: list[str] = []
    if act == "refuse":
        wrong = ["value" if said.kind == "figure" else "what"]
    elif instead is not None:
        wrong = [name for name in ("what", "value", "when", "where", "actors", "recipients", "status")
                 if _differs(said, instead, name)]  # fmt: skip
    numbers = _judged(
        here,
        said,
        article,
        coded,
        wrong,
        who,
        why or words.text(lang_of(request), f"review.by_act.{act}"),
        instead,
    )
    return Review(
        decision=act,  # type: ignore[arg-type]
        article=number,
        position=position,
        said=said,
        instead=instead,
        judgements=tuple(numbers),
        by=who,
        at=now(),
        why=why,
    )


def _differs(said: Statement, instead: Statement, name: str) -> bool:
    if name == "what":
        return label(said) != label(instead) or getattr(said, "mode", None) != getattr(instead, "mode", None)
    part = roles_of(said).get(name, name)
    return bool(getattr(said, part, None) != getattr(instead, part, None))


def _judged(
    here: Bench,
    said: Statement,
    article: Any,
    coded: Coded,
    fields: list[str],
    who: str,
    why: str,
    instead: Statement | None,
) -> list[int]:
    """The judgements that set aside what a reviewer found wrong, and put what is right in its place."""
    right = None if instead is None else lambda _: instead
    if not fields:
        return []
    accounts = shown.accounts(here.library, shown.beside(here.library, [article.doc]))
    judging = Judging([article], [coded], accounts)
    found = []
    for field in fields:
        try:
            made = judging.wrong(address(said), field, None, who, why, right)
            found.append(here.main.judge(made).number)
        except InputError:
            continue  # the account has no such field: there is nothing to set aside
    return found


def _undo(request: Request, form: FormData) -> Response:
    here = bench(request)
    number = field_of(form, "number", 9)
    one = next((r for r in reviewed.every(here) if str(r.number) == number), None)
    if one is None:
        raise HTTPException(404, number)
    for judgement in one.judgements:
        here.main.judge(undoing(judgement, by(request), words.text(lang_of(request), "review.by_act.undo")))
    back = Review(
        decision="undo",
        article=one.article,
        position=one.position,
        by=by(request),
        at=now(),
        undoes=one.number,
    )
    reviews.add(here.main, [back])
    if one.judgements:
        renewed(here)
    return to(_back(form.get("back")), said="undone")


ROOM = Room(
    "review",
    [
        Route("/review", _queue, name="review"),
        *reviewed.ROUTES,
        post("/review/decide", _decide, "decide"),
        post("/review/undo", _undo, "undo-review"),
        Route("/review/{key}", _one, name="review-one"),
    ],
    nav=[("review", "/review")],
)
