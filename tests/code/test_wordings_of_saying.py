"""What is said against others, asked, refused, shouted in the street and moved, in the press's words."""

from __future__ import annotations

import pytest

from recoupe.model import Tie

WORDINGS = [
    ("Le Pérou est monté au créneau contre la Bolivie.", "ACCUSE", "disapprove"),
    ("Le Zimbabwe a qualifié d'intolérable la conduite de la Zambie.", "ACCUSE", "disapprove"),
    ("Nairobi n'a pas caché son irritation après les propos de Kampala.", "ACCUSE", "disapprove"),
    ("La Chine a fait part de son agacement au Japon.", "ACCUSE", "disapprove"),
    ("L'Érythrée a voué aux gémonies l'Éthiopie.", "ACCUSE", "disapprove"),
    ("Le Ghana s'est attiré les foudres de la Cédéao.", "ACCUSE", "disapprove"),
    ("Le Liban s'est dit ulcéré par l'attitude d'Israël.", "ACCUSE", "disapprove"),
    ("Le parquet a requis le renvoi du colonel devant les assises.", "ACCUSE", "allege"),
    ("L'État s'est constitué partie civile contre les passeurs.", "ACCUSE", "allege"),
    ("Les États-Unis tiennent l'Iran pour comptable de l'attaque.", "ACCUSE", "allege"),
    ("L'ancien chef de la police fait l'objet de poursuites devant un tribunal de Lima.", "ACCUSE", "allege"),
    ("La police ghanéenne est sur la piste de trois ravisseurs.", "ACCUSE", "investigate"),
    (
        "La Cour pénale internationale a ouvert un examen préliminaire sur les Philippines.",
        "ACCUSE",
        "investigate",
    ),
    ("La gendarmerie sénégalaise a procédé à l'audition du député.", "ACCUSE", "investigate"),
    ("L'AIEA a saisi l'inspection générale et rouvert l'enquête sur le réacteur.", "ACCUSE", "investigate"),
    ("L'OIM a lancé un cri de détresse.", "ACCUSE", "warn"),
    ("L'Union européenne a évoqué le spectre d'une guerre au Liban.", "ACCUSE", "warn"),
    ("Ottawa a déconseillé tout voyage au Niger à ses ressortissants.", "ACCUSE", "warn"),
    ("La Cédéao a fait part de ses craintes pour la Guinée-Bissau.", "ACCUSE", "warn"),
    ("Les Comores ont lancé un SOS à la Tanzanie.", "REQUEST", "assist"),
    ("Le Mozambique a fait appel au Rwanda contre les insurgés.", "REQUEST", "assist"),
    ("L'Équateur a requis l'assistance de la Colombie.", "REQUEST", "assist"),
    ("Le Liberia a demandé un appui à l'ONU.", "REQUEST", "assist"),
    ("La foule a réclamé la tête du gouverneur de Kano.", "REQUEST", "yield"),
    ("La Libye a exigé le dégel de ses avoirs.", "REQUEST", "yield"),
    ("Le Tchad a mis en demeure l'opposant de quitter le pays.", "REQUEST", "yield"),
    ("Les Comores ont demandé à la France de restituer Mayotte.", "REQUEST", "yield"),
    ("L'opposition malgache a réclamé l'abrogation du décret.", "REQUEST", "change"),
    ("L'ONU a pressé Haïti d'organiser le scrutin.", "REQUEST", "change"),
    ("Le Tchad a réitéré sa requête auprès de la Libye.", "REQUEST", None),
    ("L'appel du Conseil de sécurité est demeuré lettre morte.", "REJECT", None),
    ("La Serbie a dit niet à la proposition du Kosovo.", "REJECT", None),
    ("La Grèce est restée intraitable face à la Turquie.", "REJECT", None),
    ("Le Rwanda se défend d'armer les rebelles.", "REJECT", None),
    ("La demande de Kiev s'est heurtée au veto de Budapest.", "REJECT", None),
    ("L'Autriche a rejeté l'aide de l'Otan.", "REJECT", "assist"),
    ("La Suisse a refusé tout concours à la Turquie.", "REJECT", "assist"),
    ("La junte birmane a refusé d'organiser un référendum.", "REJECT", "change"),
    ("Les insurgés houthis ont rejeté la trêve.", "REJECT", "yield"),
    ("La rébellion centrafricaine refuse de rendre les armes.", "REJECT", "yield"),
    ("Moscou a exclu toute discussion avec Kiev.", "REJECT", "meet"),
    ("Des milliers de Péruviens ont pris d'assaut les rues de Lima.", "PROTEST", "demo"),
    ("Les étudiants kényans sont sortis dans la rue contre la taxe.", "PROTEST", "demo"),
    ("Des familles ont organisé une veillée aux bougies à Caracas.", "PROTEST", "demo"),
    ("Des casseurs ont mis à sac la préfecture de Cayenne.", "PROTEST", "riot"),
    ("Les manifestants ont lancé des pierres sur les gendarmes à Conakry.", "PROTEST", "riot"),
    ("Les douaniers ghanéens sont entrés en grève lundi.", "PROTEST", "strike"),
    ("Les magistrats haïtiens ont déserté les tribunaux.", "PROTEST", "strike"),
    ("L'opposant ouzbek refuse toute nourriture depuis lundi.", "PROTEST", "hunger"),
    ("Les partis d'opposition ont refusé de participer au scrutin en Guinée.", "PROTEST", "boycott"),
    ("Des routiers ont barré l'accès au port de Buenaventura.", "PROTEST", "obstruct"),
    ("Les paysans indiens ont coupé la circulation à l'entrée de Delhi.", "PROTEST", "obstruct"),
    ("Le Venezuela a concentré des troupes à la frontière du Guyana.", "MOBILIZE", "troops"),
    ("La Pologne a musclé son dispositif à la frontière biélorusse.", "MOBILIZE", "troops"),
    ("L'Ouganda a battu le rappel de ses troupes.", "MOBILIZE", "troops"),
    ("La Corée du Nord a pointé ses missiles vers le Sud.", "MOBILIZE", "weapons"),
    ("L'Inde a dépêché un porte-avions en mer d'Arabie.", "MOBILIZE", "weapons"),
    ("L'Allemagne a mis sa police sur le qui-vive.", "MOBILIZE", "police"),
    ("La police kényane a bouclé le périmètre de l'ambassade.", "MOBILIZE", "police"),
    ("Un cordon de police a été établi autour du palais à Lima.", "MOBILIZE", "police"),
    ("Le M23 a regroupé mardi ses combattants près de Goma.", "MOBILIZE", "militia"),
    ("La visite du ministre turc à Nicosie a provoqué l'irritation d'Athènes.", "ACCUSE", "disapprove"),
    ("Le Zimbabwe a dressé un réquisitoire contre Londres.", "ACCUSE", "disapprove"),
    ("Le procureur a réclamé la perpétuité contre l'ancien chef de la milice.", "ACCUSE", "allege"),
    ("Le Liban fait porter la responsabilité de l'explosion à Israël.", "ACCUSE", "allege"),
    (
        "Le Parlement ghanéen a institué une commission d'enquête sur les tirs de l'armée.",
        "ACCUSE",
        "investigate",
    ),
    ("Le Canada a exhorté ses ressortissants à quitter Haïti.", "ACCUSE", "warn"),
    ("Le Pérou a demandé la convocation de l'OEA.", "REQUEST", "meet"),
    (
        "Le Botswana a exhorté les deux généraux au dialogue, et demandé des consultations à l'ONU.",
        "REQUEST",
        "meet",
    ),
    ("Le Vatican a réclamé la remise en liberté des évêques au Nicaragua.", "REQUEST", "yield"),
    ("Les parents ont supplié les bandits de relâcher les lycéennes.", "REQUEST", "yield"),
    ("Le Suriname a réitéré sa demande d'extradition auprès des Pays-Bas.", "REQUEST", "assist"),
    ("La Slovaquie rechigne à livrer des chasseurs à l'Ukraine.", "REJECT", "assist"),
    ("Le président bolivien a refusé de quitter son poste.", "REJECT", "yield"),
    ("La Russie a brandi son veto contre la résolution britannique.", "REJECT", None),
    ("Des villageois ont entravé la progression du convoi de l'ONU.", "PROTEST", "obstruct"),
    ("L'Argentine a renforcé sa garnison en Patagonie.", "MOBILIZE", "troops"),
    ("La ministre de l'Intérieur a ordonné l'envoi de policiers à Marseille.", "MOBILIZE", "police"),
    ("La Norvège a relevé le niveau de la menace.", "MOBILIZE", "police"),
    ("La police uruguayenne a renforcé ses patrouilles à la frontière brésilienne.", "MOBILIZE", "police"),
    ("L'Iran a installé des batteries antiaériennes autour de Natanz.", "MOBILIZE", "weapons"),
]


