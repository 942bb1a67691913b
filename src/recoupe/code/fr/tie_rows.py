"""Ties told beside a row of states or a body: who presides, who are allies, who leads it, whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from recoupe.code.fr.frames import Hit
from recoupe.code.fr.tie_ends import over
from recoupe.code.fr.view import BODY_KINDS, Ref, View
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas
from recoupe.model import Entity, Span, Tie
from recoupe.resolve.entries import entries

_JOINED = re.compile(r"\s*(?:,|et|,? ainsi que)\s*(?:le |la |l'|les )?")
_OF = r"(?:du |de la |de l'|des |de |d')(?:la |le |l'|les )?"
# « Le Ghana, président en exercice de la Cédéao », « l'UE et l'Égypte, coprésidentes du GCTF »
_PRESIDENT = re.compile(
    rf"\s*,\s*(?:le |la |les |l')?((?:co-?)?president(?:e|s|es)?)"
    rf"(?: (?:en exercice|tournante?|actuelle?s?))? {_OF}$"
)
# « la Jordanie, fidèle alliée des États-Unis », « est l'un des partenaires de »
_GOOD = r"(?:(?:fidele|proche|grande?|premiere?|principale?|principaux|vieux|vieille|meilleure?)s? )?"
_ALLY = re.compile(
    rf"\s*(?:,|est|reste|demeure)\s*(?:un |une |le |la |l'|l'un des |l'une des )?{_GOOD}"
    r"((?:alliee?|partenaire)s?)(?! non membre)"
    rf"(?: [a-z-]+){{0,4}}? (?:{_OF}|avec (?:la |le |l'|les )?)$"
)
# « Moscou et Minsk, partenaires stratégiques »
_ALLIES = re.compile(
    rf"\s*(?:,|sont|restent|demeurent)\s*(?:desormais |aujourd'hui |longtemps )?(?:des |les |de )?{_GOOD}"
    r"(allies|alliees|partenaires)\b"
)
_TITLE = r"(?:le |la |l')?(?:[a-z-]+ ){0,4}?"
_LED = re.compile(
    rf"\s*,? que (dirige|dirigeait|preside|presidait|commande|commandait|conduit|pilote) {_TITLE}$"
)
_OVER = re.compile(
    r"\s*,? dont (?:(?:le |la |l')?(?P<before>patron|patronne|chef|cheffe|directeur|directrice|president|"
    r"presidente|commandant|secretaire general) est )?(?:le |la )?(?:general |colonel |amiral )?$"
)
_IS_OVER = re.compile(
    r" est (?:le |la |l')?(patron|patronne|chef|cheffe|directeur|directrice|president|presidente|commandant|"
    r"secretaire general)"
)
# « sous présidence belge », beside « la présidence italienne du G7 »
_UNDER = re.compile(r"\bsous (?:la )?$")
_ACRONYM = r"\s*(?:\([^)]{1,20}\))?\s*"


_TREATY = re.compile(
    r"\b(?:convention|traite|accord|protocole|charte|statut|pacte|memorandum|mecanisme|entente|arrangement|plan|"
    r"espace|cessez-le-feu|treve|declaration|compromis|texte|code|programme|initiative|systeme|regime)"
)
_GUESTS = frozenset(("delegation", "visite", "emissaire", "envoye", "expert", "representant"))
_HELD = frozenset(("menottes", "aveux", "actes", "armes", "mains", "urnes"))
_SEAT = re.compile(r"(?:le |la |l')?(?:siege|quartier general|secretariat|etat-major) ")


_DEEDS = frozenset(("operation", "attaque", "offensive", "enquete", "assaut", "raid"))


def tells(hit: Hit, found: Sequence[Hit]) -> bool:
    """Whether a verb's tie is one of its own.

    « Le siège de la SADC est établi à Gaborone » is told by the seat (``tie_phrases``), and who is elected to
    a presidency does not join.
    """
    target, verb = hit.recipients[0], set(verb_lemmas(hit.token.text))
    if hit.frame.type == "party-to":  # those who sign, and whom they hold, are no treaty
        body = target.country in ("IGO", "UNO", "EUR")  # « partie à la Convention des Nations unies »
        return (target.id is not None and not body) or _TREATY.search(plain(target.text)) is not None
    if hit.frame.type == "hosts":
        told = [c for c in hit.token.children if c.dep_ == "obj"]
        guests = any(_GUESTS & set(noun_lemmas(t.text)) for t in told)
        whose = plain(target.text) == "etat-major"  # « la Force, dont l'état-major est installé à N'Djamena »
        return (target.id is not None or _SEAT.match(plain(target.text)) is None) and not guests and not whose
    if hit.frame.type == "affiliated-with":  # « 84 liées à Daech » are counted, « passées aux menottes » held
        behind = {plain(t.text) for t in hit.token.doc[hit.token.i + 1 : hit.token.i + 4]}
        counted = any(e.text.isdigit() for e in (target, hit.actors[0]))
        if hit.frame.id == "affiliated-joined" and (target.id is None or hit.actors[0].text[0].isdigit()):
            return False  # « 700 jeunes ont rejoint des groupes jihadistes »
        return not counted and not ("passer" in verb and behind & _HELD)
    if hit.frame.type == "chairs" and target.id is None:  # « la présidence du G20, les ministres »
        if hit.actors[0].id is None or " " not in target.text or target.text.lower().startswith("les "):
            return False
    if hit.frame.type == "chairs" and target.id is not None and not str(hit.actors[0].id).islower():
        if target.country not in ("IGO", "UNO", "EUR", "NGO", None):
            return False  # « les ministres arabes de l'Intérieur, sous la présidence de l'Arabie saoudite »
    if hit.frame.type == "heads" and target.id is None and target.sector is None and "presider" in verb:
        return False  # « a présidé la cérémonie »
    if hit.frame.type == "partner-of" and len(hit.actors) == 2 and target.text not in hit.token.doc.text:
        return False  # « Ankara et Bakou, partenaires stratégiques, »: of each other, of nobody else
    if hit.frame.type == "heads" and target.text not in hit.token.doc.text:
        led = {lemma for t in hit.token.children if t.dep_ == "obj" for lemma in noun_lemmas(t.text)}
        if not led.isdisjoint(_DEEDS):
            return False  # « d'avoir dirigé l'opération »: no body
    if hit.frame.id == "heads-coalition" and "coalition" not in plain(target.text):
        return False
    if hit.frame.type == "heads" and "piloter" in verb and not str(hit.actors[0].id).islower():
        return False  # « l'offensive, pilotée depuis La Haye par Europol »
    if hit.frame.type == "member-of" and "admettre" in verb and str(hit.actors[0].id).islower():
        return False  # « admis à l'hôpital »
    if hit.frame.type == "member-of" and plain(hit.token.text).startswith("composante"):
        return False  # a noun, no form of « composer »
    if hit.frame.type == "member-of":  # « non membre de l'Otan », « les pays membres … à Accra »
        flat = plain(hit.token.doc.text)
        if " non membre" in flat or (hit.nominal and f" a {plain(hit.actors[0].text)}" in flat):
            return False
    if hit.frame.type == "member-of" and not hit.nominal:
        over = [h for h in found if h.frame.type == "chairs" and h.actors and h.recipients]
        return not any(h.actors[0].id == hit.actors[0].id and h.recipients[0].id == target.id for h in over)
    return True


def joint(hit: Hit, view: View) -> tuple[Entity, ...]:
    """The subjects of a tie, with those in one row with them.

    All of the row where it is held together (« coprésidé ») or where both its ends are subjects; the parse
    loses some in the midst of a long one.
    """
    together = bool({"copresider", "codiriger"} & set(verb_lemmas(hit.token.text)))
    if not together and (len(hit.actors) < 2 or hit.frame.type not in ("chairs", "member-of", "party-to")):
        return hit.actors
    over = {e.id for e in hit.recipients}
    sides = [
        r
        for r in view.refs
        if r.entity.id not in over
        and r.entity.id
        and (r.kind in ("state", "capital", "metonym") or (r.kind in BODY_KINDS and _abroad(r)))
    ]
    own = {e.id for e in hit.actors}
    for last in reversed(sides):
        row = _row(last, sides, plain(view.text))
        ends = own & {row[0].entity.id, row[-1].entity.id}
        if len(row) > 1 and (len(ends) == 2 or (together and own & {r.entity.id for r in row})):
            told = tuple(r.entity for r in row)
            return (*told, *(e for e in hit.actors if e.id not in {t.id for t in told}))
    return hit.actors


def row_ties(view: View, doc: str, span: Span, found: set[str]) -> Iterator[Tie]:
    """Ties that stand beside a row of states or a body; ``found`` are the types that verbs told already."""
    flat = plain(view.text)
    bodies = [r for r in view.refs if r.kind in BODY_KINDS and r.entity.id]
    states = [r for r in view.refs if r.kind in ("state", "capital", "metonym") and r.entity.id]
    if "chairs" not in found:
        yield from _presiding(states, bodies, view, flat, doc, span)
    if "partner-of" not in found:
        yield from _allied(states, bodies, view, flat, doc, span)
    if not found & {"heads", "chairs"}:
        yield from _led(bodies, view, flat, doc, span)
    if "part-of" not in found:
        yield from _owned(bodies, view, flat, doc, span)


def _row(last: Ref, refs: Sequence[Ref], flat: str) -> tuple[Ref, ...]:
    """Those told one after the other up to ``last``: « l'Union européenne et l'Égypte »."""
    row = [last]
    for ref in reversed([r for r in refs if r.end <= last.start]):
        if not _JOINED.fullmatch(flat[ref.end : row[0].start]):
            break
        row.insert(0, ref)
    return tuple(row)


def _abroad(ref: Ref) -> bool:
    return ref.entity.country in ("IGO", "UNO", "EUR")


def _presiding(
    states: Sequence[Ref], bodies: Sequence[Ref], view: View, flat: str, doc: str, span: Span
) -> Iterator[Tie]:
    sides = sorted({*states, *(b for b in bodies if _abroad(b))}, key=lambda r: r.start)
    for forum in (b for b in bodies if _abroad(b)):
        for last in (s for s in states if s.end <= forum.start):
            match = _PRESIDENT.fullmatch(flat[last.end : forum.start])
            if match is not None:
                word = view.text[last.end + match.start(1) : last.end + match.end(1)]
                row = _row(last, sides, flat)
                yield _tie(doc, span, word, "chairs", [r.entity for r in row], forum.entity)
                return
    for office in (b for b in bodies if str(b.entity.id).endswith(".PRES") and b.entity.country):
        forum_ = next((b for b in bodies if _abroad(b)), None)
        held = forum_ is not None and re.fullmatch(f" {_OF}", flat[office.end : forum_.start])
        if forum_ is not None and (held or _UNDER.search(flat[: office.start])):
            word, _, people = view.text[office.start : office.end].partition(" ")
            who = Entity(people, office.entity.country, office.entity.country)
            yield _tie(doc, span, word, "chairs", [who], forum_.entity)
            return


def _allied(
    states: Sequence[Ref], bodies: Sequence[Ref], view: View, flat: str, doc: str, span: Span
) -> Iterator[Tie]:
    sides = sorted({*states, *(b for b in bodies if _abroad(b))}, key=lambda r: r.start)
    for one, other in pairwise(sides):
        match = _ALLY.fullmatch(flat[one.end : other.start])
        if match is not None and one.entity.id != other.entity.id:
            word = view.text[one.end + match.start(1) : one.end + match.end(1)]
            yield _tie(doc, span, word, "partner-of", [one.entity], other.entity)
            return
        both = _ALLIES.match(flat, other.end)
        if (
            both is not None
            and len(row := _row(other, sides, flat)) == 2
            and one.entity.id != other.entity.id
        ):
            yield _tie(
                doc, span, view.text[slice(*both.span(1))], "partner-of", [row[0].entity], row[1].entity
            )
            return


def _led(bodies: Sequence[Ref], view: View, flat: str, doc: str, span: Span) -> Iterator[Tie]:
    """« le GSIM, que dirige le Malien X »: the relative clause names who leads."""
    for person in (r for r in view.refs if r.kind == "person"):
        for body in reversed([b for b in bodies if b.end <= person.start]):
            after = re.compile(_ACRONYM).match(flat, body.end)
            start = after.end() if after else body.end
            match = _LED.fullmatch(flat[start : person.start]) or _LED.fullmatch(
                flat[body.end : person.start]
            )
            of = _OVER.fullmatch(flat[start : person.start])
            is_over = _IS_OVER.match(flat, person.end) if of is not None else None
            if of is not None and (of["before"] or is_over):
                at = is_over.start(1) if is_over else start + of.start("before")
                word = view.text[at:].split()[0].strip(",.")
                yield _tie(doc, span, word, "heads", [person.entity], body.entity)
                return
            if match is not None:
                presides = match.group(1).startswith("presid")
                made = over("heads", (person.entity,), body.entity, presides=presides)
                type_: Literal["heads", "chairs"] = "chairs" if made == "chairs" else "heads"
                at = person.start - (len(match.string) - match.start(1))
                word = view.text[at : at + len(match.group(1))]
                yield _tie(doc, span, word, type_, [person.entity], body.entity)
                return


def _owned(bodies: Sequence[Ref], view: View, flat: str, doc: str, span: Span) -> Iterator[Tie]:
    """« le BCIJ de la DGST »: a body told as another's, and known to answer to it."""
    for one, other in pairwise(bodies):
        if re.fullmatch(rf"{_ACRONYM}{_OF}", flat[one.end : other.start]) and _answers(one, other):
            yield _tie(doc, span, view.text[other.start : other.end], "part-of", [one.entity], other.entity)
            return


def _answers(one: Ref, other: Ref) -> bool:
    known = entries().get(one.entity.id or "")
    return known is not None and known.parent is not None and known.parent == other.entity.id


def _tie(
    doc: str,
    span: Span,
    trigger: str,
    type_: Literal["chairs", "partner-of", "heads", "part-of"],
    subject: Sequence[Entity],
    target: Entity,
) -> Tie:
    return Tie(doc=doc, span=span, trigger=trigger, type=type_, subject=tuple(subject), object=(target,))
