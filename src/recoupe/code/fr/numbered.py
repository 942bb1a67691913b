"""Whom a figure counts, where grammar says it outright and nothing need be weighed.

By the guideline: bare cells are told by the measure; the strength of a force is of that force; money is of
whom it is given to; « trois d'entre eux » are of those who were counted before; things are what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from recoupe.code.fr import tree
from recoupe.code.fr.classes import classes_of, sector_of
from recoupe.code.fr.entities import country_beside, entities_of, one_entity
from recoupe.code.fr.figures import OUT_OF_THEM, Count
from recoupe.code.fr.heads import token_at
from recoupe.code.fr.killers import HURT
from recoupe.code.fr.measures import GROUPS, nearest_verb
from recoupe.code.fr.numbers import find_numbers
from recoupe.code.fr.outright import DEEDS, PEOPLE
from recoupe.code.fr.parse import Token
from recoupe.code.fr.phrases import extent, phrase
from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas
from recoupe.model import Entity

_STRENGTH = frozenset(("compter", "aligner", "regrouper", "comprendre", "revendiquer"))
_TROOPS = frozenset(
    ("homme", "soldat", "militaire", "combattant", "policier", "gendarme", "casque", "membre", "agent")
)
# Measures that say what is counted, or whose counted ones are of others (money, the members of a band).
_OF_OTHERS = (
    "members", "money", "cells-dismantled", "attacks", "attacks-foiled", "agreements", "meetings", "states",
    "drugs-seized",
)  # fmt: skip
_HURT = frozenset(("mort", "tue", "blesse", "deces"))
# Nouns that say no more than the measure does.
_NO_MORE = frozenset(
    (*DEEDS, *_HURT, "perte", "vie", "corps", "cadavre", "depouille", "garde",
     "attaque", "attentat", "cas", "fait")
)  # fmt: skip
_AMONG = re.compile(r"\s*(?:d['’]entre (?:eux|elles)|autres\b)")
_LES = re.compile(r"\b[Ll]es $")
# « dont 44 rattachées à Daech », « 12 cellules liées au groupe État islamique »
_TIED = re.compile(
    r"(?: cellules?| reseaux?| d'entre elles| etant| etaient)* "
    r"(?:liee?s|rattachee?s|affiliee?s|infeodee?s|acquise?s|appartenant|ayant fait allegeance|fideles) "
)
_NEXT = 45  # code points within which the group stands
_STRONG = frozenset(("fort", "forte", "forts", "fortes"))


def told(count: Count, view: View) -> tuple[Entity, ...]:
    """Those counted; nobody where it has to be weighed."""
    if (
        count.measure == "members"
        and count.noun is not None
        and (band := _force(count.noun, view, named=False))
    ):
        return band
    if count.measure == "cells-dismantled":
        return _tied_to(count, view)
    if count.measure == "money":
        return count.hit.recipients if count.hit is not None and count.hit.frame.type == "AID" else ()
    if count.noun is not None and _TROOPS & set(noun_lemmas(count.noun.text)):
        return _force(count.noun, view)
    if count.noun is None or _NO_MORE & set(noun_lemmas(count.noun.text)):
        if (match := _AMONG.match(plain(view.text), count.number.end)) is not None:
            return _rest(count, match.end(), view)
    return ()


def settled(count: Count, chosen: Sequence[tuple[int, Entity]], view: View) -> tuple[Entity, ...]:
    """Those counted, told once: without the whole that they are part of or who only says whose they are.

    What is no person is weighed by nothing: it is what the number counts.
    """
    noun = count.noun
    if noun is None and count.measure not in _OF_OTHERS:
        told_before = _before(count, view) if all(_bare(e) for _, e in chosen) else ()
        return told_before or tuple(_uncounted(e) for _, e in chosen)
    if count.measure in HURT:
        chosen = [one for one in chosen if not _HURT & set(noun_lemmas(one[1].text.rpartition(" ")[2]))]
        if noun is not None and (among := _among(noun, count, view)):
            return among
    if noun is None or count.measure in _OF_OTHERS:
        own = noun.i if noun is not None and count.measure == "members" else -1
        return tuple(e for i, e in chosen if i != own or e.id is not None)
    if any(i == noun.i for i, _ in chosen):
        return tuple(e for i, e in chosen if i == noun.i or not _says_whose(i, noun, count, view))
    if count.unit is not None:
        return tuple(e for _, e in chosen) or _weighed(noun)
    classes = set(classes_of(noun))
    if set(noun_lemmas(noun.text)) & _NO_MORE or (chosen and classes & PEOPLE):
        return tuple(e for _, e in chosen)
    return (_described(noun, view),)


def _says_whose(i: int, noun: Token, count: Count, view: View) -> bool:
    """« trois des suspects », « 37 militaires, dont deux généraux »: told with the suspects, the generals."""
    first, last = extent(noun)
    start = next((t.i for t in noun.doc if t.idx >= count.number.start), first)
    if min(first, start) <= i <= last:
        return True
    if i < start and OUT_OF_THEM.search(plain(view.text[: count.number.start])):
        return True
    node = noun
    while node.dep_ == "nmod" and node.head.i < node.i:
        node = node.head
        if node.i == i:
            return True
    return False


_AMONG_WHOM = re.compile(
    r" (?:parmi|chez|dans les rangs d(?:e|es|u)|du cote d(?:e|es|u)) (?:les |la |l'|le |ses |leurs )?(?=\w)"
)
_IN_ITS_RANKS = re.compile(r" dans (?:ses|leurs) (?:propres )?rangs\b")


def _among(noun: Token, count: Count, view: View) -> tuple[Entity, ...]:
    """« 19 morts parmi les civils », « L'armée déplore douze morts dans ses rangs »"""
    if not _NO_MORE & set(noun_lemmas(noun.text)):
        return ()
    flat = plain(view.text)
    if _IN_ITS_RANKS.match(flat, count.end) and (verb := nearest_verb(noun)) is not None:
        return tuple(e for a in tree.surface_subjects(verb) for e in one_entity(a.token, view))
    match = _AMONG_WHOM.match(flat, count.end)
    return tuple(one_entity(token_at(view, match.end()), view)) if match is not None else ()


