"""Judgements by plain forms: same, different, relays, wrong, a grade, and taking any of them back."""

from __future__ import annotations

import time
from collections.abc import Iterable

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.join.judging import Judging, undoing
from recoupe.model import Account, Judgement
from recoupe.serve.correct import put_right
from recoupe.serve.desk import (
    Bench,
    Room,
    bench,
    by,
    field_of,
    lang_of,
    local,
    not_found,
    page,
    post,
    to,
    with_query,
)
from recoupe.serve.dossier import Dossier, Material, dossier
from recoupe.serve.typed import Typed, typed_of
from recoupe.share.values import field_name

# How long a page waits for the accounts to be made anew; a large library takes longer, and the page says so.
WAIT = 4.0


def keep(here: Bench, judgement: Judgement) -> bool:
    """Add a judgement; whether the accounts were made anew at once."""
    here.main.judge(judgement)
    return renewed(here)


NAME_VERDICTS = ("same-name", "different-name")


def judge_names(
    request: Request, form: FormData, judged: Iterable[Judgement], a: str, b: str, back: str
) -> Response:
    """What a form says of two names, kept, or one of ``judged`` taken back; then on to ``back``."""
    here = bench(request)
    verdict, why = field_of(form, "verdict", 30), field_of(form, "why")
    if verdict == "undo":
        number = field_of(form, "number", 9)
        if number not in {str(one.number) for one in judged}:
            raise HTTPException(422, "faults.no_judgement")
        at_once = keep(here, undoing(int(number), by(request), ""))
        return to(back, said="undone" if at_once else "judged_soon")
    if not why:
        raise HTTPException(422, "faults.no_reason")
    if verdict not in NAME_VERDICTS or not a or not b:
        raise HTTPException(422, "faults.no_name")
    made = Judging((), (), ()).names(
        "same-name" if verdict == "same-name" else "different-name", a, b, by(request), why
    )
    at_once = keep(here, made)
    return to(back, said="judged" if at_once else "judged_soon")


def renewed(here: Bench) -> bool:
    """Wait a moment for the accounts to be made anew and entered; whether they were."""
    if not here.following:
        here.shelf.settle()
        return True
    here.shelf.wake()
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        if here.settled and not here.shelf.stand.waiting:
            here.shelf.wake()
            return True
        time.sleep(0.03)
    return False


def _judge(request: Request, form: FormData) -> Response:
    here = bench(request)
    verdict, why = field_of(form, "verdict", 30), field_of(form, "why")
    a, b = field_of(form, "a", 500), field_of(form, "b", 500)
    if verdict == "undo":
        number = field_of(form, "number", 9)
        if number not in {str(one.number) for one in here.library.judgements()}:
            raise HTTPException(422, "faults.no_judgement")
        at_once = keep(here, undoing(int(number), by(request), why))
        where = _after(here, form)
        return to(where, said="undone" if at_once else "judged_soon", again="" if at_once else where)
    if not why:
        raise HTTPException(422, "faults.no_reason")
    first = _holder(here, a or field_of(form, "account", 100))
    judging, who = _judging(here, form), by(request)
    match verdict:
        case "same" | "different":
            made = judging.pair(verdict, a, b, who, why)
        case "relays":
            made = judging.relays(a, b, who, why)
        case "wrong":
            field, _, value = str(form.get("value", "")).partition("=")
            typed = field_of(form, "instead", 500)
            right = (lambda said: put_right(said, field, typed, _typed(request, said.doc))) if typed else None
            made = judging.wrong(a, field, value or None, who, why, right)
        case "grade":
            grade = field_of(form, "grade", 1)
            if grade not in "123456" or not grade:
                raise HTTPException(422, "faults.no_grade")
            made = judging.grade(a, int(grade), who, why)
        case _:
            raise HTTPException(422, "faults.no_judgement")
    at_once = keep(here, made)
    where = f"/at/{first[0]}/{first[1]}" if first else _after(here, form)
    return to(where, said="judged" if at_once else "judged_soon", again="" if at_once else where)


def _typed(request: Request, doc: str) -> Typed:
    """Who types, over which article."""
    article = bench(request).library.article(doc)
    return typed_of(request, article) if article else Typed(lang_of(request))


def _after(here: Bench, form: FormData) -> str:
    """Where to go on: back, or to the account that a statement is in now."""
    at = field_of(form, "at", 40)
    article, _, position = at.partition("-")
    if article.isdecimal() and position.isdecimal():
        return f"/at/{article}/{position}"
    return local(form.get("back"))


def _holder(here: Bench, account: str) -> tuple[int, int] | None:
    """A statement of the account, by numbers, so that the account is found again under another id."""
    from recoupe.store import shown

    found = shown.accounts(here.library, [account])
    if not found:
        return None
    doc, position = found[0].statements[0]
    number = shown.article_numbers(here.library, [doc]).get(doc)
    return (number, position) if number else None


def _judging(here: Bench, form: FormData) -> Judging:
    """What was pointed at, read from the library: the accounts named, and the articles that tell them."""
    from recoupe.store import shown

    ids = [field_of(form, name, 500) for name in ("a", "b", "account")]
    material = Material(here.library, [one for one in ids if one], most=10_000)
    docs = [one.rsplit(":", 2)[0] for one in ids if ":" in one] + ids
    docs = [doc for doc in dict.fromkeys(docs) if doc and doc not in material.docs]
    articles, coded = shown.part(here.library, docs)
    own = {one.id for one in material.accounts}
    beside = [one for one in shown.beside(here.library, [a.doc for a in articles]) if one not in own]
    accounts = [*material.accounts, *shown.accounts(here.library, beside)]
    return Judging([*material.articles, *articles], [*material.coded, *coded], accounts)


def _compare(request: Request) -> Response:
    """Two accounts side by side, to judge whether they are one."""
    here, lang = bench(request), lang_of(request)
    a, b = request.query_params.get("a", ""), request.query_params.get("b", "")
    material = Material(here.library, [a, b], most=20)
    sides: dict[str, Account] = {one.id: one for one in material.accounts}
    if a not in sides or b not in sides or a == b:
        return not_found(request, f"{a} {b}")
    desk = dossier(material, lang)
    fields = list(dict.fromkeys([*sides[a].fields, *sides[b].fields]))
    return page(
        request,
        "compare.html.j2",
        a=_side(desk, sides[a]),
        b=_side(desk, sides[b]),
        rows=[
            {
                "field": field_name(lang, name),
                "left": _cells(desk, sides[a], name),
                "right": _cells(desk, sides[b], name),
            }
            for name in fields
        ],
        csv=with_query("/compare.csv", {"a": [a], "b": [b]}),
        json=with_query("/compare.json", {"a": [a], "b": [b]}),
        kinds_differ=sides[a].kind != sides[b].kind,
    )


def _side(desk: Dossier, account: Account) -> dict[str, object]:
    quotes = [q for ref in account.statements[:6] if (q := desk.quote(ref))]
    return {
        "id": account.id,
        "sentence": desk.speaker.account(account),
        "grade": account.grade,
        "quotes": quotes,
        "n": len(account.statements),
    }


def _cells(desk: Dossier, account: Account, name: str) -> list[str]:
    from recoupe.share.values import value_text

    return [value_text(desk.speaker.names, name, v.value) for v in account.fields.get(name, ())]


ROOM = Room(
    "judge",
    [post("/judge", _judge, "judge"), Route("/compare", _compare, name="compare")],
)
