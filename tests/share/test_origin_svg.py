"""The origin graph on the page: drawn, and said in words; judgements and values set aside are told."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import share_press as press
from msgspec.structs import replace

from recoupe.join.graph import Graph, Link, Spot
from recoupe.model import Applied
from recoupe.share.brief import Brief, brief
from recoupe.share.origin_svg import origin_svg
from recoupe.share.page import page


def spot(doc: str, origin: str) -> Spot:
    return Spot(doc=doc, outlet=doc.split(".")[0], published="2021-03-10", origin=origin)


def paths(svg: str, kind: str) -> int:
    return sum(kind in (e.get("class") or "").split() for e in ElementTree.fromstring(svg).iter("path"))


def test_a_relay_leads_to_what_it_relays_and_only_that_to_the_origin() -> None:
    links = (
        Link(doc="a.txt", to="le ministère", how="attributed", why=""),
        Link(doc="b.txt", to="a.txt", how="copied", why=""),
        Link(doc="c.txt", to="c", how="own", why=""),
    )
    drawn = Graph(
        account="A", articles=(spot("a.txt", "X"), spot("b.txt", "X"), spot("c.txt", "Y")), links=links
    )
    svg = origin_svg(drawn, {"a.txt": "10 Mar"}, [("X", "the ministry"), ("Y", "<c>")])
    assert [paths(svg, kind) for kind in ("relay", "attributed", "own", "head")] == [1, 1, 1, 1]
    assert "&lt;c&gt;" in svg


def test_a_circle_is_drawn_as_one_and_leads_to_its_origin_once() -> None:
    links = tuple(Link(doc=a, to=b, how="cites", why="") for a, b in (("a.txt", "b.txt"), ("b.txt", "a.txt")))
    drawn = Graph(
        account="A", articles=(spot("a.txt", "X"), spot("b.txt", "X")), links=links,
        circles=(("a.txt", "b.txt"),),
    )  # fmt: skip
    svg = origin_svg(drawn, {}, [("X", "each other")])
    assert paths(svg, "round") == 2
    assert paths(svg, "edge") == 3


def test_the_page_says_in_words_who_relays_whom(made: Brief) -> None:
    html = page(made)
    assert re.search(r"<li>[\w-]+ prints the text of [\w-]+</li>", html)
    assert 'class="chart origins"' in html
    assert "<code>A-raid</code>" in html


def test_judgements_and_values_set_aside_are_told(made: Brief) -> None:
    raid, *others = press.accounts()
    best, other = raid.fields["when"]
    judged = replace(
        raid,
        fields={"when": (best, replace(other, aside="Inès, 2021-04-01 (judgement 3): misread"))},
        disagreements=(),
        judged=(Applied(3, "wrong", "Inès", "2021-04-01T08:00:00Z", "misread", "when 2021-03-08 set aside"),),
    )
    told = brief(press.ARTICLES, press.coded(), (), (judged, *others), press.ledgers())
    html = page(told)
    assert re.search(r"<s>[^<]*8 Mar[^<]*</s>", html)
    assert "when 2021-03-08 set aside (Inès, 1 Apr 2021): misread" in html
    assert "Jugements" in page(told, "fr")
