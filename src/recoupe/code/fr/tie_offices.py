"""The bodies that the name of an office tells of: « le directeur général de la sécurité intérieure »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recoupe.code.fr.view import BODY_KINDS, Ref, View
from recoupe.code.fr.words import plain
from recoupe.model import Entity
from recoupe.resolve.names import Mention, names

# Heads of states and of ministries head no body (guideline, rule 8).
MINISTERS = (".GOV", ".MAE", ".MEAE", ".MFA")

_COMPLEMENT = re.compile(r" (?:de la |de l['’]|du |de |d['’])")
_REACH = 90  # code points behind an office in which the name of its body can end

# « le chef d'état-major de l'armée algérienne » is the chief of that army.
_STAFF = re.compile(r"etat-major(?: general)? (?:de la |de l'|du |des |de |d')")
# Who directs is called by what is directed: « directeur général de X », « Direction générale de X ».
_DIRECTS = re.compile(
    r"\b(?:direct(?:eur|rice)(?: (?P<rank>general|central|national|regional)e?)?|"
    r"haute?[- ](?P<high>commissaire)) (?P<of>de la |de l'|du |des |aux? )"
)
_DIRECTION = {
    None: "Direction ",
    "commissaire": "Haut-Commissariat ",
    "general": "Direction générale ",
    "central": "Direction centrale ",
    "national": "Direction nationale ",
    "regional": "Direction régionale ",
}
_AND_OF = re.compile(r" et (?P<of>de la |de l'|du |des )")


def bodies_of_offices(view: View) -> Iterator[Ref]:
    """The bodies of which an office's own name tells, where they stand in it."""
    for office in (r for r in view.refs if r.kind == "office"):
        of = _COMPLEMENT.search(office.entity.text)
        if of is not None:
            at = office.start + of.end()
            staff = _STAFF.match(plain(view.text[at : at + _REACH]))
            behind = at + (staff.end() if staff is not None else 0)
            for start in (behind, at):
                body = _first_named(view.text[start : start + _REACH], view.memory.home)
                if body is not None and body.id:
                    yield _ref(body, start, start + body.end, view)
                    break
    flat = plain(view.text)
    for title in _DIRECTS.finditer(flat):
        yield from _directed(title, flat, view)


def _directed(title: re.Match[str], flat: str, view: View) -> Iterator[Ref]:
    """What one directs, in a row: « de la sûreté nationale et de la surveillance du territoire »."""
    called = _DIRECTION[title["high"] or title["rank"]]
    of: re.Match[str] | None = title
    while of is not None:
        start = of.start("of")
        name = called + re.split("[,;:.(«»]", view.text[start : start + _REACH], maxsplit=1)[0]
        body = _first_named(name, view.memory.home)
        if body is None or (end := start + body.end - len(called)) <= of.end("of"):
            return
        yield _ref(body, of.end("of"), end, view)
        of = _AND_OF.match(flat, end)


def _first_named(text: str, home: str | None) -> Mention | None:
    """The body, no ministry, whose name a text opens with."""
    found = next(iter(names().find(text, home=home)), None)
    if found is None or found.start > 0 or found.kind not in BODY_KINDS:
        return None
    return None if found.id and found.id.endswith(MINISTERS) else found


def _ref(body: Mention, start: int, end: int, view: View) -> Ref:
    return Ref(start, end, Entity(view.text[start:end], body.id, body.country, body.sector), body.kind)
