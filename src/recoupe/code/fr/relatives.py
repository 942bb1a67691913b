"""Who plays a part in a deed told by a noun, by the clause that tells more of it.

« l'attaque qui a coûté la vie à dix soldats », « l'assaut que la secte a donné à la garnison », « un raid
imputé au groupe », « l'embargo visant la Libye », « l'attentat où le groupe a tué dix personnes ».
"""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.code.fr import tree
from recoupe.code.fr.parse import Token
from recoupe.code.fr.words import plain, verb_lemmas

# What the verb of the clause says of the deed: that it is done, whose it is said to be, whom it meets.
_DOES = frozenset(
    ("donner", "mener", "lancer", "commettre", "perpetrer", "executer", "conduire", "operer", "effectuer",
     "diriger", "signer", "conclure", "passer", "imposer", "decreter", "prononcer", "decider", "infliger",
     "prendre", "adopter", "ordonner", "organiser", "tenir", "monter", "declencher", "engager", "adresser",
     "presenter", "deposer", "formuler", "ouvrir", "fournir", "livrer", "offrir", "accorder", "promettre",
     "dispenser", "assurer", "nouer", "entretenir", "faire", "negocier", "parapher", "ratifier")
)  # fmt: skip
_ASCRIBES = frozenset(("imputer", "attribuer", "revendiquer", "reprocher", "assumer", "signer"))
_MEETS = frozenset(
    ("viser", "cibler", "frapper", "toucher", "affecter", "concerner", "tuer", "blesser", "couter",
     "endeuiller", "faucher", "decimer", "emporter", "peser", "atteindre", "lier", "unir", "reunir",
     "opposer", "engager", "rassembler", "associer", "secouer", "ravager", "detruire", "epargner")
)  # fmt: skip
_OBJECT = ("que", "qu'")
_PLACE = ("ou", "dont", "lequel", "laquelle", "lesquels", "lesquelles", "duquel", "auquel")
_MARKERS = ("à", "contre", "avec", "sur", "entre", "au profit de", "auprès de")

# Of those, whom a frame's slots can take.
DONE_BY = frozenset(("clause-by/does", "clause-by/ascribes", "clause-à/ascribes"))
DONE_TO = frozenset(("clause-obj/meets", "clause-à/does", "clause-contre/does"))


def told_by_clause(noun: Token) -> Iterator[tuple[Token, str]]:
    """Those in the clauses that hang on a noun, each with how: which of the clause's parts, of what verb."""
    for verb in noun.children:
        if verb.i < noun.i or not verb.dep_.startswith("acl"):
            continue
        passive = tree.is_passive(verb)
        pronoun = next((plain(c.text) for c in noun.doc[noun.i + 1 : verb.i] if _relative(c)), "")
        kind = _kind(verb)
        if pronoun in _PLACE:
            yield from ((a.token, f"where-subj/{kind}") for a in tree.logical_subjects(verb))
            yield from ((a.token, f"where-obj/{kind}") for a in tree.objects(verb))
            continue
        theirs = passive or pronoun in _OBJECT
        if theirs:
            yield from ((a.token, f"clause-by/{kind}") for a in tree.logical_subjects(verb))
        else:
            yield from ((a.token, f"clause-obj/{kind}") for a in tree.objects(verb))
        for marker in _MARKERS:
            yield from ((a.token, f"clause-{marker}/{kind}") for a in tree.complements(verb, marker))


def _relative(token: Token) -> bool:
    return plain(token.text) in ("qui", *_OBJECT, *_PLACE)


def _kind(verb: Token) -> str:
    lemmas = set(verb_lemmas(verb.text))
    for name, verbs in (("ascribes", _ASCRIBES), ("does", _DOES), ("meets", _MEETS)):
        if lemmas & verbs:
            return name
    return "other"
