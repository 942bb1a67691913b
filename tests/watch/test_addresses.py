"""Addresses given in place of files, and the one form that an address is brought into."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from local_site import Site, page

from recoupe import read
from recoupe.errors import FetchError
from recoupe.model import Article, Dropped
from recoupe.read.fetch.address import clean


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("HTTPS://Fanal.Example:443/Une?utm_source=x&id=3&fbclid=9#haut", "https://fanal.example/Une?id=3"),
        ("http://fanal.example", "http://fanal.example/"),
        ("http://nom:secret@fanal.example/a", "http://fanal.example/a"),
        ("https://fanal.example/é à/%C3%A9?q=ç", "https://fanal.example/%C3%A9%20%C3%A0/%C3%A9?q=%C3%A7"),
        ("https://médias.example/", "https://xn--mdias-bsa.example/"),
        ("https://fanal.example/a?xtor=RSS-12&at_medium=5", "https://fanal.example/a"),
        ("https://fanal.example:8443/100%", "https://fanal.example:8443/100%25"),
        (" https://fanal.example/a\n", "https://fanal.example/a"),
    ],
)
def test_one_form(written: str, form: str) -> None:
    assert clean(written) == form
    assert clean(form) == form


@pytest.mark.parametrize(
    "written",
    ["", "une", "file:///etc/passwd", "javascript:alert(1)", "http://", "http://[x", "http://a b/", "http://a\\@b/",
     "gopher://fanal.example/", "http://fanal.example:99999/", "https://" + "a" * 5_000],
)  # fmt: skip
def test_no_address(written: str) -> None:
    with pytest.raises(FetchError):
        clean(written)


def test_a_page_by_its_address(site: Site, run: Any, tmp_path: Path) -> None:
    url = site.article("/2024/05/06/saisie", "Saisie au port")
    out = tmp_path / "out.jsonl"
    assert run("read", url, "--out", out, "--allow-private").exit_code == 0
    got = json.loads(out.read_text())
    assert (got["url"], got["doc"].endswith(".html")) == (url, True)
    assert got["text"].startswith("Saisie au port")


def test_addresses_files_and_feeds_side_by_side(site: Site, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(
        "Une note\n\nLe ministre a reçu jeudi son homologue portugais à Tunis."
    )
    items = "".join(
        f"<item><title>Dépêche {n}</title><link>{site.url}/d{n}</link>"
        f"<description><![CDATA[{page('x').decode()}]]></description></item>"
        for n in range(2)
    )
    site.routes["/rss"] = (
        200, {"Content-Type": "text/xml"}, f"<rss><channel><title>F</title>{items}</channel></rss>".encode()
    )  # fmt: skip
    given = [site.article("/a"), str(tmp_path / "note.txt"), site.url + "/rss", site.url + "/absent"]
    got = list(read(given, allow_private=True))
    assert [a.url for a in got if isinstance(a, Article)] == [
        site.url + "/a", None, site.url + "/d0", site.url + "/d1",
    ]  # fmt: skip
    (said,) = [d for d in got if isinstance(d, Dropped)]
    assert said.failed and "404" in said.reason and site.url + "/absent" in said.reason


def test_what_the_metadata_say_of_an_address_holds(site: Site) -> None:
    url = site.article("/a")
    (got,) = read([url], {url: {"outlet": "Le Fanal", "published": "2024-05-06"}}, allow_private=True)
    assert isinstance(got, Article)
    assert (got.outlet, got.published) == ("Le Fanal", "2024-05-06")


def test_private_addresses_are_refused_unless_allowed(site: Site, run: Any, tmp_path: Path) -> None:
    result = run("read", site.article("/a"), "--out", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert "--allow-private" in result.stderr
    assert site.asked == []


def test_credentials_are_neither_sent_nor_kept(site: Site) -> None:
    url = site.article("/a")
    (got,) = read([url.replace("http://", "http://nom:secret@")], allow_private=True)
    assert isinstance(got, Article)
    assert got.url == url
    assert not any("Authorization" in headers for _, headers, _ in site.asked)


def test_added_by_address_and_by_archive_is_one_article(
    site: Site, run: Any, watch: Any, tmp_path: Path
) -> None:
    url = site.article("/a", "Saisie au port")
    watch({"feed": site.feed("/rss", [url])}, args=("--library", "press.db"))
    archive = str(next(tmp_path.glob("archive/*.warc.gz")))
    for path in (url, archive):
        done = json.loads(run("add", path, "--library", "press.db", "--json", "--allow-private").stdout)
        assert (len(done["known"]), done["articles"]) == (1, 1)
    brief = json.loads(run("brief", url, "--json", "--allow-private").stdout)
    assert brief
