"""A hostile partner: whatever it sends, it is refused with a reason, and nothing here has changed."""

from __future__ import annotations

import base64
import io
import json
import random
import zipfile
from typing import Any

import msgspec
import pytest
from exchange_press import article, befriend, key
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_sync import docs, dump, send, take

from recoupe.errors import PackError
from recoupe.share.exchange.bodies import of_article
from recoupe.share.exchange.canonical import canonical, digest
from recoupe.share.exchange.keys import Key, seal
from recoupe.share.exchange.nodes import own_card
from recoupe.share.exchange.pack import manifest, packed
from recoupe.share.exchange.wire import OfAnswer, OfNote, OfReceipt, signed, subject_of_article
from recoupe.share.handling import Marking, press
from recoupe.store import Library


@pytest.fixture
def pair(two):
    """South, which has opened nothing yet, and what north (hostile) signs with."""
    north, south = two
    return north, south


def forged(north: Library, south: Library, *lines: bytes, as_key: Key | None = None, **changes: Any) -> bytes:
    """A pack of these lines, its manifest changed before it is signed."""
    signer = as_key or key(north)
    made, body = manifest(signer, own_card(south).node, 1, lines)
    return packed(signer, msgspec.structs.replace(made, **changes), body)


def refused(south: Library, raw: bytes, why: str) -> None:
    before = dump(south)
    with pytest.raises(PackError, match=why):
        take(south, raw)
    assert dump(south) == before


def an_article(north: Library, **changes: Any) -> bytes:
    """The line of an article, its body changed before it is signed."""
    own, coded = article("cap.txt")
    body = of_article(own, coded)
    told = msgspec.to_builtins(body)
    for path, value in changes.items():
        place = told
        *into, last = path.split("__")
        for step in into:
            place = place[int(step) if step.isdigit() else step]
        place[last] = value
    subject = subject_of_article(own)
    _, line = signed(key(north), "article", subject, press(own_card(north).node), body)
    return resigned(north, line, body=told)


def resigned(north: Library, line: bytes, **changes: Any) -> bytes:
    return key(north).signed({**json.loads(line), **changes})


def a_note(north: Library, text: str = "harmless", **changes: Any) -> bytes:
    marking = Marking(level="CLEAR", originators=(own_card(north).node,))
    _, line = signed(key(north), "note", "s", marking, OfNote(text=text, by="Inès"))
    return resigned(north, line, **changes) if changes else line


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"article__doc": "../../etc/passwd"}, "path"),
        ({"article__doc": "a\\b.txt"}, "path"),
        ({"article__doc": "C:evil.txt"}, "path"),
        ({"article__doc": ".bashrc"}, "path"),
        ({"article__doc": "a\x00b.txt"}, "control"),
        ({"article__doc": "=cmd|' /C calc'!A0"}, "path|formula"),
        ({"article__doc": "x" * 300}, "characters"),
        ({"article__outlet": "=HYPERLINK(1)"}, "formula"),
        ({"article__outlet": "<script>alert(1)</script>"}, "markup"),
        ({"article__url": "javascript:alert(1)"}, "address"),
        ({"article__url": 'https://x.example/"><script>'}, "markup"),
        ({"article__published": "2999-01-01"}, "to come"),
        ({"article__published": "2021-02-30"}, "form|day"),
        ({"article__zones": [[0, 10_000, "body", ""]]}, "zones"),
        ({"article__zones": [[-5, 3, "body", ""]]}, "zones"),
        ({"article__text": "Un autre texte."}, "outside|not the one|zones"),
        ({"text_sha256": "0" * 64}, "not the one"),
        ({"quotes_sha256": ["0" * 64]}, "quote"),
        ({"quotes_sha256": []}, "quotes"),
        ({"coded__statements__0__span": [0, 10_000]}, "outside"),
        ({"coded__statements__0__span": [9, 2]}, "outside"),
        ({"coded__statements__0__doc": "other.txt"}, "outside"),
        ({"coded__statements__0__type": "LAUNCH"}, "form"),
        ({"coded__doc": "other.txt"}, "other|another"),
        ({"article__url": "https://other.example/1"}, "another article"),
    ],
)
def test_an_article_that_does_not_hold_together(pair, changes, why) -> None:
    north, south = pair
    refused(south, forged(north, south, an_article(north, **changes)), why)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"at": "2999-01-01T00:00:00Z"}, "to come"),
        ({"at": "yesterday"}, "time"),
        ({"version": 0}, "form"),
        ({"version": 10**12}, "form"),
        ({"id": "r-aaaaaaaaaaaaaaaaaaaaaaaa"}, "id that is not"),
        ({"subject": "other"}, "id that is not"),
        ({"originator": "n-aaaaaaaaaaaaaaaaaaaaaaaa"}, "forged originator"),
        ({"kind": "ransom"}, "form"),
        ({"state": "recalled"}, "with a body"),
        ({"state": "live", "body": None}, "with a body|form"),
        ({"marking": {"level": "PINK", "originators": []}}, "form"),
        (
            {"marking": {"level": "CLEAR", "originators": ["n-x"], "releasable_to": None, "expires": None}},
            "name",
        ),
        ({"why": "=1+1"}, "formula"),
        ({"changed": ["<b>bold</b>"]}, "markup"),
        ({"extra": 1}, "form"),
        ({"body": {"text": 3}}, "form"),
    ],
)
def test_a_record_that_does_not_hold_together(pair, changes, why) -> None:
    north, south = pair
    refused(south, forged(north, south, a_note(north, **changes)), why)


