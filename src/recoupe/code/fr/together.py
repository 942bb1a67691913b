"""Of those who seem to have a part in an act, who is told with another: as his title, his owner, his kind."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.code.fr.barred import says_what
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.evidence import ELSEWHERE, Candidate
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.phrases import extent
from recoupe.code.fr.tree import (
    preposition,
)
from recoupe.code.fr.words import plain


def owner(c: Candidate, hit: Hit, taken: Sequence[Candidate]) -> bool:
    """Whether one is only whose another is (« le réseau, dont la police a arrêté le chef »)."""
    verb = hit.token
    if hit.nominal or verb.dep_ != "acl:relcl" or verb.head.i != c.token.i:
        return False
    if not any(plain(t.text) == "dont" for t in verb.doc[c.token.i + 1 : verb.i]):
        return False
    return any(o.token.head.i == verb.i and o.token.dep_.startswith(("nsubj", "obj")) for o in taken)


def inside(c: Candidate, taken: Sequence[Candidate]) -> bool:
    """Whether one is only named to say who another is (« des détachements de l'ANP »)."""
    return preposition(c.token) in ("de", "d'") and any(
        o.kind in ("words", "office", "thing") and o.token.i < c.token.i <= extent(o.token)[1] for o in taken
    )


def mere(c: Candidate, taken: Sequence[Candidate]) -> bool:
    """Whether one is nobody, but of one who is told (« les progrès du Togo », « une base de l'EI »)."""
    if c.entity.id or c.entity.sector or (c.kind != "thing" and (c.kind != "words" or classes_of(c.token))):
        return False
    return any(o.entity.id and o is not c and inside(o, [c]) for o in taken)


def titled(c: Candidate, taken: Sequence[Candidate]) -> bool:
    """Whether one is only named in a person's title (« Ana Sousa, à la tête de la PJ et du SIS »)."""
    if c.kind in ("earlier", "given", "person", "words"):
        return False
    named = {o.token.i for o in taken if o.kind == "person"}
    token, below = c.token, ""
    while token.dep_ in ("nmod", "conj", "appos") and token.head is not token:
        token, below = token.head, token.dep_
        person = token.i in named or any(k.dep_ == "appos" and k.i in named for k in token.children)
        if person and below != "conj" and (below == "nmod" or c.token.dep_ in ("nmod", "conj")):
            return c.token.i not in named
    return False


def apposed(c: Candidate, taken: Sequence[Candidate]) -> bool:
    """Whether one only says what another is (« Frontex, l'agence », « un réseau de faussaires »)."""
    if c.kind in ELSEWHERE:
        return False
    return any(
        (says_what(c.token) and c.token.head.i == other.token.i)
        or (says_what(other.token) and other.token.head.i == c.token.i)
        for other in taken
        if other.kind not in ELSEWHERE and not _listed(c, other)
    )


def _listed(a: Candidate, b: Candidate) -> bool:
    """Whether two are plainly two (« Le Mali, le Niger et … », which the parse may take for one)."""
    return bool(a.kind == b.kind and a.entity.id and b.entity.id and a.entity.id != b.entity.id)
