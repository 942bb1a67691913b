"""Who pulls back, comes home, gives up, gives back or ends a strike, and to whom; and what only looks so."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Entity, Event

WITHDRAW, RELEASE, REPATRIATE = ("RETREAT", "withdraw"), ("RETREAT", "release"), ("RETREAT", "repatriate")
CEASEFIRE, DISARM, RESIGN = ("RETREAT", "ceasefire"), ("RETREAT", "disarm"), ("RETREAT", "resign")
ACCESS, EASED = ("RETREAT", "access"), ("RETREAT", None)


def names(entities: tuple[Entity, ...]) -> list[str]:
    return [e.id or e.text for e in entities]


@pytest.mark.parametrize(
    ("sentence", "kind", "actors", "recipients"),
    [
        (
            "Les rebelles de l'ELN se sont retirés lundi du village de Tibú.",
            WITHDRAW,
            ["Les rebelles de l'ELN"],
            [],
        ),
        ("Nairobi a rapatrié mardi un contingent de 300 militaires.", WITHDRAW, ["KEN"], []),
        ("Les soldats ougandais sont rentrés chez eux jeudi.", WITHDRAW, ["Les soldats ougandais"], []),
        ("Rome a confirmé lundi le départ de ses 200 militaires du Liban.", WITHDRAW, ["ITA"], []),
        (
            "Le retrait des forces turques de la base de Sirsenk a été confirmé mardi par Bagdad.",
            WITHDRAW,
            ["forces turques"],
            [],
        ),
        (
            "Les mercenaires syriens ont quitté la Libye en mars.",
            WITHDRAW,
            ["Les mercenaires syriens"],
            [],
        ),
        (
            "La France a remis lundi la base de Port-Bouët à l'armée ivoirienne.",
            WITHDRAW,
            ["FRA"],
            ["CIV.FACI"],
        ),
        (
            "Près de 3.000 réfugiés maliens sont rentrés de Mauritanie en mars.",
            REPATRIATE,
            [],
            ["3.000 réfugiés maliens"],
        ),
        (
            "Les quatre ingénieurs turcs sont rentrés au pays mardi.",
            REPATRIATE,
            [],
            ["Les quatre ingénieurs turcs"],
        ),
        (
            "La libération par l'Iran de deux marins a été saluée par Séoul.",
            RELEASE,
            ["IRN"],
            ["deux marins"],
        ),
        (
            "L'armée tchadienne a remis lundi à leurs familles dix civils arrêtés à Mongo.",
            RELEASE,
            ["TCD.ANT"],
            ["dix civils"],
        ),
        (
            "L'armée nigérienne a désarmé lundi 80 ex-combattants à Diffa.",
            DISARM,
            ["NER.FAN"],
            ["80 ex-combattants"],
        ),
        ("Le Soudan du Sud et le Soudan sont parvenus lundi à une trêve.", CEASEFIRE, ["SSD", "SDN"], []),
        (
            "Le chef de la police kényane a démissionné mardi, un mois après l'attentat contre William Ruto.",
            RESIGN,
            ["Le chef de la police kényane"],
            [],
        ),
        ("Koweït : démission du gouvernement après six mois", RESIGN, ["KWT.GOV"], []),
        (
            "Le Soudan a autorisé lundi les agences de l'ONU à se rendre au Darfour.",
            ACCESS,
            ["SDN"],
            ["les agences de l'ONU"],
        ),
        ("Damas a permis lundi au CICR de rendre visite aux détenus.", ACCESS, ["SYR"], ["ICRC"]),
        ("L'Union africaine a réintégré lundi le Niger.", EASED, ["AU"], ["NER"]),
        ("Rabat a renvoyé lundi un ambassadeur à Berlin.", EASED, ["MAR"], ["DEU"]),
        (
            "La Cédéao a levé une partie des sanctions qu'elle avait imposées à la Guinée.",
            EASED,
            ["ECOWAS"],
            ["GIN"],
        ),
        ("Le gouvernement gabonais a levé lundi le couvre-feu à Libreville.", EASED, ["GAB.GOV"], []),
        ("La Suisse a débloqué lundi les avoirs de l'ancien ministre.", EASED, ["CHE"], []),
        ("La Suisse a rendu lundi au Nigeria 80 millions de dollars.", EASED, ["CHE"], ["NGA"]),
        ("La France a restitué lundi au Togo quatre statues royales.", EASED, ["FRA"], ["TGO"]),
        ("L'Irak a récupéré lundi 17 statues à New York.", EASED, [], ["IRQ"]),
        ("Les avocats tunisiens ont suspendu lundi leur grève.", EASED, ["Les avocats tunisiens"], []),
        (
            "Les manifestants libyens ont levé lundi le blocage du port de Zuwara.",
            EASED,
            ["Les manifestants libyens"],
            [],
        ),
    ],
)
def test_who_gives_way_and_to_whom(
    coded: Any, sentence: str, kind: tuple[str, str | None], actors: list[str], recipients: list[str]
) -> None:
    made = [s for s in coded(sentence) if isinstance(s, Event) and (s.type, s.mode) == kind]
    assert [(names(e.actors), names(e.recipients)) for e in made] == [(actors, recipients)]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Trente combattants de l'EI se sont rendus lundi à l'armée avec leurs armes.", RELEASE),
        ("La société s'est retirée lundi du marché indien.", ("COERCE", "seize")),
        ("Les infirmiers ont suspendu lundi leur grève.", ("COERCE", "restrict")),
        ("Berlin a remis à la Namibie les restes de 27 Hereros.", ("COOPERATE", "extradite")),
        ("La Suisse a débloqué lundi les avoirs de l'ancien ministre.", ("AID", "equip")),
        ("Les soldats belges ont évacué lundi la base de Menaka.", ("ASSAULT", None)),
        (
            "Le Conseil de sécurité a voté lundi la levée de l'embargo qui visait la Somalie.",
            ("SANCTION", None),
        ),
        ("Les militaires ont défilé dimanche à Conakry.", ("PROTEST", "demo")),
        ("Les pompiers ont libéré lundi un automobiliste à Rabat.", RELEASE),
        ("La Serbie a retiré lundi une partie de ses troupes de la frontière.", ("SANCTION", "withdraw")),
    ],
)
def test_what_gives_way_is_nothing_else(coded: Any, sentence: str, kind: tuple[str, str | None]) -> None:
    assert kind not in {(s.type, s.mode) for s in coded(sentence) if isinstance(s, Event)}


def test_who_holds_those_who_are_held(coded: Any) -> None:
    text = "L'ONU a réclamé lundi la libération de ses employés détenus par les rebelles houthis."
    held = [s for s in coded(text) if isinstance(s, Event) and s.type in ("COERCE", "ASSAULT")]
    assert all(names(e.actors) == ["HOUTHI"] for e in held)


@pytest.mark.parametrize(
    ("sentence", "kind", "actors", "recipients"),
    [
        (
            "Le président soudanais a ordonné lundi à ses forces de cesser les hostilités.",
            CEASEFIRE,
            ["Le président soudanais"],
            [],
        ),
        (
            "Le maréchal Haftar a ordonné lundi à ses troupes de se retirer de Syrte.",
            WITHDRAW,
            ["haftar"],
            [],
        ),
        ("Le Gafi a retiré lundi le Togo de sa liste grise.", EASED, ["FATF"], ["TGO"]),
        (
            "L'Inde et le Pakistan ont échangé lundi 34 prisonniers.",
            RELEASE,
            ["IND", "PAK"],
            ["34 prisonniers"],
        ),
        (
            "Quelque 90 Sénégalais ont regagné Dakar lundi à bord d'un avion militaire.",
            REPATRIATE,
            [],
            ["90 Sénégalais"],
        ),
        ("Washington a suspendu lundi une partie des sanctions contre Khartoum.", EASED, ["USA"], ["SDN"]),
        ("La Suède a mis fin lundi à sa participation à la mission de l'ONU au Mali.", WITHDRAW, ["SWE"], []),
        (
            "Les rebelles houthis ont remis lundi à la Croix-Rouge douze soldats saoudiens.",
            RELEASE,
            ["HOUTHI"],
            ["douze soldats saoudiens"],
        ),
    ],
)
def test_at_whose_command_and_into_whose_hands(
    coded: Any, sentence: str, kind: tuple[str, str | None], actors: list[str], recipients: list[str]
) -> None:
    (act,) = [s for s in coded(sentence) if isinstance(s, Event)]
    assert ((act.type, act.mode), names(act.actors), names(act.recipients)) == (kind, actors, recipients)
