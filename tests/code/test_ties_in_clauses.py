"""Ties told by a clause or a set phrase around two that are named, each in a sentence of a dispatch."""

from __future__ import annotations

import pytest

from recoupe.code.fr.coder import code_french
from recoupe.model import Article, Tie, Zone

LEAD = "Lomé, 5 mai 2023 (AFP) - Le ministre togolais de la Sécurité a reçu mardi une délégation de l'ONU."


def ties(sentence: str) -> list[tuple[str, tuple[str | None, ...], tuple[str | None, ...], str]]:
    """Type, ids of subject and object and status of the ties of a sentence."""
    text = f"{LEAD}\n\n{sentence}"
    article = Article("a.txt", text, (Zone(0, len(text), "body"),), published="2023-05-06", language="fr")
    (coded,) = code_french([article])
    found = [s for s in coded.statements if isinstance(s, Tie) and s.span[0] > len(LEAD)]
    return [(t.type, tuple(e.id for e in t.subject), tuple(e.id for e in t.object), t.status) for t in found]


@pytest.mark.parametrize(
    ("sentence", "type_", "subject", "target"),
    [
        ("Europol, dont la directrice, Catherine De Bolle, était à Tirana, a ouvert un bureau.",
         "heads", "catherine-de-bolle", "EUROPOL"),
        ("Patron de l'Africom depuis 2022, le général Michael Langley a rencontré le président ghanéen.",
         "heads", "michael-langley", "USA.AFRICOM"),
        ("Hans Leijtens reste aux manettes de Frontex.", "heads", "hans-leijtens", "FRONTEX"),
        ("L'Africom a eu pour premier chef le général William Ward.",
         "heads", "william-ward", "USA.AFRICOM"),
        ("Le Front Polisario, à la tête duquel se trouve Brahim Ghali, a réagi.",
         "heads", "brahim-ghali", "POLISARIO"),
        ("La Belgique tient jusqu'à la fin juin les rênes du Conseil de l'Union européenne.",
         "chairs", "BEL", "EU.COUNCIL"),
        ("Interpol, que Lyon loge depuis 1989, ne déménagera pas.", "hosts", "FRA", "INTERPOL"),
        ("La délégation est partie de Stuttgart, où l'Africom a son quartier général.",
         "hosts", "DEU", "USA.AFRICOM"),
        ("Frontex restera implantée à Varsovie.", "hosts", "POL", "FRONTEX"),
        ("Le Commonwealth, auquel le Gabon a adhéré en 2022, se tait.", "member-of", "GAB", "COMMONWEALTH"),
        ("Les Palaos ont été admises à Interpol en 2023.", "member-of", "PLW", "INTERPOL"),
        ("La France figure parmi les fondateurs d'Interpol.", "member-of", "FRA", "INTERPOL"),
        ("L'Union africaine, à laquelle Afripol rend compte, se tait.", "part-of", "AFRIPOL", "AU"),
        ("La Suisse est liée à Europol par un accord de coopération.", "partner-of", "CHE", "EUROPOL"),
        ("Awa Diallo a été élue mardi secrétaire générale d'Interpol.", "heads", "awa-diallo", "INTERPOL"),
        ("Awa Diallo devient la nouvelle patronne de Frontex.", "heads", "awa-diallo", "FRONTEX"),
        ("Le général Moussa Bello a été désigné président de la Cédéao.",
         "chairs", "moussa-bello", "ECOWAS"),
        ("Élue lundi à la présidence de l'Igad par les délégués, la Kényane Awa Diallo a remercié Accra.",
         "chairs", "awa-diallo", "IGAD"),
        ("Sous la direction d'Awa Diallo, Frontex a arrêté deux hommes.", "heads", "awa-diallo", "FRONTEX"),
        ("Le Ghana a pris la tête du Conseil de sécurité.", "chairs", "GHA", "UN.SC"),
        ("Le Koweït a pris le relais d'Oman à la tête de la Ligue arabe.", "chairs", "KWT", "LAS"),
        ("La force Qods, chargée des opérations extérieures des Gardiens de la révolution, a réagi.",
         "part-of", "IRN.QODS", "IRN.IRGC"),
        ("Le siège de l'Igad, à Djibouti, a été évacué.", "hosts", "DJI", "IGAD"),
        ("Frontex, avec à sa tête Awa Diallo, a arrêté deux hommes.", "heads", "awa-diallo", "FRONTEX"),
        ("Le M23, dont le chef militaire est Moussa Bello, a attaqué Goma.", "heads", "moussa-bello", "M23"),
        ("Le chef du renseignement extérieur britannique (MI6), Moussa Bello, a signé un accord.",
         "heads", "moussa-bello", "GBR.MI6"),
        ("Moussa Bello, numéro deux du Hamas, a été tué.", "affiliated-with", "moussa-bello", "HAMAS"),
        ("Un haut responsable du Hezbollah, Moussa Bello, a été tué.",
         "affiliated-with", "moussa-bello", "LBN.HEZBOLLAH"),
        ("L'Ouganda a attaqué les ADF, rebelles ralliés à Daech.", "affiliated-with", "ADF", "IS"),
        ("Les agents du BCIJ, rattaché à la DGST, ont arrêté deux hommes.",
         "part-of", "MAR.BCIJ", "MAR.DGST"),
        ("La Croatie, entrée dans l'Union européenne en 2013, a signé un accord.", "member-of", "HRV", "EU"),
        ("Le Gabon a été réintégré au sein de la CEEAC.", "member-of", "GAB", "ECCAS"),
    ],
)  # fmt: skip
def test_a_clause_around_two_named(sentence: str, type_: str, subject: str, target: str) -> None:
    assert [(t[0], t[1], t[2]) for t in ties(sentence)] == [(type_, (subject,), (target,))]


def test_several_members_in_a_row() -> None:
    [tie] = ties("L'EAC, dont le Rwanda et le Burundi font partie, a réagi.")
    assert tie[:3] == ("member-of", ("RWA", "BDI"), ("EAC",))


def test_those_told_behind_what_ties_them() -> None:
    [tie] = ties("Liées depuis 1994 par un traité d'amitié, Lisbonne et Rabat ont signé un accord.")
    assert tie[:2] == ("party-to", ("PRT", "MAR"))


def test_a_name_that_holds_a_group_s_is_a_person_s() -> None:
    found = ties("Les Houthis, emmenés par Abdel Malek al-Houthi, ont tiré deux missiles.")
    assert [t[:3] for t in found] == [("heads", ("abdel-malek-al-houthi",), ("HOUTHI",))]


def test_what_makes_partners_and_what_binds_parties() -> None:
    pact = "Accra n'a rien dit du Togo, avec lequel le Ghana est lié depuis 2015 par un pacte de défense."
    assert [t[0] for t in ties(pact)] == ["partner-of"]
    assert [t[0] for t in ties("Le Togo et le Ghana sont liés par un traité d'amitié.")] == ["party-to"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Une délégation de l'Otan, emmenée par Jens Stoltenberg, est à Accra.",
        "Le ministre a visité à Lyon les locaux d'Interpol.",
        "Le Ghana a accueilli mardi une délégation d'Interpol.",
        "Dix-neuf personnes ont été passées aux menottes à Tema.",
        "L'offensive était pilotée depuis La Haye par Europol.",
        "Le général Moussa Bello a présidé la cérémonie.",
    ],
)
def test_no_tie(sentence: str) -> None:
    assert ties(sentence) == []
