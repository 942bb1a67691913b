"""Whether a trigger in its sentence tells an act: a small logistic model over what was read of it.

Rules say what speaks for and against (``frames.Hit.flaws``, roles, time, place, standing); how much each
weighs was fitted on the project's gold corpora (``tools/train_accept.py``, cross-validated by corpus).
The weights are a readable table, ``lexicon/fr/accept.json``; the same input gives the same answer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from recoupe.code.fr import fitted, tree
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.surroundings import KINDS, NOBODY, determiner, kind_of, relation, surroundings
from recoupe.code.fr.tokens import once
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


def probability(features: frozenset[str], known: Read) -> float:
    """How likely a trigger with these features, ``known`` among them, tells an act, from 0 to 1."""
    return logistic(math.fsum([*known.own, *fitted.weights_of(weights(), features - known.names)]))


class Read(NamedTuple):
    """What is known of a trigger before it is asked who plays a part in it.

    ``slots`` has those whom the frame's slots gave; the features of ``names`` stand whoever is given a part.
    """

    slots: Hit
    status: Status
    time: Time | None
    placed: bool
    rank: str
    names: frozenset[str]
    own: tuple[float, ...]  # their weights

    @property
    def form(self) -> str:
        """Whether the trigger is a verb or a noun."""
        return "noun" if self.slots.nominal else "verb"


def read(slots: Hit, view: View, status: Status, time: Time | None, placed: bool, beside: int) -> Read:
    """A trigger in its sentence, nobody cast yet; ``beside`` counts the sentence's other flawless acts."""
    kind, flaws = slots.frame.type, min(3, len(slots.flaws))
    form = "noun" if slots.nominal else "verb"
    found = {"any", f"type={kind}", f"type={kind}&{form}", form, f"frame={slots.frame.id}"}
    told = [f"about={_about(slots, view)}", *[f"flaw={name}" for name in slots.flaws]]
    if len(slots.words) > 1:
        told.append("phrase")
    found.update(told, [f"{name}&{form}" for name in told], _situation(slots.token, slots.nominal))
    found.add(f"status={status}")
    for name, there in (("time", time is not None), ("place", placed)):
        if there:
            found |= {name, f"{name}&{form}"}
    found.add(f"flaws={flaws}")
    found |= {f"flaw={name}&{kind}" for name in slots.flaws}
    found |= {f"slot-actor={kind_of(slots.actors)}", f"slot-recipient={kind_of(slots.recipients)}"}
    found |= {f"place={min(2, slots.place)}", f"rivals={min(3, slots.rivals)}"}
    if slots.weak:
        found |= {"weak", f"weak&{form}", f"weak&flaws={flaws}", f"weak&{kind}"}
    if slots.rivals:
        found.add("first" if not slots.place else "not-first")
    if beside:
        found.add("beside")
    rank = _rarity(slots)
    found |= {rank, f"{rank}&{form}", f"{rank}&flaws={flaws}"}
    wording = tuple(_wording(slots))
    found.update([f"{rank}&{name}" for name in wording], [f"{name}&{form}" for name in wording])
    found.add(f"official={next((n for n, least in enumerate(_OFFICIAL) if view.memory.official < least), 4)}")
    found.add(f"dated={min(4, int(view.memory.dated * 5))}")
    found.add(f"named={min(3, sum(ref.kind in _NAMED for ref in view.refs))}")
    found.update(surroundings(slots, view, status))
    own = tuple(fitted.weights_of(weights(), found))
    return Read(slots, status, time, placed, rank, frozenset(found), own)


def features(hit: Hit, known: Read, view: View, holds: bool) -> frozenset[str]:
    """What is known of a trigger, as names of features.

    ``hit`` has those whom ``cast`` gave a part; ``holds`` says that the rule for bare mentions is met
    (``believed._holds``).
    """
    found = {
        *_of_actor(kind_of(hit.actors), known),
        *_of_recipient(kind_of(hit.recipients), known),
        _of_both(kind_of(hit.actors), kind_of(hit.recipients)),
        *_filled(bool(hit.actors) + bool(hit.recipients), known),
        *_held(holds, known),
    }
    if len(hit.actors) > 1:
        found |= _several(known)
    return known.names.union(found)


def _of_actor(actor: str, known: Read) -> tuple[str, ...]:
    return f"actor={actor}", f"actor={actor}&{known.form}", f"actor={actor}&{known.slots.frame.type}"


def _of_recipient(recipient: str, known: Read) -> tuple[str, ...]:
    name = f"recipient={recipient}"
    return name, f"{name}&{known.form}", f"{name}&{known.slots.frame.type}"


def _of_both(actor: str, recipient: str) -> str:
    return f"actor={actor}&recipient={recipient}"


def _several(known: Read) -> set[str]:
    return {"actors", f"actors&{known.form}"}


def _filled(parts: int, known: Read) -> list[str]:
    """How much is told of an act: so many of the two parts, when, where."""
    name = f"filled={parts + (known.time is not None) + known.placed}"
    found = [name, f"{name}&{known.form}", f"{name}&{known.slots.frame.type}", f"{known.rank}&{name}"]
    return [*found, f"weak&{name}"] if known.slots.weak else found


