"""« à la demande de X »: X has asked for what is told, whoever does it; help that is asked for goes to X."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.code.fr.evidence import ELSEWHERE, Candidate, Parts, in_rows
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.parse import Token
from recoupe.code.fr.roles import same
from recoupe.code.fr.tree import ancestors, logical_subjects, preposition
from recoupe.code.fr.words import plain

_OF = ("de", "d'")


def is_asking(noun: Token) -> bool:
    """« à la demande de », « à la requête de », « sur demande de »."""
    return plain(noun.text) in ("demande", "requete") and preposition(noun) in ("à", "sur")


def asks_only(c: Candidate, hit: Hit) -> bool:
    """« À la demande du Togo, la Cédéao a convoqué un sommet »: Togo has only asked for it."""
    asking = c.token.head
    if c.kind in ELSEWHERE or asking.i in (hit.token.i, *hit.words):
        return False
    if any(t.i == c.token.i for t in ancestors(hit.token)):
        return False  # « à la demande du Togo, qui avait averti Lomé »: Togo has warned
    return is_asking(asking) and preposition(c.token) in _OF


def asked(hit: Hit, chosen: Parts, known: Sequence[Candidate]) -> None:
    """Mend who has asked whom (``chosen``, in place): who does what is asked for was asked."""
    here = [c for c in known if c.kind not in ELSEWHERE]
    if hit.frame.type == "REQUEST" and hit.nominal and is_asking(hit.token):
        asking = in_rows(here, [t for t in hit.token.children if preposition(t) in _OF])
        verb = next((t for t in ancestors(hit.token) if t.pos_ == "VERB"), None)
        doing = in_rows(here, [a.token for a in logical_subjects(verb)]) if verb is not None else []
        if asking:
            chosen["actor"] = asking
            others = [one for one in doing if not any(same(one[1], e) for _, e in asking)]
            chosen["recipient"] = others or chosen["recipient"]
    elif hit.frame.type == "AID" and not chosen["recipient"]:
        nouns = [t for t in hit.token.doc if is_asking(t) and t.head.i in (hit.token.i, *hit.words)]
        asking = in_rows(here, [c for t in nouns for c in t.children if preposition(c) in _OF])
        chosen["recipient"] = [one for one in asking if not any(same(one[1], e) for _, e in chosen["actor"])]
