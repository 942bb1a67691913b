"""Who gives way and to whom, in the acts of RETREAT: what their words say, whatever else is likely.

« Damas a confirmé le retrait des forces russes »: these withdraw; « L'Égypte a récupéré ses statues »: it
gets them; « Les six infirmiers sont rentrés en Bulgarie »: they are brought home, and the state is where.
"""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.code.fr.control import let_do
from recoupe.code.fr.evidence import ELSEWHERE, Candidate, Parts, in_rows
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.phrases import owned
from recoupe.code.fr.roles import same
from recoupe.code.fr.tree import is_passive, logical_subjects, preposition, surface_subjects
from recoupe.code.fr.words import noun_lemmas, verb_lemmas
from recoupe.model import Entity

_STATES = ("state", "capital", "metonym")
_OF_A_PLACE = frozenset(("couvre-feu", "urgence", "internet", "confinement"))
_COMES = frozenset(("rentrer", "revenir", "retourner", "regagner", "retrouver", "rejoindre", "atterrir"))


def gets_nothing(c: Candidate, hit: Hit) -> bool:
    """« a levé le couvre-feu à Nouakchott »: where it was; « remis à leurs familles »: no captives."""
    if hit.frame.type != "RETREAT":
        return False
    if hit.frame.mode in ("release", "repatriate"):
        return c.token.i in hit.words and preposition(c.token) == "à"
    if hit.frame.mode is not None or c.kind not in _STATES or preposition(c.token) not in ("à", "en", "dans"):
        return False
    ended = [hit.token.doc[i] for i in hit.words] + ([hit.about] if hit.about is not None else [])
    ended += [a.token for a in surface_subjects(hit.token)] if not hit.nominal else []
    told = (t for noun in ended for t in (noun, *noun.children))
    return any(not _OF_A_PLACE.isdisjoint(noun_lemmas(t.text)) for t in told)


def give_way(hit: Hit, chosen: Parts, known: Sequence[Candidate]) -> None:
    """Mend the parts given in an act of RETREAT (``chosen``, in place); ``known`` are all who are named."""
    here = [c for c in known if c.kind not in ELSEWHERE]
    if hit.frame.mode == "withdraw":
        _pulls_back(hit, chosen, here)
    if hit.nominal or is_passive(hit.token):
        return
    if hit.frame.mode == "release" and hit.frame.sides and hit.about is not None:
        # « ont échangé 34 prisonniers »
        freed = in_rows((c for c in here if _is_people(c.entity)), [hit.about])
        chosen["actor"] = [one for one in chosen["actor"] if one not in freed]
        chosen["recipient"] = chosen["recipient"] or freed
    _of_its_own(hit, chosen, here)
    _at_command(hit, chosen, here)
    if hit.frame.mode == "repatriate":
        _come_home(hit, chosen, here)
    if hit.frame.mode == "access" and not chosen["recipient"]:
        # « a autorisé les agences de l'ONU à se rendre au Tigré »
        let = (t for c in hit.token.children if c.dep_ == "xcomp" for t in let_do(c))
        allowed = in_rows(here, let)
        chosen["recipient"] = [o for o in allowed if not any(same(o[1], e) for _, e in chosen["actor"])]
    if hit.frame.recipient[:1] == ("subj",) and "subj" not in hit.frame.actor:
        _gets(hit, chosen, here)


def _pulls_back(hit: Hit, chosen: Parts, here: Sequence[Candidate]) -> None:
    """« Damas a confirmé le retrait des forces russes », « Rome a confirmé le départ de ses militaires ».

    Troops that are told as somebody's pull back, whoever says so; those told as « ses » are who does it.
    """
    if hit.nominal:
        inner = [c for c in here if c.token.i in hit.words[1:] and c.entity.country and not owned(c.token)]
        chosen["actor"] = [(c.token.i, c.entity) for c in inner] or chosen["actor"]
    by_name = {c.entity.id: c for c in here if c.kind in _STATES and c.entity.id and not owned(c.token)}
    for n, (i, e) in enumerate(chosen["actor"]):
        if e.id in by_name and owned(hit.token.doc[i]):  # « La Serbie a retiré une partie de ses troupes »
            chosen["actor"][n] = (by_name[e.id].token.i, by_name[e.id].entity)
    if any(e.id is not None for _, e in chosen["actor"]):
        chosen["actor"] = [(i, e) for i, e in chosen["actor"] if e.id or not owned(hit.token.doc[i])]


def _gets(hit: Hit, chosen: Parts, here: Sequence[Candidate]) -> None:
    """« L'Égypte a récupéré ses statues »: the subject of a verb by which one gets something gives none."""
    subjects = [a.token for a in surface_subjects(hit.token)]
    told = [t for t in hit.token.doc if t.dep_ in ("appos", "flat:name") and t.head in subjects]
    # « Les journalistes X et Y sont sortis de prison »
    getting = in_rows((c for c in here if c.entity.id or c.entity.sector), [*subjects, *told])
    moved = [one for one in chosen["actor"] if one in getting]
    if moved:
        chosen["actor"] = [one for one in chosen["actor"] if one not in moved]
        named = any(e.id for _, e in moved)
        kept = [one for one in chosen["recipient"] if one in getting and (one[1].id or not named)]
        chosen["recipient"] = [*moved, *kept]


def _of_its_own(hit: Hit, chosen: Parts, here: Sequence[Candidate]) -> None:
    """« L'armée a tué deux hommes, alors qu'un autre s'est rendu »: who does it is the verb's own subject."""
    own = {t.i for c in hit.token.children if c.dep_ == "nsubj" for t in c.subtree}
    if own.isdisjoint(i for i, _ in chosen["actor"]):
        return
    subjects = (c.token for c in here if c.token.dep_.startswith("nsubj") and c.token.head is not hit.token)
    others = {t.i for t in subjects} - own
    chosen["actor"] = [one for one in chosen["actor"] if one[0] not in others]


def _at_command(hit: Hit, chosen: Parts, here: Sequence[Candidate]) -> None:
    """« Le maréchal a ordonné à ses forces de cesser le feu »: it is his doing."""
    verb = hit.token.head
    if hit.token.dep_ != "xcomp" or "ordonner" not in verb_lemmas(verb.text):
        return
    if all(owned(hit.token.doc[i]) for i, _ in chosen["actor"]):
        chosen["actor"] = in_rows(here, [a.token for a in logical_subjects(verb)]) or chosen["actor"]


def _come_home(hit: Hit, chosen: Parts, here: Sequence[Candidate]) -> None:
    """« Les six infirmiers sont rentrés en Bulgarie »: they are brought home; soldiers go by themselves."""
    if _COMES.isdisjoint(verb_lemmas(hit.token.text)):
        return
    people = (c for c in here if _is_people(c.entity))
    coming = in_rows(people, [a.token for a in surface_subjects(hit.token)])
    if coming:
        chosen["actor"] = [one for one in chosen["actor"] if one not in coming]
        chosen["recipient"] = coming


def _is_people(entity: Entity) -> bool:
    """Whether people are told, and no state, body or troops."""
    return entity.sector not in (None, "MIL") and (entity.id is None or entity.id.islower())
