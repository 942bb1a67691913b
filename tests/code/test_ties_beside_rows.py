"""Ties told by seats, appositions, relative clauses and set phrases, each in a sentence of a dispatch."""

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
        ("L'Ameripol est basée à Bogota depuis 2007.", "hosts", ("COL",), ("AMERIPOL",)),
        ("La Cour pénale internationale siège à La Haye.", "hosts", ("NLD",), ("ICC",)),
        ("Nairobi accueille le siège de l'Igad.", "hosts", ("KEN",), ("IGAD",)),
        ("Le Bénin, président en exercice de l'Uemoa, a réagi.", "chairs", ("BEN",), ("WAEMU",)),
        (
            "L'Allemagne et le Nigeria, coprésidents du GCTF, ont ouvert les travaux.",
            "chairs",
            ("DEU", "NGA"),
            ("GCTF",),
        ),
        ("Oman, proche allié du Royaume-Uni, a nié.", "partner-of", ("OMN",), ("GBR",)),
        (
            "Le Bénin est l'un des principaux partenaires de la Belgique en Afrique.",
            "partner-of",
            ("BEN",),
            ("BEL",),
        ),
        ("Ankara et Bakou, partenaires stratégiques, patrouillent.", "partner-of", ("TUR",), ("AZE",)),
        ("Un partenariat stratégique lie l'Égypte et la Grèce.", "partner-of", ("EGY",), ("GRC",)),
        ("L'Igad, que dirige Workneh Gebeyehu, a condamné.", "heads", ("workneh-gebeyehu",), ("IGAD",)),
        ("Europol, dont Jean Dupré est le directeur, se tait.", "heads", ("jean-dupre",), ("EUROPOL",)),
        ("Omar Dicko, le chef du MSA, est arrivé.", "heads", ("omar-dicko",), ("MLI.MSA",)),
        ("Le chef d'Ansaru, Abou Bara, a été arrêté.", "heads", ("abou-bara",), ("ANSARU",)),
        (
            "Ameripol, l'organe policier de l'Organisation des États américains, forme.",
            "part-of",
            ("AMERIPOL",),
            ("OAS",),
        ),
        ("Ansaru, branche d'Al-Qaïda au Nigeria, a frappé.", "affiliated-with", ("ANSARU",), ("AQ",)),
        ("Le chef du Hamas à Gaza, Omar Dicko, a disparu.", "heads", ("omar-dicko",), ("HAMAS",)),
        (
            "Le directeur général de la sécurité extérieure, Jean Dupré, se tait.",
            "heads",
            ("jean-dupre",),
            ("FRA.DGSE",),
        ),
        (
            "Omar Dicko, président du Conseil des droits de l'homme, a réagi.",
            "chairs",
            ("omar-dicko",),
            ("UN.HRC",),
        ),
        (
            "Le chef d'état-major de l'armée algérienne, Omar Dicko, a réagi.",
            "heads",
            ("omar-dicko",),
            ("DZA.ANP",),
        ),
        ("La présidence italienne du G7 a convoqué les ministres.", "chairs", ("ITA",), ("G7",)),
        ("La Hongrie, pays membre de l'Otan, a refusé.", "member-of", ("HUN",), ("NATO",)),
        ("L'Igad regroupait Djibouti et le Kenya.", "member-of", ("DJI", "KEN"), ("IGAD",)),
        (
            "L'Africom, dont l'état-major est installé à Stuttgart, a confirmé.",
            "hosts",
            ("DEU",),
            ("USA.AFRICOM",),
        ),
        (
            "La directrice du Comité contre le terrorisme de l'ONU, Awa Diallo, est venue.",
            "heads",
            ("awa-diallo",),
            ("UN.CTC",),
        ),
        ("Omar Dicko avait rejoint Daech.", "affiliated-with", ("omar-dicko",), ("IS",)),
        ("Un groupe armé proche d'Al-Qaïda a frappé.", "affiliated-with", (None,), ("AQ",)),
        ("Un homme en lien avec Daech a été arrêté.", "affiliated-with", (None,), ("IS",)),
        (
            "Le Mali, le Niger et le Tchad ont rejoint l'Igad.",
            "member-of",
            ("MLI", "NER", "TCD"),
            ("IGAD",),
        ),
        (
            "L'Arabie saoudite, l'Égypte, l'Iran et l'Éthiopie ont rejoint les Brics.",
            "member-of",
            ("SAU", "EGY", "IRN", "ETH"),
            ("BRICS",),
        ),
        (
            "L'Igad (Kenya, Djibouti, Soudan) a signé un accord.",
            "member-of",
            ("KEN", "DJI", "SDN"),
            ("IGAD",),
        ),
        ("Lisbonne et Rabat, désormais alliés, ont signé.", "partner-of", ("PRT",), ("MAR",)),
        ("La coalition arabe conduite par Riyad a signé un accord.", "heads", ("SAU",), (None,)),
        (
            "Le Haut-Commissaire des Nations unies aux droits de l'homme, Omar Dicko, a réagi.",
            "heads",
            ("omar-dicko",),
            ("UN.OHCHR",),
        ),
        (
            "Le clan a des accointances avec le Hezbollah.",
            "affiliated-with",
            (None,),
            ("LBN.HEZBOLLAH",),
        ),
    ],
)
def test_ties_are_told(
    sentence: str, type_: str, subject: tuple[str | None, ...], target: tuple[str | None, ...]
) -> None:
    assert (type_, subject, target, "asserted") in ties(sentence)


