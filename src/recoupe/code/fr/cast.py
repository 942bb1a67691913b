"""Who plays which part in an act: every one that the sentence names, weighed for actor and recipient.

What the slots of a frame give (``roles``) is one piece of evidence among others: grammar between the
two, distance, kind and sector of the one named. How much each weighs was fitted on the project's gold
corpora (``tools/train_cast.py``, cross-validated by corpus); the weights are a readable table,
``lexicon/fr/cast.json``. The same input gives the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TypeAlias

from recoupe.code.fr import evidence, fitted, reweighed
from recoupe.code.fr.accept import logistic
from recoupe.code.fr.apposed import once_told
from recoupe.code.fr.barred import (
    anothers,
    blames,
    coordinates,
    judges,
    may,
    of_another,
    told_as,
    told_of,
)
from recoupe.code.fr.candidates import NAMED
from recoupe.code.fr.classes import sector_of
from recoupe.code.fr.evidence import ELSEWHERE, Candidate, Parts
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.notes import Notes, Part
from recoupe.code.fr.parse import Token
from recoupe.code.fr.pronouns import owner_of
from recoupe.code.fr.roles import among, same
from recoupe.code.fr.scenes import settled
from recoupe.code.fr.tie_ends import beside, fits, pair_fits
from recoupe.code.fr.together import apposed, inside, mere, owner, titled
from recoupe.code.fr.tree import conjuncts, first_of_row, is_passive, preposition
from recoupe.code.fr.undergone import endures
from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.code.fr.words import plain
from recoupe.model import Entity

PARTS = ("actor", "recipient")
LEAST, SLOTTED = 0.4, 0.3  # a part is given from here on; one that the frame's slots give, from there on
# A tie is told with both its ends: the likeliest is taken for one that is missing, from here on.
END = 0.06
# Beside the likeliest, one told apart from it is at that end too from here on.
PLAIN = 0.6
# Another act of the sentence says something of who is who when it is believed from here on.
SURE = 0.25


@cache
def weights() -> dict[str, dict[str, float]]:
    """The fitted weight of each feature for each part, in log-odds."""
    found: dict[str, dict[str, float]] = fitted.table("cast")
    return found


# Someone who may play a part, what is known of them, and how likely each part is.
_Weighed: TypeAlias = tuple[Candidate, Sequence[str], dict[str, float]]


class Kept:
    """What was weighed and chosen of the hits of a sentence, for when they are cast again.

    Both are kept by what they turn on: the ``company`` of a hit, what is chosen also by who ``judges`` it.
    """

    def __init__(self) -> None:
        self.weighed: dict[object, list[_Weighed]] = {}
        self.chosen: dict[object, tuple[tuple[Entity, ...], tuple[Entity, ...]]] = {}


def recast(
    found: Sequence[Hit],
    view: View,
    everyone: Sequence[Candidate],
    speakers: Iterable[str],
    beside: Sequence[Hit],
    kept: Kept,
    notes: Notes | None = None,
) -> list[Hit]:
    """Each hit with its actors and recipients chosen among those named, likeliest part for each.

    Much is ``kept`` for when the hits of the sentence are cast again, beside those believed.
    """
    spoken = frozenset(speakers)
    weighed: list[list[_Weighed]] = []
    rows: list[Sequence[reweighed.Row]] = []
    keys = [company(hit, beside) for hit in found]
    for hit, key in zip(found, keys, strict=True):
        if key in kept.weighed:
            weighed.append(kept.weighed[key])
            rows.append([])
            continue
        act = evidence.act_of(hit)
        mine: list[_Weighed] = [
            (c, known, likelihood(known, act)) for c, known in described(hit, view, everyone, spoken, beside)
        ]
        weighed.append(mine)
        if hit.frame.type.islower():
            rows.append([])
        else:
            rows.append([reweighed.Row(c, [*known, act.voice, act.kind], odds) for c, known, odds in mine])
    for n, again in enumerate(reweighed.reweigh_each(PARTS, rows)):
        if again:
            weighed[n] = [(c, known, odds) for (c, known, _), odds in zip(weighed[n], again, strict=True)]
    kept.weighed.update(zip(keys, weighed, strict=True))
    made = []
    for hit, mine, key in zip(found, weighed, keys, strict=True):
        whole = key, company_of(judges(hit, beside))
        if whole not in kept.chosen or notes is not None:
            kept.chosen[whole] = _chosen(hit, view, mine, beside, notes)
        actors, recipients = kept.chosen[whole]
        made.append(hit._replace(actors=actors, recipients=recipients))
    return made


def company(hit: Hit, beside: Sequence[Hit]) -> object:
    """What a hit was weighed by: itself and the sure acts of other words, as ``described`` asks for them."""
    others = [h for h in beside if not h.flaws and h.likely >= SURE and h.token.i != hit.token.i]
    return company_of((hit, *others))


def company_of(hits: Iterable[Hit]) -> object:
    """What tells some readings of the triggers of a sentence from others."""
    return tuple((h.token.i, h.nominal, h.words, id(h.frame), id(h.actors), id(h.recipients)) for h in hits)


def _chosen(
    hit: Hit, view: View, known: Sequence[_Weighed], beside: Sequence[Hit], notes: Notes | None
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """The actors and the recipients of a hit: those who, as weighed, have a part in it."""
    chosen: Parts = {part: [] for part in PARTS}
    grammar = evidence.grammar(hit)
    weighed = sorted(known, key=lambda one: (-max(one[2].values()), one[0].token.i))
    taken: list[Candidate] = []
    for candidate, names, odds in weighed:
        part = max(PARTS, key=lambda p: odds[p])
        if part == PARTS[1] and _with(hit, grammar.get(candidate.token.i)):
            part, odds = PARTS[0], dict(zip(PARTS, (odds[PARTS[1]], odds[PARTS[0]]), strict=True))
        if odds[part] < (SLOTTED if f"rule={part}" in names else LEAST):
            continue
        if not _can(candidate, part, hit, beside):
            continue
        apart = hit.frame.type.islower() or not apposed(candidate, taken)
        if not _in(candidate, chosen) and apart:
            chosen[part].append((candidate.token.i, told_as(candidate, part, hit.frame.mode)))
            taken.append(candidate)
    if hit.frame.type.islower():
        chosen = _ends(hit, weighed, chosen)
    else:
        _hand_over(hit, chosen, taken)
        for candidate in _beside(hit, weighed, taken):
            chosen["actor"].append((candidate.token.i, told_as(candidate, "actor", hit.frame.mode)))
            taken.append(candidate)
        for part, candidate in _joined(hit, weighed, taken, chosen, beside):
            chosen[part].append((candidate.token.i, told_as(candidate, part, hit.frame.mode)))
            taken.append(candidate)
        taken = [c for c in taken if not mere(c, taken)]
        says = {c.token.i for c, names, _ in weighed if "speaker" in names}
        doers = {i for i, _ in chosen[PARTS[0]]}
        if doers & set(grammar):  # « démantelé par la police, a annoncé le parquet »: no second doer
            only_say = {i for i in (says & doers) - set(grammar) if i > hit.token.i}
            taken = [c for c in taken if c.token.i not in only_say or c.kind in ELSEWHERE]
        kept = {c.token.i for c in taken}
        chosen = {p: [one for one in ones if one[0] in kept] for p, ones in chosen.items()}
        inner = {c.token.i for c in taken if inside(c, taken) or titled(c, taken) or owner(c, hit, taken)}
        chosen = {p: [one for one in ones if one[0] not in inner] for p, ones in chosen.items()}
        settled(hit, view, chosen, taken, [one for one, _, _ in weighed])
        _befell(hit, view, chosen)
        _endured(hit, chosen, [one for one, _, _ in weighed])
    actors, recipients = (
        tuple(entity for _, entity in sorted(chosen[part], key=lambda pair: pair[0])) for part in PARTS
    )
    if notes is not None:
        _note(notes, hit, view, weighed, chosen)
    return actors, recipients


def _hand_over(hit: Hit, chosen: Parts, taken: Sequence[Candidate]) -> None:
    """« grâce à des renseignements transmis par la DGST, la police a arrêté… »: they were given them."""
    if not hit.nominal or hit.frame.mode != "share-intelligence" or hit.frame.sides:
        return
    by = {t.i for c in taken if preposition(c.token) == "par" for t in conjuncts(c.token)}
    others = [one for one in chosen["actor"] if one[0] not in by]
    if len(others) < len(chosen["actor"]):
        acting = {c.token.i for c in taken if c.token.dep_.startswith("nsubj")}
        chosen["recipient"] = chosen["recipient"] or [one for one in others if one[0] in acting]
        chosen["actor"] = [one for one in chosen["actor"] if one[0] in by]


# What befalls somebody, whose the noun then is.
_BEFALLS = frozenset(("arrest", "release", "deport", "convict", "investigate", "expel", "allege", "abduct"))
_RAIDS = frozenset(("descente", "rafle", "perquisition"))  # « leur descente »: of those who make it


def _befell(hit: Hit, view: View, chosen: Parts) -> None:
    """« le juge a ordonné son placement en détention »: of whom it was told before."""
    if not hit.nominal or hit.frame.mode not in _BEFALLS or plain(hit.token.text) in _RAIDS:
        return
    if chosen["recipient"] and all(i >= hit.token.i for i, _ in chosen["recipient"]):
        return
    whom = owner_of(hit.token, view)
    if whom:
        chosen["recipient"] = [(hit.token.i, one) for one in whom]
        chosen["actor"] = [a for a in chosen["actor"] if not any(same(a[1], one) for one in whom)]


def _undergoes(one: Token, verb: Token) -> bool:
    """« ils seront jugés », « Arrêté sur les lieux, il a été écroué »."""
    if one.dep_ == "nsubj:pass" and one.head.i == verb.i:
        return True
    bare = not any(t.dep_.startswith(("aux", "nsubj")) for t in verb.children)
    opens = verb.dep_ in ("advcl", "acl") and bare and verb.i < one.i
    return opens and is_passive(verb) and one.dep_.startswith("nsubj") and one.head.i == verb.head.i


def _with(hit: Hit, how: str | None) -> bool:
    """« Madrid a convenu avec Rabat de … »: Rabat has too, where the frame has it so."""
    frame = hit.frame
    doers, others = (
        (frame.noun_actor, frame.noun_recipient) if hit.nominal else (frame.actor, frame.recipient)
    )
    return how in ("avec", "avec+") and "avec" in doers and "avec" not in others


def _endured(hit: Hit, chosen: Parts, known: Sequence[Candidate]) -> None:
    """« Le principal accusé, X, a écopé de douze ans », « ils seront jugés »: they, if nobody else is."""
    if chosen["recipient"]:
        return
    befalls = hit.frame.mode in _BEFALLS
    parts = evidence.grammar(hit)
    subjects = [
        c
        for c in known
        if endures(c, hit, parts.get(c.token.i))
        or (befalls and c.kind in ("pronoun", "person") and _undergoes(c.token, hit.token))
        if c.entity.id or c.entity.sector
    ]
    chosen["recipient"] = [(c.token.i, c.entity) for c in subjects[:1] if may(c, "recipient", hit.frame.mode)]


def _can(candidate: Candidate, part: str, hit: Hit, beside: Sequence[Hit]) -> bool:
    """Whether nothing keeps one out of a part, however likely it looks (``barred``)."""
    if not may(candidate, part, hit.frame.mode):
        return False
    if part == "recipient":
        kept_out = anothers(candidate, hit)
    else:
        kept_out = blames(candidate, hit, beside) or coordinates(candidate, hit.frame.mode, hit.token)
        kept_out = kept_out or of_another(candidate, hit, beside)
    return not kept_out and told_of(candidate, hit, part, evidence.grammar(hit).get(candidate.token.i))


# Who is named in one row with a side is a side too from here on.
ROW = 0.1


def _beside(
    hit: Hit,
    weighed: Sequence[_Weighed],
    taken: Sequence[Candidate],
) -> list[Candidate]:
    """« les émissaires de l'armée et des Forces de soutien rapide »: sides named in a row with a side."""
    if not hit.frame.sides:
        return []
    rows = [t.i for c in taken if c.kind in NAMED and c.kind != "adjective" for t in conjuncts(c.token)]
    return [
        c
        for c, _, odds in weighed
        if c.token.i in rows
        and (c.kind in (*BODY_KINDS, "state", "person", "capital", "metonym") or c.token.pos_ == "PROPN")
        and odds["actor"] >= ROW
        and not any(c.token.i == t.token.i or same(c.entity, t.entity) for t in taken)
        and may(c, "actor", hit.frame.mode)
    ]


