"""Further ways of telling arrests, bans, expulsions, threats and attacks: a sentence, and what it says."""

from __future__ import annotations

import pytest

from recoupe.model import Event, Figure

WORDINGS = [
    ("L'ancien gouverneur zambien a passé la nuit au poste à Lusaka.", "COERCE", "arrest"),
    ("Un trafiquant lituanien s'est fait serrer jeudi à Vilnius par la police.", "COERCE", "arrest"),
    ("Le juge de Brazzaville a décerné un mandat de dépôt contre trois officiers.", "COERCE", "arrest"),
    ("Deux reporters croupissent dans les geôles d'Asmara depuis avril.", "COERCE", "arrest"),
    ("L'opposant ougandais a été assigné à domicile mercredi par les militaires.", "COERCE", "arrest"),
    ("La police grecque a passé les bracelets à un passeur recherché.", "COERCE", "arrest"),
    ("Fin de cavale pour un baron de la drogue albanais, pris à Durrës.", "COERCE", "arrest"),
    ("La Biélorussie retient depuis mai deux ressortissants lituaniens.", "COERCE", "arrest"),
    ("La marine portugaise a pris dans ses filets quatre tonnes de haschich.", "COERCE", "seize"),
    ("Les enquêteurs ont ratissé le quartier de Matonge et saisi trois pistolets.", "COERCE", "seize"),
    ("Les carabiniers ont mis fin aux méfaits d'un réseau de passeurs à Bari.", "COERCE", "dismantle"),
    ("La police équatorienne a coupé la tête d'un cartel de Guayaquil.", "COERCE", "dismantle"),
    ("La police suédoise a arrêté à temps un projet d'attentat à Malmö.", "COERCE", "foil"),
    ("Les garde-côtes algériens ont mis en échec une traversée clandestine à Oran.", "COERCE", "foil"),
    ("La Libye a mis dans un vol pour Niamey 160 migrants nigériens.", "COERCE", "deport"),
    ("Deux avocats belges ont été reconduits à l'aéroport de Kinshasa par la police.", "COERCE", "deport"),
    ("La Malaisie a rapatrié de force 1.100 Birmans.", "COERCE", "deport"),
    ("La Mauritanie a lâché dans le désert deux cents migrants.", "COERCE", "deport"),
    ("Le Togo a retiré son agrément à une association de défense des droits.", "COERCE", "restrict"),
    (
        "La mairie de Bruxelles a prohibé toute manifestation devant l'ambassade d'Israël.",
        "COERCE",
        "restrict",
    ),
    ("La police a empêché l'opposant de prendre l'avion à Dakar.", "COERCE", "restrict"),
    ("Le gouverneur de l'Est a interdit la circulation des motos la nuit.", "COERCE", "restrict"),
    ("Les gendarmes guinéens ont posé les scellés sur le siège du parti.", "COERCE", "restrict"),
    ("L'opposante a été placée mardi sous contrôle judiciaire à Tunis.", "COERCE", "restrict"),
    ("Le préfet de Mopti a interdit toute sortie entre 22 heures et 5 heures.", "COERCE", "curfew"),
    ("La Guinée a bloqué les réseaux sociaux pendant trois jours.", "COERCE", "censor"),
    ("La junte a interdit de parution l'hebdomadaire L'Événement.", "COERCE", "censor"),
    ("Le régulateur tchadien a coupé le signal de la radio FM Liberté.", "COERCE", "censor"),
    ("Des pirates nord-coréens ont rendu inaccessible le site de la banque centrale.", "COERCE", "cyber"),
    ("L'Iran a privé de gaz la province irakienne de Diyala.", "COERCE", "withhold"),
    ("Managua a accordé mardi 48 heures au nonce apostolique pour quitter le pays.", "SANCTION", "expel"),
    ("Le consul du Mali à Abidjan a été prié de faire ses valises.", "SANCTION", "expel"),
    ("Le président bissau-guinéen a rayé des cadres trois colonels.", "SANCTION", "expel"),
    ("Le directeur des douanes malgaches a été déchargé de ses fonctions.", "SANCTION", "expel"),
    ("L'Éthiopie a flanqué à la porte deux diplomates irlandais.", "SANCTION", "expel"),
    ("Un sénateur kényan a été déchu de son mandat.", "SANCTION", "expel"),
    ("Pékin a invité le correspondant américain à faire ses valises.", "SANCTION", "expel"),
    ("Valse des généraux à Kinshasa : six officiers mis à la retraite d'office.", "SANCTION", "expel"),
    ("Le Panama a rappelé son consul à Caracas.", "SANCTION", "withdraw"),
    ("Le Burundi a mis fin à son adhésion à la Cour pénale internationale.", "SANCTION", "withdraw"),
    ("Oslo a mis la clé sous la porte de son ambassade à Bamako.", "SANCTION", "withdraw"),
    ("Le Danemark a mis sur pause son aide au Burkina Faso.", "SANCTION", "discontinue"),
    ("Lima a ramené au niveau de chargés d'affaires ses relations avec Mexico.", "SANCTION", "discontinue"),
    ("Séoul a tiré un trait sur l'accord militaire avec le Nord.", "SANCTION", "discontinue"),
    ("Washington a révoqué le visa de trois juges brésiliens.", "SANCTION", "discontinue"),
    ("L'UE a mis sous sanctions deux généraux géorgiens.", "SANCTION", "discontinue"),
    ("Le passeur syrien passera huit ans derrière les barreaux en Grèce.", "SANCTION", "convict"),
    ("Six mutins ont été envoyés à la potence par la cour martiale de Kinshasa.", "SANCTION", "convict"),
    ("Le tribunal de Vienne a mis à l'amende une société turque.", "SANCTION", "convict"),
    ("Asmara a brandi le spectre de la guerre contre Addis-Abeba.", "THREATEN", "violence"),
    ("Les FARC ont promis des représailles contre la police colombienne.", "THREATEN", "violence"),
    ("Le Pakistan s'est dit prêt à frapper l'Inde.", "THREATEN", "violence"),
    ("La Serbie a menacé de rompre avec la Croatie.", "THREATEN", "relations"),
    ("Bruxelles a agité le bâton contre Tbilissi.", "THREATEN", "relations"),
    ("Ottawa n'exclut pas des sanctions contre Port-au-Prince.", "THREATEN", "relations"),
    ("Le Liban a menacé d'expulser l'ambassadeur iranien.", "THREATEN", "expel"),
    ("Le régulateur gabonais a menacé de fermer deux radios.", "THREATEN", "restrict"),
    ("La Turquie a menacé d'occuper Kobané.", "THREATEN", "territory"),
    ("Le gouverneur de Lagos a menacé d'emprisonner les grévistes.", "THREATEN", "arrest"),
    ("La justice équatorienne a lancé un ordre de capture contre l'ex-président.", "THREATEN", "arrest"),
    ("Sept soldats maliens sont tombés au combat à Ménaka.", "ASSAULT", None),
    ("Un convoi de l'ONU a été visé par des tirs à Bunia.", "ASSAULT", None),
    ("La garnison de Bama a été frappée à nouveau par Boko Haram.", "ASSAULT", None),
    ("Une religieuse kényane est aux mains de ravisseurs depuis mardi à Mandera.", "ASSAULT", "abduct"),
    ("Deux routiers sénégalais ont été faits captifs à Kayes par des djihadistes.", "ASSAULT", "abduct"),
    ("Le ministre libyen a échappé à une tentative d'assassinat à Tripoli.", "ASSAULT", "targeted"),
    ("Un procureur paraguayen a été abattu en pleine rue.", "ASSAULT", "targeted"),
    ("Des émeutiers ont mis le feu à la préfecture de Mamoudzou.", "ASSAULT", "destroy"),
    ("Les soldats ont passé au bulldozer quarante maisons à Gaza.", "ASSAULT", "destroy"),
    ("Une patrouille malienne a roulé sur une mine à Hombori.", "ASSAULT", "explosives"),
    ("L'armée ukrainienne a lancé des drones sur Belgorod.", "ASSAULT", "drone"),
    ("Les avions saoudiens ont lâché leurs bombes sur Saada.", "ASSAULT", "aerial"),
    ("Un tireur a vidé son chargeur sur des policiers à Dallas.", "ASSAULT", "firearms"),
    ("Un homme a blessé au couteau deux passants à Dresde.", "ASSAULT", "primitive"),
    ("La police mozambicaine a tiré des lacrymogènes sur la foule à Maputo.", "ASSAULT", "crowd-control"),
    ("Un avocat burkinabè a été battu à mort par des miliciens.", "ASSAULT", "beat"),
    ("Les insurgés moluquois ont menacé de reprendre les armes contre l'Indonésie.", "THREATEN", "violence"),
    (
        "L'armée ougandaise a menacé de lancer une offensive contre les rebelles des ADF.",
        "THREATEN",
        "violence",
    ),
    ("Hanoï a menacé Phnom Penh de contre-mesures.", "THREATEN", "relations"),
    ("Un général birman est visé par un mandat d'arrêt de la CPI.", "THREATEN", "arrest"),
    ("L'Islande ne livrera plus d'armes à la Hongrie.", "SANCTION", "discontinue"),
    ("La Finlande a cessé de financer l'armée ougandaise.", "SANCTION", "discontinue"),
    ("Lisbonne a coupé son soutien financier à Bissau.", "SANCTION", "discontinue"),
    ("La Norvège s'est jointe aux sanctions contre Minsk.", "SANCTION", "discontinue"),
    ("Oslo a réduit ses contacts avec Bakou.", "SANCTION", "discontinue"),
    ("Le Malawi a suspendu sa participation à la mission de la SADC.", "SANCTION", "withdraw"),
    ("Le Portugal a fermé son ambassade à Sanaa.", "SANCTION", "withdraw"),
    ("La Cour européenne des droits de l'homme a condamné la Moldavie.", "SANCTION", "convict"),
]


