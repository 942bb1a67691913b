#!/usr/bin/env python3
"""Who is masked in an export: private persons shown, holders of office masked, other words masked.

    eval/persons.py [--coded FOLDER]      # the table, and every error

``eval/persons/texts.txt``, ``later.txt`` and ``november.txt`` are texts of our own with every person marked;
``press.tsv`` lists the persons of the press corpora that are not held out. Each article is coded as the
command line would (or its statements are taken from FOLDER/corpus), and made into one record that holds its
whole text as a note: so every mention counts, not only those in quotes. Part of `make eval`.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from recoupe.model import Article, Coded

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "tools")]

TEXTS = HERE / "persons"
PRESS = HERE / "persons" / "press.tsv"
OWN = ("texts", "later", "november")
_SIGNS = {"-": "private", "+": "office", "?": "aside"}
_MARKED = re.compile(r"\{([-+?])([^}]*)\}")
_PSEUDONYM = re.compile(r"Person-[A-Z2-7]{10}")
_WORD = re.compile(r"[^\W\d_]{3,}")
_PARTICLES = r"(?:(?:al|el|ben|bin|ould|ag|de|di|van|von|la|le|der)[ \u00a0-])*"

# Who is who: private, office or aside → names.
Who = dict[str, tuple[str, ...]]


class Found(NamedTuple):
    """What was right and wrong."""

    private: tuple[str, ...] = ()  # persons
    shown: tuple[str, ...] = ()  # of them
    office: tuple[str, ...] = ()  # mentions
    masked: tuple[str, ...] = ()  # of them
    others: tuple[str, ...] = ()  # masked, and no person's name


def own(name: str) -> Iterator[tuple[str, str, Who]]:
    """Our own texts: the name of each, its text without the marks, and who is who in it."""
    lines = [
        line for line in (TEXTS / f"{name}.txt").read_text("utf-8").splitlines() if not line.startswith("#")
    ]
    for number, raw in enumerate("\n".join(lines).strip().split("\n\n"), 1):
        who: dict[str, dict[str, None]] = {kind: {} for kind in _SIGNS.values()}
        for sign, name in _MARKED.findall(raw):
            who[_SIGNS[sign]][name] = None
        yield f"{number:02}.txt", _MARKED.sub(r"\2", raw), {k: tuple(names) for k, names in who.items()}


def press(corpus: str) -> Who:
    """Who is who in a press corpus."""
    with PRESS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["corpus"] == corpus]
    return {kind: tuple(row["name"] for row in rows if row["who"] == kind) for kind in _SIGNS.values()}


def corpora() -> list[str]:
    """The press corpora whose persons are listed."""
    with PRESS.open(encoding="utf-8", newline="") as file:
        return sorted({row["corpus"] for row in csv.DictReader(file, delimiter="\t")})


def mentions(text: str, name: str) -> list[tuple[int, int]]:
    """Where a name stands in a text, whole or by its last part."""
    *before, last = re.split(r"[ \u00a0]+", name)
    first = "|".join(map(re.escape, before)) or "(?!)"
    return [
        match.span()
        for match in re.finditer(
            rf"(?<!\w)(?:(?:{first})[ \u00a0]+{_PARTICLES})*{re.escape(last)}(?!\w)", text
        )
    ]


def hidden(before: str, after: str) -> list[tuple[int, int]]:
    """The stretches of a text in whose place pseudonyms stand."""
    pattern = "(.+?)".join(map(re.escape, _PSEUDONYM.split(after)))
    match = re.fullmatch(pattern, before, re.S)
    assert match is not None, "the export changed more than names"
    return [match.span(n) for n in range(1, len(match.groups()) + 1)]


def exported(article: Article, coded: Coded) -> tuple[str, str, str]:
    """An article's text, the same as an export shows it, and the whole record as JSON."""
    from msgspec.structs import replace

    from recoupe.model import Account, to_json
    from recoupe.share.export.masking import Mask
    from recoupe.share.export.people import Surnames, parts_of
    from recoupe.share.export.records import Sources, record
    from recoupe.share.handling import press as clear

    said, sources, articles = coded.statements, Sources(), {article.doc: article}
    refs = tuple((article.doc, n) for n in range(len(said)))
    account = Account(id="A-a", kind="event", type="COERCE", statements=refs)
    made = record(account, dict(zip(refs, said, strict=True)), articles, sources, clear())
    text = "\n".join(parts_of(article))
    made = replace(made, articles=(sources.of(article),), note=text)
    out = Mask(Surnames(map(to_json, said))).record(made, articles)
    return text, out.noted, to_json(out).replace(to_json(article.doc), "")


