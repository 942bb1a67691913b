"""Who a participle or a gap says does it, or has it done to him, whatever else stands near.

« salue l'accord signé par le Mali et le Tchad »: the two signed it; « un stage destiné à dix enquêteurs »:
they are trained; « la police belge a procédé à dix arrestations, la garde civile à six »: six of her own.
"""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.code.fr.evidence import ELSEWHERE, Candidate, Parts, same
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.parse import Token
from recoupe.code.fr.tree import (
    agents,
    ancestors,
    complements,
    conjuncts,
    first_of_row,
    is_passive,
    objects,
    preposition,
)
from recoupe.code.fr.words import verb_lemmas

_MEANT = frozenset(("destiner", "reserver", "ouvrir", "adresser"))
_GRANTED = frozenset(("accorder", "delivrer", "octroyer", "consentir"))
_TAKEN = frozenset(("suivre", "frequenter"))
_GOES = frozenset(("rendre", "arriver", "aller", "atterrir", "voyager", "debarquer", "sejourner"))
_THINGS = ("obj", "nsubj:pass", "obl:arg", "nmod")


def by_agent(hit: Hit, chosen: Parts, taken: Sequence[Candidate]) -> None:
    """Drop the subject of the verb above where « par » says who does it (``chosen``, in place)."""
    if hit.frame.mode == "share-intelligence" or hit.frame.type == "CONSULT":
        return
    words, doing = {hit.token.i, *hit.words}, {i for i, _ in chosen["actor"]}
    acting = [c for c in taken if c.token.i in doing and c.kind not in ELSEWHERE]
    agents = (first_of_row(c.token) for c in acting)
    by = {t.i for a in agents if preposition(a) == "par" and a.head.i in words for t in conjuncts(a)}
    if not by:
        return
    above = {t.i for t in ancestors(hit.token) if t.pos_ == "VERB"} - words
    gone = set()
    for c in acting:
        first = first_of_row(c.token)
        if c.token.i not in by and first.dep_.startswith("nsubj") and first.head.i in above:
            gone.add(c.token.i)
    chosen["actor"] = [one for one in chosen["actor"] if one[0] not in gone]