# Who stands in one row with one who has a part has it too from here on.
JOINED = 0.15


def _joined(
    hit: Hit,
    weighed: Sequence[_Weighed],
    taken: Sequence[Candidate],
    chosen: Parts,
    beside: Sequence[Hit],
) -> list[tuple[str, Candidate]]:
    """« a récupéré huit femmes et vingt-trois enfants »: what is joined to one who has a part."""
    found = []
    for part in PARTS:
        given = {i for i, _ in chosen[part]}
        rows = {
            t.i
            for c in taken
            if c.token.i in given and c.kind not in ELSEWHERE
            for t in conjuncts(first_of_row(c.token))
        }
        found += [
            (part, c)
            for c, _, odds in weighed
            if c.token.i in rows
            and c.kind not in ELSEWHERE
            and odds[part] >= max(JOINED, *odds.values())
            and not any(c.token.i == t.token.i or same(c.entity, t.entity) for t in taken)
            and _can(c, part, hit, beside)
        ]
    return found


def _ends(
    hit: Hit,
    weighed: Sequence[_Weighed],
    chosen: Parts,
) -> Parts:
    """The two ends of a tie: the likeliest pair of two different ones, and whom was chosen beside each."""
    tie, text = hit.frame.type, plain(hit.token.doc.text)
    firsts = [
        (c, odds[PARTS[0]])
        for c, _, odds in weighed
        if odds[PARTS[0]] >= END and preposition(c.token) != "contre"
    ]
    seconds = [
        (c, odds[PARTS[1]])
        for c, _, odds in weighed
        if odds[PARTS[1]] >= END and fits(tie, False, c.entity)
        if preposition(c.token) != "contre"  # « dans la lutte contre le trafic »: no partner
    ]
    pairs = [
        (a * b, one, other)
        for one, a in firsts
        if fits(tie, True, one.entity)
        for other, b in seconds
        if not same(one.entity, other.entity) and pair_fits(tie, one.entity, other.entity)
    ]
    if not pairs:
        return {part: [] for part in PARTS}
    ends = max(pairs, key=lambda pair: pair[0])[1:]
    made: Parts = {}
    for part, end in zip(PARTS, ends, strict=True):
        row = {t.i for t in conjuncts(end.token)} | {t.i for t in conjuncts(end.token.head)}
        row |= {c.token.i for c, _, odds in weighed if odds[part] >= PLAIN}  # « copréside avec le Canada »
        made[part] = [(end.token.i, end.entity)]
        made[part] += [
            (i, e)
            for i, e in chosen[part]
            if i in row and i != end.token.i and not any(same(e, other.entity) for other in ends)
            if fits(tie, part == PARTS[0], e)
        ]
    if tie == "chairs":  # « préside le Forum aux côtés du Canada »
        made[PARTS[0]] += [
            (c.token.i, c.entity)
            for c, _, _ in weighed
            if c.token.i > hit.token.i and c.kind in ("state", "person", "capital", "metonym")
            if beside(text[: c.token.idx])
            if not any(same(c.entity, e) for ends_here in made.values() for _, e in ends_here)
        ]
    return made


