"""What a sentence names, as it is remembered: kind, gender, number, and whether it is a subject."""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.memory import Named
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.tokens import Span
from recoupe.code.fr.view import BODY_KINDS, Ref, View
from recoupe.code.fr.words import plain
from recoupe.model import Entity

_MASCULINE = frozenset(("le", "du", "au", "un", "ce", "cet"))
_FEMININE = frozenset(("la", "une", "cette"))
_WOMAN = (
    "mme", "mlle", "la ministre", "la presidente", "la directrice", "la secretaire", "la porte-parole",
    "la cheffe", "la commissaire", "la procureure", "l'ambassadrice", "la premiere ministre", "la generale",
)  # fmt: skip


def named_of(ref: Ref, view: View) -> Named | None:
    """A named thing as it is remembered, or None for what no pronoun stands for."""
    span = view.span(ref.start, ref.end)
    if span is None or ref.entity.id is None:
        return None
    root = span.root
    before = plain(view.doc[span.start - 1].text) if span.start else ""
    kind = "state" if ref.kind == "metonym" else ref.kind
    if ref.kind == "capital":
        if before in ("a", "de", "d'", "vers", "en"):
            return None
        kind = "state"
    if kind not in ("state", "person", *BODY_KINDS):
        return None
    gender = _gender_of(root)
    for word in (plain(span[0].text), before):
        gender = "Masc" if word in _MASCULINE else "Fem" if word in _FEMININE else gender
    if kind == "person":
        said = plain(view.text[max(0, ref.start - 70) : ref.start])
        if any(word in said.split(";")[-1] for word in _WOMAN):
            kind = "woman"
        gender = None
    plural = "Plur" in morph(root, "Number") and kind not in ("person", "woman")
    if gender is None and kind == "state" and ref.kind == "state":
        gender = _of_country(ref.entity.text)
    how = "capital" if ref.kind == "capital" else "name"
    return Named(
        ref.entity, kind, gender, plural, is_subject(root), view.number, how, _aside(root, span, view)
    )


# Characters from the word that describes a body to the other that it names: « dépend de la DGST ».
_ASIDE_REACH = 40


def _aside(root: Token, span: Span, view: View) -> bool:
    """Whether a clause or apposition that describes a body named before holds it."""
    node = root
    while node.head.i != node.i:
        near = 0 <= root.idx - node.idx <= _ASIDE_REACH and node.head.i < span.start
        if near and node.dep_ in ("acl", "acl:relcl", "appos"):
            for token in node.head.subtree:
                ref = view.ref(token) if token.i < min(node.i, span.start) else None
                if ref is not None and ref.kind in BODY_KINDS:
                    return True
        node = node.head
    return False


def _gender_of(root: Token) -> str | None:
    """The gender of a noun, or of the noun that a name is put to; of a name alone the parse knows none."""
    if root.pos_ == "PROPN":
        bare = root.dep_ in ("nmod", "appos") and not any(c.dep_ == "case" for c in root.children)
        if not bare or root.head.pos_ != "NOUN":
            return None
        root = root.head
    # « les douanes marocaines »: the adjective shows what the parse of a rarer noun does not
    if any(c.dep_ == "amod" and plain(c.text).rstrip("s").endswith(_FEMININE_ENDS) for c in root.children):
        return "Fem"
    return next(iter(morph(root, "Gender")), None)


_FEMININE_ENDS = ("aine", "enne", "aise", "oise", "ale", "elle")


# Names of states in -e that are masculine.
_HE = frozenset(("mexique", "cambodge", "mozambique", "zimbabwe", "suriname", "belize", "saint-siege"))


def _of_country(name: str) -> str | None:
    last = plain(name.split()[-1].split("’")[-1].split("'")[-1]) if name else ""
    if len(last) <= 3:
        return None
    return "Fem" if last.endswith("e") and last not in _HE else "Masc"


def is_subject(token: Token) -> bool:
    """Whether a word is a subject, or stands beside one; in what was not parsed, whether it comes first."""
    head = token
    if not token.doc.parsed:
        return opens(token)
    while head.dep_ in ("conj", "appos", "flat:name", "nmod") and head.head.i != head.i:
        if head.dep_ == "nmod" and "office" not in classes_of(head.head) and head.head.pos_ != "PROPN":
            if any(c.dep_ == "case" for c in head.children):
                break  # not « la mission EUCAP Sahel »
        head = head.head
    return head.dep_.startswith("nsubj")


def opens(token: Token) -> bool:
    """Whether nothing but an article, a title or what qualifies stands before a word in its sentence."""
    return token.i <= 3 and not any(t.text in ",;:" or plain(t.text) in _APART for t in token.doc[: token.i])


_APART = frozenset(
    ("a", "au", "aux", "en", "dans", "sur", "pour", "par", "selon", "avec", "de", "d'", "depuis", "des", "du",
     "apres", "avant", "contre", "entre", "sans", "chez", "vers", "devant", "lors", "que", "qui", "si",
     "quand")
)  # fmt: skip


def mentions_before(token: Token, view: View) -> Iterator[Named]:
    """What was named before a token, oldest first."""
    yield from (n for n in view.memory.named if n.sentence < view.number)
    for ref in view.refs:
        if ref.end <= token.idx:
            named = named_of(ref, view)
            if named is not None:
                yield named


def latest(items: list[Named]) -> Entity | None:
    """Of the last sentence that has any: the first subject, else the last that is not told aside."""
    if not items:
        return None
    last = [n for n in items if n.sentence == items[-1].sentence]
    subject = next((n for n in last if n.subject), None)
    return (subject or next((n for n in reversed(last) if not n.aside), last[-1])).entity
