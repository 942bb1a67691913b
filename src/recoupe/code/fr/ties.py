"""Ties told by title and apposition: « X, directeur du BCIJ »; « le directeur du BCIJ, X »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recoupe.code.fr.view import BODY_KINDS, Ref, View
from recoupe.code.fr.words import plain
from recoupe.model import Span, Tie

# Titles that say the person heads the body (guideline, rule 8 and ruling on deputies).
_HEADING = re.compile(
    r"\b(?:directeur|directrice|chef|patron|patronne|president|presidente|secretaire general|secretaire generale|commandant|commandante|commissaire|"
    r"delegue general|procureur|dirigeant|numero un|responsable|gouverneur|inspecteur general|haut[- ]representant|secretaire executif|coordinateur|leader|"
    r"sous-secretaire general|secretaire general adjoint|homme fort|a la tete)\b"
)
_NOT_HEADING = re.compile(r"\b(?:adjoint|vice|porte-parole|ancien|ancienne|ex-|conseiller|envoye|charge|membre|sous-chef|ministre|ambassadeur)")


def apposed_ties(view: View, doc: str, span: Span) -> Iterator[Tie]:
    """Every person told beside a heading title and a named body."""
    persons = [r for r in view.refs if r.kind == "person"]
    bodies = [r for r in view.refs if r.kind in BODY_KINDS and r.entity.id and not r.entity.id.endswith(".GOV")]
    flat = plain(view.text)
    for person in persons:
        made = _title_before(person, bodies, flat) or _title_after(person, bodies, flat)
        if made is not None:
            title, body, at = made
            text = view.text[at : at + len(title)]
            yield Tie(doc=doc, span=span, trigger=text, type="heads", subject=(person.entity,), object=(body.entity,))


def _title_before(person: Ref, bodies: list[Ref], flat: str) -> tuple[str, Ref, int] | None:
    """« le directeur du BCIJ, Abdelhak Khiame »."""
    for body in reversed(bodies):
        if body.end <= person.start and re.fullmatch(r"\s*,?\s*(?:m\. |mme |le general |le colonel )?", flat[body.end : person.start]):
            window = flat[max(0, body.start - 60) : body.start]
            return _heading(window, max(0, body.start - 60), body)
    return None


def _title_after(person: Ref, bodies: list[Ref], flat: str) -> tuple[str, Ref, int] | None:
    """« Abdelhak Khiame, directeur du BCIJ », « X, à la tête de »."""
    for body in bodies:
        if body.start >= person.end and body.start - person.end <= 60:
            between = flat[person.end : body.start]
            if re.match(r"\s*,?\s*(?:le |la |l'|a la |actuel |nouveau )?", between) and between.count(",") <= 1 and between.lstrip().startswith((",", "a la tete", "chef", "patron")):
                return _heading(between, person.end, body)
    return None


def _heading(window: str, offset: int, body: Ref) -> tuple[str, Ref, int] | None:
    found = list(_HEADING.finditer(window))
    if not found or re.search(r"[.;:]", window[found[-1].start() :]):
        return None
    last = found[-1]
    tail = window[last.end() :]
    if not re.fullmatch(r"[\w\s'’-]{0,22}\b(?:de|du|des|d'|de l'|de la)\s*(?:la |le |l')?", tail.rstrip() + " ") and not re.search(r"\b(?:de|du|des|d')\s*(?:la |l'|le )?$", tail):
        return None
    if _NOT_HEADING.search(window[max(0, last.start() - 12) : last.end() + 12]) and "secretaire general adjoint" not in last.group():
        return None
    return last.group(), body, offset + last.start()
