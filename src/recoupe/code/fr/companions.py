"""Who has a part in a deed beside those whom its verb names, and who only tells it.

« la police, épaulée par des soldats, a arrêté »: they too; « a condamné l'attaque, de même que l'ONU »: the
UN has too; « impute l'attaque à X »: X has made it; « Le ministre a annoncé l'arrestation de »: not he.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.evidence import ELSEWHERE, Candidate, Parts, in_rows
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.parse import Token
from recoupe.code.fr.phrases import phrase
from recoupe.code.fr.roles import same
from recoupe.code.fr.tree import (
    ancestors,
    antecedent,
    conjuncts,
    first_of_row,
    is_passive,
    logical_subjects,
    objects,
    preposition,
)
from recoupe.code.fr.words import plain, verb_lemmas
from recoupe.model import Entity

_STATES = ("state", "capital", "metonym", "adjective")
_HELPED = frozenset(("appuyer", "epauler", "aider", "seconder", "assister", "soutenir"))
_OF_FORCE = ("ASSAULT", "COERCE", "MOBILIZE")
_JUDGING = ("ACCUSE", "SUPPORT", "REJECT", "REQUEST")
_CHARGE = frozenset(("imputer", "attribuer"))
_RELATIVE = frozenset(("qui", "lequel", "laquelle", "lesquels", "lesquelles"))
_TELLS = frozenset(("annoncer", "signaler", "confirmer", "rapporter", "indiquer"))
CAUGHT = ("arrest", "seize", "dismantle", "foil")


def accompanied(hit: Hit, chosen: Parts, known: Sequence[Candidate]) -> None:
    """Mend the parts of an event by who stands beside those who have one (``chosen``, in place)."""
    doc = hit.token.doc
    here = [c for c in known if c.kind not in ELSEWHERE]
    doers = [doc[i] for i, _ in chosen["actor"] if any(c.token.i == i for c in here)]
    if hit.frame.type in _OF_FORCE:
        _add(chosen, "actor", helpers(doers, here))
    if hit.frame.mode == "joint-operation" and len(chosen["actor"]) == 1 and _of_the_deed(hit):
        _add(chosen, "actor", [(c.token.i, c.entity) for c in known if "earlier=actor-last" in c.earlier])
    if hit.frame.type in _JUDGING and not hit.nominal and not is_passive(hit.token):
        also = _alike(hit.token)
        alike = [c for c in here if c.token.i in also and c.entity.id is not None]
        told = {c.token.i for c in alike}
        chosen["recipient"] = [one for one in chosen["recipient"] if one[0] not in told]
        _add(chosen, "actor", [(c.token.i, c.entity) for c in alike])
    if hit.frame.type == "ACCUSE" and not hit.nominal and not _CHARGE.isdisjoint(verb_lemmas(hit.token.text)):
        chosen["recipient"] = charged(hit.token, here) or chosen["recipient"]
    if hit.frame.type == "ASSAULT" and hit.nominal:
        chosen["actor"] = charged_with(hit.token, here) or chosen["actor"]
        chosen["recipient"] = [o for o in chosen["recipient"] if all(o[0] != i for i, _ in chosen["actor"])]
    if hit.frame.mode == "warn" and not hit.nominal and not is_passive(hit.token):
        chosen["recipient"] = _warned(hit.token, here) or chosen["recipient"]
    if hit.frame.mode in ("praise", "disapprove") and not hit.nominal and not chosen["recipient"]:
        _add(chosen, "recipient", _whose(hit.token, here))
    if hit.frame.type == "AID" and hit.nominal and (doing := _helped_by_it(hit.token)):
        helped = in_rows((c for c in here if c.entity.id or c.entity.sector), doing)
        chosen["recipient"] = helped or chosen["recipient"]
    if hit.frame.mode == "visit" and hit.nominal and (visiting := _on_a_visit(hit.token, here)):
        chosen["actor"] = visiting
        chosen["recipient"] = [o for o in chosen["recipient"] if all(o[0] != i for i, _ in visiting)]
    if hit.frame.mode == "seize" and not chosen["recipient"]:
        chosen["recipient"] = list(_at_whose(hit, here))
    if hit.frame.mode in CAUGHT and hit.nominal:
        chosen["actor"] = [one for one in chosen["actor"] if not only_tells(doc[one[0]], one[1], hit.token)]


def _warned(verb: Token, known: Sequence[Candidate]) -> list[tuple[int, Entity]]:
    """« a mis en garde Erevan contre un rapprochement avec l'Otan »: Erevan is warned, nobody else."""
    against = any(preposition(t) == "contre" and t.i > verb.i for t in verb.children)
    return in_rows((c for c in known if c.entity.id), [a.token for a in objects(verb)]) if against else []


def _of_the_deed(hit: Hit) -> bool:
    """« L'opération a été menée en coordination avec la police voisine »: that which was told before.

    Who did it is one of the two.
    """
    if hit.nominal or not is_passive(hit.token):
        return False
    heads = [c for c in hit.token.children if c.dep_.startswith("nsubj")]
    pointed = ("le", "la", "l'", "les", "ce", "cette", "cet", "ces")
    return any(
        "operation" in classes_of(head) and any(plain(d.text) in pointed for d in head.children)
        for head in heads
    )


