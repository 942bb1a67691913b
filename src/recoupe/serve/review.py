"""Review: statements in order of doubt, each accepted, corrected or refused, or several at once."""

from __future__ import annotations

import io
import zipfile
from collections import Counter, defaultdict
from typing import Any, get_args

import msgspec
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.errors import InputError
from recoupe.join.judging import Judging, address, now, undoing
from recoupe.model import Bound, Coded, EventType, Measure, Statement, Status, TieType, label, stem
from recoupe.serve import lists, words
from recoupe.serve.correct import corrected, fields_of
from recoupe.serve.desk import Bench, Room, bench, by, field_of, lang_of, not_found, page, post, to
from recoupe.serve.doubt import order, reasons
from recoupe.serve.judge import renewed
from recoupe.serve.labels import deed
from recoupe.serve.proposals import proposals
from recoupe.share.sentence import Speaker
from recoupe.share.words import Lang, frames, say
from recoupe.store import reviews, shown
from recoupe.store.reviews import Review

PAGE = 12
_LOOKED_AT = 60  # accounts read to fill a page
_AROUND = 160  # code points of text shown before and after a sentence


def _queue(request: Request) -> Response:
    here, lang = bench(request), lang_of(request)
    told = every(here)
    done = reviews.last_of(told)
    start = request.query_params.get("from", "0")
    at = min(int(start), 10_000_000) if start.isdecimal() and len(start) < 9 else 0
    ranked = order(here.shelf.stand)
    found: list[dict[str, Any]] = []
    while at < len(ranked) and len(found) < PAGE:
        some = ranked[at : at + _LOOKED_AT]
        items, used = _items(here, some, done, lang, PAGE - len(found))
        found += items
        at += used
    history = [one for one in reversed(told) if one.decision != "undo"][:10]
    undone = {one.undoes for one in told}
    return page(
        request,
        "review.html.j2",
        items=found,
        following=f"/review?from={at}" if at < len(ranked) else "",
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


def every(here: Bench) -> list[Review]:
    """Every review of a statement that may be seen here, in the order given."""
    found = reviews.reviews(here.main)
    if not here.library.narrowed:
        return found
    there = {(one.article, one.position) for one in found}
    seen = {at for at in there if shown.account_at(here.library, *at)}
    return [one for one in found if (one.article, one.position) in seen]


def standing(here: Bench) -> dict[tuple[int, int], Review]:
    """The last review of each that was not undone."""
    return reviews.last_of(every(here))


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
    last = standing(here).get((number, position))
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
        fields=fields_of(last.instead if last and last.instead else said),
        types=[(one, deed(lang, one)) for one in _types(said)],
        modes=_modes(lang) if said.kind == "event" else [],
        bounds=[(one, words.text(lang, f"review.bounds.{one}")) for one in get_args(Bound)],
        statuses=[(one, say(lang, f"status.{one}")) for one in get_args(Status)],
        last=last,
        account=shown.account_at(here.library, number, position),
    )


def _types(said: Statement) -> tuple[str, ...]:
    return get_args(EventType if said.kind == "event" else TieType if said.kind == "tie" else Measure)


def _modes(lang: Lang) -> list[tuple[str, str]]:
    """Every mode with the type it belongs to, in words: « Coercion — Cell dismantled »."""
    pairs = (name.partition("/") for name in frames(lang)["event"] if "/" in name)
    return [(mode, f"{deed(lang, kind)} — {deed(lang, f'{kind}/{mode}')}") for kind, _, mode in pairs]


def _decide(request: Request, form: FormData) -> Response:
    here = bench(request)
    act, _, key = field_of(form, "act", 60).partition(" ")
    keys = [key] if key else [one for one in form.getlist("pick") if isinstance(one, str)][:200]
    if act not in ("accept", "refuse", "correct") or not keys:
        raise HTTPException(422, "Choose what to accept or refuse.")
    if act == "correct" and "type" not in form:
        return to(f"/review/{keys[0]}")
    made = [_review(here, act, one, form, by(request)) for one in keys]
    reviews.add(here.main, made)
    if any(one.judgements for one in made):
        renewed(here)
    return to("/review", said="reviewed")


