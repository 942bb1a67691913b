"""What is known of someone beside a trigger, as names of features for ``cast`` to weigh.

Grammar between the two (read through passives, light verbs, relatives and coordination by ``tree``), what the
frame's slots gave, distance, kind and sector of the one named, what else stands between; and of those
remembered from earlier sentences, what part they had there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from recoupe.code.fr import tree
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.marks import Counts, marks
from recoupe.code.fr.parse import Doc, Token, morph
from recoupe.code.fr.relatives import told_by_clause
from recoupe.code.fr.roles import same as same
from recoupe.code.fr.saying import is_speech_verb
from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.code.fr.words import plain
from recoupe.model import Entity

# Kinds of those whom the sentence itself does not name.
ELSEWHERE = ("earlier", "given")
# By part, those who have it: the place of the word by which each is named, and whom it names.
Parts: TypeAlias = dict[str, list[tuple[int, Entity]]]
_LOOSE = ("earlier", "thing")
_WHERE = ("à", "en", "dans", "vers")
_MARKERS = ("à", "de", "avec", "entre", "contre", "pour", "sur", "au profit de", "auprès de", "en faveur de",
            "à l'encontre de", "envers", "aux côtés de", "chez", "devant")  # fmt: skip


class Candidate(NamedTuple):
    """Someone who may play a part: the head of the noun phrase, whom it names, and what kind of name.

    ``earlier`` says what is known of one whom only earlier sentences name (``token`` is then the trigger's).
    """

    token: Token
    entity: Entity
    kind: str
    earlier: frozenset[str] = frozenset()


def is_person(c: Candidate) -> bool:
    """Whether a person is named: « X », « le général X », or an office whose holder the text names."""
    return c.kind == "person" or (c.entity.id or "").islower()


def in_rows(known: Iterable[Candidate], heads: Iterable[Token]) -> list[tuple[int, Entity]]:
    """Those among ``known`` whom some words name, or who stand in a row with them."""
    told = {t.i for head in heads for t in tree.conjuncts(head)}
    return [(c.token.i, c.entity) for c in known if c.token.i in told]


def rule(entity: Entity, hit: Hit) -> str | None:
    """The part that the frame's slots give an entity."""
    for other in hit.actors:
        if same(entity, other):
            return "actor"
    for other in hit.recipients:
        if same(entity, other):
            return "recipient"
    return None


def grammar(hit: Hit) -> dict[int, str]:
    """Token → its part in the grammar of the trigger: subj, obj, or the preposition; first found stands."""
    kept, key = hit.token.doc.kept, ("grammar", hit.token.i, hit.nominal, hit.words)
    if key not in kept:
        kept[key] = _grammar(hit)
    found: dict[int, str] = kept[key]
    return found


def _grammar(hit: Hit) -> dict[int, str]:
    found: dict[int, str] = {}

    def put(arguments: Sequence[tree.Argument], name: str) -> None:
        for argument in arguments:
            for n, part in enumerate(tree.conjuncts(argument.token)):
                found.setdefault(part.i, name if not n else f"{name}+")

    token = hit.token
    words = [token, *(token.doc[i] for i in hit.words if i != token.i)]
    if not hit.nominal:
        put(tree.logical_subjects(token), "subj")
        put([a for a in tree.objects(token) if a.token.i not in hit.words], "obj")
        for word in words:
            for marker in _MARKERS:
                put(tree.complements(word, marker), marker)
        return found
    for marker in ("par", *_MARKERS):
        for word in words:
            put(tree.complements(word, marker), marker)
    verb = tree.governing_verb(token)
    if verb is not None:
        put(tree.logical_subjects(verb), "light-subj")
        for marker in ("par", *_MARKERS):
            put(tree.complements(verb, marker), f"light-{marker}")
    for word in words:
        for other, how in told_by_clause(word):
            if other.i != word.i:
                put([tree.Argument(other, how)], how)
    head = token.head
    if head.i != token.i and head.pos_ in ("VERB", "AUX") and verb is None:
        put(tree.logical_subjects(head), "head-subj")
        put(tree.objects(head), "head-obj")
    return found


def told(everyone: Sequence[Candidate]) -> tuple[int, ...]:
    """The tokens that name or describe the candidates of a sentence, one for each."""
    return tuple(o.token.i for o in everyone if o.kind not in _LOOSE)


def names(
    c: Candidate, hit: Hit, view: View, by_rule: str | None, places: tuple[int, ...],
    given: Mapping[int, str], parts: Mapping[int, str], acts: Mapping[int, tuple[Hit, ...]],
) -> Iterator[str]:  # fmt: skip
    """The features of one candidate for one trigger.

    ``by_rule`` is its ``rule``, ``places`` are ``told`` of the candidates of the sentence, ``given`` has the
    slots' part by token, ``parts`` is ``grammar(hit)``, ``acts`` the other triggers of the sentence in whose
    slots a token stands.
    """
    yield f"rule={by_rule or 'none'}"
    if by_rule is None:
        yield f"open={'actor' if not hit.actors else ''}{'recipient' if not hit.recipients else ''}"
    yield f"kind={c.kind}"
    yield f"sector={c.entity.sector or 'none'}"
    if c.entity.id is None:
        yield "unnamed"
    if c.kind == "earlier":
        yield from sorted(c.earlier)
        yield f"named={min(3, len(places))}"
        return
    if c.kind == "given":
        return
    trigger, token = hit.token, c.token
    kept, key = view.doc.kept, ("stands", token.i, c.kind, trigger.i)
    if key not in kept:
        kept[key] = tuple(_stands(c, trigger, view))
    yield from kept[key]
    yield f"as={parts.get(token.i, 'none')}"
    if parts.get(token.i, "").startswith("head-"):  # « X a salué la coopération de Y »: X praises it
        over = next((o for o in acts.get(token.i, ()) if o.token.i == trigger.head.i), None)
        said = "speech" if is_speech_verb(trigger.head) else "other"
        yield f"head={parts[token.i]}/{over.frame.type if over is not None else said}"
    if token.dep_ == "conj" and (part := given.get(token.head.i)):
        yield f"joined={part}"
    for child in token.children:
        if child.dep_ == "conj" and (part := given.get(child.i)):
            yield f"joins={part}"
    others = set(places) - {token.i}
    if token.dep_ != "conj" and not others.isdisjoint(tree.above(token)):
        yield "nested"
    for other in acts.get(token.i, ()):
        if other.token.i != trigger.i:
            yield f"also={rule(c.entity, other)}"
            if other.token.dep_ == "conj" and other.token.head.i == trigger.i:
                yield f"also-joined={rule(c.entity, other)}"
            if trigger.dep_ == "conj" and trigger.head.i == other.token.i:
                yield f"also-joined={rule(c.entity, other)}"
    low, high = (token.i, trigger.i) if token.i < trigger.i else (trigger.i, token.i)
    yield f"nearer={min(3, sum([low < i < high for i in places]))}"
    yield f"count={min(6, len(others) + 1)}"


def _stands(c: Candidate, trigger: Token, view: View) -> Iterator[str]:
    """How one named in the sentence stands to a trigger, whatever the trigger is read as."""
    token = c.token
    yield "before" if token.i < trigger.i else "after"
    away = abs(token.i - trigger.i)
    yield f"away={'3' if away <= 3 else '7' if away <= 7 else '14' if away <= 14 else 'far'}"
    steps = tree.distance(token, trigger)
    yield f"steps={min(steps, 6)}"
    marker = tree.preposition(token)
    yield f"prep={marker or 'none'}"
    yield f"dep={token.dep_}"
    yield from _tree(token, trigger, marker)
    if marker in _WHERE and c.kind in ("state", "capital", "metonym"):
        yield "where"
    if token.dep_.startswith("nsubj") and token.head.dep_ == "ROOT":
        yield "main-subject"
    if c.kind in ("words", "thing"):
        for name in classes_of(token):
            yield f"class={name}"
        yield "plural" if "Plur" in morph(token, "Number") else "singular"
    if _of_an_office(c, view):
        yield "of-an-office"
    yield from _between(token, trigger, view)


def _tree(token: Token, trigger: Token, marker: str | None) -> Iterator[str]:
    """How the two hang together in the tree."""
    if token.head.i == trigger.i:
        yield f"under={token.dep_}/{marker or ''}"
    elif trigger.head.i == token.i:
        yield f"over={trigger.dep_}"
    elif token.head.i == trigger.head.i:
        yield f"beside={token.dep_}/{marker or ''}/{trigger.dep_}"
        if any(c.dep_ == token.dep_ for c in trigger.children):
            yield f"beside-own={token.dep_}"  # « démantelé un réseau et arrêté neuf suspects »
    else:
        verb = tree.governing_verb(trigger) if trigger.pos_ == "NOUN" else None
        if verb is not None and token.head.i == verb.i:
            yield f"light={token.dep_}/{marker or ''}"
        elif trigger.i in tree.above(token):
            yield f"within={token.dep_}/{marker or ''}"
        else:
            yield "elsewhere"


def _of_an_office(c: Candidate, view: View) -> bool:
    """« le directeur du BCIJ », « X, patron de la DGSN »: the body by which a person is named."""
    if c.kind not in (*BODY_KINDS, "state", "adjective"):
        return False
    ref = view.ref(c.token)
    return ref is not None and any(
        other.kind == "office"
        and 0 <= ref.start - other.end <= 25
        and "," not in view.text[other.end : ref.start]
        for other in view.refs
    )


_PAST = ("qui", "que", "dont", "par", "avec", "entre")


class _Marks(NamedTuple):
    """What may stand between two tokens: finite verbs, commas, breaks, quotes, words of ``_PAST``."""

    verbs: Counts
    commas: Counts
    breaks: Counts
    quotes: Counts
    past: list[tuple[str, Counts]]


def _marks(doc: Doc) -> _Marks:
    found: _Marks | None = doc.kept.get("marks")
    if found is None:
        words = [plain(t.text) for t in doc]
        found = doc.kept["marks"] = _Marks(
            Counts(
                t.pos_ in ("VERB", "AUX") and not t.dep_.startswith("aux") and bool(morph(t, "Mood"))
                for t in doc
            ),
            marks(doc, ","),
            Counts(t.text in ";:" for t in doc),
            Counts(t.text in "«»" for t in doc),
            [(f"past={word}", Counts(w == word for w in words)) for word in _PAST if word in words],
        )
    return found


def _between(token: Token, trigger: Token, view: View) -> Iterator[str]:
    """What stands between the two."""
    here, there, told = token.i, trigger.i, _marks(view.doc)
    if told.breaks.between(here, there):
        yield "parted"
    if told.quotes.between(here, there):
        yield "quote-between"
    yield f"verbs={min(2, told.verbs.between(here, there))}"
    yield f"commas={min(2, told.commas.between(here, there))}"
    for name, counts in told.past:
        if counts.between(here, there):
            yield name


_PAIRED = ("rule=", "kind=", "sector=", "prep=", "under=", "before", "after", "open=", "where", "dep=", "as=",
           "earlier=", "class=", "of-an-office", "also=")  # fmt: skip

_BY_RULE = ("kind=", "dep=", "open=", "nearer=", "as=", "earlier=")


class Act(NamedTuple):
    """What of an act changes the meaning of features: its form, its kind, its type with its mode."""

    voice: str
    kind: str
    mode: str


def act_of(hit: Hit) -> Act:
    """The act that a reading of a trigger tells."""
    passive = not hit.nominal and tree.is_passive(hit.token)
    return Act(
        "noun" if hit.nominal else "passive" if passive else "active",
        f"{'sides' if hit.frame.sides else hit.frame.type}",
        f"mode={hit.frame.type}/{hit.frame.mode}",
    )


def in_act(name: str, act: Act) -> list[str]:
    """A feature, alone and with what act it is of, where it means something else from one to another."""
    made = [name, f"{name}&{act.voice}"]
    if name.startswith(_PAIRED):
        made += [f"{name}&{act.kind}", f"{name}&{act.kind}&{act.voice}"]
    if name.startswith(("rule=", "as=", "kind=")):
        made.append(f"{name}&{act.mode}")
    return made


def of_one(name: str, kind: str, by_rule: str) -> list[str]:
    """A feature with the kind of the one named, and with the part that the slots give (``rule=…``)."""
    made = [f"{name}&{kind}"] if name.startswith(("as=", "earlier=", "also=")) else []
    return [*made, f"{name}&{by_rule}"] if by_rule and name.startswith(_BY_RULE) else made


def named_by(found: Sequence[str]) -> tuple[str, str]:
    """The two features that others are paired with: the kind, and the slots' part where it says anything."""
    kind = next((n for n in found if n.startswith("kind=")), "")
    by_rule = next((n for n in found if n.startswith("rule=")), "")
    return kind, "" if "where" in found else by_rule


def paired(found: Sequence[str], hit: Hit) -> frozenset[str]:
    """The features, and those that mean something else from one kind of act to another."""
    act, one = act_of(hit), named_by(found)
    made = {act.voice, act.kind}
    for name in found:
        made.update(in_act(name, act), of_one(name, *one))
    return frozenset(made)
