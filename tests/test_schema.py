"""Every record that the pipeline makes of the demo corpus is as docs/reference/schema.json says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from recoupe.model import Article, Coded, Dropped, article_from_json, coded_from_json, to_json

ROOT = Path(__file__).parent.parent
PRESS = ROOT / "examples" / "press"


@pytest.fixture(scope="session")
def schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((ROOT / "docs" / "reference" / "schema.json").read_text("utf-8"))
    return loaded


@pytest.fixture(scope="session")
def records() -> dict[str, list[Any]]:
    """What the stages make of the demo corpus, by the name of the record."""
    from recoupe.code import code
    from recoupe.join import join, ledgers
    from recoupe.read import load_meta, read

    read_in = list(read([PRESS], load_meta(PRESS / "meta.json")))
    articles = [item for item in read_in if isinstance(item, Article)]
    said = list(code(articles))
    coded = [item for item in said if isinstance(item, Coded)]
    accounts = join(coded, articles)
    return {
        "Article": articles,
        "Coded": coded,
        "Account": accounts,
        "Ledger": ledgers(accounts, coded),
        "Dropped": [item for item in read_in + said if isinstance(item, Dropped)],
    }


@pytest.mark.parametrize("name", ["Article", "Coded", "Account", "Ledger"])
def test_every_record_is_as_the_schema_says(
    name: str, records: dict[str, list[Any]], schema: dict[str, Any]
) -> None:
    assert records[name], f"the demo corpus makes no {name}"
    validator = Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]})
    for record in records[name]:
        faults = [
            f"{error.json_path}: {error.message}"
            for error in validator.iter_errors(json.loads(to_json(record)))
        ]
        assert not faults, faults[:3]


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("Coded", {"statements": []}),
        ("Coded", {"doc": "a.txt", "statements": [{"kind": "rumour"}]}),
        ("Coded", {"doc": "a.txt", "date": "9 mars 2021"}),
        ("Article", {"doc": "a.txt", "text": "x", "zones": [[0, 1, "margin", ""]]}),
        ("Account", {"id": "e1", "kind": "event", "type": "AID", "statements": [], "grade": 7}),
    ],
)
def test_the_schema_refuses_what_is_no_record(
    name: str, broken: dict[str, Any], schema: dict[str, Any]
) -> None:
    validator = Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]})
    assert not validator.is_valid(broken)


def test_records_come_back_from_json_as_they_went(records: dict[str, list[Any]]) -> None:
    assert [article_from_json(to_json(article)) for article in records["Article"]] == records["Article"]
    assert [coded_from_json(to_json(coded)) for coded in records["Coded"]] == records["Coded"]


def test_every_quote_is_in_its_article(records: dict[str, list[Any]]) -> None:
    texts = {article.doc: article.text for article in records["Article"]}
    for coded in records["Coded"]:
        for said in coded.statements:
            start, end = said.span
            assert 0 <= start < end <= len(texts[coded.doc])
            assert said.trigger in texts[coded.doc], (coded.doc, said.trigger)


def test_every_statement_stands_in_one_account(records: dict[str, list[Any]]) -> None:
    joined = [ref for account in records["Account"] for ref in account.statements]
    stated = [(c.doc, n) for c in records["Coded"] for n in range(len(c.statements))]
    assert sorted(joined) == sorted(stated)


def test_every_article_is_coded_or_said_to_be_dropped(records: dict[str, list[Any]]) -> None:
    files = {path.name for path in PRESS.iterdir() if path.suffix in {".txt", ".html"}}
    told = {coded.doc for coded in records["Coded"]} | {dropped.doc for dropped in records["Dropped"]}
    assert files <= told
    assert all(dropped.reason for dropped in records["Dropped"])
