"""Further ways of telling agreements, talks, help, requests and retreats: a sentence, and what it says."""

from __future__ import annotations

import pytest

from recoupe.model import Event

WORDINGS = [
    ("Trente-cinq mineurs et seize femmes sont rentrés mardi de Syrie en Belgique.", "RETREAT", "repatriate"),
    ("La Suède a fait revenir de Syrie dix-huit orphelins.", "RETREAT", "repatriate"),
    ("Le Niger et le Tchad ont conclu une trêve.", "RETREAT", "ceasefire"),
    ("L'armée éthiopienne et les rebelles du Tigré ont suspendu les combats.", "RETREAT", "ceasefire"),
    ("Le Mali a levé la suspension de la coopération avec la France.", "RETREAT", None),
    ("Le Qatar a renvoyé son ambassadeur à Manama.", "RETREAT", None),
    ("La Mauritanie a rouvert son espace aérien au Sénégal.", "RETREAT", None),
    ("La marine espagnole a remorqué jusqu'à Dakar une pirogue de migrants.", "AID", None),
    ("La France a envoyé des démineurs en Ukraine.", "AID", "equip"),
    ("L'Italie a remis deux vedettes à la Libye.", "AID", "equip"),
    (
        "La police sénégalaise a participé au coup de filet mené par la Guardia Civil.",
        "COOPERATE",
        "joint-operation",
    ),
    ("La Belgique et la France ont mis sur pied une équipe commune.", "COOPERATE", "joint-operation"),
    ("L'Espagne et le Maroc ont échangé des empreintes.", "COOPERATE", "share-intelligence"),
    ("Les Pays-Bas ont autorisé l'extradition de Karim Belkacem vers la Belgique.", "COOPERATE", "extradite"),
    ("L'Éthiopie et l'Érythrée ont repris langue.", "CONSULT", None),
    ("Le Brésil a demandé l'extradition du trafiquant à l'Espagne.", "REQUEST", "assist"),
    ("Le Maroc a sollicité l'appui d'Interpol.", "REQUEST", "assist"),
    ("Le Tchad a réclamé la libération de ses soldats au Soudan.", "REQUEST", "yield"),
    ("La Bolivie a demandé une réunion du Conseil de sécurité.", "REQUEST", "meet"),
    ("L'Espagne a soutenu la candidature du Maroc.", "SUPPORT", None),
    ("Le Parlement kényan a voté mardi l'amendement.", "SUPPORT", None),
    ("Le Nigeria a versé une rançon aux ravisseurs.", "CONCEDE", None),
    ("Le gouvernement chilien a fini par céder.", "CONCEDE", None),
    ("Bruxelles s'est dite prête à aider la Tunisie.", "AGREE", None),
    ("L'Allemagne a promis de soutenir le Niger.", "AGREE", None),
    ("L'Iran et le Pakistan ont convenu d'un calendrier.", "AGREE", None),
]


@pytest.mark.parametrize(("text", "type_", "mode"), WORDINGS)
def test_a_wording_tells_its_act(coded, text, type_, mode):
    assert (type_, mode) in [(s.type, s.mode) for s in coded(text) if isinstance(s, Event)]


EVERYDAY = [
    "Le vieil homme est rentré chez lui à vélo.",
    "Le musée a récupéré une toile du maître.",
    "L'entraîneur a demandé une aide à son adjoint.",
    "La commune a levé l'ancienne taxe sur les balcons.",
    "Le club a remis les maillots à ses jeunes joueurs.",
    "Les enfants sont rentrés à l'école lundi.",
]


@pytest.mark.parametrize("text", EVERYDAY)
def test_an_everyday_use_of_the_same_words_says_nothing(coded, text):
    assert coded(text) == ()
