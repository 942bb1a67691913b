"""A day that only the feed or the sitemap gives: kept with the page, and believed last."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from local_site import HTML, STORY, Site

from recoupe import read
from recoupe.model import Article, Dropped

NEWS = "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'"
XML = {"Content-Type": "text/xml"}


def rss(site: Site, path: str, *entries: tuple[str, str]) -> dict[str, str]:
    """A feed of (address, tag with its date)."""
    items = "".join(f"<item><title>T</title><link>{url}</link>{day}</item>" for url, day in entries)
    site.routes[path] = (200, XML, f"<rss version='2.0'><channel>{items}</channel></rss>".encode())
    return {"feed": site.url + path}


def story(site: Site, path: str, head: str = "", first: str = "") -> str:
    """An article at a path, with this in its head and before its text; gives its address."""
    body = "".join(f"<p>{STORY} Point {n}.</p>" for n in range(3))
    source = f"<html lang='fr'><head>{head}</head><body><article><h1>Saisie au port</h1>{first}{body}"
    site.routes[path] = (200, HTML, f"{source}</article></body></html>".encode())
    return site.url + path


def dates(folder: Path) -> dict[str, tuple[str | None, str | None]]:
    """Of each article in the archive, by its path: the day of publication, and what tells it."""
    out = {}
    for item in read(sorted(folder.glob("archive/*.warc.gz"))):
        if isinstance(item, Article):
            source = next((told.source for told in item.meta if told.field == "published"), None)
            out[str(item.url).split("/", 3)[3]] = (item.published, source)
    return out


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("<pubDate>Mon, 06 May 2024 21:30:00 GMT</pubDate>", ("2024-05-06", "feed pubDate")),
        ("<pubDate>Mon, 6 May 2024 23:30 +0100</pubDate>", ("2024-05-06", "feed pubDate")),
        ("<published>2024-05-06T08:00:00Z</published>", ("2024-05-06", "feed published")),
        ("<updated>2024-05-06T08:00:00Z</updated>", ("2024-05-06", "feed updated")),
        ("<updated>2024-05-08T08:00:00Z</updated><published>2024-05-06T08:00:00Z</published>",
         ("2024-05-06", "feed published")),
        ("<dc:date xmlns:dc='http://purl.org/dc/'>2024-05-06</dc:date>", ("2024-05-06", "feed date")),
        ("<pubDate>hier soir</pubDate>", (None, None)),
        ("<pubDate>Mon, 01 Jan 2024 00:00:00 GMT</pubDate>", (None, None)),
        ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", (None, None)),
        ("<pubDate>Sat, 06 May 2094 08:00:00 GMT</pubDate>", (None, None)),
        ("", (None, None)),
    ],
)  # fmt: skip
def test_the_feed_s_day_where_the_page_has_none(
    site: Site, watch: Any, tmp_path: Path, tag: str, expected: tuple[str | None, str | None]
) -> None:
    watch(rss(site, "/rss", (story(site, "/a"), tag)))
    assert dates(tmp_path) == {"a": expected}


def test_the_page_s_own_day_comes_first(site: Site, watch: Any, tmp_path: Path) -> None:
    meta = "<meta property='article:published_time' content='2024-05-03T10:00:00Z'>"
    pages = [
        story(site, "/meta", meta), story(site, "/imprime", first="<p>Publié le 3 mai 2024 à 10h00</p>"),
        story(site, "/2024/05/03/adresse"), story(site, "/rien"),
    ]  # fmt: skip
    days = [f"<pubDate>Mon, 06 May 2024 0{n}:00:00 GMT</pubDate>" for n in range(4)]
    watch(rss(site, "/rss", *zip(pages, days, strict=True)))
    got = dates(tmp_path)
    assert [got[path][0] for path in ("meta", "imprime", "2024/05/03/adresse")] == ["2024-05-03"] * 3
    assert got["rien"] == ("2024-05-06", "feed pubDate")


@pytest.mark.parametrize(
    ("path", "first", "tag"),
    [
        # The text tells, as past, of a later day.
        ("/a", "Le ministre a signé l'accord le 14 mai 2024.", "<pubDate>Mon, 06 May 2024 08:00 Z</pubDate>"),
        # The address names another month.
        ("/2021/03/a", "Le ministre a signé l'accord.", "<pubDate>Mon, 06 May 2024 08:00 Z</pubDate>"),
        # What changed the page years after all it tells of was no publication.
        ("/a", "Le ministre a signé l'accord le 14 mai 2021.", "<updated>2024-05-06T08:00:00Z</updated>"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused(
    site: Site, watch: Any, tmp_path: Path, path: str, first: str, tag: str
) -> None:
    watch(rss(site, "/rss", (story(site, path, first=f"<p>{first}</p>"), tag)))
    assert dates(tmp_path) == {path[1:]: (None, None)}


def test_the_hour_at_which_a_list_was_made_dates_nothing(site: Site, watch: Any, tmp_path: Path) -> None:
    made = "<pubDate>Mon, 06 May 2024 08:00:00 GMT</pubDate>"
    own = "<pubDate>Fri, 03 May 2024 17:21:08 GMT</pubDate>"
    entries = [(story(site, f"/n{n}"), own if n == 5 else made) for n in range(6)]
    watch(rss(site, "/rss", *entries))
    assert [dates(tmp_path)[f"n{n}"][0] for n in (0, 4, 5)] == [None, None, "2024-05-03"]


def test_sitemaps_and_the_better_of_two_days(site: Site, watch: Any, tmp_path: Path) -> None:
    old, both, news = (story(site, path) for path in ("/ancien", "/deux", "/neuf"))
    site.sitemap("/map.xml", [(old, "2024-05-02"), (both, "2024-05-09")])
    body = (
        f"<urlset {NEWS}><url><loc>{news}</loc><lastmod>2024-05-08</lastmod><news:news>"
        "<news:publication_date>2024-05-07T08:00:00Z</news:publication_date></news:news></url></urlset>"
    )
    site.routes["/news.xml"] = (200, XML, body.encode())
    feed = rss(site, "/rss", (both, "<pubDate>Mon, 06 May 2024 08:00:00 GMT</pubDate>"))
    watch({"sitemap": site.url + "/map.xml"}, {"sitemap": site.url + "/news.xml"}, feed)
    assert dates(tmp_path) == {
        "ancien": ("2024-05-02", "sitemap lastmod"),
        "deux": ("2024-05-06", "feed pubDate"),
        "neuf": ("2024-05-07", "sitemap news:publication_date"),
    }


def test_the_day_outlives_the_memory_and_reaches_the_library(
    site: Site, watch: Any, run: Callable[..., Result], tmp_path: Path
) -> None:
    import json

    source = rss(site, "/rss", (story(site, "/a"), "<pubDate>Mon, 06 May 2024 08:00:00 GMT</pubDate>"))
    watch(source)
    for path in tmp_path.glob("archive/visits.db*"):
        path.unlink()
    done = watch(source, args=("--library", "press.db"))
    assert done["library"]["added"] == 1
    assert done["addresses"] == {"kept": 1}
    archive = str(next(tmp_path.glob("archive/*.warc.gz")))
    assert run("read", archive, "--out", "out.jsonl").exit_code == 0
    assert json.loads(Path("out.jsonl").read_text())["published"] == "2024-05-06"


def test_what_feeds_and_sitemaps_answered_is_kept_and_taken_for_no_article(
    site: Site, watch: Any, tmp_path: Path
) -> None:
    """Served as text/html, as many are; kept anew only where it changed."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    url, day = story(site, "/a"), "<pubDate>Mon, 06 May 2024 08:00:00 GMT</pubDate>"
    feed = rss(site, "/rss", (url, f"{day}<description>{STORY * 5}</description>"))
    site.routes["/rss"] = (200, HTML, site.routes["/rss"][2])  # type: ignore[index]
    index = site.sitemap(
        "/index.xml", [(site.sitemap("/map.xml", [(url, "2024-05-06")]), "")], "sitemapindex"
    )
    sources = (feed, {"sitemap": index})
    for _ in range(2):
        watch(*sources)
    assert watch(*sources)["addresses"] == {"kept": 1}
    (path,) = tmp_path.glob("archive/*.warc.gz")
    with path.open("rb") as file:
        kept = [
            r.headers["WARC-Target-URI"] for r in ArchiveIterator(file, record_types=WarcRecordType.response)
        ]
    assert kept == [site.url + "/rss", index, site.url + "/map.xml", url]
    items = list(read([path]))
    assert [item.url for item in items if isinstance(item, Article)] == [url]
    (said,) = [item for item in items if isinstance(item, Dropped)]
    assert "3 feeds and sitemaps" in said.reason and not said.failed
    for each in tmp_path.glob("archive/visits.db*"):
        each.unlink()
    assert watch(*sources)["addresses"] == {"kept": 1}
    assert site.paths().count("/a") == 1


def test_a_memory_of_the_version_before_is_taken_up(site: Site, watch: Any, tmp_path: Path) -> None:
    source = rss(site, "/rss", (story(site, "/a"), ""), (story(site, "/b"), ""))
    watch({**source, "limit": 1})
    with sqlite3.connect(tmp_path / "archive" / "visits.db") as memory:
        memory.execute("ALTER TABLE address DROP COLUMN dated_by")
        memory.execute("ALTER TABLE listing DROP COLUMN digest")
        memory.execute("PRAGMA user_version = 1")
    memory.close()
    assert watch(source)["addresses"] == {"kept": 2}
    assert site.paths().count("/a") + site.paths().count("/b") == 2
