"""What articles disagree on is found in their own words, and named as what it is: by brief, show and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
# Outlet, day of publication and text of each article of a case.
Told = list[tuple[str, str, str]]

WEEKDAY: Told = [
    (
        "La Vigie", "2023-03-16",
        "Sept suspects arrêtés à Larache\n\nLa police a arrêté sept personnes à Larache, mardi 14 "
        "mars 2023, dans une affaire de trafic de migrants, a annoncé la préfecture.\n",
    ),
    (
        "Le Fanal", "2023-03-17",
        "Larache : sept interpellations\n\nSept personnes ont été arrêtées lundi 14 mars 2023 à "
        "Larache par la police, qui les soupçonne de trafic de migrants.\n",
    ),
]  # fmt: skip
# A month misread: the weekday of one is that of the other's date.
MONTH: Told = [
    (
        "La Vigie", "2023-04-12",
        "Sept suspects arrêtés à Larache\n\nLa police a arrêté sept personnes à Larache, mardi 11 "
        "avril 2023, dans une affaire de trafic de migrants.\n",
    ),
    (
        "Le Fanal", "2023-04-13",
        "Larache : sept interpellations\n\nLa police a arrêté sept personnes à Larache, mardi 11 mars "
        "2023, dans une affaire de trafic de migrants.\n",
    ),
]  # fmt: skip
TOTALS: Told = [
    (
        "La Vigie", "2019-05-10",
        "Le bilan du BCIJ\n\nDepuis 2015, le Bureau central d'investigations judiciaires (BCIJ) a "
        "démantelé 61 cellules terroristes, a indiqué son directeur.\n",
    ),
    (
        "Le Fanal", "2021-06-03",
        "Antiterrorisme : un nouveau bilan\n\nLe BCIJ a démantelé 82 cellules terroristes depuis "
        "2015, selon le ministère de l'Intérieur.\n",
    ),
    (
        "Le Môle", "2021-06-20",
        "Terrorisme : les comptes du Maroc\n\nDepuis 2015, plus de 80 cellules terroristes ont été "
        "démantelées par le BCIJ, affirme le ministère de l'Intérieur.\n",
    ),
]  # fmt: skip
FALLEN: Told = [
    *TOTALS,
    (
        "L'Ancre", "2022-02-11",
        "Retour sur six ans de lutte\n\nDepuis 2015, le BCIJ a démantelé 74 cellules terroristes, "
        "rappelle un responsable du service.\n",
    ),
]  # fmt: skip
OFFICE: Told = [
    (
        "La Vigie", "2020-10-08",
        "L'ONU s'installe à Rabat\n\nLe Bureau des Nations unies de lutte contre le terrorisme "
        "(UNOCT) a ouvert mardi 6 octobre 2020 à Rabat un bureau chargé de l'Afrique.\n",
    ),
    (
        "Le Fanal", "2022-03-02",
        "Le Maroc et l'ONU, partenaires\n\nLe 24 juin 2021, l'UNOCT a ouvert à Rabat son bureau "
        "chargé de l'Afrique.\n",
    ),
]  # fmt: skip
ARRESTS: Told = [
    (
        "L'Ancre", "2024-05-12",
        "Neuf suspects arrêtés à Oujda\n\nLa police a arrêté vendredi 10 mai 2024 neuf personnes à "
        "Oujda dans une opération contre un réseau de passeurs.\n",
    ),
    (
        "Le Môle", "2024-05-13",
        "Oujda : onze passeurs présumés sous les verrous\n\nOnze personnes ont été arrêtées vendredi "
        "à Oujda lors d'une opération contre un réseau de passeurs, affirme une association locale.\n",
    ),
]  # fmt: skip
# Arrests told year by year: only by their words are 214 and 211 counts of one year.
YEARS: Told = [
    (
        "La Vigie", "2019-01-20",
        "Le bilan du BCIJ\n\nLe BCIJ a arrêté 431 suspects sur les seules années 2017 et 2018, soit 217 la "
        "première et 214 la seconde, a indiqué son directeur.\n",
    ),
    (
        "Le Fanal", "2020-02-10",
        "Compter les arrestations\n\nEntre 2017 et 2019, le BCIJ a procédé à 655 arrestations : 217 la "
        "première année, 211 en 2018, 227 la dernière année.\n",
    ),
]  # fmt: skip
CASES = [
    (WEEKDAY, "event", "when", "calendar", "2023-03-14 was a Tuesday"),
    (MONTH, "event", "when", "calendar", "2023-03-11 was a Saturday"),
    (TOTALS, "figure", "value", "series", "a count that grows with its period"),
    (FALLEN, "figure", "value", "conflict", "the part exceeds the whole period"),
    (OFFICE, "event", "when", "conflict", "2020-10-06 and 2021-06-24 exclude each other"),
    (ARRESTS, "figure", "value", "conflict", "9 exclude each other"),
    (YEARS, "figure", "value", "conflict", "211 and 214 exclude each other"),
]


@pytest.mark.parametrize(
    ("told", "kind", "field", "relation", "reason"),
    CASES,
    ids=[
        "weekday",
        "month",
        "totals-that-grow",
        "total-that-fell",
        "opened-twice",
        "arrests",
        "arrests-of-a-year",
    ],
)
def test_it_is_named_with_both_quotes(
    here: Path, run: Run, told: Told, kind: str, field: str, relation: str, reason: str
) -> None:
    files, meta = here / "told", {}
    files.mkdir()
    for n, (outlet, published, text) in enumerate(told):
        (files / f"{n}.txt").write_text(text, "utf-8")
        meta[f"{n}.txt"] = {"outlet": outlet, "published": published, "language": "fr"}
    (here / "m.json").write_text(json.dumps(meta), "utf-8")
    run("add", files, "--meta", here / "m.json", "--library", "l.db")
    made = json.loads(run("brief", "--library", "l.db", "--json").stdout)
    accounts = [
        a for a in made["accounts"] if a["kind"] == kind and len({d for d, _ in a["statements"]}) == len(told)
    ]
    found = [
        (a["id"], d)
        for a in accounts
        for d in a["disagreements"]
        if d["field"] == field and d["kind"] == relation
    ]
    assert len(found) == 1
    account, disagreement = found[0]
    assert reason in disagreement["why"]
    shown = run("show", account, "--library", "l.db").stdout
    assert f"{field}, {relation}" in shown
    why = " ".join(run("why", account, "--library", "l.db").stdout.split())
    assert f"{field}, {relation}" in why
    for outlet, _, _ in told:
        assert outlet in why
    if relation in ("conflict", "calendar"):
        printed = run("brief", "--library", "l.db").stdout
        assert (
            "≠" in printed or "✗" in printed
        )  # a count that stands only in the ledger breaks its rule there


def test_totals_that_grow_are_no_disagreement(here: Path, run: Run) -> None:
    (here / "told").mkdir()
    for n, (_, _, text) in enumerate(TOTALS):
        (here / "told" / f"{n}.txt").write_text(text, "utf-8")
    meta = {f"{n}.txt": {"outlet": o, "published": day} for n, (o, day, _) in enumerate(TOTALS)}
    (here / "m.json").write_text(json.dumps(meta), "utf-8")
    assert "≠" not in run("brief", here / "told", "--meta", here / "m.json").stdout


def test_the_ledger_sets_the_counts_of_one_year_against_each_other(here: Path, run: Run) -> None:
    (here / "told").mkdir()
    for n, (_, _, text) in enumerate(YEARS):
        (here / "told" / f"{n}.txt").write_text(text, "utf-8")
    meta = {f"{n}.txt": {"outlet": o, "published": day} for n, (o, day, _) in enumerate(YEARS)}
    (here / "m.json").write_text(json.dumps(meta), "utf-8")
    printed = run("brief", here / "told", "--meta", here / "m.json").stdout
    broken = [line for line in printed.splitlines() if "✗" in line]
    assert len(broken) == 1
    assert "211" in broken[0]
    assert "214" in broken[0]
