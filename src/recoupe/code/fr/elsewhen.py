"""Times of a sentence that cannot be a statement's, whatever else is known of them."""

from __future__ import annotations

from recoupe.code.fr import hanging, tree
from recoupe.code.fr.parse import Token
from recoupe.code.fr.subject import COUNTED_BY_FORCE, Subject
from recoupe.code.fr.words import plain, verb_lemmas
from recoupe.resolve.time import Time

_NEWS = frozenset(("annoncer", "indiquer", "reveler", "rapporter", "confirmer", "affirmer"))
_FORCE = COUNTED_BY_FORCE | {"COERCE", "ASSAULT"}
_STILL = ("pres", "fut", "future")


def undated(subject: Subject, time: Time) -> bool:
    """Whether a statement has no time of that kind: a strength counted, a request that something was done at.

    « une cellule de sept membres a été démantelée lundi »; « a bombardé lundi, à la demande du voisin ».
    """
    if subject.group == "figure":
        return subject.label == "members" and time.kind == "point"
    return subject.nominal and subject.group == "event" and _beside_a_deed(subject)


def _beside_a_deed(subject: Subject) -> bool:
    token = subject.token
    before = [plain(t.text) for t in token.doc[max(0, token.i - 2) : token.i]]
    if subject.label == "REQUEST":
        return before in (["a", "la"], ["a", "l'"]) or before[-1:] == ["sur"]
    return subject.label == "CONSULT" and before == ["sous", "la"]


_WORDS = frozenset(("SUPPORT", "ACCUSE", "REQUEST", "REJECT", "THREATEN"))


def reacts(subject: Subject) -> bool:
    """Whether one not met before has his say (« Washington a salué l'accord »): no day is told of that."""
    words = subject.group == "event" and subject.label in _WORDS and subject.mode != "sign"
    return words and subject.actor == "new"


def elsewhen(subject: Subject, time: Time, anchor: Token, published: str | None) -> bool:
    """Whether a time of the sentence is of another deed, or of the telling."""
    if undated(subject, time):
        verb = tree.verb_above(anchor)
        # « à la demande du voisin, qui l'avait reçu en mai »: of the clause, not of the asking
        clause = verb is not None and subject.token.i in tree.above(verb)
        return clause or subject.token.i not in tree.above(anchor)
    if time.kind != "point" or time.last is None:
        return False
    verb = tree.verb_above(anchor)
    if verb is None or verb.i == subject.token.i:
        return False
    fine = time.grain in ("day", "night", "part")
    return (fine and _as_news(subject, anchor, verb)) or _still(subject, time, verb, published)


def _as_news(subject: Subject, anchor: Token, verb: Token) -> bool:
    """« a annoncé lundi l'arrestation de deux hommes »: the day on which force is made known."""
    if subject.label not in _FORCE or anchor.head.i != verb.i or _NEWS.isdisjoint(verb_lemmas(verb.text)):
        return False
    path = [subject.token, *tree.ancestors(subject.token)]
    at = next((n for n, t in enumerate(path) if t.i == verb.i), 0)
    return at > 0 and path[at - 1].dep_.split(":")[0] in ("obj", "ccomp", "xcomp")


def _still(subject: Subject, time: Time, verb: Token, published: str | None) -> bool:
    """« a coupé lundi les ponts avec X, qu'il accuse… »: what is so, or will be, beside what was done."""
    token = subject.token
    if subject.group == "figure" or token.pos_ not in ("VERB", "AUX"):
        return False
    tense = hanging.tense(token)
    if tense not in _STILL or hanging.tense(verb) != "perfect" or published is None:
        return False
    if time.last is None or time.last > published:  # « est attendu dimanche à Rome, où se réuniront… »
        return False
    if tense == "pres" and token.dep_.split(":")[0] in ("ccomp", "xcomp"):
        return False
    own = token.dep_ == "acl:relcl" or any(c.dep_.startswith("nsubj") for c in token.children)
    return own and not any(t.i == token.i for t in tree.ancestors(verb))
