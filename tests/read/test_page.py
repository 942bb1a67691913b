"""HTML: the article's text, title first, and what the page says of itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import FIRST, SECOND, THIRD, one

Put = Callable[..., Path]
TITLE = "Tunis et Lisbonne relancent leur coopération policière"


def _html(head: str = "", extra: str = "", title: str = TITLE) -> str:
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title} | Le Rivage</title>{head}</head>"
        f"<body><nav><a href='/'>Accueil</a> <a href='/m'>Monde</a></nav><article><h1>{title}</h1>{extra}"
        f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"
        "<footer>Tous droits réservés</footer></body></html>"
    )


def test_title_then_text(put: Put) -> None:
    article = one(put("a.html", _html()))
    assert article.text == f"{TITLE}\n\n{FIRST}\n{SECOND}\n{THIRD}\n"
    assert [zone.zone for zone in article.zones] == ["title", "body", "body", "body"]
    assert article.language == "fr" and article.published is None


def test_what_trafilatura_leaks_is_set_aside(put: Put) -> None:
    leak = "<p>À lire aussi : Le protocole de 2017, quatre ans après</p>"
    article = one(put("a.html", _html(extra=leak)))
    assert "À lire aussi" not in article.text or "related" in [zone.zone for zone in article.zones]


def test_the_page_s_own_statements(put: Put) -> None:
    head = (
        '<meta property="og:site_name" content="Le Rivage"><link rel="canonical" href="https://rivage.example/x">'
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", '
        '"headline": "Tunis et Lisbonne", "datePublished": "2021-03-03T08:10:00+01:00"}]}</script>'
    )
    article = one(put("a.html", _html(head)))
    assert (article.outlet, article.url, article.published) == (
        "Le Rivage",
        "https://rivage.example/x",
        "2021-03-03",
    )


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2021-03-03T10:00:00Z">', "2021-03-03"),
        ('<meta name="date" content="3 mars 2021">', "2021-03-03"),
        ('<meta name="date" content="2021-01-01">', None),
        ('<meta name="date" content="2199-03-03">', None),
        ('<meta name="date" content="mars 2021">', None),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": broken</script>',
            None,
        ),
        (
            '<script type="application/ld+json">{"@type": "Person", "datePublished": "2021-03-03"}</script>',
            None,
        ),
    ],
)
def test_dates_stated_are_taken_and_none_is_invented(put: Put, head: str, day: str | None) -> None:
    assert one(put("a.html", _html(head))).published == day


def test_the_charset_a_page_declares(put: Put) -> None:
    raw = _html().replace("utf-8", "iso-8859-15").replace("’", "'").encode("iso-8859-15")
    assert TITLE in one(put("a.html", raw)).text


def test_html_in_a_txt_file(put: Put) -> None:
    assert one(put("a.txt", _html())).text.startswith(f"{TITLE}\n\n")


@pytest.mark.parametrize("tag", ["div", "span", "table", "a", "font"])
def test_text_nested_too_deeply_for_the_parser_is_kept(put: Put, tag: str) -> None:
    path = put("a.html", f"<{tag}>" * 100_000 + f"<p>{FIRST}</p><p>{SECOND}</p>" + f"</{tag}>" * 100_000)
    article = one(path)
    assert article.text == f"{FIRST}\n{SECOND}\n"
