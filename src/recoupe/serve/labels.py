"""How the values of facets are called in the reader's language."""

from __future__ import annotations

from functools import cache

from recoupe.resolve.entries import entries
from recoupe.serve import words
from recoupe.share.names import Names, is_state, lexicon_name
from recoupe.share.values import field_name
from recoupe.share.words import Lang, frames, has, say

_IDS = frozenset({"state", "body", "person", "country", "with"})


@cache
def names(lang: Lang) -> Names:
    """The names of ids as the lexicon has them, whatever the articles write."""
    return Names((), (), lang)


@cache
def label(lang: Lang, facet: str, value: str) -> str:
    """A value of a facet in words; one that has none stays as it is."""
    if facet in _IDS:
        return name_of(lang, value)
    if facet in ("type", "mode"):
        return deed(lang, value)
    if facet == "disputed" and value not in ("any", "none"):
        return field_name(lang, value)
    if facet == "grade":
        return f"{value} · {say(lang, f'grade.{value}')}"
    if facet == "status" and has(lang, f"status.{value}"):
        return say(lang, f"status.{value}")
    if facet == "language" and has(lang, f"languages.{value}"):
        return say(lang, f"languages.{value}")
    key = f"terms.{facet}.{value}"
    return words.text(lang, key) if words.has(lang, key) else value.replace("_", " ")


@cache
def name_of(lang: Lang, identity: str) -> str:
    """A state, body or person by its id: « Morocco », « BCIJ », « judiciary (Morocco) »."""
    if words.has(lang, f"terms.world.{identity}"):
        return words.text(lang, f"terms.world.{identity}")
    if is_state(identity):  # not by its acronym, « RFA », « USA »
        return names(lang).id(identity).bare
    if known := lexicon_name(identity, lang):
        return known
    state, _, suffix = identity.partition(".")
    # A body that every state has (lexicon/entities/generics.yaml) has no name of its own there.
    if suffix and is_state(state):
        key = suffix.replace(".", "_")
        if words.has(lang, f"terms.generic.{key}"):
            return f"{words.text(lang, f'terms.generic.{key}')} ({name_of(lang, state)})"
        entry = entries().get(identity)
        return entry.name if entry else f"{suffix} ({name_of(lang, state)})"
    return names(lang).id(identity).bare


def deed(lang: Lang, value: str) -> str:
    """A type, ``TYPE/mode``, tie or measure: « Dismantling », « is part of », « people arrested »."""
    found = frames(lang)
    if frame := found["event"].get(value):
        return str(frame["noun"])
    if value in found["figure"]:
        noun = str(found["figure"][value]).partition("|")[2] or say(lang, f"measure.{value}")
        return noun[:1].upper() + noun[1:]
    if frame := found["tie"].get(value):
        after = " ".join(str(frame.get(part, "")) for part in ("one", "after", "to")).split()
        unique = list(dict.fromkeys(after))
        return " ".join([unique[0][:1].upper() + unique[0][1:], *unique[1:]])
    return value.rpartition("/")[2].replace("-", " ").replace("_", " ")
