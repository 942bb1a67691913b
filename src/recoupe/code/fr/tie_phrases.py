"""Ties told by a set phrase beside a named body: its seat, whose organ it is, who sits in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from recoupe.code.fr.view import BODY_KINDS, Ref, View
from recoupe.code.fr.words import plain
from recoupe.model import Entity, Span, Tie
from recoupe.resolve.entries import SHARED_CODES
from recoupe.resolve.places import PlaceMention

# « l'Union, que préside X et qui siège à Doha »: what is told of a body before its seat.
_FIRST = r"(?:,?\s*(?:que |qu'|qui |dont |fondee? |creee? |logee? )[^,;:.]{3,60},? et\s+)?"
_SEAT = re.compile(
    rf"[\s)»\"]*{_FIRST},?\s*(?:"
    r"dont (?:le |l')?(siege|quartier general|etat-major|secretariat|commandement)(?: permanent| central)?"
    r" (?:est|se trouve|siege|est situe|est etabli|est installe|est base|est fixe)"
    r"|(?:qui )?(siege|siegent|siegeait)|qui (?:a|avait) son (siege)"
    r"|(?:(?:est|etait|reste|restera|demeure|demeurera|sera) (?:[a-z']+ )?)?"
    r"(basee?|installee?|etablie?|sise?|implantee?|domiciliee?|logee?|hebergee?)"
    r"|(?:ayant|qui a|a) (?:etabli |pris |installe |fixe )?(?:son|ses) (siege|quartiers|quartier general|qg))"
    r"\s+(?:depuis [\w ]{3,20}? )?(?:a |au |aux |en |dans la |dans le )"
)
# « Son siège se trouve à Tunis », « L'organisation, dont le siège est à Lyon, »: of the body spoken of.
_OF_THAT = re.compile(
    r"(?:^|[«;] ?)(?:son (siege|quartier general|secretariat)(?: permanent| central)? "
    r"(?:est|se trouve|se situe)(?: (?:situe|etabli|installe|base|fixe))?|"
    r"(?:l'|la |le )(?:organisation|organisme|agence|institution|association|structure|instance|office|"
    r"bureau|centre|mission|force),? (?:dont le (siege|quartier general|secretariat) (?:est|se trouve)"
    r"(?: (?:situe|etabli|installe|fixe))?|(basee?|installee?|sise?)))"
    r" (?:depuis [\w ]{3,20}? )?(?:a |au |aux |en |dans )"
)
# « Basée à Alger, la Cellule … », « Le siège de l'OIF se trouve à Paris »: the place first, the seat first.
_BASED = re.compile(
    r"(?:^|[,;:«] )(basee?|installee?|sise?)(?: depuis [\w ]{3,20})? (?:a |au |en )[^,;:.]{3,40}, "
    r"(?:l'|la |le )?$"
)
_SEAT_OF = re.compile(
    r"\b(siege|quartier general|secretariat)(?: permanent| regional| mondial)? "
    r"(?:de la |de l'|du |des |de |d')(?:la |le |l')?$"
)
_IS_AT = re.compile(
    r"(?: ?\([^)]{1,20}\))? (?:est|se trouve|se situe|est (?:situe|etabli|installe|base|fixe)|"
    r"(?:a ete|sera|est) (?:transfere|deplace|installe|etabli|fixe)) (?:a |au |en )"
)
_ORGAN = re.compile(
    r"[\s)»\"]*(?:,\s*(?:l'|la |le |un |une )?|\s(?!la |le |l'))"
    r"(bras|bras arme|bras judiciaire|branche|branche armee|aile|aile militaire|organe|organisme|service|"
    r"agence|mission|operation|mecanisme|ecole|academie|secretariat|"
    r"antenne|institution|direction|division|unite|force|filiale|emanation|dissidence|composante|section|cellule|"
    r"structure|brigade|departement|bureau|centre|office)"
    r"(?: [a-z'-]+){0,5} (?:de la |de l'|du |des |de |d'|a la |a l'|au |aux )$"
)
_OF = re.compile(
    r"\b(force|mission|operation|agence|bureau|organe|commission) (?:[a-z]+ ){0,2}(?:de la |de l'|du |des )$"
)
_UNIT = "mission|force|agence|operation|bureau|structure|branche"
_WHOSE = re.compile(rf",? dont (?:la |le |l')({_UNIT})\s*$")
_WHOSE_NAMED = re.compile(r",? dont (?:la |le |l')")
_OFFSHOOT = re.compile(
    r"\s*(?:\([^)]{1,20}\))? et (?:sa |son )(branche|aile|filiale|emanation|dissidence|faction|bras)"
    r"(?: [a-z]+){0,2}, (?:la |le |l')?"
)
_GATHERS = re.compile(
    r"\b(reuni(?:t|ssait)|(?:regroup|rassembl|associ|feder|englob)(?:e|ait)|compt(?:e|ait) parmi ses membres|"
    r"(?:se compose|est composee?|est formee?)(?= d))\s+(?:le |la |l'|les |du |de la |de l'|d'|de )?$"
)
# Around a list of members: « le G5 Sahel (Mali, Niger, Tchad) ».
_OPENS = re.compile(r"(?: ?\([^)]{1,20}\))? ?[(–—] ?(?:le |la |l'|les )?")
_CLOSES = re.compile(r" ?[)–—]")
_ACRONYM = r"\s*(?:\([^)]{1,20}\))?"


def _tie(
    doc: str,
    span: Span,
    trigger: str,
    type_: Literal["hosts", "part-of", "member-of", "affiliated-with"],
    subject: tuple[Entity, ...],
    target: Entity,
) -> Tie:
    return Tie(doc=doc, span=span, trigger=trigger, type=type_, subject=subject, object=(target,))


def phrase_ties(
    view: View, doc: str, span: Span, places: list[PlaceMention], found: set[str]
) -> Iterator[Tie]:
    """Seats, organs and members that a set phrase tells; ``found`` are the types told already."""
    flat = plain(view.text)
    bodies = [r for r in view.refs if r.kind in BODY_KINDS and r.entity.id]
    organs = {
        other.start: made
        for one, other in pairwise(bodies)
        if one.entity.id != other.entity.id and (made := _organ(one, other, flat)) is not None
    }
    if "hosts" not in found and (pointed := _OF_THAT.match(flat.lstrip())) is not None:
        spoken_of = view.memory.last(BODY_KINDS, before=view.number - 1)
        at = len(flat) - len(flat.lstrip())
        place = next((p for p in places if pointed.end() + at <= p.start <= pointed.end() + at + 3), None)
        country = place.country if place is not None else None
        if spoken_of is not None and spoken_of.id and spoken_of.sector not in ("MED", "REB", "CRM"):
            if place is not None and country and country not in SHARED_CODES:
                n = next(n for n in range(1, 4) if pointed.group(n))
                word = view.text[pointed.start(n) + at : pointed.end(n) + at]
                host = (Entity(place.text, country, country),)
                yield _tie(doc, span, word, "hosts", host, spoken_of)
    if "hosts" not in found:
        for body in bodies:
            owner = organs[body.start][0] if body.start in organs else body
            yield from _seat(body, owner, view, flat, places, doc, span)
    for one, other in pairwise(bodies):
        split = _OFFSHOOT.fullmatch(flat[one.end : other.start])
        if split is not None and one.entity.id != other.entity.id:
            word = view.text[one.end + split.start(1) : one.end + split.end(1)]
            outlaw = one.entity.sector == "REB"  # « Boko Haram et sa branche dissidente, l'Iswap »
            type_: Literal["affiliated-with", "part-of"] = "affiliated-with" if outlaw else "part-of"
            yield _tie(doc, span, word, type_, (other.entity,), one.entity)
    if "part-of" not in found:
        for part, whole, (first, last) in organs.values():
            outlaws = part.entity.sector == whole.entity.sector == "REB"
            type_ = "affiliated-with" if outlaws and view.text[first:last] != "dissidence" else "part-of"
            yield _tie(doc, span, view.text[first:last], type_, (part.entity,), whole.entity)
    if "member-of" not in found:
        yield from _gathered(bodies, view, flat, doc, span)


def _seat(
    body: Ref, owner: Ref, view: View, flat: str, places: list[PlaceMention], doc: str, span: Span
) -> Iterator[Tie]:
    """« le GIABA, dont le siège est à Dakar », « Interpol, qui siège à Lyon »."""
    after = re.compile(_ACRONYM).match(flat, body.end)
    match = _SEAT.match(flat, after.end() if after else body.end)
    if match is None:
        match = _SEAT.match(flat, body.end)
    whose = re.search(r"\bdont (?:le |la |l')$", flat[: body.start])
    if whose and (plain(body.entity.text) == "etat-major" or (match is not None and match.group(2))):
        return  # « la Force, dont l'état-major siège à N'Djamena »
    first, seat = _BASED.search(flat[: body.start]), _SEAT_OF.search(flat[: body.start])
    if match is not None:
        word = next(view.text[slice(*match.span(n))] for n in range(1, 6) if match.group(n))
        at = match.end()
    elif first is not None:
        word, at = view.text[slice(*first.span(1))], first.end(1)
    elif seat is not None and (match := _IS_AT.match(flat, body.end)) is not None:
        word, at = view.text[slice(*seat.span(1))], match.end()
    else:
        return
    reach = body.start - at if first is not None else 3
    place = next((p for p in places if at - 1 <= p.start <= at + reach and p.country), None)
    named = next((r for r in view.refs if at - 1 <= r.start <= at + reach), None)
    country = place.country if place is not None else named.entity.country if named is not None else None
    text = place.text if place is not None else named.entity.text if named is not None else ""
    if country and len(country) == 3 and country not in SHARED_CODES:
        yield _tie(doc, span, word, "hosts", (Entity(text, country, country),), owner.entity)


def _organ(one: Ref, other: Ref, flat: str) -> tuple[Ref, Ref, tuple[int, int]] | None:
    """The part, the whole and where the word stands that says so, of two bodies named one after the other."""
    bracket = re.compile(_ACRONYM).match(flat, one.end)
    start = bracket.end() if bracket else one.end
    between = flat[start : other.start]
    match = _ORGAN.fullmatch(between)
    if match is not None:
        return one, other, (start + match.start(1), start + match.end(1))
    beside = re.fullmatch(r",\s*(?:la |le |l')?", between)
    of = _OF.search(flat[: one.start])
    if beside is not None and of is not None:  # « la force de l'Otan, la KFOR »
        return other, one, of.span(1)
    word = re.match(rf"(?:{_UNIT})\b", flat[other.start :])
    if word is not None and _WHOSE_NAMED.fullmatch(between):  # « l'Union, dont la mission Eulex »
        return other, one, (other.start, other.start + word.end())
    whose = _WHOSE.fullmatch(between)
    return (other, one, (start + whose.start(1), start + whose.end(1))) if whose is not None else None


def _gathered(bodies: list[Ref], view: View, flat: str, doc: str, span: Span) -> Iterator[Tie]:
    """« La CEN-SAD réunit le Tchad, le Niger et le Mali », « le G5 Sahel (Mali, Niger, Tchad) »."""
    states = [r for r in view.refs if r.kind == "state" and r.entity.id]
    for first in states:
        told = _GATHERS.search(flat[: first.start])
        forum = next((b for b in bodies if told is not None and b.end <= told.start()), None)
        if told is None:
            forum = next((b for b in bodies if _OPENS.fullmatch(flat[b.end : first.start])), None)
        if forum is None or forum.entity.country not in ("IGO", "UNO", "EUR", None):
            continue
        members = [first]
        for ref in states:
            if ref.start > members[-1].end and re.fullmatch(
                r"\s*(?:,|et|,? ainsi que)\s*(?:du |de la |de l'|de |d')?(?:le |la |l'|les )?",
                flat[members[-1].end : ref.start],
            ):
                members.append(ref)
        if told is None and not _CLOSES.match(flat, members[-1].end):
            continue
        if len(members) > 1:
            words = view.text[slice(*told.span(1))] if told is not None else forum.entity.text
            yield _tie(doc, span, words, "member-of", tuple(m.entity for m in members), forum.entity)
        return
