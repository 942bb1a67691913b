#!/usr/bin/env python3
"""How well each construction of French is read: sentences of our own, nothing is learnt from them.

``eval/constructions/fr.tsv`` has one act a line: type, mode, who did it and to whom (separated by commas;
wordings whose ids the lexicon knows). A sentence of « other senses » tells nothing. Part of `make eval`.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "tools")]

from score import same_entity  # noqa: E402

FILE = HERE / "constructions" / "fr.tsv"
OTHER = "other senses"


class Act(NamedTuple):
    """A sentence and what it tells."""

    construction: str
    sentence: str
    type: str
    mode: str
    actors: str
    recipients: str


def acts() -> list[Act]:
    """The sentences of the table, in order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [Act(*(cell.strip() for cell in (*row, "", "", "", "")[:6])) for row in rows]


def table() -> str:
    """Construction by construction: acts found, found with their mode, with actors, and with all parts."""
    lines = [f"{'':30}{'acts':>5}{'found':>7}{'mode':>7}{'actors':>8}{'all':>6}"]
    rows: dict[str, list[tuple[bool, bool, bool, bool]]] = {}
    silent: list[bool] = []
    for act, told in coded(acts()):
        if act.construction == OTHER:
            silent.append(not told)
            continue
        same = [e for e in told if e.type == act.type]
        best = max((verdict(act, e) for e in same), default=(False, False, False))
        rows.setdefault(act.construction, []).append((bool(same), *best))
    every = [row for known in rows.values() for row in known]
    for name, known in (*rows.items(), ("all", every)):
        shares = [sum(column) / len(known) for column in zip(*known, strict=True)]
        lines.append(
            f"{name:30}{len(known):5}{shares[0]:7.2f}{shares[1]:7.2f}{shares[2]:8.2f}{shares[3]:6.2f}"
        )
    lines.append(f"sentences of other senses that tell nothing: {sum(silent)} of {len(silent)}")
    return "\n".join(lines)


def verdict(act: Act, event: object) -> tuple[bool, bool, bool]:
    """Whether the mode is right, the actors too, and everything."""
    mode = (getattr(event, "mode", None) or "") == act.mode
    actors = same(act.actors, getattr(event, "actors", ()))
    return mode, mode and actors, mode and actors and same(act.recipients, getattr(event, "recipients", ()))


def same(wanted: str, found: tuple[object, ...]) -> bool:
    """Whether those found are those wanted, each once."""
    rest = [{"id": getattr(e, "id", None), "text": getattr(e, "text", "")} for e in found]
    names = [name.strip() for name in wanted.split(",") if name.strip()]
    for name in names:
        hit = next((e for e in rest if same_entity({"id": known(name), "text": name}, e)), None)
        if hit is None:
            return False
        rest.remove(hit)
    return not rest


def known(name: str) -> str | None:
    """The id of a name that stands for one body or state of the lexicon, and nothing else."""
    from recoupe.resolve.names import names

    found = names().find(name)
    whole = [m for m in found if m.end - m.start >= len(name) - 3]
    return whole[0].id if len(whole) == 1 else None


def coded(rows: list[Act]) -> Iterator[tuple[Act, list[object]]]:
    """Each sentence as an article of its own, and the events that it is coded to."""
    from recoupe.code import code
    from recoupe.model import Article, Coded, Event, Zone

    articles = [
        Article(
            doc=f"{n}.txt",
            text=act.sentence,
            language="fr",
            zones=(Zone(0, len(act.sentence), "body"),),
            published="2024-05-15",
        )
        for n, act in enumerate(rows)
    ]
    by_doc = {said.doc: said for said in code(articles) if isinstance(said, Coded)}
    for n, act in enumerate(rows):
        said = by_doc.get(f"{n}.txt")
        yield act, [s for s in (said.statements if said else ()) if isinstance(s, Event)]


def wrong() -> Iterator[str]:
    """What is not right in every part, sentence by sentence."""
    for act, told in coded(acts()):
        found = [verdict(act, e)[2] for e in told if getattr(e, "type", None) == act.type]
        if any(found) or (act.construction == OTHER and not told):
            continue
        said = [
            (
                getattr(e, "type", None),
                getattr(e, "mode", None),
                [a.text for a in getattr(e, "actors", ())],
                [a.text for a in getattr(e, "recipients", ())],
            )
            for e in told
        ]
        yield f"{act.construction}: {act.sentence}\n    {said}"


if __name__ == "__main__":
    print("\n".join(wrong()) if "-v" in sys.argv[1:] else table())
