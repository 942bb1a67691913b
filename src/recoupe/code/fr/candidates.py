"""Everyone who may play a part in the acts of a sentence: named or described in it, or remembered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from recoupe.code.fr import evidence
from recoupe.code.fr.amounts import CURRENCIES
from recoupe.code.fr.apposed import told_once
from recoupe.code.fr.barred import says_what
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.entities import country_beside, one_entity
from recoupe.code.fr.evidence import Candidate
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.parse import Token
from recoupe.code.fr.phrases import MONTHS, adjoined, extent, is_date, phrase, shared
from recoupe.code.fr.pronouns import is_latter
from recoupe.code.fr.roles import same
from recoupe.code.fr.tree import clitics, preposition
from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.code.fr.words import noun_lemmas, plain
from recoupe.model import Entity

NAMED = (*BODY_KINDS, "state", "person", "capital", "metonym", "office", "adjective")
_WHO = ("NOUN", "PROPN", "PRON", "NUM", "ADJ")  # what is said of someone


def candidates(view: View, found: Sequence[Hit]) -> list[Candidate]:
    """Everyone who may play a part in the acts of a sentence: named or described in it, or remembered."""
    doc = view.doc
    grammar = {i for hit in found for i in evidence.grammar(hit)}
    words = {i for hit in found if not hit.flaws for i in hit.words}
    made: list[Candidate] = []
    for token in doc:
        ref = view.ref(token)
        if (ref is None and token.pos_ not in _WHO) or token.idx < view.opening:
            continue
        if ref is not None:
            span = view.span(ref.start, ref.end)
            if ref.kind not in NAMED or span is None or span.root.i != token.i:
                continue
            # the adjective, which is also an officer's name in the feminine
            police = token.dep_ == "amod" and plain(token.text).startswith("policiere")
            if (ref.kind == "adjective" or police) and not (ref.entity.id or ref.entity.country):
                continue  # « policière » says what kind, not who
            if ref.kind == "adjective" and (adjoined(token) or _titles(token, view)):
                continue
            kind = ref.kind
        elif is_latter(token):
            kind = "pronoun"
        elif token.dep_ == "amod" or _qualifies(token):
            continue  # « une coopération policière », whatever the parse takes the word for
        elif token.pos_ == "PRON" and token.dep_ != "expl:comp":
            kind = "pronoun"
        elif _describes(token):
            kind = "words"
        else:
            kind = "thing"
        entities = one_entity(token, view) if kind != "thing" else []
        if not entities and ref is None and token.i in grammar and token.i not in words and _could_be(token):
            kind, entities = "thing", [Entity(phrase(token), None, country_beside(token, view))]
        made += [Candidate(token, entity, kind) for entity in entities]
    made = told_once(_whole(made), view)
    return [*made, *_remembered(view, made)]


def _titles(token: Token, view: View) -> bool:
    """« l'Algérien Karim Haddad »: told with the name."""
    following = view.by_token.get(token.i + 1)
    return following is not None and following.kind == "person"


def _whole(made: Sequence[Candidate]) -> list[Candidate]:
    """Those told, but nobody twice: no « réseaux » beside « neuf membres de réseaux ».

    Nor « 1.412 » beside « personnes », where the parse takes the number for one of its own.
    """
    within: set[int] = set()
    for c in made:
        if c.kind == "words" and c.entity.id is None:
            within.update(range(c.token.i + 1, extent(c.token)[1] + 1))
    heads = {c.token.i for c in made if c.kind == "words" and c.token.pos_ == "NOUN"}
    counts = {c.token.i for c in made if c.token.pos_ == "NUM" and c.token.i + 1 in heads}
    counts |= {i for c in made if c.token.i in heads for i in range(extent(c.token)[0], c.token.i)}
    gone = within | counts
    return [c for c in made if c.token.i not in gone or c.kind not in ("words", "thing") or c.entity.id]


