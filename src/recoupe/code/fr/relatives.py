"""Who plays a part in a deed told by a noun, by the clause that tells more of it.

« l'attaque qui a coûté la vie à dix soldats », « l'assaut que la secte a donné à la garnison », « un raid
imputé au groupe », « l'embargo visant la Libye », « l'attentat où le groupe a tué dix personnes ».
"""

from __future__ import annotations

from recoupe.code.fr import tree
from recoupe.code.fr.parse import Token
from recoupe.code.fr.tokens import once
from recoupe.code.fr.words import plain, verb_lemmas

# What the verb of the clause says of the deed: that it is done, whose it is said to be, whom it meets.
_DOES = frozenset(
    ("donner", "mener", "lancer", "commettre", "perpetrer", "executer", "conduire", "operer", "effectuer",
     "diriger", "conclure", "passer", "imposer", "decreter", "prononcer", "decider", "infliger",
     "prendre", "adopter", "ordonner", "organiser", "tenir", "monter", "declencher", "engager", "adresser",
     "presenter", "deposer", "formuler", "ouvrir", "fournir", "livrer", "offrir", "accorder", "promettre",
     "dispenser", "assurer", "nouer", "entretenir", "faire", "negocier", "parapher", "ratifier")
)  # fmt: skip
_ASCRIBES = frozenset(("imputer", "attribuer", "revendiquer", "reprocher", "assumer", "signer"))
MEETS = frozenset(
    ("viser", "cibler", "frapper", "toucher", "affecter", "concerner", "tuer", "blesser", "couter",
     "endeuiller", "faucher", "decimer", "emporter", "peser", "atteindre", "lier", "unir", "reunir",
     "rassembler", "associer", "secouer", "ravager", "detruire", "epargner")
)  # fmt: skip
_OBJECT = ("que", "qu'")
_PLACE = ("ou", "dont", "lequel", "laquelle", "lesquels", "lesquelles", "duquel", "auquel")
_MARKERS = ("à", "contre", "avec", "sur", "entre", "au profit de", "auprès de")

# Of those, whom a frame's slots can take.
DONE_BY = frozenset(("clause-by/does", "clause-by/ascribes", "clause-à/ascribes"))
DONE_TO = frozenset(("clause-obj/meets", "clause-sur/meets", "clause-à/does", "clause-contre/does"))


@once
def told_by_clause(noun: Token) -> list[tuple[Token, str]]:
    """Those in the clauses that hang on a noun, each with how: which of the clause's parts, of what verb."""
    found: list[tuple[Token, str]] = []

    def put(arguments: list[tree.Argument], how: str) -> None:
        found.extend((a.token, how) for a in arguments)

    for verb in noun.children:
        if verb.i < noun.i or not verb.dep_.startswith("acl"):
            continue
        passive = tree.is_passive(verb)
        pronoun = next((plain(c.text) for c in noun.doc[noun.i + 1 : verb.i] if _relative(c)), "")
        kind = _kind(verb)
        if pronoun in _PLACE:
            put(tree.logical_subjects(verb), f"where-subj/{kind}")
            put(tree.objects(verb), f"where-obj/{kind}")
            continue
        if passive or pronoun in _OBJECT:
            put(tree.logical_subjects(verb), f"clause-by/{kind}")
        else:
            put(tree.objects(verb), f"clause-obj/{kind}")
        for marker in _MARKERS:
            put(tree.complements(verb, marker), f"clause-{marker}/{kind}")
    return found


def _relative(token: Token) -> bool:
    return plain(token.text) in ("qui", *_OBJECT, *_PLACE)


def _kind(verb: Token) -> str:
    lemmas = set(verb_lemmas(verb.text))
    for name, verbs in (("ascribes", _ASCRIBES), ("does", _DOES), ("meets", MEETS)):
        if lemmas & verbs:
            return name
    return "other"
