"""Ties by example, and forms of the verbs that tell them."""

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
        ("Awa Ndiaye, la cheffe de la Monusco, a quitté Goma.", "heads", "awa-ndiaye", "UN.MONUSCO"),
        ("Le directeur d'Afripol, l'Algérien Samir Haddad, est venu.", "heads", "samir-haddad", "AFRIPOL"),
        ("Le GIABA, dont le siège est à Dakar, a publié son rapport.", "hosts", "SEN", "GIABA"),
        ("La Sûreté s'est adressée à Interpol, qui siège à Lyon.", "hosts", "FRA", "INTERPOL"),
        ("Le GIABA, institution de la Cédéao, a publié son rapport.", "part-of", "GIABA", "ECOWAS"),
    ],
)
def test_ends_of_a_tie_are_such_as_can_be(coded, text, tie, subject, object_) -> None:
    found = [s for s in coded(text) if s.kind == "tie" and s.type == tie]
    assert [([e.id for e in t.subject], [e.id for e in t.object]) for t in found] == [([subject], [object_])]


def test_those_listed_behind_a_forum_are_its_members(coded) -> None:
    (tie,) = [s for s in coded("L'AES réunit le Mali, le Niger et le Burkina Faso.") if s.kind == "tie"]
    assert tie.type == "member-of"
    assert [e.id for e in tie.subject] == ["MLI", "NER", "BFA"]
