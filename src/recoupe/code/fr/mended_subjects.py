"""A finite verb that the parser leaves without a subject: it stands before it, past what is between commas.

« La France rompt, et le Premier ministre irakien, en visite jeudi, a condamné l'attaque »: the parser joins
the minister to what was done before; so it does with « …, la Belgique en a arrêté six ». French has no finite
verb without a subject but the imperative, one that shares that of a verb before, and one whose subject stands
behind it.
"""

from __future__ import annotations

from recoupe.code.fr.mended_trees import NOMINAL, crown, finite, move, number_of, subject_relation, subjects
from recoupe.code.fr.tokens import Doc, Token, morph
from recoupe.code.fr.words import plain

_OPENS = frozenset(
    ("et", "mais", "ou", "que", "qu'", "tandis", "alors", "lorsque", "quand", "puis", "car", "or")
)
_MARKS = frozenset(",;:.«»–—-")
# A clause with one of these has its subject in it, or behind the verb.
_TAKEN = frozenset(("qui", "il", "on", "ce", "c'", "que", "qu'", "ou", "dont", "-t-il", "%"))
_TIMES = frozenset(("annee", "mois", "jour", "an", "semaine", "soir", "matin", "heure", "%"))
_INSET = 30  # words that may stand between the two commas
_OWN = ("PRON", "AUX", "ADV", "PART")


def mend_subjects(doc: Doc) -> None:
    """Give each finite verb that has none the subject before it."""
    for verb in doc:
        if verb.pos_ in ("VERB", "AUX") and _lone(verb):
            noun = _before(verb)
            if noun is not None:
                _give(noun, verb)


def _lone(verb: Token) -> bool:
    if not finite(verb) or subjects(verb) or verb.dep_.startswith(("aux", "cop")):
        return False
    if any(c.dep_.startswith(("expl:subj", "csubj", "cc", "mark", "parataxis")) for c in verb.children):
        return False
    if any(plain(c.text) in _TAKEN for c in verb.children):
        return False
    if "Imp" in morph(verb, "Mood") or "1" in morph(verb, "Person") or "2" in morph(verb, "Person"):
        return False
    above = verb
    while above.dep_ == "conj" and above.head is not above:
        above = above.head
        if subjects(above) or any(plain(c.text) in ("qui", "il", "on") for c in above.children):
            return False
    return True


def _before(verb: Token) -> Token | None:
    """The noun phrase before a verb that opens its clause, past one inset between commas."""
    doc, first = verb.doc, verb.i
    while first and doc[first - 1].pos_ in _OWN and verb in (doc[first - 1].head, doc[first - 1].head.head):
        first -= 1
    end = first - 1
    if end < 0:
        return None
    if doc[end].text != ",":
        return _opening(doc[end], verb)
    for i in range(end - 1, max(0, end - _INSET), -1):
        if doc[i].text in ".;:«»":
            return None
        if doc[i].text == ",":
            found = _opening(doc[i - 1], verb)
            if found is not None:
                return found
    return None


def _opening(last: Token, verb: Token) -> Token | None:
    """The head of the phrase that ends with a word, where the phrase opens a clause and may be a subject."""
    doc, noun = last.doc, last
    while True:
        if noun.pos_ in NOMINAL and noun.pos_ != "PRON" and _free(noun, verb):
            own = [c for c in noun.children if c.i < noun.i and c.dep_ in ("det", "nummod", "amod")]
            first = min([noun.i, *(c.i for c in own)])
            if own or noun.pos_ == "PROPN":
                if not first or doc[first - 1].text in _MARKS or plain(doc[first - 1].text) in _OPENS:
                    return noun
        if noun.head is noun or noun.head.i > noun.i:
            return None
        noun = noun.head


def _free(noun: Token, verb: Token) -> bool:
    """Whether a noun may be the subject: of no other clause, and of the verb's number."""
    if any(c.dep_ == "case" for c in noun.children) or plain(noun.text).rstrip("s") in _TIMES:
        return False
    if noun.dep_.startswith("nsubj") and finite(noun.head) and noun.head is not verb:
        return False
    number, mine = number_of(verb), morph(noun, "Number")
    return number is None or not mine or mine == [number]


def _give(noun: Token, verb: Token) -> None:
    if any(above is noun for above in verb.ancestors):
        if noun.head is noun:
            crown(verb)
        else:
            move(verb, noun.head, noun.dep_)
    move(noun, verb, subject_relation(verb))