def _note(
    notes: Notes,
    hit: Hit,
    view: View,
    weighed: Sequence[_Weighed],
    chosen: Parts,
) -> None:
    for candidate, known, odds in weighed:
        given = next(
            (
                part
                for part in PARTS
                if (candidate.token.i, told_as(candidate, part, hit.frame.mode)) in chosen[part]
            ),
            None,
        )
        told = candidate.entity if given is None else told_as(candidate, given, hit.frame.mode)
        notes.parts.append(
            Part(
                trigger=(view.start + hit.start, view.start + hit.end),
                text=told.text,
                id=told.id,
                part=given,
                probability=round(odds[given or max(PARTS, key=lambda p: odds[p])], 3),
                path=tuple(sorted(n for n in known if n.startswith(_PATH))),
            )
        )


_PATH = ("rule=", "under=", "over=", "beside=", "light=", "within=", "elsewhere", "joined=", "joins=")


def _in(candidate: Candidate, chosen: Parts) -> bool:
    return any(among(candidate.entity, [e for _, e in taken]) for taken in chosen.values())


def _told_in(c: Candidate, hit: Hit) -> bool:
    """Whether the trigger's own words name someone (« s'est entretenu avec son homologue »)."""
    return c.token.i != hit.token.i and (c.kind in NAMED or sector_of(c.token) is not None)


