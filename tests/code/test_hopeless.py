"""A trigger that nobody's part could make believed is passed over."""

from __future__ import annotations

import pytest

from recoupe.code.fr import believed
from recoupe.code.fr.accept import Read
from recoupe.code.fr.coder import code_french
from recoupe.model import Article, Zone

TEXTS = (
    "Lomé, 4 mars 2024 - La gendarmerie togolaise a arrêté lundi deux trafiquants à Cinkassé. L'arrestation "
    "d'un troisième homme est attendue. Le ministre de la Sécurité a promis de mener des frappes.",
    "Le président malien a reçu mardi une délégation de l'ONU, qui s'est rendue à Gao. L'accord prévoit la "
    "formation de cent soldats et la livraison de véhicules, sans que l'attaque de la veille ait été dite.",
    "La société a lancé une offensive sur les prix. Un accord a été signé avec ses fournisseurs, dont le "
    "patron se dit prêt à la bataille. Trois personnes ont été blessées dans l'incendie de son usine.",
)


def test_the_same_is_told_as_where_everyone_is_cast(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [
        Article(f"{n}.txt", text, (Zone(0, len(text), "body"),), published="2024-03-05", language="fr")
        for n, text in enumerate(TEXTS)
    ]
    told = list(code_french(articles))
    passed_over = []
    hopeless = believed.hopeless

    def never(known: Read) -> bool:
        passed_over.append(hopeless(known))
        return False

    monkeypatch.setattr(believed, "hopeless", never)
    assert list(code_french(articles)) == told
    assert any(passed_over)
    assert not all(passed_over)
