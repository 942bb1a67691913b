"""What TAXII 2.1 (OASIS, 2021) asks of a server, by endpoint.

The cases of its interoperability test document (OASIS, 2022) are taken from what others tell of it: the
document itself could not be read. All but writing is asked of both collections.
"""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from exchange_press import article, key
from taxii2client.v21 import ApiRoot, Server, Status
from taxii_press import Served

from recoupe.share.exchange.collect import Maker
from recoupe.share.exchange.nodes import find
from recoupe.share.exchange.stix import to_stix
from recoupe.share.exchange.taxii import MEDIA

BOTH = pytest.mark.parametrize("alias", ["records", "stix"])
_OF = "/api/collections/{id}/"
ENDPOINTS = ("/taxii2/", "/api/", "/api/collections/", _OF, f"{_OF}objects/", f"{_OF}manifest/")


def at(served: Served, alias: str, path: str = "", **query: str) -> str:
    """The address of something in a collection."""
    asked = "&".join(f"{name}={quote(value)}" for name, value in query.items())
    return f"/api/collections/{served.collection(alias).id}/{path}" + (f"?{asked}" if asked else "")


def objects(served: Served, alias: str, **query: str) -> list[dict]:
    """The objects of a plain request; it must succeed."""
    code, headers, told = served.ask(at(served, alias, "objects/", **{"limit": "1000"} | query))
    assert (code, headers["Content-Type"]) == (200, MEDIA), told
    return told.get("objects", [])


# -- who may ask, and in what words --------------------------------------------------------------


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_every_endpoint_asks_for_a_token_and_for_taxii(served: Served, endpoint: str) -> None:
    for alias in ("records", "stix"):
        path = endpoint.format(id=served.collection(alias).id)
        assert served.ask(path)[0] == 200
        for wrong in ("", "Basic c291dGg6d3Jvbmc=", "Bearer wrong"):
            code, headers, told = served.ask(path, Authorization=wrong)
            assert (code, told["http_status"]) == (401, "401")
            assert headers["WWW-Authenticate"].startswith("Basic")
            assert headers["Content-Type"] == MEDIA
        for wrong in ("application/json", "application/taxii+json;version=3.0", "text/*"):
            code, _, told = served.ask(path, Accept=wrong)
            assert (code, told["http_status"]) == (406, "406")
        for right in ("application/taxii+json;version=2.1", 'application/taxii+json; version="2.1"', "*/*",
                      "text/html, application/taxii+json;q=0.5"):  # fmt: skip
            code, headers, _ = served.ask(path, Accept=right)
            assert (code, headers["Content-Type"]) == (200, MEDIA)


# -- discovery, roots, collections ---------------------------------------------------------------


def test_discovery_names_the_roots_and_the_root_its_version_and_bounds(served: Served) -> None:
    server = Server(f"{served.url}/taxii2/", user="south", password=served.token)
    assert server.title and [root.url for root in server.api_roots] == [server.default.url]
    root = ApiRoot(server.default.url, user="south", password=served.token)
    assert root.versions == [MEDIA] and root.max_content_length > 1_000_000


def test_a_partner_finds_its_two_collections_by_id_and_by_alias(served: Served) -> None:
    _, _, told = served.ask("/api/collections/")
    assert [(one["alias"], one["can_read"], one["can_write"]) for one in told["collections"]] == [
        ("records", True, True),
        ("stix", True, False),
    ]
    for one in told["collections"]:
        assert one["media_types"] == ["application/stix+json;version=2.1"] and one["description"]
        for name in (one["id"], one["alias"]):
            assert served.ask(f"/api/collections/{name}/")[2] == one


@pytest.mark.parametrize(
    "path",
    ["/api/collections/nothing/", "/api/collections/nothing/objects/", "/api/status/nothing/", "/other/",
     "/api/collections/nothing/manifest/", "/api/collections/stix/nothing/",
     "/api/collections/stix/objects/incident--00000000-0000-4000-8000-000000000000/"],
)  # fmt: skip
def test_what_is_not_there(served: Served, path: str) -> None:
    code, headers, told = served.ask(path)
    assert (code, headers["Content-Type"], told["http_status"]) == (404, MEDIA, "404")


# -- reading -------------------------------------------------------------------------------------