def _held(holds: bool, known: Read) -> list[str]:
    """Whether the rule for bare mentions is met, and nothing of the frame lacks either."""
    found = ["sound" if holds and not known.slots.flaws else "unsound"]
    return [*found, "holds", f"holds&{known.form}"] if holds else found


class _Casting:
    """What casting can add at best to the log-odds of a trigger, by one table of weights."""

    def __init__(self, table: Mapping[str, float]) -> None:
        self.table = table
        self.parts: dict[tuple[str, str], tuple[float, float, float]] = {}
        self.found: dict[object, float] = {}  # by all that the features turn on: some hundreds

    def _sum(self, names: Iterable[str]) -> float:
        return fitted.odds(self.table, names)

    def most(self, known: Read) -> float:
        """The most for a trigger, over whoever might be given its parts."""
        slots = known.slots
        beside = (known.time is not None) + known.placed
        key = (slots.frame.type, known.form, known.rank, slots.weak, beside, bool(slots.flaws))
        if key not in self.found:
            self.found[key] = self._most(known)
        return self.found[key]

    def _most(self, known: Read) -> float:
        key = (known.slots.frame.type, known.form)
        if key not in self.parts:
            self.parts[key] = self._of_parts(known)
        told = max(best + self._sum(_filled(parts, known)) for parts, best in enumerate(self.parts[key]))
        return told + max(self._sum(_held(holds, known)) for holds in (True, False))

    def _of_parts(self, known: Read) -> tuple[float, float, float]:
        """The most where nobody, one part, both parts are given: it turns on the type and form alone."""
        found: list[list[float]] = [[], [], []]
        many = max(0.0, self._sum(_several(known)))
        recipients = [(r, self._sum(_of_recipient(r, known))) for r in KINDS]
        for actor in KINDS:
            acted = self._sum(_of_actor(actor, known)) + (many if actor != NOBODY else 0.0)
            for recipient, done_to in recipients:
                both = acted + done_to + self._sum([_of_both(actor, recipient)])
                found[(actor != NOBODY) + (recipient != NOBODY)].append(both)
        return max(found[0]), max(found[1]), max(found[2])


_casting = [_Casting({})]
SLACK = 1e-6  # log-odds: more than adding in another order can make


def most(known: Read) -> float:
    """The highest probability that a trigger can come to, whoever is given a part in it."""
    table = weights()
    if _casting[0].table is not table:
        _casting[0] = _Casting(table)
    return logistic(math.fsum(known.own) + _casting[0].most(known) + SLACK)


# Ranks of frequency in French: among the 300 commonest words stand « fait » and « cours », beyond the
# 20,000th « déféré ».
_RANKS = (300, 1000, 2500, 6000, 20000)


def _rarity(hit: Hit) -> str:
    """How rare the rarest word of the trigger is: the commoner, the more it means besides."""
    doc = hit.token.doc
    return f"rank={max(_rank(doc[i]) for i in hit.words or (hit.token.i,))}"


@once
def _rank(word: Token) -> int:
    rank = word.doc.vocab[word.lower_].rank
    return next((n for n, least in enumerate(_RANKS) if rank < least), len(_RANKS))


FORMS = 4096  # words kept with how many senses they have
_kept: list[tuple[object, dict[tuple[str, bool], int]]] = [
    (None, {})
]  # by the lexicon that it was counted in


def _senses(word: str, nominal: bool) -> int:
    """How many acts a word may tell of."""
    lexicon = triggers("fr")
    if _kept[0][0] is not lexicon:
        _kept[0] = lexicon, {}
    kept, key = _kept[0][1], (word, nominal)
    if key in kept:
        return kept[key]
    verbs, nouns = lexicon
    table, lemmas = (nouns, noun_lemmas(word)) if nominal else (verbs, verb_lemmas(word))
    # A second frame of the same act is no further sense: only what it is told with differs.
    found = len({(t.frame.type, t.frame.mode) for lemma in lemmas for t in table.get(lemma, ())})
    if len(kept) < FORMS:
        kept[key] = found
    return found


def _wording(hit: Hit) -> Iterator[str]:
    """How much the words themselves say: long phrases and asked-for objects much, « porter » little."""
    yield f"senses={min(4, _senses(hit.token.text, hit.nominal))}"
    yield f"words={min(3, len(hit.words))}"
    asked = bool(hit.frame.object) and not {"any", "none"} & set(hit.frame.object)
    if asked:
        yield "asked-missing" if hit.flaws & {"object", "no-object"} else "asked-met"
    if hit.frame.near:
        yield "near-met" if "near" not in hit.flaws else "near-missing"


@once
def _situation(token: Token, nominal: bool) -> list[str]:
    """Where a trigger stands in its sentence, also beside whether it is a verb or a noun."""
    form, found = "noun" if nominal else "verb", list(_hung(token, nominal))
    return [*found, *[f"{name}&{form}" for name in found]]


def _hung(token: Token, nominal: bool) -> Iterator[str]:
    yield f"dep={relation(token)}"
    if nominal:
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


def _about(hit: Hit, view: View) -> str:
    """What the thing acted on is."""
    about = hit.about
    if about is None:
        return "none"
    if (ref := view.ref(about)) is not None:
        return ref.kind
    if about.pos_ == "PRON":
        return "pronoun"
    return "class" if classes_of(about) else "other"
