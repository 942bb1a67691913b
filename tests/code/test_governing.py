"""A pronoun in a clause that hangs on another stands for the subject of that one."""

from __future__ import annotations

import pytest

from recoupe.code.fr.coder import code_french
from recoupe.model import Article, Event, Zone


def doers(sentence: str, kind: str) -> set[str | None]:
    article = Article(
        doc="x",
        text=sentence,
        language="fr",
        zones=(Zone(0, len(sentence), "body"),),
        published="2024-05-15",
    )
    (coded,) = code_french([article])
    return {e.id for s in coded.statements if isinstance(s, Event) and s.type == kind for e in s.actors}


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
def test_who_is_the_subject_above(sentence: str, kind: str, wanted: set[str]) -> None:
    assert doers(sentence, kind) == wanted
