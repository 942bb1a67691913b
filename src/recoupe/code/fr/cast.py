"""Who plays which part in an act: every one that the sentence names, weighed for actor and recipient.

What the slots of a frame give (``roles``) is one piece of evidence among others: grammar between the
two, distance, kind and sector of the one named. How much each weighs was fitted on the project's gold
corpora (``tools/train_cast.py``, cross-validated by corpus); the weights are a readable table,
``lexicon/fr/cast.json``. The same input gives the same answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from recoupe.code.fr import tree
from recoupe.code.fr.accept import chance
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.entities import one_entity
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.notes import Notes, Part
from recoupe.code.fr.parse import Token
from recoupe.code.fr.roles import among
from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.model import Entity

PARTS = ("actor", "recipient")
# From here on a part is given: to one whom the frame's slots name, or to another.
GIVEN, SOUGHT = 0.25, 0.42
# A tie is told with both its ends: the likeliest is taken for one that is missing, from here on.
END = 0.06
_NAMED = (*BODY_KINDS, "state", "person", "capital", "metonym", "office", "adjective")
# What is done to persons, groups and goods; a state named beside it is where, or whose, not to whom.
_OF_PERSONS = ("arrest", "dismantle", "seize", "foil", "deport", "convict", "investigate", "release")
_STATES = ("state", "capital", "metonym", "adjective")
_WHERE = ("à", "en", "dans", "vers")


class Candidate(NamedTuple):
    """Someone named in the sentence: the head of the noun phrase, whom it names, and what kind of name."""

    token: Token
    entity: Entity
    kind: str


@cache
def weights() -> dict[str, dict[str, float]]:
    """The fitted weight of each feature for each part, in log-odds."""
    table = files("recoupe").joinpath("lexicon", "fr", "cast.json").read_text("utf-8")
    found: dict[str, dict[str, float]] = json.loads(table)["weights"]
    return found


def candidates(view: View) -> list[Candidate]:
    """Everyone whom the sentence names or describes, in order, each noun phrase once."""
    found: list[Candidate] = []
    for token in view.doc:
        ref = view.ref(token)
        if ref is not None:
            span = view.span(ref.start, ref.end)
            if ref.kind not in _NAMED or span is None or span.root.i != token.i:
                continue
            if ref.kind == "adjective" and not (ref.entity.id or ref.entity.country):
                continue  # « policière » says what kind, not who
            kind = ref.kind
        elif token.pos_ == "PRON" and token.dep_ != "expl:comp":
            kind = "pronoun"
        elif _describes(token):
            kind = "words"
        else:
            continue
        found += [Candidate(token, entity, kind) for entity in one_entity(token, view)]
    return found


def _describes(token: Token) -> bool:
    if token.pos_ == "NOUN":
        return bool(classes_of(token)) or token.dep_.startswith(("nsubj", "obj"))
    return token.pos_ in ("NUM", "PROPN") and token.dep_.startswith(("nsubj", "obj", "obl", "conj"))


def recast(
    hit: Hit,
    view: View,
    everyone: Sequence[Candidate],
    speakers: Iterable[str],
    notes: Notes | None = None,
) -> Hit:
    """The hit with its actors and recipients chosen among those named, likeliest part for each."""
    chosen: dict[str, list[tuple[int, Entity]]] = {part: [] for part in PARTS}
    weighed = [
        (candidate, known, {part: chance(weights()[part], known) for part in PARTS})
        for candidate, known in described(hit, view, everyone, frozenset(speakers))
    ]
    for candidate, known, odds in weighed:
        part = max(PARTS, key=lambda p: odds[p])
        if part == "recipient" and hit.frame.mode in _OF_PERSONS and candidate.kind in _STATES:
            continue
        if odds[part] >= (GIVEN if f"rule={part}" in known else SOUGHT) and not _in(candidate, chosen):
            chosen[part].append((candidate.token.i, candidate.entity))
    if hit.frame.type.islower():  # a tie has two ends
        for part in (p for p in PARTS if not chosen[p]):
            rest = [(odds[part], c) for c, _, odds in weighed if odds[part] >= END and not _in(c, chosen)]
            if rest:
                best = max(rest, key=lambda pair: pair[0])[1]
                chosen[part].append((best.token.i, best.entity))
    actors, recipients = (
        tuple(entity for _, entity in sorted(chosen[part], key=lambda pair: pair[0])) for part in PARTS
    )
    if notes is not None:
        _note(notes, hit, view, weighed, chosen)
    return hit._replace(actors=actors, recipients=recipients)


def _note(
    notes: Notes,
    hit: Hit,
    view: View,
    weighed: Sequence[tuple[Candidate, frozenset[str], dict[str, float]]],
    chosen: dict[str, list[tuple[int, Entity]]],
) -> None:
    for candidate, known, odds in weighed:
        given = next((p for p in PARTS if any(e is candidate.entity for _, e in chosen[p])), None)
        notes.parts.append(
            Part(
                trigger=(view.start + hit.start, view.start + hit.end),
                text=candidate.entity.text,
                id=candidate.entity.id,
                part=given,
                probability=round(odds[given or max(PARTS, key=lambda p: odds[p])], 3),
                path=tuple(sorted(n for n in known if n.startswith(_PATH) and "&" not in n)),
            )
        )


_PATH = ("rule=", "under=", "over=", "beside=", "light=", "within=", "elsewhere", "joined=", "joins=")


def _in(candidate: Candidate, chosen: dict[str, list[tuple[int, Entity]]]) -> bool:
    return any(among(candidate.entity, [e for _, e in taken]) for taken in chosen.values())


def described(
    hit: Hit, view: View, everyone: Sequence[Candidate], speakers: frozenset[str]
) -> list[tuple[Candidate, frozenset[str]]]:
    """Those who may play a part, with what is known of each as names of features, likeliest first.

    Whom the frame's slots gave and nobody else found (« le service » of a sentence before) is among them.
    """
    mine = [c for c in everyone if c.token.i not in hit.words]
    for given in (*hit.actors, *hit.recipients):
        if not any(_same(given, c.entity) for c in mine):
            mine.append(Candidate(hit.token, given, "given"))
    first: dict[int, str] = {}
    for c in mine:
        rule = _rule(c.entity, hit)
        if rule:
            first[c.token.i] = rule
    found = []
    for c in mine:
        names = {"any", *_names(c, hit, view, mine, first)}
        if c.entity.id in speakers or c.entity.text in speakers:
            names.add("speaker")
        found.append((c, _paired(frozenset(names), hit)))
    return sorted(found, key=lambda pair: (-_best(pair[1]), pair[0].token.i))


def _best(known: frozenset[str]) -> float:
    return max(chance(weights()[part], known) for part in PARTS)


def _same(a: Entity, b: Entity) -> bool:
    return a.id == b.id if a.id and b.id else a.text == b.text


def _rule(entity: Entity, hit: Hit) -> str | None:
    if any(_same(entity, e) for e in hit.actors):
        return "actor"
    return "recipient" if any(_same(entity, e) for e in hit.recipients) else None


def _names(
    c: Candidate, hit: Hit, view: View, everyone: Sequence[Candidate], given: dict[int, str]
) -> Iterator[str]:
    rule = _rule(c.entity, hit)
    yield f"rule={rule or 'none'}"
    if rule is None:
        yield f"open={'actor' if not hit.actors else ''}{'recipient' if not hit.recipients else ''}"
    yield f"kind={c.kind}"
    yield f"sector={c.entity.sector or 'none'}"
    if c.entity.id is None:
        yield "unnamed"
    if c.kind == "given":
        return
    trigger, token = hit.token, c.token
    yield "before" if token.i < trigger.i else "after"
    away = abs(token.i - trigger.i)
    yield f"away={'3' if away <= 3 else '7' if away <= 7 else '14' if away <= 14 else 'far'}"
    steps = tree.distance(token, trigger)
    yield f"steps={min(steps, 6)}"
    marker = tree.preposition(token)
    yield f"prep={marker or 'none'}"
    yield f"dep={token.dep_}"
    yield from _grammar(token, trigger, marker)
    if marker in _WHERE and c.kind in ("state", "capital", "metonym"):
        yield "where"
    if token.dep_.startswith("nsubj") and token.head.dep_ == "ROOT":
        yield "main-subject"
    if token.dep_ == "conj" and (part := given.get(token.head.i)):
        yield f"joined={part}"
    for child in token.children:
        if child.dep_ == "conj" and (part := given.get(child.i)):
            yield f"joins={part}"
    inside = {a.i for a in tree.ancestors(token)}
    others = {o.token.i for o in everyone if o.token.i != token.i}
    if inside & others and token.dep_ != "conj":
        yield "nested"
    low, high = sorted((token.i, trigger.i))
    between = view.doc[low + 1 : high]
    if any(t.text in ";:" for t in between):
        yield "parted"
    if any(t.text in "«»" for t in between):
        yield "quote-between"
    nearer = sum(low < o.token.i < high for o in everyone)
    yield f"nearer={min(3, nearer)}"
    yield f"count={min(6, len(others) + 1)}"


def _grammar(token: Token, trigger: Token, marker: str | None) -> Iterator[str]:
    """How the two hang together in the tree."""
    if token.head.i == trigger.i:
        yield f"under={token.dep_}/{marker or ''}"
    elif trigger.head.i == token.i:
        yield f"over={trigger.dep_}"
    elif token.head.i == trigger.head.i:
        yield f"beside={token.dep_}/{marker or ''}/{trigger.dep_}"
    else:
        verb = tree.governing_verb(trigger) if trigger.pos_ == "NOUN" else None
        if verb is not None and token.head.i == verb.i:
            yield f"light={token.dep_}/{marker or ''}"
        elif any(a.i == trigger.i for a in tree.ancestors(token)):
            yield f"within={token.dep_}/{marker or ''}"
        else:
            yield "elsewhere"


_PAIRED = ("rule=", "kind=", "sector=", "prep=", "under=", "before", "after", "open=", "where", "dep=")


def _paired(names: frozenset[str], hit: Hit) -> frozenset[str]:
    """The features, and those that mean something else from one kind of act to another."""
    passive = not hit.nominal and tree.is_passive(hit.token)
    voice = "noun" if hit.nominal else "passive" if passive else "active"
    act = f"{'sides' if hit.frame.sides else hit.frame.type}"
    found = {*names, voice, act}
    for name in names:
        found.add(f"{name}&{voice}")
        if name.startswith(_PAIRED):
            found |= {f"{name}&{act}", f"{name}&{act}&{voice}"}
    if "where" not in names:
        rule = next((n for n in names if n.startswith("rule=")), "")
        found |= {f"{n}&{rule}" for n in names if n.startswith(("kind=", "dep=", "open=", "nearer="))}
    return frozenset(found)