@pytest.mark.parametrize(
    "text", ["=cmd|'/C calc'!A0", "@SUM(1)", "<img src=x>", "a\x1b[31m", "x" * 5_000, "a\u202eb", "+1"]
)
def test_a_remark_with_formula_markup_or_control_characters(pair, text: str) -> None:
    north, south = pair
    refused(south, forged(north, south, a_note(north, text)), "remark")


def test_a_record_given_twice(pair) -> None:
    north, south = pair
    refused(south, forged(north, south, a_note(north), a_note(north)), "twice")


def test_two_contents_of_one_version(pair) -> None:
    north, south = pair
    take(south, forged(north, south, a_note(north)))
    made, body = manifest(key(north), own_card(south).node, 2, [a_note(north, "another text")])
    refused(south, packed(key(north), made, body), "two contents")


def test_somebody_else_s_record_forged(pair, node) -> None:
    north, south = pair
    other = node("other")
    befriend(south, other)
    line = json.loads(a_note(other))
    line["body"]["text"] = "not what they said"
    refused(south, forged(north, south, canonical(line)), "wrong signature")


def test_somebody_else_s_key_named_as_its_own(pair, node) -> None:
    north, south = pair
    line = resigned(north, a_note(node("other")))
    refused(south, forged(north, south, line), "wrong signature")


def test_a_question_or_answer_in_somebody_else_s_name(pair, node) -> None:
    north, south = pair
    other = node("other")
    marking = Marking(
        level="AMBER+STRICT", originators=(own_card(other).node,), releasable_to=(own_card(south).node,)
    )
    body = OfAnswer(question="r-aaaaaaaaaaaaaaaaaaaaaaaa", text="yes", by="x")
    _, line = signed(key(other), "answer", "s", marking, body)
    refused(south, forged(north, south, line), "who brings it")
    mine = Marking(
        level="AMBER+STRICT", originators=(own_card(north).node,), releasable_to=(own_card(south).node,)
    )
    _, line = signed(key(north), "answer", "s", mine, body)
    refused(south, forged(north, south, line), "not asked")


def test_a_receipt_for_another_s_pack_confirms_nothing(pair, node) -> None:
    north, south = pair
    third = node("third")
    befriend(south, third)
    south.add(*article("soir.txt", "Le ministre a reçu mardi une délégation à Rabat. Puis rien."))
    send(south, third)
    with south.reading() as connection:
        id = connection.exec_driver_sql("SELECT id FROM pack").scalar_one()
    marking = Marking(
        level="AMBER+STRICT", originators=(own_card(north).node,), releasable_to=(own_card(south).node,)
    )
    _, line = signed(key(north), "receipt", "s", marking, OfReceipt(packs=(id,)))
    take(south, forged(north, south, line))
    with south.reading() as connection:
        assert (
            connection.exec_driver_sql(f"SELECT state FROM pack WHERE id = '{id}'").scalar_one() == "written"
        )


def test_a_recall_of_somebody_else_s_record_is_not_theirs_to_make(pair, node) -> None:
    north, south = pair
    other = node("other")
    befriend(south, other)
    other.add(*article("cap.txt"))
    take(south, send(other, south))
    with south.reading() as connection:
        raw = connection.exec_driver_sql("SELECT line FROM exchanged WHERE kind = 'article' AND via <> ''")
        line = json.loads(raw.scalar_one())
    gone = {**line, "state": "recalled", "body": None, "version": 2, "why": "gone"}
    refused(south, forged(north, south, key(north).signed(gone)), "signature")
    gone |= {"originator": own_card(north).node, "key": own_card(north).signing}
    refused(south, forged(north, south, key(north).signed(gone)), "id that is not")
    assert "cap.txt" in docs(south)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"sender": "n-aaaaaaaaaaaaaaaaaaaaaaaa"}, "not trusted"),
        ({"to": "n-aaaaaaaaaaaaaaaaaaaaaaaa"}, "meant for"),
        ({"at": "2999-01-01T00:00:00Z"}, "to come"),
        ({"id": "p-other"}, "id is not"),
        ({"sequence": 7}, "id is not"),
        ({"sequence": 0}, "form"),
        ({"records": 2}, "manifest says"),
        ({"bytes": 3}, "not those"),
        ({"sha256": "0" * 64}, "not those"),
    ],
)
def test_a_manifest_that_does_not_fit(pair, changes, why) -> None:
    north, south = pair
    refused(south, forged(north, south, a_note(north), **changes), why)


