"""Two subjects that the parser gives one verb, where a relative or a condition stands between them; a part
of a whole for the whole.

French gives a verb one nominal subject. Where a tree has two, the word between them that opens a clause tells
whose each is.
"""

from __future__ import annotations

from recoupe.code.fr.mended_trees import (
    NOMINAL,
    crown,
    finite,
    move,
    number_of,
    subject_relation,
    subjects,
)
from recoupe.code.fr.tokens import Doc, Token, morph
from recoupe.code.fr.words import plain

_HUNG = ("advcl", "conj", "parataxis", "ccomp", "acl")
_WHICH = frozenset(("lequel", "laquelle", "lesquels", "lesquelles"))
_RELATIVES = frozenset(("dont", "ou", "que", "qu'"))


def mend_clauses(doc: Doc) -> None:
    """Give each of two subjects of a verb the verb of its own clause."""
    _titled(doc)
    for verb in doc:
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        _which(verb)
        _some_of(verb)
        _agreed(verb)
        _described(verb)
        _one_auxiliary(verb)
        named = [s for s in subjects(verb) if s.pos_ in NOMINAL and s.i < verb.i]
        if len(named) == 2:
            any(rule(verb, *named) for rule in (_apposed, _condition, _inverted, _relative))


def _which(verb: Token) -> None:
    """« au Ghana, lequel a condamné l'attaque »: without a preposition it is the subject."""
    if not subjects(verb):
        for token in verb.children:
            if plain(token.text) in _WHICH and not any(c.dep_ == "case" for c in token.children):
                token.dep_ = subject_relation(verb)
                return


def _some_of(verb: Token) -> None:
    """« six marins, dont deux Ghanéens, ont été remis »: the whole is the subject, not its part."""
    told = subjects(verb)
    if len(told) != 1 or told[0].i > verb.i or not any(c.dep_ == "nummod" for c in told[0].children):
        return
    doc, part = verb.doc, told[0]
    first = part.left_edge.i
    opened = next((i for i in (first, first - 1) if plain(doc[i].text) == "dont"), 0)
    if opened < 2 or doc[opened - 1].text != "," or doc[_end(part) + 1].text != ",":
        return
    whole = doc[opened - 2]
    while whole.dep_ in ("nmod", "amod", "flat:name", "acl") and whole.head.i < whole.i:
        whole = whole.head
    if whole.pos_ in NOMINAL:
        move(whole, verb, part.dep_)
        move(part, whole, "nmod")


def _agreed(verb: Token) -> None:
    """« l'embargo sur les armes qui frappait la Centrafrique »: a relative is of the noun in its number.

    « la Tanzanie et le Mozambique, qui a déployé des soldats »: of the second alone.
    """
    noun, number = verb.head, number_of(verb)
    if verb.dep_ != "acl:relcl" or number is None or noun.i > verb.i:
        return
    if not any(plain(c.text) == "qui" and c.dep_.startswith("nsubj") for c in verb.children):
        return
    row = [c for c in noun.children if c.dep_ == "conj" and c.pos_ in NOMINAL and noun.i < c.i < verb.i]
    if row and number == "Sing":
        move(verb, row[-1], "acl:relcl")
        return
    while noun.pos_ == "NOUN" and noun.head.i < noun.i and morph(noun, "Number") not in ([], [number]):
        before = [c for c in noun.head.children if c.dep_ == "obj" and c.i < noun.i]
        noun = before[-1] if before and noun.dep_.startswith("obl") else noun.head
    if noun is not verb.head and noun.pos_ == "NOUN" and morph(noun, "Number") == [number]:
        move(verb, noun, "acl:relcl")


def _described(verb: Token) -> None:
    """« ses relations avec l'Iran, accusé de soutenir »: a participle agrees with what it describes."""
    doc, noun = verb.doc, verb.head
    if verb.dep_ != "acl" or noun.pos_ != "NOUN" or noun.i > verb.i - 3 or doc[verb.i - 1].text != ",":
        return
    if "Part" not in morph(verb, "VerbForm") or not _unlike(verb, noun):
        return
    other = doc[verb.i - 2]
    while other.dep_ in ("flat:name", "amod", "nmod") and other.pos_ not in ("NOUN", "PROPN"):
        other = other.head
    named = other.i != noun.i and other.pos_ == "PROPN" and noun in other.ancestors
    if named and number_of(other) in (None, number_of(verb)):
        move(verb, other, "acl")


def _unlike(verb: Token, noun: Token) -> bool:
    """Whether gender or number of a participle and a noun, where both are known, are not the same."""
    told = [(morph(verb, f), morph(noun, f)) for f in ("Gender", "Number")]
    return any(a and b and a != b for a, b in told)


