#!/usr/bin/env python3
"""Make a gold corpus of readable sources: articles, zones, meta.json and the statements with their offsets.

    write_gold.py SOURCES FOLDER

``SOURCES`` holds one ``NAME.gold`` per article, in three parts parted by lines of ``===``:

    outlet: agence-x
    url: https://agence-x.example/1
    published: 2024-03-13
    language: fr
    ===
    @title Onze arrestations en Belgique
    @body Onze personnes ont été interpellées mardi en Belgique, a annoncé Eurojust.
    ===
    > Onze personnes ont été interpellées mardi en Belgique, a annoncé Eurojust.
    e COERCE/arrest | interpellées | R: Onze personnes {//REB} | w: mardi = 2024-03-12 | p: Belgique BEL | by: Eurojust {EUROJUST} statement | x: terrorism
    f people-arrested | personnes | v: 11 exact | O: Onze personnes {//REB} | w: mardi = 2024-03-12 | p: Belgique BEL
    t heads | dirige | S: X {x-y/FRA/GOV} | O: DGSI {FRA.DGSI}

Each ``@zone`` line is a block of the text. ``>`` opens a sentence, as it stands in the text (once, or the n-th
time with ``>n``); its statements follow: ``e`` event, ``t`` tie, ``f`` figure. Parts: ``A`` actors, ``R``
recipients, ``S`` subject, ``O`` object or of, ``w`` text = start..end (one day alone; a side left empty is
open), ``p`` places, ``v`` value bound unit, ``st`` status, ``by`` speaker {id} channel, ``x`` contexts,
``about``. Entities are ``text {id/country/sector}``, parted by ``;``. What cannot be right is reported with
its file and line, and nothing is written.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

SLOTS = {
    "e": {"A": "actors", "R": "recipients"},
    "t": {"S": "subject", "O": "object"},
    "f": {"A": "actors", "O": "of"},
}
KINDS = {"e": "event", "t": "tie", "f": "figure"}
BOUNDS = ("exact", "min", "max", "about")
STATES = ("asserted", "planned", "hypothetical", "negated", "historical")
CHANNELS = ("statement", "report", "press", "interview", "unnamed")


def entity(text: str) -> dict[str, Any]:
    """``text {id/country/sector}``; a state's or body's country is read off its id."""
    found = re.fullmatch(r"(.+?)\s*(?:\{([^/}]*)(?:/([^/}]*))?(?:/([^/}]*))?\})?", text.strip())
    assert found
    name, id_, country, sector = (g or None for g in found.groups())
    if id_ and not country and re.match(r"[A-Z]{3}(\.|$)", id_):
        country = id_[:3]
    if id_ and not sector and re.fullmatch(r"[A-Z]{3}", id_):
        sector = "GOV"
    return {"text": name, "id": id_, "country": country, "sector": sector}


def when(text: str) -> dict[str, Any]:
    """``text = start..end``, or one day."""
    words, _, dates = text.rpartition("=")
    start, dots, end = (d.strip() or None for d in dates.strip().partition(".."))
    end = end if dots else start
    for day in (start, end):
        if day and not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
            raise ValueError(f"{day} is no date YYYY-MM-DD")
    return {"text": words.strip(), "start": start, "end": end}


def attribution(text: str) -> dict[str, Any]:
    """``speaker {id} channel``."""
    found = re.fullmatch(r"(.+?)\s*(?:\{([^}]*)\})?\s*(statement|report|press|interview|unnamed)?", text.strip())
    assert found
    speaker, id_, channel = found.groups()
    return {"speaker": speaker, "id": id_ or None, "channel": channel}


def statement(line: str, doc: str, span: list[int], quote: str) -> dict[str, Any]:
    """One statement of a line; raises ``ValueError`` for what cannot be right."""
    head, *parts = (p.strip() for p in line.split(" | "))
    kind, _, label = head.partition(" ")
    made: dict[str, Any] = {"kind": KINDS[kind], "doc": doc, "span": span, "quote": quote, "trigger": parts.pop(0)}
    if made["trigger"] not in quote:
        raise ValueError(f"« {made['trigger']} » does not stand in the sentence")
    made |= {"attribution": None, "status": "asserted"}
    if kind == "e":
        type_, _, mode = label.partition("/")
        made |= {"type": type_, "mode": mode or None, "contexts": []}
    else:
        made |= {"type": label} if kind == "t" else {"measure": label, "value": None, "bound": "exact", "unit": None}
    made |= {slot: [] for slot in SLOTS[kind].values()} | {"when": None}
    if kind != "t":
        made["where"] = []
    for part in parts:
        name, _, value = part.partition(":")
        value = value.strip()
        if name in SLOTS[kind]:
            made[SLOTS[kind][name]] = [entity(e) for e in value.split(";") if e.strip()]
        elif name == "w":
            made["when"] = when(value)
        elif name == "p" and kind != "t":
            made["where"] = [
                {"text": place.strip().rpartition(" ")[0], "country": place.strip().rpartition(" ")[2]}
                for place in value.split(";")
            ]
        elif name == "v" and kind == "f":
            number, *rest = value.split()
            made["value"] = float(number) if "." in number else int(number)
            made["bound"] = rest[0] if rest else "exact"
            made["unit"] = rest[1] if len(rest) > 1 else None
            if made["bound"] not in BOUNDS:
                raise ValueError(f"the bound {made['bound']} is none of {', '.join(BOUNDS)}")
        elif name == "st" and value in STATES:
            made["status"] = value
        elif name == "by":
            made["attribution"] = attribution(value)
        elif name == "x" and kind == "e":
            made["contexts"] = [c.strip() for c in value.split(",")]
        elif name == "about" and kind == "e":
            made["about"] = value
        else:
            raise ValueError(f"« {part} » is no part of {KINDS[kind]}")
    if kind == "f" and made["value"] is None:
        raise ValueError("a figure has a value (v: 11 exact)")
    return made


def article(path: Path) -> tuple[str, dict[str, Any], list[list[Any]], dict[str, Any]]:
    """The text, what meta.json says, the zones and the gold of one source."""
    head, body, told = (part.strip("\n") for part in re.split(r"(?m)^===\n", path.read_text("utf-8")))
    meta = dict(re.split(r":\s*", line, maxsplit=1) for line in head.splitlines() if line.strip())
    text, zones = "", []
    for block in re.split(r"(?m)^@(?=[a-z]+ )", body):
        if block.strip():
            zone, _, words = block.partition(" ")
            text += "\n" if text else ""
            zones.append([len(text), len(text) + len(words.strip()), zone])
            text += words.strip()
    doc = f"{path.stem}.txt"
    found: list[dict[str, Any]] = []
    span, quote = [0, 0], ""
    before = head.count("\n") + body.count("\n") + 4
    for number, line in enumerate(told.splitlines(), start=before):
        try:
            if opened := re.match(r">(\d*) (.+)", line):
                quote = opened[2].strip()
                starts = [m.start() for m in re.finditer(re.escape(quote), text)]
                if not starts or (len(starts) > 1 and not opened[1]):
                    raise ValueError(f"the sentence stands {len(starts)} times in the text")
                at = starts[int(opened[1] or 1) - 1]
                span = [at, at + len(quote)]
            elif line.strip():
                found.append(statement(line.strip(), doc, span, quote))
        except (ValueError, KeyError, IndexError) as error:
            raise SystemExit(f"{path}:{number}: {error}: {line[:100]}") from None
    gold = {"doc": doc, "date": meta.get("published") or None, "language": meta["language"], "statements": found}
    return text, {k: v or None for k, v in meta.items()}, zones, gold


def main() -> None:
    """Read all sources, then write the corpus."""
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    sources, folder = Path(sys.argv[1]), Path(sys.argv[2])
    made = {path.stem: article(path) for path in sorted(sources.glob("*.gold"))}
    for name in ("articles", "gold"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for stem, (text, _, _, gold) in made.items():
        (folder / "articles" / f"{stem}.txt").write_text(text, "utf-8")
        (folder / "gold" / f"{stem}.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for name, place in (("meta", 1), ("zones", 2)):
        table = {f"{stem}.txt": parts[place] for stem, parts in made.items()}
        (folder / f"{name}.json").write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{len(made)} articles, {sum(len(parts[3]['statements']) for parts in made.values())} statements")


if __name__ == "__main__":
    main()