def test_a_manifest_signed_by_another_key(pair) -> None:
    north, south = pair
    raw = forged(north, south, a_note(north), as_key=Key.new("mallory"), sender=own_card(north).node)
    refused(south, raw, "wrong signature")


def archive(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, raw in members:
            made.writestr(name, raw)
    return out.getvalue()


def parts(north: Library, south: Library, *lines: bytes) -> tuple[bytes, bytes]:
    made, body = manifest(key(north), own_card(south).node, 1, lines)
    return key(north).signed(msgspec.to_builtins(made)), body


def test_archives_that_hold_something_else(pair) -> None:
    north, south = pair
    first, body = parts(north, south, a_note(north))
    names = ("manifest.json", "records.jsonl")
    refused(south, archive((names[0], first), ("../records.jsonl", body)), "other files")
    refused(south, archive((names[0], first), (names[1], body), ("/etc/cron.d/x", b"x")), "other files")
    refused(south, archive((names[1], body), (names[0], first)), "other files")
    refused(south, b"PK\x03\x04 not a zip", "no pack")
    refused(south, b"", "no pack")


def test_zip_bombs(pair) -> None:
    north, south = pair
    first, _ = parts(north, south, a_note(north))
    bomb = archive(("manifest.json", first), ("records.jsonl", b"0" * 200_000_000))
    assert len(bomb) < 500_000
    refused(south, bomb, "bomb")
    refused(south, archive(("manifest.json", b"0" * 10_000_000), ("records.jsonl", b"")), "bytes|bomb")


def test_lines_that_are_too_long_or_nested_too_deep(pair) -> None:
    north, south = pair
    deep = b'{"a":' + b"[" * 20_000 + b"]" * 20_000 + b"}"
    padding = base64.b64encode(random.Random(1).randbytes(7_000_000))
    refused(south, forged(north, south, deep, b'"' + padding[:9000] + b'"'), "nested|JSON")
    refused(south, forged(north, south, b'"' + padding + b'"'), "bytes")


@pytest.mark.parametrize(
    "line",
    [b"", b"[]", b"null", b'{"a":1,"a":1}', b'{ "a":1}', b'{"b":1,"a":1}', b"\xff\xfe", b'{"a":1e400}', b"{"],
)
def test_lines_that_are_no_records(pair, line: bytes) -> None:
    north, south = pair
    refused(south, forged(north, south, line), "record")


def test_one_bad_record_among_good_ones_refuses_the_whole(pair) -> None:
    north, south = pair
    refused(south, forged(north, south, an_article(north), a_note(north, "=1+1")), "formula")
    take(south, forged(north, south, an_article(north)))
    assert "cap.txt" in docs(south)


def test_a_replayed_pack_after_a_recall_brings_nothing_back(pair) -> None:
    from recoupe.share.exchange.desk import recall

    north, south = pair
    old = send(north, south)
    take(south, old)
    recall(north, key(north), "cap.txt", "wrong")
    take(south, send(north, south))
    for _ in range(3):
        take(south, old)
    assert "cap.txt" not in docs(south)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_byte_changed_is_refused(pair, data) -> None:
    north, south = pair
    raw = bytearray(_pack_once(north, south))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at] ^= data.draw(st.integers(1, 255))
    before = len(dump_counts(south))
    try:
        take(south, bytes(raw))
    except PackError:
        pass
    else:
        # Some bytes of a zip archive mean nothing: what came out is then what was signed.
        assert docs(south) <= {"vigie.txt", "cap.txt", "fanal.txt"}
    assert len(dump_counts(south)) == before


_made: dict[Any, bytes] = {}


def _pack_once(north: Library, south: Library) -> bytes:
    if north.path not in _made:
        raw = send(north, south)
        assert raw is not None
        _made[north.path] = raw
    return _made[north.path]


def dump_counts(library: Library) -> list[Any]:
    return dump(library)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_signed_nonsense_is_refused_or_means_what_it_says(pair, data) -> None:
    """North signs whatever it likes in place of a field of its record, at any depth."""
    north, south = pair
    line = json.loads(an_article(north) if data.draw(st.booleans()) else a_note(north))
    place: Any = line
    while True:
        name = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        inner = place[name]
        if isinstance(inner, dict | list) and inner and data.draw(st.booleans()):
            place = inner
            continue
        place[name] = data.draw(_json)
        break
    try:
        raw = forged(north, south, key(north).signed(line))
    except (UnicodeEncodeError, OverflowError, ValueError):
        return
    known = docs(south)
    try:
        take(south, raw)
    except PackError as error:
        assert str(error) and docs(south) == known
    else:
        assert docs(south) <= known | {"cap.txt"}
        assert line["originator"] == own_card(north).node


def test_what_is_sealed_to_another_is_refused(pair) -> None:
    north, south = pair
    raw = forged(north, south, a_note(north))
    refused(south, seal(raw, own_card(north)), "not sealed to this node")
    refused(south, seal(raw, own_card(south))[:-1], "changed on the way")
    assert take(south, seal(raw, own_card(south))).counts["notes new"] == 1


def test_digest_is_of_the_bytes() -> None:
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