@BOTH
def test_objects_by_id_and_type_alone_several_and_both(served: Served, alias: str) -> None:
    every = objects(served, alias)
    ids = [one["id"] for one in every if one["type"] == "report"]
    incident = next(one["id"] for one in every if one["type"] == "incident")
    assert [one["id"] for one in objects(served, alias, **{"match[id]": ids[0]})] == [ids[0]]
    both = objects(served, alias, **{"match[id]": f"{ids[0]},{incident}"})
    assert {one["id"] for one in both} == {ids[0], incident}
    assert {one["type"] for one in objects(served, alias, **{"match[type]": "report,incident"})} == {
        "report",
        "incident",
    }
    # Values of one filter are alternatives; several filters must all hold.
    assert objects(served, alias, **{"match[id]": incident, "match[type]": "report"}) == []
    assert objects(served, alias, **{"match[id]": "report--00000000-0000-4000-8000-000000000000"}) == []


@BOTH
def test_objects_by_version(served: Served, alias: str) -> None:
    every = objects(served, alias, **{"match[type]": "report"})
    moment = every[0]["modified"]
    same = [one["id"] for one in every if one["modified"] == moment]
    found = objects(served, alias, **{"match[version]": moment, "match[type]": "report"})
    assert [one["id"] for one in found] == same
    for word in ("last", "first", "all", f"first,{moment}"):
        assert objects(served, alias, **{"match[version]": word, "match[type]": "report"}) == every
    assert objects(served, alias, **{"match[version]": "1999-01-01T00:00:00.000Z"}) == []
    assert served.ask(at(served, alias, "objects/", **{"match[version]": "newest"}))[0] == 400


@BOTH
def test_objects_by_version_of_stix(served: Served, alias: str) -> None:
    every = objects(served, alias)
    assert objects(served, alias, **{"match[spec_version]": "2.1"}) == every
    assert objects(served, alias, **{"match[spec_version]": "2.0,2.1"}) == every
    assert objects(served, alias, **{"match[spec_version]": "2.0"}) == []


@BOTH
def test_added_after_and_limit_go_on_from_the_date_of_the_last(served: Served, alias: str) -> None:
    """A client may go on by ``next``, or by ``added_after`` with the date in the header."""
    whole = [one["id"] for one in objects(served, alias)]
    for by in ("next", "added_after"):
        found: list[str] = []
        query = {"limit": "2"}
        while True:
            _, headers, told = served.ask(at(served, alias, "objects/", **query))
            found += [one["id"] for one in told["objects"]]
            assert len(told["objects"]) <= 2
            assert headers["X-TAXII-Date-Added-First"] <= headers["X-TAXII-Date-Added-Last"]
            if not told.get("more"):
                break
            query = {"limit": "2", by: told["next"] if by == "next" else headers["X-TAXII-Date-Added-Last"]}
        assert found == whole


@BOTH
def test_a_filter_holds_on_every_page(served: Served, alias: str) -> None:
    query = {"limit": "1", "match[type]": "report"}
    _, _, first = served.ask(at(served, alias, "objects/", **query))
    _, _, second = served.ask(at(served, alias, "objects/", **query, next=first["next"]))
    assert first["more"] and "more" not in second
    assert {one["type"] for one in first["objects"] + second["objects"]} == {"report"}


@BOTH
@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=-1", "limit=many", "added_after=today", "added_after=2026-01-01T00:00:00",
     "next=page2", "match[type]=report&match[type]=incident", "limit=1&limit=2"],
)  # fmt: skip
@pytest.mark.parametrize("what", ["objects", "manifest"])
def test_what_makes_no_sense_is_refused(served: Served, alias: str, query: str, what: str) -> None:
    code, _, told = served.ask(f"{at(served, alias, what)}/?{query}")
    assert (code, told["http_status"]) == (400, "400") and told["title"]


@BOTH
def test_the_manifest_lists_what_the_objects_are(served: Served, alias: str) -> None:
    every = {one["id"]: one for one in objects(served, alias)}
    _, headers, told = served.ask(at(served, alias, "manifest/", limit="1000"))
    assert [row["id"] for row in told["objects"]] == list(every)
    for row in told["objects"]:
        made = every[row["id"]]
        assert row["version"] == made.get("modified", made["created"])
        assert row["media_type"] == "application/stix+json;version=2.1"
    dates = [row["date_added"] for row in told["objects"]]
    assert dates == sorted(set(dates))
    assert (headers["X-TAXII-Date-Added-First"], headers["X-TAXII-Date-Added-Last"]) == (dates[0], dates[-1])


