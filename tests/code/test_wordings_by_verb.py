"""Verbs gone through in the order of the dictionary: the act the press tells by them, and other senses."""

from __future__ import annotations

import pytest

FORCE = [
    ("Des hommes cagoulés ont canardé le fourgon de la gendarmerie.", "ASSAULT", "firearms"),
    ("Un militant a dégoupillé une grenade devant le commissariat de Bouaké.", "ASSAULT", "explosives"),
    ("Les talibans ont amputé un voleur de la main droite à Kandahar.", "ASSAULT", "torture"),
    ("Les gardiens ont asséné des coups de matraque aux prisonniers.", "ASSAULT", "beat"),
    ("L'armée ukrainienne a contre-attaqué près de Koupiansk.", "ASSAULT", None),
    ("L'armée burkinabè a réoccupé le camp de Djibo.", "ASSAULT", None),
    ("Des saboteurs ont cisaillé un câble sous-marin près de Tallinn.", "ASSAULT", "destroy"),
    ("Les Houthis ont miné le port de Midi.", "MOBILIZE", "weapons"),
    ("Téhéran a exhibé un nouveau drone lors du défilé.", "MOBILIZE", "weapons"),
    ("Une corvette iranienne a jeté l'ancre dimanche à Port-Soudan.", "MOBILIZE", "weapons"),
    ("Le M23 a enrôlé mardi des centaines de combattants à Rutshuru.", "MOBILIZE", "militia"),
    ("Paris a repositionné deux bataillons en Roumanie.", "MOBILIZE", "troops"),
    ("Moscou a militarisé la frontière finlandaise.", "MOBILIZE", "troops"),
    ("Washington a réaffecté une batterie Patriot en Jordanie.", "MOBILIZE", "weapons"),
    ("Kinshasa a démobilisé les rebelles de l'Ituri.", "RETREAT", "disarm"),
    ("Les prisonniers de la maison d'arrêt de Cotonou se sont révoltés.", "PROTEST", "riot"),
    ("Le fugitif a été recapturé par la police fédérale à Liège.", "COERCE", "arrest"),
    ("La junte guinéenne a nationalisé une mine de bauxite.", "COERCE", "seize"),
    ("Les autorités éthiopiennes ont déconnecté l'internet mobile.", "COERCE", "censor"),
    ("La police scientifique a désactivé une bombe devant la synagogue de Liège.", "COERCE", "foil"),
    ("Le parquet fédéral belge a investigué sur les comptes de l'eurodéputé.", "ACCUSE", "investigate"),
]
TALK = [
    ("Londres a amputé son aide au Soudan du Sud de dix millions de livres.", "SANCTION", "discontinue"),
    ("Ottawa a dégainé des sanctions contre le Premier ministre haïtien.", "SANCTION", "discontinue"),
    ("Ottawa a réimposé les sanctions contre Téhéran.", "SANCTION", "discontinue"),
    ("Nicolas Maduro a épuré mardi l'armée vénézuélienne.", "SANCTION", "expel"),
    ("Amnesty International a documenté des exécutions sommaires à Moura.", "ACCUSE", "allege"),
    ("Séoul a enjoint à Pyongyang de renoncer à son tir.", "REQUEST", "yield"),
    ("L'Estonie a invoqué l'article 4 du traité de l'Otan.", "REQUEST", "meet"),
    ("L'Arménie a candidaté à l'Union européenne.", "REQUEST", "assist"),
    ("Pékin a exempté de visa les ressortissants belges.", "RETREAT", None),
    ("Khartoum a légalisé le parti de l'ancien rebelle.", "RETREAT", None),
    ("Ankara et Athènes se reparlent depuis mars.", "CONSULT", None),
    ("Le directeur du FBI a briefé les sénateurs sur le réseau russe.", "CONSULT", None),
    ("Prague a réapprovisionné l'armée ukrainienne en munitions.", "AID", "equip"),
]

