"""Each stage runs alone and reads what the one before wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_read_writes_one_article_a_line(run: Any, mixed_press: Path, here: Path) -> None:
    result = run("read", mixed_press, "--meta", "meta.json", "--out", "articles.jsonl")
    assert result.exit_code == 0, result.output
    articles = lines(here / "articles.jsonl")
    assert [a["doc"] for a in articles] == [
        "fanal.txt", "harbour.txt", "khabar.txt", "passerelle.txt", "vigie.txt",
    ]  # fmt: skip
    for article in articles:
        assert set(article) == {"doc", "text", "zones", "outlet", "url", "published", "language"}
        for start, end, zone, why in article["zones"]:
            assert article["text"][start:end]
            assert zone
            assert isinstance(why, str)
    assert articles[0]["outlet"] == "le-fanal"
    assert articles[0]["text"] == (mixed_press / "fanal.txt").read_text(encoding="utf-8")
    assert [a["language"] for a in articles] == ["fr", "en", "ar", "fr", "fr"]


def test_read_to_the_screen(run: Any, press: Path) -> None:
    result = run("read", press / "fanal.txt", "--out", "-")
    assert json.loads(result.stdout)["doc"] == "fanal.txt"


def test_code_takes_a_folder_or_the_articles_that_read_wrote(run: Any, mixed_press: Path, here: Path) -> None:
    run("read", mixed_press, "--meta", "meta.json", "--out", "articles.jsonl")
    one = run("code", "articles.jsonl", "--out", "one")
    two = run("code", mixed_press, "--meta", "meta.json", "--out", "two")
    assert (one.exit_code, two.exit_code) == (0, 0), one.output + two.output
    names = sorted(p.name for p in (here / "one").iterdir())
    assert names == ["fanal.json", "passerelle.json", "vigie.json"]
    for name in names:
        assert (here / "one" / name).read_text() == (here / "two" / name).read_text()
    coded = json.loads((here / "one" / "fanal.json").read_text(encoding="utf-8"))
    assert (coded["doc"], coded["date"], coded["language"]) == ("fanal.txt", "2021-03-10", "fr")
    said = [s for s in coded["statements"] if s["kind"] == "event" and s.get("mode") == "dismantle"]
    text = (mixed_press / "fanal.txt").read_text(encoding="utf-8")
    assert any("a démantelé" in text[slice(*s["span"])] for s in said)


def test_languages_not_coded_yet_are_said_and_are_no_failure(run: Any, mixed_press: Path, here: Path) -> None:
    result = run("code", mixed_press, "--meta", "meta.json", "--out", "coded")
    assert result.exit_code == 0
    said = [line for line in result.stderr.splitlines() if "not coded yet" in line]
    assert len(said) == 2
    assert any("harbour.txt" in line for line in said)
    assert any("khabar.txt" in line for line in said)


def test_two_documents_of_one_stem_keep_a_file_each(run: Any, press: Path, page: Path, here: Path) -> None:
    result = run("code", press, page, "--out", "coded")
    docs = {p.name: json.loads(p.read_text())["doc"] for p in (here / "coded").iterdir()}
    assert docs == {
        "fanal.json": "fanal.txt",
        "fanal.html.json": "fanal.html",
        "passerelle.json": "passerelle.txt",
        "vigie.json": "vigie.txt",
    }
    assert "fanal.html: fanal.json is another document's" in result.stderr


def test_a_later_run_does_not_overwrite_another_document_of_the_same_stem(
    run: Any, press: Path, page: Path, here: Path
) -> None:
    run("code", press / "fanal.txt", "--out", "coded")
    before = (here / "coded" / "fanal.json").read_text()
    run("code", page, "--out", "coded")
    assert (here / "coded" / "fanal.json").read_text() == before
    assert json.loads((here / "coded" / "fanal.html.json").read_text())["doc"] == "fanal.html"


def test_articles_of_one_name_in_two_folders_are_both_coded(run: Any, press: Path, here: Path) -> None:
    (press / "other").mkdir()
    (press / "other" / "fanal.txt").write_text("Le Maroc et l'Espagne ont signé un accord à Madrid.\n")
    run("code", press, "--out", "coded")
    docs = [json.loads(p.read_text())["doc"] for p in (here / "coded").iterdir()]
    assert len(docs) == len(set(docs)) == 4


def test_articles_read_apart_keep_names_apart(run: Any, press: Path, here: Path) -> None:
    (press / "other").mkdir()
    (press / "other" / "fanal.txt").write_text("Le Maroc et l'Espagne ont signé un accord à Madrid.\n")
    run("read", press / "fanal.txt", "--out", "one.jsonl")
    run("read", press / "other", "--out", "two.jsonl")
    run("read", "one.jsonl", "two.jsonl", "one.jsonl", "--out", "all.jsonl")
    articles = lines(here / "all.jsonl")
    assert [a["doc"] for a in articles] == ["fanal.txt", "fanal~2.txt"]
    assert [len(a["text"]) for a in articles] == [
        len(a["text"]) for a in lines(here / "one.jsonl") + lines(here / "two.jsonl")
    ]


def test_resume_codes_only_what_is_missing(run: Any, press: Path, here: Path) -> None:
    run("code", press, "--out", "coded")
    marked = here / "coded" / "fanal.json"
    marked.write_text('{"doc": "fanal.txt", "statements": []}')
    (here / "coded" / "vigie.json").unlink()
    run("code", press, "--out", "coded", "--resume")
    assert marked.read_text() == '{"doc": "fanal.txt", "statements": []}'
    assert (here / "coded" / "vigie.json").exists()


def test_join_makes_accounts_of_coded_documents(run: Any, press: Path, here: Path) -> None:
    run("read", press, "--meta", "meta.json", "--out", "articles.jsonl")
    run("code", "articles.jsonl", "--out", "coded")
    result = run("join", "coded", "--articles", "articles.jsonl", "--out", "coded/accounts.json")
    assert result.exit_code == 0, result.output
    accounts = json.loads((here / "coded" / "accounts.json").read_text())
    counts = {
        p.stem: len(json.loads(p.read_text())["statements"]) for p in (here / "coded").glob("[!a]*.json")
    }
    joined = [tuple(ref) for account in accounts for ref in account["statements"]]
    # Every statement stands in exactly one account.
    assert sorted(joined) == [(f"{doc}.txt", n) for doc in sorted(counts) for n in range(counts[doc])]
    for account in accounts:
        assert {"statements", "origins", "copies", "disagreements", "grade", "why"} <= set(account)
        assert all({"origin", "docs"} <= set(origin) for origin in account["origins"])
    # Once more, with its own output in the folder: nothing to complain about.
    again = run("join", "coded", "--articles", press, "--meta", "meta.json", "--out", "coded/accounts.json")
    assert (again.exit_code, again.stderr) == (0, "")
    assert json.loads((here / "coded" / "accounts.json").read_text()) == accounts


def test_join_passes_over_what_a_gold_file_has_besides(run: Any, here: Path) -> None:
    (here / "gold").mkdir()
    said = {
        "kind": "event", "doc": "a.txt", "span": [0, 9], "quote": "la visite", "trigger": "visite",
        "attribution": None, "status": "asserted", "type": "CONSULT", "mode": "visit", "contexts": [],
        "actors": [{"text": "X", "id": "MAR", "country": "MAR", "sector": None}], "recipients": [],
        "when": None, "where": [], "coder": "A. B.",
    }  # fmt: skip
    document = {"doc": "a.txt", "date": None, "language": "fr", "statements": [said], "notes": "checked"}
    (here / "gold" / "a.json").write_text(json.dumps(document))
    assert run("join", "gold", "--out", "accounts.json").exit_code == 0
    accounts = json.loads((here / "accounts.json").read_text())
    assert [account["statements"] for account in accounts] == [[["a.txt", 0]]]


def test_join_says_where_articles_and_coded_documents_have_nothing_in_common(
    run: Any, press: Path, here: Path
) -> None:
    run("code", press / "fanal.txt", "--out", "coded")
    result = run("join", "coded", "--articles", press / "vigie.txt", "--out", "accounts.json")
    assert result.exit_code == 1
    assert "none of the articles is coded" in result.stderr


def test_show_gives_the_quotes_of_an_account_and_of_an_article(run: Any, press: Path, here: Path) -> None:
    run("code", press, "--meta", "meta.json", "--out", "coded")
    run("join", "coded", "--articles", press, "--out", "accounts.json")
    accounts = json.loads((here / "accounts.json").read_text())
    account = next(a for a in accounts if ["fanal.txt", 0] in a["statements"])
    shown = run("show", account["id"], "accounts.json", "coded", press)
    assert shown.exit_code == 0, shown.output
    start, end = json.loads((here / "coded" / "fanal.json").read_text())["statements"][0]["span"]
    quote = (press / "fanal.txt").read_text(encoding="utf-8")[start:end]
    assert f"« {' '.join(quote.split())} »" in shown.stdout
    assert account["why"] in shown.stdout
    of_article = run("show", "fanal", "accounts.json", "coded", press)
    assert account["id"] in of_article.stdout
    assert " ".join(quote.split()) in of_article.stdout


def test_show_of_an_unknown_id_offers_what_is_like_it(run: Any, press: Path) -> None:
    result = run("show", "fanale.txt", press)
    assert result.exit_code == 1
    assert "there is fanal.txt" in result.stderr


def test_schema_prints_a_valid_schema(run: Any) -> None:
    schema = json.loads(run("schema").stdout)
    Draft202012Validator.check_schema(schema)
    assert {"Article", "Coded", "Account", "Ledger"} <= set(schema["$defs"])
