"""Deeds of a row in which the verb is told once: « la Belgique en a arrêté six, la France quatre ».

French leaves out a verb told before (gapping: Grevisse and Goosse, Le bon usage, 2016, on ellipsis in
coordination); by the guideline each doer has an event of his own, whose trigger is the number.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from recoupe.code.fr.frames import Hit
from recoupe.code.fr.numbers import find_numbers
from recoupe.code.fr.parse import Token
from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.code.fr.words import plain, verb_lemmas
from recoupe.model import Entity, Status

_DOERS = ("state", "metonym", "capital", "person", *BODY_KINDS)
_BEFORE, _BEHIND = (",", ";", "et"), (",", ";", ".", "et", ")")
_GOING_ON = frozenset(("au", "en", "a", "dans", "depuis"))  # « et la Suède trois au mois de mai »
_LIGHT = frozenset(("proceder", "operer", "effectuer", "realiser"))
_ARTICLES = frozenset(("le", "la", "l'", "les"))


def gaps(view: View, found: list[Hit], statuses: list[Status]) -> Iterator[Hit]:
    """The deeds that a name and a number alone tell, behind a verb of the sentence that tells the same.

    ``statuses`` are those of ``found``, in its order.
    """
    verbs = [
        (hit, status)
        for hit, status in zip(found, statuses, strict=True)
        if (not hit.nominal or _of_light(hit))
        and hit.frame.type.isupper()
        and hit.actors
        and not hit.frame.sides
    ]
    if not verbs:
        return
    counted = {n.start: n.end for n in find_numbers(view.text)}
    for token in view.doc:
        if token.idx not in counted and plain(token.text) not in ("un", "une"):
            continue
        end = counted.get(token.idx, token.idx + len(token))
        name = _doer(token, end, view)
        if name is None:
            continue
        over = [(hit, status) for hit, status in verbs if hit.token.i < name.i and _counts(hit, name, view)]
        ref = view.ref(name)
        if not over or ref is None:
            continue
        hit, status = max(over, key=lambda pair: pair[0].token.i)
        yield hit._replace(
            frame=msgspec.structs.replace(hit.frame, status=status),
            token=token,
            start=token.idx,
            end=end,
            words=(token.i,),
            actors=(ref.entity,),
            recipients=tuple(_uncounted(e) for e in hit.recipients if e.id is None),
            about=None,
            nominal=True,
        )


def verb_of(gap: Hit, found: list[Hit]) -> Token:
    """The verb that is left out in a gap: the last before it that is read in the same frame."""
    same = [h.token for h in found if not h.nominal and h.frame.id == gap.frame.id]
    return max((t for t in same if t.i < gap.token.i), key=lambda t: t.i, default=gap.token)


def without(found: list[Hit], missing: list[Hit]) -> list[Hit]:
    """The deeds told by verbs, without those who do the same further on: it is not done to them."""
    kept = []
    for hit in found:
        own = {m.actors[0].id for m in missing if m.frame.id == hit.frame.id and m.token.i > hit.token.i}
        actors = tuple(e for e in hit.actors if e.id not in own)
        recipients = tuple(e for e in hit.recipients if e.id not in own)
        kept.append(hit._replace(actors=actors or hit.actors, recipients=recipients) if own else hit)
    return kept


def _doer(number: Token, end: int, view: View) -> Token | None:
    """The name right before a number, where the two are all that stands between two marks."""
    doc = view.doc
    last = next((t.i for t in reversed(doc[:]) if t.idx < end), number.i)
    behind = doc[last + 1].text if last + 1 < len(doc) else "."
    to = number.i > 1 and plain(doc[number.i - 1].text) == "a"  # « la police belge à dix »
    ref = view.by_token.get(number.i - (2 if to else 1))
    span = view.span(ref.start, ref.end) if ref is not None else None
    if ref is None or span is None or ref.kind not in _DOERS or not ref.entity.id:
        return None
    if behind not in _BEHIND and plain(behind) not in _GOING_ON:
        return None
    before = span.start - 1
    if before > 0 and plain(doc[before].text) in _ARTICLES:
        before -= 1
    return span.root if before > 0 and plain(doc[before].text) in _BEFORE else None


def _uncounted(entity: Entity) -> Entity:
    """« 45 diplomates russes »: of such are those of a gap."""
    first = next((n for n in find_numbers(entity.text) if n.start == 0), None)
    text = entity.text[first.end :].strip() if first is not None else entity.text
    return msgspec.structs.replace(entity, text=text or entity.text)


def _of_light(hit: Hit) -> bool:
    """« a procédé à dix arrestations »."""
    verb = hit.token.head
    counted = any(t.dep_ == "nummod" for t in hit.token.children)
    return counted and hit.token.dep_ in ("obj", "obl:arg") and not _LIGHT.isdisjoint(verb_lemmas(verb.text))


def _counts(hit: Hit, name: Token, view: View) -> bool:
    """Whether the clause of the verb has a number of its own, and nothing but such clauses stand between."""
    first = min((t.i for t in hit.token.children if t.dep_ == "nummod"), default=hit.token.i)
    numbers = [t for t in view.doc[first : name.i] if t.pos_ == "NUM" or t.text.isdigit()]
    others = [t for t in view.doc[hit.token.i + 1 : name.i] if t.pos_ == "VERB" and "Mood" in t.morph]
    return bool(numbers) and not others
