"""Counts by their wording: numbers, bounds and amounts, and measures that the words say outright."""

from __future__ import annotations

import pytest

from recoupe.code.fr.coder import code_french
from recoupe.code.fr.numbers import find_numbers
from recoupe.model import Article, Figure, Zone

LEAD = "Lomé, 5 mai 2023 (AFP) - Le ministre togolais de la Sécurité a reçu mardi une délégation de l'ONU."


def figures(sentence: str) -> list[tuple[str, float, str, str | None]]:
    """Measure, value, bound and unit of what is counted in a sentence of a dispatch."""
    text = f"{LEAD}\n\n{sentence}"
    article = Article("a.txt", text, (Zone(0, len(text), "body"),), published="2023-05-06", language="fr")
    (coded,) = code_french([article])
    found = [s for s in coded.statements if isinstance(s, Figure) and s.span[0] > len(LEAD)]
    return [(f.measure, f.value, f.bound, f.unit) for f in found]


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("cent quatre-vingts dossiers", 180, "exact"),
        ("deux cent quatre-vingt-cinq dossiers", 285, "exact"),
        ("vingt et un pays", 21, "exact"),
        ("un million et demi de dinars", 1_500_000, "exact"),
        ("deux millions et demi d'euros", 2_500_000, "exact"),
        ("un demi-million de cartouches", 500_000, "exact"),
        ("trois douzaines de pirogues", 36, "about"),
        ("deux centaines de motos", 200, "about"),
        ("45 M€", 45_000_000, "exact"),
        ("au bas mot six mille personnes", 6000, "min"),
        ("un minimum de 40 gendarmes", 40, "min"),
        ("900 hommes au plus", 900, "max"),
        ("entre quarante et cinquante pick-up", 40, "min"),
        ("de 60 à 80 cavaliers", 60, "min"),
        ("deux ou trois guetteurs", 2, "min"),
    ],
)
def test_numbers_in_words_and_signs(text: str, value: float, bound: str) -> None:
    (number,) = find_numbers(text)
    assert (number.value, number.bound) == (value, bound)


def test_a_change_from_one_number_to_another_is_no_range() -> None:
    assert [n.value for n in find_numbers("Le contingent passera de 250 à 300 hommes.")] == [250, 300]
    assert [n.value for n in find_numbers("entre les deux et vingt autres")] == [2, 20]