def described(
    hit: Hit, view: View, everyone: Sequence[Candidate], speakers: frozenset[str], beside: Sequence[Hit]
) -> list[tuple[Candidate, list[str]]]:
    """Those who may play a part, with what is known of each as names of features (see ``evidence.paired``).

    Whom the frame's slots gave and nobody else found is among them. ``beside`` are the acts of the sentence.
    """
    parts = evidence.grammar(hit)
    mine = [
        c for c in everyone if c.token.i not in hit.words or c.kind == "earlier" or _told_in(c, hit)
        if c.kind != "thing" or c.token.i in parts
    ]  # fmt: skip
    for given in (*hit.actors, *hit.recipients):
        if not any(same(given, e) for e in (*(c.entity for c in mine), *once_told(view))):
            mine.append(Candidate(hit.token, given, "given"))
    sure = [h for h in beside if not h.flaws and h.likely >= SURE]
    places, rules = evidence.told(mine), [evidence.rule(c.entity, hit) for c in mine]
    first: dict[int, str] = {}
    acts: dict[int, tuple[Hit, ...]] = {}
    for c, rule in zip(mine, rules, strict=True):
        if c.kind == "earlier":
            continue
        if rule:
            first[c.token.i] = rule
        acts[c.token.i] = tuple(h for h in sure if evidence.rule(c.entity, h))
    found = []
    for c, rule in zip(mine, rules, strict=True):
        names = dict.fromkeys(("any", *evidence.names(c, hit, view, rule, places, first, parts, acts)))
        if c.entity.id in speakers or c.entity.text in speakers:
            names["speaker"] = None
        found.append((c, list(names)))
    return found