COLLOCATIONS = [
    ("Copenhague a abaissé son niveau d'alerte terroriste.", "RETREAT", None),
    ("Le Danemark a abaissé sa représentation diplomatique à Bagdad.", "SANCTION", "discontinue"),
    ("Berlin a bloqué le versement de l'aide à Kigali.", "SANCTION", "discontinue"),
    ("La Finlande a quitté la convention d'Ottawa.", "SANCTION", "withdraw"),
    ("Budapest a bloqué une déclaration commune sur la Géorgie.", "REJECT", None),
    ("La Chine a apposé son veto au texte américain.", "REJECT", None),
    ("La Colombie a réduit son aide au Venezuela.", "SANCTION", "discontinue"),
    ("Les insurgés ont brisé la trêve à Hodeïda.", "ASSAULT", None),
    ("L'armée malienne est entrée en guerre contre le JNIM.", "ASSAULT", None),
    ("La marine israélienne a coulé une corvette syrienne.", "ASSAULT", "destroy"),
    ("Les deux armées ont échangé des tirs près de Jammu.", "ASSAULT", None),
    ("Les shebab ont attiré la patrouille dans une embuscade.", "ASSAULT", None),
    ("Les miliciens ont infligé de lourdes pertes aux soldats.", "ASSAULT", None),
    ("L'armée a écrasé la mutinerie de la garde présidentielle.", "ASSAULT", None),
    ("D'anciens gendarmes ont pris les armes contre la junte.", "MOBILIZE", "militia"),
    ("Des milliers d'étudiants ont bravé le couvre-feu à Dhaka.", "PROTEST", "demo"),
    ("Le trafiquant a été cueilli à l'aéroport de Malaga.", "COERCE", "arrest"),
    ("Les mutins ont hissé le drapeau blanc à Kayes.", "RETREAT", "disarm"),
    ("Les agriculteurs ont levé leurs barrages à la frontière belge.", "RETREAT", None),
    ("Le gouvernement serbe a baissé pavillon devant les étudiants.", "CONCEDE", None),
    ("L'armée française a prêté main-forte aux pompiers grecs.", "AID", None),
    ("Tunis a coupé les ponts avec Damas.", "SANCTION", "discontinue"),
    ("Paris a proposé de livrer des radars à Kiev.", "AGREE", None),
]


@pytest.mark.parametrize(("text", "type_", "mode"), FORCE + TALK + COLLOCATIONS)
def test_a_verb_tells_its_act(dispatched, text, type_, mode):
    assert (type_, mode) in [(s.type, s.mode) for s in dispatched(text)]


ELSEWHERE = [
    "Le médecin a amputé le motard de la jambe droite.",
    "Un voilier de croisière s'est amarré à Antibes.",
    "L'équipe de Lens a contre-attaqué à la dernière minute.",
    "L'hôtelier a déconnecté ses anciennes bornes.",
    "Le buteur a dégainé une frappe des vingt mètres.",
    "Le photographe a documenté la vie du quartier.",
    "La coach a briefé les joueuses à la mi-temps.",
    "La hausse des prix mine le moral des ménages.",
    "Le pâtissier a incorporé les blancs en neige.",
    "Le grossiste a réapprovisionné ses étals.",
    "Le couturier a exhibé ses plus beaux manteaux.",
    "Le maçon a coulé une dalle de béton.",
    "La pluie a chassé les touristes de la plage.",
    "Les vacanciers ont bravé la chaleur à Agadir.",
    "L'éditeur a décroché un accord avec un distributeur chinois.",
    "Nantes a infligé une défaite à Rennes.",
    "Le voisin a arraché une affiche de spectacle.",
    "Le médecin a abaissé la dose du traitement.",
]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_the_same_verb_of_sport_and_trade_tells_nothing(dispatched, text):
    assert dispatched(text) == []


def test_what_is_imposed_is_told_once_by_its_verb(dispatched):
    told = dispatched("Washington a réimposé les sanctions contre deux généraux birmans.")
    assert [(s.type, s.mode, s.trigger) for s in told] == [("SANCTION", "discontinue", "réimposé")]


def test_a_participle_is_no_noun_of_sport(dispatched):
    (told,) = dispatched("Bogota a coupé les ponts avec Managua.")
    assert (told.type, told.mode) == ("SANCTION", "discontinue")


def test_what_undergoes_a_move_tells_its_mode(dispatched):
    (told,) = dispatched("Des lance-roquettes ont été acheminés mardi à Gao par l'armée malienne.")
    assert (told.type, told.mode) == ("MOBILIZE", "weapons")
