"""Who can stand at the ends of a tie at all: persons head, bodies belong, outlaws are affiliated."""

from __future__ import annotations

import re
from collections.abc import Callable

from recoupe.code.fr.numbers import find_numbers
from recoupe.code.fr.parse import Token
from recoupe.code.fr.words import plain
from recoupe.model import Entity

# Who is raised to an office or a seat, as alternatives of a pattern, without the endings.
RAISED = "elu|reelu|nomme|designe|choisi|porte|promu"
_ABROAD = ("IGO", "UNO", "EUR", "NGO", "IMG", None)
_OFFICIAL = frozenset(("GOV", "COP", "SPY", "JUD", "LEG", "MIL"))


def _person(e: Entity) -> bool:
    return e.id is not None and e.id.islower()


def _state(e: Entity) -> bool:
    return e.id is not None and len(e.id) == 3 and e.id.isupper() and e.id == e.country


def _body(e: Entity) -> bool:
    counted = any(n.start == 0 and n.value > 1 for n in find_numbers(e.text))  # « 300 soldats »
    return not _person(e) and not _state(e) and e.sector not in ("CVL", "CRM", "REF", "MED") and not counted


def _individual(e: Entity) -> bool:
    return _person(e) or _state(e) or e.id is None


def _known_body(e: Entity) -> bool:
    return e.id is not None and _body(e)


_leader = _individual


def _outlaw(e: Entity) -> bool:
    return e.sector in ("REB", "CRM") and not _person(e)


def _not_official(e: Entity) -> bool:
    return not _state(e) and not (e.id is not None and e.sector in _OFFICIAL)


def _no_person(e: Entity) -> bool:
    return not _person(e)


def _no_forum(e: Entity) -> bool:
    return not _person(e) and e.country not in ("IGO", "UNO")


_FITS: dict[str, tuple[Callable[[Entity], bool], Callable[[Entity], bool]]] = {
    "heads": (_leader, _body),
    "chairs": (lambda e: not (e.id is None and e.sector in ("CVL", "CRM")), _body),
    "member-of": (lambda e: True, _body),
    "part-of": (_body, _known_body),
    "affiliated-with": (_not_official, _outlaw),
    "partner-of": (_no_person, _no_person),
    "hosts": (_no_forum, _body),
    "party-to": (_no_person, lambda e: not _state(e) and not _person(e)),
}


def fits(tie: str, subject: bool, entity: Entity) -> bool:
    """Whether an entity can be the subject, or the object, of a tie of a type (guideline, ties)."""
    return _FITS[tie][0 if subject else 1](entity)


def pair_fits(tie: str, subject: Entity, object_: Entity) -> bool:
    """Whether two can be the ends of one tie: a state is no member of a band or a junta."""
    if tie != "member-of" or not _state(subject):
        return True
    own = object_.country not in _ABROAD or (object_.id is None and object_.sector in _OFFICIAL)
    return object_.sector not in ("REB", "CRM") and not own


_BESIDE = re.compile(
    r"(?:avec|aux cotes|en compagnie|conjointement avec)\s+(?:d[eu]s?\s+|d'|de l'|"
    r"de la )?(?:l'|la |le |les )?$"
)


def beside(before: str) -> bool:
    """Whether what comes next is told at another's side (« aux côtés des … »); plain text before it."""
    return _BESIDE.search(before) is not None


def is_noun_president(token: Token) -> bool:
    """« le président de la transition »: an office, no form of « présider »."""
    return plain(token.text) in ("president", "presidents") and token.pos_ != "VERB"


def over(type_: str, subjects: tuple[Entity, ...], object_: Entity, presides: bool = False) -> str:
    """Whether one who presides chairs a forum or heads a body (« préside le CNDH », « préside le GAFI »).

    An outlawed group's branch has pledged itself to it; it is no part of a body.
    """
    if type_ == "part-of" and all(_outlaw(e) for e in (*subjects, object_)):
        return "affiliated-with"
    if type_ == "member-of" and object_.id is not None and not any(map(_individual, subjects)):
        return (
            "member-of" if object_.country in _ABROAD else "part-of"
        )  # « Tracfin fait partie du ministère »
    if type_ not in ("heads", "chairs"):
        return type_
    if object_.id is None or not any(_person(s) for s in subjects):
        sits = type_ == "heads" and object_.id is not None and object_.sector is None
        sits = sits and object_.country in ("IGO", "UNO", "EUR") and all(map(_state, subjects))
        sits = sits and not plain(object_.text).startswith("coalition")
        # « le Maroc a pris la tête du Conseil »; a force or coalition is led.
        return "chairs" if sits else type_
    home = object_.country not in _ABROAD
    if home or object_.id.endswith((".COM", ".COMMISSION")):
        return "heads"
    return "chairs" if presides else type_
