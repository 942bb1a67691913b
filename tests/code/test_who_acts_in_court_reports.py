"""Who acts and who is acted on in court reports, balance sheets of customs and visits of delegations."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Event, Figure

# What is told, then the mode of the deed told last, and its actors and recipients.
DEEDS = [
    # Officials who are the subject act on; those caught are done to, and did what was done before.
    ("Les gendarmes sénégalais ont arrêté trois trafiquants. Ils ont aussi saisi mardi 30 kilos de cocaïne.",
     "seize", ["Les gendarmes sénégalais"], []),
    ("Des soldats maliens ont tué deux jihadistes. Ils ont ensuite arrêté trois suspects.",
     "arrest", ["Des soldats maliens"], ["trois suspects"]),
    ("Les gendarmes sénégalais ont arrêté trois trafiquants. Ils avaient enlevé un commerçant mauritanien.",
     "abduct", ["trois trafiquants"], ["un commerçant mauritanien"]),
    ("Les policiers espagnols ont arrêté trois Marocains. Ils ont été placés en détention.",
     "arrest", ["Les policiers espagnols"], ["trois Marocains"]),
    ("La police espagnole a arrêté un Marocain. Il a été placé en détention mardi à Madrid.",
     "arrest", [], ["un Marocain"]),
    ("Les douanes marocaines ont signé un accord avec leurs homologues sénégalaises. "
     "Elles ont formé 85 officiers maliens à Casablanca.",
     "train", ["douanes marocaines"], ["85 officiers maliens"]),
    # Who tells of it has not done it.
    ("D'après la préfecture, 112 personnes ont été placées en garde à vue.", "arrest", [], ["112 personnes"]),
    # The members of a band are the band's.
    ("La police judiciaire a démantelé une bande de trafiquants et interpellé quatre de ses membres.",
     "arrest", ["police judiciaire"], ["quatre de ses membres"]),
    # Where a prison stands is not who lets go.
    ("Trois journalistes ont quitté la prison centrale de Conakry jeudi.",
     "release", [], ["Trois journalistes"]),
    ("La gendarmerie algérienne a déjoué une tentative de trafic de drogue.",
     "foil", ["gendarmerie algérienne"], []),
    ("Un imam tunisien a été arrêté lundi à Sfax. "
     "La garde nationale l'accuse d'avoir recruté des jihadistes. Il a été présenté jeudi au parquet.",
     "allege", [], ["Un imam tunisien"]),
    ("La police marocaine a arrêté à Fès un ressortissant français. "
     "Ce dernier a été livré à la France le 12 avril.",
     "extradite", [], ["France"]),
    ("Une délégation de la police ivoirienne est arrivée lundi à Rabat. "
     "La délégation a été reçue mercredi par Abdellatif Hammouchi.",
     None, ["police ivoirienne", "Abdellatif Hammouchi"], []),
    ("Une délégation de la police ivoirienne est arrivée lundi à Rabat. "
     "Les membres de la délégation ont été reçus mercredi par Abdellatif Hammouchi.",
     None, ["police ivoirienne", "Abdellatif Hammouchi"], []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mode", "actors", "recipients"), DEEDS)
def test_who_acts_on_whom(
    coded: Any, text: str, mode: str | None, actors: list[str], recipients: list[str]
) -> None:
    told = [s for s in coded(text) if isinstance(s, Event)][-1]
    assert (told.mode, [e.text for e in told.actors], [e.text for e in told.recipients]) == (
        mode, actors, recipients,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("Une filière de passeurs a été démantelée mardi par la police belge.", "CRM"),
        ("La gendarmerie a démantelé lundi une organisation criminelle à Marseille.", "CRM"),
        ("Un réseau de recrutement de jihadistes a été démantelé mardi à Nice.", "REB"),
    ],
)
def test_bands_that_live_by_crime_are_no_fighters(coded: Any, text: str, sector: str) -> None:
    [told] = [s for s in coded(text) if isinstance(s, Event)]
    assert [e.sector for e in told.recipients] == [sector]


def test_members_counted_are_the_bands(coded: Any) -> None:
    text = "Les gendarmes ont démantelé un réseau de passeurs et arrêté cinq de ses membres."
    [told] = [s for s in coded(text) if isinstance(s, Figure)]
    assert [(e.id, e.sector) for e in told.of] == [(None, "CRM")]


def test_who_accuses_has_not_done_it(coded: Any) -> None:
    text = "Le parquet fédéral accuse un Belge d'avoir importé plus de 12 tonnes de cocaïne mardi."
    assert [s.actors for s in coded(text) if isinstance(s, Figure)] == [()]


def test_a_sentence_upheld_is_one(coded: Any) -> None:
    text = "La cour d'appel de Bruxelles a confirmé la peine de douze ans infligée à un trafiquant belge."
    assert [s.mode for s in coded(text) if isinstance(s, Event)] == ["convict"]


@pytest.mark.parametrize(
    ("text", "modes"),
    [
        ("Les naufragés ont été débarqués mardi au port de Calais.", []),
        (
            "Les deux responsables ont passé en revue mardi à Rabat la coopération du Maroc et du Mali.",
            [],
        ),
    ],
)
def test_what_is_no_sanction_nor_threat(coded: Any, text: str, modes: list[str]) -> None:
    told = [s for s in coded(text) if isinstance(s, Event)]
    assert [s.mode for s in told if s.type in ("SANCTION", "THREATEN")] == modes


def test_the_name_of_a_body_is_no_town(coded: Any) -> None:
    text = "Dix-neuf départs ont été empêchés mardi avec le concours de la Guardia Civil espagnole."
    assert all(not s.where for s in coded(text) if isinstance(s, Event | Figure))


def test_who_attends_helps_nobody(coded: Any) -> None:
    text = "La ministre malienne a assisté mardi à Kati à une démonstration des unités d'intervention."
    assert all(s.type != "AID" for s in coded(text) if isinstance(s, Event))
