"""One told twice in a row, by what he is and by his name: « Frontex, l'agence européenne de police, », « le
patron de la police, le général Diarra, ».

The parser often loses the apposition, and either half then stands as one of its own. Commas say it as well: a
noun phrase between two of them, right behind another, with no list going on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from recoupe.code.fr.evidence import Candidate, is_person
from recoupe.code.fr.numbers import word_value
from recoupe.code.fr.parse import Doc, Token, morph
from recoupe.code.fr.tokens import once
from recoupe.code.fr.tree import preposition
from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.code.fr.words import plain
from recoupe.model import Entity

_CLOSING = frozenset(",.;)»!?—–")
_JOINING = frozenset(("et", "ou", "ni", "ainsi", "comme"))
_NOUNS = ("NOUN", "PROPN", "NUM", "DET", "ADJ")
_NOW = frozenset(("actuellement", "alors", "actuel", "aujourd'hui"))  # « X, alors directeur de la police »
_OF = ("de", "du", "des", "d'")
_MINISTER = re.compile(r"\b(?:ministres?|vice-ministres?|secretaires? d'etat)\b")
REACH = 20  # tokens that one of the two may run on for


def told_once(made: Sequence[Candidate], view: View) -> list[Candidate]:
    """The candidates of a sentence, each one told twice only once: by name, where the first half stands."""
    order = sorted(
        (c for c in made if c.kind not in ("pronoun", "earlier", "given", "thing")), key=lambda c: c.token.i
    )
    gone: set[int] = set()
    stands: dict[int, Token] = {}
    whose: dict[int, Entity] = {}
    rows: list[list[Entity]] = []
    for n, first in enumerate(order):
        if id(first) in gone:
            continue
        rest = [c for c in order[n + 1 :] if id(c) not in gone]
        gone |= {id(c) for c in _shares(first, rest, view)}
        names = _apposed_to(first, rest, view)
        if not names:
            gone |= {id(c) for c in rest if _of_the_office(first, c, view)}
            continue
        # « la Garde côtière tunisienne, l'unité de Sfax, »: the first says more
        located = bool(first.entity.country and not names[0].entity.country)
        body = (first.kind in BODY_KINDS or located) and names[0].kind != "person"
        if len(names) == 1 and (first.entity.id or body) and not names[0].entity.id:
            end = _end(names[0].token) or len(view.doc)
            gone |= {id(c) for c in rest if names[0].token.i <= c.token.i < end}
            continue
        gone.add(id(first))
        if is_person(names[0]):  # the body only says whose head he is
            comma = _end(first.token) or 0
            bodies = (*BODY_KINDS, "words")
            gone |= {id(c) for c in rest if c.token.i < comma and c.kind in bodies and _of(c.token)}
            gone |= {id(c) for c in rest if c.token.i < comma and _of_the_office(first, c, view)}
        if len(names) > 1:
            comma = _end(first.token) or 0
            row = [
                c for c in order if first.token.i < c.token.i < comma and c.kind in ("adjective", "office")
            ]
            gone |= {id(c) for c in row}
            whose |= _of_each(first, row, names)
            if all(is_person(name) for name in names):
                rows.append([whose.get(id(name), name.entity) for name in names])
        for name in names:
            stands[id(name)] = stands.get(id(first), first.token)
            if first.entity.country and is_person(name) and name.entity.country == view.memory.home:
                whose.setdefault(id(name), replace(name.entity, country=first.entity.country))
    view.doc.kept["told-once"] = [c.entity for c in order if id(c) in gone]
    view.doc.kept["told-in-rows"] = rows
    return [
        c._replace(token=stands.get(id(c), c.token), entity=whose.get(id(c), c.entity))
        for c in made
        if id(c) not in gone
    ]


def _of_each(first: Candidate, row: Sequence[Candidate], names: Sequence[Candidate]) -> dict[int, Entity]:
    """« les ministres italien et tunisien, X et Y »: X is Italian and Y Tunisian."""
    states = [c.entity.country for c in (first, *row) if c.entity.country]
    states = states * len(names) if len(set(states)) == 1 else states
    if len(states) < len(names):
        return {}
    return {
        id(name): replace(name.entity, country=state, sector=name.entity.sector or first.entity.sector)
        for name, state in zip(names, states, strict=False)
    }


def once_told(view: View) -> Sequence[Entity]:
    """Those of a sentence that only said who another is."""
    found: Sequence[Entity] = view.doc.kept.get("told-once", ())
    return found


def told_in_rows(view: View) -> Sequence[Sequence[Entity]]:
    """Those of a sentence who are told in one row by their common office (« les ministres …, X et Y »)."""
    found: Sequence[Sequence[Entity]] = view.doc.kept.get("told-in-rows", ())
    return found


def _apposed_to(first: Candidate, rest: Sequence[Candidate], view: View) -> list[Candidate]:
    """Who says once more, by apposition, who the first is; several where the first is a plural."""
    doc = view.doc
    comma = _end(first.token)
    if comma is None or doc[comma].text != ",":
        return []
    second = next((c for c in rest if c.token.i > comma and _opens(doc, comma + 1, c.token.i)), None)
    # « les ministres italien et tunisien, X et Y »: of two states
    several = first.kind == "office" and _plural(first.token)
    if second is None or not (several and second.kind == "person"):
        if second is None or not _may_be_one(first, second, view.memory.home):
            return []
    found = [second]
    end = _end(second.token)
    while end is not None and plain(doc[end].text) in ("et", ","):  # « les ministres …, X, Y et Z »
        listed = doc[end].text == ","
        if listed and not (several and second.kind == "person"):
            break
        joined = next((c for c in rest if c.token.i > end and _opens(doc, end + 1, c.token.i)), None)
        if joined is None or joined.kind != "person" or second.kind != "person" or not _plural(first.token):
            if listed:
                break
            return []
        found.append(joined)
        end = _end(joined.token)
    if len(found) == 1 and _plural(first.token) != _plural(second.token) and second.kind == "person":
        return []
    if end is not None and doc[end].text not in _CLOSING:
        return []
    if end is not None and doc[end].text == "," and end + 1 < len(doc):
        follows = doc[end + 1]
        held = first.kind == "office" and not _plural(first.token) and is_person(found[0])
        goes_on = follows.pos_ in _NOUNS or (plain(follows.text) in _JOINING and not held)
        aged = follows.pos_ == "NUM" and plain(doc[min(end + 2, len(doc) - 1)].text) == "ans"
        if len(found) == 1 and goes_on and not (aged and second.kind == "person"):
            return []  # a list goes on; not « le ministre, Ali Diallo, et son homologue »
    return found


def _shares(whole: Candidate, rest: Sequence[Candidate], view: View) -> list[Candidate]:
    """« Quatre personnes, trois Indiens et un Népalais, »: those of whom a count is made up, told with it."""
    doc, comma = view.doc, _end(whole.token)
    total = _value(whole.token)
    if whole.kind != "words" or total is None or comma is None or doc[comma].text != ",":
        return []
    found: list[Candidate] = []
    counts = []
    for c in rest:
        between = doc[(found[-1].token if found else doc[comma]).i + 1 : c.token.i]
        value = _value(c.token)
        if value is None or len(between) > SHARE or any(t.pos_ in ("VERB", "AUX") for t in between):
            break
        found.append(c)
        counts.append(value)
        if sum(counts) >= total:
            break
    return found if len(found) > 1 and sum(counts) == total else []


SHARE = 6  # tokens from one of the counts to the next


def _value(token: Token) -> int | None:
    """How many a noun is told to be, in a number right before it; one for « un », « une »."""
    for child in token.children:
        if child.i < token.i and child.dep_ in ("nummod", "det"):
            value = int(child.text) if child.text.isdigit() else word_value(child.text)
            if value is not None:
                return value
    return None


_FURTHER = re.compile(r"(?:,? et)? (?:des? |du |d['’])(?:la |l['’])?$")


def _of_the_office(first: Candidate, other: Candidate, view: View) -> bool:
    """« les ministres de la Défense et de l'Intérieur »: what one is a minister of has no part of its own."""
    if first.kind != "office" or other.kind not in (*BODY_KINDS, "words") or other.token.i < first.token.i:
        return False
    office = view.ref(first.token)
    if office is None or not _MINISTER.search(plain(office.entity.text)):
        return False
    ref = view.ref(other.token)
    start = ref.start if ref is not None else other.token.idx
    between = view.text[office.end : start + 2 if view.text[start : start + 2] in ("l'", "l’") else start]
    return view.text[start:].lstrip("l'’")[:1].isupper() and _FURTHER.fullmatch(between) is not None


