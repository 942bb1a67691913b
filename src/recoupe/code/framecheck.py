"""Whether a file of frames holds together: every key, type, mode, context, class and slot, with its line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from recoupe.code.lexicon import Frame, classes, frames
from recoupe.errors import InputError, LexiconError

TIES = ("heads", "chairs", "member-of", "hosts", "part-of", "affiliated-with", "partner-of", "party-to")
# The modes that recoupe adds to PLOVER's (docs/guideline.md).
EXTENSIONS: dict[str, tuple[str, ...]] = {
    "COERCE": ("dismantle", "foil"),
    "SUPPORT": ("sign", "praise"),
    "COOPERATE": ("share-intelligence", "joint-operation", "extradite"),
    "AID": ("train", "equip"),
    "RETREAT": ("repatriate",),
    "ACCUSE": ("warn",),
}
# What stands for a class without being one (docs/add-a-verb.md).
BUILT_IN = ("any", "none", "entity", "person-name", "organisation", "state", "town", "of")


class Problem(msgspec.Struct, frozen=True):
    """Something that does not hold: the line (from 1) and what to do."""

    line: int
    text: str


def check(path: Path, language: str = "fr") -> tuple[tuple[Frame, ...], list[Problem]]:
    """The frames of a YAML file, and what does not hold in it, by line.

    Raises ``InputError`` where the file cannot be read, ``LexiconError`` where it is no YAML list.
    """
    import yaml

    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise InputError(f"{path}: {reason}; name a file of frames (YAML, UTF-8)") from error
    try:
        raw = yaml.safe_load(text) or []
        node = yaml.compose(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise LexiconError(f"{path}{where}: not YAML: {getattr(error, 'problem', error)}") from error
    if not isinstance(raw, list):
        raise LexiconError(f"{path}: holds no list of frames; begin each with « - id: … »")
    found: list[Frame] = []
    problems: list[Problem] = []
    others = {f.id for f in frames(language)}
    shipped = files("recoupe").joinpath("lexicon", language, "frames", path.name)
    own = shipped.is_file() and Path(str(shipped)).resolve() == path.resolve()
    for item, inner in zip(raw, getattr(node, "value", []), strict=False):
        lines = _lines(inner)
        try:
            frame = msgspec.convert(item, Frame, strict=False)
        except msgspec.ValidationError as error:
            problems.append(Problem(lines[""], f"{error}; the keys are listed in docs/add-a-verb.md"))
            continue
        found.append(frame)
        for key, what in faults(frame, language):
            problems.append(Problem(lines.get(key, lines[""]), what))
        if frame.id in others and not own:
            problems.append(Problem(lines[""], f"the id « {frame.id} » is taken; choose another"))
        others.add(frame.id)
    return tuple(found), sorted(problems, key=lambda p: p.line)


def _lines(node: Any) -> dict[str, int]:
    """The line of each key of a mapping; under « » that of the mapping itself."""
    found = {"": node.start_mark.line + 1}
    for pair in node.value if isinstance(node.value, list) else []:
        if isinstance(pair, tuple):
            found[str(pair[0].value)] = pair[0].start_mark.line + 1
    return found


def faults(frame: Frame, language: str) -> Iterator[tuple[str, str]]:
    """What of a frame names something that does not exist: (key, what to do)."""
    plover = json.loads(files("recoupe").joinpath("lexicon", "plover.json").read_text("utf-8"))
    types = plover["types"]
    if frame.type in TIES:
        if frame.mode is not None:
            yield "mode", f"a tie ({frame.type}) has no mode; leave it out"
    elif frame.type not in types:
        known = ", ".join((*types, *TIES))
        yield "type", f"« {frame.type} » is no type; there are {known}"
    elif frame.mode is not None:
        modes = (*types[frame.type]["modes"], *EXTENSIONS.get(frame.type, ()))
        if frame.mode not in modes:
            there = ", ".join(sorted(modes)) or "none"
            yield "mode", f"« {frame.mode} » is no mode of {frame.type}; there are {there}"
    for context in frame.contexts:
        if context not in plover["contexts"]:
            yield "contexts", f"« {context} » is no context of PLOVER"
    known_classes = {*classes(language), *BUILT_IN}
    for key in ("object", "subject", "near", "unless"):
        for name in getattr(frame, key):
            if name not in known_classes:
                yield key, f"« {name} » is no class; add it to classes.yaml, or use one that is there"
    if not frame.verbs and not frame.nouns:
        yield "id", "no verb and no noun: nothing can trigger it"
    for key in ("verbs", "nouns"):
        phrases = getattr(frame, key)
        for phrase in sorted({p for p in phrases if phrases.count(p) > 1}):
            yield key, f"« {phrase} » stands here twice"