_DEEDS = ("ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "SANCTION")
_DOERS = ("COP", "GOV", "JUD", "MIL", "REB", "SPY")


def told_by(hit: Hit, chosen: Parts, known: Sequence[Candidate]) -> None:
    """« L'ONU réclame la libération de ses employés détenus par les houthis »: these hold them, not the UN.

    Gives the deed to whom « par » names, where another was thought to do it (``chosen``, in place).
    """
    if hit.nominal or hit.frame.type not in _DEEDS or not is_passive(hit.token):
        return
    by = {t.i for a in agents(hit.token) if a.token.head.i == hit.token.i for t in conjuncts(a.token)}
    doing = [c for c in known if c.token.i in by and c.kind not in ELSEWHERE and c.entity.sector in _DOERS]
    if doing and by.isdisjoint(i for i, _ in chosen["actor"]):
        chosen["actor"] = [(c.token.i, c.entity) for c in doing]
        chosen["recipient"] = [one for one in chosen["recipient"] if one[0] not in by]


def opposed(hit: Hit, chosen: Parts, known: Sequence[Candidate]) -> None:
    """« Des combats ont opposé l'armée au M23 », « un accrochage opposant … »: both fought.

    Of those who riot, the forces they clash with suffer it.
    """
    if not hit.nominal or hit.frame.type not in ("ASSAULT", "PROTEST"):
        return
    doc = hit.token.doc
    deeds = [doc[i] for i in hit.words if doc[i].pos_ == "NOUN"]
    verbs = [d.head for d in deeds if d.dep_.startswith("nsubj")]
    verbs += [c for d in deeds for c in d.children if c.dep_.startswith("acl")]
    verb = next((v for v in verbs if "opposer" in verb_lemmas(v.text)), None)
    if verb is None:
        return
    sides = {t.i for a in objects(verb) for t in conjuncts(a.token)}
    sides |= {t.i for a in complements(verb, "à")[:1] for t in conjuncts(a.token)}
    told = [c for c in known if c.token.i in sides and c.kind not in ELSEWHERE]
    if not told:
        return
    met = [c for c in told if hit.frame.type == "PROTEST" and c.entity.sector in ("COP", "MIL", "GOV")]
    chosen["actor"] = [(c.token.i, c.entity) for c in told if c not in met]
    chosen["recipient"] = [(c.token.i, c.entity) for c in met]


def meant_for(hit: Hit, chosen: Parts, known: Sequence[Candidate]) -> None:
    """Fill in who is helped by what is « destiné à » or « suivi par » them (``chosen``, in place).

    And to whom is « accordé » what is cut (« a réduit le nombre de visas accordés aux Algériens »).
    """
    if hit.frame.type not in ("AID", "SANCTION"):
        return
    doc, words = hit.token.doc, {hit.token.i, *hit.words}
    nouns = words | {t.i for i in words for t in doc[i].children if t.dep_ in _THINGS}
    nouns |= {t.i for i in nouns for t in doc[i].children if t.dep_ == "nmod"}  # « le nombre de visas »
    granted = _MEANT if hit.frame.type == "AID" else _GRANTED
    meant: set[int] = set()
    for part in (t for i in nouns for t in doc[i].children if t.dep_ in ("acl", "amod")):
        lemmas = set(verb_lemmas(part.text))
        how = "à" if lemmas & granted else "par" if lemmas & _TAKEN else None
        meant |= {t.i for c in part.children if how and preposition(c) == how for t in conjuncts(c)}
    helped = [(c.token.i, c.entity) for c in known if c.token.i in meant and c.kind not in ELSEWHERE]
    if helped:
        chosen["actor"] = [one for one in chosen["actor"] if one[0] not in meant]
        others = [one for one in helped if not any(same(one[1], e) for _, e in chosen["actor"])]
        chosen["recipient"] = others or chosen["recipient"]


def of_a_gap(c: Candidate, hit: Hit) -> bool:
    """« a expulsé dix agents, et la Suède trois »: Sweden has a deed of her own."""
    if c.kind in ELSEWHERE or c.token.i < hit.token.i:
        return False
    one: Token = c.token
    while one.dep_ == "conj" and one.head.pos_ in ("NOUN", "PROPN"):
        one = one.head
    if one.dep_ != "conj" or one.head.pos_ != "VERB" or one.head.i not in (hit.token.i, hit.token.head.i):
        return False
    if any(t.pos_ == "PRON" and t.dep_.startswith("nsubj") for t in one.head.children):
        return False  # « Elles ont quitté le G5, le Mali en mai, les deux autres en décembre »: of them
    return any(t.dep_ == "dep" and t.i > c.token.i for t in c.token.children)


def addressed(c: Candidate, hit: Hit) -> bool:
    """« a reproché à Lomé ses arrestations et a demandé une enquête »: Lomé, told it, has not asked."""
    verb, other = hit.token, c.token.head
    if hit.nominal or c.kind in ELSEWHERE or verb.dep_ != "conj" or verb.head.i != other.i:
        return False
    own = any(t.dep_.startswith("nsubj") for t in verb.children)
    return not own and c.token.dep_.startswith("obl") and preposition(c.token) == "à" and not is_passive(verb)


def visited(c: Candidate, hit: Hit) -> bool:
    """« s'est rendu à Alger et a condamné l'attaque »: where one went is not blamed for it."""
    verb, other = hit.token, c.token.head
    if hit.nominal or hit.frame.type != "ACCUSE" or verb.dep_ != "conj" or verb.head.i != other.i:
        return False
    if c.kind in ELSEWHERE or c.token.i > verb.i or preposition(c.token) not in ("à", "en", "au"):
        return False
    return other.pos_ == "VERB" and not _GOES.isdisjoint(verb_lemmas(other.text))