def _titled(doc: Doc) -> None:
    """« Sahel : la France annonce son retrait »: what is told is the clause, whatever it is headed by."""
    colon = next((t for t in doc[1:4] if t.text == ":"), None)
    if colon is None or colon.i + 1 == len(doc):
        return
    root = next(t for t in doc if t.head is t)
    clause = next((c for c in root.children if c.dep_ == "parataxis" and c.i > colon.i and finite(c)), None)
    if clause is None or root.i > colon.i or root.pos_ not in NOMINAL or finite(root):
        return
    if not any(t.pos_ in ("VERB", "AUX") for t in doc[: colon.i]):
        crown(clause)


def _one_auxiliary(verb: Token) -> None:
    """« onze suspects ont été interpellés et 40 fusils saisis »: two passives, the auxiliary told once."""
    if not any(c.dep_ == "aux:pass" for c in verb.children):
        return
    for noun in verb.children:
        if noun.dep_ != "conj" or noun.pos_ not in NOMINAL or noun.i < verb.i:
            continue
        second = next(
            (c for c in noun.children if c.dep_ in ("acl", "amod") and c.pos_ == "VERB" and c.i > noun.i),
            None,
        )
        if (
            second is None
            or "Part" not in second.morph.get("VerbForm", ())
            or second.doc[second.i - 1].text == ","
        ):
            continue
        if not any(c.dep_ in ("nummod", "det") for c in noun.children) or any(
            c.dep_ == "case" for c in noun.children
        ):
            continue
        move(second, verb, "conj")
        move(noun, second, "nsubj:pass")
        return


def _apposed(verb: Token, first: Token, second: Token) -> bool:
    """« Le patron de la police, le général Diarra, a rencontré… »: told twice, between commas."""
    before, after = verb.doc[second.left_edge.i - 1], verb.doc[_end(second) + 1]
    if before.text != "," or after.text != "," or _end(first) + 1 < before.i:
        return False
    move(second, first, "appos")
    return True


def _end(token: Token) -> int:
    """The last word of a phrase, without the mark behind it."""
    last = max(t.i for t in token.subtree)
    while token.doc[last].text == "," and last > token.i:
        last -= 1
    return last


def _condition(verb: Token, first: Token, second: Token) -> bool:
    """« La prochaine édition, si le Congrès ne rogne rien, se tiendrait »: what stands before « si »."""
    main = verb.head
    mark = next((c for c in verb.children if c.dep_ == "mark"), None)
    if mark is None or not first.i < mark.i < second.i or main.i < verb.i or main.pos_ != "VERB":
        return False
    if any(s.pos_ in NOMINAL for s in subjects(main)):
        return False
    move(first, main, subject_relation(main))
    return True


def _inverted(verb: Token, first: Token, second: Token) -> bool:
    """« un convoi où avaient pris place trois cents hommes passait »: behind the verb of a relative."""
    inner = next((c for c in first.children if c.dep_ == "acl:relcl" and first.i < c.i < second.i), None)
    if inner is None or subjects(inner) or second.left_edge.i <= inner.i:
        return False
    if any(t.text == "," for t in verb.doc[inner.i : second.i]):
        return False
    move(second, inner, subject_relation(inner))
    return True


def _relative(verb: Token, first: Token, second: Token) -> bool:
    """« X, dont l'armée a perdu des hommes, a limogé… »: X is the subject of what follows the relative."""
    opens = [t for t in verb.doc[first.i + 1 : second.i] if plain(t.text) in _RELATIVES]
    if not opens or any(t.text in (";", ":") for t in verb.doc[first.i : verb.i]):
        return False
    main = _main(verb)
    if main is None:
        return False
    for subject in subjects(main):
        infinitive = next((t for t in reversed(verb.doc[verb.i : subject.i]) if t.pos_ == "VERB"), None)
        if infinitive is None or infinitive.i + 1 != subject.left_edge.i:
            return False
        move(subject, infinitive, "obj")
    if verb.head is verb:
        crown(main)
    elif main.head is verb:
        move(main, verb.head, verb.dep_)
    move(first, main, subject_relation(main))
    move(verb, first, "acl:relcl")
    return True


def _main(verb: Token) -> Token | None:
    """The finite verb behind a relative that the parser hangs on its verb, or hangs it on."""
    above = verb.head
    if above.i > verb.i and above.pos_ == "VERB" and verb.dep_ in ("advcl", "ccomp", "acl", "dep"):
        return None if subjects(above) else above
    below = [
        c for c in verb.children if c.i > verb.i and c.dep_ in ("advcl", "conj", "parataxis", "ccomp", "acl")
    ]
    return next((c for c in below if finite(c) and not _introduced(c)), None)


def _introduced(verb: Token) -> bool:
    """Whether a clause has a word of its own that opens it."""
    return any(c.dep_ in ("mark", "cc") or plain(c.text) in ("qui", *_RELATIVES) for c in verb.children)
