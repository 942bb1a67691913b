"""Ways of blaming, charging and inquiring: a sentence, and what it says."""

from __future__ import annotations

import pytest

from recoupe.code.fr.parse import pipeline
from recoupe.model import Event

WORDINGS = [
    ("Moncef Trabelsi, ministre tunisien, crie à la forfaiture du tribunal.", "ACCUSE", "disapprove"),
    ("Le Caire a qualifié d'« irresponsable » l'attitude de l'Éthiopie.", "ACCUSE", "disapprove"),
    ("Le ministère espagnol voit dans ce geste « un acte hostile » de Rabat.", "ACCUSE", "disapprove"),
    ("Bamako a parlé d'un « acte inamical » de la part de Paris.", "ACCUSE", "disapprove"),
    ("L'ambassadeur du Mali s'est vu signifier l'irritation d'Alger.", "ACCUSE", "disapprove"),
    ("Le ministre nigérien de la Défense a crié au danger sur la frontière libyenne.", "ACCUSE", "warn"),
    ("Les gendarmes s'emploient à déterminer l'origine des armes.", "ACCUSE", "investigate"),
    ("Trois suspects ont été conduits devant le procureur de Nouakchott.", "ACCUSE", "allege"),
    ("Buenos Aires a conclu à l'implication du Hezbollah dans l'attentat.", "ACCUSE", "allege"),
    ("Kinshasa dit détenir des preuves de la présence de soldats rwandais.", "ACCUSE", "allege"),
]


@pytest.mark.parametrize(("text", "type_", "mode"), WORDINGS)
def test_a_wording_tells_its_act(coded, text, type_, mode):
    assert (type_, mode) in [(s.type, s.mode) for s in coded(text) if isinstance(s, Event)]


EVERYDAY = [
    "Le ministre voit dans cet accord une chance pour la région.",
    "La procureure parle d'un meurtre lié à une querelle de voisinage.",
    "Le critique a qualifié le film de comédie.",
    "Le professeur cherche à établir une théorie nouvelle.",
]


@pytest.mark.parametrize("text", EVERYDAY)
def test_an_everyday_use_of_the_same_words_says_nothing(coded, text):
    assert coded(text) == ()


@pytest.mark.parametrize("text", ["d'« absurde »", "l’« affaire »", 'qu\'"acte"'])
def test_an_elided_word_before_a_quotation_mark_is_one_word(text):
    words = [t.text for t in pipeline().make_doc(text)]
    assert words[0] in ("d'", "l’", "qu'")
