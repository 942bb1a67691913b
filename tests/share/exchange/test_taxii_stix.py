"""What a tool that knows only STIX and TAXII gets from a node: all that the STIX export gives, kept up."""

from __future__ import annotations

import json
import re

import msgspec
import pytest
import stix2
from click.testing import CliRunner
from exchange_press import article, befriend, key
from stix2validator import ValidationOptions, validate_instance
from taxii2client.v21 import as_pages
from taxii_press import Served
from test_sync import judged

from recoupe.model import Entity
from recoupe.share.exchange.desk import recall
from recoupe.share.exchange.holders import status
from recoupe.share.exchange.marks import set_marking
from recoupe.share.exchange.nodes import find, own_card
from recoupe.share.exchange.taxii import Server as Taxii


def graph(served: Served) -> dict[str, dict]:
    """Every object of the collection, by its id."""
    pages = as_pages(served.collection("stix").get_objects, per_request=4)
    return {one["id"]: one for page in pages for one in page.get("objects", [])}


def said(made: dict) -> dict:
    """What an object says, whenever it was made."""
    return {name: value for name, value in made.items() if name not in ("created", "modified")}


def exported(served: Served, tmp_path) -> dict[str, dict]:
    """The objects of a STIX export for the same partner."""
    from recoupe.cli import recoupe

    out, library = tmp_path / "bundle.json", str(served.north.path)
    words = ["export", "--library", library, "--format", "stix", "--to", "south", "--out", str(out)]
    done = CliRunner().invoke(recoupe, words)
    assert done.exit_code == 0, done.output
    return {one["id"]: one for one in json.loads(out.read_text("utf-8"))["objects"]}


def test_it_has_all_that_the_export_has(served: Served, tmp_path) -> None:
    number = judged(served.north)
    to = (own_card(served.south).node,)
    set_marking(served.north, number, level=None, to=to, expires=None, why="", by="I")
    here, there = graph(served), exported(served, tmp_path)
    assert {id: said(one) for id, one in here.items()} == {id: said(one) for id, one in there.items()}
    assert {one["type"] for one in here.values()} >= {
        "incident", "report", "sighting", "identity", "relationship", "note", "opinion", "marking-definition",
        "extension-definition",
    }  # fmt: skip


def test_every_object_is_valid_and_parsed_without_custom_content(served: Served) -> None:
    judged(served.north)
    for one in graph(served).values():
        checked = validate_instance(one, ValidationOptions(version="2.1", strict=True))
        assert checked.is_valid, checked.errors
        stix2.parse(one, allow_custom=False)


def test_a_judgement_that_was_not_released_is_in_none_of_it(served: Served) -> None:
    judged(served.north)
    told = json.dumps(list(graph(served).values()))
    assert "I was there" not in told and "opinion" not in told


def test_asked_again_nothing_has_changed(served: Served) -> None:
    first = graph(served)
    found = served.collection("stix")
    rows = found.get_manifest(limit=1000)["objects"]
    assert {row["id"]: row["version"] for row in rows} == {
        id: one.get("modified", one["created"]) for id, one in first.items()
    }
    assert found.get_objects(added_after=rows[-1]["date_added"]) == {}
    assert graph(served) == first


def test_what_came_since_comes_alone_and_what_changed_in_a_later_version(served: Served) -> None:
    before = graph(served)
    found = served.collection("stix")
    last = found.get_manifest(limit=1000)["objects"][-1]["date_added"]
    served.north.add(
        *article("encore.txt", "Une cellule a été démantelée mardi à Khouribga par le BCIJ. Autre.")
    )
    news = found.get_objects(added_after=last, limit=1000)["objects"]
    assert {one["type"] for one in news} >= {"incident", "report", "sighting"}
    assert any(one["id"] not in before for one in news)
    assert not any(one["type"] == "marking-definition" for one in news)
    for one in news:
        if old := before.get(one["id"]):
            assert one["created"] == old["created"] and one["modified"] > old["modified"]
            assert said(one) != said(old)


def test_pages_hold_everything_once_as_objects_and_as_a_list(served: Served) -> None:
    found = served.collection("stix")
    whole = [one["id"] for one in found.get_objects(limit=1000)["objects"]]
    for ask in (found.get_objects, found.get_manifest):
        paged = [one["id"] for page in as_pages(ask, per_request=3) for one in page["objects"]]
        assert paged == whole and len(set(whole)) == len(whole)


def test_what_an_object_refers_to_was_told_before_it_or_with_it(served: Served) -> None:
    every = graph(served)
    for one in every.values():
        refs = [value for name, value in one.items() if name.endswith("_ref")]
        refs += [id for name, value in one.items() if name.endswith("_refs") for id in value]
        assert set(refs) <= every.keys()


