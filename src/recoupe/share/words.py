"""The words of the brief, and numbers and counts in them.

Messages are gettext catalogues, ``locale/<lang>/LC_MESSAGES/brief.po``; what other rooms say in English has
its French in ``reasons.po`` and ``told.po``. What is read are the ``.mo`` beside them, compiled by ``make
catalogues``. How a sentence is built of what was coded (verbs, articles, prepositions) stands in
``frames.*.yaml`` and ``nouns.yaml``.
"""

from __future__ import annotations

import re
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Any, Literal, TypeAlias

from recoupe.errors import InputError

Lang: TypeAlias = Literal["en", "fr"]
LANGS: tuple[Lang, ...] = ("en", "fr")
LOCALE = Path(__file__).parent / "locale"
# The English words that an origin's name may begin with.
_ORIGINS = (
    "unnamed source", "circular citation of", "statement by", "report by", "report in", "words of",
    "dispatch",
)  # fmt: skip


@cache
def _load(name: str) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, Any] = yaml.load((LOCALE / name).read_text("utf-8"), Loader=loader)
    return found


class _Missing(NullTranslations):
    """Asked for what a catalogue lacks, where gettext would show the message's name."""

    def gettext(self, message: str) -> str:
        raise KeyError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        raise KeyError(msgid1)


@cache
def catalogue(path: Path) -> GNUTranslations:
    """A compiled catalogue (``.mo``); a message that it lacks is a ``KeyError``."""
    with path.open("rb") as file:
        found = GNUTranslations(file)
    found.add_fallback(_Missing())
    return found


@cache
def _catalogue(lang: str) -> GNUTranslations:
    return catalogue(LOCALE / lang / "LC_MESSAGES" / "brief.mo")


@cache
def _french(domain: str) -> dict[str, str]:
    """A whole catalogue, from English to French."""
    from babel.messages.mofile import read_mo

    with (LOCALE / "fr" / "LC_MESSAGES" / f"{domain}.mo").open("rb") as file:
        return {str(one.id): str(one.string) for one in read_mo(file) if one.id}


def check(lang: str) -> None:
    """Raise ``InputError`` for a language the brief cannot be written in."""
    if lang not in LANGS:
        raise InputError(f"language {lang!r}: the brief is written in {' or '.join(LANGS)}; use --lang")


def say(lang: str, key: str, **values: object) -> str:
    """The message of a dotted name (``page_text.title``), its braces filled in.

    Raises ``KeyError`` where the catalogue has no such message: a slip of ours, not of the user.
    """
    found = _message(lang, key)
    return found.format(**values) if values else found


@cache
def _message(lang: str, key: str) -> str:
    return _catalogue(lang).gettext(key)


def has(lang: str, key: str) -> bool:
    """Whether the catalogue has a message of this dotted name."""
    try:
        say(lang, key)
    except KeyError:
        return False
    return True


@cache
def words(lang: str, key: str) -> tuple[str, ...]:
    """A list of words of the catalogue: ``months``, ``weekdays``."""
    return tuple(say(lang, key).split())


def origin_words(lang: str) -> dict[str, str]:
    """The words an origin's name begins with, from English to this language."""
    return {one: say(lang, f"origin.{one}") for one in _ORIGINS if has(lang, f"origin.{one}")}


def frames(lang: str) -> dict[str, Any]:
    """How each type and mode is said: verbs, objects, nouns (``locale/frames.<lang>.yaml``)."""
    return _load(f"frames.{lang}.yaml")


def reasons() -> dict[str, str]:
    """The French of what other rooms say in English (``reasons.po``)."""
    return _french("reasons")


def told_words() -> dict[str, str]:
    """The French of what commands, files and servers say in English (``told.po``)."""
    return _french("told")


def several(lang: str, what: str, n: int) -> str:
    """A counted noun: ``several("en", "article", 2)`` is « 2 articles »."""
    name = f"count.{what}"
    return _catalogue(lang).ngettext(name, name, n).format(n=number(lang, n))


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
    """The text in the quotation marks of the language, a quotation in it in those for the inside."""
    bare = re.sub(r'^[«“"\s]+|[»”"\s]+$', "", text)
    more = len(re.findall("[«“]", bare)) - len(re.findall("[»”]", bare))
    bare = "«" * -more + bare + "»" * more
    begin, end = ("“", "”") if lang == "fr" else ("‘", "’")
    bare = re.sub(r"\s*[»”]", end, re.sub(r"[«“]\s*", begin, bare))
    return say(lang, "open_quote") + bare + say(lang, "close_quote")


def listed(lang: str, items: list[str], most: int = 4) -> str:
    """« A, B and C »; past ``most`` items the rest is a number, never dropped in silence."""
    if len(items) > most:
        shown = ", ".join(items[: most - 1])
        return say(lang, "others", names=shown, n=len(items) - most + 1)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {say(lang, 'and')} {items[-1]}"
