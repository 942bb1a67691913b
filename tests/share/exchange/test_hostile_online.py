"""A hostile partner online: what it puts on our server, and what its server answers when we pull."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from exchange_press import key
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from taxii_press import Served
from test_hostile import a_note, an_article
from test_sync import dump

from recoupe.errors import FetchError, PackError
from recoupe.share.exchange.nodes import connect, find
from recoupe.share.exchange.remote import pull
from recoupe.share.exchange.stix import EXTENSION, to_stix
from recoupe.share.exchange.taxii import MEDIA

AHEAD = "2999-01-01T00:00:00Z"
HARMS: dict[str, tuple[Callable[..., list[bytes]], str]] = {
    "a formula": (lambda n: [a_note(n, "=1+1")], "formula"),
    "markup": (lambda n: [a_note(n, "<script>alert(1)</script>")], "markup"),
    "a path": (lambda n: [an_article(n, article__doc="../../x.txt")], "path"),
    "a date to come": (lambda n: [a_note(n, at=AHEAD)], "to come"),
    "one id twice": (lambda n: [a_note(n), a_note(n)], "twice"),
    "another's name": (lambda n: [a_note(n, originator="n-" + "a" * 24)], "forged originator"),
    "a text of another": (lambda n: [an_article(n, text_sha256="0" * 64)], "not the one"),
    "too long": (lambda n: [a_note(n, "x" * 5_000)], "5000 characters"),
    "one bad of two": (lambda n: [an_article(n), a_note(n, "@SUM(1)")], "formula"),
}


def wrapped(line: bytes) -> dict:
    """An object of STIX that carries a line, whatever is in it."""
    extension = {"extension_type": "property-extension", "line": line.decode()}
    return {"type": "note", "id": "note--1", "modified": "2020", "extensions": {EXTENSION: extension}}


def put(served: Served, objects: object) -> tuple[int, dict]:
    path = f"/api/collections/{served.collection().id}/objects/"
    code, _, told = served.ask(path, json.dumps({"objects": objects}).encode())
    return code, told


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_put_there_is_refused_whole_with_its_reason(served: Served, harm: str) -> None:
    make, why = HARMS[harm]
    before = dump(served.north)
    code, told = put(served, [wrapped(line) for line in make(served.south)])
    assert (code, told["success_count"]) == (202, 0)
    assert all(why in one["message"] for one in told["failures"])
    assert dump(served.north) == before


def test_a_wrong_signature_put_there(served: Served) -> None:
    made = to_stix(a_note(served.south))
    told = json.loads(json.dumps(made).replace("harmless", "poisoned"))
    assert told != made
    code, answer = put(served, [told])
    assert (code, answer["success_count"]) == (202, 0)
    assert "wrong signature" in answer["failures"][0]["message"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_nonsense_put_there_is_answered_and_changes_nothing(served: Served, data) -> None:
    """Objects of any shape, and true ones with any part of them put in another's place."""
    made = to_stix(a_note(served.south))
    for _ in range(data.draw(st.integers(0, 3))):
        place = made
        while isinstance(place, dict) and place:
            name = data.draw(st.sampled_from(sorted(place)))
            if isinstance(place[name], dict) and data.draw(st.booleans()):
                place = place[name]
                continue
            place[name] = data.draw(_JSON)
            break
    objects = data.draw(st.one_of(st.just([made]), st.lists(_JSON, max_size=3), _JSON))
    before = dump(served.north)
    code, told = put(served, objects)
    assert code in (202, 422)
    if code == 422 or told["failure_count"]:
        assert dump(served.north) == before


@contextmanager
def server_of(answers: Callable[[str], tuple[int, dict[str, str], bytes]]) -> Iterator[str]:
    """A server that answers whatever it is told to."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            code, headers, body = answers(self.path)
            self.send_response(code)
            for name, value in ({"Content-Type": MEDIA} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{made.server_port}"
    finally:
        made.shutdown()
        made.server_close()
        thread.join()


COLLECTIONS = json.dumps({"collections": [{"id": "c", "can_read": True, "can_write": True}]}).encode()


def pulled(south, body: bytes, code: int = 200, headers: dict[str, str] | None = None) -> None:
    """Pull from a server that shows one collection and answers this for what is in it."""

    def answers(path: str) -> tuple[int, dict[str, str], bytes]:
        return (code, headers or {}, body) if "objects" in path else (200, {}, COLLECTIONS)

    with server_of(answers) as url:
        connect(south, find(south, "north"), url, "token")
        before = dump(south)
        try:
            pull(south, key(south), find(south, "north"))
        finally:
            assert dump(south) == before


@pytest.mark.parametrize(
    ("body", "code", "headers", "why"),
    [
        (b"<html>welcome</html>", 200, {}, "no TAXII server"),
        (b"[" * 100_000, 200, {}, "no TAXII server"),
        (b"[]", 200, {}, "no TAXII server"),
        (b"", 302, {"Location": "http://127.0.0.1:9/"}, "302"),
        (b'{"title": "\\u001b[31mgo away"}', 500, {}, "500"),
        (b'{"objects": 3}', 200, {}, "no|objects"),
        (b'{"objects": [{"type": "malware"}]}', 200, {}, "carries no record"),
    ],
)
def test_what_a_hostile_server_answers_is_refused(two, body, code, headers, why: str) -> None:
    with pytest.raises((FetchError, PackError), match=why) as error:
        pulled(two[1], body, code, headers)
    assert "\x1b" not in str(error.value)


@pytest.mark.parametrize("harm", HARMS)
def test_records_of_a_hostile_server_are_refused(two, harm: str) -> None:
    make, why = HARMS[harm]
    body = json.dumps({"objects": [wrapped(line) for line in make(two[0])]}).encode()
    with pytest.raises(PackError, match=why):
        pulled(two[1], body)


def test_a_server_that_never_comes_to_an_end_is_left(two) -> None:
    """Each page names a next one and brings nothing new."""
    south = two[1]
    count = 0

    def answers(path: str) -> tuple[int, dict[str, str], bytes]:
        nonlocal count
        if "objects" not in path:
            return 200, {}, COLLECTIONS
        count += 1
        told = {"more": True, "next": f"p{count}", "objects": []}
        return 200, {}, json.dumps(told).encode()

    with server_of(answers) as url:
        connect(south, find(south, "north"), url, "token")
        with pytest.raises(FetchError, match="nothing"):
            pull(south, key(south), find(south, "north"))
    assert count < 1000
