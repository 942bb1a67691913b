"""The day of publication in HTML pages: which statement is believed, and which are refused."""

from __future__ import annotations

from datetime import date

import pytest

from recoupe.read.page import page

from .conftest import FIRST, SECOND, THIRD

TITLE = "Tunis et Lisbonne relancent leur coopération policière"
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
META = '<meta property="article:published_time" content="{}">'
LINKED = '<script type="application/ld+json">{{"@type": "{}", "{}": "{}"}}</script>'


def _day(
    under: str = "", *, head: str = "", above: str = "", below: str = "", text: str = TEXT, lang: str = "fr"
) -> str | None:
    got = page(
        f"<html lang='{lang}'><head><title>{TITLE}</title>{head}</head><body><nav>Accueil</nav>{above}"
        f"<h1>{TITLE}</h1>{under}<div class='texte'>{text}</div>{below}</body></html>".encode(),
        fetched=date(2022, 6, 1),
    )
    assert got is not None
    return got.published


@pytest.mark.parametrize(
    "under",
    [
        "<p>Publié le 3 mars 2021 à 10:20</p>",
        "<p>Par Leïla Trabelsi | 3 mars 2021</p>",
        "<div>Mis en ligne le 3 mars 2021 - Mis à jour le 9 mars 2021</div>",
        "<footer class='submitted'>mercredi 3 mars 2021</footer>",
        "<dl><dt>Mise en ligne</dt><dd>3 mars 2021</dd></dl>",
        "<span class='date' property='dc:date' content='2021-03-03T00:00:00+01:00'>mercredi</span>",
        "<abbr class='published' title='2021-03-03T08:00:00Z'>mercredi</abbr>",
        "<time class='dt-published' datetime='2021-03-03'>il y a un an</time>",
        "<time datetime='2021-03-03T08:00:00Z'>il y a un an</time>",
        "<p><a href='/archives/2021/3'>3 mars 2021</a></p>",
        "<p>3-mars-2021</p>",
        "<p>2021.3.3</p>",
        "<p>نشر في 3 مارس 2021</p>",
    ],
)
def test_what_stands_under_the_title(under: str) -> None:
    assert _day(under) == "2021-03-03"


def test_the_line_above_the_title_counts_with_a_name_only() -> None:
    assert _day(above="<div>Accueil | Par Leïla Trabelsi | 3 mars 2021</div>") == "2021-03-03"
    assert _day(above="<div>mercredi 3 mars 2021</div>") is None


def test_a_label_in_a_box_below_the_text() -> None:
    assert _day(below="<p>Mise en ligne</p><p>3 mars 2021</p><p>Mixage</p><p>A. B.</p>") == "2021-03-03"


@pytest.mark.parametrize(
    "head",
    [
        META.format("2021-03-03T10:00:00Z"),
        META.format("20210303T100000Z"),
        '<meta name="timestamp" content="1614765600">',
        '<meta name="date" content="Wed, 03 Mar 2021 10:00:00 GMT">',
        LINKED.format("NewsArticle", "datePublished", "2021-03-03T10:00:00Z"),
        LINKED.format("LiveBlogPosting", "datePublished", "2021-03-03"),
        "<script type='application/ld+json'>//<![CDATA[\n"
        '{"@type": "Article", "datePublished": "2021-03-03"}\n//]]></script>',
    ],
)
def test_what_machines_are_told(head: str) -> None:
    assert _day(head=head) == "2021-03-03"


@pytest.mark.parametrize(
    "head",
    [
        META.format("2021-01-01"),
        META.format("2021-01-01T00:00:00Z"),
        META.format("2199-03-03"),
        META.format("1970-01-01T00:00:00Z"),
        META.format("0000-00-00"),
        META.format("2022-06-09T08:00:00Z"),  # a week after the page was fetched
        LINKED.format("Organization", "datePublished", "2021-03-03"),
    ],
)
def test_placeholders_and_days_to_come_are_refused(head: str) -> None:
    assert _day(head=head) is None


def test_dates_of_other_articles_and_of_readers_are_not_this_article_s() -> None:
    cards = "<aside><h2>Sur le même sujet</h2><p>Publié le 5 mai 2020</p></aside>"
    comments = "<div class='comments'><p>Par Sami, le 6 mai 2021</p></div>"
    assert _day(below=cards + comments) is None
    card = "<article><h2>Un pont ferme</h2><time datetime='2020-05-05'>5 mai 2020</time></article>"
    assert _day(below=card) is None
    assert _day("<nav><time datetime='2022-05-31'>mardi 31 mai 2022</time></nav>") is None


def test_the_first_publication_is_believed_not_a_later_edition() -> None:
    under = "<div>Le 19 février 2022</div><time itemprop='datePublished' datetime='2022-02-19'></time>"
    assert _day(under, head=META.format("2021-03-03T10:00:00Z")) == "2021-03-03"


def test_the_printed_day_corrects_a_clock_in_utc() -> None:
    head = META.format("2021-03-02T23:30:00Z")
    assert _day("<p>Publié le 3 mars 2021 à 00:30</p>", head=head) == "2021-03-03"
    assert _day("<p>03.03.21</p>", head=head) == "2021-03-03"
    assert _day("<p>03.03.21</p>") is None


def test_a_day_before_what_the_text_tells_is_refused() -> None:
    later = "<p>Le 5 mai 2021, la commission a adopté le protocole à Lisbonne.</p>"
    assert _day("<p>Publié le 3 mars 2021</p>", text=TEXT + later) is None
    assert _day("<p>Publié le 3 mars 2021, mis à jour le 6 mai 2021</p>", text=TEXT + later) == "2021-03-03"
    planned = "<p>La commission se réunira à Lisbonne le 5 mai 2021, a annoncé le ministre.</p>"
    assert _day("<p>Publié le 3 mars 2021</p>", text=TEXT + planned) == "2021-03-03"
    postponed = "<p>Le juge a renvoyé le procès au 5 mai 2021.</p>"
    assert _day("<p>Publié le 3 mars 2021</p>", text=TEXT + postponed) == "2021-03-03"


def test_each_day_has_its_source_and_how_sure_it_is() -> None:
    raw = (
        f"<html><head><title>{TITLE}</title>{META.format('2021-03-03T10:00:00Z')}</head><body><h1>{TITLE}</h1>"
        f"<p>Publié le 3 mars 2021</p>{TEXT}</body></html>"
    )
    got = page(raw.encode(), fetched=date(2022, 6, 1))
    assert got is not None
    (day,) = [stated for stated in got.meta if stated.field == "published"]
    assert day.value == "2021-03-03" and day.source and 0.9 < day.confidence < 1
