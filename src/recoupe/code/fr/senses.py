"""Readings of a word that a second word of its clause rules out, where no key of a frame can say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.code.fr import tree
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas

if TYPE_CHECKING:
    from recoupe.code.fr.frames import Hit


def ruled_out(hit: Hit) -> bool:
    """Whether a word of the clause tells that the trigger means something else here."""
    return (
        _holds_a_state(hit)
        or _beside(hit)
        or _rings_or_asks(hit)
        or _jails_by_verdict(hit)
        or _taken_in_battle(hit)
        or _teaches(hit)
        or _binds(hit)
        or _renders(hit)
        or _lends_teachers(hit)
    )


def _verb(hit: Hit, *names: str) -> bool:
    return not hit.nominal and not set(names).isdisjoint(verb_lemmas(hit.token.text))


def _about(hit: Hit, *names: str) -> bool:
    return hit.about is not None and not set(names).isdisjoint(classes_of(hit.about))


def _holds_a_state(hit: Hit) -> bool:
    """« le Vietnam épinglé par le GAFI »: no state is arrested."""
    if not _verb(hit, "epingler") or hit.frame.mode != "arrest" or not hit.recipients:
        return False
    return all(e.id is not None and e.id == e.country for e in hit.recipients)


def _beside(hit: Hit) -> bool:
    """« dépêché deux analystes auprès des enquêteurs »: it is not the investigators who are sent."""
    if hit.nominal or len(hit.words) < 2:
        return False
    nouns = (hit.token.doc[i] for i in hit.words[1:])
    told = {hit.token.doc[i].text for i in hit.words[1:]}
    return "auprès" not in told and any(
        n.pos_ == "NOUN" and tree.preposition(n) == "auprès de" for n in nouns
    )


def _rings_or_asks(hit: Hit) -> bool:
    """« a appelé le roi » is a call; « a appelé le roi à la retenue » an appeal."""
    if not _verb(hit, "appeler") or len(hit.words) > 1 or hit.about is None:
        return False
    to_do = bool(tree.complements(hit.token, "à")) or any(
        c.dep_ in ("xcomp", "ccomp", "advcl") and any(plain(k.text) == "a" for k in c.children)
        for c in hit.token.children
    )
    if hit.frame.type == "REQUEST":
        return not to_do and _about(hit, "leader")
    return hit.frame.mode == "phone" and to_do


_PRISON = frozenset(("prison", "barreau", "ombre", "verrou"))


def _jails_by_verdict(hit: Hit) -> bool:
    """« le tribunal l'a envoyé en prison »: who tries convicts, whoever arrests."""
    if hit.nominal or hit.frame.type != "COERCE" or hit.frame.mode != "arrest":
        return False
    where = {lemma for i in hit.words[1:] for lemma in noun_lemmas(hit.token.doc[i].text)}
    tries = (a.token for a in tree.logical_subjects(hit.token))
    return bool(where & _PRISON) and any("trial-court" in classes_of(t) for t in tries)


def _taken_in_battle(hit: Hit) -> bool:
    """« les FDS ont capturé des djihadistes »: fighters taken by fighters, no arrest (guideline, rulings)."""
    if not _verb(hit, "capturer") or hit.frame.type != "COERCE" or not _about(hit, "rebel"):
        return False
    return any(e.sector in ("MIL", "REB") for e in hit.actors)


_TAUGHT = ("trainee", "police", "soldier")


def _teaches(hit: Hit) -> bool:
    """« une session pour les douaniers »: a course, no meeting."""
    if hit.frame.type != "CONSULT" or not {"session", "atelier", "stage"} & _told(hit):
        return False
    held = [hit.token] if hit.nominal else [hit.about] if hit.about is not None else []
    taught = (a.token for word in (hit.token, *held) for a in tree.complements(word, "pour"))
    return any(not set(_TAUGHT).isdisjoint(classes_of(t)) for t in taught)


def _told(hit: Hit) -> set[str]:
    return {lemma for i in hit.words for lemma in noun_lemmas(hit.token.doc[i].text)}


def _binds(hit: Hit) -> bool:
    """« liés par un traité », « lie deux affaires »: only a text that binds somebody is signed."""
    if not _verb(hit, "lier", "unir") or hit.frame.mode != "sign" or len(hit.words) > 1:
        return False
    if tree.clitics(hit.token) & {"se", "s'"}:
        return False
    texts = any("agreement" in classes_of(a.token) for a in tree.surface_subjects(hit.token))
    return tree.is_passive(hit.token) or not texts


def _renders(hit: Hit) -> bool:
    """« rendre compte », « lui rend ses avions »: only somebody is handed over by « rendre »."""
    if not _verb(hit, "rendre") or hit.frame.mode != "extradite":
        return False
    doc, at = hit.token.doc, hit.token.i + 1
    bare = at < len(doc) and doc[at].pos_ == "NOUN" and not any(True for _ in doc[at].children)
    if not hit.recipients and not any(plain(c.text) == "nous" for c in hit.token.children):
        return True  # « Sanaa en a rendu 70 »: let go, with nobody told who gets them
    return bare or (hit.about is not None and plain(hit.about.text) in ("lui", "leur"))


_LENT = frozenset(("instructeur", "formateur", "conseiller", "mentor", "demineur", "analyste", "expert"))


def _lends_teachers(hit: Hit) -> bool:
    """« a envoyé des démineurs en Ukraine »: whoever is sent abroad to help is lent, no force is moved."""
    if hit.frame.type != "MOBILIZE" or hit.nominal or hit.about is None:
        return False
    abroad = any(tree.complements(hit.token, marker) for marker in ("à", "en", "auprès de"))
    return abroad and not _LENT.isdisjoint(noun_lemmas(hit.about.text))
