"""The workbench in the browser: pages over one library, on this machine and for nobody else unless asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recoupe.serve.app import make_app

__all__ = ["make_app"]


def __getattr__(name: str) -> Any:
    """The pages are loaded by whoever serves them, not by the processes that count and follow."""
    if name != "make_app":
        raise AttributeError(name)
    from recoupe.serve.app import make_app

    return make_app