# Who is asked to leave is no doer, and where he leaves is not sent away.
def test_an_envoy_asked_to_leave_is_who_is_expelled(coded):
    (told,) = [
        s
        for s in coded("L'ambassadeur de Suède a été prié de quitter le Lesotho.")
        if isinstance(s, Event) and s.type == "SANCTION"
    ]
    assert not told.actors
    assert [e.text for e in told.recipients] == ["L'ambassadeur de Suède"]


@pytest.mark.parametrize(("text", "type_", "mode"), WORDINGS)
def test_a_wording_of_force_tells_its_act(coded, text, type_, mode):
    told = [(s.type, s.mode) for s in coded(text) if isinstance(s, Event)]
    assert (type_, mode) in told or (mode is None and type_ in [t for t, _ in told])


EVERYDAY = [
    "Le couturier a mis la clé sous la porte de sa boutique.",
    "Le pianiste a tiré un trait sur sa carrière de soliste.",
    "La chorale a mis en pause ses répétitions.",
    "La boulangère a baissé le rideau pour les vacances.",
    "Le chat s'est fait choper par le chien du voisin.",
    "Le potier a mis ses vases au frais.",
    "La cantatrice a remercié son public.",
    "Le cuisinier a éventré un potiron.",
    "Le vieux chalet a été soufflé par la tempête.",
    "La fillette a juré de ranger sa chambre.",
]


@pytest.mark.parametrize("text", EVERYDAY)
def test_an_everyday_use_of_the_words_of_force_says_nothing(coded, text):
    assert coded(text) == ()


COUNTS = [
    ("La police a démantelé mardi un gang de quatorze braqueurs à Kumasi.", "members", 14),
    (
        "La cellule terroriste, composée de neuf membres, a été démantelée mardi à Djerba par la police.",
        "members",
        9,
    ),
    ("Oslo a déclaré persona non grata seize agents russes.", "people-expelled", 16),
]


@pytest.mark.parametrize(("text", "measure", "value"), COUNTS)
def test_a_band_and_those_expelled_are_counted(coded, text, measure, value):
    assert (measure, value) in [(s.measure, s.value) for s in coded(text) if isinstance(s, Figure)]
