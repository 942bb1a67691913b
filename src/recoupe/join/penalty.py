"""What a court is said to have given: death, life or a term. Two who are told apart by it are not one."""

from __future__ import annotations

import re

from recoupe.join.text import folded
from recoupe.model import Event

_PENALTIES = re.compile(
    r"\b(?:(?P<death>peines? capitales?|peines? de mort|a mort|death)"
    r"|(?P<life>perpetuite|(?:prison|reclusion|detention) a vie|life (?:in prison|imprisonment|sentences?))"
    r"|(?P<term>(?:ans|mois|annees) (?:de (?:prison|reclusion|detention)|d emprisonnement|ferme|avec sursis)"
    r"|(?:prison|reclusion|detention|emprisonnement) ferme|(?:years|months) in (?:prison|jail)))\b"
)


def penalty(said: Event, quote: str) -> str | None:
    """``death``, ``life`` or ``term`` of a conviction: the first after its trigger, else the last before."""
    if said.mode != "convict":
        return None
    before, _, after = quote.partition(said.trigger)
    later = _PENALTIES.search(folded(after))
    if later:
        return later.lastgroup
    earlier = list(_PENALTIES.finditer(folded(before)))
    return earlier[-1].lastgroup if earlier else None
