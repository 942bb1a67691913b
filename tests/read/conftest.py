"""What the tests of the read room share: zones as (name, text) pairs, and files to read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from recoupe.model import Article, Dropped
from recoupe.read import read
from recoupe.read.zoning import zones

FIRST = (
    "Le ministre de l’Intérieur a reçu jeudi à Tunis son homologue portugais, venu préparer la tenue, en "
    "mars, de la commission mixte sur la coopération policière entre les deux pays."
)
SECOND = (
    "Les deux responsables ont évoqué la formation des officiers et l’échange de fichiers, a précisé un "
    "communiqué diffusé dans la soirée. Aucune date n’a été avancée pour la signature du protocole."
)
THIRD = (
    "La dernière rencontre de ce niveau remontait à 2017. Lisbonne avait alors promis l’envoi de trois "
    "instructeurs à l’école de police de Salammbô, où ils ont enseigné pendant deux ans."
)


def cut(text: str, outlet: str | None = None) -> list[tuple[str, str]]:
    """The zones of a text as (name, stretch)."""
    return [(zone.zone, text[zone.start : zone.end]) for zone in zones(text, outlet)]


def names(text: str, outlet: str | None = None) -> list[str]:
    return [name for name, _ in cut(text, outlet)]


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Write a file under the test's folder: text as UTF-8, bytes as they are."""

    def _put(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return _put


def one(path: Path, **known: str | None) -> Article:
    """The single article of a file."""
    (got,) = read([path], {path.name: known} if known else None)
    assert isinstance(got, Article), got
    return got


def dropped(path: Path) -> Dropped:
    """The single refusal for a path."""
    (got,) = read([path])
    assert isinstance(got, Dropped), got
    return got
