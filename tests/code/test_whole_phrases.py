"""Whom an act or a figure names is told whole: with complements, and with the noun that shares its number."""

from __future__ import annotations

import pytest

from recoupe.code.fr.parse import parse
from recoupe.code.fr.phrases import phrase


@pytest.mark.parametrize(
    ("sentence", "head", "told"),
    [
        ("Les gendarmes ont arrêté sept membres de la filière.", "membres", "sept membres de la filière"),
        ("Le pays a libéré deux pêcheurs de Nouadhibou.", "pêcheurs", "deux pêcheurs de Nouadhibou"),
        ("Le Canada formera 80 juges et procureurs.", "juges", "80 juges et procureurs"),
        ("La police a interpellé trois Belges à Lyon.", "Belges", "trois Belges"),
        ("Ils ont relâché les otages qui avaient faim.", "otages", "les otages"),
        ("Au moins vingt braconniers ont été arrêtés.", "braconniers", "vingt braconniers"),
    ],
)
def test_a_noun_phrase_is_told_without_its_clauses_and_places(sentence: str, head: str, told: str) -> None:
    doc, _ = next(parse([(sentence, None, True)]))
    assert phrase(next(token for token in doc if token.text == head)) == told
