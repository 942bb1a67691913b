"""Hostile text: nothing raises, zones hold together, and the work grows with the length, not faster."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.read.boilerplate import Boilerplate
from recoupe.read.lines import fold, lines
from recoupe.read.zoning import zones

from .conftest import FIRST, SECOND

ODD = (
    "\u200b\u200e\u200f\u202a\u202e\u2066\u2069\ufeff"
    + "\x00\x0b\x0c\x1b\x85\u2028\u2029\r\u0301\u064e\u0640\U0001f449►»«>#@°©"
)
WORDS = [
    "Lire aussi", "Publié le", "3 mars 2021", "10:12", "Par", "AFP", "Tunis", "https://", "a@b", "#", "@",
    "18°C", "EUR/TND", "  ", "\t", "|", ">", ">>", "...", "…", ".", ":", "-", "(", ")", "©", "شارك", "نشر في",
    "Share", "min read", "Facebook", "A", "DH", "1", "12.000", "«", "»", '"', "Aller plus loin", FIRST,
    SECOND,
]  # fmt: skip
ENDS = ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\n\n", " ", "   ", "\x0b", "\x1c", ""]
TEXTS = st.lists(
    st.tuples(
        st.sampled_from(WORDS) | st.text(alphabet=ODD, max_size=8) | st.text(max_size=20),
        st.sampled_from(ENDS),
    ),
    max_size=60,
).map(lambda parts: "".join(word + end for word, end in parts))


def _hold(text: str) -> None:
    at = 0
    for zone in zones(text, "la-vigie"):
        assert at <= zone.start < zone.end <= len(text)
        assert not text[at : zone.start].strip()
        assert zone.why
        at = zone.end
    assert not text[at:].strip()


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_is_cut_into_zones_that_cover_it_each_with_its_reason(text: str) -> None:
    _hold(text)


class Kept(dict[str, str]):
    """A memory that a library could be."""

    def recall(self, outlet: str) -> str | None:
        return self.get(outlet)

    def keep(self, outlet: str, learned: str) -> None:
        self[outlet] = learned


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, max_size=5))
def test_any_pages_can_be_learned(texts: list[str]) -> None:
    kept = Kept()
    learned = Boilerplate(kept)
    for text in texts:
        learned.learn("la-vigie", text)
    learned.keep()
    again = Boilerplate(kept)
    again.learn("la-vigie", "Une phrase, pour que la page compte.")
    again.keep()
    for text in texts:
        for line in text.splitlines():
            assert again.known("la-vigie", line) == learned.known("la-vigie", line)


BAIT: dict[str, Callable[[int], str]] = {
    "one line of words": lambda n: "mot " * n,
    "one line without a space": lambda n: "x" * 4 * n,
    "one line of sentences": lambda n: "Il a dit non. " * (n // 3),
    "one line of gaps": lambda n: "a    " * n,
    "one line of signs": lambda n: "a • " * n,
    "clock times": lambda n: "10:12 " * n,
    "dates": lambda n: "3 mars 2021 " * (n // 2),
    "almost dates": lambda n: "3 mars / mars " * (n // 2),
    "brackets": lambda n: "(((" * n,
    "capitals": lambda n: "Aa " * n + "- ",
    "dots": lambda n: "." * 3 * n,
    "mail bait": lambda n: "a@a." * n,
    "telephone bait": lambda n: "12 34 " * n,
    "tag bait": lambda n: "#a, " * n + "!",
    "combining marks": lambda n: "e" + "\u0301" * 3 * n,
    "short lines": lambda n: "a\n" * n,
    "related headings": lambda n: "Aller plus loin\n" * (n // 4),
    "headings and sentences": lambda n: "Aller plus loin\nUn pont.\n" * (n // 8),
    "one heading, many cards": lambda n: (
        "Aller plus loin\n" + "".join(f"Un pont {k}\nIl a dit non.\n" for k in range(n // 6))
    ),
    "many headings and cards": lambda n: (
        "Aller plus loin\nUn pont ferme\nIl a dit non à tous ceux qui le demandaient.\n" * (n // 12)
    ),
    "repeated paragraphs": lambda n: f"{FIRST}\n" * (n // 40),
    "headlines": lambda n: "".join(f"Un pont numéro {k} ferme\n" for k in range(n // 6)),
    "teasers": lambda n: "".join(f"Un pont numéro {k} ferme pour trois mois…\n" for k in range(n // 10)),
    "bidi": lambda n: "\u202e\u202c" * n + "x",
    "nulls": lambda n: "\x00a " * n,
}


def _work(text: str) -> int:
    """How many Python calls zoning a text takes: what grows, whatever the machine."""
    count = 0

    def tick(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(tick)
    try:
        list(zones(text, "la-vigie"))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("bait", BAIT)
def test_work_grows_no_faster_than_the_text(bait: str) -> None:
    small, large = BAIT[bait](1_000), BAIT[bait](4_000)
    _hold(large)
    assert _work(large) <= 6 * _work(small) + 2_000


@pytest.mark.parametrize("bait", BAIT)
def test_ten_megabytes_at_most_of_each_bait_come_through(bait: str) -> None:
    """Patterns do their work in C, where calls are not counted: what backtracks never ends here."""
    text = BAIT[bait](60_000)
    _hold(text)


@given(st.text(alphabet=ODD + "aé ", max_size=200))
def test_folding_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_lines_stand_where_they_say(text: str) -> None:
    for line in lines(text):
        assert text[line.start : line.end] == line.text and line.text == line.text.strip()
