"""The ``read`` room: a file or folder of press texts → articles, with zones, outlet, date, language."""

from __future__ import annotations

from recoupe.read.article import read
from recoupe.read.meta import load_meta

__all__ = ["load_meta", "read"]
