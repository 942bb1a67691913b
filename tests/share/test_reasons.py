"""Every reason that another room gives in English is said in French, its codes by their names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from recoupe.join.grade import RULE
from recoupe.join.same import _STORY, _WORDS
from recoupe.share.reasons import evidence, grade_why, reason
from recoupe.share.words import reasons

SOURCE = Path(__file__).parents[2] / "src" / "recoupe"
# The calls in which reasons are given, and which of their arguments it is.
GIVEN = {"Cue": 2, "mark": 3, "Evidence": 2}


def given(folder: str) -> Iterator[str]:
    """The reasons that stand in the source of a room, « 7 » where something is filled in."""
    for path in sorted((SOURCE / folder).rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            for part in call.args[GIVEN.get(name, 99) :]:
                if not isinstance(part, ast.JoinedStr | ast.Constant):
                    continue
                pieces = part.values if isinstance(part, ast.JoinedStr) else [part]
                text = "".join(str(one.value) if isinstance(one, ast.Constant) else "7" for one in pieces)
                if " " in text:
                    yield text


def test_what_was_set_aside_is_explained_in_french() -> None:
    found = set(given("read"))
    assert len(found) > 50
    assert [one for one in sorted(found) if reason("fr", one) == one] == []


def test_why_statements_were_joined_is_told_in_french() -> None:
    filled = [[one.replace("7", value) for value in ("7", "actors", "asserted", "COERCE", "arrest")]
              for one in set(given("join"))]  # fmt: skip
    assert len(filled) > 30
    told = [one[0] for one in filled if all(reason("fr", each) == each for each in one)]
    told += [phrase for _, phrase in (*_WORDS.values(), *_STORY.values()) if reason("fr", phrase) == phrase]
    assert [one for one in told if one] == []


def test_amounts_of_two_units_are_told_in_french() -> None:
    told = reason("fr", "730 kg and 7.3 t are a decimal or a unit apart")
    assert told == "730 kg et 7,3 t ne diffèrent que d’une décimale ou d’une unité"


def test_the_rule_of_grades_in_french() -> None:
    for _, line in RULE:
        assert reason("fr", line) != line
        assert grade_why("en", f"2 articles, 1 origin; {line} → 3").endswith(f"{line} → 3")


def test_a_grade_in_french() -> None:
    english = (
        "2 articles, 1 origin: statement by the ministry, 2024-03-12; "
        "two origins or more, but they disagree on when and where → 3"
    )
    said = grade_why("fr", english)
    assert said.startswith("2 articles, 1 origine")
    assert "12 mars 2024" in said and "se contredisent" in said and said.endswith("→ 3")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_code_is_left_in_the_evidence(lang: str) -> None:
    said = evidence(lang, "COERCE may be told as SANCTION (-0.6), arrest is not dismantle (-2.2)")  # type: ignore[arg-type]
    assert not {"COERCE", "SANCTION", "dismantle"} & set(said.replace("(", " ").split())


def test_evidence_in_french() -> None:
    assert evidence("fr", "same time (+1.9), other place (-1.2)") == "même date (+1,9), autre lieu (-1,2)"


def test_what_nobody_translated_stays_readable() -> None:
    assert reason("fr", "told on 2024-03-12") == "told on 12 mars 2024"


def test_no_french_is_empty() -> None:
    assert [english for english, french in reasons().items() if not french.strip()] == []


def test_a_grade_that_a_person_changed_is_told_in_french() -> None:
    from recoupe.share.reasons import grade_why

    english = (
        "2 articles, 2 origins; two origins or more, but they disagree on actors → 3; "
        "overruled by Inès, 2026-11-26 (judgement 4): « elle » a démenti → 5"
    )
    french = grade_why("fr", english)
    assert french.startswith("2 articles, 2 origines ; ") and french.endswith(" → 5")
    assert "changée par Inès, 26 nov. 2026 (jugement 4)\u202f: « elle » a démenti" in french.replace(
        "\u00a0", "\u202f"
    )
