"""The words of the brief: a small YAML catalogue per language, and numbers and counts in it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

from recoupe.errors import InputError

Lang: TypeAlias = Literal["en", "fr"]
LANGS: tuple[Lang, ...] = ("en", "fr")
_FOLDER = Path(__file__).parent / "locale"


@cache
def _load(name: str) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, Any] = yaml.load((_FOLDER / name).read_text("utf-8"), Loader=loader)
    return found


def check(lang: str) -> None:
    """Raise ``InputError`` for a language the brief cannot be written in."""
    if lang not in LANGS:
        raise InputError(f"language {lang!r}: the brief is written in {' or '.join(LANGS)}; use --lang")


def say(lang: str, key: str, **values: object) -> str:
    """The message at a dotted key (``page_text.title``), its braces filled in.

    Raises ``KeyError`` where the catalogue has no such message: a slip of ours, not of the user.
    """
    found = _message(lang, key)
    return found.format(**values) if values else found


@cache
def _message(lang: str, key: str) -> str:
    found: Any = _load(f"{lang}.yaml")
    for part in key.split("."):
        found = found[int(part) if part.isdigit() and int(part) in found else part]
    return str(found)


def has(lang: str, key: str) -> bool:
    """Whether the catalogue has a message at this dotted key."""
    try:
        say(lang, key)
    except (KeyError, TypeError):
        return False
    return True


def words(lang: str, key: str) -> list[str]:
    """A list of words of the catalogue: ``months``, ``weekdays``."""
    return [str(word) for word in _load(f"{lang}.yaml")[key]]


def origin_words(lang: str) -> dict[str, str]:
    """The words an origin's name begins with, from English to this language."""
    return dict(_load(f"{lang}.yaml").get("origin", {}))


def frames(lang: str) -> dict[str, Any]:
    """How each type and mode is said: verbs, objects, nouns (``locale/frames.<lang>.yaml``)."""
    return _load(f"frames.{lang}.yaml")


def reasons() -> dict[str, str]:
    """The French of what other rooms say in English (``locale/reasons.fr.yaml``)."""
    return _load("reasons.fr.yaml")


def told_words() -> dict[str, str]:
    """The French of what commands, files and servers say in English (``locale/told.fr.yaml``)."""
    return _load("told.fr.yaml")


def several(lang: str, what: str, n: int) -> str:
    """A counted noun: ``several("en", "article", 2)`` is « 2 articles »."""
    one, more = say(lang, f"count.{what}").split("|")
    return (one if n == 1 or (n == 0 and lang == "fr") else more).format(n=number(lang, n))


def number(lang: str, value: float) -> str:
    """A number as read in the language: 3,129 · 3 129; millions and more in words."""
    decimal, thousands = say(lang, "decimal"), say(lang, "thousands")
    for name, size in (("billion", 1_000_000_000), ("million", 1_000_000)):
        if abs(value) >= size and round(value / size, 2) * size == value:
            return f"{value / size:.2f}".rstrip("0").rstrip(".").replace(".", decimal) + _scale(
                lang, name, value / size
            )
    if value == int(value):
        whole = int(value)
        # Four figures stand without a separator in French, as printers set them.
        plain = lang == "fr" and abs(whole) < 10_000
        return str(whole) if plain else f"{whole:,}".replace(",", thousands)
    return f"{value:,.2f}".rstrip("0").replace(",", "\0").replace(".", decimal).replace("\0", thousands)


def _scale(lang: str, name: str, value: float) -> str:
    word = say(lang, f"scale.{name}")
    return word.removesuffix("s") if lang == "fr" and abs(value) < 2 else word


def amount(lang: str, value: float, bound: str) -> str:
    """A value with its bound: « more than 200 », « environ 20 »."""
    return say(lang, f"bound.{bound}", n=number(lang, value))


def quoted(lang: str, text: str) -> str:
    """The text in the quotation marks of the language."""
    return say(lang, "open_quote") + re.sub(r'^[«“"\s]+|[»”"\s]+$', "", text) + say(lang, "close_quote")


def listed(lang: str, items: list[str], most: int = 4) -> str:
    """« A, B and C »; past ``most`` items the rest is a number, never dropped in silence."""
    if len(items) > most:
        shown = ", ".join(items[: most - 1])
        return say(lang, "others", names=shown, n=len(items) - most + 1)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {say(lang, 'and')} {items[-1]}"
