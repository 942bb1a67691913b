"""The words of the workbench: gettext catalogues, ``locale/<lang>/LC_MESSAGES/workbench.po``.

A message goes by the same name in every language: ``room.name``, or deeper. What is read is the ``.mo``
beside the ``.po``, which ``make catalogues`` compiles.
"""

from __future__ import annotations

import re
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

from recoupe.share.words import LANGS, Lang, catalogue, number

LOCALE = Path(__file__).parent / "locale"


@cache
def _catalogue(lang: str) -> GNUTranslations:
    return catalogue(LOCALE / lang / "LC_MESSAGES" / "workbench.mo")


@cache
def _message(lang: str, key: str) -> str:
    return _bound(lang, _catalogue(lang).gettext(key))


@cache
def _bound(lang: str, message: str) -> str:
    """French with its « ; » on the line of the word before: translators type the plain space."""
    return re.sub(r" (?=[;:?!»])|(?<=«) ", "\u00a0", message) if lang == "fr" else message


def text(lang: str, key: str, **values: object) -> str:
    """The message ``room.name`` (or deeper) in a language, its braces filled in.

    Raises ``KeyError`` where there is none: a slip of ours, not of the user.
    """
    found = _message(lang, key)
    return found.format(**values) if values else found


def many(lang: str, key: str, n: int) -> str:
    """A message that counts something (``n``), in the form that the language has for so many."""
    return _bound(lang, _catalogue(lang).ngettext(key, key, n)).format(n=number(lang, n))


def has(lang: str, key: str) -> bool:
    """Whether there is a message of this name."""
    try:
        text(lang, key)
    except KeyError:
        return False
    return True


def day(lang: str, iso: str | None, otherwise: str = "") -> str:
    """A day as it is read; ``otherwise`` where there is none, or none that a calendar has."""
    from datetime import date

    from recoupe.share import dates

    try:
        return dates.day(lang, date.fromisoformat((iso or "")[:10]))
    except ValueError:
        return otherwise


def spoken(wanted: str) -> Lang:
    """The language of an Accept-Language header, or the first of ours."""
    from babel import negotiate_locale

    asked = [part.split(";")[0].strip().replace("-", "_") for part in wanted.split(",") if part.strip()]
    try:
        found = negotiate_locale(asked, LANGS)
    except ValueError:
        found = None
    return "fr" if found == "fr" else "en"
