"""The frames and word classes an analyst may edit, read from ``lexicon/<language>/``.

A frame says which verbs and nouns carry an event or tie and where its roles stand:

    - id: dismantle
      type: COERCE              # a PLOVER type, or a tie (`chairs`, `part-of` …)
      mode: dismantle
      verbs: [démanteler, mettre hors d'état de nuire, se rendre à]
      nouns: [démantèlement, coup de filet]
      actor: [subj]             # where the actor stands with a verb, best first
      recipient: [obj]
      noun_actor: [par, light]  # the same with a noun
      noun_recipient: [de]
      object: [cell, entity]    # what the thing acted on must be (classes.yaml; see OBJECTS)

See docs/add-a-verb.md for every key.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from recoupe.errors import LexiconError
from recoupe.model import Status


class Frame(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One meaning and the words that carry it."""

    id: str
    type: str
    mode: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    actor: tuple[str, ...] = ("subj",)
    recipient: tuple[str, ...] = ("obj",)
    # Those of the verbs and nouns that carry this meaning only now and then (« passer » for to sign).
    weak: tuple[str, ...] = ()
    # Those so generic that with a thing acted on of another class they never carry this meaning.
    firm: tuple[str, ...] = ()
    noun_actor: tuple[str, ...] = ("par", "light")
    noun_recipient: tuple[str, ...] = ("de",)
    # Reciprocal: every side is an actor and there is no recipient.
    sides: bool = False
    # Everyone in any of the actor's slots acts (« copréside avec »), not only the first slot's.
    joined: bool = False
    # Classes the thing acted on must belong to; `entity`, `any`, `none` are built in.
    object: tuple[str, ...] = ()
    # Classes the actor must belong to; `entity` = a known body, state or person.
    subject: tuple[str, ...] = ()
    # Words of these classes must (or must not) stand in the sentence.
    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    # What the recipient, or the actor, must be for the record to be kept: `entity` = state, body,
    # person or group that is known or located; `some` = anything at all.
    needs_recipient: str | None = None
    needs_actor: str | None = None
    recipient_sector: str | None = None
    contexts: tuple[str, ...] = ()
    status: Status | None = None
    # Modes that words of the same clause bring (« demande des renforts »: assist), first that fits.
    modes: dict[str, tuple[str, ...]] = {}


class Trigger(msgspec.Struct, frozen=True):
    """One way of carrying a frame: a head word, the words that follow it, reflexive or not.

    A noun may have words that must stand right before it (« sous les verrous », « aux mains de la junte »).
    """

    frame: Frame
    head: str
    rest: tuple[str, ...]
    reflexive: bool
    nominal: bool
    weak: bool = False
    firm: bool = False
    denies: bool = False  # « ne pas participer à »: without the negation it means the contrary
    no_longer: bool = False  # « ne plus livrer »: « ne pas livrer » and « ne livrer que » end nothing
    before: tuple[str, ...] = ()


class WordClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns of one kind, with the PLOVER sector they stand for."""

    nouns: tuple[str, ...]
    sector: str | None = None
    # False: told with some act, but nothing whose number is worth telling (« trois idées »).
    counted: bool = True


def folder(language: str) -> Traversable:
    """The lexicon folder of a language, inside the installed package."""
    return files("recoupe") / "lexicon" / language


def load_yaml(path: Traversable, type_: type[msgspec.Struct] | object) -> object:
    """Read a YAML file into records; raises ``LexiconError`` naming file, line and what is wrong."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise LexiconError(f"{path.name}{line}: not YAML: {getattr(error, 'problem', error)}") from error
    try:
        return msgspec.convert(raw, type_, strict=False)
    except msgspec.ValidationError as error:
        raise LexiconError(f"{path.name}: {error}; see docs/add-a-verb.md for the keys") from error


@cache
def classes(language: str) -> dict[str, WordClass]:
    """Word classes by name."""
    found = load_yaml(folder(language) / "classes.yaml", dict[str, WordClass])
    assert isinstance(found, dict)
    return found


