"""Acts that answer what earlier sentences told: to whom they are done is who did the other.

« L'Algérie accuse le Maroc de … . Rabat a démenti », « Le tribunal a jugé trente hommes. Leurs avocats ont
dénoncé le verdict », « La junte détient le président. La Cédéao a demandé sa libération »: the sentence
itself names nobody, and only one who had a part in the deed told before is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recoupe.code.fr.evidence import Parts
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.memory import Deed
from recoupe.code.fr.pronouns import pronoun
from recoupe.code.fr.roles import same
from recoupe.code.fr.tree import is_passive
from recoupe.code.fr.view import View
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas
from recoupe.model import Entity
from recoupe.resolve.entries import SHARED_CODES

REACH = 3  # sentences back, within which a deed is still answered
_QUARREL = ("ACCUSE", "REJECT", "SANCTION", "THREATEN", "COERCE", "ASSAULT")
_CHARGE = ("ACCUSE", "THREATEN", "REQUEST")
_ENVOY = frozenset(("ambassadeur", "ambassade", "ambassadrice", "relation", "pont"))
_FREED = frozenset(("liberation", "elargissement", "relacher", "liberer"))
_SET_FREE = frozenset(("remise", "liberte"))
_ACQUITS = frozenset(("relaxer", "acquitter", "blanchir", "innocenter", "disculper"))
_PROSECUTORS = ("parquet", "procureur", "procureure")
_RULINGS = frozenset(("verdict", "jugement", "condamnation", "proces", "peine", "sentence"))


def answered(hit: Hit, view: View, chosen: Parts) -> None:
    """Fill what the sentence leaves open of an act that answers another (``chosen``, in place)."""
    kind, mode = hit.frame.type, hit.frame.mode
    if kind == "SANCTION" and mode == "convict" and not chosen["actor"] and _suffered(hit):
        chosen["actor"] = [(hit.token.i, e) for e in _judge(view)]
    if mode == "release" and not chosen["actor"] and _acquitted(hit):
        courts = (e for e in _judge(view) if not plain(e.text).startswith(_PROSECUTORS))
        chosen["actor"] = [(hit.token.i, e) for e in courts]
    if kind == "SUPPORT" and mode == "sign" and (hit.nominal or is_passive(hit.token)):
        if len(chosen["actor"]) < 2 and not any(e.text in view.text for _, e in chosen["actor"]):
            chosen["actor"] = [(hit.token.i, e) for e in _two_sides(view)] or chosen["actor"]
    if mode in ("expel", "deport"):
        _of_another_state(hit, chosen, view)
    if chosen["recipient"]:
        return
    found: list[Entity] = []
    if kind == "REJECT" and chosen["actor"]:
        found = _against(chosen, view, _CHARGE, both=False)
    elif kind == "SANCTION" and mode in ("withdraw", "discontinue") and _words(hit) & _ENVOY:
        found = [_state(e) for e in _against(chosen, view, _QUARREL, both=True)]
    elif kind == "REQUEST" and (_words(hit) & _FREED or _words(hit) >= _SET_FREE):
        holders = (d.actors for d in _deeds(view) if _holds(d))
        found = [e for e in next(holders, ()) if e.id]
    elif kind == "ACCUSE" and mode == "disapprove" and _words(hit) & _RULINGS:
        found = _judge(view)
    elif mode in ("disapprove", "praise") and not hit.nominal and chosen["actor"]:
        found = _doer(_pointing(hit), chosen, view)
    chosen["recipient"] = [
        (hit.token.i, e) for e in found if not any(same(e, other) for _, other in chosen["actor"])
    ]


def _two_sides(view: View) -> list[Entity]:
    """« Trois accords ont été signés à cette occasion »: by the two states told of last, if they are two."""
    found = []
    for state in view.memory.their_states(2, ""):
        told = (n.entity.text for n in reversed(view.memory.named) if n.entity.country == state.country)
        if state.country is not None and (text := next(told, None)) is not None:
            found.append(Entity(text, state.country, state.country))
    return found if len(found) == 2 else []


# What is told before as done, when it is pointed at (« cette décision », « ces frappes »), and of what type
# it is; of any, if none is given.
_DONE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("decision", "mesure", "initiative", "geste", "choix", "demarche", "provocation"), ()),
    **dict.fromkeys(("frappe", "attaque", "offensive", "bombardement", "agression"), ("ASSAULT",)),
    **dict.fromkeys(("sanction", "expulsion", "suspension"), ("SANCTION", "COERCE")),
    **dict.fromkeys(("liberation", "retrait"), ("RETREAT",)),
    **dict.fromkeys(("arrestation", "condamnation"), ("COERCE", "SANCTION")),
    **dict.fromkeys(("accusation", "propos", "declaration", "menace"), ("ACCUSE", "THREATEN")),
    "livraison": ("AID",),
}
_THESE = frozenset(("ce", "cet", "cette", "ces"))


def _pointing(hit: Hit) -> str | None:
    """« Berlin a jugé cette décision injustifiée »: by what word a deed told before is judged."""
    doc = hit.token.doc
    for thing in (t for i in {hit.token.i, *hit.words} for t in doc[i].children if t.dep_ in _THINGS):
        if any(plain(d.text) in _THESE for d in thing.children):
            return next((noun for noun in noun_lemmas(thing.text) if noun in _DONE), None)
    return None


_THINGS = ("obj", "obl:arg", "obl:mod")


def _doer(noun: str | None, chosen: Parts, view: View) -> list[Entity]:
    """Who did the deed that ``noun`` points at, where that is another than those who act here."""
    if noun is None:
        return []
    wanted, mine = _DONE[noun], [e for _, e in chosen["actor"]]
    for deed in _deeds(view):
        near = deed.sentence == view.number - 1  # a blow struck longer ago may have answered an attack
        if (deed.type in wanted and (near or deed.type != "ASSAULT")) or (
            near and not wanted and deed.actors
        ):
            return _others(deed.actors, mine)  # nobody where it is not told who did it
    return []


def _of_another_state(hit: Hit, chosen: Parts, view: View) -> None:
    """« Bakou lui reproche … et a expulsé deux de ses diplomates »: nobody expels envoys of their own."""
    states = {e.country for _, e in chosen["actor"] if e.country and e.id}
    for n, (i, whom) in enumerate(chosen["recipient"]):
        if whom.id is not None or not states or not _OWN.search(plain(whom.text)):
            continue
        told = [e for t in hit.token.doc[: hit.token.i] if plain(t.text) == "lui" for e in pronoun(t, view)]
        if not told and whom.country not in states:
            continue
        told += _against(chosen, view, _QUARREL, both=True)
        other = next((e.country for e in told if e.country not in (*SHARED_CODES, *states)), None)
        chosen["recipient"][n] = i, Entity(whom.text, None, other, whom.sector)


_OWN = re.compile(r"\b(?:ses|leurs)\b")


def _words(hit: Hit) -> set[str]:
    doc, words = hit.token.doc, {hit.token.i, *hit.words}
    near = {
        t.i
        for i in words
        for t in doc[i].children
        if t.dep_ in ("obj", "nmod", "obl:arg", "det", "nsubj:pass")
    }
    below = {t.i for i in near for t in doc[i].children if t.dep_ == "nmod"}
    return {lemma for i in words | near | below for lemma in noun_lemmas(doc[i].text)}


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _suffered(hit: Hit) -> bool:
    """Whether one is told to be convicted, and of no older story (« avait été condamné en 2019 »)."""
    if hit.nominal or not (is_passive(hit.token) or hit.frame.recipient[:1] == ("subj",)):
        return False
    before = any(plain(t.text) in ("avait", "avaient") for t in hit.token.children)
    return not before and _YEAR.search(hit.token.doc.text) is None


def _acquitted(hit: Hit) -> bool:
    """« Deux autres ont été relaxés »: by the court that has tried them."""
    return (
        not hit.nominal
        and is_passive(hit.token)
        and not _ACQUITS.isdisjoint(verb_lemmas(hit.token.text))
        and _YEAR.search(hit.token.doc.text) is None
    )


def _deeds(view: View) -> Iterator[Deed]:
    """The deeds of the sentences before, the last first."""
    return (d for d in reversed(view.memory.deeds) if 0 < view.number - d.sentence <= REACH)


def _holds(deed: Deed) -> bool:
    """Whether someone is held since: arrested, overthrown or abducted."""
    return (deed.type == "COERCE" and deed.mode in ("arrest", None)) or (
        deed.type == "ASSAULT" and deed.mode == "abduct"
    )


def _judge(view: View) -> list[Entity]:
    """The court that the sentences before tell of."""
    for deed in _deeds(view):
        courts = [e for e in deed.actors if e.sector == "JUD"]
        if courts and deed.type in ("SANCTION", "ACCUSE"):
            return courts[:1]
    return []


def _against(chosen: Parts, view: View, kinds: tuple[str, ...], *, both: bool) -> list[Entity]:
    """Who did something of some kind to those who act here, or to whom these did it."""
    mine = [e for _, e in chosen["actor"]]
    for deed in _deeds(view):
        if deed.type not in kinds:
            continue
        if any(_one(e, m) for e in deed.recipients for m in mine):
            return _others(deed.actors, mine)
        if both and any(_one(e, m) for e in deed.actors for m in mine):
            return _others(deed.recipients, mine)
    return []


def _others(found: tuple[Entity, ...], mine: list[Entity]) -> list[Entity]:
    return [e for e in found if e.id and not any(_one(e, m) for m in mine)]


def _state(entity: Entity) -> Entity:
    """Relations are with a state, whichever body of it quarrelled."""
    if entity.country is None or entity.country in SHARED_CODES or entity.sector not in (None, "GOV"):
        return entity
    return Entity(entity.text, entity.country, entity.country, entity.sector)


def _one(a: Entity, b: Entity) -> bool:
    """Whether two are one party: the same, or both of one state."""
    if same(a, b):
        return True
    public = all(e.sector in (None, "GOV") for e in (a, b))
    return public and a.country is not None and a.country == b.country and a.country not in SHARED_CODES
