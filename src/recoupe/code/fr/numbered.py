"""Whom a figure counts, where grammar says it outright and nothing need be weighed.

By the guideline: bare cells are told by the measure; the strength of a force is of that force; money is of
whom it is given to; « trois d'entre eux » are of those who were counted before.
"""

from __future__ import annotations

import re

from recoupe.code.fr import tree
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.entities import entities_of
from recoupe.code.fr.figures import Count
from recoupe.code.fr.measures import GROUPS
from recoupe.code.fr.parse import Token
from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas
from recoupe.model import Entity

_STRENGTH = frozenset(("compter", "aligner", "regrouper", "comprendre", "revendiquer"))
_TROOPS = frozenset(
    ("homme", "soldat", "militaire", "combattant", "policier", "gendarme", "casque", "membre", "agent")
)
_AMONG = re.compile(r"\s*(?:d['’]entre (?:eux|elles)|autres?\b)")
# « dont 44 rattachées à Daech », « 12 cellules liées au groupe État islamique »
_TIED = re.compile(
    r"(?: cellules?| reseaux?| d'entre elles| etant| etaient)* "
    r"(?:liee?s|rattachee?s|affiliee?s|infeodee?s|acquise?s|appartenant|ayant fait allegeance|fideles) "
)
_NEXT = 45  # code points within which the group stands
_STRONG = frozenset(("fort", "forte", "forts", "fortes"))


def told(count: Count, view: View) -> tuple[Entity, ...]:
    """Those counted; nobody where it has to be weighed."""
    if count.measure == "cells-dismantled":
        return _tied_to(count, view)
    if count.measure == "money":
        return count.hit.recipients if count.hit is not None and count.hit.frame.type == "AID" else ()
    if count.noun is not None and _TROOPS & set(noun_lemmas(count.noun.text)):
        return _force(count.noun, view)
    if count.noun is None and _AMONG.match(plain(view.text[count.end :])):
        return _before(count, view)
    return ()


def bare_cells(count: Count, token: Token) -> bool:
    """« 57 cellules démantelées »: the measure says so."""
    names = set(classes_of(token))
    return count.measure == "cells-dismantled" and "cell" in names and not names & GROUPS


def _tied_to(count: Count, view: View) -> tuple[Entity, ...]:
    match = _TIED.match(plain(view.text), count.number.end)
    if match is None:
        return ()
    behind = [r for r in view.refs if r.kind == "group" and 0 <= r.start - match.end() <= _NEXT]
    return (behind[0].entity,) if behind else ()


def _force(noun: Token, view: View) -> tuple[Entity, ...]:
    """« Barkhane compte 5.100 hommes », « forte de 13.000 militaires, la Minusma… »."""
    if noun.dep_ == "obj" and _STRENGTH & set(verb_lemmas(noun.head.text)):
        named = [e for a in tree.surface_subjects(noun.head) for e in entities_of(a.token, view) if e.id]
        return tuple(named[:1])
    strong = next((a for a in noun.ancestors if plain(a.text) in _STRONG and a.i < noun.i), None)
    if strong is None:
        return ()
    end = noun.idx + len(noun)
    beside = [
        r.entity
        for r in view.refs
        if r.kind in BODY_KINDS and (0 <= strong.idx - r.end <= 2 or 0 <= r.start - end <= 6)
    ]
    return tuple(beside[:1])


def _before(count: Count, view: View) -> tuple[Entity, ...]:
    for _, _, of, sentence, _ in reversed(view.memory.counted):
        if view.number - sentence > 1:
            break
        if of:
            return of
    return ()
