"""The gold standard is sound: what it quotes stands where it says, and its accounts name what there is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

PRESS = Path(__file__).parents[2] / "eval" / "press"
CORPORA = sorted(gold.parent.name for gold in PRESS.glob("*/gold"))
JOINED = sorted(accounts.parent.name for accounts in PRESS.glob("*/accounts.json"))


def gold(corpus: str) -> dict[str, list[dict]]:
    files = sorted((PRESS / corpus / "gold").glob("*.json"))
    return {said["doc"]: said["statements"] for said in (json.loads(f.read_text("utf-8")) for f in files)}


def texts(corpus: str) -> dict[str, str]:
    return {f.name: f.read_bytes().decode() for f in sorted((PRESS / corpus / "articles").iterdir())}


@pytest.mark.parametrize("corpus", CORPORA)
def test_every_article_is_coded_and_described(corpus: str) -> None:
    meta = json.loads((PRESS / corpus / "meta.json").read_text("utf-8"))
    assert set(texts(corpus)) == set(gold(corpus)) == set(meta)


@pytest.mark.parametrize("corpus", CORPORA)
def test_quotes_stand_where_their_spans_say(corpus: str) -> None:
    written = texts(corpus)
    astray = [
        (doc, n)
        for doc, statements in gold(corpus).items()
        for n, said in enumerate(statements)
        if written[doc][slice(*said["span"])] != said["quote"] or said["trigger"] not in said["quote"]
    ]
    assert not astray


@pytest.mark.parametrize("corpus", CORPORA)
def test_zones_cover_all_that_is_written(corpus: str) -> None:
    zones = json.loads((PRESS / corpus / "zones.json").read_text("utf-8"))
    for doc, text in texts(corpus).items():
        inside = {at for start, end, _ in zones[doc] for at in range(start, end)}
        assert not [at for at, char in enumerate(text) if not char.isspace() and at not in inside], doc


@pytest.mark.parametrize("corpus", JOINED)
def test_accounts_are_made_of_statements_there_are(corpus: str) -> None:
    known = gold(corpus)
    for account in json.loads((PRESS / corpus / "accounts.json").read_text("utf-8")):
        assert all(0 <= n < len(known[doc]) for doc, n in account["statements"]), account["id"]
        docs = {doc for doc, _ in account["statements"]}
        assert {doc for origin in account["origins"] for doc in origin["docs"]} <= docs, account["id"]
