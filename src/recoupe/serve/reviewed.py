"""What reviewers decided, taken away: gold, what it says of each trigger, and proposals for the lexicon."""

from __future__ import annotations

import io
import zipfile
from collections import Counter, defaultdict

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.model import Coded, Statement, label, stem
from recoupe.serve import lists
from recoupe.serve.desk import Bench, bench, showed
from recoupe.serve.proposals import proposals
from recoupe.store import reviews, shown
from recoupe.store.reviews import Review


def every(here: Bench) -> list[Review]:
    """Every review of a statement that may be seen here, in the order given."""
    found = reviews.reviews(here.main)
    if not here.library.narrowed:
        return found
    seen = shown.told(here.library, {one.article for one in found})
    return [one for one in found if (one.article, one.position) in seen]


def standing(here: Bench) -> dict[tuple[int, int], Review]:
    """The last review of each that was not undone."""
    return reviews.last_of(every(here))


def _gold(request: Request) -> Response:
    """What reviewers accepted or put right, as files of coded statements, one an article."""
    here = bench(request)
    kept: dict[int, list[tuple[int, Statement]]] = defaultdict(list)
    for (number, position), one in sorted(standing(here).items()):
        statement = one.instead or one.said
        if one.decision != "refuse" and statement is not None:
            kept[number].append((position, statement))
    names = shown.article_names(here.library, list(kept))
    showed(request, names.values())
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


ROUTES = (
    Route("/review/gold.zip", _gold, name="gold"),
    Route("/review/lexicon.csv", _lexicon, name="lexicon"),
    Route("/review/proposals.yaml", _proposals, name="proposals"),
)
