"""How a statement is tied to those before it: the same affair, the same people, words that say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recoupe.code.fr.parse import Token
from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain

_FAMILIES = {
    "ASSAULT": "violence", "people-killed": "violence", "people-wounded": "violence", "attacks": "violence",
    "COERCE": "police", "people-arrested": "police", "cells-dismantled": "police", "drugs-seized": "police",
    "weapons-seized": "police", "attacks-foiled": "police", "people-expelled": "police", "members": "police",
    "SANCTION": "justice", "people-convicted": "justice", "CONCEDE": "justice",
    "CONSULT": "talks", "meetings": "talks", "states": "talks", "AGREE": "talks", "agreements": "talks",
    "SUPPORT": "words", "ACCUSE": "words", "REQUEST": "words", "REJECT": "words", "THREATEN": "words",
    "AID": "help", "people-trained": "help", "money": "help", "COOPERATE": "help",
    "RETREAT": "moves", "MOBILIZE": "moves", "fighters-returned": "moves", "fighters-joined": "moves",
}  # fmt: skip


def family(label: str) -> str:
    """The kind of affair that a label belongs to: deeds of one are told together."""
    return _FAMILIES.get(label, "tie" if label.islower() and label != "other" else "other")


def acquaintance(ids: Sequence[str], view: View, named: bool) -> str:
    """How those who do it were met before: ``last`` (in the two sentences before), ``met``, ``new``.

    ``unnamed`` where none has an id, ``none`` where nobody does it.
    """
    if not ids:
        return "unnamed" if named else "none"
    seen = [n.sentence for n in view.memory.named if n.entity.id in ids and n.sentence < view.number]
    if not seen:
        return "new"
    return "last" if view.number - max(seen) <= 2 else "met"


_ADDS = frozenset(
    (
        "aussi",
        "egalement",
        "outre",
        "ailleurs",
        "encore",
        "ensuite",
        "puis",
        "alors",
        "enfin",
        "parallelement",
    )
)
_POINTS = frozenset(("ce", "cet", "cette", "ces", "celui-ci", "celle-ci", "ceux-ci", "celles-ci", "ceux"))
_NOW = frozenset(("desormais", "actuellement", "aujourd'hui", "toujours", "regulierement", "souvent"))
_PRONOUNS = frozenset(("il", "elle", "ils", "elles", "y", "on", "leur", "lui"))


def links(view: View, token: Token) -> Iterator[str]:
    """Words that tie the sentence to what was told before."""
    words = view.doc.words()
    if not words.isdisjoint(_ADDS):
        yield "link=adds"
    if any(plain(t.text) in _POINTS for t in view.doc[:4]):
        yield "link=points"
    if any(t.dep_.startswith("nsubj") and plain(t.text) in _PRONOUNS for t in token.children):
        yield "link=pronoun"
    if "y" in words:
        yield "link=there"
    if "meme" in words or "memes" in words:
        yield "link=same"
    if not words.isdisjoint(_NOW):
        yield "link=now"
