"""The words that ask after the sense of a trigger: its verb, and what is acted on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.words import verb_lemmas

if TYPE_CHECKING:
    from recoupe.code.fr.frames import Hit


def is_verb(hit: Hit, *names: str) -> bool:
    return not hit.nominal and not set(names).isdisjoint(verb_lemmas(hit.token.text))


def is_about(hit: Hit, *names: str) -> bool:
    return hit.about is not None and not set(names).isdisjoint(classes_of(hit.about))