def look(article: Article, coded: Coded, who: Who) -> Found:
    """What is right and wrong in one article."""
    from recoupe.resolve.fold import fold

    def words(text: str) -> set[str]:
        return set(_WORD.findall(fold(text)))

    text, after, record = exported(article, coded)
    spans = hidden(text, after)
    places = {kind: {at: n for n in names for at in mentions(text, n)} for kind, names in who.items()}
    private = tuple(dict.fromkeys(places["private"].values()))
    # What another may be called as well, or what is also an everyday word, tells nothing.
    free = {w for n in (*who["office"], *who["aside"]) for w in words(n)}
    free |= {w for w in map(fold, _WORD.findall(text)) if w in set(_WORD.findall(text))}
    told = words(record) - free
    office = [at for at in _apart(places["office"]) if not _meets(at, list(places["private"]))]
    known = [at for kind in places.values() for at in kind]
    return Found(
        private,
        tuple(name for name in private if words(name) & told),
        tuple(text[a:b] for a, b in office),
        tuple(text[a:b] for a, b in office if _meets((a, b), spans)),
        tuple(text[a:b] for a, b in spans if not _meets((a, b), known)),
    )


def _apart(spans: dict[tuple[int, int], str]) -> list[tuple[int, int]]:
    """The stretches without those that lie in a longer one."""
    return [(a, b) for a, b in spans if not any(c <= a and b <= d and (a, b) != (c, d) for c, d in spans)]


def _meets(at: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    return any(a < at[1] and at[0] < b for a, b in spans)


def measured(name: str, folder: Path | None) -> Iterator[tuple[str, Found]]:
    """Each French article of a corpus, or each of our own texts, with what is right and wrong."""
    from recoupe.code import code
    from recoupe.model import Article, Coded, Zone, coded_from_json, stem
    from recoupe.read import read

    who: dict[str, Who] = {}
    articles: list[Article] = []
    if name in OWN:
        for doc, text, who[doc] in own(name):
            end = text.index("\n")
            zones = (Zone(0, end, "title"), Zone(end + 1, len(text), "body"))
            articles.append(Article(doc, text, zones, "essai", None, "2024-05-06", "fr"))
    else:
        place = HERE / "press" / name
        meta = json.loads((place / "meta.json").read_text("utf-8"))
        articles = [item for item in read([place / "articles"], meta) if isinstance(item, Article)]
        articles = [one for one in articles if one.language == "fr"]
        who = dict.fromkeys((one.doc for one in articles), press(name))
    if folder and name not in OWN:
        files = {one.doc: folder / name / f"{stem(one.doc)}.json" for one in articles}
        said = {doc: coded_from_json(file.read_bytes()) for doc, file in files.items() if file.exists()}
    else:
        said = {one.doc: one for one in code(articles) if isinstance(one, Coded)}
    for one in articles:
        yield one.doc, look(one, said.get(one.doc, Coded(one.doc)), who[one.doc])


def table(folder: Path | None = None, *, errors: bool = False) -> str:
    """Persons and mentions, corpus by corpus; with ``errors`` the texts and names too."""
    lines = ["        private persons  shown  mentions in office  masked  other words masked"]
    named = []
    for name in (*OWN, *corpora()):
        every = list(measured(name, folder))
        private, shown, office, masked, others = (
            sum(len(found[column]) for _, found in every) for column in range(5)
        )
        lines.append(f"{name:8}{private:15}{shown:7}{office:20}{masked:8}{others:20}")
        for doc, found in every:
            if wrong := [
                f"{word}: {', '.join(names)}"
                for word, names in (("shown", found.shown), ("masked", found.masked), ("other", found.others))
                if names
            ]:
                named.append(f"{name} {doc}: {'; '.join(wrong)}")
    return "\n".join(lines + (["", *named] if errors else []))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Who is masked in an export, and who is not.")
    parser.add_argument("--coded", type=Path, metavar="FOLDER", help="statements, one folder a corpus")
    print(table(parser.parse_args().coded, errors=True))
