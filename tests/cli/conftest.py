"""A small press of invented towns, bodies' deeds and dates, and a way to run the command line on it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

FRENCH = {
    "fanal.txt": (
        "Khouribga : une cellule démantelée\n\n"
        "Le BCIJ a démantelé mardi 9 mars 2021 à Khouribga une cellule terroriste de quatre membres, "
        "indique un communiqué du ministère de l'Intérieur. Les suspects ont été placés en garde à vue.\n"
    ),
    "vigie.txt": (
        "Une cellule tombe à Khouribga\n\n"
        "Cinq personnes ont été arrêtées mardi à Khouribga. Selon un communiqué du ministère de "
        "l'Intérieur, le BCIJ a démantelé mardi une cellule terroriste de cinq membres à Khouribga.\n"
    ),
    "passerelle.txt": (
        "Rabat et Lisbonne signent un accord\n\n"
        "Le Maroc et le Portugal ont signé jeudi 11 mars 2021 à Lisbonne un accord de coopération "
        "policière. Le ministre portugais de l'Intérieur a salué le rôle du Maroc dans la lutte contre "
        "le terrorisme.\n"
    ),
}
OTHER = {
    "harbour.txt": (
        "Lisbon and Rabat sign a police accord\n\n"
        "Morocco and Portugal signed a police cooperation agreement in Lisbon on Thursday, officials "
        "said. The two ministers also discussed the fight against terrorism.\n"
    ),
    "khabar.txt": (
        "تفكيك خلية إرهابية بخريبكة\n\n"
        "أعلن المكتب المركزي للأبحاث القضائية عن تفكيك خلية إرهابية بمدينة خريبكة يوم الثلاثاء، وقد تم "
        "إيقاف أربعة أشخاص يشتبه في صلتهم بتنظيم إرهابي.\n"
    ),
}
# A page whose file could have the stem of one of the texts.
PAGE = """<html lang="fr"><head><title>Le port de Safi rouvre</title></head><body><article>
<h1>Le port de Safi rouvre</h1>
<p>Le port de Safi a rouvert lundi après trois semaines de travaux, ont annoncé les autorités de la ville.</p>
<p>Les pêcheurs, qui avaient dû gagner Essaouira, reviennent peu à peu à quai avec leurs équipages et leurs
filets. Une délégation espagnole a visité les nouvelles installations dans la matinée.</p>
<p>La gendarmerie royale y a saisi dans la nuit une cargaison de cigarettes de contrebande.</p>
</article></body></html>
"""
META = {
    "fanal.txt": {"outlet": "le-fanal", "url": "https://fanal.example/1", "published": "2021-03-10"},
    "vigie.txt": {"outlet": "la-vigie", "url": "https://vigie.example/2", "published": "2021-03-10"},
    "passerelle.txt": {"outlet": "passerelle", "published": "2021-03-12"},
    "harbour.txt": {"outlet": "harbour-post", "published": "2021-03-12", "language": "en"},
    "khabar.txt": {"outlet": "khabar", "published": "2021-03-10", "language": "ar"},
}

Run = Callable[..., Result]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def press(here: Path) -> Path:
    """The folder ``press`` of three French texts, and ``meta.json`` beside it."""
    folder = here / "press"
    folder.mkdir()
    for name, text in FRENCH.items():
        (folder / name).write_text(text, encoding="utf-8")
    (here / "meta.json").write_text(json.dumps(META), encoding="utf-8")
    return folder


@pytest.fixture
def mixed_press(press: Path) -> Path:
    """The same with an English and an Arabic text."""
    for name, text in OTHER.items():
        (press / name).write_text(text, encoding="utf-8")
    return press


@pytest.fixture
def page(here: Path) -> Path:
    """``page/fanal.html``, a page that has the stem of another text."""
    path = here / "page" / "fanal.html"
    path.parent.mkdir()
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def run() -> Run:
    """Run the command line in this process, so that the French model is loaded once for all tests."""
    from recoupe.cli import recoupe

    def go(*args: str | os.PathLike[str]) -> Result:
        result = CliRunner().invoke(recoupe, [os.fspath(arg) for arg in args], prog_name="recoupe")
        assert "Traceback" not in result.output
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return go
