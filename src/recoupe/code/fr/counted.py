"""Whose deed a figure counts, and whom: everyone named weighed for the two, as ``cast`` weighs for acts.

Besides grammar around the counted noun, it is known what part each has in the deed that the figure belongs
to, and whose the figures before were (« Les douaniers ont saisi … . Dix tonnes ont été brûlées. »).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from recoupe.code.fr import barred, cast, evidence, heads, numbered, tree
from recoupe.code.fr.accept import logistic
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.companions import CAUGHT, charged_with, helpers, only_tells
from recoupe.code.fr.evidence import Candidate
from recoupe.code.fr.figures import Count
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.killers import HURT, killers
from recoupe.code.fr.mended_trees import finite
from recoupe.code.fr.pairs import Known, Pairing
from recoupe.code.fr.parse import Token
from recoupe.code.fr.reweighed import Row, reweigh
from recoupe.code.fr.roles import same
from recoupe.code.fr.scenes import judges
from recoupe.code.fr.view import View
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas
from recoupe.model import Entity

PARTS = ("figure-actor", "figure-of")
LEAST = 0.4  # a part is given from here on
# The mode of what is counted, where it is the law's servants who do it.
_DEED = {
    "cells-dismantled": "dismantle", "people-arrested": "arrest", "people-convicted": "convict",
    "attacks-foiled": "foil", "people-trained": "train", "people-expelled": "deport",
    "weapons-seized": "seize", "drugs-seized": "seize", "agreements": "sign",
}  # fmt: skip
BACK = 2  # sentences back, within which a figure says whose the next are
# Nouns that say no more than the measure does: they are told in `of` where something describes them.
_BARE = frozenset(
    ("personne", "individu", "mort", "tue", "blesse", "victime", "corps", "cellule", "reseau", "arrestation",
     "interpellation", "attentat", "attaque", "projet", "membre", "disparu", "deces", "cas", "affaire")
)  # fmt: skip


def parts(
    count: Count, view: View, everyone: Sequence[Candidate], beside: Sequence[Hit]
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """The doers of what a figure counts, and those counted; also kept in mind for the figures to come."""
    chosen: evidence.Parts = {part: [] for part in PARTS}
    found = described(count, view, everyone, beside)
    odds_of = {part: [logistic(known.odds(cast.weights()[part])) for _, known in found] for part in PARTS}
    rows = [
        Row(c, [*known.names, *known.pairing.common], {part: odds_of[part][n] for part in PARTS})
        for n, (c, known) in enumerate(found)
    ]
    told = numbered.told(count, view)
    doers: list[Candidate] = []
    weighed = [(odds, row.candidate) for odds, row in zip(reweigh(PARTS, rows), rows, strict=True)]
    for odds, c in sorted(weighed, key=lambda pair: (-max(pair[0].values()), pair[1].token.i)):
        part = max(PARTS, key=lambda p: odds[p])
        taken = [e for found in chosen.values() for _, e in found]
        deed = _DEED.get(count.measure)
        if part == "figure-actor" and (not barred.may(c, "actor", deed) or barred.coordinates(c, deed, None)):
            continue
        if part == "figure-actor" and count.measure != "people-convicted" and count.noun is not None:
            if c.kind not in evidence.ELSEWHERE and judges(c, count.noun):
                continue
        if part == "figure-actor" and _blames(c, count, view):
            continue
        if part == "figure-of" and (told or numbered.bare_cells(count, c.token) or _counted_apart(c, count)):
            continue
        if any(same(c.entity, e) for e in told):
            continue
        if part == "figure-actor" and numbered.loses(c.token, count):
            continue
        if odds[part] >= LEAST and not any(same(c.entity, e) for e in taken):
            chosen[part].append((c.token.i, c.entity))
            if part == "figure-actor":
                doers.append(c)
    if any(
        c.kind not in evidence.ELSEWHERE for c in doers
    ):  # who is named here does it, and not who was before
        pairs = zip(chosen["figure-actor"], doers, strict=True)
        chosen["figure-actor"] = [one for one, c in pairs if c.kind not in evidence.ELSEWHERE]
    actors = tuple(e for _, e in sorted(chosen["figure-actor"], key=lambda pair: pair[0]))
    of = told or numbered.settled(count, sorted(chosen["figure-of"], key=lambda pair: pair[0]), view)
    actors = _beside(count, actors, chosen["figure-actor"], everyone)
    if count.measure in HURT and any(e.sector == "REB" for e in of):
        # « quarante assaillants ont été abattus »: not by their own, who attacked
        told_to = count.hit.actors if count.hit is not None else ()
        actors = tuple(e for e in actors if e.sector != "REB" or any(same(e, one) for one in told_to))
    if count.measure in HURT and not actors:
        actors = killers(count, of, view) or _strikers(count, view, everyone)
    if count.measure == "members":
        actors = ()  # nobody makes as many of them
    elif count.hit is not None and all(c.kind in evidence.ELSEWHERE for c in doers):
        actors = _of_deed(count, count.hit, of) or actors
    view.memory.counted.append((count.measure, actors, of, view.number, count.end))
    return actors, of


def _blames(c: Candidate, count: Count, view: View) -> bool:
    """« le parquet l'accuse d'avoir importé 12 tonnes de cocaïne »: who accuses has not done it."""
    noun = count.noun if count.noun is not None else heads.token_at(view, count.number.start)
    verbs = (v for v in tree.ancestors(noun) if not _BLAMES.isdisjoint(verb_lemmas(v.text)))
    blaming = (v for v in verbs if not tree.is_passive(v))
    return any(a.token.i == c.token.i for v in blaming for a in tree.surface_subjects(v))


_BLAMES = frozenset(("accuser", "soupconner", "reprocher", "inculper"))
_STRIKES = frozenset(("tuer", "blesser", "abattre", "assassiner", "massacrer", "executer", "egorger"))
_LED = frozenset(("mener", "perpetrer", "commettre", "lancer", "conduire"))


def _strikers(count: Count, view: View, everyone: Sequence[Candidate]) -> tuple[Entity, ...]:
    """« Un kamikaze s'est fait exploser, tuant 12 personnes », « L'attaque, menée par X, a tué »."""
    hurt = count.noun if count.noun is not None else heads.token_at(view, count.number.start)
    hurt = hurt.head if hurt.dep_ == "nummod" else hurt  # « en blessant 22 autres »
    verb = set(verb_lemmas(hurt.head.text))
    suffers = hurt.dep_ == "nsubj:pass" and verb & _STRIKES  # « 15 à 20 personnes ont été tuées par X »
    if not suffers and (hurt.dep_ != "obj" or not verb & {"faire", *_STRIKES}):
        return ()
    subjects = [a.token for a in tree.logical_subjects(hurt.head)]
    led = [p for t in subjects if "attack" in classes_of(t) for p in t.children if p.dep_ == "acl"]
    by = [a.token for part in led if not _LED.isdisjoint(verb_lemmas(part.text)) for a in tree.agents(part)]
    told = {t.i for t in (*by, *(subjects if verb & _STRIKES else ()))}
    doers = (c for c in everyone if c.token.i in told and c.kind not in (*evidence.ELSEWHERE, "thing"))
    return tuple(c.entity for c in doers if c.entity.sector and "attack" not in classes_of(c.token))


_SAID = ("ACCUSE", "SUPPORT", "REQUEST", "REJECT", "CONSULT", "THREATEN")  # acts by word, done to nobody


def _of_deed(count: Count, hit: Hit, of: Sequence[Entity]) -> tuple[Entity, ...]:
    """Who did to those counted what the sentence tells, where nobody is likelier."""
    if hit.frame.type in _SAID:
        return ()
    to_them = any(same(e, one) for e in of for one in hit.recipients)
    if not to_them and (
        count.noun is None or all(a.token.i != count.noun.i for a in tree.objects(hit.token))
    ):
        return ()
    return tuple(e for e in hit.actors if not any(same(e, one) or e.text in one.text for one in of))


def _beside(
    count: Count,
    actors: tuple[Entity, ...],
    chosen: Sequence[tuple[int, Entity]],
    everyone: Sequence[Candidate],
) -> tuple[Entity, ...]:
    """The doers, with who helps them, without who only tells it; who is charged with it instead of them."""
    here = [c for c in everyone if c.kind not in evidence.ELSEWHERE]
    deed = count.noun
    if deed is not None and count.measure in HURT:
        # « L'attaque, attribuée à X, a fait dix morts »
        beside = [t for t in deed.head.children if t.dep_ == "nsubj"]
        over = [deed, *tree.ancestors(deed), *beside]
        blamed = next((found for t in over if (found := charged_with(t, here))), None)
        if blamed is not None:
            return tuple(e for _, e in blamed)
    if deed is None or count.measure not in (*HURT, *_DEED):
        return actors
    doc = deed.doc
    named = {c.token.i for c in here}
    caught = deed if deed.dep_ == "obj" else deed.head
    if _DEED.get(count.measure) in CAUGHT:
        told = {i for i, e in chosen if i in named and only_tells(doc[i], e, caught)}
        actors = tuple(e for i, e in chosen if i not in told) if told else actors
    more = [e for _, e in helpers([doc[i] for i, _ in chosen if i in named], here)]
    return (*actors, *(e for e in more if not any(same(e, a) for a in actors)))


def described(
    count: Count, view: View, everyone: Sequence[Candidate], beside: Sequence[Hit]
) -> list[tuple[Candidate, Known]]:
    """Everyone who may have a part in a figure, with what is known of each as features."""
    mine = [c for c in everyone if c.kind != "thing"]
    noun = count.noun
    if noun is not None and not any(c.token.i == noun.i and c.kind != "earlier" for c in mine):
        if count.of is not None:
            mine.append(Candidate(noun, count.of, "words"))
    else:
        mine = [_renamed(c, count) for c in mine]
    places = [c.token.i for c in mine if c.kind != "earlier"]
    others = [h for h in beside if h is not count.hit]
    found = []
    for c in mine:
        known = {"any", *_names(c, count, view, places, others)}
        deed = next((n for n in known if n.startswith("deed=")), "")
        found.append((c, _pairing(count.measure, deed).of(known)))
    return found


_OF_MEASURE = ("counted", "was=", "whole=", "deed=", "kind=", "earlier=", "sector=")


@lru_cache(maxsize=128)  # so many measures as there are, by three parts in a deed
def _pairing(measure: str, deed: str) -> Pairing:
    """How features are paired of one who has some part or none in the deed that a figure belongs to."""
    some = frozenset(("", measure.split("-")[0], deed))
    more = some | {measure}

    def others(name: str) -> frozenset[str]:
        return more if name.startswith(_OF_MEASURE) else some

    return Pairing("", (f"measure={measure}",), some, others)


def _renamed(c: Candidate, count: Count) -> Candidate:
    if count.noun is not None and c.token.i == count.noun.i and count.of is not None and c.entity.id is None:
        return c._replace(entity=count.of)
    return c


def _names(
    c: Candidate, count: Count, view: View, places: Sequence[int], others: Sequence[Hit]
) -> Iterator[str]:
    yield f"kind={c.kind}"
    yield f"sector={c.entity.sector or 'none'}"
    if c.entity.id is None:
        yield "unnamed"
    for measure, actors, of, sentence, end in view.memory.counted[-3:]:
        if view.number - sentence > BACK:
            continue
        if sentence == view.number and any(same(c.entity, e) for e in actors):
            if _of_one_whole(end, count.start, view):
                yield "whole=actor"
                yield f"whole=actor-{'same' if measure == count.measure else 'other'}"
        for what, entities in (("actor", actors), ("of", of)):
            if any(same(c.entity, e) for e in entities):
                yield f"was={what}"
                if measure == count.measure:
                    yield f"was={what}-same"
                if sentence == view.number:
                    yield f"was={what}-here"
    if count.hit is None:
        yield "deed=no"
    else:
        yield f"deed={evidence.rule(c.entity, count.hit) or 'none'}"
        if not count.hit.actors:
            yield "deed-open"
    parts = {part for h in others if (part := evidence.rule(c.entity, h)) is not None}
    yield from (f"acts={part}" for part in parts)
    if c.kind == "earlier":
        yield from c.earlier
        return
    yield from _place(c, count, places)


def _of_one_whole(end: int, start: int, view: View) -> bool:
    """Whether no verb stands between two counts (« 318 étrangers : 115 Sénégalais… »)."""
    return start > end and not any(finite(t) for t in view.doc if end <= t.idx < start)


def _place(c: Candidate, count: Count, places: Sequence[int]) -> Iterator[str]:
    """Where one named in the sentence stands from the counted noun; ``places`` are those of everyone."""
    token, noun = c.token, count.noun
    start = count.start
    yield "before" if token.idx < start else "after"
    marker = tree.preposition(token)
    yield f"prep={marker or 'none'}"
    yield f"dep={token.dep_.split(':')[0]}"
    if token.dep_.startswith("nsubj") and token.head.dep_ == "ROOT":
        yield "main-subject"
    if noun is None:
        return
    if token.i == noun.i:
        yield "counted"
        yield f"counted={'bare' if set(noun_lemmas(noun.text)) & _BARE else 'told'}"
        yield f"counted={'described' if _described(noun) else 'alone'}"
        yield from (f"counted-class={name}" for name in classes_of(noun))
    elif noun.i in tree.above(token):
        yield f"within={marker or 'none'}"
    yield f"steps={min(5, tree.distance(token, noun))}"
    low, high = sorted((token.i, noun.i))
    yield f"nearer={min(2, sum([low < place < high for place in places]))}"


def _counted_apart(c: Candidate, count: Count) -> bool:
    """« trois soldats et deux policiers »: the soldiers have a figure of their own."""
    noun = count.noun
    if noun is None or c.token.i == noun.i or c.kind in evidence.ELSEWHERE:
        return False
    alone = any(t.dep_ == "det" and plain(t.text) in ("un", "une") for t in c.token.children)
    counted = alone or any(t.dep_ == "nummod" for t in c.token.children)
    if not counted or set(noun_lemmas(noun.text)) & _BARE:
        return False  # « vingt soldats et treize blessés »: they too may be soldiers
    first = tree.first_of_row(noun)
    beside = c.token.head.i == first.head.i and c.token.dep_ == first.dep_  # whatever the tree joins
    return beside or any(t.i == c.token.i for t in tree.conjuncts(first))


def _described(noun: Token) -> bool:
    return any(
        c.i > noun.i and (c.dep_.startswith("nmod") or c.dep_ in ("amod", "appos")) for c in noun.children
    )
