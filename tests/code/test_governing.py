"""A pronoun in a clause that hangs on another stands for the subject of that one."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Event


@pytest.mark.parametrize(
    ("sentence", "kind", "wanted"),
    [
        (
            "Le Mali, le Burkina Faso et le Niger ont annoncé qu'ils rompaient leurs relations avec Paris.",
            "SANCTION",
            {"MLI", "BFA", "NER"},
        ),
        ("La Belgique a fait savoir qu'elle rappelait son ambassadeur à Kigali.", "SANCTION", {"BEL"}),
    ],
)
def test_who_is_the_subject_above(coded: Any, sentence: str, kind: str, wanted: set[str]) -> None:
    acts = [s for s in coded(sentence) if isinstance(s, Event) and s.type == kind]
    assert {e.id for act in acts for e in act.actors} == wanted
