"""Errors of the parser that the order of the words gives away, set right before anyone reads the tree."""

from __future__ import annotations

from recoupe.code.fr.tokens import Doc, Token


def mend(doc: Doc) -> None:
    """Give each verb of a row its own object.

    Of « a démantelé un réseau et arrêté neuf suspects » the parser hangs both objects on the first verb. What
    stands right behind the second is its own where the first has an object already; where it has none the
    object is of both (« a formé et équipé les unités ») and is left where it is.
    """
    for token in doc:
        verb = _own_verb(token)
        if verb is not None:
            _move(token, verb, "obj")
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
        bare[0].dep_ = "nsubj:pass" if any(c.dep_ == "aux:pass" for c in verb.children) else "nsubj"
        for other in bare[1:]:
            for last in (c for c in other.children if c.dep_ == "conj"):
                _move(last, bare[0], "conj")
            _move(other, bare[0], "conj")


def _move(token: Token, head: Token, dep: str) -> None:
    token.head.children = tuple(c for c in token.head.children if c is not token)
    token.head, token.dep_ = head, dep
    head.children = tuple(sorted((*head.children, token), key=lambda c: c.i))
