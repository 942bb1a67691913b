"""The stage as a whole: what goes in comes out, in order, or is reported."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoupe.code import code
from recoupe.code.fr.numbers import find_numbers
from recoupe.code.sentences import split
from recoupe.model import Article, Coded, Dropped, Zone


def article(doc: str, text: str, language: str | None, zone: str = "body") -> Article:
    return Article(doc, text, (Zone(0, len(text), zone),), published="2024-03-14", language=language)


def test_each_article_comes_back_in_order_or_is_reported():
    given_ = [
        article("1.txt", "Le BCIJ a démantelé une cellule.", "fr"),
        article("2.txt", "The bureau broke up a cell.", "en"),
        article("3.txt", "فكك المكتب خلية.", "ar"),
        article("4.txt", "", "fr"),
        article("5.txt", "La DGSN a démantelé un réseau.", "fr"),
    ]
    found = list(code(given_))
    assert [r.doc for r in found] == ["1.txt", "2.txt", "3.txt", "4.txt", "5.txt"]
    assert [type(r) for r in found] == [Coded, Dropped, Dropped, Coded, Coded]
    assert all(not r.failed and "not coded yet" in r.reason for r in found if isinstance(r, Dropped))


def test_only_the_article_is_coded():
    text = "Le BCIJ a démantelé une cellule."
    for zone in ("ticker", "related", "caption", "notice", "ad", "byline"):
        (result,) = code([article("a.txt", text, "fr", zone)])
        assert isinstance(result, Coded) and result.statements == ()


def test_an_affair_that_a_government_tells_is_no_other_affair():
    text = (
        "Des hommes à cheval ont tué douze villageois dans la nuit, a indiqué le ministre de l'Intérieur, "
        "Omar Zaki. Une dizaine de personnes ont été blessées. Le marché a brûlé. Les puits sont à sec. "
        "Les écoles ont fermé. La pluie a tout emporté."
    )
    (result,) = code([article("a.txt", text, "fr")])
    assert isinstance(result, Coded)  # an article on other affairs would be emptied whole
    assert "people-killed" in {getattr(s, "measure", None) for s in result.statements}


def test_the_police_speak_sooner_than_the_group_they_fought():
    text = (
        "Belle prise de la Gendarmerie royale marocaine dans un groupe qui jurait fidélité à Daech. "
        "Deux hommes ont été arrêtés à Agadir, précise-t-elle dans un communiqué."
    )
    (result,) = code([article("a.txt", text, "fr")])
    assert isinstance(result, Coded)
    assert {s.attribution.id for s in result.statements if s.attribution} == {"MAR.GR"}


@given(st.text(alphabet=st.sampled_from("abcÉé .!?…»«\n’'-,0123456789"), max_size=200))
def test_sentences_lie_in_the_text_and_do_not_overlap(text):
    spans = list(split(text, 0, len(text)))
    assert all(text[a:b].strip() == text[a:b] and a < b for a, b in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@given(st.integers(min_value=2, max_value=999_999))
def test_a_number_with_thousands_marks_is_read(value):
    for mark in (".", " ", "\u00a0", "\u202f"):
        written = f"{value:,}".replace(",", mark)
        (found,) = find_numbers(f"{written} personnes")
        assert found.value == value


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            ["Le BCIJ", "a démantelé", "une cellule", "lundi", "à Fès", "selon", "qui", "« ", " »", "12",
             "de", "la DGSN", ",", ";", "M. Ouardi", "dont", "n'a pas", "pour",
             "entre", "et", "Daech", "\u200f", "…"]
        ),
        max_size=14,
    )
)  # fmt: skip
def test_whatever_the_words_every_record_points_into_the_text(words):
    text = " ".join(words)
    (result,) = code([article("a.txt", text, "fr")])
    assert isinstance(result, Coded)
    for statement in result.statements:
        start, end = statement.span
        assert 0 <= start < end <= len(text)
        assert statement.trigger in text[start:end]
