"""A verb's infinitive carries it as its other forms do (« décide de suspendre », « promet de rompre »)."""

from __future__ import annotations

import pytest

from recoupe.code.fr.words import verb_lemmas


@pytest.mark.parametrize(
    "infinitive", ["suspendre", "rompre", "détruire", "mettre", "fuir", "agir", "voir", "exclure", "arrêter"]
)
def test_an_infinitive_is_a_form_of_itself(infinitive: str) -> None:
    plain = infinitive.replace("é", "e").replace("ê", "e")
    assert plain in verb_lemmas(infinitive)


@pytest.mark.parametrize(
    ("text", "tie", "subject", "object_"),
    [
        ("Le BCIJ, qui dépend de la DGST, a arrêté cinq hommes.", "part-of", "MAR.BCIJ", "MAR.DGST"),
        ("Le Maroc fait partie de l'Union africaine.", "member-of", "MAR", "AU"),
    ],
)
def test_ends_of_a_tie_are_such_as_can_be(coded, text, tie, subject, object_) -> None:
    found = [s for s in coded(text) if s.kind == "tie" and s.type == tie]
    assert [([e.id for e in t.subject], [e.id for e in t.object]) for t in found] == [([subject], [object_])]
