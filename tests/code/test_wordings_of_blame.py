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


ASKED_AND_REFUSED = [
    ("Washington a appelé mardi les talibans à la retenue.", "REQUEST", "yield"),
    ("Bamako a demandé à la Minusma de quitter le pays sans délai.", "REQUEST", "yield"),
    ("La CIJ a ordonné à Israël de cesser son offensive à Rafah.", "REQUEST", "yield"),
    ("Kiev exhorte Berlin à lui livrer des missiles Taurus.", "REQUEST", "assist"),
    ("Kiev a réclamé des chars à ses alliés occidentaux.", "REQUEST", "assist"),
    ("L'ONU a demandé aux autorités maliennes de respecter le calendrier électoral.", "REQUEST", "change"),
    ("Le Hamas a boycotté les pourparlers du Caire.", "REJECT", "meet"),
    ("Le Polisario a refusé de participer aux tables rondes.", "REJECT", "meet"),
    ("Bamako a refusé le survol de son territoire à un avion de la Minusma.", "REJECT", "assist"),
    ("L'Éthiopie a refusé l'arbitrage de l'Égypte sur le barrage.", "REJECT", "change"),
    ("Olaf Scholz a eu des mots durs pour Budapest.", "ACCUSE", "disapprove"),
    (
        "Le Parlement sénégalais a mis en place une commission d'enquête sur les violences.",
        "ACCUSE",
        "investigate",
    ),
]


@pytest.mark.parametrize(("text", "type_", "mode"), ASKED_AND_REFUSED)
def test_what_is_asked_and_refused_tells_the_mode(dispatched, text, type_, mode):
    assert (type_, mode) in [(s.type, s.mode) for s in dispatched(text)]


def test_an_inquiry_is_of_the_unit_it_is_given_to(dispatched):
    told = dispatched("Le parquet a confié l'enquête à la BNPJ.")
    assert {(s.type, s.mode) for s in told} == {("ACCUSE", "investigate")}


@pytest.mark.parametrize(
    "text",
    [
        "L'équipe a été confiée à un nouvel entraîneur.",
        "Les joueurs s'accusent mutuellement après la défaite.",
        "Le club a évoqué un risque de relégation.",
    ],
)
def test_quarrels_of_sport_accuse_nobody(dispatched, text):
    assert dispatched(text) == []
