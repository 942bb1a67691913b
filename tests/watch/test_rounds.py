"""What is new is fetched once, at the site's pace, and kept so that it can be read again."""

from __future__ import annotations

import gzip
import time
import zlib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from local_site import HTML, Site, page

from recoupe import read
from recoupe.model import Article


def articles(folder: Path) -> list[Article]:
    paths = sorted(folder.glob("archive/*.warc.gz"))
    return [item for item in read(paths) if isinstance(item, Article)]


def test_a_feed_is_fetched_once_and_read_again_from_the_archive(
    site: Site, watch: Any, tmp_path: Path
) -> None:
    urls = [site.article(f"/une-{n}") for n in range(3)]
    source = {"feed": site.feed("/rss", urls, ETag='"1"'), "outlet": "Le Fanal", "language": "fr"}
    done = watch(source)
    assert done["sources"]["s1"] == {"listed": 3, "kept": 3}
    again = watch(source)
    assert again["sources"]["s1"] == {"unchanged": 1}
    assert site.paths() == ["/rss", "/une-0", "/une-1", "/une-2", "/rss"]
    got = articles(tmp_path)
    assert [(a.url, a.outlet, a.language) for a in got] == [(u, "Le Fanal", "fr") for u in urls]
    assert all("deux tonnes de tabac" in a.text for a in got)


def test_every_request_says_who_asks(site: Site, watch: Any) -> None:
    watch({"feed": site.feed("/rss", [site.article("/a")])}, contact="https://fanal.example/bot")
    agents = {headers["User-Agent"] for _, headers, _ in site.asked}
    assert len(site.asked) == 3
    assert len(agents) == 1
    assert "https://fanal.example/bot" in agents.pop()


def test_the_archive_is_one_of_records_each_its_own_member(site: Site, watch: Any, tmp_path: Path) -> None:
    from fastwarc.warc import ArchiveIterator

    site.routes["/packed"] = (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(page("Emballé")))
    watch({"feed": site.feed("/rss", [site.url + "/packed"])})
    (path,) = tmp_path.glob("archive/*.warc.gz")
    with path.open("rb") as file:
        records = [(r.headers["WARC-Type"], r.headers.get("WARC-Target-URI")) for r in ArchiveIterator(file)]
    asked = [(kind, site.url + path) for path in ("/rss", "/packed") for kind in ("response", "request")]
    assert records == [("warcinfo", None), *asked]
    raw, members = path.read_bytes(), 0
    while raw:
        unpacker = zlib.decompressobj(31)
        assert unpacker.decompress(raw).startswith(b"WARC/1.1\r\n")
        raw, members = unpacker.unused_data, members + 1
    assert members == 5
    (got,) = articles(tmp_path)
    assert got.text.startswith("Emballé")


@pytest.mark.parametrize("packing", ["gzip", "deflate", "raw deflate"])
def test_packed_pages_are_read_again_whatever_their_packing(
    site: Site, watch: Any, tmp_path: Path, packing: str
) -> None:
    body = page("Emballé")
    packer = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(body), "deflate": zlib.compress(body),
        "raw deflate": packer.compress(body) + packer.flush(),
    }[packing]  # fmt: skip
    site.routes["/packed"] = (200, {**HTML, "Content-Encoding": packing.split()[-1]}, packed)
    assert watch({"feed": site.feed("/rss", [site.url + "/packed"])})["sources"]["s1"]["kept"] == 1
    (got,) = articles(tmp_path)
    assert "deux tonnes de tabac" in got.text


def test_one_page_under_several_addresses_is_fetched_once(site: Site, watch: Any, tmp_path: Path) -> None:
    url = site.article("/une")
    tracked = f"{url}?utm_source=rss&utm_medium=feed#ancre"
    site.routes["/ancienne"] = (301, {"Location": "/une?xtor=RSS-1"}, b"")
    done = watch(
        {"feed": site.feed("/rss", [tracked, url.replace("http:", "HTTP:"), site.url + "/ancienne"])},
        {"sitemap": site.sitemap("/sitemap.xml", [(url, "2024-05-06"), (url + "#b", "2024-05-06")])},
    )
    assert site.paths().count("/une") == 1
    assert done["addresses"] == {"kept": 1, "same": 1}
    assert len(articles(tmp_path)) == 1


def test_sitemaps_of_sitemaps_news_and_packed(site: Site, watch: Any) -> None:
    old, new, news = site.article("/vieux"), site.article("/neuf"), site.article("/depeche")
    first = site.sitemap("/a.xml", [(old, "2019-01-01"), (new, "2024-05-06")])
    body = (
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
        "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url>"
        f"<loc>{news}</loc><news:news><news:publication_date>2024-05-07T08:00:00Z</news:publication_date>"
        "</news:news></url></urlset>"
    )
    site.routes["/b.xml.gz"] = (200, {"Content-Type": "application/gzip"}, gzip.compress(body.encode()))
    stale = site.sitemap("/stale.xml", [(site.article("/jamais"), "2018-01-01")])
    index = site.sitemap(
        "/index.xml",
        [(first, "2024-05-06"), (site.url + "/b.xml.gz", "2024-05-07"), (stale, "2018-01-02")],
        "sitemapindex",
    )
    path = {"sitemap": index, "match": ["*/neuf", "*/depeche", "*/vieux"]}
    text = watch({**path, "limit": 1, "interval": "1h"}, {**path, "name": "two"})
    assert text["sources"]["s1"]["listed"] == 3
    watch({**path}, {**path, "name": "two"})
    assert set(site.paths()) >= {"/neuf", "/depeche", "/vieux"}