@cache
def frames(language: str) -> tuple[Frame, ...]:
    """Every frame of a language, in the order of the files' names."""
    found: list[Frame] = []
    for path in sorted((folder(language) / "frames").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".yaml"):
            loaded = load_yaml(path, list[Frame])
            assert isinstance(loaded, list)
            found += loaded
    return (*found, *_added.get(language, ()))


_added: dict[str, tuple[Frame, ...]] = {}


def add_frames(language: str, more: tuple[Frame, ...]) -> None:
    """Use further frames beside the lexicon's own from here on, in this process."""
    _added[language] = (*_added.get(language, ()), *more)
    frames.cache_clear()
    triggers.cache_clear()


def words(phrase: str) -> tuple[str, ...]:
    """A trigger's words: split at blanks and after apostrophes (« hors d'état » → hors, d', état)."""
    return tuple(re.findall(r"[^\s']+'?", phrase.replace("’", "'")))


def spellings(phrase: str) -> tuple[str, ...]:
    """A phrase whole, and cut at its hyphens: « cessez-le-feu » is one token, « main-forte » is three.

    Agencies write « manoeuvres », « mise en oeuvre »: letters that are joined also stand apart.
    """
    cut = re.sub(r"(?<=\w)-(?=\w)", " - ", phrase)
    whole = (phrase,) if cut == phrase else (phrase, cut)
    return whole if "œ" not in phrase else (*whole, *(one.replace("œ", "oe") for one in whole))


# Prepositions that a noun's phrase may begin with, and the articles behind them.
_BEFORE_NOUNS = ("avec", "sous", "aux", "a", "au", "en", "sur", "derriere", "entre", "dans",
                 "la", "le", "les", "l'")  # fmt: skip


def compile_trigger(phrase: str, frame: Frame, nominal: bool, spelling: str | None = None) -> Trigger:
    """Turn a lexicon phrase, or one of its ``spellings``, into head, rest and reflexive."""
    from recoupe.code.fr.words import plain

    parts = [plain(w) for w in words(spelling or phrase)]
    reflexive = parts[0] in ("se", "s'") and not nominal
    denies = parts[0] in ("ne", "n'") and not nominal
    no_longer = denies and "plus" in parts[1:3]
    if not nominal:  # « s'en prendre à », « ne pas tarir d'éloges », « en découdre »: the verb heads it
        while len(parts) > 1 and parts[0] in ("se", "s'", "en", "y", "ne", "n'", "pas", "plus", "rien"):
            parts = parts[1:]
        if no_longer and parts[1:2] == ["plus"]:  # « n'être plus sous surveillance »
            parts = [parts[0], *parts[2:]]
    before: tuple[str, ...] = ()
    if nominal and parts[0] in _BEFORE_NOUNS:
        first = next((n for n, word in enumerate(parts) if word not in _BEFORE_NOUNS), 0)
        before, parts = tuple(parts[:first]), parts[first:]
    weak, firm = phrase in frame.weak, phrase in frame.firm
    rest = tuple(parts[1:])
    return Trigger(frame, parts[0], rest, reflexive, nominal, weak, firm, denies, no_longer, before)


@cache
def triggers(language: str) -> tuple[dict[str, list[Trigger]], dict[str, list[Trigger]]]:
    """(verb head → triggers, noun head → triggers); longer phrases first."""
    verbs: dict[str, list[Trigger]] = {}
    nouns: dict[str, list[Trigger]] = {}
    for frame in frames(language):
        for table, phrases in ((verbs, frame.verbs), (nouns, frame.nouns)):
            for phrase, spelling in ((p, one) for p in phrases for one in spellings(p)):
                trigger = compile_trigger(phrase, frame, table is nouns, spelling)
                table.setdefault(trigger.head, []).append(trigger)
    for table in (verbs, nouns):
        for found in table.values():
            found.sort(key=lambda t: (-len(t.rest), not t.reflexive))
    return verbs, nouns
