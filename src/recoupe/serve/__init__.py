"""The workbench in the browser: pages over one library, on this machine and for nobody else unless asked."""

from __future__ import annotations

from recoupe.serve.app import make_app

__all__ = ["make_app"]
