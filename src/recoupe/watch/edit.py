"""A sources file changed by a program: a source added, paused, removed; all else stays as it was typed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec

from recoupe.errors import InputError
from recoupe.files import put
from recoupe.watch.sources import Source, Sources, decoded, load

_HEAD = re.compile(r"^\s*\[\[\s*source\s*\]\]\s*(#.*)?$")
_PAUSED = re.compile(r"^\s*paused\s*=.*$")
# Nothing that would end a line, or that TOML has no place for.
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]")
MORE = ("outlet", "language", "interval")  # what a program may say of a source beside its name and address
_KEYS = ("name", "feed", "sitemap", "page", *MORE)
# A line as this module writes it.
_SAID = re.compile(rf"""\s*(\[\[source\]\]|(?:{"|".join(_KEYS)}) = "(?:[^"\\]|\\.)*"|paused = true)?\s*$""")


def add(path: Path, given: dict[str, str], contact: str = "") -> Sources:
    """Add a source to the file, made with this contact where there is none.

    Raises :class:`~recoupe.errors.InputError` where the file would not hold together; it is then as it was.
    """
    lines = [f"{key} = {_string(value)}" for key in _KEYS if (value := given.get(key))]
    block = "\n".join(["[[source]]", *lines]) + "\n"
    if path.exists():
        text = path.read_text("utf-8").rstrip("\n") + "\n\n" + block
    else:
        text = f"contact = {_string(contact)}\n\n{block}"
    return _put(path, text)


def pause(path: Path, name: str, on: bool) -> Sources:
    """Pause a source, or go on with it; raises :class:`~recoupe.errors.InputError` where there is none."""
    lines, (start, end) = _block(path, name)
    kept = [line for line in lines[start:end] if not _PAUSED.match(line)]
    lines[start:end] = [kept[0], *(["paused = true"] if on else []), *kept[1:]]
    return _put(path, "\n".join(lines) + "\n")


def remove(path: Path, name: str) -> Source:
    """Take a source out of the file; what it was.

    Raises :class:`~recoupe.errors.InputError` where there is none, where it is the only one, and where
    somebody wrote more of it by hand than :func:`add` could say again.
    """
    lines, (start, end) = _block(path, name)
    found = load(path).source
    if by_hand := [line.strip() for line in lines[start:end] if not _SAID.match(line)]:
        raise InputError(
            f"{path}: of {name} « {by_hand[0]} » was typed by hand; remove it there, or pause it"
        )
    if len(found) == 1:
        raise InputError(f"{path}: {name} is the only source; pause it, or take the file away")
    del lines[start:end]
    _put(path, "\n".join(lines).rstrip("\n") + "\n")
    return next(one for one in found if one.name == name)


def _block(path: Path, name: str) -> tuple[list[str], tuple[int, int]]:
    """The lines of the file, and which of them are those of a source."""
    lines = path.read_text("utf-8").splitlines()
    heads = [n for n, line in enumerate(lines) if _HEAD.match(line)]
    for start, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        try:
            own = msgspec.toml.decode("\n".join(lines[start:end]))["source"][0].get("name")
        except (msgspec.DecodeError, KeyError, IndexError):
            continue
        if own == name:
            return lines, (start, end)
    raise InputError(f"{path}: there is no source {name}")


def _string(value: str) -> str:
    """A basic string of TOML; JSON escapes what it asks to have escaped."""
    if _CONTROL.search(value):
        raise InputError("an address or a name has control characters; type it anew")
    return json.dumps(value, ensure_ascii=False)


def _put(path: Path, text: str) -> Sources:
    """Put the text in the place of the file once it is known to hold together."""
    raw = text.encode()
    found = decoded(raw, path)
    put(path, raw)
    return found
