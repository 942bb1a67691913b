"""The server as a TAXII 2.1 client meets it, and two nodes that exchange by it."""

from __future__ import annotations

import json

import pytest
from exchange_press import article, key
from msgspec.structs import replace
from stix2validator import ValidationOptions, validate_instance
from taxii2client.v21 import Server, as_pages
from taxii_press import Served, behind_a_server
from test_sync import accounts, docs, exchange, send, take

from recoupe.errors import FetchError, InputError, NodeError, PackError
from recoupe.share.exchange.desk import recall
from recoupe.share.exchange.holders import status
from recoupe.share.exchange.marks import set_marking
from recoupe.share.exchange.nodes import connect, find, own_card, revoke, untrust
from recoupe.share.exchange.remote import pull, push
from recoupe.share.exchange.taxii import MEDIA, Rate
from recoupe.share.exchange.taxii import Server as Taxii
from recoupe.store.audit import entries


def test_a_client_finds_the_collection_and_reads_valid_stix(served: Served) -> None:
    found = served.collection()
    assert found.can_read and found.can_write
    objects = found.get_objects()["objects"]
    assert sorted(one["type"] for one in objects) == ["incident", "report", "report"]
    for one in objects:
        checked = validate_instance(json.loads(json.dumps(one)), ValidationOptions(version="2.1"))
        assert checked.is_valid, checked.errors
    assert any(one.act == "disclosure" for one in entries(served.north))


def test_pages_hold_everything_once(served: Served) -> None:
    for n in range(7):
        served.north.add(*article(f"n{n}.txt", f"Le Maroc a reçu mardi {n + 2} délégations à Rabat. Suite."))
    found = served.collection()
    whole = [one["id"] for one in found.get_objects()["objects"]]
    paged = [one["id"] for page in as_pages(found.get_objects, per_request=2) for one in page["objects"]]
    listed = [one["id"] for page in as_pages(found.get_manifest, per_request=3) for one in page["objects"]]
    assert paged == whole == listed and len(set(whole)) == len(whole)


def test_added_after_gives_what_came_since(served: Served) -> None:
    found = served.collection()
    last = found.get_manifest()["objects"][-1]["date_added"]
    assert found.get_objects(added_after=last) == {}
    served.north.add(*article("soir.txt", "Le ministre a reçu mardi une délégation à Rabat. Puis rien."))
    assert {one["type"] for one in found.get_objects(added_after=last)["objects"]} >= {"report"}


def test_one_object_its_versions_and_matches(served: Served) -> None:
    found = served.collection()
    one = found.get_objects()["objects"][0]
    assert found.get_object(one["id"])["objects"] == [one]
    assert found.object_versions(one["id"])["versions"] == [one["modified"]]
    assert found.get_objects(type="report")["objects"] and found.get_objects(type="malware") == {}
    assert found.get_objects(id=one["id"])["objects"] == [one]
    path = f"/api/collections/{found.id}/objects/report--00000000-0000-4000-8000-000000000000/"
    assert served.ask(path)[0] == 404


def test_dates_of_a_page_are_in_its_headers(served: Served) -> None:
    path = f"/api/collections/{served.collection().id}/objects/?limit=2"
    _, headers, content = served.ask(path)
    assert content["more"] and content["next"]
    assert headers["X-TAXII-Date-Added-First"] < headers["X-TAXII-Date-Added-Last"]
    assert headers["Content-Type"] == MEDIA


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Authorization": ""}, 401),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": "Basic !!!"}, 401),
        ({"Accept": "text/html"}, 406),
        ({"Accept": "application/taxii+json;version=2.0"}, 406),
        ({"Accept": "application/vnd.oasis.taxii+json; version=2.0"}, 406),
        ({"Accept": "application/taxii+json"}, 200),
        ({"Accept": "*/*"}, 200),
    ],
)
def test_who_may_ask_and_for_what(served: Served, headers, code: int) -> None:
    got, head, content = served.ask("/taxii2/", **headers)
    assert got == code
    if code == 401:
        assert "Basic" in head["WWW-Authenticate"]
    if code >= 400:
        assert content["http_status"] == str(code)


@pytest.mark.parametrize(
    ("query", "code"),
    [("limit=0", 400), ("limit=x", 400), ("added_after=yesterday", 400), ("added_after=2020-01-01", 400)],
)
def test_questions_that_make_no_sense(served: Served, query: str, code: int) -> None:
    assert served.ask(f"/api/collections/{served.collection().id}/objects/?{query}")[0] == code


def test_another_s_collection_is_not_there(served: Served) -> None:
    assert served.ask("/api/collections/00000000-0000-4000-8000-000000000000/objects/")[0] == 404
    assert served.ask("/nowhere/")[0] == 404


def test_nothing_is_deleted_by_a_partner(served: Served) -> None:
    found = served.collection()
    with pytest.raises(Exception, match="403"):
        found.delete_object(found.get_objects()["objects"][0]["id"])


