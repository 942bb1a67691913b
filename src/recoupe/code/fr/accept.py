"""Whether a trigger in its sentence tells an act: a small logistic model over what was read of it.

Rules say what speaks for and against (``frames.Hit.flaws``, roles, time, place, standing); how much each
weighs was fitted on the project's gold corpora (``tools/train_accept.py``, cross-validated by corpus).
The weights are a readable table, ``lexicon/fr/accept.json``; the same input gives the same answer.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cache

from recoupe.code.fr import fitted, tree
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.parse import morph
from recoupe.code.fr.surroundings import determiner, kind_of, relation, surroundings
from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.code.fr.words import noun_lemmas, verb_lemmas
from recoupe.code.lexicon import triggers
from recoupe.model import Status
from recoupe.resolve.time import Time

# How many states and bodies an article names per sentence: from a page of sports to a communiqué.
_OFFICIAL = (0.25, 0.75, 1.25, 2.0)
_NAMED = (*BODY_KINDS, "state", "person", "capital", "metonym", "office")


@cache
def weights() -> dict[str, float]:
    """The fitted weight of each feature, in log-odds."""
    found: dict[str, float] = fitted.table("accept")
    return found


def chance(table: Mapping[str, float], features: frozenset[str]) -> float:
    """The probability, from 0 to 1, that a table of weights gives to what has these features."""
    return logistic(fitted.odds(table, features))


def logistic(odds: float) -> float:
    """The probability, from 0 to 1, that log-odds stand for."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def probability(features: frozenset[str]) -> float:
    """How likely a trigger with these features tells an act, from 0 to 1."""
    return chance(weights(), features)


def features(
    hit: Hit,
    slots: Hit,
    view: View,
    status: Status | None,
    time: Time | None,
    placed: bool,
    beside: int,
    holds: bool,
) -> frozenset[str]:
    """What is known of a trigger, as names of features.

    ``hit`` has those whom ``cast`` gave a part, ``slots`` those whom the frame's slots alone gave.
    ``beside`` counts the other flawless acts of the sentence; ``holds`` says that the rule for bare
    mentions is met (``coder._holds``).
    """
    kind = hit.frame.type
    form = "noun" if hit.nominal else "verb"
    found = {"any", f"type={kind}", f"type={kind}&{form}", form, f"frame={hit.frame.id}"}
    told = (*_situation(hit), *_roles(hit, view))
    found.update(told, [f"{name}&{form}" for name in told])
    found.add(f"status={status or 'purpose'}")
    for name, there in (("time", time is not None), ("place", placed), ("holds", holds)):
        if there:
            found |= {name, f"{name}&{form}"}
    filled = bool(hit.actors) + bool(hit.recipients) + (time is not None) + placed
    found |= {f"filled={filled}", f"filled={filled}&{form}", f"filled={filled}&{kind}"}
    found.add(f"flaws={min(3, len(hit.flaws))}")
    found.add("sound" if holds and not hit.flaws and status else "unsound")
    found |= {f"flaw={name}&{kind}" for name in hit.flaws}
    found |= {f"slot-actor={kind_of(slots.actors)}", f"slot-recipient={kind_of(slots.recipients)}"}
    found |= {f"place={min(2, hit.place)}", f"rivals={min(3, hit.rivals)}"}
    if hit.weak:
        flawed = f"weak&flaws={min(3, len(hit.flaws))}"
        found |= {"weak", f"weak&{form}", flawed, f"weak&{kind}", f"weak&filled={filled}"}
    if hit.rivals:
        found.add("first" if not hit.place else "not-first")
    if beside:
        found.add("beside")
    rank = _rarity(hit)
    found |= {rank, f"{rank}&{form}", f"{rank}&flaws={min(3, len(hit.flaws))}", f"{rank}&filled={filled}"}
    wording = tuple(_wording(hit))
    found.update([f"{rank}&{name}" for name in wording], [f"{name}&{form}" for name in wording])
    found.add(f"official={next((n for n, least in enumerate(_OFFICIAL) if view.memory.official < least), 4)}")
    found.add(f"dated={min(4, int(view.memory.dated * 5))}")
    found.add(f"named={min(3, sum(ref.kind in _NAMED for ref in view.refs))}")
    found.update(surroundings(hit, view, status))
    return frozenset(found)


# Ranks of frequency in French: among the 300 commonest words stand « fait » and « cours », beyond the
# 20,000th « déféré ».
_RANKS = (300, 1000, 2500, 6000, 20000)


def _rarity(hit: Hit) -> str:
    """How rare the rarest word of the trigger is: the commoner, the more it means besides."""
    doc = hit.token.doc
    rank = max(int(doc.vocab[doc[i].lower_].rank) for i in hit.words or (hit.token.i,))
    return f"rank={next((n for n, least in enumerate(_RANKS) if rank < least), len(_RANKS))}"


def _wording(hit: Hit) -> Iterator[str]:
    """How much the words themselves say: long phrases and asked-for objects much, « porter » little."""
    verbs, nouns = triggers("fr")
    table = nouns if hit.nominal else verbs
    lemmas = noun_lemmas(hit.token.text) if hit.nominal else verb_lemmas(hit.token.text)
    # A second frame of the same act is no further sense: only what it is told with differs.
    senses = {(t.frame.type, t.frame.mode) for lemma in lemmas for t in table.get(lemma, ())}
    yield f"senses={min(4, len(senses))}"
    yield f"words={min(3, len(hit.words))}"
    asked = bool(hit.frame.object) and not {"any", "none"} & set(hit.frame.object)
    if asked:
        yield "asked-missing" if hit.flaws & {"object", "no-object"} else "asked-met"
    if hit.frame.near:
        yield "near-met" if "near" not in hit.flaws else "near-missing"


def _situation(hit: Hit) -> Iterator[str]:
    """Where the trigger stands in its sentence."""
    token = hit.token
    yield from (f"flaw={name}" for name in hit.flaws)
    yield f"dep={relation(token)}"
    if len(hit.words) > 1:
        yield "phrase"
    if hit.nominal:
        yield f"det={determiner(token)}"
        yield f"head={token.head.pos_}"
        if tree.governing_verb(token) is not None:
            yield "light"
        if marker := tree.preposition(token):
            yield f"prep={marker}"
        return
    if token.pos_ not in ("VERB", "AUX"):
        yield f"pos={token.pos_}"
    auxiliaries = any(c.dep_.startswith("aux") for c in token.children)
    if tree.is_participle(token):
        yield "compound" if auxiliaries else "bare"
        if tree.is_passive(token):
            yield "passive"
    elif "Inf" in morph(token, "VerbForm"):
        yield "infinitive"
    else:
        yield f"tense={next(iter(morph(token, 'Tense')), 'none')}"


def _roles(hit: Hit, view: View) -> Iterator[str]:
    """Who and what was found around the trigger."""
    yield f"actor={kind_of(hit.actors)}"
    yield f"recipient={kind_of(hit.recipients)}"
    if len(hit.actors) > 1:
        yield "actors"
    about = hit.about
    if about is None:
        yield "about=none"
    elif view.ref(about) is not None:
        yield f"about={getattr(view.ref(about), 'kind', 'ref')}"
    elif about.pos_ == "PRON":
        yield "about=pronoun"
    else:
        yield "about=class" if classes_of(about) else "about=other"