def _weighed(unit: Token) -> tuple[Entity, ...]:
    """« onze tonnes de médicaments »"""
    of = next((c for c in unit.children if c.dep_ == "nmod" and tree.preposition(c) in ("de", "d'")), None)
    return (Entity(phrase(of)),) if of is not None and of.pos_ == "NOUN" else ()


_LOSES = frozenset(
    ("perdre", "deplorer", "recenser", "denombrer", "compter", "pleurer", "subir", "enregistrer", "enterrer",
     "inhumer", "evoquer", "annoncer", "signaler")
)  # fmt: skip


def loses(token: Token, count: Count) -> bool:
    """« a perdu six hommes », « a recensé 40 morts », « a fait état de dix victimes »: they kill nobody."""
    verb = nearest_verb(count.noun) if count.noun is not None else None
    if verb is None or count.measure not in HURT:
        return False
    done = verb_lemmas(verb.text)
    states = "faire" in done and plain(verb.doc[verb.i + 1 : verb.i + 2].text) == "etat"
    if not states and _LOSES.isdisjoint(done):
        return False
    return any(a.token.i == token.i for a in tree.surface_subjects(verb))


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


def _force(noun: Token, view: View, *, named: bool = True) -> tuple[Entity, ...]:
    """« Barkhane compte 5.100 hommes », « forte de 13.000 militaires, la Minusma… »."""
    amount = noun.head if noun.dep_ == "nmod" and plain(noun.head.text).endswith("aine") else noun
    verb = amount.head
    if amount.dep_ == "obj" and _STRENGTH & set(verb_lemmas(verb.text)):
        subjects = [a.token for a in tree.surface_subjects(verb)]
        known = [e for token in subjects for e in entities_of(token, view)]
        if not known and not named:
            known = [_described(token, view) for token in subjects if token.pos_ == "NOUN"]
        return tuple(e for e in known if e.id or not named)[:1]
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


def _described(token: Token, view: View) -> Entity:
    return Entity(phrase(token), None, country_beside(token, view), sector_of(token))


def _rest(count: Count, end: int, view: View) -> tuple[Entity, ...]:
    """« trois d'entre eux » are of those counted before; « les six autres » are others than those."""
    before = _before(count, view, alike=False)
    if before and not plain(view.text[:end]).endswith("autres"):
        return before
    article = _LES.search(view.text, 0, count.start)
    start = article.start() if article is not None else count.start
    return (Entity(view.text[start:end], None, None, before[0].sector if before else None),)


def _before(count: Count, view: View, *, alike: bool = True) -> tuple[Entity, ...]:
    """Those counted before of whom a number without a noun is; without their own number."""
    for measure, _, of, sentence, _ in reversed(view.memory.counted):
        if view.number - sentence > 1:
            break
        if of and (not alike or measure == count.measure or of[0].sector is not None):
            return tuple(_uncounted(e) for e in of)
    return ()


def _bare(entity: Entity) -> bool:
    """« la Belgique en a renvoyé 69 »: nothing but a number."""
    return any(n.end - n.start == len(entity.text) for n in find_numbers(entity.text))


_FIRST = re.compile(r"(?:[Ll]es |[Cc]es )?(?:quelque |environ |plus de |près de )?")


def _uncounted(entity: Entity) -> Entity:
    """« 50 djihadistes présumés »: the jihadists."""
    if entity.id is not None:
        return entity
    for number in find_numbers(entity.text)[:1]:
        rest = re.sub(r"^(?:d[e'’] ?|autres )+", "", entity.text[number.end :].lstrip())
        if _FIRST.fullmatch(entity.text[: number.start]) and rest:
            return Entity(rest, None, entity.country, entity.sector)
    return entity
