"""Turns of phrase in which a word of the lexicon tells no act, or another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.code.fr import tree
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas

if TYPE_CHECKING:
    from recoupe.code.fr.frames import Hit

# Who defends themselves backs nobody, who hurries asks nothing, who comes nearer brings none together.
_OF_ONESELF = {"SUPPORT": "defendre", "REQUEST": "presser", "CONSULT": "rapprocher"}
# A verb and the words right behind it that make one saying of both.
_SET_PHRASES = {
    "ASSAULT": ("mettre", frozenset(("poudres",))),
    "RETREAT": ("laisser", frozenset(("vie", "peau"))),
}
_LED = frozenset(("delegation", "mission", "equipe", "liste", "cortege", "troupe"))


def stands_otherwise(hit: Hit) -> bool:
    """Whether the words around a trigger make an idiom of it that says something else."""
    if hit.nominal:
        return False
    verbs = verb_lemmas(hit.token.text)
    return (
        _reflexive(hit, verbs)
        or _set_phrase(hit, verbs)
        or _led(hit, verbs)
        or _swears(hit, verbs)
        or _replies(hit, verbs)
        or _sponsors(hit, verbs)
        or _rings(hit, verbs)
    )


def _reflexive(hit: Hit, verbs: tuple[str, ...]) -> bool:
    """« l'Iran s'en défend », « les fugitifs se pressent »."""
    return _OF_ONESELF.get(hit.frame.type) in verbs and bool(tree.clitics(hit.token) & {"se", "s'"})


def _set_phrase(hit: Hit, verbs: tuple[str, ...]) -> bool:
    """« a mis le feu aux poudres », « y ont laissé la vie »: nothing burns, no troops leave."""
    verb, words = _SET_PHRASES.get(hit.frame.type, ("", frozenset()))
    if verb not in verbs:
        return False
    return any(plain(t.text) in words for t in hit.token.doc[hit.token.i + 1 : hit.token.i + 6])


def _led(hit: Hit, verbs: tuple[str, ...]) -> bool:
    """« une délégation emmenée par le ministre »: nobody is carried off."""
    if hit.frame.mode != "abduct" or "emmener" not in verbs or hit.about is None:
        return False
    return not _LED.isdisjoint(noun_lemmas(hit.about.text))


def _swears(hit: Hit, verbs: tuple[str, ...]) -> bool:
    """« Tunis jure n'avoir rien cédé »: an oath upon what is past threatens nobody."""
    if hit.frame.type != "THREATEN" or "jurer" not in verbs:
        return False
    behind = hit.token.doc[hit.token.i + 1 : hit.token.i + 5]
    return any(plain(t.text) in ("avoir", "etre") and t.pos_ == "AUX" for t in behind)


def _replies(hit: Hit, verbs: tuple[str, ...]) -> bool:
    """« répondant à une lettre du ministre »: who replies to somebody answers for no crime."""
    if hit.frame.type != "ACCUSE" or "repondre" not in verbs:
        return False
    behind = hit.token.doc[hit.token.i + 1 : hit.token.i + 3]
    return any(plain(t.text) in ("a", "au", "aux") for t in behind)


def _sponsors(hit: Hit, verbs: tuple[str, ...]) -> bool:
    """« des pourparlers parrainés par Oman »: a mediator, no backer."""
    if hit.frame.type != "SUPPORT" or "parrainer" not in verbs or hit.about is None:
        return False
    return "talks" in classes_of(hit.about)


def _rings(hit: Hit, verbs: tuple[str, ...]) -> bool:
    """« l'émir a appelé le président égyptien » asks for nothing; « l'a appelé à céder » is no call."""
    if "appeler" not in verbs or hit.end - hit.start > len(hit.token):
        return False
    behind = hit.token.doc[hit.token.i + 1 : hit.token.i + _ASKED_WITHIN]
    asked = any(plain(t.text) in _FOR for t in behind)
    return asked if hit.frame.id == "rang" else hit.frame.type == "REQUEST" and not asked


_ASKED_WITHIN = 16  # words behind « appeler » in which it is told what for
_FOR = frozenset(("a", "au", "aux", "que", "qu'", "pour", ":"))
