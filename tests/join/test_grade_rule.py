"""The rule of the grades stands in one place, and the guide has it word for word."""

from __future__ import annotations

from pathlib import Path

from recoupe.join.grade import RULE, WORDS

GUIDE = Path(__file__).parents[2] / "docs" / "cross-checking.md"


def test_the_guide_has_every_line_of_the_rule_in_its_order() -> None:
    rows = [f"| {sentence} | {grade} " for grade, sentence in RULE]
    text = GUIDE.read_text(encoding="utf-8")
    places = [text.find(row) for row in rows]
    assert -1 not in places and places == sorted(places)
    assert {grade for grade, _ in RULE} == set(WORDS)
