"""Which of a sentence's places are where a statement happened."""

from __future__ import annotations

import re

from recoupe.code.fr import tree
from recoupe.code.fr.parse import Token
from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.code.fr.words import plain
from recoupe.model import Place
from recoupe.resolve.places import PlaceMention, find_places

_WHERE = frozenset(
    [
        "a",
        "au",
        "aux",
        "en",
        "dans",
        "pres",
        "entre",
        "vers",
        "depuis",
        "sur",
        "chez",
        "via",
        "autour",
        "hors",
        "devant",
        "cote",
        "large",
        "confins",
        "jusqu'a",
    ]
)
_BEFORE = frozenset(
    [
        "ville",
        "villes",
        "commune",
        "province",
        "region",
        "quartier",
        "prefecture",
        "localite",
        "village",
        "port",
        "aeroport",
        "prison",
        "gare",
        "capitale",
        "nord",
        "sud",
        "est",
        "ouest",
        "banlieue",
        "environs",
        "environ",
        "sein",
        "massif",
        "district",
        "departement",
        "zone",
        "frontiere",
        "abords",
    ]
)


def sentence_places(view: View) -> list[tuple[PlaceMention, Token]]:
    """Places told by a phrase of place, not those inside a body's or person's name."""
    found: list[tuple[PlaceMention, Token]] = []
    for place in find_places(view.text, home=view.memory.home):
        before = plain(view.text[: place.start])
        if place.kind == "country" and re.search(r"\bentre (?:l'|la |le |les )?$", before):
            continue  # « un accord entre le Maroc et… »: a side, not a place
        if place.kind == "area" and place.text.lower() in ("afrique", "europe", "asie", "occident"):
            continue
        inside = [
            r
            for r in view.refs
            if r.start <= place.start < r.end and r.kind in (*BODY_KINDS, "person", "office", "adjective")
        ]
        if inside:
            continue
        span = view.span(place.start, place.end)
        if span is None:
            continue
        if _told_as_place(span[0], found):
            found.append((place, span.root))
    known = [(p.start, p.end) for p, _ in found]
    for entity in view.doc.ents:  # places no gazetteer has: what the pipeline takes for one, after « à »
        start, end = entity.start_char, entity.end_char
        if entity.label_ not in ("LOC", "PER", "MISC") or any(a < end and start < b for a, b in known):
            continue
        if (
            any(r.start < end and start < r.end for r in view.refs if r.kind not in ("person",))
            or not entity.text[0].isupper()
        ):
            continue
        if (
            entity.start
            and plain(view.doc[entity.start - 1].text) == "a"
            and (entity.label_ == "LOC" or entity.start > 1)
        ):
            place = PlaceMention(start, end, entity.text, entity.text, view.memory.home, "city", None, 0)
            found.append((place, entity.root))
    return sorted(found, key=lambda p: p[0].start)


def _told_as_place(first: Token, earlier: list[tuple[PlaceMention, Token]]) -> bool:
    """A preposition of place before it, or a place just before it in a list."""
    doc, i = first.doc, first.i - 1
    for _ in range(5):
        if i < 0:
            return first.i + 1 < len(doc) and doc[first.i + 1].text == ":"
        word = plain(doc[i].text)
        if word in _WHERE:
            return True
        if word in ("le", "la", "l'", "les", "d'", "de", "du", "des") or word in _BEFORE:
            i -= 1
            continue
        if word in (",", "et", "ou", "comme", "puis", "(") and earlier:
            last = earlier[-1][1]
            return 0 <= i - last.i <= 3
        return False
    return False


def where_for(
    trigger: Token, places: list[tuple[PlaceMention, Token]], others: list[Token]
) -> tuple[Place, ...]:
    """The places nearer to this trigger than to any other of the sentence."""
    found: list[Place] = []
    for place, token in places:
        mine = _cost(trigger, token)
        if mine > 9:
            continue
        if any(_cost(other, token) < mine - 0.6 for other in others if other.i != trigger.i):
            if not any(mine <= _cost(o, token) + 0.6 for o in others if o.i != trigger.i):
                continue
        record = Place(place.text, place.country)
        if record not in found:
            found.append(record)
    return tuple(found)


def _cost(trigger: Token, token: Token) -> float:
    cost = tree.distance(trigger, token) + 0.12 * abs(trigger.i - token.i)
    low, high = sorted((trigger.i, token.i))
    if any(t.text in ";" for t in trigger.doc[low:high]):
        cost += 6
    return cost
