"""Strict PLOVER: extension modes fall back to the codebook's, planned cooperation becomes AGREE."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from recoupe.model import Event

# docs/guideline.md, « Extension modes »; "" where PLOVER has no mode.
FALLBACK = {
    ("COERCE", "dismantle"): "arrest",
    ("COERCE", "foil"): "arrest",
    ("SUPPORT", "sign"): "",
    ("SUPPORT", "praise"): "",
    ("COOPERATE", "share-intelligence"): "",
    ("COOPERATE", "joint-operation"): "",
    ("COOPERATE", "extradite"): "",
    ("AID", "train"): "",
    ("AID", "equip"): "",
    ("RETREAT", "repatriate"): "release",
    ("ACCUSE", "warn"): "disapprove",
}
# The cooperative types that fold into AGREE while they are still to come.
_PLANNED = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})


@cache
def codebook() -> dict[str, Any]:
    """The ontology that recoupe ships."""
    found: dict[str, Any] = json.loads(files("recoupe.lexicon").joinpath("plover.json").read_text("utf-8"))
    return found


def strict(event: Event) -> tuple[str, str]:
    """Type and mode by the codebook alone; the mode is empty where it has none."""
    if event.status == "planned" and event.type in _PLANNED:
        return "AGREE", ""
    mode = FALLBACK.get((event.type, event.mode or ""), event.mode or "")
    return event.type, mode if mode in codebook()["types"][event.type]["modes"] else ""


def quad(kind: str) -> tuple[str, float]:
    """The quad class and the score of a type."""
    own = codebook()["types"][kind]
    return own["quad"], own["score"]
