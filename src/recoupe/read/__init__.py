"""The ``read`` room: a file or folder of press texts → articles, with zones, outlet, date, language.

The verbs are loaded when they are first asked for: whoever wants an address put right reads no page.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recoupe.read.article import read
    from recoupe.read.meta import load_meta

__all__ = ["load_meta", "read"]

_ROOMS = {"load_meta": "recoupe.read.meta", "read": "recoupe.read.article"}


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return getattr(import_module(_ROOMS[name]), name)
    raise AttributeError(f"module 'recoupe.read' has no attribute {name!r}")
