"""Review: what is coded is accepted, put right or refused, and taken back; what comes of it as gold."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import pytest
from browse import Seen, look
from starlette.testclient import TestClient

from recoupe.model import coded_from_json


def gold(client: TestClient) -> list[object]:
    archive = zipfile.ZipFile(io.BytesIO(client.get("/review/gold.zip").content))
    return [one for name in archive.namelist() for one in coded_from_json(archive.read(name)).statements]


def test_the_doubtful_comes_first(client: TestClient) -> None:
    page = look(client, "/review")
    assert "sources disagree" in page.tree.xpath("//ol[@class='queue']/li")[0].text_content()
    assert "démantelé" in page.text


def test_what_is_accepted_is_gold_and_leaves_the_queue(client: TestClient) -> None:
    first = look(client, "/review")
    before = len(first.tree.xpath("//ol[@class='queue']/li"))
    first.send("Accepta")  # with its key
    assert len(gold(client)) == 1
    assert len(look(client, "/review").tree.xpath("//ol[@class='queue']/li")) == before - 1


def test_several_at_once(client: TestClient) -> None:
    page = look(client, "/review")
    keys = page.tree.xpath("//input[@name='pick']/@value")
    page.send("Accept the chosen", pick=keys)
    assert len(gold(client)) == len(keys)
    assert "Nothing is left" in look(client, "/review").text


def fixed(client: TestClient, **fields: Any) -> Seen:
    page = look(client, "/review/1-0")
    return page.send("Keep the correction", **fields)


def test_a_correction_is_gold_and_sets_the_old_value_aside(client: TestClient) -> None:
    fixed(
        client,
        what="COERCE/arrest",
        **{"actors-text": ["la police", ""], "actors-is": ["DGSN", ""]},
        when="lundi 8 mars 2021",
        why="read it",
    )
    (one,) = gold(client)
    assert (one.mode, one.actors[0].id, one.when.start) == ("arrest", "MAR.DGSN", "2021-03-08")  # type: ignore[attr-defined]
    account = look(client, "/at/1/0")
    assert account.tree.xpath("//s")
    assert "read it" in account.text


def test_a_refusal_is_no_gold_and_is_undone(client: TestClient) -> None:
    look(client, "/review/1-0").send("Refuse", why="a joke")
    assert gold(client) == []
    assert look(client, "/at/1/0").tree.xpath("//s")
    look(client, "/review").send("Undo")
    assert not look(client, "/at/1/0").tree.xpath("//s")


@pytest.mark.parametrize(
    "fields", [{"value": "many"}, {"what": "NOTHING"}, {"status": "perhaps"}, {"bound": "sort of"}]
)
def test_a_correction_that_does_not_hold_together_is_said(client: TestClient, fields: dict[str, str]) -> None:
    key = "1-1" if {"value", "bound"} & fields.keys() else "1-0"
    assert look(client, f"/review/{key}").send("Keep the correction", **fields).status == 422
    assert gold(client) == []


def test_what_reviews_say_of_the_lexicon(client: TestClient) -> None:
    fixed(client, what="COERCE/arrest")
    rows = list(csv.DictReader(io.StringIO(client.get("/review/lexicon.csv").text.lstrip("\ufeff"))))
    assert rows[0]["trigger"] == "démantelé"
    assert rows[0]["meant"] == "COERCE/arrest (1)"


def test_a_statement_that_is_not_there(client: TestClient) -> None:
    for key in ("1-99", "99-0", "x", "1", "1-x"):
        look(client, f"/review/{key}", status=404)


def test_whoever_nobody_knows_is_said(client: TestClient) -> None:
    refused = fixed(client, **{"actors-text": "les gendarmes", "actors-is": "The Gendarmes of Nowhere"})
    assert refused.status == 422
    assert "nobody is known by this name" in refused.text
    assert gold(client) == []


@pytest.mark.parametrize(
    ("who", "identity"),
    [("DGSN", "MAR.DGSN"), ("Direction générale de la sûreté nationale", "MAR.DGSN"), ("Spain", "ESP"),
     ("l'Espagne", "ESP"), ("MAR.BCIJ", "MAR.BCIJ"), ("", None)],
)  # fmt: skip
def test_who_is_who_is_told_by_name(client: TestClient, who: str, identity: str | None) -> None:
    fixed(client, **{"actors-text": "ceux-là", "actors-is": who})
    (one,) = gold(client)
    assert one.actors[0].id == identity  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("words", "value", "bound"),
    [
        ("12", 12, "exact"),
        ("une vingtaine", 20, "about"),
        ("au moins sept", 7, "min"),
        ("at least 9", 9, "min"),
    ],
)
def test_a_count_is_put_in_as_the_article_has_it(
    client: TestClient, words: str, value: int, bound: str
) -> None:
    look(client, "/review/1-1").send("Keep the correction", value=words)
    (one,) = gold(client)
    assert (one.value, one.bound) == (value, bound)  # type: ignore[attr-defined]


def test_the_queue_is_narrowed_as_the_chronology_is(client: TestClient) -> None:
    page = look(client, "/").follow("Review these")
    everything = len(page.tree.xpath("//ol[@class='queue']/li"))
    page = page.follow("where sources disagree")
    some = len(page.tree.xpath("//ol[@class='queue']/li"))
    assert 0 < some < everything
    after = page.send("Accepta")
    assert "disputed=any" in after.url  # on in the same queue
    assert len(after.tree.xpath("//ol[@class='queue']/li")) == some - 1
    assert "disputed=any" in after.send("Undo").url
