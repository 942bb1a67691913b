"""Errors of the parser that the order of the words gives away, set right before anyone reads the tree."""

from __future__ import annotations

from recoupe.code.fr.mended_amounts import mend_amounts
from recoupe.code.fr.mended_clauses import mend_clauses
from recoupe.code.fr.mended_forms import mend_forms
from recoupe.code.fr.mended_gifts import mend_gifts
from recoupe.code.fr.mended_names import mend_names
from recoupe.code.fr.mended_rows import mend_rows
from recoupe.code.fr.mended_subjects import mend_subjects
from recoupe.code.fr.mended_trees import mend_trees, move, subject_relation
from recoupe.code.fr.tokens import Doc, Token, morph


def mend(doc: Doc) -> None:
    """Give each verb of a row its own object.

    Of « a démantelé un réseau et arrêté neuf suspects » the parser hangs both objects on the first verb. What
    stands right behind the second is its own where the first has an object already; where it has none the
    object is of both (« a formé et équipé les unités ») and is left where it is.
    """
    mend_names(doc)
    mend_amounts(doc)
    mend_forms(doc)
    mend_trees(doc)
    mend_gifts(doc)
    mend_rows(doc)
    mend_clauses(doc)
    mend_subjects(doc)
    for token in doc:
        verb = _own_verb(token)
        if verb is not None:
            move(token, verb, "obj")
        _hang_participle(token)
        _object_described(token)
        _joined(token)
    _turn(doc)


def _own_verb(token: Token) -> Token | None:
    """The later verb of a row that stands right before what hangs on an earlier one."""
    head = token.head
    if token.dep_ not in ("obj", "obl:mod", "obl:arg") or head.i >= token.i:
        return None
    if token.pos_ not in ("NOUN", "PROPN", "NUM") or any(c.dep_ == "case" for c in token.children):
        return None
    first = token.left_edge.i
    verb = token.doc[first - 1]
    row = verb.dep_ == "conj" and verb.head is head and verb.pos_ == "VERB" and verb.i > head.i
    has = any(c.dep_ == "obj" and head.i < c.i < verb.i for c in head.children)
    return verb if row and has and not any(c.dep_ == "obj" for c in verb.children) else None


def _hang_participle(verb: Token) -> None:
    """« Rome a expulsé sept agents, accusés de vol »: those who are accused agree with the participle."""
    main = verb.head
    if verb.dep_ not in ("advcl", "xcomp") or verb.pos_ != "VERB" or "Part" not in morph(verb, "VerbForm"):
        return
    if main.i > verb.i or any(c.dep_.startswith(("nsubj", "aux", "mark", "case")) for c in verb.children):
        return
    if not verb.i or verb.doc[verb.i - 1].text != ",":
        return
    subject = next((c for c in main.children if c.dep_.startswith("nsubj")), None)
    objects = [c for c in main.children if c.dep_ == "obj" and c.i < verb.i]
    if subject is not None and objects and _agree(verb, objects[-1]) and not _agree(verb, subject):
        move(verb, objects[-1], "acl")


def _object_described(verb: Token) -> None:
    """« ont arrêté, jeudi, un homme soupçonné de vol »: a participle without auxiliary has no subject."""
    main = verb.head
    if verb.dep_ not in ("advcl", "ccomp", "conj", "parataxis") or "Part" not in morph(verb, "VerbForm"):
        return
    if main.pos_ != "VERB" or any(c.dep_.startswith(("aux", "cop", "mark", "obj")) for c in verb.children):
        return
    described = [c for c in verb.children if c.dep_.startswith("nsubj") and c.pos_ != "PRON"]
    if len(described) != 1 or any(c.dep_ in ("obj", "ccomp") for c in main.children):
        return
    noun = described[0]
    passive = any(c.dep_ == "aux:pass" for c in main.children)
    if passive or noun.right_edge.i != verb.i - 1 or noun.left_edge.i <= main.i or not _agree(verb, noun):
        return
    noun.pos_ = "NOUN" if noun.pos_ == "ADJ" else noun.pos_
    move(noun, main, "obj")
    move(verb, noun, "acl")


def _joined(token: Token) -> None:
    """« les ministres italien et tunisien », « du kif, à Béchar et Naâma »: to what stands before « et »."""
    if token.dep_ != "conj" or token.i < 2 or token.doc[token.i - 1].text != "et":
        return
    before = token.doc[token.i - 2]
    if token.pos_ == "ADJ" and before.pos_ == "ADJ" and before.dep_ == "amod" and before.head is token.head:
        move(token, before, "conj")
    elif token.pos_ == "PROPN" == before.pos_ and token.head.pos_ == "NOUN" and token.head.i < before.i:
        name = before.head if before.dep_.startswith("flat") else before
        behind = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
        if name.dep_.startswith("obl") and (behind is None or behind.pos_ != "ADP"):
            move(token, name, "conj")


def _agree(one: Token, other: Token) -> bool:
    """Whether number and gender may be the same, as far as the two words tell."""
    pairs = ((morph(one, f), morph(other, f)) for f in ("Number", "Gender"))
    return all(not a or not b or a == b for a, b in pairs)


def _turn(doc: Doc) -> None:
    """« Ont été arrêtés deux Belges, un Français et trois Marocains »: no auxiliary is a subject."""
    first = doc[0] if len(doc) else None
    if first is None or first.pos_ != "AUX" or not first.dep_.startswith("nsubj"):
        return
    first.dep_ = "aux:tense"
    verb = first.head
    bare = [
        c
        for c in verb.children
        if c.i > verb.i and c.pos_ in ("NOUN", "PROPN") and c.dep_ in ("dep", "obj", "obl:mod")
        if not any(x.dep_ == "case" for x in c.children) and any(x.i < c.i for x in c.children)
    ]
    if bare:
        bare[0].dep_ = subject_relation(verb)
        for other in bare[1:]:
            for last in (c for c in other.children if c.dep_ == "conj"):
                move(last, bare[0], "conj")
            move(other, bare[0], "conj")
