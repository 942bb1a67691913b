"""Briefs composed from chosen accounts: ordered, annotated, read, printed, and exported to every format."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from starlette.background import BackgroundTask
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from recoupe.join.judging import now
from recoupe.serve import lists, words
from recoupe.serve.desk import Bench, Room, bench, by, eyes_of, field_of, lang_of, not_found, page, post, to
from recoupe.serve.dossier import Material, dossier
from recoupe.share.words import Lang
from recoupe.store import drafts, shown
from recoupe.store.drafts import Draft, Item

MOST = 200  # accounts of one brief
_KEY = re.compile(r"\d{1,9}-\d{1,6}")
_SUFFIX = {
    "jsonl": "jsonl", "csv": "zip", "parquet": "zip", "polecat": "jsonl", "acled": "csv", "ftm": "jsonl",
    "stix": "json", "misp": "json", "claim": "jsonl", "geojson": "geojson", "md": "md", "docx": "docx",
    "pdf": "pdf",
}  # fmt: skip


def _briefs(request: Request) -> Response:
    return page(
        request,
        "briefs.html.j2",
        drafts=[
            {"number": d.number, "title": d.title, "n": len(d.items), "by": d.by, "at": d.at}
            for d in _drafts(bench(request))
        ],
    )


def _table(request: Request) -> Response:
    rows: list[dict[str, object]] = [
        {"number": d.number, "title": d.title, "accounts": len(d.items), "by": d.by, "at": d.at}
        for d in _drafts(bench(request))
    ]
    return lists.table(request, "briefs", ("number", "title", "accounts", "by", "at"), rows)


def _drafts(here: Bench) -> list[Draft]:
    """The briefs of which every account may be seen here: what they say may come from any of them."""
    return [one for one in drafts.drafts(here.main) if _seen(here, one)]


def _draft(here: Bench, number: int) -> Draft | None:
    """The brief of this number, where it may be seen here."""
    one = drafts.draft(here.main, number)
    return one if one is not None and _seen(here, one) else None


def _seen(here: Bench, one: Draft) -> bool:
    return not here.library.narrowed or all(
        shown.account_at(here.library, item.article, item.position) for item in one.items
    )


def _compose(request: Request) -> Response:
    """The accounts chosen in a list, before they become a brief."""
    here, lang = bench(request), lang_of(request)
    ids = list(dict.fromkeys(request.query_params.getlist("account")))[:MOST]
    lines = shown.lines(here.library, ids)
    return page(
        request,
        "compose.html.j2",
        lines=[lists.view(line, lang, year=True) for line in lines],
        drafts=[{"number": d.number, "title": d.title} for d in _drafts(here)],
    )


def _make(request: Request, form: FormData) -> Response:
    here = bench(request)
    ids = [one for one in form.getlist("account") if isinstance(one, str)][:MOST]
    items = _items(here, ids)
    into = field_of(form, "into", 9)
    old = _draft(here, int(into)) if into.isdecimal() else None
    if old is not None:
        there = {(i.article, i.position) for i in old.items}
        more = tuple(i for i in items if (i.article, i.position) not in there)
        number = drafts.keep(here.main, replace(old, items=(old.items + more)[:MOST]))
    else:
        title = field_of(form, "title", 300) or words.text(lang_of(request), "briefs.untitled")
        made = Draft(title=title, items=items, by=by(request), at=now())
        number = drafts.keep(here.main, made)
    return to(f"/briefs/{number}")


def _items(here: Bench, ids: list[str]) -> tuple[Item, ...]:
    accounts = shown.accounts(here.library, ids)
    numbers = shown.article_numbers(here.library, [one.statements[0][0] for one in accounts])
    return tuple(
        Item(numbers[doc], position)
        for doc, position in (one.statements[0] for one in accounts)
        if doc in numbers
    )


def accounts_of(here: Bench, one: Draft) -> list[tuple[Item, str]]:
    """The accounts of a brief as they are now, each once, with its item."""
    found: dict[str, Item] = {}
    for item in one.items:
        if account := shown.account_at(here.library, item.article, item.position):
            found.setdefault(account, item)
    return [(item, account) for account, item in found.items()]


def _brief(request: Request) -> Response:
    here, lang = bench(request), lang_of(request)
    one = _draft(here, request.path_params["number"])
    if one is None:
        return not_found(request, str(request.path_params["number"]))
    held = accounts_of(here, one)
    return page(
        request,
        "brief.html.j2",
        draft=one,
        day=words.day(lang, one.at),
        accounts=_set(here, held, lang),
        gone=len(one.items) - len(held),
        formats=list(_SUFFIX),
        dropped=_dropped(request, one),
    )


def _dropped(request: Request, one: Draft) -> dict[str, str] | None:
    """What was just left out of a brief, so that it can be taken back."""
    asked = request.query_params
    at = asked.get("dropped", "")
    if not _KEY.fullmatch(at) or at in map(key, one.items):
        return None
    return {"key": at, "place": asked.get("place", "")[:4], "note": asked.get("note", "")[:4000]}


def _set(here: Bench, held: Iterable[tuple[Item, str]], lang: Lang) -> list[dict[str, Any]]:
    """Each account with its quotes, as the brief sets it."""
    pairs = list(held)
    lines = {line.account: line for line in shown.lines(here.library, [a for _, a in pairs])}
    material = Material(here.library, [a for _, a in pairs], most=6)
    desk = dossier(material, lang)
    by_id = {one.id: one for one in material.accounts}
    found = []
    for item, account in pairs:
        if account not in lines or account not in by_id:
            continue
        quotes = [q for ref in by_id[account].statements[:6] if (q := desk.quote(ref))]
        found.append(
            {
                "key": f"{item.article}-{item.position}",
                "line": lists.view(lines[account], lang, year=True),
                "note": item.note,
                "why": by_id[account].why,
                "quotes": quotes[:3],
            }
        )
    return found


def _edit(request: Request, form: FormData) -> Response:
    here = bench(request)
    number = request.path_params["number"]
    one = _draft(here, number)
    if one is None:
        return not_found(request, str(number))
    items = [
        replace(item, note=str(form.get(f"note-{key(item)}", item.note)).strip()[:4000]) for item in one.items
    ]
    act, _, at = field_of(form, "act", 60).partition(" ")
    place = next((i for i, item in enumerate(items) if key(item) == at), None)
    left: dict[str, object] = {}
    if place is not None and act == "drop":
        gone = items.pop(place)
        left = {"dropped": at, "place": place, "note": gone.note}
    elif place is None and act == "back" and (back := _item(here, at)):
        where = field_of(form, "place", 4)
        note = str(form.get(f"note-{at}", "")).strip()[:4000]
        items.insert(int(where) if where.isdecimal() else len(items), replace(back, note=note))
    elif place is not None and act in ("up", "down"):
        other = place + (1 if act == "down" else -1)
        if 0 <= other < len(items):
            items[place], items[other] = items[other], items[place]
    title = field_of(form, "title", 300) or one.title
    text = str(form.get("text", one.text)).strip()[:20_000]
    drafts.keep(here.main, replace(one, title=title, text=text, items=tuple(items[:MOST])))
    return to(f"/briefs/{number}" + (f"#b{at}" if act in ("up", "down", "back") else ""), **left)


def _item(here: Bench, at: str) -> Item | None:
    """The account that a form names, where it may be seen here."""
    if not _KEY.fullmatch(at):
        return None
    article, position = map(int, at.split("-"))
    return Item(article, position) if shown.account_at(here.library, article, position) else None


def key(item: Item) -> str:
    """How a form names an account of a brief."""
    return f"{item.article}-{item.position}"


def _forget(request: Request, form: FormData) -> Response:
    """Take a brief away; the page then offers it back as it was."""
    here = bench(request)
    one = _draft(here, request.path_params["number"])
    if one is not None:
        drafts.forget(here.main, one.number)
    from recoupe.model import to_json

    return page(request, "forgotten.html.j2", draft=one, record=to_json(one) if one else "")


def _back(request: Request, form: FormData) -> Response:
    """Keep again a brief that was taken away."""
    import msgspec

    try:
        one = msgspec.json.decode(str(form.get("draft", "")), type=Draft)
    except msgspec.DecodeError:
        raise HTTPException(422, "faults.no_brief") from None
    here = bench(request)
    # Nobody writes in another's name.
    author = by(request) if here.team else one.by
    number = drafts.keep(here.main, replace(one, number=0, items=one.items[:MOST], by=author))
    return to(f"/briefs/{number}")


def _export(request: Request, form: FormData) -> Response:
    """The accounts of a brief in a format of ``recoupe export``; what leaves is logged."""
    from recoupe.share.export import BRIEFS, FOLDERS, writer
    from recoupe.share.export.audience import Door
    from recoupe.share.export.document import Cover
    from recoupe.share.export.filters import Filter
    from recoupe.share.export.losses import Losses
    from recoupe.share.export.records import records

    here, lang = bench(request), lang_of(request)
    one = _draft(here, request.path_params["number"])
    name = field_of(form, "format", 20)
    if one is None or name not in _SUFFIX:
        raise HTTPException(404, name)
    held = accounts_of(here, one)
    wanted = {account: place for place, (_, account) in enumerate(held)}
    public = field_of(form, "to", 10) == "public"
    # What the house writes, its title too, is for the house.
    notes = {} if public else {account: item.note for item, account in held if item.note}
    cover = Cover("") if public else Cover(one.title, one.text)

    class Chosen(Filter, frozen=True):
        """The accounts of the brief."""

        def account(self, account: Any) -> bool:
            return account.id in wanted

    losses = Losses()
    to_whom = None if public else "own"
    eyes = eyes_of(request)
    door = Door(here.main, to_whom, reader=eyes.reader if eyes else None)
    folder = tempfile.TemporaryDirectory(prefix="recoupe-out-")
    try:
        target = Path(folder.name) / "out"
        write = writer(name, lang if name in BRIEFS else "en", cover)
        found = records(here.library, Chosen(), door, losses, masked=True, notes=notes)
        write(iter(sorted(found, key=lambda made: wanted[made.account.id])), target, losses)
        if name in FOLDERS:
            import shutil

            target = Path(shutil.make_archive(str(target), "zip", target))
        subject = f"{losses.written} records as {name}"
        detail = f"brief {one.number} by {by(request)}"
        here.main.log("disclosure", partner=door.name, subject=subject, detail=detail)
    except BaseException:
        folder.cleanup()
        raise
    return FileResponse(
        target,
        filename=f"brief-{one.number}-{name}.{_SUFFIX[name]}",
        content_disposition_type="attachment",
        background=BackgroundTask(folder.cleanup),
    )


ROOM = Room(
    "briefs",
    [
        Route("/briefs", _briefs, name="briefs"),
        Route("/briefs.{form:str}", _table, name="briefs-table"),
        Route("/briefs/compose", _compose, name="compose"),
        post("/briefs/compose", _make, "make-brief"),
        post("/briefs/back", _back, "brief-back"),
        Route("/briefs/{number:int}", _brief, name="brief"),
        post("/briefs/{number:int}", _edit, "edit-brief"),
        post("/briefs/{number:int}/forget", _forget, "forget-brief"),
        post("/briefs/{number:int}/export", _export, "export-brief"),
    ],
    nav=[("briefs", "/briefs")],
)
