"""Figures of plain news, each with whose deed it counts and whom or what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoupe.code.fr.numbers import find_numbers
from recoupe.model import Figure, Statement

LEAD = "Accra, 4 mars 2024 (AFP) - Le ministre ghanéen de la Défense a reçu lundi une délégation de l'ONU."
Told = tuple[str, float, list[str], list[str]]


@pytest.fixture(scope="module")
def figures(coded: Callable[[str], tuple[Statement, ...]]) -> Callable[[str], list[Told]]:
    """Measure, value, doers and those counted of every figure of a sentence in a dispatch."""

    def run(sentence: str) -> list[Told]:
        found = [s for s in coded(f"{LEAD}\n\n{sentence}") if isinstance(s, Figure)]
        return [
            (f.measure, f.value, [e.text for e in f.actors], [e.text for e in f.of])
            for f in found
            if f.span[0] >= len(LEAD)
        ]

    return run


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Lomé a livré neuf ambulances au Bénin.", [("other", 9, ["Lomé"], ["neuf ambulances"])]),
        ("Les douaniers ghanéens ont saisi 14 fusils à Aflao.",
         [("weapons-seized", 14, ["Les douaniers ghanéens"], ["14 fusils"])]),
        ("La fouille de la ferme a permis de découvrir six pistolets.",
         [("weapons-seized", 6, [], ["six pistolets"])]),
        ("Le Togo a envoyé onze tonnes de vivres au Soudan.", [("other", 11, ["Togo"], ["vivres"])]),
        ("Deux fusils et sept gilets explosifs ont été saisis à Dapaong.",
         [("weapons-seized", 2, [], ["Deux fusils"]), ("weapons-seized", 7, [], ["sept gilets explosifs"])]),
    ],
)  # fmt: skip
def test_things_are_counted_too(
    figures: Callable[[str], list[Told]], sentence: str, told: list[Told]
) -> None:
    assert figures(sentence) == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Trois des prévenus ont été arrêtés à Accra.", [("people-arrested", 3, [], ["prévenus"])]),
        ("Cinq des neuf rebelles ont été tués par l'armée béninoise.",
         [("people-killed", 5, ["armée béninoise"], ["neuf rebelles"])]),
        ("Vingt gendarmes ont été tués, dont un capitaine.",
         [("people-killed", 20, [], ["Vingt gendarmes"]), ("people-killed", 1, [], ["un capitaine"])]),
        ("L'armée béninoise a tué 40 jihadistes, dont quatre chefs.",
         [("people-killed", 40, ["armée béninoise"], ["40 jihadistes"]),
          ("people-killed", 4, ["armée béninoise"], ["quatre chefs"])]),
        ("Sur les 31 otages, douze ont été relâchés.",
         [("other", 31, [], ["les 31 otages"]), ("other", 12, [], ["otages"])]),
        ("Un douanier et trois gendarmes ont été tués à Kara.",
         [("people-killed", 3, [], ["trois gendarmes"])]),
        ("Cinq rebelles ont été tués et huit marins ont été libérés.",
         [("people-killed", 5, [], ["Cinq rebelles"]), ("other", 8, [], ["huit marins"])]),
    ],
)  # fmt: skip
def test_a_part_is_told_once(figures: Callable[[str], list[Told]], sentence: str, told: list[Told]) -> None:
    assert figures(sentence) == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Un kamikaze s'est fait exploser à Kano, tuant seize passants.",
         [("people-killed", 16, ["Un kamikaze"], ["seize passants"])]),
        ("Des hommes armés ont tiré sur un minibus, blessant huit voyageurs.",
         [("people-wounded", 8, ["Des hommes armés"], ["huit voyageurs"])]),
        ("L'armée béninoise déplore neuf morts dans ses rangs.",
         [("people-killed", 9, [], ["armée béninoise"])]),
        ("Le raid a fait 23 morts parmi les déplacés.", [("people-killed", 23, [], ["les déplacés"])]),
        ("Le préfet a fait état de 80 victimes à Kano.", [("people-killed", 80, [], ["80 victimes"])]),
        ("De 15 à 20 civils ont été tués par des miliciens.",
         [("people-killed", 15, ["des miliciens"], ["15 à 20 civils"])]),
        ("Six blessés ont succombé à l'hôpital de Kara.", [("people-killed", 6, [], [])]),
        ("Parmi les victimes figurent deux touristes suisses.",
         [("people-killed", 2, [], ["deux touristes suisses"])]),
        ("Le naufrage a fait 30 morts et une vingtaine de disparus.",
         [("people-killed", 30, [], []), ("other", 20, [], ["disparus"])]),
        ("Le bilan est passé de 12 à 17 morts.",
         [("people-killed", 12, [], []), ("people-killed", 17, [], [])]),
        ("Une école privée a formé 300 gendarmes.",
         [("people-trained", 300, ["Une école privée"], ["300 gendarmes"])]),
    ],
)  # fmt: skip
def test_who_did_it_and_to_whom(
    figures: Callable[[str], list[Told]], sentence: str, told: list[Told]
) -> None:
    assert figures(sentence) == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("La police togolaise a démantelé une bande de sept membres à Sokodé.",
         ("members", 7, [], ["une bande"])),
        ("La police togolaise a interpellé sept membres d'une bande à Sokodé.",
         ("people-arrested", 7, ["police togolaise"], ["sept membres d'une bande"])),
        ("Le mouvement revendique 4.000 adhérents.", ("members", 4000, [], ["Le mouvement"])),
        ("Trois tonnes et demie de cannabis ont été saisies.", ("drugs-seized", 3.5, [], [])),
        ("Le mouvement compte une quarantaine de combattants.", ("members", 40, [], ["Le mouvement"])),
        ("Quatre hommes ont été arrêtés avec 2,6 tonnes de cannabis.", ("drugs-seized", 2.6, [], [])),
        ("Ce succès porte à 27 le nombre de cellules démantelées.", ("cells-dismantled", 27, [], [])),
        ("Vingt-sept pays ont signé le texte.", ("states", 27, [], ["Vingt-sept pays"])),
    ],
)  # fmt: skip
def test_measures_and_their_parts(figures: Callable[[str], list[Told]], sentence: str, told: Told) -> None:
    assert told in figures(sentence)


@pytest.mark.parametrize(
    ("sentence", "value", "of"),
    [
        ("La police togolaise a arrêté 38 passeurs, dont 12 à Kara.", 12, ["passeurs"]),
        ("La police togolaise a arrêté 38 passeurs, contre 51 en 2022.", 51, ["passeurs"]),
        ("L'armée béninoise a abattu vingt jihadistes et en a capturé neuf.", 9, ["jihadistes"]),
        (
            "Quelque 90 Kosovars sont partis en Syrie. Une trentaine d'entre eux y sont morts.",
            30,
            ["Kosovars"],
        ),
        ("Deux des suspects ont été arrêtés à Lomé, les cinq autres à Kara.", 5, ["les cinq autres"]),
        ("Onze civils sont morts et treize autres ont été blessés.", 13, ["treize autres"]),
    ],
)
def test_a_number_without_a_noun_is_of_those_counted_before(
    figures: Callable[[str], list[Told]], sentence: str, value: float, of: list[str]
) -> None:
    assert [told[3] for told in figures(sentence) if told[1] == value] == [of]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("deux à trois mille hommes", 2000),
        ("cinq ou six cent mille euros", 500_000),
        ("trois à quatre cents fusils", 300),
        ("entre deux et trois millions et demi de dollars", 2_000_000),
        ("de 10 à 15 tonnes", 10),
    ],
)
def test_a_range_shares_its_scale(text: str, value: float) -> None:
    (number,) = find_numbers(text)
    assert (number.value, number.bound) == (value, "min")


def test_a_share_in_words_is_no_count() -> None:
    assert [n.value for n in find_numbers("Soixante pour cent des votants")] == [60]