def test_a_recall_reaches_it_as_a_revocation_and_status_tells(served: Served) -> None:
    before = graph(served)
    id, holders = recall(served.north, key(served.north), "cap.txt", "a hoax")
    assert holders == ["south"]
    assert status(served.north, id).holders[0].stix == "earlier"
    after = graph(served)
    gone = {id for id, one in after.items() if one.get("revoked")}
    assert {before[id]["type"] for id in gone} >= {"report", "sighting"}
    assert "Lisbonne" in json.dumps(list(before.values()))
    assert "Lisbonne" not in json.dumps(list(after.values()))
    for one in after.values():
        assert validate_instance(one, ValidationOptions(version="2.1")).is_valid
    assert status(served.north, id).holders[0].stix == "present"
    assert graph(served) == after


def test_an_account_and_a_judgement_that_were_recalled_leave_it(served: Served) -> None:
    from recoupe.share.exchange.desk import pack

    north = served.north
    number = judged(north)
    to = (own_card(served.south).node,)
    set_marking(north, number, level=None, to=to, expires=None, why="", by="I")
    pack(north, key(north), find(north, "south"), north.path.with_name("a.pack"))
    assert "I was there" in json.dumps(list(graph(served).values()))
    recall(north, key(north), number, "I was not")
    told = graph(served)
    assert "I was there" not in json.dumps(list(told.values()))
    (account,) = [one for one in told.values() if one["type"] == "incident" and not one.get("revoked")][:1]
    id = next(iter(account["extensions"].values()))["account"]
    recall(north, key(north), id, "it never was")
    assert graph(served)[account["id"]]["revoked"]


@pytest.mark.parametrize("between", [False, True])
def test_a_tightened_marking_closes_the_door_also_between_two_pages(served: Served, between: bool) -> None:
    found = served.collection("stix")
    first = found.get_objects(limit=2)
    for doc in ("cap.txt", "fanal.txt"):
        set_marking(served.north, doc, level="RED", to=(), expires=None, why="", by="I")
    rest = found.get_objects(limit=1000, **({"next": first["next"]} if between else {}))
    assert not {"report", "incident", "sighting"} & {one["type"] for one in rest.get("objects", [])}
    assert "Lisbonne" not in json.dumps(rest) and "Khouribga" not in json.dumps(rest)


def test_what_was_revoked_stays_so_and_comes_back_under_another_id(served: Served) -> None:
    before = graph(served)
    node = own_card(served.south).node
    set_marking(served.north, "cap.txt", level="RED", to=(), expires=None, why="", by="I")
    between = graph(served)
    set_marking(served.north, "cap.txt", level="GREEN", to=(node,), expires=None, why="", by="I")
    after = graph(served)
    gone = {id for id, one in after.items() if one.get("revoked")}
    assert gone and gone <= before.keys() | between.keys()
    alive = [one for one in after.values() if not one.get("revoked")]
    assert "Lisbonne" in json.dumps(alive)
    assert not any(id in json.dumps(alive) for id in gone), "it refers to what was revoked"


def test_a_private_person_has_one_pseudonym_for_good_and_each_partner_another(served: Served, node) -> None:
    north, west = served.north, node("west")
    befriend(north, west)

    def add(doc: str, day: str) -> None:
        own, coded = article(doc, f"Karim Dupontel a été arrêté mardi à Fès, dit {doc}. Suite.", day)
        actor = Entity("Karim Dupontel", "karim-dupontel")
        whole = msgspec.structs.replace(coded.statements[0], actors=(actor,))
        north.add(own, msgspec.structs.replace(coded, statements=(whole,)))

    def pseudonyms(told: str) -> set[str]:
        assert "Dupontel" not in told
        return set(re.findall(r"Person-\w+", told))

    add("un.txt", "2021-03-10")
    first = pseudonyms(json.dumps(list(graph(served).values())))
    assert len(first) == 1
    add("deux.txt", "2021-05-10")
    assert pseudonyms(json.dumps(list(graph(served).values()))) == first
    from recoupe.share.exchange.graph import page

    found, _ = page(north, key(north), find(north, "west"), limit=1000)
    assert pseudonyms(" ".join(one.body for one in found)).isdisjoint(first)


def test_it_is_read_only(served: Served) -> None:
    found = served.collection("stix")
    assert found.can_read and not found.can_write
    code, _, told = served.ask(f"/api/collections/{found.id}/objects/", b'{"objects": []}')
    assert code == 403 and "read only" in told["title"]


def test_reading_is_logged_and_the_collection_is_nobody_else_s(served: Served, node) -> None:
    from starlette.testclient import TestClient

    from recoupe.share.exchange.nodes import token
    from recoupe.store.audit import entries

    graph(served)
    assert any("objects of STIX" in one.detail for one in entries(served.north, "south"))
    befriend(served.north, node("west"))
    secret = token(served.north, find(served.north, "west"))
    client = TestClient(Taxii(served.north, key(served.north), per_minute=1000).app)
    path = f"/api/collections/{served.collection('stix').id}/objects/"
    assert client.get(path, headers={"Authorization": f"Bearer {secret}"}).status_code == 404