@BOTH
def test_one_object_and_its_versions(served: Served, alias: str) -> None:
    one = objects(served, alias, **{"match[type]": "incident"})[0]
    code, headers, told = served.ask(at(served, alias, f"objects/{one['id']}/"))
    assert code == 200 and told == {"objects": [one]} and headers["X-TAXII-Date-Added-Last"]
    code, _, told = served.ask(at(served, alias, f"objects/{one['id']}/versions/"))
    assert code == 200 and told == {"versions": [one["modified"]]}


@BOTH
def test_what_has_no_objects_is_an_empty_envelope(served: Served, alias: str) -> None:
    for path in ("objects/", "manifest/"):
        code, headers, told = served.ask(at(served, alias, path, added_after="2999-01-01T00:00:00Z"))
        assert (code, told) == (200, {}) and "X-TAXII-Date-Added-First" not in headers


# -- writing -------------------------------------------------------------------------------------


def envelope(served: Served, **more: object) -> bytes:
    """What south would put there: its article and account."""
    south = served.south
    south.refresh()
    with south.writing() as connection:
        going = Maker(connection, key(south), find(south, "north")).all().going
    return json.dumps({"objects": [to_stix(one.line) | more for one in going]}).encode()


def test_what_is_put_has_a_status_that_can_be_asked_for(served: Served) -> None:
    body = envelope(served, x_colour="green")  # a property of one's own does no harm
    code, headers, told = served.ask(at(served, "records", "objects/"), body)
    assert (code, headers["Content-Type"], told["status"]) == (202, MEDIA, "complete")
    assert told["total_count"] == told["success_count"] == len(json.loads(body)["objects"]) == 2
    assert told["failure_count"] == told["pending_count"] == 0
    assert [one["id"] for one in told["successes"]] == [one["id"] for one in json.loads(body)["objects"]]
    status = Status(f"{served.url}/api/status/{told['id']}/", user="south", password=served.token)
    assert status.status == "complete" and status.success_count == 2
    served.north.add(*article("soir.txt", "Le ministre a reçu mardi une délégation à Rabat. Puis rien."))
    assert "vigie.txt" in {one.doc for one in served.north.articles()}


def test_an_object_of_one_s_own_kind_has_a_failure_in_the_status(served: Served) -> None:
    made = {
        "type": "x-animal",
        "id": "x-animal--1",
        "spec_version": "2.1",
        "modified": "2020-01-01T00:00:00Z",
    }
    code, _, told = served.ask(at(served, "records", "objects/"), json.dumps({"objects": [made]}).encode())
    assert (code, told["status"], told["success_count"], told["failure_count"]) == (202, "complete", 0, 1)
    assert told["failures"][0]["id"] == "x-animal--1" and told["failures"][0]["message"]


@pytest.mark.parametrize(
    ("headers", "body", "code"),
    [
        ({"Content_Type": "application/json"}, b'{"objects": []}', 415),
        ({"Content_Type": "application/taxii+json;version=2.0"}, b'{"objects": []}', 415),
        ({"Content_Type": 'application/taxii+json; version="2.1"'}, b'{"objects": []}', 202),
        ({"Accept": "text/html"}, b'{"objects": []}', 406),
        ({"Authorization": ""}, b'{"objects": []}', 401),
        ({}, b"not json", 422),
        ({}, b'{"things": []}', 422),
        ({}, b"[" * 100_000, 422),
        ({}, b" " * 33_000_000, 413),
    ],
)
def test_what_may_be_put(served: Served, headers, body: bytes, code: int) -> None:
    got, _, told = served.ask(at(served, "records", "objects/"), body, **headers)
    assert got == code and (code == 202 or told["http_status"] == str(code))


def test_where_nothing_may_be_written_or_deleted(served: Served) -> None:
    assert served.ask(at(served, "stix", "objects/"), envelope(served))[0] == 403
    for alias in ("records", "stix"):
        id = objects(served, alias)[0]["id"]
        code, _, told = served.ask(at(served, alias, f"objects/{id}/"), method="DELETE")
        assert code == 403 and "originator" in told["title"]
        assert id in {one["id"] for one in objects(served, alias)}
    assert served.ask("/taxii2/", b"{}")[0] == 405
