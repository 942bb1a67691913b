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
    ("Le Mali a débarqué mardi son chef d'état-major.", "SANCTION", "expel"),
    ("L'opposition kényane monte au créneau contre le projet de loi.", "ACCUSE", "disapprove"),
    ("L'opposant camerounais a taclé le président Biya.", "ACCUSE", "disapprove"),
    ("La Cédéao s'est désolidarisée de la junte malienne.", "ACCUSE", "disapprove"),
    ("L'ambassadeur a poussé un coup de gueule contre le Conseil de sécurité.", "ACCUSE", "disapprove"),
    ("Le syndicat de la magistrature brocarde le ministre de la Justice.", "ACCUSE", "disapprove"),
]

MOVES = [
    ("Interpol et Afripol ont joint leurs efforts contre la cybercriminalité.", "COOPERATE", None),
    ("Le Cameroun et le Tchad ont activé mardi à Garoua leur comité mixte de sécurité.", "COOPERATE", None),
    ("Le Japon et les Philippines ont mené un entraînement aérien.", "COOPERATE", "joint-operation"),
    ("La Colombie a expédié aux États-Unis un baron de la cocaïne.", "COOPERATE", "extradite"),
    ("Moscou a battu le rappel de ses réservistes.", "MOBILIZE", "troops"),
    ("Washington a dérouté un porte-avions vers le Proche-Orient.", "MOBILIZE", "weapons"),
    ("Une frégate turque a mis le cap sur la Libye.", "MOBILIZE", "weapons"),
    ("La Corée du Nord a testé un missile balistique.", "MOBILIZE", "weapons"),
    ("Londres a rehaussé son niveau de menace terroriste.", "MOBILIZE", "police"),
    ("L'état d'urgence a pris fin en Éthiopie.", "RETREAT", None),
    ("Le couvre-feu a été levé à Diffa.", "RETREAT", None),
    ("Le Mali a autorisé de nouveau la diffusion de TV5.", "RETREAT", None),
    ("Islamabad a débloqué les réseaux sociaux.", "RETREAT", None),
    ("Les troupes rwandaises ont tourné les talons à Goma.", "RETREAT", "withdraw"),
    ("Les guérilleros de l'ELN ont rendu leurs fusils.", "RETREAT", "disarm"),
    ("Les inspecteurs de l'AIEA ont pu entrer à Fordo.", "RETREAT", "access"),
    ("La ministre israélienne a claqué la porte du gouvernement.", "RETREAT", "resign"),
]
WORDS = [
    ("Guterres conjure les parties de déposer les armes.", "REQUEST", "yield"),
    ("Le médiateur presse les belligérants de renouer le fil du dialogue.", "REQUEST", "meet"),
    ("L'ambassadeur d'Israël a interpellé l'Élysée sur la montée de l'antisémitisme.", "REQUEST", None),
    ("Kigali a botté en touche face aux accusations de Kinshasa.", "REJECT", None),
    ("Les Houthis ont envoyé une fin de non-recevoir à l'émissaire de l'ONU.", "REJECT", None),
    ("La Hongrie s'est mise en travers de l'aide à l'Ukraine.", "REJECT", None),
    ("Le président kényan a enterré son projet de loi de finances.", "CONCEDE", None),
    ("Abdel Fattah al-Sissi a usé de son droit de grâce en faveur de l'activiste.", "CONCEDE", None),
    ("L'Union européenne a mis la main au portefeuille pour la force conjointe.", "AID", "equip"),
    ("Berlin a rallongé son enveloppe pour Kiev.", "AID", "equip"),
    ("Les soldats ukrainiens apprennent le maniement du Leopard en Allemagne.", "AID", "train"),
    (
        "Le président angolais s'est posé en arbitre entre la RDC et le Rwanda.",
        "CONSULT",
        "third-party",
    ),
    ("Moscou a agité le spectre d'une frappe nucléaire.", "THREATEN", "violence"),
    ("Donald Trump a brandi des droits de douane contre la Colombie.", "THREATEN", "relations"),
    ("Ankara a menacé de bloquer l'entrée de la Suède dans l'Otan.", "THREATEN", "relations"),
    ("Les magistrats béninois ont déposé leurs robes.", "PROTEST", "strike"),
    ("Cinquante détenus camerounais refusent leur gamelle.", "PROTEST", "hunger"),
    ("Des militants ont aspergé de peinture l'ambassade d'Israël.", "PROTEST", "vandalize"),
    ("Les Houthis ont pris le contrôle d'un cargo britannique.", "ASSAULT", "abduct"),
    ("Les policiers ont retourné l'appartement du suspect à Molenbeek.", "COERCE", "seize"),
]


@pytest.mark.parametrize(("text", "type_", "mode"), APPROVAL_AND_BANS + DISMISSAL_AND_BLAME + MOVES + WORDS)
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
    "Les skieurs ont pris position sur la ligne de départ.",
    "Le championnat a repris ses droits.",
    "Le gardien a repoussé le tir de l'attaquant.",
    "La cigogne a repris le chemin de l'Afrique.",
    "Le chat refuse sa gamelle.",
    "Les clients boudent le vin rosé.",
    "Le lanceur a intercepté la passe.",
    "Les architectes ont planché sur la rénovation du théâtre.",
]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_the_same_words_of_sport_and_trade_tell_nothing(dispatched, text):
    assert dispatched(text) == []