def _review(here: Bench, act: str, key: str, form: FormData, who: str) -> Review:
    number, position, coded, article = _found(here, key)
    said = coded.statements[position]
    why = field_of(form, "why")
    instead = corrected(said, form) if act == "correct" else None
    wrong: list[str] = []
    if act == "refuse":
        wrong = ["value" if said.kind == "figure" else "what"]
    elif instead is not None:
        wrong = [name for name in ("what", "value", "when", "where", "actors", "recipients", "status")
                 if _differs(said, instead, name)]  # fmt: skip
    numbers = _judged(here, said, article, coded, wrong, who, why or f"review: {act}", instead)
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
    return bool(getattr(said, name, None) != getattr(instead, name, None))


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
    one = next((r for r in every(here) if str(r.number) == number), None)
    if one is None:
        raise HTTPException(404, number)
    for judgement in one.judgements:
        here.main.judge(undoing(judgement, by(request), "review taken back"))
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
    return to("/review", said="undone")


def _gold(request: Request) -> Response:
    """What reviewers accepted or put right, as files of coded statements, one an article."""
    here = bench(request)
    kept: dict[int, list[tuple[int, Statement]]] = defaultdict(list)
    for (number, position), one in sorted(standing(here).items()):
        statement = one.instead or one.said
        if one.decision != "refuse" and statement is not None:
            kept[number].append((position, statement))
    names = shown.article_names(here.library, list(kept))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, said in kept.items():
            if number in names:
                _, coded = shown.part(here.library, [names[number]])
                one_ = Coded(names[number], coded[0].date, coded[0].language, tuple(s for _, s in said))
                raw = msgspec.json.format(msgspec.json.encode(one_), indent=1)
                archive.writestr(f"gold/{stem(names[number]).replace('/', '_')}.json", raw)
    headers = {"Content-Disposition": 'attachment; filename="gold.zip"'}
    return Response(out.getvalue(), media_type="application/zip", headers=headers)


def _lexicon(request: Request) -> Response:
    """What reviews say of each trigger: how often it was right, refused, or meant something else."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    meant: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in standing(bench(request)).values():
        if one.said is None:
            continue
        name = (one.said.trigger.lower(), _coded_as(one.said))
        counts[name][one.decision] += 1
        if one.instead is not None and _coded_as(one.instead) != name[1]:
            meant[name][_coded_as(one.instead)] += 1
    rows: list[dict[str, object]] = [
        {
            "trigger": trigger,
            "coded": coded,
            "accepted": counts[trigger, coded]["accept"],
            "refused": counts[trigger, coded]["refuse"],
            "corrected": counts[trigger, coded]["correct"],
            "meant": "; ".join(f"{what} ({n})" for what, n in meant[trigger, coded].most_common()),
        }
        for trigger, coded in sorted(counts)
    ]
    return lists.as_csv("lexicon", ["trigger", "coded", "accepted", "refused", "corrected", "meant"], rows)


def _proposals(request: Request) -> Response:
    """What reviewers changed as frames in the lexicon's own form."""
    made = proposals(standing(bench(request)).values())
    headers = {"Content-Disposition": 'attachment; filename="proposals.yaml"'}
    return Response(made, media_type="application/yaml", headers=headers)


def _coded_as(one: Statement) -> str:
    mode = getattr(one, "mode", None)
    return f"{label(one)}/{mode}" if mode else label(one)


ROOM = Room(
    "review",
    [
        Route("/review", _queue, name="review"),
        Route("/review/gold.zip", _gold, name="gold"),
        Route("/review/lexicon.csv", _lexicon, name="lexicon"),
        Route("/review/proposals.yaml", _proposals, name="proposals"),
        post("/review/decide", _decide, "decide"),
        post("/review/undo", _undo, "undo-review"),
        Route("/review/{key}", _one, name="review-one"),
    ],
    nav=[("review", "/review")],
)