@pytest.mark.parametrize("body", [b"", b"[]", b'{"objects":3}', b"{" * 5000])
def test_what_is_no_envelope(served: Served, body: bytes) -> None:
    assert served.ask(f"/api/collections/{served.collection().id}/objects/", body)[0] == 422


def test_only_taxii_may_be_put(served: Served) -> None:
    path = f"/api/collections/{served.collection().id}/objects/"
    assert served.ask(path, b"{}", Content_Type="text/csv")[0] == 415
    assert served.ask(path, b"0" * 33_000_000)[0] == 413


def test_an_object_without_a_record_is_refused_with_its_reason(served: Served) -> None:
    envelope = {"objects": [{"type": "malware", "id": "malware--1", "modified": "2020"}]}
    told = served.collection().add_objects(envelope)
    assert (told.failure_count, told.success_count) == (1, 0)
    assert "carries no record" in told.failures[0]["message"]


def test_two_nodes_agree_by_pull_and_push(served: Served) -> None:
    north, south = served.north, served.south
    served.pull()
    served.push()
    assert docs(north) == docs(south) == {"fanal.txt", "vigie.txt", "cap.txt"}
    assert accounts(north) == accounts(south)
    for _ in range(3):
        served.pull()
        served.push()
    assert served.pull().counts == {} and served.push() == {}


def test_a_recall_comes_by_pull_and_its_receipt_by_push(served: Served) -> None:
    served.pull()
    served.push()
    id, holders = recall(served.north, key(served.north), "cap.txt", "wrong day")
    assert holders == ["south"]
    served.pull()
    assert "cap.txt" not in docs(served.south)
    served.push()
    assert status(served.north, id).holders[0].confirmed == status(served.north, id).version


@pytest.mark.parametrize("pulled_first", [False, True])
def test_what_is_taken_back_comes_the_same_by_pack_and_by_pull(served: Served, pulled_first: bool) -> None:
    """An account that is not there any more, and an article that is for nobody any more."""
    north, south = served.north, served.south
    own, coded = article("un.txt", "Le Maroc a reçu une délégation à Rabat. Suite.", "2022-05-10")
    other = replace(coded.statements[0], type="CONSULT", mode=None, actors=(), when=None, where=())
    north.add(own, replace(coded, statements=(other,)))
    exchange(north, south)
    served.pull()
    recall(north, key(north), "un.txt", "wrong day")
    set_marking(north, "cap.txt", level="RED", to=(), expires=None, why="", by="I")
    raw = send(north, south)
    ways = [served.pull, lambda: take(south, raw)]
    for way in ways if pulled_first else reversed(ways):
        way()
    served.pull()
    take(south, raw)
    assert docs(south) == {"fanal.txt", "vigie.txt"}


def test_a_tightened_marking_closes_the_door(served: Served) -> None:
    served.pull()
    set_marking(served.north, "cap.txt", level="RED", to=(), expires=None, why="", by="I")
    text = json.dumps(served.collection().get_objects())
    assert "Lisbonne" not in text
    served.pull()
    assert docs(served.south) == {"vigie.txt", "fanal.txt"}


def test_a_marking_tightened_between_two_pages_closes_the_door(served: Served) -> None:
    found = served.collection()
    first = found.get_objects(limit=1)
    for doc in ("cap.txt", "fanal.txt"):
        set_marking(served.north, doc, level="RED", to=(), expires=None, why="", by="I")
    rest = json.dumps(found.get_objects(limit=100, next=first["next"]))
    assert "Lisbonne" not in rest and "Khouribga" not in rest


def test_a_pull_cut_off_goes_on_at_the_next_page(served: Served, monkeypatch) -> None:
    monkeypatch.setattr("recoupe.share.exchange.remote._PAGE", 1)
    import recoupe.share.exchange.remote as remote

    taken, real = [], remote.arrived

    def cut(*args, **options):
        if len(taken) == 1:
            taken.append(None)
            raise KeyboardInterrupt
        taken.append(real(*args, **options))
        return taken[-1]

    monkeypatch.setattr(remote, "arrived", cut)
    with pytest.raises(KeyboardInterrupt):
        served.pull()
    served.pull()
    news = [count for one in taken if one for what, count in one.counts.items() if what.endswith("new")]
    assert sum(news) == 3 and docs(served.south) == {"vigie.txt", "fanal.txt", "cap.txt"}


def test_a_wrong_token_says_what_to_do(served: Served) -> None:
    connect(served.south, find(served.south, "north"), served.url, "wrong")
    with pytest.raises(FetchError, match="node connect"):
        served.pull()


def test_a_token_is_not_shown_in_the_open(served: Served) -> None:
    connect(served.south, find(served.south, "north"), "http://north.example", "secret")
    with pytest.raises(InputError, match="https"):
        served.pull()


def test_a_forged_record_put_there_changes_nothing(served: Served, monkeypatch) -> None:
    import recoupe.share.exchange.remote as remote

    real = remote.to_stix

    def forged(line: bytes):
        return real(line.replace(b"Khouribga", b"Casablanca"))

    monkeypatch.setattr(remote, "to_stix", forged)
    with pytest.raises(PackError, match="wrong signature"):
        served.push()
    assert docs(served.north) == {"fanal.txt", "cap.txt"}


