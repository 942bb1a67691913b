"""Who killed or wounded those counted, where an attack told just before leaves no doubt.

« Boko Haram a attaqué un poste. Dix civils ont été tués et six autres blessés »: whoever made the attack.
« Deux soldats et sept assaillants ont été tués »: each side by the other. Not what a war or a year has cost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from recoupe.code.fr.classes import sector_of
from recoupe.code.fr.figures import Count
from recoupe.code.fr.memory import Deed
from recoupe.code.fr.roles import same
from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain
from recoupe.model import Entity

HURT = ("people-killed", "people-wounded")
_FORCES = ("MIL", "COP", "GOV")
# What is counted over a time, and those taken out of others told before.
_OVER_TIME = re.compile(
    r"\b(?:depuis(?! ete\b| que\b)|l'an (?:dernier|passe)|l'annee (?:derniere|passee)|cette annee|"
    r"en un an|guerre|conflit)\b"
)
_OUT_OF = re.compile(r"\bd'entre (?:eux|elles)\b")


def killers(count: Count, of: Sequence[Entity], view: View) -> tuple[Entity, ...]:
    """The side of the last attack that those counted (``of``) are not of; none where it is not plain."""
    flat = plain(view.text)
    if _OVER_TIME.search(flat) or _OUT_OF.match(flat, count.end + 1):
        return ()
    deed = _attack(view)
    if deed is None:
        return ()
    victims = next((e.sector for e in of), None) or (
        sector_of(count.noun) if count.noun is not None else None
    )
    sides = (*deed.actors, *deed.recipients)
    if victims == "REB" and any(e.sector == "REB" for e in deed.actors):
        found = [e for e in sides if e.sector in _FORCES]
    elif victims in _FORCES and any(e.sector == "REB" for e in sides):
        found = [e for e in sides if e.sector == "REB"]
    else:
        found = [e for e in deed.actors if e.sector not in ("CVL", "REF")]
    return tuple(e for e in found if not any(same(e, o) for o in of))


def _attack(view: View) -> Deed | None:
    """The attack of this sentence, or of the one before; none where two are told of several."""
    for number in (view.number, view.number - 1):
        told = [d for d in view.memory.deeds if d.sentence == number and d.type == "ASSAULT" and d.actors]
        doers = {e.id or plain(e.text) for d in told for e in d.actors}
        if told:
            return told[-1] if doers == {e.id or plain(e.text) for e in told[-1].actors} else None
    return None
