"""A pronoun in a clause that hangs on another: it stands first for the subject of the clause above.

« La junte a fait savoir qu'elle dénonçait les accords », « le Mali et le Niger ont annoncé qu'ils se
retiraient », « des structures que les services marocains ont défaites et des projets qu'ils ont déjoués ».
"""

from __future__ import annotations

from recoupe.code.fr import tree
from recoupe.code.fr.classes import sector_of
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.phrases import phrase
from recoupe.code.fr.view import BODY_KINDS, Ref, View
from recoupe.code.fr.words import plain
from recoupe.model import Entity

_NAMED = ("state", "person", "capital", "metonym", *BODY_KINDS)
_MASCULINE = frozenset(("le", "du", "au", "un", "ce", "cet"))
_FEMININE = frozenset(("la", "une", "cette"))


def governing_subject(pronoun: Token, view: View, gender: str | None, *, plural: bool) -> list[Entity]:
    """Whom the subject of a clause above names, where it agrees with the pronoun; none where no clause does.

    ``gender`` is Masc or Fem, None where the form leaves it open. Clauses are tried from the nearest up.
    """
    for verb in tree.ancestors(pronoun.head):
        if verb.pos_ not in ("VERB", "AUX", "ADJ", "NOUN"):
            continue
        for argument in tree.surface_subjects(verb):
            subject = argument.token
            if subject.i >= pronoun.i or subject.pos_ == "PRON":
                continue
            found = named_in(subject, view)
            many = len(found) > 1 or "Plur" in morph(subject, "Number")
            if found and many == plural and (many or _agrees(subject, view, gender)):
                return found
    return []


def named_in(subject: Token, view: View) -> list[Entity]:
    """Those whom a subject names, with what is coordinated with it."""
    found: list[Entity] = []
    for part in tree.conjuncts(subject):
        ref = view.ref(part)
        if part.idx < view.opening:  # « Tripoli - Un ancien chef … »: the chief
            part = next((c for c in part.children if c.dep_ == "appos"), part)
            ref = view.ref(part)
        if ref is not None and ref.kind == "office":
            holder = _holder(part, view)
            entity = holder or Entity(phrase(part), None, ref.entity.country, ref.entity.sector)
        elif ref is not None and ref.kind in _NAMED:
            entity = ref.entity
        elif ref is None and part.pos_ == "NOUN" and (sector := sector_of(part)) is not None:
            entity = Entity(phrase(part), None, None, sector)
        else:
            continue
        if entity not in found:
            found.append(entity)
    return found


def _holder(office: Token, view: View) -> Entity | None:
    """The person apposed to an office."""
    for child in office.children:
        if child.dep_ not in ("appos", "flat:name"):
            continue
        for token in (child, *child.children):  # « le patron d'Irini, l'amiral Stefano Turchetto »
            ref = view.ref(token)
            if ref is not None and ref.kind == "person":
                return ref.entity
    return None


def _agrees(subject: Token, view: View, gender: str | None) -> bool:
    """Whether gender leaves it open, as far as article and form tell."""
    ref: Ref | None = view.ref(subject)
    if gender is None or (ref is not None and ref.kind in ("person", "office")):
        return True
    words = {plain(c.text) for c in subject.children if c.dep_ in ("det", "case") and c.i < subject.i}
    own = "Masc" if words & _MASCULINE else "Fem" if words & _FEMININE else None
    own = own or next(iter(morph(subject, "Gender")), None)
    return own in (None, gender)