def test_those_suspected_of_belonging() -> None:
    (tie,) = ties("Trois hommes soupçonnés d'appartenance au Hamas ont été arrêtés à Lomé.")
    assert (tie[0], tie[2], tie[3]) == ("affiliated-with", ("HAMAS",), "hypothetical")


def test_a_treaty_and_not_the_body_it_is_named_after() -> None:
    text = f"{LEAD}\n\nLe Ghana est partie à la Convention des Nations unies contre la torture."
    article = Article("a.txt", text, (Zone(0, len(text), "body"),), published="2023-05-06", language="fr")
    (tie,) = [s for s in next(iter(code_french([article]))).statements if isinstance(s, Tie)]
    assert (tie.type, tie.object[0].text) == ("party-to", "la Convention des Nations unies")


def test_those_accused_of_being_members() -> None:
    (tie,) = ties("Deux hommes accusés d'être membres du Hamas ont été arrêtés à Lomé.")
    assert (tie[0], tie[2], tie[3]) == ("affiliated-with", ("HAMAS",), "hypothetical")


def test_signatories_are_parties() -> None:
    found = ties("Le Ghana et le Togo sont signataires d'un accord d'extradition.")
    assert [(t[0], t[1]) for t in found] == [("party-to", ("GHA", "TGO"))]


@pytest.mark.parametrize(
    "sentence",
    [
        "L'envoyé spécial du secrétaire général des Nations unies, Marc Owona, est arrivé.",
        "À New York, le secrétaire du comité a quitté la salle.",
        "La ville abrite une centrale thermique.",
        "Le patron de l'entreprise a été entendu.",
        "Le sous-directeur d'Europol, Omar Dicko, est arrivé à Accra.",
        "Omar Dicko, chef d'une faction de la Monusco, est arrivé à Accra.",
        "Omar Dicko, candidat à la tête d'Interpol, est arrivé.",
        "Omar Dicko, un commandant de la Monusco, a été tué.",
        "Omar Dicko, arrivé dimanche, a reçu le patron d'Europol.",
        "Les pays membres de l'Igad se réuniront à Accra.",
        "Le Kenya est un allié non membre de l'Otan.",
        "Selon une source proche du Hamas, rien ne change.",
    ],
)
def test_no_tie(sentence: str) -> None:
    assert ties(sentence) == []


def test_a_present_is_no_future() -> None:
    found = ties("Djibouti accueille une base militaire japonaise.")
    assert [t[3] for t in found] == ["asserted"]
