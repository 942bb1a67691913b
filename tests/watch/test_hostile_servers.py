"""Servers that break off, drip, swell, circle or lead inside: each costs itself, and is said in one line."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from local_site import HTML, Site, page

from recoupe import read
from recoupe.errors import FetchError
from recoupe.model import Article
from recoupe.read.fetch.client import Client
from recoupe.read.fetch.guard import Guard, is_public
from recoupe.read.fetch.visit import Visitor

MB = 1_000_000
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def raw(*parts: bytes, pause: float = 0.0) -> Callable[[BaseHTTPRequestHandler], None]:
    """Send these bytes as they are, with a pause after each, and close."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        for part in parts:
            handler.wfile.write(part)
            handler.wfile.flush()
            time.sleep(pause)

    return answer


def endless(first: bytes, part: bytes, pause: float = 0.0) -> Callable[[BaseHTTPRequestHandler], None]:
    """Send ``part`` for ever."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(first)
        while True:
            handler.wfile.write(part)
            handler.wfile.flush()
            time.sleep(pause)

    return answer


def reset(handler: BaseHTTPRequestHandler) -> None:
    import socket
    import struct

    handler.wfile.write(HEAD + b"\r\n<html>")
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(30)


def bomb(times: int = 1) -> bytes:
    packed = bytes(50 * MB)
    for _ in range(times):
        packed = gzip.compress(packed)
    return packed


PACKED = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
CASES: dict[str, tuple[Any, str]] = {
    "slow drip of the body": (endless(HEAD + b"\r\n", b"a", 0.05), "not complete after 8 s"),
    "slow drip of the headers": (endless(HEAD, b"X: y\r\n", 0.2), "not complete after 8 s"),
    "silence": (silent, "silent for 5 s"),
    "endless body": (endless(HEAD + b"\r\n", b"a" * 65536), "more than 1.0 MB"),
    "endless chunks": (
        endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"a" * 65536 + b"\r\n"),
        "more than 1.0 MB",
    ),
    "30 MB said": ((200, HTML, b"a" * (30 * MB)), "30.0 MB"),
    "gzip bomb": ((200, PACKED, bomb()), "more than 1.0 MB when unpacked"),
    "gzip bomb twice": ((200, {**HTML, "Content-Encoding": "gzip, gzip"}, bomb(2)), "when unpacked"),
    "deflate bomb": (
        (200, {**HTML, "Content-Encoding": "deflate"}, zlib.compress(bytes(50 * MB))), "when unpacked"
    ),
    "packed ten times": ((200, {**HTML, "Content-Encoding": "gzip," * 10}, b"x"), "10 times"),
    "packed oddly": ((200, {**HTML, "Content-Encoding": "rot13"}, b"x"), "not asked for"),
    "packed badly": ((200, PACKED, b"\x1f\x8bnot gzip"), "damaged"),
    "packed and cut": ((200, PACKED, gzip.compress(page("x"))[:-20]), "cut short"),
    "content length too long": (raw(HEAD + b"Content-Length: 5000\r\n\r\n<html>"), "broke off"),
    "broken chunks": (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc"), "broke off"),
    "chunks that end early": (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n50\r\nabc"), "broke off"),
    "connection reset": (reset, "connection"),
    "closed at once": (raw(b""), "connection"),
    "no HTTP": (raw(b"SSH-2.0-OpenSSH_9.6\r\n"), "no HTTP"),
    "huge header": (raw(HEAD + b"X: " + b"y" * 100_000 + b"\r\n\r\n"), "headers"),
    "very many headers": (raw(HEAD + b"X: y\r\n" * 2_000 + b"\r\n"), "headers"),
    "redirect to itself": ((302, {"Location": "/x"}, b""), "in a circle"),
    "redirect to a file": ((302, {"Location": "file:///etc/passwd"}, b""), "no http"),
    "redirect to a private address": ((302, {"Location": "http://10.0.0.1/"}, b""), "private"),
    "redirect to another loopback": ((302, {"Location": "http://127.0.0.2/"}, b""), "private"),
    "redirect to IPv6 loopback": ((302, {"Location": "http://[::1]/"}, b""), "private"),
    "redirect to mapped IPv6": ((302, {"Location": "http://[::ffff:10.0.0.1]/"}, b""), "private"),
    "redirect to the cloud's metadata": ((302, {"Location": "http://169.254.169.254/"}, b""), "private"),
    "redirect to a decimal address": ((302, {"Location": "http://2130706434/"}, b""), "private"),
    "a film": ((200, {"Content-Type": "video/mp4"}, b"x"), "video/mp4"),
    "an empty page": ((200, HTML, b""), "empty"),
}  # fmt: skip
HANGING = {"slow drip of the body", "slow drip of the headers", "silence"}


@pytest.mark.parametrize("name", CASES)
def test_it_costs_itself_and_is_said(site: Site, watch: Any, tmp_path: Path, name: str) -> None:
    answer, why = CASES[name]
    site.routes["/x"] = answer
    # The feed and the good page have to answer within them too, on a busy machine.
    limits = {"timeout": "8s", "silence": "5s"} if name in HANGING else {}
    done = watch({"feed": site.feed("/rss", [site.url + "/x", site.article("/bon")])}, **limits)
    assert done["sources"]["s1"]["kept"] == 1
    (trouble,) = done["troubles"]
    assert trouble["url"] == site.url + "/x"
    assert why in trouble["why"]
    got = [item for item in read(sorted(tmp_path.glob("archive/*.warc.gz"))) if isinstance(item, Article)]
    assert [a.url for a in got] == [site.url + "/bon"]


def test_redirects_without_end(site: Site, watch: Any) -> None:
    for n in range(40):
        site.routes[f"/r{n}"] = (302, {"Location": f"/r{n + 1}"}, b"")
    done = watch({"feed": site.feed("/rss", [site.url + "/r0"])}, redirects=3)
    assert "more than 3 times" in done["troubles"][0]["why"]
    assert site.paths() == ["/rss", "/r0", "/r1", "/r2", "/r3"]


def test_a_length_said_too_short_ends_the_page_there(site: Site, watch: Any) -> None:
    body = page("Courte")
    site.routes["/x"] = raw(
        HEAD + f"Content-Length: {len(body)}\r\n\r\n".encode() + body + b"HTTP/1.1 200 OK\r\n\r\nintrus"
    )
    assert watch({"feed": site.feed("/rss", [site.url + "/x"])})["sources"]["s1"]["kept"] == 1


@pytest.mark.parametrize(
    "body",
    [
        b"<html>no feed</html>", b"", b"\x00" * 500,
        b"<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><rss><item><link>&b;</link></item></rss>",
        b"<rss><channel><item><link>javascript:alert(1)</link></item><item><link>http://[x</link></item>",
    ],
)  # fmt: skip
def test_what_is_no_feed_is_said_or_names_nothing(site: Site, watch: Any, body: bytes) -> None:
    site.routes["/rss"] = (200, {"Content-Type": "text/xml"}, body)
    done = watch({"feed": site.url + "/rss"}, {"feed": site.feed("/two", [site.article("/bon")])})
    assert done["sources"]["s2"]["kept"] == 1
    assert site.paths() == ["/rss", "/two", "/bon"]


def test_a_sitemap_that_names_itself(site: Site, watch: Any) -> None:
    site.sitemap("/map.xml", [(site.url + "/map.xml", "2024-05-06")], "sitemapindex")
    done = watch({"sitemap": site.url + "/map.xml"})
    assert "deep" in done["troubles"][-1]["why"]
    assert len(site.paths()) < 6


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
     "224.0.0.1", "255.255.255.255", "192.0.0.8", "198.18.0.1", "::1", "::", "fe80::1%eth0", "fc00::1",
     "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:a00:1", "64:ff9b::10.0.0.1", "2002:7f00:1::",
     "2001:db8::1", "::127.0.0.1", "no address"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "193.252.19.3", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_addresses_that_are(address: str) -> None:
    assert is_public(address)


def test_a_name_that_changes_its_address_is_connected_to_where_it_was_judged(site: Site) -> None:
    site.article("/a")
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    client = Client(Guard(allow=("127.0.0.0/8",), resolve=resolve))
    got = client.get(f"http://fanal.example:{site.port}/a")
    assert (got.status, got.ip, asked) == (200, "127.0.0.1", ["fanal.example"])
    assert site.asked[0][1]["Host"] == f"fanal.example:{site.port}"
    with pytest.raises(FetchError, match="private"):
        client.get(f"http://fanal.example:{site.port}/a")


def test_of_several_addresses_only_the_public_are_tried() -> None:
    guard = Guard(resolve=lambda host, port: ["10.0.0.1", "203.0.113.1", "1.1.1.1", "::1"])
    assert guard.addresses("fanal.example", 443) == ["1.1.1.1"]


def test_nothing_private_is_asked_unless_it_is_allowed(site: Site, watch: Any) -> None:
    source = {"feed": site.feed("/rss", [site.article("/a")])}
    assert "--allow-private" in watch(source, allow_private=False)["troubles"][0]["why"]
    assert site.asked == []
    assert watch(source, allow_private=False, args=("--allow-private",))["sources"]["s1"]["kept"] == 1


def test_a_step_down_from_https_is_noted(site: Site) -> None:
    from recoupe.read.fetch.client import Response

    class Secured(Client):
        """A client for which https://… is the local site, which speaks no TLS."""

        def get(self, url: str, headers: Any = None, kinds: Any = ()) -> Response:
            if url.startswith("https:"):
                return Response(url, 301, "Moved", (("Location", site.url + "/a"),), b"", b"", b"", "")
            return super().get(url, headers, kinds)

    site.article("/a")
    visitor = Visitor(Secured(Guard(everything=True)), delay=0, obey=False)
    visit = visitor.visit("https://fanal.example/a")
    assert visit.downgraded and visit.response.status == 200


def test_a_certificate_that_nobody_vouches_for_is_refused(site: Site) -> None:
    visitor = Visitor(Client(Guard(everything=True)), delay=0, obey=False)
    with pytest.raises(FetchError, match="connection"):
        visitor.visit(site.url.replace("http:", "https:") + "/a")