def helpers(doers: Sequence[Token], known: Sequence[Candidate]) -> list[tuple[int, Entity]]:
    """« la police, épaulée par des soldats, a arrêté »; not the state that stands behind rebels."""
    parts = (t for doer in doers for t in doer.children if t.dep_ == "acl" and t.i > doer.i)
    by = [
        c
        for part in parts
        if not _HELPED.isdisjoint(verb_lemmas(part.text))
        for c in part.children
        if preposition(c) in ("par", "de", "d'")
    ]
    return in_rows((c for c in known if c.kind not in _STATES and c.token.pos_ != "PRON"), by)


def _helped_by_it(help_: Token) -> list[Token]:
    """« a arrêté dix hommes avec l'appui des services marocains »: they helped who has arrested."""
    verb = next((t for t in ancestors(help_) if t.pos_ == "VERB"), None)
    if preposition(help_) not in ("avec", "grâce à") or verb is None:
        return []
    return [a.token for a in logical_subjects(verb)]


def _on_a_visit(visit: Token, known: Sequence[Candidate]) -> list[tuple[int, Entity]]:
    """« a reçu X, en visite à Alger »: who is named right before the comma is on it."""
    doc, i = visit.doc, visit.i - 1
    if preposition(visit) != "en" or i < 2 or plain(doc[i].text) != "en" or doc[i - 1].text != ",":
        return []
    before = doc[i - 2]
    return [
        (c.token.i, c.entity)
        for c in known
        if c.entity.id
        and c.kind in ("person", "office")
        and c.token.left_edge.i <= before.i <= c.token.right_edge.i
    ][-1:]


def charged(verb: Token, known: Sequence[Candidate]) -> list[tuple[int, Entity]]:
    """« impute à X la mort de douze soldats »: X is charged, not the soldiers."""
    return in_rows(known, [t for t in verb.children if preposition(t) == "à" and t.dep_.startswith("obl")])


def charged_with(deed: Token, known: Sequence[Candidate]) -> list[tuple[int, Entity]]:
    """« impute l'attaque à X », « l'attaque, attribuée à X, »: X has made it."""
    verbs = [t for t in deed.children if t.dep_ == "acl" and t.i > deed.i]
    if deed.dep_ == "obj" or (deed.dep_ == "nsubj:pass" and is_passive(deed.head)):
        verbs.append(deed.head)
    for verb in verbs:
        if not _CHARGE.isdisjoint(verb_lemmas(verb.text)):
            return charged(verb, known)
    return []


def only_tells(one: Token, entity: Entity, deed: Token) -> bool:
    """« Le ministre de l'Intérieur a annoncé l'arrestation de douze hommes »: his police has made it."""
    verb = deed.head
    if deed.dep_ != "obj" or _TELLS.isdisjoint(verb_lemmas(verb.text)):
        return False
    speaks = one.head.i == verb.i and one.dep_.startswith("nsubj")
    body = entity.id is not None and (entity.id == entity.country or "." in entity.id)
    return speaks and entity.sector == "GOV" and not body  # « Le gouvernement malien » stands for its state


def _add(chosen: Parts, part: str, ones: Sequence[tuple[int, Entity]]) -> None:
    for i, entity in ones:
        if not any(same(entity, e) for taken in chosen.values() for _, e in taken):
            chosen[part].append((i, entity))


_AS = frozenset(("comme", "meme"))


def _alike(verb: Token) -> set[int]:
    """« a condamné l'attaque, de même que l'ONU », « tout comme l'ONU »: who does so too."""
    doc, found = verb.doc, set[int]()
    if doc.words().isdisjoint(_AS):
        return found
    for mark in doc[verb.i + 1 :]:
        word, before = plain(mark.text), plain(doc[mark.i - 1].text)
        opened = mark.i - 3 if (word in ("que", "qu'") and before == "meme") else mark.i - 2
        if not ((word == "comme" and before == "tout") or opened == mark.i - 3):
            continue
        head = mark.head
        if doc[opened].text == "," and head.i > mark.i and head.pos_ in ("NOUN", "PROPN"):
            if not any("Mood" in t.morph for t in doc[verb.i + 1 : head.i] if t.pos_ == "VERB"):
                found |= {t.i for t in conjuncts(head)}
    return found


def _whose(verb: Token, known: Sequence[Candidate]) -> list[tuple[int, Entity]]:
    """« a salué l'aide apportée par les enquêteurs belges »: they are praised."""
    parts = [t for a in objects(verb) for t in a.token.children if t.dep_ == "acl" and is_passive(t)]
    by = [c for part in parts for c in part.children if preposition(c) == "par"]
    return in_rows((c for c in known if c.entity.id or c.entity.sector), by)


def _at_whose(hit: Hit, known: Sequence[Candidate]) -> Iterator[tuple[int, Entity]]:
    """« Chez l'un d'eux, la police a saisi trois fusils »: from him."""
    words = {hit.token.i, *hit.words}
    for token in hit.token.doc:
        if token.head.i not in words or not any(plain(t.text) == "chez" for t in token.children):
            continue
        if first_of_row(token).pos_ not in ("NOUN", "PROPN", "PRON", "NUM"):
            continue
        relative = plain(token.text) in _RELATIVE  # « son frère, chez qui la police a saisi deux fusils »
        meant = antecedent(token) if relative else token
        if meant is None:
            continue
        one = next((c.entity for c in known if c.token.i == meant.i), None)
        yield meant.i, one or Entity(phrase(meant), None, None, "CRM")
