"""recoupe: codes the press on security cooperation into sourced records and cross-checks the sources.

Four names, and nothing else::

    from recoupe import Library, code, join, read

    articles = [a for a in read(["press/"]) if isinstance(a, Article)]
    coded = [c for c in code(articles) if isinstance(c, Coded)]
    accounts = join(coded, articles)

The records are in :mod:`recoupe.model`, the errors in :mod:`recoupe.errors`. Each verb is loaded
when it is first asked for, since the French model takes seconds.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recoupe.code import code
    from recoupe.join import join
    from recoupe.read import read
    from recoupe.store import Library

__all__ = ["Library", "code", "join", "read"]

_ROOMS = {"Library": "recoupe.store", "code": "recoupe.code", "join": "recoupe.join", "read": "recoupe.read"}


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return getattr(import_module(_ROOMS[name]), name)
    raise AttributeError(f"module 'recoupe' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)


class _Face(ModuleType):
    """Keeps ``recoupe.read`` the verb: Python would make it the room, once the room is imported."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _ROOMS and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face
