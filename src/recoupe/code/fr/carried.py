"""Times told before that surely date a statement, or surely do not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recoupe.code.fr import hanging
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.story import ToldTime
from recoupe.code.fr.subject import COUNTED_BY_FORCE, Option, Subject
from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain

_CUSTODY = re.compile(r"\b(?:plac|mis|gard|maint)\w+ (?:\w+ )?(?:en garde|a) (?:a )?vue\b")


def held_since(subject: Subject) -> bool:
    """« Les mis en cause ont été placés en garde à vue »: what became of those whose arrest was told.

    « Dix-huit personnes ont été placées en garde à vue » tells the arrests themselves.
    """
    token = subject.deed or subject.token
    if subject.label not in ("COERCE", "people-arrested") or token.pos_ not in ("VERB", "AUX"):
        return False
    if _CUSTODY.match(plain(token.doc.text[token.idx : token.idx + 60])) is None:
        return False
    theirs = [c for c in token.children if c.dep_.startswith("nsubj")]
    return any(_known(noun) for noun in theirs)


def _known(noun: Token) -> bool:
    return noun.pos_ == "PRON" or any("Def" in morph(c, "Definite") for c in noun.children if c.dep_ == "det")


def surely(subject: Subject, view: View, options: Sequence[Option]) -> int | None:
    """Which of the options dates a statement beyond doubt, where the sentence itself tells no time."""
    if subject.group == "tie" or any(o.time is not None and o.told is None for o in options):
        return None
    wanted = _of_deed(subject) or _back_then(subject, view)
    if wanted is None:
        return None
    first, last = wanted.time.first, wanted.time.last
    same = (
        n
        for n, o in enumerate(options)
        if o.time is not None and (o.time.first, o.time.last) == (first, last)
    )
    return next(same, None)


def _of_deed(subject: Subject) -> ToldTime | None:
    """« Treize suspects avaient été arrêtés, dont deux Algériens »: they were counted when it was done."""
    if subject.dated is None or subject.label not in COUNTED_BY_FORCE or subject.status == "planned":
        return None
    told = subject.dated.told
    return told if told is not None and told.time.kind == "point" else None


def _back_then(subject: Subject, view: View) -> ToldTime | None:
    """« Un quatrième homme avait alors été acquitté »: at the time told in the sentence before."""
    act = subject.deed or subject.token
    if act.pos_ not in ("VERB", "AUX") or hanging.tense(act) not in ("pluperfect", "imp"):
        return None
    if not any(plain(c.text) == "alors" and c.dep_ == "advmod" for c in act.children):
        return None
    told = view.memory.story.times[-1] if view.memory.story.times else None
    if told is None or told.sentence != view.number - 1 or told.hangs == "speech":
        return None
    return told if told.time.kind == "point" else None
