"""Deeds told beside a dated one that were done before it, or are still to be done: its day is not theirs."""

from __future__ import annotations

import re

from recoupe.code.fr import hanging, tree
from recoupe.code.fr.parse import Token
from recoupe.code.fr.subject import Subject
from recoupe.code.fr.words import plain, verb_lemmas
from recoupe.resolve.time import Time

_DONE = ("perfect", "pluperfect", "past")
_AHEAD = ("infinitive", "fut", "future", "conditional")
# Whose word is the deed: « avait annoncé en janvier qu'il allait reconsidérer ses liens ».
_WORD = frozenset(("ACCUSE", "REQUEST", "REJECT", "THREATEN"))
_NEAR = ("day", "night", "part", "month")


def another_day(subject: Subject, time: Time, anchor: Token, published: str | None) -> bool:
    """Whether a time of the sentence is of a deed that came after the subject, or before it."""
    act = subject.deed or subject.token
    verb = tree.verb_above(anchor)
    if time.kind != "point" or time.last is None or verb is None or subject.group == "tie":
        return False
    if verb.i == act.i or verb.i not in tree.above(act):
        return False
    if subject.status == "planned":
        return _promised(subject, act, time, verb, published)
    if act.pos_ == "NOUN":
        return (subject.group == "event" or subject.deed is not None) and _followed(act, time)
    if _had_been(act, verb):
        return True
    # « quarante élèves enlevées en 2014 ont été relâchées samedi »: counted by what the verb tells
    return subject.group == "event" and time.grain in _NEAR and _done_to(act)


def elsewhere(subject: Subject, anchor: Token) -> bool:
    """« a arrêté à Gand un homme condamné à dix ans »: nobody knows where that was."""
    act, verb = subject.token, tree.verb_above(anchor)
    if subject.group != "event" or verb is None or verb.i == act.i or verb.i not in tree.above(act):
        return False
    if anchor.head.i != verb.i:  # « le poste de Ras Jedir, fermé par Tripoli, sera rouvert »
        return False
    return _had_been(act, verb) or _done_to(act)


def _promised(subject: Subject, act: Token, time: Time, verb: Token, published: str | None) -> bool:
    """« s'est engagé en mars à verser dix millions »: what is still to be done, beside the word given."""
    if published is None or time.last is None or time.last > published or subject.label in _WORD:
        return False
    own = act if act.pos_ in ("VERB", "AUX") else tree.verb_above(act)
    if own is None or own.i == verb.i or verb.i not in tree.above(own):
        return False
    return hanging.tense(own) in _AHEAD and hanging.tense(verb) in _DONE


# « trois heures après l'attaque » counts from one to the other.
_AFTER = re.compile(
    r"(?<!heures )(?<!jours )(?<!jour )(?<!mois )(?<!ans )(?<!semaines )(?<!lendemain )(?<!minutes )"
    r"\b(?:apres|a la suite|a partir) (?:de |d'|du |des )?(?:la |l'|les? |une? |leurs? |plusieurs )?$"
)


def _followed(noun: Token, time: Time) -> bool:
    """« a fermé le poste le 19 mars, à la suite d'un accrochage »: what came before."""
    return (
        time.end <= noun.idx
        and _AFTER.search(plain(noun.doc.text[max(0, noun.idx - 40) : noun.idx])) is not None
    )


def _had_been(act: Token, verb: Token) -> bool:
    """« a été arrêté lundi par la police, que le service avait avertie »: done before the arrest."""
    if act.pos_ not in ("VERB", "AUX") or hanging.tense(act) != "pluperfect":
        return False
    head = act
    while head.dep_ == "conj" and head.head.i != verb.i:
        head = head.head
    return head.dep_ == "acl:relcl" and hanging.tense(verb) in ("perfect", "pres", "past")


def _done_to(act: Token) -> bool:
    """« a arrêté lundi un homme condamné », « les agents, alertés par la police belge, ont saisi »."""
    if act.dep_ != "acl" or not tree.is_participle(act) or hanging.tense(act) != "participle":
        return False
    lemmas = set(verb_lemmas(act.text))
    if lemmas & hanging.HOLDS or lemmas & hanging.GATHERED:
        return False
    return not lemmas.isdisjoint(hanging.BEFALLS) or _by_someone(act)


def _by_someone(act: Token) -> bool:
    return any(
        c.i > act.i
        and c.dep_.startswith("obl")
        and tree.preposition(c) == "par"
        and plain(c.text) != "intermediaire"
        for c in act.children
    )
