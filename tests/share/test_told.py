"""What commands, files and servers could not do is told in French where the page is in French."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from recoupe.share.told import told
from recoupe.share.words import told_words
from recoupe.store.connect import _FAULTS

SOURCE = Path(__file__).parents[2] / "src" / "recoupe"
# The calls that tell of a fault in these rooms, and from which argument on.
GIVEN = {"Dropped": 1, "_dropped": 1, "_NoArticleError": 0, "FetchError": 0, "LibraryError": 0}
ROOMS = (
    "read/article.py", "read/files.py", "read/carriers", "read/fetch", "watch/rounds.py", "watch/items.py",
    "code/__init__.py", "store/connect.py", "store/visits.py", "serve",
)  # fmt: skip


def text(part: ast.expr) -> str:
    """A sentence of the source, « 7 » where something is filled in; "" for what is worked out elsewhere."""
    if isinstance(part, ast.JoinedStr):
        return "".join(map(piece, part.values))
    return str(part.value) if isinstance(part, ast.Constant) else ""


def piece(part: ast.expr) -> str:
    if isinstance(part, ast.FormattedValue):
        return "s" if isinstance(part.value, ast.BinOp) and "'s'" in ast.unparse(part) else "7"
    return str(part.value) if isinstance(part, ast.Constant) else ""


def given() -> Iterator[str]:
    for room in ROOMS:
        files = [SOURCE / room] if room.endswith(".py") else sorted((SOURCE / room).rglob("*.py"))
        for file in files:
            for call in ast.walk(ast.parse(file.read_text("utf-8"))):
                name = getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""
                if name in GIVEN:
                    parts = [text(one) for one in call.args[GIVEN[name] :]]  # type: ignore[attr-defined]
                    line = "; ".join(one for one in parts if " " in one)
                    if line.strip("7:; "):
                        yield line


def test_every_fault_is_told_in_french() -> None:
    lines = {*given(), *(f"press.db: {advice}" for _, advice in _FAULTS)}
    assert len(lines) > 60
    assert [one for one in sorted(lines) if told("fr", one).lang != "fr"] == []


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("added 2024-03-12-a.txt: 3 statements", "ajouté 2024-03-12-a.txt : 3 énoncés"),
        ("recoupe: a.pdf: a.pdf: locked by a password; save it without one",
         "a.pdf : a.pdf : protégé par un mot de passe ; l’enregistrer sans"),
        ("vigie: 3 new, 2 set aside", "vigie : 3 nouvelles, 2 écartées"),
        ("recoupe: vigie: https://vigie.example/a: tried again later: the server answered 503 Busy",
         "vigie : https://vigie.example/a : nouvel essai plus tard : le serveur a répondu 503 Busy"),
        ("2 added (1 of them not coded), 0 there already, 1 dropped; press.db holds 7 articles, 1 account",
         "2 ajoutés (dont 1 non codés), 0 déjà là, 1 écartés ; press.db contient 7 articles et 1 fait"),
    ],
)  # fmt: skip
def test_lines_of_a_job(english: str, french: str) -> None:
    assert told("fr", english) == (french, "fr")
    assert told("en", english).text == english.removeprefix("recoupe: ")


def test_what_has_no_french_stays_in_english_and_says_so() -> None:
    assert told("fr", "recoupe: Segmentation fault") == ("Segmentation fault", "en")


def test_no_french_is_empty() -> None:
    assert [english for english, french in told_words().items() if not french.strip()] == []
