"""To whom is done what an infinitive tells: « des fonds pour équiper l'armée », « a refusé d'aider Kiev »."""

from __future__ import annotations

from recoupe.code.fr import tree
from recoupe.code.fr.entities import entities_of
from recoupe.code.fr.roles import among
from recoupe.code.fr.tokens import morph
from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.code.fr.words import verb_lemmas
from recoupe.model import Entity

_TO_WHOM = ("à", "au profit de", "auprès de", "avec", "contre")


def promised(matched: tuple[int, ...], view: View, actors: list[Entity]) -> list[Entity]:
    """« prêt à envoyer un bataillon à la KFOR », « a refusé d'aider Kiev »: to whom it would be done."""
    for i in matched:
        for deed in view.doc[i].children:
            if deed.i <= i or "Inf" not in morph(deed, "VerbForm") or deed.dep_ not in _INFINITIVE:
                continue
            told = [a for marker in _TO_WHOM for a in tree.complements(deed, marker)]
            for argument in (*told, *tree.objects(deed)):
                ref = view.ref(argument.token)
                if ref is None or ref.kind not in (*BODY_KINDS, "state", "person", "metonym", "capital"):
                    continue
                found = entities_of(argument.token, view)
                if found and not any(among(e, actors) for e in found):
                    return found
    return []


_INFINITIVE = ("xcomp", "ccomp", "obl:arg", "acl", "advcl")
_HELPS = frozenset(
    ("equiper", "former", "soutenir", "appuyer", "aider", "renforcer", "moderniser", "epauler", "assister",
     "doter", "entrainer", "armer")
)  # fmt: skip


def helped(matched: tuple[int, ...], view: View, actors: list[Entity]) -> list[Entity]:
    """« a débloqué 20 millions d'euros pour équiper les gardes-frontières »: for whom the aid is meant."""
    words = [view.doc[i] for i in matched]
    given = [c for t in words for c in t.children if c.dep_ in ("obj", "nsubj:pass")]
    below = [c for t in given for c in t.children if c.dep_ == "nmod"]
    for purpose in (c for t in (*words, *given, *below) for c in t.children):
        if "Inf" not in morph(purpose, "VerbForm") or purpose.dep_ not in _INFINITIVE:
            continue
        if _HELPS.isdisjoint(verb_lemmas(purpose.text)):
            continue
        for argument in tree.objects(purpose):
            found = [e for e in entities_of(argument.token, view) if not among(e, actors)]
            if found:
                return found
    return []
