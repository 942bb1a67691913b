"""What an outlet's pages have in common is learned; copies of one article teach nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from recoupe.model import CODED_ZONES, Article
from recoupe.read.boilerplate import Boilerplate
from recoupe.read.zoning import zones
from recoupe.store import Library

SLOGAN = "La Vigie, trente ans de regards croisés"


def _page(number: int, line: str = SLOGAN) -> str:
    told = (
        f"Le conseil de la commune numéro {number} a voté jeudi son budget, en hausse de {number} %.",
        f"Le maire, monsieur Dupont {number}, a salué un vote « historique » après {number} heures de débat.",
    )
    return f"Budget {number} : un vote serré\n{told[0]}\n{line}\n{told[1]}\n"


def test_a_line_on_three_different_pages_is_known() -> None:
    learned = Boilerplate()
    for number in range(2, 4):
        learned.learn("vigie", _page(number))
    assert not learned.known("vigie", SLOGAN)
    learned.learn("vigie", _page(4))
    assert learned.known("vigie", SLOGAN) and learned.known("vigie", f"  {SLOGAN.upper()} ")
    assert not learned.known("autre", SLOGAN) and not learned.known(None, SLOGAN)


def test_copies_of_one_article_teach_nothing() -> None:
    learned = Boilerplate()
    for number in range(9):
        # A relay that adds a sentence of its own each time, and keeps the rest.
        learned.learn(
            "vigie", _page(7) + f"La dépêche a été relue {number} fois avant de paraître dans nos colonnes.\n"
        )
    assert not learned.known("vigie", SLOGAN)
    assert not learned.known("vigie", "Budget 7 : un vote serré")


def test_known_lines_are_set_aside_in_the_next_page_and_the_title_is_not() -> None:
    learned = Boilerplate()
    for number in range(2, 6):
        learned.learn("vigie", _page(number))
    text = _page(8)
    got = learned.clean(Article("8.txt", text, zones(text, "vigie"), "vigie"))
    coded = [text[z.start : z.end] for z in got.zones if z.zone in CODED_ZONES]
    assert SLOGAN not in coded and len(coded) == 3
    assert next(z.why for z in got.zones if text[z.start : z.end] == SLOGAN)


def test_what_was_learned_is_recalled_from_the_library(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        learned = Boilerplate(library)
        for number in range(2, 6):
            learned.learn("vigie", _page(number))
        learned.keep()
    with Library(tmp_path / "l.db") as library:
        again = Boilerplate(library)
        again.learn("vigie", _page(7))
        assert again.known("vigie", SLOGAN)
        again.learn("autre", _page(7))
        assert not again.known("autre", SLOGAN)


@pytest.mark.parametrize("kept", ["", "[]", '{"zz": 1}', '{"1": [2]}', "{"])
def test_what_was_kept_and_cannot_be_read_is_learned_anew(tmp_path: Path, kept: str) -> None:
    with Library(tmp_path / "l.db") as library:
        library.keep("vigie", kept)
        learned = Boilerplate(library)
        for number in range(2, 6):
            learned.learn("vigie", _page(number))
        learned.keep()
        assert learned.known("vigie", SLOGAN) and library.recall("vigie") != kept


def test_memory_is_bounded() -> None:
    learned = Boilerplate()
    for number in range(400):
        learned.learn(
            f"site-{number % 700}",
            "\n".join(
                f"Ligne {number} {k} d’une page sans fin, qui dit autre chose." * 2 for k in range(500)
            ),
        )
    one = "\n".join(
        f"Phrase {k} qui ne revient jamais nulle part, quoi qu’on fasse pour la retrouver."
        for k in range(399)
    )
    for number in range(30):
        learned.learn("vigie", one.replace("Phrase", f"Phrase {number}"))
    assert len(learned._outlets) <= 500
    assert len(learned._outlets["vigie"]) <= 5_000
