"""Who suffers an act, or does another, and so has not done it."""

from __future__ import annotations

from recoupe.code.fr.evidence import ELSEWHERE, Candidate
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.mended_trees import number_of
from recoupe.code.fr.scenes import dies
from recoupe.code.fr.tree import (
    ancestors,
    conjuncts,
    first_of_row,
    is_passive,
    logical_subjects,
    preposition,
    surface_subjects,
)
from recoupe.code.fr.words import verb_lemmas

# What is done to persons, groups and goods; a state named beside it is where, or whose, not to whom.
OF_PERSONS = ("arrest", "dismantle", "seize", "foil", "deport", "convict", "investigate", "release")


def has_not_done(c: Candidate, hit: Hit, grammar: str | None) -> bool:
    """Whether one told ``grammar`` (``evidence.grammar``) suffers the act of a trigger, or does another."""
    return (
        _headed(c, hit)
        or undergoes(c, hit, grammar)
        or _of_who_suffers(c, hit)
        or _beside_doer(c, hit)
        or endures(c, hit, grammar)
        or _does_another(c, hit)
        or suffers(c, hit)
        or _suffers_in_it(c, hit)
    )


def _of_who_suffers(c: Candidate, hit: Hit) -> bool:
    """« un convoi de l'armée est tombé dans une embuscade »: who owns what suffers has not laid it."""
    suffers = hit.frame.type == "ASSAULT" and hit.frame.recipient[:1] == ("subj",)
    if hit.nominal or not suffers or c.kind in ELSEWHERE:
        return False
    return any(
        one.token.left_edge.i <= c.token.i <= one.token.right_edge.i for one in surface_subjects(hit.token)
    )


def _suffers_in_it(c: Candidate, hit: Hit) -> bool:
    """« Six hommes ont été arrêtés lors d'une opération conjointe »: they conduct no operation.

    Nor has led an attack who « a trouvé la mort » in it.
    """
    above = hit.token.head
    verb = above.head if above.pos_ == "ADV" else above  # « lors d'une opération »
    if not hit.nominal or not hit.token.dep_.startswith("obl") or c.kind in ELSEWHERE:
        return False
    one = first_of_row(c.token) if c.token.dep_ == "conj" else c.token
    if one.head.i != verb.i:
        return False
    return (one.dep_ == "nsubj:pass" and is_passive(verb)) or (one.dep_ == "nsubj" and dies(verb))


def _beside_doer(c: Candidate, hit: Hit) -> bool:
    """« la Tanzanie et le Mozambique, qui a déployé des soldats »: the first has not."""
    noun = hit.token.head
    if hit.token.dep_ != "acl:relcl" or noun.dep_ != "conj" or c.kind in ELSEWHERE:
        return False
    row = conjuncts(first_of_row(noun))
    return any(t.i == c.token.i for t in row) and c.token.i < noun.i and number_of(hit.token) == "Sing"


def suffers(c: Candidate, hit: Hit) -> bool:
    """« Félix B. a été extradé », « Relaxé mardi, Ihsane… »: the subject of a passive does not do it."""
    verb, one = hit.token, c.token
    if (
        hit.nominal
        or hit.frame.sides
        or (hit.frame.type == "MOBILIZE" and verb.dep_ != "acl")  # « la force est déployée »: it moves
        or hit.frame.actor[:1] not in (("subj",), ("par",))
        or not is_passive(verb)
    ):
        return False
    if c.kind in ELSEWHERE:
        return False
    one = one.head if one.dep_ in ("appos", "flat:name") and one.head.i != one.i else one
    one = first_of_row(one) if one.dep_ == "conj" else one  # « Le maire et deux policiers ont été tués »
    bare = not any(a.dep_.startswith("aux") for a in verb.children)
    if verb.dep_ == "advcl" and bare and verb.i < one.i:  # « Livré aux États-Unis en 2022, il a écopé… »
        return one.dep_.startswith("nsubj") and one.head.i == verb.head.i
    return (one.dep_ == "nsubj:pass" and one.head.i == verb.i) or (
        bare and verb.dep_ == "acl" and verb.head.i == one.i
    )


_DESCRIBES = frozenset(
    ("rechercher", "reclamer", "viser", "accuser", "soupconner", "poursuivre", "connaitre", "signaler",
     "sanctionner", "fournir", "transmettre", "communiquer", "condamner", "inculper")
)  # fmt: skip


def _does_another(c: Candidate, hit: Hit) -> bool:
    """« Arrêté par la police, il nie »: whose deed another verb is than one with a subject.

    « l'arrestation d'un homme recherché par Interpol »: who wants him has not arrested him.
    """
    verb, one = hit.token, first_of_row(c.token) if c.token.dep_ == "conj" else c.token
    other = one.head
    if c.kind in ELSEWHERE or other is verb or other.pos_ != "VERB":
        return False
    by = preposition(one) == "par"
    if hit.frame.mode in OF_PERSONS and other.dep_ == "acl" and by:
        if not _DESCRIBES.isdisjoint(verb_lemmas(other.text)) and other.head.i not in hit.words:
            return True
    if hit.nominal:
        return False
    if by and verb.dep_ in ("acl", "advcl") and verb.i < other.i < c.token.i:
        bare = not any(a.dep_.startswith("aux") for a in verb.children)
        if bare and is_passive(other) and any(t is other for t in ancestors(verb)):
            return True  # « Condamné en 2019, il a été gracié par la junte »
    if verb.dep_ == "acl:relcl" and c.token in (verb.head, verb.head.head):
        return False  # « montés par le Masak, qui a gelé les avoirs »
    own = any(s.dep_.startswith("nsubj") and s.i < verb.i for s in verb.children)
    return own and c.token.i < verb.i and by and is_passive(other)


_ENDURED = (*OF_PERSONS, "allege", "expel")


def endures(c: Candidate, hit: Hit, grammar: str | None) -> bool:
    """« Le principal accusé, X, a écopé de douze ans »: to the subject of such a verb it is done."""
    if hit.nominal or hit.frame.mode not in _ENDURED or c.kind in ELSEWHERE or is_passive(hit.token):
        return False
    subject = grammar in ("subj", "subj+") and first_of_row(c.token).dep_ == "nsubj"
    return subject and hit.frame.recipient[:1] == ("subj",) and "subj" not in hit.frame.actor


def undergoes(c: Candidate, hit: Hit, grammar: str | None) -> bool:
    """« Des avions français ont survolé Damas »: the object of a verb whose subject acts does nothing."""
    if hit.nominal or hit.frame.sides or grammar not in ("obj", "obj+") or c.kind in ELSEWHERE:
        return False
    if c.token.dep_ not in ("obj", "conj") or c.token.i < hit.token.i or is_passive(hit.token):
        return False
    return hit.frame.actor[:1] in (("subj",), ("none",)) and "obj" not in hit.frame.actor


def _headed(c: Candidate, hit: Hit) -> bool:
    """« Le chef de la police a démissionné »: the police has not."""
    if hit.frame.mode != "resign" or c.kind in ELSEWHERE or preposition(c.token) not in ("de", "d'"):
        return False
    return any(a.token.i == c.token.head.i for a in logical_subjects(hit.token))
