"""Wordings of mediators, chanceries, navies and armed groups; and idioms that tell no act."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Event, Figure, Tie

WORDINGS = [
    ("Mascate relaie les messages entre Washington et Téhéran.", "CONSULT", "third-party"),
    ("L'émir du Koweït a jeté un pont entre Riyad et Téhéran.", "CONSULT", "third-party"),
    ("Le Qatar a dénoué la crise entre Beyrouth et les ravisseurs.", "CONSULT", "third-party"),
    ("Le ministre libyen verra jeudi l'émissaire de l'ONU à Tunis.", "CONSULT", None),
    ("Les délégations turque et grecque se sont quittées sans accord à Genève.", "CONSULT", None),
    ("La Ligue arabe tiendra une séance extraordinaire dimanche au Caire.", "CONSULT", "multilateral"),
    ("Les Houthis refusent de se rasseoir à la table des négociations.", "REJECT", "meet"),
    ("Téhéran refuse de reprendre langue avec Washington.", "REJECT", "meet"),
    ("Damas crie au bluff.", "ACCUSE", "disapprove"),
    ("L'Irak et le Liban se sont désolidarisés du communiqué.", "ACCUSE", "disapprove"),
    ("L'Algérie a formulé des réserves sur cette résolution.", "ACCUSE", "disapprove"),
    (
        "La banque centrale jordanienne soumettra les changeurs à des contrôles inopinés.",
        "ACCUSE",
        "investigate",
    ),
    ("Paris a fait revenir de Bagdad son chargé d'affaires.", "SANCTION", "withdraw"),
    ("Bahreïn a rangé le Hezbollah parmi les organisations terroristes.", "SANCTION", None),
    ("Une corvette turque a illuminé au radar un patrouilleur grec.", "THREATEN", "violence"),
    ("Le chef des Gardiens de la révolution a juré de châtier Israël.", "THREATEN", "violence"),
    ("Le Hezbollah a répliqué par une centaine de roquettes.", "ASSAULT", "heavy-weapons"),
    ("Un député a été jeté à terre par des agents.", "ASSAULT", "beat"),
    ("Le porte-avions américain a mis le cap sur le Golfe.", "MOBILIZE", "weapons"),
    ("Le Koweït a déposé un projet de résolution au Conseil de sécurité.", "AGREE", None),
    ("Les Émirats ravitaillent en munitions les forces de Haftar.", "AID", "equip"),
    (
        "La Jordanie dressera cent gardes-frontières yéménites au contrôle des documents.",
        "AID",
        "train",
    ),
    ("Washington a fait abandonner les poursuites visant douze Iraniens.", "CONCEDE", None),
    ("Le Premier ministre libanais s'est répandu en éloges envers le Qatar.", "SUPPORT", "praise"),
    ("Alger et Nouakchott ont apposé leur sceau à un protocole.", "SUPPORT", "sign"),
    ("Des routiers ont barré la piste aux camions maliens.", "PROTEST", "obstruct"),
    ("L'Irak a levé les barrières à la frontière koweïtienne.", "RETREAT", None),
    ("Le Front al-Nosra a restitué douze soldats libanais.", "RETREAT", "release"),
    ("Deux reporters ont passé cinq heures au poste.", "COERCE", "arrest"),
    ("Lundi, à l'appel du président yéménite, dix pays ont frappé les Houthis.", "REQUEST", "assist"),
]


@pytest.mark.parametrize(("text", "type_", "mode"), WORDINGS)
def test_a_wording_tells_its_act(dispatched: Any, text: str, type_: str, mode: str | None) -> None:
    assert (type_, mode) in [(s.type, s.mode) for s in dispatched(text)]


OTHER_SENSES = [
    ("L'enquête est conduite sous les auspices d'un juge.", "CONSULT"),
    ("Le ministre a retrouvé le sourire.", "CONSULT"),
    ("Le ministre a riposté par un communiqué.", "ASSAULT"),
    ("Les deux candidats se disputent la mairie.", "ASSAULT"),
    ("La neige a coupé la route.", "PROTEST"),
    ("Un ferry a appareillé de Tanger avec 300 passagers.", "MOBILIZE"),
    ("Le ministre a déposé une gerbe.", "AGREE"),
    ("Le ministre a déposé une gerbe.", "COERCE"),
    ("L'Iran s'en défend.", "SUPPORT"),
    ("Les réfugiés se pressent à la frontière.", "REQUEST"),
    ("Une délégation emmenée par le ministre turc de la Défense est rentrée à Ankara.", "ASSAULT"),
    ("Le discours a mis le feu aux poudres.", "ASSAULT"),
    ("Damas jure n'avoir rien promis.", "THREATEN"),
    ("Le ministre, répondant à une question de la presse, s'est voulu rassurant.", "ACCUSE"),
    ("L'offre dépasse la demande de blé.", "REQUEST"),
]


@pytest.mark.parametrize(("text", "type_"), OTHER_SENSES)
def test_another_sense_tells_none(dispatched: Any, text: str, type_: str) -> None:
    assert type_ not in [s.type for s in dispatched(text)]


def test_a_commander_heads_what_is_under_his_orders(coded: Any) -> None:
    told = coded("Madrid, 4 mars 2024 (AFP) - Atalante est placée sous les ordres du vice-amiral José Núñez.")
    assert "heads" in [s.type for s in told if isinstance(s, Tie)]


def test_who_died_is_told_behind_an_aside(coded: Any) -> None:
    told = coded("Aden, 4 mars 2024 (AFP) - Deux marins, un Grec et un Roumain, y ont laissé la vie mardi.")
    assert [s.value for s in told if isinstance(s, Figure) and s.measure == "people-killed"] == [2]
    assert not [s for s in told if isinstance(s, Event) and s.type == "RETREAT"]


PLAIN_DIPLOMACY = [
    ("Mardi, le ministre tchadien s'est dit prêt à rencontrer son homologue soudanais.", [("AGREE", None)]),
    ("Tunis s'est dite ouverte à des négociations avec Tripoli.", [("AGREE", None)]),
    (
        "Les ministres de la Défense de l'Otan se réunissent mercredi à Bruxelles.",
        [("CONSULT", "multilateral")],
    ),
    ("Le chef du gouvernement espagnol s'est excusé auprès du Maroc.", [("CONCEDE", None)]),
    ("Le procureur fédéral belge a souligné l'excellente coopération du Maroc.", [("SUPPORT", "praise")]),
    ("La commission mixte entre la Libye et le Tchad s'est réunie mardi.", [("CONSULT", None)]),
    ("Le Mali et l'Algérie ont repris leurs négociations mardi à Tunis.", [("CONSULT", None)]),
    ("Nouakchott a dit sa solidarité à Rabat après l'attaque.", [("SUPPORT", None)]),
]


@pytest.mark.parametrize(("text", "acts"), PLAIN_DIPLOMACY)
def test_one_act_of_diplomacy_is_told_once(
    dispatched: Any, text: str, acts: list[tuple[str, str | None]]
) -> None:
    assert [(s.type, s.mode) for s in dispatched(text) if isinstance(s, Event)] == acts


def test_who_backs_somebody_by_a_phrase_backs_whom_its_preposition_names(dispatched: Any) -> None:
    (told,) = (s for s in dispatched("Le Nicaragua s'est rangé derrière Moscou.") if isinstance(s, Event))
    assert [e.id for e in told.recipients] == ["RUS"]


@pytest.mark.parametrize(
    "text",
    [
        "Berlin a promis dix chars à Kiev.",
        "Le Niger et le Bénin sont convenus de rouvrir leur frontière.",
    ],
)
def test_what_is_promised_or_agreed_on_is_still_to_come(dispatched: Any, text: str) -> None:
    assert [s.status for s in dispatched(text) if isinstance(s, Event)] == ["planned"]