@pytest.mark.parametrize(("text", "type_", "mode"), WORDINGS)
def test_a_wording_tells_its_act(dispatched, text, type_, mode):
    assert (type_, mode) in [(s.type, s.mode) for s in dispatched(text)]


TIES = [
    ("Le Gabon est à la tête de l'Union africaine jusqu'en février.", "chairs"),
    ("Le siège d'Afripol a été transféré à Alger.", "hosts"),
    ("Frontex est domiciliée à Varsovie.", "hosts"),
    ("Europol a son quartier général à La Haye.", "hosts"),
    ("La Cemac est composée du Cameroun, du Gabon et du Tchad.", "member-of"),
    ("La Somalie a fait son entrée au Conseil de sécurité.", "member-of"),
    ("Frontex est une agence de l'Union européenne.", "part-of"),
    ("Le suspect gravitait dans l'orbite du Hezbollah.", "affiliated-with"),
    ("Les deux frères avaient intégré les rangs de l'État islamique.", "affiliated-with"),
    ("Bahreïn est un allié de longue date des États-Unis.", "partner-of"),
]


@pytest.mark.parametrize(("text", "type_"), TIES)
def test_a_wording_tells_what_stands_between_two(coded, text, type_):
    assert type_ in [s.type for s in coded(text) if isinstance(s, Tie)]


EVERYDAY = [
    "L'attaquant est monté au créneau contre son club.",
    "La troupe de théâtre a pris ses quartiers dans une grange.",
    "L'éditeur a exclu toute révision du roman.",
    "Le pianiste a refusé le dialogue avec son public.",
    "Les vendeurs baissent le rideau à midi.",
    "La vague a déferlé sur la digue.",
    "Le photographe a braqué son objectif sur la mariée.",
    "L'orage a mis en colère les campeurs.",
    "Le chien a jeûné depuis dimanche.",
    "La météo redoute le retour du gel.",
]


@pytest.mark.parametrize("text", EVERYDAY)
def test_an_everyday_use_of_the_same_words_says_nothing(coded, text):
    assert coded(text) == ()
