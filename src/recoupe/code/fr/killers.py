"""Who killed or wounded those counted, where an attack told just before leaves no doubt.

« Boko Haram a attaqué un poste. Dix civils ont été tués et six autres blessés »: whoever made the attack. « Deux
soldats et sept assaillants ont été tués »: each side by the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.code.fr.evidence import same
from recoupe.code.fr.view import View
from recoupe.model import Entity

HURT = ("people-killed", "people-wounded")
REACH = 1  # sentences back
_ARMED = ("MIL", "COP", "GOV")


def killers(of: Sequence[Entity], view: View) -> tuple[Entity, ...]:
    """The side of the last attack that those counted (``of``) are not of; none where it is not plain."""
    victims = next((e.sector for e in of), None)
    for deed in reversed(view.memory.deeds):
        if view.number - deed.sentence > REACH:
            break
        if deed.type != "ASSAULT" or not deed.actors:
            continue
        rebels = [e for e in (*deed.actors, *deed.recipients) if e.sector == "REB"]
        forces = [e for e in (*deed.actors, *deed.recipients) if e.sector in _ARMED]
        if victims == "REB":
            found = forces if not all(e.sector != "REB" for e in deed.actors) else list(deed.actors)
        elif victims in _ARMED and rebels:
            found = rebels
        else:
            found = list(deed.actors)
        return tuple(e for e in found if not any(same(e, o) for o in of))
    return ()