def test_at_its_height_is_no_bound() -> None:
    (number,) = find_numbers("ils étaient 640 au plus fort de la crise")
    assert number.bound == "exact"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Le préfet fait état de 64 éloignements en mars.", ("people-expelled", 64, "exact", None)),
        (
            "Le nombre d'expulsions s'élève à 310 selon la préfecture.",
            ("people-expelled", 310, "exact", None),
        ),
        ("Le tribunal de Lomé a prononcé neuf condamnations.", ("people-convicted", 9, "exact", None)),
        (
            "Plus de deux cents Belges ont rejoint les rangs de Daech.",
            ("fighters-joined", 200, "min", None),
        ),
        (
            "Quelque 80 Kosovars sont partis combattre en Syrie.",
            ("fighters-joined", 80, "about", None),
        ),
        (
            "Quarante djihadistes danois sont revenus des zones de combat.",
            ("fighters-returned", 40, "exact", None),
        ),
        (
            "Trente douaniers togolais ont suivi un stage à Lomé.",
            ("people-trained", 30, "exact", None),
        ),
        ("Quinze démineurs ont obtenu leur brevet.", ("people-trained", 15, "exact", None)),
        ("Neuf policiers ont été grièvement touchés.", ("people-wounded", 9, "exact", None)),
        (
            "Le golfe de Guinée a enregistré treize actes de piraterie.",
            ("attacks", 13, "exact", None),
        ),
        ("Deux attentats-suicides ont frappé Kano.", ("attacks", 2, "exact", None)),
        ("Les deux délégations ont tenu six réunions.", ("meetings", 6, "exact", None)),
        ("Les interpellations ont bondi à 720 en un an.", ("people-arrested", 720, "exact", None)),
        (
            "Le groupe armé compte environ 250 combattants.",
            ("members", 250, "about", None),
        ),
        ("Seize membres présumés de la bande ont été arrêtés.", ("people-arrested", 16, "exact", None)),
        ("Bruxelles a accordé à Lomé un financement de 12 M€.", ("money", 12_000_000, "exact", "EUR")),
    ],
)
def test_what_the_words_say_is_counted(sentence: str, told: tuple[str, float, str, str | None]) -> None:
    assert told in figures(sentence)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Le bataillon a perdu la veille douze hommes.", [("people-killed", 12)]),
        ("Le Tchad a perdu cinq des siens à Bohoma.", [("people-killed", 5)]),
        ("L'assaut a coûté trente soldats aux insurgés.", [("people-killed", 30)]),
        ("Quatre de leurs camarades ont péri.", [("people-killed", 4)]),
        ("La sécheresse a emporté 300 vies.", [("people-killed", 300)]),
        ("Quinze autres s'en tirent avec des blessures légères.", [("people-wounded", 15)]),
        ("La mission a instruit cette année plus de 300 gendarmes maliens.", [("people-trained", 300)]),
        (
            "Vingt-cinq stagiaires ont suivi ses cours, dont quatre femmes.",
            [("people-trained", 25), ("people-trained", 4)],
        ),
        ("L'école ouvrira ses portes à 12 analystes de la Cédéao.", [("people-trained", 12)]),
        ("La gendarmerie a mis sous clé quatorze trafiquants.", [("people-arrested", 14)]),
        ("Deux d'entre eux ont été appréhendés lundi à Tamale.", [("people-arrested", 2)]),
        ("La force conjointe, forte de 4 500 hommes, a été déployée à Gao.", [("members", 4500)]),
        ("Les deux présidents ont signé une vingtaine de textes.", [("agreements", 20)]),
    ],
)
def test_what_befell_those_counted(sentence: str, told: list[tuple[str, float]]) -> None:
    assert [(f[0], f[1]) for f in figures(sentence)] == told


def test_one_told_beside_several_counts_too() -> None:
    found = figures("L'explosion a tué trois soldats et un civil.")
    assert [(f[0], f[1]) for f in found] == [("people-killed", 3), ("people-killed", 1)]
    found = figures("Dix suspects, dont une femme, ont été interpellés.")
    assert [(f[0], f[1]) for f in found] == [("people-arrested", 10), ("people-arrested", 1)]


def test_drugs_that_were_sold_are_not_seized() -> None:
    assert [f[0] for f in figures("La bande a écoulé 140 kilos d'héroïne en deux ans.")] == ["other"]
    assert [f[0] for f in figures("La police a saisi 12 kilos de TATP dans un garage.")] == ["weapons-seized"]


def test_types_hours_and_days_are_no_figures() -> None:
    assert figures("La Turquie attend toujours ses F-35, et le convoi est parti à 6 h 45.") == []
    assert figures("Un caïd a été abattu le 19 en pleine rue.") == []


def test_a_dotted_capital_does_not_move_what_is_counted() -> None:
    assert [f[:2] for f in figures("Le MİT a arrêté mardi à Konya douze suspects.")] == [
        ("people-arrested", 12)
    ]


def test_the_wounded_beside_the_dead() -> None:
    found = figures("Six gendarmes ont perdu la vie et onze autres ont été blessés.")
    assert [(f[0], f[1]) for f in found] == [("people-killed", 6), ("people-wounded", 11)]


def test_foiled_attacks_are_no_attacks() -> None:
    assert [f[0] for f in figures("Le service a empêché sept attaques l'an dernier.")] == ["attacks-foiled"]


def test_a_population_is_no_figure() -> None:
    assert figures("Le pays compte neuf millions d'habitants.") == []
