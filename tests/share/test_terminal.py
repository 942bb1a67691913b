"""The brief as printed: complete, within its width, plain in a pipe."""

from __future__ import annotations

import io
import re

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console

from recoupe.errors import InputError
from recoupe.model import Unlike
from recoupe.share.brief import Brief, print_brief


def printed(made: Brief, width: int, lang: str = "en") -> str:
    out = io.StringIO()
    print_brief(made, Console(file=out, width=width), lang)
    return out.getvalue()


def test_the_head_counts_articles_outlets_copies_and_what_is_not_coded(made: Brief) -> None:
    head = printed(made, 120).splitlines()[0]
    assert "5 articles · 5 outlets · 1 copy · 1 undated · 1 Arabic (not coded yet)" in head
    assert head.endswith("10 Mar 2021 – 12 Mar 2021")


def test_an_account_shows_what_an_analyst_must_not_miss(made: Brief) -> None:
    lines = printed(made, 120).splitlines()
    at = next(i for i, line in enumerate(lines) if "dismantled a cell" in line)
    assert re.match(
        r"  9 Mar +BCIJ dismantled a cell \(Settat\) +3 articles, 2 origins   3 possibly true    A-raid$",
        lines[at],
    )
    assert "≠ when" in lines[at + 1]
    assert "Tue 9 Mar (2 articles, 1 origin) · Mon 8 Mar (cap-radio)" in lines[at + 1]
    assert "≠ members" in lines[at + 2] and "6 (2 articles, 1 origin) · 7 (cap-radio)" in lines[at + 2]
    assert "statement by le ministère, 10 Mar 2021 → 2 articles; cap-radio on its own" in lines[at + 3]


def test_a_broken_rule_of_the_ledger_is_shown_with_its_claims(made: Brief) -> None:
    text = printed(made, 120)
    assert "cells dismantled, BCIJ" in text
    assert "✗ a running total fell" in text
    assert "1 of the 90 claimed" in text


@pytest.mark.parametrize("lang, told", [("en", "≁ not comparable"), ("fr", "≁ non comparables")])
def test_counts_of_other_scopes_are_said_not_to_be_comparable(made: Brief, lang: str, told: str) -> None:
    first, second = made.ledgers[0].claims[:2]
    unlike = Unlike("period", (first.account, second.account), "periods that overlap")
    ledger = replace(made.ledgers[0], violations=(), not_comparable=(unlike,))
    lines = printed(replace(made, ledgers=(ledger,)), 120, lang)
    assert told in lines
    assert "✗" not in lines


def test_nothing_vanishes_silently(made: Brief) -> None:
    text = printed(made, 120)
    assert "1 article said nothing codable" in text
    assert "1 block set aside: tickers" in text
    assert "f.bin: is binary; give a text or a page" in text
    assert "e.txt" not in text  # counted in the head already


@pytest.mark.parametrize("width", [60, 80, 100, 120])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_line_is_wider_than_the_console_and_a_pipe_gets_no_colours(
    made: Brief, width: int, lang: str
) -> None:
    text = printed(made, width, lang)
    assert "\x1b" not in text and "\u202e" not in text
    too_wide = [line for line in text.splitlines() if cell_len(line) > width]
    assert not too_wide
    assert not [line for line in text.splitlines() if line != line.rstrip()]


def test_in_french(made: Brief) -> None:
    text = printed(made, 120, "fr")
    assert "Le BCIJ a démantelé une cellule (Settat)" in text
    assert "3 articles, 2 origines   3 peut-être vrai" in text
    assert "communiqué, le ministère, 10 mars 2021 → 2 articles" in text


def test_another_language_is_refused_with_what_to_do(made: Brief) -> None:
    with pytest.raises(InputError, match="en or fr"):
        printed(made, 80, "de")