def _qualifies(token: Token) -> bool:
    """Whether a word stands right behind a noun with nothing of its own before it: it says what kind."""
    if (
        not token.i
        or token.dep_ == "conj"
        or token.pos_ not in ("NOUN", "ADJ")
        or not token.text[0].islower()
    ):
        return False
    opened = any(c.dep_ in ("det", "case", "nummod") for c in token.children)
    return token.doc[token.i - 1].pos_ == "NOUN" and not opened


def _could_be(token: Token) -> bool:
    """Whether a noun that no class lists may still describe someone (« les gabelous »)."""
    if token.pos_ not in ("NOUN", "PROPN") or len(token.text) <= 2 or shared(token):
        return False
    if token.text[0].isdigit():
        return False
    if _half(token) or not CURRENCIES.keys().isdisjoint(noun_lemmas(token.text)):
        return False
    return not set(classes_of(token)) & _THINGS


_THINGS = frozenset(
    ("agreement", "meeting", "attack", "drug", "weapon", "goods", "equipment", "border", "law")
)
REACH = 3  # sentences back, within which one who had a part is still in mind


def _remembered(view: View, named: Sequence[Candidate]) -> list[Candidate]:
    """Those of earlier sentences who may still play a part: the doers, the last subject, the topic."""
    memory, doc = view.memory, view.doc
    known: dict[str, tuple[Entity, set[str]]] = {}

    def note(entity: Entity, what: str) -> None:
        known.setdefault(entity.id or plain(entity.text), (entity, set()))[1].add(what)

    deeds = [d for d in memory.deeds if view.number - d.sentence <= REACH]
    for n, deed in enumerate(reversed(deeds[-4:])):
        for part, entities in (("actor", deed.actors), ("recipient", deed.recipients)):
            for entity in entities:
                note(entity, f"earlier={part}")
                note(entity, f"earlier={part}/{deed.type}")
                if not n:
                    note(entity, f"earlier={part}-last")
                if deed.sentence == view.number - 1:
                    note(entity, f"earlier={part}-next")
    last = [n for n in memory.named if n.sentence == view.number - 1 and n.entity.id and n.kind != "person"]
    for item in last:
        if item.subject:
            note(item.entity, "earlier=subject")
    bodies = Counter(n.entity.id for n in memory.named if n.kind in BODY_KINDS and n.entity.sector != "MED")
    for name, count in bodies.most_common(1):
        if count > 1:
            note(next(n.entity for n in reversed(memory.named) if n.entity.id == name), "earlier=topic")
    return [
        Candidate(doc[0], entity, "earlier", frozenset(what))
        for entity, what in known.values()
        if not any(same(entity, c.entity) for c in named)
    ][:6]


# « aux côtés de », « en marge de »: half of a preposition, nobody.
_HALF = frozenset(
    ("cote", "cotes", "compagnie", "sein", "cours", "profit", "faveur", "egard", "encontre", "issue", "marge",
     "nom", "cadre", "echelle", "instar", "lendemain", "veille", "terme", "detriment", "titre")
)  # fmt: skip


def _half(token: Token) -> bool:
    return plain(token.text) in _HALF and preposition(token) is not None


def _describes(token: Token) -> bool:
    if _half(token):
        return False
    if (token.text[0].isdigit() and is_date(token)) or plain(token.text) in MONTHS:
        return False
    if token.pos_ == "NUM" and clitics(token.head) & {"en"}:
        return False  # « en a arrêté deux »: of those told before, who are counted
    if says_what(token) and "intelligence" in classes_of(token):
        return False  # « un partage de renseignements »: what is shared, no service
    if token.pos_ == "NOUN":
        return bool(classes_of(token)) or token.dep_.startswith(("nsubj", "obj"))
    if token.pos_ == "ADJ":  # « les six autres »
        return plain(token.text) == "autres" and token.dep_.startswith(("nsubj", "obj"))
    return token.pos_ in ("NUM", "PROPN") and token.dep_.startswith(("nsubj", "obj", "obl", "conj"))