@once
def _end(head: Token) -> int | None:
    """Where a noun phrase ends: the next mark, conjunction or verb; None at the sentence's end."""
    tokens, i = head.doc.tokens, head.i
    for j in range(i + 1, min(len(tokens), i + REACH)):
        token = tokens[j]
        word = plain(token.text)
        if word in ("et", ",") and j + 1 < len(tokens):
            if word == "et" and plain(tokens[j + 1].text) in _OF:
                continue  # « le directeur de la police et de la sûreté, X »
            further = word == "et" or (j + 2 < len(tokens) and plain(tokens[j + 2].text) in ("et", ","))
            if further and tokens[j - 1].pos_ == "ADJ" == tokens[j + 1].pos_:
                continue  # « les ministres italien, tunisien et libyen, X, Y et Z »
        if token.text in _CLOSING or token.text in ":(«" or word in _JOINING:
            return j
        if token.pos_ == "AUX" or (token.pos_ == "VERB" and morph(token, "Mood")):
            return j
        if token.pos_ == "PRON" and word in ("qui", "que", "qu'", "dont"):
            return j
    return None


def _opens(doc: Doc, start: int, head: int) -> bool:
    """Whether what begins at ``start`` is the noun phrase of ``head``, with nothing else before it."""
    words = doc[start:head]
    return all(t.pos_ in _NOUNS or t.text == "-" or plain(t.text) in _NOW for t in words) and len(words) <= 4


def _may_be_one(first: Candidate, second: Candidate, home: str | None) -> bool:
    a, b = first.entity, second.entity
    if a.id and b.id:
        # « le patron de la police, le général X »: the body through whom he is told
        through = first.kind == "office" and is_person(second) and not a.id.islower()
        return a.id == b.id or through
    # A general of no country told is taken for one of the article's: « le chef d'état-major béninois, le
    # général X » in an article on Togo.
    taken_for_home = is_person(second) and b.country == home
    if a.country and b.country and a.country != b.country and not taken_for_home:
        return False
    if second.kind in ("capital", "metonym") or first.kind in ("capital", "metonym"):
        return False
    return bool(a.id or b.id) or second.kind == "person" or first.kind == "person" or _says(second.token)


def _says(token: Token) -> bool:
    """« …, l'unité de Sfax, »: a noun with the definite article, or with none."""
    articles = [plain(c.text) for c in token.children if c.dep_ == "det"]
    return not articles or articles[0] in ("le", "la", "l'", "les")


def _of(token: Token) -> bool:
    return preposition(token) in ("de", "d'")


def _plural(token: Token) -> bool:
    return "Plur" in morph(token, "Number")
