"""What stands around a trigger, as names of features: object, clause, company, what was told before.

``accept`` weighs them beside what was read of the trigger itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from recoupe.code.fr import tree
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.parse import Token
from recoupe.code.fr.tokens import once
from recoupe.code.fr.view import View
from recoupe.code.fr.words import noun_lemmas, plain
from recoupe.model import Entity, Status

_DEPENDENCIES = frozenset(
    ("ROOT", "acl", "acl:relcl", "amod", "conj", "xcomp", "ccomp", "advcl", "nmod", "obj", "nsubj", "appos")
)
_DEFINITE = frozenset(("le", "la", "l'", "les", "du", "des", "au", "aux"))
_POSSESSIVE = frozenset(("son", "sa", "ses", "leur", "leurs", "notre", "nos"))
_DEMONSTRATIVE = frozenset(("ce", "cet", "cette", "ces"))
_DETERMINERS = (
    ("possessive", _POSSESSIVE),
    ("demonstrative", _DEMONSTRATIVE),
    ("definite", _DEFINITE),
    ("indefinite", frozenset(("un", "une"))),
)

# Classes of the sentence's words: of services at work, and of states that deal with each other.
_SECURITY = frozenset(
    (
        "cell",
        "rebel",
        "suspect",
        "attack",
        "drug",
        "weapon",
        "police",
        "soldier",
        "judge",
        "spy",
        "sentence-word",
    )
)
_DEALINGS = frozenset(
    ("government", "state", "agreement", "border", "sanction", "relation", "legislator", "mandate")
)
_OTHER = ("sport", "business", "goods", "money", "building", "meeting", "training")
_DURING = ("lors", "apres", "avant", "depuis", "pendant", "durant")
_LENGTHS = (15, 30, 45)  # words of a short, a middling and a long sentence


def surroundings(hit: Hit, view: View, status: Status) -> Iterator[str]:
    """The features, each told of the trigger's type or form too where that says more."""
    token, kind = hit.token, hit.frame.type
    form = "noun" if hit.nominal else "verb"
    yield f"mode={kind}:{hit.frame.mode}"
    yield f"status={status}&{kind}"
    yield f"dep={relation(token)}&{form}"
    yield f"dep={relation(token)}&{kind}"
    yield f"headdep={token.head.dep_.split(':')[0]}&{form}"
    yield from _company(view)
    yield from _object(hit.about, kind)
    yield f"where={min(3, view.number // 3)}"
    yield f"long={sum(len(token.doc) >= least for least in _LENGTHS)}"
    if view.quoted(token.idx):
        yield "quoted"
        yield f"quoted&{kind}"
    if (above := _clause(token)) is not None:
        yield above
    if hit.nominal:
        word = noun_lemmas(token.text)[-1]
        yield from _noun(token)
    else:
        word = f"{hit.frame.id}/{plain(token.doc[hit.words[0]].text)[:5]}"
    yield f"lemma={word}"
    yield from _again(hit, view, form)


def relation(token: Token) -> str:
    """How the token hangs on its head, the rarer relations without what refines them."""
    return token.dep_ if token.dep_ in _DEPENDENCIES else token.dep_.split(":")[0]


def _company(view: View) -> tuple[str, ...]:
    kept = view.doc.kept
    if "company" not in kept:
        classes = view.classes()
        kept["company"] = (
            f"security={min(3, len(classes & _SECURITY))}",
            f"dealings={min(3, len(classes & _DEALINGS))}",
            *(f"class={c}" for c in _OTHER if c in classes),
        )
    found: tuple[str, ...] = kept["company"]
    return found


def _object(about: Token | None, kind: str) -> Iterator[str]:
    if about is None:
        return
    yield from (f"about-class={c}&{kind}" for c in classes_of(about))
    if any(c.dep_ == "nummod" for c in about.children):
        yield "about-counted"
    if about.pos_ == "PROPN":
        yield "about-name"
    yield f"about-det={determiner(about)}"


@once
def _clause(token: Token) -> str | None:
    """Whether the trigger's clause describes a noun, or hangs on another by « après que », « pour »."""
    for above in (token, *islice(tree.ancestors(token), 4)):
        if above.dep_ == "acl:relcl":
            return "in-relative"
        if above.dep_ == "advcl":
            mark = next((plain(c.text) for c in above.children if c.dep_ == "mark"), "none")
            return f"in-advcl={mark}"
    return None


@once
def _noun(token: Token) -> tuple[str, ...]:
    found = []
    if token.head.i != token.i and token.head.pos_ in ("VERB", "AUX"):
        found.append(f"noun-of={token.dep_.split(':')[0]}")
    if tree.preposition(token) in _DURING:
        found.append("during")
    if any(c.dep_ == "amod" for c in token.children):
        found.append("noun-amod")
    if not any(c.dep_.startswith("nmod") for c in token.children):
        found.append("noun-bare")
    return tuple(found)


def _again(hit: Hit, view: View, form: str) -> Iterator[str]:
    """Whether the article told this kind of act before, or the sentence has another word for it."""
    key = (hit.frame.type, hit.frame.mode)
    if key in view.memory.told:
        yield "told"
        yield f"told&{form}"
        yield f"told&{determiner(hit.token) if hit.nominal else 'verb'}"
    if any(k == key and i != hit.token.i for k, i in view.memory.here):
        yield "twin"
        yield f"twin&{form}"


@once
def determiner(token: Token) -> str:
    """What kind of word determines a noun: a number, an article, a possessive, none."""
    words = [plain(c.text) for c in token.children if c.dep_ in ("det", "case") and c.i < token.i]
    if any(c.dep_ == "nummod" for c in token.children):
        return "number"
    for kind, listed in _DETERMINERS:
        if not listed.isdisjoint(words):
            return kind
    return "none"


NOBODY = "none"
KINDS = (NOBODY, "person", "state", "body", "located", "sector", "words")  # what ``kind_of`` tells


def kind_of(entities: tuple[Entity, ...]) -> str:
    """The best-known of some entities: a body, a state, a named person, one with a country or a sector."""
    if not entities:
        return NOBODY
    ids = [e.id for e in entities if e.id]
    if ids:
        first = ids[0]
        return "person" if first.islower() else "state" if len(first) == 3 else "body"
    if any(e.country for e in entities):
        return "located"
    return "sector" if any(e.sector for e in entities) else "words"