# Names kept of each act: all that nine corpora have. Words of an article come into some, so they have no end.
SUMS = 4096


class _Sums(dict[str, tuple[float, float]]):
    """Name of a feature → its weight for each part, with those of its pairs; filled as names are met."""

    def __init__(self, pairs: Callable[[str], Iterable[str]]) -> None:
        super().__init__()
        self.pairs = pairs

    def __missing__(self, name: str) -> tuple[float, float]:
        table, made = weights(), tuple(self.pairs(name))
        actor, recipient = (sum(table[part].get(n, 0.0) for n in made) for part in PARTS)
        if len(self) < SUMS:
            self[name] = (actor, recipient)
        return actor, recipient


class _Known:
    """The sums met so far, of one table of weights."""

    def __init__(self, table: dict[str, dict[str, float]]) -> None:
        self.table = table
        self.acts: dict[evidence.Act, _Sums] = {}
        self.ones: dict[tuple[str, str], _Sums] = {}

    def of_act(self, act: evidence.Act) -> _Sums:
        if act not in self.acts:
            self.acts[act] = _Sums(lambda name: evidence.in_act(name, act))
        return self.acts[act]

    def of_one(self, one: tuple[str, str]) -> _Sums:
        if one not in self.ones:
            self.ones[one] = _Sums(lambda name: evidence.of_one(name, *one))
        return self.ones[one]


_known = [_Known({})]


def likelihood(names: Sequence[str], act: evidence.Act) -> dict[str, float]:
    """How likely one with these features has each part in an act, from 0 to 1.

    The same as ``accept.chance`` gives for ``evidence.paired``, without putting the names of pairs together.
    """
    table = weights()
    if _known[0].table is not table:
        _known[0] = _Known(table)
    known = _known[0]
    in_act, of_one = known.of_act(act), known.of_one(evidence.named_by(names))
    actor = recipient = 0.0
    for name in (act.voice, act.kind):
        actor += table[PARTS[0]].get(name, 0.0)
        recipient += table[PARTS[1]].get(name, 0.0)
    pairs = zip(map(in_act.__getitem__, names), map(of_one.__getitem__, names), strict=True)
    for (a, r), (b, s) in pairs:
        actor += a + b
        recipient += r + s
    return {PARTS[0]: logistic(actor), PARTS[1]: logistic(recipient)}