def test_since_passes_over_what_is_older(site: Site, run: Any, write_sources: Any) -> None:
    old, new = site.article("/vieux"), site.article("/neuf")
    first = site.sitemap("/a.xml", [(old, "2019-01-01"), (new, "2024-05-06")])
    stale = site.sitemap("/stale.xml", [(site.article("/jamais"), "2018-01-01")])
    index = site.sitemap("/index.xml", [(first, "2024-05-06"), (stale, "2018-01-02")], "sitemapindex")
    path = write_sources({"sitemap": index})
    path.write_text(path.read_text() + "since = 2024-01-01\n")
    run("watch", path, "--once")
    assert site.paths() == ["/index.xml", "/a.xml", "/neuf"]


def test_the_newest_of_a_sitemap_come_first(site: Site, watch: Any) -> None:
    days = ["2024-05-01", "2024-05-03", "2024-05-02"]
    entries = [(site.article(f"/{day}"), day) for day in days]
    watch({"sitemap": site.sitemap("/map.xml", entries), "limit": 2})
    assert site.paths()[1:] == ["/2024-05-03", "/2024-05-02"]


def test_a_feed_of_ten_thousand_entries(site: Site, watch: Any) -> None:
    urls = [f"{site.url}/n{n}" for n in range(10_000)]
    for n in range(4):
        site.article(f"/n{n}")
    done = watch({"feed": site.feed("/rss", urls), "limit": 4})
    assert done["sources"]["s1"] == {"listed": 10_000, "kept": 4}
    assert done["addresses"] == {"wanted": 9_996, "kept": 4}


def test_a_page_is_kept_anew_when_it_changes(site: Site, watch: Any, tmp_path: Path) -> None:
    source = {"page": site.article("/communique", "Premier état")}
    assert watch(source)["sources"]["s1"] == {"kept": 1}
    assert watch(source)["sources"]["s1"] == {"unchanged": 1}
    site.article("/communique", "Second état")
    assert watch(source)["sources"]["s1"] == {"kept": 1}
    assert [a.text.split("\n")[0] for a in articles(tmp_path)] == ["Premier état", "Second état"]


def test_robots_txt_is_obeyed(site: Site, watch: Any) -> None:
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: recoupe\nDisallow: /prive/\nAllow: /prive/une$\n"
    site.routes["/robots.txt"] = (200, {}, rules)
    urls = [site.article(path) for path in ("/prive/une", "/prive/deux", "/trois")]
    done = watch({"feed": site.feed("/rss", urls)})
    assert site.paths() == ["/rss", "/prive/une", "/trois"]
    assert [t["url"] for t in done["troubles"]] == [site.url + "/prive/deux"]
    assert "robots.txt" in done["troubles"][0]["why"]
    assert [path for path, _, _ in site.asked].count("/robots.txt") == 1


def test_robots_txt_in_trouble_forbids_all_and_absent_forbids_nothing(site: Site, watch: Any) -> None:
    source = {"feed": site.feed("/rss", [site.article("/a")])}
    site.routes["/robots.txt"] = (503, {}, b"")
    assert "robots.txt" in watch(source)["troubles"][0]["why"]
    assert site.paths() == []
    site.routes["/robots.txt"] = (403, {}, b"")
    assert watch(source, archive="other")["sources"]["s1"] == {"listed": 1, "kept": 1}


def test_a_redirect_is_asked_about_at_its_own_robots_txt(site: Site, watch: Any) -> None:
    site.routes["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /ferme")
    site.article("/ferme/a")
    site.routes["/ouvert"] = (302, {"Location": "/ferme/a"}, b"")
    watch({"feed": site.feed("/rss", [site.url + "/ouvert"])})
    assert "/ferme/a" not in site.paths()


def test_the_pause_between_requests_is_the_longer_of_ours_and_theirs(site: Site, watch: Any) -> None:
    site.routes["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 0.3\n")
    watch({"feed": site.feed("/rss", [site.article("/a"), site.article("/b")])}, delay="0.1s")
    times = [when for path, _, when in site.asked]
    pauses = [after - before for before, after in pairwise(times[1:])]
    assert len(pauses) == 2
    assert all(pause >= 0.29 for pause in pauses)


def test_a_host_that_asks_for_hours_is_left_for_another_time(site: Site, watch: Any) -> None:
    site.routes["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 7200\n")
    source = {"feed": site.feed("/rss", [site.article("/a")])}
    assert watch(source)["sources"]["s1"] == {"listed": 1, "left": 1}
    assert watch(source)["sources"]["s1"] == {"left": 1}
    assert site.paths() == ["/rss"]


def test_too_many_requests_and_retry_after(site: Site, watch: Any) -> None:
    url = site.article("/a")
    good = site.routes["/a"]
    site.routes["/a"] = (429, {"Retry-After": "1"}, b"")
    source = {"feed": site.feed("/rss", [url])}
    done = watch(source)
    assert done["sources"]["s1"] == {"listed": 1, "later": 1}
    site.routes["/a"] = good
    # Asked at once again, it waits for the feed's host; the page itself is due after a second.
    while watch(source)["addresses"] != {"kept": 1}:
        time.sleep(0.1)
    asked = [when for path, _, when in site.asked if path == "/a"]
    assert len(asked) == 2 and asked[1] - asked[0] >= 1


def test_what_never_answers_is_given_up_and_said(site: Site, watch: Any) -> None:
    site.routes["/a"] = (500, {}, b"")
    source = {"feed": site.feed("/rss", [site.url + "/a", site.url + "/gone"])}
    for _ in range(4):
        done = watch(source, attempts=2)
    assert site.paths().count("/a") == 2
    assert site.paths().count("/gone") == 1
    assert done["addresses"] == {"refused": 2}
