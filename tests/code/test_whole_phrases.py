"""Whom an act or a figure names is told whole: with complements, and with the noun that shares its number."""

from __future__ import annotations

import pytest

from recoupe.code.fr.coder import code_french
from recoupe.code.fr.parse import parse
from recoupe.code.fr.phrases import phrase
from recoupe.model import Article, Event, Zone


@pytest.mark.parametrize(
    ("sentence", "head", "told"),
    [
        ("Les gendarmes ont arrêté sept membres de la filière.", "membres", "sept membres de la filière"),
        ("Le pays a libéré deux pêcheurs de Nouadhibou.", "pêcheurs", "deux pêcheurs de Nouadhibou"),
        ("Le Canada formera 80 juges et procureurs.", "juges", "80 juges et procureurs"),
        ("La police a interpellé trois Belges à Lyon.", "Belges", "trois Belges"),
        ("Ils ont relâché les otages qui avaient faim.", "otages", "les otages"),
        ("Au moins vingt braconniers ont été arrêtés.", "braconniers", "vingt braconniers"),
        ("Les mis en cause ont été déférés vendredi devant le parquet.", "mis", "Les mis en cause"),
    ],
)
def test_a_noun_phrase_is_told_without_its_clauses_and_places(sentence: str, head: str, told: str) -> None:
    doc, _ = next(parse([(sentence, None, True)]))
    assert phrase(next(token for token in doc if token.text == head)) == told


@pytest.mark.parametrize(
    ("sentence", "everyone"),
    [
        (
            "Des patrouilles de la Gendarmerie royale ont arrêté neuf contrebandiers lundi à Nador.",
            ["Des patrouilles de la Gendarmerie royale", "neuf contrebandiers"],
        ),
        (
            "Arrêté en mars 2022 à Rabat par la Direction générale de la sûreté nationale (DGSN), il nie.",
            ["Direction générale de la sûreté nationale (DGSN)"],
        ),
    ],
)
def test_nobody_has_a_part_twice_and_no_service_is_arrested(sentence: str, everyone: list[str]) -> None:
    article = Article(
        doc="a", text=sentence, language="fr", zones=(Zone(0, len(sentence), "body"),), published="2024-05-15"
    )
    events = [s for r in code_french([article]) for s in r.statements if isinstance(s, Event)]
    assert [[e.text for e in (*s.actors, *s.recipients)] for s in events] == [everyone]