def test_requests_are_rationed() -> None:
    time_ = [0.0]
    rate = Rate(60, clock=lambda: time_[0])
    assert [rate.take("a") > 0 for _ in range(61)] == [False] * 60 + [True]
    assert rate.take("b") == 0
    time_[0] = 1.5
    assert rate.take("a") == 0 and rate.take("a") > 0


def test_whoever_guesses_tokens_is_slowed_down(served: Served) -> None:
    north = served.north
    app = Taxii(north, key(north), per_minute=50)
    from starlette.testclient import TestClient

    client = TestClient(app.app)
    codes = [client.get("/taxii2/", headers={"Authorization": "Bearer x"}).status_code for _ in range(30)]
    # A slow machine gains a try every twelve seconds.
    assert codes[:5] == [401] * 5 and codes.count(429) > 20


def test_own_card_is_the_server_s_title(served: Served) -> None:
    server = Server(f"{served.url}/taxii2/", user="x", password=served.token)
    assert server.title == own_card(served.north).name


def test_a_token_is_void_from_the_moment_a_node_is_no_longer_trusted(served: Served) -> None:
    found = served.collection()
    assert found.get_objects()["objects"]
    untrust(served.north, find(served.north, "south"), "their machine was stolen")
    assert served.ask("/taxii2/")[0] == 401
    with pytest.raises(FetchError, match="401"):
        served.pull()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for this machine, signed by itself, and its key; both as files."""
    from datetime import UTC, datetime, timedelta
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    made = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "north.example")])
    clock = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(made.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(clock - timedelta(days=1))
        .not_valid_after(clock + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False)
        .sign(made, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    pem = serialization.Encoding.PEM
    (folder / "north.pem").write_bytes(signed.public_bytes(pem))
    plain = serialization.NoEncryption()
    (folder / "north.key").write_bytes(
        made.private_bytes(pem, serialization.PrivateFormat.TraditionalOpenSSL, plain)
    )
    return folder / "north.pem", folder / "north.key"


def test_by_tls_with_a_certificate_of_its_own_and_none_other(two, certificate, monkeypatch) -> None:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):  # they count more than what the client is given
        monkeypatch.delenv(name, raising=False)
    north, south = two
    cert, secret = map(str, certificate)
    with behind_a_server(north, ssl_certfile=cert, ssl_keyfile=secret) as url:
        served = Served(north, south, url)
        partner = find(south, "north")
        with pytest.raises(FetchError, match=r"certificate.*--ca"):
            served.pull()
        assert docs(south) == {"vigie.txt"}
        pull(south, key(south), partner, cert)
        push(south, key(south), partner, cert)
        assert docs(south) == docs(north) == {"fanal.txt", "vigie.txt", "cap.txt"}
        assert Server(f"{url}/taxii2/", user="x", password=served.token, verify=cert).title == "north"


def test_a_file_that_holds_no_certificate_is_said(two, certificate) -> None:
    _, south = two
    connect(south, find(south, "north"), "https://127.0.0.1:1", "token")
    for file in (str(certificate[1]), "/nowhere.pem"):
        with pytest.raises(InputError, match="no certificate"):
            pull(south, key(south), find(south, "north"), file)


def test_a_token_that_was_revoked_opens_nothing_while_packs_go_on(served: Served) -> None:
    assert served.ask("/api/collections/")[0] == 200
    revoke(served.north, find(served.north, "south"))
    assert served.ask("/api/collections/")[0] == 401
    with pytest.raises(NodeError, match="no token"):
        revoke(served.north, find(served.north, "south"))
    exchange(served.north, served.south)


def test_what_did_not_change_is_not_made_anew_for_each_that_asks(
    two, monkeypatch: pytest.MonkeyPatch
) -> None:
    from recoupe.share.exchange import online
    from recoupe.share.exchange.ask import ask

    north, _ = two
    made: list[online.Maker] = []

    class Counted(online.Maker):
        def all(self):
            made.append(self)
            return super().all()

    monkeypatch.setattr(online, "Maker", Counted)

    def polled() -> int:
        made.clear()
        online.offer(north, key(north), find(north, "south"))
        return len(made)

    assert [polled(), polled()] == [1, 0]
    online.page(north, key(north), find(north, "south"), limit=100)
    assert polled() == 0
    north.add(*article("un.txt", "Le BCIJ a arrêté un homme à Fès.", "2021-05-01"))
    assert [polled(), polled()] == [1, 0]
    set_marking(north, "un.txt", level="RED", to=(), expires=None, why="", by="I")
    assert [polled(), polled()] == [1, 0]
    ask(north, key(north), find(north, "south"), "Who said so?", by="I")
    assert [polled(), polled()] == [1, 0]
    recall(north, key(north), "cap.txt", "a hoax")
    assert [polled(), polled()] == [1, 0]
