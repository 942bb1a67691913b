"""Who does what an infinitive tells under a verb that lets, asks or makes another do it.

« La France a appelé le Mali à libérer les détenus »: Mali is to free them. The verbs are those of object
control (Grevisse and Goosse, Le bon usage, 2016, on the subject of the infinitive): with a direct object, or
with one behind « à ».
"""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.code.fr.tokens import Token
from recoupe.code.fr.words import plain, verb_lemmas

_DIRECT = frozenset(
    ("appeler", "inviter", "exhorter", "autoriser", "contraindre", "obliger", "forcer", "encourager",
     "inciter", "pousser", "amener", "aider", "charger", "presser", "sommer", "prier", "accuser",
     "soupconner", "empecher", "dissuader", "persuader", "convaincre", "conduire", "engager",
     "habiliter", "mandater", "preparer", "condamner", "supplier")
)  # fmt: skip
_DATIVE = frozenset(
    ("permettre", "demander", "ordonner", "enjoindre", "interdire", "proposer", "conseiller", "recommander",
     "reprocher", "imposer", "commander", "suggerer", "intimer", "prescrire", "reclamer", "valoir")
)  # fmt: skip
_SUSPECTS = frozenset(("accuser", "soupconner"))
_CLITICS = ("le", "la", "les", "l'", "lui", "leur", "nous")


def let_do(infinitive: Token) -> Iterator[Token]:
    """Whom the verb above has do what the infinitive tells; nothing where it is the verb's own subject."""
    verb = infinitive.head
    if infinitive.dep_ == "conj":
        return  # « a reproché à Lomé ses expulsions et a demandé une enquête »
    names = set(verb_lemmas(verb.text)) if verb.pos_ in ("VERB", "AUX") else set()
    if names & _DIRECT:
        wanted = None
    elif names & _DATIVE:
        wanted = "à"
    else:
        return
    for child in verb.children:
        if child is infinitive or child.pos_ not in ("NOUN", "PROPN", "PRON", "NUM"):
            continue
        if plain(child.text) in ("que", "qu'") and names & _SUSPECTS and verb.dep_ == "acl:relcl":
            yield verb.head  # « le Venezuela, que Bogota accuse d'abriter … »
            continue
        if child.pos_ == "PRON" and child.i < verb.i:
            if plain(child.text) in _CLITICS and not child.dep_.startswith("nsubj"):
                yield child
            continue
        case = next((plain(c.text) for c in child.children if c.dep_ == "case"), None)
        if (wanted is None and child.dep_ == "obj" and case is None) or (
            wanted and child.dep_.startswith(("obl", "iobj", "obj")) and case in ("a", "au", "aux")
        ):
            yield child
