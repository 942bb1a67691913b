"""Who holds an office that a text tells of: named beside it, or told before."""

from __future__ import annotations

import re

from recoupe.code.fr.parse import Token
from recoupe.code.fr.view import Ref, View
from recoupe.code.fr.words import noun_lemmas, plain
from recoupe.model import Entity

REACH = 90  # code points between a title and a name
# What may stand between a title and the name of who holds it: a complement, no verb and no other party.
_APART = re.compile(
    r"[.;:«(]|\b(?:et(?! d)|ou|qui|que|dont|avec|par|pour|contre|chez|selon|a|ont|est|sont|avait|avaient|"
    r"était|sera|ainsi|mais|après|avant|depuis|lors|pendant|durant|malgré|afin|où)\b"
)
# « l'émissaire de l'ONU pour la Libye, Jan Kubis »
_FOR_WHERE = re.compile(r" pour (?:la |le |l['’]|les )[A-ZÉ][\w-]+(?: [A-ZÉ][\w-]+)?(?=,)")
_COMPLEMENT = re.compile(r"\bd(?:e\s|['’])\s*$")


_HOLDS = re.compile(
    r"\s*[,(]\s*(?:(?:le|la|l['’]|son|sa|leur|ancien|ancienne|actuel|actuelle|nouveau)\s*){0,2}"
)


def holder_of(start: int, end: int, view: View) -> Entity | None:
    """The person named right behind a title (« le patron de la DGSN, X ») or before it (« X, patron … »)."""
    after = next((r for r in view.refs if r.kind == "person" and r.start >= end), None)
    if after is not None and after.start - end <= REACH:
        between = _FOR_WHERE.sub("", view.text[end : after.start])
        if _COMPLEMENT.search(between):
            return None  # « cinq anciens ministres d'Alpha Condé »: whose they are
        titles = sum(r.kind == "office" and end <= r.start and r.end <= after.start for r in view.refs)
        if between.count(",") <= 1 and not titles and not _APART.search(between):
            return after.entity
    before = next((r for r in reversed(view.refs) if r.kind == "person" and r.end <= start), None)
    if before is not None and _HOLDS.fullmatch(view.text[before.end : start]):
        return before.entity
    return None


# Who is called so was told under another title (« Le président X … Le chef de l'Etat … »).
_ALSO = (
    ("chef de l'etat", ("president", "roi", "emir", "chef de l'etat", "chef d'etat")),
    ("chef du gouvernement", ("premier ministre", "premiere ministre", "chef du gouvernement")),
    ("chef de la diplomatie", ("ministre des affaires", "chef de la diplomatie", "secretaire d'etat")),
)
# Titles that anyone in office may be called by, once named.
_ANYONE = frozenset(
    ("responsable", "fonctionnaire", "officiel", "diplomate", "dirigeant", "patron", "officier", "magistrat",
     "emissaire", "representant", "ministre", "ambassadeur", "directeur", "directrice")
)  # fmt: skip
# Those of them that say no office at all.
_ANYWHERE = frozenset(
    ("responsable", "fonctionnaire", "officiel", "dirigeant", "patron", "representant", "emissaire")
)


def another_sex(token: Token, held: Entity, view: View) -> bool:
    """« la ministre », where only another of those named is told as a woman (« Mme Faeser »)."""
    if not any(c.dep_ == "det" and plain(c.text) in ("la", "cette") for c in token.children):
        return False
    women = {n.entity.id for n in view.memory.named if n.kind == "woman"}
    return bool(women) and held.id not in women


def last_holder_of(token: Token, ref: Ref, country: str | None, view: View) -> Entity | None:
    """« le ministre », « le haut fonctionnaire onusien » alone: the last person told with such a title.

    Where none was, words that fit anyone in office (« le responsable ») stand for the last person named.
    ``country`` (alpha-3) is that of the state told beside the title: another's is not meant.
    """
    if not any(
        c.dep_ == "det" and plain(c.text) in ("le", "la", "l'", "ce", "cette") for c in token.children
    ):
        return None
    lemmas = set(noun_lemmas(token.text))
    also = next((others for name, others in _ALSO if plain(ref.entity.text).startswith(name)), None)
    for title, held in reversed(view.memory.offices.items()):
        guest = held.country not in (None, view.memory.home)
        if also is not None and (
            guest or any(r.entity.id == held.id and r.start > ref.end for r in view.refs)
        ):
            continue  # « le chef de l'Etat a remercié le président togolais, X »: another
        named = title.startswith(also) if also else bool(lemmas & set(noun_lemmas(title.split()[0])))
        if named and not another_sex(token, held, view):
            return held
    if not lemmas & _ANYONE:
        return None
    last = view.memory.last(("person", "woman"), before=view.number)
    if (
        last is None
        or another_sex(token, last, view)
        or (last.sector is not None and ref.entity.sector not in (None, last.sector))
    ):
        return None
    if country is not None and country != last.country:
        return None
    titles = [title for title, held in view.memory.offices.items() if held.id == last.id]
    # « l'ambassadeur » is not the president told last; « le responsable » may be.
    return last if lemmas & _ANYWHERE or not titles else None
