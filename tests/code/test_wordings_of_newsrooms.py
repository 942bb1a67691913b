"""Idioms of agencies, dailies and communiqués, behind the lead of a dispatch: what they say."""

from __future__ import annotations

import pytest

APPROVAL_AND_BANS = [
    ("Le ruban a été coupé jeudi au nouveau siège d'Interpol à Singapour.", "SUPPORT", None),
    ("Les Vingt-Sept ont donné leur aval au dixième paquet d'aide à l'Ukraine.", "SUPPORT", None),
    ("Feu vert du Conseil de sécurité à la force multinationale en Haïti.", "SUPPORT", None),
    ("L'Irlande et la Norvège ont officialisé la reconnaissance de l'État palestinien.", "SUPPORT", None),
    ("Le Kenya a exprimé sa pleine adhésion à l'initiative de paix de l'Igad.", "SUPPORT", None),
    ("Le sommet de Lomé a entériné la création d'une force en attente.", "SUPPORT", None),
    ("La candidature du Rwanda a été retenue par l'Union africaine.", "SUPPORT", None),
    ("Le Paraguay a rétabli ses relations diplomatiques avec le Maroc.", "SUPPORT", None),
    ("Les habitants de N'Djamena sont consignés chez eux dès 18 heures.", "COERCE", "curfew"),
    ("Le couvre-feu a été prolongé d'une semaine à Nampula.", "COERCE", "curfew"),
    ("Le président équatorien a proclamé l'état d'exception dans sept provinces.", "COERCE", "martial-law"),
    ("La Haute autorité a suspendu pour trois mois les programmes de RFI.", "COERCE", "censor"),
    ("Le journaliste belge a été interdit d'antenne à Kinshasa.", "COERCE", "censor"),
    ("La candidature de l'opposant ivoirien a été recalée par la Cour.", "COERCE", "restrict"),
    ("Bamako a cloué au sol les avions de l'ONU.", "COERCE", "restrict"),
    ("L'accès à la mosquée al-Aqsa a été barré aux fidèles par la police.", "COERCE", "restrict"),
    ("Les syndicats guinéens sont privés du droit de grève par un décret.", "COERCE", "restrict"),
    ("La préfecture de police a mis son veto à la marche de soutien à Gaza.", "COERCE", "restrict"),
]
DISMISSAL_AND_BLAME = [
    ("Le Burkina Faso a prié la coordinatrice de l'ONU de quitter le territoire.", "SANCTION", "expel"),
    ("Le ministre tunisien de l'Intérieur a été démis de ses fonctions.", "SANCTION", "expel"),
    ("Le président de la Cour suprême a été destitué par le Parlement maldivien.", "SANCTION", "expel"),
    ("Le général a été écarté de la tête de l'armée ukrainienne.", "SANCTION", "expel"),
    ("Le chef d'état-major malien a été débarqué.", "SANCTION", "expel"),
    ("L'opposition kényane monte au créneau contre le projet de loi.", "ACCUSE", "disapprove"),
    ("L'opposant camerounais a taclé le président Biya.", "ACCUSE", "disapprove"),
    ("La Cédéao s'est désolidarisée de la junte malienne.", "ACCUSE", "disapprove"),
    ("L'ambassadeur a poussé un coup de gueule contre le Conseil de sécurité.", "ACCUSE", "disapprove"),
    ("Le syndicat de la magistrature brocarde le ministre de la Justice.", "ACCUSE", "disapprove"),
]


@pytest.mark.parametrize(("text", "type_", "mode"), APPROVAL_AND_BANS + DISMISSAL_AND_BLAME)
def test_an_idiom_of_the_newsroom_tells_its_act(dispatched, text, type_, mode):
    assert (type_, mode) in [(s.type, s.mode) for s in dispatched(text)]


ELSEWHERE = [
    "La première pierre du stade a été posée par le maire et l'entraîneur du club.",
    "Les rideaux du salon ont été tirés par la gouvernante.",
    "Le défenseur a verrouillé le couloir gauche toute la soirée.",
    "La candidate a été éliminée de l'émission de cuisine.",
    "L'attaquant a taclé son adversaire par derrière.",
    "Le PDG du groupe textile a été débarqué par les actionnaires.",
    "L'équipe a étrillé son rival quatre buts à zéro.",
]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_the_same_words_of_sport_and_trade_tell_nothing(dispatched, text):
    assert dispatched(text) == []
