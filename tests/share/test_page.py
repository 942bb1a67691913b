"""The page: well formed, escaped, self-contained, every link with its target."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.model import Article, Zone
from recoupe.share.brief import Brief, brief
from recoupe.share.marks import blocks
from recoupe.share.page import page


class _Reader(HTMLParser):
    """Tags with their attributes, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


@pytest.fixture(scope="module", params=["en", "fr"])
def html(made: Brief, request: pytest.FixtureRequest) -> str:
    return page(made, request.param)


def test_a_hostile_title_stays_text(html: str) -> None:
    reader = read(html)
    names = {tag for tag, _ in reader.tags}
    assert not names & {"script", "img", "iframe", "object", "link", "form"}
    assert not [name for _, attrs in reader.tags for name in attrs if name.startswith("on")]
    assert "<script>alert(1)</script>" in "".join(reader.words)


def test_nothing_is_asked_from_outside(html: str) -> None:
    reader = read(html)
    loading = [
        attrs for tag, attrs in reader.tags if tag != "a" and ({"src", "href", "srcset", "data"} & set(attrs))
    ]
    assert not loading
    assert "@import" not in html and not re.search(r"url\((?!#)", html)
    policy = next(attrs["content"] for tag, attrs in reader.tags if "http-equiv" in attrs)
    assert policy is not None and policy.startswith("default-src 'none'") and "unsafe" not in policy


def test_only_web_addresses_are_linked(made: Brief) -> None:
    bad = Article("x.txt", "texte", (Zone(0, 5, "body"),), "x", "javascript:alert(1)", "2021-01-01", "fr")
    assert "javascript:" not in page(brief([bad], [], [], [], []))


def test_every_link_inside_the_page_has_its_target_once(html: str) -> None:
    reader = read(html)
    ids = [attrs["id"] for _, attrs in reader.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    inner = {
        attrs["href"][1:]
        for tag, attrs in reader.tags
        if tag == "a" and (attrs.get("href") or "").startswith("#")
    }  # type: ignore[index]
    labelled = {attrs["aria-labelledby"] for _, attrs in reader.tags if "aria-labelledby" in attrs}
    assert inner <= set(ids) and labelled <= set(ids)


def test_charts_are_well_formed_and_leave_the_words_to_the_page(html: str) -> None:
    charts = re.findall(r"<svg.*?</svg>", html, re.S)
    assert len(charts) >= 3
    for chart in charts:
        assert ET.fromstring(chart).get("aria-hidden") == "true"
    assert 'class="mark disputed"' in html


def test_headings_go_down_one_step_at_a_time(html: str) -> None:
    levels = [int(tag[1]) for tag, _ in read(html).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_evidence_is_marked_and_set_aside_text_has_its_reason(html: str) -> None:
    assert re.search(r"<mark[^>]*>(<span[^>]*></span>)*Le BCIJ a démantelé mardi", html)
    assert re.search(r'class="aside".*short lines without verbs.*Météo', html)


def test_both_sides_of_a_disagreement_are_quoted(html: str) -> None:
    sides = re.search(r'<div class="versus hard">.*?</div>\s*</div>', html, re.S)
    assert sides and sides[0].count("<blockquote") == 2


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70)), max_size=6),
    st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=4),
)
def test_cut_pieces_hold_the_text_and_every_span(
    text: str, spans: list[tuple[int, int]], zones: list[tuple[int, int]]
) -> None:
    article = Article("t", text, tuple(Zone(min(z), max(z), "body") for z in zones))
    given = [(("t", i), span) for i, span in enumerate(spans)]
    cut = blocks(article, given)
    joined = "".join(piece.text for block in cut for piece in block.pieces)
    # Only white space between zones may be left out.
    assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", text)
    if not zones and text.strip():
        for ref, (start, end) in given:
            covered = "".join(p.text for block in cut for p in block.pieces if ref in p.under)
            assert covered == text[max(0, start) : max(0, end)]
